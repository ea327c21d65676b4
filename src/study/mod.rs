//! Studies: an experiment's jobs, and what follows when their results are in.

mod crew;
mod envelope;
mod outcome;
mod score;
mod study;
mod summary;
#[cfg(not(target_arch = "wasm32"))]
mod threads;

pub use crew::{Crew, Job, Report};
pub use envelope::{Envelope, envelope};
pub use outcome::{
    BurnIn, InverseTemperature, LearnedPotential, Momentum, MomentumHistogram, NoiseCovariance,
    Outcome, Progress, ReferenceScore, Resampled, Sampling, ScanPoint, Snapshot, Warning,
};
pub use score::{Score, score};
pub use study::{Study, StudyProgress};
#[cfg(not(target_arch = "wasm32"))]
pub use threads::run;
