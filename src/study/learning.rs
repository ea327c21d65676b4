//! The run that learns, whatever the form of the potential.

use crate::outcome_builder::OutcomeBuilder;
use crate::run::Run;
use crate::term_builder::TermBuilder;
use crate::{Outcome, Variant};
use additive::continued;
use dynamics::Learned;
use estimate::Noise;
use experiment::{Experiment, Problems};

/// A run with the outcome that is made of it.
pub(super) enum Learning {
    /// Values on a grid, up to three dimensions.
    Gridded(Box<OutcomeBuilder>),
    /// A sum of terms beyond.
    Terms(Box<TermBuilder>),
}

impl Learning {
    pub fn new(experiment: &Experiment, run: Run) -> Result<Self, Problems> {
        Ok(match experiment.learns_terms() {
            true => Learning::Terms(Box::new(TermBuilder::new(experiment, run)?)),
            false => Learning::Gridded(Box::new(OutcomeBuilder::new(experiment, run)?)),
        })
    }

    pub fn run(&self) -> &Run {
        match self {
            Learning::Gridded(builder) => &builder.run,
            Learning::Terms(builder) => &builder.run,
        }
    }

    pub fn run_mut(&mut self) -> &mut Run {
        match self {
            Learning::Gridded(builder) => &mut builder.run,
            Learning::Terms(builder) => &mut builder.run,
        }
    }

    /// The outcome of the data recorded so far.
    pub fn outcome(&self, noise: Option<&Noise>, calibrating: &[Run]) -> Outcome {
        match self {
            Learning::Gridded(builder) => builder.outcome(noise, calibrating),
            Learning::Terms(builder) => builder.outcome(noise, calibrating),
        }
    }

    /// The same of a complete run, with the parts that are examined only then.
    pub fn examined(&self, noise: Option<&Noise>, calibrating: &[Run]) -> Outcome {
        match self {
            Learning::Gridded(builder) => builder.examined(noise, calibrating),
            Learning::Terms(builder) => builder.examined(noise, calibrating),
        }
    }

    /// True if the bands are wider than wanted, if anything is wanted and anything recorded.
    pub fn misses(&self, wanted: Option<f64>) -> bool {
        let Some(wanted) = wanted.filter(|_| self.run().tally.steps() > 0) else {
            return false;
        };
        let band = self.outcome(None, &[]).potential.band;
        band.is_none_or(|band| band > wanted)
    }

    /// The learned potential, as a function.
    pub fn function(&self) -> Option<Learned> {
        match self {
            Learning::Gridded(builder) => builder.surface().map(Learned::Surface),
            Learning::Terms(builder) => builder.sum().map(|sum| Learned::Sum(continued(&sum))),
        }
    }

    /// Errors against the reference of every estimator with every fit, on the same data.
    pub fn variants(&self) -> Vec<Variant> {
        match self {
            Learning::Gridded(builder) => builder.variants(),
            Learning::Terms(_) => Vec::new(),
        }
    }
}
