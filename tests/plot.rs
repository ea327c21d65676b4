//! Every figure, on a backend that counts the drawing commands.

mod canvas;

use canvas::{Counting, Seen};
use plotters::prelude::IntoDrawingArea;
use std::cell::RefCell;
use std::rc::Rc;
use stepsieve::experiment::{Experiment, Figure, Link};
use stepsieve::plot::{Exhibit, Look, Theme, alternative, draw, english, probe, table};
use stepsieve::sampling::Runner;
use stepsieve::study::{Envelope, Hidden, Snapshot, Stage, Study};

fn experiment(link: &str) -> Experiment {
    Link::read(link).0.experiment
}

/// The snapshot of a run after `rounds` windows of each block.
fn snapshot(experiment: &Experiment, rounds: usize) -> Snapshot {
    let mut study = Study::new(experiment.clone()).unwrap();
    let mut runner = Runner::new(experiment, &study.jobs()).unwrap();
    while study.progress().stage == Stage::Calibrate {
        runner.advance_round();
        let mut next = false;
        for report in runner.reports() {
            next |= study.absorb(report).unwrap();
        }
        if next {
            runner = Runner::new(experiment, &study.jobs()).unwrap();
        }
    }
    for round in 0..rounds {
        runner.advance_round();
        if round % 8 == 0 || round + 1 == rounds {
            for report in runner.reports() {
                study.absorb(report).unwrap();
            }
            study.snapshot();
        }
    }
    study.snapshot()
}

/// An experiment with an outcome of its own.
fn exhibit(experiment: &Experiment, snapshot: Option<&Snapshot>) -> Exhibit {
    let empty = Exhibit::new(experiment.clone(), Hidden::default());
    match snapshot {
        Some(snapshot) => empty.with(snapshot.clone()).unwrap(),
        None => empty,
    }
}

fn of(snapshot: &Snapshot) -> Exhibit {
    exhibit(&snapshot.asked, Some(snapshot))
}

/// Draws one figure, looks it up and describes it; returns what was drawn.
fn drawn(
    experiment: &Experiment,
    snapshot: Option<&Snapshot>,
    figure: Figure,
    size: (u32, u32),
    ratio: f64,
) -> Seen {
    beside(experiment, snapshot, None, figure, size, ratio)
}

/// Draws one figure of an outcome in a wide panel.
fn wide(experiment: &Experiment, snapshot: &Snapshot, figure: Figure) -> Seen {
    drawn(experiment, Some(snapshot), figure, (600, 360), 1.0)
}

/// Draws one figure beside the outcome of another run.
fn beside(
    experiment: &Experiment,
    snapshot: Option<&Snapshot>,
    other: Option<&Snapshot>,
    figure: Figure,
    (width, height): (u32, u32),
    ratio: f64,
) -> Seen {
    let (exhibit, other) = (exhibit(experiment, snapshot), other.map(of));
    let scene = exhibit.scene(figure, None, None).unwrap();
    let content = exhibit.content(&scene, other.as_ref());
    let seen = Rc::new(RefCell::new(Seen::default()));
    let size = (
        (f64::from(width) * ratio) as u32,
        (f64::from(height) * ratio) as u32,
    );
    let area = Counting {
        size,
        seen: Rc::clone(&seen),
    }
    .into_drawing_area();
    let geometry = draw(
        &area,
        figure,
        &content,
        &Look {
            moment: 1.0,
            both: true,
            say: &english,
            theme: Theme::Light,
            ratio,
        },
    )
    .unwrap();
    for i in 0..20 {
        let (x, y) = (
            f64::from(size.0) * f64::from(i) / 19.0,
            f64::from(size.1) * 0.4,
        );
        if let Some(readout) = probe(figure, &geometry, &content, x, y) {
            assert!(
                !readout.lines.is_empty() && readout.x.is_finite() && readout.y.is_finite(),
                "{readout:?}"
            );
        }
    }
    assert!(alternative(figure, &content).len() > 20);
    drop(area);
    Rc::try_unwrap(seen).unwrap().into_inner()
}

