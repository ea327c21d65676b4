// Written by `tests/types.rs` from the types of Rust.
/**
 * A number, and how an English sentence writes it.
 */
export type WrittenNumber = { 
/**
 * `None` if not finite.
 */
value: number | null, text: string, };
/**
 * A value of a sentence.
 */
export type Value = { "number": WrittenNumber } | { "text": string } | { "setting": string } | { "sentence": Sentence } | { "list": Array<Value> };
/**
 * A sentence in no language: the code of a message, and its values by name.
 */
export type Sentence = { code: string, values: { [key in string]: Value }, };
/**
 * One or more sentences: in English, and in no language.
 */
export type Message = { 
/**
 * In English.
 */
message: string, 
/**
 * The same as codes with values, from which another language makes its own sentences; empty
 * if unknown.
 */
sentences: Array<Sentence>, };
/**
 * A named number in a formula, with the range of its slider.
 */
export type Parameter = { name: string, value: number, range: [number, number] | null, };
/**
 * A problem with one field.
 */
export type Problem = { 
/**
 * Dotted name of the field, as in [`super::SETTINGS`]; empty for the experiment as a whole.
 */
field: string, 
/**
 * Range in a formula's text, in bytes.
 */
span?: [number, number], 
/**
 * The whole text with the likely fix.
 */
fix?: string, 
/**
 * The text of a formula in the potential's place that cannot be read, to be corrected.
 */
given?: string, 
/**
 * The preset used instead, if the potential as a whole is unusable.
 */
instead?: string, 
/**
 * In English.
 */
message: string, 
/**
 * The same as codes with values, from which another language makes its own sentences; empty
 * if unknown.
 */
sentences: Array<Sentence>, };
/**
 * Type and range of a setting's values.
 */
export type SettingKind = { "type": "number", min: number, max: number, integer: boolean, logarithmic: boolean, 
/**
 * True if `null` (chosen automatically) is allowed.
 */
automatic: boolean, } | { "type": "vector", min: number, max: number, integer: boolean, 
/**
 * True if `null` (chosen automatically) is allowed; then a single number means all.
 */
automatic: boolean, } | { "type": "matrix", min: number, max: number, } | { "type": "periods", min: number, max: number, } | { "type": "flag" } | { "type": "choice", options: Array<string>, } | { "type": "text" } | { "type": "map" } | { "type": "group" };
/**
 * One field of an experiment.
 */
export type Setting = { 
/**
 * Dotted path in the experiment's JSON.
 */
name: string, 
/**
 * Key in a permalink.
 */
key: string, 
/**
 * Label of the control.
 */
label: string, 
/**
 * Symbol in the equations.
 */
symbol: string, 
/**
 * Unit, in words; empty for a pure number.
 */
unit: string, 
/**
 * Help text: one or two sentences.
 */
help: string, 
/**
 * Type and range of the values.
 */
kind: SettingKind, };
/**
 * Purpose of an experiment.
 */
export type Kind = "learn" | "compare" | "scan" | "auto";
/**
 * The energy function: a preset by its name, or a formula; either with its parameters.
 */
export type PotentialSpec = { preset: string | null, formula: string | null, 
/**
 * Values that override the parameters declared in the formula.
 */
parameters: { [key in string]: number }, 
/**
 * Formula of the potential to score the learned one against. No estimate depends on it.
 */
reference: string | null, 
/**
 * The table that the formula calls as `table(…)`: its text if it is small, or else its hash.
 */
table: string | null, 
/**
 * Name of the file of a table that is held by its hash, or of the rows of a trajectory.
 */
file: string | null, };
/**
 * A box, one interval per dimension.
 */
export type Region = { lower: Array<number>, upper: Array<number>, };
/**
 * Shape of the initial law.
 */
export type Shape = "normal" | "uniform";
/**
 * Mean and spread per coordinate: the standard deviation of a normal law, the half-width of a
 * uniform one.
 */
export type Spread = { mean: Array<number>, spread: Array<number>, };
/**
 * Law of the initial conditions, independent in every coordinate.
 */
export type Initial = { position: Spread, momentum: Spread, shape: Shape, };
/**
 * The calibration: the runs that estimate the noise covariance.
 */
export type Calibration = { friction: number, mass_scale: number, steps: number, };
/**
 * Comparison of surrogate dynamics with the original, at temperature one: kinetic Langevin and
 * Hamiltonian.
 */
export type Compare = { 
/**
 * Formula of the surrogate, or the text of a potential file; `None` takes the learned
 * potential.
 */
surrogate: string | null, 
/**
 * Formula of a further potential, run as finely as `V`.
 */
third: string | null, 
/**
 * Friction matrix `Γ` of the Langevin dynamics by rows, symmetric and positive definite, in
 * units of inverse time.
 */
friction: Array<Array<number>>, 
/**
 * Step size of the surrogate, and the time between two samples of every trajectory.
 */
step: number, 
/**
 * Largest step size of the original; a whole number of its steps makes one of the surrogate's.
 */
fine_step: number, 
/**
 * Length of every trajectory, in units of time.
 */
time: number, 
/**
 * Number `M` of Langevin trajectories in each ensemble.
 */
trajectories: number, 
/**
 * Law of the trajectories' starts.
 */
initial: Initial, 
/**
 * Starts of the Hamiltonian trajectories, positions before momenta, separated by semicolons;
 * may be empty.
 */
starts: string, 
/**
 * Formula of a collective variable, which is followed beside the coordinates; `None` follows none.
 */
cv: string | null, };
/**
 * The noise power over a grid of steps. Friction is proportional to the step, which makes the
 * temperature independent of it.
 */
