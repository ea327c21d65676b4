//! Random exercises, their links and their codes.

use super::random::Random;
use super::{files, links, sentence};
use serde_json::{Value, json};
use stepsieve::classroom::{
    Exercise, QUANTITIES, can_remain, check, deobfuscate, obfuscate, plain_link, write,
};
use stepsieve::experiment::{Link, SETTINGS};

/// The JSON of an exercise, with or without mistakes.
pub fn exercise(random: &mut Random) -> Value {
    let mut value = sound(random);
    if !random.once_in(4) {
        files::mutate(random, &mut value);
    }
    value
}

fn sound(random: &mut Random) -> Value {
    let known: Vec<&str> = SETTINGS
        .iter()
        .map(|s| s.name)
        .filter(|name| can_remain(name))
        .collect();
    let controls: Vec<&str> = (0..random.below(7)).map(|_| random.pick(&known)).collect();
    let quantity = QUANTITIES[random.below(QUANTITIES.len())].0;
    json!({
        "version": 1, "link": links::text(random), "title": random.text(), "question": random.text(),
        "hide": ["energy"], "show": ["potential", "findings"], "controls": controls,
        "seeds": random.pick(&["same", "name"]), "answer": random.pick(&["text", "number", quantity]),
        "expected": random.number(), "tolerance": random.pick(&["5 %", "0.1", "0"]), "told": random.once_in(2),
    })
}

pub fn check_exercise(given: &Value) -> Result<(), String> {
    let (exercise, problems) = Exercise::read(given);
    // Any number of words may be wrong, and so may the link.
    for problem in &problems {
        sentence::check(&problem.message)?;
    }
    for for_student in [false, true] {
        let (again, more) = Exercise::read(&exercise.json(for_student));
        if again.json(for_student) != exercise.json(for_student) {
            return Err(format!("it is another exercise:\n{exercise:?}\n{again:?}"));
        }
        if problems.is_empty() && !more.is_empty() {
            return Err(format!("it has problems: {more:?}"));
        }
    }
    links::check_experiment(&exercise.experiment("Ada"))?;
    let link = exercise.json(true).to_string();
    let fragment = format!("x={}", obfuscate(&link));
    if plain_link(&fragment).as_deref() != Some(&link) {
        return Err(format!("{fragment} does not come back"));
    }
    let (_, problems) = Exercise::of(given["link"].as_str().unwrap_or_default());
    problems
        .iter()
        .try_for_each(|problem| sentence::check(&problem.message))
}

/// An exercise, a name, an answer, an outcome, and the seed of the code's slips.
pub type Handed = (Value, String, String, Value, u64);

pub fn code(random: &mut Random) -> Handed {
    let exercise = sound(random);
    let experiment = Link::read(exercise["link"].as_str().unwrap_or_default())
        .0
        .experiment;
    let mut outcome = json!({ "hash": "2b006d-185846-0a86a9-be0c53", "experiment": experiment });
    if random.once_in(3) {
        files::mutate(random, &mut outcome);
    }
    let number = random.number();
    let answer = match random.below(3) {
        0 => random.text(),
        _ => format!("{number}"),
    };
    let name = random
        .pick(&["Ada", "Grace Hopper", "李", "", "a;b", "é"])
        .to_owned();
    (exercise, name, answer, outcome, random.word())
}

pub fn check_code((given, name, answer, outcome, slips): &Handed) -> Result<(), String> {
    let (exercise, _) = Exercise::read(given);
    let code = match write(&exercise, name, answer, outcome) {
        Ok(code) => code,
        Err(problems) => return sentence::check_all(&problems.0),
    };
    let read = check(&exercise, name, &code, answer, Some(outcome))
        .map_err(|wrong| format!("{code} is {wrong:?}"))?;
    if read.same != Some(true) || read.as_written == Some(false) {
        return Err(format!("{code} says {read:?}"));
    }
    // With slips any result is allowed, but no panic.
    let mut random = Random::new(*slips);
    for _ in 0..8 {
        let slip = random.mutated(&code);
        let _ = check(&exercise, name, &slip, answer, Some(outcome));
        let _ = check(&exercise, &slip, &code, &slip, None);
        let _ = deobfuscate(&random.mutated(&obfuscate(&slip)));
    }
    Ok(())
}
