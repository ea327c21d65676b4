//! `stepsieve run`: one experiment, and what came of it.

use crate::arguments::{Threads, shown};
use crate::failure::{CODES, Failure};
use crate::nothing::nothing;
use crate::output::{Target, print, say, unprinted};
use crate::progress::Teller;
use crate::report::report;
use crate::spec;
use clap::Args;
use experiment::{Experiment, Kind, is_fingerprint};
use export::Form;
use sampling::memory;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Instant;
use study::{Outcome, Study, conduct};

/// Run an experiment; print its outcome as JSON, and its progress on standard error
///
/// With a permalink or an outcome that says what is to come of it, the command says if it did.
#[derive(Args)]
#[command(after_help = CODES)]
pub struct Options {
    /// The name of a preset, a permalink (or what stands after its #), a file, or - for standard
    /// input; the file is an experiment in JSON, or an outcome or a learned potential, which hold
    /// the experiment that they come from
    spec: OsString,
    /// Print a few lines for people, instead of JSON
    #[arg(long)]
    summary: bool,
    /// Write to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Write the learned potential too: as data (.json), or as a function with its gradient in Rust
    /// (.rs), Python (.py) or JavaScript (.js, .mjs)
    #[arg(long, value_name = "FILE")]
    potential: Option<PathBuf>,
    #[command(flatten)]
    threads: Threads,
}

/// What the parts of an outcome's hash are of.
const HASHED: [&str; 4] = [
    "the walkers' steps",
    "the temperature and the noise",
    "the learned potential",
    "what was found beyond it",
];

pub fn run(options: &Options) -> Result<(), Failure> {
    let threads = options.threads.count();
    let out = options.out.as_deref().map(target).transpose()?;
    let potential = options.potential.as_deref().map(with_form).transpose()?;
    if let (Some(out), Some((file, _))) = (&out, &potential)
        && out.is(file)
    {
        return Err(Failure::wrong(
            "--out and --potential name the same file, which can hold one of them.",
        ));
    }
    let (experiment, expected) = spec::read(&options.spec)?;
    fits(&experiment, threads)?;
    let started = Instant::now();
    let mut teller = Teller::new();
    let study = conduct(experiment, threads, |progress| teller.tell(progress))?;
    drop(teller);
    let outcome = study.outcome();
    let nothing = nothing(&study, &outcome);
    let there_is = nothing.is_none();
    let text = if options.summary {
        let seconds = started.elapsed().as_secs_f64();
        report(&study, &outcome, seconds, nothing.as_deref())
    } else {
        serde_json::to_string_pretty(&outcome)
            .map_err(|_| Failure::failed(["The outcome cannot be written as JSON.".to_owned()]))?
    };
    let mut sentences = Vec::from_iter(nothing);
    if let Some(expected) = expected.filter(|hash| is_fingerprint(hash)) {
        sentences.extend(other_than(&expected, &outcome));
    }
    sentences.extend(deliver(&text, out.as_ref()));
    if let Some((file, form)) = potential {
        let refused = take(&study, &outcome, &file, form).err();
        // Where there is no result it goes without saying that there is no potential.
        sentences.extend(refused.filter(|_| there_is));
    }
    if sentences.is_empty() {
        Ok(())
    } else {
        Err(Failure::failed(sentences))
    }
}

fn target(file: &Path) -> Result<Target, Failure> {
    Target::new(file).map_err(Failure::wrong)
}

/// A file for a potential with what to write to it: a name that does not tell is found out
/// before the run, not after it.
fn with_form(file: &Path) -> Result<(Target, Form), Failure> {
    let form = Form::of(&file.to_string_lossy()).ok_or_else(|| {
        let (endings, file) = (Form::ENDINGS, shown(file.as_os_str()));
        Failure::wrong(format!(
            "The name of the potential's file must end in {endings}, unlike “{file}”."
        ))
    })?;
    Ok((target(file)?, form))
}

/// Refuses what the machine has no memory for, which would end the process in the middle of a run.
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
        Kind::Learn | Kind::Scan => "fewer walkers or bins",
    };
    let accuracy = experiment.accuracy.map_or(
        "",
        |_| ", or no accuracy, which takes sixteen times as many walkers",
    );
    Err(Failure::wrong(format!(
        "This experiment may need {:.1} GB of memory, more than there is. Choose {less}{accuracy}.",
        bytes as f64 / 1e9
    )))
}

/// Says so if the outcome is the expected one, and complains otherwise.
fn other_than(expected: &str, outcome: &Outcome) -> Option<String> {
    let found = outcome.hash.as_deref()?;
    if found == expected {
        say("Reproduced exactly.");
        return None;
    }
    let parts = found.split('-').zip(expected.split('-')).zip(HASHED);
    let other = parts.filter(|((found, expected), _)| found != expected);
    let mut other: Vec<&str> = other.map(|(_, what)| what).collect();
    let last = other.pop()?;
    let others = match other.as_slice() {
        [] => String::new(),
        others => format!("{} and ", others.join(", ")),
    };
    Some(format!(
        "NOT reproduced: this outcome and the one that came with the experiment differ in {others}{last}."
    ))
}

/// Brings what came of the run where it was asked for, or says why not. If a file has become
/// unwritable since that was tried, the outcome is not lost: it goes to standard output.
fn deliver(text: &str, out: Option<&Target>) -> Vec<String> {
    let refused = match out.map(|out| out.write(&format!("{text}\n"))) {
        Some(Ok(())) => return Vec::new(),
        Some(Err(why)) => Some(why),
        None => None,
    };
    match (refused, print(text)) {
        (None, Ok(())) => Vec::new(),
        (None, Err(error)) => vec![unprinted(&error)],
        (Some(why), Ok(())) => vec![format!("{why} The outcome is on standard output instead.")],
        (Some(why), Err(error)) => vec![why, unprinted(&error)],
    }
}

/// Writes the learned potential as it is taken away.
fn take(study: &Study, outcome: &Outcome, file: &Target, form: Form) -> Result<(), String> {
    if outcome.experiment.kind == Kind::Scan && study.surface().is_none() {
        return Err("The scan has learned no potential to be written: learn one at a step of your choice (kind=learn).".to_owned());
    }
    let text = study.takeaway(form);
    file.write(&text.map_err(|problems| problems.to_string())?)
}
