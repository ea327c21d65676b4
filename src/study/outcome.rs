//! The outcome of a run, which the command prints, the page shows and scripts read.

use crate::{Row, Validity, Verdict, Warning};
use estimate::{
    BurnIn, ForceEstimate, InverseTemperature, LearnedPotential, Momentum, NoiseCovariance,
    PositionEstimate, Resampled, Sampling, WellVisits,
};
use experiment::Experiment;
use message::Sentence;
use sampling::Portrait;
use serde::{Deserialize, Serialize};

/// The result of an experiment. Arrays over positions are row-major over `potential.axes`;
/// `None` stands where there is no data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Outcome {
    /// The complete experiment that gives this outcome again, bit for bit.
    pub experiment: Experiment,
    /// Walker-steps recorded so far.
    pub steps: u64,
    /// Evaluations of the force so far, those of burn-in and calibration among them.
    #[serde(default)]
    pub evaluations: u64,
    /// True if every step that was asked for has been made.
    pub complete: bool,
    pub walkers: u32,
    pub resampled: Resampled,
    pub burn_in: BurnIn,
    pub momentum: Momentum,
    pub inverse_temperature: InverseTemperature,
    pub sampling: Sampling,
    /// `ΣΣᵀ` with its standard error, from the calibration; `None` where nothing is calibrated.
    pub noise_covariance: Option<NoiseCovariance>,
    /// Friction matrix `Γ`.
    pub friction: Vec<Vec<f64>>,
    pub potential: LearnedPotential,
    /// The regression of the forces, once the run is complete.
    #[serde(default)]
    pub forces: Option<ForceEstimate>,
    /// The score of the estimate from the positions, if `potential` is that from the forces.
    #[serde(default)]
    pub positions: Option<PositionEstimate>,
    /// The wells of the learned potential, the most populated first.
    pub wells: Vec<WellVisits>,
    pub reference: Option<ReferenceScore>,
    pub scan: Option<Vec<ScanPoint>>,
    /// The scales found by a scan.
    pub scales: Option<Scales>,
    /// Surrogate dynamics beside the original ones, where they are compared.
    pub comparison: Option<Comparison>,
    /// Every way to an effective potential of the energy, once the run is complete.
    pub baselines: Option<Vec<Baseline>>,
    /// Distances to the truncations of the formula's sum, where it has one.
    pub truncations: Option<Truncations>,
    /// The validity checks of the method's assumptions, once the run is complete.
    pub trust: Option<Validity>,
    /// Summary of the result in one or two sentences.
    pub summary: String,
    /// The summary as codes with values.
    #[serde(default)]
    pub sentences: Vec<Sentence>,
    pub warnings: Vec<Warning>,
    /// Hash of the numbers of a complete outcome ([`super::fingerprint`]).
    pub hash: Option<String>,
}

impl Outcome {
    /// Energy and standard error of the potential learned from the positions.
    pub fn from_positions(&self) -> [&[Option<f64>]; 2] {
        let density = &self.potential.estimates.density;
        [&density.energy, &density.standard_error]
    }

    /// The same of the potential learned from the forces, if there is one.
    pub fn from_forces(&self) -> Option<[&[Option<f64>]; 2]> {
        let forces = self.potential.estimates.forces.as_ref()?;
        Some([&forces.energy, &forces.standard_error])
    }

    /// False if the friction is beyond its limit, where the momenta have no temperature.
    pub fn has_temperature(&self) -> bool {
        let damped = |row: &Row| row.code == "friction" && row.verdict == Verdict::Fail;
        let validity = self.trust.as_ref();
        !validity.is_some_and(|validity| validity.rows.iter().any(damped))
    }
}

/// An outcome, the experiment that was asked for, and the way to the outcome. The way depends on when
/// estimates were asked for; the outcome of a complete run does not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The experiment as it was given to the study: that of the outcome, before the settings left out
    /// were filled in. By it a display knows whose outcome this is.
    pub asked: Experiment,
    pub outcome: Outcome,
    /// Estimates as the steps accumulated.
    pub convergence: Vec<Progress>,
    /// Computing time of a comparison that has ended.
    pub cost: Option<Cost>,
}

