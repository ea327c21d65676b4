//! The potential as the command writes it.

use super::{folder, output};
use std::process::Command;
use stepsieve::experiment::{Link, PotentialFile};
use stepsieve::export::{Language, source};
use stepsieve::study::conduct;

const LINK: &str = "preset=test1&step=0.5&steps=2e5";

fn stepsieve() -> Command {
    Command::new(env!("CARGO_BIN_EXE_stepsieve"))
}

#[test]
fn the_command_writes_the_potential_of_its_outcome() {
    let folder = folder("command");
    let written = |name: &str| {
        let file = folder.join(name);
        let mut run = stepsieve();
        run.args(["run", LINK, "--summary", "--potential"])
            .arg(&file);
        output(&mut run, "");
        std::fs::read_to_string(file).unwrap()
    };
    let study = conduct(Link::read(LINK).0.experiment, 1, |_| {}).unwrap();
    let (surface, outcome) = (study.surface().unwrap(), study.outcome());

    let file = PotentialFile::read(&written("learned.json")).unwrap();
    assert_eq!(file.potential, surface);
    let again = Link::read(&file.experiment).0.experiment;
    assert_eq!(again, outcome.experiment);

    let formula = outcome.experiment.formula_text();
    let about = format!("Experiment: {}\nV = {formula}", file.experiment);
    for (name, language) in [
        ("learned.rs", Language::Rust),
        ("learned.py", Language::Python),
        ("learned.mjs", Language::JavaScript),
        ("learned.js", Language::JavaScript),
    ] {
        assert_eq!(written(name), source(&surface, language, &about), "{name}");
    }

    // It is the potential that the outcome shows, but for what the splines leave of its noise.
    let learned = &outcome.potential;
    let counted = learned.axes[0]
        .iter()
        .zip(&learned.energy)
        .zip(&learned.standard_error);
    let mut compared = 0;
    for ((q, energy), error) in counted {
        if let (Some(energy), Some(error)) = (energy, error.filter(|e| *e < 0.2)) {
            let off = (surface.at(&[*q], &mut [0.0]) - energy).abs();
            assert!(off < 0.1 + 3.0 * error, "at {q} off by {off} ± {error}");
            compared += 1;
        }
    }
    assert!(compared > 20, "{compared} bins compared");
}

#[test]
fn a_file_name_without_a_known_ending_is_refused_before_the_run() {
    for name in ["learned.txt", "learned", "py"] {
        let refused = stepsieve()
            .current_dir(folder("refused"))
            .args(["run", "preset=test1&steps=1e15", "--potential", name])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&refused.stderr);
        assert_eq!(refused.status.code(), Some(2));
        assert!(
            said.contains("must end in .json, .rs, .py, .js or .mjs"),
            "{said}"
        );
    }
}
