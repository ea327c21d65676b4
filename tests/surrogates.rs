//! Dynamics under what was learned beside dynamics under the original, with the presets of the
//! paper's figures.

use stepsieve::experiment::{Experiment, Link};
use stepsieve::study::{Comparison, Outcome, run};

fn experiment(link: &str) -> Experiment {
    let (link, problems) = Link::read(link);
    assert!(problems.is_empty(), "{problems:?}");
    link.experiment
}

fn found(link: &str, threads: usize) -> Outcome {
    let outcome = run(experiment(link), threads, |_| {});
    outcome.unwrap_or_else(|problems| panic!("{problems}"))
}

fn compared(link: &str) -> Comparison {
    found(link, 2).comparison.unwrap()
}

/// What the surrogate must reach with 4000 trajectories, and the negative control: a potential
/// that is wrong by a fifth is told from the original.
fn reaches(figure: &str, wrong: &str) {
    let comparison = compared(&format!("preset={figure}&trajectories=4000"));
    let [distance, floor] =
        [comparison.ensembles[0].distance, comparison.floor].map(Option::unwrap);
    assert!(distance.mean <= 1.5 * floor.mean, "{distance:?} {floor:?}");
    assert!(distance.correlation <= 0.05, "{distance:?}");
    assert!(
        distance.distribution <= 0.03 + floor.distribution,
        "{distance:?} {floor:?}"
    );
    let link = format!("preset={figure}&steps=1e6&trajectories=4000&surrogate={wrong}");
    let comparison = compared(&link);
    let [distance, floor] =
        [comparison.ensembles[0].distance, comparison.floor].map(Option::unwrap);
    assert!(
        distance.mean > 1.5 * floor.mean || distance.distribution > 2.0 * floor.distribution,
        "{distance:?} {floor:?}"
    );
}

#[test]
fn the_parabola_of_test_1_moves_as_the_original_does() {
    reaches("fig3", "0.6*q%5E2");
}

#[test]
fn the_double_well_of_test_2_moves_as_the_original_does() {
    reaches("fig5", "1.2*(q-1)%5E2*(q%2B1)%5E2/4");
}

#[test]
fn a_truncation_of_test_3_is_told_from_what_was_learned() {
    let comparison = compared("preset=fig8&trajectories=4000");
    let [learned, truncated] = [0, 2].map(|k| comparison.ensembles[k].distance.unwrap());
    assert!(
        truncated.correlation > 3.0 * learned.correlation,
        "{learned:?} {truncated:?}"
    );
}

#[test]
fn any_number_of_threads_compares_to_the_same_bits() {
    let link = "preset=fig3&steps=1e6&trajectories=200&time=5&fine_step=0.002";
    let one = serde_json::to_string(&found(link, 1)).unwrap();
    for threads in [2, 5] {
        assert_eq!(serde_json::to_string(&found(link, threads)).unwrap(), one);
    }
}

#[test]
fn two_dimensions_compare_too_and_the_portrait_keeps_its_energy() {
    let link = "preset=test4&kind=compare&steps=4e6&calibration_steps=4e6&trajectories=256&time=10\
                &fine_step=1e-6&compare_step=1e-3&surrogate=(2*x%2By-1)%5E2/4%2B(x-y-1)%5E2";
    let mut experiment = experiment(link);
    if let Some(compare) = &mut experiment.compare {
        // V has ripples of a hundred-thousandth; here both run the smooth part.
        compare.fine_step = 1e-3;
        compare.third = compare.surrogate.clone();
    }
    let outcome = run(experiment, 2, |_| {}).unwrap_or_else(|problems| panic!("{problems}"));
    let comparison = outcome.comparison.unwrap();
    let [surrogate, _, third] = &comparison.ensembles[..] else {
        panic!("three ensembles");
    };
    assert_eq!((surrogate.mean.len(), comparison.axes.len()), (2, 2));
    for ensemble in [surrogate, third] {
        let portrait = ensemble.portrait.as_ref().unwrap();
        assert_eq!(portrait.positions.len(), 3);
        assert!(portrait.energy_error.iter().all(|e| *e < 1e-4));
    }
}