export type Scan = { 
/**
 * Smallest and largest step; `None` follows from the potential and its region.
 */
lower: number | null, upper: number | null, 
/**
 * Number of steps between them, at equal ratios.
 */
points: number, 
/**
 * Friction over step, `γ/δ`; `None` follows from the potential and its region.
 */
friction_ratio: number | null, 
/**
 * Walker-steps to record at each step.
 */
steps: number, 
/**
 * Largest number of additional steps where the power changes.
 */
refine: number, 
/**
 * True to learn a potential for each scale found.
 */
decompose: boolean, };
/**
 * The rows of a file from whose forces the potential is learned, and how they are read. What is
 * `None` follows from the rows.
 */
export type Trajectory = { 
/**
 * Hash of the bytes of the file.
 */
hash: string, 
/**
 * Number of coordinates.
 */
dimension: number, 
/**
 * Names of the columns, separated by commas, in place of those of the file.
 */
columns: string | null, 
/**
 * Least distance of the knots along each axis, in units of length: structure finer than it
 * averages out.
 */
mesh: Array<number> | null, 
/**
 * Box in which the potential is told.
 */
lower: Array<number> | null, upper: Array<number> | null, 
/**
 * `kT`, the unit of the checks, in units of energy.
 */
temperature: number | null, };
/**
 * The inverse temperature that scales the learned potential.
 */
export type Estimator = "naive" | "symmetric" | "corrected";
/**
 * Method that fits the potential.
 */
export type Fit = "histogram-spline" | "poisson-spline" | "force-spline";
/**
 * A complete, validated description of a run: equal experiments give equal bits.
 */
export type Experiment = { 
/**
 * Version of this format.
 */
version: number, 
/**
 * Purpose of the experiment.
 */
kind: Kind, 
/**
 * The energy function `V(q)`.
 */
potential: PotentialSpec, 
/**
 * Step size `δ` of the integrator, in units of time: the sieve.
 */
step: number, 
/**
 * Scalar friction `γ`, in units of inverse time; `None` chooses it from the potential and the
 * step, see [`Experiment::automatic_friction`].
 */
friction: number | null, 
/**
 * Walker-steps to record in all, after burn-in; an upper limit if an accuracy is given.
 */
steps: number, 
/**
 * Half-width of the 95 % band, in units of energy, that ends the run when reached over the
 * central 90 % of the positions; `None` records all steps.
 */
accuracy: number | null, 
/**
 * Number of walkers; `None` chooses it from the steps and the burn-in.
 */
walkers: number | null, 
/**
 * Burn-in steps of each walker; `None` chooses them from the slowest relaxation time.
 */
burn_in: number | null, 
/**
 * Seed of every random number in the run.
 */
seed: number, 
/**
 * Period of each coordinate, in units of length, `None` for one that is not periodic; `None` as a
 * whole if none is. Positions are then on a circle, and the region is one period.
 */
periodic: Array<number | null> | null, 
/**
 * Box in which positions are counted.
 */
region: Region, 
/**
 * Bins per dimension over the region.
 */
bins: Array<number>, 
/**
 * True if absorbed and diverged walkers restart from a live one (Fleming–Viot).
 */
resample: boolean, 
/**
 * Law of the initial positions and momenta.
 */
initial: Initial, 
/**
 * Stage 1, the calibration, for two and more dimensions.
 */
calibration: Calibration | null, 
/**
 * The inverse temperature that scales the learned potential.
 */
estimator: Estimator, 
/**
 * Method that fits the potential.
 */
fit: Fit, 
/**
 * Pairs of variables whose functions are learned, in more than three dimensions: `neighbours`,
 * which occur together in a term of the formula, `all`, or a list such as `1-2, 2-3`.
 */
interactions: string | null, 
/**
 * Settings of the comparison of surrogate dynamics, for that kind of experiment.
 */
compare: Compare | null, 
/**
 * Settings of the scan of the step, for that kind of experiment.
 */
scan: Scan | null, 
/**
 * The rows of a file in place of an energy; then nothing moves walkers.
 */
trajectory: Trajectory | null, };
/**
 * The view of an outcome on the page.
 */
export type View = { 
/**
 * Interval of the zoom window, in units of length.
 */
zoom: [number, number] | null, 
/**
 * Slice through several dimensions: a point on it, and its angle in degrees from the first
 * variable towards the second.
 */
slice: Array<number> | null, };
/**
 * The content of an address: an experiment, its view, and a request to start it.
 */
