//! The paper’s experiments, learned by the defaults of the presets.
//!
//! Every run is seeded, so the figures are the same on every platform; the limits are the project's
//! promises, not the figures themselves.

use stepsieve::experiment::{Experiment, Link};
use stepsieve::study::{Outcome, Study, run};

fn experiment(link: &str) -> Experiment {
    let (link, problems) = Link::read(&format!("v=2&{link}"));
    assert!(problems.is_empty(), "{problems:?}");
    link.experiment
}

/// The wells of the smooth part of test 5, from left to right.
const WELLS: [[f64; 2]; 3] = [[-0.624, 1.338], [-0.050, 0.467], [0.529, 0.053]];

fn learn(link: &str) -> Outcome {
    run(experiment(link), 2, |_| {}).unwrap()
}

fn rmse(outcome: &Outcome) -> f64 {
    outcome.reference.as_ref().unwrap().rmse
}

#[test]
fn test_1_at_a_large_step_leaves_the_parabola() {
    let outcome = learn("preset=test1&step=0.5");
    let reference = outcome.reference.as_ref().unwrap();
    assert_eq!(reference.name, "U0");
    assert!(reference.rmse <= 0.012, "RMSE {}", reference.rmse);
    let short = learn("preset=test1&step=0.5&steps=1e7");
    assert!(rmse(&short) <= 0.03, "RMSE {}", rmse(&short));
    // The printed estimator is an order of magnitude worse: a prototype measured 0.225.
    assert!(
        (0.2..0.25).contains(&reference.naive_rmse),
        "naive RMSE {}",
        reference.naive_rmse
    );
    // β = 2γ/ΣΣᵀ = 0.2/0.5; large steps in a prototype gave 0.390 and, naively, 0.356.
    let beta = outcome.inverse_temperature;
    assert!(
        (beta.symmetric - 0.390).abs() < 0.005 && (beta.naive - 0.356).abs() < 0.005,
        "{beta:?}"
    );
    assert!(
        outcome.momentum.normal && outcome.warnings.is_empty(),
        "{:?}",
        outcome.warnings
    );
}

#[test]
fn test_1_at_a_small_step_keeps_the_longer_ripple() {
    let outcome = learn("preset=test1&step=0.065");
    assert_eq!(outcome.reference.as_ref().unwrap().name, "U1");
    assert!(rmse(&outcome) <= 0.002, "RMSE {}", rmse(&outcome));
    // A prototype lost 629 walkers on as many steps; the count fluctuates by its root.
    let absorbed = outcome.resampled.absorbed;
    assert!((400..1000).contains(&absorbed), "{absorbed} absorbed");
    assert!(
        outcome.momentum.normal && outcome.warnings.is_empty(),
        "{:?}",
        outcome.warnings
    );
}

#[test]
fn test_2_keeps_its_two_wells() {
    let coarse = learn("preset=test2&step=0.2");
    assert_eq!(coarse.reference.as_ref().unwrap().name, "U0");
    assert!(rmse(&coarse) <= 0.015, "RMSE {}", rmse(&coarse));
    let fine = learn("preset=test2&step=0.065");
    assert_eq!(fine.reference.as_ref().unwrap().name, "U1");
    assert!(rmse(&fine) <= 0.008, "RMSE {}", rmse(&fine));
}

/// Relative errors of the estimated noise covariance, entry by entry.
fn noise_errors(outcome: &Outcome) -> Vec<f64> {
    let noise = outcome.noise_covariance.as_ref().unwrap();
    let exact = noise.exact.as_ref().unwrap();
    let pairs = noise.estimate.iter().flatten().zip(exact.iter().flatten());
    pairs.map(|(z, exact)| (z / exact - 1.0).abs()).collect()
}

