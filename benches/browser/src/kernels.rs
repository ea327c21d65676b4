//! One block of walkers on test 1, for each of the two kernels.

use crate::fused::FusedBlock;
use stepsieve::experiment::{Experiment, Link};
use stepsieve::expression::LANES;
use stepsieve::sampling::{Block, BlockWorkspace, RunPlan, Setup, WINDOW};
use stepsieve::statistics::BlockTally;

/// Test 1 with its longer ripple resolved, and more steps than any measurement takes.
const LINK: &str = "preset=test1&step=0.065&steps=1e11";

/// The same block twice: one for the engine's kernel, one for the kernel by hand.
#[derive(Debug)]
pub struct Kernels {
    experiment: Experiment,
    plan: RunPlan,
    bench: BlockWorkspace,
    tape: Block,
    fused: FusedBlock,
}

impl Kernels {
    /// Both blocks at their start.
    ///
    /// # Panics
    /// If there is no preset test 1.
    pub fn new() -> Self {
        let (Link { experiment, .. }, problems) = Link::read(LINK);
        assert!(problems.is_empty(), "{problems:?}");
        let setup = Setup::plain(1, experiment.friction(), experiment.steps);
        let plan = RunPlan::new(&experiment, &setup).expect("a preset is valid");
        Kernels {
            bench: BlockWorkspace::new(&plan),
            tape: Block::new(&plan, 0),
            fused: FusedBlock::new(&plan, &experiment),
            plan,
            experiment,
        }
    }

    /// Advances the engine's block.
    pub fn tape(&mut self, windows: u32) {
        for _ in 0..windows {
            self.tape.advance(&self.plan, &mut self.bench);
        }
    }

    /// Advances the block by hand.
    pub fn fused(&mut self, windows: u32) {
        for _ in 0..windows {
            self.fused.advance(&self.plan);
        }
    }

    /// Walker-steps in a window.
    pub fn window() -> u32 {
        (WINDOW * LANES) as u32
    }

    /// The records of both blocks, the engine's first.
    pub fn tallies(&self) -> [&BlockTally; 2] {
        [self.tape.tally(), self.fused.tally()]
    }

    /// The parameters for the loops in other languages: step, friction, size of one step's
    /// unresolved kick, and edge of the histogram of momenta.
    pub fn parameters(&self) -> [f64; 4] {
        let momenta = &self.plan.momenta[0];
        let edge = 0.5 * momenta.len() as f64 * momenta.volume();
        let experiment = &self.experiment;
        [experiment.step, experiment.friction(), self.plan.kick, edge]
    }
}

impl Default for Kernels {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::Kernels;

    #[test]
    fn both_kernels_record_the_same_bits() {
        let mut kernels = Kernels::new();
        kernels.tape(200);
        kernels.fused(200);
        let [tape, fused] = kernels.tallies();
        assert_eq!(tape, fused);
        assert!(tape.steps > 0 && tape.absorbed > 0);
    }
}
