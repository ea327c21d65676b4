//! The table of settings: every field of an experiment once, with its symbol, unit, range and
//! help. Validation, permalinks and the page's controls derive from it.

use serde::Serialize;

/// One field of an experiment.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Setting {
    /// Dotted path in the experiment's JSON.
    pub name: &'static str,
    /// Key in a permalink.
    pub key: &'static str,
    /// Label of the control.
    pub label: &'static str,
    /// Symbol in the equations.
    pub symbol: &'static str,
    /// Unit, in words; empty for a pure number.
    pub unit: &'static str,
    /// Help text: one or two sentences.
    pub help: &'static str,
    /// Type and range of the values.
    pub kind: Kind,
}

/// Type and range of a setting's values.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[cfg_attr(feature = "types", ts(rename = "SettingKind"))]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Kind {
    /// A number in `[min, max]`; `logarithmic` sets the scale of its slider.
    Number {
        min: f64,
        max: f64,
        integer: bool,
        logarithmic: bool,
        /// True if `null` (chosen automatically) is allowed.
        automatic: bool,
    },
    /// One number per dimension, each in `[min, max]`.
    Vector {
        min: f64,
        max: f64,
        integer: bool,
        /// True if `null` (chosen automatically) is allowed; then a single number means all.
        automatic: bool,
    },
    /// A symmetric matrix by rows with a positive diagonal; a number means that multiple of the
    /// identity.
    Matrix { min: f64, max: f64 },
    /// A period for each dimension, a number in `[min, max]` or an expression without variables, or
    /// none.
    Periods { min: f64, max: f64 },
    /// True or false.
    Flag,
    /// One of several words.
    Choice { options: &'static [&'static str] },
    /// A formula, or a name.
    Text,
    /// Numbers by name.
    Map,
    /// A group of settings that may be `null` as a whole.
    Group,
}

const fn number(min: f64, max: f64) -> Kind {
    Kind::Number {
        min,
        max,
        integer: false,
        logarithmic: true,
        automatic: false,
    }
}

const fn count(min: f64, max: f64) -> Kind {
    Kind::Number {
        min,
        max,
        integer: true,
        logarithmic: true,
        automatic: false,
    }
}

const fn automatic(min: f64, max: f64) -> Kind {
    Kind::Number {
        min,
        max,
        integer: false,
        logarithmic: true,
        automatic: true,
    }
}

/// Limits of lengths, times, momenta and rates, and of products of two of them, in any units: the
/// fourth moments that a run records, of up to 10¹¹ steps, neither overflow nor vanish.
const LEAST: f64 = 1e-30;
const MOST: f64 = 1e30;
const LEAST_PRODUCT: f64 = 1e-60;
const MOST_PRODUCT: f64 = 1e60;

const COORDINATE: Kind = Kind::Vector {
    min: -MOST,
    max: MOST,
    integer: false,
    automatic: false,
};

/// One number per dimension that follows from the rows of a file if it is not given.
const fn of_rows(min: f64, max: f64) -> Kind {
    Kind::Vector {
        min,
        max,
        integer: false,
        automatic: true,
    }
}

const SPREAD: Kind = Kind::Vector {
    min: 0.0,
    max: MOST,
    integer: false,
    automatic: false,
};

macro_rules! settings {
    ($($name:literal $key:literal $label:literal $symbol:literal $unit:literal $kind:expr, $help:literal;)*) => {
        &[$(Setting {
            name: $name, key: $key, label: $label, symbol: $symbol, unit: $unit, kind: $kind, help: $help,
        }),*]
    };
}

