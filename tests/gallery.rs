//! The gallery's experiments do what their texts say: those of its last section fail for the stated
//! reasons, and all others learn their reference.

use serde::Deserialize;
use stepsieve::experiment::{Experiment, Link};
use stepsieve::study::{Outcome, Verdict, run};

/// The list that the page reads too.
const LIST: &str = include_str!("../www/gallery/experiments.json");
/// Shortens a run: a tenth of the usual steps, and in several dimensions as many to calibrate.
/// Smaller errors take longer.
const STEPS: &str = "&steps=6e6";
const CALIBRATION_STEPS: &str = "&calibration_steps=4e6";
/// Root mean square errors allowed for a short run, by dimension; the last of any more.
const ERRORS: [f64; 4] = [0.035, 0.05, 0.05, 0.02];

/// A section of the gallery.
#[derive(Deserialize)]
struct Section {
    experiments: Vec<Entry>,
}

/// An experiment of the gallery; where it fails on purpose, the checks that show it.
#[derive(Deserialize)]
struct Entry {
    key: String,
    link: String,
    #[serde(default)]
    shows: Vec<String>,
}

impl Entry {
    fn fails(&self) -> bool {
        !self.shows.is_empty()
    }

    fn learn(&self) -> Outcome {
        let mut link = self.link.clone();
        let experiment = self.experiment(&link);
        // In more than three dimensions the runs are short.
        if !experiment.learns_terms() {
            link += STEPS;
            if experiment.calibration.is_some() {
                link += CALIBRATION_STEPS;
            }
        }
        run(self.experiment(&link), 2, |_| {}).unwrap_or_else(|e| panic!("{}: {e}", self.key))
    }

    fn experiment(&self, link: &str) -> Experiment {
        let (link, problems) = Link::read(link);
        assert!(problems.is_empty(), "{}: {problems:?}", self.key);
        link.experiment
    }
}

fn entries() -> Vec<Entry> {
    let sections: Vec<Section> = serde_json::from_str(LIST).expect("the gallery's list");
    sections.into_iter().flat_map(|s| s.experiments).collect()
}

/// The rows of the validity report with at least this verdict.
fn doubts(outcome: &Outcome, least: Verdict) -> Vec<&str> {
    let rows = outcome.trust.iter().flat_map(|validity| &validity.rows);
    rows.filter(|row| row.verdict >= least)
        .map(|row| row.code.as_str())
        .collect()
}

fn error(outcome: &Outcome) -> f64 {
    outcome.reference.as_ref().map_or(f64::NAN, |r| r.rmse)
}

/// True if the reference was learned without any doubts.
fn has_learned(outcome: &Outcome) -> bool {
    let dimension = outcome.experiment.dimension().min(ERRORS.len());
    let allowed = ERRORS[dimension - 1];
    error(outcome) < allowed && doubts(outcome, Verdict::Fail).is_empty()
}

/// `Err` describes the disagreement with the entry's text.
fn check(entry: &Entry, outcome: &Outcome) -> Result<(), String> {
    let (doubts, failures) = (
        doubts(outcome, Verdict::Warn),
        doubts(outcome, Verdict::Fail),
    );
    let found = format!(
        "{}: {:.4}, {doubts:?}, {failures:?}",
        entry.key,
        error(outcome)
    );
    println!("{found}");
    crate::story::check(outcome).map_err(|e| format!("{}: {e}", entry.key))?;
    let is_right = if entry.fails() {
        let shown = entry
            .shows
            .iter()
            .all(|code| doubts.contains(&code.as_str()));
        shown && !failures.is_empty() && !has_learned(outcome)
    } else {
        has_learned(outcome)
    };
    if is_right { Ok(()) } else { Err(found) }
}

#[test]
fn what_is_said_to_be_learned_is_learned_and_what_is_said_to_fail_fails() {
    let entries = entries();
    assert!(entries.iter().filter(|e| !e.fails()).count() >= 14);
    assert!(entries.iter().filter(|e| e.fails()).count() >= 4);
    let wrong: Vec<String> = entries
        .iter()
        .filter_map(|entry| check(entry, &entry.learn()).err())
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn an_experiment_in_the_wrong_section_is_found() {
    let entries = entries();
    let find = |key: &str| entries.iter().find(|entry| entry.key == key).unwrap();
    let (good, bad) = (find("quartic"), find("blow_up"));
    let claimed = |entry: &Entry, shows: &[&str]| Entry {
        key: entry.key.clone(),
        link: entry.link.clone(),
        shows: shows.iter().map(ToString::to_string).collect(),
    };
    assert!(check(&claimed(good, &["divergence"]), &good.learn()).is_err());
    let outcome = bad.learn();
    assert!(check(&claimed(bad, &[]), &outcome).is_err());
    assert!(check(&claimed(bad, &["divergence"]), &outcome).is_ok());
    assert!(check(&claimed(bad, &["visits"]), &outcome).is_err());
}
