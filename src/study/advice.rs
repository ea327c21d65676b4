//! What to change, as values: whatever speaks against a result gives its advice here, and one place
//! sees to it that no two of them contradict each other.

use crate::Verdict;
use crate::finding::Finding;
use serde::{Deserialize, Serialize};

/// Something to change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Advice {
    SmallerStep,
    LargerStep,
    /// In whichever direction.
    AnotherStep,
    MoreSteps,
    LongerBurnIn,
    MoreCalibrationSteps,
    WiderRegion,
    Resampling,
    Calibration,
    /// For nothing in this energy acts as noise.
    FinerRipples,
    /// For walkers fall without end in this one.
    RisingEnergy,
}

impl Advice {
    /// A verb and what it is about.
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

    /// What cannot be done together with it.
    pub const fn opposite(self) -> Option<Advice> {
        match self {
            Advice::SmallerStep => Some(Advice::LargerStep),
            Advice::LargerStep => Some(Advice::SmallerStep),
            _ => None,
        }
    }

    /// The sentence that gives some advice; empty where there is none.
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

/// Takes out what contradicts the advice of something more fundamental, and names that where
/// nothing is left.
///
/// What fails comes before what is in doubt; of equals the first, so that findings are to come in
/// the order in which one rests on another: without chaos there is no noise, and beyond the limit of
/// stability no motion.
pub(super) fn settle(findings: &mut [&mut Finding]) {
    let side = |verdict: Verdict| {
        let mut all = findings.iter().filter(|f| f.verdict == verdict);
        all.find_map(|f| {
            let mut advice = f.advice.iter();
            Some((*advice.find(|a| a.opposite().is_some())?, f.name))
        })
    };
    let Some((taken, name)) = side(Verdict::Fail).or_else(|| side(Verdict::Warn)) else {
        return;
    };
    for finding in findings.iter_mut() {
        let before = finding.advice.len();
        finding.advice.retain(|a| a.opposite() != Some(taken));
        if finding.advice.is_empty() && before > 0 {
            let sentence = format!("First see to “{name}”, which asks for the opposite.");
            finding.sentence = Some(sentence);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Advice, settle};
    use crate::Verdict;
    use crate::finding::Finding;

    fn finding(name: &'static str, verdict: Verdict, advice: &[Advice]) -> Finding {
        Finding {
            verdict,
            ..Finding::doubt(name, name, "It is so.".to_owned(), advice)
        }
    }

    #[test]
    fn a_sentence_says_a_verb_once() {
        use Advice::*;
        for (advice, sentence) in [
            (vec![], ""),
            (
                vec![LargerStep, FinerRipples],
                "Choose a larger step, or an energy with finer ripples.",
            ),
            (
                vec![MoreSteps, LongerBurnIn],
                "Run longer, or burn in longer.",
            ),
        ] {
            assert_eq!(Advice::sentence(&advice), sentence);
        }
    }

    #[test]
    fn what_fails_decides_and_of_equals_the_first() {
        use Advice::*;
        let mut swallowed = finding("swallowed", Verdict::Warn, &[LargerStep]);
        let mut mixed = finding("mixed", Verdict::Fail, &[AnotherStep]);
        let mut cold = finding("cold", Verdict::Fail, &[MoreCalibrationSteps, SmallerStep]);
        let mut stiff = finding("stiff", Verdict::Warn, &[SmallerStep]);
        settle(&mut [&mut swallowed, &mut mixed, &mut cold, &mut stiff]);
        assert_eq!(cold.advice, [MoreCalibrationSteps, SmallerStep]);
        assert_eq!((mixed.advice.len(), stiff.advice.len()), (1, 1));
        assert_eq!(
            swallowed.message(),
            "It is so. First see to “cold”, which asks for the opposite."
        );
        let mut first = finding("first", Verdict::Warn, &[LargerStep]);
        let mut second = finding("second", Verdict::Warn, &[MoreSteps, SmallerStep]);
        settle(&mut [&mut first, &mut second]);
        assert_eq!(second.message(), "It is so. Run longer.");
    }
}
