//! `stepsieve reproduce`: the paper's experiments, its surrogates and the cost of accuracy, as
//! Markdown tables.

use crate::arguments::Threads;
use crate::failure::{CODES, Failure};
use crate::number::Number;
use crate::output::{Target, placed, print, say, unprinted};
use crate::spec::linked;
use clap::Args;
use experiment::paper::{ENTRIES, Entry, FEWEST_BINS, GOALS, RECIPE_STEPS, STEPS, Way};
use experiment::{Estimator, Experiment, Fit, Kind, Problems};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Instant;
use study::{Distance, Outcome, Study, Variant, conduct};

/// Run every experiment of the paper; print the tables of docs/results.md as Markdown
#[derive(Args)]
#[command(after_help = CODES)]
pub struct Options {
    /// Write to a file instead of standard output: between its marks <!-- reproduced --> and
    /// <!-- end -->, or the whole file if it has none
    #[arg(long, value_name = "FILE")]
    markdown: Option<PathBuf>,
    #[command(flatten)]
    threads: Threads,
}

/// Mark before the generated part of a file.
const FROM: &str = "<!-- reproduced -->";

pub fn act(options: &Options) -> Result<(), Failure> {
    let file = options.markdown.as_deref().map(Target::new).transpose();
    let file = file.map_err(Failure::wrong)?;
    if let Some(file) = &file {
        placed(file, FROM, "").map_err(Failure::wrong)?;
    }
    let text = reproduce(options.threads.count(), say)?;
    match file {
        Some(file) => placed(&file, FROM, &text).and_then(|text| file.write(&text)),
        None => print(text.trim_end()).map_err(|error| unprinted(&error)),
    }
    .map_err(|why| Failure::failed([why]))
}

/// Runs all experiments; `tell` gets the title of each one as it starts.
///
/// # Errors
/// The problems of an invalid experiment.
fn reproduce(threads: usize, mut tell: impl FnMut(&str)) -> Result<String, Problems> {
    let mut learned = Vec::new();
    let mut compared = Vec::new();
    let mut scanned = Vec::new();
    for entry in ENTRIES.iter().filter(|entry| entry.runs) {
        tell(entry.title);
        let (study, seconds) = timed(linked(entry.link)?, threads)?;
        let outcome = study.outcome();
        let row = head(entry, &outcome, seconds);
        match outcome.experiment.kind {
            Kind::Learn => learned.push(row + &scores(&outcome, &study.variants())),
            Kind::Compare => compared.push(row + &distances(&outcome)),
            Kind::Scan | Kind::Auto => scanned.push(format!("{row} {} |", outcome.summary)),
        }
    }
    let mut text = String::new();
    let head = "| figure | run | the paper | here | steps | s |";
    let rule = "|---|---|---|---|---|---|";
    let table = |columns: &str, count: usize, rows: &[String]| {
        format!(
            "{head}{columns}\n{rule}{}\n{}\n",
            "---|".repeat(count),
            rows.join("\n")
        )
    };
    text.push_str("Each pair is a root mean square error and the largest error, against the reference, of one estimator of the inverse temperature with one fit to the same data: first the histogram’s spline, then the penalised likelihood. The last column is the root mean square error of the potential learned from the forces.\n\n");
    text.push_str(&table(" reference | naive, histogram | symmetric | corrected | naive, penalised | symmetric | corrected | forces |", 8, &learned));
    text.push_str("\nSurrogate dynamics: the largest difference from the original, and in brackets what chance alone makes of its two halves.\n\n");
    text.push_str(&table(
        " mean path | autocorrelation | equilibrium | fewer force evaluations |",
        4,
        &compared,
    ));
    text.push_str("\nScales found by a scan:\n\n");
    text.push_str(&table(" found |", 1, &scanned));
    text.push_str("\nThe cost of accuracy on test 1: root mean square errors after a number of steps, of our way and of the paper’s recipe (one trajectory, never restarted, `1/var(p)`, the plain logarithm of the histogram).\n\n");
    text.push_str(&costs(&ways(threads, &mut tell)?));
    Ok(text)
}

fn timed(experiment: Experiment, threads: usize) -> Result<(Study, f64), Problems> {
    let begun = Instant::now();
    let study = conduct(experiment, threads, |_| {})?;
    Ok((study, begun.elapsed().as_secs_f64()))
}

/// The columns that every row begins with.
fn head(entry: &Entry, outcome: &Outcome, seconds: f64) -> String {
    let nearest = outcome.truncations.as_ref().map(|truncations| {
        let nearest = truncations
            .all
            .iter()
            .find(|t| t.terms == truncations.nearest);
        let rmse = nearest.map_or(f64::NAN, |t| t.rmse);
        format!(
            " Of N = 0 to 4, N = {} is nearest ({:.3}).",
            truncations.nearest,
            Number(rmse)
        )
    });
    format!(
        "| {} | {} | {} | {}{} | {:.1e} | {seconds:.1} |",
        entry.figure,
        entry.title,
        entry.paper,
        entry.differs,
        nearest.unwrap_or_default(),
        outcome.steps as f64
    )
}

