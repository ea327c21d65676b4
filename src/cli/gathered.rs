//! A study of which other processes do the jobs: it is repeated from their reports.

use crate::arguments::shown;
use crate::failure::Failure;
use crate::output::reason;
use crate::sealed::{Sealed, hash};
use experiment::{Experiment, table_text};
use sampling::{Job, Report};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use study::Study;

/// The end of a report's file name.
pub const REPORT: &str = "report";

/// Some jobs of a study, and all that they need.
#[derive(Serialize, Deserialize)]
pub struct Work {
    /// The experiment in JSON, with its table.
    pub experiment: String,
    pub jobs: Vec<Job>,
}

impl Sealed for Work {
    const MARK: &str = "stepsieve-job";
    const KIND: &str = "job";
}

/// The results of these jobs.
#[derive(Serialize, Deserialize)]
pub struct Done {
    /// Hash of the experiment's JSON.
    pub experiment: String,
    /// Each report with the hash of its job.
    pub reports: Vec<(String, Report)>,
    /// Computing time.
    pub seconds: f64,
}

impl Sealed for Done {
    const MARK: &str = "stepsieve-report";
    const KIND: &str = "report";
}

/// The hash that tells a job from every other of its experiment.
pub fn key(job: &Job) -> String {
    // Numbers in memory can always be written.
    hash(&postcard::to_stdvec(job).unwrap_or_default())
}

/// Reports by the hash of their experiment, then by that of their job, and the file of each.
pub struct Reports(HashMap<String, OfExperiment>);

#[derive(Default)]
struct OfExperiment {
    reports: HashMap<String, (Report, PathBuf)>,
    seconds: f64,
}

impl Reports {
    /// Reads report files; a folder stands for those in it.
    ///
    /// # Errors
    /// The first file that is torn or no report.
    pub fn read(places: &[PathBuf]) -> Result<Self, Failure> {
        let mut all = Reports(HashMap::new());
        for place in places {
            for file in files(place)? {
                let done = Done::open(&file).map_err(Failure::wrong)?;
                let known = all.0.entry(done.experiment).or_default();
                known.seconds += done.seconds;
                let named = done.reports.into_iter();
                known
                    .reports
                    .extend(named.map(|(job, report)| (job, (report, file.clone()))));
            }
        }
        Ok(all)
    }

    /// Fails if a report is left.
    pub fn all_used(&self) -> Result<(), Failure> {
        let left = self.0.values().flat_map(|of| of.reports.values());
        refuse(left, "another experiment")
    }
}

/// The report files of a place: the file itself, or those in a folder, by name.
fn files(place: &Path) -> Result<Vec<PathBuf>, Failure> {
    if !place.is_dir() {
        return Ok(vec![place.to_owned()]);
    }
    let entries = fs::read_dir(place).map_err(|e| {
        let name = shown(place.as_os_str());
        Failure::wrong(format!("“{name}” cannot be read: {}.", reason(&e)))
    })?;
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut files: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|end| end == REPORT))
        .collect();
    files.sort();
    Ok(files)
}

/// A study after the reports so far.
pub struct Gathered {
    pub study: Study,
    /// The experiment in JSON, with its table, and the hash of that.
    pub json: String,
    pub hash: String,
    /// The jobs of the current stage that have no report yet; empty if the study is complete.
    pub missing: Vec<Job>,
    /// Computing time of the reports.
    pub seconds: f64,
}

impl Gathered {
    /// Repeats a study, and takes its reports out of all.
    ///
    /// # Errors
    /// The problems of the experiment; a report of it that belongs to no job.
    pub fn new(experiment: Experiment, all: &mut Reports) -> Result<Self, Failure> {
        let mut whole = experiment.clone();
        let held = &mut whole.potential.table;
        *held = held.as_deref().and_then(table_text);
        let json = serde_json::to_string(&whole)
            .map_err(|_| Failure::wrong("The experiment cannot be written as JSON."))?;
        let hash = hash(json.as_bytes());
        let OfExperiment {
            mut reports,
            seconds,
        } = all.0.remove(&hash).unwrap_or_default();
        let mut study = Study::new(experiment)?;
        let missing = loop {
            let mut begins = false;
            let mut missing = Vec::new();
            for job in study.jobs() {
                match reports.remove(&key(&job)) {
                    Some((report, _)) => begins |= study.absorb(report)?,
                    None => missing.push(job),
                }
            }
            if !begins {
                break missing;
            }
        };
        // Until then they may belong to a later stage.
        if missing.is_empty() {
            refuse(reports.values(), "no job of this experiment")?;
        }
        Ok(Gathered {
            study,
            json,
            hash,
            missing,
            seconds,
        })
    }
}

/// Fails if a report is left.
fn refuse<'a>(
    left: impl Iterator<Item = &'a (Report, PathBuf)>,
    whose: &str,
) -> Result<(), Failure> {
    match left.map(|(_, file)| file).min() {
        None => Ok(()),
        Some(file) => Err(Failure::wrong(format!(
            "“{}” belongs to {whose}.",
            shown(file.as_os_str())
        ))),
    }
}
