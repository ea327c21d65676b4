//! The potential learned from the forces, beside that learned from the positions.

use crate::Outcome;
use crate::run::Run;
use crate::score::{ForceScore, score, scored};
use dynamics::Surface;
use estimate::{ForceEstimate, ForceFit, ResidualNoise, force_regression, nested, spread};
use nalgebra::DMatrix;
use sampling::NoiseDiagnostics;
use statistics::Tally;

/// Fewest standard errors of a difference that is no chance.
const LEAST_SURE: f64 = 4.0;

/// The regression of the forces that a run has recorded so far.
pub(super) fn fit(run: &Run, counts: &[u64], beta: f64) -> Option<ForceFit> {
    let (plan, tally) = (&run.plan, &run.tally);
    let cells = plan.cells.as_ref()?;
    force_regression(tally, cells, &plan.positions, counts, &flight(run), beta)
}

/// A walker's displacement in one step at the standard deviation of its momentum, along each axis.
pub(super) fn flight(run: &Run) -> Vec<f64> {
    let momenta = spread(&run.tally, run.plan.positions.dimension());
    let along = momenta
        .diagonal()
        .map(|p| run.plan.step * p.max(0.0).sqrt());
    along.as_slice().to_vec()
}

/// Standard error by chance together with the change by other knots.
pub(super) fn standard_error(fit: &ForceFit) -> Vec<Option<f64>> {
    let both = fit.chance_error.iter().zip(&fit.mesh_error);
    both.map(|(chance, mesh)| Some(libm::hypot((*chance)?, (*mesh)?)))
        .collect()
}

/// Adds the estimate from the forces to the outcome of a complete run; returns its surface.
pub(super) fn add_forces(
    run: &Run,
    outcome: &mut Outcome,
    exact: Option<&ForceScore>,
) -> Option<Surface> {
    let plan = &run.plan;
    let counts = Tally::total(run.tally.batches(), |b| &b.positions);
    let fit = fit(run, &counts, outcome.inverse_temperature.used)?;
    let bins = scored(&counts);
    let energy = lined_up(&fit, outcome.from_positions()[0], &counts);
    let standard_error = standard_error(&fit);
    let reference = outcome.reference.as_ref();
    outcome.forces = Some(ForceEstimate {
        rmse: reference.and_then(|r| Some(score(&energy, &r.energy, &counts)?.rmse)),
        force_rmse: exact.and_then(|exact| exact.of_surface(&fit.surface, &plan.positions)),
        disagreement: disagreement(outcome, &energy, &standard_error, &bins),
        energy,
        standard_error,
        pieces: fit.pieces() as u64,
        chance_error: fit.chance_error,
        knots: fit.knots,
        finest: fit.finest,
        samples: fit.samples as u64,
        noise: None,
    });
    Some(fit.surface)
}

/// Adds the noise that is left over from the forces.
pub(super) fn add_noise(outcome: &mut Outcome, noise: &NoiseDiagnostics) {
    let step = outcome.experiment.step;
    let scaled = |m: &DMatrix<f64>| nested(&(m * step));
    let [covariance, covariance_error] = noise.covariance.each_ref().map(scaled);
    let [summed, summed_error] = noise.summed.each_ref().map(scaled);
    if let Some(noise) = &mut outcome.noise_covariance {
        noise.residual = Some(covariance.clone());
        noise.residual_error = Some(covariance_error.clone());
    }
    if let Some(forces) = &mut outcome.forces {
        forces.noise = Some(ResidualNoise {
            covariance,
            covariance_error,
            summed,
            summed_error,
        });
    }
}

/// The energy with the constant of each piece such that it agrees with `other` in the mean over the
/// piece's positions.
pub(super) fn lined_up(fit: &ForceFit, other: &[Option<f64>], counts: &[u64]) -> Vec<Option<f64>> {
    let mut sums = vec![[0.0; 2]; fit.pieces()];
    let bins = fit.energy.iter().zip(other).zip(&fit.piece).zip(counts);
    for (((energy, other), piece), n) in bins {
        if let (Some(energy), Some(other), Some(piece)) = (energy, other, piece) {
            sums[*piece][0] += *n as f64 * (other - energy);
            sums[*piece][1] += *n as f64;
        }
    }
    let bins = fit.energy.iter().zip(&fit.piece);
    bins.map(|(energy, piece)| {
        let [sum, n] = sums[(*piece)?];
        Some((*energy)? + sum / n).filter(|e| e.is_finite())
    })
    .collect()
}

/// The largest difference of both estimates beyond chance over these bins, in units of `kT`.
fn disagreement(
    outcome: &Outcome,
    energy: &[Option<f64>],
    errors: &[Option<f64>],
    bins: &[usize],
) -> Option<f64> {
    let [learned, of_positions] = outcome.from_positions();
    let mut largest = None;
    // The largest of `n` normal variables is about √(2 log n); one more is no chance.
    let expected = (2.0 * libm::log(bins.len() as f64)).sqrt();
    let beyond_chance = LEAST_SURE.max(1.0 + expected);
    for &bin in bins {
        let (Some(a), Some(b)) = (energy[bin], learned[bin]) else {
            continue;
        };
        let (Some(x), Some(y)) = (errors[bin], of_positions[bin]) else {
            continue;
        };
        let off = (a - b).abs();
        let beyond = if off > beyond_chance * libm::hypot(x, y) {
            off
        } else {
            0.0
        };
        largest = Some(beyond.max(largest.unwrap_or(0.0)));
    }
    largest.map(|off| off * outcome.inverse_temperature.used)
}
