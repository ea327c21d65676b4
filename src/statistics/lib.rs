//! Tallies of the walkers, and statistics of correlated samples.

mod averages;
mod banded;
mod correlation;
mod equilibration;
mod force;
mod grid;
mod heteroscedasticity;
mod history;
mod interpolate;
mod jackknife;
mod observables;
mod octaves;
mod order;
mod paths;
mod scored;
mod tally;
mod transition_counts;
mod whiteness;

pub use averages::{BlockAverages, Plateau};
pub use banded::{Banded, add_square};
pub use correlation::LaggedProducts;
pub use equilibration::equilibration;
pub use force::{Cell, CellForce};
pub use grid::{Grid, MOST_GRIDDED};
pub use heteroscedasticity::heteroscedasticity;
pub use history::History;
pub use interpolate::interpolate;
pub use jackknife::jackknife;
pub use observables::{Observables, multisets};
pub use octaves::{Equal, Octaves};
pub use order::{descending, order, sorted};
pub use paths::{Counted, LagSums, PathPlan, PathSums, PathTally, Paths};
pub use scored::scored;
pub use tally::{BlockTally, SEGMENTS, Segment, Tally};
pub use transition_counts::TransitionCounts;
pub use whiteness::{autocorrelations, chi_square_tail, ljung_box};
