//! The verdicts of version 3: what each check that does not pass means for a potential from the
//! forces, and the advice that follows.

use stepsieve::experiment::Link;
use stepsieve::study::{Advice, Outcome, Row, Verdict, conduct};

fn learn(link: &str) -> Outcome {
    let link = format!("v=3&{}", link.replace('+', "%2B"));
    let (link, problems) = Link::read(&link);
    assert_eq!(problems, []);
    let outcome = conduct(link.experiment, 2, |_| {}).unwrap().outcome();
    crate::story::check(&outcome).unwrap_or_else(|wrong| panic!("{wrong}"));
    outcome
}

fn row<'a>(outcome: &'a Outcome, code: &str) -> &'a Row {
    let rows = &outcome.trust.as_ref().unwrap().rows;
    rows.iter().find(|row| row.code == code).unwrap()
}

fn verdict(outcome: &Outcome) -> Verdict {
    outcome.trust.as_ref().unwrap().verdict
}

/// A well that walkers leave for good, and a double well that they do not cross: of all bins that
/// are not joined to the fullest one, the error holds the truth.
#[test]
fn a_piece_of_unknown_depth_is_unknown_as_a_whole() {
    let morse = "formula=2*(1-exp(-q))^2+0.0001*sin(q/0.0001)&reference=2*(1-exp(-q))^2&step=0.1&lower=-1.5&upper=10&friction=0.5";
    let double = "formula=4*(q^2-1)^2+0.001*sin(q/0.001)&reference=4*(q^2-1)^2&step=0.1&lower=-2&upper=2&steps=2e7";
    for (link, worst) in [(morse, Verdict::Warn), (double, Verdict::Fail)] {
        let outcome = learn(link);
        let (learned, reference) = (&outcome.potential, outcome.reference.as_ref().unwrap());
        assert!(outcome.forces.as_ref().unwrap().pieces > 1, "{link}");
        let x = &learned.axes[0];
        let fullest = (0..x.len())
            .max_by(|a, b| learned.density[*a].total_cmp(&learned.density[*b]))
            .unwrap();
        let off = |bin: usize| Some(learned.energy[bin]? - reference.energy[bin]?);
        let least = learned.energy.iter().zip(&learned.standard_error);
        let least = least.filter_map(|(u, e)| u.filter(|_| e.is_some_and(|e| e < 1.0)));
        assert_eq!(least.fold(f64::INFINITY, f64::min), 0.0, "{link}");
        for bin in 0..x.len() {
            let (Some(here), Some(error)) = (off(bin), learned.standard_error[bin]) else {
                continue;
            };
            let apart = (here - off(fullest).unwrap()).abs();
            assert!(
                apart < 5.0 * error + 0.05,
                "{link}: {} {apart} {error}",
                x[bin]
            );
        }
        let found = row(&outcome, "pieces");
        assert_eq!(found.verdict, worst, "{found:?}");
        assert!(
            outcome.summary.contains(&found.reason),
            "{}",
            outcome.summary
        );
        assert_eq!(verdict(&outcome), worst);
    }
}

#[test]
fn an_automatic_burn_in_is_no_longer_than_its_run() {
    // A curvature of 1e-15 across the region, and of −5e-16 in the second.
    for energy in [
        "formula=-2*exp(-q^2)+0.0001*sin(q/0.0001)&lower=-6&upper=6&friction=0.5",
        "formula=cos(pi*q)+0.0001*sin(q/0.0001)&lower=-3&upper=3&friction=0.5",
    ] {
        let outcome = learn(&format!("{energy}&step=0.1&steps=1e5"));
        assert!(outcome.burn_in.steps <= 512, "{:?}", outcome.burn_in);
        assert_eq!(outcome.burn_in.wanted, None);
    }
    let slow = "formula=q^2/2+0.001*sin(q/0.001)&step=0.1&friction=9&steps=1e5&lower=-40&upper=40";
    let slow = slow.replace("q^2/2", "q^2/2000");
    let outcome = learn(&slow);
    assert_eq!(outcome.burn_in.steps, 64 * 512);
    assert!(outcome.burn_in.wanted.unwrap() > 500_000);
    let warned = |outcome: &Outcome| outcome.warnings.iter().any(|w| w.code == "relaxation");
    assert!(warned(&outcome));
    let asked = learn(&format!("{slow}&burn_in=50000"));
    assert!(asked.burn_in.steps >= 50_000 && !warned(&asked));
}

#[test]
fn what_only_the_positions_need_does_not_refute_the_forces() {
    let outcome = learn("preset=test4&calibration=off");
    assert_eq!(row(&outcome, "calibration").verdict, Verdict::Fail);
    assert_eq!(verdict(&outcome), Verdict::Warn);
    assert!(outcome.summary.starts_with("U comes from the forces"));
    assert!(outcome.reference.unwrap().rmse < 0.002);
    let outcome = learn("formula=q^2/2+0.001*sin(q/0.001)&step=0.5&friction=4&steps=4e6");
    assert_eq!(row(&outcome, "friction").verdict, Verdict::Fail);
    assert_ne!(verdict(&outcome), Verdict::Pass);
    // What fails for both does.
    let outcome = learn("preset=test1&step=0.003&steps=1e6");
    assert_eq!(row(&outcome, "chaos").verdict, Verdict::Fail);
    assert!(
        outcome.summary.starts_with("Do not trust"),
        "{}",
        outcome.summary
    );
}

