//! Runs the jobs of one worker or thread.

use crate::comparison_runner::ComparisonRunner;
use crate::jobs::Work;
use crate::learning_runner::LearningRunner;
use crate::{Job, Report, resolved};
use experiment::{Experiment, Problems};

/// Several jobs advanced in turn, window by window; all progress equally.
pub struct Runner(Box<dyn Work + Send>);

impl Runner {
    /// The blocks of these jobs at their start.
    ///
    /// # Errors
    /// If the experiment is invalid.
    pub fn new(experiment: &Experiment, jobs: &[Job]) -> Result<Self, Problems> {
        let experiment = &resolved(experiment.clone())?;
        let compares = jobs.iter().any(|job| job.run.compares());
        Ok(Runner(if compares {
            Box::new(ComparisonRunner::new(experiment, jobs)?)
        } else {
            Box::new(LearningRunner::new(experiment, jobs)?)
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

    /// Reports the time in seconds that the last [`Runner::advance`] took: the runner has no clock.
    /// No result depends on it.
    pub fn charge(&mut self, seconds: f64) {
        self.0.charge(seconds);
    }

    /// Walker-steps recorded by these jobs.
    pub fn steps(&self) -> u64 {
        self.0.steps()
    }

    /// The result of each job so far.
    pub fn reports(&self) -> Vec<Report> {
        self.0.reports()
    }
}
