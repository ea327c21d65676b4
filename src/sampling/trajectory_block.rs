//! One block of trajectories of the surrogate or of the original dynamics.

use crate::start;
use dynamics::{Langevin, Motion, Random, Walkers};
use experiment::Initial;
use expression::{LANES, Lanes};

/// A block in progress, with every sample of its path so far.
#[derive(Debug)]
pub struct TrajectoryBlock {
    langevin: Langevin,
    walkers: Walkers,
    motion: Motion,
    random: Random,
    /// Steps from one sample to the next, and samples after the start.
    substeps: u32,
    samples: usize,
    /// Samples taken after the start, and steps since the last one.
    taken: usize,
    since: u32,
    /// Positions and momenta at every sample, the start first.
    pub positions: Vec<Vec<Lanes>>,
    pub momenta: Vec<Vec<Lanes>>,
    /// Energies at the start, and the largest difference from them at any sample.
    start: Lanes,
    error: Lanes,
}

impl TrajectoryBlock {
    /// A block at its start. If the start is random, the generator has already drawn it.
    pub fn new(
        langevin: Langevin,
        walkers: Walkers,
        random: Random,
        substeps: u32,
        samples: usize,
    ) -> Self {
        let mut motion = langevin.begin(&walkers);
        TrajectoryBlock {
            start: langevin.energy(&walkers, &mut motion),
            error: Lanes::splat(0.0),
            positions: vec![walkers.q.clone()],
            momenta: vec![walkers.p.clone()],
            langevin,
            walkers,
            motion,
            random,
            substeps,
            samples,
            taken: 0,
            since: 0,
        }
    }

    /// True if every sample has been taken.
    pub fn finished(&self) -> bool {
        self.taken == self.samples
    }

    /// Steps made by each walker.
    pub fn steps(&self) -> u64 {
        self.taken as u64 * u64::from(self.substeps) + u64::from(self.since)
    }

    /// Makes at most `steps` steps.
    pub fn advance(&mut self, steps: u32) {
        for _ in 0..steps {
            if self.finished() {
                return;
            }
            self.langevin
                .step(&mut self.walkers, &mut self.motion, &mut self.random);
            self.since += 1;
            if self.since == self.substeps {
                self.since = 0;
                self.taken += 1;
                self.positions.push(self.walkers.q.clone());
                self.momenta.push(self.walkers.p.clone());
                let energy = self.langevin.energy(&self.walkers, &mut self.motion);
                for lane in 0..LANES {
                    let off = (energy[lane] - self.start[lane]).abs();
                    self.error[lane] = self.error[lane].max(off);
                }
            }
        }
    }

    /// Drops the path, which is large; the counts remain.
    pub fn forget(&mut self) {
        self.positions = Vec::new();
        self.momenta = Vec::new();
    }

    /// The largest difference of `p²/2 + U(q)` at any sample from that at the start.
    pub fn energy_error(&self) -> &Lanes {
        &self.error
    }
}

/// A block of walkers whose starts follow a distribution.
pub fn gathered(law: &Initial, random: &mut Random) -> Walkers {
    let mut walkers = Walkers::at_rest(law.position.mean.len());
    for lane in 0..LANES {
        walkers.place(lane, &start(law, random));
    }
    walkers
}

#[cfg(test)]
mod tests {
    use super::*;
    use dynamics::Field;
    use expression::Formula;
    use nalgebra::dmatrix;

    #[test]
    fn a_path_that_is_forgotten_stays_counted() {
        let potential = Formula::parse("q^2/2").unwrap().compile().unwrap();
        let langevin = Langevin::new(Field::Formula(potential), 0.1, &dmatrix![1.0]);
        let random = Random::new(1, 1);
        let mut block = TrajectoryBlock::new(langevin, Walkers::at_rest(1), random, 2, 5);
        block.advance(7);
        assert!(!block.finished() && block.steps() == 7);
        block.advance(100);
        assert_eq!((block.positions.len(), block.momenta.len()), (6, 6));
        block.forget();
        assert!(block.positions.is_empty() && block.momenta.is_empty());
        assert!(block.finished() && block.steps() == 10);
        block.advance(1);
        assert!(block.finished() && block.steps() == 10);
    }
}
