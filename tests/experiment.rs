//! Experiments through JSON and links, and the messages about invalid ones.

use proptest::prelude::*;
use serde_json::{Value, json};
use stepsieve::experiment::{Experiment, Link, PRESETS, Problem, View};

fn problems(value: Value) -> Vec<Problem> {
    Experiment::resolve(&value).1
}

/// The only problem of an experiment.
fn problem(value: Value) -> Problem {
    let found = problems(value.clone());
    assert_eq!(found.len(), 1, "{value}: {found:?}");
    found.into_iter().next().unwrap()
}

fn with(field: &str, value: Value) -> Value {
    let mut experiment = json!({ "potential": { "preset": "test1" } });
    experiment[field] = value;
    experiment
}

#[test]
fn every_preset_is_a_valid_experiment_at_every_step_it_suggests() {
    for preset in PRESETS.iter() {
        let experiment =
            Experiment::read(&json!({ "potential": { "preset": preset.name } })).unwrap();
        assert!(
            preset.steps.contains(&experiment.step),
            "{}: its own step is among those it suggests",
            preset.name
        );
        for &step in preset.steps {
            let experiment = Experiment {
                step,
                ..experiment.clone()
            };
            assert!(experiment.reference_formula().unwrap().is_some());
        }
    }
}

#[test]
fn each_bad_field_gets_one_sentence_that_names_it_and_its_range() {
    let cases = [
        (with("step", json!(1e31)), "step", "1e-30 to 1e30"),
        (with("step", json!("fast")), "step", "“fast”"),
        (with("friction", json!(0)), "friction", "1e-30 to 1e30"),
        (with("step", json!(null)), "step", "empty"),
        (with("steps", json!(10.5)), "steps", "a whole number"),
        (with("walkers", json!(0)), "walkers", "from 1 to 65536"),
        (
            with("friction", json!("auto")),
            "friction",
            "or empty (auto in a link, null in a file), not “auto”",
        ),
        (
            with("region", json!(3)),
            "region",
            "these fields: lower, upper.",
        ),
        (
            with("initial", json!({ "momentum": 1 })),
            "initial.momentum",
            "these fields: mean, spread.",
        ),
        (
            json!({ "potential": { "preset": "fig3" }, "compare": true }),
            "compare",
            "must be null (off), or an object of these fields: surrogate, third, friction, ",
        ),
        (with("seed", json!(-1)), "seed", "from 0"),
        (with("bins", json!([400, 400])), "bins", "one whole number"),
        (with("bins", json!([3])), "bins", "from 8 to 2000"),
        (
            with("region", json!({ "lower": [3], "upper": [1] })),
            "region.upper",
            "above",
        ),
        (with("resample", json!("yes")), "resample", "true or false"),
        (with("kind", json!("guess")), "kind", "learn"),
        (with("version", json!(4)), "version", "from 1 to 3"),
        (with("stepp", json!(0.1)), "stepp", "did you mean “step”?"),
        // A file knows no short names, and of three letters two are too many to be wrong.
        (with("sed", json!(1)), "sed", "did you mean “seed”?"),
        (with("foo", json!(1)), "foo", "no field “foo”."),
        (
            with(
                "initial",
                json!({ "position": { "mean": [0], "width": [1] } }),
            ),
            "initial.position.width",
            "no field",
        ),
        (json!({}), "potential", "needs a potential"),
        (
            json!({ "potential": { "preset": "test9" } }),
            "potential.preset",
            "test1",
        ),
        (
            json!({ "potential": { "preset": "test1", "formula": "q^2" } }),
            "potential",
            "not both",
        ),
        (
            json!({ "potential": { "formula": 3 } }),
            "potential.formula",
            "must be text",
        ),
        (
            json!({ "potential": { "formula": "2*(q" } }),
            "potential.formula",
            "",
        ),
        (
            json!({ "potential": { "formula": "x^2 + q^2" } }),
            "potential.formula",
            "be combined with",
        ),
        (
            json!({ "potential": { "formula": "log(q)" } }),
            "potential.formula",
            "is not finite at q",
        ),
        (
            json!({ "potential": { "formula": "q^2", "reference": "q^" } }),
            "potential.reference",
            "",
        ),
        (
            json!({ "potential": { "preset": "test1", "parameters": { "eps1": "small" } } }),
            "potential.parameters.eps1",
            "“small”",
        ),
        (
            json!({ "potential": { "preset": "test1", "parameters": { "eps7": 1 } } }),
            "potential.parameters.eps7",
            "no parameter",
        ),
        (
            with("calibration", json!({ "steps": 1e6 })),
            "calibration",
            "one dimension",
        ),
        (
            json!({ "potential": { "preset": "test4" }, "calibration": "no" }),
            "calibration",
            "off",
        ),
        (
            json!({ "potential": { "formula": "x^2 + y^2 + z^2" }, "bins": [50, 50, 50] }),
            "bins",
            "65536",
        ),
        (
            json!({ "potential": { "formula": "x^2 + log(y) + z^2" } }),
            "potential.formula",
            "y = ",
        ),
        (json!([1, 2]), "", "object"),
    ];
    for (value, field, said) in cases {
        let problem = problem(value.clone());
        assert_eq!(problem.field, field, "{value}: {}", problem.message);
        assert!(
            problem.message.contains(said),
            "{value}: {}",
            problem.message
        );
        assert!(
            problem.message.len() < 300 && problem.message.ends_with(['.', '?', '!']),
            "{}",
            problem.message
        );
    }
}

