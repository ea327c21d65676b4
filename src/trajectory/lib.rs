//! The effective potential from positions and forces that already exist: rows of a table
//! instead of the walkers of a run, with the same regression, errors and covariance of the residual.
//!
//! The table is read twice: once for what its rows span ([`Survey`]), once into cells ([`Gathered`]).
//! Neither needs memory for the rows.

mod checks;
mod contents;
mod fit;
mod gathered;
mod learned;
mod plan;
mod survey;
mod trajectory_fit;

pub use contents::Contents;
pub use fit::{Refusal, fit};
pub use gathered::Gathered;
pub use learned::LearnedRows;
pub use plan::{FitPlan, Settings};
pub use survey::Survey;
pub use trajectory_fit::{Compared, Residual, Scored, TrajectoryFit};
