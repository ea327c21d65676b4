//! The contents of figures: histograms of the momenta, bands, and reasons for empty figures.

use super::drawn::{drawn, exhibit, experiment, finished, of, snapshot, wide, words_of};
use stepsieve::experiment::{Experiment, Figure};
use stepsieve::plot::{alternative, table};
use stepsieve::study::Snapshot;

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
    expect(
        &snapshot,
        Figure::Baselines,
        "shown when the run is complete",
    );
    expect(
        &snapshot,
        Figure::Agreement,
        "shown when the run is complete",
    );
    snapshot.outcome.complete = true;
    expect(&snapshot, Figure::Agreement, "nothing learned from forces");
    expect(
        &snapshot,
        Figure::Baselines,
        "no curves: they are hidden here",
    );
    snapshot.outcome.baselines = Some(Vec::new());
    expect(
        &snapshot,
        Figure::Baselines,
        "no curves: nothing was learned",
    );
    snapshot.outcome.potential.density.fill(0.0);
    expect(&snapshot, Figure::Positions, "no walker is in the region");
}
