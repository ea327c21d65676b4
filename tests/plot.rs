//! Every figure, on a backend that counts the drawing commands.

mod canvas;
mod contents;
mod drawn;
mod walking;

use canvas::{Counting, Seen};
use drawn::{beside, drawn, exhibit, experiment, finished, of, snapshot, wide};
use plotters::prelude::IntoDrawingArea;
use std::cell::RefCell;
use std::rc::Rc;
use stepsieve::experiment::{Experiment, Figure};
use stepsieve::plot::{Look, Theme, alternative, draw, english, table};
use stepsieve::study::{Envelope, Snapshot};

/// True if the figure has content once a run has progressed far enough.
fn shows(figure: Figure, snapshot: &Snapshot) -> bool {
    match figure {
        Figure::Noise => snapshot.outcome.noise_covariance.is_some(),
        Figure::Portrait | Figure::Mean | Figure::Correlation | Figure::Equilibrium => {
            snapshot.outcome.comparison.is_some()
        }
        Figure::Baselines => snapshot.outcome.baselines.is_some(),
        Figure::Agreement => snapshot.outcome.forces.is_some(),
        Figure::Staircase => snapshot.outcome.scan.is_some(),
        Figure::Scales => {
            let scales = snapshot.outcome.scales.as_ref();
            scales.is_some_and(|s| s.scales.iter().any(|scale| scale.energy.is_some()))
        }
        _ => true,
    }
}

/// Draws every figure at every size; with `far`, each must show something.
fn draw_all(link: &str, experiment: &Experiment, snapshot: Option<&Snapshot>, far: bool) {
    for figure in Figure::ALL {
        for (size, ratio) in [
            ((250, 220), 1.0),
            ((300, 240), 2.0),
            ((600, 360), 1.5),
            ((1200, 480), 3.0),
        ] {
            let seen = drawn(experiment, snapshot, figure, size, ratio);
            let cut = &seen.cut;
            assert!(cut.is_empty(), "{link} {figure:?} {size:?}: {cut:?}");
            assert!(!seen.texts.is_empty());
            // Few enough points to draw in a few milliseconds.
            assert!(seen.points < 20_000, "{figure:?}: {} points", seen.points);
            if far && snapshot.is_some_and(|s| shows(figure, s)) {
                let only_lines = matches!(
                    figure,
                    Figure::Walkers
                        | Figure::Noise
                        | Figure::Portrait
                        | Figure::Scales
                        | Figure::Baselines
                );
                let filled = seen.areas > 0 || only_lines;
                assert!(seen.lines > 3 && filled, "{link} {figure:?}: {seen:?}");
            }
        }
    }
}

#[test]
fn every_figure_at_every_size_is_drawn_whole() {
    for link in [
        "preset=test1&step=0.5",
        "preset=test1&walkers=64",
        "preset=test2&walkers=64",
        "formula=q%5E2/2+0.1*sin(q/0.1)&step=0.6&walkers=64",
        "preset=test4&walkers=64&calibration=off&burn_in=1024",
        "preset=test5&walkers=64&calibration_steps=1e6&burn_in=1024",
        "formula=x^2%2By^2%2Bz^2%2B1e-5*(sin(1e5*x)%2Bsin(1e5*y)%2Bsin(1e5*z))&walkers=64&calibration_steps=1e6&burn_in=1024",
    ] {
        let experiment = experiment(link);
        draw_all(link, &experiment, None, false);
        for rounds in [0, 3, 6, 60] {
            let snapshot = snapshot(&experiment, rounds);
            draw_all(link, &experiment, Some(&snapshot), rounds == 60);
        }
    }
}

#[test]
fn every_figure_of_a_scan_is_drawn_whole() {
    let link = "v=3&kind=scan&preset=test1&scan_steps=4e6&steps=4e6";
    let experiment = experiment(link);
    let snapshot = finished(&experiment);
    assert!(snapshot.outcome.scales.is_some());
    for figure in [Figure::Staircase, Figure::Scales] {
        for size in [(250, 220), (1200, 480)] {
            let seen = drawn(&experiment, Some(&snapshot), figure, size, 1.0);
            assert!(
                seen.cut.is_empty() && seen.lines > 3,
                "{figure:?}: {seen:?}"
            );
        }
    }
}

