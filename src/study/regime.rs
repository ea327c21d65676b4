//! The regime of motion at a step, and a proposed step at which the method works.

use crate::Advice;
use experiment::Experiment;
use message::{Message, Sentence, measured, say};
use sampling::{NoiseDiagnostics, Probe, RunPlan, Setup, probe, start};
use serde::{Deserialize, Serialize};

/// Lyapunov exponents per step. At `ln 2` a difference doubles with every step, so the phase of an
/// unresolved ripple is forgotten as fast as it is kicked; for a ripple this is a `δ²` times its
/// curvature of 4, where its wells cease to trap walkers. Resolved trajectories separate by the
/// order of `δ` per step, or not at all.
pub(super) const CHAOS: f64 = std::f64::consts::LN_2;
pub(super) const NO_CHAOS: f64 = 0.1;
/// Share of series of 512 steps rejected as white noise at a level of 1 %. A correlation of 0.15
/// is detected in about half of them; it changes the noise's low-frequency strength by a third,
/// beyond which δ no longer sets that strength. White noise itself is rejected in 1 %.
pub(super) const WHITE: f64 = 0.5;
/// Share of walkers on cycles, or blown up, from which that is the regime.
const MANY: f64 = 0.5;
const SOME_DIVERGED: f64 = 0.1;
/// Factor between the steps tried for a proposal.
const TRY: f64 = std::f64::consts::SQRT_2;
const TRIES: i32 = 24;

/// The kind of motion at a step. Only chaos turns unresolved scales into noise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Motion {
    Resolved,
    Periodic,
    Chaotic,
    Diverging,
}

/// The regime of motion, and the evidence for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Regime {
    pub motion: Motion,
    /// Largest Lyapunov exponent per step with its standard error; `None` if every walker blew up.
    pub exponent: Option<f64>,
    pub exponent_error: Option<f64>,
    /// Share of the probe's walkers that end on a cycle of at most 16 steps.
    pub cycling: f64,
    /// Share of the probe's walkers that blow up.
    pub diverged: f64,
    /// `δ²` times the largest curvature that walkers met: below `2(1 + e^{−γδ})` ripples are stable
    /// wells.
    pub stiffness: Option<f64>,
    /// A step with chaotic motion, if this step has none.
    pub proposed_step: Option<f64>,
    /// The regime and the advice in a sentence.
    pub message: String,
    /// The same as codes with values.
    #[serde(default)]
    pub sentences: Vec<Sentence>,
}

impl Regime {
    pub(super) fn said(&self) -> Message {
        Message::of(&self.message, &self.sentences)
    }

    /// The advice in [`Regime::message`].
    pub(super) fn advice(&self) -> Vec<Advice> {
        advice(self.motion, self.proposed_step)
    }
}

/// The regime of a probe, unless the losses of the run, which are better evidence, show that
/// walkers are `diverging`.
pub(super) fn regime(
    experiment: &Experiment,
    setup: &Setup,
    probe: &Probe,
    diverging: bool,
) -> Regime {
    let motion = if diverging {
        Motion::Diverging
    } else {
        motion(probe, stable(experiment.step, setup))
    };
    let proposed_step = match motion {
        Motion::Chaotic => None,
        Motion::Diverging => propose(experiment, setup, 1.0 / TRY),
        Motion::Resolved | Motion::Periodic => propose(experiment, setup, TRY),
    };
    let known = |x: f64| x.is_finite().then_some(x);
    let Message { text, sentences } = match motion == Motion::Chaotic && slow(probe) {
        true => kinked(),
        false => words(motion, proposed_step),
    };
    Regime {
        motion,
        exponent: known(probe.exponent),
        exponent_error: known(probe.exponent_error),
        cycling: probe.cycling,
        diverged: probe.diverged,
        stiffness: known(probe.stiffness),
        proposed_step,
        message: text,
        sentences,
    }
}