/// Computing time of a comparison's Langevin ensembles. It is measured, and no part of the outcome,
/// which is the same on every machine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Cost {
    /// In seconds: under the surrogate, the original, and perhaps a third potential.
    pub seconds: Vec<f64>,
    /// Factor by which the surrogate takes less time than the original.
    pub saving: f64,
}

/// The learned potential against a reference. No estimate depends on it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ReferenceScore {
    pub name: String,
    pub formula: String,
    /// The reference at the bin centres.
    pub energy: Vec<Option<f64>>,
    /// Root mean square difference over bins with at least 2 % of the fullest bin's count, after
    /// removing the mean offset; in more than three dimensions, over positions of the walkers.
    pub rmse: f64,
    /// Root mean square error of each component of the force over the same bins, once the run is
    /// complete.
    #[serde(default)]
    pub force_rmse: Option<f64>,
    /// Root mean square of each component of the reference's own force, in more than three dimensions.
    #[serde(default)]
    pub force_size: Option<f64>,
    /// The largest difference over those bins.
    pub max_error: f64,
    /// Learned minus reference, in the mean over those bins.
    pub shift: f64,
    /// `rmse` had the naive estimator been used.
    pub naive_rmse: f64,
    /// `rmse` had the symmetric one been used, without correction.
    pub symmetric_rmse: f64,
    /// `rmse` with the temperature that suits the reference best.
    pub rescaled_rmse: f64,
    /// Number of bins scored.
    pub bins: u64,
}

/// One way to an effective potential of the energy; no estimate depends on it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Baseline {
    /// `original`: `V` itself. `filter` and `filter-4`: `V` convolved with the best kernel of second
    /// or fourth order. `least-squares`: fitted to `V`, on the splines of the force regression.
    /// `force-matching`: the mean of `∇V` in each bin, integrated. `positions` and `forces`: the two
    /// ways of this program.
    pub name: String,
    /// On the bins, lined up with the learned potential.
    pub energy: Vec<Option<f64>>,
    /// Root mean square distance from the learned potential; `None` for that itself.
    #[serde(default)]
    pub distance: Option<f64>,
    /// Against the reference, as the learned one is scored: root mean square error of the energy and
    /// of each component of the force.
    pub rmse: Option<f64>,
    #[serde(default)]
    pub force_rmse: Option<f64>,
    /// Number of evaluations of `V` or `∇V`.
    #[serde(default)]
    pub evaluations: u64,
    /// Standard deviation of a filter's Gaussian, in units of a walker's flight in one step.
    #[serde(default)]
    pub width: Option<f64>,
    /// Evaluations and errors with fewer evaluations, where the way can be taken with fewer of the
    /// same, the fewest first.
    #[serde(default)]
    pub fewer: Vec<Spent>,
}

/// The errors of a way after a number of evaluations of `V` or `∇V`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Spent {
    pub evaluations: u64,
    pub rmse: Option<f64>,
    pub force_rmse: Option<f64>,
}

/// The learned potential beside `V` with its sum cut off after some terms. Which is nearest
/// is all that is said: no truncation need be what a step leaves (METHOD errata 7).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Truncations {
    pub all: Vec<Truncation>,
    /// Number of terms of the nearest.
    pub nearest: u64,
    /// Distance of the second nearest less that of the nearest.
    pub margin: Option<f64>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Truncation {
    pub terms: u64,
    /// Over the same bins as a reference's.
    pub rmse: f64,
    /// On the bins, lined up with the learned potential.
    pub energy: Vec<Option<f64>>,
}

/// One step size of a scan.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ScanPoint {
    pub step: f64,
    /// Friction `γ`, in proportion to the step.
    pub friction: f64,
    /// `2γ var(p)/δ`, in the mean over directions, with its standard error.
    pub noise_power: f64,
    pub noise_power_error: f64,
    /// Of the momentum, where it is largest.
    pub excess_kurtosis: f64,
    pub excess_kurtosis_error: f64,
    /// Walkers lost per million recorded walker-steps.
    pub absorbed_per_million: f64,
    pub diverged_per_million: f64,
    /// True if the noise is normal and hardly a walker is lost.
    pub clean: bool,
}

