//! Whatever an outcome tells of itself is one story: its summary, its validity report, its warnings and
//! its numbers.

use stepsieve::message::{count, measured, with_error};
use stepsieve::study::{Advice, Outcome, Row, Verdict};

/// `Err` says where the story has two ends.
pub fn check(outcome: &Outcome) -> Result<(), String> {
    let rows = outcome.trust.iter().flat_map(|t| &t.rows);
    let advice: Vec<Advice> = (rows.clone().flat_map(|r| &r.advice))
        .chain(outcome.warnings.iter().flat_map(|w| &w.advice))
        .copied()
        .collect();
    let both = advice.iter().filter_map(|a| a.opposite());
    for opposite in both {
        if advice.contains(&opposite) {
            return Err(format!("{opposite:?} and its opposite are advised"));
        }
    }
    let mut texts: Vec<&str> = rows.clone().map(|r| r.reason.as_str()).collect();
    texts.extend(outcome.warnings.iter().map(|w| w.message.as_str()));
    texts.extend(
        outcome
            .trust
            .iter()
            .map(|t| t.regime.as_ref().map_or("", |r| r.message.as_str())),
    );
    texts.push(&outcome.summary);
    let all = texts.join("\n");
    if all.contains("a smaller step") && all.contains("a larger step") {
        return Err(format!("both directions are advised:\n{all}"));
    }
    // A comparison has a sentence more.
    let most = if outcome.comparison.is_some() {
        750
    } else {
        600
    };
    if let Some(long) = texts.iter().find(|t| t.chars().count() > most) {
        return Err(format!("{long} is too long"));
    }
    if let Some(step) = outcome
        .trust
        .as_ref()
        .and_then(|t| t.regime.as_ref()?.proposed_step)
    {
        let against = match step > outcome.experiment.step {
            true => "a smaller step",
            false => "a larger step",
        };
        if all.contains(against) {
            return Err(format!("{step} is proposed, and {against}:\n{all}"));
        }
    }
    for warning in &outcome.warnings {
        let code = match warning.code.as_str() {
            "diverged" => "divergence",
            "absorbed" => "absorption",
            "not-normal" => "normal",
            "covariance" | "uncalibrated" => "calibration",
            "few-visits" => "visits",
            "halves" => "halves",
            _ => continue,
        };
        let row = rows.clone().find(|r| r.code == code);
        if row.is_some_and(|r| r.reason != warning.message || r.verdict == Verdict::Pass) {
            return Err(format!("{warning:?} and {row:?}"));
        }
    }
    for row in rows.clone() {
        let (Some(x), rising) = (row.number, row.threshold < row.limit) else {
            continue;
        };
        let beyond = |limit: f64| if rising { x > limit } else { x < limit };
        let passes = !beyond(row.threshold);
        // Where the motion is not chaotic, that is what fails.
        if row.code != "chaos" && passes != (row.verdict == Verdict::Pass) {
            return Err(format!("{row:?}"));
        }
    }
    headline(outcome)
}

/// What fails a check is not announced as a result, and numbers are those of the tables.
fn headline(outcome: &Outcome) -> Result<(), String> {
    let said = &outcome.summary;
    let wrong = |what: &str| Err(format!("{what}: {said}"));
    if outcome.steps == 0 {
        return Ok(());
    }
    let beta = outcome.inverse_temperature;
    if outcome.scan.is_none() {
        let damped = |r: &Row| r.code == "friction" && r.verdict == Verdict::Fail;
        let rows = outcome.trust.iter().flat_map(|t| &t.rows);
        let temperature = match rows.into_iter().any(damped) {
            true => "the temperature is unknown".to_owned(),
            false => with_error(beta.used, beta.standard_error).text,
        };
        if !said.contains(&temperature) {
            return wrong("another temperature");
        }
        let rmse = outcome.reference.as_ref().map(|r| measured(r.rmse));
        if rmse.is_some_and(|rmse| !said.contains(&format!("within {rmse} of"))) {
            return wrong("another distance");
        }
    }
    let Some(validity) = &outcome.trust else {
        return match said.starts_with("So far") {
            true => Ok(()),
            false => wrong("nothing has been checked"),
        };
    };
    let failed: Vec<_> = (validity.rows.iter())
        .filter(|r| r.verdict == Verdict::Fail)
        .collect();
    if !failed.is_empty() {
        let number = format!("{} of {} checks", failed.len(), validity.rows.len());
        // Of a potential from the forces, a failure of the positions is no more than a doubt.
        let told = match (validity.verdict, outcome.positions.is_some()) {
            (Verdict::Fail, false) => said.starts_with("Do not trust"),
            (Verdict::Fail, true) => {
                said.starts_with("Do not trust") || said.starts_with("This result is not confirmed")
            }
            (_, from_forces) => from_forces && said.starts_with("U comes from the forces"),
        };
        if !told || !said.contains(&number) {
            return wrong("a failure is not told");
        }
        let reason = failed.iter().any(|row| said.contains(&row.reason));
        if !reason || said.contains("At this step") {
            return wrong("the reason is not told");
        }
    } else if (validity.verdict == Verdict::Warn) != said.contains("in doubt") {
        return wrong("a doubt is not told");
    }
    let samples = validity.rows.iter().find(|r| r.code == "samples");
    let potential = &outcome.potential;
    let volume: f64 = potential.axes.iter().map(|x| x[1] - x[0]).product();
    let inside = potential.density.iter().map(|d| d * volume).sum::<f64>();
    // A sum of terms has no density on a grid.
    let cut = !potential.density.is_empty() && inside < 0.95;
    let share = if cut { inside } else { 1.0 };
    let worth = count(outcome.sampling.size * share);
    match samples {
        Some(row) if row.number.is_some() && !row.reason.contains(&worth.text) => {
            Err(format!("{worth} samples, and {}", row.reason))
        }
        _ => Ok(()),
    }
}
