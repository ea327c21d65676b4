//! Estimators, from a tally to numbers: inverse temperature, normality, density, effective
//! potential.
//!
//! No function here sees a reference potential: references serve the score only.

mod correction;
mod energy_samples;
mod energy_shells;
mod ensemble;
mod force_bins;
mod force_matching;
mod force_regression;
mod force_samples;
mod functions;
mod integrated;
mod knot_mesh;
mod least_squares;
mod mardia;
mod misfit;
mod modified_energy;
mod momentum;
mod noise;
mod pieces;
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
mod term_fit;
mod term_noise;
mod term_results;
mod wells;

pub use correction::{Corrected, correct};
pub use energy_samples::{EnergySamples, Filtered};
pub use ensemble::{Curve, Difference, Ensemble, ensemble, halves};
pub use force_matching::matched;
pub use force_regression::{ForceFit, force_regression};
pub use least_squares::FINEST;
pub use momentum::{Departure, departures, momentum, spread};
pub use noise::{Noise, inverse_masses, noise_covariance};
pub use pieces::{Pieces, pieces};
pub use plateaus::{NoisePoint, Plateau, clean_range, plateaus, refinements};
pub use potential::{Learned, changes, learn};
pub use results::{
    BurnIn, EnergyEstimate, Estimates, ForceEstimate, InverseTemperature, LearnedPotential, Mardia,
    Momentum, MomentumHistogram, NoiseCovariance, PositionEstimate, Projection, Resampled,
    ResidualNoise, Sampling, WellVisits, nested,
};
pub use roughness::{roughness, wavelength};
pub use spline::CubicSpline;
pub use surface::{continued, surface};
pub use temperature::{Temperature, sampling, temperature};
pub use tensor::Design;
pub use term_fit::{TermEstimate, TermFit};
pub use term_noise::residual_noise;
pub use term_results::{Coupling, Term};
pub use wells::{Well, Wells, wells};
