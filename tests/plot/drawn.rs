//! Runs, and their figures drawn on a backend that counts the drawing commands.

use super::canvas::{Counting, Seen};
use plotters::prelude::IntoDrawingArea;
use std::cell::RefCell;
use std::rc::Rc;
use stepsieve::experiment::{Experiment, Figure, Link};
use stepsieve::plot::{Exhibit, Look, Theme, alternative, draw, english, probe};
use stepsieve::sampling::Runner;
use stepsieve::study::{Hidden, Snapshot, Stage, Study};

pub fn experiment(link: &str) -> Experiment {
    Link::read(link).0.experiment
}

/// The snapshot of a run after `rounds` windows of each block.
pub fn snapshot(experiment: &Experiment, rounds: usize) -> Snapshot {
    let mut study = Study::new(experiment.clone()).unwrap();
    let mut runner = Runner::new(experiment, &study.jobs()).unwrap();
    while study.progress().stage == Stage::Calibrate {
        runner.advance_round();
        let mut next = false;
        for report in runner.reports() {
            next |= study.absorb(report).unwrap();
        }
        if next {
            runner = Runner::new(experiment, &study.jobs()).unwrap();
        }
    }
    for round in 0..rounds {
        runner.advance_round();
        if round % 8 == 0 || round + 1 == rounds {
            for report in runner.reports() {
                study.absorb(report).unwrap();
            }
            study.snapshot();
        }
    }
    study.snapshot()
}

/// An experiment with an outcome of its own.
pub fn exhibit(experiment: &Experiment, snapshot: Option<&Snapshot>) -> Exhibit {
    let empty = Exhibit::new(experiment.clone(), Hidden::default());
    match snapshot {
        Some(snapshot) => empty.with(snapshot.clone()).unwrap(),
        None => empty,
    }
}

pub fn of(snapshot: &Snapshot) -> Exhibit {
    exhibit(&snapshot.asked, Some(snapshot))
}

/// Draws one figure, looks it up and describes it; returns what was drawn.
pub fn drawn(
    experiment: &Experiment,
    snapshot: Option<&Snapshot>,
    figure: Figure,
    size: (u32, u32),
    ratio: f64,
) -> Seen {
    beside(experiment, snapshot, None, figure, size, ratio)
}

/// Draws one figure of an outcome in a wide panel.
pub fn wide(experiment: &Experiment, snapshot: &Snapshot, figure: Figure) -> Seen {
    drawn(experiment, Some(snapshot), figure, (600, 360), 1.0)
}

/// Draws one figure beside the outcome of another run.
pub fn beside(
    experiment: &Experiment,
    snapshot: Option<&Snapshot>,
    other: Option<&Snapshot>,
    figure: Figure,
    (width, height): (u32, u32),
    ratio: f64,
) -> Seen {
    let (exhibit, other) = (exhibit(experiment, snapshot), other.map(of));
    let scene = exhibit.scene(figure, None, None).unwrap();
    let content = exhibit.content(&scene, other.as_ref());
    let seen = Rc::new(RefCell::new(Seen::default()));
    let size = (
        (f64::from(width) * ratio) as u32,
        (f64::from(height) * ratio) as u32,
    );
    let area = Counting {
        size,
        seen: Rc::clone(&seen),
    }
    .into_drawing_area();
    let geometry = draw(
        &area,
        figure,
        &content,
        &Look {
            moment: 1.0,
            plane: [0, 1],
            both: true,
            say: &english,
            theme: Theme::Light,
            ratio,
        },
    )
    .unwrap();
    for i in 0..20 {
        let (x, y) = (
            f64::from(size.0) * f64::from(i) / 19.0,
            f64::from(size.1) * 0.4,
        );
        if let Some(tooltip) = probe(figure, &geometry, &content, x, y) {
            assert!(
                !tooltip.lines.is_empty() && tooltip.x.is_finite() && tooltip.y.is_finite(),
                "{tooltip:?}"
            );
        }
    }
    assert!(alternative(figure, &content).len() > 20);
    drop(area);
    Rc::try_unwrap(seen).unwrap().into_inner()
}

/// The snapshot of a finished run.
pub fn finished(experiment: &Experiment) -> Snapshot {
    let mut study = Study::new(experiment.clone()).unwrap();
    while !study.progress().complete {
        let mut runner = Runner::new(experiment, &study.jobs()).unwrap();
        let mut remains = true;
        while remains {
            // A few snapshots on the way, for the figure of convergence.
            for _ in 0..8 {
                remains = runner.advance_round();
            }
            for report in runner.reports() {
                study.absorb(report).unwrap();
            }
            study.snapshot();
        }
    }
    study.snapshot()
}

pub fn words_of(snapshot: &Snapshot, figure: Figure) -> String {
    let exhibit = of(snapshot);
    let scene = exhibit.scene(figure, None, None).unwrap();
    alternative(figure, &exhibit.content(&scene, None)).text
}
