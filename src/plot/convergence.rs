//! The convergence of the estimates with the number of steps.

use crate::axes::{
    Axis, Drawn, Entry, Geometry, Mark, Panel, chart, log, note, plain_tick, power_tick,
};
use crate::clip::{area_within, within};
use crate::labels::{no_data, steps, symbol};
use crate::{Backend, Content, Look};
use message::{Message, say};
use plotters::coord::Shift;
use plotters::prelude::*;
use study::Progress;

/// Draws the inverse temperature above the error against the reference, both over the logarithm of
/// the number of steps.
pub fn draw<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    content: &Content,
    look: &Look,
) -> Drawn<Geometry> {
    let points: &[Progress] = content.snapshot.map_or(&[], |s| &s.convergence);
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return note(area, look, &no_data());
    };
    let from = log(first.steps as f64).floor();
    let to = log(last.steps as f64).max(from + 1.0).ceil();
    let scored = points.iter().any(|p| p.rmse.is_some());
    let (_, high) = area.dim_in_pixel();
    let panels = if scored {
        area.split_vertically(high as i32 / 2)
    } else {
        (area.clone(), area.clone())
    };
    let mut geometry = Geometry {
        panels: vec![temperature(&panels.0, look, points, [from, to])?],
    };
    if scored {
        geometry
            .panels
            .push(error(&panels.1, look, points, [from, to])?);
    }
    Ok(geometry)
}

fn temperature<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    look: &Look,
    points: &[Progress],
    [from, to]: [f64; 2],
) -> Drawn<Panel> {
    let last = points.last().map_or(1.0, |p| p.inverse_temperature);
    // The later estimates set the scale, as the first may be far off.
    let later = &points[points.len() / 3..];
    let reach = later
        .iter()
        .map(|p| (p.inverse_temperature - last).abs() + 2.0 * error_of(p).unwrap_or(0.0))
        .fold(0.002 * last.abs(), f64::max);
    let x = Axis {
        from,
        to,
        label: steps(),
        tick: &power_tick,
    };
    let y = Axis {
        from: last - 1.3 * reach,
        to: last + 1.3 * reach,
        // The legend names the quantity; ticks of five characters leave no room for a label.
        label: Message::default(),
        tick: &plain_tick,
    };
    let legend = [Entry {
        name: say!("beta-band", "β̂ ± 2 errors"),
        color: look.learned(),
        mark: Mark::Line,
    }];
    let mut chart = chart(area, look, &x, &y, &legend)?;
    let seen = [y.range().start, y.range().end];
    let edge = |p: &Progress, side: f64| {
        let reach = side * 2.0 * error_of(p).unwrap_or(0.0);
        (log(p.steps as f64), p.inverse_temperature + reach)
    };
    // No band where the error is unknown.
    let known = points.chunk_by(|a, b| error_of(a).is_some() && error_of(b).is_some());
    for run in known.filter(|run| run.len() > 1) {
        let upper = run.iter().map(|p| edge(p, 1.0));
        let lower = run.iter().rev().map(|p| edge(p, -1.0));
        let outline: Vec<(f64, f64)> = upper.chain(lower).collect();
        let style = look.learned().mix(0.25).filled();
        chart.draw_series([Polygon::new(area_within(&outline, seen), style)])?;
    }
    let line: Vec<(f64, f64)> = points.iter().map(|p| edge(p, 0.0)).collect();
    for piece in within(&line, seen) {
        chart.draw_series(LineSeries::new(piece, look.stroke(look.learned(), 1.75)))?;
    }
    Ok(Panel::of(&chart))
}

fn error<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    look: &Look,
    points: &[Progress],
    [from, to]: [f64; 2],
) -> Drawn<Panel> {
    let errors: Vec<(f64, f64)> = points
        .iter()
        .filter_map(|p| Some((log(p.steps as f64), log(p.rmse.filter(|r| *r > 0.0)?))))
        .collect();
    let low = errors
        .iter()
        .map(|e| e.1)
        .fold(f64::INFINITY, f64::min)
        .floor();
    let high = errors
        .iter()
        .map(|e| e.1)
        .fold(f64::NEG_INFINITY, f64::max)
        .ceil();
    let (low, high) = if low < high { (low, high) } else { (-3.0, 0.0) };
    let x = Axis {
        from,
        to,
        label: steps(),
        tick: &power_tick,
    };
    let y = Axis {
        from: low,
        to: high,
        label: symbol("RMSE"),
        tick: &power_tick,
    };
    let legend = [Entry {
        name: symbol("RMSE"),
        color: look.reference(),
        mark: Mark::Line,
    }];
    let mut chart = chart(area, look, &x, &y, &legend)?;
    chart.draw_series(LineSeries::new(errors, look.stroke(look.reference(), 1.75)))?;
    Ok(Panel::of(&chart))
}

/// The standard error of an estimate, if known.
pub fn error_of(point: &Progress) -> Option<f64> {
    Some(point.standard_error).filter(|error| error.is_finite())
}
