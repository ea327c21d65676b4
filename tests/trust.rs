//! The trust report passes where the method works and fails, for the right reason, where it does
//! not; its measurements are compared with exact results.

mod story;

use nalgebra::DMatrix;
use stepsieve::dynamics::{LyapunovPairs, Random, StormerVerlet, Walkers};
use stepsieve::experiment::{Experiment, Link};
use stepsieve::expression::{Formula, LANES};
use stepsieve::sampling::Runner;
use stepsieve::statistics::{autocorrelations, chi_square_tail, ljung_box};
use stepsieve::study::{Motion, Outcome, Row, Study, Trust, Verdict, run};

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

fn trust(link: &str) -> Trust {
    learn(link).trust.unwrap()
}

fn row<'a>(trust: &'a Trust, code: &str) -> &'a Row {
    let mut rows = trust.rows.iter();
    rows.find(|r| r.code == code)
        .unwrap_or_else(|| panic!("no {code}"))
}

/// The mean exponent over many steps of a block of walkers that start at random.
fn exponent(formula: &str, step: f64, friction: f64) -> f64 {
    const STEPS: usize = 3000;
    const SETTLE: usize = 200;
    let potential = Formula::parse(formula).unwrap().compile().unwrap();
    let d = potential.dimension();
    let identity = DMatrix::identity(d, d);
    let integrator = StormerVerlet::new(potential, step, &identity, &(&identity * friction));
    let mut random = Random::new(1, 1);
    let mut walkers = Walkers::at_rest(d);
    for lane in 0..LANES {
        for i in 0..d {
            walkers.q[i][lane] = random.normal();
            walkers.p[i][lane] = random.normal();
        }
    }
    let (mut workspace, mut beside) = (integrator.workspace(), integrator.workspace());
    let mut neighbours = LyapunovPairs::of(&walkers);
    let mut sum = 0.0;
    for n in 0..SETTLE + STEPS {
        integrator.step(&mut walkers, &mut workspace);
        let growth = neighbours.follow(&walkers, &integrator, &mut beside);
        if n >= SETTLE {
            sum += growth.iter().sum::<f64>();
        }
    }
    sum / (STEPS * LANES) as f64
}

#[test]
fn in_a_quadratic_well_the_exponent_is_that_of_the_damped_linear_map() {
    // Determinant e^{−γδ} and trace 1 + e^{−γδ} − δ²ω²: complex eigenvalues share the modulus.
    for (formula, step, friction) in [("q^2/2", 0.3, 0.2), ("2*q^2", 0.7, 0.05)] {
        let found = exponent(formula, step, friction);
        assert!((found + 0.5 * friction * step).abs() < 1e-3, "{found}");
    }
    let found = exponent("x^2/2 + x*y/2 + y^2", 0.3, 0.2);
    assert!((found + 0.03).abs() < 1e-3, "{found}");
    // Overdamped, the slower of two real ones.
    let (step, friction) = (0.3, 10.0);
    let determinant = libm::exp(-friction * step);
    let trace = 1.0 + determinant - step * step;
    let slower = 0.5 * (trace + (trace * trace - 4.0 * determinant).sqrt());
    let found = exponent("q^2/2", step, friction);
    assert!((found - libm::log(slower)).abs() < 1e-6, "{found}");
}

#[test]
fn in_strong_chaos_the_exponent_is_that_of_the_standard_map() {
    for strength in [20.0, 50.0] {
        let found = exponent(&format!("-{strength}*cos(q)"), 1.0, 0.5);
        let expected = libm::log(0.5 * strength);
        assert!((found - expected).abs() < 0.02, "{found} for {expected}");
    }
}

/// Share of series that the test rejects at a level of 1 %.
fn rejected(series: impl Fn(&mut Random) -> Vec<f64>) -> f64 {
    const SERIES: u32 = 2000;
    let told = (0..SERIES).filter(|&k| {
        let series = series(&mut Random::new(17, k));
        let rho = autocorrelations(&series, 10);
        chi_square_tail(ljung_box(series.len(), &rho), 10) < 0.01
    });
    told.count() as f64 / f64::from(SERIES)
}

fn autoregressive(random: &mut Random, correlation: f64) -> Vec<f64> {
    let mut x = random.normal();
    let fresh = (1.0 - correlation * correlation).sqrt();
    (0..512)
        .map(|_| {
            x = correlation * x + fresh * random.normal();
            x
        })
        .collect()
}