#[test]
fn in_two_dimensions_the_second_estimate_is_a_map_and_the_baselines_follow_the_slice() {
    let link = "v=3&formula=x^2/2+y^2/2+0.001*sin(x/0.001)+0.001*cos(y/0.001)&lower=-2,-2&upper=2,2\
        &bins=16,16&step=0.1&friction=0.3&walkers=64&steps=1e6";
    let experiment = experiment(link);
    let snapshot = finished(&experiment);
    draw_all(link, &experiment, Some(&snapshot), true);
    let texts = |figure| wide(&experiment, &snapshot, figure).texts;
    for title in ["learned U", "from positions", "difference"] {
        let maps = texts(Figure::Potential);
        assert!(maps.iter().any(|text| text == title), "{title}: {maps:?}");
    }
    let baselines = texts(Figure::Baselines);
    assert!(baselines.iter().any(|text| text == "V filtered"));
    assert!(baselines.iter().any(|text| text.contains("slice")));
    let exhibit = of(&snapshot);
    let scene = exhibit.scene(Figure::Baselines, None, None).unwrap();
    let table = table(Figure::Baselines, &exhibit.content(&scene, None));
    assert!(table.columns[0] == "way" && table.columns.contains(&"filter".to_owned()));
    assert!(table.rows.iter().flatten().flatten().count() > 1000);
}

#[test]
fn what_is_learned_at_two_steps_is_named_by_them_and_has_its_place_on_the_staircase() {
    let coarse = experiment("preset=test1&step=0.5&walkers=64");
    let fine = experiment("preset=test1&step=0.065&walkers=64");
    let scan = experiment("v=3&kind=scan&preset=test1&scan_steps=2e5&decompose=false&refine=0");
    let [a, b] = [&coarse, &fine].map(|experiment| snapshot(experiment, 6));
    for (size, ratio) in [((250, 220), 1.0), ((600, 360), 1.75)] {
        let seen = beside(&coarse, Some(&a), Some(&b), Figure::Potential, size, ratio);
        assert!(seen.cut.is_empty(), "{seen:?}");
        for name in ["learned, δ = 0.5", "learned, δ = 0.065"] {
            assert!(seen.texts.iter().any(|text| text == name), "{seen:?}");
        }
        let scan_found = finished(&scan);
        let scanned = |other| {
            beside(
                &scan,
                Some(&scan_found),
                other,
                Figure::Staircase,
                size,
                ratio,
            )
        };
        assert_eq!(scanned(Some(&b)).lines, scanned(None).lines + 1);
    }
}

#[test]
fn every_figure_of_a_comparison_is_drawn_whole() {
    for link in [
        "preset=fig3&compare.trajectories=128&compare.time=5&steps=4e6&walkers=64",
        "preset=fig8&compare.trajectories=128&compare.time=5&steps=4e6&walkers=64",
        "preset=test4&kind=compare&calibration=off&compare.trajectories=128&compare.time=5&steps=4e6&walkers=64",
    ] {
        let experiment = experiment(link);
        let snapshot = finished(&experiment);
        assert!(snapshot.outcome.comparison.is_some());
        draw_all(link, &experiment, Some(&snapshot), true);
    }
}

