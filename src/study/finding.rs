//! Findings: a measured number, its meaning, and the advice that follows.

use crate::number_text::told_from;
use crate::{Advice, Row, Verdict, Warning};

/// The end of the passes and the start of the failures; their order tells the bad direction.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub pass: f64,
    pub fail: f64,
}

impl Limits {
    fn verdict(&self, x: f64) -> Verdict {
        let (pass, fail) = match self.pass < self.fail {
            true => (x <= self.pass, x >= self.fail),
            false => (x >= self.pass, x <= self.fail),
        };
        match (pass, fail) {
            (true, _) => Verdict::Pass,
            (_, true) => Verdict::Fail,
            _ => Verdict::Warn,
        }
    }
}

/// A finding, for the validity report and the warnings alike.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    pub code: &'static str,
    /// The assumption.
    pub name: &'static str,
    pub number: Option<f64>,
    pub limits: Limits,
    pub verdict: Verdict,
    /// The measured number in a sentence.
    pub fact: String,
    /// The meaning of the number; empty if it passes.
    pub why: String,
    pub advice: Vec<Advice>,
    /// The advice in words, if not [`Advice::sentence`].
    pub sentence: Option<String>,
}

impl Finding {
    /// Compares a number with its limits; one that could not be measured is in doubt.
    pub fn new(
        code: &'static str,
        name: &'static str,
        number: Option<f64>,
        limits: Limits,
    ) -> Self {
        let number = number.filter(|x| x.is_finite());
        let unknown = number.is_none();
        Finding {
            code,
            name,
            number,
            limits,
            verdict: number.map_or(Verdict::Warn, |x| limits.verdict(x)),
            fact: match unknown {
                true => "There is too little data to tell.".to_owned(),
                false => String::new(),
            },
            why: String::new(),
            advice: if unknown {
                vec![Advice::MoreSteps]
            } else {
                Vec::new()
            },
            sentence: None,
        }
    }

    /// A finding in doubt without a number.
    pub fn doubt(code: &'static str, name: &'static str, fact: String, advice: &[Advice]) -> Self {
        let limits = Limits {
            pass: 0.0,
            fail: 0.0,
        };
        Finding {
            fact,
            advice: advice.to_vec(),
            ..Finding::new(code, name, None, limits)
        }
    }

    /// The number times `scale`, with enough digits to differ from its limits.
    pub fn told(&self, scale: f64) -> String {
        let limits = [self.limits.pass, self.limits.fail].map(|limit| scale * limit);
        self.number
            .map_or_else(String::new, |x| told_from(scale * x, &limits))
    }

    /// Adds the fact and, unless the finding passes, its meaning and the advice.
    pub fn saying(self, fact: String, why: &str, advice: &[Advice]) -> Self {
        let unknown = self.number.is_none();
        let passes = self.verdict == Verdict::Pass;
        match (unknown, passes) {
            (true, _) => self,
            (false, true) => Finding { fact, ..self },
            (false, false) => Finding {
                fact,
                why: why.to_owned(),
                advice: advice.to_vec(),
                ..self
            },
        }
    }

    /// Fact, meaning and advice.
    pub fn message(&self) -> String {
        let usual = || Advice::sentence(&self.advice);
        let advice = self.sentence.clone().unwrap_or_else(usual);
        let parts = [self.fact.as_str(), self.why.as_str(), advice.as_str()];
        let parts: Vec<&str> = parts.into_iter().filter(|p| !p.is_empty()).collect();
        parts.join(" ")
    }

    pub fn row(&self) -> Row {
        Row {
            code: self.code.to_owned(),
            name: self.name.to_owned(),
            number: self.number,
            threshold: self.limits.pass,
            limit: self.limits.fail,
            verdict: self.verdict,
            reason: self.message(),
            advice: self.advice.clone(),
        }
    }

    /// The finding as a warning, possibly under another code.
    pub fn warning(&self, code: &str) -> Warning {
        Warning {
            code: code.to_owned(),
            message: self.message(),
            advice: self.advice.clone(),
        }
    }
}

/// Removes advice that contradicts that of a more fundamental finding, and refers to that finding
/// if no advice remains.
///
/// A failure is more fundamental than a doubt; among equals the first is. Findings must therefore
/// come after those they depend on: without chaos there is no noise, and beyond the stability limit
/// no motion.
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
            let sentence = format!("First resolve “{name}”, which calls for the opposite.");
            finding.sentence = Some(sentence);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Finding, settle};
    use crate::{Advice, Verdict};

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
            "It is so. First resolve “cold”, which calls for the opposite."
        );
        let mut first = finding("first", Verdict::Warn, &[LargerStep]);
        let mut second = finding("second", Verdict::Warn, &[MoreSteps, SmallerStep]);
        settle(&mut [&mut first, &mut second]);
        assert_eq!(second.message(), "It is so. Run longer.");
    }
}
