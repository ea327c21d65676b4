//! A regular grid of bins over a box.

use expression::{LANES, Lanes, Vectors};

/// Around 1.5·2^52 neighbouring numbers are one apart: adding it rounds to a whole number and leaves
/// that in the low bits. Unlike a conversion, this vectorises everywhere.
const MAGIC: f64 = 6_755_399_441_055_744.0;

/// Most dimensions in which anything is counted, learned or drawn on a grid.
pub const MOST_GRIDDED: usize = 3;

/// Equal bins over a box of up to three dimensions, numbered row-major; the number after the last
/// stands for the outside. Along a periodic axis the box is one period, and nothing is outside.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    axes: Vec<Axis>,
    /// True if some axis is periodic.
    wraps: bool,
}

/// The bins along one axis.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Axis {
    lower: f64,
    width: f64,
    /// `1 / width`
    scale: f64,
    bins: u32,
    periodic: bool,
}

impl Grid {
    /// `bins[i]` bins along axis `i`, from `lower[i]` to `upper[i]`.
    pub fn new(lower: &[f64], upper: &[f64], bins: &[u32]) -> Self {
        let along = |((&lower, &upper), &bins): ((&f64, &f64), &u32)| {
            let width = (upper - lower) / f64::from(bins);
            Axis {
                lower,
                width,
                scale: 1.0 / width,
                bins,
                periodic: false,
            }
        };
        Grid {
            axes: lower.iter().zip(upper).zip(bins).map(along).collect(),
            wraps: false,
        }
    }

    /// The same bins with these axes periodic: positions wrap, and the first bin follows the last.
    #[must_use]
    pub fn wrapped(mut self, periodic: &[bool]) -> Self {
        for (axis, periodic) in self.axes.iter_mut().zip(periodic) {
            axis.periodic = *periodic;
            self.wraps |= *periodic;
        }
        self
    }

    /// For each axis, true if it is periodic.
    pub fn periodic(&self) -> Vec<bool> {
        self.axes.iter().map(|axis| axis.periodic).collect()
    }

    /// The period of an axis; `None` if it has none.
    pub fn period(&self, axis: usize) -> Option<f64> {
        let [lower, upper] = self.interval(axis);
        self.axes[axis].periodic.then_some(upper - lower)
    }

    /// Number of axes.
    pub fn dimension(&self) -> usize {
        self.axes.len()
    }

    /// Number of bins inside the box; also the number that stands for the outside.
    #[inline]
    pub fn len(&self) -> usize {
        self.axes.iter().map(|axis| axis.bins as usize).product()
    }

    /// True if there are no bins.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Volume of one bin.
    pub fn volume(&self) -> f64 {
        self.axes.iter().map(|axis| axis.width).product()
    }

    /// Width of a bin along each axis, from the ends of the box.
    pub fn widths(&self) -> Vec<f64> {
        let along = |axis: usize| {
            let [lower, upper] = self.interval(axis);
            (upper - lower) / f64::from(self.axes[axis].bins)
        };
        (0..self.dimension()).map(along).collect()
    }

    /// Centres of the bins along an axis.
    pub fn centres(&self, axis: usize) -> Vec<f64> {
        let Axis {
            lower, width, bins, ..
        } = self.axes[axis];
        let centre = |i| lower + (f64::from(i) + 0.5) * width;
        (0..bins).map(centre).collect()
    }

    /// The box along an axis.
    pub fn interval(&self, axis: usize) -> [f64; 2] {
        let Axis {
            lower, width, bins, ..
        } = self.axes[axis];
        [lower, lower + width * f64::from(bins)]
    }

    /// Bins along each axis.
    pub fn bins(&self) -> Vec<usize> {
        self.axes.iter().map(|axis| axis.bins as usize).collect()
    }

    /// Centres of all bins, in the order of their numbers.
    pub fn points(&self) -> Vectors {
        let d = self.dimension();
        let centres: Vec<Vec<f64>> = (0..d).map(|axis| self.centres(axis)).collect();
        let mut points = vec![0.0; self.len() * d];
        for (number, point) in points.chunks_exact_mut(d).enumerate() {
            let mut rest = number;
            for (x, centres) in point.iter_mut().zip(&centres).rev() {
                *x = centres[rest % centres.len()];
                rest /= centres.len();
            }
        }
        Vectors::of(d, points)
    }

    /// The number of the bin that contains a point; `None` outside.
    pub fn number(&self, point: &[f64]) -> Option<usize> {
        let lanes: Vec<Lanes> = point.iter().map(|x| Lanes::splat(*x)).collect();
        let mut numbers = [0; LANES];
        self.locate(&lanes, &mut numbers);
        Some(numbers[0] as usize).filter(|n| *n < self.len())
    }

