//! Time stepping of blocks of walkers. Nothing here knows of recording.

mod decay;
mod langevin;
mod learned;
mod lyapunov_pairs;
mod random;
mod surface;
mod verlet;
mod walkers;

pub use decay::decay;
pub use langevin::{Field, Langevin, Motion};
pub use learned::Learned;
pub use lyapunov_pairs::LyapunovPairs;
pub use random::Random;
pub use surface::Surface;
pub use verlet::{StormerVerlet, Workspace, rows};
pub use walkers::Walkers;
