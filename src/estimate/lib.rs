//! From a tally to numbers: inverse temperature, normality, density, effective potential.
//!
//! No function here sees a reference: references are for the score only.

mod baselines;
mod bend;
mod correction;
mod ensemble;
mod integrated;
mod least_squares;
mod mardia;
mod momentum;
mod noise;
mod poisson;
mod potential;
mod results;
mod rough;
mod shells;
mod spline;
mod staircase;
mod surface;
mod temperature;
mod tensor;
mod wells;

pub use baselines::{matched, smoothed};
pub use correction::{Corrected, correct};
pub use ensemble::{Curve, Difference, Ensemble, ensemble, halves};
pub use momentum::{Departure, departures, momentum, spread};
pub use noise::{Noise, inverse_masses, noise_covariance, residual_noise};
pub use potential::{Learned, learn};
pub use results::{
    BurnIn, InverseTemperature, LearnedPotential, Mardia, Momentum, MomentumHistogram,
    NoiseCovariance, Resampled, Sampling, WellVisits,
};
pub use rough::{roughness, wavelength};
pub use spline::CubicSpline;
pub use staircase::{Plateau, Tread, bends, plateaus};
pub use surface::surface;
pub use temperature::{Temperature, sampling, temperature};
pub use tensor::Design;
pub use wells::{Well, Wells, wells};
