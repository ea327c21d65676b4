//! Counts of transitions between places, from one observation of a walker to the next.

use serde::{Deserialize, Serialize};

/// Counts of transitions between the places of a coarse grid, observed once per window.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TransitionCounts {
    places: usize,
    /// From each place (row) to each place.
    counts: Vec<u32>,
}

impl TransitionCounts {
    /// A table without transitions.
    pub fn new(places: usize) -> Self {
        TransitionCounts {
            places,
            counts: vec![0; places * places],
        }
    }

    /// Counts a transition, or a stay; ignores it if either end is outside.
    pub fn add(&mut self, from: usize, to: usize) {
        if from < self.places && to < self.places {
            self.counts[from * self.places + to] += 1;
        }
    }

    /// Every pair of places with transitions between them: from, to, count.
    pub fn iter(&self) -> impl Iterator<Item = (usize, usize, u64)> {
        let places = self.places;
        self.counts
            .iter()
            .enumerate()
            .filter(|(_, count)| **count > 0)
            .map(move |(i, &count)| (i / places, i % places, u64::from(count)))
    }
}