/// The advice where positions and forces disagree.
#[test]
fn a_disagreement_has_the_advice_of_its_cause() {
    let advice = |link: &str| {
        let outcome = learn(link);
        let found = row(&outcome, "agreement");
        assert!(found.verdict > Verdict::Pass, "{link}: {found:?}");
        found.advice.clone()
    };
    for (link, expected) in [
        (
            "preset=test1&bins=8&reference=q^2/2&step=0.2",
            Advice::MoreBins,
        ),
        ("preset=test1&step=0.065&resample=false", Advice::Resampling),
        (
            "formula=2*(1-exp(-q))^2+0.0005*sin(q/0.0005)&reference=2*(1-exp(-q))^2&lower=-1.5&upper=8&friction=0.3&step=0.05",
            Advice::LargerStep,
        ),
        ("preset=test5&step=0.05163", Advice::SmallerStep),
        (
            "formula=q^2/2+0.001*sin(q/0.001)&step=0.5&friction=1.5&steps=4e6",
            Advice::SmallerFriction,
        ),
    ] {
        assert_eq!(advice(link), [expected], "{link}");
    }
}

#[test]
fn a_disagreement_that_passes_is_told_as_one_that_hardly_matters() {
    let outcome = learn("preset=test2&step=0.25&steps=2e8");
    let found = row(&outcome, "agreement");
    assert!(
        found.verdict == Verdict::Pass && found.number > Some(0.0),
        "{found:?}"
    );
    assert!(
        found
            .reason
            .contains("beyond their errors, too little to matter"),
        "{found:?}"
    );
    assert!(!found.reason.contains("explain"));
}

/// Where friction leaves no momentum, nothing follows from a temperature.
#[test]
fn no_temperature_is_told_from_a_friction_beyond_its_limit() {
    let outcome = learn("formula=q^2/2+0.001*sin(q/0.001)&step=0.5&friction=100&steps=4e6");
    assert_eq!(row(&outcome, "friction").verdict, Verdict::Fail);
    for code in ["fine-structure", "agreement", "halves", "unvisited"] {
        let row = row(&outcome, code);
        assert_eq!((row.number, row.verdict), (None, Verdict::Warn), "{row:?}");
        assert_eq!(row.advice, [Advice::SmallerFriction]);
    }
    let rows = &outcome.trust.as_ref().unwrap().rows;
    let mut advice = rows.iter().flat_map(|row| &row.advice);
    assert!(advice.all(|a| *a == Advice::SmallerFriction), "{rows:#?}");
    let said = &outcome.summary;
    assert!(!said.contains("β̂ =") && !said.contains("flights"), "{said}");
    assert!(
        said.contains("“The friction is weak within a step”"),
        "{said}"
    );
}

/// A third of the probability is no detail.
#[test]
fn a_well_with_a_third_of_the_probability_must_be_reached() {
    let outcome = learn(
        "formula=20*(q^2-1)^2+0.02*q+0.001*sin(q/0.001)&step=0.05&friction=0.2&lower=-2&upper=2&steps=2e6&q_mean=-1&q_spread=0.05",
    );
    let missed = row(&outcome, "unvisited");
    assert!(
        (0.2..0.5).contains(&missed.number.unwrap()) && missed.verdict == Verdict::Fail,
        "{missed:?}"
    );
    assert!(outcome.summary.starts_with("Do not trust"));
}

/// Between two kinks nothing separates neighbours, and the noise is as white as any.
#[test]
fn a_ripple_of_straight_lines_is_noise_without_chaos() {
    let outcome = learn(
        "formula=q^2/2+0.02*asin(sin(q/0.01))&lower=-18&upper=18&step=0.135&friction=0.0215&steps=1e7",
    );
    let chaos = row(&outcome, "chaos");
    assert!(chaos.number < Some(0.1), "{chaos:?}");
    assert_eq!(chaos.verdict, Verdict::Warn, "{chaos:?}");
    assert_eq!(chaos.sentences[0].code, "kinked");
    let rows = &outcome.trust.as_ref().unwrap().rows;
    let others = rows.iter().filter(|row| row.code != "chaos");
    let wrong: Vec<&Row> = others.filter(|row| row.verdict != Verdict::Pass).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Metres and joules are no worse than units in which all is of order one.
#[test]
fn every_check_passes_in_any_units() {
    for (length, energy) in [(1.0, 1.0), (1e-8, 4e-21), (1e8, 1e9), (1e-6, 1.0)] {
        let time = length / f64::sqrt(energy);
        let outcome = learn(&format!(
            "formula=h*((q/a)^4/4-(q/a)^2/2%2B0.02*cos(100*q/a));a={length};h={energy}&step={}&friction={}&lower={}&upper={}&q_spread={}&p_spread={}&steps=2e7",
            0.2 * time,
            0.6 / time,
            -2.5 * length,
            2.5 * length,
            length,
            energy.sqrt(),
        ));
        assert!(outcome.forces.is_some(), "{length}");
        let rows = outcome.trust.unwrap().rows;
        let wrong: Vec<Row> = rows
            .into_iter()
            .filter(|row| row.verdict != Verdict::Pass)
            .collect();
        assert!(wrong.is_empty(), "{length}, {energy}: {wrong:#?}");
    }
}