fn scores(outcome: &Outcome, variants: &[Variant]) -> String {
    let mut row = format!(" {} |", outcome.reference.as_ref().map_or("–", |r| &r.name));
    for fit in [Fit::HistogramSpline, Fit::PoissonSpline] {
        for estimator in [Estimator::Naive, Estimator::Symmetric, Estimator::Corrected] {
            let found = variants
                .iter()
                .find(|v| v.estimator == estimator && v.fit == Some(fit));
            let cell = found.map(|v| format!("{} / {}", short(v.rmse), short(v.max_error)));
            let _ = write!(row, " {} |", cell.as_deref().unwrap_or("–"));
        }
    }
    let forces = outcome.forces.as_ref().and_then(|forces| forces.rmse);
    let _ = write!(row, " {} |", forces.map_or("–".to_owned(), short));
    row
}

fn distances(outcome: &Outcome) -> String {
    let Some(comparison) = &outcome.comparison else {
        return String::new();
    };
    let cell = |of: fn(&Distance) -> f64| {
        let floor = comparison.floor.as_ref().map_or(f64::NAN, of);
        let each = comparison.ensembles.iter().filter_map(|e| {
            let distance = short(of(e.distance.as_ref()?));
            Some(if e.name == "third" {
                format!("truncated {distance}")
            } else {
                distance
            })
        });
        format!(
            " {} ({}) |",
            each.collect::<Vec<_>>().join("; "),
            short(floor)
        )
    };
    [
        cell(|d| d.mean),
        cell(|d| d.correlation),
        cell(|d| d.distribution),
        format!(" {:.0} times |", comparison.saving),
    ]
    .concat()
}

/// The error against the number of steps for both goals, by our method and by the paper's recipe.
fn ways(threads: usize, tell: &mut impl FnMut(&str)) -> Result<Vec<Way>, Problems> {
    let mut ways = Vec::new();
    for goal in &GOALS {
        for ours in [false, true] {
            let (link, count) = if ours {
                (goal.ours, STEPS.len())
            } else {
                (goal.recipe, RECIPE_STEPS)
            };
            tell(if ours {
                "cost, our way"
            } else {
                "cost, the paper’s recipe"
            });
            let mut points = Vec::new();
            for steps in &STEPS[..count] {
                let experiment = Experiment {
                    steps: *steps as u64,
                    ..linked(link)?
                };
                let (study, seconds) = timed(experiment, threads)?;
                let rmse = if ours {
                    study.outcome().reference.map(|r| r.rmse)
                } else {
                    let plain = study.variants().into_iter().find(|v| v.fit.is_none());
                    plain.filter(|v| v.bins >= FEWEST_BINS).map(|v| v.rmse)
                };
                points.push((*steps, seconds, rmse));
            }
            ways.push(Way {
                name: goal.name.to_owned(),
                ours,
                rmse: goal.rmse,
                points,
            });
        }
    }
    Ok(ways)
}

fn costs(ways: &[Way]) -> String {
    let mut text = "| after steps |".to_owned();
    for steps in STEPS {
        let _ = write!(text, " {steps:.1e} |");
    }
    let _ = writeln!(
        text,
        " goal | reached after |\n|---|{}",
        "---|".repeat(STEPS.len() + 2)
    );
    for way in ways {
        let whose = if way.ours { "ours" } else { "the paper’s" };
        let _ = write!(text, "| {}, {whose} |", way.name);
        for place in 0..STEPS.len() {
            let cell = way.points.get(place);
            let cell = cell.map(|p| p.2.map_or("absorbed".to_owned(), short));
            let _ = write!(text, " {} |", cell.as_deref().unwrap_or(""));
        }
        let near = |rmse: Option<f64>| rmse.is_some_and(|rmse| rmse <= way.rmse);
        let reached = way.points.iter().find(|p| near(p.2));
        let reached = reached.map_or("not reached".to_owned(), |(steps, seconds, _)| {
            format!("{steps:.1e} steps, {seconds:.2} s")
        });
        let _ = writeln!(text, " {} | {reached} |", way.rmse);
    }
    text
}

/// Two significant digits in decimal notation.
fn short(x: f64) -> String {
    if !x.is_finite() {
        return "–".to_owned();
    }
    let digits = (1.0 - libm::log10(x.abs()).floor()).clamp(0.0, 6.0) as usize;
    format!("{x:.digits$}")
}
