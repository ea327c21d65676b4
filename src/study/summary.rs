//! The summary of an outcome in a few sentences.

use crate::number_text::{as_written, measured, told_from, with_error};
use crate::{Comparison, Outcome, ReferenceScore, Row, Trust, Verdict, Warning};

/// Longest formula, in characters, that a sentence writes out.
const LONG_FORMULA: usize = 60;
/// Tolerance on a calibrated `β̂` of one, apart from standard errors.
const NEAR_ONE: f64 = 0.05;
/// Multiple of the noise floor (the difference between the two halves of one ensemble) from which
/// two ensembles differ clearly.
const CLEAR: f64 = 2.0;

/// Summarizes an outcome. It announces nothing before the validity checks, and nothing that fails
/// one as a result.
pub(super) fn summary(outcome: &Outcome) -> String {
    if let Some(scales) = &outcome.scales {
        return match (outcome.complete, scales.scales.is_empty()) {
            (true, _) => scales.summary(),
            (false, true) => "No scale has been found so far; the scan goes on.".to_owned(),
            (false, false) => format!("So far: {}", scales.summary()),
        };
    }
    let temperature = outcome.inverse_temperature;
    if outcome.steps == 0 || !temperature.used.is_finite() {
        let lost = outcome.warnings.iter().find(|w| w.code == "lost");
        return lost
            .map_or("Nothing has been recorded yet.", |w| w.message.as_str())
            .to_owned();
    }
    let beta = with_error(temperature.used, temperature.standard_error);
    let score = outcome.reference.as_ref().map_or(String::new(), |r| {
        format!(
            ", and U is within {} of {} (root mean square)",
            measured(r.rmse),
            name(r)
        )
    });
    let found = format!("β̂ = {beta}{score}.");
    let told = match &outcome.trust {
        None => format!("So far {found} The validity checks follow at the end of the run."),
        Some(trust) => match (trust.verdict, doubt(trust, &outcome.warnings)) {
            (Verdict::Fail, Some(doubt)) => {
                format!("Do not believe this result: {doubt} As it stands, {found}")
            }
            (_, Some(doubt)) => format!(
                "{}: {found} Treat it with caution: {doubt}",
                announced(outcome)
            ),
            (_, None) => format!("{}: {found}", announced(outcome)),
        },
    };
    // A difference from dynamics that the fine step does not resolve says nothing of the surrogate.
    let unresolved = |w: &Warning| w.code == "original-unresolved";
    let resolved = !outcome.warnings.iter().any(unresolved);
    let moved = outcome.comparison.as_ref().filter(|_| resolved);
    let moved = moved.and_then(dynamics);
    told + &moved.unwrap_or_default()
}

/// The announcement of a result that no check contradicts.
fn announced(outcome: &Outcome) -> String {
    let temperature = outcome.inverse_temperature;
    let near = NEAR_ONE + 2.0 * temperature.standard_error.max(0.0);
    let calibrated = match &outcome.noise_covariance {
        None => "",
        Some(_) if (temperature.used - 1.0).abs() <= near => {
            ", and the friction was calibrated to it, so β̂ is near 1"
        }
        Some(_) => ", and the friction was calibrated to it, but β̂ differs from the expected 1",
    };
    format!("{}{calibrated}", noise(outcome))
}

/// The number of checks with the worst verdict, and the first of them; if all pass, the first
/// warning.
fn doubt(trust: &Trust, warnings: &[Warning]) -> Option<String> {
    let worst: Vec<&Row> = trust
        .rows
        .iter()
        .filter(|r| r.verdict == trust.verdict)
        .collect();
    let (all, some) = (trust.rows.len(), worst.len());
    let verb = match (trust.verdict, some) {
        (Verdict::Pass, _) => return warnings.first().map(|w| w.message.clone()),
        (Verdict::Warn, 1) => "is in doubt",
        (Verdict::Warn, _) => "are in doubt",
        (Verdict::Fail, 1) => "fails",
        (Verdict::Fail, _) => "fail",
    };
    let first = worst.first()?;
    let begun = if some == 1 { ":" } else { ", above all" };
    Some(format!(
        "{some} of {all} checks {verb}{begun} “{}”. {}",
        first.name, first.reason
    ))
}

/// The distance of the surrogate dynamics from the original, judged by the numbers as written.
fn dynamics(comparison: &Comparison) -> Option<String> {
    let (apart, floor) = (comparison.ensembles.first()?.distance?, comparison.floor?);
    let multiples = [
        ("mean path", apart.mean, floor.mean),
        ("autocorrelation", apart.correlation, floor.correlation),
        ("equilibrium", apart.distribution, floor.distribution),
    ]
    .map(|(name, apart, floor)| (name, as_written(apart) / as_written(floor)));
    let beyond = |limit: f64| -> Vec<String> {
        let beyond = multiples.iter().filter(move |(_, times)| *times > limit);
        beyond
            .map(|(name, times)| {
                let times = told_from(*times, &[1.0, CLEAR]);
                format!("{name} ({times} times the chance level)")
            })
            .collect()
    };
    let saving = format!(
        "with {} times fewer evaluations of the force",
        measured(comparison.saving)
    );
    let (clear, some) = (
        beyond(CLEAR).join(" and the "),
        beyond(1.0).join(" and the "),
    );
    Some(match (clear.as_str(), some.as_str()) {
        ("", "") => format!(
            " The surrogate dynamics differ from the original by no more than chance, {saving}."
        ),
        ("", some) => format!(
            " The surrogate dynamics differ from the original in the {some}, too little to be evidence, {saving}."
        ),
        (clear, _) => {
            format!(" The surrogate dynamics differ clearly from the original in the {clear}.")
        }
    })
}

