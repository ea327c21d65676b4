//! The scan finds the existing scales, and none where there are none.

use stepsieve::experiment::{Experiment, Link};
use stepsieve::study::{Outcome, Scales, run};

fn experiment(link: &str) -> Experiment {
    let (link, problems) = Link::read(link);
    assert!(problems.is_empty(), "{problems:?}");
    link.experiment
}

fn scanned(link: &str, threads: usize) -> Outcome {
    run(
        experiment(&format!("v=3&kind=scan&{link}")),
        threads,
        |_| {},
    )
    .unwrap()
}

fn scales(outcome: &Outcome) -> &Scales {
    outcome.scales.as_ref().unwrap()
}

/// With all parameters at their defaults.
#[test]
fn the_two_scales_of_test_1_are_found_and_learned() {
    let outcome = scanned("preset=test1", 2);
    assert!(outcome.complete && outcome.scan.as_ref().unwrap().len() >= 24);
    let [small, large] = scales(&outcome).scales.as_slice() else {
        panic!("{}", outcome.summary);
    };
    for (scale, power) in [(small, 0.5), (large, 1.0)] {
        assert!(
            (scale.noise_power / power - 1.0).abs() < 0.08,
            "{}",
            scale.noise_power
        );
        // Each scale is a sinusoid whose force has amplitude 1.
        assert!(
            (scale.amplitude.unwrap() - 1.0).abs() < 0.08,
            "{:?}",
            scale.amplitude
        );
    }
    assert!((0.04..0.08).contains(&small.step), "{}", small.step);
    assert!((0.2..0.6).contains(&large.step), "{}", large.step);
    assert_eq!(small.reference.as_deref(), Some("U1"));
    assert_eq!(large.reference.as_deref(), Some("U0"));
    assert!(small.rmse.unwrap() <= 0.01 && large.rmse.unwrap() <= 0.05);
    assert!(
        outcome.summary.starts_with("2 scales"),
        "{}",
        outcome.summary
    );
}

#[test]
fn test_2_and_three_scales_show_their_larger_scales() {
    // The ripples of test 2 turn into noise one after the other; those of three-scales are a factor
    // of ten apart, and only all of them together make clean noise.
    let outcome = scanned("preset=test2&decompose=false", 2);
    let found: Vec<f64> = scales(&outcome)
        .scales
        .iter()
        .map(|s| s.noise_power)
        .collect();
    assert_eq!(found.len(), 2, "{found:?}");
    assert!((found[1] - 1.0).abs() < 0.08, "{found:?}");
    let outcome = scanned("preset=three-scales", 2);
    let [all] = scales(&outcome).scales.as_slice() else {
        panic!("{}", outcome.summary);
    };
    assert!((all.noise_power - 1.0).abs() < 0.08 && all.rmse.unwrap() <= 0.05);
}

#[test]
fn a_potential_of_one_scale_has_no_small_one() {
    for formula in ["q%5E2/2", "(q-1)%5E2*(q%2B1)%5E2/4"] {
        let outcome = scanned(&format!("formula={formula}"), 2);
        assert!(scales(&outcome).scales.is_empty(), "{}", outcome.summary);
        assert!(
            outcome.summary.starts_with("No small scale was found"),
            "{}",
            outcome.summary
        );
    }
}

/// The power is the trace of the noise covariance per direction: 0.75 on test 4.
#[test]
fn two_dimensions_are_scanned_too() {
    let outcome = scanned("preset=test4&scan_points=12&scan_steps=2e6", 2);
    let [noise] = scales(&outcome).scales.as_slice() else {
        panic!("{}", outcome.summary);
    };
    assert!(
        (noise.noise_power / 0.75 - 1.0).abs() < 0.08,
        "{}",
        noise.noise_power
    );
}

#[test]
fn the_bits_are_the_same_with_any_number_of_threads() {
    let link = "preset=test1&scan_points=8&scan_steps=1e6&steps=1e6";
    let [one, two, five] = [1, 2, 5].map(|threads| scanned(link, threads));
    assert_eq!(one, two);
    assert_eq!(one, five);
}

#[test]
fn a_scan_goes_into_a_link_and_out_again() {
    let given =
        experiment("v=3&kind=scan&preset=test1&scan_lower=0.02&refine=0&friction_ratio=0.25");
    let written = Link {
        experiment: given.clone(),
        ..Link::read("").0
    }
    .write();
    assert_eq!(
        written,
        "v=3&kind=scan&preset=test1&scan_lower=0.02&friction_ratio=0.25&refine=0"
    );
    assert_eq!(experiment(&written), given);
    let (_, problems) = Link::read("v=3&kind=scan&preset=test1&scan_lower=0.5&scan_upper=0.1");
    assert_eq!(problems[0].field, "scan.upper");
}