#[test]
fn several_mistakes_are_all_named_and_the_rest_is_kept() {
    let (experiment, problems) = Experiment::resolve(&json!({
        "potential": { "preset": "test2" }, "step": -1, "seed": 7, "bins": "many", "colour": "red"
    }));
    let mut fields: Vec<&str> = problems.iter().map(|p| p.field.as_str()).collect();
    fields.sort_unstable();
    assert_eq!(fields, ["bins", "colour", "step"]);
    assert_eq!((experiment.seed, experiment.step), (7, 0.2));
}

#[test]
fn thousands_of_mistakes_are_told_in_part() {
    let link: String = (0..3000).map(|i| format!("&key{i}=1&p.b{i}=2")).collect();
    let (_, problems) = Link::read(&link);
    assert_eq!(problems.len(), 20);
    let fields: serde_json::Map<String, Value> =
        (0..10_000).map(|i| (format!("key{i}"), json!(i))).collect();
    assert_eq!(Experiment::resolve(&Value::Object(fields)).1.len(), 20);
}

prop_compose! {
    fn experiments()(
        preset in 0..PRESETS.len(),
        step in 1e-5..10.0f64,
        friction in proptest::option::of(1e-4..100.0f64),
        steps in 1_000..100_000_000_000u64,
        walkers in proptest::option::of(1..65_536u32),
        accuracy in proptest::option::of(1e-5..10.0f64),
        burn_in in proptest::option::of(0..1_000_000_000u64),
        seed in 0..9_007_199_254_740_991u64,
        lower in -10.0..0.0f64,
        width in 1e-3..1e3f64,
        bins in 8..40u32,
        calibrated: bool,
        resample: bool,
        spread in 0.0..10.0f64,
        eps in 0.02..0.025f64,
        referred: bool,
    ) -> Experiment {
        let mut experiment = Experiment::read(&json!({ "potential": { "preset": PRESETS[preset].name } })).unwrap();
        experiment.step = step;
        experiment.friction = friction;
        experiment.steps = steps;
        experiment.walkers = walkers;
        experiment.burn_in = burn_in;
        experiment.seed = seed;
        let d = experiment.dimension();
        experiment.accuracy = accuracy.filter(|_| d < 4);
        experiment.region.lower = vec![lower; d];
        experiment.region.upper = vec![lower + width; d];
        experiment.bins = vec![bins; d];
        experiment.resample = resample;
        experiment.initial.position.spread = vec![spread; d];
        let reference = match d {
            1 => "q^2/2 + cos(q)",
            2 | 3 => "x^2/2 + cos(y)",
            _ => "x[1]^2/2 + cos(x[2])",
        };
        experiment.potential.reference = referred.then(|| reference.to_owned());
        let declares = |name: &str| PRESETS[preset].formula.contains(&format!("; {name} = "));
        if declares("eps") {
            experiment.potential.parameters.insert("eps".to_owned(), eps * 1e-3);
        } else if declares("eps1") && PRESETS[preset].name != "three-scales" {
            experiment.potential.parameters.insert("eps1".to_owned(), eps);
        }
        if !calibrated {
            experiment.calibration = None;
        }
        experiment
    }
}

proptest! {
    #[test]
    fn an_experiment_survives_json_and_links(experiment in experiments(), run: bool) {
        let text = serde_json::to_string(&experiment).unwrap();
        prop_assert_eq!(&Experiment::from_json(&text).unwrap(), &experiment);
        let link = Link { experiment, view: View::default(), run, outcome: None };
        let (again, problems) = Link::read(&link.write());
        prop_assert!(problems.is_empty(), "{:?}", problems);
        prop_assert_eq!(again, link);
    }

    #[test]
    fn any_text_as_a_link_gives_an_experiment(text in "\\PC{0,200}") {
        let (link, _) = Link::read(&text);
        prop_assert!(link.experiment.formula().is_ok());
    }
}
