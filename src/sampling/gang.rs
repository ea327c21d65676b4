//! The blocks of walkers that one worker or thread looks after.

use crate::players::{LANGEVIN, Players};
use crate::{Bench, Block, Plan, SCALES, SCAN};
use crate::{Job, Left, Report, settled};
use experiment::{Experiment, Problems};

/// Several jobs advanced in turn, window by window, so that all of them are equally far.
pub struct Crew(Box<dyn Work + Send>);

/// What a crew does, whatever the dimension.
pub(super) trait Work {
    fn advance(&mut self) -> bool;
    fn advance_round(&mut self) -> bool;
    fn steps(&self) -> u64;
    /// What was last advanced took so long.
    fn charge(&mut self, _seconds: f64) {}
    fn reports(&self) -> Vec<Report>;
}

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

/// The blocks of a crew in the dimension of its experiment.
struct Gang<const D: usize> {
    plans: Vec<Plan<D>>,
    /// Every block with the number of its plan.
    blocks: Vec<(usize, Block<D>)>,
    /// Buffers for all plans if they have one step, or else for each.
    benches: Vec<Bench<D>>,
    next: usize,
    /// Whether a block is finished before the next one begins, as in a scan; otherwise all are
    /// equally far.
    one_by_one: bool,
}

impl<const D: usize> Gang<D> {
    fn new(experiment: &Experiment, jobs: &[Job]) -> Result<Self, Problems> {
        let mut plans: Vec<Plan<D>> = Vec::new();
        let mut blocks = Vec::new();
        for job in jobs {
            let known = plans.iter().position(|plan| plan.run == job.run);
            let plan = match known {
                Some(plan) => plan,
                None => {
                    plans.push(Plan::new(&job.part(experiment), &job.setup(experiment))?);
                    plans.len() - 1
                }
            };
            blocks.push((plan, Block::new(&plans[plan], job.block)));
        }
        Ok(Gang {
            benches: if jobs.iter().any(|job| job.step.is_some()) {
                plans.iter().map(Bench::new).collect()
            } else {
                plans.iter().take(1).map(Bench::new).collect()
            },
            one_by_one: jobs.iter().all(|job| (SCAN..SCALES).contains(&job.run)),
            plans,
            blocks,
            next: 0,
        })
    }

    /// Advances a block by one window, unless it is finished.
    fn advance_block(&mut self, number: usize) -> bool {
        let (number, block) = &mut self.blocks[number];
        let plan = &self.plans[*number];
        let last = self.benches.len().saturating_sub(1);
        match self.benches.get_mut((*number).min(last)) {
            Some(bench) if !block.finished(plan) => {
                block.advance(plan, bench);
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

impl<const D: usize> Work for Gang<D> {
    fn advance(&mut self) -> bool {
        let count = self.blocks.len();
        for _ in 0..count {
            let number = self.next;
            let advanced = self.advance_block(number);
            if !(advanced && self.one_by_one) {
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
        let report = |(plan, block): &(usize, Block<D>)| Report {
            run: self.plans[*plan].run,
            left: Left::Walkers(block.tally().clone()),
            seconds: 0.0,
        };
        self.blocks.iter().map(report).collect()
    }
}
