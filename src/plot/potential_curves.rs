//! The potential in one dimension: `V`, the reference, and the learned potential.

use crate::axes::{Axis, Chart, Drawn, Entry, Geometry, Mark, Panel, chart, plain_tick, short};
use crate::clip::{area_within, within};
use crate::labels::{along_slice, energy, learned_band, position, reference, second, symbol};
use crate::profile::{Point, profile};
use crate::{Backend, Content, Look};
use message::{Message, Number, say};
use plotters::coord::Shift;
use plotters::prelude::*;
use study::{Outcome, Snapshot};

/// Draws the potential; if `whole`, over the whole interval with the zoom window marked.
pub fn draw<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    content: &Content,
    look: &Look,
    whole: bool,
) -> Drawn<Geometry> {
    let curves = &content.scene.curves;
    let outcome = content.snapshot.map(|s| &s.outcome);
    let mut other = learned(content, content.other);
    let runs = learned(content, content.snapshot);
    let beside = outcome.filter(|_| look.both).and_then(second);
    let other_estimate = outcome.zip(beside.as_ref());
    let other_estimate = other_estimate.map(|(o, (_, estimate))| runs_of(content, o, *estimate));
    let shift = outcome
        .and_then(|o| o.reference.as_ref())
        .map_or(0.0, |r| r.shift);
    let lift = lift(content);
    // Each is known up to a constant, and `V` aligns with both.
    if let (Some(_), Some(beside)) = (outcome, content.other) {
        let apart = lift - beside.outcome.potential.original_shift;
        for point in other.iter_mut().flatten() {
            point.1 += apart;
        }
    }
    let [low, high] = heights(content, &runs, lift, shift, whole);
    let mut legend = Vec::new();
    if !curves.original.x.is_empty() {
        legend.push(Entry {
            name: symbol("V"),
            color: look.original(),
            mark: Mark::Band,
        });
    }
    if let Some((name, _)) = &curves.reference {
        legend.push(Entry {
            name: reference(name),
            color: look.reference(),
            mark: Mark::Dashes,
        });
    }
    let [ours, others] = names(content);
    legend.push(Entry {
        name: ours,
        color: look.learned(),
        mark: Mark::Line,
    });
    if content.other.is_some() {
        legend.push(Entry {
            name: others,
            color: look.other(),
            mark: Mark::Line,
        });
    }
    if let Some((name, _)) = beside {
        legend.push(Entry {
            name,
            color: look.bars(),
            mark: Mark::Dashes,
        });
    }
    let x = Axis {
        from: curves.interval[0],
        to: curves.interval[1],
        label: match (whole, content.dimension()) {
            (true, _) => position(),
            (false, 1) => say!("axis-enlarged", "position q, enlarged"),
            _ => along_slice(),
        },
        tick: &plain_tick,
    };
    let y = Axis {
        from: low,
        to: high,
        label: energy(),
        tick: &plain_tick,
    };
    let mut chart = chart(area, look, &x, &y, &legend)?;
    if whole {
        mark(&mut chart, look, content.scene.zoom)?;
    }
    original(&mut chart, content, look)?;
    let clip = |v: f64| v.clamp(low - (high - low), high + (high - low));
    for run in &runs {
        band(
            &mut chart,
            &run.iter().map(|p| p.0).collect::<Vec<_>>(),
            |i| {
                (
                    clip(run[i].1 - 2.0 * run[i].2),
                    clip(run[i].1 + 2.0 * run[i].2),
                )
            },
            look.learned().mix(0.3),
            look,
        )?;
    }
    if let Some((_, reference)) = &curves.reference {
        let middle = |i: usize| 0.5 * (reference.low[i] + reference.high[i]) + shift;
        let points: Vec<(f64, f64)> = (0..reference.x.len())
            .map(|i| (reference.x[i], middle(i)))
            .collect();
        dashed(&mut chart, look, &points, [low, high], look.reference())?;
    }
    for (runs, color) in [(&other, look.other()), (&runs, look.learned())] {
        for run in runs {
            let points: Vec<(f64, f64)> = run.iter().map(|&(x, u, _)| (x, u)).collect();
            for piece in within(&points, [low, high]) {
                chart.draw_series(LineSeries::new(piece, look.stroke(color, 2.0)))?;
            }
        }
    }
    for run in other_estimate.iter().flatten() {
        let points: Vec<(f64, f64)> = run.iter().map(|&(x, u, _)| (x, u)).collect();
        dashed(&mut chart, look, &points, [low, high], look.bars())?;
    }
    Ok(Geometry {
        panels: vec![Panel::of(&chart)],
    })
}

/// A learned potential along the line of the figure.
pub fn learned(content: &Content, snapshot: Option<&Snapshot>) -> Vec<Vec<Point>> {
    let runs = snapshot.map(|snapshot| {
        let learned = &snapshot.outcome.potential;
        let values: [&[Option<f64>]; 2] = [&learned.energy, &learned.standard_error];
        runs_of(content, &snapshot.outcome, values)
    });
    runs.unwrap_or_default()
}

fn runs_of(content: &Content, outcome: &Outcome, values: [&[Option<f64>]; 2]) -> Vec<Vec<Point>> {
    let (line, interval) = (&content.scene.line, content.scene.curves.interval);
    profile(&outcome.potential.axes, values, line, interval).runs()
}

