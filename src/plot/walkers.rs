//! The figure of the walkers: the ground on which they walk. They themselves are drawn over it, more
//! often, by [`crate::walking`].

use crate::axes::{Axis, Chart, Drawn, Entry, Geometry, Mark, Panel, below_legend, plain_tick};
use crate::labels::{learned, symbol};
use crate::potential_curves::{self, heights, lift};
use crate::{Backend, Content, Look, potential_map, walking};
use expression::variables;
use message::{Message, say};
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

/// Share of the panel's height below the curves, for the histogram.
pub const BELOW: f64 = 0.25;
/// Share of the figure's width for the lens.
const LENS: f64 = 0.3;
/// Sizes in pixels of the page.
const SIDE: f64 = 16.0;
const TICKS: f64 = 20.0;
const LABEL: f64 = 12.0;

/// Draws the ground, and the walkers if they walk.
pub fn draw<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    content: &Content,
    look: &Look,
) -> Drawn<Geometry> {
    let panel = match content.dimension() {
        1 => curves(area, content, look)?,
        2 => potential_map::ground(area, content, look)?,
        _ => plane(area, content, look)?,
    };
    let geometry = Geometry {
        panels: vec![panel],
    };
    walking::draw(area, &geometry, content, look)?;
    Ok(geometry)
}

/// `V` and the learned potential, with room for the histogram below and the lens beside them.
fn curves<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    content: &Content,
    look: &Look,
) -> Drawn<Panel> {
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
    enter(learned(), look.learned(), Mark::Line);
    enter(say!("visited", "visited"), look.bars(), Mark::Band);
    if known {
        let resolved = say!("kick-resolved", "kick that the step resolves");
        enter(resolved, look.resolved(), Mark::Line);
        let noise = say!("kick-noise", "kick that acts as noise");
        enter(noise, look.noise(), Mark::Line);
    }
    let area = below_legend(area, look, &legend)?;
    let [low, high] = heights(content, &runs, lift(content), 0.0, true);
    let below = BELOW / (1.0 - BELOW) * (high - low);
    let [from, to] = curves.interval;
    let (wide, _) = area.dim_in_pixel();
    let lens = if known { LENS * f64::from(wide) } else { 0.0 };
    let mut chart = frame(
        &area,
        look,
        lens as i32,
        [(from, to), (low - below, high)],
        ["", ""],
    )?;
    potential_curves::original(&mut chart, content, look)?;
    for run in &runs {
        let points: Vec<(f64, f64)> = run.iter().map(|&(x, u, _)| (x, u)).collect();
        for piece in crate::clip::within(&points, [low - below, high]) {
            chart.draw_series(LineSeries::new(piece, look.stroke(look.learned(), 2.0)))?;
        }
    }
    Ok(Panel::of(&chart))
}

/// Two coordinates of many.
fn plane<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    content: &Content,
    look: &Look,
) -> Drawn<Panel> {
    let d = content.dimension();
    let plane = look.plane.map(|axis| axis.min(d - 1));
    let region = content.region;
    let along = plane.map(|axis| (region.lower[axis], region.upper[axis]));
    let names = plane.map(|axis| variables(d)[axis]);
    let chart = frame(area, look, 0, along, names)?;
    Ok(Panel {
        plane: Some(plane),
        ..Panel::of(&chart)
    })
}

/// Axes as low as they can be; the vertical one has ticks only if it has a name.
fn frame<'a, DB: Backend + 'a>(
    area: &DrawingArea<DB, Shift>,
    look: &Look,
    beside: i32,
    [x, y]: [(f64, f64); 2],
    names: [&str; 2],
) -> Drawn<Chart<'a, DB>> {
    let axis = |(from, to): (f64, f64), name: &str| Axis {
        from,
        to,
        label: symbol(name),
        tick: &plain_tick,
    };
    let (x, y) = (axis(x, names[0]), axis(y, names[1]));
    let is_named = !names[1].is_empty();
    let mut chart = ChartBuilder::on(area)
        .margin_top(look.px(4.0))
        .margin_right(look.px(SIDE) + beside)
        .margin_left(look.px(SIDE))
        .x_label_area_size(look.px(if is_named { 2.0 * TICKS } else { TICKS }))
        .y_label_area_size(if is_named { look.px(2.5 * TICKS) } else { 0 })
        .build_cartesian_2d(x.range(), y.range())?;
    chart
        .configure_mesh()
        .bold_line_style(look.grid())
        .light_line_style(TRANSPARENT)
        .axis_style(look.text().mix(0.5))
        .x_labels(5)
        .y_labels(if is_named { 4 } else { 0 })
        .x_desc((look.say)(&x.label))
        .y_desc((look.say)(&y.label))
        .x_label_formatter(&|v| x.written(look, *v))
        .y_label_formatter(&|v| y.written(look, *v))
        .label_style(look.font(LABEL, HPos::Center, VPos::Center))
        .axis_desc_style(look.font(LABEL, HPos::Center, VPos::Center))
        .draw()?;
    Ok(chart)
}
