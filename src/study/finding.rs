//! Findings: a measured number, its meaning, and the advice that follows.

use crate::{Advice, Row, Verdict, Warning};
use message::{Message, Number, say, told_from};

/// The end of the passes and the start of the failures; their order tells the bad direction.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
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
pub struct Finding {
    /// The assumption; its code is that of the finding.
    pub name: Message,
    pub number: Option<f64>,
    pub limits: Limits,
    pub verdict: Verdict,
    /// The measured number in a sentence.
    pub fact: Message,
    /// The meaning of the number; empty if it passes.
    pub why: Message,
    pub advice: Vec<Advice>,
    /// The advice in words, if not [`Advice::sentence`].
    pub sentence: Option<Message>,
}

impl Finding {
    /// Compares a number with its limits; one that could not be measured is in doubt.
    pub fn new(name: Message, number: Option<f64>, limits: Limits) -> Self {
        let number = number.filter(|x| x.is_finite());
        let unknown = number.is_none();
        Finding {
            name,
            number,
            limits,
            verdict: number.map_or(Verdict::Warn, |x| limits.verdict(x)),
            fact: match unknown {
                true => say!("too-little-data", "There is too little data to tell."),
                false => Message::default(),
            },
            why: Message::default(),
            advice: if unknown {
                vec![Advice::MoreSteps]
            } else {
                Vec::new()
            },
            sentence: None,
        }
    }

    /// A finding in doubt without a number.
    pub fn doubt(name: Message, fact: Message, advice: &[Advice]) -> Self {
        let limits = Limits {
            pass: 0.0,
            fail: 0.0,
        };
        Finding::new(name, None, limits).untold(fact, advice)
    }

    /// The same in doubt, for a reason that leaves no number.
    pub fn untold(self, fact: Message, advice: &[Advice]) -> Self {
        let advice = advice.to_vec();
        Finding {
            fact,
            advice,
            ..Finding::new(self.name, None, self.limits)
        }
    }

    /// The number times `scale`, with enough digits to differ from its limits.
    pub fn told(&self, scale: f64) -> Number {
        let limits = [self.limits.pass, self.limits.fail].map(|limit| scale * limit);
        told_from(scale * self.number.unwrap_or(f64::NAN), &limits)
    }

    /// Adds the fact and, unless the finding passes, its meaning and the advice.
    pub fn saying(self, fact: Message, why: Message, advice: &[Advice]) -> Self {
        let unknown = self.number.is_none();
        let passes = self.verdict == Verdict::Pass;
        match (unknown, passes) {
            (true, _) => self,
            (false, true) => Finding { fact, ..self },
            (false, false) => Finding {
                fact,
                why,
                advice: advice.to_vec(),
                ..self
            },
        }
    }

    /// Fact, meaning and advice.
    pub fn message(&self) -> Message {
        let usual = || Advice::sentence(&self.advice);
        let advice = self.sentence.clone().unwrap_or_else(usual);
        self.fact.clone().and(self.why.clone()).and(advice)
    }

    pub fn row(&self) -> Row {
        let Message { text, sentences } = self.message();
        Row {
            code: self.name.code().to_owned(),
            name: self.name.text.clone(),
            number: self.number,
            threshold: self.limits.pass,
            limit: self.limits.fail,
            verdict: self.verdict,
            reason: text,
            sentences,
            advice: self.advice.clone(),
        }
    }

    /// The finding as a warning, possibly under another code.
    pub fn warning(&self, code: &str) -> Warning {
        let Message { text, sentences } = self.message();
        Warning {
            code: code.to_owned(),
            message: text,
            sentences,
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
            Some((*advice.find(|a| a.opposite().is_some())?, f.name.clone()))
        })
    };
    let Some((taken, name)) = side(Verdict::Fail).or_else(|| side(Verdict::Warn)) else {
        return;
    };
    for finding in findings.iter_mut() {
        let before = finding.advice.len();
        finding.advice.retain(|a| a.opposite() != Some(taken));
        if finding.advice.is_empty() && before > 0 {
            finding.sentence = Some(say!(
                "resolve-first",
                "First resolve “{name}”, which calls for the opposite.",
                name = name.clone()
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Finding, settle};
    use crate::{Advice, Verdict};
    use message::Message;

    fn finding(name: &'static str, verdict: Verdict, advice: &[Advice]) -> Finding {
        Finding {
            verdict,
            ..Finding::doubt(
                Message::coded(name, name),
                Message::coded("It is so.", "so"),
                advice,
            )
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
            assert_eq!(*Advice::sentence(&advice), *sentence);
        }
    }

    #[test]
    fn what_fails_decides_and_of_equals_the_first() {
        use Advice::*;
        let mut absorbed = finding("absorbed", Verdict::Warn, &[LargerStep]);
        let mut mixed = finding("mixed", Verdict::Fail, &[AnotherStep]);
        let mut cold = finding("cold", Verdict::Fail, &[MoreCalibrationSteps, SmallerStep]);
        let mut stiff = finding("stiff", Verdict::Warn, &[SmallerStep]);
        settle(&mut [&mut absorbed, &mut mixed, &mut cold, &mut stiff]);
        assert_eq!(cold.advice, [MoreCalibrationSteps, SmallerStep]);
        assert_eq!((mixed.advice.len(), stiff.advice.len()), (1, 1));
        assert_eq!(
            *absorbed.message(),
            *"It is so. First resolve “cold”, which calls for the opposite."
        );
        let mut first = finding("first", Verdict::Warn, &[LargerStep]);
        let mut second = finding("second", Verdict::Warn, &[MoreSteps, SmallerStep]);
        settle(&mut [&mut first, &mut second]);
        assert_eq!(*second.message(), *"It is so. Run longer.");
    }
}
