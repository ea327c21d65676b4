//! Studies: jobs and what follows them.

mod outcome;

pub use outcome::{
    BurnIn, InverseTemperature, LearnedPotential, Momentum, MomentumHistogram, NoiseCovariance,
    Outcome, Progress, ReferenceScore, Resampled, Sampling, ScanPoint, Warning,
};
