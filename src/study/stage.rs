//! The stages of a study, and how far it is.

use crate::{Cost, Outcome, Variant};
use dynamics::Surface;
use experiment::{Experiment, Problems};
use sampling::{Job, Report};
use serde::Serialize;

/// The stages of Algorithm 1, and of a scan.
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
    /// Running dynamics under it beside dynamics under the original.
    Compare,
}

/// How far a study is.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct StudyProgress {
    /// What the study is at.
    pub stage: Stage,
    /// Walker-steps of burn-in made in this stage, and those that it takes.
    pub settled: u64,
    pub settling: u64,
    /// Walker-steps recorded in this stage.
    pub steps: u64,
    /// Walker-steps that will be recorded in this stage if none is dropped.
    pub total: u64,
    pub absorbed: u64,
    pub diverged: u64,
    /// True if every job of every stage has ended.
    pub complete: bool,
    /// Why there is no outcome to be had, if so.
    pub failed: Option<String>,
}

/// What a study does, whatever the dimension.
pub(super) trait Stages {
    fn jobs(&self) -> Vec<Job>;
    fn absorb(&mut self, report: Report) -> Result<bool, Problems>;
    fn progress(&self) -> StudyProgress;
    fn outcome(&self) -> Outcome;
    fn surface(&self) -> Option<Surface>;
    fn experiment(&self) -> &Experiment;
    fn cost(&self) -> Option<Cost>;
    /// Only a run that learns has data to learn from in several ways.
    fn variants(&self) -> Vec<Variant> {
        Vec::new()
    }
}
