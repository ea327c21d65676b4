//! The stages of a study, and its progress.

use crate::{Cost, Outcome, Variant};
use dynamics::Learned;
use experiment::{Experiment, Problems};
use message::Message;
use sampling::{Job, Report};
use serde::Serialize;

/// The stages of a calibrated study and of a scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Trying many steps.
    Scan,
    /// Estimating the noise covariance.
    Calibrate,
    /// Learning the potential.
    Learn,
    /// Looking through the rows of a file, and learning from them.
    Survey,
    Regress,
    /// Comparing dynamics under it with dynamics under the original.
    Compare,
}

impl Stage {
    /// The stage’s activity, for a progress message.
    pub fn doing(self) -> &'static str {
        match self {
            Stage::Scan => "scanning",
            Stage::Calibrate => "calibrating",
            Stage::Learn => "learning",
            Stage::Survey => "looking through the rows",
            Stage::Regress => "learning from the rows",
            Stage::Compare => "comparing",
        }
    }
}

/// The progress of a study in its current stage.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct StudyProgress {
    /// The current stage.
    pub stage: Stage,
    /// Walker-steps of burn-in made in this stage, and their total.
    pub burn_in_made: u64,
    pub burn_in_total: u64,
    /// Walker-steps recorded in this stage.
    pub steps: u64,
    /// Walker-steps that this stage will record if none is dropped.
    pub total: u64,
    pub absorbed: u64,
    pub diverged: u64,
    /// True if every job of every stage has ended.
    pub complete: bool,
    /// Why there is no outcome, if the study failed.
    pub failed: Option<Message>,
}

/// The stages of one kind of study.
pub(super) trait Stages {
    fn jobs(&self) -> Vec<Job>;
    fn absorb(&mut self, report: Report) -> Result<bool, Problems>;
    fn progress(&self) -> StudyProgress;
    fn outcome(&self) -> Outcome;
    /// The learned potential so far.
    fn function(&self) -> Option<Learned>;
    fn experiment(&self) -> &Experiment;
    fn cost(&self) -> Option<Cost>;
    /// Empty unless the study learns.
    fn variants(&self) -> Vec<Variant> {
        Vec::new()
    }
}