export type Link = { experiment: Experiment, view?: View, run?: boolean, 
/**
 * Hash of the outcome when the link was made.
 */
outcome?: string | null, };
/**
 * A truncation `U_k = V_0 + … + V_k` of the potential (1.1), and the smallest step size at which
 * exactly the scales that it leaves out turn into noise.
 */
export type Reference = { name: string, formula: string, from_step: number, };
/**
 * A named experiment: a formula, its truncations for comparison, and its changes to the defaults.
 */
export type Preset = { 
/**
 * Name in files and links.
 */
name: string, 
/**
 * Title on the page.
 */
title: string, 
/**
 * Description in two or three sentences.
 */
about: string, 
/**
 * The formula of `V` with its parameters.
 */
formula: string, 
/**
 * The potentials with fewer scales, coarsest first.
 */
references: Array<Reference>, 
/**
 * Step sizes worth trying, coarsest first.
 */
steps: Array<number>, };
/**
 * A figure of the paper, or a part of one.
 */
export type Entry = { 
/**
 * Number of the paper's figure.
 */
figure: number, title: string, 
/**
 * The experiment, as a link.
 */
link: string, 
/**
 * Names of the figures that show it here.
 */
shows: Array<string>, 
/**
 * The paper's finding.
 */
paper: string, 
/**
 * Errors of the paper, or deliberate differences.
 */
differs: string, 
/**
 * True if there is a run: some figures show nothing but the energy.
 */
runs: boolean, };
/**
 * A goal for test 1, and two ways to reach it.
 */
export type Goal = { 
/**
 * The reference to reach.
 */
name: string, rmse: number, 
/**
 * Links of this project's way, and of the paper's: one trajectory, never restarted.
 */
ours: string, recipe: string, };
/**
 * A way to a goal, with its error after given numbers of steps.
 */
export type Way = { name: string, ours: boolean, 
/**
 * The root mean square error to reach.
 */
rmse: number, 
/**
 * Steps, seconds and root mean square error; `None` without a curve to score.
 */
points: Array<[number, number, number | null]>, };
/**
 * An energy to race on.
 */
export type Race = { 
/**
 * Name of its title among the page's texts.
 */
name: string, 
/**
 * The experiment, as a link; the race sets its steps, and those of its calibration.
 */
link: string, };
/**
 * `U(q) = Σ a_{k1…kd} B_{k1}(c_1) … B_{kd}(c_d) + ½ Σ κ_i (q_i − c_i)²` with cubic B-splines on
 * equal knot intervals over a box and `c` the point of the box nearest to `q`; along a periodic axis
 * one period is the box. A tilt may be added.
 *
 * Inside the box it is twice continuously differentiable. Outside, a spring `κ_i` along every axis
 * keeps it rising, so it is finite everywhere and no walker escapes. The force is the exact
 * gradient everywhere.
 */
export type Surface = { 
/**
 * The box.
 */
lower: Array<number>, upper: Array<number>, 
/**
 * Knot intervals along each axis; the number of coefficients is three more.
 */
intervals: Array<number>, 
/**
 * `a`, row-major.
 */
coefficients: Array<number>, 
/**
 * `κ`, in units of energy per squared length.
 */
stiffness: Array<number>, 
/**
 * For each axis, true if the box is one period of it: `c` is then `q` less whole periods, and
 * there is no outside. Empty if no axis is periodic.
 */
periodic: Array<boolean>, 
/**
 * Slope of a term `Σ s_i q_i` that is added along every axis; empty if there is none.
 */
tilt: Array<number>, };
/**
 * A choice that was left to the program.
 */
export type Choice = { 
/**
 * The parts of a link that fix it; `None` of a region, which a link leaves out where it is the
 * one that is found anyway.
 */
fix: string | null, 
/**
 * In English.
 */
message: string, 
/**
 * The same as codes with values, from which another language makes its own sentences; empty
 * if unknown.
 */
sentences: Array<Sentence>, };
/**
 * The purpose of a run, with its number among those of its kind where there may be several.
 */
export type RunKind = "learn" | { "calibrate": number } | { "langevin": number } | { "hamiltonian": number } | { "scan-point": number } | { "scale": number } | { "calibrate-scale": [number, number] };
/**
 * A job that can run anywhere: one block of walkers of one run, from its first step to its last.
 */
export type Job = { 
/**
 * The run that the job belongs to.
 */
run: RunKind, 
/**
 * Number of the block in its run.
 */
block: number, 
/**
 * `M⁻¹` and `Γ` of the run, row-major.
 */
inverse_mass: Array<number>, friction: Array<number>, 
/**
 * Walker-steps that the whole run will record.
 */
steps: number, 
/**
 * Step of a run of a scan; `None` for the experiment's own step.
 */
step: number | null, 
/**
 * `kT` at the start of a run of a scan, if it is not that of the experiment.
 */
temperature: number | null, 
/**
 * The learned potential, for runs that use it.
 */
learned: unknown, };
/**
 * Hamiltonian trajectories, sampled at equal times.
 */
