//! Periodic coordinates: torsions, washboards, and what only seems to be periodic.

use serde_json::{Value, json};
use std::f64::consts::{PI, TAU};
use stepsieve::experiment::{Experiment, Link, Problem, Problems, View};
use stepsieve::study::{Outcome, Row, Study, Verdict, conduct};

fn read(link: &str) -> (Experiment, Vec<Problem>) {
    let (link, problems) = Link::read(&link.replace('+', "%2B").replace(' ', ""));
    (link.experiment, problems)
}

fn experiment(link: &str) -> Experiment {
    let (experiment, problems) = read(link);
    assert_eq!(problems, [], "{link}");
    experiment
}

fn learn(link: &str, threads: usize) -> Outcome {
    conduct(experiment(link), threads, |_| {})
        .unwrap()
        .outcome()
}

fn row<'a>(outcome: &'a Outcome, code: &str) -> Option<&'a Row> {
    let rows = &outcome.trust.as_ref().unwrap().rows;
    rows.iter().find(|row| row.code == code)
}

/// Error of the learned potential in units of `kT`.
fn error(outcome: &Outcome) -> f64 {
    let reference = outcome.reference.as_ref().unwrap();
    reference.rmse * outcome.inverse_temperature.used
}

const TORSION: &str = "v=3&formula=1.5*(1 + cos(3*q)) + 0.002*sin(500*q)&reference=1.5*(1 + cos(3*q))&periodic=2*pi&step=0.1&friction=0.05";

#[test]
fn a_torsion_is_learned_all_around() {
    let outcome = learn(&format!("{TORSION}&steps=1.6e7"), 2);
    let validity = outcome.trust.as_ref().unwrap();
    assert_eq!(validity.verdict, Verdict::Pass, "{validity:#?}");
    assert!(error(&outcome) < 0.01, "{}", error(&outcome));
    // Nothing is outside or unknown, and the ends are neighbours.
    assert!(row(&outcome, "region").unwrap().number.unwrap() < 1e-9);
    let energy: Vec<f64> = outcome.potential.energy.iter().flatten().copied().collect();
    let (first, last) = (energy[0], energy[energy.len() - 1]);
    assert!(energy.len() == 400 && (first - last).abs() < 0.02);
    // Three wells, reached from each other.
    assert_eq!(outcome.wells.len(), 3);
    assert_eq!(row(&outcome, "tilt"), None);
    assert_eq!(row(&outcome, "period").unwrap().number, Some(0.0));
}

#[test]
fn the_numbers_depend_neither_on_workers_nor_on_the_words_of_a_link() {
    let link = format!("{TORSION}&steps=2e5&walkers=200");
    let outcome = learn(&link, 1);
    let again = Link {
        experiment: outcome.experiment.clone(),
        view: View::default(),
        run: false,
        outcome: None,
    };
    let written = again.write();
    assert!(written.contains("periodic=6.283185307179586"), "{written}");
    let other = learn(&written, 3);
    assert!(outcome.hash.is_some() && outcome.hash == other.hash);
    // A file has them as a list.
    let file = serde_json::to_value(&outcome.experiment).unwrap();
    assert_eq!(file["periodic"], json!([TAU]));
    assert_eq!(Experiment::read(&file).unwrap(), outcome.experiment);
}

#[test]
fn where_the_period_begins_does_not_matter() {
    let short = format!("{TORSION}&steps=4e6");
    let [zero, pi] = ["&lower=0", "&upper=9"].map(|end| learn(&format!("{short}{end}"), 2));
    assert_eq!(zero.experiment.region.upper, [TAU]);
    assert_eq!(pi.experiment.region.lower, [9.0 - TAU]);
    for outcome in [zero, pi] {
        assert!(error(&outcome) < 0.02, "{}", error(&outcome));
    }
}

