//! What was found, in plain words.

use super::{Comparison, Outcome, ReferenceScore};

/// A formula of more characters than this is not written out in a sentence.
const LONG_FORMULA: usize = 60;
/// How near to one a calibrated `β̂` is, standard errors aside.
const NEAR_ONE: f64 = 0.05;
/// Two ensembles agree in what differs no more than so many times what chance alone makes of it.
const BY_CHANCE: f64 = 1.5;

/// One or two sentences on what was found.
pub(super) fn summary(outcome: &Outcome) -> String {
    let temperature = outcome.inverse_temperature;
    if outcome.steps == 0 || !temperature.used.is_finite() {
        return "Nothing has been recorded yet.".to_owned();
    }
    let beta = with_error(temperature.used, temperature.standard_error);
    let near = NEAR_ONE + 2.0 * temperature.standard_error.max(0.0);
    let calibrated = match &outcome.noise_covariance {
        None => "",
        Some(_) if (temperature.used - 1.0).abs() <= near => {
            ", and the friction was calibrated to it, so that β̂ is near 1"
        }
        Some(_) => {
            ", and the friction was calibrated to it, though β̂ is not the 1 that this aims at"
        }
    };
    let score = outcome.reference.as_ref().map_or(String::new(), |r| {
        format!(
            ", and U is within {} of {} (root mean square)",
            two_digits(r.rmse),
            name(r)
        )
    });
    let moved = outcome.comparison.as_ref().and_then(dynamics);
    format!(
        "{}{calibrated}: β̂ = {beta}{score}.{}",
        noise(outcome),
        moved.unwrap_or_default()
    )
}

/// Whether the surrogate moves as the original does.
fn dynamics(comparison: &Comparison) -> Option<String> {
    let (apart, floor) = (comparison.ensembles.first()?.distance?, comparison.floor?);
    let differing: Vec<&str> = [
        ("mean path", apart.mean, floor.mean),
        ("autocorrelation", apart.correlation, floor.correlation),
        ("equilibrium", apart.distribution, floor.distribution),
    ]
    .iter()
    .filter(|(_, apart, floor)| *apart > BY_CHANCE * floor)
    .map(|(name, ..)| *name)
    .collect();
    let saving = comparison.saving;
    Some(if differing.is_empty() {
        format!(
            " Its dynamics differ from the original ones no more than chance makes them, with {saving} times fewer evaluations of the force."
        )
    } else {
        let which = differing.join(" and the ");
        format!(" Its dynamics are told from the original ones by the {which}.")
    })
}

/// What has become of the unresolved terms. A preset's references tell which they are: the last of
/// several is `V` itself.
fn noise(outcome: &Outcome) -> &'static str {
    if !outcome.momentum.normal {
        return "At this step the momentum is not Gaussian, so the unresolved terms do not act as clean noise";
    }
    let step = outcome.experiment.step;
    let Some(preset) = outcome.experiment.preset() else {
        return "At this step what the walkers cannot resolve acts as noise";
    };
    let scales = preset.references.len() - 1;
    let kept = preset.references.iter().position(|r| step >= r.from_step);
    match kept.map(|kept| scales - kept) {
        Some(0) if scales > 0 => "At this step nothing is left in the sieve",
        Some(1) => "At this step the smallest term acts as noise",
        Some(2) => "At this step the two small terms act as noise",
        _ => "At this step the small ripples act as noise",
    }
}

/// What a sentence calls a reference.
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

/// A value rounded to what its error allows, with the error.
pub(super) fn with_error(value: f64, error: f64) -> String {
    if !(error.is_finite() && error > 0.0) {
        return format!("{value:.3}");
    }
    let decimals = decimals(error, 1);
    format!("{value:.decimals$} ± {error:.decimals$}")
}

pub(super) fn two_digits(value: f64) -> String {
    format!("{value:.*}", decimals(value.abs(), 2))
}

/// Decimals that show `digits` significant digits of a positive number.
fn decimals(value: f64, digits: usize) -> usize {
    let (mut decimals, mut scale) = (digits - 1, value);
    while scale < 0.95 && decimals < 12 {
        scale *= 10.0;
        decimals += 1;
    }
    decimals
}

#[cfg(test)]
mod tests {
    use super::super::warnings::tests::{calibrated, clean};
    use super::summary;

    #[test]
    fn what_acts_as_noise_depends_on_the_step_and_the_preset() {
        let said = |link: &str| summary(&clean(link));
        assert!(said("preset=test1&step=0.5").starts_with("At this step the two small terms"));
        assert!(said("preset=test1&step=0.065").starts_with("At this step the smallest term"));
        assert!(said("preset=test1&step=0.001").contains("nothing is left in the sieve"));
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
        let mut outcome = calibrated();
        let said = summary(&outcome);
        assert!(
            said.contains("calibrated to it, so that β̂ is near 1: β̂ = 1.000 ± 0.005"),
            "{said}"
        );
        outcome.inverse_temperature.used = 1.2;
        assert!(summary(&outcome).contains("not the 1"));
        outcome.noise_covariance = None;
        assert!(!summary(&outcome).contains("calibrated"));
    }

    #[test]
    fn a_long_formula_is_not_written_out() {
        let said = summary(&clean("preset=test4"));
        assert!(
            said.ends_with("of U0 = (2*x+y-1)^2/4 + (x-y-1)^2 (root mean square)."),
            "{said}"
        );
        let said = summary(&clean("preset=test5"));
        assert!(said.ends_with("of U0 (root mean square)."), "{said}");
        let typed = "preset=test4&reference=";
        assert!(summary(&clean(&format!("{typed}x^2"))).contains("of x^2 (root"));
        let long = format!("{typed}x^2{}", "*(1/3*3)".repeat(9));
        assert!(summary(&clean(&long)).contains("of the reference (root"));
    }
}
