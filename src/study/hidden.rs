//! Hidden parts of an exercise: taken out of what a run has found, and of what is drawn of its
//! energy, before any figure, table or sentence is made of them.

use crate::summary::summary;
use crate::{EnergySampler, Snapshot};
use experiment::PotentialSpec;

/// What is not to be given away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    /// What the energy is, in symbols or by its name.
    pub formula: bool,
    /// The energy as a picture and as numbers.
    pub energy: bool,
    /// What the learned potential is scored against, and its score.
    pub reference: bool,
}

impl Hidden {
    /// Names of the parts that can be hidden.
    pub const PARTS: [&str; 3] = ["formula", "energy", "reference"];

    /// Those parts that are named.
    pub fn of<T: AsRef<str>>(names: &[T]) -> Self {
        let [formula, energy, reference] =
            Self::PARTS.map(|part| names.iter().any(|name| name.as_ref() == part));
        Hidden {
            formula,
            energy,
            reference,
        }
    }

    /// Names of what is hidden.
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
    /// Takes out what is hidden. What is left is what was found, and its hash stays the same.
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
        outcome.summary = summary(outcome);
    }
}

impl EnergySampler {
    /// Forgets what is hidden.
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

/// What a reference is called whose name would give its formula away.
const ANONYMOUS: &str = "reference";
