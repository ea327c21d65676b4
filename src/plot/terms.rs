//! The terms of a learned sum: small multiples of the functions of one variable with their bands.

use crate::axes::{
    Axis, Drawn, Entry, Geometry, Mark, Panel, below_legend, chart, note, plain_tick,
};
use crate::labels::{energy, from_positions, learned_band, no_data, symbol};
use crate::tiles::tiles;
use crate::{Backend, Content, Look};
use estimate::Term;
use expression::variables;
use plotters::coord::Shift;
use plotters::prelude::*;

/// Standard errors of a band.
const BAND: f64 = 2.0;
/// Smallest density of a point in a figure, as a share of the largest.
const VISITED: f64 = 1e-3;

/// Draws the function of every variable.
pub fn draw<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    content: &Content,
    look: &Look,
) -> Drawn<Geometry> {
    let terms = content
        .snapshot
        .map_or(&[][..], |s| &s.outcome.potential.terms);
    let singles: Vec<&Term> = terms
        .iter()
        .filter(|term| term.variables.len() == 1)
        .collect();
    if singles.is_empty() {
        return note(area, look, &no_data());
    }
    let mut legend = vec![Entry {
        name: learned_band(),
        color: look.learned(),
        mark: Mark::Line,
    }];
    if look.both {
        legend.push(Entry {
            name: from_positions(),
            color: look.other(),
            mark: Mark::Dashes,
        });
    }
    let [low, high] = heights(&singles);
    let names = variables(singles.len());
    let area = below_legend(area, look, &legend)?;
    let mut panels = Vec::new();
    for (part, (term, name)) in tiles(&area, singles.len(), look)
        .iter()
        .zip(singles.iter().zip(names))
    {
        let seen = visited(term);
        let (Some(first), Some(last)) = (seen.first(), seen.last()) else {
            continue;
        };
        let x = Axis {
            from: first.x,
            to: last.x,
            label: symbol(name),
            tick: &plain_tick,
        };
        let y = Axis {
            from: low,
            to: high,
            label: energy(),
            tick: &plain_tick,
        };
        let mut chart = chart(part, look, &x, &y, &[])?;
        let edge = |sign: f64| {
            seen.iter()
                .map(move |p| (p.x, (p.energy + sign * BAND * p.error).clamp(low, high)))
        };
        let lower: Vec<(f64, f64)> = edge(-1.0).collect();
        let band = edge(1.0).chain(lower.into_iter().rev()).collect::<Vec<_>>();
        chart.draw_series([Polygon::new(band, look.learned().mix(0.25).filled())])?;
        if look.both {
            let (dash, gap) = (look.px(5.0) as u32, look.px(4.0) as u32);
            let density = seen.iter().map(|p| (p.x, p.density.clamp(low, high)));
            let style = look.stroke(look.other(), 1.25);
            chart.draw_series(DashedLineSeries::new(density, dash, gap, style))?;
        }
        let forces = seen.iter().map(|p| (p.x, p.energy.clamp(low, high)));
        chart.draw_series(LineSeries::new(forces, look.stroke(look.learned(), 1.75)))?;
        panels.push(Panel::of(&chart));
    }
    Ok(Geometry { panels })
}

/// The columns of the functions of one variable as a table.
pub const COLUMNS: [&str; 7] = [
    "variable",
    "x",
    "energy",
    "standard_error",
    "from_density",
    "from_density_error",
    "density",
];

/// Their values at their points, one function after the other.
pub fn rows(terms: &[Term]) -> impl Iterator<Item = [f64; COLUMNS.len()]> + '_ {
    let singles = terms.iter().filter(|term| term.variables.len() == 1);
    singles.flat_map(|term| {
        (0..term.energy.len()).map(|k| {
            [
                f64::from(term.variables[0]),
                term.axes[0][k],
                term.energy[k],
                term.standard_error[k],
                term.from_density[k],
                term.from_density_error[k],
                term.density[k],
            ]
        })
    })
}

/// A point of a term that walkers visit.
struct Point {
    x: f64,
    energy: f64,
    error: f64,
    density: f64,
}

fn visited(term: &Term) -> Vec<Point> {
    let fullest = term.density.iter().copied().fold(0.0, f64::max);
    let point = |k: usize| Point {
        x: term.axes[0][k],
        energy: term.energy[k],
        error: term.standard_error[k],
        density: term.from_density[k],
    };
    let seen = |k: &usize| term.density[*k] >= VISITED * fullest;
    (0..term.energy.len()).filter(seen).map(point).collect()
}

/// The range of all terms, with a margin.
fn heights(terms: &[&Term]) -> [f64; 2] {
    let energies = terms
        .iter()
        .flat_map(|term| visited(term))
        .map(|p| p.energy);
    let [low, high] = energies.fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], u| {
        [low.min(u), high.max(u)]
    });
    let margin = 0.06 * (high - low);
    [low - margin, high + margin]
}