export type Portrait = { 
/**
 * Indexed by start, coordinate, time.
 */
positions: Array<Array<Array<number>>>, momenta: Array<Array<Array<number>>>, 
/**
 * The largest change of the energy at any sample, for each start.
 */
energy_error: Array<number>, };
/**
 * Walkers that were lost and restarted.
 */
export type Resampled = { 
/**
 * Swallowed by a small attracting island (errata 4).
 */
absorbed: number, 
/**
 * Blown up (errata 5).
 */
diverged: number, };
/**
 * Burn-in before recording, and the burn-in that the data call for.
 */
export type BurnIn = { 
/**
 * Steps of each walker before recording.
 */
steps: number, 
/**
 * Steps after which the kinetic energy was stationary, counted from the very start; `None`
 * while data are too few.
 */
detected: number | null, 
/**
 * Steps that the slowest relaxation calls for, if the run is too short for them.
 */
wanted: number | null, };
/**
 * Mardia's multivariate skewness and excess kurtosis of `p̄`, zero for a Gaussian, with standard
 * errors over independent batches, which account for correlated samples.
 */
export type Mardia = { skewness: number, skewness_error: number, excess_kurtosis: number, excess_kurtosis_error: number, };
/**
 * Density of one coordinate of `p̄`.
 */
export type MomentumHistogram = { 
/**
 * Bin centres.
 */
axis: Array<number>, density: Array<number>, 
/**
 * Share of the momenta outside all bins.
 */
outside: number, };
/**
 * Moments of the momentum.
 */
export type Momentum = { 
/**
 * `E[p pᵀ]` of the integrator's own momentum.
 */
covariance: Array<Array<number>>, 
/**
 * `E[p̄ p̄ᵀ]` of the symmetric momentum (errata 3).
 */
symmetric_covariance: Array<Array<number>>, 
/**
 * Standard error of `symmetric_covariance`, entry by entry.
 */
symmetric_covariance_error: Array<Array<number>>, excess_kurtosis: Array<number>, excess_kurtosis_error: Array<number>, skewness: Array<number>, skewness_error: Array<number>, 
/**
 * True if `p̄` is Gaussian within tolerance and error.
 */
normal: boolean, 
/**
 * Multivariate normality, in two and three dimensions.
 */
mardia: Mardia | null, 
/**
 * Normality along oblique directions, in more than three dimensions.
 */
projections: Array<Projection>, 
/**
 * `E[p̄ p̄ᵀ]` with unit masses and the scalar friction of stage 1, before calibration.
 */
uncalibrated: Array<Array<number>> | null, 
/**
 * Histogram of `p̄` along each coordinate, over the range expected from the noise before the
 * run: its area is one, whatever lies outside.
 */
histogram: Array<MomentumHistogram>, 
/**
 * Histogram of `p̄` along each coordinate, over a range adapted to the data: its area is one
 * less the share outside.
 */
distribution: Array<MomentumHistogram>, };
/**
 * The inverse temperature `β̂`, by each estimator.
 */
export type InverseTemperature = { 
/**
 * `1/var(p_n)`.
 */
naive: number, 
/**
 * `1/var(p̄_n)` (errata 3).
 */
symmetric: number, 
/**
 * `symmetric`, corrected for the step's effect on the sampled energy, if that converges.
 */
corrected: number | null, 
/**
 * The estimate that scales the learned potential.
 */
used: number, 
/**
 * Standard error of `used`.
 */
standard_error: number, };
/**
 * Autocorrelation times, effective sample sizes and errors.
 */
export type Sampling = { 
/**
 * Integrated autocorrelation time of the position, in units of time.
 */
position_time: number, 
/**
 * Integrated autocorrelation time of the squared momentum, in units of time.
 */
momentum_time: number, 
/**
 * Effective sample size of the position.
 */
position_size: number, 
/**
 * Effective sample size of the squared momentum.
 */
momentum_size: number, 
/**
 * Effective sample size of the run: the smaller of the two.
 */
size: number, 
/**
 * `β̂` from the first and from the second half of the run.
 */
halves: [number, number] | null, 
/**
 * Difference of the halves in units of its standard error.
 */
halves_distance: number | null, 
/**
 * Standard error of `E[p̄²]` against the block size in steps: the plateau is the error.
 */
block_sizes: Array<number>, block_errors: Array<number>, };
/**
 * The noise covariance `ΣΣᵀ`.
 */
export type NoiseCovariance = { 
/**
 * From the runs with different masses.
 */
estimate: Array<Array<number>>, standard_error: Array<Array<number>>, 
/**
 * The nearest admissible matrix, which determines the friction; equals the estimate if that is
 * positive definite.
 */
used: Array<Array<number>>, 
/**
 * An independent check: `δ` times the covariance of the residual force in the learning run.
 */
residual: Array<Array<number>> | null, residual_error: Array<Array<number>> | null, 
/**
 * The exact value, if a preset knows it. No estimate depends on it.
 */
exact: Array<Array<number>> | null, 
/**
 * Walker-steps recorded for the estimate.
 */
steps: number, };
/**
 * The learned effective potential on the bins, up to a constant: its minimum is zero.
 */
