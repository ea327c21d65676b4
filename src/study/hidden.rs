//! Hidden parts of an exercise, removed from the outcome and from the sampled energy before any
//! figure, table or sentence uses them.

use crate::summary::summarize;
use crate::{EnergySampler, Snapshot};
use experiment::PotentialSpec;

/// The parts of an experiment that an exercise hides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    /// The formula of the energy, and every name that gives it away.
    pub formula: bool,
    /// The energy in figures and tables.
    pub energy: bool,
    /// The reference, and the score against it.
    pub reference: bool,
}

impl Hidden {
    /// Names of the parts that can be hidden.
    pub const PARTS: [&str; 3] = ["formula", "energy", "reference"];

    /// The parts with these names; other names are ignored.
    pub fn of<T: AsRef<str>>(names: &[T]) -> Self {
        let [formula, energy, reference] =
            Self::PARTS.map(|part| names.iter().any(|name| name.as_ref() == part));
        Hidden {
            formula,
            energy,
            reference,
        }
    }

    /// Names of the hidden parts.
    pub fn names(self) -> Vec<&'static str> {
        let Hidden {
            formula,
            energy,
            reference,
        } = self;
        let parts = Self::PARTS.into_iter().zip([formula, energy, reference]);
        parts.filter(|(_, is)| *is).map(|(name, _)| name).collect()
    }
}

impl Snapshot {
    /// Removes the hidden parts. The rest stays as found, and so does the hash.
    pub fn hide(&mut self, hidden: Hidden) {
        if hidden == Hidden::default() {
            return;
        }
        let outcome = &mut self.outcome;
        if hidden.formula {
            outcome.experiment.potential = PotentialSpec::default();
            outcome.truncations = None;
            for ensemble in outcome.comparison.iter_mut().flat_map(|c| &mut c.ensembles) {
                ensemble.formula = None;
            }
            for scale in outcome.scales.iter_mut().flat_map(|s| &mut s.scales) {
                scale.reference = scale.reference.as_ref().map(|_| ANONYMOUS.to_owned());
            }
            if let Some(reference) = &mut outcome.reference {
                reference.name = ANONYMOUS.to_owned();
                reference.formula = String::new();
            }
        }
        if hidden.energy {
            outcome.potential.original.fill(None);
            outcome.baselines = None;
        }
        if hidden.reference {
            outcome.experiment.potential.reference = None;
            if let Some(compare) = &mut outcome.experiment.compare {
                compare.third = None;
            }
            outcome.reference = None;
            for coupling in &mut outcome.potential.couplings {
                coupling.reference = None;
            }
            if let Some(positions) = &mut outcome.positions {
                (positions.rmse, positions.force_rmse) = (None, None);
            }
            if let Some(forces) = &mut outcome.forces {
                (forces.rmse, forces.force_rmse) = (None, None);
            }
            outcome.baselines = None;
            outcome.truncations = None;
            if let Some(noise) = &mut outcome.noise_covariance {
                noise.exact = None;
            }
            for scale in outcome.scales.iter_mut().flat_map(|s| &mut s.scales) {
                scale.reference = None;
                scale.rmse = None;
            }
            for point in &mut self.convergence {
                point.rmse = None;
            }
        }
        summarize(outcome);
    }
}

impl EnergySampler {
    /// Removes the hidden energies and names.
    pub fn hide(&mut self, hidden: Hidden) {
        if hidden.energy {
            self.original = None;
        }
        if hidden.reference {
            self.reference = None;
        } else if let (true, Some((name, _))) = (hidden.formula, &mut self.reference) {
            *name = ANONYMOUS.to_owned();
        }
    }
}

/// Stands in for a reference's name that would give its formula away.
const ANONYMOUS: &str = "reference";
