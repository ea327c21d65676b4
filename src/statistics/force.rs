//! The force in cells of positions: its fluctuation about the cell's mean is the unresolved part.

use expression::unrolled;
use serde::{Deserialize, Serialize};

/// Count, sums and sums of products of the force `∇V` in each cell.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CellForce {
    dimension: usize,
    /// Cell by cell: the count, `Σ g_i`, and `Σ g_i g_j` for `i ≤ j`, row by row.
    sums: Vec<f64>,
}

impl CellForce {
    /// Empty cells.
    pub fn new(dimension: usize, cells: usize) -> Self {
        let mut new = CellForce {
            dimension,
            sums: Vec::new(),
        };
        new.sums = vec![0.0; cells * new.width()];
        new
    }

    const fn width(&self) -> usize {
        1 + self.dimension + self.dimension * (self.dimension + 1) / 2
    }

    /// Counts a force, given by its components; ignores one outside every cell.
    #[inline(always)]
    pub fn add(&mut self, cell: usize, force: impl Fn(usize) -> f64) {
        let width = self.width();
        let Some(sums) = self.sums.get_mut(cell * width..(cell + 1) * width) else {
            return;
        };
        sums[0] += 1.0;
        unrolled!(d = self.dimension, {
            let mut pair = 1 + d;
            for i in 0..d {
                sums[1 + i] += force(i);
                for j in i..d {
                    sums[pair] += force(i) * force(j);
                    pair += 1;
                }
            }
        });
    }

    /// Adds another tally of the same cells times `sign`, which is 1 or −1.
    pub fn combine(&mut self, other: &CellForce, sign: f64) {
        if self.sums.is_empty() {
            *self = CellForce {
                sums: vec![0.0; other.sums.len()],
                ..*other
            };
        }
        for (s, x) in self.sums.iter_mut().zip(&other.sums) {
            *s += sign * x;
        }
    }

    /// Count and mean force of a cell; `None` if it is empty.
    pub fn mean(&self, cell: usize) -> Option<(f64, Vec<f64>)> {
        let sums = self.sums.chunks_exact(self.width()).nth(cell)?;
        let mean = || sums[1..=self.dimension].iter().map(|s| s / sums[0]);
        (sums[0] > 0.0).then(|| (sums[0], mean().collect()))
    }

    /// `E[ (g − E[g|cell]) (g − E[g|cell])ᵀ ]`, upper triangle row by row: within-cell sums of
    /// products, divided by the counts less one per cell. NaN while the counts are too small.
    pub fn residual(&self) -> Vec<f64> {
        let d = self.dimension;
        let mut products = vec![0.0; d * (d + 1) / 2];
        let mut freedom = 0.0;
        for cell in self.sums.chunks_exact(self.width()) {
            let count = cell[0];
            if count < 2.0 {
                continue;
            }
            freedom += count - 1.0;
            let mut pair = 0;
            for i in 0..d {
                for j in i..d {
                    products[pair] += cell[1 + d + pair] - cell[1 + i] * cell[1 + j] / count;
                    pair += 1;
                }
            }
        }
        products.iter().map(|p| p / freedom).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::CellForce;

    #[test]
    fn what_differs_from_cell_to_cell_is_no_fluctuation() {
        let mut force = CellForce::new(2, 2);
        for (cell, mean) in [(0, [10.0, -3.0]), (1, [-7.0, 5.0])] {
            for [a, b] in [[1.0, 1.0], [-1.0, -1.0], [1.0, -1.0], [-1.0, 1.0]] {
                force.add(cell, |i| mean[i] + [a, 2.0 * b][i]);
            }
        }
        force.add(9, |_| 1e9);
        // Sums of squares of 8 and 32 over six degrees of freedom.
        let [xx, xy, yy]: [f64; 3] = force.residual().try_into().unwrap();
        assert!((xx - 8.0 / 6.0).abs() < 1e-13 && (yy - 32.0 / 6.0).abs() < 1e-13);
        assert!(xy.abs() < 1e-13);
    }
}
