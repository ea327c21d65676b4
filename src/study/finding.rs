//! Something that was looked at: what was measured, what that means, and what to change.

use crate::written::told_from;
use crate::{Advice, Row, Verdict, Warning};

/// Where a pass ends, and where a failure begins; which way is bad follows from their order.
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

/// What is told of it, in the trust report and among the warnings alike.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    pub code: &'static str,
    /// What is assumed.
    pub name: &'static str,
    pub number: Option<f64>,
    pub limits: Limits,
    pub verdict: Verdict,
    /// What was measured, in a sentence.
    pub fact: String,
    /// What that means, unless it passes.
    pub why: String,
    pub advice: Vec<Advice>,
    /// The advice in words, where they are not the usual ones.
    pub sentence: Option<String>,
}

impl Finding {
    /// A number held against its limits; one that could not be measured is in doubt.
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
                true => "There is too little data to say.".to_owned(),
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

    /// Something in doubt that has no number of its own.
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

    /// The number, in units of so much less, with the digits that tell it from its limits.
    pub fn told(&self, scale: f64) -> String {
        let limits = [self.limits.pass, self.limits.fail].map(|limit| scale * limit);
        self.number
            .map_or_else(String::new, |x| told_from(scale * x, &limits))
    }

    /// Says what was measured, and unless it passes what that means and what to change.
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

    /// All that is to be said.
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

    /// The same among the warnings, where it may have another code.
    pub fn warning(&self, code: &str) -> Warning {
        Warning {
            code: code.to_owned(),
            message: self.message(),
            advice: self.advice.clone(),
        }
    }
}
