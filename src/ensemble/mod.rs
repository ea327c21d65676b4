//! Blocks of walkers, advanced a window at a time: recording, and what becomes of lost walkers.

mod block;
mod fate;
mod moments;
mod plan;
mod probe;
mod recorder;
mod setup;
mod start;
mod troupe;

pub use crate::dynamics::Random;
pub use block::{Bench, Block, is_extinct};
pub use fate::{Fate, Fates, Orbit};
pub use plan::{Plan, WINDOW, unresolved_power};
pub use probe::{Colour, NoiseLook, Probe, probe};
pub use recorder::Recorder;
pub use setup::{SCALES, SCAN, Setup};
pub use start::start;
pub use troupe::{Troupe, gathered};
