//! The work of a compute worker in the learning stage in two dimensions.

use nalgebra::DMatrix;
use stepsieve::experiment::{Experiment, Link, preset};
use stepsieve::expression::LANES;
use stepsieve::sampling::{Job, Runner, Setup, WINDOW};

/// Blocks of one of two workers.
const BLOCKS: u32 = 4;

/// A worker's blocks of a preset's learning run, with the calibrated friction.
pub struct Learning(Runner);

impl Learning {
    /// The blocks at their start. Without burn-in, every window is recorded.
    ///
    /// # Panics
    /// If there is no such preset, or its noise is unknown.
    pub fn new(name: &str) -> Self {
        let (link, problems) = Link::read(&format!("preset={name}&burn_in=0&steps=1e11"));
        assert!(problems.is_empty(), "{problems:?}");
        let experiment = link.experiment;
        let jobs: Vec<Job> = Job::of(&setup(name, &experiment), 0..BLOCKS).collect();
        Learning(Runner::new(&experiment, &jobs).expect("a preset is valid"))
    }

    /// Advances every block.
    pub fn advance(&mut self, windows: u32) {
        for _ in 0..windows * BLOCKS {
            self.0.advance();
        }
    }

    /// Walker-steps in a window of all blocks.
    pub fn window() -> u32 {
        BLOCKS * (WINDOW * LANES) as u32
    }
}

/// `Γ = Z/2`.
fn setup(name: &str, experiment: &Experiment) -> Setup {
    let noise = preset(name)
        .and_then(|p| p.noise)
        .expect("the paper knows the noise of its tests");
    Setup {
        friction: DMatrix::from_fn(2, 2, |i, j| 0.5 * experiment.step * noise[i][j]),
        ..Setup::plain(2, experiment.friction(), experiment.steps)
    }
}
