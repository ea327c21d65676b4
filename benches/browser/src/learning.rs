//! The work of a worker while a study in two dimensions learns.

use nalgebra::SMatrix;
use stepsieve::experiment::{Experiment, Link, preset};
use stepsieve::expression::LANES;
use stepsieve::sampling::{Job, Runner, Setup, WINDOW};

/// Blocks that one of two workers looks after.
const BLOCKS: u32 = 4;

/// A worker's blocks of the learning run of a preset, its friction as calibration would have it.
pub struct Learning(Runner);

impl Learning {
    /// The blocks at their start. There is no burn-in, so that every window is recorded.
    ///
    /// # Panics
    /// If the preset is none, or its noise is not known.
    pub fn new(name: &str) -> Self {
        let (link, problems) = Link::read(&format!("preset={name}&burn_in=0&steps=1e11"));
        assert!(problems.is_empty(), "{problems:?}");
        let experiment = link.experiment;
        let jobs: Vec<Job> = Job::of(&setup(name, &experiment), 0..BLOCKS).collect();
        Learning(Runner::new(&experiment, &jobs).expect("a preset is valid"))
    }

    /// Advances every block by so many windows.
    pub fn advance(&mut self, windows: u32) {
        for _ in 0..windows {
            self.0.advance_round();
        }
    }

    /// Walker-steps in a window of all blocks.
    pub fn window() -> u32 {
        BLOCKS * (WINDOW * LANES) as u32
    }
}

/// `Γ = Z/2`.
fn setup(name: &str, experiment: &Experiment) -> Setup<2> {
    let noise = preset(name)
        .and_then(|p| p.noise)
        .expect("the paper knows the noise of its tests");
    Setup {
        friction: SMatrix::from_fn(|i, j| 0.5 * experiment.step * noise[i][j]),
        ..Setup::plain(experiment.friction(), experiment.steps)
    }
}
