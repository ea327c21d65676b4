//! Tallies of ensembles of trajectories, block by block: sums along the paths, lagged products and
//! counts of positions.

use crate::{Grid, LaggedProducts};
use expression::{LANES, Lanes};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A coordinate beyond this has diverged; below it squares and their sums stay finite.
const FAR: f64 = 1e100;

/// The statistics to take of an ensemble's trajectories, all sampled at the same equally spaced
/// times `t_0..t_N`.
#[derive(Clone, Debug)]
pub struct PathPlan {
    observables: usize,
    counted: Option<Counted>,
    samples: usize,
    settled: usize,
    correlated: usize,
    products: LaggedProducts,
}

/// Neighbouring observables whose joint values are counted in bins.
#[derive(Clone, Debug)]
pub struct Counted {
    /// The first of them.
    pub first: usize,
    pub grid: Grid,
}

/// The statistics of one block of trajectories. Its size depends on the number of sampled times and
/// bins, not on the number of trajectories.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PathTally {
    /// Number of the block in its ensemble.
    pub block: u32,
    /// Trajectories recorded.
    pub trajectories: u64,
    /// Trajectories that blew up and are not recorded.
    pub diverged: u64,
    /// Sums of each observable: of every coordinate, and of what else is followed.
    pub axes: Vec<PathSums>,
    /// Values per bin, over trajectories and the times from the settled one on; empty if none are
    /// counted.
    pub positions: Vec<u64>,
    /// Values outside all bins.
    pub outside: u64,
}

/// Sums over the trajectories of a block of one observable.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PathSums {
    /// Sum of `q_t`, for each sampled time.
    pub sums: Vec<f64>,
    /// Sum of `q_t²`.
    pub squares: Vec<f64>,
    /// Sum of `q_t q_{t+τ}` over start times too, for each lag `τ`.
    pub products: Vec<f64>,
    /// The first start time of `products`.
    pub correlated: usize,
}

/// Sums over all pairs of times one lag apart, as used in the autocorrelation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LagSums {
    /// Pairs of times in one trajectory.
    pub pairs: usize,
    /// Sum of `q_t q_{t+τ}`.
    pub product: f64,
    /// Sum of `q_t`.
    pub head: f64,
    /// Sum of `q_{t+τ}`.
    pub tail: f64,
}

/// The tallies of an ensemble.
///
/// A block's tally depends only on the experiment and the block's number, so merging is a union of
/// maps: associative, commutative and exact, whichever worker computed a block.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Paths {
    blocks: BTreeMap<u32, PathTally>,
}

impl PathPlan {
    /// For trajectories of `samples` values of some `observables` each: counts some of them from time
    /// `settled` on, and correlates each from time `correlated` on (zero in the paper), over lags up to
    /// half of the rest.
    pub fn new(
        observables: usize,
        counted: Option<Counted>,
        samples: usize,
        settled: usize,
        correlated: usize,
    ) -> Self {
        let remaining = samples.saturating_sub(correlated);
        PathPlan {
            observables,
            counted,
            samples,
            settled,
            correlated,
            products: LaggedProducts::new(remaining, remaining.div_ceil(2)),
        }
    }

    /// The tally of a block whose first `walkers` walkers took this path, given as their observables
    /// at each sampled time.
    ///
    /// A trajectory with a value that is NaN or extremely far has diverged; so have all if the
    /// path does not have the planned length.
    pub fn tally(&self, block: u32, path: &[Vec<Lanes>], walkers: usize) -> PathTally {
        let walkers = walkers.min(LANES);
        let kept = self.kept(path, walkers);
        let trajectories = kept.iter().filter(|kept| **kept).count();
        let mut tally = PathTally {
            block,
            trajectories: trajectories as u64,
            diverged: (walkers - trajectories) as u64,
            axes: (0..self.observables)
                .map(|axis| self.sums(path, axis, &kept))
                .collect(),
            positions: Vec::new(),
            outside: 0,
        };
        let Some(Counted { first, grid }) = &self.counted else {
            return tally;
        };
        tally.positions = vec![0; grid.len()];
        let mut bins = [0; LANES];
        for q in path.iter().take(self.samples).skip(self.settled) {
            grid.locate(&q[*first..], &mut bins);
            for (&bin, _) in bins.iter().zip(&kept).filter(|(_, kept)| **kept) {
                match tally.positions.get_mut(bin as usize) {
                    Some(count) => *count += 1,
                    None => tally.outside += 1,
                }
            }
        }
        tally
    }

