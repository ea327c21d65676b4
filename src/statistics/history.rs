//! A coarse time series from the very first step, burn-in included.

use serde::{Deserialize, Serialize};

/// Sums of one quantity over a fixed number of equal spans of the run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct History {
    sums: Vec<f64>,
    counts: Vec<u64>,
}

impl History {
    /// Number of spans.
    pub const SPANS: usize = 64;

    /// An empty history.
    pub fn new() -> Self {
        History {
            sums: vec![0.0; Self::SPANS],
            counts: vec![0; Self::SPANS],
        }
    }

    /// Adds to the span that contains window `window` of `windows`.
    pub fn add(&mut self, window: u64, windows: u64, sum: f64, count: u64) {
        let span = (window * Self::SPANS as u64 / windows.max(1)) as usize;
        let span = span.min(Self::SPANS - 1);
        self.sums[span] += sum;
        self.counts[span] += count;
    }

    /// Mean of each span over several histories, as far as there are data.
    pub fn means<'a>(histories: impl Iterator<Item = &'a History> + Clone) -> Vec<f64> {
        let span = |i: usize| {
            let sum: f64 = histories.clone().map(|h| h.sums[i]).sum();
            let count: u64 = histories.clone().map(|h| h.counts[i]).sum();
            (count > 0).then(|| sum / count as f64)
        };
        (0..Self::SPANS).map_while(span).collect()
    }
}

impl Default for History {
    fn default() -> Self {
        Self::new()
    }
}
