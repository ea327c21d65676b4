//! The ground on which walkers walk. They themselves are drawn over it, more often, by
//! [`crate::walking`].

use crate::axes::{Axis, Drawn, Entry, Geometry, Mark, Panel, below_legend, chart, plain_tick};
use crate::clip::within;
use crate::labels::{learned, symbol};
use crate::potential_curves::{self, heights, lift};
use crate::walking::BELOW;
use crate::{Backend, Content, Look};
use expression::variables;
use message::{Message, say};
use plotters::coord::Shift;
use plotters::prelude::*;
use statistics::sorted;

/// Share of the figure's width for the lens.
const LENS: f64 = 0.3;
/// Share of the places, lowest first, that sets the scale before a run: most energies are steep at the
/// edges of their regions.
const SHARE: f64 = 0.7;

/// In one dimension `V` and the learned potential, with room for the histogram below and the lens beside
/// them.
pub fn curves<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    content: &Content,
    look: &Look,
) -> Drawn<Geometry> {
    let curves = &content.scene.curves;
    let known = !curves.original.x.is_empty();
    let runs = potential_curves::learned(content, content.snapshot);
    let mut legend = Vec::new();
    let mut enter = |name: Message, color: RGBColor, mark: Mark| {
        legend.push(Entry { name, color, mark });
    };
    if known {
        enter(symbol("V"), look.original(), Mark::Band);
    }
    if !runs.is_empty() {
        enter(learned(), look.learned(), Mark::Line);
    }
    enter(say!("visited", "visited"), look.bars(), Mark::Band);
    if known {
        let resolved = say!("kick-resolved", "kick: resolved");
        enter(resolved, look.resolved(), Mark::Line);
        let noise = say!("kick-noise", "kick: noise");
        enter(noise, look.noise(), Mark::Line);
    }
    let area = below_legend(area, look, &legend)?;
    let (wide, _) = area.dim_in_pixel();
    let lens = if known { LENS * f64::from(wide) } else { 0.0 };
    let (main, _) = area.split_horizontally(f64::from(wide) - lens);
    let [low, mut high] = heights(content, &runs, lift(content), 0.0, true);
    // Before a run, without the walls.
    let known_heights = sorted(&curves.original.high);
    let place = (SHARE * known_heights.len() as f64) as usize;
    if let Some(wall) = known_heights.get(place).filter(|_| runs.is_empty()) {
        high = high.min(*wall);
    }
    let low = low - BELOW / (1.0 - BELOW) * (high - low);
    let axis = |from: f64, to: f64| Axis {
        from,
        to,
        label: Message::default(),
        tick: &plain_tick,
    };
    let [from, to] = curves.interval;
    let mut chart = chart(&main, look, &axis(from, to), &axis(low, high), &[])?;
    potential_curves::original(&mut chart, content, look)?;
    for run in &runs {
        let points: Vec<(f64, f64)> = run.iter().map(|&(x, u, _)| (x, u)).collect();
        for piece in within(&points, [low, high]) {
            chart.draw_series(LineSeries::new(piece, look.stroke(look.learned(), 2.0)))?;
        }
    }
    Ok(Geometry {
        panels: vec![Panel::of(&chart)],
    })
}

/// In more than two dimensions the plane of two coordinates.
pub fn plane<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    content: &Content,
    look: &Look,
) -> Drawn<Geometry> {
    let d = content.dimension();
    let plane = look.plane.map(|axis| axis.min(d - 1));
    let [x, y] = plane.map(|axis| Axis {
        from: content.region.lower[axis],
        to: content.region.upper[axis],
        label: symbol(variables(d)[axis]),
        tick: &plain_tick,
    });
    let panel = Panel {
        plane: Some(plane),
        ..Panel::of(&chart(area, look, &x, &y, &[])?)
    };
    Ok(Geometry {
        panels: vec![panel],
    })
}
