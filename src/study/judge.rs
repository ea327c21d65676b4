//! The judgement of an outcome: consistent validity checks, warnings and summary.

use crate::finding::settle;
use crate::severity::of_potential;
use crate::summary::summarize;
use crate::validity_checks::{Seen, findings};
use crate::warnings::{doubts, warnings};
use crate::{Outcome, Validity};

/// Judges an outcome by its numbers and, after a probe, by single steps. Without a probe there is
/// no validity report.
pub(super) fn judge(outcome: &mut Outcome, seen: Option<Seen>) {
    let mut rows = findings(outcome, seen.as_ref());
    let mut others = doubts(outcome, &rows);
    settle(&mut rows.iter_mut().chain(&mut others).collect::<Vec<_>>());
    outcome.warnings = warnings(outcome, &rows, &others);
    outcome.trust = seen.map(|seen| Validity {
        verdict: of_potential(
            outcome,
            &rows
                .iter()
                .map(|r| (r.name.code(), r.verdict))
                .collect::<Vec<_>>(),
        ),
        regime: Some(seen.regime),
        rows: rows.iter().map(|r| r.row()).collect(),
    });
    summarize(outcome);
}
