//! Coverage of the error bars of an outcome.

use crate::spec::linked;
use experiment::{Experiment, Fit, Problems};
use statistics::scored;
use study::{Outcome, run};

/// Half-width of a nominal 95 % band in standard errors.
pub const NOMINAL: f64 = 1.96;

/// The experiment of a link, with these steps and this fit in place of its own.
pub fn read(link: &str, steps: Option<u64>, fit: Fit) -> Result<Experiment, Problems> {
    let mut experiment = linked(link)?;
    experiment.steps = steps.unwrap_or(experiment.steps);
    experiment.fit = fit;
    Ok(experiment)
}

/// The outcomes of an experiment with seeds 1 to `seeds`; `tell` gets each seed before its run.
pub fn each_seed(
    experiment: &Experiment,
    seeds: u64,
    threads: usize,
    mut tell: impl FnMut(u64),
    mut take: impl FnMut(Outcome),
) -> Result<(), Problems> {
    for seed in 1..=seeds {
        tell(seed);
        let seeded = Experiment {
            seed,
            ..experiment.clone()
        };
        take(run(seeded, threads, |_| {})?);
    }
    Ok(())
}

/// Coverage and width of the bands of one outcome.
pub struct Held {
    /// Share of the bins whose band holds the reference.
    pub share: f64,
    /// The same of the band of chance alone.
    pub chance: f64,
    /// Mean standard error over these bins, and root mean square error.
    pub error: f64,
    pub rmse: f64,
}

impl Held {
    /// The bands over the bins that a score counts; `None` without a reference or without data.
    pub fn of(outcome: &Outcome) -> Option<Self> {
        let (learned, reference) = (&outcome.potential, outcome.reference.as_ref()?);
        let (mut bins, mut held, mut errors, mut by_chance) = (0.0, 0.0, 0.0, 0.0);
        for bin in scored(&learned.density) {
            let values = (
                learned.energy[bin],
                learned.standard_error[bin],
                reference.energy[bin],
            );
            if let (Some(u), Some(error), Some(exact)) = values {
                // The potential's constant is free: the score has shifted the reference.
                let off = (u - exact - reference.shift).abs();
                bins += 1.0;
                let within = |error: f64| f64::from(u8::from(off <= NOMINAL * error));
                held += within(error);
                by_chance += learned.chance_error[bin].map_or(0.0, within);
                errors += error;
            }
        }
        (bins > 0.0).then_some(Held {
            share: held / bins,
            chance: by_chance / bins,
            error: errors / bins,
            rmse: reference.rmse,
        })
    }
}