/// The constant that aligns `V` with the learned potential.
pub fn lift(content: &Content) -> f64 {
    let outcome = content.snapshot.map(|s| &s.outcome);
    outcome.map_or(0.0, |o| o.potential.original_shift)
}

/// The band of `V`.
pub fn original<DB: Backend>(chart: &mut Chart<DB>, content: &Content, look: &Look) -> Drawn<()> {
    let (v, lift) = (&content.scene.curves.original, lift(content));
    let range = chart.y_range();
    let high = range.end - range.start;
    let clip = |v: f64| (v + lift).clamp(range.start - high, range.end + high);
    let bounds = |i: usize| (clip(v.low[i]), clip(v.high[i]));
    band(chart, &v.x, bounds, look.original().mix(0.45), look)
}

/// A dashed line, as far as it lies in the panel.
fn dashed<DB: Backend>(
    chart: &mut Chart<DB>,
    look: &Look,
    points: &[(f64, f64)],
    seen: [f64; 2],
    color: RGBColor,
) -> Drawn<()> {
    for piece in within(points, seen) {
        chart.draw_series(DashedLineSeries::new(
            piece,
            look.px(7.0) as u32,
            look.px(5.0) as u32,
            look.stroke(color, 2.0),
        ))?;
    }
    Ok(())
}

/// Legend names of the learned potential and of the other one, which differs in its step or in
/// calibration.
fn names(content: &Content) -> [Message; 2] {
    let at = |s: &Snapshot| {
        let step = s.outcome.experiment.step;
        let text = short(step);
        let text = text.trim_end_matches('0').trim_end_matches('.');
        say!(
            "learned-at-step",
            "learned, δ = {step}",
            step = Number::new(step, text.to_owned())
        )
    };
    let ours = learned_band();
    match (content.snapshot, content.other) {
        (Some(one), Some(other))
            if one.outcome.experiment.step != other.outcome.experiment.step =>
        {
            [at(one), at(other)]
        }
        (_, Some(other)) if other.outcome.experiment.calibration.is_some() => {
            [ours, say!("learned-calibrated", "learned with calibration")]
        }
        _ => [
            ours,
            say!("learned-uncalibrated", "learned without calibration"),
        ],
    }
}

/// The range of energies: of the learned potential if it has enough points, else of the reference,
/// else of `V`.
pub fn heights(
    content: &Content,
    runs: &[Vec<Point>],
    lift: f64,
    shift: f64,
    whole: bool,
) -> [f64; 2] {
    let curves = &content.scene.curves;
    // A slice shows its full length, steep ends included, like the whole potential.
    let whole = whole || content.dimension() > 1;
    let mut range = [f64::INFINITY, f64::NEG_INFINITY];
    let mut take = |v: f64| {
        if v.is_finite() {
            range = [range[0].min(v), range[1].max(v)];
        }
    };
    for &(_, u, e) in runs.iter().flatten() {
        // Poorly sampled ends do not set the scale.
        if e < 0.5 * (1.0 + u.abs()) {
            take(u);
        }
    }
    let learned = runs.iter().flatten().count() > 1;
    if !whole || !learned {
        match &curves.reference {
            Some((_, reference)) => reference
                .low
                .iter()
                .chain(&reference.high)
                .for_each(|v| take(v + shift)),
            None => curves
                .original
                .low
                .iter()
                .chain(&curves.original.high)
                .for_each(|v| take(v + lift)),
        }
    }
    if !whole {
        curves
            .original
            .low
            .iter()
            .chain(&curves.original.high)
            .for_each(|v| take(v + lift));
    }
    let [low, high] = range;
    if low > high {
        return [0.0, 1.0];
    }
    let pad = 0.06 * if low < high { high - low } else { 1.0 };
    [low - pad, high + pad]
}

/// A filled band between two curves, with its middle line, which shows it where it is thin.
fn band<DB: Backend>(
    chart: &mut Chart<DB>,
    x: &[f64],
    bounds: impl Fn(usize) -> (f64, f64),
    color: RGBAColor,
    look: &Look,
) -> Drawn<()> {
    if x.len() < 2 {
        return Ok(());
    }
    let upper = (0..x.len()).map(|i| (x[i], bounds(i).1));
    let lower = (0..x.len()).rev().map(|i| (x[i], bounds(i).0));
    let outline: Vec<(f64, f64)> = upper.chain(lower).collect();
    let range = chart.y_range();
    let seen = [range.start, range.end];
    chart.draw_series([Polygon::new(area_within(&outline, seen), color.filled())])?;
    let middle = (0..x.len()).map(|i| (x[i], 0.5 * (bounds(i).0 + bounds(i).1)));
    for piece in within(&middle.collect::<Vec<_>>(), seen) {
        chart.draw_series(LineSeries::new(piece, look.stroke(color, 1.0)))?;
    }
    Ok(())
}

/// Marks the zoom window.
fn mark<DB: Backend>(chart: &mut Chart<DB>, look: &Look, [from, to]: [f64; 2]) -> Drawn<()> {
    let (x, y) = (chart.x_range(), chart.y_range());
    let (from, to) = (from.max(x.start), to.min(x.end));
    if from < to {
        chart.draw_series([Rectangle::new(
            [(from, y.start), (to, y.end)],
            look.text().mix(0.1).filled(),
        )])?;
    }
    Ok(())
}
