//! The surface of a learned potential: its splines, with a continuation that confines walkers.

use expression::{LANES, Lanes, Place, unrolled};
use serde::{Deserialize, Serialize};

/// `U(q) = Σ a_{k1…kd} B_{k1}(c_1) … B_{kd}(c_d) + ½ Σ κ_i (q_i − c_i)²` with cubic B-splines on
/// equal knot intervals over a box and `c` the point of the box nearest to `q`; along a periodic axis
/// one period is the box. A tilt may be added.
///
/// Inside the box it is twice continuously differentiable. Outside, a spring `κ_i` along every axis
/// keeps it rising, so it is finite everywhere and no walker escapes. The force is the exact
/// gradient everywhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Surface {
    /// The box.
    pub lower: Vec<f64>,
    pub upper: Vec<f64>,
    /// Knot intervals along each axis; the number of coefficients is three more.
    pub intervals: Vec<usize>,
    /// `a`, row-major.
    pub coefficients: Vec<f64>,
    /// `κ`, in units of energy per squared length.
    pub stiffness: Vec<f64>,
    /// For each axis, true if the box is one period of it: `c` is then `q` less whole periods, and
    /// there is no outside. Empty if no axis is periodic.
    #[serde(default)]
    pub periodic: Vec<bool>,
    /// Slope of a term `Σ s_i q_i` that is added along every axis; empty if there is none.
    #[serde(default)]
    pub tilt: Vec<f64>,
}

/// Most variables of a surface.
const MOST: usize = 3;

impl Surface {
    /// Number of variables.
    pub fn dimension(&self) -> usize {
        self.lower.len()
    }

    /// True if a point lies in the box.
    pub fn contains(&self, q: &[f64]) -> bool {
        let mut axes = q.iter().zip(&self.lower).zip(&self.upper).enumerate();
        axes.all(|(axis, ((q, lower), upper))| {
            (lower <= q && q <= upper) || self.is_periodic(axis) && q.is_finite()
        })
    }

    /// True if the box is one period of this axis.
    #[inline(always)]
    pub fn is_periodic(&self, axis: usize) -> bool {
        self.periodic.get(axis) == Some(&true)
    }

    /// `U` at a point; its gradient goes into `gradient`. Both have [`Self::dimension`] numbers.
    pub fn at(&self, q: &[f64], gradient: &mut [f64]) -> f64 {
        unrolled!(d = self.dimension(), self.at_in(d, q, gradient))
    }

    #[inline(always)]
    fn at_in(&self, d: usize, q: &[f64], gradient: &mut [f64]) -> f64 {
        let mut places = [Place::default(); MOST];
        for axis in 0..d {
            places[axis] = self.place(axis, q[axis]);
        }
        let (mut energy, mut sums) = (0.0, [0.0; MOST]);
        // Along each axis four basis functions do not vanish: 4^d products of them. The base-four
        // digits of `term` select the factors.
        for term in 0..1_usize << (2 * d) {
            let (mut flat, mut value, mut slopes) = (0, 1.0, [1.0; MOST]);
            for (axis, place) in places[..d].iter().enumerate() {
                let k = term >> (2 * (d - 1 - axis)) & 3;
                flat = flat * (self.intervals[axis] + 3) + place.first + k;
                value *= place.value[k];
                for (along, slope) in slopes[..d].iter_mut().enumerate() {
                    *slope *= if along == axis {
                        place.slope[k]
                    } else {
                        place.value[k]
                    };
                }
            }
            let coefficient = self.coefficients[flat];
            energy += coefficient * value;
            for (sum, slope) in sums[..d].iter_mut().zip(slopes) {
                *sum += coefficient * slope;
            }
        }
        for axis in 0..d {
            let (beyond, stiffness) = (places[axis].beyond, self.stiffness[axis]);
            if beyond != 0.0 {
                energy += 0.5 * stiffness * beyond * beyond;
                sums[axis] = stiffness * beyond;
            }
            gradient[axis] = sums[axis];
        }
        for (axis, slope) in self.tilt.iter().enumerate() {
            energy += slope * q[axis];
            gradient[axis] += slope;
        }
        energy
    }

