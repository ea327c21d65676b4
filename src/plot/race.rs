//! The race: the error of every way to an effective potential over its evaluations.

use crate::axes::{Drawn, Geometry};
use crate::baselines::{color, method};
use crate::loglog::{self, Line};
use crate::marker::Marker;
use crate::{Backend, Look};
use message::{Message, say};
use plotters::coord::Shift;
use plotters::prelude::*;
use study::{Racer, Spent};

/// Draws the errors of the energy, or of the force.
pub fn draw<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    racers: &[Racer],
    of_force: bool,
    look: &Look,
) -> Drawn<Geometry> {
    let error = |point: &Spent| match of_force {
        true => point.force_rmse,
        false => point.rmse,
    };
    let point = |point: &Spent| Some((point.evaluations as f64, error(point)?));
    let line = |racer: &Racer| Line {
        name: method(&racer.name),
        color: match racer.name.as_str() {
            "forces" => look.learned(),
            name => color(name, look),
        },
        dashed: dashed(&racer.name),
        marker: marker(&racer.name),
        level: None,
        points: racer.points.iter().filter_map(point).collect(),
    };
    let lines: Vec<Line> = racers.iter().map(line).collect();
    loglog::draw(area, &lines, [evaluations(), up(of_force)], look)
}

/// True for the ways that are not this program's.
fn dashed(name: &str) -> bool {
    !matches!(name, "forces" | "positions")
}

/// The marker of a way: colours alone do not tell seven lines apart.
fn marker(name: &str) -> Marker {
    match name {
        "original" => Marker::Cross,
        "filter" => Marker::Square,
        "filter-4" => Marker::Diamond,
        "least-squares" | "positions" => Marker::Triangle,
        _ => Marker::Dot,
    }
}

fn evaluations() -> Message {
    say!("axis-evaluations", "evaluations of V or its gradient")
}

fn up(of_force: bool) -> Message {
    match of_force {
        true => say!("axis-error-force", "error of the force"),
        false => say!("axis-error-energy", "error of U"),
    }
}

#[cfg(test)]
mod tests {
    use super::{dashed, marker};

    #[test]
    fn no_two_ways_look_alike_without_their_colours() {
        let names = [
            "original",
            "filter",
            "filter-4",
            "least-squares",
            "force-matching",
            "positions",
            "forces",
        ];
        let drawn = names.map(|name| (marker(name), dashed(name)));
        for (place, one) in drawn.iter().enumerate() {
            assert!(!drawn[..place].contains(one), "{}", names[place]);
        }
    }
}
