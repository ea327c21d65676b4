//! Studies: the jobs of an experiment, and its outcome from their reports.

mod advice;
mod attempts;
mod baselines;
mod compare_stages;
mod data_checks;
mod diagnostics;
mod energy_sampler;
mod envelope;
mod finding;
mod fingerprint;
mod forces;
mod found;
mod hidden;
mod judge;
mod learn_stages;
mod learning;
mod measures;
mod missed;
mod momentum_checks;
mod outcome;
mod outcome_builder;
mod period_checks;
mod quality;
mod race;
mod regime;
mod replay;
mod run;
mod run_results;
mod scales_summary;
mod scan_points;
mod scan_scales;
mod scan_stages;
mod score;
mod separable;
mod severity;
mod stage;
mod study;
mod summary;
mod term_builder;
mod term_score;
#[cfg(not(target_arch = "wasm32"))]
mod threads;
mod triples;
mod validity;
mod validity_checks;
mod warnings;

pub use advice::Advice;
pub use energy_sampler::{EnergySampler, Line};
pub use envelope::{Envelope, envelope};
pub use finding::{Finding, Limits};
pub use fingerprint::fingerprint;
pub use hidden::Hidden;
pub use outcome::{
    Baseline, Comparison, Cost, Distance, Ensemble, Outcome, Progress, ReferenceScore, Scale,
    Scales, ScanPoint, Snapshot, Spent, Truncation, Truncations,
};
pub use outcome_builder::band;
pub use race::{Racer, race};
pub use regime::{Motion, Regime};
pub use replay::Replay;
pub use score::{Score, Variant, score};
pub use severity::doubt;
pub use stage::{Stage, StudyProgress};
pub use study::{Study, nothing_to_export};
#[cfg(not(target_arch = "wasm32"))]
pub use threads::{carry_out, conduct, run};
pub use validity::{Row, Validity, Verdict, Warning};
