//! A regular grid of bins over a box.

use crate::expression::{LANES, Lanes};

/// Equal bins over a box, numbered row-major; what lies outside has the number after the last.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid<const D: usize> {
    lower: [f64; D],
    width: [f64; D],
    bins: [u32; D],
}

impl<const D: usize> Grid<D> {
    /// `bins[i]` bins along axis `i`, from `lower[i]` to `upper[i]`.
    pub fn new(lower: [f64; D], upper: [f64; D], bins: [u32; D]) -> Self {
        let width = std::array::from_fn(|i| (upper[i] - lower[i]) / f64::from(bins[i]));
        Grid { lower, width, bins }
    }

    /// Number of bins inside the box; also the number that stands for outside.
    pub fn len(&self) -> usize {
        self.bins.iter().map(|&b| b as usize).product()
    }

    /// Whether there are no bins.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Volume of one bin.
    pub fn volume(&self) -> f64 {
        self.width.iter().product()
    }

    /// Centres of the bins along an axis.
    pub fn centres(&self, axis: usize) -> Vec<f64> {
        (0..self.bins[axis])
            .map(|i| self.lower[axis] + (f64::from(i) + 0.5) * self.width[axis])
            .collect()
    }

    /// Numbers of the bins that a block of positions falls into. A position that is not a number
    /// is outside.
    #[inline]
    pub fn locate(&self, q: &[Lanes; D], out: &mut [u32; LANES]) {
        // Adding 2^52 leaves the whole part of a non-negative number in the low bits: a
        // conversion to integers that vectorises everywhere. The half turns rounding to nearest
        // into rounding down; a position within an ulp of an edge may fall to either side, the
        // same one on every machine.
        const MAGIC: f64 = 4_503_599_627_370_496.0;
        let outside = self.len() as u32;
        let mut index = [0u32; LANES];
        let mut inside = [true; LANES];
        for i in 0..D {
            let scale = 1.0 / self.width[i];
            let bins = f64::from(self.bins[i]);
            for lane in 0..LANES {
                let x = (q[i][lane] - self.lower[i]) * scale;
                inside[lane] &= x >= 0.0 && x < bins;
                let clamped = if x > 0.5 { x } else { 0.5 };
                let clamped = if clamped < bins { clamped } else { bins - 0.5 };
                let whole = ((clamped - 0.5) + MAGIC).to_bits() as u32;
                index[lane] = index[lane] * self.bins[i] + whole.min(self.bins[i] - 1);
            }
        }
        for lane in 0..LANES {
            out[lane] = if inside[lane] { index[lane] } else { outside };
        }
    }
}
