//! Corrects the sampled energy for a large step.

use crate::energy_shells::{EnergyShells, Place};
use crate::integrated::integrated;
use crate::least_squares::{BRIDGE, normal_matrix, project};
use crate::modified_energy::{Corner, ModifiedEnergy};
use crate::tensor::MOST;
use crate::{Design, Learned};
use nalgebra::DMatrix;
use statistics::{Banded, Grid};

/// Maximum number of fixed-point iterations for given shells, and the change, in units of `kT`, at
/// which they have converged.
const ROUNDS: usize = 400;
const STILL: f64 = 1e-4;
/// Number of times the shells are recomputed: each time they change less by a factor of order
/// `δ²H`.
const SHELLS: usize = 4;
/// Damping factor of the iteration, and its lower limit after halvings where it did not converge.
/// The gradient term rotates errors instead of shrinking them, more so for a steeper energy.
const PACE: f64 = 0.4;
const SLOWEST: f64 = 0.05;
/// Knot spacing of the spline that supplies the derivatives, in units of the displacement in one
/// step at the momentum's standard deviation. A smaller spacing would let the iteration amplify the
/// noise of its input: at this one, the correction of the spline's shortest wave is less than half
/// of that wave.
const KNOT_DISTANCE: f64 = 1.0;
/// Largest relative excess of the temperature in one direction that counts as small.
const UNEVEN: f64 = 0.1;

/// Estimates corrected for the step.
#[derive(Clone, Debug, PartialEq)]
pub struct Corrected {
    /// Inverse temperature.
    pub beta: f64,
    /// `βU` per bin, up to a constant.
    pub energy: Vec<Option<f64>>,
}

/// Solves for the `U` that position Verlet samples in modified form. By backward error analysis,
/// for unit masses and up to `O(δ⁴)`, positions at whole steps see drift–kick–drift, whose modified
/// energy is `p²/2 + U + δ²(|∇U|²/12 − pᵀHp/24)` with the Hessian `H` of `U`; the symmetric
/// momentum belongs to kick–drift–kick, `p²/2 + U + δ²(pᵀHp/12 − |∇U|²/24)` (Leimkuhler & Matthews,
/// Molecular Dynamics, 2015, ch. 3; METHOD errata 3). Both have the same value along a trajectory.
/// The code sums them to all orders where `U` is quadratic, see [`ModifiedEnergy`].
///
/// The density `ρ` in phase space is not `exp(−β H̃)` with one `β`, since a stiffer shell loses
/// more to friction: `−d log ρ / dH̃ = β₀ b(H̃)`, see [`EnergyShells`]. Integrating the momentum
/// out, with `Φ' = b` and `β = β₀ b` slightly above the potential energy,
///
/// `−log π(q) = β₀ Φ(U + δ²|∇U|²/12) + (d/2) log β + ½ log det(1 − δ²H/12) + const`,
///
/// `β₀ tr E[p̄p̄ᵀ] = E[tr (1 + δ²H/6)⁻¹ / b]` over the half-step positions, where `U − δ²|∇U|²/24`
/// and `1 + δ²H/6` replace the terms above. With a single quadratic well, or with `b` replaced by
/// its mean, these are the formulas of METHOD. A fixed-point iteration on a spline solves them;
/// `spread` is `E[p̄p̄ᵀ]`.
///
/// In several dimensions the momentum may by chance be slightly warmer in one direction than the
/// formula predicts; so are the positions, and [`evened`] removes this first. `None` if an
/// iteration does not converge.
pub fn correct(
    learned: &Learned,
    grid: &Grid,
    step: f64,
    friction: &DMatrix<f64>,
    spread: &DMatrix<f64>,
) -> Option<Corrected> {
    let beta = grid.dimension() as f64 / spread.trace();
    let seen: Vec<usize> = (0..learned.counts.len())
        .filter(|&bin| learned.energy[bin].is_some())
        .collect();
    if !(beta > 0.0 && beta.is_finite()) || seen.is_empty() {
        return None;
    }
    let sampled: Vec<f64> = seen.iter().filter_map(|&bin| learned.energy[bin]).collect();
    let design = Design::new(grid, &knots(grid, step / beta.sqrt()));
    let weights: Vec<f64> = learned.counts.iter().map(|&n| n as f64).collect();
    let mut solver = Solver {
        factor: Banded::factorise(normal_matrix(&design, &weights, BRIDGE))?,
        grid,
        energy: sampled.iter().map(|w| w / beta).collect(),
        slope: 1.0,
        beta,
        design,
        weights,
        seen,
        square: step * step,
        friction,
        pace: PACE,
    };
    let cold = solver.settle(&sampled, spread.trace())?;
    let sampled = solver.evened(&sampled, &(spread * cold))?;
    for _ in 1..SHELLS {
        solver.settle(&sampled, spread.trace())?;
    }
    let beta = solver.beta * solver.slope;
    let mut energy = vec![None; learned.energy.len()];
    for (&bin, u) in solver.seen.iter().zip(&solver.energy) {
        energy[bin] = Some(beta * u);
    }
    Some(Corrected { beta, energy })
}