export type LearnedPotential = { 
/**
 * Bin centres per dimension.
 */
axes: Array<Array<number>>, 
/**
 * Fitted `U_k` (3.9, sign corrected).
 */
energy: Array<number | null>, 
/**
 * Pointwise standard error, and its part by chance, which more steps reduce.
 */
standard_error: Array<number | null>, chance_error: Array<number | null>, 
/**
 * Both estimates; `energy` is one of them.
 */
estimates: Estimates, 
/**
 * Half-width of the widest 95 % band over the central 90 % of the positions, of a sum that of its
 * functions of one variable; `None` while data are too few.
 */
band: number | null, 
/**
 * `log` of the measured position density.
 */
log_histogram: Array<number | null>, 
/**
 * Measured position density.
 */
density: Array<number>, 
/**
 * Density of the fit, `∝ exp(−β̂ U)`.
 */
fitted_density: Array<number | null>, 
/**
 * `V` itself at the bin centres, shifted to match `energy`.
 */
original: Array<number | null>, 
/**
 * The constant added to `V` for that.
 */
original_shift: number, 
/**
 * In more than three dimensions, the terms whose sum is the potential, in place of values on bins;
 * functions of one variable first.
 */
terms: Array<Term>, 
/**
 * The strengths of the interactions.
 */
couplings: Array<Coupling>, 
/**
 * Root mean square of each component of `∇V` that the terms leave over: the noise, and what no
 * term can express.
 */
unexplained_force: number | null, 
/**
 * Share of the positions beside the axes of the terms, where it is largest.
 */
outside: number | null, };
/**
 * The noise covariance from the unresolved force `∇V − ∇U_k` along a short further run: in any
 * dimension, without a mass.
 */
export type ResidualNoise = { 
/**
 * `δ C_0`, which is `ΣΣᵀ`, and its standard error.
 */
covariance: Array<Array<number>>, covariance_error: Array<Array<number>>, 
/**
 * `δ (C_0 + Σ_k (C_k + C_kᵀ))`, the noise that heats the walkers, over ten lags.
 */
summed: Array<Array<number>>, summed_error: Array<Array<number>>, };
/**
 * Two estimates of one potential that share nothing but the trajectory (METHOD section 8).
 */
export type Estimates = { 
/**
 * From the density of the positions, lined up with the potential.
 */
density: EnergyEstimate, 
/**
 * From the forces, once the run is complete. Each connected piece is lined up with the estimate
 * from the density: forces determine one constant for each piece.
 */
forces: EnergyEstimate | null, };
/**
 * An energy on the bins, with its pointwise standard error.
 */
export type EnergyEstimate = { energy: Array<number | null>, standard_error: Array<number | null>, };
/**
 * The regression of the forces, whose energy is among the potential's estimates.
 */
export type ForceEstimate = { 
/**
 * Standard error of the difference from the potential learned from the positions: both come
 * from the same walkers, whose chance does not add up.
 */
difference_error: Array<number | null>, 
/**
 * Distance of the knots along each axis, and the least that the step allows.
 */
knots: Array<number>, finest: Array<number>, 
/**
 * Number of connected pieces, and the share of the positions in those whose depth relative to
 * the fullest nothing determines: neither forces nor arrivals of walkers.
 */
pieces: number, undetermined: number, 
/**
 * The largest energy that the mesh cannot follow: structure about as wide as a flight.
 */
misfit: number, 
/**
 * Recorded forces.
 */
samples: number, 
/**
 * The noise that is left over from the forces.
 */
noise: ResidualNoise | null, 
/**
 * Root mean square difference from the reference, of the energy and of each component of the
 * force, over the bins of a reference's score.
 */
rmse: number | null, force_rmse: number | null, 
/**
 * Largest difference from the potential learned from the positions that its standard error
 * does not explain, in units of `kT`; zero if there is none, `None` if the errors are too large
 * to tell.
 */
disagreement: number | null, 
/**
 * Root mean square of the same over the bins of a reference's score; `None` in more than three
 * dimensions.
 */
deviation: number | null, };
/**
 * The score of the potential learned from the positions.
 */
export type PositionEstimate = { 
/**
 * Root mean square difference from the reference, of the energy and of each component of the
 * force.
 */
rmse: number | null, force_rmse: number | null, };
/**
 * A well of the learned potential, with the evidence for its depth.
 */
export type WellVisits = { 
/**
 * Position of its minimum.
 */
position: Array<number>, 
/**
 * Learned energy at the minimum.
 */
energy: number, 
/**
 * Share of the positions in the well.
 */
population: number, 
/**
 * Arrivals from another well: independent visits.
 */
visits: number, };
/**
 * One change to an experiment.
 */
