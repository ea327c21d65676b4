//! A short run before a run in many dimensions, which tells where walkers go: no grid over the region
//! can be examined there.

use crate::start;
use crate::unresolved::half_mean_square_change;
use dynamics::{Random, StormerVerlet, Walkers};
use experiment::Initial;
use expression::{LANES, Vectors};
use statistics::sorted;

/// Steps between two observations.
const EVERY: usize = 32;
/// Steps before the first observation, and of observations, in a run that learns; and of observations in one
/// that calibrates, whose strong friction lets walkers forget their start sooner.
const SETTLE: usize = 4608;
const WATCH: usize = 1536;
const GLANCE: [usize; 2] = [256, 256];
/// Share of the positions on either side that the axes of the splines leave out.
const TAIL: f64 = 0.001;
/// Separates its random numbers from those of every run.
const STREAM: u32 = (1 << 31) | (1 << 30);

/// Positions of a block of walkers that have forgotten their starts.
pub struct Pilot {
    positions: Vectors,
}

impl Pilot {
    /// Runs a block of walkers; a run that `learns` runs longer.
    pub fn new(integrator: &StormerVerlet, initial: &Initial, seed: u64, learns: bool) -> Self {
        let d = integrator.potential().dimension();
        let mut random = Random::new(seed, STREAM);
        let mut walkers = Walkers::at_rest(d);
        for lane in 0..LANES {
            walkers.place(lane, &start(initial, &mut random));
        }
        let mut workspace = integrator.workspace();
        let [settle, watch] = if learns { [SETTLE, WATCH] } else { GLANCE };
        let mut positions = Vectors::new(d);
        for n in 0..settle + watch {
            integrator.step(&mut walkers, &mut workspace);
            if n >= settle && n.is_multiple_of(EVERY) {
                for lane in 0..LANES {
                    let q = walkers.q.iter().map(|q| q[lane]);
                    if q.clone().all(f64::is_finite) {
                        positions.push(q);
                    }
                }
            }
        }
        Pilot { positions }
    }

    /// The interval of each coordinate that holds nearly all positions; `None` if a walker went
    /// nowhere finite, or none moved.
    pub fn axes(&self) -> Option<Vec<[f64; 2]>> {
        let along = |axis: usize| {
            let all: Vec<f64> = self.positions.along(axis).collect();
            let all = sorted(&all);
            let last = all.len().checked_sub(1)?;
            let at = |share: f64| all[(share * last as f64) as usize];
            let [from, to] = [at(TAIL), at(1.0 - TAIL)];
            (from < to && (to - from).is_finite()).then_some([from, to])
        };
        (0..self.positions.dimension()).map(along).collect()
    }

    /// Half the mean squared change of each component of `∇V` over a displacement of one step: the
    /// force that a step cannot resolve.
    pub fn unresolved_variance(&self, integrator: &StormerVerlet, flight: f64) -> Vec<f64> {
        // Different lengths along the axes: a ripple along a diagonal must not look flat.
        let part = |i: usize| {
            let turns = 0.618_033_988_749_895 * i as f64;
            flight * (1.0 - 0.6 * (turns - turns.floor()))
        };
        let mut pairs = Vectors::new(self.positions.dimension());
        for q in self.positions.iter() {
            pairs.push(q.iter().copied());
            pairs.push(q.iter().enumerate().map(|(i, q)| q + part(i)));
        }
        half_mean_square_change(&integrator.potential().gradients(&pairs))
    }
}
