//! Quantities of an outcome that the validity checks judge.

use crate::Outcome;
use estimate::{roughness, wavelength};
use sampling::WINDOW;
use statistics::scored;

/// `δ²` times a curvature of the learned potential above which the step is coarse for its wells:
/// the sampled width of such a well is too small by about an eighth of this.
pub(super) const STIFF: f64 = 0.5;
/// Bins on either side over which a curvature is taken; fewer would measure noise.
const REACH: usize = 2;
/// Smoothing width of the learned potential, as a share of a walker's flight in one step.
const SMOOTHED: f64 = 0.2;
/// Standard errors, and share of the noise's power, beyond which two noise covariances differ.
const NO_CHANCE: f64 = 5.0;
const UNLIKE: f64 = 0.1;
/// Rounding of a sum over bins.
const ROUNDING: f64 = 1e-9;
/// Smallest density of a bin in a well, as a share of the fullest bin's.
const IN_A_WELL: f64 = 0.05;

/// `δ²` times the largest curvature of the learned potential along an axis, within the wells and
/// beyond its errors. Only in several dimensions, where the potential is smooth from bin to bin.
pub(super) fn stiffness(outcome: &Outcome) -> Option<f64> {
    let potential = &outcome.potential;
    if potential.axes.len() < 2 {
        return None;
    }
    stiffness_of(outcome, [&potential.energy, &potential.standard_error])
}

/// The same of a potential that is smooth from bin to bin, with its standard errors.
pub(super) fn stiffness_of(
    outcome: &Outcome,
    [energy, standard_error]: [&[Option<f64>]; 2],
) -> Option<f64> {
    let potential = &outcome.potential;
    let fullest = potential.density.iter().copied().fold(0.0, f64::max);
    let step = outcome.experiment.step;
    let mut largest = None;
    let mut stride = 1;
    for axis in potential.axes.iter().rev() {
        let width = REACH as f64 * axis.get(1).map_or(1.0, |x| x - axis[0]);
        for (bin, density) in potential.density.iter().enumerate() {
            let place = bin / stride % axis.len();
            let inside = place >= REACH && place + REACH < axis.len();
            if !inside || *density < IN_A_WELL * fullest {
                continue;
            }
            let around = [bin - REACH * stride, bin, bin + REACH * stride];
            let [below, here, above] = around.map(|b| energy[b]);
            let errors = around.map(|b| standard_error[b].unwrap_or(f64::NAN));
            if let (Some(below), Some(here), Some(above)) = (below, here, above) {
                let error = errors[0] + 2.0 * errors[1] + errors[2];
                let curvature = (below - 2.0 * here + above - error) / (width * width);
                if curvature.is_finite() {
                    largest = Some(curvature.max(largest.unwrap_or(0.0)));
                }
            }
        }
        stride *= axis.len();
    }
    largest.map(|curvature: f64| step * step * curvature)
}

/// Structure finer than a walker's flight in one step, in units of `kT`.
pub(super) struct FineStructure {
    /// Length of that flight, `δ sd(p̄)`.
    pub way: f64,
    /// Root mean square in the learned potential, less the standard error.
    pub learned: f64,
    /// Root mean square in `V`.
    pub original: f64,
    pub wavelength: Option<f64>,
}

/// Structure of the learned potential finer than the step, over the bins that a score counts: the
/// potential minus its average over a fifth of a walker's flight in one step (METHOD section 9). In
/// one dimension, and without any reference.
pub(super) fn fine_structure(outcome: &Outcome) -> Option<FineStructure> {
    let potential = &outcome.potential;
    let [axis] = potential.axes.as_slice() else {
        return None;
    };
    let beta = outcome.inverse_temperature.used;
    let way = outcome.experiment.step * outcome.momentum.symmetric_covariance[0][0].sqrt();
    let width = SMOOTHED * way;
    let bins = scored(&potential.density);
    let rough = |energy: &[Option<f64>]| {
        let mut seen = vec![None; energy.len()];
        for &bin in &bins {
            seen[bin] = energy[bin];
        }
        roughness(axis, &seen, width)
    };
    // Bins too wide for so fine a structure show none.
    let mean_square = |values: &[Option<f64>]| {
        let known = || values.iter().flatten();
        known().map(|x| x * x).sum::<f64>() / known().count().max(1) as f64
    };
    let learned = rough(&potential.energy);
    let square = mean_square(&learned);
    let errors = learned.iter().zip(&potential.standard_error);
    let errors: Vec<_> = errors.map(|(u, e)| u.and(*e)).collect();
    let found = FineStructure {
        way,
        learned: (square - mean_square(&errors)).max(0.0).sqrt() * beta,
        original: mean_square(&rough(&potential.original)).sqrt() * beta,
        wavelength: wavelength(axis, &learned),
    };
    (square.is_finite() && beta.is_finite() && way > 0.0).then_some(found)
}