/// The effect of the unresolved terms. A preset's references tell which these are: the last of
/// several is `V` itself.
fn noise(outcome: &Outcome) -> &'static str {
    if !outcome.momentum.normal {
        return "At this step the momentum is not Gaussian, so the unresolved terms do not act as clean noise";
    }
    let step = outcome.experiment.step;
    let Some(preset) = outcome.experiment.preset() else {
        return "At this step the unresolved scales act as noise";
    };
    let scales = preset.references.len() - 1;
    let kept = preset.references.iter().position(|r| step >= r.from_step);
    match kept.map(|kept| scales - kept) {
        Some(0) if scales > 0 => "At this step every term is resolved and nothing acts as noise",
        Some(1) => "At this step the smallest term acts as noise",
        Some(2) => "At this step the two small terms act as noise",
        _ => "At this step the small ripples act as noise",
    }
}

/// The name of a reference in a sentence.
fn name(reference: &ReferenceScore) -> String {
    let typed = reference.name == "reference";
    if reference.formula.is_empty() {
        return format!("the {}", reference.name);
    }
    match reference.formula.chars().count() > LONG_FORMULA {
        true if typed => "the reference".to_owned(),
        true => reference.name.clone(),
        false if typed => reference.formula.clone(),
        false => format!("{} = {}", reference.name, reference.formula),
    }
}

#[cfg(test)]
mod tests {
    use super::summary;
    use crate::warnings::tests::{believed, calibrated, clean};
    use crate::{Comparison, Distance, Ensemble};

    #[test]
    fn what_acts_as_noise_depends_on_the_step_and_the_preset() {
        let said = |link: &str| summary(&believed(clean(link)));
        assert!(said("preset=test1&step=0.5").starts_with("At this step the two small terms"));
        assert!(said("preset=test1&step=0.065").starts_with("At this step the smallest term"));
        assert!(said("preset=test1&step=0.001").contains("every term is resolved"));
        for preset in ["test4", "test5"] {
            let said = said(&format!("preset={preset}"));
            assert!(
                said.starts_with("At this step the small ripples act as noise"),
                "{said}"
            );
        }
    }

    #[test]
    fn a_calibrated_run_says_so_and_how_near_one_it_came() {
        let mut outcome = believed(calibrated());
        let said = summary(&outcome);
        assert!(
            said.contains("calibrated to it, so β̂ is near 1: β̂ = 1.0000 ± 0.0050"),
            "{said}"
        );
        outcome.inverse_temperature.used = 1.2;
        assert!(summary(&outcome).contains("differs from the expected 1"));
        outcome.noise_covariance = None;
        assert!(!summary(&outcome).contains("calibrated"));
    }

    #[test]
    fn a_long_formula_is_not_written_out() {
        let said = summary(&clean("preset=test4"));
        assert!(
            said.contains("of U0 = (2*x+y-1)^2/4 + (x-y-1)^2 (root mean square)."),
            "{said}"
        );
        let said = summary(&clean("preset=test5"));
        assert!(said.contains("of U0 (root mean square)."), "{said}");
        let typed = "preset=test4&reference=";
        assert!(summary(&clean(&format!("{typed}x^2"))).contains("of x^2 (root"));
        let long = format!("{typed}x^2{}", "*(1/3*3)".repeat(9));
        assert!(summary(&clean(&long)).contains("of the reference (root"));
    }

    #[test]
    fn words_on_dynamics_follow_from_the_numbers_as_they_are_written() {
        let said = |apart: f64, floor: f64| {
            let distance = |mean| Distance {
                mean,
                correlation: 0.01,
                distribution: 0.01,
            };
            let surrogate = Ensemble {
                distance: Some(distance(apart)),
                ..Ensemble::default()
            };
            let mut outcome = believed(clean("preset=test1"));
            outcome.comparison = Some(Comparison {
                ensembles: vec![surrogate],
                floor: Some(distance(floor)),
                saving: 200.0,
                ..Comparison::default()
            });
            summary(&outcome)
        };
        assert!(said(0.178, 0.179).contains("no more than chance"));
        // Both are written as 0.179.
        assert!(said(0.17904, 0.17896).contains("no more than chance"));
        let little = said(0.191, 0.179);
        let expected = "in the mean path (1.07 times the chance level), too little";
        assert!(little.contains(expected), "{little}");
        assert!(
            said(0.4, 0.179).contains("clearly from the original in the mean path (2.23 times")
        );
    }
}
