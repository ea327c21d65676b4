//! The rank of a learned potential among several of one scale.

use crate::{Outcome, Verdict};

/// Rank of a learned potential by its verdict and its band; less is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Quality {
    /// The verdict; the last number is that of a run that learned nothing.
    verdict: u8,
    /// Number of the limits in [`WIDE`] that its band exceeds.
    width: u8,
}

/// Half-widths of the 95 % band, in `kT`, that tell potentials apart.
const WIDE: [f64; 2] = [0.05, 0.2];

impl Quality {
    /// The least of what needs no further attempt, and of what is worth showing.
    pub const SOUND: Quality = Quality {
        verdict: Verdict::Pass as u8,
        width: 1,
    };
    pub const BELIEVED: Quality = Quality {
        verdict: Verdict::Warn as u8,
        width: 0,
    };

    pub fn of(outcome: &Outcome) -> Self {
        let beta = outcome.inverse_temperature.used;
        let band = outcome.potential.band.map_or(f64::INFINITY, |b| b * beta);
        let exceeded = WIDE.iter().filter(|limit| band > **limit).count();
        Quality {
            verdict: verdict(outcome).map_or(u8::MAX, |verdict| verdict as u8),
            width: exceeded as u8,
        }
    }
}

/// The verdict on a learned potential, if there is one.
pub(super) fn verdict(outcome: &Outcome) -> Option<Verdict> {
    let potential = &outcome.potential;
    let known = potential.energy.iter().any(Option::is_some) || !potential.terms.is_empty();
    let validity = outcome.trust.as_ref().filter(|_| known)?;
    Some(validity.verdict)
}
