//! Lines on two logarithmic axes.

use crate::axes::{Axis, Drawn, Entry, Geometry, Mark, Panel, chart, log, note, power_tick};
use crate::marker::Marker;
use crate::{Backend, Look};
use message::{Message, say};
use plotters::coord::Shift;
use plotters::prelude::*;

/// A line with the markers of its points.
pub struct Line {
    pub name: Message,
    pub color: RGBColor,
    pub dashed: bool,
    pub marker: Marker,
    /// A level to reach, drawn as a thin line.
    pub level: Option<f64>,
    pub points: Vec<(f64, f64)>,
}

/// Draws lines with a legend; points that are not positive have no place.
pub fn draw<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    lines: &[Line],
    [along, up]: [Message; 2],
    look: &Look,
) -> Drawn<Geometry> {
    let placed = |line: &Line| -> Vec<(f64, f64)> {
        let positive = line.points.iter().filter(|(x, y)| *x > 0.0 && *y > 0.0);
        positive.map(|&(x, y)| (log(x), log(y))).collect()
    };
    let places: Vec<Vec<(f64, f64)>> = lines.iter().map(placed).collect();
    let ends = |values: &dyn Fn(&(f64, f64)) -> f64| {
        let values = || places.iter().flatten().map(values);
        let from = values().fold(f64::INFINITY, f64::min).floor();
        [from, values().fold(from + 1.0, f64::max).ceil()]
    };
    if places.iter().all(Vec::is_empty) {
        return note(area, look, &say!("not-measured-yet", "not measured yet"));
    }
    let ([from, to], [low, high]) = (ends(&|p| p.0), ends(&|p| p.1));
    let x = Axis {
        from,
        to: to + 0.1,
        label: along,
        tick: &power_tick,
    };
    let y = Axis {
        from: low,
        to: high,
        label: up,
        tick: &power_tick,
    };
    let legend: Vec<Entry> = lines
        .iter()
        .map(|line| Entry {
            name: line.name.clone(),
            color: line.color,
            mark: Mark::Points {
                dashed: line.dashed,
                marker: line.marker,
            },
        })
        .collect();
    let mut chart = chart(area, look, &x, &y, &legend)?;
    for (line, places) in lines.iter().zip(places) {
        let stroke = look.stroke(line.color, 1.75);
        if let Some(level) = line.level {
            let level = [(x.from, log(level)), (x.to, log(level))];
            chart.draw_series(LineSeries::new(level, look.stroke(line.color, 0.75)))?;
        }
        if line.dashed {
            let (on, off) = (look.px(6.0), look.px(4.0));
            chart.draw_series(DashedLineSeries::new(places.clone(), on, off, stroke))?;
        } else {
            chart.draw_series(LineSeries::new(places.clone(), stroke))?;
        }
        let (left, top) = area.get_base_pixel();
        for point in places {
            let (x, y) = chart.backend_coord(&point);
            (line.marker).draw(area, (x - left, y - top), line.color, look)?;
        }
    }
    Ok(Geometry {
        panels: vec![Panel::of(&chart)],
    })
}
