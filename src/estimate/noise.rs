//! Estimates the noise covariance without observing the noise.

use crate::temperature::{samples, total};
use dynamics::decay;
use nalgebra::{DMatrix, DVector};
use statistics::{Observables, Tally, jackknife, multisets};

/// Smallest admissible eigenvalue of the noise covariance, as a fraction of the largest: below it
/// an eigenvalue cannot be distinguished from zero, and friction needs a positive one.
const LEAST_EIGENVALUE: f64 = 1e-3;

/// `Z = ΣΣᵀ` with standard errors.
#[derive(Clone, Debug, PartialEq)]
pub struct Noise {
    /// Solution of the equations, before projection.
    pub estimate: DMatrix<f64>,
    pub standard_error: DMatrix<f64>,
    /// The nearest admissible matrix; equals the estimate if that is positive definite.
    pub admissible: DMatrix<f64>,
}

impl Noise {
    /// True if the estimate had to be projected.
    pub fn is_projected(&self) -> bool {
        self.estimate != self.admissible
    }
}

/// The inverse mass matrices of stage 1: `d` diagonal ones with one entry doubled, and for each
/// pair of coordinates one with unit diagonal that couples them by ½; all times `scale`. With
/// `scale ≤ ½` no spectral radius exceeds one, so no well becomes stiffer (METHOD errata 6).
pub fn inverse_masses(dimension: usize, scale: f64) -> Vec<DMatrix<f64>> {
    multisets(dimension)
        .map(|[l, r]| {
            let mut matrix = DMatrix::identity(dimension, dimension);
            if l == r {
                matrix[(l, l)] = 2.0;
            } else {
                matrix[(l, r)] = 0.5;
                matrix[(r, l)] = 0.5;
            }
            matrix * scale
        })
        .collect()
}

/// Estimates the noise covariance `Z = ΣΣᵀ` (3.4).
///
/// Solves `Tr(Z M⁻¹) = 2γ E[pᵀ M⁻² p]`, one equation for each run under scalar friction (3.7):
/// Theorem 3.1, equation (3.8), with the factor 2 that its proof lost (METHOD errata 1). Each run
/// comes with its inverse mass and its recorded moments; `friction` is their `γ`.
///
/// The right-hand side has the form that holds for the map itself. Multiply its kick
/// `p' = E p − δ∇V`, `E = exp(−γM⁻¹δ)`, by `(p + p')ᵀM⁻¹`: the smooth force does no work on
/// average (exactly so in quadratic wells), the noise does `Tr(Z M⁻¹) δ`, so
/// `Tr(Z M⁻¹) = (2/δ) E[p̃ᵀ M⁻¹(1 − E) p̃]`, `p̃ = (p + p')/2`. For small `γδ` this is the theorem,
/// without its error of order `γδ`. With the symmetric `p̄`,
/// `Tr(F E[p̃p̃ᵀ]) = Tr(F E[p̄p̄ᵀ]) + ½ Tr(F (1 − cosh(γM⁻¹δ)) E[ppᵀ])` for any `F` that commutes
/// with `M`.
///
/// Standard errors come from the scatter of the momenta between independent batches, propagated
/// through the linear equations. `None` if the equations are singular or there are no data yet.
pub fn noise_covariance(
    runs: &[(&DMatrix<f64>, &Tally)],
    friction: f64,
    step: f64,
) -> Option<Noise> {
    let d = runs.first()?.0.nrows();
    let measured: Vec<[f64; 2]> = runs
        .iter()
        .map(|(inverse_mass, tally)| loss(inverse_mass, tally, friction, step))
        .collect();
    let pairs: Vec<[usize; 2]> = multisets(d).collect();
    let equations = DMatrix::from_fn(runs.len(), pairs.len(), |run, column| {
        let [i, j] = pairs[column];
        let entry = runs[run].0[(i, j)];
        if i == j { entry } else { 2.0 * entry }
    });
    let inverse = equations.try_inverse()?;
    let values = &inverse * DVector::from_iterator(runs.len(), measured.iter().map(|m| m[0]));
    let mut estimate = DMatrix::zeros(d, d);
    let mut standard_error = estimate.clone();
    for (row, &[i, j]) in pairs.iter().enumerate() {
        let error = (0..runs.len())
            .map(|run| inverse[(row, run)] * measured[run][1])
            .map(|e| e * e)
            .sum::<f64>()
            .sqrt();
        for at in [(i, j), (j, i)] {
            estimate[at] = values[row];
            standard_error[at] = error;
        }
    }
    Some(Noise {
        admissible: admissible(&estimate)?,
        estimate,
        standard_error,
    })
}

/// `(2/δ) E[p̃ᵀ M⁻¹(1 − E) p̃]` of one run and its standard error.
fn loss(inverse_mass: &DMatrix<f64>, tally: &Tally, friction: f64, step: f64) -> [f64; 2] {
    let d = inverse_mass.nrows();
    let o = Observables::new(d);
    let identity = DMatrix::identity(d, d);
    let scalar = &identity * friction;
    let [slower, faster] = [step, -step].map(|time| decay(&scalar, inverse_mass, time));
    let factor = inverse_mass * (&identity - &slower);
    let correction = &factor * (identity - (slower + faster) * 0.5);
    let of = |sums: &[f64]| {
        let mut trace = 0.0;
        for i in 0..d {
            for j in 0..d {
                trace += 2.0 * factor[(i, j)] * sums[o.symmetric(i, j)];
                trace += correction[(i, j)] * sums[o.naive(i, j)];
            }
        }
        trace / (step * sums[o.len()])
    };
    let batches: Vec<Vec<f64>> = tally
        .batches()
        .map(|b| b.sums.iter().copied().chain([b.samples as f64]).collect())
        .collect();
    let mut sums = total(tally);
    if sums.is_empty() {
        return [f64::NAN; 2];
    }
    sums.push(samples(tally));
    [of(&sums), jackknife(&batches, of)]
}