#[test]
fn ljung_and_box_reject_white_noise_as_often_as_they_say_and_coloured_noise_more_often() {
    // 2000 trials at 1 %: a standard deviation of 0.2 %.
    let white = rejected(|random| autoregressive(random, 0.0));
    assert!((0.004..0.018).contains(&white), "{white}");
    // Typical of deterministic noise: bounded, with a uniform phase.
    let bounded = rejected(|random| {
        let phase = |_| libm::cos(std::f64::consts::TAU * random.uniform());
        (0..512).map(phase).collect()
    });
    assert!((0.004..0.018).contains(&bounded), "{bounded}");
    // Thresholds at which a report no longer passes, and at which it fails.
    let coloured = [0.05, 0.15, 0.3].map(|c| rejected(|random| autoregressive(random, c)));
    assert!(coloured[0] < 0.1, "{coloured:?}");
    assert!((0.35..0.75).contains(&coloured[1]), "{coloured:?}");
    assert!(coloured[2] > 0.99, "{coloured:?}");
    // Noise that is strong for a while, then weak: the square shows it.
    let bursts = |random: &mut Random| -> Vec<f64> {
        let strength = autoregressive(random, 0.9);
        strength.iter().map(|s| s * random.normal()).collect()
    };
    let squares = |random: &mut Random| bursts(random).iter().map(|x| x * x).collect();
    let found = rejected(squares);
    assert!(found > 0.9, "{found}");
}

#[test]
fn it_passes_where_the_method_works() {
    for link in [
        "preset=test1&step=0.5",
        "preset=test1&step=0.065",
        "preset=test4",
    ] {
        for seed in SEEDS {
            let trust = trust(&format!("{link}&seed={seed}"));
            assert_eq!(trust.verdict, Verdict::Pass, "{link} {seed}: {trust:#?}");
            assert_eq!(trust.regime.motion, Motion::Chaotic);
            assert_eq!(trust.regime.proposed_step, None);
            assert!(trust.rows.len() >= 11);
        }
    }
}

/// A double well whose fine ripple remains visible in the walkers' density.
const FISHBONE: &str = "formula=q^4/4-q^2/2%2B0.02*cos(q/0.01)&reference=q^4/4-q^2/2&step=0.2&friction=0.1&lower=-1.5&upper=1.5";

#[test]
fn structure_finer_than_the_step_is_found_without_a_reference() {
    let found = |link: &str| {
        let outcome = learn(link);
        story::check(&outcome).unwrap_or_else(|e| panic!("{link}: {e}"));
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
        story::check(outcome).unwrap_or_else(|e| panic!("{link}: {e}"));
        let trust = outcome.trust.as_ref().unwrap();
        let bad = trust.rows.iter().filter(|r| r.verdict > Verdict::Pass);
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
    story::check(&outcome).unwrap();
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
            let trust = trust(&format!("{link}&seed={seed}"));
            let failed = row(&trust, code);
            assert_eq!(
                failed.verdict,
                Verdict::Fail,
                "{link} {seed}: {:#?}",
                trust.rows
            );
            assert!(failed.reason.contains(remedy), "{}", failed.reason);
            assert_eq!(trust.regime.motion, motion, "{link} {seed}");
            assert_eq!(trust.verdict, Verdict::Fail);
            // Nothing sound is blamed: positions that follow no Gibbs law disagree with the forces.
            if code == "normal" || code == "calibration" {
                let blamed = trust.rows.iter().filter(|r| r.verdict == Verdict::Fail);
                let blamed = blamed.filter(|r| r.code != "agreement");
                assert_eq!(blamed.count(), 1, "{link} {seed}: {:#?}", trust.rows);
            }
        }
    }
}

/// The probe sees no walker blow up; the run does, and the headline must not call for a larger step.
#[test]
fn a_run_that_loses_too_many_walkers_is_diverging() {
    let trust = trust("formula=exp(q^2)&step=0.1&steps=1e6");
    assert_eq!(row(&trust, "divergence").verdict, Verdict::Fail);
    assert_eq!(trust.regime.motion, Motion::Diverging, "{trust:#?}");
    assert!(!trust.regime.message.contains("larger step"), "{trust:#?}");
}

#[test]
fn a_proposed_step_works() {
    for link in [
        "preset=test1&step=0.003&steps=1e6",
        "preset=test2&step=0.5&steps=1e6",
    ] {
        let step = trust(link).regime.proposed_step.unwrap();
        let mut better = experiment(link);
        (better.step, better.steps) = (step, 10_000_000);
        let trust = run(better, 2, |_| {}).unwrap().trust.unwrap();
        assert_eq!(trust.regime.motion, Motion::Chaotic, "{step}");
        for code in ["chaos", "divergence", "absorption"] {
            assert_ne!(
                row(&trust, code).verdict,
                Verdict::Fail,
                "{step}: {trust:#?}"
            );
        }
    }
}

#[test]
fn a_walker_that_comes_to_rest_is_resolved_and_one_on_a_cycle_is_periodic() {
    let rest = trust("formula=q^2/2&step=0.1&steps=1e6").regime;
    assert_eq!(rest.motion, Motion::Resolved, "{rest:#?}");
    // −γδ/2 in each step.
    assert!((rest.exponent.unwrap() + 0.005).abs() < 1e-3, "{rest:#?}");
    assert_eq!(rest.proposed_step, None, "nothing can act as noise");
    // Overdamped, the map is steepest descent by δ² = 1.1, which jumps back and forth in each well.
    let cycle = trust("formula=(q^2-1)^2/4&step=1.05&friction=100&q_spread=0.5&steps=1e6").regime;
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
