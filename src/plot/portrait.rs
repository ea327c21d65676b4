//! Phase portraits: Hamiltonian trajectories under the surrogate and the original, in phase space
//! and over the map of the potential.

use crate::axes::{Axis, Chart, Drawn, Geometry, Panel, below_legend, chart, note, plain_tick};
use crate::clip::within;
use crate::comparison::{color, legend, name, range};
use crate::labels::{momentum, not_compared, symbol};
use crate::{Backend, Content, Look};
use expression::variables;
use message::{Message, say};
use plotters::coord::Shift;
use plotters::prelude::*;
use sampling::Portrait;
use statistics::MOST_GRIDDED;
use study::{Comparison, Ensemble};

/// Most points of a line, about the resolution of a screen.
const MOST_POINTS: usize = 1200;
/// Radius of the dot at the present moment, in pixels of the page.
const DOT: f64 = 4.0;

/// A trajectory in a plane.
type Path = Vec<(f64, f64)>;

/// Draws the trajectories in the plane of each coordinate and its momentum, up to the present
/// moment.
pub fn draw<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    content: &Content,
    look: &Look,
) -> Drawn<Geometry> {
    let Some(comparison) = found(content) else {
        return note(area, look, &not_compared());
    };
    let area = below_legend(area, look, &legend(comparison, look))?;
    let d = content.dimension();
    let names = shown(d);
    let mut panels = Vec::new();
    for (axis, part) in area.split_evenly((1, names.len())).iter().enumerate() {
        let all: Vec<(&Ensemble, Vec<Path>)> = comparison
            .ensembles
            .iter()
            .filter_map(|e| Some((e, phases(e.portrait.as_ref()?, axis))))
            .collect();
        let points = || all.iter().flat_map(|(_, paths)| paths.iter().flatten());
        let ([left, right], [low, high]) =
            (range(points().map(|p| p.0)), range(points().map(|p| p.1)));
        let wider = |from: f64, to: f64| 0.05 * (to - from);
        let label = match d {
            1 => momentum(),
            _ => say!(
                "axis-momentum-along",
                "momentum along {axis}",
                axis = names[axis]
            ),
        };
        let x = Axis {
            from: left - wider(left, right),
            to: right + wider(left, right),
            label: symbol(names[axis]),
            tick: &plain_tick,
        };
        let y = Axis {
            from: low - wider(low, high),
            to: high + wider(low, high),
            label,
            tick: &plain_tick,
        };
        let mut chart = chart(part, look, &x, &y, &[])?;
        trace(&mut chart, look, &all)?;
        panels.push(Panel::of(&chart));
    }
    Ok(Geometry { panels })
}

/// Draws the trajectories over a chart of a plane of positions.
pub fn over<DB: Backend>(
    chart: &mut Chart<DB>,
    look: &Look,
    content: &Content,
    [a, b]: [usize; 2],
) -> Drawn<()> {
    let Some(comparison) = found(content) else {
        return Ok(());
    };
    let all: Vec<(&Ensemble, Vec<Path>)> = comparison
        .ensembles
        .iter()
        .filter_map(|e| {
            let starts = e.portrait.as_ref()?.positions.iter();
            Some((e, starts.map(|q| path(&q[a], &q[b])).collect()))
        })
        .collect();
    trace(chart, look, &all)
}

/// Draws lines up to the present moment, with a dot there until the end. The surrogate's come last
/// and stay visible where both agree.
fn trace<DB: Backend>(
    chart: &mut Chart<DB>,
    look: &Look,
    all: &[(&Ensemble, Vec<Path>)],
) -> Drawn<()> {
    let seen = [chart.x_range(), chart.y_range()].map(|range| [range.start, range.end]);
    let turned = |path: &[(f64, f64)]| path.iter().map(|&(a, b)| (b, a)).collect::<Path>();
    for (ensemble, paths) in all.iter().rev() {
        let color = color(ensemble, look);
        for path in paths {
            let until = ((path.len() as f64 * look.moment).ceil() as usize).clamp(1, path.len());
            let stride = path.len().div_ceil(MOST_POINTS).max(1);
            let line: Path = path[..until].iter().step_by(stride).copied().collect();
            let pieces = within(&line, seen[1]).into_iter();
            for piece in pieces.flat_map(|piece| within(&turned(&piece), seen[0])) {
                let style = look.stroke(color.mix(0.75), 1.25);
                chart.draw_series(LineSeries::new(turned(&piece), style))?;
            }
            let (q, p) = path[until - 1];
            let is_seen = [q, p]
                .iter()
                .zip(&seen)
                .all(|(v, [from, to])| (from..=to).contains(&v));
            if look.moment < 1.0 && is_seen {
                let dot = Circle::new(path[until - 1], look.px(DOT), color.filled());
                chart.draw_series([dot])?;
            }
        }
    }
    Ok(())
}

/// The point of a trajectory nearest to a place.
pub struct Nearest {
    pub ensemble: Message,
    /// Index of the sample.
    pub sample: usize,
    pub at: (f64, f64),
    /// Largest energy error of the trajectory.
    pub energy_error: f64,
}

/// The point of any trajectory nearest to a place, by distance on the panel.
pub fn nearest(panel: &Panel, content: &Content, axis: usize, [x, y]: [f64; 2]) -> Option<Nearest> {
    let comparison = found(content)?;
    let scale = [panel.x[1] - panel.x[0], panel.y[1] - panel.y[0]];
    let far = |p: &(f64, f64)| {
        let (s, t) = ((p.0 - x) / scale[0], (p.1 - y) / scale[1]);
        s * s + t * t
    };
    let candidates = comparison.ensembles.iter().flat_map(|ensemble| {
        let portrait = ensemble.portrait.iter();
        portrait.flat_map(move |portrait| {
            let paths = phases(portrait, axis).into_iter().enumerate();
            paths.filter_map(move |(start, path)| {
                let near = path.iter().enumerate();
                let (sample, at) = near.min_by(|(_, a), (_, b)| far(a).total_cmp(&far(b)))?;
                Some(Nearest {
                    ensemble: name(ensemble),
                    sample,
                    at: *at,
                    energy_error: *portrait.energy_error.get(start)?,
                })
            })
        })
    });
    candidates.min_by(|a, b| far(&a.at).total_cmp(&far(&b.at)))
}

/// The trajectories in the plane of a coordinate and its momentum.
fn phases(portrait: &Portrait, axis: usize) -> Vec<Path> {
    let starts = portrait.positions.iter().zip(&portrait.momenta);
    starts.map(|(q, p)| path(&q[axis], &p[axis])).collect()
}

/// Names of the coordinates that are drawn: of many, the first ones.
pub fn shown(dimension: usize) -> &'static [&'static str] {
    &variables(dimension)[..dimension.min(MOST_GRIDDED)]
}

fn path(x: &[f64], y: &[f64]) -> Path {
    x.iter().copied().zip(y.iter().copied()).collect()
}

fn found<'a>(content: &Content<'a>) -> Option<&'a Comparison> {
    let comparison = content.snapshot?.outcome.comparison.as_ref()?;
    let any = comparison.ensembles.iter().any(|e| e.portrait.is_some());
    any.then_some(comparison)
}
