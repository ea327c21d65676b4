//! The potential as the command writes it.

use super::{folder, output};
use std::process::Command;
use stepsieve::experiment::{Link, PotentialFile};
use stepsieve::export::{Language, Splines, source};
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
        assert_eq!(
            written(name),
            source(&Splines::from(&surface), language, &about),
            "{name}"
        );
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

/// In four variables it is a sum, in every form.
#[test]
fn the_command_writes_a_sum_of_terms() {
    const CHAIN: &str = "v=3&formula=sum(i,1,4,(x[i]^2-1)^2/4) %2B sum(i,1,3,(x[i]-x[i%2B1])^2/4) %2B 0.001*sum(i,1,4,sin(x[i]/0.001))&steps=2e5";
    let folder = folder("sum");
    let file = |name: &str| folder.join(name);
    for name in ["sum.json", "sum.py"] {
        let mut run = stepsieve();
        run.args(["run", CHAIN, "--summary", "--potential"])
            .arg(file(name));
        output(&mut run, "");
    }
    let text = std::fs::read_to_string(file("sum.json")).unwrap();
    let written: serde_json::Value = serde_json::from_str(&text).unwrap();
    let terms = written["potential"]["terms"].as_array().unwrap();
    let axes: Vec<String> = terms.iter().map(|t| t["axes"].to_string()).collect();
    assert_eq!(
        axes,
        ["[0]", "[1]", "[2]", "[3]", "[0,1]", "[1,2]", "[2,3]"]
    );
    let hops = "import sum as s\n\
        for i in range(4):\n    \
            q = [1.0] * 4\n    \
            q[i] = -1.0\n    \
            print(s.energy(q) - s.energy([1.0] * 4))\n\
        print(s.energy([9.0] * 4))\n";
    std::fs::write(file("hops.py"), hops).unwrap();
    let mut python = Command::new("python3");
    python.current_dir(&folder).args(["-B", "hops.py"]);
    let said = output(&mut python, "Install python3.");
    let numbers: Vec<f64> = said.lines().map(|line| line.parse().unwrap()).collect();
    // One bead in the other well stretches its springs by 2: by 1 each. This run is off by 0.002.
    for (found, exact) in numbers.iter().zip([1.0, 2.0, 2.0, 1.0]) {
        assert!((found - exact).abs() < 0.02, "{numbers:?}");
    }
    // Walkers do not get there; springs hold them.
    assert!(numbers[4].is_finite() && numbers[4] > 10.0, "{numbers:?}");
    // Dynamics under a sum are no comparison yet.
    let refused = stepsieve::experiment::PotentialFile::read(&text).unwrap_err();
    assert!(
        refused.to_string().contains("1 to 3 variables"),
        "{refused}"
    );
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
