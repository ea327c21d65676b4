//! Tensor products of cubic B-splines, evaluated anywhere in their box.

use crate::CubicSpline;
use crate::tensor::MOST;

/// Most functions along an axis that do not vanish at two points closer than a knot interval.
const ALONG: usize = 5;

/// The basis `B_{k1}(q_1) … B_{kd}(q_d)` over equal knot intervals, numbered row-major.
#[derive(Clone, Debug)]
pub(crate) struct TensorBasis {
    axes: Vec<CubicSpline>,
    intervals: Vec<usize>,
    /// Distance in the flat array between neighbours along each axis.
    strides: Vec<usize>,
}

/// The basis functions that do not vanish at a point: their numbers, ascending, and their values and
/// gradients, zero beyond the dimension.
#[derive(Clone, Debug)]
pub(crate) struct Support(Vec<(usize, f64, [f64; MOST])>);

/// Values and slopes of consecutive functions along one axis.
struct Along {
    first: usize,
    len: usize,
    values: [f64; ALONG],
    slopes: [f64; ALONG],
}

impl Along {
    fn new(first: usize) -> Self {
        Along {
            first,
            len: 0,
            values: [0.0; ALONG],
            slopes: [0.0; ALONG],
        }
    }

    /// Adds a share of the four functions from number `first`.
    fn with(mut self, first: usize, values: &[f64; 4], slopes: &[f64; 4], share: f64) -> Self {
        let from = first - self.first;
        self.len = from + 4;
        for k in 0..4 {
            self.values[from + k] += share * values[k];
            self.slopes[from + k] += share * slopes[k];
        }
        self
    }
}

impl TensorBasis {
    /// Splines with this many knot intervals along each axis of a box.
    pub fn new(lower: &[f64], upper: &[f64], intervals: &[usize]) -> Self {
        let axes = lower.iter().zip(upper).zip(intervals);
        let mut strides = vec![1; intervals.len()];
        for axis in (1..intervals.len()).rev() {
            strides[axis - 1] = strides[axis] * (intervals[axis] + 3);
        }
        TensorBasis {
            axes: axes
                .map(|((&lower, &upper), &n)| CubicSpline::zero(lower, upper, n))
                .collect(),
            intervals: intervals.to_vec(),
            strides,
        }
    }

    /// Number of basis functions.
    pub fn len(&self) -> usize {
        self.intervals.iter().map(|n| n + 3).product()
    }

    /// Knot intervals along each axis.
    pub fn intervals(&self) -> &[usize] {
        &self.intervals
    }

    /// Distance between the numbers of the outermost functions that do not vanish in a cell smaller
    /// than a knot interval.
    pub fn width(&self) -> usize {
        let furthest = ALONG - 1;
        self.strides.iter().map(|stride| furthest * stride).sum()
    }

    /// The number of the knot box that contains a point, row-major.
    pub fn knot_box(&self, q: &[f64]) -> usize {
        let along = self.axes.iter().zip(q).zip(&self.intervals);
        along.fold(0, |number, ((axis, &x), n)| number * n + axis.basis(x).0)
    }

    /// The functions that do not vanish at a point.
    pub fn at(&self, q: &[f64]) -> Support {
        self.product(|i| {
            let axis = &self.axes[i];
            let ((first, values), [slopes, _]) = (axis.basis(q[i]), axis.derivatives(q[i]));
            Along::new(first).with(first, &values, &slopes, 1.0)
        })
    }

    /// Their means over a cell about a point, narrower than the knot intervals. The mean over two
    /// points along each axis, a standard deviation of the uniform distribution apart from its
    /// centre, is that over the cell, but for terms of the fourth order.
    pub fn mean(&self, q: &[f64], widths: &[f64]) -> Support {
        self.product(|i| {
            let (axis, off) = (&self.axes[i], widths[i] / 12.0_f64.sqrt());
            let mut along = Along::new(axis.basis(q[i] - off).0);
            for x in [q[i] - off, q[i] + off] {
                let ((first, values), [slopes, _]) = (axis.basis(x), axis.derivatives(x));
                along = along.with(first, &values, &slopes, 0.5);
            }
            along
        })
    }

