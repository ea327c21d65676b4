//! The command: `stepsieve run SPEC` and its siblings.
//!
//! Results go to standard output, or where an option says; everything else that is said goes to
//! standard error. Nothing that a person types, and nothing that becomes of a disk or a pipe, makes
//! it panic: it ends with one of the codes of [`Failure`] and a sentence.

mod arguments;
mod coverage;
mod failure;
mod help;
mod nothing;
mod number;
mod output;
mod progress;
mod report;
mod reproduce;
mod run;
mod spec;

use arguments::{Asked, Command};
use experiment::PRESETS;
use failure::Failure;
use output::{print, say, unprinted};
use std::io::ErrorKind;
use std::process::ExitCode;

/// The commands, in the order in which help lists them.
const COMMANDS: &[Command] = &[
    run::COMMAND,
    Command {
        name: "presets",
        operands: "",
        about: "lists the presets",
        help: "Lists the names of the presets, each with its title and its energy.",
        options: &[],
        act: |words| {
            words.nothing_alone()?;
            show(&presets())
        },
    },
    reproduce::COMMAND,
    coverage::COMMAND,
];

/// Reads the command line, does what it says, and tells how that ended.
pub fn main() -> ExitCode {
    let done = match arguments::read(COMMANDS, std::env::args_os().skip(1)) {
        Ok(Asked::Act(command, words)) => (command.act)(&words),
        Ok(Asked::Help(command)) => show(&help::help(COMMANDS, command)),
        Ok(Asked::Version) => show(concat!("stepsieve ", env!("CARGO_PKG_VERSION"))),
        Err(failure) => Err(failure),
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
