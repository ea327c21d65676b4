//! A learned sum as a function.

use crate::basis::Basis;
use crate::mesh::{Mesh, second_derivatives};
use serde::{Deserialize, Serialize};

/// Points per knot interval at which a function of one variable is examined.
const DENSE: usize = 8;

/// A sum with its coefficients. A coordinate beside its axis counts as that at the axis's end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TermSum {
    basis: Basis,
    coefficients: Vec<f64>,
}

impl TermSum {
    /// The sum of these coefficients, as many as the basis has.
    pub fn new(basis: Basis, coefficients: Vec<f64>) -> Self {
        TermSum {
            basis,
            coefficients,
        }
    }

    /// The terms.
    pub fn basis(&self) -> &Basis {
        &self.basis
    }

    /// The coefficients, in the order of the basis.
    pub fn coefficients(&self) -> &[f64] {
        &self.coefficients
    }

    /// The function of one variable alone.
    pub fn single(&self, axis: usize, x: f64) -> f64 {
        let place = self.basis.fine(axis).place(x);
        let coefficients = &self.coefficients[self.basis.single(axis)][place.first..];
        (0..4).map(|k| coefficients[k] * place.value[k]).sum()
    }

    /// The stiffness `2 h/r²` along an axis of half the parabola that rises by `2 h` over half its width
    /// `r`, where the function of this variable rises by `h`: of a spring beyond the axis that continues a
    /// well as wide and as high.
    pub fn stiffness(&self, axis: usize) -> f64 {
        let mesh = self.basis.fine(axis);
        let (reach, steps) = (0.5 * (mesh.upper - mesh.lower), DENSE * mesh.intervals);
        let values = (0..=steps).map(|k| {
            let share = k as f64 / steps as f64;
            self.single(axis, mesh.lower + share * (mesh.upper - mesh.lower))
        });
        let ends = |(low, high): (f64, f64), value: f64| (low.min(value), high.max(value));
        let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), ends);
        2.0 * (high - low) / (reach * reach)
    }

    /// True if a point is on every axis.
    pub fn contains(&self, x: &[f64]) -> bool {
        self.basis.contains(x)
    }

    /// The second derivatives of the sum at a point, row by row, and the gradient of its Laplacian.
    pub fn curvature(&self, x: &[f64]) -> [Vec<f64>; 2] {
        let d = x.len();
        let [mut second, mut third] = [vec![0.0; d * d], vec![0.0; d]];
        for axis in 0..d {
            let mesh = self.basis.fine(axis);
            let (first, [_, _, seconds, thirds]) = derivatives(&mesh, x[axis]);
            let coefficients = &self.coefficients[self.basis.single(axis)][first..];
            for k in 0..4 {
                second[axis * d + axis] += coefficients[k] * seconds[k];
                third[axis] += coefficients[k] * thirds[k];
            }
        }
        for (number, &[i, j]) in self.basis.pairs().iter().enumerate() {
            let meshes = [self.basis.coarse(i), self.basis.coarse(j)];
            let (from, a) = derivatives(&meshes[0], x[i]);
            let (to, b) = derivatives(&meshes[1], x[j]);
            let coefficients = &self.coefficients[self.basis.pair(number)];
            // The derivative of order `m` along the first and `n` along the second variable.
            let of = |m: usize, n: usize| -> f64 {
                let row = |k: usize| {
                    let row = &coefficients[(from + k) * meshes[1].len() + to..];
                    a[m][k] * (0..4).map(|l| row[l] * b[n][l]).sum::<f64>()
                };
                (0..4).map(row).sum()
            };
            second[i * d + i] += of(2, 0);
            second[j * d + j] += of(0, 2);
            let mixed = of(1, 1);
            second[i * d + j] += mixed;
            second[j * d + i] += mixed;
            third[i] += of(3, 0) + of(1, 2);
            third[j] += of(2, 1) + of(0, 3);
        }
        [second, third]
    }

    /// The sum at a point; its gradient goes into `gradient`.
    pub fn at(&self, x: &[f64], gradient: &mut [f64]) -> f64 {
        gradient.fill(0.0);
        let mut sum = 0.0;
        for (axis, x) in x.iter().enumerate() {
            let place = self.basis.fine(axis).place(*x);
            let coefficients = &self.coefficients[self.basis.single(axis)][place.first..];
            for k in 0..4 {
                sum += coefficients[k] * place.value[k];
                gradient[axis] += coefficients[k] * place.slope[k];
            }
        }
        for (number, &[i, j]) in self.basis.pairs().iter().enumerate() {
            let (coarse, width) = (self.basis.coarse(j), self.basis.coarse(j).len());
            let (outer, inner) = (self.basis.coarse(i).place(x[i]), coarse.place(x[j]));
            let coefficients = &self.coefficients[self.basis.pair(number)];
            for a in 0..4 {
                let row = &coefficients[(outer.first + a) * width + inner.first..];
                for b in 0..4 {
                    sum += row[b] * outer.value[a] * inner.value[b];
                    gradient[i] += row[b] * outer.slope[a] * inner.value[b];
                    gradient[j] += row[b] * outer.value[a] * inner.slope[b];
                }
            }
        }
        sum
    }
}

