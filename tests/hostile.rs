//! Energies that are undefined somewhere or everywhere: such an experiment is read whatever it
//! says, and either it can be drawn and planned or a message says why not.

use plotters::prelude::{IntoDrawingArea, SVGBackend};
use serde_json::json;
use stepsieve::experiment::{Experiment, Figure, Link};
use stepsieve::plot::{Exhibit, Look, Theme, alternative, draw, english, probe, table};
use stepsieve::study::{EnergySampler, Hidden, Study, conduct};

/// Links with a part of the message about them; none if the link can run.
const TABLE: &[(&str, &[&str])] = &[
    (
        "log(q)",
        &["energy is not finite at q = -1.97, where walkers start"],
    ),
    ("sqrt(q)", &["energy is not finite at q = -1.97"]),
    ("q^0.5", &["energy is not finite at q = -1.97"]),
    ("1/0*q", &["not finite at q"]),
    ("q^2/2+log(-1)", &["energy is not finite"]),
    ("0*log(q-9)+1e308*10*q", &["is not finite"]),
    (
        "log(x)%2By",
        &["energy is not finite at x = -3.76, y = -3.76"],
    ),
    ("sqrt(-1-x^2-y^2-z^2)", &["not finite at x"]),
    ("1/(q-q)%2Bq", &["not finite"]),
    ("log(q)&q_mean=5&q_spread=0.5", &[]),
    ("1/q", &[]),
    ("exp(exp(exp(q)))", &[]),
    ("asin(q)", &[]),
    ("tan(q)", &[]),
    ("abs(q)^0.5", &[]),
    ("exp(-1/q^2)", &[]),
    ("(-1)^n*q^2/2;n=2", &[]),
    ("sqrt(q-10)&q_mean=20&lower=10&upper=30", &[]),
    ("sqrt(q-10)&q_mean=20", &["nowhere finite in the region"]),
    ("1", &["does not depend on q"]),
    ("q-q", &["energy is constant"]),
    ("x*y-y*x", &["energy is constant"]),
    ("0*q", &["energy is constant"]),
    ("q^2/2&reference=log(q)", &[]),
    ("q^2/2&reference=log(q-9)", &["reference is nowhere finite"]),
    ("q^2/2&reference=0", &["energy is constant"]),
    ("q^2/2&reference=x", &["not a variable here"]),
    ("q^2/2&reference=q^", &["ends where"]),
    (
        "q^2/2&reference=sum(i,1,1000,sum(j,1,1000,q))",
        &["at most 200000"],
    ),
    (
        "sum(i,1,1000,sum(j,1,1000,sum(k,1,1000,q)))",
        &["at most 200000"],
    ),
    ("1e300*q^2", &[]),
    ("1e-300*q^2", &[]),
    ("exp(1000*q)", &[]),
    ("q^2&lower=1e6&upper=1e6", &["must lie above"]),
    ("q^2&lower=999999&upper=1e6", &[]),
    ("q^2&q_spread=0&p_spread=0", &[]),
    ("sqrt(q)&kind=scan", &["energy is not finite"]),
    ("q^2/2&kind=compare&surrogate=log(q)&third=log(q)", &[]),
    ("q^2/2&kind=compare&third=1", &["energy is constant"]),
    (
        "q^2/2&kind=compare&surrogate=q-q&starts=",
        &["energy is constant"],
    ),
];

/// Draws every figure, as the page would.
fn draw_all(exhibit: &Exhibit) {
    let far = [-1e300, 1e300];
    let slice = vec![1e300; exhibit.experiment().dimension() + 1];
    for figure in Figure::ALL {
        for (zoom, slice) in [(None, None), (Some(far), Some(slice.as_slice()))] {
            let scene = exhibit.scene(figure, zoom, slice).unwrap();
            let content = exhibit.content(&scene, None);
            let look = Look {
                moment: 1.0,
                plane: [0, 1],
                both: true,
                say: &english,
                theme: Theme::Light,
                ratio: 1.0,
            };
            let mut drawing = String::new();
            let area = SVGBackend::with_string(&mut drawing, (600, 300)).into_drawing_area();
            if let Ok(geometry) = draw(&area, figure, &content, &look) {
                let _ = probe(figure, &geometry, &content, 300.0, 150.0);
            }
            let _ = (table(figure, &content), alternative(figure, &content));
        }
    }
}

#[test]
fn any_energy_can_be_drawn_and_is_run_or_refused_in_a_sentence() {
    for (text, said) in TABLE {
        let (link, problems) = Link::read(&format!("v=3&formula={text}&steps=1e4"));
        assert_eq!(problems.len(), said.len(), "{text}: {problems:?}");
        for (problem, said) in problems.iter().zip(*said) {
            assert!(problem.message.contains(said), "{text}: {problem:?}");
            assert!(problem.message.len() < 300 && problem.message.ends_with('.'));
        }
        // The experiment comes back whatever is wrong with it.
        let experiment = link.experiment.clone();
        assert_eq!(Link::read(&link.write()).0, link, "{text}");
        assert_eq!(Experiment::resolve(&json!(experiment)).0, experiment);
        EnergySampler::new(&experiment).unwrap_or_else(|e| panic!("{text}: {e}"));
        draw_all(&Exhibit::new(experiment.clone(), Hidden::default()));
        // An invalid experiment is still planned and run on request.
        let study = Study::new(experiment.clone()).unwrap_or_else(|e| panic!("{text}: {e}"));
        assert!(!study.jobs().is_empty(), "{text}");
        if experiment.compare.is_none() && experiment.scan.is_none() {
            let mut short = experiment;
            short.walkers = Some(64);
            short.burn_in = Some(100);
            if let Some(calibration) = &mut short.calibration {
                calibration.steps = 10_000;
            }
            let snapshot = conduct(short, 2, |_| {}).map(|mut study| study.snapshot());
            let snapshot = snapshot.unwrap_or_else(|e| panic!("{text}: {e}"));
            let empty = Exhibit::new(snapshot.asked.clone(), Hidden::default());
            draw_all(&empty.with(snapshot).unwrap());
        }
    }
}
