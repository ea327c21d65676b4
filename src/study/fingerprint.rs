//! A short hash of an outcome in parts, which tells the reader of a link if a run has been
//! reproduced exactly.
//!
//! It covers the bits of the numbers only: rewording a text changes no hash. Equal hashes do not
//! prove the absence of malice, but two outcomes agree by chance in one part only once in sixteen
//! million.

use crate::Outcome;
use experiment::{PARTS, written};
use fnv::FnvHasher;
use std::hash::Hasher;

/// The hash of a complete outcome: [`PARTS`] groups of six hexadecimal digits, joined by hyphens.
///
/// If only the first part agrees with another's, the walkers made the same steps, but the estimates
/// differ.
pub fn fingerprint(outcome: &Outcome) -> String {
    let Outcome {
        momentum,
        inverse_temperature: beta,
        potential,
        ..
    } = outcome;
    let mut parts = [(); PARTS].map(|()| FnvHasher::default());
    // The samples, the estimates from them, the potential, and all further results.
    let [samples, estimates, energy, beyond] = &mut parts;

    samples.write_u64(outcome.steps);
    samples.write_u64(outcome.resampled.absorbed);
    samples.write_u64(outcome.resampled.diverged);
    numbers(samples, momentum.covariance.iter().flatten());
    numbers(samples, momentum.histogram.iter().flat_map(|h| &h.density));
    numbers(samples, &potential.density);

    numbers(estimates, [&beta.naive, &beta.symmetric, &beta.used]);
    numbers(estimates, outcome.friction.iter().flatten());
    if let Some(noise) = &outcome.noise_covariance {
        numbers(estimates, noise.estimate.iter().flatten());
    }

    numbers(energy, potential.energy.iter().flatten());
    for term in &potential.terms {
        numbers(energy, &term.coefficients);
        numbers(energy, &term.from_density);
    }

    for point in outcome.scan.iter().flatten() {
        numbers(beyond, [&point.step, &point.noise_power]);
    }
    for scale in outcome.scales.iter().flat_map(|s| &s.scales) {
        numbers(beyond, scale.energy.iter().flatten().flatten());
    }
    for ensemble in outcome.comparison.iter().flat_map(|c| &c.ensembles) {
        numbers(beyond, ensemble.mean.iter().flatten());
        numbers(beyond, ensemble.correlation.iter().flatten());
        numbers(beyond, &ensemble.density);
    }
    written(parts.map(|part| part.finish()))
}

fn numbers<'a>(hasher: &mut FnvHasher, numbers: impl IntoIterator<Item = &'a f64>) {
    for number in numbers {
        hasher.write_u64(number.to_bits());
    }
}
