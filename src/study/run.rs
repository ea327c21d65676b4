//! One run of a study, with its recorded data.

use estimate::Resampled;
use experiment::{Experiment, Problems};
use expression::LANES;
use sampling::{Job, RunPlan, Setup, WINDOW, is_extinct};
use statistics::{BlockTally, Tally};

/// A run with its recorded data.
pub(super) struct Run {
    pub setup: Setup,
    pub plan: RunPlan,
    pub tally: Tally,
    /// Rounds begun.
    rounds: u32,
}

impl Run {
    pub fn new(experiment: &Experiment, setup: Setup) -> Result<Self, Problems> {
        Ok(Run {
            plan: RunPlan::new(experiment, &setup)?,
            setup,
            tally: Tally::default(),
            rounds: 1,
        })
    }

    /// The jobs of the last round.
    pub fn jobs(&self) -> impl Iterator<Item = Job> {
        let before = match self.rounds {
            1 => 0,
            rounds => self.plan.blocks_in(rounds - 1),
        };
        Job::of(&self.setup, before..self.blocks())
    }

    /// Blocks of all rounds so far.
    fn blocks(&self) -> u32 {
        self.plan.blocks_in(self.rounds)
    }

    pub fn walkers(&self) -> u32 {
        (self.blocks() * LANES as u32).min(self.plan.walkers)
    }

    /// Begins another round unless this was the last. Returns true if it did.
    pub fn begin_round(&mut self) -> bool {
        let more = self.rounds < self.plan.rounds;
        self.rounds += u32::from(more);
        more
    }

    /// Length of the run if it makes all its rounds, in units of the rounds so far.
    pub fn remaining(&self) -> u32 {
        1 << (self.plan.rounds - self.rounds)
    }

    pub fn complete(&self) -> bool {
        let windows = self.plan.burn_in + self.plan.windows;
        let done = |b: &BlockTally| b.windows >= windows || is_extinct(b);
        self.tally.blocks().filter(|b| done(b)).count() == self.blocks() as usize
    }

    /// Walker-steps of burn-in in the rounds so far.
    pub fn burn_in_total(&self) -> u64 {
        u64::from(self.walkers()) * WINDOW as u64 * self.plan.burn_in
    }

    /// Walker-steps of burn-in made so far.
    pub fn burn_in_made(&self) -> u64 {
        let made = |b: &BlockTally| b.windows.min(self.plan.burn_in);
        let windows: u64 = self.tally.blocks().map(made).sum();
        u64::from(self.walkers()) * WINDOW as u64 * windows / u64::from(self.blocks().max(1))
    }

    /// Walker-steps recorded in all rounds if none is dropped.
    pub fn total(&self) -> u64 {
        u64::from(self.plan.walkers) * WINDOW as u64 * self.plan.windows
    }

    /// Evaluations of the force so far: one for each step of a walker, and one for each record beside
    /// it.
    pub fn evaluations(&self) -> u64 {
        let made = |b: &BlockTally| b.windows * WINDOW as u64 * self.plan.active(b.block) as u64;
        let steps: u64 = self.tally.blocks().map(made).sum();
        match self.plan.records_beside() {
            true => steps + steps / self.plan.force_stride() as u64,
            false => steps,
        }
    }

    pub fn resampled(&self) -> Resampled {
        Resampled {
            absorbed: self.tally.blocks().map(|b| b.absorbed).sum(),
            diverged: self.tally.blocks().map(|b| b.diverged).sum(),
        }
    }
}

pub(super) fn lost<'a>(runs: impl IntoIterator<Item = &'a Run>) -> Resampled {
    runs.into_iter()
        .map(Run::resampled)
        .fold(Resampled::default(), |sum, lost| Resampled {
            absorbed: sum.absorbed + lost.absorbed,
            diverged: sum.diverged + lost.diverged,
        })
}
