//! `stepsieve run`: runs one experiment and writes its outcome.

use crate::arguments::Threads;
use crate::failure::{CODES, Failure};
use crate::output::say;
use crate::progress::Teller;
use crate::results::Results;
use crate::spec;
use clap::Args;
use experiment::{Experiment, Kind};
use sampling::{choices, memory};
use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Instant;
use study::conduct;

/// Run an experiment; print its outcome as JSON, and its progress on standard error
///
/// If the permalink or the file contains the hash of an outcome, the command checks that the run
/// reproduces it.
///
/// “stepsieve settings” lists the settings of a permalink or a file. Begin a permalink with v=3, as
/// in run "v=3&preset=test1&step=0.5": without a version it keeps the estimators of version 1.
#[derive(Args)]
#[command(after_help = CODES)]
pub struct Options {
    /// Name a preset, a permalink (or its part after #), a file, or - for standard input; the file
    /// is an experiment, an outcome or a learned potential in JSON, of which the latter two contain
    /// their experiment
    #[arg(required_unless_present_any = ["formula", "table"])]
    spec: Option<OsString>,
    /// Study an energy automatically instead: region, temperature, scales, and a potential for each
    #[arg(
        long,
        value_name = "TEXT",
        conflicts_with = "spec",
        allow_hyphen_values = true
    )]
    formula: Option<String>,
    /// Name the file of the table that the formula calls as table(q) or table(x, y): CSV, a grid of
    /// PLUMED, .xvg of GROMACS, a pair table of LAMMPS, or .npy; alone, it is the energy itself
    #[arg(long, value_name = "FILE")]
    table: Option<PathBuf>,
    #[command(flatten)]
    results: Results,
    #[command(flatten)]
    threads: Threads,
}

pub fn run(options: &Options) -> Result<(), Failure> {
    let threads = options.threads.count();
    let files = options.results.files()?;
    let table = options.table.as_deref().map(spec::table).transpose()?;
    let (experiment, expected) = match &options.spec {
        Some(spec) => spec::read(spec, table.as_ref())?,
        None => (spec::of_energy(options.formula.as_deref(), table)?, None),
    };
    if options.table.is_some() && experiment.potential.table.is_none() {
        return Err(Failure::wrong(
            "The formula does not call the table: write table(q) or table(x, y) where its value belongs.",
        ));
    }
    fits(&experiment, threads)?;
    let started = Instant::now();
    for choice in choices(&experiment)? {
        say(&choice.said.text);
    }
    let mut teller = Teller::new();
    let study = conduct(experiment, threads, |progress| teller.tell(progress))?;
    drop(teller);
    let told = files.told(&study, started.elapsed().as_secs_f64(), expected)?;
    files.deliver(vec![told], false)
}

/// Refuses an experiment that needs more memory than the machine has: the run would abort.
fn fits(experiment: &Experiment, threads: usize) -> Result<(), Failure> {
    let bytes = memory(experiment, threads)?;
    if Vec::<u8>::new()
        .try_reserve_exact(usize::try_from(bytes).unwrap_or(usize::MAX))
        .is_ok()
    {
        return Ok(());
    }
    let less = match experiment.kind {
        Kind::Compare => "fewer walkers, bins or trajectories, or a shorter time",
        Kind::Learn | Kind::Scan | Kind::Auto => "fewer walkers or bins",
    };
    let accuracy = experiment.accuracy.map_or(
        "",
        |_| ", or set no accuracy, which needs sixteen times as many walkers",
    );
    Err(Failure::wrong(format!(
        "This experiment may need {:.1} GB of memory, more than is available. Choose {less}{accuracy}.",
        bytes as f64 / 1e9
    )))
}
