//! Friction: the decay of momentum over a time.

use nalgebra::DMatrix;

/// `exp(−Γ M⁻¹ t)`, exact for symmetric `Γ` and symmetric positive `M⁻¹` that need not commute.
///
/// `Γ M⁻¹ = M^½ S M^−½` with the symmetric `S = M^−½ Γ M^−½`, so eigenvalues of symmetric matrices
/// suffice. If both matrices are diagonal, the function works entry by entry.
pub fn decay(friction: &DMatrix<f64>, inverse_mass: &DMatrix<f64>, time: f64) -> DMatrix<f64> {
    if is_diagonal(friction) && is_diagonal(inverse_mass) {
        return DMatrix::from_diagonal(
            &(friction.diagonal().component_mul(&inverse_mass.diagonal()))
                .map(|rate| libm::exp(-rate * time)),
        );
    }
    let root = of_eigenvalues(inverse_mass, libm::sqrt);
    let inverse_root = of_eigenvalues(inverse_mass, |x| 1.0 / libm::sqrt(x));
    let rates = &root * friction * &root;
    inverse_root * of_eigenvalues(&rates, |rate| libm::exp(-rate * time)) * root
}

fn is_diagonal(m: &DMatrix<f64>) -> bool {
    let d = m.nrows();
    (0..d).all(|i| (0..d).all(|j| i == j || m[(i, j)] == 0.0))
}

/// Applies `f` to the eigenvalues of a symmetric matrix.
fn of_eigenvalues(m: &DMatrix<f64>, f: impl Fn(f64) -> f64) -> DMatrix<f64> {
    let mut eigen = ((m + m.transpose()) * 0.5).symmetric_eigen();
    for value in eigen.eigenvalues.iter_mut() {
        *value = f(*value);
    }
    eigen.recompose()
}
