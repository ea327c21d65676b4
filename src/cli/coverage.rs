//! `stepsieve coverage`: the coverage of the error bars over many seeds.

use crate::arguments::{Threads, whole};
use crate::bands::{Held, each_seed, read};
use crate::failure::{CODES, Failure};
use crate::output::{print, unprinted};
use crate::pairs::pairs;
use crate::progress::Ticker;
use clap::Args;
use experiment::{Fit, Problems};
use std::fmt::Write as _;
use study::Outcome;

/// Run experiments with many seeds each; print how often the 95 % bands cover the reference, as a
/// Markdown table
#[derive(Args)]
#[command(after_help = CODES)]
pub struct Options {
    /// Set the number of seeds, from 1 to 1e6 (default: 200; 1 of pairs)
    #[arg(long, value_name = "N", value_parser = |text: &str| whole(text, 1.0, 1e6))]
    seeds: Option<u64>,
    /// Set the recorded steps per run, from 1000 to 1e11 (default: those of the experiment)
    #[arg(long, value_name = "N", value_parser = |text: &str| whole(text, 1e3, 1e11))]
    steps: Option<u64>,
    /// Learn from the positions instead of the forces
    #[arg(long)]
    positions: bool,
    /// Run pairs of an energy and a step, at the length of the presets, with a verdict of each
    #[arg(long)]
    pairs: bool,
    #[command(flatten)]
    threads: Threads,
}

pub fn act(options: &Options) -> Result<(), Failure> {
    let seeds = options.seeds.unwrap_or(if options.pairs { 1 } else { 200 });
    let (steps, threads) = (options.steps, options.threads.count());
    let fit = match options.positions {
        true => Fit::PoissonSpline,
        false => Fit::ForceSpline,
    };
    let mut ticker = Ticker::new();
    let tell = |name: &str, seed| ticker.tell(&format!("{name}: seed {seed} of {seeds}"), false);
    let text = match options.pairs {
        true => pairs(seeds, steps, fit, threads, tell)?,
        false => coverage(seeds, steps, fit, threads, tell)?,
    };
    drop(ticker);
    print(text.trim_end()).map_err(|error| Failure::failed([unprinted(&error)]))
}

/// The runs of the coverage study: name, link, and what makes it short. In the short ones the
/// statistical error, which the error bars describe, exceeds the remaining bias of the step; in
/// those of the presets it may not.
const RUNS: [(&str, &str, &str); 5] = [
    ("test 1, δ = 0.5", "v=3&preset=test1&step=0.5", "&steps=2e6"),
    (
        "test 1, δ = 0.065",
        "v=3&preset=test1&step=0.065",
        "&steps=2e6",
    ),
    ("test 2, δ = 0.2", "v=3&preset=test2&step=0.2", "&steps=1e6"),
    (
        "test 2, δ = 0.065",
        "v=3&preset=test2&step=0.065",
        "&walkers=256&steps=1e5",
    ),
    ("test 4", "v=3&preset=test4", "&steps=4e6"),
];

/// Sums over runs: the share of bins whose band covers the reference, and the errors.
#[derive(Default)]
struct Shares {
    /// The fewest steps that a run has recorded.
    steps: Option<u64>,
    runs: f64,
    /// Sum of the share of bins that the 95 % bands cover, and of its square; and that of the bands
    /// of chance alone.
    sum: f64,
    squares: f64,
    chance: f64,
    rmse: f64,
    error: f64,
}

/// Runs every experiment with seeds 1 to `seeds`, and returns the table. `steps` replaces both its
/// short length and that of its preset.
///
/// # Errors
/// The problems of an invalid experiment.
fn coverage(
    seeds: u64,
    steps: Option<u64>,
    fit: Fit,
    threads: usize,
    mut tell: impl FnMut(&str, u64),
) -> Result<String, Problems> {
    let mut text = "| run | steps | nominal 95 % bands hold | of chance | RMSE | mean standard error |\n|---|---|---|---|---|---|\n".to_owned();
    let short = RUNS.map(|(name, link, short)| (name, format!("{link}{short}")));
    let long = RUNS.map(|(name, link, _)| (name, link.to_owned()));
    let short = short.into_iter().filter(|_| steps.is_none());
    for (name, link) in short.chain(long) {
        let experiment = read(&link, steps, fit)?;
        let mut shares = Shares::default();
        let told = |seed| tell(name, seed);
        each_seed(&experiment, seeds, threads, told, |outcome| {
            shares.add(&outcome)
        })?;
        let Shares {
            steps,
            runs,
            sum,
            squares,
            chance,
            rmse,
            error,
        } = shares;
        let _ = write!(text, "| {name} | {:.1e} |", steps.unwrap_or(0) as f64);
        if runs == 0.0 {
            // No run has learned a potential to compare with its reference.
            text.push_str(" – | – | – | – |\n");
            continue;
        }
        let mean = sum / runs;
        let spread = ((squares / runs - mean * mean).max(0.0) / runs).sqrt();
        // One run has no spread.
        let spread = match runs > 1.0 {
            true => format!(" ± {:.1}", 100.0 * spread),
            false => String::new(),
        };
        let _ = writeln!(
            text,
            " {:.1}{spread} % | {:.1} % | {:.4} | {:.4} |",
            100.0 * mean,
            100.0 * chance / runs,
            rmse / runs,
            error / runs
        );
    }
    Ok(text)
}

impl Shares {
    fn add(&mut self, outcome: &Outcome) {
        self.steps = Some(self.steps.unwrap_or(u64::MAX).min(outcome.steps));
        let Some(held) = Held::of(outcome) else {
            return;
        };
        let share = held.share;
        self.runs += 1.0;
        self.sum += share;
        self.squares += share * share;
        self.chance += held.chance;
        self.rmse += held.rmse;
        self.error += held.error;
    }
}
