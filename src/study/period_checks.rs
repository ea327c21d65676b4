//! The validity checks of periodic coordinates: the energy repeats with their periods, and no tilt
//! drives a current.

use crate::finding::{Finding, Limits};
use crate::{Outcome, Verdict};
use experiment::Repetition;
use expression::variables;
use message::{digits, measured, say};

/// Largest distance of `V(q + P) − V(q)` from its mean, or that mean, in units of kT. A smaller one than
/// a twentieth hardly matters to anything; half of kT is another energy, or a strong current.
const UNLIKE: Limits = Limits {
    pass: 0.05,
    fail: 0.5,
};

/// The repetition of the energy along the coordinate where it is worst; `None` without a period.
pub(super) fn period(outcome: &Outcome, repetitions: &[Repetition]) -> Option<Finding> {
    let beta = outcome.inverse_temperature.used;
    let worst = repetitions
        .iter()
        .max_by(|a, b| a.excess.total_cmp(&b.excess))?;
    let name = say!("period", "The energy repeats with the period");
    let found = Finding::new(name, Some(beta * worst.excess), UNLIKE);
    let variable = variables(outcome.experiment.dimension())[worst.axis];
    let fact = match (worst.excess == 0.0, worst.ripples) {
        (true, _) => say!(
            "repeats",
            "One period further V is the same, up to a constant."
        ),
        (false, true) => say!(
            "ripples-incommensurate",
            "Ripples along {variable} do not fit into the period: they change V(q + P) − V(q) by up to {excess} kT.",
            variable = variable,
            excess = found.told(1.0)
        ),
        (false, false) => say!(
            "repeats-not",
            "Along {variable}, V(q + P) − V(q) changes by up to {excess} kT.",
            variable = variable,
            excess = found.told(1.0)
        ),
    };
    let why = match worst.ripples {
        true => say!(
            "ripples-as-noise",
            "They still act as noise, but any part that the step resolves is averaged over periods."
        ),
        false => say!(
            "not-periodic",
            "U is then a mean over periods that differ: set the period that V has (periodic), or none."
        ),
    };
    Some(found.saying(fact, why, &[]))
}

/// The tilt of the energy along the coordinate where it rises most in a period, and the current that
/// it drives; `None` without a tilt. `velocity` is the mean of every coordinate.
pub(super) fn tilt(
    outcome: &Outcome,
    repetitions: &[Repetition],
    velocity: &[f64],
) -> Option<Finding> {
    let beta = outcome.inverse_temperature.used;
    let worst = repetitions
        .iter()
        .filter(|along| along.tilt != 0.0)
        .max_by(|a, b| a.rise.abs().total_cmp(&b.rise.abs()))?;
    let name = say!("tilt", "No tilt drives a current");
    let from_positions = outcome.complete && outcome.forces.is_none();
    let limits = match from_positions {
        true => Limits {
            fail: UNLIKE.pass,
            ..UNLIKE
        },
        false => UNLIKE,
    };
    let found = Finding::new(name, Some(beta * worst.rise.abs()), limits);
    let period = worst.rise / worst.tilt;
    let turns = velocity.get(worst.axis).map_or(f64::NAN, |v| v / period);
    let fact = say!(
        "tilt-and-current",
        "V is tilted along {variable}: in each period it changes by {rise} ({share} kT), which drives a mean current of {turns} periods in a unit of time.",
        variable = variables(outcome.experiment.dimension())[worst.axis],
        rise = digits(worst.rise, 3),
        share = found.told(1.0),
        turns = measured(turns)
    );
    let why = if from_positions {
        say!(
            "tilt-from-positions",
            "With a current the positions do not follow a Gibbs law, yet U comes from them, as the forces gave none: it is not the potential."
        )
    } else {
        say!(
            "tilt-no-gibbs",
            "With a current the positions do not follow a Gibbs law. The forces do not need it, and U from the forces contains the tilt."
        )
    };
    Some(found.saying(fact, why, &[]))
}

/// The finding on the shape of the momentum, unknown where a tilt drives a current.
pub(super) fn unskewed(normal: Finding, flowing: Option<&Finding>) -> Finding {
    match flowing {
        Some(tilt) if tilt.verdict > Verdict::Pass => {
            let fact = say!(
                "current-skews",
                "The current driven by a tilt makes the momentum non-Gaussian at every step size."
            );
            normal.untold(fact, &[])
        }
        _ => normal,
    }
}