/// Stability limit on `δ²` times the curvature of a well. The damped map has determinant `e^{−γδ}`
/// and trace `1 + e^{−γδ} − δ²κ` there, so the limit is `2(1 + e^{−γδ})`: the well-known 4 without
/// friction (Hairer, Lubich & Wanner), the 2 of steepest descent with strong friction.
fn stable(step: f64, setup: &Setup) -> f64 {
    2.0 * (1.0 + libm::exp(-step * setup.rates()[1]))
}

fn motion(probe: &Probe, stable: f64) -> Motion {
    let regular = slow(probe) && !drives(probe.noise.as_ref()) || probe.cycling > MANY;
    if probe.diverged > SOME_DIVERGED {
        Motion::Diverging
    } else if !regular {
        Motion::Chaotic
    } else if probe.stiffness < stable {
        Motion::Resolved
    } else {
        Motion::Periodic
    }
}

/// True if neighbours do not separate.
fn slow(probe: &Probe) -> bool {
    !(probe.exponent >= NO_CHAOS)
}

/// True if the unresolved force is white noise, with a temperature of its own: so it is where a kink
/// of the energy parts neighbours at once, and nothing else does.
fn drives(noise: Option<&NoiseDiagnostics>) -> bool {
    noise.is_some_and(|noise| {
        let white = [noise.force, noise.square].map(|w| w.rejected <= WHITE);
        white == [true; 2] && noise.covariance[0].trace() > 0.0
    })
}

/// The nearest step, in powers of `factor`, at which a probe from the initial law finds chaos and
/// loses no walker.
fn propose(experiment: &Experiment, setup: &Setup, factor: f64) -> Option<f64> {
    let law = experiment.initial.clone();
    (1..=TRIES).find_map(|k| {
        let step = rounded(experiment.step * libm::pow(factor, f64::from(k)));
        let other = Experiment {
            step,
            ..experiment.clone()
        };
        let plan = RunPlan::new(&other, setup).ok()?;
        let seen = probe(&plan, 1, None, |random| start(&law, random));
        let works = motion(&seen, stable(step, setup)) == Motion::Chaotic
            && seen.exponent >= CHAOS
            && seen.diverged == 0.0
            && seen.cycling == 0.0;
        works.then_some(step)
    })
}

/// Rounds to two significant digits.
fn rounded(x: f64) -> f64 {
    let scale = libm::pow(10.0, 1.0 - libm::floor(libm::log10(x)));
    libm::round(x * scale) / scale
}

fn kinked() -> Message {
    say!(
        "kinked",
        "Neighbouring trajectories separate only where a kink of the energy comes between them; but the unresolved force is white, and acts as noise all the same."
    )
}

fn words(motion: Motion, proposed: Option<f64>) -> Message {
    let motion_said = match motion {
        Motion::Chaotic => say!(
            "chaotic",
            "Chaotic: neighbouring trajectories separate so fast that unresolved scales act as noise, as the method requires."
        ),
        Motion::Resolved => say!(
            "resolved",
            "Resolved: neighbouring trajectories do not separate, and the step follows every ripple; nothing acts as noise."
        ),
        Motion::Periodic => say!(
            "periodic",
            "Periodic: the motion is regular or falls onto short cycles, and unresolved scales do not act as noise."
        ),
        Motion::Diverging => say!(
            "diverging",
            "Diverging: walkers blow up because the step exceeds the stability limit of the energy, or the energy is unbounded below."
        ),
    };
    motion_said.and(match proposed {
        Some(step) => say!(
            "try-step",
            "A step of {step} gives chaotic motion and loses no walker: try it.",
            step = measured(step)
        ),
        None => Advice::sentence(&advice(motion, None)),
    })
}

fn advice(motion: Motion, proposed: Option<f64>) -> Vec<Advice> {
    match (motion, proposed) {
        (Motion::Chaotic, _) => Vec::new(),
        (Motion::Diverging, _) => vec![Advice::SmallerStep],
        (_, Some(_)) => vec![Advice::LargerStep],
        (_, None) => vec![Advice::LargerStep, Advice::FinerRipples],
    }
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn proposed_steps_are_short_numbers() {
        assert_eq!(
            [0.06789, 0.4999, 12.3, 0.0031].map(rounded),
            [0.068, 0.5, 12.0, 0.0031]
        );
    }
}
