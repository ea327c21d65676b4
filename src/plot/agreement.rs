//! The potential learned from the positions, less that learned from the forces.

use crate::axes::{Axis, Drawn, Entry, Geometry, Mark, Panel, chart, note, plain_tick};
use crate::clip::{area_within, within};
use crate::labels::{along_slice, energy, later, position};
use crate::profile::{Profile, profile};
use crate::{Backend, Content, Look};
use message::{Message, Number, digits, say};
use plotters::coord::Shift;
use plotters::prelude::*;
use statistics::sorted;
use study::Outcome;

/// Difference, in units of `kT`, that hardly matters to anything.
const NEGLIGIBLE: f64 = 0.05;

/// Share of the points that set the scale.
const SHOWN: f64 = 0.85;

/// Why the figure is empty, if it is.
pub fn nothing(outcome: &Outcome) -> Option<Message> {
    match &outcome.forces {
        Some(_) => None,
        None if outcome.complete => Some(say!("no-forces", "nothing learned from forces")),
        None => Some(later()),
    }
}

/// The difference and its standard error along the figure's line; `None` before the end of a run.
pub fn difference(content: &Content) -> Option<Profile> {
    let outcome = &content.snapshot?.outcome;
    let ([learned, _], forces) = (outcome.from_positions(), outcome.forces.as_ref()?);
    let pairs = learned.iter().zip(outcome.from_forces()?[0]);
    let energy: Vec<Option<f64>> = pairs.map(|(a, b)| Some((*a)? - (*b)?)).collect();
    let scene = content.scene;
    let along = [&energy[..], &forces.difference_error[..]];
    Some(profile(
        &outcome.potential.axes,
        along,
        &scene.line,
        scene.curves.interval,
    ))
}

/// The height that most of these do not exceed; the rest, at the ends of a figure, does not set its
/// scale.
pub fn usual(heights: &[f64]) -> f64 {
    let most = (SHOWN * heights.len() as f64) as usize;
    sorted(heights).get(most).copied().unwrap_or(0.0)
}

/// Draws the difference with a band of two standard errors, and a twentieth of `kT` on either side
/// of zero.
pub fn draw<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    content: &Content,
    look: &Look,
) -> Drawn<Geometry> {
    let outcome = content.snapshot.map(|s| &s.outcome);
    let (Some(outcome), Some(difference)) = (outcome, difference(content)) else {
        let reason = outcome.and_then(nothing);
        return note(area, look, &reason.unwrap_or_else(later));
    };
    let allowed = NEGLIGIBLE / outcome.inverse_temperature.used;
    let reached: Vec<f64> = difference
        .points()
        .map(|(_, u, e)| u.abs() + 2.0 * e)
        .collect();
    let high = 1.15 * usual(&reached).max(1.5 * allowed);
    let [from, to] = content.scene.curves.interval;
    let x = Axis {
        from,
        to,
        label: match content.dimension() {
            1 => position(),
            _ => along_slice(),
        },
        tick: &plain_tick,
    };
    let y = Axis {
        from: -high,
        to: high,
        label: energy(),
        tick: &plain_tick,
    };
    let legend = [
        Entry {
            name: say!("difference-band", "difference ± 2 errors"),
            color: look.learned(),
            mark: Mark::Line,
        },
        Entry {
            name: say!(
                "share-of-kt",
                "± {share} kT",
                share = Number::new(NEGLIGIBLE, digits(NEGLIGIBLE, 1).text)
            ),
            color: look.original(),
            mark: Mark::Dashes,
        },
    ];
    let mut chart = chart(area, look, &x, &y, &legend)?;
    let seen = [-high, high];
    for height in [-allowed, allowed] {
        chart.draw_series(DashedLineSeries::new(
            [(from, height), (to, height)],
            look.px(7.0) as u32,
            look.px(5.0) as u32,
            look.stroke(look.original(), 1.25),
        ))?;
    }
    chart.draw_series(LineSeries::new(
        [(from, 0.0), (to, 0.0)],
        look.stroke(look.original(), 1.0),
    ))?;
    for run in difference.runs() {
        let upper = run.iter().map(|&(x, u, e)| (x, u + 2.0 * e));
        let lower = run.iter().rev().map(|&(x, u, e)| (x, u - 2.0 * e));
        let outline: Vec<(f64, f64)> = upper.chain(lower).collect();
        let style = look.learned().mix(0.25).filled();
        chart.draw_series([Polygon::new(area_within(&outline, seen), style)])?;
        let line: Vec<(f64, f64)> = run.iter().map(|&(x, u, _)| (x, u)).collect();
        for piece in within(&line, seen) {
            chart.draw_series(LineSeries::new(piece, look.stroke(look.learned(), 1.75)))?;
        }
    }
    Ok(Geometry {
        panels: vec![Panel::of(&chart)],
    })
}
