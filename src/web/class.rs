//! The exercises of a class, for the teacher's and the student's page.

use crate::{from_js, refuse, to_js};
use classroom::{
    Checked, Exercise, Lines, QUANTITIES, Wrong, can_remain, check, damaged, deobfuscate,
    obfuscate, plain_link, pointer, write,
};
use experiment::{Link, Problems, SETTINGS};
use js_sys::{JSON, JsString};
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;

/// A link's text obfuscated: unreadable at a glance.
#[wasm_bindgen]
pub fn obfuscate_link(text: &str) -> String {
    format!("x={}", obfuscate(text))
}

/// Reads the text after an address's `#`: an exercise, or the experiment for a new one. The
/// exercise is `null` if the text is unreadable.
#[wasm_bindgen(unchecked_return_type = "ReadExercise")]
pub fn read_exercise(fragment: &str) -> Result<JsValue, JsValue> {
    let fragment = fragment.trim_start_matches('#');
    let text = fragment.strip_prefix("x=").and_then(deobfuscate);
    let plain = match &text {
        Some(_) => text.clone(),
        None => plain_link(fragment),
    };
    let (exercise, problems) = match plain {
        None => {
            return to_js(&json!({ "exercise": null, "problems": [damaged()] }));
        }
        Some(json) if json.starts_with('{') => {
            Exercise::read(&from_js(JSON::parse(&json).unwrap_or_default())?)
        }
        Some(link) => Exercise::of(&link),
    };
    let experiment = exercise.experiment("");
    let fields = serde_json::to_value(&experiment).unwrap_or_default();
    let has = |name: &str| fields.pointer(&pointer(name)).is_some();
    let controls = SETTINGS
        .iter()
        .map(|s| s.name)
        .filter(|name| can_remain(name) && has(name));
    to_js(&json!({
        "exercise": exercise.json(false), "problems": problems, "experiment": fields,
        "formula": experiment.formula_text(), "reference": experiment.reference().map(|(_, formula)| formula),
        "tolerance": exercise.tolerance.0,
        "controls": controls.collect::<Vec<_>>(), "quantities": QUANTITIES.map(|(name, _)| name),
    }))
}

/// The text after an address's `#` for an exercise. A student's omits the expected answer unless
/// the exercise shows it at once.
#[wasm_bindgen]
pub fn write_exercise(
    #[wasm_bindgen(unchecked_param_type = "object")] given: JsValue,
    for_student: bool,
) -> Result<String, JsValue> {
    let json = to_js(&exercise(given)?.json(for_student))?;
    let json: String = JSON::stringify(&json)?.into();
    Ok(obfuscate_link(&json))
}

/// The obfuscated link of the experiment that a student of this name gets.
#[wasm_bindgen]
pub fn exercise_link(
    #[wasm_bindgen(unchecked_param_type = "object")] given: JsValue,
    name: &str,
) -> Result<String, JsValue> {
    let exercise = exercise(given)?;
    let link = Link {
        experiment: exercise.experiment(&small(name)),
        ..Link::read(&exercise.link).0
    };
    Ok(obfuscate_link(&link.write()))
}

/// The code that a student hands in.
#[wasm_bindgen]
pub fn result_code(
    #[wasm_bindgen(unchecked_param_type = "object")] given: JsValue,
    name: &str,
    answer: &str,
    #[wasm_bindgen(unchecked_param_type = "object")] outcome: JsValue,
) -> Result<String, JsValue> {
    write(
        &exercise(given)?,
        &small(name),
        &small(answer),
        &from_js(outcome)?,
    )
    .map_err(refuse)
}

/// Checks the code that a student of this name handed in; `wrong` is the reason if it does not
/// count. `outcome` is that of its experiment, or `null`.
#[wasm_bindgen(unchecked_return_type = "CheckedCode")]
pub fn check_code(
    #[wasm_bindgen(unchecked_param_type = "object")] given: JsValue,
    name: &str,
    code: &str,
    text: &str,
    #[wasm_bindgen(unchecked_param_type = "object | null")] outcome: JsValue,
) -> Result<JsValue, JsValue> {
    let outcome: Value = from_js(outcome)?;
    let outcome = Some(&outcome).filter(|outcome| !outcome.is_null());
    to_js(&told(check(
        &exercise(given)?,
        &small(name),
        code,
        &small(text),
        outcome,
    )))
}

fn told(checked: Result<Checked, Wrong>) -> Value {
    match checked {
        Ok(checked) => {
            let mut told = json!(checked);
            told["wrong"] = Value::Null;
            told
        }
        Err(wrong) => json!({ "wrong": wrong }),
    }
}

/// The submissions of a class, line by line.
#[wasm_bindgen(js_name = Submissions)]
pub struct WebLines(Lines);

#[wasm_bindgen(js_class = Submissions)]
impl WebLines {
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "object")] given: JsValue,
        text: &str,
    ) -> Result<WebLines, JsValue> {
        Ok(Self(Lines::new(exercise(given)?, text)))
    }

    /// Checks the next line; `null` at the end.
    #[wasm_bindgen(unchecked_return_type = "Submission | null")]
    pub fn next(&mut self) -> Result<JsValue, JsValue> {
        let Some(found) = self.0.next(&small) else {
            return Ok(JsValue::NULL);
        };
        to_js(&json!({
            "name": found.name, "plain": found.plain, "code": found.code, "text": found.text,
            "checked": told(found.checked),
        }))
    }
}

/// A name or a text in lower case and Unicode normalization form KC.
fn small(text: &str) -> String {
    JsString::from(text)
        .normalize("NFKC")
        .to_lower_case()
        .into()
}

/// A valid exercise; throws the problems of any other.
fn exercise(given: JsValue) -> Result<Exercise, JsValue> {
    let (exercise, problems) = Exercise::read(&from_js(given)?);
    if problems.is_empty() {
        Ok(exercise)
    } else {
        Err(refuse(Problems(problems)))
    }
}
