//! The potential learned from the forces: its error, its agreement with the positions, and the noise
//! that it leaves over.

use stepsieve::experiment::Link;
use stepsieve::study::{Outcome, Row, Verdict, conduct};

fn learn(link: &str) -> Outcome {
    let (link, problems) = Link::read(link);
    assert_eq!(problems, []);
    conduct(link.experiment, 2, |_| {}).unwrap().outcome()
}

fn row<'a>(outcome: &'a Outcome, code: &str) -> &'a Row {
    let rows = &outcome.trust.as_ref().unwrap().rows;
    rows.iter().find(|row| row.code == code).unwrap()
}

/// Errors of energy and force with a fraction of the presets' steps.
#[test]
fn it_is_right_where_positions_are_not() {
    for (link, energy, force, positions) in [
        // The invariant density has fine structure here.
        ("v=2&preset=test1&step=0.42&steps=1e7", 0.008, 0.03, 0.03),
        ("v=2&preset=test1&step=0.065&steps=1e7", 0.002, 0.04, 0.0),
        ("v=2&preset=test2&step=0.3&steps=1e7", 0.008, 0.03, 0.02),
        // Stiff wells: an error of the order of δ².
        (
            "v=2&preset=test5&step=0.05163&steps=1.6e7",
            0.01,
            0.05,
            0.04,
        ),
    ] {
        let outcome = learn(link);
        let (scored, forces) = (outcome.reference.unwrap(), outcome.forces.unwrap());
        let found = [
            forces.rmse.unwrap(),
            forces.force_rmse.unwrap(),
            scored.rmse,
        ];
        assert!(
            found[0] < energy && found[1] < force && found[2] > positions,
            "{link}: {found:?}"
        );
        // The data may choose coarser knots than the step allows, never finer.
        let mut knots = forces.knots.iter().zip(&forces.finest);
        assert!(knots.all(|(h, least)| h >= least), "{link}: {forces:?}");
    }
}

/// Where the wells are as fine as the finest mesh that the step allows, the outcome says so.
#[test]
fn scales_without_a_gap_are_not_separable() {
    let separable = |link: &str| row(&learn(link), "separable").clone();
    let mixed = separable("v=3&preset=test3&step=0.1309&steps=4e6");
    assert_eq!(mixed.verdict, Verdict::Warn, "{mixed:?}");
    // A pit narrower than a flight, which neither estimate follows.
    let pit = "v=3&formula=(x^2+y^2)/2-0.5*exp(-((x-1)^2+(y-0.5)^2)/0.01)+0.0005*sin(x/0.0005)+0.0005*sin(y/0.0005)&step=0.15&lower=-3.5,-3.5&upper=3.5,3.5&steps=8e6";
    let pit = separable(pit);
    assert_eq!(pit.verdict, Verdict::Warn, "{pit:?}");
    for link in [
        "v=3&preset=test1&step=0.5&steps=4e6",
        "v=3&preset=test4&steps=4e6",
    ] {
        let wide = separable(link);
        assert_eq!(wide.verdict, Verdict::Pass, "{link}: {wide:?}");
    }
}

/// No number of any version but the third depends on the forces; in the third they are the
/// potential.
#[test]
fn only_version_3_takes_its_potential_from_the_forces() {
    let [second, third] =
        ["v=2", "v=3"].map(|version| learn(&format!("{version}&preset=test1&step=0.42&steps=2e6")));
    assert!(second.positions.is_none());
    let (positions, forces) = (third.positions.unwrap(), third.forces.unwrap());
    let scored = third.reference.unwrap();
    assert!((forces.rmse.unwrap() - scored.rmse).abs() < 1e-12);
    // A mesh for both: no feature of the positions' estimate is finer than the step can mean.
    let [meshed, second] = [positions.rmse.unwrap(), second.reference.unwrap().rmse];
    assert!(meshed < 0.3 * second, "{meshed} {second}");
    assert!(scored.rmse < 0.5 * meshed, "{} {meshed}", scored.rmse);
    let explicit = learn("v=2&preset=test1&step=0.42&steps=2e6&fit=force-spline");
    assert_eq!(explicit.potential, third.potential);
}