export type Advice = "smaller-step" | "larger-step" | "another-step" | "smaller-friction" | "more-steps" | "longer-burn-in" | "more-calibration-steps" | "wider-region" | "wider-start" | "more-bins" | "resampling" | "calibration" | "finer-ripples" | "rising-energy";
/**
 * The stages of a calibrated study and of a scan.
 */
export type Stage = "scan" | "calibrate" | "learn" | "survey" | "regress" | "compare";
/**
 * The progress of a study in its current stage.
 */
export type StudyProgress = { 
/**
 * The current stage.
 */
stage: Stage, 
/**
 * Walker-steps of burn-in made in this stage, and their total.
 */
burn_in_made: number, burn_in_total: number, 
/**
 * Walker-steps recorded in this stage.
 */
steps: number, 
/**
 * Walker-steps that this stage will record if none is dropped.
 */
total: number, absorbed: number, diverged: number, 
/**
 * True if every job of every stage has ended.
 */
complete: boolean, 
/**
 * Why there is no outcome, if the study failed.
 */
failed: Message | null, };
/**
 * The kind of motion at a step. Only chaos turns unresolved scales into noise.
 */
export type Motion = "resolved" | "periodic" | "chaotic" | "diverging";
/**
 * The regime of motion, and the evidence for it.
 */
export type Regime = { motion: Motion, 
/**
 * Largest Lyapunov exponent per step with its standard error; `None` if every walker blew up.
 */
exponent: number | null, exponent_error: number | null, 
/**
 * Share of the probe's walkers that end on a cycle of at most 16 steps.
 */
cycling: number, 
/**
 * Share of the probe's walkers that blow up.
 */
diverged: number, 
/**
 * `δ²` times the largest curvature that walkers met: below `2(1 + e^{−γδ})` ripples are stable
 * wells.
 */
stiffness: number | null, 
/**
 * A step with chaotic motion, if this step has none.
 */
proposed_step: number | null, 
/**
 * The regime and the advice in a sentence.
 */
message: string, 
/**
 * The same as codes with values.
 */
sentences: Array<Sentence>, };
/**
 * The result of a check.
 */
export type Verdict = "pass" | "warn" | "fail";
/**
 * The check of one assumption.
 */
export type Row = { 
/**
 * Identifier for programs, and the code of the name as a message.
 */
code: string, 
/**
 * The assumption.
 */
name: string, 
/**
 * The measured number; `None` if it could not be measured.
 */
number: number | null, 
/**
 * The end of the passes and the start of the failures; their order tells the bad direction.
 */
threshold: number, limit: number, verdict: Verdict, 
/**
 * The meaning of the number and, unless the check passes, the remedy.
 */
reason: string, 
/**
 * The reason as codes with values.
 */
sentences: Array<Sentence>, 
/**
 * The remedy for programs. No other row and no warning of an outcome advises the opposite.
 */
advice: Array<Advice>, };
/**
 * The validity checks of an outcome, and their verdict.
 */
export type Validity = { 
/**
 * `None` where no walker has moved: of the rows of a file.
 */
regime: Regime | null, rows: Array<Row>, 
/**
 * The worst of the rows' verdicts. Where U comes from the forces, a failure of an assumption that
 * only the estimate from the positions makes is a doubt.
 */
verdict: Verdict, };
/**
 * A reason to doubt an outcome.
 */
export type Warning = { 
/**
 * Identifier for programs.
 */
code: string, 
/**
 * The problem and its remedy in a sentence.
 */
message: string, 
/**
 * The same as codes with values.
 */
sentences: Array<Sentence>, 
/**
 * The remedy for programs. No other warning and no row of the validity report advises the
 * opposite.
 */
advice: Array<Advice>, };
/**
 * The learned potential against a reference. No estimate depends on it.
 */
export type ReferenceScore = { name: string, formula: string, 
/**
 * The reference at the bin centres.
 */
energy: Array<number | null>, 
/**
 * Root mean square difference over bins with at least 2 % of the fullest bin's count, after
 * removing the mean offset; in more than three dimensions, over positions of the walkers.
 */
rmse: number, 
/**
 * Root mean square error of each component of the force over the same bins, once the run is
 * complete.
 */
force_rmse: number | null, 
/**
 * Root mean square of each component of the reference's own force, in more than three dimensions.
 */
force_size: number | null, 
/**
 * The largest difference over those bins.
 */
max_error: number, 
/**
 * Learned minus reference, in the mean over those bins.
 */
shift: number, 
/**
 * `rmse` had the naive estimator been used.
 */
naive_rmse: number, 
/**
 * `rmse` had the symmetric one been used, without correction.
 */
symmetric_rmse: number, 
/**
 * `rmse` with the temperature that suits the reference best.
 */
rescaled_rmse: number, 
/**
 * Number of bins scored.
 */
bins: number, };
/**
 * The errors of a way after a number of evaluations of `V` or `∇V`.
 */
export type Spent = { evaluations: number, rmse: number | null, force_rmse: number | null, };
/**
 * One way to an effective potential of the energy; no estimate depends on it.
 */
