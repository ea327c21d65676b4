//! A learned sum that moves blocks of walkers.

use crate::TermSum;
use expression::{LANES, Lanes, MOST_DIMENSIONS, Place};

/// A learned sum with a spring beyond each end of every axis: finite everywhere, and no walker escapes.
///
/// `U(c) + ½ Σ κ_i (q_i − c_i)²` with `c` the point on all axes nearest to `q`. The force is the exact
/// gradient everywhere.
#[derive(Clone, Debug)]
pub struct Confined {
    axes: Vec<Axis>,
    pairs: Vec<Pair>,
}

/// The function of one variable, and its spring.
#[derive(Clone, Debug)]
struct Axis {
    ends: [f64; 2],
    /// Knot intervals, and their number in a unit of length, of the function of this variable and of
    /// those of its pairs.
    fine: (usize, f64),
    coarse: (usize, f64),
    coefficients: Vec<f64>,
    stiffness: f64,
}

/// The function of two variables.
#[derive(Clone, Debug)]
struct Pair {
    variables: [usize; 2],
    /// Number of coefficients along the second variable.
    width: usize,
    coefficients: Vec<f64>,
}

impl Confined {
    /// The sum with its springs.
    pub fn new(sum: &TermSum) -> Self {
        let (basis, all) = (sum.basis(), sum.coefficients());
        let axis = |i: usize| {
            let [fine, coarse] = [basis.fine(i), basis.coarse(i)];
            Axis {
                ends: [fine.lower, fine.upper],
                fine: (fine.intervals, fine.scale()),
                coarse: (coarse.intervals, coarse.scale()),
                coefficients: all[basis.single(i)].to_vec(),
                stiffness: sum.stiffness(i),
            }
        };
        let pair = |(number, &variables): (usize, &[usize; 2])| Pair {
            variables,
            width: basis.coarse(variables[1]).len(),
            coefficients: all[basis.pair(number)].to_vec(),
        };
        Confined {
            axes: (0..basis.dimension()).map(axis).collect(),
            pairs: basis.pairs().iter().enumerate().map(pair).collect(),
        }
    }

    /// `U` and `∇U` for a block of walkers.
    pub fn block(&self, q: &[Lanes], energy: &mut Lanes, gradient: &mut [Lanes]) {
        let d = self.axes.len();
        // Each coordinate is placed once, however many pairs it has.
        let mut coarse = [Place::default(); MOST_DIMENSIONS];
        let mut slopes = [0.0; MOST_DIMENSIONS];
        for lane in 0..LANES {
            let mut sum = 0.0;
            for (i, axis) in self.axes.iter().enumerate() {
                let place = axis.place(axis.fine, q[i][lane]);
                let c = &axis.coefficients[place.first..place.first + 4];
                let mut slope = 0.0;
                for k in 0..4 {
                    sum += c[k] * place.value[k];
                    slope += c[k] * place.slope[k];
                }
                slopes[i] = slope;
                coarse[i] = axis.place(axis.coarse, q[i][lane]);
            }
            for pair in &self.pairs {
                let [i, j] = pair.variables;
                let (outer, inner) = (&coarse[i], &coarse[j]);
                // Sums along the first variable, of values and of slopes, at each place of the second.
                let [mut values, mut rises] = [[0.0; 4]; 2];
                for k in 0..4 {
                    let from = (outer.first + k) * pair.width + inner.first;
                    let row = &pair.coefficients[from..from + 4];
                    for l in 0..4 {
                        values[l] += row[l] * outer.value[k];
                        rises[l] += row[l] * outer.slope[k];
                    }
                }
                for l in 0..4 {
                    sum += values[l] * inner.value[l];
                    slopes[i] += rises[l] * inner.value[l];
                    slopes[j] += values[l] * inner.slope[l];
                }
            }
            for (i, axis) in self.axes.iter().enumerate() {
                let beyond = coarse[i].beyond;
                if beyond != 0.0 {
                    sum += 0.5 * axis.stiffness * beyond * beyond;
                    slopes[i] = axis.stiffness * beyond;
                }
            }
            energy[lane] = sum;
            for i in 0..d {
                gradient[i][lane] = slopes[i];
            }
        }
    }
}

impl Axis {
    #[inline(always)]
    fn place(&self, (intervals, scale): (usize, f64), q: f64) -> Place {
        Place::new(q, self.ends, intervals, scale, false)
    }
}

#[cfg(test)]
mod tests {
    use super::Confined;
    use crate::TermSum;
    use expression::{LANES, Lanes};

    fn sum() -> TermSum {
        TermSum::wavy(
            &[[-1.0, 2.0], [-2.0, 0.5], [-1.5, 1.0], [0.0, 1.0]],
            vec![[0, 1], [0, 3], [1, 2]],
        )
    }

    /// Energies and gradients of a block of points along a line from `q` on, by this much each.
    fn block(q: [f64; 4], by: [f64; 4]) -> (Lanes, [Lanes; 4], [Lanes; 4]) {
        let at = |i: usize| Lanes(std::array::from_fn(|lane| q[i] + by[i] * lane as f64));
        let points: [Lanes; 4] = std::array::from_fn(at);
        let (mut energy, mut gradient) = (Lanes::splat(0.0), [Lanes::splat(0.0); 4]);
        Confined::new(&sum()).block(&points, &mut energy, &mut gradient);
        (energy, gradient, points)
    }

    #[test]
    fn on_the_axes_it_is_the_sum_itself() {
        let sum = sum();
        let (energy, gradient, points) = block([-0.9, -1.9, -1.4, 0.1], [0.04, 0.03, 0.02, 0.01]);
        for lane in 0..LANES {
            let point = points.map(|x| x[lane]);
            let mut slopes = [0.0; 4];
            assert!(sum.contains(&point));
            assert!((sum.at(&point, &mut slopes) - energy[lane]).abs() < 1e-13);
            for i in 0..4 {
                assert!((gradient[i][lane] - slopes[i]).abs() < 1e-12, "{lane} {i}");
            }
        }
    }

    #[test]
    fn the_force_is_the_gradient_of_the_energy_beyond_the_axes_too() {
        let h = 1e-6;
        let from = [-3.0, -4.0, 2.0, -0.5];
        for i in 0..4 {
            let mut by = [0.0; 4];
            by[i] = h;
            for start in [from, [0.3, 5.0, -0.2, 0.4], [0.3, -0.7, 0.1, 0.4]] {
                let (energy, gradient, _) = block(start, by);
                let expected = (energy[2] - energy[0]) / (2.0 * h);
                let off = (gradient[i][1] - expected).abs();
                assert!(off < 1e-5 * (1.0 + expected.abs()), "{start:?} {i}: {off}");
            }
        }
        let (far, _, _) = block([1e6, 0.0, 0.0, 0.0], [0.0; 4]);
        assert!(far[0] > 1e9);
    }
}
