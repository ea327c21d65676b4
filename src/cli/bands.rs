//! How often the error bars of an outcome hold.

use experiment::{Experiment, Fit, Link, Problems};
use study::Outcome;

/// Bins count from this share of the fullest bin's density, as in every score.
const SHARE: f64 = 0.02;
/// Half-width of a nominal 95 % band in standard errors.
pub const NOMINAL: f64 = 1.96;

/// The experiment of a link, with these steps and this fit in place of its own.
pub fn read(link: &str, steps: Option<u64>, fit: Option<Fit>) -> Result<Experiment, Problems> {
    let (Link { mut experiment, .. }, problems) = Link::read(link);
    if !problems.is_empty() {
        return Err(Problems(problems));
    }
    experiment.steps = steps.unwrap_or(experiment.steps);
    experiment.fit = fit.unwrap_or(experiment.fit);
    Ok(experiment)
}

/// How often the bands of one outcome hold, and how wide they are.
pub struct Held {
    /// Share of the bins whose band holds the reference.
    pub share: f64,
    /// Mean standard error over these bins, and root mean square error.
    pub error: f64,
    pub rmse: f64,
}

impl Held {
    /// The bands over the bins that a score counts; `None` without a reference or without data.
    pub fn of(outcome: &Outcome) -> Option<Self> {
        let (learned, reference) = (&outcome.potential, outcome.reference.as_ref()?);
        let least = SHARE * learned.density.iter().copied().fold(0.0, f64::max);
        let (mut bins, mut held, mut errors) = (0.0, 0.0, 0.0);
        for bin in (0..learned.density.len()).filter(|&bin| learned.density[bin] >= least) {
            let values = (
                learned.energy[bin],
                learned.standard_error[bin],
                reference.energy[bin],
            );
            if let (Some(u), Some(error), Some(exact)) = values {
                // The potential's constant is free: the score has shifted the reference.
                let off = (u - exact - reference.shift).abs();
                bins += 1.0;
                held += f64::from(u8::from(off <= NOMINAL * error));
                errors += error;
            }
        }
        (bins > 0.0).then_some(Held {
            share: held / bins,
            error: errors / bins,
            rmse: reference.rmse,
        })
    }
}
