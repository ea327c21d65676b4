//! `stepsieve run`: runs one experiment and writes its outcome.

use crate::arguments::{Threads, shown};
use crate::failure::{CODES, Failure};
use crate::nothing::nothing;
use crate::output::{Target, deliver, say};
use crate::progress::Teller;
use crate::report::report;
use crate::spec;
use clap::Args;
use experiment::{Experiment, Kind, is_fingerprint, table_text};
use export::Form;
use sampling::{choices, memory};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Instant;
use study::{Outcome, Study, conduct};

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
    /// Print a summary in plain text instead of JSON
    #[arg(long)]
    summary: bool,
    /// Write to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Also write the learned potential: as data (.json), or as a function with its gradient in
    /// Rust (.rs), Python (.py) or JavaScript (.js, .mjs)
    #[arg(long, value_name = "FILE")]
    potential: Option<PathBuf>,
    #[command(flatten)]
    threads: Threads,
}

/// The results behind the parts of an outcome's hash, in order.
const HASHED: [&str; 4] = [
    "the walkers' steps",
    "the temperature and the noise",
    "the learned potential",
    "the further results",
];

pub fn run(options: &Options) -> Result<(), Failure> {
    let threads = options.threads.count();
    let out = options.out.as_deref().map(Target::checked).transpose()?;
    let potential = options.potential.as_deref().map(with_form).transpose()?;
    if let (Some(out), Some((file, _))) = (&out, &potential)
        && out.is(file)
    {
        return Err(Failure::wrong(
            "--out and --potential name the same file: choose two different files.",
        ));
    }
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
    let outcome = study.outcome();
    let nothing = nothing(&study, &outcome);
    let there_is = nothing.is_none();
    let text = if options.summary {
        let seconds = started.elapsed().as_secs_f64();
        report(&study, &outcome, seconds, nothing.as_deref())
    } else {
        let mut whole = outcome.clone();
        let held = &mut whole.experiment.potential.table;
        *held = held.as_deref().and_then(table_text);
        serde_json::to_string_pretty(&whole)
            .map_err(|_| Failure::failed(["The outcome cannot be written as JSON.".to_owned()]))?
    };
    let mut sentences = Vec::from_iter(nothing);
    if let Some(expected) = expected.filter(|hash| is_fingerprint(hash)) {
        sentences.extend(other_than(&expected, &outcome));
    }
    sentences.extend(deliver(&text, out.as_ref()));
    if let Some((file, form)) = potential {
        let refused = take(&study, &outcome, &file, form).err();
        // A run without a result has no potential either: one message is enough.
        sentences.extend(refused.filter(|_| there_is));
    }
    if sentences.is_empty() {
        Ok(())
    } else {
        Err(Failure::failed(sentences))
    }
}

/// A potential's output file and its form, by the file name's ending. An unknown ending is an
/// error before the run, not after it.
fn with_form(file: &Path) -> Result<(Target, Form), Failure> {
    let form = Form::of(&file.to_string_lossy()).ok_or_else(|| {
        let (endings, file) = (Form::ENDINGS, shown(file.as_os_str()));
        Failure::wrong(format!(
            "The potential's file name must end in {endings}, but “{file}” does not."
        ))
    })?;
    Ok((Target::checked(file)?, form))
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

/// Compares the outcome's hash with the expected one; returns a message if they differ.
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
        "NOT reproduced: this outcome and the expected one differ in {others}{last}."
    ))
}

/// Writes the learned potential to its file.
fn take(study: &Study, outcome: &Outcome, file: &Target, form: Form) -> Result<(), String> {
    if outcome.experiment.kind == Kind::Scan && study.surface().is_none() {
        return Err("The scan has learned no potential to write. Learn one at a step of your choice (kind=learn).".to_owned());
    }
    let text = study.exported(form);
    file.write(&text.map_err(|problems| problems.to_string())?)
}
