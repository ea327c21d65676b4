//! Runs blocks of walkers in one worker or thread.

use crate::jobs::Work;
use crate::{Block, BlockWorkspace, Job, JobResult, Report, RunKind, RunPlan};
use experiment::{Experiment, Problems};

/// Windows that a block advances before the next one does: its record then stays in the cache.
const VISIT: u64 = 16;

/// The blocks of a runner.
pub(crate) struct LearningRunner {
    plans: Vec<RunPlan>,
    /// Every block with the number of its plan.
    blocks: Vec<(usize, Block)>,
    /// One set of buffers if all plans have the same step, else one per plan.
    workspaces: Vec<BlockWorkspace>,
    next: usize,
    /// True if a block ends before the next one begins, as in a scan; otherwise all advance
    /// equally.
    one_by_one: bool,
}

impl LearningRunner {
    pub(crate) fn new(experiment: &Experiment, jobs: &[Job]) -> Result<Self, Problems> {
        let mut plans: Vec<RunPlan> = Vec::new();
        let mut blocks = Vec::new();
        for job in jobs {
            let known = plans.iter().position(|plan| plan.run == job.run);
            let plan = match known {
                Some(plan) => plan,
                None => {
                    plans.push(RunPlan::new(
                        &job.part(experiment),
                        &job.setup(experiment)?,
                    )?);
                    plans.len() - 1
                }
            };
            blocks.push((plan, Block::new(&plans[plan], job.block)));
        }
        Ok(LearningRunner {
            workspaces: if jobs.iter().any(|job| job.step.is_some()) {
                plans.iter().map(BlockWorkspace::new).collect()
            } else {
                plans.iter().take(1).map(BlockWorkspace::new).collect()
            },
            one_by_one: jobs
                .iter()
                .all(|job| matches!(job.run, RunKind::ScanPoint(_))),
            plans,
            blocks,
            next: 0,
        })
    }

    /// Advances a block by one window, unless it is finished.
    fn advance_block(&mut self, number: usize) -> bool {
        let (number, block) = &mut self.blocks[number];
        let plan = &self.plans[*number];
        let last = self.workspaces.len().saturating_sub(1);
        match self.workspaces.get_mut((*number).min(last)) {
            Some(workspace) if !block.finished(plan) => {
                block.advance(plan, workspace);
                true
            }
            _ => false,
        }
    }

    fn finished(&self) -> bool {
        self.blocks
            .iter()
            .all(|(plan, block)| block.finished(&self.plans[*plan]))
    }
}

impl Work for LearningRunner {
    fn advance(&mut self) -> bool {
        let count = self.blocks.len();
        for _ in 0..count {
            let number = self.next;
            let advanced = self.advance_block(number);
            let stays =
                self.one_by_one || !self.blocks[number].1.tally().windows.is_multiple_of(VISIT);
            if !(advanced && stays) {
                self.next = (number + 1) % count;
            }
            if advanced {
                break;
            }
        }
        !self.finished()
    }

    fn advance_round(&mut self) -> bool {
        for number in 0..self.blocks.len() {
            self.advance_block(number);
        }
        !self.finished()
    }

    fn steps(&self) -> u64 {
        self.blocks.iter().map(|(_, b)| b.tally().steps).sum()
    }

    fn reports(&self) -> Vec<Report> {
        let report = |(plan, block): &(usize, Block)| {
            let plan = &self.plans[*plan];
            Report {
                run: plan.run,
                result: JobResult::Walkers(block.report(plan)),
                seconds: 0.0,
            }
        };
        self.blocks.iter().map(report).collect()
    }
}