    fn product(&self, along: impl Fn(usize) -> Along) -> Support {
        let d = self.axes.len();
        let mut slopes = [1.0; MOST];
        slopes[d..].fill(0.0);
        let mut functions = Vec::with_capacity(ALONG.pow(d as u32));
        functions.push((0, 1.0, slopes));
        for (i, stride) in self.strides.iter().enumerate() {
            let along = along(i);
            let before = functions.len();
            functions.resize(before * along.len, (0, 0.0, slopes));
            // From the last one down: no unread entry is overwritten.
            for n in (0..before).rev() {
                let (number, value, gradient) = functions[n];
                for k in (0..along.len).rev() {
                    let mut product = gradient;
                    for (axis, product) in product.iter_mut().enumerate() {
                        let factors = if axis == i {
                            &along.slopes
                        } else {
                            &along.values
                        };
                        *product *= factors[k];
                    }
                    let number = number + (along.first + k) * stride;
                    functions[along.len * n + k] = (number, value * along.values[k], product);
                }
            }
        }
        Support(functions)
    }

    /// The numbers of every three consecutive functions along an axis: `k`, `k + 1`, `k + 2`.
    pub fn triples(&self) -> impl Iterator<Item = [usize; 3]> {
        let axes = self.strides.iter().zip(&self.intervals);
        axes.flat_map(|(&stride, &n)| {
            (0..self.len())
                .filter(move |k| k / stride % (n + 3) + 2 < n + 3)
                .map(move |k| [k, k + stride, k + 2 * stride])
        })
    }
}

impl Support {
    /// Number, value and gradient of each.
    pub fn functions(&self) -> &[(usize, f64, [f64; MOST])] {
        &self.0
    }

    /// Number and value of each.
    pub fn values(&self) -> impl Iterator<Item = (usize, f64)> + '_ {
        self.functions().iter().map(|&(k, value, _)| (k, value))
    }

    /// The value of a spline with these coefficients.
    pub fn value(&self, coefficients: &[f64]) -> f64 {
        self.values()
            .map(|(k, value)| value * coefficients[k])
            .sum()
    }

    /// The gradient of a spline with these coefficients; zero beyond the dimension.
    pub fn gradient(&self, coefficients: &[f64]) -> [f64; MOST] {
        let mut sum = [0.0; MOST];
        for (k, _, gradient) in self.functions() {
            for (sum, slope) in sum.iter_mut().zip(gradient) {
                *sum += coefficients[*k] * slope;
            }
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::TensorBasis;

    #[test]
    fn the_mean_over_a_cell_is_that_of_its_points() {
        let basis = TensorBasis::new(&[0.0], &[4.0], &[8]);
        let coefficients: Vec<f64> = (0..11).map(|k| f64::from(k * k % 7)).collect();
        for centre in [0.31, 1.52, 2.0, 3.7] {
            let points = (0..1000).map(|k| centre + 0.2 * (f64::from(k) / 999.0 - 0.5));
            let slopes = points.map(|x| basis.at(&[x]).gradient(&coefficients)[0]);
            let exact = slopes.sum::<f64>() / 1000.0;
            let mean = basis.mean(&[centre], &[0.2]).gradient(&coefficients)[0];
            let plain = basis.at(&[centre]).gradient(&coefficients)[0];
            assert!((mean - exact).abs() < 0.25 * (plain - exact).abs() + 1e-3);
        }
    }

    #[test]
    fn products_of_straight_lines_are_reproduced_anywhere() {
        let (lower, upper, intervals) = ([-1.0, 0.0, 2.0], [2.0, 1.0, 4.0], [5, 6, 4]);
        let basis = TensorBasis::new(&lower, &upper, &intervals);
        // Marsden's identity along each axis.
        let line = |axis: usize, k: usize| {
            lower[axis] + (k as f64 - 1.0) * (upper[axis] - lower[axis]) / intervals[axis] as f64
        };
        let coefficients: Vec<f64> = (0..basis.len())
            .map(|flat| line(0, flat / 63) * line(1, flat / 7 % 9) * line(2, flat % 7))
            .collect();
        for q in [[-0.3, 0.77, 2.1], [1.99, 0.01, 3.999], [0.2, 0.5, 3.0]] {
            let support = basis.at(&q);
            let [x, y, z] = q;
            assert!((support.value(&coefficients) - x * y * z).abs() < 1e-13);
            let gradient = support.gradient(&coefficients);
            for (slope, exact) in gradient.iter().zip([y * z, x * z, x * y]) {
                assert!((slope - exact).abs() < 1e-12);
            }
            let functions = support.functions();
            assert!(functions.is_sorted_by_key(|f| f.0));
            // The mean of x over a cell is that at its centre; that of x² is not.
            let mean = basis.mean(&q, &[0.3, 0.1, 0.2]);
            assert!((mean.value(&coefficients) - x * y * z).abs() < 1e-12);
            let span = |s: &super::Support| s.functions().last().unwrap().0 - s.functions()[0].0;
            assert!(span(&support) <= basis.width() && span(&mean) <= basis.width());
        }
        assert_eq!(basis.knot_box(&[-0.9, 0.99, 2.6]), 5 * 4 + 1);
    }
}
