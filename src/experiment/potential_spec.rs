//! Reads the potential of an experiment, which determines the size of everything else.

use crate::kept_tables::{held_table, spline};
use crate::problem::formula_problem;
use crate::trajectory::{dimension_of, hash_of};
use crate::values::{must_be, shown, some_text, title};
use crate::{PRESETS, PotentialSpec, Problem, Setting, preset};
use expression::Formula;
use message::{cut, exact, list, say};
use serde_json::Value;
use statistics::MOST_GRIDDED;
use std::collections::BTreeMap;

/// Longest text accepted, in bytes.
const LONGEST_TEXT: usize = 4000;
/// Longest text of a table: a million numbers with all their digits.
const LONGEST_TABLE: usize = 32 << 20;

/// Reads the potential; falls back to the first preset if it is unusable.
pub(super) fn potential(
    given: &[(&'static Setting, &Value)],
    problems: &mut Vec<Problem>,
) -> (PotentialSpec, usize) {
    let names = || list(PRESETS.iter().map(|p| p.name));
    let mut spec = PotentialSpec::default();
    for (setting, value) in given.iter().filter(|(_, value)| !value.is_null()) {
        if setting.name == "potential.parameters" {
            parameters(setting, value, &mut spec, problems);
        }
        if setting.name == "potential.table" {
            let file = given.iter().find(|(s, _)| s.name == "potential.file");
            let file = file.and_then(|(_, file)| file.as_str());
            let text = text(setting, value, LONGEST_TABLE);
            match text.and_then(|text| held_table(&text, file)) {
                Ok(held) => spec.table = Some(held),
                Err(problem) => return refused(problems, problem),
            }
        }
        let (text, place) = match (setting.name, text(setting, value, LONGEST_TEXT)) {
            ("potential.preset", text) => (text, &mut spec.preset),
            ("potential.formula", text) => (text, &mut spec.formula),
            ("potential.reference", text) => (text, &mut spec.reference),
            ("potential.file", text) => (text, &mut spec.file),
            _ => continue,
        };
        match text {
            Ok(text) => *place = Some(text),
            Err(problem) if ["potential.reference", "potential.file"].contains(&setting.name) => {
                problems.push(problem);
            }
            Err(problem) => return refused(problems, problem),
        }
    }
    spec.reference.take_if(|text| text.trim().is_empty());
    match rows(given, &mut spec, problems) {
        Ok(Some(dimension)) => return (spec, dimension),
        Ok(None) => {}
        Err(problem) => return refused(problems, problem),
    }
    if spec.preset.is_some() && spec.formula.is_some() {
        let problem = Problem::new(
            "potential",
            say!(
                "preset-and-formula",
                "Give either a preset or a formula, not both."
            ),
        );
        return refused(problems, problem);
    }
    if spec.preset.is_none() && spec.formula.is_none() {
        let problem = Problem::new(
            "potential",
            say!(
                "no-potential",
                "An experiment needs a potential: a formula of q, or a preset ({presets|, }).",
                presets = names()
            ),
        );
        return refused(problems, problem);
    }
    let text = match (&spec.preset, &spec.formula) {
        (Some(name), _) => match preset(name) {
            Some(preset) => preset.formula.clone(),
            None => {
                let problem = Problem::new(
                    "potential.preset",
                    say!(
                        "no-such-preset",
                        "There is no preset “{name}”; the presets are {presets|, }.",
                        name = cut(name),
                        presets = names()
                    ),
                );
                return refused(problems, problem);
            }
        },
        (None, Some(formula)) => formula.clone(),
        (None, None) => String::new(),
    };
    let formula = Formula::parse_with(&text, &spec.parameters);
    // A table that another formula has left behind does not belong to this one.
    let calls = formula.as_ref().is_ok_and(Formula::has_table);
    spec.table.take_if(|_| !calls);
    spec.file.take_if(|_| spec.table.is_none());
    let formula = formula.map(|formula| formula.with_table(spline(spec.table.as_deref())));
    match formula.and_then(|formula| formula.check().map(|()| formula)) {
        Ok(formula) => {
            let dimension = formula.dimension();
            spec.parameters.retain(|name, _| {
                let known = formula.parameters().iter().any(|p| p.name == *name);
                if !known {
                    problems.push(Problem::new(
                        format!("potential.parameters.{}", cut(name)),
                        say!(
                            "no-such-parameter",
                            "The formula has no parameter “{name}”.",
                            name = cut(name)
                        ),
                    ));
                }
                known
            });
            let beside = spec.reference.as_deref().map(|text| formula.beside(text));
            if let Some(Err(error)) = beside {
                problems.push(formula_problem("potential.reference", error));
                spec.reference = None;
            }
            (spec, dimension)
        }
        Err(error) => {
            let field = if spec.formula.is_some() {
                "potential.formula"
            } else {
                "potential.parameters"
            };
            let problem = Problem {
                given: spec.formula.map(String::into_boxed_str),
                ..formula_problem(field, error)
            };
            refused(problems, problem)
        }
    }
}

/// The substitute for an unusable potential, and its dimension.
pub(super) fn fallback() -> (PotentialSpec, usize) {
    let spec = PotentialSpec {
        preset: Some(PRESETS[0].name.to_owned()),
        ..PotentialSpec::default()
    };
    (spec, 1)
}

fn refused(problems: &mut Vec<Problem>, problem: Problem) -> (PotentialSpec, usize) {
    let (spec, dimension) = fallback();
    problems.push(Problem {
        instead: spec.preset.clone(),
        ..problem
    });
    (spec, dimension)
}

/// The number of coordinates of a file's rows, which stand in place of a formula; `None` if there are
/// none.
fn rows(
    given: &[(&'static Setting, &Value)],
    spec: &mut PotentialSpec,
    problems: &mut Vec<Problem>,
) -> Result<Option<usize>, Problem> {
    let value = |name: &str| given.iter().find(|(s, _)| s.name == name).map(|(_, v)| *v);
    let Some(hash) = value("trajectory.hash").filter(|hash| !hash.is_null()) else {
        return Ok(None);
    };
    hash_of(hash.as_str().unwrap_or_default())?;
    if spec.preset.is_some() || spec.formula.is_some() {
        return Err(Problem::new(
            "trajectory.hash",
            say!(
                "rows-and-formula",
                "Give either a formula or a file of positions and forces, not both."
            ),
        ));
    }
    let told = value("trajectory.dimension").and_then(Value::as_f64);
    let mut dimension = told.unwrap_or(1.0) as usize;
    if !(1..=MOST_GRIDDED).contains(&dimension) {
        return Err(Problem::new(
            "trajectory.dimension",
            say!(
                "rows-dimension",
                "The rows of a file may have one to three coordinates."
            ),
        ));
    }
    let columns = value("trajectory.columns").and_then(Value::as_str);
    match columns
        .filter(|text| !text.trim().is_empty())
        .map(dimension_of)
    {
        Some(Ok(named)) => dimension = named,
        Some(Err(problem)) => problems.push(problem),
        None => {}
    }
    let none = BTreeMap::new();
    let reference = spec.reference.as_deref();
    let reference = reference.map(|text| Formula::parse_in(text, &none, dimension));
    if let Some(Err(error)) = reference {
        problems.push(formula_problem("potential.reference", error));
        spec.reference = None;
    }
    spec.table = None;
    Ok(Some(dimension))
}

/// The value of a text setting, if it is text of an acceptable length.
fn text(setting: &Setting, value: &Value, longest: usize) -> Result<String, Problem> {
    match value {
        Value::String(text) if text.len() <= longest => Ok(text.clone()),
        Value::String(_) => Err(Problem::new(
            setting.name,
            say!(
                "text-long",
                "{setting} may be at most {most} characters long.",
                setting = title(setting),
                most = exact(longest as f64)
            ),
        )),
        _ => Err(must_be(setting, some_text(), value)),
    }
}

fn parameters(
    setting: &Setting,
    value: &Value,
    spec: &mut PotentialSpec,
    problems: &mut Vec<Problem>,
) {
    let Value::Object(values) = value else {
        let allowed = say!(
            "numbers-by-name",
            "numbers by name, such as {example}",
            example = r#"{"a": 0.05}"#
        );
        problems.push(must_be(setting, allowed, value));
        return;
    };
    for (name, value) in values {
        match value.as_f64().filter(|v| v.is_finite()) {
            Some(number) => {
                spec.parameters.insert(name.clone(), number);
            }
            None => problems.push(Problem::new(
                format!("potential.parameters.{}", cut(name)),
                say!(
                    "parameter-not-number",
                    "The parameter {name} must be a number, not {value}.",
                    name = cut(name),
                    value = shown(value)
                ),
            )),
        }
    }
}