/// The covariance of the residual force is Z in any dimension, also where Algorithm 1 is wrong:
/// there every other check but those of agreement and calibration holds.
#[test]
fn the_residual_force_gives_the_noise() {
    for (link, exact) in [
        ("v=2&preset=test1&step=0.5&steps=2e6", vec![vec![0.5]]),
        (
            "v=2&preset=test5&steps=1e7&calibration_steps=3e6",
            vec![vec![0.03, -0.015], vec![-0.015, 0.015]],
        ),
        (
            "v=2&formula=(x^2+y^2+z^2)/2+a*(sin(x/a)+sin(y/a)+sin(z/a));a=1e-3&step=0.1&steps=2e6&calibration_steps=3e6",
            vec![
                vec![0.05, 0.0, 0.0],
                vec![0.0, 0.05, 0.0],
                vec![0.0, 0.0, 0.05],
            ],
        ),
    ] {
        let outcome = learn(&link.replace('+', "%2B"));
        let noise = outcome.forces.unwrap().noise.unwrap();
        let largest = exact[0][0];
        for (i, row) in exact.iter().enumerate() {
            for (j, z) in row.iter().enumerate() {
                let (found, error) = (noise.covariance[i][j], noise.covariance_error[i][j]);
                assert!((found - z).abs() < 0.02 * largest, "{link}: {noise:?}");
                assert!(error > 0.0 && error < 0.01 * largest, "{link}: {noise:?}");
                assert!(
                    (noise.summed[i][j] - z).abs() < 0.15 * largest,
                    "{link}: {noise:?}"
                );
            }
        }
    }
}

#[test]
fn positions_and_forces_check_each_other() {
    let agree = learn("v=2&preset=test1&step=0.5&steps=1e7");
    assert_eq!(row(&agree, "agreement").verdict, Verdict::Pass);
    // With the forces as the potential, the same is a doubt.
    for (version, verdict) in [("v=2", Verdict::Fail), ("v=3", Verdict::Warn)] {
        let link = "&formula=q^2/2%2B0.001*sin(q/0.001)&step=0.5&friction=1&steps=4e6";
        let strong = learn(&format!("{version}{link}"));
        let found = row(&strong, "agreement");
        assert_eq!(found.verdict, verdict, "{found:?}");
        assert!(
            found
                .reason
                .contains("The forces are more likely to be right")
        );
    }
}

/// Strong friction makes the wells of the positions too steep; the forces are as they were.
#[test]
fn strong_friction_is_told() {
    let link = |friction: f64| {
        learn(&format!(
            "v=2&formula=q^2/2%2B0.001*sin(q/0.001)&reference=q^2/2&step=0.5&friction={friction}&steps=4e6"
        ))
    };
    for (friction, verdict) in [
        (0.1, Verdict::Pass),
        (1.5, Verdict::Warn),
        (4.0, Verdict::Fail),
    ] {
        let outcome = link(friction);
        let found = row(&outcome, "friction");
        assert_eq!(found.verdict, verdict, "{found:?}");
        assert!((found.number.unwrap() - 0.5 * friction).abs() < 1e-12);
        assert!(outcome.forces.as_ref().unwrap().rmse.unwrap() < 0.02);
        if verdict == Verdict::Fail {
            assert!(found.reason.contains("Choose a smaller friction"));
            assert!(outcome.reference.as_ref().unwrap().rmse > 0.1);
        }
    }
}

