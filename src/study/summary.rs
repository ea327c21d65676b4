//! The summary of an outcome in a few sentences.

use crate::severity::{doubt, failed, unconfirmed};
use crate::{Comparison, Outcome, ReferenceScore, ScanPoint, Verdict, Warning};
use message::{Message, Told, as_written, digits, list, measured, say, told_from, with_error};
use statistics::scored;

/// Walkers lost per million steps from which a window of 512 steps loses one in ten.
const MANY_BLOW_UP: f64 = 200.0;
/// Longest formula, in characters, that a sentence writes out.
const LONG_FORMULA: usize = 60;
/// Tolerance on a calibrated `β̂` of one, apart from standard errors.
const NEAR_ONE: f64 = 0.05;
/// Multiple of the noise floor (the difference between the two halves of one ensemble) from which
/// two ensembles differ clearly.
const CLEAR: f64 = 2.0;

/// Sets the summary of an outcome.
pub(super) fn summarize(outcome: &mut Outcome) {
    let Message { text, sentences } = summary(outcome);
    (outcome.summary, outcome.sentences) = (text, sentences);
}

/// Summarizes an outcome. It announces nothing before the validity checks, and nothing that fails
/// one as a result.
fn summary(outcome: &Outcome) -> Message {
    if let Some(scales) = &outcome.scales {
        return match (outcome.complete, scales.scales.is_empty()) {
            (true, true) => inconclusive(outcome).unwrap_or_else(|| scales.summary()),
            (true, false) => scales.summary().and(doubt_of_largest(outcome)),
            (false, true) => say!(
                "no-scale-yet",
                "No scale has been found so far; the scan goes on."
            ),
            (false, false) => say!("scales-so-far", "So far: {found}", found = scales.summary()),
        };
    }
    if outcome.steps == 0 || !outcome.inverse_temperature.used.is_finite() {
        let lost = outcome.warnings.iter().find(|w| w.code == "lost");
        let nothing = || say!("nothing-recorded", "Nothing has been recorded yet.");
        return lost.map_or_else(nothing, |w| Message::of(&w.message, &w.sentences));
    }
    let found = found(outcome);
    let told = match &outcome.trust {
        None => say!(
            "result-so-far",
            "So far {found} The validity checks follow at the end of the run.",
            found = found
        ),
        Some(validity) => match (validity.verdict, doubt(outcome, validity)) {
            (Verdict::Fail, Some(doubt)) if unconfirmed(outcome, validity) => say!(
                "result-unconfirmed",
                "This result is not confirmed: {doubt} As it stands, {found}",
                doubt = doubt,
                found = found
            ),
            (Verdict::Fail, Some(doubt)) => say!(
                "result-unbelievable",
                "Do not trust this result: {doubt} As it stands, {found}",
                doubt = doubt,
                found = found
            ),
            (_, Some(doubt)) if failed(validity).next().is_some() => say!(
                "result-from-forces",
                "U comes from the forces, which need no temperature, no Gibbs law and no calibrated friction; the estimate from the positions is not reliable, so nothing confirms U. {doubt} As it stands, {found}",
                doubt = doubt,
                found = found
            ),
            (_, Some(doubt)) => say!(
                "result-in-doubt",
                "{announced}: {found} Treat it with caution: {doubt}",
                announced = announced(outcome),
                found = found,
                doubt = doubt
            ),
            (_, None) => say!(
                "result",
                "{announced}: {found}",
                announced = announced(outcome),
                found = found
            ),
        },
    };
    // A difference from dynamics that the fine step does not resolve says nothing of the surrogate.
    let unresolved = |w: &Warning| w.code == "original-unresolved";
    let resolved = !outcome.warnings.iter().any(unresolved);
    let moved = outcome.comparison.as_ref().filter(|_| resolved);
    let moved = moved.and_then(dynamics);
    told.and(moved.unwrap_or_default())
}

/// The reason for the doubt about the potential of the largest scale, if there is one.
fn doubt_of_largest(outcome: &Outcome) -> Message {
    let validity = outcome.trust.as_ref();
    let validity = validity.filter(|validity| validity.verdict > Verdict::Pass);
    let largest = outcome
        .scales
        .as_ref()
        .and_then(|found| found.scales.last());
    let doubted = validity
        .and_then(|validity| doubt(outcome, validity))
        .zip(largest);
    doubted.map_or(Message::default(), |(doubt, largest)| {
        say!(
            "doubt-at-step",
            "At a step of {step}: {doubt}",
            step = measured(largest.step),
            doubt = doubt
        )
    })
}

/// Why a scan without a scale says nothing, if that is so.
fn inconclusive(outcome: &Outcome) -> Option<Message> {
    let points = outcome.scan.as_ref()?;
    let most = |holds: &dyn Fn(&ScanPoint) -> bool| {
        2 * points.iter().filter(|point| holds(point)).count() > points.len()
    };
    if most(&|point| point.diverged_per_million > MANY_BLOW_UP) {
        Some(say!(
            "scan-diverged",
            "The scan is inconclusive: at the majority of steps walkers diverge, because the steps are too large for this energy or the energy is unbounded below."
        ))
    } else if most(&|point| !point.noise_power_error.is_finite()) {
        Some(say!(
            "scan-too-short",
            "The scan is inconclusive: each point has too few steps to estimate the error of the noise power. Increase the scan steps."
        ))
    } else {
        None
    }
}

