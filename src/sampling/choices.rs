//! The choices of an automatic study, each with its reason.

use crate::resolve::{ACCURACY, potential, temperature};
use crate::resolved;
use experiment::{Experiment, Kind, Problems};
use message::{Message, count, list, measured, say};
use serde::Serialize;

/// A choice that was left to the program.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Choice {
    /// The parts of a link that fix it; `None` of a region, which a link leaves out where it is the
    /// one that is found anyway.
    pub fix: Option<String>,
    /// Value and reason.
    #[serde(flatten)]
    pub said: Message,
}

/// The choices that an experiment leaves to the program; none unless it is automatic.
///
/// # Errors
/// As [`resolved`].
pub fn choices(asked: &Experiment) -> Result<Vec<Choice>, Problems> {
    if asked.kind != Kind::Auto {
        return Ok(Vec::new());
    }
    let found = resolved(asked.clone())?;
    let potential = potential(asked)?;
    let temperature = temperature(asked, &potential)?;
    let mut choices = Vec::new();
    let mut add = |fix: Option<String>, said: Message| choices.push(Choice { fix, said });
    let is_found = matches!(asked.extent(), Some(Ok(extent)) if extent.region == asked.region);
    // On circles alone the region is a matter of taste.
    let is_found = is_found && asked.wraps().contains(&false);
    if is_found {
        let [lower, upper] = [&found.region.lower, &found.region.upper];
        let said = say!(
            "chosen-region",
            "Region from {lower} to {upper}: it holds the wells, and walkers at the temperature given below rarely leave it.",
            lower = list(lower.iter().copied().map(measured)),
            upper = list(upper.iter().copied().map(measured))
        );
        add(None, said);
    }
    if let (Some(scan), Some(asked)) = (&found.scan, &asked.scan) {
        if let (Some(ratio), None) = (scan.friction_ratio, asked.friction_ratio) {
            let said = say!(
                "chosen-temperature",
                "Temperature kT about {temperature} in the first scan, by a friction of {ratio} times the step: warm enough to cross the wells of the region, cold enough to stay in it.",
                temperature = measured(temperature),
                ratio = measured(ratio)
            );
            add(Some(format!("friction_ratio={ratio}")), said);
        }
        if asked.lower.is_none() && asked.upper.is_none() {
            let [from, to, _] = scan.range(&found, &potential, temperature, |_| 0.0);
            let said = say!(
                "chosen-steps",
                "Steps from {from} to {to}, half the stability limit of the wells. The scan continues to larger steps while few walkers are lost, unless you fix this range.",
                from = measured(from),
                to = measured(to)
            );
            add(Some(format!("scan_lower={from}&scan_upper={to}")), said);
        }
    }
    if let (Some(walkers), None) = (found.walkers, asked.walkers) {
        let said = say!(
            "chosen-walkers",
            "Walkers: {walkers}, the largest number whose burn-in takes at most a tenth of the run.",
            walkers = count(f64::from(walkers))
        );
        add(Some(format!("walkers={walkers}")), said);
    }
    if asked.learns_terms() {
        let steps = count(found.steps as f64);
        let said = say!(
            "chosen-length",
            "Length: {steps} steps for each scale.",
            steps = steps
        );
        add(Some(format!("steps={}", found.steps)), said);
    } else if let (Some(accuracy), None) = (found.accuracy, asked.accuracy) {
        let said = say!(
            "chosen-accuracy",
            "Length: until the error band of U is within ± {accuracy}, which is {share} kT, and {steps} steps for each scale at most.",
            accuracy = measured(accuracy),
            share = measured(ACCURACY),
            steps = count(found.steps as f64)
        );
        add(Some(format!("accuracy={accuracy}")), said);
    }
    Ok(choices)
}

#[cfg(test)]
mod tests {
    use super::{choices, resolved};
    use experiment::{Experiment, Link};

    fn read(link: &str) -> Experiment {
        let (link, problems) = Link::read(link);
        assert!(problems.is_empty(), "{problems:?}");
        link.experiment
    }

    #[test]
    fn a_fixed_choice_is_no_longer_one_and_changes_nothing() {
        for formula in [
            "q^4/4 - q^2/2 + 0.02*cos(q/0.01)",
            "500*(x^2 + y^2)/2 + sin(20*x)*sin(20*y)",
        ] {
            let link = format!("v=3&kind=auto&formula={formula}");
            let found = choices(&read(&link)).unwrap();
            assert!(found.len() >= 4, "{found:?}");
            for fix in found.iter().filter_map(|choice| choice.fix.as_ref()) {
                let fixed = read(&format!("{link}&{fix}"));
                assert_eq!(choices(&fixed).unwrap().len(), found.len() - 1, "{fix}");
                let [mut one, mut other] = [read(&link), fixed].map(|e| resolved(e).unwrap());
                // The ends of a scan are derived anew where they are not fixed.
                for scan in [&mut one, &mut other].map(|e| e.scan.as_mut().unwrap()) {
                    (scan.lower, scan.upper) = (None, None);
                }
                assert_eq!(one, other, "{fix}");
            }
        }
        assert!(choices(&read("v=3&preset=test1")).unwrap().is_empty());
        assert!(choices(&read("v=3&kind=auto&formula=cos(q)")).is_err());
    }
}