#[test]
fn torsions_in_the_plane_are_learned_too_and_axes_may_be_mixed() {
    let energy = "cos(x) + 0.5*cos(2*y) + 0.5*cos(x-y)";
    let ripples = "0.001*sin(1000*x) + 0.001*sin(1000*(x+y))";
    let both = format!(
        "v=3&formula={energy} + {ripples}&reference={energy}&periodic=2*pi&step=0.1&calibration_friction=0.1&steps=8e6&calibration_steps=8e6"
    );
    let outcome = learn(&both, 2);
    assert!(error(&outcome) < 0.01, "{}", error(&outcome));
    let energy = "cos(x) + y^2/2";
    let mixed = format!(
        "v=3&formula={energy} + {ripples}&reference={energy}&periodic=2*pi,none&step=0.1&calibration_friction=0.1&steps=8e6&calibration_steps=8e6"
    );
    let outcome = learn(&mixed, 2);
    assert_eq!(outcome.experiment.region.lower, [-PI, -4.0]);
    assert!(error(&outcome) < 0.01, "{}", error(&outcome));
}

#[test]
fn a_tilt_is_named_with_its_current_and_learned_from_the_forces() {
    let washboard = |tilt: &str| {
        let link = format!(
            "v=3&formula=cos(q) - {tilt}*q + 0.001*sin(1000*q)&reference=cos(q) - {tilt}*q&periodic=2*pi&step=0.1&friction=0.05&steps=1.6e7"
        );
        learn(&link, 2)
    };
    let outcome = washboard("0.1");
    let tilt = row(&outcome, "tilt").unwrap();
    assert!(
        tilt.verdict == Verdict::Fail && tilt.reason.contains("−0.628"),
        "{tilt:?}"
    );
    assert!(tilt.reason.contains("mean current of 0.0"), "{tilt:?}");
    assert!(error(&outcome) < 0.005, "{}", error(&outcome));
    // The forces do not need a law of the positions.
    let validity = outcome.trust.as_ref().unwrap();
    assert_eq!(validity.verdict, Verdict::Warn, "{validity:#?}");
    // The other way round, the current flows the other way.
    let back = washboard("(-0.1)");
    assert!(
        row(&back, "tilt")
            .unwrap()
            .reason
            .contains("current of −0.0")
    );
}

#[test]
fn an_energy_without_this_period_is_told_apart_from_ripples_that_do_not_fit() {
    let at = |ripple: &str, period: &str| {
        let link = format!(
            "v=3&formula=cos(q) + 0.001*sin({ripple}*q)&periodic={period}&step=0.1&friction=0.05&steps=4e5"
        );
        let outcome = learn(&link, 2);
        let period = row(&outcome, "period").unwrap();
        (period.verdict, period.sentences[0].code.clone())
    };
    assert_eq!(at("1000", "2*pi"), (Verdict::Pass, "repeats".to_owned()));
    let rippled = (Verdict::Pass, "ripples-incommensurate".to_owned());
    assert_eq!(at("1234.5", "2*pi"), rippled);
    assert_eq!(at("1000", "5"), (Verdict::Fail, "repeats-not".to_owned()));
}