/// State of the iteration: the visited bins, and the current `U`, `β₀` and mean of `b`.
struct Solver<'a> {
    grid: &'a Grid,
    seen: Vec<usize>,
    /// Counts of all bins.
    weights: Vec<f64>,
    /// The spline that supplies the derivatives, and the factor of its normal matrix.
    design: Design,
    factor: Banded,
    square: f64,
    friction: &'a DMatrix<f64>,
    energy: Vec<f64>,
    beta: f64,
    slope: f64,
    pace: f64,
}

impl Solver<'_> {
    fn coefficients(&self, values: &[f64]) -> Vec<f64> {
        let mut right = vec![0.0; self.weights.len()];
        for (&bin, value) in self.seen.iter().zip(values) {
            right[bin] = self.weights[bin] * value;
        }
        self.factor.solve(&project(&self.design, &right))
    }

    fn modified_energies(&self) -> Vec<ModifiedEnergy> {
        let coefficients = self.coefficients(&self.energy);
        let modified = |&bin: &usize| {
            let (gradient, hessian) = self.design.slopes(bin, &coefficients);
            ModifiedEnergy::new(&gradient, &hessian, self.square, self.friction)
        };
        self.seen.iter().map(modified).collect()
    }

    /// Iterates with the shells of the current energy until `U` converges, with more damping where
    /// needed. Returns the inverse of the expected momentum covariance, in units of its mean.
    fn settle(&mut self, sampled: &[f64], spread: f64) -> Option<DMatrix<f64>> {
        let start = (self.energy.clone(), self.beta);
        while self.pace >= SLOWEST {
            let settled = self.iterate(sampled, spread);
            if settled.is_some() {
                return settled;
            }
            (self.energy, self.beta) = start.clone();
            self.pace *= 0.5;
        }
        None
    }

    fn iterate(&mut self, sampled: &[f64], spread: f64) -> Option<DMatrix<f64>> {
        let d = self.grid.dimension();
        let half = 0.5 * d as f64;
        let place = |((&bin, u), modified): ((&usize, &f64), ModifiedEnergy)| Place {
            bin,
            energy: u - modified.lowered,
            volume: 1.0 / modified.stiffer.sqrt(),
            stiffness: modified.stiffness,
        };
        let bins = self.seen.iter().zip(&self.energy);
        let places: Vec<Place> = bins.zip(self.modified_energies()).map(place).collect();
        if places.iter().any(|place| !place.energy.is_finite()) {
            return None;
        }
        let shells = EnergyShells::new(self.grid, &places, 1.0 / self.beta);
        // Energies at which to evaluate a function averaged with the Gaussian weight of the
        // momentum, and with that weight times the squared momentum.
        let [near, far] = [0.5, 1.0].map(|part| -> Vec<f64> {
            let above = part * (half + 1.0) / self.beta;
            let at = |(place, p): (usize, &Place)| shells.at(place, p.energy + above).1;
            places.iter().enumerate().map(at).collect()
        });
        let total: f64 = self.seen.iter().map(|&bin| self.weights[bin]).sum();
        for _ in 0..ROUNDS {
            let modified_energies = self.modified_energies();
            let (mut shares, mut slopes) = (0.0, 0.0);
            let mut warmth = Corner::zeros();
            for (place, (modified, u)) in modified_energies.iter().zip(&self.energy).enumerate() {
                let height = shells.at(place, u - modified.lowered).0;
                let log = self.beta * height + half * libm::log(near[place]);
                let share = libm::exp(-log) / modified.stiffer.sqrt();
                shares += share;
                slopes += share * near[place];
                warmth += modified.warmth * (share / far[place]);
            }
            let warmth = DMatrix::from_fn(d, d, |i, j| warmth[(i, j)]);
            self.beta = warmth.trace() / shares / spread;
            self.slope = slopes / shares;
            let missing: Vec<f64> = (0..sampled.len())
                .map(|place| {
                    let height = shells
                        .at(place, self.energy[place] + modified_energies[place].raised)
                        .0;
                    let kinetic = half * libm::log(near[place])
                        + 0.5 * libm::log(modified_energies[place].softer);
                    sampled[place] - self.beta * height - kinetic
                })
                .collect();
            let weighted = self.seen.iter().zip(&missing);
            let mean = weighted.map(|(&bin, m)| self.weights[bin] * m).sum::<f64>() / total;
            let mut change: f64 = 0.0;
            for (u, m) in self.energy.iter_mut().zip(&missing) {
                let step = self.pace * (m - mean);
                change = change.max(step.abs());
                *u += step / self.beta;
            }
            if !(self.beta.is_finite() && change.is_finite()) {
                return None;
            }
            if change < STILL {
                let mean = warmth.trace() / d as f64;
                return warmth.try_inverse().map(|inverse| inverse * mean);
            }
        }
        None
    }

    /// `−log π` of a run whose momentum is as warm in every direction as expected; `warmth` is the
    /// observed covariance over the expected one.
    ///
    /// The excess is energy that friction has not yet removed, in modes that share it between
    /// position and momentum. So the force is `warmth ∇(−log π)` rather than the gradient at a
    /// single temperature, and `U` is the least-squares potential of that force. Uncalibrated
    /// friction makes the excess large and leaves no Gibbs law to restore; then nothing changes.
    fn evened(&self, sampled: &[f64], warmth: &DMatrix<f64>) -> Option<Vec<f64>> {
        let d = self.grid.dimension();
        let even = 0.5 * (warmth + warmth.transpose()) / (warmth.trace() / d as f64);
        let excess = even - DMatrix::identity(d, d);
        if d == 1 || excess.norm() > UNEVEN {
            return Some(sampled.to_vec());
        }
        let coefficients = self.coefficients(sampled);
        let mut gradient = vec![None; self.weights.len()];
        for &bin in &self.seen {
            let (slope, _) = self.design.slopes(bin, &coefficients);
            let mut missing = [0.0; MOST];
            for (missing, row) in missing.iter_mut().zip(excess.row_iter()) {
                *missing = row.iter().zip(slope).map(|(x, s)| x * s).sum();
            }
            gradient[bin] = Some((self.weights[bin], missing));
        }
        let (design, change) = integrated(self.grid, &gradient)?;
        let pairs = self.seen.iter().zip(sampled);
        Some(
            pairs
                .map(|(&bin, w)| w + design.value(bin, &change))
                .collect(),
        )
    }
}

