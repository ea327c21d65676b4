//! Surrogate and original dynamics compared: mean paths, autocorrelations and equilibrium.

use crate::axes::{
    Axis, Drawn, Entry, Geometry, Mark, Panel, below_legend, chart, note, plain_tick,
};
use crate::labels::{density, not_compared, symbol};
use crate::tiles::tiles;
use crate::{Backend, Content, Look};
use message::{Message, say};
use plotters::coord::Shift;
use plotters::prelude::*;
use study::{Comparison, Ensemble};

/// Most points of a line, about the resolution of a screen.
const MOST_POINTS: usize = 1200;
/// Most panels of a figure, which are still readable on a phone.
const MOST_PANELS: usize = 4;

/// A kind of curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Curve {
    /// Mean path over the time.
    Mean,
    /// Autocorrelation over the lag.
    Correlation,
    /// Density of what is binned over the second half of the time.
    Equilibrium,
}

/// A line with a band of two standard errors.
pub struct Series {
    pub x: Vec<f64>,
    pub y: Vec<f64>,
    pub error: Vec<f64>,
}

/// Draws a curve of every ensemble, in a panel for each observable that is shown.
pub fn curves<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    content: &Content,
    look: &Look,
    curve: Curve,
) -> Drawn<Geometry> {
    let Some(comparison) = found(content) else {
        return note(area, look, &not_compared());
    };
    let shown = shown(comparison, curve);
    if shown.is_empty() {
        return note(area, look, &not_binned());
    }
    let area = below_legend(area, look, &legend(comparison, look))?;
    let mut panels = Vec::new();
    let in_plane = curve == Curve::Mean && content.dimension() == 2;
    let parts = tiles(&area, shown.len() + usize::from(in_plane), look);
    for (&axis, part) in shown.iter().zip(&parts) {
        let name = observable(comparison, curve, axis);
        let y_label = match curve {
            Curve::Mean => mean(name),
            Curve::Correlation => say!("axis-correlation", "correlation of {axis}", axis = name),
            Curve::Equilibrium => density(),
        };
        let series: Vec<Series> = comparison
            .ensembles
            .iter()
            .map(|e| series(comparison, e, curve, axis))
            .collect();
        let [from, to] = range(series.iter().flat_map(|s| s.x.iter().copied()));
        let bounds = series.iter().flat_map(|s| {
            let pairs = s.y.iter().zip(&s.error);
            pairs.flat_map(|(y, e)| [y - 2.0 * e, y + 2.0 * e])
        });
        let [low, high] = range(bounds);
        let pad = 0.05 * (high - low);
        let x = Axis {
            from,
            to,
            label: over(comparison, curve, axis),
            tick: &plain_tick,
        };
        let y = Axis {
            from: low - pad,
            to: high + pad,
            label: y_label,
            tick: &plain_tick,
        };
        let mut chart = chart(part, look, &x, &y, &[])?;
        // The surrogate last: it stays visible where they agree.
        for (ensemble, s) in comparison.ensembles.iter().zip(&series).rev() {
            let color = color(ensemble, look);
            let edge = |sign: f64| {
                let points = s.x.iter().zip(&s.y).zip(&s.error);
                points.map(move |((x, y), e)| (*x, y + sign * 2.0 * e))
            };
            let outline: Vec<(f64, f64)> = edge(1.0).chain(edge(-1.0).rev()).collect();
            chart.draw_series([Polygon::new(outline, color.mix(0.25).filled())])?;
            let line = s.x.iter().copied().zip(s.y.iter().copied());
            chart.draw_series(LineSeries::new(line, look.stroke(color, 1.75)))?;
        }
        panels.push(Panel::of(&chart));
    }
    if in_plane {
        panels.push(plane(&parts[shown.len()], comparison, look)?);
    }
    Ok(Geometry { panels })
}

/// Draws the mean paths in the plane of both coordinates.
fn plane<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    comparison: &Comparison,
    look: &Look,
) -> Drawn<Panel> {
    let along = |e: &Ensemble, axis: usize| series(comparison, e, Curve::Mean, axis).y;
    let ensembles = &comparison.ensembles;
    let axes: [[f64; 2]; 2] = [0, 1].map(|axis| {
        let [low, high] = range(ensembles.iter().flat_map(|e| along(e, axis)));
        let pad = 0.05 * (high - low);
        [low - pad, high + pad]
    });
    let axis = |i: usize, label| Axis {
        from: axes[i][0],
        to: axes[i][1],
        label,
        tick: &plain_tick,
    };
    let mut chart = chart(area, look, &axis(0, mean("x")), &axis(1, mean("y")), &[])?;
    for ensemble in ensembles.iter().rev() {
        let line = along(ensemble, 0).into_iter().zip(along(ensemble, 1));
        let style = look.stroke(color(ensemble, look), 1.75);
        chart.draw_series(LineSeries::new(line, style))?;
    }
    Ok(Panel::of(&chart))
}

