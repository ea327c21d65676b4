//! Inverse temperature with its error, and effective sample sizes.

use crate::{InverseTemperature, Sampling};
use experiment::Estimator;
use sampling::WINDOW;
use statistics::{BlockAverages, Observables, Plateau, Tally};

/// The inverse temperature of a tally, by each estimator.
#[derive(Clone, Debug, PartialEq)]
pub struct Temperature {
    pub values: InverseTemperature,
    /// Block averages of `p̄²` along the first coordinate.
    pub plateau: Option<Plateau>,
}

/// `β̂` of the sampled law `π ∝ exp(−β̂ (U_k(q) + p²/2))` (3.6): `d / Σ_i var(p_i)` for unit mass,
/// from `p` (3.5) and from the symmetric `p̄` (METHOD errata 3).
///
/// The standard error is that of `E[p̄²]`, block-averaged, through `|dβ̂| = β̂² |d var|`.
pub fn temperature(tally: &Tally, dimension: usize, estimator: Estimator) -> Temperature {
    let o = Observables::new(dimension);
    let sums = total(tally);
    let mean = |index: usize| sums.get(index).map_or(f64::NAN, |s| s / samples(tally));
    let trace = |of: &dyn Fn(usize) -> usize| (0..dimension).map(|i| mean(of(i))).sum::<f64>();
    let d = dimension as f64;
    let naive = d / trace(&|i| o.naive(i, i));
    let symmetric = d / trace(&|i| o.symmetric(i, i));
    let used = match estimator {
        Estimator::Naive => naive,
        // Until the correction replaces it.
        Estimator::Symmetric | Estimator::Corrected => symmetric,
    };
    let plateaus = (0..dimension).filter_map(|i| plateau(tally, o.symmetric(i, i)));
    let variance: f64 = plateaus.map(|p| p.error * p.error).sum();
    let plateau = plateau(tally, o.symmetric(0, 0));
    let standard_error = if plateau.is_some() {
        used * used * variance.sqrt() / d
    } else {
        f64::NAN
    };
    Temperature {
        values: InverseTemperature {
            naive,
            symmetric,
            corrected: None,
            used,
            standard_error,
        },
        plateau,
    }
}

impl Temperature {
    /// Adopts the inverse temperature corrected for the step; its relative error stays the same.
    pub fn correct(&mut self, beta: f64) {
        let values = &mut self.values;
        values.standard_error *= beta / values.used;
        values.corrected = Some(beta);
        values.used = beta;
    }
}

/// Autocorrelation times, effective sample sizes and the agreement of the run's two halves, for
/// steps of size `step` sampled every `stride` steps.
pub fn sampling(
    tally: &Tally,
    dimension: usize,
    step: f64,
    stride: usize,
    temperature: &Temperature,
) -> Sampling {
    let o = Observables::new(dimension);
    let n = samples(tally);
    let sums = total(tally);
    let mean = |index: usize| sums.get(index).map_or(f64::NAN, |s| s / n);
    // The statistical inefficiency g = n ε²/σ² counts correlated samples per independent one;
    // the integrated autocorrelation time is half of it, in units of the sampling interval.
    let worth = |index: usize, variance: f64| {
        let error = plateau(tally, index).map_or(f64::NAN, |p| p.error);
        // `max` would take an unknown one for 1.
        let inefficiency = match n * error * error / variance {
            below if below < 1.0 => 1.0,
            other => other,
        };
        (0.5 * inefficiency * step * stride as f64, n / inefficiency)
    };
    // The slower of a position and its square: transitions between wells show in the first,
    // fluctuations of the energy in the second.
    let slower =
        |first: (f64, f64), second: (f64, f64)| if second.0 > first.0 { second } else { first };
    let of_position = |i: usize| {
        let (first, second) = (mean(o.position(i)), mean(o.position_square(i)));
        slower(
            worth(o.position(i), second - first * first),
            worth(
                o.position_square(i),
                mean(o.position_fourth(i)) - second * second,
            ),
        )
    };
    let of_momentum = |i: usize| {
        let square = mean(o.symmetric(i, i));
        worth(o.symmetric(i, i), mean(o.moment([i; 4])) - square * square)
    };
    // Up to three dimensions the first coordinate stands for all.
    let others = 1..if o.is_directional() { dimension } else { 1 };
    let (position_time, position_size) =
        others.clone().map(of_position).fold(of_position(0), slower);
    let (momentum_time, momentum_size) = others.map(of_momentum).fold(of_momentum(0), slower);
    let halves = halves(tally, dimension);
    let error = temperature.values.standard_error;
    let plateau = temperature.plateau.clone();
    let (sizes, errors) = plateau.map_or_else(Default::default, |p| (p.sizes, p.errors));
    Sampling {
        position_time,
        momentum_time,
        position_size,
        momentum_size,
        size: position_size.min(momentum_size),
        halves,
        // Each half has twice the variance of the whole, and their difference four times.
        halves_distance: halves
            .map(|[a, b]| (a - b).abs() / (2.0 * error))
            .filter(|d| d.is_finite()),
        block_sizes: sizes.iter().map(|s| s * WINDOW as f64).collect(),
        block_errors: errors,
    }
}

fn halves(tally: &Tally, dimension: usize) -> Option<[f64; 2]> {
    let o = Observables::new(dimension);
    let half = |part: usize| {
        let (mut samples, mut trace) = (0, 0.0);
        for block in tally.blocks() {
            let middle = block.segments.len() / 2;
            let parts = if part == 0 {
                &block.segments[..middle]
            } else {
                &block.segments[middle..]
            };
            for segment in parts {
                samples += segment.samples;
                trace += (0..dimension)
                    .map(|i| segment.sums[o.symmetric(i, i)])
                    .sum::<f64>();
            }
        }
        (samples > 0).then(|| dimension as f64 * samples as f64 / trace)
    };
    Some([half(0)?, half(1)?])
}

fn plateau(tally: &Tally, index: usize) -> Option<Plateau> {
    BlockAverages::plateau(tally.blocks().map(|b| &b.averages), index)
}

/// Sums of the observables over all batches, in a fixed order.
pub(super) fn total(tally: &Tally) -> Vec<f64> {
    let mut total = Vec::new();
    for batch in tally.batches() {
        total.resize(batch.sums.len(), 0.0);
        for (t, s) in total.iter_mut().zip(&batch.sums) {
            *t += s;
        }
    }
    total
}

/// Number of samples of the observables.
pub(super) fn samples(tally: &Tally) -> f64 {
    tally.batches().map(|b| b.samples).sum::<u64>() as f64
}