/// The collective variable and the first coordinates have a panel each, however many there are.
#[test]
fn the_figures_of_a_comparison_stay_readable_in_many_dimensions() {
    for d in [8, 16] {
        let link = format!(
            "v=3&kind=compare&formula=sum(i,1,{d},x[i]^2/2)%2B1e-4*sum(i,1,{d},sin(1e4*x[i]))&steps=1e5\
             &calibration=off&walkers=256&trajectories=128&time=4&fine_step=0.05"
        );
        let experiment = experiment(&link);
        let snapshot = finished(&experiment);
        let exhibit = exhibit(&experiment, Some(&snapshot));
        for (figure, names) in [
            (
                Figure::Mean,
                ["mean cv", "mean x1", "mean x2", "mean x3"].as_slice(),
            ),
            (
                Figure::Correlation,
                &["correlation of cv", "correlation of x3"],
            ),
            (Figure::Equilibrium, &["cv"]),
            (
                Figure::Portrait,
                &["momentum along x1", "momentum along x3"],
            ),
        ] {
            let seen = drawn(&experiment, Some(&snapshot), figure, (320, 240), 2.0);
            assert!(
                seen.cut.is_empty() && seen.points < 20_000,
                "{figure:?}: {:?}",
                seen.cut
            );
            for name in names {
                let is_shown = seen.texts.iter().any(|text| text == name);
                assert!(is_shown, "{d} {figure:?}: no {name} in {:?}", seen.texts);
            }
            assert!(
                !seen.texts.iter().any(|text| text.contains("x4")),
                "{:?}",
                seen.texts
            );
            let scene = exhibit.scene(figure, None, None).unwrap();
            let content = exhibit.content(&scene, None);
            let table = table(figure, &content);
            assert!(
                !table.rows.is_empty() && table.columns.len() < 60,
                "{:?}",
                table.columns
            );
            let said = alternative(figure, &content).text;
            assert!(said.contains("under the surrogate"), "{said}");
        }
    }
}

#[test]
fn numbers_that_are_none_do_not_stop_a_figure() {
    let experiment = experiment("preset=test1&walkers=64");
    let mut snapshot = snapshot(&experiment, 6);
    let outcome = &mut snapshot.outcome;
    outcome.potential.energy.fill(None);
    outcome.potential.standard_error.fill(None);
    outcome.potential.density.fill(f64::NAN);
    outcome.potential.original_shift = f64::NAN;
    outcome.momentum.symmetric_covariance[0][0] = f64::NAN;
    outcome.momentum.excess_kurtosis[0] = f64::NAN;
    for point in &mut snapshot.convergence {
        point.standard_error = f64::NAN;
        point.rmse = Some(f64::NAN);
        point.inverse_temperature = f64::INFINITY;
    }
    for figure in Figure::ALL {
        drawn(&experiment, Some(&snapshot), figure, (400, 300), 1.0);
    }
}

#[test]
fn an_empty_envelope_is_an_empty_chart() {
    let experiment = experiment("preset=test1");
    let exhibit = exhibit(&experiment, None);
    let mut scene = exhibit.scene(Figure::Potential, None, None).unwrap();
    scene.curves.original = Envelope::default();
    scene.curves.reference = None;
    let content = exhibit.content(&scene, None);
    let seen = Rc::new(RefCell::new(Seen::default()));
    let area = Counting {
        size: (400, 300),
        seen,
    }
    .into_drawing_area();
    draw(
        &area,
        Figure::Potential,
        &content,
        &Look {
            moment: 1.0,
            plane: [0, 1],
            both: true,
            say: &english,
            theme: Theme::Dark,
            ratio: 1.0,
        },
    )
    .unwrap();
}

/// A scan has its figure and its table in any dimension.
#[test]
fn a_scan_of_many_variables_is_drawn() {
    let experiment = experiment(
        "v=3&kind=scan&formula=sum(i,1,4,x[i]^2/2%2B1e-4*sin(1e4*x[i]))&scan_steps=1e5&decompose=false&refine=0",
    );
    let snapshot = finished(&experiment);
    let scan = snapshot.outcome.scan.as_ref().unwrap();
    let seen = drawn(
        &experiment,
        Some(&snapshot),
        Figure::Staircase,
        (600, 360),
        1.0,
    );
    assert!(seen.cut.is_empty() && seen.points > scan.len(), "{seen:?}");
    let exhibit = exhibit(&experiment, Some(&snapshot));
    let scene = exhibit.scene(Figure::Staircase, None, None).unwrap();
    let content = exhibit.content(&scene, None);
    assert_eq!(table(Figure::Staircase, &content).rows.len(), scan.len());
    let said = alternative(Figure::Staircase, &content);
    assert_ne!(said.code(), "beyond-figures");
}
