//! The baselines and the truncations of an energy, less its learned potential: along a slice in several
//! dimensions.

use crate::agreement::usual;
use crate::axes::{Axis, Drawn, Entry, Geometry, Mark, Panel, chart, note, plain_tick};
use crate::clip::{area_within, within};
use crate::comparison::range;
use crate::histograms::runs;
use crate::labels::{
    along_slice, from_forces, from_positions, later, learned_band, position, symbol,
};
use crate::profile::{Profile, profile};
use crate::{Backend, Content, Look};
use message::{Message, exact, say};
use plotters::coord::Shift;
use plotters::prelude::*;
use study::Outcome;

/// Widths of the lines; the thin ones do not set the scale.
const THIN: f64 = 1.0;
const THICK: f64 = 2.0;

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

/// A curve less the learned potential.
struct Curve {
    name: Message,
    off: Profile,
    color: RGBColor,
    width: f64,
}

/// Draws the curves less the learned potential, from which most hardly differ, over the positions
/// that the walkers have reached, with a band of two standard errors.
pub fn draw<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    content: &Content,
    look: &Look,
) -> Drawn<Geometry> {
    let curves = curves(content, look);
    let learned = content
        .snapshot
        .map(|s| on_line(content, &s.outcome, &s.outcome.potential.energy));
    let Some(learned) = learned.filter(|_| !curves.is_empty()) else {
        let reason = content.snapshot.and_then(|s| nothing(&s.outcome));
        return note(area, look, &reason.unwrap_or_else(later));
    };
    let [from, to] = range(learned.points().map(|(x, ..)| x));
    let band = band(&learned);
    // The original's ripples are much higher than most of the errors.
    let others = curves.iter().filter(|curve| curve.width > THIN);
    let off = others.flat_map(|curve| curve.off.points().map(|(_, u, _)| u.abs()));
    let most = usual(
        &off.chain(band.iter().flatten().map(|b| b.1))
            .collect::<Vec<_>>(),
    );
    let high = if most > 0.0 { 1.3 * most } else { 1.0 };
    let seen = [-high, high];
    let mut legend: Vec<Entry> = curves
        .iter()
        .map(|curve| Entry {
            name: curve.name.clone(),
            color: curve.color,
            mark: Mark::Line,
        })
        .collect();
    legend.push(Entry {
        name: learned_band(),
        color: look.learned(),
        mark: Mark::Band,
    });
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
        label: say!("less-learned", "less the learned U"),
        tick: &plain_tick,
    };
    let mut chart = chart(area, look, &x, &y, &legend)?;
    let style = look.learned().mix(0.3).filled();
    for run in &band {
        let lower = run.iter().rev().map(|&(x, e)| (x, -e));
        let outline: Vec<(f64, f64)> = run.iter().copied().chain(lower).collect();
        chart.draw_series([Polygon::new(area_within(&outline, seen), style)])?;
    }
    for curve in &curves {
        // Gaps and the edges of the chart split the line into pieces.
        let runs = runs(&curve.off.x, &curve.off.energy).into_iter();
        for piece in runs.flat_map(|run| within(&run, seen)) {
            let style = look.stroke(curve.color, curve.width);
            chart.draw_series(LineSeries::new(piece, style))?;
        }
    }
    Ok(Geometry {
        panels: vec![Panel::of(&chart)],
    })
}

/// Two standard errors over the positions, in a run for each part without a gap.
fn band(learned: &Profile) -> Vec<Vec<(f64, f64)>> {
    let runs = learned.runs().into_iter();
    runs.map(|run| run.iter().map(|(x, _, error)| (*x, 2.0 * error)).collect())
        .collect()
}

/// Energies over the bins of an outcome, along the figure's line, with the errors of the learned one.
pub fn on_line(content: &Content, outcome: &Outcome, energy: &[Option<f64>]) -> Profile {
    let (potential, scene) = (&outcome.potential, content.scene);
    let values = [energy, &potential.standard_error[..]];
    profile(&potential.axes, values, &scene.line, scene.curves.interval)
}

/// All curves but the learned potential, which is zero.
fn curves(content: &Content, look: &Look) -> Vec<Curve> {
    let Some(outcome) = content.snapshot.map(|s| &s.outcome) else {
        return Vec::new();
    };
    let off = |energy: &[Option<f64>]| {
        let pairs = energy.iter().zip(&outcome.potential.energy);
        let off: Vec<Option<f64>> = pairs.map(|(a, b)| Some((*a)? - (*b)?)).collect();
        on_line(content, outcome, &off)
    };
    let mut curves = Vec::new();
    if let Some(truncations) = &outcome.truncations {
        let most = truncations.all.len().max(2) - 1;
        for (place, truncation) in truncations.all.iter().enumerate() {
            let nearest = truncation.terms == truncations.nearest;
            let share = place as f64 / most as f64;
            curves.push(Curve {
                name: terms(truncation.terms, nearest),
                off: off(&truncation.energy),
                color: look.between(look.reference(), look.bars(), share),
                width: if nearest { THICK } else { THIN },
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
            off: off(&way.energy),
            color: color(&way.name, look),
            // Force matching in bins returns V.
            width: match way.name.as_str() {
                "original" | "force-matching" => THIN,
                _ => THICK,
            },
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
        "force-matching" => look.matched(),
        "positions" | "forces" => look.bars(),
        _ => look.original(),
    }
}

#[cfg(test)]
mod tests {
    use super::band;
    use crate::profile::Profile;

    #[test]
    fn the_band_has_gaps_where_the_data_have() {
        let errors = vec![Some(0.1), Some(0.2), None, None, Some(0.3), Some(0.4)];
        let runs = band(&Profile {
            x: vec![0.0, 1.0, 2.0, 3.0, 4.0, 5.0],
            energy: vec![Some(1.0); 6],
            standard_error: errors,
        });
        assert_eq!(runs, [[(0.0, 0.2), (1.0, 0.4)], [(4.0, 0.6), (5.0, 0.8)]]);
    }
}
