//! From a tally to numbers: inverse temperature, normality, density, effective potential.
//!
//! No function here sees a reference: references are for the score only.

mod banded;
mod momentum;
mod potential;
mod spline;
mod temperature;

pub use banded::Banded;
pub use momentum::{is_normal, momentum};
pub use potential::{Learned, learn};
pub use spline::CubicSpline;
pub use temperature::{Temperature, sampling, temperature};
