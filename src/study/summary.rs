//! What was found, in plain words, and what to know before believing it.

use super::{Outcome, Resampled, Warning};
use crate::ensemble::WINDOW;

/// Share of walker-windows lost per window above which losses are worth a warning.
const MANY_LOST: f64 = 0.01;
/// Standard errors between the two halves of a run above which they disagree.
const HALVES_APART: f64 = 4.0;

/// One or two sentences on what was found.
pub(super) fn summary(outcome: &Outcome) -> String {
    let temperature = outcome.inverse_temperature;
    if outcome.steps == 0 || !temperature.used.is_finite() {
        return "Nothing has been recorded yet.".to_owned();
    }
    let beta = with_error(temperature.used, temperature.standard_error);
    let noise = match &outcome.experiment.preset() {
        _ if !outcome.momentum.normal => "At this step the momentum is not Gaussian, so the unresolved terms do not act as clean noise".to_owned(),
        Some(preset) => match preset.references.iter().position(|r| outcome.experiment.step >= r.from_step).map(|i| preset.references.len() - 1 - i) {
            Some(0) => "At this step nothing is left in the sieve".to_owned(),
            Some(1) => "At this step the smallest term acts as noise".to_owned(),
            Some(2) => "At this step the two small terms act as noise".to_owned(),
            _ => "At this step the small terms act as noise".to_owned(),
        },
        None => "At this step what the walkers cannot resolve acts as noise".to_owned(),
    };
    let score = outcome.reference.as_ref().map_or(String::new(), |r| {
        let name = if r.name == "reference" {
            r.formula.clone()
        } else {
            format!("{} = {}", r.name, r.formula)
        };
        format!(
            ", and U is within {} of {name} (root mean square)",
            two_digits(r.rmse)
        )
    });
    format!("{noise}: β̂ = {beta}{score}.")
}

/// What a reader must know.
pub(super) fn warnings(outcome: &Outcome) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut warn = |code: &str, message: String| {
        warnings.push(Warning {
            code: code.to_owned(),
            message,
        })
    };
    let windows = (outcome.steps / WINDOW as u64).max(1) as f64;
    let lost = outcome.resampled;
    let resample = outcome.experiment.resample;
    if outcome.steps == 0 {
        if outcome.complete {
            warn("lost", nothing_left(lost));
        }
        return warnings;
    }
    if lost.diverged as f64 > MANY_LOST * windows {
        warn(
            "diverged",
            format!(
                "{} walkers blew up: δ is past the stability limit where the energy curves most (δ² V″ > 4). Choose a smaller step.",
                lost.diverged
            ),
        );
    }
    if resample && lost.absorbed as f64 > MANY_LOST * windows {
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
        let (kurtosis, error) = (
            outcome.momentum.excess_kurtosis[0],
            outcome.momentum.excess_kurtosis_error[0],
        );
        warn(
            "not-normal",
            format!(
                "The momentum is not Gaussian (excess kurtosis {}): either scales mix at this step, or walkers were swallowed. Try another step.",
                with_error(kurtosis, error)
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

/// Why a run in which no walker survived has nothing to show.
pub(super) fn nothing_left(lost: Resampled) -> String {
    if lost.absorbed > lost.diverged {
        "Every walker came to rest before anything could be recorded: at this step δ nothing in the energy acts as noise. Choose a larger step, or an energy with finer ripples.".to_owned()
    } else {
        "Every walker blew up before anything could be recorded: the step size δ is past what this energy allows (δ² V″ > 4). Choose a smaller one.".to_owned()
    }
}

/// A value rounded to what its error allows, with the error.
fn with_error(value: f64, error: f64) -> String {
    if !(error.is_finite() && error > 0.0) {
        return format!("{value:.3}");
    }
    let decimals = decimals(error, 1);
    format!("{value:.decimals$} ± {error:.decimals$}")
}

fn two_digits(value: f64) -> String {
    format!("{value:.*}", decimals(value.abs(), 2))
}

/// Decimals that show `digits` significant digits of a positive number.
fn decimals(value: f64, digits: usize) -> usize {
    let (mut decimals, mut scale) = (digits - 1, value);
    while scale < 0.95 && decimals < 12 {
        scale *= 10.0;
        decimals += 1;
    }
    decimals
}
