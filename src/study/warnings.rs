//! What to know before believing an outcome.

use super::measures::{
    FEW_VISITS, HALVES_APART, MANY_LOST, STIFF, losses, off_identity, stiffness, uneven,
};
use super::summary::{two_digits, with_error};
use super::{Outcome, Resampled, Warning};
use crate::ensemble::WINDOW;
use crate::estimate::departures;
use crate::experiment::Estimator;
use crate::expression::variables;

/// What a reader must know.
pub(super) fn warnings(outcome: &Outcome) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut warn = |code: &str, message: String| {
        warnings.push(Warning {
            code: code.to_owned(),
            message,
        })
    };
    let lost = outcome.resampled;
    let resample = outcome.experiment.resample;
    if outcome.steps == 0 {
        if outcome.complete {
            warn("lost", nothing_left(lost));
        }
        return warnings;
    }
    if losses(lost.diverged, outcome) > MANY_LOST {
        warn(
            "diverged",
            format!(
                "{} walkers blew up: δ is past the stability limit where the energy curves most (δ² times the curvature above 4). Choose a smaller step.",
                lost.diverged
            ),
        );
    }
    if resample && losses(lost.absorbed, outcome) > MANY_LOST {
        warn(
            "absorbed",
            format!(
                "{} walkers were swallowed by tiny attracting wells and restarted: the step resolves the smallest scale, or nearly. Choose a larger step.",
                lost.absorbed
            ),
        );
    }
    if !resample && lost.absorbed > 0 {
        warn(
            "absorbed",
            format!(
                "{} of {} walkers have been swallowed by tiny attracting wells, and what they add to the histogram is wrong. Switch resampling on.",
                lost.absorbed, outcome.walkers
            ),
        );
    }
    if !outcome.momentum.normal {
        warn("not-normal", not_normal(outcome));
    }
    if let Some(noise) = outcome
        .noise_covariance
        .as_ref()
        .filter(|n| n.estimate != n.used)
    {
        let steps = noise.steps as f64;
        warn(
            "noise-projected",
            format!(
                "The noise covariance estimated from {steps:.1e} steps is not positive definite, as that of any noise is; its small eigenvalues were raised to a thousandth of the largest, and the friction made from that. Take more calibration steps; if that does not help, no ripple runs along some direction."
            ),
        );
    }
    if let Some(worst) = off_identity(outcome) {
        warn(
            "covariance",
            format!(
                "The friction was calibrated to make E[p̄p̄ᵀ] the identity, but an entry is off by {}. Either the wells are stiff for this step, an error of the order of δ², or the noise estimate is poor: choose a smaller step, or take more calibration steps.",
                two_digits(worst)
            ),
        );
    }
    if let Some(worst) = uneven(outcome) {
        warn(
            "uncalibrated",
            format!(
                "Without calibration the momenta are not equally warm in all directions (E[p̄p̄ᵀ] is off a multiple of the identity by {} %), so the law is not Gibbs’s and no temperature makes U right. Switch calibration on.",
                two_digits(100.0 * worst)
            ),
        );
    }
    let temperature = &outcome.inverse_temperature;
    let corrected = temperature.corrected.is_some();
    if outcome.experiment.estimator == Estimator::Corrected && !corrected {
        warn(
            "uncorrected",
            "The correction for the size of the step did not converge, so U is that of the symmetric estimator, with an error of the order of δ² times its curvature. Run longer or choose a smaller step.".to_owned(),
        );
    }
    if let Some(stiffness) = stiffness(outcome).filter(|s| *s > STIFF) {
        // What the estimators leave begins one order further on: the next term of θ / sin θ.
        let (left, share) = if corrected {
            (
                "what is left after the correction",
                stiffness * stiffness / 30.0,
            )
        } else {
            ("errors of that order", stiffness / 8.0)
        };
        warn(
            "stiff",
            format!(
                "The wells are stiff for this step: δ² times the curvature of U reaches {}, and {left} (some {} % of the depth) is beyond any number of steps. Choose a smaller step.",
                two_digits(stiffness),
                two_digits(100.0 * share)
            ),
        );
    }
    let band = outcome.potential.band;
    if let (Some(wanted), Some(band)) = (outcome.experiment.accuracy, band)
        && outcome.complete
        && band > wanted
    {
        warn(
            "accuracy",
            format!(
                "After all the steps the 95 % bands over the central 90 % of the positions are ± {}, not ± {wanted} as was wanted. Allow more steps.",
                two_digits(band)
            ),
        );
    }
    let wells = &outcome.wells;
    let rarest = wells.iter().map(|w| w.visits).min();
    if let Some(visits) = rarest.filter(|v| wells.len() > 1 && *v < FEW_VISITS) {
        let error = 1.0 / (visits as f64 + 0.5).sqrt();
        warn(
            "few-visits",
            format!(
                "Of the {} wells one was come to from another only {visits} times, and counting so few leaves its depth beside the others uncertain by about {error:.1} kT. Run longer.",
                wells.len()
            ),
        );
    }
    if let Some(distance) = outcome
        .sampling
        .halves_distance
        .filter(|d| *d > HALVES_APART)
    {
        warn(
            "halves",
            format!(
                "The two halves of the run differ by {distance:.1} standard errors in β̂: run longer, or burn in longer."
            ),
        );
    }
    if let Some(detected) = outcome
        .burn_in
        .detected
        .filter(|d| *d > outcome.burn_in.steps + WINDOW as u64)
    {
        warn(
            "burn-in",
            format!(
                "The kinetic energy was stationary only after {detected} steps, and recording began after {}: burn in longer.",
                outcome.burn_in.steps
            ),
        );
    }
    warnings
}

/// Which figure is furthest from a Gaussian's, and what that may come from.
fn not_normal(outcome: &Outcome) -> String {
    let departures = departures(&outcome.momentum);
    let worst = departures
        .iter()
        .max_by(|a, b| a.excess().total_cmp(&b.excess()));
    let figure = worst.map_or(String::new(), |worst| {
        let names = variables(outcome.experiment.dimension());
        let along = match worst.coordinate {
            Some(i) if names.len() > 1 => format!(" along {}", names[i]),
            _ => String::new(),
        };
        let value = with_error(worst.value, worst.error);
        format!(" ({}{along} {value})", worst.figure)
    });
    format!(
        "The momentum is not Gaussian{figure}: either scales mix at this step, or walkers were swallowed. Try another step."
    )
}

/// Why a run in which no walker survived has nothing to show.
pub(super) fn nothing_left(lost: Resampled) -> String {
    if lost.absorbed > lost.diverged {
        "Every walker came to rest before anything could be recorded: at this step δ nothing in the energy acts as noise. Choose a larger step, or an energy with finer ripples.".to_owned()
    } else {
        "Every walker blew up before anything could be recorded: the step size δ is past what this energy allows (δ² times its largest curvature is above 4). Choose a smaller one.".to_owned()
    }
}

#[cfg(test)]
pub(super) mod tests;
