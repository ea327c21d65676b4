//! Advice as values, which lets one place ensure that no two pieces of advice on an outcome
//! contradict each other.

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
    MoreSteps,
    LongerBurnIn,
    MoreCalibrationSteps,
    WiderRegion,
    Resampling,
    Calibration,
    /// Nothing in this energy acts as noise.
    FinerRipples,
    /// Walkers fall without end in this one.
    RisingEnergy,
}

impl Advice {
    /// Verb and object.
    const fn phrase(self) -> (&'static str, &'static str) {
        match self {
            Advice::SmallerStep => ("choose", "a smaller step"),
            Advice::LargerStep => ("choose", "a larger step"),
            Advice::AnotherStep => ("choose", "another step"),
            Advice::MoreSteps => ("run", "longer"),
            Advice::LongerBurnIn => ("burn in", "longer"),
            Advice::MoreCalibrationSteps => ("take", "more calibration steps"),
            Advice::WiderRegion => ("choose", "a wider region"),
            Advice::Resampling => ("switch", "resampling on"),
            Advice::Calibration => ("switch", "calibration on"),
            Advice::FinerRipples => ("choose", "an energy with finer ripples"),
            Advice::RisingEnergy => ("choose", "an energy that rises on every side"),
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

    /// The advice as one sentence; empty if there is none.
    pub(super) fn sentence(advice: &[Advice]) -> String {
        let mut text = String::new();
        let mut before = "";
        for (verb, object) in advice.iter().map(|a| a.phrase()) {
            if !text.is_empty() {
                text += ", or ";
            }
            if verb != before {
                text = text + verb + " ";
            }
            text += object;
            before = verb;
        }
        let mut letters = text.chars();
        letters.next().map_or(String::new(), |first| {
            format!("{}{}.", first.to_uppercase(), letters.as_str())
        })
    }
}
