//! The potential learned from a file of positions and forces: as right as that of a run, with bands
//! that hold.

mod command;
mod on_page;
mod walk;

use columns::Table;
use stepsieve::study::{Row, Verdict, conduct};
use trajectory::{Refusal, Settings, TrajectoryFit, fit};
use walk::{Walk, experiment};

/// Two scales of ripples on a parabola; the larger step sees neither, the smaller one the longer.
const PARABOLA: &str = "v=3&preset=test1&step=0.5";
const RIPPLE: &str = "v=3&preset=test1&step=0.065";
/// Three wells under ripples, at a step with little bias, and `Z` of the ripples there.
const WELLS: &str = "v=3&preset=test5&step=0.03";
const WELLS_NOISE: [&[f64]; 2] = [&[0.03, -0.015], &[-0.015, 0.015]];
const CUBE: &str = "v=3&formula=(x^2%2By^2%2Bz^2)/2%2Ba*(sin(x/a)%2Bsin(y/a)%2Bsin(z/a));a=1e-3&reference=(x^2%2By^2%2Bz^2)/2&step=0.1&calibration_steps=3e6";
const CUBE_NOISE: [&[f64]; 3] = [&[0.05, 0.0, 0.0], &[0.0, 0.05, 0.0], &[0.0, 0.0, 0.05]];

/// Fits a walk to the forces of an experiment's reference.
fn fitted(walk: &Walk, link: &str, settings: &Settings) -> Result<TrajectoryFit, Refusal> {
    let (_, reference) = experiment(link).reference_formula().unwrap().unwrap();
    let reference = reference.compile().unwrap();
    let bytes = walk.npy();
    let open = || Table::new(bytes.as_slice());
    fit(open, None, settings, |_| Ok(Some(reference)), |_, _| {})
}

fn row<'a>(fit: &'a TrajectoryFit, code: &str) -> &'a Row {
    let row = fit.checks.iter().find(|row| row.code == code);
    row.unwrap_or_else(|| panic!("no check {code}"))
}

fn with_region(link: &str) -> Settings {
    Settings {
        region: Some(experiment(link).region),
        ..Settings::default()
    }
}

#[test]
fn its_error_is_that_of_a_runs_own() {
    let (wells, cube) = (Some(&WELLS_NOISE[..]), Some(&CUBE_NOISE[..]));
    for (link, noise, steps, most) in [
        (PARABOLA, None, 1 << 14, 0.004),
        (WELLS, wells, 1 << 15, 0.01),
        (CUBE, cube, 1 << 15, 0.02),
    ] {
        let walk = Walk::new(link, 1, noise, steps);
        let learned = fitted(&walk, link, &with_region(link)).unwrap();
        let run = conduct(
            experiment(&format!("{link}&steps={}", 64 * steps)),
            2,
            |_| {},
        );
        let of_run = run.unwrap().outcome().reference.unwrap().rmse;
        let scored = learned.reference.unwrap();
        let near = scored.rmse < 3.0 * of_run && scored.rmse < most;
        assert!(near, "{link}: {scored:?}, but {of_run} of a run");
        let doubted = learned
            .checks
            .iter()
            .find(|row| row.verdict > Verdict::Pass);
        assert_eq!(doubted, None, "{link}");
    }
}

#[test]
fn its_bands_hold_over_twenty_seeds() {
    for (link, noise, steps) in [
        (PARABOLA, None, 1 << 12),
        (WELLS, Some(&WELLS_NOISE[..]), 1 << 13),
    ] {
        let (mut held, mut rmse) = (Vec::new(), Vec::new());
        for seed in 1..=20 {
            let walk = Walk::new(link, seed, noise, steps);
            let learned = fitted(&walk, link, &with_region(link)).unwrap();
            let scored = learned.reference.unwrap();
            held.push(scored.held);
            rmse.push(scored.rmse);
        }
        let mean = held.iter().sum::<f64>() / held.len() as f64;
        assert!(mean > 0.9, "{link}: {mean} {held:?} {rmse:?}");
    }
}

/// The residual's covariance is Z over the step's length, as of a run.
#[test]
fn the_residual_gives_the_noise() {
    let walk = Walk::new(WELLS, 3, Some(&WELLS_NOISE[..]), 1 << 13);
    let learned = fitted(&walk, WELLS, &Settings::default()).unwrap();
    let residual = learned.residual.unwrap();
    let summed = residual.summed.unwrap();
    for i in 0..2 {
        for j in 0..2 {
            let exact = WELLS_NOISE[i][j] / 0.03;
            let off = (residual.covariance[i][j] - exact).abs();
            assert!(off < 0.03, "{:?}", residual.covariance);
            assert!((summed[i][j] - exact).abs() < 0.15, "{summed:?}");
        }
    }
}

