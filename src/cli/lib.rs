//! The command line interface: `stepsieve run SPEC` and its siblings.
//!
//! Results go to standard output or to the file of an option, all other messages to standard
//! error. No input and no failure of a disk or a pipe causes a panic: the command ends with a
//! message and one of the codes of [`Failure`].

mod arguments;
mod bands;
mod collect;
mod coverage;
mod energies;
mod failure;
mod fit_forces;
mod fit_report;
mod gathered;
mod jobs;
mod nothing;
mod number;
mod output;
mod pairs;
mod progress;
mod race;
mod report;
mod reproduce;
mod results;
mod run;
mod sealed;
mod settings;
mod spec;
mod sweep;
mod term_report;
mod work;

use arguments::printable;
use clap::Parser;
use experiment::PRESETS;
use failure::CODES;
use output::{say, show};
use std::process::ExitCode;

/// Learn the effective potential of an energy with several scales
#[derive(Parser)]
#[command(name = "stepsieve", version, max_term_width = 80, after_help = CODES)]
enum Command {
    Run(run::Options),
    Jobs(jobs::Options),
    Work(work::Options),
    Collect(collect::Options),
    /// List the presets, each with its title and its energy
    #[command(after_help = CODES)]
    Presets,
    Settings(settings::Options),
    Reproduce(reproduce::Options),
    Coverage(coverage::Options),
    Energies(energies::Options),
    Race(race::Options),
    FitForces(fit_forces::Options),
}

/// Runs the command line; returns the exit code.
pub fn main() -> ExitCode {
    let done = match Command::try_parse() {
        Ok(Command::Run(options)) => run::run(&options),
        Ok(Command::Jobs(options)) => jobs::act(&options),
        Ok(Command::Work(options)) => work::act(&options),
        Ok(Command::Collect(options)) => collect::act(&options),
        Ok(Command::Presets) => show(&presets()),
        Ok(Command::Settings(options)) => settings::act(&options),
        Ok(Command::Reproduce(options)) => reproduce::act(&options),
        Ok(Command::Coverage(options)) => coverage::act(&options),
        Ok(Command::Energies(options)) => energies::act(&options),
        Ok(Command::Race(options)) => race::act(&options),
        Ok(Command::FitForces(options)) => fit_forces::act(&options),
        Err(asked) if !asked.use_stderr() => show(&asked.to_string()),
        Err(wrong) => {
            say(&printable(wrong.to_string().trim_end()));
            return ExitCode::from(2);
        }
    };
    let Err(failure) = done else {
        return ExitCode::SUCCESS;
    };
    for sentence in &failure.sentences {
        say(&format!("stepsieve: {sentence}"));
    }
    ExitCode::from(failure.code)
}

fn presets() -> String {
    let lines: Vec<String> = PRESETS
        .iter()
        .map(|p| format!("{:<14}{}\n{:<14}{}", p.name, p.title, "", p.formula))
        .collect();
    lines.join("\n")
}
