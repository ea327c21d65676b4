//! Every warning, and none for a sound outcome.

use super::*;
use crate::judge::judge;
use crate::validity_checks::Seen;
use crate::{Motion, ReferenceScore, Regime, Study, Warning};
use estimate::{NoiseCovariance, WellVisits};
use experiment::Link;
use sampling::NoiseDiagnostics;

fn warnings(outcome: &Outcome) -> Vec<Warning> {
    let mut outcome = consistent(outcome.clone());
    judge(&mut outcome, None);
    outcome.warnings
}

/// With the temperature of the momenta.
fn consistent(mut outcome: Outcome) -> Outcome {
    let covariance = &outcome.momentum.symmetric_covariance;
    let d = covariance.len();
    let trace: f64 = (0..d).map(|i| covariance[i][i]).sum();
    outcome.inverse_temperature.symmetric = d as f64 / trace;
    outcome
}

/// The same outcome with a probe that passes every check.
pub(crate) fn believed(outcome: Outcome) -> Outcome {
    let mut outcome = consistent(outcome);
    let regime = Regime {
        motion: Motion::Chaotic,
        exponent: Some(2.0),
        exponent_error: Some(0.01),
        cycling: 0.0,
        diverged: 0.0,
        stiffness: Some(100.0),
        proposed_step: None,
        message: "Chaotic.".to_owned(),
        sentences: Vec::new(),
    };
    let noise = Some(NoiseDiagnostics::default());
    judge(
        &mut outcome,
        Some(Seen {
            regime,
            noise,
            missed: None,
            triple: None,
            repetitions: Vec::new(),
            velocity: Vec::new(),
        }),
    );
    assert_eq!(
        outcome.trust.as_ref().map(|t| t.verdict),
        Some(Verdict::Pass),
        "{outcome:#?}"
    );
    outcome
}

/// A sound outcome.
pub(crate) fn clean(link: &str) -> Outcome {
    let (link, problems) = Link::read(link);
    assert!(problems.is_empty(), "{problems:?}");
    let (name, formula) = link.experiment.reference().unwrap();
    let reference = ReferenceScore {
        name: name.to_owned(),
        formula: formula.to_owned(),
        energy: Vec::new(),
        rmse: 0.0123,
        force_rmse: None,
        force_size: None,
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
    outcome.sampling.size = 1e6;
    outcome.sampling.halves_distance = Some(0.5);
    let region = &outcome.experiment.region;
    let sides = region.lower.iter().zip(&region.upper);
    let volume: f64 = sides.map(|(lower, upper)| upper - lower).product();
    outcome.potential.density.fill(1.0 / volume);
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

/// A sound calibrated outcome.
pub(crate) fn calibrated() -> Outcome {
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

/// The message of an outcome's only warning.
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
    assert!(said.contains("24 million steps") && said.contains("more calibration steps"));
}

#[test]
fn momenta_that_are_warmer_one_way_without_calibration() {
    let mut outcome = clean("preset=test4&calibration=off");
    outcome.momentum.symmetric_covariance = vec![vec![0.15, 0.05], vec![0.05, 0.22]];
    let said = only(&outcome, "uncalibrated");
    assert!(said.contains("off the identity by 0.270 ± 0.027"), "{said}");
    assert!(said.contains("Switch calibration on"), "{said}");
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
    let said = only(&outcome, "stiff");
    assert!(said.contains("reaches 1.0"), "{said}");
    stiff(&mut outcome, 100.0);
    assert_eq!(outcome.warnings, []);
}

#[test]
fn a_correction_that_does_not_converge() {
    let mut outcome = clean("preset=test1");
    outcome.experiment.estimator = Estimator::Corrected;
    assert!(only(&outcome, "uncorrected").contains("symmetric estimator"));
    outcome.inverse_temperature.corrected = Some(1.0);
    assert_eq!(warnings(&outcome), []);
}

#[test]
fn a_covariance_off_the_identity_but_not_by_chance() {
    let mut outcome = calibrated();
    let momentum = &mut outcome.momentum;
    momentum.symmetric_covariance[0][1] = -0.08;
    momentum.symmetric_covariance_error[0][1] = 0.03;
    momentum.symmetric_covariance[1][1] = 1.04;
    assert_eq!(warnings(&outcome), []);
    outcome.momentum.symmetric_covariance[0][0] = 0.90;
    let said = only(&outcome, "covariance");
    assert!(
        said.contains("off the identity by 0.0722 ± 0.0052."),
        "{said}"
    );
}

#[test]
fn wells_that_are_hardly_ever_reached() {
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
        said.contains("3 wells") && said.contains("reached 4 times") && said.contains("0.47 kT"),
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
        said.contains("excess kurtosis of the momentum along y is 0.900 ± 0.010, 3.33 times"),
        "{said}"
    );
    outcome.momentum.mardia = Some(estimate::Mardia {
        skewness: 0.0,
        skewness_error: 0.0,
        excess_kurtosis: 12.0,
        excess_kurtosis_error: 0.1,
    });
    let said = only(&outcome, "not-normal");
    assert!(
        said.contains("The multivariate excess kurtosis (Mardia) of the momentum is 12.00 ± 0.10,"),
        "{said}"
    );
    let mut line = clean("preset=test1");
    line.momentum.normal = false;
    line.momentum.skewness = vec![-0.4];
    assert!(only(&line, "not-normal").contains("skewness of the momentum is −0.400 ± 0.010,"));
}

#[test]
fn lost_walkers_in_any_dimension() {
    for link in ["preset=test1", "preset=test4"] {
        let mut outcome = clean(link);
        outcome.resampled.diverged = 1000;
        let said = only(&outcome, "diverged");
        assert!(said.contains("1,000 walkers") && said.contains("the curvature above 4"));
        outcome.resampled = Resampled {
            absorbed: 1000,
            diverged: 0,
        };
        assert!(only(&outcome, "absorbed").contains("Choose a larger step"));
    }
}
