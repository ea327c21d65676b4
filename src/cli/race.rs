//! `stepsieve race`: the errors of every way to an effective potential against its evaluations.

use crate::arguments::Threads;
use crate::failure::{CODES, Failure};
use crate::nothing::nothing;
use crate::output::{print, unprinted};
use crate::progress::Ticker;
use crate::spec::{self, linked};
use clap::Args;
use experiment::{Experiment, RACE_STEPS, RACES};
use message::{count, digits};
use std::ffi::OsString;
use std::fmt::Write as _;
use study::{Racer, Spent, Verdict, conduct, race};

/// Race every way to an effective potential; print its errors after more and more evaluations, as
/// Markdown tables
#[derive(Args)]
#[command(after_help = CODES)]
pub struct Options {
    /// A preset, a permalink or an experiment file with a reference, or - for standard input
    /// (default: the races of the page)
    spec: Option<OsString>,
    #[command(flatten)]
    threads: Threads,
}

pub fn act(options: &Options) -> Result<(), Failure> {
    let races: Vec<(String, Experiment)> = match &options.spec {
        Some(spec) => vec![(String::new(), spec::read(spec, None)?.0)],
        None => RACES
            .iter()
            .map(|race| Ok((format!("`{}`\n\n", race.link), linked(race.link)?)))
            .collect::<Result<_, Failure>>()?,
    };
    let mut ticker = Ticker::new();
    let mut text = String::new();
    for (head, experiment) in races {
        let (mut contests, mut fruitless, mut fails) = (Vec::new(), None, false);
        for steps in RACE_STEPS {
            let experiment = experiment.clone().racing(steps)?;
            ticker.tell(&format!("{} steps", count(steps)), false);
            let study = conduct(experiment, options.threads.count(), |_| {})?;
            let outcome = study.outcome();
            fruitless = nothing(&study, &outcome);
            fails = outcome
                .trust
                .is_some_and(|validity| validity.verdict == Verdict::Fail);
            contests.extend(outcome.baselines);
        }
        // More steps may find what fewer have not.
        if let Some(why) = fruitless {
            return Err(Failure::failed([why]));
        }
        let _ = writeln!(text, "{head}{}", table(&race(&contests)));
        if fails {
            text += "The longest run fails its validity checks.\n\n";
        }
    }
    drop(ticker);
    print(text.trim_end()).map_err(|error| Failure::failed([unprinted(&error)]))
}

/// A row for each way: its evaluations, with the errors of the energy and of the force.
fn table(racers: &[Racer]) -> String {
    let short = |x: Option<f64>| x.map_or("–".to_owned(), |x| digits(x, 2).text);
    let cell = |point: &Spent| {
        let evaluations = count(point.evaluations as f64);
        format!(
            "{evaluations}: {} / {}",
            short(point.rmse),
            short(point.force_rmse)
        )
    };
    let most = racers.iter().map(|r| r.points.len()).max().unwrap_or(0);
    let mut text = format!(
        "| way | evaluations: error of U / of the force |{}\n|---|{}\n",
        " |".repeat(most.saturating_sub(1)),
        "---|".repeat(most.max(1))
    );
    for racer in racers {
        let cells: Vec<String> = racer.points.iter().map(cell).collect();
        let rest = " |".repeat(most - cells.len());
        let _ = writeln!(text, "| {} | {} |{rest}", racer.name, cells.join(" | "));
    }
    text
}
