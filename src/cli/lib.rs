//! The command: `stepsieve run SPEC` and its siblings.
//!
//! Results go to standard output, or where an option says; everything else that is said goes to
//! standard error. Nothing that a person types, and nothing that becomes of a disk or a pipe, makes
//! it panic: it ends with one of the codes of [`Failure`] and a sentence.

mod arguments;
mod coverage;
mod failure;
mod nothing;
mod number;
mod output;
mod progress;
mod report;
mod reproduce;
mod run;
mod spec;

use arguments::printable;
use clap::Parser;
use experiment::PRESETS;
use failure::{CODES, Failure};
use output::{print, say, unprinted};
use std::io::ErrorKind;
use std::process::ExitCode;

/// Learn the effective potential of an energy with several scales
#[derive(Parser)]
#[command(name = "stepsieve", version, max_term_width = 80, after_help = CODES)]
enum Command {
    Run(run::Options),
    /// List the presets, each with its title and its energy
    Presets,
    Reproduce(reproduce::Options),
    Coverage(coverage::Options),
}

/// Reads the command line, does what it says, and tells how that ended.
pub fn main() -> ExitCode {
    let done = match Command::try_parse() {
        Ok(Command::Run(options)) => run::run(&options),
        Ok(Command::Presets) => show(&presets()),
        Ok(Command::Reproduce(options)) => reproduce::act(&options),
        Ok(Command::Coverage(options)) => coverage::act(&options),
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

/// Prints a text that costs nothing to print again: a reader that has read enough of it, such as
/// `head`, hears no complaint.
fn show(text: &str) -> Result<(), Failure> {
    print(text.trim_end()).map_err(|error| match error.kind() {
        ErrorKind::BrokenPipe => Failure::failed([]),
        _ => Failure::failed([unprinted(&error)]),
    })
}

fn presets() -> String {
    let lines: Vec<String> = PRESETS
        .iter()
        .map(|p| format!("{:<14}{}\n{:<14}{}", p.name, p.title, "", p.formula))
        .collect();
    lines.join("\n")
}