export type Baseline = { 
/**
 * `original`: `V` itself. `filter` and `filter-4`: `V` convolved with the best kernel of second
 * or fourth order. `least-squares`: fitted to `V`, on the splines of the force regression.
 * `force-matching`: the mean of `∇V` in each bin, integrated. `positions` and `forces`: the two
 * ways of this program.
 */
name: string, 
/**
 * On the bins, lined up with the learned potential.
 */
energy: Array<number | null>, 
/**
 * Root mean square distance from the learned potential; `None` for that itself.
 */
distance: number | null, 
/**
 * Against the reference, as the learned one is scored: root mean square error of the energy and
 * of each component of the force.
 */
rmse: number | null, force_rmse: number | null, 
/**
 * Number of evaluations of `V` or `∇V`.
 */
evaluations: number, 
/**
 * Standard deviation of a filter's Gaussian, in units of a walker's flight in one step.
 */
width: number | null, 
/**
 * Evaluations and errors with fewer evaluations, where the way can be taken with fewer of the
 * same, the fewest first.
 */
fewer: Array<Spent>, };
/**
 * A way with its errors after more and more evaluations.
 */
export type Racer = { 
/**
 * The name of its [`Baseline`].
 */
name: string, points: Array<Spent>, };
/**
 * One of them.
 */
export type Truncation = { terms: number, 
/**
 * Over the same bins as a reference's.
 */
rmse: number, 
/**
 * On the bins, lined up with the learned potential.
 */
energy: Array<number | null>, };
/**
 * The learned potential beside `V` with its sum cut off after some terms. Which is nearest
 * is all that is said: no truncation need be what a step leaves (METHOD errata 7).
 */
export type Truncations = { all: Array<Truncation>, 
/**
 * Number of terms of the nearest.
 */
nearest: number, 
/**
 * Distance of the second nearest less that of the nearest.
 */
margin: number | null, };
/**
 * One step size of a scan.
 */
export type ScanPoint = { step: number, 
/**
 * Friction `γ`, in proportion to the step.
 */
friction: number, 
/**
 * `2γ var(p)/δ`, in the mean over directions, with its standard error.
 */
noise_power: number, noise_power_error: number, 
/**
 * Of the momentum, where it is largest.
 */
excess_kurtosis: number, excess_kurtosis_error: number, 
/**
 * Walkers lost per million recorded walker-steps.
 */
absorbed_per_million: number, diverged_per_million: number, 
/**
 * True if the noise is normal and hardly a walker is lost.
 */
clean: boolean, };
/**
 * A plateau of the noise power: on it one scale more acts as noise than on the one before.
 */
export type Scale = { 
/**
 * The plateau's smallest and largest step.
 */
from: number, to: number, noise_power: number, noise_power_error: number, 
/**
 * Largest relative distance of a point from the plateau's power: zero is perfectly sharp.
 */
spread: number, 
/**
 * A step and a friction to learn with.
 */
step: number, friction: number, 
/**
 * Amplitude of the force that has turned into noise since the plateau before, were it a
 * sinusoid: `√(2 Δpower)`.
 */
amplitude: number | null, 
/**
 * The potential learned with them, over the axes of the outcome's potential; the ripples that have
 * turned into noise since the plateau before are the difference of both.
 */
energy: Array<number | null> | null, standard_error: Array<number | null> | null, 
/**
 * The reference that belongs to the step, and the distance from it.
 */
reference: string | null, rmse: number | null, 
/**
 * Its worst verdict among the validity checks.
 */
verdict: Verdict | null, };
/**
 * The scales that a scan has found, by ascending step.
 */
export type Scales = { 
/**
 * The largest step that the potential allows on the whole, where `δ²` times its mean
 * curvature is 4.
 */
limit: number, 
/**
 * Friction over step in the scan.
 */
friction_ratio: number, scales: Array<Scale>, };
/**
 * Distance between two ensembles.
 */
export type Distance = { 
/**
 * Largest difference of the mean paths, at any time and of any observable.
 */
mean: number, 
/**
 * Largest difference of the autocorrelations, at any lag.
 */
correlation: number, 
/**
 * Half the integral of the difference of the densities: total variation.
 */
distribution: number, };
/**
 * Dynamics under one potential.
 */
export type Ensemble = { 
/**
 * `surrogate`, `original` or `third`.
 */
name: string, 
/**
 * Its formula; `None` where it was learned.
 */
formula: string | null, step: number, trajectories: number, diverged: number, 
/**
 * Mean path of every observable, with standard errors.
 */
mean: Array<Array<number>>, mean_error: Array<Array<number>>, 
/**
 * Normalised autocorrelation of every observable, with standard errors.
 */
correlation: Array<Array<number>>, correlation_error: Array<Array<number>>, 
/**
 * Density of what is binned in the second half of the time, with standard errors.
 */
density: Array<number>, density_error: Array<number>, 
/**
 * Distance from the original.
 */
distance: Distance | null, 
/**
 * Hamiltonian trajectories.
 */
portrait: Portrait | null, };
/**
 * Surrogate dynamics beside the original ones.
 */
