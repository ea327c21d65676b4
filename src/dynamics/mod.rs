//! Time stepping of blocks of walkers. Nothing here knows of recording.

mod verlet;
mod walkers;

pub use verlet::{StormerVerlet, Workspace, exponential};
pub use walkers::Walkers;
