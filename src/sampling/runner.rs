//! The jobs that one worker or thread looks after.

use crate::gang::Gang;
use crate::jobs::Work;
use crate::players::{LANGEVIN, Players};
use crate::{Job, Report, SCAN, settled};
use experiment::{Experiment, Problems};

/// Several jobs advanced in turn, window by window, so that all of them are equally far.
pub struct Crew(Box<dyn Work + Send>);

impl Crew {
    /// The blocks of these jobs at their start.
    ///
    /// # Errors
    /// What is wrong with the experiment.
    pub fn new(experiment: &Experiment, jobs: &[Job]) -> Result<Self, Problems> {
        let experiment = &settled(experiment.clone())?;
        let compares = jobs.iter().any(|job| (LANGEVIN..SCAN).contains(&job.run));
        Ok(Crew(match experiment.dimension() {
            1 if compares => Box::new(Players::<1>::new(experiment, jobs)?),
            2 if compares => Box::new(Players::<2>::new(experiment, jobs)?),
            _ if compares => Box::new(Players::<3>::new(experiment, jobs)?),
            1 => Box::new(Gang::<1>::new(experiment, jobs)?),
            2 => Box::new(Gang::<2>::new(experiment, jobs)?),
            _ => Box::new(Gang::<3>::new(experiment, jobs)?),
        }))
    }

    /// Advances the next block by one window. Whether work remains.
    pub fn advance(&mut self) -> bool {
        self.0.advance()
    }

    /// Advances every block by one window. Whether work remains.
    pub fn advance_round(&mut self) -> bool {
        self.0.advance_round()
    }

    /// Says how long the last [`Crew::advance`] took, in seconds: the crew has no clock. No result
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