/// The snapshot of a finished run.
fn finished(experiment: &Experiment) -> Snapshot {
    let mut study = Study::new(experiment.clone()).unwrap();
    while !study.progress().complete {
        let mut runner = Runner::new(experiment, &study.jobs()).unwrap();
        let mut remains = true;
        while remains {
            // A few snapshots on the way, for the figure of convergence.
            for _ in 0..8 {
                remains = runner.advance_round();
            }
            for report in runner.reports() {
                study.absorb(report).unwrap();
            }
            study.snapshot();
        }
    }
    study.snapshot()
}

/// True if the figure has content once a run has progressed far enough.
fn shows(figure: Figure, snapshot: &Snapshot) -> bool {
    match figure {
        Figure::Noise => snapshot.outcome.noise_covariance.is_some(),
        Figure::Portrait | Figure::Mean | Figure::Correlation | Figure::Equilibrium => {
            snapshot.outcome.comparison.is_some()
        }
        Figure::Beside => snapshot.outcome.baselines.is_some(),
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
                    Figure::Noise | Figure::Portrait | Figure::Scales | Figure::Beside
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
    let baselines = texts(Figure::Beside);
    assert!(baselines.iter().any(|text| text == "V filtered"));
    assert!(baselines.iter().any(|text| text.contains("slice")));
    let exhibit = of(&snapshot);
    let scene = exhibit.scene(Figure::Beside, None, None).unwrap();
    let table = table(Figure::Beside, &exhibit.content(&scene, None));
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
            both: true,
            say: &english,
            theme: Theme::Dark,
            ratio: 1.0,
        },
    )
    .unwrap();
}

/// Columns of the table behind the figure of the momenta: centres, densities, and the share
/// outside.
fn momenta_of(experiment: &Experiment, snapshot: &Snapshot) -> (Vec<f64>, Vec<f64>, f64, String) {
    let exhibit = exhibit(experiment, Some(snapshot));
    let scene = exhibit.scene(Figure::Momenta, None, None).unwrap();
    let content = exhibit.content(&scene, None);
    let table = table(Figure::Momenta, &content);
    assert_eq!(table.columns[..3], ["momentum_q", "density_q", "outside_q"]);
    let column = |c: usize| table.rows.iter().filter_map(|row| row[c]).collect();
    let outside = table.rows[0][2].unwrap();
    let words = alternative(Figure::Momenta, &content);
    (column(0), column(1), outside, words.text)
}

#[test]
fn the_histogram_of_momenta_follows_the_data_and_its_area_is_one() {
    const FORMULA: &str = "q^2/2%2B0.05*sin(q/0.05)%2B0.001*sin(q/0.001)";
    for link in [
        // Noise ten times as strong as two forces one step apart suggest.
        "formula=q^4/4%2B1.5*a*sin(q/a);a=0.004&step=0.2&friction=0.2&lower=-3&upper=3".to_owned(),
        "preset=test1&step=0.001".to_owned(),
        "preset=test1&step=0.065".to_owned(),
        "preset=test1&step=0.5".to_owned(),
        format!("formula=1e-4*({FORMULA})&step=50&friction=0.001&p_spread=0.02"),
        format!("formula=500*({FORMULA})&step=0.02&friction=2"),
    ] {
        let experiment = experiment(&format!("v=3&{link}&steps=1e6"));
        let snapshot = finished(&experiment);
        let (axis, density, outside, words) = momenta_of(&experiment, &snapshot);
        let width = axis[1] - axis[0];
        let area: f64 = density.iter().map(|d| d * width).sum();
        assert!(
            (area + outside - 1.0).abs() < 1e-9,
            "{link}: {area}, {outside}"
        );
        assert!(outside < 1e-3, "{link}: {outside}");
        assert_eq!(words.contains("outside"), outside > 0.0, "{words}");
        let squares = axis.iter().zip(&density).map(|(p, d)| p * p * d * width);
        let (read, known) = (
            squares.sum::<f64>(),
            snapshot.outcome.momentum.symmetric_covariance[0][0],
        );
        assert!((read / known - 1.0).abs() < 0.02, "{link}: {read}, {known}");
        // Neither lost in empty bins nor truncated.
        assert!((64..=128).contains(&axis.len()), "{link}");
        assert!(axis[axis.len() - 1] / known.sqrt() < 14.0, "{link}");
        wide(&experiment, &snapshot, Figure::Momenta);
    }
}

