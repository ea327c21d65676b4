//! The judgement of an outcome: consistent validity checks, warnings and summary.

use crate::finding::settle;
use crate::summary::summarize;
use crate::validity_checks::{Seen, findings};
use crate::warnings::{doubts, warnings};
use crate::{Outcome, Trust, Verdict};

/// Judges an outcome by its numbers and, after a probe, by single steps. Without a probe there is
/// no validity report.
pub(super) fn judge(outcome: &mut Outcome, seen: Option<Seen>) {
    let mut rows = findings(outcome, seen.as_ref());
    let mut others = doubts(outcome);
    settle(&mut rows.iter_mut().chain(&mut others).collect::<Vec<_>>());
    outcome.warnings = warnings(outcome, &rows, &others);
    outcome.trust = seen.map(|seen| Trust {
        verdict: rows
            .iter()
            .map(|r| r.verdict)
            .max()
            .unwrap_or(Verdict::Fail),
        regime: seen.regime,
        rows: rows.iter().map(|r| r.row()).collect(),
    });
    summarize(outcome);
}
