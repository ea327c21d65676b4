//! Tensor products of cubic B-splines, evaluated at the centres of a grid's bins.

use crate::CubicSpline;
use statistics::Grid;

/// Most dimensions of a tensor product.
pub(crate) const MOST: usize = 3;

/// `u(q) = Σ a_{k1…kd} B_{k1}(q_1) … B_{kd}(q_d)` at the bin centres: for each bin, the indices and
/// weights of the coefficients that contribute.
#[derive(Clone, Debug)]
pub struct Design {
    axes: Vec<Axis>,
}

/// The splines along one axis.
#[derive(Clone, Debug)]
struct Axis {
    /// Per bin, the index of the first basis function and the values of four.
    values: Vec<(usize, [f64; 4])>,
    /// Slopes and curvatures of the same four.
    derivatives: Vec<[[f64; 4]; 2]>,
    /// Number of coefficients, and the stride between neighbours in the flat array.
    size: usize,
    stride: usize,
}

impl Design {
    /// Splines over the grid's box with one knot for every `bins_per_knot[i]` bins along axis `i`.
    pub fn new(grid: &Grid, bins_per_knot: &[usize]) -> Self {
        let mut stride = 1;
        let along = |(axis, bins_per_knot): (usize, &usize)| {
            let centres = grid.centres(axis);
            let [lower, upper] = grid.interval(axis);
            let intervals = (centres.len() / bins_per_knot).max(4);
            let knots = CubicSpline::zero(lower, upper, intervals);
            let axis = Axis {
                values: centres.iter().map(|&x| knots.basis(x)).collect(),
                derivatives: centres.iter().map(|&x| knots.derivatives(x)).collect(),
                size: intervals + 3,
                stride,
            };
            stride *= axis.size;
            axis
        };
        let mut axes: Vec<Axis> = bins_per_knot.iter().enumerate().rev().map(along).collect();
        axes.reverse();
        Design { axes }
    }

    /// Number of axes.
    pub fn dimension(&self) -> usize {
        self.axes.len()
    }

    /// Knot intervals along each axis.
    pub fn intervals(&self) -> Vec<usize> {
        self.axes.iter().map(|axis| axis.size - 3).collect()
    }

    /// Number of coefficients.
    pub fn coefficients(&self) -> usize {
        self.axes.iter().map(|axis| axis.size).product()
    }

    /// Distance in the flat array between the outermost coefficients that contribute to one bin.
    pub fn width(&self) -> usize {
        self.axes.iter().map(|axis| 3 * axis.stride).sum()
    }

    /// The coefficients that contribute to a bin, in ascending order, with their weights.
    pub fn row(&self, bin: usize) -> Row {
        let mut row = Row {
            entries: [(0, 1.0); 1 << (2 * MOST)],
            len: 1,
        };
        for (axis, place) in self.axes.iter().zip(self.place(bin)) {
            let (first, values) = axis.values[place];
            // From the last one down: no unread entry is overwritten.
            for i in (0..row.len).rev() {
                let (flat, weight) = row.entries[i];
                for k in (0..4).rev() {
                    row.entries[4 * i + k] = (flat + (first + k) * axis.stride, weight * values[k]);
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

    /// Gradient and second derivatives of `u` at the centre of a bin; zero beyond the dimension.
    pub fn slopes(&self, bin: usize, coefficients: &[f64]) -> ([f64; MOST], [[f64; MOST]; MOST]) {
        let (d, place) = (self.dimension(), self.place(bin));
        let (mut gradient, mut hessian) = ([0.0; MOST], [[0.0; MOST]; MOST]);
        for choice in 0..1_usize << (2 * d) {
            // Value, slope and curvature of the chosen basis function along each axis.
            let (mut flat, mut factors) = (0, [[0.0; 3]; MOST]);
            for (i, axis) in self.axes.iter().enumerate() {
                let k = choice >> (2 * i) & 3;
                let (first, values) = &axis.values[place[i]];
                let [slopes, curvatures] = &axis.derivatives[place[i]];
                flat += (first + k) * axis.stride;
                factors[i] = [values[k], slopes[k], curvatures[k]];
            }
            for i in 0..d {
                let mut slope = coefficients[flat];
                for axis in 0..d {
                    slope *= factors[axis][usize::from(axis == i)];
                }
                gradient[i] += slope;
                for j in 0..=i {
                    let mut curvature = coefficients[flat];
                    for axis in 0..d {
                        curvature *= factors[axis][usize::from(axis == i) + usize::from(axis == j)];
                    }
                    hessian[i][j] += curvature;
                }
            }
        }
        for i in 0..d {
            for j in 0..i {
                hessian[j][i] = hessian[i][j];
            }
        }
        (gradient, hessian)
    }

    /// Index of a bin along each axis.
    fn place(&self, bin: usize) -> [usize; MOST] {
        let (mut rest, mut place) = (bin, [0; MOST]);
        for (axis, place) in self.axes.iter().zip(&mut place).rev() {
            let bins = axis.values.len();
            *place = rest % bins;
            rest /= bins;
        }
        place
    }

    /// The indices of every three consecutive coefficients along an axis: `k`, `k + 1`, `k + 2`.
    pub fn triples(&self) -> impl Iterator<Item = [usize; 3]> {
        self.axes.iter().flat_map(|&Axis { size, stride, .. }| {
            (0..self.coefficients())
                .filter(move |k| k / stride % size + 2 < size)
                .map(move |k| [k, k + stride, k + 2 * stride])
        })
    }
}

/// The coefficients that contribute to one bin.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    entries: [(usize, f64); 1 << (2 * MOST)],
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
        let grid = Grid::new(&[-1.0, 0.0, 2.0], &[2.0, 1.0, 4.0], &[10, 12, 8]);
        let design = Design::new(&grid, &[2; 3]);
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
        for (bin, q) in grid.points().iter().enumerate() {
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
