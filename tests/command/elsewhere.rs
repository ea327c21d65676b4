//! Jobs done by other processes: the outcome is that of one machine, and no wrong file is taken.

use super::{Ended, SHORT, ended, fed, folder, stepsieve, within};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// Writes the next jobs of an experiment; returns their files.
fn jobs(folder: &Path, spec: &str, blocks: &str) -> Vec<String> {
    let words = ["jobs", spec, "w", "--into", "w", "--blocks", blocks];
    let written = within(folder, &words);
    written.assert(0, "");
    written.out.lines().map(str::to_owned).collect()
}

/// Does all jobs of all stages, of each stage the last one first; returns the number of stages.
fn done(folder: &Path, spec: &str, blocks: &str) -> usize {
    for stage in 0.. {
        let mut files = jobs(folder, spec, blocks);
        if files.is_empty() {
            return stage;
        }
        within(folder, &["collect", spec, "w"]).assert(3, "No outcome yet");
        files.reverse();
        for file in files {
            within(folder, &["work", &file]).assert(0, "");
        }
    }
    unreachable!()
}

/// Asserts that an experiment has the outcome of one machine, after at least so many stages.
fn assert_same(name: &str, spec: &str, blocks: &str, stages: usize) {
    let folder = folder(name);
    let made = done(&folder, spec, blocks);
    assert!(made >= stages, "{made} stages");
    let collected = within(&folder, &["collect", spec, "w"]);
    let usual = ended(["run", spec]);
    let (found, expected) = (collected.outcome(), usual.outcome());
    assert!(expected["hash"].is_string(), "{expected}");
    assert_eq!(found["hash"], expected["hash"]);
    // Computing times are not of the outcome, so that all of it is the same.
    assert_eq!(found, expected);
}

#[test]
fn a_learning_run_has_the_bits_of_one_machine() {
    assert_same("jobs-learn", SHORT, "1", 1);
}

#[test]
fn rounds_until_an_accuracy_have_the_bits_of_one_machine() {
    let link = "v=3&preset=test1&step=0.5&steps=4e6&accuracy=0.01";
    assert_same("jobs-accuracy", link, "1", 2);
}

#[test]
fn a_scan_has_the_bits_of_one_machine() {
    let link = "v=3&kind=scan&preset=test1&scan_steps=3e5&steps=1e6";
    assert_same("jobs-scan", link, "2", 3);
}

#[test]
fn an_automatic_study_has_the_bits_of_one_machine() {
    let link = "v=3&kind=auto&formula=q^2/2 + 0.02*sin(q/0.02)";
    assert_same("jobs-auto", link, "2", 3);
}

#[test]
fn an_automatic_study_in_two_dimensions_has_the_bits_of_one_machine() {
    let energy = "x^2/2 + y^2/2 + 0.05*sin(x/0.05) + 0.05*sin(y/0.05)";
    let scan = "scan_points=12&scan_lower=0.5&scan_upper=1.2&refine=0&scan_steps=5e5";
    let link = format!("v=3&kind=auto&formula={energy}&{scan}");
    assert_same("jobs-auto-2d", &link, "4", 3);
}

#[test]
fn a_calibrated_comparison_has_the_bits_of_one_machine() {
    let link = "v=3&kind=compare&preset=test4&steps=1e5&calibration_steps=1e5&trajectories=128&fine_step=0.01&time=5";
    assert_same("jobs-compare", link, "1", 3);
}

#[test]
fn a_job_may_come_and_go_through_pipes() {
    let folder = folder("jobs-pipes");
    let files = jobs_of(&folder, SHORT, "w");
    within(&folder, &["work", &files[0]]).assert(0, "");
    let mut command = stepsieve();
    let job = fs::File::open(folder.join(&files[0])).unwrap();
    let piped = command.args(["work", "-"]).stdin(job).output().unwrap();
    assert!(piped.status.success());
    // Only the computing time differs.
    let report = fs::read(folder.join(&files[0]).with_extension("report")).unwrap();
    assert_eq!(piped.stdout.len(), report.len());
    fs::write(folder.join("w/a.report"), piped.stdout).unwrap();
    let left = within(&folder, &["jobs", SHORT, "w/a.report", "--into", "w"]);
    assert_eq!(left.out.lines().count(), files.len() - 1);
    fed(b"", &["work", "-"]).assert(2, "Standard input is not a job of Stepsieve.");
}

