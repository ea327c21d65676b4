//! A published link keeps its meaning and its numbers.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use stepsieve::classroom::{self, Exercise};
use stepsieve::experiment::{Experiment, Link, SETTINGS, Setting};
use stepsieve::study;

/// Every form of link ever published, with its meaning then. Lines are added, never changed; there
/// may be fields that a line did not know of.
#[test]
fn published_links_keep_their_meaning() {
    for line in include_str!("golden/links.jsonl").lines() {
        let golden: Value = serde_json::from_str(line).unwrap();
        let (link, problems) = Link::read(golden["link"].as_str().unwrap());
        assert!(problems.is_empty(), "{problems:?}");
        let read = serde_json::to_value(&link.experiment).unwrap();
        for (field, meant) in golden["experiment"].as_object().unwrap() {
            assert!(
                holds(&read[field], meant),
                "{field} of {}: {} instead of {meant}",
                golden["link"],
                read[field]
            );
        }
        let shown = json!([link.view, link.run, link.outcome]);
        assert!(
            golden["shown"].is_null() || golden["shown"] == shown,
            "{shown}"
        );
    }
}

/// True if both are the same but for fields of which the line did not know, which are empty.
fn holds(read: &Value, meant: &Value) -> bool {
    match (read, meant) {
        (Value::Object(read), Value::Object(meant)) => {
            let is_meant = |(field, value): (&String, &Value)| {
                holds(value, meant.get(field).unwrap_or(&Value::Null))
            };
            read.iter().all(is_meant) && meant.keys().all(|field| read.contains_key(field))
        }
        _ => read == meant,
    }
}

/// Published exercises and codes: their links, the seed of a name in them, and the content of a
/// code. Lines are added, never changed.
#[test]
fn published_exercises_and_codes_keep_their_meaning() {
    for line in include_str!("golden/exercises.jsonl").lines() {
        let golden: Value = serde_json::from_str(line).unwrap();
        let text = |field: &str| golden[field].as_str().unwrap();
        let written = classroom::deobfuscate(text("link").strip_prefix("x=").unwrap()).unwrap();
        let (exercise, problems) = Exercise::read(&serde_json::from_str(&written).unwrap());
        assert!(problems.is_empty(), "{problems:?}");
        for (field, meant) in golden["exercise"].as_object().unwrap() {
            assert_eq!(&exercise.json(false)[field], meant, "{field} of {line}");
        }
        assert_eq!(
            exercise.experiment(text("name")).seed,
            golden["seed"],
            "{line}"
        );
        let outcome = json!({ "hash": golden["hash"] });
        let checked = classroom::check(
            &exercise,
            text("name"),
            text("code"),
            text("text"),
            Some(&outcome),
        )
        .unwrap();
        assert_eq!(
            json!([checked.answer, checked.as_written, checked.changed]),
            golden["says"],
            "{line}"
        );
        assert_eq!(checked.same, Some(true), "{line}");
        // It is also written as before; an exercise of version 1 is never written again.
        let mut experiment = serde_json::to_value(exercise.experiment(text("name"))).unwrap();
        for (control, value) in &checked.changed {
            let place = experiment.pointer_mut(&classroom::pointer(control));
            *place.unwrap() = value.clone();
        }
        let outcome = json!({ "hash": golden["hash"], "experiment": experiment });
        let code = classroom::write(&exercise, text("name"), text("text"), &outcome).unwrap();
        let is_newest = text("code").starts_with('2');
        assert_eq!(code == text("code"), is_newest, "{line}: {code}");
        for (field, meant) in golden["experiment"].as_object().unwrap() {
            assert_eq!(&checked.experiment[field], meant, "{field} of {line}");
        }
    }
}

/// Settings of a version that is not released yet.
const DRAFT: [&str; 5] = [
    "periodic",
    "potential.table",
    "potential.file",
    "interactions",
    "compare.cv",
];

/// Every setting in links has a golden one.
#[test]
fn every_key_of_a_link_is_held() {
    let golden = include_str!("golden/links.jsonl");
    for Setting { key, name, .. } in SETTINGS {
        let written = if *key == "p" {
            "p.a="
        } else {
            &format!("{key}=")
        };
        let held = ["\"", "&"]
            .iter()
            .any(|before| golden.contains(&format!("{before}{written}")));
        // `kind` switches on a comparison or a scan.
        assert!(
            held || ["compare", "scan"].contains(name)
                || DRAFT.contains(name)
                || name.starts_with("trajectory"),
            "no golden link has {key}"
        );
    }
}

/// Complete runs with the hash of their numbers, part by part.
#[test]
fn published_links_keep_their_numbers() {
    let mut seen = BTreeSet::new();
    for line in include_str!("golden/outcomes.txt").lines() {
        let (link, problems) = Link::read(line);
        assert!(problems.is_empty(), "{line}: {problems:?}");
        let outcome = study::run(link.experiment, 2, |_| {}).unwrap();
        assert!(link.outcome.is_some(), "{line} promises nothing");
        assert_eq!(outcome.hash, link.outcome, "{line}");
        // A hash that did not distinguish runs would be useless.
        assert!(seen.insert(outcome.hash), "{line} has the hash of another");
    }
    assert_eq!(seen.len(), 12);
}

/// The parts of a hash identify the difference: another estimator turns the same samples into
/// another temperature and another potential.
#[test]
fn a_hash_tells_samples_from_what_is_made_of_them() {
    let parts = |link: &str| -> Vec<String> {
        let experiment: Experiment = Link::read(link).0.experiment;
        let hash = study::run(experiment, 2, |_| {}).unwrap().hash.unwrap();
        hash.split('-').map(str::to_owned).collect()
    };
    let link = "v=2&preset=test1&step=0.5&steps=2e5";
    let [one, same, other] =
        ["", "", "&estimator=naive"].map(|more| parts(&format!("{link}{more}")));
    assert_eq!(one, same);
    let differs: Vec<bool> = one.iter().zip(&other).map(|(a, b)| a != b).collect();
    assert_eq!(differs, [false, true, true, false]);
}
