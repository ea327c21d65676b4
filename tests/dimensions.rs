//! Experiments in two and three dimensions, from a link to an outcome.

use stepsieve::dynamics::{Learned, Surface};
use stepsieve::experiment::{Experiment, Link};
use stepsieve::sampling::{Job, Report, RunKind, Runner};
use stepsieve::study::{Outcome, Stage, Study, run};

/// Two ripples across a valley, as a user types them.
const TYPED: &str = "x^2/2 + x*y/4 + y^2/2 + eps*(sin(x/eps) + sin((x+y)/eps)); eps = 1e-4";

fn experiment(link: &str) -> Experiment {
    let (link, problems) = Link::read(link);
    assert!(problems.is_empty(), "{problems:?}");
    link.experiment
}

fn small() -> Experiment {
    experiment("preset=test4&steps=4e5&calibration_steps=4e5&walkers=192&burn_in=1000")
}

fn text(outcome: &Outcome) -> String {
    serde_json::to_string(outcome).unwrap()
}

fn entries(matrix: &[Vec<f64>]) -> Vec<f64> {
    matrix.iter().flatten().copied().collect()
}

/// The reports of each job of a stage: after its first window, and at its end.
fn reports(experiment: &Experiment, study: &Study) -> [Vec<Report>; 2] {
    let mut runner = Runner::new(experiment, &study.jobs()).unwrap();
    runner.advance_round();
    let early = runner.reports();
    while runner.advance() {}
    [early, runner.reports()]
}

/// The outcome of an experiment whose reports arrive in the order given by `arrange`.
fn arranged(experiment: &Experiment, arrange: impl Fn([Vec<Report>; 2]) -> Vec<Report>) -> Outcome {
    let mut study = Study::new(experiment.clone()).unwrap();
    for _ in [Stage::Calibrate, Stage::Learn] {
        for report in arrange(reports(experiment, &study)) {
            study.absorb(report).unwrap();
        }
    }
    study.outcome()
}

#[test]
fn the_outcome_is_the_same_bits_for_any_number_of_threads() {
    let run = |threads| text(&run(small(), threads, |_| {}).unwrap());
    let one = run(1);
    assert_eq!(run(2), one);
    assert_eq!(run(3), one);
}

#[test]
fn the_order_in_which_reports_arrive_changes_nothing() {
    let experiment = small();
    let expected = text(&run(experiment.clone(), 2, |_| {}).unwrap());
    let forwards = arranged(&experiment, |[_, last]| last);
    assert_eq!(text(&forwards), expected);
    let backwards = arranged(&experiment, |[early, mut last]| {
        last.reverse();
        [early, last].concat()
    });
    assert_eq!(text(&backwards), expected);
    // Early states come after late ones, and some reports twice.
    let muddled = arranged(&experiment, |[early, last]| {
        let (half, rest) = last.split_at(last.len() / 2);
        [rest, &early, half, half].concat()
    });
    assert_eq!(text(&muddled), expected);
}

#[test]
fn a_report_of_stage_1_that_comes_late_is_not_taken_for_one_of_stage_2() {
    let experiment = small();
    let mut study = Study::new(experiment.clone()).unwrap();
    let [_, calibrating] = reports(&experiment, &study);
    let begun: Vec<bool> = calibrating
        .iter()
        .map(|report| study.absorb(report.clone()).unwrap())
        .collect();
    // Only the last report begins the next stage.
    assert_eq!(begun.iter().position(|b| *b), Some(begun.len() - 1));
    assert_eq!(study.progress().stage, Stage::Learn);
    let jobs = study.jobs();
    for report in calibrating {
        assert!(!study.absorb(report).unwrap());
    }
    assert_eq!(study.progress().steps, 0);
    assert_eq!(study.jobs(), jobs);
}

