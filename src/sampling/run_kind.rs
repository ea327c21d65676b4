//! The kinds of run in a study.

use dynamics::Random;
use serde::{Deserialize, Serialize};

/// The purpose of a run, with its number among those of its kind where there may be several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum RunKind {
    /// Learns the potential of the experiment.
    Learn,
    /// Calibrates the friction, with one of several mass matrices. Numbers begin with 1.
    Calibrate(u32),
    /// Langevin trajectories under the surrogate (0), the original (1) or a third potential (2).
    Langevin(u32),
    /// Hamiltonian trajectories under the same.
    Hamiltonian(u32),
    /// Measures the noise at one step of a scan.
    ScanPoint(u32),
    /// Learns a potential for a scale found by a scan.
    Scale(u32),
    /// Calibrates the friction for a scale, with one of several mass matrices.
    CalibrateScale(u32, u32),
}

/// More than the mass matrices of a calibration.
const MASSES: u32 = 64;

impl RunKind {
    /// True if the run learns a potential; other sampling runs record momenta only.
    pub fn learns(self) -> bool {
        matches!(self, RunKind::Learn | RunKind::Scale(_))
    }

    /// True if its trajectories compare dynamics.
    pub fn compares(self) -> bool {
        matches!(self, RunKind::Langevin(_) | RunKind::Hamiltonian(_))
    }

    /// The random numbers of one of its blocks, different from those of any other run of the study.
    /// The bits of published links rest on this numbering.
    pub fn random(self, seed: u64, block: u32) -> Random {
        let number = match self {
            RunKind::Learn => 0,
            RunKind::Calibrate(number) => number,
            RunKind::Langevin(potential) => 1000 + potential,
            RunKind::Hamiltonian(potential) => 2000 + potential,
            RunKind::ScanPoint(number) => 3000 + number,
            RunKind::Scale(number) => 4000 + number,
            RunKind::CalibrateScale(scale, number) => 5000 + MASSES * scale + number,
        };
        Random::new(seed, block | number << 16)
    }
}
