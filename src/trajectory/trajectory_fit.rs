//! The result of a fit.

use dynamics::Surface;
use experiment::Region;
use message::Message;
use serde::Serialize;
use study::{Row, Verdict};

/// The potential learned from a table of positions and forces.
#[derive(Clone, Debug, Serialize)]
pub struct TrajectoryFit {
    pub rows: u64,
    /// Rows outside the region.
    pub outside: u64,
    /// Batches of successive rows, whose scatter gives the errors by chance.
    pub batches: u64,
    pub region: Region,
    /// Least distance of the knots along each axis, and the one that the data chose.
    pub mesh: Vec<f64>,
    pub knots: Vec<f64>,
    /// `kT`, the unit of the checks.
    pub temperature: f64,
    /// Bin centres along each axis. All that follow are row-major over the bins.
    pub axes: Vec<Vec<f64>>,
    /// `U`, of each piece above its own minimum; `None` where there are too few rows.
    pub energy: Vec<Option<f64>>,
    /// Standard error: by chance, by the mesh, and of both together.
    pub standard_error: Vec<Option<f64>>,
    pub chance_error: Vec<Option<f64>>,
    pub mesh_error: Vec<Option<f64>>,
    /// Number of the connected piece, from zero. Forces tell no depth of one relative to another.
    pub piece: Vec<Option<usize>>,
    /// Rows in each bin.
    pub visits: Vec<u64>,
    pub pieces: usize,
    /// The force that U leaves unresolved; `None` of fewer rows than a series has.
    pub residual: Option<Residual>,
    pub checks: Vec<Row>,
    /// The worst of the checks.
    pub verdict: Verdict,
    /// The columns that were read, and the automatic choices with their reasons.
    #[serde(skip)]
    pub choices: Vec<Message>,
    pub reference: Option<Scored>,
    /// The reference on the bins, and the mean of U less it.
    #[serde(skip)]
    pub compared: Option<Compared>,
    /// U for dynamics under it; `None` if too little is known.
    #[serde(skip)]
    pub surface: Option<Surface>,
    /// The largest energy that the mesh cannot follow.
    #[serde(skip)]
    pub misfit: f64,
    /// True if `temperature` is one, and not just a unit.
    #[serde(skip)]
    pub is_thermal: bool,
}

/// A reference beside U.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    pub energy: Vec<Option<f64>>,
    /// Mean of U less the reference.
    pub shift: f64,
}

/// The unresolved force `r = ∇V − ∇U`. Times a step's length δ its covariance is `ΣΣᵀ`.
#[derive(Clone, Debug, Serialize)]
pub struct Residual {
    /// `C_0 = E[r rᵀ]` with its standard error.
    pub covariance: Vec<Vec<f64>>,
    pub covariance_error: Vec<Vec<f64>>,
    /// `C_0 + Σ_k (C_k + C_kᵀ)` over ten lags of rows, with its standard error; `None` where rows do
    /// not follow one another.
    pub summed: Option<Vec<Vec<f64>>>,
    pub summed_error: Option<Vec<Vec<f64>>>,
}

/// The distance from a reference.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Scored {
    /// Root mean square and largest difference, over the bins with at least 2 % of the fullest one's
    /// rows, after removing the mean.
    pub rmse: f64,
    pub max_error: f64,
    /// Share of these bins whose 95 % band holds the reference.
    pub held: f64,
    pub bins: u64,
}
