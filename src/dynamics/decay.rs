//! Friction: the decay of momentum over a time.

use nalgebra::{DMatrix, SMatrix};

/// `exp(−Γ M⁻¹ t)`, exact for symmetric `Γ` and symmetric positive `M⁻¹` that need not commute.
///
/// `Γ M⁻¹ = M^½ S M^−½` with the symmetric `S = M^−½ Γ M^−½`, so eigenvalues of symmetric matrices
/// suffice. If both matrices are diagonal, the function works entry by entry.
pub fn decay<const D: usize>(
    friction: &SMatrix<f64, D, D>,
    inverse_mass: &SMatrix<f64, D, D>,
    time: f64,
) -> SMatrix<f64, D, D> {
    if is_diagonal(friction) && is_diagonal(inverse_mass) {
        return SMatrix::from_fn(|i, j| match i == j {
            true => libm::exp(-friction[(i, i)] * inverse_mass[(i, i)] * time),
            false => 0.0,
        });
    }
    let root = of_eigenvalues(inverse_mass, libm::sqrt);
    let inverse_root = of_eigenvalues(inverse_mass, |x| 1.0 / libm::sqrt(x));
    let rates = root * friction * root;
    inverse_root * of_eigenvalues(&rates, |rate| libm::exp(-rate * time)) * root
}

fn is_diagonal<const D: usize>(m: &SMatrix<f64, D, D>) -> bool {
    (0..D).all(|i| (0..D).all(|j| i == j || m[(i, j)] == 0.0))
}

/// Applies `f` to the eigenvalues of a symmetric matrix.
fn of_eigenvalues<const D: usize>(
    m: &SMatrix<f64, D, D>,
    f: impl Fn(f64) -> f64,
) -> SMatrix<f64, D, D> {
    let symmetric = |i, j| 0.5 * (m[(i, j)] + m[(j, i)]);
    let mut eigen = DMatrix::from_fn(D, D, symmetric).symmetric_eigen();
    for value in eigen.eigenvalues.iter_mut() {
        *value = f(*value);
    }
    let made = eigen.recompose();
    SMatrix::from_fn(|i, j| made[(i, j)])
}

#[cfg(test)]
mod tests {
    use super::decay;
    use nalgebra::{Matrix2, Matrix3};

    #[test]
    fn it_is_the_matrix_exponential_of_matrices_that_do_not_commute() {
        let friction = Matrix2::new(0.5, -0.1, -0.1, 0.3);
        let inverse_mass = Matrix2::new(0.7, 0.2, 0.2, 0.4);
        let expected = (-friction * inverse_mass * 1.3).exp();
        assert!(
            (decay(&friction, &inverse_mass, 1.3) - expected)
                .abs()
                .max()
                < 1e-14
        );
        let wrong = (-inverse_mass * friction * 1.3).exp();
        assert!((expected - wrong).abs().max() > 1e-3);
        let friction = Matrix3::new(0.9, 0.3, -0.2, 0.3, 0.5, 0.1, -0.2, 0.1, 1.4);
        let inverse_mass = Matrix3::new(0.5, 0.0, 0.2, 0.0, 1.0, -0.3, 0.2, -0.3, 0.7);
        let expected = (friction * inverse_mass * 0.4).exp();
        assert!(
            (decay(&friction, &inverse_mass, -0.4) - expected)
                .abs()
                .max()
                < 1e-14
        );
    }
}
