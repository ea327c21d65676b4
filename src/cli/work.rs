//! `stepsieve work`: does one job, on any machine.

use crate::failure::{CODES, Failure};
use crate::gathered::{Done, REPORT, Work, key};
use crate::output::{Target, print_bytes, unprinted};
use crate::sealed::{Sealed, hash};
use clap::Args;
use experiment::Experiment;
use std::path::{Path, PathBuf};
use study::carry_out;

/// Do a job that “stepsieve jobs” has written, on one core; write its report
#[derive(Args)]
#[command(after_help = CODES)]
pub struct Options {
    /// Name the job's file, or - for standard input
    job: PathBuf,
    /// Write the report to this file (default: that of the job, ending in .report; standard output
    /// if the job is on standard input)
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub fn act(options: &Options) -> Result<(), Failure> {
    let beside = || (options.job != Path::new("-")).then(|| options.job.with_extension(REPORT));
    let out = options.out.clone().or_else(beside);
    let work = Work::open(&options.job).map_err(Failure::wrong)?;
    let out = out.as_deref().map(Target::checked).transpose()?;
    let experiment = Experiment::from_json(&work.experiment)?;
    let (reports, seconds) = carry_out(&experiment, &work.jobs)?;
    let done = Done {
        experiment: hash(work.experiment.as_bytes()),
        reports: work.jobs.iter().map(key).zip(reports).collect(),
        seconds,
    };
    let written = done.seal().and_then(|bytes| match out {
        Some(out) => out.write(bytes),
        None => print_bytes(&bytes).map_err(|error| unprinted(&error)),
    });
    written.map_err(|why| Failure::failed([why]))
}
