//! The description of a run, as plain data.

use crate::Trajectory;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;

/// Version of the experiment's format that new experiments have. An experiment without a version is
/// of the first, whose links did not name it. The defaults are:
///
/// 1. the symmetric estimator and a fit by least squares;
/// 2. the corrected estimator and a fit by penalised likelihood;
/// 3. the corrected estimator and a fit to the forces. It is a draft: its numbers may change until it
///    is released.
pub const VERSION: u32 = 3;

/// A complete, validated description of a run: equal experiments give equal bits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Experiment {
    /// Version of this format.
    pub version: u32,
    /// Purpose of the experiment.
    pub kind: Kind,
    /// The energy function `V(q)`.
    pub potential: PotentialSpec,
    /// Step size `δ` of the integrator, in units of time: the sieve.
    pub step: f64,
    /// Scalar friction `γ`, in units of inverse time; `None` chooses it from the potential and the
    /// step, see [`Experiment::automatic_friction`].
    pub friction: Option<f64>,
    /// Walker-steps to record in all, after burn-in; an upper limit if an accuracy is given.
    pub steps: u64,
    /// Half-width of the 95 % band, in units of energy, that ends the run when reached over the
    /// central 90 % of the positions; `None` records all steps.
    pub accuracy: Option<f64>,
    /// Number of walkers; `None` chooses it from the steps and the burn-in.
    pub walkers: Option<u32>,
    /// Burn-in steps of each walker; `None` chooses them from the slowest relaxation time.
    pub burn_in: Option<u64>,
    /// Seed of every random number in the run.
    pub seed: u64,
    /// Period of each coordinate, in units of length, `None` for one that is not periodic; `None` as a
    /// whole if none is. Positions are then on a circle, and the region is one period.
    #[serde(default)]
    pub periodic: Option<Vec<Option<f64>>>,
    /// Box in which positions are counted.
    pub region: Region,
    /// Bins per dimension over the region.
    pub bins: Vec<u32>,
    /// True if absorbed and diverged walkers restart from a live one (Fleming–Viot).
    pub resample: bool,
    /// Law of the initial positions and momenta.
    pub initial: Initial,
    /// Stage 1, the calibration, for two and more dimensions.
    pub calibration: Option<Calibration>,
    /// The inverse temperature that scales the learned potential.
    pub estimator: Estimator,
    /// Method that fits the potential.
    pub fit: Fit,
    /// Pairs of variables whose functions are learned, in more than three dimensions: `neighbours`,
    /// which occur together in a term of the formula, `all`, or a list such as `1-2, 2-3`.
    #[serde(default)]
    pub interactions: Option<String>,
    /// Settings of the comparison of surrogate dynamics, for that kind of experiment.
    pub compare: Option<Compare>,
    /// Settings of the scan of the step, for that kind of experiment.
    pub scan: Option<Scan>,
    /// The rows of a file in place of an energy; then nothing moves walkers.
    #[serde(default)]
    pub trajectory: Option<Trajectory>,
}

/// Purpose of an experiment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// One effective potential, at one step size.
    Learn,
    /// The same, and a comparison of its dynamics with the dynamics under `V`.
    Compare,
    /// The scales of the energy: the noise as a function of the step, and a potential per scale.
    Scan,
    /// The same, with a region, a temperature and an accuracy that follow from the energy.
    Auto,
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
    /// The table that the formula calls as `table(…)`: its text if it is small, or else its hash.
    #[serde(default)]
    pub table: Option<String>,
    /// Name of the file of a table that is held by its hash, or of the rows of a trajectory.
    #[serde(default)]
    pub file: Option<String>,
}

/// A box, one interval per dimension.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Region {
    pub lower: Vec<f64>,
    pub upper: Vec<f64>,
}

impl Region {
    /// The box with one period, about zero, along every axis that has one.
    pub(super) fn with_periods(mut self, periods: &[Option<f64>]) -> Self {
        for (axis, period) in periods.iter().enumerate() {
            if let Some(period) = period {
                (self.lower[axis], self.upper[axis]) = (-0.5 * period, 0.5 * period);
            }
        }
        self
    }
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
    /// Over the whole region: its centre, and half its widths.
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

/// The calibration: the runs that estimate the noise covariance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Calibration {
    pub friction: f64,
    pub mass_scale: f64,
    pub steps: u64,
}

/// Comparison of surrogate dynamics with the original, at temperature one: kinetic Langevin and
/// Hamiltonian.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Compare {
    /// Formula of the surrogate, or the text of a potential file; `None` takes the learned
    /// potential.
    pub surrogate: Option<String>,
    /// Formula of a further potential, run as finely as `V`.
    pub third: Option<String>,
    /// Friction matrix `Γ` of the Langevin dynamics by rows, symmetric and positive definite, in
    /// units of inverse time.
    pub friction: Vec<Vec<f64>>,
    /// Step size of the surrogate, and the time between two samples of every trajectory.
    pub step: f64,
    /// Largest step size of the original; a whole number of its steps makes one of the surrogate's.
    pub fine_step: f64,
    /// Length of every trajectory, in units of time.
    pub time: f64,
    /// Number `M` of Langevin trajectories in each ensemble.
    pub trajectories: u32,
    /// Law of the trajectories' starts.
    pub initial: Initial,
    /// Starts of the Hamiltonian trajectories, positions before momenta, separated by semicolons;
    /// may be empty.
    #[serde(deserialize_with = "perhaps_empty")]
    pub starts: String,
    /// Formula of a collective variable, which is followed beside the coordinates; `None` follows none.
    #[serde(default)]
    pub cv: Option<String>,
}

/// The noise power over a grid of steps. Friction is proportional to the step, which makes the
/// temperature independent of it.
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
    /// Walker-steps to record at each step.
    pub steps: u64,
    /// Largest number of additional steps where the power changes.
    pub refine: u32,
    /// True to learn a potential for each scale found.
    pub decompose: bool,
}

/// The inverse temperature that scales the learned potential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Estimator {
    /// `1/var(p_n)`, as in the paper.
    Naive,
    /// `1/var(p̄_n)` with the symmetric momentum, exact for quadratic wells.
    Symmetric,
    /// The symmetric one, with the sampled energy corrected for the step.
    Corrected,
}

/// Method that fits the potential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Fit {
    /// Weighted least squares of `−log` histogram on cubic B-splines.
    HistogramSpline,
    /// Penalised likelihood of the counts, with data-driven smoothing.
    PoissonSpline,
    /// Regression of the forces.
    ForceSpline,
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

/// The law of a start with the same mean and spread in every coordinate.
pub(crate) fn alike(dimension: usize, mean: f64, spread: f64) -> Spread {
    Spread {
        mean: vec![mean; dimension],
        spread: vec![spread; dimension],
    }
}

/// A text that is empty if a file has none; messages between workers always have one.
fn perhaps_empty<'d, D: Deserializer<'d>>(from: D) -> Result<String, D::Error> {
    if from.is_human_readable() {
        Option::deserialize(from).map(Option::unwrap_or_default)
    } else {
        String::deserialize(from)
    }
}