/// Nothing but the mesh decides what averages out; it may be told, or follow from the rows.
#[test]
fn the_mesh_is_a_setting() {
    let walk = Walk::new(RIPPLE, 1, None, 1 << 14);
    let meshed = |mesh: Option<f64>| {
        let settings = Settings {
            mesh: mesh.map(|h| vec![h]),
            ..with_region(RIPPLE)
        };
        fitted(&walk, RIPPLE, &settings).unwrap()
    };
    let own = meshed(None);
    let flight = own.mesh[0] / 1.5;
    // A step of 0.065 at a momentum of standard deviation σ.
    assert!((flight / 0.065 - own.temperature.sqrt()).abs() < 0.2 * own.temperature.sqrt());
    let [same, coarse] = [own.mesh[0], 1.0].map(|h| meshed(Some(h)));
    assert_eq!(own.energy, same.energy);
    let rmse = |fit: &TrajectoryFit| fit.reference.unwrap().rmse;
    assert!(
        rmse(&own) < 0.25 * rmse(&coarse),
        "{} {}",
        rmse(&own),
        rmse(&coarse)
    );
}

#[test]
fn what_the_rows_do_not_tell_is_said() {
    let walk = Walk::new(PARABOLA, 1, None, 1 << 10);
    // Forces in place of gradients turn the well into a hill.
    let mut turned = Walk {
        dimension: 1,
        rows: walk.rows.clone(),
    };
    turned.rows.chunks_mut(2).for_each(|row| row[1] = -row[1]);
    let learned = fitted(&turned, PARABOLA, &Settings::default()).unwrap();
    assert_eq!(row(&learned, "inwards").verdict, Verdict::Fail);
    // A gap divides U into two pieces.
    let rows = walk.rows.chunks(2).filter(|row| row[0].abs() > 1.0);
    let rows: Vec<f64> = rows.flatten().copied().collect();
    let parted = Walk { dimension: 1, rows };
    let settings = Settings {
        mesh: Some(vec![0.6]),
        ..Settings::default()
    };
    let learned = fitted(&parted, PARABOLA, &settings).unwrap();
    assert_eq!(
        (learned.pieces, row(&learned, "one-piece").verdict),
        (2, Verdict::Fail)
    );
    // Rows in any order leave the mesh to be told, and nothing of the whiteness.
    let mut pairs: Vec<&[f64]> = walk.rows.chunks(2).collect();
    let half = pairs.len() / 2;
    let mixed: Vec<&[f64]> = (0..half)
        .flat_map(|n| [pairs[n * 7919 % half], pairs[half + n * 104_729 % half]])
        .collect();
    pairs = mixed;
    let mixed = Walk {
        dimension: 1,
        rows: pairs.concat(),
    };
    let refused = fitted(&mixed, PARABOLA, &Settings::default()).unwrap_err();
    assert!(
        format!("{refused:?}").contains("set the mesh"),
        "{refused:?}"
    );
    let learned = fitted(&mixed, PARABOLA, &settings).unwrap();
    assert_eq!(row(&learned, "white-rows").verdict, Verdict::Warn);
    assert!(learned.residual.unwrap().summed.is_none());
    // A single place tells nothing.
    let still = Walk {
        dimension: 1,
        rows: vec![0.5; 2000],
    };
    let refused = fitted(&still, PARABOLA, &settings).unwrap_err();
    assert!(
        format!("{refused:?}").contains("all the same"),
        "{refused:?}"
    );
}

#[test]
fn a_circle_has_no_end() {
    let link = "v=3&formula=cos(q)%2B0.01*sin(q/0.01)&reference=cos(q)&step=0.3&friction=0.15&periodic=2*pi";
    let walk = Walk::new(link, 1, None, 1 << 13);
    let settings = Settings {
        periods: vec![Some(2.0 * std::f64::consts::PI)],
        ..Settings::default()
    };
    let learned = fitted(&walk, link, &settings).unwrap();
    let scored = learned.reference.unwrap();
    assert!(
        scored.rmse < 0.02 && learned.outside == 0,
        "{scored:?} {learned:?}"
    );
}
