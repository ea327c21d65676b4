//! Fills in the automatic settings.

use crate::{RunPlan, Setup, WINDOW, unresolved_power};
use experiment::{Experiment, Kind, Open, Problem, Problems};
use expression::{Potential, variables};
use message::{digits, list, say};

/// Accuracy of an automatic study, in units of `kT`.
pub(crate) const ACCURACY: f64 = 0.02;
/// Displacements over which the unresolved force is averaged, in flights of a walker: not all are a
/// period of a ripple.
const FLIGHTS: [f64; 6] = [0.5, 0.63, 0.81, 1.0, 1.27, 1.62];

/// The experiment with everything chosen that was left to be found; unchanged if nothing was.
///
/// # Errors
/// If the formula is invalid, or if an energy whose region is to be found is too long or does not rise.
pub fn resolved(mut experiment: Experiment) -> Result<Experiment, Problems> {
    if experiment.kind == Kind::Auto {
        experiment = found_out(experiment)?;
    }
    if experiment.friction.is_some() && experiment.walkers.is_some() {
        return Ok(experiment);
    }
    if experiment.friction.is_none() {
        let potential = potential(&experiment)?;
        let power = unresolved_power(&experiment, &potential, experiment.step);
        experiment.friction = Some(experiment.automatic_friction(&potential, power));
    }
    if experiment.walkers.is_none() {
        let d = experiment.dimension();
        let setup = Setup::plain(d, experiment.friction(), experiment.steps);
        let burn_in = RunPlan::new(&experiment, &setup)?.burn_in * WINDOW as u64;
        experiment.walkers = Some(experiment.automatic_walkers(burn_in));
    }
    Ok(experiment)
}

pub(crate) fn potential(experiment: &Experiment) -> Result<Potential, Problems> {
    let compiled = experiment.formula().and_then(|f| f.compile());
    compiled.map_err(|e| Problems(vec![Problem::new("potential.formula", e.message)]))
}

/// The automatic scan, with its friction and its accuracy.
fn found_out(mut experiment: Experiment) -> Result<Experiment, Problems> {
    let potential = potential(&experiment)?;
    let temperature = temperature(&experiment, &potential)?;
    experiment.kind = Kind::Scan;
    experiment.accuracy.get_or_insert(ACCURACY * temperature);
    if let Some(mut scan) = experiment.scan.take() {
        let unresolved = |step| {
            let flight = step * temperature.sqrt();
            let power = |times| unresolved_power(&experiment, &potential, times * flight);
            FLIGHTS.map(power).iter().sum::<f64>() / FLIGHTS.len() as f64
        };
        let [.., ratio] = scan.range(&experiment, &potential, temperature, unresolved);
        scan.friction_ratio = Some(ratio);
        experiment.scan = Some(scan);
    }
    Ok(experiment)
}

/// `kT` of an automatic study.
pub(crate) fn temperature(experiment: &Experiment, potential: &Potential) -> Result<f64, Problems> {
    match experiment.extent() {
        Some(Ok(found)) if found.region == experiment.region => Ok(found.temperature),
        Some(Err(open)) if experiment.has_standard_region() => {
            let shown = experiment.shown_periods(potential, open.axis);
            let problem = does_not_rise(open, shown, experiment.dimension());
            Err(Problems(vec![problem]))
        }
        None if experiment.has_standard_region() => Err(Problems(vec![Problem::new(
            "potential.formula",
            say!(
                "too-long-to-find-out",
                "In so long a formula it would take too long to find the region of the wells. Use fewer terms, or choose a region yourself."
            ),
        )])),
        _ => Ok(experiment.warmth(potential)),
    }
}

/// Why no region can be found, and the remedy: the periods that the energy shows, if it does.
fn does_not_rise(open: Open, shown: Option<String>, dimension: usize) -> Problem {
    let variable = variables(dimension)[open.axis];
    if let Some(pole) = &open.pole {
        let places = variables(dimension).iter().zip(pole).map(|(name, x)| {
            let value = digits(*x, 2);
            say!("pole-at", "{name} = {value}", name = *name, value = value)
        });
        return Problem::new(
            "potential.formula",
            say!(
                "falls-at-pole",
                "The energy falls without bound near {place|, }: walkers would fall in and not return. Add a term that rises there more steeply, or choose a region yourself.",
                place = list(places)
            ),
        );
    }
    let towards = if open.side > 0 { "+∞" } else { "−∞" };
    if let Some(periods) = shown {
        let problem = Problem::new(
            "periodic",
            say!(
                "repeats-instead",
                "The energy does not rise as {variable} goes to {towards}; its force repeats. Set its period, {setting}, which puts {variable} on a circle, or choose a region yourself.",
                variable = variable,
                towards = towards,
                setting = format!("periodic={}", periods.replace(' ', ""))
            ),
        );
        return Problem {
            fix: Some(periods),
            ..problem
        };
    }
    Problem::new(
        "potential.formula",
        say!(
            "does-not-rise",
            "The energy does not rise as {variable} goes to {towards}: walkers would drift away without end. Add a term that rises, such as + 0.01*{variable}^4, or choose a region yourself.",
            variable = variable,
            towards = towards
        ),
    )
}
