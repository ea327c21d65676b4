//! The noise at the steps of a scan.

use crate::ScanPoint;
use crate::run::Run;
use estimate::{NoisePoint, momentum, temperature};
use experiment::Estimator;
use sampling::WINDOW;

/// The noise at the step of a run: its power `2γ var(p̄)/δ`, averaged over directions, and the
/// largest excess kurtosis of any direction.
pub(super) fn noise_point(run: &Run) -> NoisePoint {
    let (plan, tally) = (&run.plan, &run.tally);
    let friction = run.setup.friction[(0, 0)];
    let temperature = temperature(tally, plan.positions.dimension(), Estimator::Symmetric).values;
    let power = 2.0 * friction / (plan.step * temperature.symmetric);
    let momentum = momentum(tally, &plan.momenta);
    let pairs = momentum
        .excess_kurtosis
        .iter()
        .zip(&momentum.excess_kurtosis_error);
    let worst = pairs.max_by(|a, b| a.0.abs().total_cmp(&b.0.abs()));
    let (kurtosis, kurtosis_error) = worst.map_or((f64::NAN, f64::NAN), |(k, e)| (*k, *e));
    let resampled = run.resampled();
    let windows = (resampled.absorbed + resampled.diverged) as f64;
    let sound = tally.steps() as f64 / WINDOW as f64;
    NoisePoint {
        step: plan.step,
        friction,
        power,
        power_error: power * temperature.standard_error / temperature.symmetric,
        kurtosis,
        kurtosis_error,
        relaxations: plan.windows as f64 * WINDOW as f64 * friction * plan.step,
        lost: if windows > 0.0 {
            windows / (windows + sound)
        } else {
            0.0
        },
    }
}

/// The same with the rates of loss, for an outcome.
pub(super) fn scan_point(run: &Run, noise_point: &NoisePoint) -> ScanPoint {
    let resampled = run.resampled();
    let rate = |lost: u64| 1e6 * lost as f64 / run.tally.steps().max(1) as f64;
    ScanPoint {
        step: noise_point.step,
        friction: run.setup.friction[(0, 0)],
        noise_power: noise_point.power,
        noise_power_error: noise_point.power_error,
        excess_kurtosis: noise_point.kurtosis,
        excess_kurtosis_error: noise_point.kurtosis_error,
        absorbed_per_million: rate(resampled.absorbed),
        diverged_per_million: rate(resampled.diverged),
        clean: noise_point.clean(),
    }
}