/// Every setting, in the order in which permalinks and messages name them.
pub const SETTINGS: &[Setting] = settings! {
    "version" "v" "Version" "" "" count(1.0, super::VERSION as f64),
        "The version of the experiment’s format, which determines the defaults; 1 if it is not given.";
    "kind" "kind" "Mode" "" "" Kind::Choice { options: &["auto", "learn", "compare", "scan"] },
        "Automatic: chooses region and temperature, finds the scales, and learns a potential for each. The others learn a potential at one step, compare dynamics under it with the original, or find the scales over many steps.";
    "potential.preset" "preset" "Preset" "" "" Kind::Text,
        "An experiment with its formula and its settings.";
    "potential.formula" "formula" "Energy" "V" "" Kind::Text,
        "The energy of position q (or x, y; or x, y, z; or x[1], x[2] and so on), and after a semicolon its parameters.";
    "potential.parameters" "p" "Parameters" "" "" Kind::Map,
        "Values for the formula's parameters.";
    "potential.reference" "reference" "Reference" "U" "" Kind::Text,
        "A potential to score the learned one against; no estimate depends on it.";
    "potential.table" "table" "Table" "" "" Kind::Text,
        "Values on a regular grid, which the formula calls as table(q) or table(x, y); of a large table, its hash.";
    "potential.file" "file" "File" "" "" Kind::Text,
        "Name of the file of a table that is too large for a link, or of positions and forces.";
    "step" "step" "Step size" "δ" "time" number(LEAST, MOST),
        "The sieve: scales that a step of this size cannot resolve turn into noise.";
    "friction" "friction" "Friction" "γ" "1/time" automatic(LEAST, MOST),
        "Rate at which momentum decays; with the noise it sets the temperature. If empty, chosen to let walkers explore the lower half of the region.";
    "steps" "steps" "Steps" "N" "walker-steps" count(1e3, 1e11),
        "Total number of steps to record after burn-in; more steps reduce the statistical error.";
    "accuracy" "accuracy" "Accuracy" "" "energy" automatic(LEAST_PRODUCT, MOST_PRODUCT),
        "Half-width of the 95 % band, over the central 90 % of the positions, at which the run ends; if empty, the run makes all its steps.";
    "walkers" "walkers" "Walkers" "" "" Kind::Number {
        min: 1.0, max: 65536.0, integer: true, logarithmic: true, automatic: true },
        "Number of independent walkers that share the steps; if empty, as many as burn-in allows.";
    "burn_in" "burn_in" "Burn-in" "" "steps" Kind::Number {
        min: 0.0, max: 1e9, integer: true, logarithmic: true, automatic: true },
        "Steps of each walker before recording starts; if empty, chosen from the slowest relaxation time.";
    "seed" "seed" "Seed" "" "" Kind::Number {
        min: 0.0, max: 9_007_199_254_740_991.0, integer: true, logarithmic: false, automatic: false },
        "The same seed gives the same run, bit for bit, in every browser.";
    "periodic" "periodic" "Period" "P" "length" Kind::Periods { min: LEAST, max: MOST },
        "Period of each coordinate, such as 2*pi; 0 or empty if it has none. Positions are then on a circle, and the region is one period. Its end follows from its beginning.";
    "region.lower" "lower" "Region from" "" "length" COORDINATE,
        "Lower end of the histogram.";
    "region.upper" "upper" "Region to" "" "length" COORDINATE,
        "Upper end of the histogram.";
    "bins" "bins" "Bins" "" "" Kind::Vector { min: 8.0, max: 2000.0, integer: true, automatic: false },
        "Number of bins of the histogram over the region.";
    "resample" "resample" "Resample lost walkers" "" "" Kind::Flag,
        "Restarts an absorbed walker (caught in a tiny well) or a diverged one as a copy of a live one.";
    "initial.position.mean" "q_mean" "Initial position" "" "length" COORDINATE,
        "Centre of the initial positions.";
    "initial.position.spread" "q_spread" "Spread of initial position" "" "length" SPREAD,
        "Standard deviation (normal) or half-width (uniform) of the initial positions.";
    "initial.momentum.mean" "p_mean" "Initial momentum" "" "momentum" COORDINATE,
        "Centre of the initial momenta.";
    "initial.momentum.spread" "p_spread" "Spread of initial momentum" "" "momentum" SPREAD,
        "Standard deviation (normal) or half-width (uniform) of the initial momenta.";
    "initial.shape" "shape" "Initial distribution" "" "" Kind::Choice { options: &["normal", "uniform"] },
        "Shape of the initial distribution.";
    "calibration" "calibration" "Calibration" "" "" Kind::Group,
        "Estimates the noise covariance Z first and sets the friction to Γ = Z/2, which gives a Gibbs law; otherwise the friction is a single number.";
    "calibration.friction" "calibration_friction" "Calibration friction" "γ" "1/time" number(LEAST, MOST),
        "Friction of the runs that estimate the noise.";
    "calibration.mass_scale" "mass_scale" "Inverse mass scale" "" "" number(1e-3, 1.0),
        "Factor on the inverse masses of the runs that estimate the noise.";
    "calibration.steps" "calibration_steps" "Calibration steps" "" "walker-steps" count(1e3, 1e11),
        "Total steps of the runs that estimate the noise.";
    "estimator" "estimator" "Temperature estimator" "β̂" "" Kind::Choice { options: &["corrected", "symmetric", "naive"] },
        "Momentum that gives the temperature: the symmetric one, exact in quadratic wells and corrected for the step elsewhere; the same without the correction; or the paper’s.";
    "fit" "fit" "Fit" "" "" Kind::Choice { options: &["poisson-spline", "histogram-spline", "force-spline"] },
        "Data and method of the fit: the histogram of positions, by penalised likelihood or by least squares; or the forces, by regression.";
    "interactions" "interactions" "Interactions" "" "" Kind::Text,
        "In more than three dimensions, the pairs of variables whose functions are learned: neighbours, which occur together in a term of the formula; all; or a list such as 1-2, 2-3.";
    "compare" "compare" "Comparison" "" "" Kind::Group,
        "Runs dynamics under the learned potential beside dynamics under V.";
    "compare.surrogate" "surrogate" "Surrogate" "U" "" Kind::Text,
        "A formula, or the text of a stored potential’s file; if empty, the learned potential.";
    "compare.third" "third" "Third potential" "" "" Kind::Text,
        "Formula of a further potential, run as finely as V.";
    "compare.friction" "compare_friction" "Langevin friction" "Γ" "1/time" Kind::Matrix { min: LEAST, max: MOST },
        "Friction of the Langevin dynamics, whose temperature is one: a number, or in several dimensions a symmetric positive definite matrix by rows, such as 1, 0.5; 0.5, 2.";
    "compare.step" "compare_step" "Surrogate step" "" "time" number(LEAST, MOST),
        "Step of the surrogate dynamics, and the time between two samples.";
    "compare.fine_step" "fine_step" "Fine step" "h" "time" number(LEAST, MOST),
        "Step of the original dynamics, small enough for every scale.";
    "compare.time" "time" "Time" "T" "time" number(LEAST, MOST),
        "Length of every trajectory.";
    "compare.trajectories" "trajectories" "Trajectories" "M" "" count(128.0, 65536.0),
        "Number of trajectories in an ensemble.";
    "compare.initial.position.mean" "compare_q_mean" "Initial position" "" "length" COORDINATE,
        "Centre of the trajectories’ initial positions.";
    "compare.initial.position.spread" "compare_q_spread" "Spread of initial position" "" "length" SPREAD,
        "Standard deviation (normal) or half-width (uniform) of the trajectories’ initial positions.";
    "compare.initial.momentum.mean" "compare_p_mean" "Initial momentum" "" "momentum" COORDINATE,
        "Centre of the trajectories’ initial momenta.";
    "compare.initial.momentum.spread" "compare_p_spread" "Spread of initial momentum" "" "momentum" SPREAD,
        "Standard deviation (normal) or half-width (uniform) of the trajectories’ initial momenta.";
    "compare.initial.shape" "compare_shape" "Initial distribution" "" "" Kind::Choice { options: &["normal", "uniform"] },
        "Shape of the initial distribution.";
    "compare.starts" "starts" "Portrait’s starts" "" "" Kind::Text,
        "Starts of the Hamiltonian trajectories, position and momentum each: -2, 0; 1, 0.";
    "compare.cv" "cv" "Collective variable" "" "" Kind::Text,
        "A function of all coordinates that is followed too, such as sum(i, 1, 8, x[i])/8; if empty, the coordinates alone.";
    "scan" "scan" "Scan" "" "" Kind::Group,
        "Runs over many steps and finds the scales.";
    "scan.lower" "scan_lower" "Smallest step" "" "time" automatic(LEAST, MOST),
        "Smallest step of the scan; if empty, chosen from the potential.";
    "scan.upper" "scan_upper" "Largest step" "" "time" automatic(LEAST, MOST),
        "Largest step of the scan; if empty, chosen from the potential.";
    "scan.points" "scan_points" "Step sizes" "" "" count(4.0, 200.0),
        "Number of step sizes in the first pass, spaced geometrically.";
    "scan.friction_ratio" "friction_ratio" "Friction over step" "γ/δ" "1/time²" automatic(LEAST_PRODUCT, MOST_PRODUCT),
        "Ratio of friction to step, which keeps the temperature constant; if empty, chosen from the potential.";
    "scan.steps" "scan_steps" "Steps per point" "" "walker-steps" count(1e4, 1e10),
        "Steps recorded at each point of the scan.";
    "scan.refine" "refine" "Refinement" "" "" count(0.0, 200.0),
        "Number of further step sizes where the noise power changes.";
    "scan.decompose" "decompose" "Decompose" "" "" Kind::Flag,
        "Learns a potential for each scale found.";
    "trajectory" "trajectory" "Positions and forces" "" "" Kind::Group,
        "Learns the potential from the rows of a file in place of a run.";
    "trajectory.hash" "rows" "Hash of the file" "" "" Kind::Text,
        "Hash of the file of positions and forces.";
    "trajectory.dimension" "dimension" "Coordinates" "d" "" count(1.0, 3.0),
        "Number of coordinates in the file.";
    "trajectory.mesh" "mesh" "Mesh" "" "length" of_rows(LEAST, MOST),
        "Least distance of the knots: structure finer than it averages out. If empty, 1.5 times the displacement from row to row.";
    "trajectory.lower" "rows_lower" "Region from" "" "length" of_rows(-MOST, MOST),
        "Lower end of the region in which U is evaluated; if empty, it follows from the positions.";
    "trajectory.upper" "rows_upper" "Region to" "" "length" of_rows(-MOST, MOST),
        "Upper end of the region in which U is evaluated; if empty, it follows from the positions.";
    "trajectory.temperature" "temperature" "Temperature" "kT" "energy" automatic(LEAST_PRODUCT, MOST_PRODUCT),
        "Unit of the checks, on which U does not depend; if empty, by the virial theorem.";
    "trajectory.columns" "columns" "Columns" "" "" Kind::Text,
        "Names of the file’s columns, in place of its own: q or x, y, z for positions; g or gx, gy, gz for ∂V/∂q; f or fx, fy, fz for forces −∂V/∂q; any other name for a column to ignore.";
};

/// The setting with this dotted name.
pub fn setting(name: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|s| s.name == name)
}
