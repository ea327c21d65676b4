//! The project's development commands: build the page, serve it, test everything.
//!
//! `cargo xtask` lists them. A command is one variant of [`Command`] and one module.

mod apt;
mod bench;
mod browser;
mod build;
mod cluster;
mod coding;
mod debian;
mod display;
mod dist;
mod elsewhere;
mod energies;
mod geckodriver;
mod glue;
mod invariants;
mod lines;
mod npm;
mod package;
mod packaged;
mod process;
mod python;
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

use clap::Parser;

/// Run a development command of the project
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
enum Command {
    /// Build the page
    Build(build::Options),
    /// Build the page and serve it
    Serve(serve::Options),
    /// Check everything
    Test(test::Options),
    /// Measure the engine and the page
    Bench,
    /// Run the energies of the literature with automatic settings, against references
    Energies(energies::Options),
    /// Count the tree's lines, tests separately
    Lines,
    /// Build documents of every kind with embedded demos
    Recipes,
    /// Make the npm package
    Package(package::Options),
    /// Take a screenshot of the built page
    Shot(shot::Options),
}

fn main() -> ExitCode {
    let done = match Command::parse() {
        Command::Build(options) => build::command(&options),
        Command::Serve(options) => serve::command(options),
        Command::Test(options) => test::command(&options),
        Command::Bench => bench::command(),
        Command::Energies(options) => energies::command(&options),
        Command::Lines => lines::command(),
        Command::Recipes => recipes::command(),
        Command::Package(options) => package::command(&options),
        Command::Shot(options) => shot::command(&options),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