export type Comparison = { 
/**
 * Times at which trajectories are sampled, and lags of the correlations.
 */
times: Array<number>, lags: Array<number>, 
/**
 * Names of the quantities that the mean paths and the correlations are of: the coordinates, and `cv`
 * where there is a collective variable.
 */
observables: Array<string>, 
/**
 * Centres of the bins of the equilibrium distribution, along each coordinate; in more than three
 * dimensions, of the collective variable.
 */
axes: Array<Array<number>>, 
/**
 * Which of the observables are binned.
 */
binned: Array<string>, 
/**
 * The surrogate, the original, and a third if there is one.
 */
ensembles: Array<Ensemble>, 
/**
 * Distance between the halves of the original's ensemble, by chance alone.
 */
floor: Distance | null, 
/**
 * Evaluations of the force that one trajectory takes under the original, over those under the
 * surrogate.
 */
saving: number, };
/**
 * Computing time of a comparison's Langevin ensembles. It is measured, and no part of the outcome,
 * which is the same on every machine.
 */
export type Cost = { 
/**
 * In seconds: under the surrogate, the original, and perhaps a third potential.
 */
seconds: Array<number>, 
/**
 * Factor by which the surrogate takes less time than the original.
 */
saving: number, };
/**
 * Estimates after a number of steps.
 */
export type Progress = { steps: number, inverse_temperature: number, standard_error: number, rmse: number | null, };
/**
 * The score of one estimator and fit on the data of a run.
 */
export type Variant = { estimator: Estimator, 
/**
 * `None` for the plain logarithm of the histogram.
 */
fit: Fit | null, rmse: number, max_error: number, 
/**
 * Number of bins scored.
 */
bins: number, };
/**
 * The result of an experiment. Arrays over positions are row-major over `potential.axes`;
 * `None` stands where there is no data.
 */
export type Outcome = { 
/**
 * The complete experiment that gives this outcome again, bit for bit.
 */
experiment: Experiment, 
/**
 * Walker-steps recorded so far.
 */
steps: number, 
/**
 * Evaluations of the force so far, those of burn-in and calibration among them.
 */
evaluations: number, 
/**
 * True if every step that was asked for has been made.
 */
complete: boolean, walkers: number, resampled: Resampled, burn_in: BurnIn, momentum: Momentum, inverse_temperature: InverseTemperature, sampling: Sampling, 
/**
 * `ΣΣᵀ` with its standard error, from the calibration; `None` where nothing is calibrated.
 */
noise_covariance: NoiseCovariance | null, 
/**
 * Friction matrix `Γ`.
 */
friction: Array<Array<number>>, potential: LearnedPotential, 
/**
 * The regression of the forces, once the run is complete.
 */
forces: ForceEstimate | null, 
/**
 * The score of the estimate from the positions, if `potential` is that from the forces.
 */
positions: PositionEstimate | null, 
/**
 * The wells of the learned potential, the most populated first.
 */
wells: Array<WellVisits>, reference: ReferenceScore | null, scan: Array<ScanPoint> | null, 
/**
 * The scales found by a scan.
 */
scales: Scales | null, 
/**
 * Surrogate dynamics beside the original ones, where they are compared.
 */
comparison: Comparison | null, 
/**
 * Every way to an effective potential of the energy, once the run is complete.
 */
baselines: Array<Baseline> | null, 
/**
 * Distances to the truncations of the formula's sum, where it has one.
 */
truncations: Truncations | null, 
/**
 * The validity checks of the method's assumptions, once the run is complete.
 */
trust: Validity | null, 
/**
 * Summary of the result in one or two sentences.
 */
summary: string, 
/**
 * The summary as codes with values.
 */
sentences: Array<Sentence>, warnings: Array<Warning>, 
/**
 * Hash of the numbers of a complete outcome ([`super::fingerprint`]).
 */
hash: string | null, };
/**
 * The expected value, and the verdict on an answer, as far as they are known.
 */
export type Judgement = { expected: number | null, right: boolean | null, };
/**
 * Why a code is invalid.
 */
export type Wrong = "mistyped" | "later" | "exercise" | "name";
/**
 * The content of a valid code.
 */
export type Checked = { 
/**
 * The answer, if it is a number.
 */
answer: number | null, 
/**
 * True if the text is the one that the code was made with.
 */
as_written: boolean | null, 
/**
 * The student's complete experiment.
 */
experiment: Experiment, 
/**
 * The settings that the student changed, with their values.
 */
changed: Record<string, unknown>, 
/**
 * True if the outcome is the one that the code was made from.
 */
same: boolean | null, expected: number | null, right: boolean | null, };
/**
 * One line of a tooltip.
 */
export type TooltipLine = { label: Message, value: Message, };
/**
 * The data nearest to a place, and the point to mark.
 */
export type Tooltip = { 
/**
 * The point to mark, in device pixels.
 */
x: number, y: number, lines: Array<TooltipLine>, };
/**
 * Named columns of equal length; `None` where there is no number.
 */
export type Table = { columns: Array<string>, rows: Array<Array<number | null>>, };
