//! Verdicts on an outcome: the validity checks, and what a reader must know besides.

use crate::advice::Advice;
use crate::regime::Regime;
use serde::{Deserialize, Serialize};

/// The validity checks of an outcome, and their verdict.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Trust {
    pub regime: Regime,
    pub rows: Vec<Row>,
    /// The worst of the rows' verdicts.
    pub verdict: Verdict,
}

/// One assumption.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Row {
    /// A word for programs.
    pub code: String,
    /// What is assumed.
    pub name: String,
    /// What was measured; `None` where it could not be.
    pub number: Option<f64>,
    /// Where a pass ends, and where a failure begins; which way is bad follows from their order.
    pub threshold: f64,
    pub limit: f64,
    pub verdict: Verdict,
    /// What the number means, and after a warning or a failure what to change.
    pub reason: String,
    /// The same for programs. No other row and no warning of an outcome advises the opposite.
    #[serde(default)]
    pub advice: Vec<Advice>,
}

/// What a row comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    Pass,
    Warn,
    Fail,
}

/// Something a reader must know before believing the outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Warning {
    /// A word for programs.
    pub code: String,
    /// A sentence for people: what is wrong and what to change.
    pub message: String,
    /// What to change, for programs. No other warning and no row of the validity report of an outcome
    /// advises the opposite.
    #[serde(default)]
    pub advice: Vec<Advice>,
}
