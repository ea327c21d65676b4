//! Permalinks: read, written, and refused in part, by name.

use stepsieve::experiment::{Link, SETTINGS};

#[test]
fn links_are_short_and_readable() {
    let (link, _) = Link::read("preset=test1&step=0.5");
    assert_eq!(link.write(), "preset=test1&step=0.5");
    let (link, _) = Link::read("");
    assert_eq!(link.write(), "v=3&preset=test1");
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

#[test]
fn a_group_names_its_fields_and_a_wrong_value_the_right_word() {
    for (text, said) in [
        (
            "region=-1,1",
            "“region” has no value of its own: it is a group of these fields: lower, upper.",
        ),
        ("initial.position=1", "these fields: q_mean, q_spread."),
        (
            "potential=q^2",
            "these fields: preset, formula, p.a, reference, table, file.",
        ),
        (
            "p=1",
            "each parameter of the formula has one, such as p.a=0.1.",
        ),
        ("potential.parameters=1", "such as p.a=0.1."),
        (
            "calibration=null",
            "In a link, Calibration (calibration) can only be off; its fields have keys of their own: calibration_friction, mass_scale, calibration_steps.",
        ),
        (
            "friction=null",
            "or empty (auto in a link, null in a file), not “null”.",
        ),
    ] {
        let (_, problems) = Link::read(&format!("v=3&preset=test4&{text}"));
        assert_eq!(problems.len(), 1, "{text}: {problems:?}");
        let message = &problems[0].message.text;
        assert!(message.contains(said), "{text}: {message}");
    }
}

/// As they arrive from a mail, a chat, a sentence or another program.
#[test]
fn a_link_is_read_as_it_arrives() {
    let meant = "v=3&formula=q%5E2/2+a*sin(q/a);a=0.05&step=0.5&seed=7";
    let (expected, problems) = Link::read(meant);
    assert!(problems.is_empty(), "{problems:?}");
    let encoded = meant
        .replace('%', "%25")
        .replace('=', "%3D")
        .replace('&', "%26");
    for text in [
        meant.replace('&', "&amp;"),
        encoded.clone(),
        encoded.to_lowercase(),
        format!("%23{encoded}"),
        format!("#{meant}"),
        format!("?{meant}"),
        format!("https://example.org/v/0.1.0/?{meant}"),
        format!("https://example.org/index.html?lang=de#{meant}"),
        format!("index.html?lang=de&{meant}"),
        format!("<https://example.org/#{meant}>"),
        format!("https://example.org/#{encoded}"),
        format!("  {meant}\n"),
        format!("%20{meant}%0A"),
        format!("{meant})"),
        format!("{meant},"),
        format!("{meant}>."),
        format!("{meant}%3E"),
    ] {
        let (read, problems) = Link::read(&text);
        assert!(problems.is_empty(), "{text}: {problems:?}");
        assert_eq!(read, expected, "{text}");
    }
    // A bracket of the formula is none of a sentence.
    let (read, problems) = Link::read("v=3&formula=q^2/2+cos(q)");
    assert!(problems.is_empty() && read.write().ends_with("cos(q)"));
    let (read, problems) = Link::read("(see v=3&formula=q^2/2+cos(q)).");
    assert!(!problems.is_empty() && !read.run);
}

/// A link that was cut shows what is left of its formula, and does not run another.
#[test]
fn a_link_cut_within_its_formula_keeps_the_text() {
    for (cut, formula) in [
        ("q%5E2/2+0.1*sin(q/0.", "q^2/2+0.1*sin(q/0."),
        ("q^2/2+0.1*sin(q%2", "q^2/2+0.1*sin(q%2"),
        ("q^2/2+", "q^2/2+"),
        ("if(q>0,q^2", "if(q>0,q^2"),
    ] {
        let (link, problems) = Link::read(&format!("v=3&run&formula={cut}"));
        assert_eq!(problems[0].given.as_deref(), Some(formula), "{cut}");
        assert_eq!(problems[0].instead.as_deref(), Some("test1"));
        assert!(!link.run);
    }
}
