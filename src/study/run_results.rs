//! The results of runs that do not depend on the form of the learned potential.

use crate::run::Run;
use estimate::{BurnIn, Noise, NoiseCovariance, momentum, nested};
use experiment::Experiment;
use sampling::WINDOW;
use statistics::{History, equilibration};

/// The burn-in that a run made, and where its kinetic energy became stationary.
pub(super) fn burn_in(run: &Run) -> BurnIn {
    let (plan, tally) = (&run.plan, &run.tally);
    let windows = plan.burn_in + plan.windows;
    let means = History::means(tally.blocks().map(|b| &b.history));
    let whole = tally.blocks().all(|b| b.windows == windows);
    let span = windows as f64 / History::SPANS as f64 * WINDOW as f64;
    BurnIn {
        steps: plan.burn_in * WINDOW as u64,
        wanted: plan.relaxation,
        detected: equilibration(&means)
            .filter(|_| whole)
            .map(|start| (start as f64 * span) as u64),
    }
}

/// The noise covariance of the calibrating runs, beside the exact one if a preset knows it.
pub(super) fn noise(
    noise: &Noise,
    calibrating: &[Run],
    experiment: &Experiment,
) -> NoiseCovariance {
    let exact = experiment.preset().and_then(|p| p.noise);
    NoiseCovariance {
        estimate: nested(&noise.estimate),
        standard_error: nested(&noise.standard_error),
        used: nested(&noise.admissible),
        residual: None,
        residual_error: None,
        exact: exact.map(|rows| {
            rows.iter()
                .map(|r| r.iter().map(|z| experiment.step * z).collect())
                .collect()
        }),
        steps: of_noise(calibrating).iter().map(|c| c.tally.steps()).sum(),
    }
}

/// The runs of stage 1 that the noise is estimated from: all but the last, unless it is alone.
fn of_noise(calibrating: &[Run]) -> &[Run] {
    match calibrating.split_last() {
        Some((_, masses)) if !masses.is_empty() => masses,
        _ => calibrating,
    }
}

/// `E[p̄ p̄ᵀ]` of the last run of stage 1, which has unit masses.
pub(super) fn before(calibrating: &[Run]) -> Option<Vec<Vec<f64>>> {
    let plain = calibrating.last()?;
    Some(momentum(&plain.tally, &plain.plan.momenta).symmetric_covariance)
}
