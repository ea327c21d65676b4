//! The setup of one run of a study: masses, friction, length.

use crate::RunKind;
use nalgebra::SMatrix;

/// One run of a study.
#[derive(Clone, Debug, PartialEq)]
pub struct Setup<const D: usize> {
    pub kind: RunKind,
    /// `M⁻¹`, symmetric and positive definite.
    pub inverse_mass: SMatrix<f64, D, D>,
    /// `Γ`, in units of inverse time.
    pub friction: SMatrix<f64, D, D>,
    /// Walker-steps to record.
    pub steps: u64,
}

impl<const D: usize> Setup<D> {
    /// The learning run with unit masses and scalar friction `γ`.
    pub fn plain(friction: f64, steps: u64) -> Self {
        let identity = SMatrix::identity();
        Setup {
            kind: RunKind::Learn,
            inverse_mass: identity,
            friction: identity * friction,
            steps,
        }
    }

    /// The slowest and the fastest rate at which friction damps the momentum: the extreme
    /// eigenvalues of the symmetric part of `Γ M⁻¹`.
    pub fn rates(&self) -> [f64; 2] {
        let rate = self.friction * self.inverse_mass;
        if D == 1 {
            return [rate[(0, 0)]; 2];
        }
        let symmetric = (rate + rate.transpose()) * 0.5;
        // A matrix of generic fixed size has no `symmetric_eigenvalues`; a dynamic one has.
        let all =
            nalgebra::DMatrix::from_fn(D, D, |i, j| symmetric[(i, j)]).symmetric_eigenvalues();
        [all.min(), all.max()]
    }
}
