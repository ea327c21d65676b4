//! Problems of an experiment, as values that the page shows in place.

use expression::FormulaError;
use message::Message;
use serde::Serialize;
use std::fmt;

/// Most problems listed for one experiment: more than anybody reads at once.
pub(super) const MOST_PROBLEMS: usize = 20;

/// A problem with one field.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Problem {
    /// Dotted name of the field, as in [`super::SETTINGS`]; empty for the experiment as a whole.
    pub field: String,
    /// One sentence: what is wrong and what is allowed.
    #[serde(flatten)]
    pub message: Box<Message>,
    /// Range in a formula's text, in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub span: Option<[usize; 2]>,
    /// The whole text with the likely fix.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub fix: Option<String>,
    /// The text of a formula in the potential's place that cannot be read, to be corrected.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub given: Option<Box<str>>,
    /// The preset used instead, if the potential as a whole is unusable.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub instead: Option<String>,
}

impl Problem {
    /// A problem with a field, without a position in a formula.
    pub fn new(field: impl Into<String>, message: Message) -> Self {
        Problem {
            field: field.into(),
            message: Box::new(message),
            span: None,
            fix: None,
            given: None,
            instead: None,
        }
    }
}

/// All problems of an experiment.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    /// All of them as one message.
    pub fn message(self) -> Message {
        let messages = self.0.into_iter().map(|problem| *problem.message);
        messages.reduce(Message::and).unwrap_or_default()
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.clone().message().fmt(f)
    }
}

impl std::error::Error for Problems {}

pub(crate) fn formula_problem(field: &str, error: FormulaError) -> Problem {
    Problem {
        field: field.to_owned(),
        message: Box::new(error.message),
        span: Some([error.start, error.end]),
        fix: error.fix,
        given: None,
        instead: None,
    }
}
