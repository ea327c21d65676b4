//! Warnings: reasons to doubt an outcome.

use crate::finding::Finding;
use crate::measures::{STIFF, stiffness};
use crate::{Advice, Outcome, Verdict, Warning};
use estimate::Resampled;
use experiment::Estimator;
use message::{count, digits, measured, percent, say};
use sampling::WINDOW;

/// Rows of the validity report that are warnings as well, which show during a run; each with its
/// code as a warning.
const ROWS: [(&str, &str); 6] = [
    ("divergence", "diverged"),
    ("absorption", "absorbed"),
    ("normal", "not-normal"),
    ("calibration", "calibration"),
    ("visits", "few-visits"),
    ("halves", "halves"),
];

/// Warnings from the rows of the validity report that do not pass, and from the findings that have
/// no row.
pub(super) fn warnings(outcome: &Outcome, rows: &[Finding], others: &[Finding]) -> Vec<Warning> {
    let warning = |row: &Finding| {
        let (_, code) = ROWS.iter().find(|(code, _)| *code == row.name.code())?;
        let known = row.number.is_some() && row.verdict > Verdict::Pass && outcome.steps > 0;
        let code = match (*code, &outcome.noise_covariance) {
            ("calibration", Some(_)) => "covariance",
            ("calibration", None) => "uncalibrated",
            (code, _) => code,
        };
        known.then(|| row.warning(code))
    };
    let others = others.iter().map(|other| other.warning(other.name.code()));
    rows.iter().filter_map(warning).chain(others).collect()
}

/// Findings that have no row in the validity report.
pub(super) fn doubts(outcome: &Outcome, rows: &[Finding]) -> Vec<Finding> {
    if outcome.steps == 0 {
        let dead = outcome.complete.then(|| nothing_left(outcome.resampled));
        return dead.into_iter().collect();
    }
    let of_run = [
        cut_short(outcome),
        projected(outcome),
        inaccurate(outcome),
        unsettled(outcome),
        hurried(outcome),
    ];
    // Beyond its limit, friction leaves no momentum to tell these by.
    let by_momentum = || [uncorrected(outcome), stiff(outcome)];
    let damped = rows
        .iter()
        .any(|row| row.name.code() == "friction" && row.verdict == Verdict::Fail);
    let by_momentum = (!damped).then(by_momentum).into_iter().flatten();
    by_momentum.chain(of_run).flatten().collect()
}

fn cut_short(outcome: &Outcome) -> Option<Finding> {
    let asked = outcome.experiment.steps;
    let fact = say!(
        "few-windows-left",
        "Only {steps} of {asked} steps were recorded: the others belong to walkers that were lost.",
        steps = count(outcome.steps as f64),
        asked = count(asked as f64)
    );
    let name = say!("cut-short", "Walkers survive to the end of the run");
    let few =
        outcome.complete && outcome.experiment.accuracy.is_none() && 2 * outcome.steps < asked;
    few.then(|| Finding::doubt(name, fact, &[]))
}

fn projected(outcome: &Outcome) -> Option<Finding> {
    let noise = outcome.noise_covariance.as_ref();
    let noise = noise.filter(|n| n.estimate != n.used)?;
    let fact = say!(
        "covariance-raised",
        "The noise covariance estimated from {steps} steps is not positive definite, as a covariance must be; its small eigenvalues were raised to a thousandth of the largest. If longer runs do not help, the energy has no ripple along some direction.",
        steps = count(noise.steps as f64)
    );
    let name = say!(
        "noise-projected",
        "The noise covariance is positive definite"
    );
    let advice = [Advice::MoreCalibrationSteps];
    Some(Finding::doubt(name, fact, &advice))
}

fn uncorrected(outcome: &Outcome) -> Option<Finding> {
    let wanted = outcome.experiment.estimator == Estimator::Corrected;
    let fact = say!(
        "no-correction",
        "The step-size correction did not converge, so U comes from the symmetric estimator, with an error of the order of δ² times its curvature."
    );
    let name = say!("uncorrected", "The step-size correction converges");
    let advice = [Advice::MoreSteps, Advice::SmallerStep];
    let missing = wanted && outcome.inverse_temperature.corrected.is_none();
    missing.then(|| Finding::doubt(name, fact, &advice))
}

