//! `stepsieve collect`: the outcome of a study whose jobs were done by other processes.

use crate::failure::Failure;
use crate::gathered::{Gathered, Reports};
use crate::results::Results;
use crate::spec::Asked;
use clap::Args;
use std::path::PathBuf;

const CODES: &str = "\
Exit codes:
  0  done
  1  no result, a result that was not reproduced, or a failure to write it
  2  an invalid command line, experiment or report
  3  no outcome yet: jobs are left";

/// Print the outcome of an experiment from the reports of its jobs, as “run” does; of a sweep a list
/// of outcomes
///
/// While jobs are left it says how many; “stepsieve jobs” with the same arguments writes them.
#[derive(Args)]
#[command(after_help = CODES)]
pub struct Options {
    #[command(flatten)]
    asked: Asked,
    /// Name all reports, or folders of them
    reports: Vec<PathBuf>,
    #[command(flatten)]
    results: Results,
}

pub fn act(options: &Options) -> Result<(), Failure> {
    let files = options.results.files()?;
    let experiments = options.asked.all()?;
    let several = experiments.len() > 1;
    if several && files.has_potential() {
        return Err(Failure::wrong(
            "A sweep learns many potentials: --potential needs a single experiment.",
        ));
    }
    let mut reports = Reports::read(&options.reports)?;
    let (mut told, mut left) = (Vec::new(), (0, ""));
    for (experiment, expected) in experiments {
        let gathered = Gathered::new(experiment, &mut reports)?;
        if gathered.missing.is_empty() {
            told.push(files.told(&gathered.study, gathered.seconds, expected)?);
        } else {
            left.0 += gathered.missing.len();
            left.1 = gathered.study.progress().stage.doing();
        }
    }
    reports.all_used()?;
    if left.0 > 0 {
        return Err(Failure {
            code: 3,
            sentences: vec![left_over(left)],
        });
    }
    files.deliver(told, several)
}

fn left_over((blocks, stage): (usize, &str)) -> String {
    let (blocks, have) = match blocks {
        1 => ("1 block".to_owned(), "has"),
        many => (format!("{many} blocks"), "have"),
    };
    format!(
        "No outcome yet, still {stage}: {blocks} {have} no report. “stepsieve jobs” with the same arguments writes the jobs."
    )
}
