//! Jobs and their results.

use crate::{RunKind, Setup};
use dynamics::{Learned, rows};
use experiment::{Experiment, Problem, Problems};
use message::{exact, say};
use nalgebra::DMatrix;
use serde::{Deserialize, Serialize};
use statistics::{BlockTally, PathTally};
use std::ops::Range;

/// A job that can run anywhere: one block of walkers of one run, from its first step to its last.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Job {
    /// The run that the job belongs to.
    pub run: RunKind,
    /// Number of the block in its run.
    pub block: u32,
    /// `M⁻¹` and `Γ` of the run, row-major.
    pub inverse_mass: Vec<f64>,
    pub friction: Vec<f64>,
    /// Walker-steps that the whole run will record.
    pub steps: u64,
    /// Step of a run of a scan; `None` for the experiment's own step.
    pub step: Option<f64>,
    /// `kT` at the start of a run of a scan, if it is not that of the experiment.
    pub temperature: Option<f64>,
    /// The learned potential, for runs that use it.
    #[cfg_attr(feature = "types", ts(type = "unknown"))]
    pub learned: Option<Learned>,
}

impl Job {
    /// One job for each of these blocks of a run.
    pub fn of(setup: &Setup, blocks: Range<u32>) -> impl Iterator<Item = Job> {
        let (inverse_mass, friction) = (rows(&setup.inverse_mass), rows(&setup.friction));
        let (run, steps) = (setup.kind, setup.steps);
        blocks.map(move |block| Job {
            run,
            block,
            inverse_mass: inverse_mass.clone(),
            friction: friction.clone(),
            steps,
            step: None,
            temperature: None,
            learned: None,
        })
    }

    /// The job's experiment: one part of the whole, in a scan.
    pub fn part(&self, experiment: &Experiment) -> Experiment {
        let friction = self
            .friction
            .first()
            .copied()
            .unwrap_or(experiment.friction());
        let part = match self.step {
            None => experiment.clone(),
            Some(step) if matches!(self.run, RunKind::ScanPoint(_)) => {
                experiment.point(step, friction, self.steps)
            }
            Some(step) => experiment.at_scale(step, friction),
        };
        match self.temperature {
            None => part,
            Some(temperature) => part.cooled(temperature),
        }
    }

    /// The job's run.
    ///
    /// # Errors
    /// If the job has another dimension than the experiment.
    pub fn setup(&self, experiment: &Experiment) -> Result<Setup, Problems> {
        let d = experiment.dimension();
        let matrix = |flat: &[f64]| {
            if flat.len() == d * d {
                return Ok(DMatrix::from_row_slice(d, d, flat));
            }
            let message = say!(
                "job-dimension",
                "A job with matrices of {found} numbers does not belong to an experiment in dimension {dimension}, whose matrices have {expected}.",
                found = exact(flat.len() as f64),
                dimension = exact(d as f64),
                expected = exact((d * d) as f64)
            );
            Err(Problems(vec![Problem::new("job", message)]))
        };
        Ok(Setup {
            kind: self.run,
            inverse_mass: matrix(&self.inverse_mass)?,
            friction: matrix(&self.friction)?,
            steps: self.steps,
        })
    }
}

/// The result of a job so far. A later report of a job replaces an earlier one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The run that the job belongs to.
    pub run: RunKind,
    pub result: JobResult,
    /// Computing time in seconds; zero if it was not measured.
    pub seconds: f64,
}

/// The result of a block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum JobResult {
    /// Walkers that learn or calibrate, so far.
    Walkers(BlockTally),
    /// Trajectories that have not ended, after a number of walker-steps.
    Underway { block: u32, steps: u64 },
    /// Trajectories of an ensemble.
    Path(PathTally),
    /// Trajectories of a portrait.
    Portrait(Portrait),
}

/// Hamiltonian trajectories, sampled at equal times.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Portrait {
    /// Indexed by start, coordinate, time.
    pub positions: Vec<Vec<Vec<f64>>>,
    pub momenta: Vec<Vec<Vec<f64>>>,
    /// The largest change of the energy at any sample, for each start.
    pub energy_error: Vec<f64>,
}

/// Interface of a runner, whatever the dimension.
pub(crate) trait Work {
    fn advance(&mut self) -> bool;
    fn advance_round(&mut self) -> bool;
    fn steps(&self) -> u64;
    /// Attributes this computing time to the block advanced last.
    fn charge(&mut self, _seconds: f64) {}
    fn reports(&self) -> Vec<Report>;
}
