//! The blocks of walkers that one worker or thread looks after.

use crate::ensemble::{Bench, Block, Plan};
use crate::experiment::{Experiment, Problems};
use crate::statistics::BlockTally;
use serde::{Deserialize, Serialize};

/// A piece of work that can run anywhere: one block of walkers, from its first step to its last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// Number of the block.
    pub block: u32,
}

/// What a job has come to so far. A later report of the same job replaces an earlier one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    pub tally: BlockTally,
}

/// Several jobs advanced in turn, window by window, so that all of them are equally far.
#[derive(Debug)]
pub struct Crew {
    plan: Plan<1>,
    blocks: Vec<Block<1>>,
    bench: Bench<1>,
    next: usize,
}

impl Crew {
    /// The blocks of these jobs at their start.
    ///
    /// # Errors
    /// What is wrong with the experiment.
    pub fn new(experiment: &Experiment, jobs: &[Job]) -> Result<Self, Problems> {
        let plan = Plan::new(experiment)?;
        let blocks = jobs
            .iter()
            .map(|job| Block::new(&plan, job.block))
            .collect();
        let bench = Bench::new(&plan);
        Ok(Crew {
            plan,
            blocks,
            bench,
            next: 0,
        })
    }

    /// Advances the next block by one window. Whether work remains.
    pub fn advance(&mut self) -> bool {
        let count = self.blocks.len();
        for _ in 0..count {
            let block = &mut self.blocks[self.next];
            self.next = (self.next + 1) % count;
            if !block.finished(&self.plan) {
                block.advance(&self.plan, &mut self.bench);
                break;
            }
        }
        !self.finished()
    }

    /// Advances every block by one window. Whether work remains.
    pub fn advance_round(&mut self) -> bool {
        for block in self.blocks.iter_mut().filter(|b| !b.finished(&self.plan)) {
            block.advance(&self.plan, &mut self.bench);
        }
        !self.finished()
    }

    fn finished(&self) -> bool {
        self.blocks.iter().all(|b| b.finished(&self.plan))
    }

    /// Walker-steps recorded by these jobs.
    pub fn steps(&self) -> u64 {
        self.blocks.iter().map(|b| b.tally().steps).sum()
    }

    /// What each job has come to so far.
    pub fn reports(&self) -> Vec<Report> {
        self.blocks
            .iter()
            .map(|b| Report {
                tally: b.tally().clone(),
            })
            .collect()
    }
}
