//! The description of a run, as plain data.

use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;

/// The version of the experiment's format that this build writes. What does not name its version
/// is of the first, whose links did not say.
///
/// 1. The symmetric estimator and a fit by least squares, where nothing else is said.
/// 2. The corrected estimator and a fit by penalised likelihood.
pub const VERSION: u32 = 2;

/// A complete, validated description of a run: with the same experiment come the same bits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Experiment {
    /// Version of this format.
    pub version: u32,
    /// What is to be found out.
    pub kind: Kind,
    /// The energy function `V(q)`.
    pub potential: PotentialSpec,
    /// Step size `δ` of the integrator (3.2), in units of time: the sieve.
    pub step: f64,
    /// Scalar friction `γ`, in units of inverse time; `None` chooses it from the potential and the
    /// step, see [`Experiment::automatic_friction`].
    pub friction: Option<f64>,
    /// Walker-steps to record in all, after burn-in; the most of them if an accuracy is wanted.
    pub steps: u64,
    /// Half-width of the 95 % band, in units of energy, that ends the run where it holds over the
    /// central 90 % of the positions; `None` records all steps.
    pub accuracy: Option<f64>,
    /// Number of walkers; `None` chooses it from the steps and the burn-in.
    pub walkers: Option<u32>,
    /// Steps that each walker makes before recording; `None` chooses them from the slowest
    /// relaxation time.
    pub burn_in: Option<u64>,
    /// Seed of every random number in the run.
    pub seed: u64,
    /// Box in which positions are counted.
    pub region: Region,
    /// Bins per dimension over the region.
    pub bins: Vec<u32>,
    /// True if absorbed and diverged walkers restart from a live one (Fleming–Viot).
    pub resample: bool,
    /// Law of the initial positions and momenta.
    pub initial: Initial,
    /// Stage 1 of Algorithm 1, for two and more dimensions.
    pub calibration: Option<Calibration>,
    /// Which inverse temperature scales the learned potential.
    pub estimator: Estimator,
    /// How the potential is fitted to the histogram.
    pub fit: Fit,
    /// The surrogate dynamics that are compared, where that is what is to be found out.
    pub compare: Option<Compare>,
    /// The scan of the step, where that is what is to be found out.
    pub scan: Option<Scan>,
}

/// What an experiment is to find out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// One effective potential, at one step size.
    Learn,
    /// The same, and how dynamics under it compare with dynamics under `V`.
    Compare,
    /// Which scales there are: the noise over the step, and a potential for each scale.
    Scan,
}

/// The energy function: a preset by its name, or a formula; either with its parameters.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PotentialSpec {
    pub preset: Option<String>,
    pub formula: Option<String>,
    /// Values that override the parameters declared in the formula.
    pub parameters: BTreeMap<String, f64>,
    /// Formula of the potential to score the learned one against. No estimate depends on it.
    pub reference: Option<String>,
}

/// A box, one interval per dimension.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Region {
    pub lower: Vec<f64>,
    pub upper: Vec<f64>,
}

/// Law of the initial conditions, independent in every coordinate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Initial {
    pub position: Spread,
    pub momentum: Spread,
    pub shape: Shape,
}

/// Mean and spread per coordinate: the standard deviation of a normal law, the half-width of a
/// uniform one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Spread {
    pub mean: Vec<f64>,
    pub spread: Vec<f64>,
}

impl Spread {
    /// All over a region: its centre, and half its widths.
    pub fn over(region: &Region) -> Self {
        let both = |f: fn(f64, f64) -> f64| {
            let pairs = region.lower.iter().zip(&region.upper);
            pairs.map(|(lower, upper)| f(*lower, *upper)).collect()
        };
        Spread {
            mean: both(|lower, upper| 0.5 * (lower + upper)),
            spread: both(|lower, upper| 0.5 * (upper - lower)),
        }
    }
}

/// Shape of the initial law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Shape {
    Normal,
    Uniform,
}

/// Stage 1 of Algorithm 1: the runs that estimate the noise covariance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Calibration {
    pub friction: f64,
    pub mass_scale: f64,
    pub steps: u64,
}

/// Surrogate dynamics beside the original ones, at temperature one: kinetic Langevin (4.2) and
/// Hamiltonian (4.1).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Compare {
    /// Formula of the surrogate, or the text of a potential file; `None` takes the potential that
    /// has been learned.
    pub surrogate: Option<String>,
    /// Formula of a further potential to be run as finely as `V`.
    pub third: Option<String>,
    /// Friction matrix `Γ` of the Langevin dynamics by rows, symmetric and positive definite, in
    /// units of inverse time.
    pub friction: Vec<Vec<f64>>,
    /// Step size of the surrogate, and the time between two samples of every trajectory.
    pub step: f64,
    /// Step size of the original, at most; a whole number of them makes one of the surrogate's.
    pub fine_step: f64,
    /// Length of every trajectory, in units of time.
    pub time: f64,
    /// Number `M` of Langevin trajectories in each ensemble.
    pub trajectories: u32,
    /// Law of their starts.
    pub initial: Initial,
    /// Starts of the Hamiltonian trajectories: positions, then momenta; starts are separated by
    /// semicolons, and there may be none.
    #[serde(deserialize_with = "perhaps_empty")]
    pub starts: String,
}

/// The noise power over a grid of steps (Remark 3.2), with friction in proportion to the step so
/// that the temperature does not depend on it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Scan {
    /// Smallest and largest step; `None` follows from the potential and its region.
    pub lower: Option<f64>,
    pub upper: Option<f64>,
    /// Number of steps between them, at equal ratios.
    pub points: u32,
    /// Friction over step, `γ/δ`; `None` follows from the potential and its region.
    pub friction_ratio: Option<f64>,
    /// Walker-steps to record at each.
    pub steps: u64,
    /// Most further steps where the power changes.
    pub refine: u32,
    /// True if a potential is learned for each scale that is found.
    pub decompose: bool,
}

/// Which inverse temperature scales the learned potential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Estimator {
    /// `1/var(p_n)`, as printed in (3.5).
    Naive,
    /// `1/var(p̄_n)` with the symmetric momentum, exact for quadratic wells.
    Symmetric,
    /// The symmetric one, with the energy that a large step samples corrected for the step.
    Corrected,
}

/// How the potential is fitted to the histogram.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Fit {
    /// Weighted least squares of `−log` histogram on cubic B-splines (3.9).
    HistogramSpline,
    /// Penalised likelihood of the counts, with the smoothing chosen by the data.
    PoissonSpline,
}

impl Experiment {
    /// Dimension `d` of the potential.
    pub fn dimension(&self) -> usize {
        self.bins.len()
    }
}

/// Rows of a multiple of the identity.
pub(crate) fn isotropic(dimension: usize, diagonal: f64) -> Vec<Vec<f64>> {
    let row = |i| (0..dimension).map(move |j| if i == j { diagonal } else { 0.0 });
    (0..dimension).map(|i| row(i).collect()).collect()
}

/// The law of a start at one number for every coordinate.
pub(crate) fn alike(dimension: usize, mean: f64, spread: f64) -> Spread {
    Spread {
        mean: vec![mean; dimension],
        spread: vec![spread; dimension],
    }
}

/// A text that is empty where a file has none; what workers send one another always has one.
fn perhaps_empty<'d, D: Deserializer<'d>>(from: D) -> Result<String, D::Error> {
    if from.is_human_readable() {
        Option::deserialize(from).map(Option::unwrap_or_default)
    } else {
        String::deserialize(from)
    }
}
