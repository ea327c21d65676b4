//! A function of one or two variables given by its values on a regular grid.

use crate::knots::Place;
use crate::lanes::{LANES, Lanes};
use serde::{Deserialize, Serialize};

/// Points at each end of a periodic axis that are repeated at the other, for its spline: the influence
/// of the ends falls by `2 − √3` with each, to less than rounding.
const REPEATED: usize = 32;
/// Rise of the springs at half a width of the grid beyond its end, in ranges of the values.
const RISE: f64 = 1.0;

/// The axes of a table's grid.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Axes {
    /// The first point of each axis, in units of length.
    pub lower: Vec<f64>,
    /// The last point of each axis; of a periodic one, one period from the first, which is not a
    /// point of its own.
    pub upper: Vec<f64>,
    /// Number of points, four at least.
    pub points: Vec<usize>,
    /// True for a periodic axis.
    pub periodic: Vec<bool>,
}

impl Axes {
    /// Number of knot intervals, which end at the points.
    fn intervals(&self, axis: usize) -> usize {
        self.points[axis] - usize::from(!self.periodic[axis])
    }
}

/// The interpolating cubic spline of values on a grid of one or two axes; of two, the tensor product.
///
/// With spacing `h` its error along an axis is about `h⁴ max|V⁗|/384`, and of the same order at the
/// ends, where the spline is one cubic over the two outermost intervals ("not a knot"; C. de Boor, *A
/// Practical Guide to Splines*, chapters IV and V). It is twice continuously differentiable.
///
/// Outside the grid it continues linearly along each axis, with its slope at the edge, and a spring is
/// added that rises by the range of all values at half a width of the grid from its end. So the force
/// is continuous everywhere, no walker gains energy at the edge, and none escapes.
#[derive(Debug)]
pub struct Table {
    axes: Axes,
    /// Knot intervals per unit of length.
    scale: Vec<f64>,
    /// Row-major; three more along each axis than intervals.
    coefficients: Vec<f64>,
    /// Stiffness of the spring along each axis, in units of energy per squared length.
    stiffness: Vec<f64>,
}

/// The part of a table that is needed at a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    Value,
    /// The slope along one axis.
    Slope(usize),
    /// The slopes along both axes of two.
    Slopes,
}

impl Table {
    /// The spline through `values`, row-major: the last axis runs fastest.
    pub fn new(axes: Axes, values: &[f64]) -> Self {
        let mut coefficients = values.to_vec();
        let mut shape = axes.points.clone();
        for axis in 0..shape.len() {
            let after: usize = shape[axis + 1..].iter().product();
            let before: usize = shape[..axis].iter().product();
            let points = shape[axis];
            let length = axes.intervals(axis) + 3;
            let mut next = vec![0.0; before * length * after];
            for line in 0..before * after {
                let (block, column) = (line / after, line % after);
                let at = |k: usize| coefficients[(block * points + k) * after + column];
                let line: Vec<f64> = (0..points).map(at).collect();
                let solved = match axes.periodic[axis] {
                    true => repeating(&line),
                    false => interpolating(&line),
                };
                for (k, coefficient) in solved.into_iter().enumerate() {
                    next[(block * length + k) * after + column] = coefficient;
                }
            }
            (coefficients, shape[axis]) = (next, length);
        }
        let [least, most] = values
            .iter()
            .fold([f64::INFINITY, f64::NEG_INFINITY], |[a, b], &v| {
                [a.min(v), b.max(v)]
            });
        let along = |axis: usize| axes.upper[axis] - axes.lower[axis];
        let spring = |axis: usize| {
            let half = 0.5 * along(axis);
            2.0 * RISE * (most - least) / (half * half)
        };
        Table {
            scale: (0..shape.len())
                .map(|axis| axes.intervals(axis) as f64 / along(axis))
                .collect(),
            stiffness: (0..shape.len()).map(spring).collect(),
            coefficients,
            axes,
        }
    }

    /// Number of variables, one or two.
    pub fn dimension(&self) -> usize {
        self.scale.len()
    }

    /// The axes of its grid.
    pub fn axes(&self) -> &Axes {
        &self.axes
    }

    /// A part of the table for a block of walkers. `q` has the coordinates, in one dimension twice the
    /// same; `second` takes the second of two slopes.
    #[inline(never)]
    pub(super) fn block(&self, part: Part, q: [&Lanes; 2], out: &mut Lanes, second: &mut Lanes) {
        match (self.dimension(), part) {
            (1, Part::Value) => self.each(q, out, |[x, _]| self.along([x])[0]),
            (1, _) => self.each(q, out, |[x, _]| self.along([x])[1]),
            (_, Part::Value) => self.each(q, out, |q| self.over(q)[0]),
            (_, Part::Slope(0)) => self.each(q, out, |q| self.over(q)[1]),
            (_, Part::Slope(_)) => self.each(q, out, |q| self.over(q)[2]),
            (_, Part::Slopes) => {
                for lane in 0..LANES {
                    let [_, x, y] = self.over([q[0][lane], q[1][lane]]);
                    (out[lane], second[lane]) = (x, y);
                }
            }
        }
    }

