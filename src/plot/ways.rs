//! The cost of accuracy: the error over the steps, for two methods and two goals.

use crate::axes::{Drawn, Geometry};
use crate::labels::{steps, symbol};
use crate::loglog::{self, Line};
use crate::marker::Marker;
use crate::{Backend, Look};
use experiment::paper::Way;
use message::{Message, say};
use plotters::coord::Shift;
use plotters::prelude::*;

/// Draws the errors, with the target errors as horizontal lines.
pub fn draw<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    ways: &[Way],
    look: &Look,
) -> Drawn<Geometry> {
    let line = |way: &Way| Line {
        name: name(way),
        color: match way.name == ways[0].name {
            true => look.learned(),
            false => look.reference(),
        },
        dashed: !way.ours,
        marker: Marker::Dot,
        level: Some(way.rmse),
        points: (way.points.iter())
            .filter_map(|&(steps, _, rmse)| Some((steps, rmse?)))
            .collect(),
    };
    let lines: Vec<Line> = ways.iter().map(line).collect();
    loglog::draw(area, &lines, [steps(), symbol("RMSE")], look)
}

/// The name of a way to an accuracy.
fn name(way: &Way) -> Message {
    let goal = way.name.as_str();
    match way.ours {
        true => say!("way-ours", "{goal}, ours", goal = goal),
        false => say!("way-paper", "{goal}, the paper’s recipe", goal = goal),
    }
}
