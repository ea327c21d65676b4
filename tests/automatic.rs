//! Automatic settings: friction, walkers, and the length of a run.

use serde_json::json;
use stepsieve::experiment::{Experiment, Link, Problems, View};
use stepsieve::study::{Outcome, Study, Verdict, conduct, run};

fn experiment(link: &str) -> Experiment {
    let (link, problems) = Link::read(&format!("v=2&{link}"));
    assert!(problems.is_empty(), "{problems:?}");
    link.experiment
}

fn learn(link: &str) -> Outcome {
    run(experiment(link), 2, |_| {}).unwrap()
}

#[test]
fn friction_is_chosen_so_that_walkers_see_the_lower_half_of_the_region() {
    // Over [-4, 4] the parabola is below 2.88 on 60 %, and kT should be 60 % of that.
    for step in ["0.5", "0.065"] {
        let outcome = learn(&format!("preset=test1&step={step}&friction=auto&steps=4e6"));
        let friction = outcome.experiment.friction.unwrap();
        assert!(outcome.friction == [[friction]]);
        let temperature = 1.0 / outcome.inverse_temperature.used;
        assert!(
            (0.6..2.0).contains(&temperature),
            "δ = {step}: kT = {temperature}"
        );
        assert!(outcome.momentum.normal);
    }
    // The resolved experiment is complete, and gives the same numbers.
    let outcome = learn("preset=test1&friction=auto&walkers=auto&steps=1e6");
    assert_eq!(run(outcome.experiment.clone(), 2, |_| {}).unwrap(), outcome);
    // Without noise nothing determines the friction.
    let smooth = experiment("formula=q^2&friction=auto&steps=1e4&walkers=64");
    assert!(run(smooth, 1, |_| {}).is_ok());
}

#[test]
fn there_are_as_many_walkers_as_burn_in_allows() {
    let walkers = |link: &str| learn(link).walkers;
    assert_eq!(walkers("preset=test1&walkers=auto&steps=2e6"), 192);
    assert_eq!(walkers("preset=test1&walkers=auto&steps=1e5"), 64);
    assert_eq!(walkers("preset=test1&walkers=auto&steps=2e7"), 512);
}

#[test]
fn a_run_ends_when_it_is_accurate_enough() {
    let loose = learn("preset=test1&step=0.5&steps=3.2e7&accuracy=0.03");
    assert!(loose.complete && loose.potential.band.unwrap() <= 0.03);
    assert!(
        loose.steps < 1.7e7 as u64 && loose.walkers < 16 * 512,
        "{}",
        loose.steps
    );
    let tight = learn("preset=test1&step=0.5&steps=3.2e7&accuracy=0.015");
    assert!(
        tight.steps >= 2 * loose.steps,
        "{} and {}",
        loose.steps,
        tight.steps
    );
    // Errors are as small as stated.
    assert!(tight.reference.unwrap().rmse < 0.015);
    let never = learn("preset=test1&step=0.5&steps=1e6&accuracy=1e-4");
    let codes: Vec<&str> = never.warnings.iter().map(|w| w.code.as_str()).collect();
    assert!(
        codes.contains(&"accuracy") && never.steps >= 1_000_000,
        "{codes:?}"
    );
}

#[test]
fn a_run_that_ends_early_has_the_same_bits_on_any_number_of_threads() {
    let experiment = experiment("preset=test1&step=0.5&steps=4e6&accuracy=0.04&walkers=100");
    let text = |threads| {
        let outcome = run(experiment.clone(), threads, |_| {}).unwrap();
        serde_json::to_string(&outcome).unwrap()
    };
    let one = text(1);
    assert_eq!(text(2), one);
    assert_eq!(text(3), one);
}

/// The outcome of an automatic study.
fn found_out(formula: &str, reference: &str) -> Outcome {
    let potential = json!({ "formula": formula, "reference": reference });
    let value = json!({ "version": 3, "kind": "auto", "potential": potential });
    let study = conduct(Experiment::read(&value).unwrap(), 2, |_| {}).unwrap();
    let (outcome, progress) = (study.outcome(), study.progress());
    // The status and the warnings tell of the same walkers.
    let lost = outcome.resampled;
    assert_eq!(
        [progress.absorbed, progress.diverged],
        [lost.absorbed, lost.diverged]
    );
    outcome
}

/// A ripple of a hundredth of the well's size, with lengths and energies far from one.
#[test]
fn an_energy_of_any_size_finds_out_by_itself() {
    for (formula, reference, energy) in [
        ("q^4/4 - q^2/2 + 0.02*cos(q/0.01)", "q^4/4 - q^2/2", 1.0),
        (
            "1e-4*((q/100)^4/4 - (q/100)^2/2 + 0.02*cos(q))",
            "1e-4*((q/100)^4/4 - (q/100)^2/2)",
            1e-4,
        ),
        (
            "500*((q - 40)^2/2 + 0.01*sin((q - 40)/0.01))",
            "250*(q - 40)^2",
            500.0,
        ),
    ] {
        let outcome = found_out(formula, reference);
        let scales = outcome.scales.unwrap().scales;
        let [scale] = &scales[..] else {
            panic!("{formula}: {} scales", scales.len())
        };
        let temperature = scale.temperature();
        let error = scale.rmse.unwrap() / temperature;
        assert!(error < 0.02, "{formula}: {error} kT");
        assert!(scale.verdict.unwrap() != Verdict::Fail, "{formula}");
        let warm = temperature / energy;
        assert!((0.05..20.0).contains(&warm), "{formula}: {warm}");
    }
}

