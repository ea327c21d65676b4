//! Tensor products of cubic B-splines, evaluated anywhere in their box.

use crate::CubicSpline;
use crate::functions::{Functions, second_differences};
use crate::tensor::MOST;

/// Most functions along an axis that do not vanish at two points closer than a knot interval.
const ALONG: usize = 5;

/// The basis `B_{k1}(q_1) … B_{kd}(q_d)` over equal knot intervals, numbered row-major. Along a
/// periodic axis the box is one period, and any position in it is meant by one outside.
#[derive(Clone, Debug)]
pub(crate) struct TensorBasis {
    axes: Vec<Axis>,
    intervals: Vec<usize>,
    /// Distance in the flat array between neighbours along each axis.
    strides: Vec<usize>,
}

/// The splines along one axis.
#[derive(Clone, Debug)]
struct Axis {
    splines: CubicSpline,
    functions: Functions,
    lower: f64,
    width: f64,
}

impl Axis {
    /// The position within the period of a periodic axis; any other stays.
    fn inside(&self, x: f64) -> f64 {
        if self.functions.periodic {
            x - self.width * ((x - self.lower) / self.width).floor()
        } else {
            x
        }
    }
}

/// The basis functions that do not vanish at a point: their numbers, ascending, and their values and
/// gradients, zero beyond the dimension.
#[derive(Clone, Debug)]
pub(crate) struct Support(Vec<(usize, f64, [f64; MOST])>);

/// Numbers, ascending, values and slopes of the functions along one axis.
struct Along {
    len: usize,
    numbers: [usize; ALONG],
    values: [f64; ALONG],
    slopes: [f64; ALONG],
}

impl Along {
    /// The mean over these positions, closer than a knot interval.
    fn mean<const N: usize>(axis: &Axis, places: [f64; N]) -> Self {
        let (splines, functions) = (&axis.splines, axis.functions);
        let share = 1.0 / N as f64;
        let mut along = Along {
            len: 0,
            numbers: [0; ALONG],
            values: [0.0; ALONG],
            slopes: [0.0; ALONG],
        };
        let mut begin = 0;
        for (number, x) in places.into_iter().enumerate() {
            let x = axis.inside(x);
            let ((first, values), [slopes, _]) = (splines.basis(x), splines.derivatives(x));
            if number == 0 {
                begin = first;
            }
            // On a circle the first interval follows the last.
            let from = match first.checked_sub(begin) {
                Some(from) => from,
                None => first + functions.intervals - begin,
            };
            along.len = from + 4;
            for k in 0..4 {
                along.values[from + k] += share * values[k];
                along.slopes[from + k] += share * slopes[k];
            }
        }
        for k in 0..along.len {
            along.numbers[k] = functions.number(begin + k);
        }
        if functions.periodic {
            along.sort();
        }
        along
    }

    fn sort(&mut self) {
        for last in 1..self.len {
            for k in (1..=last).rev() {
                if self.numbers[k - 1] > self.numbers[k] {
                    self.numbers.swap(k - 1, k);
                    self.values.swap(k - 1, k);
                    self.slopes.swap(k - 1, k);
                }
            }
        }
    }
}

impl TensorBasis {
    /// Splines with this many knot intervals along each axis of a box; an axis with `periodic` must
    /// have [`Functions::FEWEST`].
    pub fn new(lower: &[f64], upper: &[f64], intervals: &[usize], periodic: &[bool]) -> Self {
        let axis = |i: usize| {
            let (lower, upper, intervals) = (lower[i], upper[i], intervals[i]);
            Axis {
                splines: CubicSpline::zero(lower, upper, intervals),
                functions: Functions {
                    intervals,
                    periodic: periodic.get(i) == Some(&true),
                },
                lower,
                width: upper - lower,
            }
        };
        let axes: Vec<Axis> = (0..intervals.len()).map(axis).collect();
        let mut strides = vec![1; intervals.len()];
        for axis in (1..intervals.len()).rev() {
            strides[axis - 1] = strides[axis] * axes[axis].functions.len();
        }
        TensorBasis {
            axes,
            intervals: intervals.to_vec(),
            strides,
        }
    }

    /// Number of basis functions.
    pub fn len(&self) -> usize {
        self.axes.iter().map(|axis| axis.functions.len()).product()
    }

    /// Knot intervals along each axis.
    pub fn intervals(&self) -> &[usize] {
        &self.intervals
    }

