//! Automatic settings, derived from the potential, its region and the step.

use crate::{Experiment, Region, scattered_points};
use expression::{Potential, Vectors};
use statistics::{Grid, sorted};

/// Friction aims at a temperature of `WARMTH` times the energy range of the lowest share `LOW` of
/// the region: cold enough to stay inside, warm enough to explore it.
pub(super) const WARMTH: f64 = 0.6;
pub(super) const LOW: f64 = 0.6;

/// Friction if nothing determines it, and the largest number of walkers.
const FRICTION: f64 = 0.1;
const WALKERS: u32 = 512;
/// Limits of the friction before version 3.
const RANGE: [f64; 2] = [1e-4, 100.0];
/// Largest cost of burn-in, as a share of the recorded steps.
const BURN_IN: f64 = 0.1;
/// Half-width of a region that is not set.
pub(super) const STANDARD: f64 = 4.0;
/// Walkers in a block.
const BLOCK: u32 = 64;

impl Experiment {
    /// The friction; a default if it has not been chosen yet.
    pub fn friction(&self) -> f64 {
        self.friction.unwrap_or(FRICTION)
    }

    /// The number of walkers; a default if it has not been chosen yet.
    pub fn walkers(&self) -> u32 {
        self.walkers.unwrap_or(WALKERS)
    }

    /// The friction that makes `kT` equal to the experiment's warmth if the force that the step
    /// cannot resolve has the power `σ²`: `γ = δσ²/2kT`, by `var(p) = δσ²/2γ`.
    pub fn automatic_friction(&self, potential: &Potential, power: f64) -> f64 {
        let friction = 0.5 * self.step * power / self.warmth(potential);
        if friction > 0.0 && friction.is_finite() {
            match self.version > 2 {
                true => friction,
                false => friction.clamp(RANGE[0], RANGE[1]),
            }
        } else {
            FRICTION
        }
    }

    /// The number of walkers, in whole blocks, that keeps burn-in a small part of the run;
    /// `burn_in` is the number of burn-in steps of each walker.
    pub fn automatic_walkers(&self, burn_in: u64) -> u32 {
        let most = BURN_IN * self.steps as f64 / burn_in.max(1) as f64;
        (most.min(f64::from(WALKERS)) as u32 / BLOCK * BLOCK).max(BLOCK)
    }

    /// True if the region is the one that an experiment has if none is set.
    pub fn has_standard_region(&self) -> bool {
        let Region { lower, upper } = &self.region;
        lower.iter().all(|x| *x == -STANDARD) && upper.iter().all(|x| *x == STANDARD)
    }

    /// The temperature at which walkers explore the lower half of the region.
    pub fn warmth(&self, potential: &Potential) -> f64 {
        let energies = potential.energies(&points(self));
        let finite: Vec<f64> = energies.into_iter().filter(|e| e.is_finite()).collect();
        let sorted = sorted(&finite);
        let at = |share: f64| {
            let place = (share * sorted.len() as f64) as usize;
            let place = place.min(sorted.len().saturating_sub(1));
            sorted.get(place).copied().unwrap_or(0.0)
        };
        WARMTH * (at(LOW) - at(0.0))
    }
}

/// Points all over a region of more than three dimensions.
pub(super) const SCATTERED: usize = 4096;

/// A grid of points over the whole region; in more than three dimensions, scattered ones.
pub(super) fn points(experiment: &Experiment) -> Vectors {
    let region = &experiment.region;
    if experiment.learns_terms() {
        return scattered_points(region, SCATTERED);
    }
    let along = by_dimension([1024, 48, 16], experiment.dimension());
    let bins = vec![along; experiment.dimension()];
    Grid::new(&region.lower, &region.upper, &bins).points()
}

/// The entry for a dimension; the last one is for all higher ones.
pub(super) fn by_dimension(numbers: [u32; 3], dimension: usize) -> u32 {
    numbers[dimension.min(3) - 1]
}
