//! Tensor products of cubic B-splines, evaluated anywhere in their box.

use crate::CubicSpline;
use crate::tensor::MOST;

/// Most basis functions that do not vanish at a point.
const SUPPORT: usize = 1 << (2 * MOST);

/// The basis `B_{k1}(q_1) … B_{kd}(q_d)` over equal knot intervals, numbered row-major.
#[derive(Clone, Debug)]
pub(crate) struct TensorBasis {
    axes: Vec<CubicSpline>,
    intervals: Vec<usize>,
    /// Distance in the flat array between neighbours along each axis.
    strides: Vec<usize>,
}

/// The basis functions that do not vanish at a point.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Support {
    len: usize,
    /// Their numbers, ascending, and their values and gradients; zero beyond the dimension.
    functions: [(usize, f64, [f64; MOST]); SUPPORT],
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

    /// Distance between the numbers of the outermost functions that overlap.
    pub fn width(&self) -> usize {
        self.strides.iter().map(|stride| 3 * stride).sum()
    }

    /// The number of the knot box that contains a point, row-major.
    pub fn knot_box(&self, q: &[f64]) -> usize {
        let along = self.axes.iter().zip(q).zip(&self.intervals);
        along.fold(0, |number, ((axis, &x), n)| number * n + axis.basis(x).0)
    }

    /// The functions that do not vanish at a point.
    pub fn at(&self, q: &[f64]) -> Support {
        let mut support = Support {
            len: 1,
            functions: [(0, 1.0, [1.0; MOST]); SUPPORT],
        };
        for (i, axis) in self.axes.iter().enumerate() {
            let ((first, values), [slopes, _]) = (axis.basis(q[i]), axis.derivatives(q[i]));
            // From the last one down: no unread entry is overwritten.
            for n in (0..support.len).rev() {
                let (number, value, gradient) = support.functions[n];
                for k in (0..4).rev() {
                    let mut product = gradient;
                    for (along, product) in product.iter_mut().enumerate() {
                        *product *= if along == i { slopes[k] } else { values[k] };
                    }
                    let number = number + (first + k) * self.strides[i];
                    support.functions[4 * n + k] = (number, value * values[k], product);
                }
            }
            support.len *= 4;
        }
        for (_, _, gradient) in support.functions[..support.len].iter_mut() {
            gradient[self.axes.len()..].fill(0.0);
        }
        support
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
        &self.functions[..self.len]
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
            assert_eq!(functions[63].0 - functions[0].0, basis.width());
        }
        assert_eq!(basis.knot_box(&[-0.9, 0.99, 2.6]), 5 * 4 + 1);
    }
}
