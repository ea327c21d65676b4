//! A run without a result is no success, and nobody is shown a table of what is not a number.

use super::{Ended, SHORT, ended, folder, within};
use serde_json::Value;
use std::fs;

/// Runs an experiment that cannot have a result, as JSON and for people.
fn fruitless(link: &str, why: &str) -> (Ended, Ended) {
    let (json, summary) = (ended(["run", link]), ended(["run", link, "--summary"]));
    for told in [&json, &summary] {
        told.assert(1, why);
    }
    assert!(json.outcome()["experiment"].is_object());
    assert!(summary.out.contains(why), "{}", summary.out);
    for word in ["NaN", "inf", "Nothing has been recorded yet"] {
        assert!(!summary.out.contains(word), "{}", summary.out);
    }
    (json, summary)
}

#[test]
fn walkers_that_all_blow_up_are_no_result() {
    let link = "v=3&formula=q^2/2&step=3&steps=1e5";
    let (json, summary) = fruitless(link, "Choose a smaller step, or an energy that rises");
    let outcome = json.outcome();
    assert_eq!(outcome["steps"], 0);
    assert_eq!(outcome["inverse_temperature"]["used"], Value::Null);
    // Nothing is unknown, for nothing that was not measured is listed.
    assert!(!summary.out.contains("unknown"), "{}", summary.out);
    assert!(
        summary.out.contains("0 absorbed, 1024 diverged"),
        "{}",
        summary.out
    );
}

#[test]
fn a_noise_that_cannot_be_estimated_is_no_result() {
    let link = "v=3&formula=x^2/2%2By^2/2&step=3&steps=1e5&calibration_steps=1e5";
    fruitless(link, "The noise could not be estimated.");
}

#[test]
fn a_region_where_nobody_comes_is_no_result() {
    let link = format!("{SHORT}&lower=50&upper=51");
    let (json, _) = fruitless(&link, "No walker was ever seen inside the region");
    assert_ne!(json.outcome()["steps"], 0);
}

#[test]
fn a_comparison_without_anything_to_compare_is_no_result() {
    let compare = format!("{SHORT}&kind=compare&trajectories=128&fine_step=0.01&time=10");
    fruitless(
        &format!("{compare}&step=3"),
        "Choose a smaller step, or an energy that rises",
    );
    let why = "Every trajectory under the surrogate blew up";
    let (json, _) = fruitless(&format!("{compare}&surrogate=-q^4"), why);
    let surrogate = &json.outcome()["comparison"]["ensembles"][0];
    assert_eq!(surrogate["trajectories"], 0);
    assert_eq!(surrogate["diverged"], 128);
    let steep = "formula=q^2/2%2B0.0001*q^4%2B0.05*sin(q/0.05)&surrogate=q^2/2&compare_q_mean=9999";
    let compare = compare.replace("preset=test1", steep);
    fruitless(
        &compare,
        "Every trajectory of the original dynamics blew up",
    );
}

#[test]
fn a_scan_that_records_nothing_is_no_result_but_one_that_finds_nothing_is() {
    let scan = "v=3&kind=scan&formula=q^2/2";
    let why = "At every step of the scan the walkers blew up";
    fruitless(
        &format!("{scan}&scan_steps=1e4&scan_lower=3&scan_upper=9"),
        why,
    );
    let short = ended(["run", &format!("{scan}&scan_steps=1e4"), "--summary"]);
    assert!(
        short.out.contains("The scan is inconclusive"),
        "{}",
        short.out
    );
    let found = ended(["run", scan, "--summary"]);
    found.assert(0, "scanning");
    assert!(
        found.out.contains("No small scale was found"),
        "{}",
        found.out
    );
    assert!(!found.out.contains("unknown"), "{}", found.out);
}

#[test]
fn a_potential_that_was_not_learned_is_not_written() {
    let folder = folder("not-learned");
    fs::write(folder.join("kept.json"), "of yesterday").unwrap();
    let scan = "v=3&kind=scan&formula=q^2/2&scan_steps=1e4";
    let ran = within(&folder, &["run", scan, "--potential", "kept.json"]);
    ran.assert(1, "The scan has learned no potential");
    let blown = "v=3&formula=q^2/2&step=3&steps=1e5";
    within(&folder, &["run", blown, "--potential", "kept.json"])
        .assert(1, "Choose a smaller step, or an energy that rises");
    let kept = fs::read_to_string(folder.join("kept.json")).unwrap();
    assert_eq!(kept, "of yesterday");
}

#[test]
fn what_a_link_or_an_outcome_promises_is_held_or_not() {
    let folder = folder("promised");
    within(&folder, &["run", SHORT, "--out", "outcome.json"]).assert(0, "");
    let text = fs::read_to_string(folder.join("outcome.json")).unwrap();
    let outcome: Value = serde_json::from_str(&text).unwrap();
    let hash = outcome["hash"].as_str().unwrap();
    ended(["run", &format!("{SHORT}&outcome={hash}")]).assert(0, "Reproduced exactly.");

    let again = within(&folder, &["run", "outcome.json", "--out", "again.json"]);
    again.assert(0, "Reproduced exactly.");
    assert_eq!(fs::read_to_string(folder.join("again.json")).unwrap(), text);

    let other = format!("{}000000", &hash[..hash.len() - 6]);
    let ran = ended(["run", &format!("{SHORT}&outcome={other}")]);
    ran.assert(1, "NOT reproduced: ");
    assert!(
        ran.said.contains("differ in the further results."),
        "{}",
        ran.said
    );
    assert_eq!(ran.outcome()["hash"], outcome["hash"]);
}

#[test]
fn a_race_in_which_every_walker_is_lost_is_no_result() {
    let ran = ended(["race", "v=3&formula=-q^2&reference=q^2"]);
    ran.assert(1, "Choose a smaller step, or an energy that rises");
    assert_eq!(ran.out, "");
}

#[test]
fn a_race_without_a_reference_is_not_run() {
    let ran = ended(["race", "v=3&formula=q^2"]);
    ran.assert(2, "A race needs a reference");
}

/// How often error bars hold is unknown where nothing is learned.
#[test]
fn coverage_tells_no_number_that_is_none() {
    let ran = ended(["coverage", "--seeds", "1", "--steps", "1000"]);
    ran.assert(0, "test 1, δ = 0.5: seed 1 of 1");
    // A length of one's own replaces both of every run: a head, and each run once.
    assert_eq!(ran.out.lines().count(), 2 + 5, "{}", ran.out);
    assert!(!ran.out.contains("NaN"), "{}", ran.out);
}
