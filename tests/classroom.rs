//! Exercises for a class: codes survive what people do to them, and what is hidden is in no figure,
//! no table, no sentence and no outcome.

mod handed_in;
mod slips;

use plotters::prelude::{IntoDrawingArea, SVGBackend};
use proptest::prelude::*;
use serde_json::{Value, json};
use stepsieve::classroom::{Exercise, check, read_number, write};
use stepsieve::experiment::{Figure, Link};
use stepsieve::plot::{Exhibit, Look, Theme, alternative, draw, english, table};
use stepsieve::study::{Hidden, conduct};

fn exercise() -> Exercise {
    let (exercise, problems) = Exercise::read(&json!({
        "link": "v=3&preset=test1&step=0.5&steps=1e6", "question": "Where?", "answer": "number",
        "controls": ["step"], "seeds": "name",
    }));
    assert_eq!(problems, []);
    exercise
}

/// What a run of this name would bring with another step.
fn outcome(exercise: &Exercise, name: &str, step: f64, hash: &str) -> Value {
    let mut experiment = exercise.experiment(name);
    experiment.step = step;
    json!({ "hash": hash, "experiment": experiment })
}

proptest! {
    #[test]
    fn codes_come_back(name in "[A-Za-zäöüé]{1,9}( [a-z]{1,9})?", answer in -1e6..1e6_f64, step in 1e-5..10.0_f64, hash in "[0-9a-f]{24}") {
        let exercise = exercise();
        let answer = answer.to_string();
        let outcome = outcome(&exercise, &name, step, &hash);
        let code = write(&exercise, &name, &answer, &outcome).unwrap();
        let checked = check(&exercise, &name, &code, "", Some(&outcome)).unwrap();
        prop_assert_eq!(checked.answer, read_number(&answer));
        prop_assert_eq!(&checked.experiment["step"], &json!(step));
        prop_assert_eq!(checked.same, Some(true));
    }
}

#[test]
fn what_is_missing_is_named() {
    let exercise = exercise();
    let problems = write(&exercise, " ", "many", &json!({})).unwrap_err().0;
    let fields: Vec<&str> = problems.iter().map(|p| p.field.as_str()).collect();
    assert_eq!(fields, ["name", "answer", ""]);
}

/// Everything that a figure says: what is written in it, in its table, and in words.
fn said(exhibit: &Exhibit, figure: Figure) -> String {
    let scene = exhibit.scene(figure, None, None).unwrap();
    let content = exhibit.content(&scene, None);
    let mut drawing = String::new();
    let area = SVGBackend::with_string(&mut drawing, (800, 400)).into_drawing_area();
    let look = Look {
        moment: 1.0,
        plane: [0, 1],
        both: true,
        say: &english,
        theme: Theme::Light,
        ratio: 1.0,
    };
    draw(&area, figure, &content, &look).unwrap();
    drop(area);
    let columns = table(figure, &content).columns.join("\n");
    format!("{drawing}\n{columns}\n{}", alternative(figure, &content))
}

#[test]
fn what_is_hidden_is_nowhere() {
    let hidden = Hidden::of(&Hidden::PARTS);
    for link in [
        "v=3&preset=test1&step=0.5&steps=1e6",
        "v=3&preset=test3&steps=1e6",
        "v=3&preset=test4&steps=1e6&calibration_steps=1e6",
        "v=3&formula=x^2%2By^2%2Bz^2%2B1e-5*(sin(1e5*x)%2Bsin(1e5*y)%2Bsin(1e5*z))&reference=x^2%2By^2%2Bz^2&steps=1e6&calibration_steps=1e6",
        "v=3&kind=scan&preset=test1&scan_steps=1e6&steps=1e6",
        "v=3&preset=fig3&compare.trajectories=128&compare.time=5&steps=1e6",
    ] {
        let experiment = Link::read(link).0.experiment;
        let snapshot = conduct(experiment.clone(), 2, |_| {}).unwrap().snapshot();
        let secrets = [
            "sin(",
            "cos(",
            "x^2",
            "q^2",
            "\nV\n",
            "U0",
            "N = ",
            "\"test",
            "energy V",
            "|U − V|",
        ];
        let exhibit = |hidden| {
            let empty = Exhibit::new(experiment.clone(), hidden);
            let full = empty.with(snapshot.clone()).unwrap();
            (empty, full)
        };
        let all = |(empty, full): &(Exhibit, Exhibit)| {
            let figures = Figure::ALL
                .iter()
                .flat_map(|f| [said(empty, *f), said(full, *f)]);
            let outcome = &full.snapshot().unwrap().outcome;
            let outcome = serde_json::to_string(outcome).unwrap();
            figures.chain([outcome]).collect::<String>()
        };
        // All of it is there unless it is hidden.
        let before = all(&exhibit(Hidden::default()));
        assert!(
            secrets
                .iter()
                .filter(|secret| before.contains(**secret))
                .count()
                > 3,
            "{link}"
        );
        let (hash, potential) = (
            snapshot.outcome.hash.clone(),
            snapshot.outcome.potential.energy.clone(),
        );

        let shown = exhibit(hidden);
        let after = all(&shown);
        // A scan counts what it has learned: U0, U1.
        let is_counted = |secret: &str| secret == "U0" && link.contains("kind=scan");
        for secret in secrets.into_iter().filter(|s| !is_counted(s)) {
            let place = after.find(secret).map(|at| {
                after
                    .split_at(at)
                    .0
                    .chars()
                    .rev()
                    .take(80)
                    .collect::<String>()
            });
            assert!(
                place.is_none(),
                "{link}: {secret} after {:?}",
                place.unwrap().chars().rev().collect::<String>()
            );
        }
        let outcome = &shown.1.snapshot().unwrap().outcome;
        assert!(
            outcome.reference.is_none() && outcome.potential.original.iter().all(Option::is_none)
        );
        assert!(outcome.baselines.is_none() && outcome.truncations.is_none());
        assert!(
            !outcome.summary.contains("U is within"),
            "{}",
            outcome.summary
        );
        // What was found is still there, and is the same.
        assert_eq!(
            (&outcome.hash, &outcome.potential.energy),
            (&hash, &potential)
        );
    }
}

/// Each part can be hidden without the others.
#[test]
fn a_reference_without_a_formula_has_no_name() {
    let experiment = Link::read("v=3&preset=test1&step=0.5&steps=1e6")
        .0
        .experiment;
    let mut snapshot = conduct(experiment, 2, |_| {}).unwrap().snapshot();
    assert!(
        snapshot.outcome.summary.contains("of U0 = q^2/2"),
        "{}",
        snapshot.outcome.summary
    );
    snapshot.hide(Hidden::of(&["formula"]));
    let outcome = &snapshot.outcome;
    assert!(
        outcome
            .summary
            .contains("of the reference (root mean square)"),
        "{}",
        outcome.summary
    );
    assert!(outcome.reference.as_ref().is_some_and(|r| r.rmse < 0.1));
    assert!(outcome.potential.original.iter().any(Option::is_some));
}
