//! The cost of accuracy: the error over the steps, for two methods and two goals.

use crate::axes::{Axis, Drawn, Entry, Geometry, Mark, Panel, chart, log, note, power_tick};
use crate::words::{steps, symbol};
use crate::{Backend, Look};
use experiment::paper::Way;
use message::{Message, say};
use plotters::coord::Shift;
use plotters::prelude::*;

/// Draws the errors on logarithmic axes, with the target errors as horizontal lines.
pub fn draw<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    ways: &[Way],
    look: &Look,
) -> Drawn<Geometry> {
    let line = |way: &Way| -> Vec<(f64, f64)> {
        let points = way.points.iter();
        points
            .filter_map(|&(steps, _, rmse)| Some((log(steps), log(rmse.filter(|r| *r > 0.0)?))))
            .collect()
    };
    let lines: Vec<Vec<(f64, f64)>> = ways.iter().map(line).collect();
    let ends = |values: &dyn Fn(&(f64, f64)) -> f64| {
        let values = || lines.iter().flatten().map(values);
        let from = values().fold(f64::INFINITY, f64::min).floor();
        [from, values().fold(from + 1.0, f64::max).ceil()]
    };
    if lines.iter().all(Vec::is_empty) {
        return note(area, look, &say!("not-measured-yet", "not measured yet"));
    }
    let ([from, to], [low, high]) = (ends(&|p| p.0), ends(&|p| p.1));
    let x = Axis {
        from,
        to: to + 0.1,
        label: steps(),
        tick: &power_tick,
    };
    let y = Axis {
        from: low,
        to: high,
        label: symbol("RMSE"),
        tick: &power_tick,
    };
    let color = |way: &Way| {
        if way.name == ways[0].name {
            look.learned()
        } else {
            look.reference()
        }
    };
    let legend: Vec<Entry> = ways
        .iter()
        .map(|way| Entry {
            name: name(way),
            color: color(way),
            mark: if way.ours { Mark::Line } else { Mark::Dashes },
        })
        .collect();
    let mut chart = chart(area, look, &x, &y, &legend)?;
    for (way, line) in ways.iter().zip(lines) {
        let stroke = look.stroke(color(way), 1.75);
        let level = [(x.from, log(way.rmse)), (x.to, log(way.rmse))];
        chart.draw_series(LineSeries::new(level, look.stroke(color(way), 0.75)))?;
        if way.ours {
            chart.draw_series(LineSeries::new(line.clone(), stroke))?;
        } else {
            let (on, off) = (look.px(6.0), look.px(4.0));
            chart.draw_series(DashedLineSeries::new(line.clone(), on, off, stroke))?;
        }
        let size = look.px(3.0);
        let dots = line
            .iter()
            .map(|&point| Circle::new(point, size, color(way).filled()));
        chart.draw_series(dots)?;
    }
    Ok(Geometry {
        panels: vec![Panel::of(&chart)],
    })
}

/// The name of a way to an accuracy.
fn name(way: &Way) -> Message {
    let goal = way.name.as_str();
    match way.ours {
        true => say!("way-ours", "{goal}, ours", goal = goal),
        false => say!("way-paper", "{goal}, the paper’s recipe", goal = goal),
    }
}
