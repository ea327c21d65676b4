//! Tensor products of cubic B-splines, evaluated at the centres of a grid's bins.

use crate::CubicSpline;
use crate::functions::{Functions, second_differences, unfolded};
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
    /// Per bin, the indices of four basis functions, ascending, and their values.
    values: Vec<([usize; 4], [f64; 4])>,
    /// Slopes and curvatures of the same four.
    derivatives: Vec<[[f64; 4]; 2]>,
    functions: Functions,
    /// The stride between neighbours in the flat array.
    stride: usize,
}

impl Design {
    /// Splines over the grid's box with one knot for every `bins_per_knot[i]` bins along axis `i`,
    /// periodic where the grid is.
    pub fn new(grid: &Grid, bins_per_knot: &[usize]) -> Self {
        let mut stride = 1;
        let periodic = grid.periodic();
        let along = |(axis, bins_per_knot): (usize, &usize)| {
            let centres = grid.centres(axis);
            let [lower, upper] = grid.interval(axis);
            let fewest = if periodic[axis] { Functions::FEWEST } else { 4 };
            let functions = Functions {
                intervals: (centres.len() / bins_per_knot).max(fewest),
                periodic: periodic[axis],
            };
            let knots = CubicSpline::zero(lower, upper, functions.intervals);
            let at = |&x: &f64| {
                let ((first, values), [slopes, curvatures]) =
                    (knots.basis(x), knots.derivatives(x));
                let numbers = [0, 1, 2, 3].map(|k| functions.number(first + k));
                let mut order = [0, 1, 2, 3];
                order.sort_unstable_by_key(|k| numbers[*k]);
                let sorted = |of: [f64; 4]| order.map(|k| of[k]);
                (
                    (order.map(|k| numbers[k]), sorted(values)),
                    [sorted(slopes), sorted(curvatures)],
                )
            };
            let (values, derivatives) = centres.iter().map(at).unzip();
            let axis = Axis {
                values,
                derivatives,
                functions,
                stride,
            };
            stride *= functions.len();
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
        self.axes
            .iter()
            .map(|axis| axis.functions.intervals)
            .collect()
    }

    /// Number of coefficients.
    pub fn coefficients(&self) -> usize {
        self.axes.iter().map(|axis| axis.functions.len()).product()
    }

    /// The coefficients in the order of their functions, the first three of a period again at its end.
    pub fn unfolded(&self, coefficients: &[f64]) -> Vec<f64> {
        let functions: Vec<Functions> = self.axes.iter().map(|axis| axis.functions).collect();
        unfolded(coefficients, &functions)
    }

    /// Number of independent coefficients that the penalty on second differences leaves alone.
    pub fn unpenalised(&self) -> usize {
        self.axes
            .iter()
            .map(|axis| axis.functions.straight())
            .product()
    }

    /// Distance in the flat array between the outermost coefficients that contribute to one bin.
    pub fn width(&self) -> usize {
        let along = |axis: &Axis| axis.functions.reach(3) * axis.stride;
        self.axes.iter().map(along).sum()
    }

    /// By how much more for two neighbouring bins.
    pub fn further(&self) -> usize {
        let along = |axis: &Axis| {
            let functions = axis.functions;
            (functions.reach(4) - functions.reach(3)) * axis.stride
        };
        self.axes.iter().map(along).max().unwrap_or(0)
    }

    /// The coefficients that contribute to a bin, in ascending order, with their weights.
    pub fn row(&self, bin: usize) -> Row {
        let mut row = Row {
            entries: [(0, 1.0); 1 << (2 * MOST)],
            len: 1,
        };
        for (axis, place) in self.axes.iter().zip(self.place(bin)) {
            let (numbers, values) = axis.values[place];
            // From the last one down: no unread entry is overwritten.
            for i in (0..row.len).rev() {
                let (flat, weight) = row.entries[i];
                for k in (0..4).rev() {
                    row.entries[4 * i + k] = (flat + numbers[k] * axis.stride, weight * values[k]);
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
                let (numbers, values) = &axis.values[place[i]];
                let [slopes, curvatures] = &axis.derivatives[place[i]];
                flat += numbers[k] * axis.stride;
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

    /// The second differences of every three consecutive coefficients along an axis.
    pub fn second_differences(&self) -> impl Iterator<Item = [(usize, f64); 3]> {
        let axes = self.axes.iter().map(|axis| (axis.functions, axis.stride));
        second_differences(axes.collect(), self.coefficients())
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
