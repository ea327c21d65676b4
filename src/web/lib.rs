//! The JavaScript interface of the engine, and the only crate that names the browser.
//!
//! Workers use the study and the runner; the page uses the figures and the functions. Objects
//! cross as plain data. An invalid experiment throws a list of problems.

mod class;
mod figures;
mod medium;
mod pictures;
mod rows;
mod studies;
mod walkers;

use classroom::read_obfuscated;
use experiment::{
    Experiment, GridTable, Link, PRESETS, Problems, RACE_STEPS, RACES, SETTINGS, VERSION,
    is_fingerprint, spline,
};
use expression::Formula;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use study::Baseline;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = concat!(include_str!("generated.d.ts"), include_str!("types.d.ts"));

fn to_js<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    value
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .map_err(JsValue::from)
}

fn from_js<T: DeserializeOwned>(value: JsValue) -> Result<T, JsValue> {
    serde_wasm_bindgen::from_value(value)
        .map_err(|_| complain("The page passed an object of an unexpected shape."))
}

fn refuse(problems: Problems) -> JsValue {
    to_js(&problems).unwrap_or_else(|error| error)
}

fn complain(message: impl std::fmt::Display) -> JsValue {
    js_sys::Error::new(&message.to_string()).into()
}

/// An experiment from the page, complete or not.
fn experiment(value: JsValue) -> Result<Experiment, JsValue> {
    Experiment::read(&from_js(value)?).map_err(refuse)
}

/// The settings, the presets with their complete experiments, and the version of the format.
#[wasm_bindgen(unchecked_return_type = "Description")]
pub fn describe() -> Result<JsValue, JsValue> {
    let presets: Vec<Value> = PRESETS
        .iter()
        .map(|p| {
            let link = Link::read(&format!("v={VERSION}&preset={}", p.name)).0;
            let mut described = json!(p);
            described["experiment"] = json!(link.experiment);
            described
        })
        .collect();
    to_js(
        &json!({ "version": VERSION, "release": env!("CARGO_PKG_VERSION"), "settings": SETTINGS, "presets": presets }),
    )
}

/// The paper's figures, and the goals for its recipe.
#[wasm_bindgen(unchecked_return_type = "Paper")]
pub fn paper() -> Result<JsValue, JsValue> {
    use experiment::paper::{ENTRIES, FEWEST_BINS, GOALS, RECIPE_STEPS, STEPS};
    to_js(&json!({
        "entries": ENTRIES, "goals": GOALS, "steps": STEPS, "recipe_steps": STEPS[..RECIPE_STEPS],
        "fewest_bins": FEWEST_BINS,
    }))
}

/// The energies of the race, and the steps of its runs.
#[wasm_bindgen(unchecked_return_type = "Races")]
pub fn races() -> Result<JsValue, JsValue> {
    to_js(&json!({ "races": RACES, "steps": RACE_STEPS }))
}

/// An experiment as it runs in a race with `steps` steps.
#[wasm_bindgen(unchecked_return_type = "Experiment")]
pub fn racing(
    #[wasm_bindgen(unchecked_param_type = "object")] given: JsValue,
    steps: f64,
) -> Result<JsValue, JsValue> {
    to_js(&experiment(given)?.racing(steps).map_err(refuse)?)
}

/// The errors of every way against its evaluations, from the contests of ever longer runs.
#[wasm_bindgen(unchecked_return_type = "Racer[]")]
pub fn race(
    #[wasm_bindgen(unchecked_param_type = "Baseline[][]")] contests: JsValue,
) -> Result<JsValue, JsValue> {
    let contests: Vec<Vec<Baseline>> = from_js(contests)?;
    to_js(&study::race(&contests))
}

/// Reads the text after an address's `#`.
#[wasm_bindgen(unchecked_return_type = "ReadLink")]
pub fn read_link(fragment: &str) -> Result<JsValue, JsValue> {
    let (link, problems) = read_obfuscated(fragment);
    let mut read = json!(link);
    read["problems"] = json!(problems);
    to_js(&read)
}

