//! Errors in a formula, with their position.

use message::Message;
use std::fmt;
use std::ops::Range;

/// An error in a formula: a sentence, the position in bytes of the text, and the corrected text if
/// a fix is likely.
#[derive(Clone, Debug, PartialEq)]
pub struct FormulaError {
    /// One sentence: what is wrong and what was expected.
    pub message: Message,
    /// Start of the marked part, in bytes.
    pub start: usize,
    /// End of the marked part.
    pub end: usize,
    /// The text as it was probably meant.
    pub fix: Option<String>,
}

impl FormulaError {
    pub(super) fn new(message: Message, place: Range<usize>) -> Self {
        FormulaError {
            message,
            start: place.start,
            end: place.end,
            fix: None,
        }
    }

    /// Offers the text with `place` replaced as a fix.
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
        self.message.fmt(f)
    }
}

impl std::error::Error for FormulaError {}
