//! What the walkers leave behind, and how much it is worth.

mod averages;
mod equilibration;
mod grid;
mod history;
mod jackknife;
mod observables;
mod tally;

pub use averages::{BlockAverages, Plateau};
pub use equilibration::equilibration;
pub use grid::Grid;
pub use history::History;
pub use jackknife::jackknife;
pub use observables::Observables;
pub use tally::{BlockTally, SEGMENTS, Segment, Tally};
