//! A short hash of an outcome, part by part, by which a link's reader knows whether a run has been
//! reproduced exactly.
//!
//! It is of the numbers' bits and of nothing else, so that a better wording changes no hash. Equal
//! hashes are no proof against malice, but no accident either: two outcomes agree by chance once
//! in sixteen million, part by part.

use crate::Outcome;
use experiment::{BITS, PARTS};
use fnv::FnvHasher;
use std::hash::Hasher;

/// What is hashed apart: the samples, the estimates made of them, the potential, and what was
/// found beyond it.
/// The hash of an outcome that is complete: [`PARTS`] times six hexadecimal digits with hyphens.
///
/// If only the first part agrees with another's, the walkers made the same steps, but something
/// else was concluded from them.
pub fn fingerprint(outcome: &Outcome) -> String {
    let Outcome {
        momentum,
        inverse_temperature: beta,
        potential,
        ..
    } = outcome;
    let mut parts = [(); PARTS].map(|()| FnvHasher::default());
    // The samples, the estimates made of them, the potential, and what was found beyond it.
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
    parts
        .map(|part| format!("{:06x}", folded(part.finish())))
        .join("-")
}

fn numbers<'a>(hasher: &mut FnvHasher, numbers: impl IntoIterator<Item = &'a f64>) {
    for number in numbers {
        hasher.write_u64(number.to_bits());
    }
}

/// All the bits of a hash in a few: its own way to be made shorter.
fn folded(hash: u64) -> u64 {
    (hash ^ (hash >> BITS) ^ (hash >> (2 * BITS))) & ((1 << BITS) - 1)
}