/// The nearest matrix that can be a noise covariance: small eigenvalues raised to the admissible.
pub(crate) fn admissible(matrix: &DMatrix<f64>) -> Option<DMatrix<f64>> {
    if matrix.iter().any(|x| !x.is_finite()) {
        return None;
    }
    let mut eigen = matrix.clone().symmetric_eigen();
    let largest = eigen.eigenvalues.max();
    if !(largest > 0.0) {
        return None;
    }
    let least = LEAST_EIGENVALUE * largest;
    if eigen.eigenvalues.min() >= least {
        return Some(matrix.clone());
    }
    for value in eigen.eigenvalues.iter_mut() {
        *value = value.max(least);
    }
    let projected = eigen.recompose();
    Some((&projected + projected.transpose()) * 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalgebra::dmatrix;
    use statistics::{BlockAverages, BlockTally, CellForce, History, Segment, TransitionCounts};

    /// A tally with the given mean of `p̄ p̄ᵀ`.
    fn tally_of(mean: &DMatrix<f64>) -> Tally {
        let d = mean.nrows();
        let o = Observables::new(d);
        let mut segment = Segment::new(1, 1, d, o.len());
        segment.samples = 1000;
        for [i, j] in multisets(d) {
            segment.sums[o.symmetric(i, j)] = 1000.0 * mean[(i, j)];
        }
        let mut tally = Tally::default();
        tally.insert(BlockTally {
            block: 0,
            windows: 1,
            steps: 1000,
            segments: vec![segment],
            averages: BlockAverages::default(),
            history: History::new(),
            spread: Vec::new(),
            force: CellForce::default(),
            terms: Box::default(),
            transitions: TransitionCounts::default(),
            absorbed: 0,
            diverged: 0,
            extinct: 0,
        });
        tally
    }

    /// A covariance that commutes with none of the masses.
    fn rotated(d: usize) -> DMatrix<f64> {
        let root = DMatrix::from_fn(d, d, |i, j| {
            0.3 + (i as f64) - 0.7 * (j as f64) + 0.4 * ((i * j) as f64)
        });
        &root * root.transpose() + DMatrix::identity(d, d) * 0.2
    }

    /// Moments constructed from the theorem give the covariance back; without its factor 2, half of
    /// it.
    fn exact(d: usize) {
        let (noise, gamma, step) = (rotated(d), 0.17, 0.05);
        let masses = inverse_masses(d, 0.5);
        assert_eq!(masses.len(), d * (d + 1) / 2);
        // With E[p̄ p̄ᵀ] = c M and nothing else, the identity reads
        // δ Tr(Z M⁻¹) = 2 c Tr(1 − e^{−γδ M⁻¹}), which determines c.
        let tallies: Vec<Tally> = masses
            .iter()
            .map(|a| {
                let rates = a.symmetric_eigenvalues() * (gamma * step);
                let lost: f64 = rates.iter().map(|r| -libm::expm1(-r)).sum();
                let c = step * (&noise * a).trace() / (2.0 * lost);
                tally_of(&(a.clone().try_inverse().unwrap() * c))
            })
            .collect();
        let runs: Vec<_> = masses.iter().zip(&tallies).collect();
        let found = noise_covariance(&runs, gamma, step).unwrap();
        let error = (&found.estimate - &noise).abs().max();
        assert!(error < 1e-12 * noise.abs().max(), "{error}");
        assert!(!found.is_projected());
        // Half the friction mimics the formula as printed: half of Z, up to O(γδ).
        let printed = noise_covariance(&runs, 0.5 * gamma, step).unwrap();
        assert!((printed.estimate - &noise * 0.5).abs().max() < 0.01 * noise.abs().max());
    }

    #[test]
    fn the_equations_are_solved_exactly_in_one_to_four_dimensions() {
        (1..=4).for_each(exact);
    }

    #[test]
    fn no_inverse_mass_is_stiffer_than_one_at_the_scale_of_a_half() {
        for mass in (2..=3).flat_map(|d| inverse_masses(d, 0.5)) {
            assert!(mass.symmetric_eigenvalues().max() <= 1.0 + 1e-15);
        }
    }

    #[test]
    fn what_no_noise_can_have_is_projected_and_said() {
        let bad = dmatrix![1.0, 1.5; 1.5, 1.0];
        let good = admissible(&bad).unwrap();
        assert!(good.symmetric_eigenvalues().min() > 0.0);
        // The eigenvector of the admissible eigenvalue 2.5 keeps it.
        let along = dmatrix![1.0; 1.0];
        assert!((good * &along - along * 2.5).abs().max() < 1e-12);
        assert_eq!(admissible(&rotated(3)).unwrap(), rotated(3));
        assert_eq!(admissible(&dmatrix![-1.0]), None);
    }
}
