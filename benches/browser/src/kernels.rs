//! One block of walkers on test 1, advanced by either of two kernels.

use crate::fused::FusedBlock;
use stepsieve::experiment::{Experiment, Link};
use stepsieve::expression::LANES;
use stepsieve::sampling::{Block, BlockWorkspace, RunPlan, Setup, WINDOW};
use stepsieve::statistics::BlockTally;

/// Test 1 with its longer ripple kept, and more steps than any measurement takes.
const LINK: &str = "preset=test1&step=0.065&steps=1e11";

/// The same block twice: one is advanced by the engine as it is, the other by hand.
#[derive(Debug)]
pub struct Kernels {
    experiment: Experiment,
    plan: RunPlan<1>,
    bench: BlockWorkspace<1>,
    tape: Block<1>,
    fused: FusedBlock,
}

impl Kernels {
    /// Both blocks at their start.
    ///
    /// # Panics
    /// If test 1 is no preset any more.
    pub fn new() -> Self {
        let (Link { experiment, .. }, problems) = Link::read(LINK);
        assert!(problems.is_empty(), "{problems:?}");
        let setup = Setup::plain(experiment.friction(), experiment.steps);
        let plan = RunPlan::new(&experiment, &setup).expect("a preset is valid");
        Kernels {
            bench: BlockWorkspace::new(&plan),
            tape: Block::new(&plan, 0),
            fused: FusedBlock::new(&plan, &experiment),
            plan,
            experiment,
        }
    }

    /// Advances the engine's block by so many windows.
    pub fn tape(&mut self, windows: u32) {
        for _ in 0..windows {
            self.tape.advance(&self.plan, &mut self.bench);
        }
    }

    /// Advances the other block by so many windows.
    pub fn fused(&mut self, windows: u32) {
        for _ in 0..windows {
            self.fused.advance(&self.plan);
        }
    }

    /// Walker-steps in a window.
    pub fn window() -> u32 {
        (WINDOW * LANES) as u32
    }

    /// What both blocks have recorded: the engine's first.
    pub fn tallies(&self) -> [&BlockTally; 2] {
        [self.tape.tally(), self.fused.tally()]
    }

    /// What a loop in another language needs to do the same: step, friction, the size of one
    /// step's unresolved kick, and the edge of the histogram of momenta.
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