    /// The walkers whose trajectories are recorded.
    fn kept(&self, path: &[Vec<Lanes>], walkers: usize) -> [bool; LANES] {
        let whole = path.len() == self.samples;
        let mut kept = std::array::from_fn(|lane| whole && lane < walkers);
        for q in path.iter().flatten() {
            for lane in 0..LANES {
                kept[lane] &= q[lane].abs() < FAR;
            }
        }
        kept
    }

    fn sums(&self, path: &[Vec<Lanes>], axis: usize, kept: &[bool; LANES]) -> PathSums {
        let mut sums = vec![0.0; self.samples];
        let mut squares = vec![0.0; self.samples];
        for ((q, sum), square) in path.iter().zip(&mut sums).zip(&mut squares) {
            for lane in 0..LANES {
                if kept[lane] {
                    let q = q[axis][lane];
                    *sum += q;
                    *square += q * q;
                }
            }
        }
        let series = path.iter().skip(self.correlated).map(|q| &q[axis]);
        PathSums {
            sums,
            squares,
            products: self.products.sums(series, kept),
            correlated: self.correlated,
        }
    }
}

impl PathSums {
    /// The sums for each lag. Those of heads and tails are partial sums along the path, so they
    /// are not stored.
    pub fn lags(&self) -> impl Iterator<Item = LagSums> {
        let path = self.sums.get(self.correlated..).unwrap_or_default();
        let mut partial = vec![0.0; path.len() + 1];
        for (t, q) in path.iter().enumerate() {
            partial[t + 1] = partial[t] + q;
        }
        let samples = path.len();
        let lags = self.products.iter().take(samples).enumerate();
        lags.map(move |(lag, &product)| LagSums {
            pairs: samples - lag,
            product,
            head: partial[samples - lag],
            tail: partial[samples] - partial[lag],
        })
    }
}

impl Paths {
    /// Inserts a block's tally; it replaces any earlier report of that block.
    pub fn insert(&mut self, block: PathTally) {
        self.blocks.insert(block.block, block);
    }

    /// The union of two tallies.
    #[must_use]
    pub fn merge(mut self, other: Paths) -> Paths {
        self.blocks.extend(other.blocks);
        self
    }

    /// The blocks in the order of their numbers.
    pub fn blocks(&self) -> impl Iterator<Item = &PathTally> + Clone {
        self.blocks.values()
    }

