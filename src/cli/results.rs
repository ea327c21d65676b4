//! The results of a study: its outcome or a summary, and the learned potential.

use crate::arguments::shown;
use crate::failure::Failure;
use crate::nothing::nothing;
use crate::output::{Target, deliver, say};
use crate::report::report;
use clap::Args;
use experiment::{Kind, is_fingerprint, table_text};
use export::Form;
use std::path::{Path, PathBuf};
use study::{Outcome, Study};

/// The options of every command that gives outcomes.
#[derive(Args)]
pub struct Results {
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
}

/// The files for the results, which can be written.
pub struct Files {
    summary: bool,
    out: Option<Target>,
    potential: Option<(Target, Form)>,
}

/// The text of a study, and what went wrong.
pub struct Told {
    text: String,
    sentences: Vec<String>,
}

/// The results behind the parts of an outcome's hash, in order.
const HASHED: [&str; 4] = [
    "the walkers' steps",
    "the temperature and the noise",
    "the learned potential",
    "the further results",
];

impl Results {
    /// Checks the files, before any computing.
    pub fn files(&self) -> Result<Files, Failure> {
        let out = self.out.as_deref().map(Target::checked).transpose()?;
        let potential = self.potential.as_deref().map(with_form).transpose()?;
        if let (Some(out), Some((file, _))) = (&out, &potential)
            && out.is(file)
        {
            return Err(Failure::wrong(
                "--out and --potential name the same file: choose two different files.",
            ));
        }
        Ok(Files {
            summary: self.summary,
            out,
            potential,
        })
    }
}

impl Files {
    pub fn has_potential(&self) -> bool {
        self.potential.is_some()
    }

    /// The text of a study that is complete after `seconds`, compared with the hash that was
    /// `expected`; writes its potential.
    pub fn told(
        &self,
        study: &Study,
        seconds: f64,
        expected: Option<String>,
    ) -> Result<Told, Failure> {
        let outcome = study.outcome();
        let nothing = nothing(study, &outcome);
        let there_is = nothing.is_none();
        let text = if self.summary {
            report(study, &outcome, seconds, nothing.as_deref())
        } else {
            let mut whole = outcome.clone();
            let held = &mut whole.experiment.potential.table;
            *held = held.as_deref().and_then(table_text);
            serde_json::to_string_pretty(&whole).map_err(|_| {
                Failure::failed(["The outcome cannot be written as JSON.".to_owned()])
            })?
        };
        let mut sentences = Vec::from_iter(nothing);
        if let Some(expected) = expected.filter(|hash| is_fingerprint(hash)) {
            sentences.extend(other_than(&expected, &outcome));
        }
        if let Some((file, form)) = &self.potential {
            let refused = take(study, &outcome, file, *form).err();
            // A run without a result has no potential either: one message is enough.
            sentences.extend(refused.filter(|_| there_is));
        }
        Ok(Told { text, sentences })
    }

    /// Writes the text of one study, or the list of `several`.
    pub fn deliver(&self, told: Vec<Told>, several: bool) -> Result<(), Failure> {
        let (mut texts, mut sentences) = (Vec::new(), Vec::new());
        for told in told {
            texts.push(told.text);
            sentences.extend(told.sentences);
        }
        let text = match (several, self.summary) {
            (true, false) => format!("[{}]", texts.join(",\n")),
            _ => texts.join("\n"),
        };
        sentences.extend(deliver(&text, self.out.as_ref()));
        match sentences.is_empty() {
            true => Ok(()),
            false => Err(Failure::failed(sentences)),
        }
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
    file.write(text.map_err(|problems| problems.to_string())?)
}
