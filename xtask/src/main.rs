//! The project's own commands: build the page, serve it, test everything.
//!
//! `cargo xtask` lists them. A command is one line in [`COMMANDS`] and one module.

mod apt;
mod bench;
mod browser;
mod build;
mod coding;
mod debian;
mod display;
mod dist;
mod elsewhere;
mod geckodriver;
mod glue;
mod invariants;
mod npm;
mod process;
mod recipes;
mod retry;
mod serve;
mod server;
mod shot;
mod stage;
mod test;
mod types;
mod wasm_target;

use std::process::ExitCode;

use anyhow::Result;
use lexopt::{Arg, Parser};

/// A command: its name, its arguments, what it does, and the function that does it.
type Command = (
    &'static str,
    &'static str,
    &'static str,
    fn(Parser) -> Result<()>,
);

const COMMANDS: &[Command] = &[
    ("build", build::USAGE, "builds the page", build::command),
    (
        "serve",
        serve::USAGE,
        "builds and serves the page",
        serve::command,
    ),
    ("test", test::USAGE, "checks everything", test::command),
    (
        "bench",
        bench::USAGE,
        "measures the engine and the page",
        bench::command,
    ),
    (
        "recipes",
        recipes::USAGE,
        "builds documents of every kind with demos in them",
        recipes::command,
    ),
    (
        "shot",
        shot::USAGE,
        "takes a screenshot of the page",
        shot::command,
    ),
];

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let mut parser = Parser::from_env();
    let name = match parser.next()? {
        Some(Arg::Value(name)) => name.to_string_lossy().into_owned(),
        Some(Arg::Long("help") | Arg::Short('h')) | None => {
            print!("{}", usage());
            return Ok(());
        }
        Some(other) => return Err(other.unexpected().into()),
    };
    match COMMANDS.iter().find(|command| command.0 == name) {
        Some((.., action)) => action(parser),
        None => anyhow::bail!("there is no command `{name}`\n{}", usage()),
    }
}

fn usage() -> String {
    let mut text = String::from("cargo xtask COMMAND\n");
    for (name, arguments, summary, _) in COMMANDS {
        text += &format!("  {name} {arguments}\n      {summary}\n");
    }
    text
}
