//! Estimators, from a tally to numbers: inverse temperature, normality, density, effective
//! potential.
//!
//! No function here sees a reference potential: references serve the score only.

mod baselines;
mod correction;
mod energy_shells;
mod ensemble;
mod force_bins;
mod force_regression;
mod force_samples;
mod integrated;
mod least_squares;
mod mardia;
mod modified_energy;
mod momentum;
mod noise;
mod plateaus;
mod poisson;
mod potential;
mod results;
mod roughness;
mod spline;
mod surface;
mod temperature;
mod tensor;
mod tensor_basis;
mod wells;

pub use baselines::{matched, smoothed};
pub use correction::{Corrected, correct};
pub use ensemble::{Curve, Difference, Ensemble, ensemble, halves};
pub use force_regression::{ForceFit, force_regression};
pub use momentum::{Departure, departures, momentum, spread};
pub use noise::{Noise, inverse_masses, noise_covariance};
pub use plateaus::{NoisePoint, Plateau, bends, plateaus};
pub use potential::{Learned, learn};
pub use results::{
    BurnIn, ForceEstimate, InverseTemperature, LearnedPotential, Mardia, Momentum,
    MomentumHistogram, NoiseCovariance, PositionEstimate, Resampled, ResidualNoise, Sampling,
    WellVisits, nested,
};
pub use roughness::{roughness, wavelength};
pub use spline::CubicSpline;
pub use surface::surface;
pub use temperature::{Temperature, sampling, temperature};
pub use tensor::Design;
pub use wells::{Well, Wells, wells};