#[test]
fn test_4_needs_its_friction_calibrated() {
    let outcome = learn("preset=test4");
    let errors = noise_errors(&outcome);
    assert!(errors.iter().all(|e| *e <= 0.03), "{errors:?}");
    let mut scores: Vec<f64> = (2..=5)
        .map(|seed| rmse(&learn(&format!("preset=test4&seed={seed}"))))
        .collect();
    scores.push(rmse(&outcome));
    scores.sort_by(f64::total_cmp);
    // The remainder is chance, and seeds differ.
    assert!(scores[2] <= 0.012 && scores[4] <= 0.016, "RMSE {scores:?}");
    // Γ = Z/2 should give β = 1.
    let beta = outcome.inverse_temperature;
    assert!((beta.used - 1.0).abs() < 0.03, "{beta:?}");
    assert!(
        outcome.momentum.normal && outcome.warnings.is_empty(),
        "{:?}",
        outcome.warnings
    );
    // Scalar friction samples another law, which no temperature corrects: a prototype measured
    // 0.107.
    let scalar = learn("preset=test4&calibration=off");
    let rescaled = scalar.reference.as_ref().unwrap().rescaled_rmse;
    assert!(
        rescaled >= 4.0 * rmse(&outcome),
        "{rescaled} without calibration, {} with it",
        rmse(&outcome)
    );
}

#[test]
fn test_5_finds_the_three_wells_of_muller_and_brown() {
    let experiment = experiment("preset=test5");
    assert_eq!(experiment.step, 0.03);
    let calibrating = Study::new(experiment.clone()).unwrap().progress().total;
    let outcome = run(experiment, 2, |_| {}).unwrap();
    let recorded = calibrating + outcome.steps;
    assert!(recorded <= 200_000_000, "{recorded} steps");
    let errors = noise_errors(&outcome);
    assert!(errors.iter().all(|e| *e <= 0.1), "{errors:?}");
    assert!(rmse(&outcome) <= 0.1, "RMSE {}", rmse(&outcome));
    assert!(
        outcome.momentum.normal && outcome.warnings.is_empty(),
        "{:?}",
        outcome.warnings
    );
    // The wells of 0.1 (V_q + V_m), by Newton's method elsewhere; a bin is 0.03 wide.
    let mut wells: Vec<&[f64]> = outcome.wells.iter().map(|w| &w.position[..]).collect();
    wells.sort_by(|a, b| a[0].total_cmp(&b[0]));
    assert_eq!(wells.len(), 3, "{wells:?}");
    for (found, exact) in wells.iter().zip(WELLS) {
        for (x, exact) in found.iter().zip(exact) {
            assert!((x - exact).abs() < 0.05, "{found:?} for {exact:?}");
        }
    }
}

#[test]
fn at_the_papers_step_the_correction_finds_most_of_what_stiff_wells_hide() {
    let outcome = learn("preset=test5&step=0.05163");
    let reference = outcome.reference.as_ref().unwrap();
    // Measured: 2.6 times; 2.2 with other seeds.
    assert!(
        reference.rmse < 0.5 * reference.symmetric_rmse,
        "{reference:?}"
    );
    let third = outcome.wells.iter().find(|w| w.position[1] > 1.0).unwrap();
    // In the reference it is the deepest by 0.21.
    assert!(third.energy < 0.15, "{third:?}");
}

#[test]
fn without_resampling_the_absorbed_walkers_spoil_it_and_that_is_said() {
    let outcome = learn("preset=test1&step=0.065&resample=false");
    assert!(rmse(&outcome) > 0.05, "RMSE {}", rmse(&outcome));
    assert!(
        !outcome.momentum.normal,
        "excess kurtosis {:?}",
        outcome.momentum.excess_kurtosis
    );
    let codes: Vec<&str> = outcome.warnings.iter().map(|w| w.code.as_str()).collect();
    assert!(
        codes.contains(&"absorbed") && codes.contains(&"not-normal"),
        "{codes:?}"
    );
}

#[test]
fn past_the_stability_limit_the_walkers_blow_up_and_that_is_said() {
    let outcome = learn("preset=test2&step=0.5&steps=1e6");
    assert!(outcome.resampled.diverged > 1000);
    assert!(
        outcome
            .warnings
            .iter()
            .any(|w| w.code == "diverged" || w.code == "lost"),
        "{:?}",
        outcome.warnings
    );
}

