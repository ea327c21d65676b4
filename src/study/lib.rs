//! Studies: an experiment's jobs, and what follows when their results are in.

mod advice;
mod assemble;
mod comparing;
mod envelope;
mod examination;
mod finding;
mod fingerprint;
mod hide;
mod judge;
mod measures;
mod outcome;
mod regime;
mod run;
mod scanning;
mod score;
mod sketch;
mod stage;
mod stages;
mod study;
mod summary;
#[cfg(not(target_arch = "wasm32"))]
mod threads;
mod trust;
mod validity;
mod warnings;
pub mod written;

pub use advice::Advice;
pub use envelope::{Envelope, envelope};
pub use fingerprint::fingerprint;
pub use hide::Hidden;
pub use outcome::{
    Baseline, Comparison, Cost, Distance, Ensemble, Outcome, Progress, ReferenceScore, Scale,
    Scales, ScanPoint, Snapshot, Truncation, Truncations,
};
pub use regime::{Motion, Regime};
pub use score::{Score, Variant, score};
pub use sketch::{Line, Sketch};
pub use stage::{Stage, StudyProgress};
pub use study::Study;
#[cfg(not(target_arch = "wasm32"))]
pub use threads::{conduct, run};
pub use validity::{Row, Trust, Verdict, Warning};
