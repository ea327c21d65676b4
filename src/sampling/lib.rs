//! Sampling: blocks of walkers advanced a window at a time, the fate of lost walkers, and the jobs of a
//! study as one worker or thread carries them out.
//!
//! This crate is compiled for speed. A generic function is compiled in the crate that calls it, so the
//! loops over walkers are reached from elsewhere by entries that are not generic, such as
//! [`Crew::advance`].

mod block;
mod fate;
mod gang;
mod jobs;
mod memory;
mod moments;
mod plan;
mod players;
mod probe;
mod recorder;
mod runner;
mod settle;
mod setup;
mod start;
mod troupe;

pub use block::{Bench, Block, is_extinct};
pub use fate::{Fate, Fates, Orbit};
pub use jobs::{Job, Left, Portrait, Report};
pub use memory::memory;
pub use plan::{Plan, WINDOW, unresolved_power};
pub use players::{HAMILTON, LANGEVIN, grid};
pub use probe::{Colour, NoiseLook, Probe, probe};
pub use recorder::Recorder;
pub use runner::Crew;
pub use settle::settled;
pub use setup::{SCALES, SCAN, Setup};
pub use start::start;
pub use troupe::{Troupe, gathered};
