//! The tally: the records of the walkers, block by block, and their exact merge.

use crate::{BlockAverages, CellForce, History, Octaves, TransitionCounts};
use additive::TermTally;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Number of equal parts in which a run is recorded: their differences show drift and correlation
/// that shorter blocks cannot show.
pub const SEGMENTS: usize = 4;

/// Everything recorded so far, block by block.
///
/// A block's tally depends only on the experiment and the block's number, so merging is a union of
/// maps: associative, commutative and exact, whichever worker computed a block.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    blocks: BTreeMap<u32, BlockTally>,
}

/// The record of one block of walkers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BlockTally {
    /// Number of the block in its run.
    pub block: u32,
    /// Windows made, burn-in included.
    pub windows: u64,
    /// Walker-steps recorded.
    pub steps: u64,
    pub segments: Vec<Segment>,
    /// Block averages of every observable, from the means over the block's walkers.
    pub averages: BlockAverages,
    /// `Σ p̄²` along the run.
    pub history: History,
    /// Histogram of the symmetric momentum along each coordinate, whatever its range; empty in runs
    /// that learn nothing.
    pub spread: Vec<Octaves>,
    /// The force in cells of half-step positions; empty in runs that learn nothing.
    pub force: CellForce,
    /// The forces and positions for a sum of terms, in more than three dimensions; empty in runs that
    /// learn nothing.
    pub terms: Box<TermTally>,
    /// Transitions between places, observed once per window.
    pub transitions: TransitionCounts,
    /// Walkers absorbed by an attracting island.
    pub absorbed: u64,
    /// Walkers blown up.
    pub diverged: u64,
    /// Consecutive windows in which no walker of the block survived.
    pub extinct: u32,
}

/// One part of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Segment {
    /// Positions per bin.
    pub positions: Vec<u64>,
    /// Positions outside the region.
    pub outside: u64,
    /// Symmetric momenta per bin, along each coordinate.
    pub momenta: Vec<Vec<u64>>,
    /// Samples in `sums`.
    pub samples: u64,
    /// Sums of the observables.
    pub sums: Vec<f64>,
}

impl Segment {
    /// An empty part.
    pub fn new(positions: usize, momenta: usize, dimension: usize, observables: usize) -> Self {
        Segment {
            positions: vec![0; positions],
            outside: 0,
            momenta: vec![vec![0; momenta]; dimension],
            samples: 0,
            sums: vec![0.0; observables],
        }
    }
}

impl Tally {
    /// Inserts a block's record; a later state of a block replaces an earlier one.
    pub fn insert(&mut self, block: BlockTally) {
        let windows = self
            .blocks
            .get(&block.block)
            .map_or(0, |known| known.windows);
        if block.windows >= windows {
            self.blocks.insert(block.block, block);
        }
    }

    /// The union of two tallies.
    #[must_use]
    pub fn merge(mut self, other: Tally) -> Tally {
        for (_, block) in other.blocks {
            self.insert(block);
        }
        self
    }

    /// The blocks in the order of their numbers.
    pub fn blocks(&self) -> impl Iterator<Item = &BlockTally> + Clone {
        self.blocks.values()
    }

    /// All non-empty parts of all blocks, in order: independent or nearly so.
    pub fn batches(&self) -> impl Iterator<Item = &Segment> + Clone {
        self.blocks()
            .flat_map(|b| &b.segments)
            .filter(|s| s.samples > 0)
    }

    /// Walker-steps recorded.
    pub fn steps(&self) -> u64 {
        self.blocks().map(|b| b.steps).sum()
    }

    /// Sum over the batches of the vectors that `part` selects, element by element.
    pub fn total<'a>(
        batches: impl Iterator<Item = &'a Segment>,
        part: impl Fn(&'a Segment) -> &'a [u64],
    ) -> Vec<u64> {
        let mut total = Vec::new();
        for counts in batches.map(part) {
            total.resize(counts.len(), 0);
            for (t, n) in total.iter_mut().zip(counts) {
                *t += n;
            }
        }
        total
    }
}
