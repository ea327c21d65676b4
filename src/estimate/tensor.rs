//! Tensor products of cubic B-splines, evaluated at the centres of a grid's bins.

use crate::CubicSpline;
use statistics::Grid;

/// Number of basis functions that do not vanish at a point in three dimensions, the most.
const MOST: usize = 64;

/// `u(q) = Σ a_{k1…kd} B_{k1}(q_1) … B_{kd}(q_d)` at the bin centres: for each bin, the indices and
/// weights of the coefficients that contribute.
#[derive(Clone, Debug)]
pub struct Design<const D: usize> {
    /// Per axis and bin, the index of the first basis function and the values of four.
    axes: [Vec<(usize, [f64; 4])>; D],
    /// Slopes and curvatures of the same four.
    derivatives: [Vec<[[f64; 4]; 2]>; D],
    /// Number of coefficients along each axis, and the stride between neighbours in the flat array.
    sizes: [usize; D],
    strides: [usize; D],
}

impl<const D: usize> Design<D> {
    /// Splines over the grid's box with one knot for every `bins_per_knot[i]` bins along axis `i`.
    pub fn new(grid: &Grid<D>, bins_per_knot: [usize; D]) -> Self {
        let mut sizes = [0; D];
        let centres: [Vec<f64>; D] = std::array::from_fn(|axis| grid.centres(axis));
        let knots: [CubicSpline; D] = std::array::from_fn(|axis| {
            let [lower, upper] = grid.interval(axis);
            let intervals = (centres[axis].len() / bins_per_knot[axis]).max(4);
            sizes[axis] = intervals + 3;
            CubicSpline::zero(lower, upper, intervals)
        });
        let along = |axis: usize| centres[axis].iter().map(move |&x| (axis, x));
        let axes =
            std::array::from_fn(|axis| along(axis).map(|(axis, x)| knots[axis].basis(x)).collect());
        let derivatives = std::array::from_fn(|axis| {
            let slopes = along(axis).map(|(axis, x)| knots[axis].derivatives(x));
            slopes.collect()
        });
        let mut strides = [1; D];
        for axis in (0..D.saturating_sub(1)).rev() {
            strides[axis] = strides[axis + 1] * sizes[axis + 1];
        }
        Design {
            axes,
            derivatives,
            sizes,
            strides,
        }
    }

    /// Knot intervals along each axis.
    pub fn intervals(&self) -> [usize; D] {
        self.sizes.map(|size| size - 3)
    }

    /// Number of coefficients.
    pub fn coefficients(&self) -> usize {
        self.sizes.iter().product()
    }

    /// Distance in the flat array between the outermost coefficients that contribute to one bin.
    pub fn width(&self) -> usize {
        self.strides.iter().map(|s| 3 * s).sum()
    }

    /// The coefficients that contribute to a bin, in ascending order, with their weights.
    pub fn row(&self, bin: usize) -> Row {
        let mut row = Row {
            entries: [(0, 1.0); MOST],
            len: 1,
        };
        let place = self.place(bin);
        for axis in 0..D {
            let (first, values) = self.axes[axis][place[axis]];
            // From the last one down: no unread entry is overwritten.
            for i in (0..row.len).rev() {
                let (flat, weight) = row.entries[i];
                for k in (0..4).rev() {
                    row.entries[4 * i + k] =
                        (flat + (first + k) * self.strides[axis], weight * values[k]);
                }
            }
            row.len *= 4;
        }
        row
    }

    /// `u` at the centre of a bin.
    pub fn value(&self, bin: usize, coefficients: &[f64]) -> f64 {
        let row = self.row(bin);
        row.entries()
            .iter()
            .map(|(k, w)| w * coefficients[*k])
            .sum()
    }

