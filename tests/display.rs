//! The display, over every order of experiments and outcomes: no figure shows an experiment with
//! the outcome of another.

use plotters::prelude::{IntoDrawingArea, SVGBackend};
use stepsieve::experiment::{Experiment, Figure, Link};
use stepsieve::plot::{Display, Drawing, Look, Theme, alternative, draw, english, probe, table};
use stepsieve::study::{Hidden, Snapshot, conduct};

const LOOK: Look = Look {
    moment: 1.0,
    plane: [0, 1],
    both: true,
    say: &english,
    theme: Theme::Light,
    ratio: 1.0,
};

/// Every kind of run, in every dimension, each short.
const LINKS: [&str; 7] = [
    "v=3&preset=test1&step=0.5&steps=2e5&walkers=64",
    "v=3&preset=test1&step=0.065&steps=2e5&walkers=64",
    "v=3&formula=q^4/4-q^2/2%2B0.02*cos(q/0.01)&steps=2e5&walkers=64&bins=64",
    "v=3&kind=scan&preset=test1&scan_steps=1e5&steps=1e5&refine=0",
    "v=3&preset=fig3&compare.trajectories=128&compare.time=2&steps=2e5&walkers=64",
    "v=3&preset=test4&steps=2e5&calibration_steps=2e5&walkers=64",
    "v=3&formula=x^2%2By^2%2Bz^2%2B1e-5*(sin(1e5*x)%2Bsin(1e5*y)%2Bsin(1e5*z))&steps=2e5&calibration_steps=2e5&walkers=64",
];

fn experiment(link: &str) -> Experiment {
    Link::read(link).0.experiment
}

fn finished(experiment: &Experiment) -> Snapshot {
    conduct(experiment.clone(), 2, |_| {}).unwrap().snapshot()
}

/// Draws every figure as the page does, and looks up everything in it.
fn draw_all(display: &mut Display) {
    for figure in Figure::ALL {
        let (exhibit, other) = display.exhibits(figure).unwrap();
        if let Some(snapshot) = exhibit.snapshot() {
            assert_eq!(snapshot.asked, *exhibit.experiment());
        }
        let scene = exhibit.scene(figure, Some([0.1, 0.2]), Some(&[0.0, 0.0, 30.0]));
        let scene = scene.unwrap();
        let mut text = String::new();
        let area = SVGBackend::with_string(&mut text, (500, 300)).into_drawing_area();
        let content = exhibit.content(&scene, other.as_ref());
        let geometry = draw(&area, figure, &content, &LOOK).unwrap();
        drop(area);
        let drawing = Drawing {
            exhibit,
            other,
            scene,
            geometry,
        };
        display.keep(figure, drawing);
    }
    look_up_all(display);
}

/// Queries refer to the outcome that a figure was drawn from, whatever has arrived since.
fn look_up_all(display: &Display) {
    for figure in Figure::ALL {
        let drawing = display.drawing(figure).unwrap();
        let content = drawing.content();
        assert!(alternative(figure, &content).len() > 20);
        table(figure, &content);
        for x in [60.0, 200.0, 340.0, 480.0] {
            probe(figure, &drawing.geometry, &content, x, 120.0);
        }
    }
}

#[test]
fn every_experiment_can_follow_every_other() {
    let experiments = LINKS.map(experiment);
    let snapshots = experiments.each_ref().map(finished);
    for (from, before) in snapshots.iter().enumerate() {
        for (to, next) in experiments.iter().enumerate() {
            let mut display = Display::new(Hidden::default());
            display.show(experiments[from].clone());
            display.load(before.clone());
            draw_all(&mut display);
            display.compare(true);
            display.show(next.clone());
            look_up_all(&display);
            draw_all(&mut display);
            // An outcome may stand in only for another experiment, and only if both resemble each
            // other.
            let is_same = from == to;
            assert_eq!(display.outcome().is_some(), is_same);
            let resembles =
                before.asked.potential == next.potential && before.asked.kind == next.kind;
            assert_eq!(display.is_stale(), resembles && !is_same, "{from} {to}");
            display.settle();
            draw_all(&mut display);
            assert!(!display.is_stale());
            display.load(snapshots[to].clone());
            draw_all(&mut display);
            assert_eq!(display.outcome().unwrap().hash, snapshots[to].outcome.hash);
        }
    }
}

