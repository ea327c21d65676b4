//! What is measured of an outcome and where it becomes alarming: one source for the warnings and
//! for the trust report.

use super::Outcome;
use crate::ensemble::WINDOW;

/// Share of walker-windows lost per window above which losses are worth a warning.
pub(super) const MANY_LOST: f64 = 0.01;
/// Standard errors between the two halves of a run above which they disagree.
pub(super) const HALVES_APART: f64 = 4.0;
/// Arrivals into a well below which its depth is a matter of luck: a fifth of `kT`.
pub(super) const FEW_VISITS: u64 = 25;
/// How far the covariance of a calibrated momentum may be from the identity: this much, and this
/// many standard errors.
pub(super) const COVARIANCE_TOLERANCE: f64 = 0.05;
const COVARIANCE_ERRORS: f64 = 4.0;
/// `δ²` times a curvature of the learned potential above which the step is coarse for its wells:
/// a well of that curvature is sampled too narrow by about an eighth of this.
pub(super) const STIFF: f64 = 0.5;
/// Bins on either side over which a curvature is taken; less would measure noise.
const REACH: usize = 2;
/// Share of the fullest bin's density below which a bin is no part of a well.
const IN_A_WELL: f64 = 0.05;

/// The largest difference of a calibrated run's `E[p̄p̄ᵀ]` from the identity, if one is too large.
pub(super) fn off_identity(outcome: &Outcome) -> Option<f64> {
    outcome.noise_covariance.as_ref()?;
    let (covariance, errors) = (
        &outcome.momentum.symmetric_covariance,
        &outcome.momentum.symmetric_covariance_error,
    );
    let mut worst = None;
    for (i, (row, errors)) in covariance.iter().zip(errors).enumerate() {
        for (j, (entry, error)) in row.iter().zip(errors).enumerate() {
            let off = (entry - f64::from(u8::from(i == j))).abs();
            if off > COVARIANCE_TOLERANCE && off > COVARIANCE_ERRORS * error {
                worst = Some(off.max(worst.unwrap_or(0.0)));
            }
        }
    }
    worst
}

/// How far `E[p̄p̄ᵀ]` of a run with one number for a friction is from a multiple of the identity,
/// relative to it, if it is further than errors explain.
pub(super) fn uneven(outcome: &Outcome) -> Option<f64> {
    let (covariance, errors) = (
        &outcome.momentum.symmetric_covariance,
        &outcome.momentum.symmetric_covariance_error,
    );
    let d = covariance.len();
    if outcome.experiment.calibration.is_some() || d < 2 {
        return None;
    }
    let mean = (0..d).map(|i| covariance[i][i]).sum::<f64>() / d as f64;
    let pairs = (0..d).flat_map(|i| (0..d).map(move |j| [i, j]));
    pairs
        .filter_map(|[i, j]| {
            let expected = if i == j { mean } else { 0.0 };
            let off = (covariance[i][j] - expected).abs();
            let sure = off > COVARIANCE_ERRORS * errors[i][j];
            Some(off / mean).filter(|off| sure && *off > COVARIANCE_TOLERANCE)
        })
        .max_by(f64::total_cmp)
}

/// `δ²` times the largest curvature of the learned potential along an axis, within the wells and
/// as far as it is known; in several dimensions, where what is learned is smooth from bin to bin.
pub(super) fn stiffness(outcome: &Outcome) -> Option<f64> {
    let potential = &outcome.potential;
    if potential.axes.len() < 2 {
        return None;
    }
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
            let [below, here, above] = around.map(|b| potential.energy[b]);
            let errors = around.map(|b| potential.standard_error[b].unwrap_or(f64::NAN));
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

/// `max |E[p̄ p̄ᵀ] β̂ − I|` with the symmetric `β̂`, which is the momenta's own: how far the momenta are from being equally warm in all directions, for
/// unit masses, with the standard error of that entry.
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
        .max_by(|a, b| a.0.total_cmp(&b.0))
}

/// Walkers lost for each window of steps recorded; without resampling, the share of walkers that
/// are lost. One if nothing could be recorded.
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

/// Share of the positions that lie outside the region.
pub(super) fn outside(outcome: &Outcome) -> f64 {
    let potential = &outcome.potential;
    let volume: f64 = (potential.axes.iter())
        .map(|axis| axis.get(1).map_or(1.0, |x| x - axis[0]))
        .product();
    let inside: f64 = potential.density.iter().map(|d| d * volume).sum();
    (1.0 - inside).max(0.0)
}