    /// Gradient and second derivatives of `u` at the centre of a bin.
    pub fn slopes(&self, bin: usize, coefficients: &[f64]) -> ([f64; D], [[f64; D]; D]) {
        let place = self.place(bin);
        let (mut gradient, mut hessian) = ([0.0; D], [[0.0; D]; D]);
        for choice in 0..1_usize << (2 * D) {
            // Value, slope and curvature of the chosen basis function along each axis.
            let (mut flat, mut factors) = (0, [[0.0; 3]; D]);
            for axis in 0..D {
                let k = choice >> (2 * axis) & 3;
                let (first, values) = &self.axes[axis][place[axis]];
                let [slopes, curvatures] = &self.derivatives[axis][place[axis]];
                flat += (first + k) * self.strides[axis];
                factors[axis] = [values[k], slopes[k], curvatures[k]];
            }
            for i in 0..D {
                let mut slope = coefficients[flat];
                for axis in 0..D {
                    slope *= factors[axis][usize::from(axis == i)];
                }
                gradient[i] += slope;
                for j in 0..=i {
                    let mut curvature = coefficients[flat];
                    for axis in 0..D {
                        curvature *= factors[axis][usize::from(axis == i) + usize::from(axis == j)];
                    }
                    hessian[i][j] += curvature;
                }
            }
        }
        for i in 0..D {
            for j in 0..i {
                hessian[j][i] = hessian[i][j];
            }
        }
        (gradient, hessian)
    }

    /// Index of a bin along each axis.
    fn place(&self, bin: usize) -> [usize; D] {
        let (mut rest, mut place) = (bin, [0; D]);
        for axis in (0..D).rev() {
            let bins = self.axes[axis].len();
            place[axis] = rest % bins;
            rest /= bins;
        }
        place
    }

    /// The indices of every three consecutive coefficients along an axis: `k`, `k + 1`, `k + 2`.
    pub fn triples(&self) -> impl Iterator<Item = [usize; 3]> {
        (0..D).flat_map(move |axis| {
            let (size, stride) = (self.sizes[axis], self.strides[axis]);
            (0..self.coefficients())
                .filter(move |k| k / stride % size + 2 < size)
                .map(move |k| [k, k + stride, k + 2 * stride])
        })
    }
}

/// The coefficients that contribute to one bin.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    entries: [(usize, f64); MOST],
    len: usize,
}

impl Row {
    /// Index and weight of each, in ascending order of index.
    pub fn entries(&self) -> &[(usize, f64)] {
        &self.entries[..self.len]
    }
}

#[cfg(test)]
mod tests {
    use super::Design;
    use statistics::Grid;

    #[test]
    fn products_of_straight_lines_are_reproduced() {
        let grid = Grid::new([-1.0, 0.0, 2.0], [2.0, 1.0, 4.0], [10, 12, 8]);
        let design = Design::new(&grid, [2; 3]);
        // Marsden's identity along each axis, with the intervals that `Design` chooses.
        let line = |axis: usize, k: usize, intervals: usize| {
            let [lower, upper] = grid.interval(axis);
            lower + (k as f64 - 1.0) * (upper - lower) / intervals as f64
        };
        let coefficients: Vec<f64> = (0..design.coefficients())
            .map(|flat| {
                let [i, j, k] = [flat / 63, flat / 7 % 9, flat % 7];
                line(0, i, 5) * line(1, j, 6) * line(2, k, 4)
            })
            .collect();
        for (bin, q) in grid.points().into_iter().enumerate() {
            let exact = q[0] * q[1] * q[2];
            assert!((design.value(bin, &coefficients) - exact).abs() < 1e-13);
            let (gradient, hessian) = design.slopes(bin, &coefficients);
            assert!((gradient[1] - q[0] * q[2]).abs() < 1e-12);
            assert!((hessian[0][2] - q[1]).abs() < 1e-12 && hessian[2][2].abs() < 1e-11);
            let row = design.row(bin);
            assert!(row.entries().is_sorted_by_key(|e| e.0));
            let span = row.entries()[63].0 - row.entries()[0].0;
            assert_eq!(span, design.width());
        }
    }
}