/// Bins per knot that space knots at least `way` apart; two at least.
fn knots(grid: &Grid, way: f64) -> Vec<usize> {
    let bins = |width: &f64| libm::ceil(KNOT_DISTANCE * way / width).max(2.0) as usize;
    grid.widths().iter().map(bins).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::potential::exactly;
    use nalgebra::dmatrix;

    /// A harmonic well is known exactly: positions at whole steps and the symmetric momentum share
    /// one temperature. The correction is exact there too.
    #[test]
    fn a_harmonic_well_comes_back() {
        let (grid, beta) = (Grid::new(&[-4.0], &[4.0], &[400]), 1.3);
        let learned = exactly(&grid, |q| Some(0.5 * beta * q[0] * q[0]));
        for step in [0.1, 0.4, 0.8] {
            let spread = dmatrix![1.0 / beta];
            let corrected = correct(&learned, &grid, step, &dmatrix![1.0], &spread).unwrap();
            for (u, q) in corrected.energy.iter().zip(grid.centres(0)) {
                let found = u.unwrap() / corrected.beta;
                assert!(
                    q.abs() > 2.0 || (found - 0.5 * q * q).abs() < 1e-3,
                    "{q}: {found}"
                );
            }
        }
    }

    #[test]
    fn an_energy_that_is_too_steep_for_the_step_is_left_alone() {
        let grid = Grid::new(&[-1.0], &[1.0], &[100]);
        let learned = exactly(&grid, |q| Some(40.0 * q[0] * q[0] * q[0] * q[0]));
        let with = |spread| correct(&learned, &grid, 0.1, &dmatrix![1.0], &dmatrix![spread]);
        assert!(with(f64::NAN).is_none());
        assert!(with(1.0).is_some());
    }

    #[test]
    fn two_dimensions_are_corrected_as_one_is() {
        let grid = Grid::new(&[-3.0; 2], &[3.0; 2], &[60; 2]);
        let learned = exactly(&grid, |q| Some(q[0] * q[0] + q[1] * q[1]));
        let identity = DMatrix::identity(2, 2);
        let corrected = correct(&learned, &grid, 0.4, &identity, &identity).unwrap();
        for (q, u) in grid.points().iter().zip(&corrected.energy) {
            let found = u.unwrap() / corrected.beta;
            let exact = q[0] * q[0] + q[1] * q[1];
            assert!(
                exact > 3.0 || (found - exact).abs() < 1e-2,
                "{q:?}: {found}"
            );
        }
    }

    /// By chance warmer along one axis than the other: `−log π` of a Gaussian with that covariance
    /// and momenta with the same covariance give the potential at one temperature.
    #[test]
    fn warmth_in_one_direction_is_undone() {
        let grid = Grid::new(&[-4.0; 2], &[4.0; 2], &[80; 2]);
        let [warm, cold] = [1.03, 0.97];
        let learned = exactly(&grid, |q| {
            Some(0.5 * (q[0] * q[0] / warm + q[1] * q[1] / cold))
        });
        let spread = dmatrix![warm, 0.0; 0.0, cold];
        let identity = DMatrix::identity(2, 2);
        let corrected = correct(&learned, &grid, 1e-3, &identity, &spread).unwrap();
        for (q, u) in grid.points().iter().zip(&corrected.energy) {
            let found = u.unwrap() / corrected.beta;
            let exact = 0.5 * (q[0] * q[0] + q[1] * q[1]);
            assert!(
                exact > 3.0 || (found - exact).abs() < 3e-3,
                "{q:?}: {found}"
            );
        }
    }
}