#[test]
fn a_typed_formula_in_the_plane_is_calibrated() {
    let link = format!("formula={TYPED}&step=0.1&steps=4e6&calibration_steps=6e6");
    let outcome = run(experiment(&link.replace('+', "%2B")), 2, |_| {}).unwrap();
    let noise = outcome.noise_covariance.as_ref().unwrap();
    assert_eq!(noise.exact, None);
    // δ [[1, ½], [½, ½]], as in test 4.
    for (z, exact) in entries(&noise.estimate).iter().zip([0.1, 0.05, 0.05, 0.05]) {
        assert!((z / exact - 1.0).abs() < 0.1, "{z} for {exact}");
    }
    for (f, z) in entries(&outcome.friction).iter().zip(entries(&noise.used)) {
        assert_eq!(*f, 0.5 * z);
    }
    for (p, exact) in entries(&outcome.momentum.symmetric_covariance)
        .iter()
        .zip([1.0, 0.0, 0.0, 1.0])
    {
        assert!((p - exact).abs() < 0.05, "{p} for {exact}");
    }
    assert!(outcome.momentum.normal && outcome.reference.is_none());
    assert_eq!(outcome.wells.len(), 1);
    assert!(outcome.wells[0].population > 0.95);
    assert!(outcome.wells[0].position.iter().all(|x| x.abs() < 0.5));
    assert_eq!(outcome.potential.energy.len(), 100 * 100);
}

#[test]
fn without_calibration_the_momenta_share_no_temperature() {
    let link = "preset=test4&calibration=off&steps=4e6&walkers=256";
    let outcome = run(experiment(link), 2, |_| {}).unwrap();
    assert_eq!(outcome.noise_covariance, None);
    assert_eq!(outcome.momentum.uncalibrated, None);
    assert_eq!(outcome.friction, [[0.1, 0.0], [0.0, 0.1]]);
    // Under scalar friction a Gibbs law would have E[p̄p̄ᵀ] = I/β̂.
    let covariance = entries(&outcome.momentum.symmetric_covariance);
    let scaled: Vec<f64> = covariance
        .iter()
        .map(|p| p * outcome.inverse_temperature.symmetric)
        .collect();
    assert!((0.5 * (scaled[0] + scaled[3]) - 1.0).abs() < 1e-12);
    assert!(
        (scaled[0] - scaled[3]).abs() > 0.1 || scaled[1].abs() > 0.1,
        "{scaled:?}"
    );
}

#[test]
fn three_dimensions_run_to_their_end() {
    let link = "formula=x^2/2 + y^2/2 + z^2/2 + eps*(sin(x/eps) + sin((x+y)/eps) + sin((y-z)/eps)); eps = 1e-4&step=0.1&steps=1e6&calibration_steps=6e6&walkers=192";
    let outcome = run(experiment(&link.replace('+', "%2B")), 2, |_| {}).unwrap();
    assert!(outcome.complete);
    let noise = outcome.noise_covariance.as_ref().unwrap();
    let exact = [1.0, 0.5, 0.0, 0.5, 1.0, -0.5, 0.0, -0.5, 0.5].map(|z| 0.1 * z);
    for (z, exact) in entries(&noise.estimate).iter().zip(exact) {
        assert!((z - exact).abs() < 0.01, "{z} for {exact}: {noise:?}");
    }
    assert_eq!(outcome.potential.axes.len(), 3);
    assert_eq!(outcome.potential.energy.len(), 24 * 24 * 24);
    assert_eq!(outcome.wells.len(), 1);
    assert_eq!(outcome.wells[0].position.len(), 3);
    assert!(outcome.momentum.mardia.is_some());
    assert!((outcome.inverse_temperature.used - 1.0).abs() < 0.1);
}

#[test]
fn a_job_of_another_dimension_is_refused_in_a_sentence() {
    let line = experiment("preset=test1&steps=4e5");
    let jobs = Study::new(line).unwrap().jobs();
    let refused = Runner::new(&small(), &jobs).err().unwrap().to_string();
    assert!(
        refused.contains("does not belong to an experiment in dimension 2"),
        "{refused}"
    );
    let compared = experiment("preset=fig3&steps=4e5");
    let surface = Surface {
        lower: vec![0.0; 2],
        upper: vec![1.0; 2],
        intervals: vec![4; 2],
        coefficients: vec![0.0; 49],
        stiffness: vec![1.0; 2],
        periodic: Vec::new(),
        tilt: Vec::new(),
    };
    let job = Job {
        run: RunKind::Langevin(0),
        learned: Some(Learned::Surface(surface)),
        ..jobs[0].clone()
    };
    let refused = Runner::new(&compared, &[job]).err().unwrap().to_string();
    assert!(refused.contains("another dimension"), "{refused}");
}
