//! Sums of functions of one and of two variables, where no grid can follow: their splines, the tally of
//! samples that both regressions need, and the solution.
//!
//! `U(x) = Σ_i f_i(x_i) + Σ_{ij} g_{ij}(x_i, x_j)`. This crate is compiled for speed.

mod basis;
mod centred;
mod confined;
mod continued;
mod mesh;
mod normal_equations;
mod runs;
mod tally;
mod term_sum;

pub use basis::{Basis, MOST_COEFFICIENTS};
pub use centred::centred;
pub use confined::Confined;
pub use continued::continued;
pub use mesh::{Mesh, REFINEMENT};
pub use normal_equations::{NormalEquations, PENALTIES, Target, right_side, score};
pub use tally::{BINS, TermTally};
pub use term_sum::TermSum;
