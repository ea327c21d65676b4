//! The potential learned from the forces, beside that learned from the positions.

use crate::Outcome;
use crate::run::Run;
use crate::score::{ForceScore, score, scored};
use dynamics::Surface;
use estimate::{
    EnergyEstimate, ForceEstimate, ForceFit, Pieces, ResidualNoise, changes, force_regression,
    nested, spread,
};
use nalgebra::DMatrix;
use sampling::NoiseDiagnostics;
use statistics::Tally;

/// Difference from the potential learned from the positions at which nothing confirms one from the
/// forces, in units of `kT`: what makes the positions disagree does not make the forces wrong.
pub(super) const FAR_APART: f64 = 0.5;
/// Fewest standard errors of a difference that is not by chance.
const LEAST_SURE: f64 = 4.0;

/// The regression of the forces that a run has recorded so far.
pub(super) fn fit(run: &Run, counts: &[u64], beta: f64) -> Option<ForceFit> {
    let (plan, tally) = (&run.plan, &run.tally);
    let cells = plan.cells.as_ref()?;
    let flight = flight(run);
    let blocks: Vec<_> = tally.blocks().map(|block| &block.force).collect();
    force_regression(
        &blocks,
        cells,
        &plan.positions,
        counts,
        &flight,
        beta,
        &plan.tilt,
    )
}

/// A walker's displacement in one step at the standard deviation of its momentum, along each axis.
pub(super) fn flight(run: &Run) -> Vec<f64> {
    let momenta = spread(&run.tally, run.plan.positions.dimension());
    let along = momenta
        .diagonal()
        .map(|p| run.plan.step * p.max(0.0).sqrt());
    along.as_slice().to_vec()
}

/// The pieces that the forces leave unconnected.
pub(super) fn pieces(run: &Run, fit: &ForceFit) -> Pieces {
    if fit.pieces() < 2 {
        return Pieces::default();
    }
    let counts = Tally::total(run.tally.batches(), |b| &b.positions);
    let (plan, blocks) = (&run.plan, run.tally.blocks());
    let transitions = blocks.map(|b| &b.transitions);
    estimate::pieces(
        &fit.piece,
        &counts,
        transitions,
        &plan.positions,
        &plan.places,
    )
}

