//! A regular grid of bins over a box.

use expression::{LANES, Lanes};

/// Equal bins over a box, numbered row-major; the number after the last stands for the outside.
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

    /// Number of bins inside the box; also the number that stands for the outside.
    pub fn len(&self) -> usize {
        self.bins.iter().map(|&b| b as usize).product()
    }

    /// True if there are no bins.
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

    /// The box along an axis.
    pub fn interval(&self, axis: usize) -> [f64; 2] {
        let length = self.width[axis] * f64::from(self.bins[axis]);
        [self.lower[axis], self.lower[axis] + length]
    }

    /// Bins along each axis.
    pub fn bins(&self) -> [usize; D] {
        self.bins.map(|b| b as usize)
    }

    /// Centres of all bins, in the order of their numbers.
    pub fn points(&self) -> Vec<[f64; D]> {
        let centres: [Vec<f64>; D] = std::array::from_fn(|axis| self.centres(axis));
        let point = |number: usize| {
            let (mut rest, mut point) = (number, [0.0; D]);
            for axis in (0..D).rev() {
                point[axis] = centres[axis][rest % centres[axis].len()];
                rest /= centres[axis].len();
            }
            point
        };
        (0..self.len()).map(point).collect()
    }

    /// The number of the bin that contains a point; `None` outside.
    pub fn number(&self, point: &[f64; D]) -> Option<usize> {
        let lanes = point.map(Lanes::splat);
        let mut numbers = [0; LANES];
        self.locate(&lanes, &mut numbers);
        Some(numbers[0] as usize).filter(|n| *n < self.len())
    }

    /// Numbers of the bins that contain a block of positions. NaN is outside.
    ///
    /// A position within an ulp of an edge may fall to either side, the same one on every platform.
    #[inline]
    pub fn locate(&self, q: &[Lanes; D], out: &mut [u32; LANES]) {
        // Around 1.5·2^52 neighbouring numbers are one apart: adding it rounds to a whole number
        // and leaves that in the low bits. Unlike a conversion, this vectorises everywhere.
        const MAGIC: f64 = 6_755_399_441_055_744.0;
        let outside = self.len() as u32;
        let scale = self.width.map(|width| 1.0 / width);
        let bins = self.bins.map(f64::from);
        let limits = bins.map(|bins| bins + MAGIC);
        for lane in 0..LANES {
            let (mut number, mut inside) = (MAGIC, true);
            for i in 0..D {
                let x = (q[i][lane] - self.lower[i]) * scale[i];
                let raised = (x - 0.5) + MAGIC;
                inside &= (x >= 0.0) & (raised < limits[i]);
                number = if i == 0 {
                    raised
                } else {
                    (number - MAGIC) * bins[i] + raised
                };
            }
            let number = number.to_bits() as u32;
            out[lane] = if inside { number } else { outside };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Grid;
    use expression::Lanes;

    #[test]
    fn every_position_falls_into_the_bin_around_it() {
        let grid = Grid::new([-1.0, 2.0], [1.0, 5.0], [4, 3]);
        let (mut x, mut y, mut out) = (Lanes::splat(0.0), Lanes::splat(2.5), [0; 64]);
        let cases = [
            (-0.99, 2.1, 0),
            (0.6, 4.9, 11),
            (-0.2, 3.5, 4),
            (1.01, 3.0, 12),
            (0.0, 1.9, 12),
            (f64::NAN, 3.0, 12),
            (0.0, f64::INFINITY, 12),
            (-1e300, 1e300, 12),
        ];
        for (lane, (a, b, _)) in cases.into_iter().enumerate() {
            (x[lane], y[lane]) = (a, b);
        }
        grid.locate(&[x, y], &mut out);
        for (lane, (a, b, number)) in cases.into_iter().enumerate() {
            assert_eq!(out[lane], number, "({a}, {b})");
        }
        // Bin centres find their own bins, on a grid whose edges are not round numbers.
        let grid = Grid::new([-0.7], [1.9], [333]);
        for (k, &centre) in grid.centres(0).iter().enumerate() {
            grid.locate(&[Lanes::splat(centre)], &mut out);
            assert_eq!(out[0] as usize, k);
        }
    }
}
