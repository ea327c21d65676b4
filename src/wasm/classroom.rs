//! Exercises for a class, for their two pages.

use super::{complain, from_js, refuse, to_js};
use crate::classroom::{Exercise, QUANTITIES, check, read_number, write};
use crate::experiment::{DAMAGED, Link, Problems, unveil, veil};
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;

/// The text of a link so that it cannot be read at a glance.
#[wasm_bindgen]
pub fn veiled(text: &str) -> String {
    veil(text)
}

/// The quantities that an answer can be compared with, by their names.
#[wasm_bindgen]
pub fn quantities() -> Vec<String> {
    QUANTITIES.map(|(name, _)| name.to_owned()).into()
}

/// Reads the text after an address's `#`: an exercise, or the experiment of one to be made. `null`
/// for an exercise of which nothing can be read.
#[wasm_bindgen(unchecked_return_type = "ReadExercise")]
pub fn read_exercise(fragment: &str) -> Result<JsValue, JsValue> {
    let fragment = fragment.trim_start_matches('#');
    let text = fragment.strip_prefix("x=").map(unveil);
    let (exercise, problems) = match text {
        Some(None) => {
            return to_js(
                &json!({ "exercise": null, "problems": [{ "field": "", "message": DAMAGED }] }),
            );
        }
        Some(Some(text)) if text.starts_with('{') => {
            Exercise::read(&serde_json::from_str(&text).unwrap_or_default())
        }
        _ => Exercise::of(fragment),
    };
    let experiment = exercise.experiment("");
    to_js(&json!({
        "exercise": exercise.json(false), "problems": problems,
        "formula": experiment.formula_text(), "reference": experiment.reference().map(|(_, formula)| formula),
    }))
}

/// The text after an address's `#` that holds an exercise; a student's does not say what is
/// expected, unless that is told at once.
#[wasm_bindgen]
pub fn write_exercise(
    #[wasm_bindgen(unchecked_param_type = "object")] given: JsValue,
    for_student: bool,
) -> Result<String, JsValue> {
    let json = exercise(given)?.json(for_student);
    Ok(format!("x={}", veil(&json.to_string())))
}

/// The link of the experiment that a student of this name has before them, veiled.
#[wasm_bindgen]
pub fn exercise_link(
    #[wasm_bindgen(unchecked_param_type = "object")] given: JsValue,
    name: &str,
) -> Result<String, JsValue> {
    let exercise = exercise(given)?;
    let link = Link {
        experiment: exercise.experiment(name),
        ..Link::read(&exercise.link).0
    };
    Ok(format!("x={}", veil(&link.write())))
}

/// The code that a student hands in.
#[wasm_bindgen]
pub fn result_code(
    #[wasm_bindgen(unchecked_param_type = "object")] given: JsValue,
    name: &str,
    answer: &str,
    #[wasm_bindgen(unchecked_param_type = "object")] outcome: JsValue,
) -> Result<String, JsValue> {
    write(&exercise(given)?, name, answer, &from_js(outcome)?).map_err(refuse)
}

/// Whether an answer is right, as far as the exercise says.
#[wasm_bindgen(unchecked_return_type = "Judgement")]
pub fn judge_answer(
    #[wasm_bindgen(unchecked_param_type = "object")] given: JsValue,
    answer: &str,
    #[wasm_bindgen(unchecked_param_type = "object")] outcome: JsValue,
) -> Result<JsValue, JsValue> {
    let exercise = exercise(given)?;
    let answer = read_number(answer).unwrap_or(f64::NAN);
    let outcome: Value = from_js(outcome)?;
    to_js(
        &exercise
            .expected
            .judge(exercise.tolerance.1, answer, Some(&outcome)),
    )
}

/// What a code says under a name; `wrong` if it does not count. `outcome` is that of its experiment
/// run again, or `null`.
#[wasm_bindgen(unchecked_return_type = "CheckedCode")]
pub fn check_code(
    #[wasm_bindgen(unchecked_param_type = "object")] given: JsValue,
    name: &str,
    code: &str,
    text: &str,
    #[wasm_bindgen(unchecked_param_type = "object | null")] outcome: JsValue,
) -> Result<JsValue, JsValue> {
    let outcome: Option<Value> = from_js(outcome)?;
    match check(&exercise(given)?, name, code, text, outcome.as_ref()) {
        Ok(checked) => to_js(&checked),
        Err(wrong) => to_js(&json!({ "wrong": wrong })),
    }
}

/// An exercise that nothing is wrong with.
fn exercise(given: JsValue) -> Result<Exercise, JsValue> {
    let given: Value = from_js(given).map_err(|_| complain(DAMAGED))?;
    let (exercise, problems) = Exercise::read(&given);
    if problems.is_empty() {
        Ok(exercise)
    } else {
        Err(refuse(Problems(problems)))
    }
}