#[test]
fn a_period_is_read_as_people_write_it_and_only_in_version_3() {
    let periods = |words: &str, formula: &str| {
        experiment(&format!("v=3&formula={formula}&periodic={words}")).periodic
    };
    assert_eq!(periods("2*pi", "cos(q)"), Some(vec![Some(TAU)]));
    assert_eq!(periods("2*π", "cos(q)"), Some(vec![Some(TAU)]));
    for words in ["none", "0", "", "none,0"] {
        let formula = if words.contains(',') {
            "x^2+y^2"
        } else {
            "q^2"
        };
        assert_eq!(periods(words, formula), None, "{words}");
    }
    let plane = "cos(x)+cos(y)";
    assert_eq!(periods("2*pi", plane), Some(vec![Some(TAU); 2]));
    assert_eq!(periods("none,sqrt(4)", plane), Some(vec![None, Some(2.0)]));
    for (link, code) in [
        ("v=3&formula=cos(q)&periodic=2*q", "setting-must-be"),
        ("v=3&formula=cos(q)&periodic=-1", "setting-must-be"),
        ("v=3&formula=cos(q)&periodic=1,2", "setting-must-be"),
        ("v=2&formula=cos(q)&periodic=2*pi", "periodic-since"),
        (
            "v=3&kind=compare&formula=cos(q)&periodic=2*pi",
            "periodic-compare",
        ),
    ] {
        let (experiment, problems) = read(link);
        assert_eq!(problems[0].message.code(), code, "{link}: {problems:?}");
        assert_eq!((problems.len(), experiment.periodic), (1, None));
    }
    let file =
        json!({ "version": 3, "potential": { "formula": plane }, "periodic": ["2*pi", null] });
    assert_eq!(
        Experiment::read(&file).unwrap().periodic,
        Some(vec![Some(TAU), None])
    );
    // What has none says nothing of it in a link.
    let none = Link::read("v=3&formula=q^2").0;
    assert!(!none.write().contains("periodic"));
    assert_eq!(
        serde_json::to_value(none.experiment).unwrap()["periodic"],
        Value::Null
    );
}

#[test]
fn an_energy_that_repeats_offers_its_period_and_is_then_found_out() {
    let auto = |formula: &str, periods: Option<&str>| {
        let mut value =
            json!({ "version": 3, "kind": "auto", "potential": { "formula": formula } });
        if let Some(periods) = periods {
            value["periodic"] = periods.split(", ").collect();
        }
        Study::new(Experiment::read(&value).unwrap())
    };
    for (formula, shown) in [
        // The ripple does not repeat with a third of the circle.
        ("1-cos(3*q)+0.01*cos(100*q)", Some("2*pi")),
        ("cos(q)", Some("2*pi")),
        ("cos(pi*q) - 0.1*q + 0.01*sin(q/0.01)", Some("2")),
        ("cos(x) + y^2", Some("2*pi, none")),
        ("q^3", None),
    ] {
        let Problems(problems) = auto(formula, None).err().unwrap();
        assert_eq!(problems[0].fix.as_deref(), shown, "{formula}");
        assert!(shown.is_none() || auto(formula, shown).is_ok(), "{formula}");
    }
    let outcome = learn(
        "v=3&kind=auto&formula=cos(q) + 0.001*sin(1000*q)&reference=cos(q)&periodic=2*pi",
        2,
    );
    let scales = outcome.scales.unwrap().scales;
    assert!(
        scales.iter().any(|scale| scale.rmse.unwrap() < 0.02),
        "{scales:#?}"
    );
}

#[test]
fn a_circle_needs_no_burn_in_by_curvature() {
    for link in [
        "v=3&formula=cos(pi*q)&steps=64000&walkers=64",
        "v=3&formula=cos(pi*q)&periodic=2&steps=64000&walkers=64",
        "v=3&formula=-1.5*cos(3*q)&periodic=2*pi&steps=64000&walkers=64",
    ] {
        let outcome = learn(link, 1);
        assert!(
            outcome.burn_in.steps < 2000,
            "{link}: {}",
            outcome.burn_in.steps
        );
    }
}

#[test]
fn an_exported_torsion_is_periodic() {
    let study = conduct(experiment(&format!("{TORSION}&steps=4e6")), 2, |_| {}).unwrap();
    let surface = study.surface().unwrap();
    let at = |q: f64| surface.at(&[q], &mut [0.0]);
    for q in [-3.0, 0.2, 3.1] {
        assert!((at(q) - at(q + TAU)).abs() < 1e-9 && surface.contains(&[q - 3.0 * TAU]));
    }
    assert!((at(-PI + 1e-9) - at(PI - 1e-9)).abs() < 1e-6);
    let barrier = at(0.0) - at(PI / 3.0);
    assert!((barrier - 3.0).abs() < 0.2, "{barrier}");
}