    /// `U` and `∇U` for a block of walkers.
    pub fn block(&self, q: &[Lanes], energy: &mut Lanes, gradient: &mut [Lanes]) {
        let (mut point, mut slope) = ([0.0; MOST], [0.0; MOST]);
        for lane in 0..LANES {
            for (x, q) in point.iter_mut().zip(q) {
                *x = q[lane];
            }
            energy[lane] = self.at(&point, &mut slope);
            for (out, slope) in gradient.iter_mut().zip(slope) {
                out[lane] = slope;
            }
        }
    }

    #[inline(always)]
    fn place(&self, axis: usize, q: f64) -> Place {
        let (lower, upper) = (self.lower[axis], self.upper[axis]);
        let intervals = self.intervals[axis];
        let scale = intervals as f64 / (upper - lower);
        Place::new(q, [lower, upper], intervals, scale, self.is_periodic(axis))
    }
}

#[cfg(test)]
mod tests {
    use super::Surface;

    fn surface() -> Surface {
        Surface {
            lower: vec![-1.0, 0.0],
            upper: vec![2.0, 1.0],
            intervals: vec![5, 4],
            coefficients: (0..56).map(|k| libm::sin(1.7 * f64::from(k))).collect(),
            stiffness: vec![3.0, 20.0],
            periodic: Vec::new(),
            tilt: Vec::new(),
        }
    }

    #[test]
    fn the_gradient_is_that_of_the_energy_inside_and_outside() {
        let surface = surface();
        let energy = |q: [f64; 2]| surface.at(&q, &mut [0.0; 2]);
        for q in [
            [0.3, 0.4],
            [-0.99, 0.02],
            [1.2, 1.4],
            [-3.0, 0.5],
            [9.0, -7.0],
        ] {
            let mut gradient = [0.0; 2];
            surface.at(&q, &mut gradient);
            let h = 1e-6;
            let differences = [
                (energy([q[0] + h, q[1]]) - energy([q[0] - h, q[1]])) / (2.0 * h),
                (energy([q[0], q[1] + h]) - energy([q[0], q[1] - h])) / (2.0 * h),
            ];
            for axis in 0..2 {
                let off = (gradient[axis] - differences[axis]).abs();
                assert!(off < 1e-6 * (1.0 + gradient[axis].abs()), "{q:?}: {off}");
            }
        }
    }

    #[test]
    fn a_periodic_axis_repeats_and_has_no_outside() {
        // The last three coefficients along the first axis are its first three.
        let mut surface = surface();
        surface.periodic = vec![true, false];
        for k in 35..56 {
            surface.coefficients[k] = surface.coefficients[k - 35];
        }
        for x in [-1.0, -0.3, 0.9, 1.99] {
            let [mut here, mut there] = [[0.0; 2]; 2];
            let energy = surface.at(&[x, 0.4], &mut here);
            for turns in [-7.0, 1.0, 40.0] {
                let point = [x + 3.0 * turns, 0.4];
                assert!((surface.at(&point, &mut there) - energy).abs() < 1e-12);
                assert!((here[0] - there[0]).abs() < 1e-11 && surface.contains(&point));
            }
        }
        let ends = [-1.0, 2.0 - 1e-9].map(|x| surface.at(&[x, 0.4], &mut [0.0; 2]));
        assert!((ends[0] - ends[1]).abs() < 1e-7, "{ends:?}");
        assert!(!surface.contains(&[0.0, 1.1]) && !surface.contains(&[f64::NAN, 0.4]));
    }

    #[test]
    fn it_is_continuous_at_the_edge_and_finite_everywhere() {
        let surface = surface();
        let energy = |x: f64, y: f64| surface.at(&[x, y], &mut [0.0; 2]);
        assert!((energy(2.0 - 1e-9, 0.7) - energy(2.0 + 1e-9, 0.7)).abs() < 1e-6);
        assert!(energy(1e6, 0.5) > 1e12 && energy(0.0, -1e6) > 1e12);
        let mut gradient = [0.0; 2];
        surface.at(&[1e300, -1e300], &mut gradient);
        assert!(gradient.iter().all(|g| g.is_finite()));
    }
}
