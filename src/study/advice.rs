//! Advice as values, which lets one place ensure that no two pieces of advice on an outcome
//! contradict each other.

use message::{Message, list, say};
use serde::{Deserialize, Serialize};

/// One change to an experiment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Advice {
    SmallerStep,
    LargerStep,
    /// Larger or smaller.
    AnotherStep,
    SmallerFriction,
    MoreSteps,
    LongerBurnIn,
    MoreCalibrationSteps,
    WiderRegion,
    /// Starts all over the region.
    WiderStart,
    MoreBins,
    Resampling,
    Calibration,
    /// Nothing in this energy acts as noise.
    FinerRipples,
    /// Walkers fall without end in this one.
    RisingEnergy,
}

impl Advice {
    /// Verb and object in English; other languages translate both as one.
    fn phrase(self) -> (&'static str, Message) {
        match self {
            Advice::SmallerStep => ("choose", say!("smaller-step", "a smaller step")),
            Advice::LargerStep => ("choose", say!("larger-step", "a larger step")),
            Advice::AnotherStep => ("choose", say!("another-step", "another step")),
            Advice::SmallerFriction => ("choose", say!("smaller-friction", "a smaller friction")),
            Advice::MoreSteps => ("run", say!("more-steps", "longer")),
            Advice::LongerBurnIn => ("burn in", say!("longer-burn-in", "longer")),
            Advice::MoreCalibrationSteps => (
                "take",
                say!("more-calibration-steps", "more calibration steps"),
            ),
            Advice::WiderRegion => ("choose", say!("wider-region", "a wider region")),
            Advice::WiderStart => (
                "start",
                say!("wider-start", "the walkers all over the region"),
            ),
            Advice::MoreBins => ("choose", say!("more-bins", "more bins")),
            Advice::Resampling => ("switch", say!("resampling", "resampling on")),
            Advice::Calibration => ("switch", say!("calibrating", "calibration on")),
            Advice::FinerRipples => (
                "choose",
                say!("finer-ripples", "an energy with finer ripples"),
            ),
            Advice::RisingEnergy => (
                "choose",
                say!("rising-energy", "an energy that rises on every side"),
            ),
        }
    }

    /// The advice that contradicts this one.
    pub const fn opposite(self) -> Option<Advice> {
        match self {
            Advice::SmallerStep => Some(Advice::LargerStep),
            Advice::LargerStep => Some(Advice::SmallerStep),
            _ => None,
        }
    }

    /// The advice as one sentence; empty if there is none. English says a verb once.
    pub(super) fn sentence(advice: &[Advice]) -> Message {
        let mut before = "";
        let each = advice.iter().map(|advice| {
            let (verb, object) = advice.phrase();
            let text = match before {
                "" => format!("{}{} {object}", verb[..1].to_ascii_uppercase(), &verb[1..]),
                _ if verb == before => object.to_string(),
                _ => format!("{verb} {object}"),
            };
            before = verb;
            object.worded(text)
        });
        match advice {
            [] => Message::default(),
            _ => say!("advice", "{remedies|, or }.", remedies = list(each)),
        }
    }
}
