//! Experiments through JSON and permalinks, and the messages about invalid ones.

use proptest::prelude::*;
use serde_json::{Value, json};
use stepsieve::experiment::{Experiment, Link, PRESETS, Problem, SETTINGS, View};

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
fn links_are_short_and_readable() {
    let (link, _) = Link::read("preset=test1&step=0.5");
    assert_eq!(link.write(), "preset=test1&step=0.5");
    let (link, _) = Link::read("");
    assert_eq!(link.write(), "v=2&preset=test1");
    let (link, problems) = Link::read(
        "#formula=q%5E2/2+a*sin(q/a);a=0.05&step=0.2&steps=1e6&bins=200&lower=-3&p.a=0.04&zoom=0.1,0.4&run",
    );
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(link.experiment.steps, 1_000_000);
    assert_eq!(link.experiment.potential.parameters["a"], 0.04);
    assert!(link.run && link.view.zoom == Some([0.1, 0.4]));
    let (again, _) = Link::read(&link.write());
    assert_eq!(again, link);
    // An embed's address is a link too.
    let (_, problems) = Link::read("preset=test1&=5");
    assert_eq!(
        problems[0].message.text,
        "A value without a name belongs to no field."
    );
    let embed = "show=potential&controls=step&hide=energy&theme=dark&height=auto&autorun&preset=test1&step=0.5";
    let (link, problems) = Link::read(embed);
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(link.write(), "preset=test1&step=0.5");
}