    #[inline(always)]
    fn each(&self, q: [&Lanes; 2], out: &mut Lanes, of: impl Fn([f64; 2]) -> f64) {
        for lane in 0..LANES {
            out[lane] = of([q[0][lane], q[1][lane]]);
        }
    }

    #[inline(always)]
    fn place(&self, axis: usize, q: f64) -> Place {
        let Axes {
            lower,
            upper,
            periodic,
            ..
        } = &self.axes;
        let ends = [lower[axis], upper[axis]];
        let intervals = self.axes.intervals(axis);
        let mut place = Place::new(q, ends, intervals, self.scale[axis], periodic[axis]);
        if place.beyond != 0.0 {
            for (value, slope) in place.value.iter_mut().zip(place.slope) {
                *value += slope * place.beyond;
            }
        }
        place
    }

    /// Value and slope at a point of a line.
    #[inline(always)]
    fn along(&self, [x]: [f64; 1]) -> [f64; 2] {
        let place = self.place(0, x);
        let row = &self.coefficients[place.first..place.first + 4];
        let [value, slope] = [place.value, place.slope].map(|basis| dot(row, basis));
        let pull = self.stiffness[0] * place.beyond;
        [value + 0.5 * pull * place.beyond, slope + pull]
    }

    /// Value and both slopes at a point of a plane.
    #[inline(always)]
    fn over(&self, [x, y]: [f64; 2]) -> [f64; 3] {
        let [along, across] = [self.place(0, x), self.place(1, y)];
        let width = self.axes.intervals(1) + 3;
        let (mut values, mut slopes) = ([0.0; 4], [0.0; 4]);
        for k in 0..4 {
            let start = (along.first + k) * width + across.first;
            let row = &self.coefficients[start..start + 4];
            values[k] = dot(row, across.value);
            slopes[k] = dot(row, across.slope);
        }
        let pull = [
            self.stiffness[0] * along.beyond,
            self.stiffness[1] * across.beyond,
        ];
        let springs = 0.5 * (pull[0] * along.beyond + pull[1] * across.beyond);
        [
            dot(&values, along.value) + springs,
            dot(&values, along.slope) + pull[0],
            dot(&slopes, along.value) + pull[1],
        ]
    }
}

#[inline(always)]
fn dot(row: &[f64], basis: [f64; 4]) -> f64 {
    (row[0] * basis[0] + row[1] * basis[1]) + (row[2] * basis[2] + row[3] * basis[3])
}

/// The coefficients of the spline through four values or more, two more than values: each value is
/// `(a_k + 4 a_{k+1} + a_{k+2})/6`, and `a₀ − 4a₁ + 6a₂ − 4a₃ + a₄ = 0` makes the outermost knots but
/// one no knots.
fn interpolating(v: &[f64]) -> Vec<f64> {
    let n = v.len();
    let mut a = vec![0.0; n + 2];
    a[2] = (8.0 * v[1] - v[0] - v[2]) / 6.0;
    a[n - 1] = (8.0 * v[n - 2] - v[n - 1] - v[n - 3]) / 6.0;
    // Between those two the equations are tridiagonal: a_{k-1} + 4 a_k + a_{k+1} = 6 v_{k-1}.
    let mut factor = vec![0.0; n + 2];
    for k in 3..n - 1 {
        let pivot = 4.0 - factor[k - 1];
        let right = 6.0 * v[k - 1] - a[k - 1] - if k == n - 2 { a[n - 1] } else { 0.0 };
        (factor[k], a[k]) = (1.0 / pivot, right / pivot);
    }
    for k in (3..n - 2).rev() {
        a[k] -= factor[k] * a[k + 1];
    }
    a[1] = 6.0 * v[1] - 4.0 * a[2] - a[3];
    a[0] = 6.0 * v[0] - 4.0 * a[1] - a[2];
    a[n] = 6.0 * v[n - 2] - 4.0 * a[n - 1] - a[n - 2];
    a[n + 1] = 6.0 * v[n - 1] - 4.0 * a[n] - a[n - 1];
    a
}

/// The same of values on a circle; the last three coefficients are the first three.
fn repeating(v: &[f64]) -> Vec<f64> {
    let n = v.len();
    let first = n - REPEATED % n;
    let padded: Vec<f64> = (0..n + 2 * REPEATED).map(|k| v[(first + k) % n]).collect();
    let inner = interpolating(&padded);
    (0..n + 3).map(|k| inner[REPEATED + k % n]).collect()
}

#[cfg(test)]
mod tests {
    use super::{Axes, Part, Table};
    use crate::Lanes;
    use std::f64::consts::{PI, TAU};

