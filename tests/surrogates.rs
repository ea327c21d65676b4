//! Dynamics under the learned potential beside dynamics under the original, with the presets of the
//! paper's figures.

use stepsieve::dynamics::Learned;
use stepsieve::experiment::{Experiment, Link};
use stepsieve::export::{Form, exported};
use stepsieve::study::{Comparison, Outcome, conduct, run};

fn experiment(link: &str) -> Experiment {
    let (link, problems) = Link::read(&format!("v=3&{link}"));
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

/// The accuracy that the surrogate must reach with 4000 trajectories, and the negative control: a
/// potential that is wrong by a fifth is distinguished from the original.
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
    // Its scales are not separated: a mesh as coarse as a regression of the forces needs loses some.
    let comparison = compared("preset=fig8&trajectories=4000&fit=poisson-spline");
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
    let warned = |code: &str| outcome.warnings.iter().any(|w| w.code == code);
    assert!(warned("original-unresolved") && !warned("energy-drift"));
    // The warning says that the two are not compared.
    assert!(
        !outcome.summary.contains("surrogate dynamics"),
        "{}",
        outcome.summary
    );
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

/// `E[q(t)]/q(0)` of a harmonic well of frequency one under friction, starting without momentum;
/// also its autocorrelation in equilibrium.
fn fading(friction: f64, time: f64) -> f64 {
    let half = 0.5 * friction;
    let omega = (1.0 - half * half).sqrt();
    let (sine, cosine) = libm::sincos(omega * time);
    libm::exp(-half * time) * (cosine + half / omega * sine)
}

/// Largest deviation of a curve in standard errors, over the points that have one.
fn worst(values: &[f64], errors: &[f64], truth: impl Fn(usize) -> f64) -> f64 {
    let pairs = values.iter().zip(errors).enumerate();
    pairs
        .filter(|(_, (_, error))| **error > 0.0)
        .map(|(n, (value, error))| (value - truth(n)).abs() / error)
        .fold(0.0, f64::max)
}

#[test]
fn a_harmonic_well_moves_as_it_must() {
    // The learning is a formality: the surrogate is given as a formula.
    let link = "formula=q%5E2/2&step=0.5&steps=1e5&walkers=64&kind=compare&surrogate=q%5E2/2&trajectories=2048&fine_step=0.02&compare_friction=0.8";
    let comparison = compared(link);
    for ensemble in &comparison.ensembles {
        let (mean, error) = (&ensemble.mean[0], &ensemble.mean_error[0]);
        let off = worst(mean, error, |n| -2.0 * fading(0.8, comparison.times[n]));
        assert!(off < 4.5, "{}: mean path {off}", ensemble.name);
        let slow = worst(mean, error, |n| -2.0 * fading(1.2, comparison.times[n]));
        assert!(slow > 9.0, "{slow}");
    }
    let settled = format!("{link}&compare_q_mean=0&compare_p_mean=0");
    let comparison = compared(&settled);
    for ensemble in &comparison.ensembles {
        let (values, error) = (&ensemble.correlation[0], &ensemble.correlation_error[0]);
        let off = worst(values, error, |n| fading(0.8, comparison.lags[n]));
        assert!(off < 4.5, "{}: correlation {off}", ensemble.name);
        let axis = &comparison.axes[0];
        let width = axis[1] - axis[0];
        let square = axis.iter().zip(&ensemble.density);
        let variance: f64 = square.map(|(q, density)| q * q * density * width).sum();
        // A bin's width adds its square over twelve.
        let exact = 1.0 + width * width / 12.0;
        assert!((variance - exact).abs() < 0.03, "{variance} {exact}");
    }
}

#[test]
fn a_friction_matrix_slows_each_direction_as_it_says() {
    // Along the diagonal the friction is 1.5, across it 0.5.
    let link = "formula=(x%5E2%2By%5E2)/2&step=0.5&steps=1e5&walkers=64&calibration=off&kind=compare&surrogate=(x%5E2%2By%5E2)/2&trajectories=1024&fine_step=0.05&compare_friction=1,0.5;0.5,1";
    let given = experiment(link);
    assert_eq!(
        given.compare.as_ref().unwrap().friction,
        [[1.0, 0.5], [0.5, 1.0]]
    );
    let written = Link {
        experiment: given,
        ..Link::read("").0
    }
    .write();
    assert!(
        written.contains("compare_friction=1,0.5;0.5,1"),
        "{written}"
    );
    let comparison = compared(link);
    for ensemble in &comparison.ensembles {
        for axis in 0..2 {
            let (mean, error) = (&ensemble.mean[axis], &ensemble.mean_error[axis]);
            let off = |friction| {
                worst(mean, error, |n| {
                    -2.0 * fading(friction, comparison.times[n])
                })
            };
            assert!(off(1.5) < 4.5, "{} {axis}: {}", ensemble.name, off(1.5));
            assert!(off(1.0) > 9.0 && off(0.5) > 9.0);
        }
    }
    for wrong in ["1,0.5;0.4,1", "1,2;2,1", "1,0;0", "-1"] {
        let (_, problems) = Link::read(&link.replace("1,0.5;0.5,1", wrong));
        assert!(
            problems.iter().any(|p| p.field == "compare.friction"),
            "{wrong}: {problems:?}"
        );
    }
}

#[test]
fn a_stored_surrogate_moves_as_it_did_when_it_was_learned() {
    let given = experiment("preset=fig3&steps=1e6&trajectories=128&time=5");
    let study = conduct(given.clone(), 2, |_| {}).unwrap();
    let file = exported(
        &Learned::Surface(study.surface().unwrap()),
        &given,
        Form::File,
    )
    .unwrap();
    let learned = study.outcome().comparison.unwrap();
    let mut stored = given;
    // Anything else learned on the way does not matter.
    stored.steps = 2_000_000;
    stored.compare.as_mut().unwrap().surrogate = Some(file.clone());
    let link = Link {
        experiment: stored.clone(),
        ..Link::read("").0
    }
    .write();
    assert_eq!(experiment(&link), stored);
    let again = compared(&link);
    assert_eq!(again.ensembles[0].mean, learned.ensembles[0].mean);
    assert_eq!(again.ensembles[0].portrait, learned.ensembles[0].portrait);
    for (wrong, link) in [
        (
            file.replace("\"version\": 1", "\"version\": 9"),
            "preset=fig3",
        ),
        (file.replace("\"intervals\"", "\"gaps\""), "preset=fig3"),
        (file, "preset=test4&kind=compare"),
    ] {
        let mut asked = serde_json::to_value(experiment(link)).unwrap();
        asked["compare"]["surrogate"] = wrong.into();
        let (_, problems) = Experiment::resolve(&asked);
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!(problems[0].field, "compare.surrogate");
    }
}
