//! The other ways to an effective potential, against exact results.

use stepsieve::experiment::Link;
use stepsieve::study::{Outcome, run};

fn learn(link: &str) -> Outcome {
    let (link, problems) = Link::read(&format!("v=2&{link}"));
    assert!(problems.is_empty(), "{problems:?}");
    run(link.experiment, 2, |_| {}).unwrap()
}

#[test]
fn a_gaussian_blurs_a_ripple_by_the_factor_that_is_known() {
    let outcome = learn("preset=test1&step=0.065&steps=1e7");
    let baselines = outcome.baselines.as_ref().unwrap();
    let filtered = baselines.iter().find(|b| b.name == "filter").unwrap();
    let width = filtered.width.unwrap();
    let variance = width * width * outcome.momentum.symmetric_covariance[0][0] * 0.065 * 0.065;
    let exact = |q: f64| {
        let ripple = |eps: f64| eps * libm::sin(q / eps) * libm::exp(-0.5 * variance / (eps * eps));
        0.5 * q * q + ripple(0.05) + ripple(0.001)
    };
    let axis = &outcome.potential.axes[0];
    let known = filtered.energy.iter().zip(axis);
    let differences: Vec<f64> = known
        .filter_map(|(u, &q)| u.map(|u| u - exact(q)))
        .collect();
    assert!(differences.len() > 50);
    for d in &differences {
        assert!((d - differences[0]).abs() < 1e-4, "{d} {}", differences[0]);
    }
}

#[test]
fn force_matching_keeps_the_ripple_that_the_step_removes() {
    let rmse = |link: &str| {
        let outcome = learn(link);
        let baselines = outcome.baselines.unwrap();
        let matched = baselines.iter().find(|b| b.name == "force-matching");
        (
            matched.unwrap().rmse.unwrap(),
            outcome.reference.unwrap().rmse,
        )
    };
    // Off U0 by the ripple of 0.05, whose root mean square is 0.035.
    let (matched, learned) = rmse("preset=test1&step=0.5");
    assert!((matched - 0.0354).abs() < 0.01, "{matched}");
    assert!(learned < matched);
    // Near U1, which contains it; and in two dimensions near the valley.
    assert!(rmse("preset=test1&step=0.065").0 < 0.005);
    assert!(rmse("preset=test4").0 < 0.02);
}

#[test]
fn the_nearest_truncation_of_test_3_is_named_with_its_margin() {
    for step in ["0.65", "0.2601", "0.1309"] {
        let outcome = learn(&format!("preset=test3&step={step}"));
        let reference = outcome.reference.unwrap();
        let truncations = outcome.truncations.unwrap();
        let terms: Vec<u64> = truncations.all.iter().map(|t| t.terms).collect();
        assert_eq!(terms, [0, 1, 2, 3, 4]);
        let mut sorted: Vec<f64> = truncations.all.iter().map(|t| t.rmse).collect();
        let nearest = truncations.all[truncations.nearest as usize].rmse;
        sorted.sort_by(f64::total_cmp);
        assert_eq!(nearest, sorted[0]);
        assert_eq!(truncations.margin, Some(sorted[1] - sorted[0]));
        // A preset's reference is one of them, and has the same score.
        let same = truncations.all.iter().find(|t| {
            let name = format!("N = {}", t.terms);
            name == reference.name
        });
        assert!((same.unwrap().rmse - reference.rmse).abs() < 1e-9);
    }
    assert_eq!(learn("preset=test1&steps=1e5").truncations, None);
}
