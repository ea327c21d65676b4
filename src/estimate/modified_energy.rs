//! The modified energy of a large step at one position.

use crate::tensor::MOST;
use nalgebra::{DMatrix, SMatrix};

/// Range of `δ²∂²U` along any direction in which the expansion is used; outside it the step is too
/// large.
const RANGE: [f64; 2] = [-3.0, 3.0];

/// A matrix of which the first rows and columns are used, as many as there are dimensions; the
/// others are zero.
pub(super) type Corner = SMatrix<f64, MOST, MOST>;

/// The curvature of the energy at a position and its effect on a large step.
///
/// In a quadratic well all orders of the modified energies are known: along an eigenvector of `H`
/// with `x = δ²ω²`, half steps see `M(x) p²/2 + (1 − x/4) M(x) ω²q²/2`; at whole steps the two
/// factors are interchanged.
pub(super) struct ModifiedEnergy {
    /// Terms that the modified energies add to `U` at whole steps and subtract at half steps.
    pub raised: f64,
    pub lowered: f64,
    /// `det` of the modified inverse masses at whole steps and at half steps.
    pub softer: f64,
    pub stiffer: f64,
    /// `M⁻¹` and `tr ΓM / tr Γ` at half steps.
    pub warmth: Corner,
    pub stiffness: f64,
}

impl ModifiedEnergy {
    /// From the gradient of `U`, its second derivatives and `δ²`; `friction` is `Γ`.
    pub fn new(
        gradient: &[f64; MOST],
        hessian: &[[f64; MOST]; MOST],
        square: f64,
        friction: &DMatrix<f64>,
    ) -> Self {
        let d = friction.nrows();
        let matrix = Corner::from_fn(|i, j| square * hessian[i][j]);
        let mut modified = ModifiedEnergy {
            raised: 0.0,
            lowered: 0.0,
            softer: 1.0,
            stiffer: 1.0,
            warmth: Corner::zeros(),
            stiffness: 0.0,
        };
        let (values, vectors) = eigen(d, &matrix);
        for (k, bent) in values.into_iter().take(d).enumerate() {
            let bent = bent.clamp(RANGE[0], RANGE[1]);
            let direction = vectors.column(k);
            let slope: f64 = (0..d).map(|i| direction[i] * gradient[i]).sum();
            let damped = |i: usize| (0..d).map(|j| friction[(i, j)] * direction[j]).sum::<f64>();
            let damping: f64 = (0..d).map(|i| direction[i] * damped(i)).sum();
            let along = 0.5 * square * slope * slope;
            let mass = inverse_mass(bent);
            let soft = mass * (1.0 - 0.25 * bent);
            let (up, down) = if bent.abs() < 1e-6 {
                (1.0 / 6.0, 1.0 / 12.0)
            } else {
                ((mass - 1.0) / bent, (1.0 - soft) / bent)
            };
            modified.raised += along * up;
            modified.lowered += along * down;
            modified.softer *= soft;
            modified.stiffer *= mass;
            for i in 0..d {
                for j in 0..d {
                    modified.warmth[(i, j)] += direction[i] * direction[j] / mass;
                }
            }
            modified.stiffness += mass * damping / friction.trace();
        }
        modified
    }
}

/// `M(x) = θ / sin θ` with `x = δ²ω² = 4 sin²(θ/2)`: the inverse mass of the modified energy in a
/// quadratic well, `1 + x/6 + x²/30 + …`; on a quadratic barrier, `x < 0`, with hyperbolic sines.
fn inverse_mass(x: f64) -> f64 {
    let half = 0.5 * x.abs().sqrt();
    if half < 1e-4 {
        1.0 + x / 6.0
    } else if x > 0.0 {
        libm::asin(half) / (half * (1.0 - half * half).sqrt())
    } else {
        libm::asinh(half) / (half * (1.0 + half * half).sqrt())
    }
}

/// Eigenvalues and eigenvectors of a symmetric matrix; in closed form up to two dimensions, where
/// calls are many.
fn eigen(d: usize, matrix: &Corner) -> ([f64; MOST], Corner) {
    match d {
        1 => ([matrix[(0, 0)]; MOST], Corner::identity()),
        2 => {
            let middle = 0.5 * (matrix[(0, 0)] + matrix[(1, 1)]);
            let half = 0.5 * (matrix[(0, 0)] - matrix[(1, 1)]);
            let off = 0.5 * (matrix[(0, 1)] + matrix[(1, 0)]);
            let reach = (half * half + off * off).sqrt();
            // The larger of the two forms of the first eigenvector.
            let first = if half > 0.0 {
                [half + reach, off]
            } else {
                [off, reach - half]
            };
            let length = (first[0] * first[0] + first[1] * first[1]).sqrt();
            let [a, b] = if length > 0.0 {
                first.map(|x| x / length)
            } else {
                [1.0, 0.0]
            };
            let vectors = Corner::new(a, -b, 0.0, b, a, 0.0, 0.0, 0.0, 0.0);
            ([middle + reach, middle - reach, 0.0], vectors)
        }
        _ => {
            let eigen = DMatrix::from_fn(d, d, |i, j| matrix[(i, j)]).symmetric_eigen();
            (
                std::array::from_fn(|i| eigen.eigenvalues[i]),
                Corner::from_fn(|i, j| eigen.eigenvectors[(i, j)]),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalgebra::dmatrix;

    /// The map of a harmonic well conserves the modified energy, at half and at whole steps.
    #[test]
    fn the_modified_energy_of_a_harmonic_well_is_conserved() {
        for (stiffness, step) in [(1.0, 0.5), (1.0, 1.6), (-1.0, 0.7), (2.0, 1e-4)] {
            let square: f64 = step * step;
            let modified = |q: f64| {
                let mut hessian = [[0.0; MOST]; MOST];
                hessian[0][0] = stiffness;
                let gradient = [stiffness * q, 0.0, 0.0];
                ModifiedEnergy::new(&gradient, &hessian, square, &dmatrix![1.0])
            };
            let energy = |q: f64| 0.5 * stiffness * q * q;
            let whole =
                |q: f64, p: f64| energy(q) + modified(q).raised + 0.5 * modified(q).softer * p * p;
            let half = |q: f64, p: f64| {
                energy(q) - modified(q).lowered + 0.5 * modified(q).stiffer * p * p
            };
            let (q, p) = (0.3, 0.8);
            let middle = q + 0.5 * step * p;
            let symmetric = p - 0.5 * step * stiffness * middle;
            let end = p - step * stiffness * middle;
            let last = middle + 0.5 * step * end;
            assert!((whole(q, p) - whole(last, end)).abs() < 1e-14);
            assert!((whole(q, p) - half(middle, symmetric)).abs() < 1e-14);
        }
    }

    #[test]
    fn eigenvectors_in_closed_form_are_those_of_the_library() {
        for [a, b, c] in [
            [2.0, 0.5, -1.0],
            [-1.0, 0.5, 2.0],
            [1.0, 0.0, 1.0],
            [1.0, 0.0, 3.0],
        ] {
            let matrix = Corner::new(a, b, 0.0, b, c, 0.0, 0.0, 0.0, 0.0);
            let (values, vectors) = eigen(2, &matrix);
            let diagonal = Corner::from_diagonal(&values.into());
            assert!((vectors * diagonal * vectors.transpose() - matrix).norm() < 1e-14);
            let identity = Corner::from_diagonal(&[1.0, 1.0, 0.0].into());
            assert!((vectors.transpose() * vectors - identity).norm() < 1e-14);
        }
    }
}
