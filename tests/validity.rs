//! The validity checks pass where the method works and fail, for the right reason, where it does not.

use stepsieve::experiment::{Experiment, Link};
use stepsieve::sampling::Runner;
use stepsieve::study::{Motion, Outcome, Row, Study, Validity, Verdict, run};

const SEEDS: std::ops::RangeInclusive<u64> = 1..=4;

/// With the current defaults, which a link must request.
fn experiment(link: &str) -> Experiment {
    let (link, problems) = Link::read(&format!("v=2&{link}"));
    assert!(problems.is_empty(), "{problems:?}");
    link.experiment
}

fn learn(link: &str) -> Outcome {
    run(experiment(link), 2, |_| {}).unwrap()
}

fn validity(link: &str) -> Validity {
    learn(link).trust.unwrap()
}

fn row<'a>(validity: &'a Validity, code: &str) -> &'a Row {
    let mut rows = validity.rows.iter();
    rows.find(|r| r.code == code)
        .unwrap_or_else(|| panic!("no {code}"))
}

#[test]
fn it_passes_where_the_method_works() {
    for link in [
        "preset=test1&step=0.5",
        "preset=test1&step=0.065",
        "preset=test4",
    ] {
        for seed in SEEDS {
            let validity = validity(&format!("{link}&seed={seed}"));
            assert_eq!(
                validity.verdict,
                Verdict::Pass,
                "{link} {seed}: {validity:#?}"
            );
            assert_eq!(validity.regime.as_ref().unwrap().motion, Motion::Chaotic);
            assert_eq!(validity.regime.as_ref().unwrap().proposed_step, None);
            assert!(validity.rows.len() >= 11);
        }
    }
}

/// A double well whose fine ripple remains visible in the walkers' density.
const FISHBONE: &str = "formula=q^4/4-q^2/2%2B0.02*cos(q/0.01)&reference=q^4/4-q^2/2&step=0.2&friction=0.1&lower=-1.5&upper=1.5";

#[test]
fn structure_finer_than_the_step_is_found_without_a_reference() {
    let found = |link: &str| {
        let outcome = learn(link);
        crate::story::check(&outcome).unwrap_or_else(|e| panic!("{link}: {e}"));
        (
            row(outcome.trust.as_ref().unwrap(), "fine-structure").clone(),
            outcome.reference.unwrap().rmse,
        )
    };
    let fine = ["0.38", "0.4", "0.42", "0.45"].map(|step| format!("preset=test1&step={step}"));
    for link in fine.into_iter().chain([FISHBONE.to_owned()]) {
        let (row, rmse) = found(&link);
        assert_eq!(row.verdict, Verdict::Fail, "{link}: {rmse} {row:?}");
        assert!(rmse > 0.02, "{link}: {rmse}");
    }
    for link in [
        "preset=test1&step=0.5",
        "preset=test1&step=0.065",
        "preset=test2&step=0.2",
        "preset=test2&step=0.065",
    ] {
        let (row, rmse) = found(link);
        assert_eq!(row.verdict, Verdict::Pass, "{link}: {rmse} {row:?}");
        assert!(rmse < 0.02, "{link}: {rmse}");
    }
    // Another step cures it, as advised; more friction at the same step does not.
    let colder = FISHBONE.replace("friction=0.1", "friction=1");
    assert_eq!(found(&colder).0.verdict, Verdict::Fail);
    let (row, _) = found(&colder.replace("step=0.2", "step=0.3"));
    assert_eq!(row.verdict, Verdict::Pass, "{row:?}");
}

#[test]
fn whatever_comes_of_a_run_is_one_story() {
    const POTENTIALS: [&str; 7] = [
        "preset=test1",
        "preset=test2",
        "preset=test3",
        "formula=q^4/4-q^2/2%2B0.02*cos(q/0.01)",
        "formula=50*(q^2-1)^2%2B0.01*sin(q/0.002)&reference=50*(q^2-1)^2",
        "formula=q^2/2",
        "preset=test4&calibration_steps=1e5",
    ];
    let mut seen = std::collections::BTreeSet::new();
    let mut told = |outcome: &Outcome, link: &str| {
        crate::story::check(outcome).unwrap_or_else(|e| panic!("{link}: {e}"));
        let validity = outcome.trust.as_ref().unwrap();
        let bad = validity.rows.iter().filter(|r| r.verdict > Verdict::Pass);
        seen.extend(bad.map(|r| r.code.clone()));
    };
    for potential in POTENTIALS {
        for step in [0.03, 0.1, 0.4, 0.7] {
            for friction in ["0.3", "2", "0.3&resample=false"] {
                let link = format!("{potential}&step={step}&friction={friction}&steps=2e5");
                told(&learn(&link), &link);
            }
        }
    }
    // Enough failures for the test to be meaningful.
    for code in [
        "chaos",
        "divergence",
        "absorption",
        "white",
        "even",
        "normal",
        "samples",
        "visits",
    ] {
        assert!(seen.contains(code), "{code} was never in doubt: {seen:?}");
    }
}