#[test]
fn each_bad_field_gets_one_sentence_that_names_it_and_its_range() {
    let cases = [
        (with("step", json!(20)), "step", "1e-5 to 10"),
        (with("step", json!("fast")), "step", "“fast”"),
        (with("friction", json!(0)), "friction", "1e-4 to 100"),
        (with("step", json!(null)), "step", "empty"),
        (with("steps", json!(10.5)), "steps", "a whole number"),
        (with("walkers", json!(0)), "walkers", "from 1 to 65536"),
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
        (with("version", json!(3)), "version", "from 1 to 2"),
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
fn hostile_links_are_refused_in_few_words() {
    let long = "preset=test1&".to_owned() + &"a".repeat(3_000_000);
    for text in [
        long.as_str(),
        "step=1e999",
        "v=7",
        "p.=1",
        "%%%",
        "=&=",
        "formula=",
        "steps=NaN",
        "zoom=2,1",
        "preset=%00%ff",
    ] {
        let (link, problems) = Link::read(text);
        assert!(!problems.is_empty(), "{}", &text[..text.len().min(40)]);
        assert!(
            problems
                .iter()
                .all(|p| p.message.len() < 300 && p.field.len() < 100)
        );
        // The remaining experiment runs.
        assert!(link.experiment.formula().is_ok());
    }
}

/// A substitute for an unusable potential does not start by itself.
#[test]
fn a_potential_that_cannot_be_used_is_replaced_by_name_and_does_not_run() {
    for text in [
        "formula=5",
        "formula=",
        "formula=x%2By*w",
        "formula=a*b*c*d",
        "formula=q^",
        "preset=test1&formula=q^4",
        "preset=test9",
        "preset=test3&p.a=log(",
    ] {
        let (link, problems) = Link::read(&format!("v=2&{text}&run"));
        let stands_in = problems
            .iter()
            .any(|p| p.instead.as_deref() == Some("test1"));
        let kept = link.experiment.potential.preset.as_deref() == Some("test3");
        assert!(stands_in != kept, "{text}: {problems:?}");
        assert_eq!(link.run, kept, "{text}");
    }
    let (link, problems) = Link::read("v=2&preset=test2&step=-1&run");
    assert!(link.run && problems[0].instead.is_none());
}

/// A missing value is an empty value, or a problem of its own; the others stay unchanged.
#[test]
fn an_empty_value_drops_no_other() {
    // Leave each setting empty in turn.
    for setting in SETTINGS {
        let group = setting.name.split('.').next().unwrap();
        let kind = match group {
            "compare" | "scan" => format!("kind={group}&"),
            _ => String::new(),
        };
        let formula = if setting.name.starts_with("calibration") {
            "x^2%2By^2"
        } else {
            "q^2/2"
        };
        let key = match setting.key {
            "p" => "p.a",
            key => key,
        };
        for value in ["", "=", "=%20", "=,", "=;", "=,,;,"] {
            let before = format!("v=2&{kind}formula={formula}&seed=77&step=0.125");
            let link = format!("{before}&{key}{value}&friction=0.375&trajectories=256");
            let (read, problems) = Link::read(&link);
            let e = &read.experiment;
            assert!(problems.len() < 2, "{link}: {problems:?}");
            for problem in &problems {
                let field = problem.field.as_str();
                let is_own = field == setting.name || field == "potential.parameters.a";
                // Without its formula, or with another kind, the experiment is a different one.
                assert!(
                    is_own || ["potential"].contains(&field),
                    "{link}: {problem:?}"
                );
                assert!(!problem.message.contains('['), "{link}: {problem:?}");
            }
            let kept = [
                ("seed", e.seed == 77),
                ("step", e.step == 0.125),
                ("friction", e.friction == Some(0.375)),
                (
                    "compare.trajectories",
                    e.compare.as_ref().is_none_or(|c| c.trajectories == 256),
                ),
            ];
            for (name, is_kept) in kept {
                assert!(is_kept || name == setting.name, "{link} drops {name}");
            }
            assert_eq!(Link::read(&read.write()).0, read, "{link}");
        }
    }
    for (key, count) in [
        ("zoom", 1),
        ("slice", 1),
        ("outcome", 1),
        ("run", 0),
        ("theme", 0),
    ] {
        let (read, problems) = Link::read(&format!("v=2&seed=77&{key}=&friction=0.375"));
        assert_eq!(problems.len(), count, "{key}: {problems:?}");
        assert_eq!(
            (read.experiment.seed, read.experiment.friction),
            (77, Some(0.375))
        );
    }
}

#[test]
fn a_portrait_may_have_no_starts_and_a_comparison_no_third() {
    let (link, problems) = Link::read("v=2&kind=compare&preset=fig3&starts=&third=&seed=5");
    assert_eq!(problems, []);
    let compare = link.experiment.compare.as_ref().unwrap();
    assert_eq!((compare.starts.as_str(), &compare.third), ("", &None));
    assert_eq!(link.experiment.seed, 5);
    assert!(link.write().contains("&starts="), "{}", link.write());
    assert_eq!(Link::read(&link.write()), (link, vec![]));
}

#[test]
fn a_wrong_setting_of_a_comparison_leaves_the_others() {
    let text = "v=2&kind=compare&formula=q^2/2&trajectories=256&starts=1;2&time=20&third=q^";
    let (link, problems) = Link::read(text);
    let fields: Vec<&str> = problems.iter().map(|p| p.field.as_str()).collect();
    assert_eq!(fields, ["compare.third", "compare.starts"]);
    let compare = link.experiment.compare.unwrap();
    assert_eq!((compare.trajectories, compare.time), (256, 20.0));
    // A value that is wrong only in combination with another is reset with it.
    let (link, problems) = Link::read("v=2&kind=compare&formula=q^2/2&compare_step=1e-3&time=50");
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(link.experiment.compare.unwrap().step, 0.1);
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
        experiment.accuracy = accuracy;
        experiment.burn_in = burn_in;
        experiment.seed = seed;
        let d = experiment.dimension();
        experiment.region.lower = vec![lower; d];
        experiment.region.upper = vec![lower + width; d];
        experiment.bins = vec![bins; d];
        experiment.resample = resample;
        experiment.initial.position.spread = vec![spread; d];
        let reference = if d == 1 { "q^2/2 + cos(q)" } else { "x^2/2 + cos(y)" };
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

#[test]
fn in_two_dimensions_walkers_start_all_over_the_region_and_calibration_can_be_switched_off() {
    let (link, problems) = Link::read("formula=x^2+%2B+y^2&lower=-1,0&upper=3,4&calibration=off");
    assert!(problems.is_empty(), "{problems:?}");
    let start = &link.experiment.initial.position;
    assert_eq!(
        (&start.mean, &start.spread),
        (&vec![1.0, 2.0], &vec![2.0, 2.0])
    );
    assert_eq!(link.experiment.calibration, None);
    assert!(
        link.write()
            .ends_with("&lower=-1,0&upper=3,4&calibration=off")
    );
    let (link, _) = Link::read("formula=x^2+%2B+y^2&lower=-1,0&upper=3,4&q_mean=0,0");
    assert_eq!(link.experiment.initial.position.mean, [0.0, 0.0]);
    assert!(link.experiment.calibration.is_some());
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

#[test]
fn a_link_takes_the_full_name_of_a_setting_and_suggests_one_that_it_takes() {
    let (short, problems) = Link::read("preset=fig3&time=2&trajectories=128");
    assert_eq!(problems, []);
    let (full, problems) = Link::read("preset=fig3&compare.time=2&compare.trajectories=128");
    assert_eq!(problems, []);
    assert_eq!(short.experiment, full.experiment);
    for (wrong, meant) in [
        ("tmie", "time"),
        ("compare.tmie", "compare.time"),
        ("frictoin", "friction"),
    ] {
        let (_, problems) = Link::read(&format!("preset=fig3&{wrong}=2"));
        let expected = format!("There is no field “{wrong}”; did you mean “{meant}”?");
        assert_eq!(problems[0].message.to_string(), expected);
        assert_eq!(Link::read(&format!("preset=fig3&{meant}=2")).1, []);
    }
}

#[test]
fn a_link_whose_potential_cannot_be_read_does_not_run_another() {
    let (link, problems) = Link::read("potential=-q%5E2/2&run");
    assert!(!link.run);
    assert_eq!(problems[0].field, "potential");
    assert_eq!(problems[0].instead.as_deref(), Some("test1"));
    let (link, problems) = Link::read("potential=-q%5E2/2&preset=test2&run");
    assert!(link.run && problems[0].instead.is_none());
}
