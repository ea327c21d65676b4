//! Sampling: advances blocks of walkers a window at a time, handles lost walkers, and carries out
//! the jobs of a study in one worker or thread.
//!
//! This crate is compiled for speed. A generic function is compiled in the crate that calls it, so
//! other crates reach the loops over walkers through entries that are not generic, such as
//! [`Runner::advance`].

mod block;
mod choices;
mod comparison_runner;
mod force_cells;
mod jobs;
mod learning_runner;
mod memory;
mod moments;
mod pilot;
mod population;
mod probe;
mod recorder;
mod residual;
mod resolve;
mod run_kind;
mod run_plan;
mod runner;
mod setup;
mod start;
mod trajectory_block;
mod unresolved;
mod walker_status;

pub use block::{Block, BlockWorkspace, is_extinct};
pub use choices::{Choice, choices};
pub use comparison_runner::counted;
pub use force_cells::force_cells;
pub use jobs::{Job, JobResult, Portrait, Report};
pub use memory::memory;
pub use population::Population;
pub use probe::{Probe, Smooth, probe};
pub use recorder::Recorder;
pub use residual::{NoiseDiagnostics, SERIES, Whiteness};
pub use resolve::resolved;
pub use run_kind::RunKind;
pub use run_plan::{RunPlan, WINDOW};
pub use runner::Runner;
pub use setup::Setup;
pub use start::start;
pub use trajectory_block::{TrajectoryBlock, gathered};
pub use unresolved::unresolved_power;
pub use walker_status::{CycleDetector, WalkerStatus, WalkerStatuses};
