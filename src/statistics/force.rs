//! The force in cells of positions, as a regression on it needs it.

use expression::{LANES, Lanes};
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

    /// Counts the forces on these walkers of a block, each in the cell of its position; ignores
    /// those outside every cell.
    #[inline(always)]
    pub fn add(
        &mut self,
        cells: &[u32; LANES],
        positions: &[Lanes],
        forces: &[Lanes],
        walkers: &[usize],
    ) {
        match self.dimension {
            1 => self.add_in::<1>(cells, positions, forces, walkers),
            2 => self.add_in::<2>(cells, positions, forces, walkers),
            3 => self.add_in::<3>(cells, positions, forces, walkers),
            // Cells end at three dimensions: every position is outside.
            _ => {}
        }
    }

    /// In a known dimension, and apart for a block without losses, the loops are short: the
    /// processor then waits for the cells of many walkers at a time.
    #[inline(always)]
    fn add_in<const D: usize>(
        &mut self,
        cells: &[u32; LANES],
        positions: &[Lanes],
        forces: &[Lanes],
        walkers: &[usize],
    ) {
        let (positions, forces) = (&positions[..D], &forces[..D]);
        let sums = &mut self.sums[..];
        if walkers.len() < LANES {
            for &lane in walkers {
                add::<D, true>(sums, cells, positions, forces, lane % LANES);
            }
        } else if D == 1 {
            for lane in 0..LANES {
                add::<D, true>(sums, cells, positions, forces, lane);
            }
        } else {
            // The cells are too many for the cache: a loop that only counts fetches them soonest.
            for &cell in cells {
                if let Some(count) = sums.get_mut(cell as usize * Self::width(D)) {
                    *count += 1.0;
                }
            }
            for lane in 0..LANES {
                add::<D, false>(sums, cells, positions, forces, lane);
            }
        }
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

/// The most numbers in a cell.
const MOST: usize = CellForce::width(3);

/// Adds the force on one walker to its cell, with or without the count.
#[inline(always)]
fn add<const D: usize, const COUNT: bool>(
    sums: &mut [f64],
    cells: &[u32; LANES],
    positions: &[Lanes],
    forces: &[Lanes],
    lane: usize,
) {
    let width = CellForce::width(D);
    let start = cells[lane] as usize * width;
    let Some(sums) = sums.get_mut(start..start + width) else {
        return;
    };
    // One sample in the order of the sums, so that a cell is added to as vectors are.
    let mut sample = [0.0; MOST];
    if COUNT {
        sample[0] = 1.0;
    }
    let mut pair = 1 + 2 * D;
    for i in 0..D {
        let force = forces[i][lane];
        sample[1 + i] = positions[i][lane];
        sample[1 + D + i] = force;
        for other in &forces[i..] {
            sample[pair] = force * other[lane];
            pair += 1;
        }
    }
    for (sum, x) in sums.iter_mut().zip(sample) {
        *sum += x;
    }
}

#[cfg(test)]
mod tests {
    use super::CellForce;
    use expression::{LANES, Lanes};

    #[test]
    fn cells_add_up_whatever_the_order_of_the_blocks() {
        let mut blocks = [CellForce::new(2, 2), CellForce::new(2, 2)];
        for (block, cell, q, g) in [
            (0, 1, [1.0, 2.0], [3.0, -1.0]),
            (1, 1, [3.0, 4.0], [1.0, 5.0]),
            (1, 9, [0.0, 0.0], [1e9, 1e9]),
        ] {
            let [q, g] = [q, g].map(|x| x.map(Lanes::splat));
            blocks[block].add(&[cell; LANES], &q, &g, &[7]);
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

    #[test]
    fn a_full_block_counts_as_its_walkers_one_by_one() {
        let all: Vec<usize> = (0..LANES).collect();
        for d in 1..=3 {
            let vectors = |shift: usize| -> Vec<Lanes> {
                let number = |i: usize, lane: usize| (1 + (i + shift) * lane % 7) as f64;
                (0..d)
                    .map(|i| Lanes(std::array::from_fn(|lane| number(i, lane))))
                    .collect()
            };
            let (q, g) = (vectors(0), vectors(3));
            let cells = std::array::from_fn(|lane| (lane % 5) as u32);
            let [mut together, mut apart] = [(); 2].map(|()| CellForce::new(d, 4));
            together.add(&cells, &q, &g, &all);
            for lane in 0..LANES {
                apart.add(&cells, &q, &g, &[lane]);
            }
            assert_eq!(together, apart);
            let counts: Vec<f64> = together.cells().map(|cell| cell.count()).collect();
            assert_eq!(counts, [13.0, 13.0, 13.0, 13.0]);
        }
    }
}
