//! The estimates from a tally, as an outcome holds them.

use crate::term_results::{Coupling, Term};
use nalgebra::DMatrix;
use serde::{Deserialize, Serialize};

/// Walkers that were lost and restarted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Resampled {
    /// Swallowed by a small attracting island (errata 4).
    pub absorbed: u64,
    /// Blown up (errata 5).
    pub diverged: u64,
}

/// Burn-in before recording, and the burn-in that the data call for.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct BurnIn {
    /// Steps of each walker before recording.
    pub steps: u64,
    /// Steps after which the kinetic energy was stationary, counted from the very start; `None`
    /// while data are too few.
    pub detected: Option<u64>,
    /// Steps that the slowest relaxation calls for, if the run is too short for them.
    #[serde(default)]
    pub wanted: Option<u64>,
}

/// Moments of the momentum.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Momentum {
    /// `E[p pᵀ]` of the integrator's own momentum.
    pub covariance: Vec<Vec<f64>>,
    /// `E[p̄ p̄ᵀ]` of the symmetric momentum (errata 3).
    pub symmetric_covariance: Vec<Vec<f64>>,
    /// Standard error of `symmetric_covariance`, entry by entry.
    pub symmetric_covariance_error: Vec<Vec<f64>>,
    pub excess_kurtosis: Vec<f64>,
    pub excess_kurtosis_error: Vec<f64>,
    pub skewness: Vec<f64>,
    pub skewness_error: Vec<f64>,
    /// True if `p̄` is Gaussian within tolerance and error.
    pub normal: bool,
    /// Multivariate normality, in two and three dimensions.
    pub mardia: Option<Mardia>,
    /// Normality along oblique directions, in more than three dimensions.
    #[serde(default)]
    pub projections: Vec<Projection>,
    /// `E[p̄ p̄ᵀ]` with unit masses and the scalar friction of stage 1, before calibration.
    pub uncalibrated: Option<Vec<Vec<f64>>>,
    /// Histogram of `p̄` along each coordinate, over the range expected from the noise before the
    /// run: its area is one, whatever lies outside.
    pub histogram: Vec<MomentumHistogram>,
    /// Histogram of `p̄` along each coordinate, over a range adapted to the data: its area is one
    /// less the share outside.
    #[serde(default)]
    pub distribution: Vec<MomentumHistogram>,
}

/// Density of one coordinate of `p̄`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct MomentumHistogram {
    /// Bin centres.
    pub axis: Vec<f64>,
    pub density: Vec<f64>,
    /// Share of the momenta outside all bins.
    #[serde(default)]
    pub outside: f64,
}

/// Mardia's multivariate skewness and excess kurtosis of `p̄`, zero for a Gaussian, with standard
/// errors over independent batches, which account for correlated samples.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Mardia {
    pub skewness: f64,
    pub skewness_error: f64,
    pub excess_kurtosis: f64,
    pub excess_kurtosis_error: f64,
}

/// Skewness and excess kurtosis of `p̄` along a direction, with standard errors over independent batches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Projection {
    /// A unit vector.
    pub direction: Vec<f64>,
    pub skewness: f64,
    pub skewness_error: f64,
    pub excess_kurtosis: f64,
    pub excess_kurtosis_error: f64,
}

/// The inverse temperature `β̂`, by each estimator.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct InverseTemperature {
    /// `1/var(p_n)`.
    pub naive: f64,
    /// `1/var(p̄_n)` (errata 3).
    pub symmetric: f64,
    /// `symmetric`, corrected for the step's effect on the sampled energy, if that converges.
    pub corrected: Option<f64>,
    /// The estimate that scales the learned potential.
    pub used: f64,
    /// Standard error of `used`.
    pub standard_error: f64,
}

/// Autocorrelation times, effective sample sizes and errors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Sampling {
    /// Integrated autocorrelation time of the position, in units of time.
    pub position_time: f64,
    /// Integrated autocorrelation time of the squared momentum, in units of time.
    pub momentum_time: f64,
    /// Effective sample size of the position.
    pub position_size: f64,
    /// Effective sample size of the squared momentum.
    pub momentum_size: f64,
    /// Effective sample size of the run: the smaller of the two.
    #[serde(default)]
    pub size: f64,
    /// `β̂` from the first and from the second half of the run.
    pub halves: Option<[f64; 2]>,
    /// Difference of the halves in units of its standard error.
    pub halves_distance: Option<f64>,
    /// Standard error of `E[p̄²]` against the block size in steps: the plateau is the error.
    pub block_sizes: Vec<f64>,
    pub block_errors: Vec<f64>,
}

/// The noise covariance `ΣΣᵀ`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct NoiseCovariance {
    /// From the runs with different masses.
    pub estimate: Vec<Vec<f64>>,
    pub standard_error: Vec<Vec<f64>>,
    /// The nearest admissible matrix, which determines the friction; equals the estimate if that is
    /// positive definite.
    pub used: Vec<Vec<f64>>,
    /// An independent check: `δ` times the covariance of the residual force in the learning run.
    pub residual: Option<Vec<Vec<f64>>>,
    pub residual_error: Option<Vec<Vec<f64>>>,
    /// The exact value, if a preset knows it. No estimate depends on it.
    pub exact: Option<Vec<Vec<f64>>>,
    /// Walker-steps recorded for the estimate.
    pub steps: u64,
}

