//! The walkers of a block, whoever watches them.

use crate::{RunPlan, WalkerStatus, WalkerStatuses, start};
use dynamics::{Random, Walkers};
use expression::LANES;

/// Displacement of a resampled walker, as a fraction of the displacement by one unresolved kick: it
/// separates the walker from the one it was copied from; chaos does the rest.
const NUDGE: f64 = 1e-6;

/// A block of walkers with its generator: their starts, and what becomes of lost ones.
#[derive(Debug)]
pub struct Population {
    pub walkers: Walkers,
    /// Walkers in use; the others are not counted.
    pub active: usize,
    /// The place of each walker at the last observation; before the first, the number for outside.
    pub places: [u32; LANES],
    random: Random,
}

impl Population {
    /// The walkers of block number `block` at their starts.
    pub fn new(plan: &RunPlan, block: u32) -> Self {
        let mut new = Population {
            walkers: Walkers::at_rest(plan.positions.dimension()),
            active: plan.active(block),
            places: [u32::MAX; LANES],
            random: plan.random(block),
        };
        for lane in 0..LANES {
            new.restart(plan, lane);
        }
        new
    }

    /// Fleming–Viot: a lost walker restarts from a random live one (Burdzy, Hołyst & March 2000).
    /// If none is left, all start anew. Returns true if one was left.
    pub fn resample(&mut self, statuses: &WalkerStatuses, plan: &RunPlan) -> bool {
        let live: Vec<usize> = (0..self.active)
            .filter(|&lane| statuses[lane] == WalkerStatus::Alive)
            .collect();
        for lane in (0..self.active).filter(|&lane| statuses[lane] != WalkerStatus::Alive) {
            if live.is_empty() {
                self.restart(plan, lane);
            } else {
                let from = live[self.random.below(live.len())];
                self.walkers.copy(from, lane);
                self.places[lane] = self.places[from];
                for q in &mut self.walkers.q {
                    q[lane] += NUDGE * plan.kick * plan.step * (2.0 * self.random.uniform() - 1.0);
                }
            }
        }
        !live.is_empty()
    }

    fn restart(&mut self, plan: &RunPlan, lane: usize) {
        self.places[lane] = u32::MAX;
        let start = start(&plan.initial, &mut self.random);
        self.walkers.place(lane, &start);
    }
}
