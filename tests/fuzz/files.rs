//! Random files: JSON with changed values and with mistakes.

use super::random::Random;
use super::{formulas, links, sentence};
use serde_json::{Map, Value, json};
use stepsieve::dynamics::Surface;
use stepsieve::experiment::{Experiment, Link, PotentialFile, read_json};

/// Changes some of the values at any depth.
pub fn mutate(random: &mut Random, value: &mut Value) {
    for _ in 0..=random.below(3) {
        change_within(random, value);
    }
}

fn change_within(random: &mut Random, value: &mut Value) {
    let place = random.below(1000);
    let inside = match value {
        _ if random.once_in(4) => None,
        Value::Object(fields) => fields.values_mut().nth(place % 20),
        Value::Array(items) => items.get_mut(place % 10),
        _ => None,
    };
    match inside {
        Some(inside) => change_within(random, inside),
        None => change(random, value),
    }
}

fn change(random: &mut Random, value: &mut Value) {
    let place = random.below(20);
    match value {
        Value::Object(fields) if random.once_in(2) => {
            let name = fields.keys().nth(place % fields.len().max(1)).cloned();
            let name = name.unwrap_or_default();
            match random.below(3) {
                0 => drop(fields.remove(&name)),
                1 => drop(fields.insert(random.mutated(&name), anything(random, 2))),
                _ => drop(fields.insert(random.text(), anything(random, 2))),
            }
        }
        Value::Array(items) if random.once_in(2) => {
            let at = place % (items.len() + 1);
            match random.below(3) {
                0 => items.truncate(at),
                1 => items.insert(at, anything(random, 1)),
                _ => items.extend(items.clone()),
            }
        }
        other => *other = anything(random, 3),
    }
}

fn anything(random: &mut Random, depth: usize) -> Value {
    match random.below(if depth == 0 { 7 } else { 10 }) {
        0 => Value::Null,
        1 => Value::Bool(random.once_in(2)),
        2 | 3 => json!(random.number()),
        4 => Value::from(random.text()),
        5 => json!(random.word()),
        6 => Value::from(formulas::sound(random)),
        7 => (0..random.below(4))
            .map(|_| anything(random, depth - 1))
            .collect(),
        8 => {
            let mut fields = Map::new();
            for _ in 0..random.below(4) {
                fields.insert(random.text(), anything(random, depth - 1));
            }
            Value::Object(fields)
        }
        _ => (0..random.below(80)).fold(Value::Null, |inner, _| json!([inner])),
    }
}

/// The text of a value, sometimes with mistakes.
fn written(random: &mut Random, value: &Value) -> String {
    let text = value.to_string();
    match random.below(4) {
        0 => random.mutated(&text),
        _ if random.once_in(50) => "[".repeat(200) + &text,
        _ => text,
    }
}

pub fn experiment(random: &mut Random) -> String {
    let link = Link::read(&links::LINKS[random.below(links::LINKS.len())]).0;
    let mut value = json!(link.experiment);
    if random.once_in(3) {
        value["potential"] = json!({ "formula": formulas::text(random) });
    }
    mutate(random, &mut value);
    written(random, &value)
}

pub fn check_experiment(text: &str) -> Result<(), String> {
    let read = Experiment::from_json(text);
    if let Err(problems) = &read {
        sentence::check_all(&problems.0)?;
    }
    let Ok(value) = read_json(text, "The file") else {
        return Ok(());
    };
    let (experiment, problems) = Experiment::resolve(&value);
    sentence::check_all(&problems)?;
    if read.is_ok_and(|read| read != experiment) {
        return Err("reading and resolving differ".to_owned());
    }
    links::check_experiment(&experiment)
}

pub fn potential(random: &mut Random) -> String {
    let dimension = 1 + random.below(3);
    let intervals: Vec<usize> = (0..dimension).map(|_| 1 + random.below(3)).collect();
    let count = intervals.iter().map(|n| n + 3).product();
    let surface = Surface {
        lower: vec![-1.0; dimension],
        upper: (0..dimension).map(|_| random.uniform()).collect(),
        intervals,
        coefficients: (0..count).map(|_| random.uniform()).collect(),
        stiffness: vec![0.5; dimension],
        tilt: vec![random.uniform(); random.below(2) * dimension],
        periodic: (0..random.below(2) * dimension)
            .map(|_| random.once_in(2))
            .collect(),
    };
    let mut value = json!(PotentialFile::new(&surface, "v=2&preset=test1"));
    if !random.once_in(8) {
        mutate(random, &mut value);
    }
    written(random, &value)
}

pub fn check_potential(text: &str) -> Result<(), String> {
    let link = json!({ "version": 2, "kind": "compare", "potential": { "formula": "q^2/2" }, "compare": { "surrogate": text, "starts": "" } });
    let (experiment, problems) = Experiment::resolve(&link);
    sentence::check_all(&problems)?;
    links::check_experiment(&experiment)?;
    if experiment
        .compare
        .is_none_or(|compare| !compare.starts.is_empty())
    {
        return Err("another setting is lost".to_owned());
    }
    let file = match PotentialFile::read(text) {
        Ok(file) => file,
        Err(problems) => return sentence::check_all(&problems.0),
    };
    let again = file.write().and_then(|text| PotentialFile::read(&text));
    if again.as_ref() != Ok(&file) {
        return Err(format!("it is another potential: {again:?}"));
    }
    // Any values are allowed, but no panic.
    let surface = &file.potential;
    for x in [0.0, -1.0, 1.0, 1e300, f64::NAN, f64::NEG_INFINITY] {
        let q = vec![x; surface.dimension()];
        surface.at(&q, &mut q.clone());
    }
    Ok(())
}