fn stiff(outcome: &Outcome) -> Option<Finding> {
    // A potential from the forces has no error of the order of δ².
    let from_positions = outcome.positions.is_none();
    let stiffness = stiffness(outcome).filter(|s| from_positions && *s > STIFF)?;
    let reached = measured(stiffness);
    // The error of the corrected estimator is one order higher: the next term of θ / sin θ.
    let fact = match outcome.inverse_temperature.corrected {
        Some(_) => say!(
            "stiff-after-correction",
            "The wells are stiff for this step: δ² times the curvature of U reaches {stiffness}, and more steps do not reduce the error after the correction (about {share} of the depth).",
            stiffness = reached,
            share = percent(stiffness * stiffness / 30.0)
        ),
        None => say!(
            "stiff-uncorrected",
            "The wells are stiff for this step: δ² times the curvature of U reaches {stiffness}, and more steps do not reduce errors of that order (about {share} of the depth).",
            stiffness = reached,
            share = percent(stiffness / 8.0)
        ),
    };
    let name = say!("stiff", "The wells are wide enough for the step");
    Some(Finding::doubt(name, fact, &[Advice::SmallerStep]))
}

fn inaccurate(outcome: &Outcome) -> Option<Finding> {
    let (wanted, band) = (outcome.experiment.accuracy?, outcome.potential.band?);
    let fact = say!(
        "wide-bands",
        "After all steps the 95 % bands over the central 90 % of the positions are ± {band}, wider than the ± {wanted} at which the run ends.",
        band = digits(band, 2),
        wanted = measured(wanted)
    );
    let name = say!("accuracy", "The bands reach the requested accuracy");
    let missed = outcome.complete && band > wanted;
    missed.then(|| Finding::doubt(name, fact, &[Advice::MoreSteps]))
}

fn unsettled(outcome: &Outcome) -> Option<Finding> {
    let made = outcome.burn_in.steps;
    let detected = outcome.burn_in.detected?;
    let fact = say!(
        "burn-in-late",
        "The kinetic energy became stationary only after {detected} steps, but recording began after {made}.",
        detected = count(detected as f64),
        made = count(made as f64)
    );
    let name = say!("burn-in", "The burn-in is long enough");
    let late = detected > made + WINDOW as u64;
    late.then(|| Finding::doubt(name, fact, &[Advice::LongerBurnIn]))
}

/// A burn-in that was cut to the length of the run.
fn hurried(outcome: &Outcome) -> Option<Finding> {
    let wanted = outcome.burn_in.wanted?;
    let fact = say!(
        "burn-in-cut",
        "The slowest relaxation needs a burn-in of {wanted} steps per walker, longer than the run itself; it was cut to {made}.",
        wanted = count(wanted as f64),
        made = count(outcome.burn_in.steps as f64)
    );
    let name = say!("relaxation", "The run is longer than the relaxation");
    Some(Finding::doubt(name, fact, &[Advice::MoreSteps]))
}

/// Why a run lost every walker.
pub(super) fn nothing_left(lost: Resampled) -> Finding {
    let name = say!("lost", "A walker survives");
    if lost.absorbed > lost.diverged {
        let fact = say!(
            "all-came-to-rest",
            "Every walker came to rest before anything could be recorded: at this step δ nothing in the energy acts as noise."
        );
        let advice = [Advice::LargerStep, Advice::FinerRipples];
        Finding::doubt(name, fact, &advice)
    } else {
        let fact = say!(
            "all-blew-up",
            "Every walker blew up before anything could be recorded: the step size δ exceeds the stability limit of this energy (δ² times its largest curvature above 4), or the energy is unbounded below."
        );
        let advice = [Advice::SmallerStep, Advice::RisingEnergy];
        Finding::doubt(name, fact, &advice)
    }
}

#[cfg(test)]
pub(super) mod tests;
