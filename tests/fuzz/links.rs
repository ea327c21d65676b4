//! Random links: the published ones with other keys and values and with mistakes.

use super::random::Random;
use super::{formulas, sentence};
use serde_json::Value;
use std::sync::LazyLock;
use stepsieve::classroom::{obfuscate, read_obfuscated};
use stepsieve::experiment::{Experiment, Link, PRESETS, SETTINGS};
use stepsieve::study::{EnergySampler, Study};

/// Every published link.
pub static LINKS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let presets = PRESETS.iter().map(|p| format!("v=2&preset={}", p.name));
    let kinds = PRESETS
        .iter()
        .flat_map(|p| ["scan", "compare"].map(|kind| format!("v=2&kind={kind}&preset={}", p.name)));
    let gallery: Value =
        serde_json::from_str(include_str!("../../www/gallery/experiments.json")).unwrap();
    let sections = gallery.as_array().into_iter().flatten();
    let gallery = sections
        .flat_map(|section| section["experiments"].as_array().into_iter().flatten())
        .map(|experiment| experiment["link"].as_str().unwrap().to_owned());
    let goldens = include_str!("../golden/outcomes.txt")
        .lines()
        .map(str::to_owned);
    let read = include_str!("../golden/links.jsonl").lines().map(|line| {
        let golden: Value = serde_json::from_str(line).unwrap();
        golden["link"].as_str().unwrap().to_owned()
    });
    presets
        .chain(kinds)
        .chain(gallery)
        .chain(goldens)
        .chain(read)
        .collect()
});

pub fn text(random: &mut Random) -> String {
    let base = &LINKS[random.below(LINKS.len())];
    let mut pairs: Vec<String> = base
        .trim_start_matches('#')
        .split('&')
        .map(str::to_owned)
        .collect();
    for _ in 0..random.below(5) {
        let at = random.below(pairs.len());
        match random.below(6) {
            0 if pairs.len() > 1 => drop(pairs.remove(at)),
            1 => pairs.push(format!("{}={}", key(random), value(random))),
            2 => {
                let key = pairs[at].split('=').next().unwrap_or_default().to_owned();
                pairs[at] = format!("{key}={}", value(random));
            }
            3 => pairs[at] = format!("{}={}", key(random), value(random)),
            4 => pairs[at] = random.mutated(&pairs[at]),
            _ => pairs.push(pairs[at].clone()),
        }
    }
    if random.once_in(20) {
        pairs = vec![format!(
            "v=2&formula={}",
            formulas::text(random).replace('+', "%2B")
        )];
    }
    let text = pairs.join("&");
    match random.below(30) {
        0 => format!("show=zoom&x={}&run", obfuscate(&text)),
        1 => format!("x={}", random.mutated(&obfuscate(&text))),
        2 => random.mutated(&text),
        3 => {
            (0..2000)
                .map(|i| format!("{}{i}=1&", random.pick(&["p.a", "k", "step"])))
                .collect::<String>()
                + &text
        }
        _ => text,
    }
}

fn key(random: &mut Random) -> String {
    let setting = &SETTINGS[random.below(SETTINGS.len())];
    match random.below(16) {
        0 => random
            .pick(&["zoom", "slice", "outcome", "run", "theme", "hide"])
            .to_owned(),
        1 => format!("p.{}", random.pick(&["eps", "eps1", "a", "", "q", "é"])),
        2 => random.mutated(setting.key),
        3 => setting.name.to_owned(),
        _ => setting.key.to_owned(),
    }
}

fn value(random: &mut Random) -> String {
    let mut number = || format!("{:?}", random.number());
    let numbers = [number(), number(), number(), number()];
    let (separator, many) = (random.pick(&[",", ";", ", "]), random.below(5));
    match random.below(9) {
        0 => String::new(),
        1 => random.text(),
        2 => numbers[..many].join(separator),
        3 => "1,0;0,1".to_owned(),
        4 => random
            .pick(&[
                "auto",
                "off",
                "true",
                "false",
                "learn",
                "compare",
                "scan",
                "normal",
                "uniform",
                "naive",
                "corrected",
            ])
            .to_owned(),
        5 => formulas::sound(random).replace('+', "%2B"),
        6 => random
            .pick(&[
                "q^2/2",
                "x^2+y^2",
                "log(q)",
                "0",
                "1",
                "q-q",
                "sqrt(q-9)",
                "sum(i,1,1000,sum(j,1,1000,q))",
            ])
            .to_owned(),
        _ => numbers[0].clone(),
    }
}

pub fn check(text: &str) -> Result<(), String> {
    let (obfuscated, problems) = read_obfuscated(text);
    sentence::check_all(&problems)?;
    check_experiment(&obfuscated.experiment)?;
    let (link, problems) = Link::read(text);
    sentence::check_all(&problems)?;
    check_experiment(&link.experiment)?;
    let written = link.write();
    let (again, more) = Link::read(&written);
    if again != link {
        return Err(format!("{written} is another link:\n{link:?}\n{again:?}"));
    }
    if problems.is_empty() && !more.is_empty() {
        return Err(format!("{written} has problems: {more:?}"));
    }
    Ok(())
}

/// Checks the invariants of every experiment, even one read from input with mistakes.
pub fn check_experiment(experiment: &Experiment) -> Result<(), String> {
    let value = serde_json::to_value(experiment).map_err(|e| e.to_string())?;
    let (again, problems) = Experiment::resolve(&value);
    sentence::check_all(&problems)?;
    if again != *experiment {
        return Err(format!(
            "it is another experiment:\n{experiment:?}\n{again:?}"
        ));
    }
    // Its only possible problem is an energy that is not finite everywhere.
    let is_finite = |message: &str| message.contains("finite");
    if let Some(problem) = problems.iter().find(|p| !is_finite(&p.message)) {
        return Err(format!("{} of {experiment:?}", problem.message));
    }
    let sampler = EnergySampler::new(experiment).map_err(|e| format!("it cannot be drawn: {e}"))?;
    if sampler.axes().len() != experiment.dimension() {
        return Err("it has other axes".to_owned());
    }
    // Planning takes a hundred times as long, so a sample of experiments has to do.
    if value.to_string().len() % 32 == 0 {
        match Study::new(experiment.clone()) {
            Ok(study) if study.jobs().is_empty() => return Err("there is nothing to do".to_owned()),
            Ok(_) => {}
            Err(problems) => sentence::check_all(&problems.0)?,
        }
    }
    Ok(())
}
