//! The learned potential beside the baselines and the truncations of the same energy.

use crate::axes::{Axis, Drawn, Entry, Geometry, Mark, Panel, chart, note, plain_tick};
use crate::clip::within;
use crate::comparison::range;
use crate::histograms::runs;
use crate::words::{energy, from_forces, from_positions, later, learned, position, symbol};
use crate::{Backend, Content, Look};
use message::{Message, exact, say};
use plotters::coord::Shift;
use plotters::prelude::*;
use study::Outcome;

/// Why the figure is empty, if it is.
pub fn nothing(outcome: &Outcome) -> Option<Message> {
    let has = outcome.truncations.is_some() || outcome.baselines.iter().flatten().count() > 0;
    match &outcome.baselines {
        _ if has => None,
        _ if !outcome.complete => Some(later()),
        Some(_) => Some(say!("no-curves-learned", "no curves: nothing was learned")),
        None => Some(say!("no-curves-shown", "no curves: they are hidden here")),
    }
}

/// A curve over the bins of the learned potential.
struct Curve {
    name: Message,
    energy: Vec<Option<f64>>,
    color: RGBColor,
    width: f64,
}

/// Draws the curves over the positions that the walkers have reached.
pub fn draw<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    content: &Content,
    look: &Look,
) -> Drawn<Geometry> {
    let curves = curves(content, look);
    let axis = content
        .snapshot
        .and_then(|s| s.outcome.potential.axes.first());
    let Some(axis) = axis.filter(|_| !curves.is_empty()) else {
        let reason = content.snapshot.and_then(|s| nothing(&s.outcome));
        return note(area, look, &reason.unwrap_or_else(later));
    };
    let learned = &curves[curves.len() - 1].energy;
    let known = || {
        axis.iter()
            .zip(learned)
            .filter_map(|(x, u)| Some((*x, (*u)?)))
    };
    let ([from, to], [low, high]) = (range(known().map(|p| p.0)), range(known().map(|p| p.1)));
    let pad = 0.06 * (high - low);
    let legend: Vec<Entry> = curves
        .iter()
        .map(|curve| Entry {
            name: curve.name.clone(),
            color: curve.color,
            mark: Mark::Line,
        })
        .collect();
    let x = Axis {
        from,
        to,
        label: position(),
        tick: &plain_tick,
    };
    let y = Axis {
        from: low - pad,
        to: high + pad,
        label: energy(),
        tick: &plain_tick,
    };
    let mut chart = chart(area, look, &x, &y, &legend)?;
    for curve in &curves {
        // Gaps and the edges of the chart split the line into pieces.
        let runs = runs(axis, &curve.energy).into_iter();
        for piece in runs.flat_map(|run| within(&run, [y.from, y.to])) {
            let style = look.stroke(curve.color, curve.width);
            chart.draw_series(LineSeries::new(piece, style))?;
        }
    }
    Ok(Geometry {
        panels: vec![Panel::of(&chart)],
    })
}

/// All curves; the learned potential comes last and lies on top.
fn curves(content: &Content, look: &Look) -> Vec<Curve> {
    let Some(outcome) = content.snapshot.map(|s| &s.outcome) else {
        return Vec::new();
    };
    let mut curves = Vec::new();
    if let Some(truncations) = &outcome.truncations {
        let most = truncations.all.len().max(2) - 1;
        for (place, truncation) in truncations.all.iter().enumerate() {
            let nearest = truncation.terms == truncations.nearest;
            let share = place as f64 / most as f64;
            curves.push(Curve {
                name: terms(truncation.terms, nearest),
                energy: truncation.energy.clone(),
                color: look.between(look.reference(), look.bars(), share),
                width: if nearest { 2.5 } else { 1.0 },
            });
        }
    }
    let shown = match outcome.positions {
        Some(_) => "forces",
        None => "positions",
    };
    let others = outcome.baselines.iter().flatten();
    for way in others.filter(|way| way.name != shown) {
        curves.push(Curve {
            name: method(&way.name),
            energy: way.energy.clone(),
            color: color(&way.name, look),
            width: if way.name == "original" { 1.0 } else { 2.5 },
        });
    }
    // Alone it would be no comparison.
    if !curves.is_empty() {
        curves.push(Curve {
            name: learned(),
            energy: outcome.potential.energy.clone(),
            color: look.learned(),
            width: 1.5,
        });
    }
    curves
}

/// The name of a truncation of a sum.
fn terms(terms: u64, nearest: bool) -> Message {
    let terms = exact(terms as f64);
    match nearest {
        true => say!("terms-nearest", "N = {terms}, nearest", terms = terms),
        false => say!("terms", "N = {terms}", terms = terms),
    }
}

/// The name of a way to an effective potential.
pub fn method(name: &str) -> Message {
    match name {
        "original" => say!("way-original", "V itself"),
        "filter" => say!("way-filter", "V filtered"),
        "filter-4" => say!("way-filter-4", "V filtered, 4th order"),
        "least-squares" => say!("way-least-squares", "least squares on V"),
        "force-matching" => say!("way-force-matching", "force matching"),
        "positions" => from_positions(),
        "forces" => from_forces(),
        name => symbol(name),
    }
}

/// The colour of its curve.
pub fn color(name: &str, look: &Look) -> RGBColor {
    match name {
        "filter" => look.other(),
        "filter-4" => look.text(),
        "least-squares" => look.reference(),
        "force-matching" => look.between(look.reference(), look.original(), 0.6),
        "positions" | "forces" => look.bars(),
        _ => look.original(),
    }
}
