//! The checks that do not pass: which of the two estimates they concern, and the worst of them.

use crate::{Motion, Outcome, Regime, Row, Validity, Verdict};
use message::{Message, count, say};
use statistics::descending;

/// Checks of assumptions that only the estimate from the positions makes: one temperature everywhere
/// and in all directions, the Gibbs law, a weak friction, no current, populations that tell depths.
/// Normal momenta are not among them: they show that the step separates the scales, which the forces
/// need too.
const OF_POSITIONS: [&str; 5] = ["friction", "calibration", "visits", "even", "tilt"];

/// The check that the noise has the same strength everywhere, and those that fail with it: where its
/// strength changes, so does the temperature, momenta of different temperatures are not normal
/// together, and the square of the noise changes as slowly as a walker moves.
const EVEN: &str = "even";
const OF_UNEVEN_NOISE: [&str; 2] = ["normal", "white-square"];

/// The check that compares both estimates.
const AGREEMENT: &str = "agreement";

/// The verdicts of some checks, with their codes.
pub(super) type Verdicts<'a> = [(&'a str, Verdict)];

/// The verdict on the potential of an outcome: the worst of its checks. A failure that the estimate
/// from the forces does not share is a doubt about it, since nothing then confirms it.
pub(super) fn of_potential(outcome: &Outcome, checks: &Verdicts) -> Verdict {
    let each = checks.iter().map(|(code, verdict)| {
        let shared = fails_potential(outcome, checks, code);
        let doubt = *verdict == Verdict::Fail && !shared;
        if doubt { Verdict::Warn } else { *verdict }
    });
    each.max().unwrap_or(Verdict::Fail)
}

/// True if a failure of this check is one of the potential. Without a doubtful assumption of the
/// positions it is unknown which estimate is wrong where they disagree.
fn fails_potential(outcome: &Outcome, checks: &Verdicts, code: &str) -> bool {
    let fails = |code: &str| checks.contains(&(code, Verdict::Fail));
    let uneven = fails(EVEN) && OF_UNEVEN_NOISE.contains(&code);
    let of_positions = |code: &str| OF_POSITIONS.contains(&code);
    let explained = || {
        let mut doubted = checks.iter().filter(|(_, v)| *v > Verdict::Pass);
        doubted.any(|(code, _)| of_positions(code))
    };
    let explained = of_positions(code) || uneven || code == AGREEMENT && explained();
    outcome.positions.is_none() || !explained
}

/// True if nothing but a disagreement that nothing explains fails.
pub(super) fn unconfirmed(outcome: &Outcome, validity: &Validity) -> bool {
    let checks = verdicts(validity);
    let mut failed = failed(validity).filter(|row| fails_potential(outcome, &checks, &row.code));
    outcome.positions.is_some() && failed.all(|row| row.code == AGREEMENT)
}

/// The checks that fail.
pub(super) fn failed(validity: &Validity) -> impl Iterator<Item = &Row> {
    let rows = validity.rows.iter();
    rows.filter(|row| row.verdict == Verdict::Fail)
}

fn verdicts(validity: &Validity) -> Vec<(&str, Verdict)> {
    let rows = validity.rows.iter();
    rows.map(|row| (row.code.as_str(), row.verdict)).collect()
}