/// A region that cuts off a third of the positions is no reason to call the noise coloured.
#[test]
fn a_cut_region_leaves_the_noise_white() {
    let outcome = learn("v=2&preset=test1&step=0.5&lower=-1.5&upper=1.5&steps=1e7");
    assert!(row(&outcome, "region").number.unwrap() > 0.3);
    for code in ["white", "white-square", "even"] {
        assert_eq!(row(&outcome, code).verdict, Verdict::Pass, "{code}");
    }
}

/// Whatever is missing, every number that is there is one.
#[test]
fn no_edge_makes_a_number_that_is_none() {
    for link in [
        "v=3&preset=test1&walkers=1&steps=1e5",
        "v=3&preset=test1&bins=8&steps=1e5",
        "v=3&preset=test1&resample=false&steps=1e5",
        "v=3&preset=test1&step=0.5&lower=-0.01&upper=0.01&steps=1e6",
        "v=3&preset=test1&step=0.5&lower=50&upper=60&steps=1e5",
        "v=3&preset=test1&step=0.5&lower=-1000&upper=1000&steps=1e5",
        "v=3&preset=test1&step=0.5&friction=1e-4&steps=1e5",
        "v=3&formula=q^2/2&step=0.1&steps=1e5",
        "v=3&formula=exp(q^2)&step=0.1&steps=1e5",
        "v=3&preset=test4&calibration=off&bins=8,8&steps=1e5",
    ] {
        let outcome = learn(link);
        let known = |values: &[Option<f64>]| values.iter().flatten().all(|x| x.is_finite());
        assert!(known(&outcome.potential.energy), "{link}");
        assert!(known(&outcome.potential.standard_error), "{link}");
        let Some(forces) = &outcome.forces else {
            continue;
        };
        let [energy, error] = outcome.from_forces().unwrap();
        assert!(known(energy) && known(error), "{link}");
        assert!(forces.rmse.is_none_or(f64::is_finite), "{link}");
        let widths = forces.knots.iter().zip(&forces.finest);
        assert!(
            widths.into_iter().all(|(h, least)| h >= least),
            "{link}: {forces:?}"
        );
    }
}

/// Two deep wells, of which the walkers start in the shallower one.
const TWO_WELLS: &str = "v=3&formula=20*(q^2-1)^2%2B3*q%2B0.001*sin(q/0.001)&lower=-2&upper=2&steps=2e6&reference=20*(q^2-1)^2%2B3*q";

#[test]
fn a_well_that_no_walker_reached_is_named() {
    let start = "&step=0.05&friction=0.2&q_mean=1&q_spread=0.05";
    let outcome = learn(&format!("{TWO_WELLS}{start}"));
    let missed = row(&outcome, "unvisited");
    assert_eq!(missed.verdict, Verdict::Fail);
    assert!(
        missed.reason.contains("V is low about q = −1"),
        "{}",
        missed.reason
    );
    assert!(outcome.summary.starts_with("Do not trust"));
    let found = learn("v=3&preset=test1&step=0.5&steps=1e6");
    assert_eq!(row(&found, "unvisited").verdict, Verdict::Pass);
}

/// The forces determine no constant between two pieces, and no accuracy is reached without it.
#[test]
fn a_depth_that_nothing_tells_is_not_claimed() {
    let outcome = learn(&format!("{TWO_WELLS}&step=0.07&friction=0.7&accuracy=0.01"));
    assert_eq!(outcome.forces.as_ref().unwrap().pieces, 2);
    assert_eq!(row(&outcome, "visits").number, Some(0.0));
    let reference = outcome.reference.as_ref().unwrap();
    assert!(reference.rmse > 1.0, "{}", reference.rmse);
    assert!(outcome.potential.band.unwrap() > 2.0 * reference.max_error);
    assert!(outcome.warnings.iter().any(|w| w.code == "accuracy"));
}