#[test]
fn what_lies_outside_the_histogram_of_momenta_is_told() {
    let experiment = experiment("preset=test1&step=0.5&walkers=64");
    let mut snapshot = snapshot(&experiment, 6);
    snapshot.outcome.momentum.distribution[0].outside = 0.0123;
    let seen = wide(&experiment, &snapshot, Figure::Momenta);
    let label = "momentum p, 1.23 % outside";
    assert!(seen.texts.iter().any(|t| t == label), "{:?}", seen.texts);
    let (.., words) = momenta_of(&experiment, &snapshot);
    assert!(words.contains("1.23 % outside"), "{words}");
}

#[test]
fn an_unknown_error_has_no_band_and_no_number() {
    let experiment = experiment("preset=test1&step=0.5&walkers=64");
    let figure = Figure::Convergence;
    let mut snapshot = snapshot(&experiment, 30);
    snapshot.convergence.truncate(2);
    for (first, bands) in [(0.01, 1), (f64::NAN, 0)] {
        snapshot.convergence[0].standard_error = first;
        snapshot.convergence[1].standard_error = 0.01;
        let seen = drawn(&experiment, Some(&snapshot), figure, (600, 360), 1.0);
        assert_eq!(seen.areas, bands, "{first}");
        let exhibit = of(&snapshot);
        let scene = exhibit.scene(figure, None, None).unwrap();
        let table = table(figure, &exhibit.content(&scene, None));
        assert_eq!(table.rows[0][2].is_some(), first.is_finite());
    }
}

#[test]
fn what_lies_outside_its_panel_is_left_out_and_told() {
    let experiment =
        experiment("v=3&kind=scan&preset=test1&scan_steps=2e5&decompose=false&refine=0");
    let mut snapshot = finished(&experiment);
    let mut look = |kurtosis: f64| {
        let point = &mut snapshot.outcome.scan.as_mut().unwrap()[0];
        (point.excess_kurtosis, point.excess_kurtosis_error) = (kurtosis, 0.01);
        let figure = Figure::Staircase;
        let seen = drawn(&experiment, Some(&snapshot), figure, (600, 360), 1.0);
        (seen.lines, words_of(&snapshot, figure))
    };
    let ((all, plain), (left, told)) = (look(0.3), look(30.0));
    assert!(left < all, "{left}, {all}");
    assert!(!plain.contains("beyond"), "{plain}");
    assert!(told.contains("beyond its panel"), "{told}");
}

#[test]
fn an_empty_figure_says_why_it_is_empty() {
    let experiment = experiment("preset=test1&step=0.5&walkers=64");
    let mut snapshot = snapshot(&experiment, 6);
    let expect = |snapshot: &Snapshot, figure, reason: &str| {
        let seen = drawn(&experiment, Some(snapshot), figure, (250, 220), 1.0);
        assert!(seen.cut.is_empty() && seen.texts == [reason], "{seen:?}");
        let said = words_of(snapshot, figure);
        assert_eq!(said, format!("Empty chart: {reason}."));
    };
    snapshot.outcome.truncations = None;
    expect(&snapshot, Figure::Beside, "shown when the run is complete");
    expect(
        &snapshot,
        Figure::Agreement,
        "shown when the run is complete",
    );
    snapshot.outcome.complete = true;
    expect(&snapshot, Figure::Agreement, "nothing learned from forces");
    expect(&snapshot, Figure::Beside, "no curves: they are hidden here");
    snapshot.outcome.baselines = Some(Vec::new());
    expect(&snapshot, Figure::Beside, "no curves: nothing was learned");
    snapshot.outcome.potential.density.fill(0.0);
    expect(&snapshot, Figure::Positions, "no walker is in the region");
}

fn words_of(snapshot: &Snapshot, figure: Figure) -> String {
    let exhibit = of(snapshot);
    let scene = exhibit.scene(figure, None, None).unwrap();
    alternative(figure, &exhibit.content(&scene, None)).text
}
