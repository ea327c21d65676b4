//! The walkers over the ground of their figure, and their words.

use crate::plot::canvas::{Counting, Seen};
use crate::plot::drawn::{experiment, finished};
use plotters::prelude::IntoDrawingArea;
use std::cell::RefCell;
use std::rc::Rc;
use stepsieve::experiment::Figure;
use stepsieve::plot::{
    Display, Drawing, Look, Theme, alternative, draw, draw_walkers, english, held, nearest, table,
};
use stepsieve::study::Hidden;

const LOOK: Look = Look {
    moment: 1.0,
    plane: [0, 1],
    both: false,
    say: &english,
    theme: Theme::Dark,
    ratio: 1.5,
};

fn canvas(size: (u32, u32)) -> (Counting, Rc<RefCell<Seen>>) {
    let seen = Rc::new(RefCell::new(Seen::default()));
    let canvas = Counting {
        size,
        seen: Rc::clone(&seen),
    };
    (canvas, seen)
}

/// Draws the ground as the page does, and remembers it.
fn ground(display: &mut Display, size: (u32, u32)) {
    let (exhibit, other) = display.exhibits(Figure::Walkers).unwrap();
    let scene = exhibit.scene(Figure::Walkers, None, None).unwrap();
    let content = exhibit.content(&scene, other.as_ref());
    let (canvas, seen) = canvas(size);
    let area = canvas.into_drawing_area();
    let geometry = draw(&area, Figure::Walkers, &content, &LOOK).unwrap();
    assert!(seen.borrow().cut.is_empty(), "{seen:?}");
    let drawing = Drawing {
        exhibit,
        other,
        scene,
        geometry,
    };
    display.keep(Figure::Walkers, drawing);
}

/// Draws the walkers alone.
fn walkers(display: &Display, size: (u32, u32), look: &Look) -> Seen {
    let drawing = display.drawing(Figure::Walkers).unwrap();
    let content = display.content(drawing);
    let (canvas, seen) = canvas(size);
    let area = canvas.into_drawing_area();
    draw_walkers(&area, &drawing.geometry, &content, look).unwrap();
    drop(area);
    Rc::try_unwrap(seen).unwrap().into_inner()
}

fn words(display: &Display) -> String {
    let drawing = display.drawing(Figure::Walkers).unwrap();
    alternative(Figure::Walkers, &display.content(drawing)).text
}

#[test]
fn walkers_are_drawn_whole_in_every_dimension() {
    for link in [
        "v=3&preset=test1&step=0.5",
        "v=3&preset=test1&step=0.065",
        "v=3&formula=cos(q)%2B0.01*cos(100*q)&periodic=2*pi&step=0.3",
        "v=3&formula=q^2/2&p_spread=0&q_spread=0",
        "v=3&kind=scan&preset=test1",
        "v=3&preset=test4",
        "v=3&formula=x^2%2By^2%2Bz^2%2B1e-5*sin(1e5*x)",
        "v=3&preset=chain8",
        // Every walker blows up.
        "v=3&formula=q^4&step=9&resample=false",
    ] {
        let mut display = Display::new(Hidden::default());
        let experiment = experiment(link);
        let d = experiment.dimension();
        display.show(experiment);
        for size in [(375, 330), (700, 260), (1800, 500)] {
            ground(&mut display, size);
            for to in [0.0, 0.25, 7.75, 600.0] {
                let replay = display.walkers().unwrap();
                replay.advance(to, 1000);
                let seen = walkers(&display, size, &LOOK);
                let stay = !link.contains("step=9");
                let lines = if stay { 12 } else { 0 };
                assert!(
                    seen.cut.is_empty() && seen.lines >= lines,
                    "{link} {to}: {seen:?}"
                );
                assert!(seen.points < 5000, "{link}: {}", seen.points);
                assert!(words(&display).starts_with("12 walkers of block 1 after"));
            }
        }
        let drawing = display.drawing(Figure::Walkers).unwrap();
        let content = display.content(drawing);
        let numbers = table(Figure::Walkers, &content);
        assert_eq!((numbers.columns.len(), numbers.rows.len()), (1 + 2 * d, 12));
        let panel = &drawing.geometry.panels[0];
        let middle = [
            0.5 * (panel.left + panel.right),
            0.5 * (panel.top + panel.bottom),
        ];
        if let Some((lane, _)) = nearest(panel, &content, middle[0], middle[1]) {
            let place = held(panel, &content, lane, middle[0], middle[1]).unwrap();
            let named = |seen: &Seen| {
                seen.texts
                    .iter()
                    .any(|text| *text == format!("copy of {}", lane + 1))
            };
            assert!(!named(&walkers(&display, (1800, 500), &LOOK)));
            display.walkers().unwrap().hold(lane, &place);
            assert!(named(&walkers(&display, (1800, 500), &LOOK)), "{link}");
        }
    }
}

#[test]
fn the_last_step_has_an_arc_and_two_arrows_unless_there_are_too_many() {
    let mut display = Display::new(Hidden::default());
    display.show(experiment("v=3&preset=test1&step=0.5"));
    ground(&mut display, (700, 260));
    let mut lines = |to: f64, moment: f64| {
        display.walkers().unwrap().advance(to, 100);
        walkers(&display, (700, 260), &Look { moment, ..LOOK }).lines
    };
    let [none, first, second] = [lines(20.0, 0.0), lines(20.25, 1.0), lines(20.75, 1.0)];
    assert!(
        none < first && first + 12 < second,
        "{none} {first} {second}"
    );
}

#[test]
fn walkers_are_those_of_the_experiment_on_the_screen() {
    let mut display = Display::new(Hidden::default());
    let one = experiment("v=3&preset=test1&step=0.5&steps=2e5&walkers=64");
    display.show(one.clone());
    ground(&mut display, (700, 260));
    display.walkers().unwrap().advance(3.0, 9);
    assert!(words(&display).contains("after 3 steps of δ = 0.5."));
    // The other experiment has not been drawn yet, and then not walked.
    display.show(experiment("v=3&preset=test1&step=0.3&steps=2e5&walkers=64"));
    for _ in 0..2 {
        assert!(words(&display).contains("do not walk yet"));
        assert_eq!(walkers(&display, (700, 260), &LOOK).points, 0);
        ground(&mut display, (700, 260));
    }
    display.walkers().unwrap().advance(1.0, 9);
    assert!(words(&display).contains("after 1 step of δ = 0.3."));
    // A late outcome of the one before changes nothing.
    display.load(finished(&one));
    ground(&mut display, (700, 260));
    assert!(words(&display).contains("after 1 step of δ = 0.3."));
}

#[test]
fn a_hidden_energy_is_not_told_by_the_walkers() {
    let mut display = Display::new(Hidden::of(&["energy", "reference", "formula"]));
    display.show(experiment("v=3&preset=test1&step=0.5"));
    ground(&mut display, (700, 260));
    display.walkers().unwrap().advance(2.75, 9);
    let seen = walkers(&display, (700, 260), &LOOK);
    assert!(!words(&display).contains("slope"));
    // The histogram has the only path.
    assert!(seen.texts.is_empty() && seen.points == 130, "{seen:?}");
}
