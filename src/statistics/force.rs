//! The force in cells of positions, as a regression on it needs it.

use expression::unrolled;
use serde::{Deserialize, Serialize};

/// Count, sums and sums of products of the force `∇V` in each cell, with the sums of the positions:
/// a regression at the cells' mean positions sees hardly anything of the cells.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CellForce {
    dimension: usize,
    /// Cell by cell: the count, `Σ q_i`, `Σ g_i`, and `Σ g_i g_j` for `i ≤ j`, row by row.
    sums: Vec<f64>,
}

/// The samples of one cell.
#[derive(Clone, Copy, Debug)]
pub struct Cell<'a> {
    dimension: usize,
    sums: &'a [f64],
}

impl CellForce {
    /// Empty cells.
    pub fn new(dimension: usize, cells: usize) -> Self {
        CellForce {
            dimension,
            sums: vec![0.0; cells * Self::width(dimension)],
        }
    }

    /// Numbers in a cell.
    pub const fn width(dimension: usize) -> usize {
        1 + 2 * dimension + dimension * (dimension + 1) / 2
    }

    /// Counts a force, given by its components, at a position; ignores one outside every cell.
    #[inline(always)]
    pub fn add(
        &mut self,
        cell: usize,
        position: impl Fn(usize) -> f64,
        force: impl Fn(usize) -> f64,
    ) {
        unrolled!(d = self.dimension, {
            let width = Self::width(d);
            let Some(sums) = self.sums.get_mut(cell * width..(cell + 1) * width) else {
                return;
            };
            sums[0] += 1.0;
            let mut pair = 1 + 2 * d;
            for i in 0..d {
                sums[1 + i] += position(i);
                sums[1 + d + i] += force(i);
                for j in i..d {
                    sums[pair] += force(i) * force(j);
                    pair += 1;
                }
            }
        });
    }

    /// Adds another tally of the same cells.
    pub fn combine(&mut self, other: &CellForce) {
        if self.sums.is_empty() {
            *self = CellForce::new(other.dimension, other.cells().count());
        }
        for (s, x) in self.sums.iter_mut().zip(&other.sums) {
            *s += x;
        }
    }

    /// The cell of this number.
    ///
    /// # Panics
    /// If there are not as many cells.
    pub fn cell(&self, number: usize) -> Cell<'_> {
        let width = Self::width(self.dimension);
        Cell {
            dimension: self.dimension,
            sums: &self.sums[number * width..(number + 1) * width],
        }
    }

    /// The cells in the order of their numbers.
    pub fn cells(&self) -> impl ExactSizeIterator<Item = Cell<'_>> {
        let dimension = self.dimension;
        let cells = self.sums.chunks_exact(Self::width(dimension));
        cells.map(move |sums| Cell { dimension, sums })
    }
}

impl<'a> Cell<'a> {
    /// Number of samples.
    pub fn count(&self) -> f64 {
        self.sums[0]
    }

    /// `Σ q_i`
    pub fn positions(&self) -> &'a [f64] {
        &self.sums[1..=self.dimension]
    }

    /// `Σ g_i`
    pub fn forces(&self) -> &'a [f64] {
        &self.sums[1 + self.dimension..][..self.dimension]
    }

    /// `Σ g_i g_j` for `i ≤ j`, row by row.
    pub fn products(&self) -> &'a [f64] {
        &self.sums[1 + 2 * self.dimension..]
    }

    /// Mean position and mean force; `None` if the cell is empty.
    pub fn means(&self) -> Option<[Vec<f64>; 2]> {
        let count = self.count();
        let mean = |sums: &[f64]| sums.iter().map(|s| s / count).collect();
        (count > 0.0).then(|| [mean(self.positions()), mean(self.forces())])
    }
}

#[cfg(test)]
mod tests {
    use super::CellForce;

    #[test]
    fn cells_add_up_whatever_the_order_of_the_blocks() {
        let mut blocks = [CellForce::new(2, 2), CellForce::new(2, 2)];
        for (block, cell, q, g) in [
            (0, 1, [1.0, 2.0], [3.0, -1.0]),
            (1, 1, [3.0, 4.0], [1.0, 5.0]),
            (1, 9, [0.0, 0.0], [1e9, 1e9]),
        ] {
            blocks[block].add(cell, |i| q[i], |i| g[i]);
        }
        let [mut all, mut reversed] = [(); 2].map(|()| CellForce::default());
        blocks.iter().for_each(|block| all.combine(block));
        blocks
            .iter()
            .rev()
            .for_each(|block| reversed.combine(block));
        assert_eq!(all, reversed);
        let cells: Vec<_> = all.cells().collect();
        assert!(cells[0].means().is_none());
        assert_eq!(cells[1].count(), 2.0);
        assert_eq!(cells[1].means().unwrap(), [vec![2.0, 3.0], vec![2.0, 2.0]]);
        assert_eq!(cells[1].products(), [10.0, 2.0, 26.0]);
    }
}