/// The learned effective potential on the bins, up to a constant: its minimum is zero.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct LearnedPotential {
    /// Bin centres per dimension.
    pub axes: Vec<Vec<f64>>,
    /// Fitted `U_k` (3.9, sign corrected).
    pub energy: Vec<Option<f64>>,
    /// Pointwise standard error, and its part by chance, which more steps reduce.
    pub standard_error: Vec<Option<f64>>,
    #[serde(default)]
    pub chance_error: Vec<Option<f64>>,
    /// Both estimates; `energy` is one of them.
    #[serde(default)]
    pub estimates: Estimates,
    /// Half-width of the widest 95 % band over the central 90 % of the positions, of a sum that of its
    /// functions of one variable; `None` while data are too few.
    pub band: Option<f64>,
    /// `log` of the measured position density.
    pub log_histogram: Vec<Option<f64>>,
    /// Measured position density.
    pub density: Vec<f64>,
    /// Density of the fit, `∝ exp(−β̂ U)`.
    pub fitted_density: Vec<Option<f64>>,
    /// `V` itself at the bin centres, shifted to match `energy`.
    pub original: Vec<Option<f64>>,
    /// The constant added to `V` for that.
    pub original_shift: f64,
    /// In more than three dimensions, the terms whose sum is the potential, in place of values on bins;
    /// functions of one variable first.
    #[serde(default)]
    pub terms: Vec<Term>,
    /// The strengths of the interactions.
    #[serde(default)]
    pub couplings: Vec<Coupling>,
    /// Root mean square of each component of `∇V` that the terms leave over: the noise, and what no
    /// term can express.
    #[serde(default)]
    pub unexplained_force: Option<f64>,
    /// Share of the positions beside the axes of the terms, where it is largest.
    #[serde(default)]
    pub outside: Option<f64>,
}

/// Two estimates of one potential that share nothing but the trajectory (METHOD section 8).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Estimates {
    /// From the density of the positions, lined up with the potential.
    pub density: EnergyEstimate,
    /// From the forces, once the run is complete. Each connected piece is lined up with the estimate
    /// from the density: forces determine one constant for each piece.
    pub forces: Option<EnergyEstimate>,
}

/// An energy on the bins, with its pointwise standard error.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct EnergyEstimate {
    pub energy: Vec<Option<f64>>,
    pub standard_error: Vec<Option<f64>>,
}

/// The regression of the forces, whose energy is among the potential's estimates.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ForceEstimate {
    /// Standard error of the difference from the potential learned from the positions: both come
    /// from the same walkers, whose chance does not add up.
    pub difference_error: Vec<Option<f64>>,
    /// Distance of the knots along each axis, and the least that the step allows.
    pub knots: Vec<f64>,
    pub finest: Vec<f64>,
    /// Number of connected pieces, and the share of the positions in those whose depth relative to
    /// the fullest nothing determines: neither forces nor arrivals of walkers.
    pub pieces: u64,
    #[serde(default)]
    pub undetermined: f64,
    /// The largest energy that the mesh cannot follow: structure about as wide as a flight.
    #[serde(default)]
    pub misfit: f64,
    /// Recorded forces.
    pub samples: u64,
    /// The noise that is left over from the forces.
    pub noise: Option<ResidualNoise>,
    /// Root mean square difference from the reference, of the energy and of each component of the
    /// force, over the bins of a reference's score.
    pub rmse: Option<f64>,
    pub force_rmse: Option<f64>,
    /// Largest difference from the potential learned from the positions that its standard error
    /// does not explain, in units of `kT`; zero if there is none, `None` if the errors are too large
    /// to tell.
    pub disagreement: Option<f64>,
    /// Root mean square of the same over the bins of a reference's score; `None` in more than three
    /// dimensions.
    #[serde(default)]
    pub deviation: Option<f64>,
}

/// The score of the potential learned from the positions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PositionEstimate {
    /// Root mean square difference from the reference, of the energy and of each component of the
    /// force.
    pub rmse: Option<f64>,
    #[serde(default)]
    pub force_rmse: Option<f64>,
}

/// The noise covariance from the unresolved force `∇V − ∇U_k` along a short further run: in any
/// dimension, without a mass.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ResidualNoise {
    /// `δ C_0`, which is `ΣΣᵀ`, and its standard error.
    pub covariance: Vec<Vec<f64>>,
    pub covariance_error: Vec<Vec<f64>>,
    /// `δ (C_0 + Σ_k (C_k + C_kᵀ))`, the noise that heats the walkers, over ten lags.
    pub summed: Vec<Vec<f64>>,
    pub summed_error: Vec<Vec<f64>>,
}

/// A well of the learned potential, with the evidence for its depth.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct WellVisits {
    /// Position of its minimum.
    pub position: Vec<f64>,
    /// Learned energy at the minimum.
    pub energy: f64,
    /// Share of the positions in the well.
    pub population: f64,
    /// Arrivals from another well: independent visits.
    pub visits: u64,
}

/// The rows of a matrix, as results hold them.
pub fn nested(matrix: &DMatrix<f64>) -> Vec<Vec<f64>> {
    let rows = matrix.row_iter();
    rows.map(|row| row.iter().copied().collect()).collect()
}
