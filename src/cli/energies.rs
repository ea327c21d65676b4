//! `stepsieve energies`: a list of energies, each studied automatically, against references.

use crate::arguments::{Threads, shown};
use crate::failure::{CODES, Failure};
use crate::output::{print, reason, unprinted};
use crate::progress::Ticker;
use crate::spec::of_energy;
use clap::Args;
use experiment::Experiment;
use expression::Formula;
use message::digits;
use serde::Deserialize;
use statistics::Grid;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use study::{Outcome, Scale, Verdict, conduct};

/// Run the energies of a list with every setting chosen automatically; print what was found, with its error in kT
#[derive(Args)]
#[command(after_help = CODES)]
pub struct Options {
    /// A JSON file: a list of objects with name, formula, expected and references
    file: PathBuf,
    /// Only the energies whose name contains this
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    #[command(flatten)]
    threads: Threads,
}

/// Largest error of a potential that counts as learned, in `kT`.
const LEARNED: f64 = 0.05;
/// Height above the lowest bin, in `kT`, up to which a bin counts: a fiftieth of the density there.
const COUNTED: f64 = 3.9;

/// An energy with what should be found.
#[derive(Deserialize)]
struct Energy {
    name: String,
    formula: String,
    /// `learned`, or why nothing can be.
    expected: String,
    references: Vec<Reference>,
}

#[derive(Deserialize)]
struct Reference {
    formula: String,
}

pub fn act(options: &Options) -> Result<(), Failure> {
    let wrong = |why: &str| Failure::wrong(format!("{}: {why}.", shown(options.file.as_os_str())));
    let text = fs::read_to_string(&options.file).map_err(|error| wrong(&reason(&error)))?;
    let energies: Vec<Energy> = serde_json::from_str(&text).map_err(|_| {
        wrong("a list is expected of objects with name, formula, expected and references")
    })?;
    let told = |text: &str| print(text).map_err(|error| Failure::failed([unprinted(&error)]));
    told("| energy | wanted | scales: step, verdict, error in kT | learned |\n|---|---|---|---|")?;
    let (mut wanted, mut learned, mut mistaken) = (0, 0, 0);
    let named = |energy: &&Energy| match &options.only {
        Some(part) => energy.name.contains(part.as_str()),
        None => true,
    };
    for energy in energies.iter().filter(named) {
        let mut ticker = Ticker::new();
        ticker.tell(&energy.name, true);
        let found = found(energy, options.threads.count());
        drop(ticker);
        let references = if energy.expected == "learned" {
            energy.references.len()
        } else {
            0
        };
        wanted += references;
        learned += found.learned.min(references);
        mistaken += found.wrong;
        told(&format!(
            "| {} | {} | {} | {} of {references}{} |",
            energy.name,
            energy.expected,
            found.told,
            found.learned.min(references),
            if found.wrong > 0 { ", **wrong**" } else { "" }
        ))?;
    }
    let share = 100.0 * f64::from(learned as u32) / f64::from((wanted as u32).max(1));
    told(&format!(
        "\n{learned} of {wanted} potentials are learned to {LEARNED} kT ({share:.0} %); {mistaken} pass their checks and are wrong by more."
    ))
}

/// The result for an energy.
#[derive(Default)]
struct Found {
    told: String,
    /// References that a potential is near enough to.
    learned: usize,
    /// Potentials that pass and are near no reference.
    wrong: usize,
}

fn found(energy: &Energy, threads: usize) -> Found {
    let outcome = match study(energy, threads) {
        Ok(outcome) => outcome,
        Err(failure) => {
            return Found {
                told: failure.sentences.join(" "),
                ..Found::default()
            };
        }
    };
    let references: Vec<Vec<f64>> = energy
        .references
        .iter()
        .map(|reference| values(&reference.formula, &energy.formula, &outcome))
        .collect();
    let scales = outcome.scales.as_ref().map_or(&[][..], |s| &s.scales);
    let mut found = Found::default();
    let mut near = vec![false; references.len()];
    for scale in scales {
        let errors: Vec<f64> = references.iter().map(|r| error(scale, r)).collect();
        let best = errors.iter().copied().fold(f64::INFINITY, f64::min);
        // A refused potential is not learned, however near it is.
        let refused = scale.verdict.is_none_or(|v| v == Verdict::Fail);
        // A potential counts for the reference that it is nearest to.
        for (near, error) in near.iter_mut().zip(&errors) {
            *near |= *error == best && best <= LEARNED && !refused;
        }
        let passes = scale.verdict == Some(Verdict::Pass);
        found.wrong += usize::from(passes && !references.is_empty() && best > LEARNED);
        let verdict = match scale.verdict {
            Some(Verdict::Pass) => "passes",
            Some(Verdict::Warn) => "in doubt",
            Some(Verdict::Fail) => "fails",
            None => "not learned",
        };
        let _ = write!(
            found.told,
            "{}: {verdict}, {}; ",
            digits(scale.step, 2),
            if best.is_finite() {
                digits(best, 2).text
            } else {
                "–".to_owned()
            }
        );
    }
    if scales.is_empty() {
        found.told = outcome.summary.clone();
    }
    found.learned = near.into_iter().filter(|near| *near).count();
    found
}

fn study(energy: &Energy, threads: usize) -> Result<Outcome, Failure> {
    let experiment = of_energy(Some(&energy.formula), None)?;
    Ok(conduct(experiment, threads, |_| {})?.outcome())
}

/// A reference at the bins of an outcome; empty if it cannot be evaluated.
fn values(reference: &str, energy: &str, outcome: &Outcome) -> Vec<f64> {
    let formula = Formula::parse(energy).and_then(|energy| energy.beside(reference));
    let Ok(potential) = formula.and_then(|formula| formula.compile()) else {
        return Vec::new();
    };
    let Experiment { region, bins, .. } = &outcome.experiment;
    let points = Grid::new(&region.lower, &region.upper, bins).points();
    potential.energies(&points)
}

/// Root mean square difference of a scale's potential from a reference in `kT`, without the mean,
/// over the bins up to a height.
fn error(scale: &Scale, reference: &[f64]) -> f64 {
    let temperature = scale.temperature();
    let energy = scale.energy.iter().flatten();
    let pairs: Vec<[f64; 2]> = energy
        .zip(reference)
        .filter_map(|(u, exact)| Some([(*u)? / temperature, exact / temperature]))
        .filter(|pair| pair.iter().all(|x| x.is_finite()))
        .collect();
    let lowest = pairs.iter().map(|p| p[0]).fold(f64::INFINITY, f64::min);
    let counted = pairs.iter().filter(|p| p[0] < lowest + COUNTED);
    let apart: Vec<f64> = counted.map(|[u, exact]| u - exact).collect();
    if apart.is_empty() {
        return f64::INFINITY;
    }
    let mean = apart.iter().sum::<f64>() / apart.len() as f64;
    let squares: f64 = apart.iter().map(|x| (x - mean) * (x - mean)).sum();
    (squares / apart.len() as f64).sqrt()
}
