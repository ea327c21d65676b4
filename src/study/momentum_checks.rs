//! The validity checks of the momentum: its friction, its distribution and its temperatures.

use crate::finding::{Finding, Limits};
use crate::measures::{beyond_chance, is_misestimated, temperature_residual};
use crate::{Advice, Outcome, Verdict};
use estimate::{Departure, departures};
use expression::variables;
use message::{Message, say, with_error};
use nalgebra::DMatrix;

/// The friction's share of the momentum in one step, `γδ`, in the direction where it is largest.
/// Gibbs's law holds for small ones; at 1 the learned wells are too steep by a third.
const FRICTION: Limits = Limits {
    pass: 0.5,
    fail: 1.0,
};
/// Departure from a Gaussian in units of its tolerance (`estimate::departures`). The noise is
/// bounded and deterministic, so some excess is always present and never hidden.
const NORMAL: Limits = Limits {
    pass: 1.0,
    fail: 2.0,
};
/// Relative difference of the temperatures of two directions, which tilts energies by as much:
/// beyond a twentieth it shows, beyond a tenth it exceeds any other error of a run of usual length.
const WARM: Limits = Limits {
    pass: 0.05,
    fail: 0.1,
};

/// The friction in one step.
pub(super) fn friction(outcome: &Outcome) -> Finding {
    let rows = &outcome.friction;
    let matrix = DMatrix::from_fn(rows.len(), rows.len(), |i, j| rows[i][j]);
    let share = outcome.experiment.step * matrix.symmetric_eigenvalues().max();
    let name = say!("friction", "The friction is weak within a step");
    let found = Finding::new(name, Some(share), FRICTION);
    let fact = say!(
        "friction-per-step",
        "γδ is {share}.",
        share = found.told(1.0)
    );
    let why = say!(
        "friction-too-strong",
        "Within one step friction removes a large part of the momentum, so the positions do not follow a Gibbs law: wells learned from them are too steep."
    );
    found.saying(fact, why, &[Advice::SmallerFriction])
}

/// The shape of the momentum's distribution, the noise's if the step separates the scales.
pub(super) fn normal(outcome: &Outcome) -> Finding {
    let all = departures(&outcome.momentum);
    let worst = all.iter().max_by(|a, b| a.excess().total_cmp(&b.excess()));
    let name = say!("normal", "The momentum is nearly Gaussian");
    let found = Finding::new(name, worst.map(Departure::excess), NORMAL);
    let names = variables(outcome.experiment.dimension());
    let fact = worst.map_or(Message::default(), |worst| {
        let value = with_error(worst.value, worst.error);
        match worst.coordinate {
            Some(i) if names.len() > 1 => say!(
                "off-gaussian-along",
                "The {figure} of the momentum along {axis} is {value}, {times} times the tolerance for a Gaussian.",
                figure = worst.figure.clone(),
                axis = names[i],
                value = value,
                times = found.told(1.0)
            ),
            _ => say!(
                "off-gaussian",
                "The {figure} of the momentum is {value}, {times} times the tolerance for a Gaussian.",
                figure = worst.figure.clone(),
                value = value,
                times = found.told(1.0)
            ),
        }
    });
    let (why, advice) = if friction(outcome).verdict > Verdict::Pass {
        let why = say!(
            "friction-dominates",
            "Friction this strong removes most of the momentum of earlier steps."
        );
        (why, Advice::SmallerFriction)
    } else if outcome.resampled.absorbed > 0 {
        let why = say!(
            "scales-mixed",
            "Either this step mixes scales, or walkers were absorbed."
        );
        (why, Advice::AnotherStep)
    } else {
        let why = say!("step-mixes-scales", "This step mixes scales.");
        (why, Advice::AnotherStep)
    };
    found.saying(fact, why, &[advice])
}

/// The temperatures of all directions.
pub(super) fn warm(outcome: &Outcome) -> Finding {
    let residual = temperature_residual(outcome);
    let sure = residual.map(|residual| beyond_chance(residual).max(0.0));
    let fact = residual.map_or(Message::default(), |(off, error)| {
        say!(
            "off-identity",
            "An entry of E[p̄p̄ᵀ]β̂ is off the identity by {residual}.",
            residual = with_error(off, error)
        )
    });
    let (why, advice): (Message, &[Advice]) = match &outcome.noise_covariance {
        None if outcome.experiment.dimension() > 1 => (
            say!(
                "not-gibbs",
                "The invariant law is then not a Gibbs law, and no temperature makes U right."
            ),
            &[Advice::Calibration],
        ),
        None => (Message::default(), &[Advice::MoreSteps]),
        Some(_) if is_misestimated(outcome) => (
            say!(
                "calibration-follows-ripples",
                "The calibration runs measure a different noise covariance from that of the learning run’s forces: their lighter, more strongly damped walkers follow the ripples."
            ),
            &[Advice::LargerStep],
        ),
        Some(_) => (
            say!(
                "calibration-missed",
                "The friction was calibrated to make this matrix the identity. Either the wells are stiff for this step, an error of the order of δ², or the noise estimate is poor."
            ),
            &[Advice::MoreCalibrationSteps, Advice::SmallerStep],
        ),
    };
    let name = say!(
        "calibration",
        "The temperature is the same in all directions"
    );
    Finding::new(name, sure, WARM).saying(fact, why, advice)
}
