//! What to know before believing an outcome.

use super::summary::{two_digits, with_error};
use super::{Outcome, Resampled, Warning};
use crate::ensemble::WINDOW;
use crate::estimate::departures;
use crate::expression::variables;

/// Share of walker-windows lost per window above which losses are worth a warning.
const MANY_LOST: f64 = 0.01;
/// Standard errors between the two halves of a run above which they disagree.
const HALVES_APART: f64 = 4.0;
/// Arrivals into a well below which its depth is a matter of luck: a fifth of `kT`.
const FEW_VISITS: u64 = 25;
/// How far the covariance of a calibrated momentum may be from the identity: this much, and this
/// many standard errors.
const COVARIANCE_TOLERANCE: f64 = 0.05;
const COVARIANCE_ERRORS: f64 = 4.0;
/// `δ²` times a curvature of the learned potential above which the step is coarse for its wells:
/// a well of that curvature is sampled too narrow by about an eighth of this.
const STIFF: f64 = 0.5;
/// Bins on either side over which a curvature is taken; less would measure noise.
const REACH: usize = 2;
/// Share of the fullest bin's density below which a bin is no part of a well.
const IN_A_WELL: f64 = 0.05;

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
                "{} walkers blew up: δ is past the stability limit where the energy curves most (δ² times the curvature above 4). Choose a smaller step.",
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
    if let Some(stiffness) = stiffness(outcome).filter(|s| *s > STIFF) {
        warn(
            "stiff",
            format!(
                "The wells are stiff for this step: δ² times the curvature of U reaches {}, and errors of that order (some {} % of the depth) are beyond any number of steps. Choose a smaller step.",
                two_digits(stiffness),
                two_digits(100.0 * stiffness / 8.0)
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

/// The largest difference of a calibrated run's `E[p̄p̄ᵀ]` from the identity, if one is too large.
fn off_identity(outcome: &Outcome) -> Option<f64> {
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
fn uneven(outcome: &Outcome) -> Option<f64> {
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
fn stiffness(outcome: &Outcome) -> Option<f64> {
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

/// Why a run in which no walker survived has nothing to show.
pub(super) fn nothing_left(lost: Resampled) -> String {
    if lost.absorbed > lost.diverged {
        "Every walker came to rest before anything could be recorded: at this step δ nothing in the energy acts as noise. Choose a larger step, or an energy with finer ripples.".to_owned()
    } else {
        "Every walker blew up before anything could be recorded: the step size δ is past what this energy allows (δ² times its largest curvature is above 4). Choose a smaller one.".to_owned()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::{NoiseCovariance, ReferenceScore, Study, WellVisits};
    use super::*;
    use crate::experiment::Link;

    /// An outcome in which nothing is amiss.
    pub(in super::super) fn clean(link: &str) -> Outcome {
        let (link, problems) = Link::read(link);
        assert!(problems.is_empty(), "{problems:?}");
        let (name, formula) = link.experiment.reference().unwrap();
        let reference = ReferenceScore {
            name: name.to_owned(),
            formula: formula.to_owned(),
            energy: Vec::new(),
            rmse: 0.0123,
            max_error: 0.03,
            shift: 0.0,
            naive_rmse: 0.1,
            symmetric_rmse: 0.01,
            rescaled_rmse: 0.01,
            bins: 9,
        };
        let mut outcome = Study::new(link.experiment).unwrap().outcome();
        let d = outcome.experiment.dimension();
        outcome.steps = 10_000_000;
        outcome.inverse_temperature.used = 1.0;
        outcome.inverse_temperature.standard_error = 0.005;
        outcome.reference = Some(reference);
        let momentum = &mut outcome.momentum;
        let unit = |i: usize| (0..d).map(|j| f64::from(u8::from(i == j))).collect();
        momentum.symmetric_covariance = (0..d).map(unit).collect();
        momentum.symmetric_covariance_error = vec![vec![0.005; d]; d];
        for figure in [
            &mut momentum.excess_kurtosis,
            &mut momentum.excess_kurtosis_error,
            &mut momentum.skewness,
            &mut momentum.skewness_error,
        ] {
            *figure = vec![0.01; d];
        }
        momentum.normal = true;
        assert_eq!(warnings(&outcome), []);
        outcome
    }

    /// A calibrated outcome in which nothing is amiss.
    pub(in super::super) fn calibrated() -> Outcome {
        let mut outcome = clean("preset=test4");
        let estimate = vec![vec![0.05, 0.025], vec![0.025, 0.025]];
        outcome.noise_covariance = Some(NoiseCovariance {
            used: estimate.clone(),
            standard_error: vec![vec![1e-4; 2]; 2],
            estimate,
            residual: None,
            residual_error: None,
            exact: None,
            steps: 24_000_000,
        });
        assert_eq!(warnings(&outcome), []);
        outcome
    }

    /// The message of the one warning that an outcome has.
    fn only(outcome: &Outcome, code: &str) -> String {
        let all = warnings(outcome);
        assert_eq!(all.iter().map(|w| &w.code).collect::<Vec<_>>(), [code]);
        all[0].message.clone()
    }

    #[test]
    fn a_projected_noise_covariance() {
        let mut outcome = calibrated();
        outcome.noise_covariance.as_mut().unwrap().estimate[0][0] = 0.01;
        let said = only(&outcome, "noise-projected");
        assert!(said.contains("2.4e7 steps") && said.contains("more calibration steps"));
    }

    #[test]
    fn momenta_that_are_warmer_one_way_without_calibration() {
        let mut outcome = clean("preset=test4&calibration=off");
        outcome.momentum.symmetric_covariance = vec![vec![0.15, 0.05], vec![0.05, 0.22]];
        let said = only(&outcome, "uncalibrated");
        assert!(said.contains("27.0 %") && said.contains("Switch calibration on"));
    }

    #[test]
    fn a_step_that_is_coarse_for_a_well() {
        let mut outcome = clean("preset=test5&step=0.05163");
        let stiff = |outcome: &mut Outcome, curvature: f64| {
            let y = outcome.potential.axes[1].clone();
            let bins = outcome.potential.density.len();
            let energy = |bin: usize| 0.5 * curvature * y[bin % y.len()] * y[bin % y.len()];
            outcome.potential.energy = (0..bins).map(|b| Some(energy(b))).collect();
            outcome.potential.standard_error = vec![Some(1e-3); bins];
            outcome.potential.density = (0..bins).map(|b| libm::exp(-energy(b))).collect();
            outcome.warnings = warnings(outcome);
        };
        stiff(&mut outcome, 400.0);
        assert!(only(&outcome, "stiff").contains("1.1"));
        stiff(&mut outcome, 100.0);
        assert_eq!(outcome.warnings, []);
    }

    #[test]
    fn a_covariance_off_the_identity_but_not_by_chance() {
        let mut outcome = calibrated();
        let momentum = &mut outcome.momentum;
        momentum.symmetric_covariance[0][1] = -0.08;
        momentum.symmetric_covariance_error[0][1] = 0.03;
        momentum.symmetric_covariance[1][1] = 1.04;
        assert_eq!(warnings(&outcome), []);
        outcome.momentum.symmetric_covariance[0][0] = 0.93;
        assert!(only(&outcome, "covariance").contains("off by 0.070."));
        // Without calibration nobody expects the identity.
        outcome.noise_covariance = None;
        assert_eq!(warnings(&outcome), []);
    }

    #[test]
    fn wells_that_are_hardly_ever_come_to() {
        let mut outcome = clean("preset=test5");
        let well = |visits: u64| WellVisits {
            position: vec![0.0, 0.0],
            energy: 0.0,
            population: 0.3,
            visits,
        };
        outcome.wells = vec![well(0)];
        assert_eq!(warnings(&outcome), []);
        outcome.wells = vec![well(90), well(25)];
        assert_eq!(warnings(&outcome), []);
        outcome.wells.push(well(4));
        let said = only(&outcome, "few-visits");
        assert!(
            said.contains("3 wells") && said.contains("4 times") && said.contains("0.5 kT"),
            "{said}"
        );
    }

    #[test]
    fn the_figure_furthest_from_a_gaussian_is_named() {
        let mut outcome = clean("preset=test4");
        outcome.momentum.normal = false;
        outcome.momentum.excess_kurtosis = vec![0.01, 0.9];
        let said = only(&outcome, "not-normal");
        assert!(
            said.contains("(excess kurtosis along y 0.90 ± 0.01)"),
            "{said}"
        );
        outcome.momentum.mardia = Some(crate::study::Mardia {
            skewness: 0.0,
            skewness_error: 0.0,
            excess_kurtosis: 12.0,
            excess_kurtosis_error: 0.1,
        });
        let said = only(&outcome, "not-normal");
        assert!(
            said.contains("(Mardia’s excess kurtosis 12.0 ± 0.1)"),
            "{said}"
        );
        let mut line = clean("preset=test1");
        line.momentum.normal = false;
        line.momentum.skewness = vec![-0.4];
        assert!(only(&line, "not-normal").contains("(skewness -0.40 ± 0.01)"));
    }

    #[test]
    fn lost_walkers_in_any_dimension() {
        for link in ["preset=test1", "preset=test4"] {
            let mut outcome = clean(link);
            outcome.resampled.diverged = 1000;
            let said = only(&outcome, "diverged");
            assert!(
                said.contains("1000 walkers") && said.contains("δ² times the curvature above 4")
            );
            outcome.resampled = Resampled {
                absorbed: 1000,
                diverged: 0,
            };
            assert!(only(&outcome, "absorbed").contains("Choose a larger step"));
        }
    }
}