#[test]
fn every_outcome_comes_whole_from_the_worker_that_made_it() {
    for link in LINKS {
        let snapshot = finished(&experiment(link));
        let bytes = postcard::to_stdvec(&snapshot).unwrap();
        let read: Snapshot = postcard::from_bytes(&bytes).unwrap_or_else(|e| panic!("{link}: {e}"));
        assert_eq!(read.outcome.hash, snapshot.outcome.hash);
        assert!(read.asked == snapshot.asked);
    }
}

#[test]
fn an_outcome_that_comes_late_stands_in_or_is_dropped() {
    let [coarse, fine, plane] = [LINKS[0], LINKS[1], LINKS[5]].map(experiment);
    let late = finished(&coarse);
    let mut display = Display::new(Hidden::default());
    display.show(fine.clone());
    display.load(late.clone());
    assert!(display.is_stale() && display.outcome().is_none());
    assert_eq!(display.shown().unwrap().hash, late.outcome.hash);
    draw_all(&mut display);
    display.show(plane.clone());
    display.load(late.clone());
    assert!(display.shown().is_none());
    assert!(*display.current().unwrap().experiment() == plane);
    draw_all(&mut display);
    // Without a current experiment, an outcome brings its own.
    let mut display = Display::new(Hidden::default());
    display.load(late);
    assert!(*display.current().unwrap().experiment() == coarse);
}

#[test]
fn the_outcome_before_stands_in_until_there_is_another_or_none_will_come() {
    let [coarse, fine, other] = [LINKS[0], LINKS[1], LINKS[2]].map(experiment);
    let [first, second] = [&coarse, &fine].map(finished);
    let mut display = Display::new(Hidden::default());
    display.show(coarse.clone());
    display.load(first);
    display.show(fine.clone());
    assert!(display.is_stale() && display.outcome().is_none());
    let (shown, _) = display.exhibits(Figure::Potential).unwrap();
    assert_eq!(*shown.experiment(), coarse);
    // While a slider is dragged, several experiments pass without an outcome of their own.
    display.show(Experiment {
        step: 0.07,
        ..fine.clone()
    });
    display.show(fine.clone());
    assert!(display.is_stale());
    display.load(second);
    assert!(!display.is_stale() && display.outcome().is_some());
    // No outcome stands in for another formula.
    display.show(other);
    assert!(!display.is_stale() && display.outcome().is_none());
    let (shown, _) = display.exhibits(Figure::Potential).unwrap();
    assert!(shown.snapshot().is_none());
}

/// A scan, and then a potential learned at a step of the same energy.
fn learned_after_a_scan() -> (Display, Snapshot) {
    let scan = finished(&experiment(LINKS[3]));
    let learned = finished(&experiment(LINKS[0]));
    let mut display = Display::new(Hidden::default());
    display.load(scan.clone());
    display.show(learned.asked.clone());
    display.load(learned);
    (display, scan)
}

#[test]
fn a_scan_stays_beside_what_is_learned_of_the_same_energy_only() {
    let (mut display, scan) = learned_after_a_scan();
    let (staircase, beside) = display.exhibits(Figure::Staircase).unwrap();
    assert_eq!(*staircase.experiment(), scan.asked);
    assert!(beside.is_some());
    display.show(experiment(LINKS[2]));
    assert!(display.staircase().is_none());
    display.show(scan.asked.clone());
    display.load(scan);
    display.clear();
    assert!(display.staircase().is_none() && display.outcome().is_none());
}

#[test]
fn a_run_that_starts_again_shows_no_outcome_until_it_has_one() {
    let (mut display, scan) = learned_after_a_scan();
    display.restart();
    assert!(display.shown().is_none() && !display.is_stale());
    // The potential learned on a staircase is learned again, the staircase stays.
    assert!(display.staircase().is_some());
    draw_all(&mut display);
    display.show(scan.asked.clone());
    display.load(scan);
    display.restart();
    assert!(display.staircase().is_none() && display.shown().is_none());
    draw_all(&mut display);
}