    /// Trajectories recorded.
    pub fn trajectories(&self) -> u64 {
        self.blocks().map(|b| b.trajectories).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::{Counted, PathPlan, Paths};
    use crate::Grid;
    use dynamics::Random;
    use expression::Lanes;

    const SAMPLES: usize = 30;

    fn path(block: u32) -> Vec<Vec<Lanes>> {
        let mut random = Random::new(3, block);
        let mut lanes = || Lanes(std::array::from_fn(|_| random.normal()));
        (0..SAMPLES).map(|_| vec![lanes(), lanes()]).collect()
    }

    fn plan(settled: usize, correlated: usize) -> PathPlan {
        let grid = Grid::new(&[-1.0, -1.0], &[1.0, 1.0], &[4, 5]);
        let counted = Counted { first: 0, grid };
        PathPlan::new(2, Some(counted), SAMPLES, settled, correlated)
    }

    #[test]
    fn sums_and_visits_are_those_of_the_active_walkers() {
        let (path, walkers, correlated) = (path(0), 13, 4);
        let tally = plan(10, correlated).tally(7, &path, walkers);
        assert_eq!(
            (tally.block, tally.trajectories, tally.diverged),
            (7, 13, 0)
        );
        let visits = tally.positions.iter().sum::<u64>() + tally.outside;
        assert_eq!(visits, 20 * 13);
        let inside = |q: &Vec<Lanes>, lane: usize| q.iter().all(|x| x[lane].abs() < 1.0);
        let outside = |q: &Vec<Lanes>| (0..walkers).filter(|l| !inside(q, *l)).count();
        let expected: usize = path[10..].iter().map(outside).sum();
        assert_eq!(tally.outside, expected as u64);
        let over = |times: &[Vec<Lanes>], f: &dyn Fn(f64) -> f64| -> f64 {
            let at = |q: &Vec<Lanes>| (0..walkers).map(|l| f(q[1][l])).sum::<f64>();
            times.iter().map(at).sum()
        };
        let axis = &tally.axes[1];
        for t in 0..SAMPLES {
            assert!((axis.sums[t] - over(&path[t..=t], &|q| q)).abs() < 1e-12);
            assert!((axis.squares[t] - over(&path[t..=t], &|q| q * q)).abs() < 1e-12);
        }
        let lags: Vec<_> = axis.lags().collect();
        assert_eq!(lags.len(), 13);
        for (lag, sums) in lags.iter().enumerate() {
            let (from, to) = (correlated + lag, SAMPLES - lag);
            assert_eq!(sums.pairs, to - correlated);
            assert!((sums.head - over(&path[correlated..to], &|q| q)).abs() < 1e-12);
            assert!((sums.tail - over(&path[from..], &|q| q)).abs() < 1e-12);
            let pairs = path[correlated..to].iter().zip(&path[from..]);
            let product: f64 = pairs
                .map(|(p, q)| (0..walkers).map(|l| p[1][l] * q[1][l]).sum::<f64>())
                .sum();
            assert!((sums.product - product).abs() < 1e-11);
        }
    }

    #[test]
    fn a_trajectory_that_diverges_leaves_nothing() {
        let whole = path(1);
        let mut broken = whole.clone();
        broken[20][0][5] = f64::NAN;
        broken[29][1][6] = 1e200;
        let tally = plan(0, 0).tally(1, &broken, 7);
        assert_eq!((tally.trajectories, tally.diverged), (5, 2));
        let rest = plan(0, 0).tally(1, &whole, 5);
        assert_eq!((tally.axes, tally.positions), (rest.axes, rest.positions));
        // A path of the wrong length is not recorded.
        let short = plan(0, 0).tally(1, &whole[1..], 7);
        assert_eq!(
            (short.trajectories, short.diverged, short.outside),
            (0, 7, 0)
        );
        assert!(short.axes[0].sums.iter().all(|sum| *sum == 0.0));
    }

    #[test]
    fn a_plan_that_begins_after_the_end_records_nothing() {
        let tally = plan(SAMPLES, SAMPLES + 3).tally(0, &path(0), 64);
        assert_eq!(tally.positions.iter().sum::<u64>() + tally.outside, 0);
        assert_eq!(tally.axes[0].lags().count(), 0);
    }

    #[test]
    fn merging_is_exact_in_any_order() {
        let plan = plan(0, 0);
        let part = |blocks: &[u32]| {
            let mut paths = Paths::default();
            for &block in blocks {
                paths.insert(plan.tally(block, &path(block), 64));
            }
            paths
        };
        let all = part(&[0, 1, 2, 3]);
        let (a, b, c) = (part(&[2, 0]), part(&[3]), part(&[1, 2]));
        assert_eq!(a.clone().merge(b.clone()).merge(c.clone()), all);
        assert_eq!(c.clone().merge(b.merge(a.clone())), all);
        assert_eq!(all.clone().merge(all.clone()), all);
        assert_eq!(all.trajectories(), 256);
        // A report replaces an earlier one of the same block.
        let mut paths = Paths::default();
        paths.insert(plan.tally(2, &path(2), 10));
        paths.insert(plan.tally(2, &path(2), 64));
        assert_eq!(paths, part(&[2]));
        let bytes = postcard::to_stdvec(&all).unwrap();
        assert_eq!(postcard::from_bytes::<Paths>(&bytes).unwrap(), all);
    }
}