/// The number of the first spline that does not vanish at a coordinate; the values of the four, and their
/// first three derivatives.
fn derivatives(mesh: &Mesh, x: f64) -> (usize, [[f64; 4]; 4]) {
    let (place, scale) = (mesh.place(x), mesh.scale());
    let cube = scale * scale * scale;
    let thirds = [-cube, 3.0 * cube, -3.0 * cube, cube];
    (
        place.first,
        [
            place.value,
            place.slope,
            second_derivatives(&place, scale),
            thirds,
        ],
    )
}

#[cfg(test)]
impl TermSum {
    /// A sum with terms of every size, over two intervals along each axis.
    pub(crate) fn wavy(axes: &[[f64; 2]], pairs: Vec<[usize; 2]>) -> Self {
        let mesh = |[lower, upper]: &[f64; 2]| Mesh {
            lower: *lower,
            upper: *upper,
            intervals: 2,
        };
        let basis = Basis::new(axes.iter().map(mesh).collect(), pairs);
        let wave = (0..basis.len()).map(|k| libm::sin(1.7 * k as f64));
        let coefficients = wave.collect();
        TermSum::new(basis, coefficients)
    }
}

#[cfg(test)]
mod tests {
    use super::TermSum;
    use crate::{Basis, Mesh};

    fn sum() -> TermSum {
        let mesh = |lower: f64| Mesh {
            lower,
            upper: 2.0,
            intervals: 2,
        };
        let basis = Basis::new(
            vec![mesh(-1.0), mesh(-2.0), mesh(-1.5)],
            vec![[0, 1], [1, 2]],
        );
        let coefficients = (0..basis.len())
            .map(|k| libm::sin(1.7 * k as f64))
            .collect();
        TermSum::new(basis, coefficients)
    }

    /// Central differences of a function along an axis.
    fn difference(of: impl Fn(&[f64]) -> f64, x: &[f64], axis: usize) -> f64 {
        let h = 1e-5;
        let at = |by: f64| {
            let mut x = x.to_vec();
            x[axis] += by;
            of(&x)
        };
        (at(h) - at(-h)) / (2.0 * h)
    }

    #[test]
    fn every_derivative_is_that_of_the_one_before() {
        let sum = sum();
        let x = [0.3, -0.4, 1.1];
        let slope = |x: &[f64], axis: usize| {
            let mut gradient = [0.0; 3];
            sum.at(x, &mut gradient);
            gradient[axis]
        };
        let [second, third] = sum.curvature(&x);
        let laplacian = |x: &[f64]| {
            let [second, _] = sum.curvature(x);
            second[0] + second[4] + second[8]
        };
        for i in 0..3 {
            let expected = difference(|x| sum.at(x, &mut [0.0; 3]), &x, i);
            assert!((slope(&x, i) - expected).abs() < 1e-6, "{i}");
            for j in 0..3 {
                let expected = difference(|x| slope(x, i), &x, j);
                assert!((second[i * 3 + j] - expected).abs() < 1e-6, "{i} {j}");
            }
            let expected = difference(laplacian, &x, i);
            assert!((third[i] - expected).abs() < 1e-5, "{i}");
        }
    }
}