/// Each tells of what is unknown, and none passes.
#[test]
fn a_check_without_data_does_not_pass() {
    let cut = learn("v=3&preset=test1&step=0.5&lower=0.9&upper=1.5&steps=1e6");
    assert_eq!(row(&cut, "region").verdict, Verdict::Fail);
    for code in ["fine-structure", "white", "even", "agreement"] {
        let row = row(&cut, code);
        assert_eq!((row.verdict, row.number), (Verdict::Warn, None), "{code}");
    }
    let short = learn("v=3&preset=test1&step=0.5&steps=1000");
    assert_eq!(row(&short, "samples").number, None);
    // A few hot walkers leave errors larger than any difference of interest.
    let hot = learn(&format!("{TWO_WELLS}&step=0.05&friction=0.2"));
    let agreement = row(&hot, "agreement");
    assert_eq!((agreement.verdict, agreement.number), (Verdict::Warn, None));
    // Too few flights to learn from, and no momentum to measure a flight by.
    let strong = learn("v=3&preset=test1&step=0.5&friction=20&steps=1e6");
    assert!(strong.forces.is_none());
    assert!(
        row(&strong, "agreement")
            .reason
            .contains("Friction this strong")
    );
}

/// In two dimensions cells are too wide for ripples that the density of the walkers shows: forces at
/// the walkers' own places make the wells 2 % too flat, an error of 0.016, in a run of any length.
#[test]
fn ripples_in_the_density_leave_no_force_in_two_dimensions() {
    let outcome = learn(
        "v=3&formula=-cos(x)%2By^2/2%2B0.01*sin(203*x)%2B0.01*sin(180*y)&reference=-cos(x)%2By^2/2&periodic=2*pi,0&lower=0,-3&upper=6.28,3&step=0.2&steps=4e6",
    );
    let found = outcome.reference.unwrap().rmse;
    assert!(found < 0.008, "{found}");
}

/// The region sets no scale of the motion: walkers in wells much smaller than it are not at rest. But
/// a potential at a few bins is none.
#[test]
fn a_region_much_wider_than_the_wells_stops_no_walker() {
    let wide = |edge: u32| {
        learn(&format!(
            "v=3&formula=(q^2-1)^2%2B0.01*sin(q/0.004)&reference=(q^2-1)^2&step=0.12&friction=0.5&steps=1e6&lower=-{edge}&upper={edge}"
        ))
    };
    let outcome = wide(50);
    assert_eq!(outcome.resampled.absorbed, 0);
    assert_eq!(row(&outcome, "filled").verdict, Verdict::Pass);
    assert!(outcome.reference.unwrap().rmse < 0.02);
    assert_eq!(row(&wide(500), "filled").verdict, Verdict::Fail);
}

/// The errors by chance, over short runs in which chance dominates, and those of the difference from
/// the positions.
#[test]
fn errors_by_chance_hold_as_often_as_they_say() {
    let (mut held, mut off, mut bins) = (0.0, 0.0, 0.0);
    for seed in 1..=30 {
        let outcome = learn(&format!("v=3&preset=test1&step=0.5&steps=3e5&seed={seed}"));
        let (learned, reference) = (&outcome.potential, outcome.reference.unwrap());
        let forces = outcome.forces.unwrap();
        let fullest = learned.density.iter().copied().fold(0.0, f64::max);
        for bin in (0..learned.density.len()).filter(|b| learned.density[*b] > 0.02 * fullest) {
            let error = learned.energy[bin].unwrap() - reference.energy[bin].unwrap();
            let chance = learned.chance_error[bin].unwrap();
            held += f64::from(u8::from((error - reference.shift).abs() < 1.96 * chance));
            let apart =
                learned.energy[bin].unwrap() - learned.estimates.density.energy[bin].unwrap();
            let apart = apart / forces.difference_error[bin].unwrap();
            off += apart * apart;
            bins += 1.0;
        }
    }
    let (held, off): (f64, f64) = (held / bins, off / bins);
    assert!((0.9..0.99).contains(&held), "{held}");
    assert!((0.5..1.5).contains(&off), "{off}");
}
