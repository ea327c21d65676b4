//! `stepsieve jobs`: writes the next jobs of a study for other processes and machines.

use crate::arguments::{shown, whole};
use crate::failure::{CODES, Failure};
use crate::gathered::{Gathered, Reports, Work};
use crate::output::{Target, reason, say, show};
use crate::sealed::Sealed;
use crate::spec::Asked;
use clap::Args;
use sampling::Job;
use std::fs;
use std::path::PathBuf;

/// Write the next jobs of an experiment, for other processes and machines; print the names of their
/// files, one a line
///
/// Do each job with “stepsieve work” on any machine with this release, and write the jobs of the
/// next stage with all reports so far; once none is left, “stepsieve collect” gives the outcome. Its
/// hash is that of “stepsieve run”.
///
/// An experiment file is a sweep if it has a list where a setting takes one value, as in
/// "seed": [1, 2, 3], or a list of lists where it takes a list: an experiment for every combination.
#[derive(Args)]
#[command(after_help = CODES)]
pub struct Options {
    #[command(flatten)]
    asked: Asked,
    /// Name the reports so far, or folders of them
    reports: Vec<PathBuf>,
    /// Write the jobs into this folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    into: PathBuf,
    /// Set the number of blocks, of 64 walkers each, that one job moves, from 1 to 1e6
    #[arg(long, value_name = "N", default_value = "1", value_parser = |text: &str| whole(text, 1.0, 1e6))]
    blocks: u64,
}

pub fn act(options: &Options) -> Result<(), Failure> {
    let experiments = options.asked.all()?;
    fs::create_dir_all(&options.into).map_err(|e| {
        let folder = shown(options.into.as_os_str());
        Failure::wrong(format!(
            "“{folder}” is no folder to write jobs in: {}.",
            reason(&e)
        ))
    })?;
    // The same folder may hold the reports.
    let mut reports = Reports::read(&options.reports)?;
    let mut names = Vec::new();
    for (experiment, _) in experiments {
        let Gathered {
            json,
            hash,
            missing,
            ..
        } = Gathered::new(experiment, &mut reports)?;
        for jobs in missing.chunks(options.blocks as usize) {
            let file = options.into.join(format!("{hash}-{}.job", name(&jobs[0])));
            let work = Work {
                experiment: json.clone(),
                jobs: jobs.to_vec(),
            };
            let target = Target::checked(&file)?;
            let written = work.seal().and_then(|bytes| target.write(bytes));
            written.map_err(|why| Failure::failed([why]))?;
            names.push(file.display().to_string());
        }
    }
    reports.all_used()?;
    if names.is_empty() {
        say("No job is left: “stepsieve collect” gives the outcome.");
        return Ok(());
    }
    show(&names.join("\n"))
}

/// A name for a job, different from that of any other of its experiment.
fn name(job: &Job) -> String {
    let run = format!("{:?}", job.run).to_lowercase();
    let words = run.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    format!("{}-{:05}", words.join("-"), job.block)
}