/// The scales that a scan has found, by ascending step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Scales {
    /// The largest step that the potential allows on the whole, where `δ²` times its mean
    /// curvature is 4.
    pub limit: f64,
    /// Friction over step in the scan.
    pub friction_ratio: f64,
    pub scales: Vec<Scale>,
}

/// A plateau of the noise power: on it one scale more acts as noise than on the one before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Scale {
    /// The plateau's smallest and largest step.
    pub from: f64,
    pub to: f64,
    pub noise_power: f64,
    pub noise_power_error: f64,
    /// Largest relative distance of a point from the plateau's power: zero is perfectly sharp.
    pub spread: f64,
    /// A step and a friction to learn with.
    pub step: f64,
    pub friction: f64,
    /// Amplitude of the force that has turned into noise since the plateau before, were it a
    /// sinusoid: `√(2 Δpower)`.
    pub amplitude: Option<f64>,
    /// The potential learned with them, over the axes of the outcome's potential; the ripples that have
    /// turned into noise since the plateau before are the difference of both.
    pub energy: Option<Vec<Option<f64>>>,
    pub standard_error: Option<Vec<Option<f64>>>,
    /// The reference that belongs to the step, and the distance from it.
    pub reference: Option<String>,
    pub rmse: Option<f64>,
    /// Its worst verdict among the validity checks.
    pub verdict: Option<Verdict>,
}

impl Scale {
    /// `kT` at the proposed step and friction, by `var(p) = δσ²/2γ`.
    pub fn temperature(&self) -> f64 {
        0.5 * self.noise_power * self.step / self.friction
    }
}

/// Estimates after a number of steps.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Progress {
    pub steps: u64,
    pub inverse_temperature: f64,
    pub standard_error: f64,
    pub rmse: Option<f64>,
}

/// Surrogate dynamics beside the original ones.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Comparison {
    /// Times at which trajectories are sampled, and lags of the correlations.
    pub times: Vec<f64>,
    pub lags: Vec<f64>,
    /// Names of the quantities that the mean paths and the correlations are of: the coordinates, and `cv`
    /// where there is a collective variable.
    #[serde(default)]
    pub observables: Vec<String>,
    /// Centres of the bins of the equilibrium distribution, along each coordinate; in more than three
    /// dimensions, of the collective variable.
    pub axes: Vec<Vec<f64>>,
    /// Which of the observables are binned.
    #[serde(default)]
    pub binned: Vec<String>,
    /// The surrogate, the original, and a third if there is one.
    pub ensembles: Vec<Ensemble>,
    /// Distance between the halves of the original's ensemble, by chance alone.
    pub floor: Option<Distance>,
    /// Evaluations of the force that one trajectory takes under the original, over those under the
    /// surrogate.
    pub saving: f64,
}

impl Comparison {
    /// The name of the collective variable among the observables.
    pub const COLLECTIVE: &str = "cv";
}

/// Dynamics under one potential.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Ensemble {
    /// `surrogate`, `original` or `third`.
    pub name: String,
    /// Its formula; `None` where it was learned.
    pub formula: Option<String>,
    pub step: f64,
    pub trajectories: u64,
    pub diverged: u64,
    /// Mean path of every observable, with standard errors.
    pub mean: Vec<Vec<f64>>,
    pub mean_error: Vec<Vec<f64>>,
    /// Normalised autocorrelation of every observable, with standard errors.
    pub correlation: Vec<Vec<f64>>,
    pub correlation_error: Vec<Vec<f64>>,
    /// Density of what is binned in the second half of the time, with standard errors.
    pub density: Vec<f64>,
    pub density_error: Vec<f64>,
    /// Distance from the original.
    pub distance: Option<Distance>,
    /// Hamiltonian trajectories.
    pub portrait: Option<Portrait>,
}

/// Distance between two ensembles.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Distance {
    /// Largest difference of the mean paths, at any time and of any observable.
    pub mean: f64,
    /// Largest difference of the autocorrelations, at any lag.
    pub correlation: f64,
    /// Half the integral of the difference of the densities: total variation.
    pub distribution: f64,
}