    /// Numbers of the bins that contain a block of positions. NaN is outside.
    ///
    /// A position within an ulp of an edge may fall to either side, the same one on every platform.
    #[inline(always)]
    pub fn locate(&self, q: &[Lanes], out: &mut [u32; LANES]) {
        if self.wraps {
            return self.locate_wrapped(q, out);
        }
        self.locate_here(q, out);
    }

    /// Apart from the rest, which needs no copy.
    #[inline(never)]
    fn locate_wrapped(&self, q: &[Lanes], out: &mut [u32; LANES]) {
        let mut inside = [Lanes::splat(0.0); 3];
        let d = q.len().min(inside.len());
        inside[..d].copy_from_slice(&q[..d]);
        self.wrap(&mut inside[..d]);
        self.locate_here(&inside[..d], out);
    }

    /// Moves positions by whole periods into the box, along its periodic axes.
    #[inline(always)]
    pub fn wrap(&self, q: &mut [Lanes]) {
        if !self.wraps {
            return;
        }
        for (axis, q) in self.axes.iter().zip(q).filter(|(axis, _)| axis.periodic) {
            let period = axis.width * f64::from(axis.bins);
            let (lower, scale) = (axis.lower, 1.0 / period);
            for lane in 0..LANES {
                let turns = (q[lane] - lower) * scale;
                let share = turns - (((turns - 0.5) + MAGIC) - MAGIC);
                // Halfway between two whole numbers either of them comes out.
                let share = if share < 0.0 { 0.0 } else { share };
                let share = if share >= 1.0 { 0.0 } else { share };
                q[lane] = lower + period * share;
            }
        }
    }

    #[inline(always)]
    fn locate_here(&self, q: &[Lanes], out: &mut [u32; LANES]) {
        match self.axes.len() {
            1 => self.locate_in::<1>(q, out),
            2 => self.locate_in::<2>(q, out),
            3 => self.locate_in::<3>(q, out),
            // Not in the bins of the first three coordinates alone.
            _ => out.fill(self.len() as u32),
        }
    }

    /// A known dimension lets the compiler unroll the loop over coordinates.
    #[inline(always)]
    fn locate_in<const D: usize>(&self, q: &[Lanes], out: &mut [u32; LANES]) {
        let (axes, q) = (&self.axes[..D], &q[..D]);
        let lower: [f64; D] = std::array::from_fn(|i| axes[i].lower);
        let scale: [f64; D] = std::array::from_fn(|i| axes[i].scale);
        let bins: [f64; D] = std::array::from_fn(|i| f64::from(axes[i].bins));
        let limits = bins.map(|bins| bins + MAGIC);
        let outside = self.len() as u32;
        for lane in 0..LANES {
            let (mut number, mut inside) = (MAGIC, true);
            for i in 0..D {
                let x = (q[i][lane] - lower[i]) * scale[i];
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
    fn along_a_periodic_axis_nothing_is_outside() {
        let grid = Grid::new(&[-1.0, 0.0], &[1.0, 1.0], &[4, 2]).wrapped(&[true, false]);
        for (point, number) in [
            ([-0.9, 0.6], Some(1)),
            ([1.1, 0.6], Some(1)),
            ([-1.1, 0.1], Some(6)),
            ([2001.1, 0.1], Some(0)),
            ([0.0, 1.1], None),
            ([f64::NAN, 0.1], None),
            ([f64::INFINITY, 0.1], None),
        ] {
            assert_eq!(grid.number(&point), number, "{point:?}");
        }
        for x in [1.0, -1.0, 3.0, -3.0, -1.0 - 1e-17, 1e5 + 1e-9] {
            let mut q = [Lanes::splat(x), Lanes::splat(7.0)];
            grid.wrap(&mut q);
            assert!(
                (-1.0..1.0).contains(&q[0][0]) && q[1][0] == 7.0,
                "{x}: {}",
                q[0][0]
            );
            let turns = (x - q[0][0]) / 2.0;
            assert!((turns - turns.round()).abs() < 1e-9, "{x}");
        }
    }

    #[test]
    fn every_position_falls_into_the_bin_around_it() {
        let grid = Grid::new(&[-1.0, 2.0], &[1.0, 5.0], &[4, 3]);
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
        let grid = Grid::new(&[-0.7], &[1.9], &[333]);
        for (k, &centre) in grid.centres(0).iter().enumerate() {
            grid.locate(&[Lanes::splat(centre)], &mut out);
            assert_eq!(out[0] as usize, k);
        }
    }
}
