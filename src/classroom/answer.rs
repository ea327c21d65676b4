//! Expected answers, their tolerance, and the judgement of an answer.

use experiment::Problem;
use message::say;
use serde::Serialize;
use serde_json::Value;

/// Quantities to compare an answer with, read from the student's own outcome: a name, and a JSON
/// pointer into the outcome. The value of a list is its length.
pub const QUANTITIES: [(&str, &str); 7] = [
    ("inverse-temperature", "/inverse_temperature/used"),
    ("momentum-variance", "/momentum/symmetric_covariance/0/0"),
    ("noise-covariance", "/noise_covariance/estimate/0/0"),
    ("excess-kurtosis", "/momentum/excess_kurtosis/0"),
    ("wells", "/wells"),
    ("main-well", "/wells/0/position/0"),
    ("scales", "/scales/scales"),
];

/// Significant digits of an answer in a code.
const DIGITS: usize = 6;

/// The expected answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Expected {
    /// A text, which the teacher judges.
    Text,
    /// A number, which a student's link may leave out.
    Number(Option<f64>),
    /// An index into [`QUANTITIES`].
    Quantity(usize),
}

impl Expected {
    /// The problem of an answer that is missing or no number.
    pub(super) fn unanswered(&self) -> Problem {
        let message = match self {
            Expected::Text => say!("answer-first", "Write an answer first."),
            _ => say!(
                "answer-number",
                "The answer must be a number: write it as 0.25, 2.5e-1 or 1/4."
            ),
        };
        Problem::new("answer", message)
    }
}

/// The allowed error of an answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tolerance {
    /// In the units of the answer.
    Absolute(f64),
    /// As a share of the expected value.
    Relative(f64),
}

/// The expected value, and the verdict on an answer, as far as they are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Judgement {
    pub expected: Option<f64>,
    pub right: Option<bool>,
}

impl Tolerance {
    /// Reads a number, or a share with a percent sign.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let found = match text.strip_suffix('%') {
            Some(percent) => Tolerance::Relative(read_number(percent)? / 100.0),
            None => Tolerance::Absolute(read_number(text)?),
        };
        let (Tolerance::Absolute(size) | Tolerance::Relative(size)) = found;
        (size >= 0.0).then_some(found)
    }

    fn holds(self, answer: f64, expected: f64) -> bool {
        // Rounding of decimal digits must not decide.
        let slack = 1e-9 * expected.abs().max(answer.abs());
        let allowed = match self {
            Tolerance::Absolute(size) => size,
            Tolerance::Relative(share) => share * expected.abs(),
        };
        (answer - expected).abs() <= allowed + slack
    }
}

impl Expected {
    /// The expected value, if known; that of a quantity requires an outcome.
    fn value(&self, outcome: Option<&Value>) -> Option<f64> {
        match self {
            Expected::Text => None,
            Expected::Number(value) => *value,
            Expected::Quantity(place) => {
                let (_, path) = QUANTITIES.get(*place)?;
                match outcome?.pointer(path)? {
                    Value::Array(items) => Some(items.len() as f64),
                    value => value.as_f64(),
                }
            }
        }
    }

    /// Judges a numeric answer.
    pub fn judge(&self, tolerance: Tolerance, answer: f64, outcome: Option<&Value>) -> Judgement {
        let expected = self.value(outcome);
        Judgement {
            expected,
            right: expected.map(|expected| tolerance.holds(answer, expected)),
        }
    }
}

/// Reads a number with a decimal point or comma, or a fraction, rounded to the digits of a code.
pub fn read_number(text: &str) -> Option<f64> {
    let neutral = |c| match c {
        ',' => '.',
        '−' | '–' => '-',
        c => c,
    };
    let text: String = text.trim().chars().map(neutral).collect();
    let number = |part: &str| part.trim().parse::<f64>().ok();
    let value = match text.split_once('/') {
        Some((over, under)) => number(over)? / number(under)?,
        None => number(&text)?,
    };
    let rounded: f64 = format!("{value:.*e}", DIGITS - 1).parse().ok()?;
    rounded.is_finite().then_some(rounded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, number) in [
            ("0,25", 0.25),
            (" 1/4", 0.25),
            ("−2.5e-1", -0.25),
            ("1/3", 0.333333),
            ("7", 7.0),
        ] {
            assert_eq!(read_number(text), Some(number), "{text}");
        }
        for text in ["", "1/0", "two", "1/2/3", "NaN", "inf", "1.2.3"] {
            assert_eq!(read_number(text), None, "{text}");
        }
    }

    #[test]
    fn an_answer_is_right_within_its_tolerance() {
        let judge = |tolerance: &str, answer, expected| {
            let tolerance = Tolerance::read(tolerance).unwrap();
            Expected::Number(Some(expected))
                .judge(tolerance, answer, None)
                .right
        };
        // The edge of the tolerance is inside, though 0.7 + 0.1 is not 0.8 in binary.
        assert_eq!(judge("0.1", 0.8, 0.7), Some(true));
        assert_eq!(judge("0.1", 0.81, 0.7), Some(false));
        assert_eq!(judge("5 %", -1.05, -1.0), Some(true));
        assert_eq!(judge("5%", 1.0, -1.0), Some(false));
        assert_eq!(judge("0", 3.0, 3.0), Some(true));
        for text in ["", "%", "-1", "a"] {
            assert_eq!(Tolerance::read(text), None, "{text}");
        }
        assert_eq!(
            Expected::Number(None).judge(Tolerance::Absolute(1.0), 1.0, None),
            Judgement::default()
        );
    }

    #[test]
    fn quantities_are_read_from_the_students_outcome() {
        let outcome = json!({ "wells": [{ "position": [-1.07] }, {}], "inverse_temperature": { "used": 0.37 } });
        let value = |name: &str| {
            let place = QUANTITIES.iter().position(|(n, _)| *n == name).unwrap();
            Expected::Quantity(place).judge(Tolerance::Relative(0.1), 0.36, Some(&outcome))
        };
        assert_eq!(
            value("inverse-temperature"),
            Judgement {
                expected: Some(0.37),
                right: Some(true)
            }
        );
        assert_eq!(value("wells").expected, Some(2.0));
        assert_eq!(value("main-well").expected, Some(-1.07));
        assert_eq!(value("scales"), Judgement::default());
    }
}