/// The temperature, and the distance from the reference.
fn found(outcome: &Outcome) -> Message {
    let temperature = outcome.inverse_temperature;
    let beta = match outcome.has_temperature() {
        false => say!("no-temperature", "the temperature is unknown"),
        true => say!(
            "temperature",
            "β̂ = {beta}",
            beta = with_error(temperature.used, temperature.standard_error)
        ),
    };
    match &outcome.reference {
        None => say!("found", "{beta}.", beta = beta),
        Some(reference) => {
            let bins = scored(&outcome.potential.density);
            let unknown = |bin: &&usize| reference.energy.get(**bin) == Some(&None);
            let missing = bins.iter().filter(unknown).count() as f64 / bins.len() as f64;
            let distance = say!(
                "found-near-reference",
                "{beta}, and U is within {rmse} of {reference} (root mean square).",
                beta = beta,
                rmse = measured(reference.rmse),
                reference = name(reference)
            );
            distance.and(match missing > 0.0 {
                false => Message::default(),
                true => say!(
                    "reference-in-part",
                    "The reference is finite at only {share} % of the bins that count.",
                    share = digits(100.0 * (1.0 - missing), 2)
                ),
            })
        }
    }
}

/// The announcement of a result that no check contradicts.
fn announced(outcome: &Outcome) -> Message {
    let temperature = outcome.inverse_temperature;
    let near = NEAR_ONE + 2.0 * temperature.standard_error.max(0.0);
    let noise = noise(outcome);
    match &outcome.noise_covariance {
        None => noise,
        Some(_) if (temperature.used - 1.0).abs() <= near => say!(
            "calibrated-near-one",
            "{noise}, and the friction was calibrated to it, so β̂ is near 1",
            noise = noise
        ),
        Some(_) => say!(
            "calibrated-off-one",
            "{noise}, and the friction was calibrated to it, but β̂ differs from the expected 1",
            noise = noise
        ),
    }
}

/// The distance of the surrogate dynamics from the original, judged by the numbers as written.
fn dynamics(comparison: &Comparison) -> Option<Message> {
    let (apart, floor) = (comparison.ensembles.first()?.distance?, comparison.floor?);
    let multiples = [
        (apart.mean, floor.mean),
        (apart.correlation, floor.correlation),
        (apart.distribution, floor.distribution),
    ]
    .map(|(apart, floor)| as_written(apart) / as_written(floor));
    let beyond = |limit: f64| -> Vec<Message> {
        let each = multiples.iter().enumerate();
        let beyond = each.filter(|(_, times)| **times > limit);
        let said = beyond.map(|(which, times)| {
            let times = told_from(*times, &[1.0, CLEAR]);
            match which {
                0 => say!(
                    "mean-path-apart",
                    "mean path ({times} times the chance level)",
                    times = times
                ),
                1 => say!(
                    "autocorrelation-apart",
                    "autocorrelation ({times} times the chance level)",
                    times = times
                ),
                _ => say!(
                    "equilibrium-apart",
                    "equilibrium ({times} times the chance level)",
                    times = times
                ),
            }
        });
        said.collect()
    };
    let saving = measured(comparison.saving);
    let (clear, some) = (beyond(CLEAR), beyond(1.0));
    Some(if !clear.is_empty() {
        say!(
            "dynamics-differ",
            "The surrogate dynamics differ clearly from the original in the {parts| and the }.",
            parts = list(clear)
        )
    } else if !some.is_empty() {
        say!(
            "dynamics-differ-little",
            "The surrogate dynamics differ from the original in the {parts| and the }, too little to be evidence, with {saving} times fewer evaluations of the force.",
            parts = list(some),
            saving = saving
        )
    } else {
        say!(
            "dynamics-agree",
            "The surrogate dynamics differ from the original by no more than chance, with {saving} times fewer evaluations of the force.",
            saving = saving
        )
    })
}

/// The effect of the unresolved terms. A preset's references tell which these are: the last of
/// several is `V` itself.
fn noise(outcome: &Outcome) -> Message {
    if !outcome.momentum.normal {
        return say!(
            "noise-unclean",
            "At this step the momentum is not Gaussian, so the unresolved terms do not act as clean noise"
        );
    }
    let step = outcome.experiment.step;
    let Some(preset) = outcome.experiment.preset() else {
        return say!(
            "noise-of-scales",
            "At this step the unresolved scales act as noise"
        );
    };
    let scales = preset.references.len() - 1;
    let kept = preset.references.iter().position(|r| step >= r.from_step);
    match kept.map(|kept| scales - kept) {
        Some(0) if scales > 0 => say!(
            "noise-of-nothing",
            "At this step every term is resolved and nothing acts as noise"
        ),
        Some(1) => say!(
            "noise-of-smallest",
            "At this step the smallest term acts as noise"
        ),
        Some(2) => say!(
            "noise-of-two",
            "At this step the two small terms act as noise"
        ),
        _ => say!(
            "noise-of-ripples",
            "At this step the small ripples act as noise"
        ),
    }
}

/// The name of a reference in a sentence.
fn name(reference: &ReferenceScore) -> Told {
    let typed = reference.name == "reference";
    let hidden = reference.formula.is_empty();
    match hidden || reference.formula.chars().count() > LONG_FORMULA {
        true if typed => say!("the-reference", "the reference").into(),
        true => reference.name.as_str().into(),
        false if typed => reference.formula.as_str().into(),
        false => format!("{} = {}", reference.name, reference.formula).into(),
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
