//! Codes: their content, their length, and the exercise and the name they belong to.

use super::*;
use serde_json::json;

fn exercise(answer: &str) -> Exercise {
    let (exercise, problems) = Exercise::read(&json!({
        "link": "v=2&preset=test1&step=0.5&steps=1e6", "question": "Where?", "answer": answer, "expected": 0.5,
        "controls": ["step", "friction", "estimator", "resample", "steps", "burn_in"], "seeds": "name",
    }));
    assert_eq!(problems, []);
    exercise
}

/// The outcome of a run with these settings.
fn outcome(exercise: &Exercise, name: &str, changes: &Value) -> Value {
    let mut experiment = fields(&exercise.experiment(name));
    for (control, value) in changes.as_object().unwrap() {
        *experiment.pointer_mut(&pointer(control)).unwrap() = value.clone();
    }
    json!({ "hash": "a1b2c3-000000-ffffff-123456", "experiment": experiment })
}

#[test]
fn a_code_says_what_was_found_and_how() {
    let exercise = exercise("number");
    let changes = json!({ "step": 0.065, "friction": null, "estimator": "naive", "resample": false, "steps": 2_000_000 });
    let outcome = outcome(&exercise, "Ada", &changes);
    let code = write(&exercise, "Ada", "0,51", &outcome).unwrap();
    let checked = check(
        &exercise,
        " ADA ",
        &code.to_lowercase().replace('-', ""),
        "",
        Some(&outcome),
    )
    .unwrap();
    assert_eq!(checked.answer, Some(0.51));
    assert_eq!(Value::Object(checked.changed.clone()), changes);
    assert_eq!(checked.experiment, outcome["experiment"]);
    assert_eq!(
        (checked.same, checked.judgement.right),
        (Some(true), Some(true))
    );
    let other = json!({ "hash": "a1b2c3-000000-ffffff-123457" });
    let checked = check(&exercise, "Ada", &code, "", Some(&other)).unwrap();
    assert_eq!(checked.same, Some(false));
}

#[test]
fn a_code_is_short() {
    let exercise = exercise("number");
    let code = |changes: &Value| {
        write(
            &exercise,
            "Ada",
            "-1.07",
            &outcome(&exercise, "Ada", changes),
        )
        .unwrap()
        .replace('-', "")
        .len()
    };
    assert!(code(&json!({})) <= 24, "{}", code(&json!({})));
    assert!(code(&json!({ "step": 0.065, "friction": 0.12 })) <= 28);
}

#[test]
fn a_code_is_of_one_exercise_and_one_name() {
    let one = exercise("number");
    let mut other = one.clone();
    other.question = "Why?".to_owned();
    let code = write(&one, "Ada", "0.5", &outcome(&one, "Ada", &json!({}))).unwrap();
    assert_eq!(check(&other, "Ada", &code, "", None), Err(Wrong::Exercise));
    assert_eq!(check(&one, "Emmy", &code, "", None), Err(Wrong::Name));
    for text in ["", "0000", "Hello!", &code[1..]] {
        assert_eq!(
            check(&one, "Ada", text, "", None),
            Err(Wrong::Mistyped),
            "{text}"
        );
    }
    // The expected value may be corrected later, and the student's link does not contain it.
    let mut corrected = one.clone();
    corrected.expected = Expected::Number(Some(0.7));
    assert_eq!(
        check(&corrected, "Ada", &code, "", None)
            .unwrap()
            .judgement
            .right,
        Some(false)
    );
    let (student, problems) = Exercise::read(&one.json(true));
    assert_eq!(
        (student.expected.clone(), problems),
        (Expected::Number(None), vec![])
    );
    assert_eq!(
        write(&student, "Ada", "0.5", &outcome(&one, "Ada", &json!({}))).unwrap(),
        code
    );
}

#[test]
fn a_text_is_known_again() {
    let exercise = exercise("text");
    let code = write(
        &exercise,
        "Ada",
        "Two  wells",
        &outcome(&exercise, "Ada", &json!({})),
    )
    .unwrap();
    let as_written = |text: &str| {
        check(&exercise, "Ada", &code, text, None)
            .unwrap()
            .as_written
    };
    assert_eq!(
        [
            as_written("two wells"),
            as_written("one well"),
            as_written("")
        ],
        [Some(true), Some(false), None]
    );
}