/// The files of the first jobs of an experiment.
fn jobs_of(folder: &Path, spec: &str, into: &str) -> Vec<String> {
    let written = within(folder, &["jobs", spec, "--into", into]);
    written.assert(0, "");
    written.out.lines().map(str::to_owned).collect()
}

#[test]
fn a_wrong_file_is_refused_by_its_name() {
    let folder = folder("jobs-refused");
    let files = jobs_of(&folder, SHORT, "w");
    let (first, second) = (&files[0], &files[1]);
    within(&folder, &["work", first]).assert(0, "");
    let name = first.replace(".job", ".report");
    let report = fs::read(folder.join(&name)).unwrap();
    let refused = |bytes: &[u8], said: &str| {
        fs::write(folder.join("bad.report"), bytes).unwrap();
        for command in ["collect", "jobs"] {
            let ran: Ended = within(&folder, &[command, SHORT, &name, "bad.report"]);
            ran.assert(2, said);
            assert_eq!(ran.said.lines().count(), 1, "{}", ran.said);
            assert!(ran.out.is_empty());
        }
    };
    refused(b"", "“bad.report” is not a report of Stepsieve.");
    refused(b"{}", "“bad.report” is not a report of Stepsieve.");
    refused(&[0; 999], "“bad.report” is not a report of Stepsieve.");
    let job = fs::read(folder.join(second)).unwrap();
    refused(&job, "“bad.report” is not a report of Stepsieve.");
    for cut in [report.len() - 1, report.len() / 2] {
        refused(&report[..cut], "“bad.report” is torn: it has ");
    }
    refused(&report[..25], "“bad.report” is torn: its first line is not");
    refused(
        &[&report[..], b"+"].concat(),
        "“bad.report” is torn: it has more than ",
    );
    let mut damaged = report.clone();
    *damaged.last_mut().unwrap() ^= 1;
    refused(&damaged, "“bad.report” is damaged: ");
    let line_end = report.iter().position(|byte| *byte == b'\n').unwrap();
    let line = str::from_utf8(&report[..line_end]).unwrap();
    let other = line.replace(env!("CARGO_PKG_VERSION"), "99.0.0");
    refused(
        other.as_bytes(),
        "“bad.report” was written by release 99.0.0 of",
    );

    // A good report, but not of this experiment.
    let seeded = jobs_of(&folder, &format!("{SHORT}&seed=9"), "other");
    within(&folder, &["work", &seeded[0]]).assert(0, "");
    let foreign = fs::read(folder.join(seeded[0].replace(".job", ".report"))).unwrap();
    refused(&foreign, "“bad.report” belongs to another experiment.");
    within(&folder, &["work", "bad.report"]).assert(2, "“bad.report” is not a job of Stepsieve.");
    within(&folder, &["work", "none.job"]).assert(2, "“none.job” cannot be read: there is no such");
    within(&folder, &["collect", SHORT, &name]).assert(3, "still learning: ");
}

#[test]
fn a_sweep_is_many_experiments() {
    let folder = folder("jobs-sweep");
    let sweep = r#"{ "version": 3, "potential": { "preset": "test1" }, "step": [0.5, 0.6],
        "steps": 1e5, "seed": [1, 2] }"#;
    fs::write(folder.join("sweep.json"), sweep).unwrap();
    within(&folder, &["run", "sweep.json"]).assert(2, "“sweep.json” is a sweep of 4 experiments.");
    assert_eq!(done(&folder, "sweep.json", "99"), 1);
    let collected = within(&folder, &["collect", "sweep.json", "w"]);
    let Value::Array(outcomes) = collected.outcome() else {
        panic!("no list: {}", collected.out)
    };
    let hashes: Vec<Value> = outcomes.into_iter().map(|mut o| o["hash"].take()).collect();
    let run = |step: f64, seed: u32| {
        let link = format!("v=3&preset=test1&step={step}&steps=1e5&seed={seed}");
        ended(["run", &link]).outcome()["hash"].take()
    };
    assert_eq!(hashes, [run(0.5, 1), run(0.5, 2), run(0.6, 1), run(0.6, 2)]);

    let words = ["collect", "sweep.json", "w", "--potential", "a.json"];
    within(&folder, &words).assert(2, "A sweep learns many potentials");
    let twice = sweep.replace("[1, 2]", "[1, 1]");
    let said = "Two experiments of the sweep “-” are the same";
    fed(twice.as_bytes(), &["jobs", "-"]).assert(2, said);
    let bad = sweep.replace("[1, 2]", "[]");
    fed(bad.as_bytes(), &["jobs", "-"]).assert(2, "The list of seed is empty.");
}
