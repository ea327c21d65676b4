//! The setup of one run of a study: masses, friction, length.

use crate::RunKind;
use nalgebra::DMatrix;

/// One run of a study.
#[derive(Clone, Debug, PartialEq)]
pub struct Setup {
    pub kind: RunKind,
    /// `M⁻¹`, symmetric and positive definite.
    pub inverse_mass: DMatrix<f64>,
    /// `Γ`, in units of inverse time.
    pub friction: DMatrix<f64>,
    /// Walker-steps to record.
    pub steps: u64,
}

impl Setup {
    /// The learning run with unit masses and scalar friction `γ`.
    pub fn plain(dimension: usize, friction: f64, steps: u64) -> Self {
        let identity = DMatrix::identity(dimension, dimension);
        Setup {
            kind: RunKind::Learn,
            friction: &identity * friction,
            inverse_mass: identity,
            steps,
        }
    }

    /// The slowest and the fastest rate at which friction damps the momentum: the extreme
    /// eigenvalues of the symmetric part of `Γ M⁻¹`.
    pub fn rates(&self) -> [f64; 2] {
        let rate = &self.friction * &self.inverse_mass;
        if rate.len() == 1 {
            return [rate[(0, 0)]; 2];
        }
        let all = ((&rate + rate.transpose()) * 0.5).symmetric_eigenvalues();
        [all.min(), all.max()]
    }
}