    fn table(
        lower: &[f64],
        upper: &[f64],
        points: &[usize],
        periodic: bool,
        f: impl Fn(f64, f64) -> f64,
    ) -> Table {
        let axes = Axes {
            lower: lower.to_vec(),
            upper: upper.to_vec(),
            points: points.to_vec(),
            periodic: vec![periodic; points.len()],
        };
        let at = |axis: usize, k: usize| {
            let intervals = axes.intervals(axis) as f64;
            lower[axis] + (upper[axis] - lower[axis]) * k as f64 / intervals
        };
        let mut values = Vec::new();
        for i in 0..points[0] {
            for j in 0..points.get(1).copied().unwrap_or(1) {
                let y = if points.len() > 1 { at(1, j) } else { 0.0 };
                values.push(f(at(0, i), y));
            }
        }
        Table::new(axes, &values)
    }

    /// The value and the slopes at a point.
    fn look(table: &Table, x: f64, y: f64) -> [f64; 3] {
        let q = [&Lanes::splat(x), &Lanes::splat(y)];
        let of = |part| {
            let [mut out, mut second] = [Lanes::splat(0.0); 2];
            table.block(part, q, &mut out, &mut second);
            [out[0], second[0]]
        };
        match table.dimension() {
            1 => [of(Part::Value)[0], of(Part::Slope(0))[0], 0.0],
            _ => {
                let [x, y] = of(Part::Slopes);
                let alone = [0, 1].map(|axis| of(Part::Slope(axis))[0]);
                assert_eq!([x, y].map(f64::to_bits), alone.map(f64::to_bits));
                [of(Part::Value)[0], x, y]
            }
        }
    }

    #[test]
    fn a_cubic_is_reproduced_from_four_points_on() {
        let cubic = |x: f64| 1.0 + x - 2.0 * x * x + 0.7 * x * x * x;
        for points in [4, 5, 6, 7, 50] {
            let table = table(&[-1.0], &[2.0], &[points], false, |x, _| cubic(x));
            for x in [-1.0, -0.9, 0.1, 1.3, 1.99, 2.0] {
                let [value, slope, _] = look(&table, x, 0.0);
                assert!((value - cubic(x)).abs() < 1e-13, "{points}: {x}");
                assert!((slope - (1.0 - 4.0 * x + 2.1 * x * x)).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn the_error_falls_with_the_fourth_power_of_the_spacing() {
        let error = |points: usize| {
            let table = table(
                &[-1.0, 0.0],
                &[1.0, 2.0],
                &[points, points],
                false,
                |x, y| libm::sin(3.0 * x) * libm::cos(2.0 * y),
            );
            let mut most: f64 = 0.0;
            for i in 0..=97 {
                let (x, y) = (
                    -1.0 + 2.0 * i as f64 / 97.0,
                    2.0 * (i * 41 % 97) as f64 / 97.0,
                );
                let off = look(&table, x, y)[0] - libm::sin(3.0 * x) * libm::cos(2.0 * y);
                most = most.max(off.abs());
            }
            most
        };
        let [coarse, fine] = [error(21), error(41)];
        assert!(coarse < 3e-4 && fine < coarse / 12.0, "{coarse} {fine}");
    }

    #[test]
    fn a_circle_has_no_edge() {
        let table = table(&[-PI], &[PI], &[40], true, |x, _| libm::sin(x));
        for x in [-PI, -3.0, 0.2, 3.1, PI, 5.0, -40.0 * TAU + 1.0] {
            let [value, slope, _] = look(&table, x, 0.0);
            assert!((value - libm::sin(x)).abs() < 2e-5, "{x}: {value}");
            assert!((slope - libm::cos(x)).abs() < 2e-4, "{x}: {slope}");
        }
    }

    #[test]
    fn the_gradient_is_exact_and_continuous_inside_and_outside() {
        let table = table(&[-1.0, 0.0], &[2.0, 1.0], &[9, 7], false, |x, y| {
            libm::sin(2.0 * x + y) + y * y
        });
        let h = 1e-6;
        for [x, y] in [
            [0.3, 0.4],
            [-1.3, 0.2],
            [2.5, 1.4],
            [0.7, -0.6],
            [9.0, -7.0],
        ] {
            let [_, along, across] = look(&table, x, y);
            let [right, left] = [x + h, x - h].map(|x| look(&table, x, y)[0]);
            let [up, down] = [y + h, y - h].map(|y| look(&table, x, y)[0]);
            for (slope, difference) in [(along, right - left), (across, up - down)] {
                let off = (slope - difference / (2.0 * h)).abs();
                assert!(off < 1e-6 * (1.0 + slope.abs()), "{x} {y}: {off}");
            }
        }
        let [inside, outside] = [2.0 - 1e-9, 2.0 + 1e-9].map(|x| look(&table, x, 0.3));
        for (a, b) in inside.into_iter().zip(outside) {
            assert!((a - b).abs() < 1e-6);
        }
        assert!(look(&table, 1e6, 0.5)[0] > 1e9 && look(&table, 0.0, -1e6)[0] > 1e9);
        assert!(look(&table, f64::NAN, 0.0).iter().all(|x| x.is_nan()));
    }
}