#[test]
fn the_error_bars_hold() {
    // Standardised errors of the learned parabola over seeds, with β̂ known: about one.
    let mut squares = 0.0;
    let mut count = 0.0;
    for seed in 1..=8 {
        let outcome = learn(&format!("preset=test1&step=0.5&steps=1e6&seed={seed}"));
        let learned = &outcome.potential;
        let scale = outcome.inverse_temperature.used;
        // Against the curve of all seeds' common limit: the longest run's own fit would hide bias,
        // so compare neighbouring seeds instead through the fixed reference at this β̂.
        let reference = outcome.reference.as_ref().unwrap();
        let least = learned.density.iter().copied().fold(0.0, f64::max) * 0.1;
        for i in 0..learned.density.len() {
            let (Some(u), Some(e), Some(r)) = (
                learned.energy[i],
                learned.standard_error[i],
                reference.energy[i],
            ) else {
                continue;
            };
            if learned.density[i] >= least {
                let z = (u - r - reference.shift) / e;
                squares += z * z;
                count += 1.0;
            }
        }
        assert!(scale > 0.0);
    }
    let mean = squares / count;
    assert!(
        (0.4..2.5).contains(&mean),
        "mean squared standardised error {mean}"
    );
}

#[test]
fn a_wrong_reference_changes_nothing_but_the_score() {
    let right = learn("preset=test1&steps=1e6");
    let mut wrong = learn("preset=test1&steps=1e6&reference=3*q");
    assert!(rmse(&wrong) > 10.0 * rmse(&right));
    wrong.reference = right.reference.clone();
    wrong.experiment = right.experiment.clone();
    wrong.summary = right.summary.clone();
    wrong.sentences = right.sentences.clone();
    let scores = |outcome: &Outcome| outcome.forces.as_ref().map(|f| (f.rmse, f.force_rmse));
    assert_ne!(scores(&wrong), scores(&right));
    if let (Some(wrong), Some(right)) = (&mut wrong.forces, &right.forces) {
        (wrong.rmse, wrong.force_rmse) = (right.rmse, right.force_rmse);
    }
    // Of the filters the reference chooses the best: that is a score too.
    wrong.baselines = right.baselines.clone();
    assert_eq!(wrong, right);
}

#[test]
fn the_outcome_is_the_same_bits_for_any_number_of_threads() {
    let experiment = experiment("preset=test1&steps=3e6&walkers=500");
    let text = |threads| {
        serde_json::to_string(&run(experiment.clone(), threads, |_| {}).unwrap()).unwrap()
    };
    let one = text(1);
    assert_eq!(text(2), one);
    assert_eq!(text(5), one);
}

/// A double well with ripples so fine that every step here turns them into noise of the same
/// temperature: the rest is the step's own bias. Friction is weak, as the correction assumes.
#[test]
fn the_correction_gains_two_orders_in_the_step() {
    let scores = |step: f64| {
        let link = format!(
            "formula=(q-1)%5E2*(q%2B1)%5E2/4%2B4.472e-5*sin(q/1e-4)&reference=(q-1)%5E2*(q%2B1)%5E2/4&steps=1.6e9&step={step}&friction={}",
            0.1 * step
        );
        let reference = learn(&link).reference.unwrap();
        [reference.naive_rmse, reference.rmse]
    };
    let [[naive, corrected], [naive_fine, corrected_fine]] = [scores(0.5), scores(0.25)];
    // Measured: 4.7 and 25; of orders 2 and 4 one expects 4 and 16.
    assert!(
        (3.5..5.5).contains(&(naive / naive_fine)),
        "{naive} {naive_fine}"
    );
    assert!(
        corrected / corrected_fine > 16.0,
        "{corrected} {corrected_fine}"
    );
    assert!(corrected < 0.1 * naive && corrected_fine < 0.03 * naive_fine);
}
