//! Verdicts on an outcome: the validity checks and the warnings.

use crate::advice::Advice;
use crate::regime::Regime;
use message::Sentence;
use serde::{Deserialize, Serialize};

/// The validity checks of an outcome, and their verdict.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Validity {
    /// `None` where no walker has moved: of the rows of a file.
    pub regime: Option<Regime>,
    pub rows: Vec<Row>,
    /// The worst of the rows' verdicts. Where U comes from the forces, a failure of an assumption that
    /// only the estimate from the positions makes is a doubt.
    pub verdict: Verdict,
}

/// The check of one assumption.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Row {
    /// Identifier for programs, and the code of the name as a message.
    pub code: String,
    /// The assumption.
    pub name: String,
    /// The measured number; `None` if it could not be measured.
    pub number: Option<f64>,
    /// The end of the passes and the start of the failures; their order tells the bad direction.
    pub threshold: f64,
    pub limit: f64,
    pub verdict: Verdict,
    /// The meaning of the number and, unless the check passes, the remedy.
    pub reason: String,
    /// The reason as codes with values.
    #[serde(default)]
    pub sentences: Vec<Sentence>,
    /// The remedy for programs. No other row and no warning of an outcome advises the opposite.
    #[serde(default)]
    pub advice: Vec<Advice>,
}

/// The result of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    Pass,
    Warn,
    Fail,
}

/// A reason to doubt an outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Warning {
    /// Identifier for programs.
    pub code: String,
    /// The problem and its remedy in a sentence.
    pub message: String,
    /// The same as codes with values.
    #[serde(default)]
    pub sentences: Vec<Sentence>,
    /// The remedy for programs. No other warning and no row of the validity report advises the
    /// opposite.
    #[serde(default)]
    pub advice: Vec<Advice>,
}