/// The comparison, once a trajectory has ended.
pub fn found<'a>(content: &Content<'a>) -> Option<&'a Comparison> {
    let comparison = content.snapshot?.outcome.comparison.as_ref()?;
    let any = comparison.ensembles.iter().any(|e| e.trajectories > 0);
    any.then_some(comparison)
}

/// The numbers of the observables that have a panel each: all of a few coordinates, and of many the
/// first ones; the collective variable before them.
pub fn shown(comparison: &Comparison, curve: Curve) -> Vec<usize> {
    let names = names(comparison, curve);
    let mut all: Vec<usize> = (0..names.len()).collect();
    if names
        .last()
        .is_some_and(|name| name == Comparison::COLLECTIVE)
    {
        all.rotate_right(1);
    }
    all.truncate(MOST_PANELS);
    all
}

/// The name of an observable.
pub fn observable(comparison: &Comparison, curve: Curve, number: usize) -> &str {
    &names(comparison, curve)[number]
}

fn names(comparison: &Comparison, curve: Curve) -> &[String] {
    match curve {
        Curve::Mean | Curve::Correlation => &comparison.observables,
        Curve::Equilibrium => &comparison.binned,
    }
}

/// A curve of an ensemble of one observable.
pub fn series(comparison: &Comparison, ensemble: &Ensemble, curve: Curve, axis: usize) -> Series {
    let pick = |values: &[Vec<f64>]| values.get(axis).cloned().unwrap_or_default();
    let (x, y, error) = match curve {
        Curve::Mean => (
            comparison.times.clone(),
            pick(&ensemble.mean),
            pick(&ensemble.mean_error),
        ),
        Curve::Correlation => (
            comparison.lags.clone(),
            pick(&ensemble.correlation),
            pick(&ensemble.correlation_error),
        ),
        Curve::Equilibrium => {
            let of = |values: &[f64]| marginal(&comparison.axes, values, axis);
            let error: Vec<f64> = ensemble.density_error.iter().map(|e| e * e).collect();
            (
                comparison.axes[axis].clone(),
                of(&ensemble.density),
                // Errors of bins are taken as independent.
                of(&error).iter().map(|v| v.sqrt()).collect(),
            )
        }
    };
    let points = x.len().min(y.len());
    let stride = points.div_ceil(MOST_POINTS).max(1);
    let thin = |values: Vec<f64>| values.into_iter().take(points).step_by(stride).collect();
    Series {
        x: thin(x),
        y: thin(y),
        error: thin(error),
    }
}

/// Sums of a quantity over all coordinates but one.
fn marginal(axes: &[Vec<f64>], values: &[f64], axis: usize) -> Vec<f64> {
    let bins = axes[axis].len();
    let stride: usize = axes[axis + 1..].iter().map(Vec::len).product();
    let width = |a: &Vec<f64>| a.get(1).map_or(1.0, |x| x - a[0]);
    let others = axes.iter().enumerate().filter(|(i, _)| *i != axis);
    let volume: f64 = others.map(|(_, a)| width(a)).product();
    let mut sums = vec![0.0; bins];
    for (number, value) in values.iter().enumerate() {
        sums[number / stride % bins] += value * volume;
    }
    sums
}

/// The smallest and the largest finite value; 0 and 1 if these do not differ.
pub fn range(values: impl Iterator<Item = f64>) -> [f64; 2] {
    let finite = values.filter(|v| v.is_finite());
    let [low, high] = finite.fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], v| {
        [low.min(v), high.max(v)]
    });
    if low < high { [low, high] } else { [0.0, 1.0] }
}

/// The colour of an ensemble.
pub fn color(ensemble: &Ensemble, look: &Look) -> RGBColor {
    match ensemble.name.as_str() {
        "surrogate" => look.learned(),
        "original" => look.original(),
        _ => look.reference(),
    }
}

/// The name of an ensemble in a figure.
pub fn name(ensemble: &Ensemble) -> Message {
    match ensemble.name.as_str() {
        "surrogate" => say!("surrogate-u", "surrogate U"),
        "original" => say!("original-v", "original V"),
        _ => say!("third", "third"),
    }
}

/// The quantity that a curve runs over.
pub fn over(comparison: &Comparison, curve: Curve, axis: usize) -> Message {
    match curve {
        Curve::Mean => time(),
        Curve::Correlation => say!("axis-lag", "lag"),
        Curve::Equilibrium => symbol(observable(comparison, curve, axis)),
    }
}

pub fn time() -> Message {
    say!("axis-time", "time")
}

fn mean(axis: &str) -> Message {
    say!("axis-mean", "mean {axis}", axis = axis)
}

/// The note of a figure of equilibria where no observable is binned.
fn not_binned() -> Message {
    say!(
        "not-binned",
        "without a collective variable (cv) there is no distribution to draw"
    )
}

/// The legend of the ensembles.
pub fn legend(comparison: &Comparison, look: &Look) -> Vec<Entry> {
    let entry = |e: &Ensemble| Entry {
        name: name(e),
        color: color(e, look),
        mark: Mark::Line,
    };
    comparison.ensembles.iter().map(entry).collect()
}
