//! `stepsieve coverage --pairs`: error, bands and verdict of many pairs of an energy and a step.

use crate::bands::{Held, NOMINAL, each_seed, read};
use experiment::{Fit, Problems};
use serde_json::Value;
use std::fmt::Write as _;
use study::Verdict;

/// Pairs of the paper's energies, and of one in which ripples of half a step's kick leave a hundred
/// spurious ones in the density of the walkers.
const PAIRS: [(&str, &str); 19] = [
    ("test 1, δ = 0.3", "v=3&preset=test1&step=0.3"),
    ("test 1, δ = 0.35", "v=3&preset=test1&step=0.35"),
    ("test 1, δ = 0.38", "v=3&preset=test1&step=0.38"),
    ("test 1, δ = 0.42", "v=3&preset=test1&step=0.42"),
    ("test 1, δ = 0.45", "v=3&preset=test1&step=0.45"),
    ("test 1, δ = 0.5", "v=3&preset=test1&step=0.5"),
    ("test 1, δ = 0.6", "v=3&preset=test1&step=0.6"),
    ("test 1, δ = 0.065", "v=3&preset=test1&step=0.065"),
    ("test 1, δ = 0.09", "v=3&preset=test1&step=0.09"),
    ("test 2, δ = 0.2", "v=3&preset=test2&step=0.2"),
    ("test 2, δ = 0.25", "v=3&preset=test2&step=0.25"),
    ("test 2, δ = 0.3", "v=3&preset=test2&step=0.3"),
    ("test 2, δ = 0.065", "v=3&preset=test2&step=0.065"),
    ("three scales, δ = 0.7", "v=3&preset=three-scales&step=0.7"),
    ("test 4", "v=3&preset=test4"),
    ("test 5, δ = 0.03", "v=3&preset=test5&step=0.03"),
    ("test 5, δ = 0.05163", "v=3&preset=test5&step=0.05163"),
    (
        "double well, δ = 0.2",
        "v=3&formula=q^4/4 - q^2/2 + 0.02*cos(q/0.01)&reference=q^4/4 - q^2/2&step=0.2&friction=0.1",
    ),
    (
        "double well, δ = 0.3",
        "v=3&formula=q^4/4 - q^2/2 + 0.02*cos(q/0.01)&reference=q^4/4 - q^2/2&step=0.3&friction=1",
    ),
];

/// The gallery's experiments, whose last section fails on purpose.
const GALLERY: &str = include_str!("../../www/gallery/experiments.json");

/// Name and link of every pair.
fn all() -> Vec<(String, String)> {
    let sections: Vec<Value> = serde_json::from_str(GALLERY).unwrap_or_default();
    let fails = |section: &Value| section["key"] == "fails";
    let sections = sections.iter().filter(|section| !fails(section));
    let entries = sections.filter_map(|section| section["experiments"].as_array());
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let gallery = entries
        .flatten()
        .map(|entry| (text(&entry["key"]), text(&entry["link"])));
    let own = PAIRS
        .iter()
        .map(|(name, link)| ((*name).to_owned(), (*link).to_owned()));
    own.chain(gallery).collect()
}

/// Runs every pair with seeds 1 to `seeds` and returns a table: verdict, share of the bins whose 95 %
/// band holds the reference, root mean square error, and half-width of the band in its units; the
/// last line has the means over the pairs.
///
/// # Errors
/// The problems of an invalid experiment.
pub fn pairs(
    seeds: u64,
    steps: Option<u64>,
    fit: Fit,
    threads: usize,
    mut tell: impl FnMut(&str, u64),
) -> Result<String, Problems> {
    let mut text =
        "| pair | checks | bands hold | RMSE | half-width / RMSE |\n|---|---|---|---|---|\n"
            .to_owned();
    let (mut runs, mut failed, mut count, mut held, mut wide) = (0, 0, 0.0, 0.0, 0.0);
    for (name, link) in all() {
        let experiment = read(&link, steps, fit)?;
        each_seed(
            &experiment,
            seeds,
            threads,
            |seed| tell(&name, seed),
            |outcome| {
                let verdict = outcome.trust.as_ref().map(|validity| validity.verdict);
                let checks = match verdict {
                    Some(Verdict::Pass) => "hold",
                    Some(Verdict::Warn) => "in doubt",
                    _ => "fail",
                };
                runs += 1;
                failed += u32::from(checks == "fail");
                let Some(Held {
                    share, error, rmse, ..
                }) = Held::of(&outcome)
                else {
                    let _ = writeln!(text, "| {name} | {checks} | – | – | – |");
                    return;
                };
                let ratio = NOMINAL * error / rmse;
                count += 1.0;
                held += share;
                wide += ratio;
                let share = 100.0 * share;
                let _ = writeln!(
                    text,
                    "| {name} | {checks} | {share:.0} % | {rmse:.4} | {ratio:.1} |"
                );
            },
        )?;
    }
    if count > 0.0 {
        let (held, wide) = (100.0 * held / count, wide / count);
        let checks = checked(failed, runs);
        let _ = writeln!(text, "| **mean** | {checks} | {held:.0} % | | {wide:.1} |");
    }
    Ok(text)
}

/// Number of runs that fail a check.
fn checked(failed: u32, runs: u32) -> String {
    match failed {
        0 => "no pair fails a check".to_owned(),
        failed => format!("{failed} of {runs} runs fail a check"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Fit, all, checked, read};

    #[test]
    fn the_last_line_counts_the_runs_that_fail_a_check() {
        assert_eq!(checked(0, 38), "no pair fails a check");
        assert_eq!(checked(2, 38), "2 of 38 runs fail a check");
    }

    #[test]
    fn every_pair_is_an_experiment_with_a_reference() {
        let pairs = all();
        assert!(pairs.len() > 30, "{} pairs", pairs.len());
        for (name, link) in &pairs {
            let experiment = read(link, Some(5000), Fit::ForceSpline).unwrap();
            assert!(experiment.reference_formula().unwrap().is_some(), "{name}");
            assert_eq!(experiment.steps, 5000);
        }
    }
}