/// The largest difference of these energies.
pub(super) fn span(energy: &[Option<f64>]) -> f64 {
    let known = energy.iter().flatten();
    let [least, most] = known.fold([f64::INFINITY, f64::NEG_INFINITY], |[least, most], u| {
        [least.min(*u), most.max(*u)]
    });
    (most - least).max(0.0)
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
    fit: ForceFit,
    exact: Option<&ForceScore>,
) -> Surface {
    let plan = &run.plan;
    let counts = Tally::total(run.tally.batches(), |b| &b.positions);
    let bins = scored(&counts);
    let energy = lined_up(&fit, outcome.from_positions()[0], &counts);
    let difference_error = difference_error(run, outcome, &fit, &bins);
    let reference = outcome.reference.as_ref();
    let rmse = reference.and_then(|r| Some(score(&energy, &r.energy, &counts)?.rmse));
    let apart = disagreement(outcome, &energy, &difference_error, &bins);
    let standard_error = match &outcome.positions {
        Some(_) => outcome.potential.standard_error.clone(),
        None => standard_error(&fit),
    };
    outcome.potential.estimates.forces = Some(EnergyEstimate {
        standard_error,
        energy,
    });
    outcome.forces = Some(ForceEstimate {
        rmse,
        force_rmse: exact.and_then(|exact| exact.of_surface(&fit.surface, &plan.positions)),
        disagreement: apart.map(|apart| apart[0]),
        deviation: apart.map(|apart| apart[1]),
        difference_error,
        pieces: fit.pieces() as u64,
        undetermined: pieces(run, &fit).undetermined(),
        knots: fit.knots,
        finest: fit.finest,
        misfit: fit.misfit,
        samples: fit.samples as u64,
        noise: None,
    });
    fit.surface
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

/// Standard error of the difference of both estimates, with the mesh's. They share the walkers: the
/// part of both variances that the difference has comes from the changes that each block makes in
/// both (a jackknife to first order). Blocks are few, so it is one number for all bins.
fn difference_error(
    run: &Run,
    outcome: &Outcome,
    fit: &ForceFit,
    bins: &[usize],
) -> Vec<Option<f64>> {
    let (plan, beta) = (&run.plan, outcome.inverse_temperature.used);
    let of_positions = changes(
        &run.tally,
        &plan.positions,
        outcome.experiment.fit,
        &flight(run),
    );
    let mut sums = vec![[0.0; 2]; bins.len()];
    for (a, b) in fit.changes.iter().zip(&of_positions) {
        let pairs: Vec<_> = bins
            .iter()
            .map(|bin| Some([a[*bin]?, b[*bin] / beta]))
            .collect();
        let known: Vec<[f64; 2]> = pairs.iter().flatten().copied().collect();
        let mean = |which: usize| {
            known.iter().map(|pair| pair[which]).sum::<f64>() / known.len().max(1) as f64
        };
        let [a, b] = [0, 1].map(mean);
        for (sums, pair) in sums.iter_mut().zip(pairs) {
            let [x, y] = pair.map_or([0.0; 2], |[x, y]| [x - a, y - b]);
            sums[0] += (x - y) * (x - y);
            sums[1] += x * x + y * y;
        }
    }
    let shares = sums
        .iter()
        .filter(|sums| sums[1] > 0.0)
        .map(|sums| sums[0] / sums[1]);
    let (sum, n) = shares.fold((0.0, 0.0), |(sum, n), share| (sum + share, n + 1.0));
    let share = if n > 0.0 { sum / n } else { 1.0 };
    let errors = fit.chance_error.iter().zip(&fit.mesh_error);
    errors
        .zip(outcome.from_positions()[1])
        .map(|((chance, mesh), positions)| {
            let (chance, positions) = ((*chance)?, (*positions)?);
            let both = chance * chance + positions * positions;
            Some(libm::hypot((share * both).sqrt(), (*mesh)?))
        })
        .collect()
}

/// The largest difference of both estimates beyond its standard error over these bins, and the root
/// mean square of all such, in units of `kT`. `None` if the errors hide one that would say that no
/// estimate is right.
fn disagreement(
    outcome: &Outcome,
    energy: &[Option<f64>],
    errors: &[Option<f64>],
    bins: &[usize],
) -> Option<[f64; 2]> {
    let [learned, _] = outcome.from_positions();
    let differences = bins
        .iter()
        .map(|&bin| Some([energy[bin]? - learned[bin]?, errors[bin]?]));
    let known: Vec<[f64; 2]> = differences.clone().flatten().collect();
    beyond_chance_of(&known, differences.len(), outcome.inverse_temperature.used)
}

/// The same of differences with their standard errors, all of which are known.
pub(super) fn beyond_chance(differences: &[[f64; 2]], beta: f64) -> Option<f64> {
    beyond_chance_of(differences, differences.len(), beta).map(|[largest, _]| largest)
}

/// The same of those that are known, out of `wanted`.
fn beyond_chance_of(known: &[[f64; 2]], wanted: usize, beta: f64) -> Option<[f64; 2]> {
    // The largest of `n` normal variables is about √(2 log n); one more is not by chance.
    let expected = (2.0 * libm::log(wanted as f64)).sqrt();
    let beyond_chance = LEAST_SURE.max(1.0 + expected);
    let [mut beyond, mut hidden, mut squares] = [0.0_f64; 3];
    for [difference, error] in known {
        let (off, chance) = (difference.abs(), beyond_chance * error);
        if off > chance {
            beyond = beyond.max(beta * off);
            squares += beta * off * beta * off;
        } else {
            hidden = hidden.max(beta * chance);
        }
    }
    (!known.is_empty() && (beyond > 0.0 || hidden < FAR_APART))
        .then(|| [beyond, (squares / known.len() as f64).sqrt()])
}
