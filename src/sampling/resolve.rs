//! Fills in the automatic settings.

use crate::{RunPlan, Setup, WINDOW, unresolved_power};
use experiment::{Experiment, Problem, Problems};

/// The experiment with a friction and a number of walkers; unchanged if both were chosen.
///
/// # Errors
/// If the formula is invalid.
pub fn resolved(mut experiment: Experiment) -> Result<Experiment, Problems> {
    if experiment.friction.is_some() && experiment.walkers.is_some() {
        return Ok(experiment);
    }
    if experiment.friction.is_none() {
        let compiled = experiment.formula().and_then(|f| f.compile());
        let potential =
            compiled.map_err(|e| Problems(vec![Problem::new("potential.formula", e.message)]))?;
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