    /// The functions along each axis.
    pub fn functions(&self) -> Vec<Functions> {
        self.axes.iter().map(|axis| axis.functions).collect()
    }

    /// Distance between the numbers of the outermost functions that do not vanish in a cell smaller
    /// than a knot interval.
    pub fn width(&self) -> usize {
        let axes = self.axes.iter().zip(&self.strides);
        axes.map(|(axis, stride)| axis.functions.reach(ALONG - 1) * stride)
            .sum()
    }

    /// The number of the knot box that contains a point, row-major.
    pub fn knot_box(&self, q: &[f64]) -> usize {
        let along = self.axes.iter().zip(q).zip(&self.intervals);
        along.fold(0, |number, ((axis, &x), n)| {
            number * n + axis.splines.basis(axis.inside(x)).0
        })
    }

    /// The functions that do not vanish at a point.
    pub fn at(&self, q: &[f64]) -> Support {
        self.product(|i| Along::mean(&self.axes[i], [q[i]]))
    }

    /// Their means over a cell about a point, narrower than the knot intervals. The mean over two
    /// points along each axis, a standard deviation of the uniform distribution apart from its
    /// centre, is that over the cell, but for terms of the fourth order.
    pub fn mean(&self, q: &[f64], widths: &[f64]) -> Support {
        self.product(|i| {
            let off = widths[i] / 12.0_f64.sqrt();
            Along::mean(&self.axes[i], [q[i] - off, q[i] + off])
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
                    let number = number + along.numbers[k] * stride;
                    functions[along.len * n + k] = (number, value * along.values[k], product);
                }
            }
        }
        Support(functions)
    }

    /// The second differences of every three consecutive coefficients along an axis.
    pub fn second_differences(&self) -> impl Iterator<Item = [(usize, f64); 3]> {
        let axes = self.functions().into_iter().zip(self.strides.clone());
        second_differences(axes.collect(), self.len())
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
        let basis = TensorBasis::new(&[0.0], &[4.0], &[8], &[]);
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
    fn along_a_periodic_axis_the_splines_go_round() {
        let (lower, upper) = ([-1.0, 0.0], [2.0, 1.0]);
        for n in [5, 8, 11] {
            let basis = TensorBasis::new(&lower, &upper, &[n, 4], &[true, false]);
            assert_eq!(basis.len(), 7 * n);
            let coefficients: Vec<f64> = (0..basis.len())
                .map(|k| libm::sin(1.7 * k as f64))
                .collect();
            let value = |x: f64| basis.at(&[x, 0.3]).value(&coefficients);
            let slope = |x: f64| basis.at(&[x, 0.3]).gradient(&coefficients)[0];
            for x in [-1.0, -0.97, 0.4, 1.99] {
                assert!((value(x) - value(x + 3.0)).abs() < 1e-13);
                assert!((slope(x) - slope(x - 6.0)).abs() < 1e-12);
                let difference = (value(x + 1e-6) - value(x - 1e-6)) / 2e-6;
                assert!((difference - slope(x)).abs() < 1e-7, "{x}");
                for support in [basis.at(&[x, 0.3]), basis.mean(&[x, 0.3], &[0.2, 0.1])] {
                    let functions = support.functions();
                    assert!(functions.is_sorted_by(|a, b| a.0 < b.0));
                    let span = functions.last().unwrap().0 - functions[0].0;
                    assert!(span <= basis.width(), "{span}");
                }
            }
            // The penalty leaves constants alone along the circle, and straight lines across it.
            let bent = |c: &dyn Fn(usize) -> f64| -> f64 {
                let second_difference = |second_difference: [(usize, f64); 3]| {
                    assert!(second_difference.is_sorted_by(|a, b| a.0 < b.0));
                    second_difference
                        .iter()
                        .map(|(k, w)| w * c(*k))
                        .sum::<f64>()
                        .abs()
                };
                basis.second_differences().map(second_difference).sum()
            };
            assert!(bent(&|k| (k % 7) as f64) < 1e-12);
            assert!(bent(&|k| (k / 7) as f64) > 1.0);
        }
    }

    #[test]
    fn products_of_straight_lines_are_reproduced_anywhere() {
        let (lower, upper, intervals) = ([-1.0, 0.0, 2.0], [2.0, 1.0, 4.0], [5, 6, 4]);
        let basis = TensorBasis::new(&lower, &upper, &intervals, &[]);
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
