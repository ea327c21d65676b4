//! Errors in a formula, with their place.

use std::fmt;
use std::ops::Range;

/// What is wrong with a formula: a sentence, the place in bytes of its text, and the whole text
/// with the likely fix where there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaError {
    /// One sentence: what was wrong and what was expected.
    pub message: String,
    /// Where the place begins, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// The text as it was probably meant.
    pub fix: Option<String>,
}

impl FormulaError {
    pub(super) fn new(message: impl Into<String>, place: Range<usize>) -> Self {
        FormulaError {
            message: message.into(),
            start: place.start,
            end: place.end,
            fix: None,
        }
    }

    /// Offers the text with `place` replaced.
    pub(super) fn replacing(mut self, text: &str, place: Range<usize>, by: &str) -> Self {
        self.fix = Some(format!(
            "{}{by}{}",
            &text[..place.start],
            &text[place.end..]
        ));
        self
    }
}

impl fmt::Display for FormulaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for FormulaError {}