/// The number of checks with the worst verdict, and the worst of them, a failure of the potential
/// before one of the positions alone and the cause before the rest; if all pass, the first warning.
pub fn doubt(outcome: &Outcome, validity: &Validity) -> Option<Message> {
    let checks = verdicts(validity);
    let of = |verdict: Verdict| -> Vec<&Row> {
        let rows = validity.rows.iter();
        rows.filter(|r| r.verdict == verdict).collect()
    };
    let least = checks.iter().map(|(_, verdict)| *verdict).max()?;
    if least == Verdict::Pass {
        let warned = outcome.warnings.first();
        return warned.map(|w| Message::of(&w.message, &w.sentences));
    }
    let worst = of(least);
    let shared: Vec<&Row> = (worst.iter().copied())
        .filter(|row| fails_potential(outcome, &checks, &row.code))
        .collect();
    // So strong a friction is why the momenta follow no law.
    let cause = worst.iter().copied().find(|row| row.code == "friction");
    let severe = || most_severe(validity, &shared).or_else(|| most_severe(validity, &worst));
    let first = cause.or_else(severe)?;
    let name = Message::coded(&first.name, &first.code);
    let all = count(validity.rows.len() as f64);
    let some = count(worst.len() as f64);
    let said = match (least, worst.len()) {
        (Verdict::Fail, 1) => say!(
            "check-fails",
            "{some} of {all} checks fails: “{name}”.",
            some = some,
            all = all,
            name = name
        ),
        (Verdict::Fail, _) => say!(
            "checks-fail",
            "{some} of {all} checks fail, above all “{name}”.",
            some = some,
            all = all,
            name = name
        ),
        (_, 1) => say!(
            "check-in-doubt",
            "{some} of {all} checks is in doubt: “{name}”.",
            some = some,
            all = all,
            name = name
        ),
        (_, _) => say!(
            "checks-in-doubt",
            "{some} of {all} checks are in doubt, above all “{name}”.",
            some = some,
            all = all,
            name = name
        ),
    };
    Some(said.and(Message::of(&first.reason, &first.sentences)))
}

/// The worst of some checks, by how far beyond its limit each is; of equals the first, on which the
/// others may depend.
fn most_severe<'a>(validity: &Validity, rows: &[&'a Row]) -> Option<&'a Row> {
    let severities: Vec<f64> = rows.iter().map(|row| severity(validity, row)).collect();
    let order = descending(&severities);
    order.first().map(|&first| rows[first])
}

/// Of a failure the multiple of its limit, of a doubt the part of the way from the pass to it.
fn severity(validity: &Validity, row: &Row) -> f64 {
    let is_chaotic = |regime: &Regime| regime.motion == Motion::Chaotic;
    let moves = row.code != "chaos" || validity.regime.as_ref().is_some_and(is_chaotic);
    let Some(x) = row.number.filter(|_| moves) else {
        // A number that cannot be measured is only a doubt.
        let fails = row.verdict == Verdict::Fail;
        return if fails { f64::INFINITY } else { 0.0 };
    };
    // A region that cuts off positions is the cause of what is missing in it; without any inside it is
    // that of everything.
    if row.code == "region" && x >= 1.0 {
        return f64::INFINITY;
    }
    let limit = match row.code.as_str() {
        "region" => row.threshold,
        _ => row.limit,
    };
    let multiple = if row.threshold < row.limit {
        x / limit
    } else if x > 0.0 {
        row.limit / x
    } else {
        f64::INFINITY
    };
    match row.verdict {
        Verdict::Fail => multiple,
        _ => (x - row.threshold) / (row.limit - row.threshold),
    }
}

#[cfg(test)]
mod tests {
    use super::doubt;
    use crate::Verdict;
    use crate::warnings::tests::{believed, clean};

    #[test]
    fn the_check_furthest_beyond_its_limit_is_named() {
        let mut outcome = believed(clean("preset=test1&step=0.5"));
        let mut validity = outcome.trust.take().unwrap();
        validity.verdict = Verdict::Fail;
        for (code, number, verdict) in [
            ("region", 0.6, Verdict::Fail),
            ("samples", 5.0, Verdict::Fail),
            ("halves", 9.0, Verdict::Fail),
            // However far a doubt is, a failure comes first.
            ("divergence", 0.099, Verdict::Warn),
        ] {
            let row = validity
                .rows
                .iter_mut()
                .find(|row| row.code == code)
                .unwrap();
            (row.number, row.verdict) = (Some(number), verdict);
        }
        let said = doubt(&outcome, &validity).unwrap();
        let named = "above all “The region holds enough independent samples”";
        assert!(said.contains(named), "{said}");
    }
}