/// The text after an address's `#` for an experiment and a view.
#[wasm_bindgen]
pub fn write_link(
    #[wasm_bindgen(unchecked_param_type = "Link")] link: JsValue,
) -> Result<String, JsValue> {
    // Invalid fields are left out, so the function always returns a link.
    let given: Value = from_js(link)?;
    let hash = given["outcome"].as_str();
    Ok(Link {
        experiment: Experiment::resolve(&given["experiment"]).0,
        view: serde_json::from_value(given["view"].clone()).unwrap_or_default(),
        run: given["run"] == true,
        outcome: hash.filter(|hash| is_fingerprint(hash)).map(str::to_owned),
    }
    .write())
}

/// Completes an experiment; an invalid setting takes its default and is listed.
#[wasm_bindgen(unchecked_return_type = "Resolved")]
pub fn resolve(
    #[wasm_bindgen(unchecked_param_type = "object")] experiment: JsValue,
) -> Result<JsValue, JsValue> {
    let (experiment, problems) = Experiment::resolve(&from_js(experiment)?);
    to_js(&json!({ "experiment": experiment, "problems": problems }))
}

/// False if the energy of an experiment does not show the periods that it is given.
#[wasm_bindgen]
pub fn repeats(
    #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
) -> Result<bool, JsValue> {
    let (experiment, _) = Experiment::resolve(&from_js(experiment)?);
    Ok(experiment.repeats())
}

/// The choices that an experiment leaves to the program, each with its reason; if it cannot run, that
/// reason alone.
#[wasm_bindgen(unchecked_return_type = "Choice[]")]
pub fn choices(
    #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
) -> Result<JsValue, JsValue> {
    let (experiment, _) = Experiment::resolve(&from_js(experiment)?);
    let refused = |problems: Problems| {
        let said = problems.message();
        vec![sampling::Choice { fix: None, said }]
    };
    to_js(&sampling::choices(&experiment).unwrap_or_else(refused))
}

/// The whole text of a table that an experiment holds; `undefined` if it is not here.
#[wasm_bindgen]
pub fn table_text(held: &str) -> Option<String> {
    experiment::table_text(held)
}

/// The bytes of a table that an experiment holds, for `keep_table`; `undefined` if it is not here.
#[wasm_bindgen]
pub fn table_bytes(held: &str) -> Option<Vec<u8>> {
    postcard::to_stdvec(&*experiment::kept_table(held)?).ok()
}

/// Keeps a table for the experiments that hold only its hash. Another thread has read it, or an
/// earlier visit.
#[wasm_bindgen]
pub fn keep_table(bytes: &[u8]) {
    if let Ok(table) = postcard::from_bytes::<GridTable>(bytes)
        && table.check().is_ok()
    {
        experiment::keep_table(table);
    }
}

/// Parses a formula, which may call the table that an experiment holds. The place of an error counts
/// UTF-16 units, as JavaScript does.
#[wasm_bindgen(unchecked_return_type = "CheckedFormula")]
pub fn check_formula(
    text: &str,
    #[wasm_bindgen(unchecked_param_type = "Record<string, number>")] parameters: JsValue,
    table: Option<String>,
) -> Result<JsValue, JsValue> {
    let given: BTreeMap<String, Value> = from_js(parameters)?;
    let numbers = given.into_iter();
    let given = numbers.filter_map(|(name, value)| Some((name, value.as_f64()?)));
    let formula = Formula::parse_with(text, &given.collect());
    let formula = formula.map(|formula| formula.with_table(spline(table.as_deref())));
    match formula.and_then(|formula| formula.check().map(|()| formula)) {
        Ok(formula) => to_js(&json!({
            "mathml": formula.to_mathml(), "dimension": formula.dimension(), "variables": formula.variables(),
            "parameters": formula.parameters(), "problem": null,
        })),
        Err(error) => {
            let units = |bytes: usize| text.get(..bytes).unwrap_or(text).encode_utf16().count();
            to_js(&json!({
                "mathml": "", "dimension": 0, "variables": [], "parameters": [],
                "problem": { "message": error.message.text, "sentences": error.message.sentences, "start": units(error.start), "end": units(error.end), "fix": error.fix },
            }))
        }
    }
}

/// A seed from the browser's entropy: a whole number below a billion, short enough for a link.
#[wasm_bindgen]
pub fn fresh_seed() -> Result<f64, JsValue> {
    let word = getrandom::u64().map_err(complain)?;
    Ok((word % 1_000_000_000) as f64)
}

/// Reports a panic, which is a bug, on the console before the worker dies.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|info| {
        web_sys::console::error_1(
            &format!("Stepsieve stopped because of an error in its own code: {info}").into(),
        );
    }));
}