/// Random points of a box hardly ever lie in wells of many variables.
#[test]
fn an_energy_of_many_variables_finds_out_by_itself() {
    let wells = "sum(i,1,5,(x[i]^2-1)^2/4) + sum(i,1,4,(x[i]-x[i+1])^2/4)";
    let formula = format!("{wells} + eps*sum(i,1,5,sin(x[i]/eps)); eps = 1e-4");
    let outcome = found_out(&formula, wells);
    let scales = outcome.scales.unwrap().scales;
    let [scale] = &scales[..] else {
        panic!("{} scales", scales.len())
    };
    assert!(scale.verdict.unwrap() != Verdict::Fail);
    assert!(scale.rmse.unwrap() < 0.05 * scale.temperature());
    assert!(
        (scale.noise_power - 0.5).abs() < 0.03,
        "{}",
        scale.noise_power
    );
    assert!(outcome.potential.outside.unwrap() < 0.01);
    for coupling in &outcome.potential.couplings {
        assert!((coupling.value + 0.5).abs() < 0.01, "{coupling:?}");
    }
}

#[test]
fn a_run_in_many_dimensions_ends_when_it_is_accurate_enough() {
    let formula = "sum(i,1,4,x[i]^2/2%2B0.01*sin(x[i]/0.01))";
    let of = |accuracy| {
        let settings = format!("step=0.4&walkers=128&steps=8e6&accuracy={accuracy}");
        let (link, _) = Link::read(&format!("v=3&formula={formula}&{settings}"));
        run(link.experiment, 2, |_| {}).unwrap()
    };
    let [loose, tight] = ["0.03", "0.012"].map(of);
    for (outcome, wanted) in [(&loose, 0.03), (&tight, 0.012)] {
        assert!(outcome.complete && outcome.potential.band.unwrap() <= wanted);
    }
    assert!(loose.steps < tight.steps && tight.steps < 8_000_000);
}

/// The experiment of the outcome is what was found, and gives the same bits, in any units.
#[test]
fn what_was_found_is_a_reproducible_experiment() {
    for (formula, reference) in [
        ("q^4/4 - q^2/2 + 0.02*cos(q/0.01)", "q^4/4 - q^2/2"),
        ("0.5*(q/1e-6)^2 + 0.01*sin(q/1e-8)", "0.5*(q/1e-6)^2"),
        (
            "4e-21*((q/1e-8)^2 - 1)^2 + 4e-23*cos(q/2e-11)",
            "4e-21*((q/1e-8)^2 - 1)^2",
        ),
        ("0.5*(q/1e8)^2 + 0.01*sin(q/1e6)", "0.5*(q/1e8)^2"),
    ] {
        let outcome = found_out(formula, reference);
        let experiment = outcome.experiment.clone();
        let link = Link {
            experiment,
            view: View::default(),
            run: false,
            outcome: None,
        };
        let (again, problems) = Link::read(&link.write());
        assert!(problems.is_empty(), "{formula}: {problems:?}");
        assert_eq!(again.experiment, outcome.experiment, "{formula}");
        let again = run(again.experiment, 1, |_| {}).unwrap();
        assert!(
            outcome.hash.is_some() && again.hash == outcome.hash,
            "{formula}"
        );
    }
}

#[test]
fn an_energy_without_a_region_is_refused_unless_somebody_chooses_one() {
    let of = |formula| json!({ "version": 3, "kind": "auto", "potential": { "formula": formula } });
    // Some are finite on one side only, or fall as slowly as a logarithm.
    for (formula, code) in [
        ("q^3", "does-not-rise"),
        ("-1/abs(q)", "falls-at-pole"),
        ("-1/q^1.5", "falls-at-pole"),
        ("log(x^2 + y^2)", "falls-at-pole"),
        ("log(q)", "falls-at-pole"),
        ("q^2/2 + 0.1*log(q)", "falls-at-pole"),
    ] {
        let Problems(problems) = Study::new(Experiment::read(&of(formula)).unwrap())
            .err()
            .unwrap();
        assert_eq!(problems[0].message.code(), code, "{formula}");
    }
    for formula in ["q^2/2 - log(q)", "q^2/2 + log(q^2 + 1e-6)", "abs(q)^0.3"] {
        assert!(
            Study::new(Experiment::read(&of(formula)).unwrap()).is_ok(),
            "{formula}"
        );
    }
    let mut chosen = of("q^3");
    chosen["region"] = json!({ "lower": -9, "upper": 9 });
    assert!(Study::new(Experiment::read(&chosen).unwrap()).is_ok());
}

/// A page that looks for it would stand still for many seconds.
#[test]
fn a_formula_too_long_to_look_for_its_region_is_refused_unless_somebody_chooses_one() {
    let of = |terms: u32| {
        let formula = format!("q^2 + sum(i, 1, {terms}, sin(i*q))/1000");
        json!({ "version": 3, "kind": "auto", "potential": { "formula": formula } })
    };
    let study = |value| Study::new(Experiment::read(&value).unwrap());
    let Problems(problems) = study(of(1000)).err().unwrap();
    assert_eq!(problems[0].message.code(), "too-long-to-find-out");
    let mut chosen = of(1000);
    chosen["region"] = json!({ "lower": -3, "upper": 3 });
    assert!(study(chosen).is_ok());
    assert!(study(of(100)).is_ok());
}
