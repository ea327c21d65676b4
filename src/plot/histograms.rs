//! Histograms of positions and momenta with the densities they should have.

use super::axes::{Axis, Chart, Drawn, Entry, Geometry, Mark, Panel, chart, note, plain_tick};
use super::{Backend, Content, Look};
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

/// Said where there are no data.
const EMPTY: &str = "no data yet";

/// Histogram of the positions and the density of the fitted potential.
pub fn positions<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    content: &Content,
    look: &Look,
) -> Drawn<Geometry> {
    let Some(potential) = content.snapshot.map(|s| &s.outcome.potential) else {
        return note(area, look, EMPTY);
    };
    let x = Axis {
        from: content.curves.interval[0],
        to: content.curves.interval[1],
        label: "position q",
        tick: &plain_tick,
    };
    let legend = [
        Entry {
            name: "histogram",
            color: look.bars(),
            mark: Mark::Band,
        },
        Entry {
            name: "exp(−β̂U)",
            color: look.learned(),
            mark: Mark::Line,
        },
    ];
    let mut chart = bars(
        area,
        look,
        &x,
        &potential.axes[0],
        &potential.density,
        &legend,
    )?;
    for run in runs(&potential.axes[0], &potential.fitted_density) {
        chart.draw_series(LineSeries::new(run, look.stroke(look.learned(), 1.75)))?;
    }
    Ok(Geometry {
        panels: vec![Panel::of(&chart)],
    })
}

/// Histogram of the symmetric momenta over the Gaussian of the same variance.
pub fn momenta<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    content: &Content,
    look: &Look,
) -> Drawn<Geometry> {
    let Some(momentum) = content.snapshot.map(|s| &s.outcome.momentum) else {
        return note(area, look, EMPTY);
    };
    let (Some(histogram), Some(variance)) = (
        momentum.histogram.first(),
        momentum.symmetric_covariance.first().map(|row| row[0]),
    ) else {
        return note(area, look, EMPTY);
    };
    let range = 4.5 * variance.sqrt();
    if !(range.is_finite() && range > 0.0) {
        return note(area, look, EMPTY);
    }
    let x = Axis {
        from: -range,
        to: range,
        label: "momentum p",
        tick: &plain_tick,
    };
    let legend = [
        Entry {
            name: "histogram",
            color: look.bars(),
            mark: Mark::Band,
        },
        Entry {
            name: "Gaussian",
            color: look.reference(),
            mark: Mark::Line,
        },
    ];
    let mut chart = bars(area, look, &x, &histogram.axis, &histogram.density, &legend)?;
    let gaussian = (0..=120).map(|i| {
        let p = range * (f64::from(i) / 60.0 - 1.0);
        (p, gaussian(p, variance))
    });
    chart.draw_series(LineSeries::new(
        gaussian,
        look.stroke(look.reference(), 1.75),
    ))?;
    let panel = Panel::of(&chart);
    let (kurtosis, error) = (
        momentum.excess_kurtosis[0],
        momentum.excess_kurtosis_error[0],
    );
    if kurtosis.is_finite() {
        let style = look.font(12.0, HPos::Right, VPos::Top);
        let spread = if error.is_finite() {
            format!(" ± {error:.3}")
        } else {
            String::new()
        };
        let place = (
            panel.right as i32 - look.px(6.0),
            panel.top as i32 + look.px(4.0),
        );
        area.draw(&Text::new(
            "excess kurtosis".to_owned(),
            place,
            style.clone(),
        ))?;
        area.draw(&Text::new(
            format!("{kurtosis:.3}{spread}"),
            (place.0, place.1 + look.px(16.0)),
            style,
        ))?;
    }
    Ok(Geometry {
        panels: vec![panel],
    })
}

/// Density of a centred Gaussian.
pub fn gaussian(p: f64, variance: f64) -> f64 {
    libm::exp(-0.5 * p * p / variance) / (std::f64::consts::TAU * variance).sqrt()
}

/// A chart with a filled staircase.
fn bars<'a, DB: Backend + 'a>(
    area: &DrawingArea<DB, Shift>,
    look: &Look,
    x: &Axis,
    axis: &[f64],
    density: &[f64],
    legend: &[Entry],
) -> Drawn<Chart<'a, DB>> {
    let highest = density
        .iter()
        .copied()
        .filter(|d| d.is_finite())
        .fold(0.0, f64::max);
    let to = if highest > 0.0 { 1.12 * highest } else { 1.0 };
    let y = Axis {
        from: 0.0,
        to,
        label: "density",
        tick: &plain_tick,
    };
    let mut chart = chart(area, look, x, &y, legend)?;
    let half = axis.get(1).map_or(0.5, |x| 0.5 * (x - axis[0]));
    let mut stairs = Vec::new();
    for (&centre, &d) in axis.iter().zip(density) {
        if d.is_finite() && centre + half > x.from && centre - half < x.to {
            stairs.push(((centre - half).max(x.from), d));
            stairs.push(((centre + half).min(x.to), d));
        }
    }
    if let (Some(&(first, _)), Some(&(last, _))) = (stairs.first(), stairs.last()) {
        stairs.push((last, 0.0));
        stairs.push((first, 0.0));
        chart.draw_series([Polygon::new(stairs, look.bars().mix(0.4).filled())])?;
    }
    Ok(chart)
}

/// The points of a curve with gaps, in runs without.
fn runs(axis: &[f64], values: &[Option<f64>]) -> Vec<Vec<(f64, f64)>> {
    let mut runs = vec![Vec::new()];
    for (&x, value) in axis.iter().zip(values) {
        match value {
            Some(v) => runs
                .last_mut()
                .into_iter()
                .for_each(|run: &mut Vec<(f64, f64)>| run.push((x, *v))),
            None => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| run.len() > 1);
    runs
}