#[test]
fn a_run_that_is_not_complete_announces_nothing() {
    let experiment = experiment("preset=test1&step=0.5&steps=4e6&walkers=64");
    let mut study = Study::new(experiment.clone()).unwrap();
    let mut runner = Runner::new(&experiment, &study.jobs()).unwrap();
    for _ in 0..20 {
        runner.advance_round();
    }
    for report in runner.reports() {
        study.absorb(report).unwrap();
    }
    let outcome = study.outcome();
    assert!(!outcome.complete && outcome.steps > 0);
    crate::story::check(&outcome).unwrap();
    assert!(!outcome.summary.contains("noise"), "{}", outcome.summary);
}

#[test]
fn it_fails_for_the_right_reason_where_the_method_does_not_work() {
    for (link, motion, code, remedy) in [
        (
            "preset=test1&step=0.106&friction=0.0265",
            Motion::Chaotic,
            "normal",
            "another step",
        ),
        (
            "preset=test1&step=0.003&steps=1e7",
            Motion::Resolved,
            "chaos",
            "A step of",
        ),
        (
            "preset=test1&step=0.065&resample=false",
            Motion::Chaotic,
            "absorption",
            "Switch resampling on",
        ),
        (
            "preset=test4&calibration=off",
            Motion::Chaotic,
            "calibration",
            "Switch calibration on",
        ),
        (
            "preset=test2&step=0.5&steps=1e7",
            Motion::Diverging,
            "divergence",
            "smaller step",
        ),
    ] {
        for seed in SEEDS {
            let validity = validity(&format!("{link}&seed={seed}"));
            let failed = row(&validity, code);
            assert_eq!(
                failed.verdict,
                Verdict::Fail,
                "{link} {seed}: {:#?}",
                validity.rows
            );
            assert!(failed.reason.contains(remedy), "{}", failed.reason);
            assert_eq!(
                validity.regime.as_ref().unwrap().motion,
                motion,
                "{link} {seed}"
            );
            assert_eq!(validity.verdict, Verdict::Fail);
            // Nothing sound is blamed: positions that follow no Gibbs law disagree with the forces.
            if code == "normal" || code == "calibration" {
                let blamed = validity.rows.iter().filter(|r| r.verdict == Verdict::Fail);
                let blamed = blamed.filter(|r| r.code != "agreement");
                assert_eq!(blamed.count(), 1, "{link} {seed}: {:#?}", validity.rows);
            }
        }
    }
}

/// The probe sees no walker blow up; the run does, and the headline must not call for a larger step.
#[test]
fn a_run_that_loses_too_many_walkers_is_diverging() {
    let validity = validity("formula=exp(q^2)&step=0.1&steps=1e6");
    assert_eq!(row(&validity, "divergence").verdict, Verdict::Fail);
    assert_eq!(
        validity.regime.as_ref().unwrap().motion,
        Motion::Diverging,
        "{validity:#?}"
    );
    assert!(
        !validity
            .regime
            .as_ref()
            .unwrap()
            .message
            .contains("larger step"),
        "{validity:#?}"
    );
}

#[test]
fn a_proposed_step_works() {
    for link in [
        "preset=test1&step=0.003&steps=1e6",
        "preset=test2&step=0.5&steps=1e6",
    ] {
        let step = validity(link).regime.unwrap().proposed_step.unwrap();
        let mut better = experiment(link);
        (better.step, better.steps) = (step, 10_000_000);
        let validity = run(better, 2, |_| {}).unwrap().trust.unwrap();
        assert_eq!(
            validity.regime.as_ref().unwrap().motion,
            Motion::Chaotic,
            "{step}"
        );
        for code in ["chaos", "divergence", "absorption"] {
            assert_ne!(
                row(&validity, code).verdict,
                Verdict::Fail,
                "{step}: {validity:#?}"
            );
        }
    }
}

#[test]
fn a_walker_that_comes_to_rest_is_resolved_and_one_on_a_cycle_is_periodic() {
    let rest = validity("formula=q^2/2&step=0.1&steps=1e6").regime.unwrap();
    assert_eq!(rest.motion, Motion::Resolved, "{rest:#?}");
    // −γδ/2 in each step.
    assert!((rest.exponent.unwrap() + 0.005).abs() < 1e-3, "{rest:#?}");
    assert_eq!(rest.proposed_step, None, "nothing can act as noise");
    // Overdamped, the map is steepest descent by δ² = 1.1, which jumps back and forth in each well.
    let cycle = validity("formula=(q^2-1)^2/4&step=1.05&friction=100&q_spread=0.5&steps=1e6")
        .regime
        .unwrap();
    assert_eq!(cycle.motion, Motion::Periodic, "{cycle:#?}");
    assert!(cycle.cycling > 0.5, "{cycle:#?}");
}

#[test]
fn the_report_is_the_same_bits_for_any_number_of_threads() {
    for link in [
        "preset=test1&steps=3e6",
        "preset=test4&steps=3e6&calibration_steps=3e6",
    ] {
        let text = |threads| {
            let outcome = run(experiment(link), threads, |_| {}).unwrap();
            assert!(outcome.trust.is_some() && outcome.baselines.is_some());
            serde_json::to_string(&outcome).unwrap()
        };
        let one = text(1);
        assert_eq!(text(2), one);
        assert_eq!(text(5), one);
        let read: Outcome = serde_json::from_str(&one).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), one);
    }
}