/// `|E[p̄ p̄ᵀ] β̂ − I|` for unit masses, with the symmetric `β̂`, which is the momenta's own: the
/// departure from one temperature in all directions. Returns the entry furthest beyond its standard
/// error, with that error.
pub(super) fn temperature_residual(outcome: &Outcome) -> Option<(f64, f64)> {
    let beta = outcome.inverse_temperature.symmetric;
    let (covariance, errors) = (
        &outcome.momentum.symmetric_covariance,
        &outcome.momentum.symmetric_covariance_error,
    );
    let pairs = covariance.iter().zip(errors).enumerate();
    pairs
        .flat_map(|(i, (row, errors))| {
            let entries = row.iter().zip(errors).enumerate();
            entries.map(move |(j, (entry, error))| {
                let unit = f64::from(u8::from(i == j));
                ((entry * beta - unit).abs(), error * beta)
            })
        })
        .filter(|(off, _)| off.is_finite())
        .max_by(|a, b| beyond_chance(*a).total_cmp(&beyond_chance(*b)))
}

/// The excess over two standard errors; negative within them.
pub(super) fn beyond_chance((off, error): (f64, f64)) -> f64 {
    off - 2.0 * error.max(0.0)
}

/// Share of lost windows from which the rest samples the law of the survivors.
pub(super) const TOO_MANY_LOST: f64 = 0.1;

/// Share of the windows of steps that were lost; without resampling, the share of walkers lost. One
/// if nothing could be recorded.
pub(super) fn losses(lost: u64, outcome: &Outcome) -> f64 {
    let windows = outcome.steps as f64 / WINDOW as f64;
    if lost == 0 {
        0.0
    } else if !outcome.experiment.resample {
        lost as f64 / f64::from(outcome.walkers)
    } else if windows > 0.0 {
        lost as f64 / (windows + lost as f64)
    } else {
        1.0
    }
}

/// True if the losses of a run show that its walkers diverge.
pub(super) fn diverges(outcome: &Outcome) -> bool {
    let lost = outcome.resampled;
    match outcome.steps {
        0 => lost.diverged > lost.absorbed,
        _ => losses(lost.diverged, outcome) >= TOO_MANY_LOST,
    }
}

/// True if the calibrating runs find another noise covariance than the residual force of the learning
/// run shows.
pub(super) fn is_misestimated(outcome: &Outcome) -> bool {
    let noise = outcome.noise_covariance.as_ref();
    let residual = outcome.forces.as_ref().and_then(|f| f.noise.as_ref());
    let Some((noise, residual)) = noise.zip(residual) else {
        return false;
    };
    let d = noise.estimate.len();
    let power = (0..d).map(|i| residual.summed[i][i]).sum::<f64>() / d as f64;
    (0..d * d).any(|entry| {
        let (i, j) = (entry / d, entry % d);
        let off = (noise.estimate[i][j] - residual.summed[i][j]).abs();
        let error = libm::hypot(noise.standard_error[i][j], residual.summed_error[i][j]);
        off > NO_CHANCE * error && off > UNLIKE * power
    })
}

/// Share of the positions outside the region, up to rounding.
pub(super) fn outside(outcome: &Outcome) -> f64 {
    let potential = &outcome.potential;
    if let Some(outside) = potential.outside {
        return outside;
    }
    let volume: f64 = (potential.axes.iter())
        .map(|axis| axis.get(1).map_or(1.0, |x| x - axis[0]))
        .product();
    let inside: f64 = potential.density.iter().map(|d| d * volume).sum();
    let share = 1.0 - inside;
    if share > ROUNDING { share } else { 0.0 }
}
