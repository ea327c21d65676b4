//! The jobs that one worker or thread looks after.

use crate::comparison_runner::ComparisonRunner;
use crate::jobs::Work;
use crate::learning_runner::LearningRunner;
use crate::{Job, Report, resolved};
use experiment::{Experiment, Problems};

/// Several jobs advanced in turn, window by window, so that all of them are equally far.
pub struct Runner(Box<dyn Work + Send>);

impl Runner {
    /// The blocks of these jobs at their start.
    ///
    /// # Errors
    /// What is wrong with the experiment.
    pub fn new(experiment: &Experiment, jobs: &[Job]) -> Result<Self, Problems> {
        let experiment = &resolved(experiment.clone())?;
        let compares = jobs.iter().any(|job| job.run.compares());
        Ok(Runner(match experiment.dimension() {
            1 if compares => Box::new(ComparisonRunner::<1>::new(experiment, jobs)?),
            2 if compares => Box::new(ComparisonRunner::<2>::new(experiment, jobs)?),
            _ if compares => Box::new(ComparisonRunner::<3>::new(experiment, jobs)?),
            1 => Box::new(LearningRunner::<1>::new(experiment, jobs)?),
            2 => Box::new(LearningRunner::<2>::new(experiment, jobs)?),
            _ => Box::new(LearningRunner::<3>::new(experiment, jobs)?),
        }))
    }

    /// Advances the next block by one window. Returns true if work remains.
    pub fn advance(&mut self) -> bool {
        self.0.advance()
    }

    /// Advances every block by one window. Returns true if work remains.
    pub fn advance_round(&mut self) -> bool {
        self.0.advance_round()
    }

    /// Says how long the last [`Runner::advance`] took, in seconds: the runner has no clock. No result
    /// depends on it.
    pub fn charge(&mut self, seconds: f64) {
        self.0.charge(seconds);
    }

    /// Walker-steps recorded by these jobs.
    pub fn steps(&self) -> u64 {
        self.0.steps()
    }

    /// What each job has come to so far.
    pub fn reports(&self) -> Vec<Report> {
        self.0.reports()
    }
}
