//! The run plan, computed from the experiment before the first step.

use crate::force_cells::force_cells;
use crate::pilot::Pilot;
use crate::unresolved::{unresolved_variance, unresolved_where_walkers_go};
use crate::{RunKind, Setup};
use additive::{Basis, TermTally};
use dynamics::{Random, StormerVerlet};
use experiment::{Experiment, Fit, Initial, Problem, Problems, Region};
use expression::{LANES, Potential, Vectors};
use statistics::{Grid, MOST_GRIDDED};

/// Steps between two checks of every walker's status.
pub const WINDOW: usize = 512;

/// Half-width of the momentum histogram, in standard deviations expected from the noise.
const MOMENTUM_RANGE: f64 = 6.0;
const MOMENTUM_BINS: u32 = 120;

/// Burn-in in units of the slowest relaxation time: the remainder of the start, e⁻⁶ of it, is far
/// below the statistical error of any run.
const RELAXATIONS: f64 = 6.0;

/// Most steps of an automatic burn-in, if its run does not cut it.
const LONGEST_BURN_IN: f64 = 1e9;

/// Windows of an automatic burn-in that no run cuts, however short; a longer one makes no more of
/// them than it records.
const SHORT_BURN_IN: u64 = 64;

/// Difference of two slopes, relative to the largest one in the region, that is not curvature but
/// rounding.
const ROUNDING: f64 = 1e-9;
/// Least momentum that a histogram of momenta expects; the larger one is that of versions 1 and 2.
const STILL: f64 = 1e-60;
const STILL_BEFORE: f64 = 1e-9;

/// Rounds of a run that ends at a given accuracy: the first makes a sixteenth of the steps.
const ROUNDS: u32 = 5;

/// Places per axis between which transitions are counted: a table of all pairs must fit in memory.
const fn places(dimension: usize) -> u32 {
    match dimension {
        1 => 64,
        2 => 14,
        MOST_GRIDDED => 6,
        _ => 1,
    }
}

/// Examples of positions and forces that a block keeps, in windows.
const EXAMPLES: u64 = 16;

/// The same within a window of a run that calibrates by its forces.
const NOISE_EXAMPLES: usize = 4;

/// Most numbers of a tally of terms in a report of a run that has not ended.
const LIGHT: usize = 1 << 17;

/// The numbers of a run: the same in every worker with the same experiment.
#[derive(Clone, Debug)]
pub struct RunPlan {
    pub integrator: StormerVerlet,
    /// Windows of burn-in, and of recording after it.
    pub burn_in: u64,
    pub windows: u64,
    /// Steps of burn-in that the slowest relaxation calls for, if they were cut to [`RunPlan::burn_in`].
    pub relaxation: Option<u64>,
    /// Total number of walkers, and the seed.
    pub walkers: u32,
    pub seed: u64,
    /// Most rounds of a run that ends at a given accuracy: each has as many blocks of walkers as
    /// all before it together. One in a run that makes every step.
    pub rounds: u32,
    pub run: RunKind,
    pub resample: bool,
    pub positions: Grid,
    /// Cells in which the force is recorded, up to three dimensions; `None` if the run learns nothing.
    pub cells: Option<Grid>,
    /// The terms of the sum that is learned beyond; `None` if the walkers are nowhere.
    pub basis: Option<Basis>,
    /// Places between which transitions are counted.
    pub places: Grid,
    pub momenta: Vec<Grid>,
    /// Size of one step's unresolved change of momentum: `δ √(½ E|∇V(u) − ∇V(u + δ)|²)`.
    pub kick: f64,
    pub step: f64,
    /// A walker outside this box has diverged.
    pub bounds: Vec<[f64; 2]>,
    /// True if the potential is learned from the forces.
    pub from_forces: bool,
    /// True if the run learns a potential; one that calibrates needs the momenta only.
    pub learns: bool,
    /// Steps between two samples of the moments, a power of two.
    pub stride: usize,
    /// Binary logarithm of [`RunPlan::force_stride`].
    pub force_shift: u32,
    /// Slopes of the tilt of a periodic energy, without which its forces are recorded; empty if it has
    /// none.
    pub tilt: Vec<f64>,
    /// Distribution of the starts.
    pub initial: Initial,
}

/// Steps between two samples of the moments, which change slowly; in several dimensions there are
/// many of them.
const fn stride(dimension: usize) -> usize {
    if dimension == 1 { 4 } else { 16 }
}

/// Most steps between two records of the force, as a binary logarithm. What a step does not resolve
/// is white, so every record counts; but it costs as much as the step, and in a long run there are
/// enough.
const fn rarest(dimension: usize) -> u32 {
    match dimension {
        1 => 4,
        2..=MOST_GRIDDED => 3,
        _ => 6,
    }
}

/// Walker-steps of a run that records the force at every step. A sample of a sum of terms costs much more
/// than a step.
const fn samples(dimension: usize) -> u64 {
    1 << if dimension > MOST_GRIDDED { 19 } else { 20 }
}

/// `stride` of a run that calibrates, whose strong friction makes samples independent sooner.
const CALIBRATING_STRIDE: usize = 4;

/// Most walkers of a run that calibrates in more than three dimensions: there are many such runs, and each
/// walker has a burn-in.
const CALIBRATING_WALKERS: u32 = 256;

impl RunPlan {
    /// The plan of one run of an experiment.
    ///
    /// # Errors
    /// If the formula is invalid.
    pub fn new(experiment: &Experiment, setup: &Setup) -> Result<Self, Problems> {
        let refuse = |error: expression::FormulaError| {
            Problems(vec![Problem::new("potential.formula", error.message)])
        };
        let potential = experiment
            .formula()
            .and_then(|f| f.compile())
            .map_err(refuse)?;
        let d = experiment.dimension();
        let (lower, upper) = (&experiment.region.lower, &experiment.region.upper);
        // Earlier versions keep their bits.
        let is_new = experiment.version > 2;
        // The displacement of a walker in a step, at the momentum that it starts with.
        let pace = experiment.initial.momentum.spread.iter().sum::<f64>() / d as f64;
        let flight = experiment.step * if is_new && pace > 0.0 { pace } else { 1.0 };
        let integrator = StormerVerlet::new(
            potential.clone(),
            experiment.step,
            &setup.inverse_mass,
            &setup.friction,
        );
        let learns = setup.kind.learns();
        // Of terms, or of the noise that they leave over.
        let has_terms = learns || experiment.calibrates_by_forces();
        let pilot = (d > MOST_GRIDDED)
            .then(|| Pilot::new(&integrator, &experiment.initial, experiment.seed, has_terms));
        // The variance of an Ornstein–Uhlenbeck process, one coordinate at a time.
        let variance = |noise: &[f64], i: usize| {
            let rate = setup.friction[(i, i)] * setup.inverse_mass[(i, i)];
            experiment.step * noise[i] / (2.0 * rate)
        };
        let region = &experiment.region;
        let noise = if let Some(pilot) = &pilot {
            pilot.unresolved_variance(&integrator, flight)
        } else if is_new {
            let warmest = |noise: &[f64]| (0..d).map(|i| variance(noise, i)).fold(0.0, f64::max);
            unresolved_where_walkers_go(&potential, flight, region, warmest)
        } else {
            unresolved_variance(&potential, flight, region)
        };
        let variance = |i: usize| variance(&noise, i);
        let momentum = |i: usize| {
            let expected = variance(i)
                .sqrt()
                .max(0.01 * experiment.initial.momentum.spread[i])
                .max(if is_new { STILL } else { STILL_BEFORE });
            let range = MOMENTUM_RANGE * expected;
            Grid::new(&[-range], &[range], &[MOMENTUM_BINS])
        };
        let wraps = experiment.wraps();
        let bounds = lower
            .iter()
            .zip(upper)
            .zip(&wraps)
            .map(|((lower, upper), wraps)| {
                let far = 100.0 * (upper - lower);
                match wraps {
                    // Between two windows a walker may go round many times.
                    true => [f64::MIN, f64::MAX],
                    false => [lower - far, upper + far],
                }
            });
        let rounding = if is_new { ROUNDING } else { 0.0 };
        let burn_in = experiment.burn_in.unwrap_or_else(|| {
            let region = &experiment.region;
            let slowest = slowest_relaxation(&potential, setup.rates(), region, &wraps, rounding);
            let steps = (RELAXATIONS * slowest / experiment.step).ceil();
            steps.min(LONGEST_BURN_IN) as u64
        });
        let burn_in = burn_in.div_ceil(WINDOW as u64);
        let bins = if learns && pilot.is_none() {
            experiment.bins.clone()
        } else {
            vec![1; d]
        };
        let basis = pilot.as_ref().filter(|_| has_terms);
        let basis = basis.and_then(|pilot| {
            let pairs = experiment.pairs(&potential);
            Basis::over(&pilot.axes()?, pairs)
        });
        let cells = || {
            let flight =
                |i: usize| experiment.step * setup.inverse_mass[(i, i)] * variance(i).sqrt();
            let flights = (0..d).map(flight);
            force_cells(
                &experiment.region,
                &wraps,
                &bins,
                &flights.collect::<Vec<_>>(),
            )
        };
        // Multiply the walkers and divide the steps of each: with identical blocks, a run that ends
        // early equals a run that was asked for that length.
        let ends_early = experiment.accuracy.is_some() && setup.kind.learns();
        let parts = if ends_early { 1 << (ROUNDS - 1) } else { 1 };
        let walkers = match pilot.is_some() && !has_terms {
            true => experiment.walkers().min(CALIBRATING_WALKERS),
            false => experiment.walkers() * parts,
        };
        let windows = setup.steps.div_ceil(u64::from(walkers) * WINDOW as u64);
        let most = match is_new && experiment.burn_in.is_none() {
            true => windows.max(SHORT_BURN_IN),
            false => u64::MAX,
        };
        Ok(RunPlan {
            burn_in: burn_in.min(most),
            windows,
            relaxation: (burn_in > most).then_some(burn_in * WINDOW as u64),
            walkers,
            rounds: if ends_early { ROUNDS } else { 1 },
            seed: experiment.seed,
            run: setup.kind,
            resample: experiment.resample,
            positions: Grid::new(lower, upper, &bins).wrapped(&wraps),
            cells: (learns && pilot.is_none()).then(cells),
            basis,
            places: Grid::new(lower, upper, &vec![if learns { places(d) } else { 1 }; d])
                .wrapped(&wraps),
            momenta: (0..d).map(momentum).collect(),
            kick: experiment.step * noise.iter().sum::<f64>().sqrt(),
            step: experiment.step,
            bounds: bounds.collect(),
            from_forces: experiment.fit == Fit::ForceSpline,
            learns,
            stride: if learns {
                stride(d)
            } else {
                CALIBRATING_STRIDE
            },
            force_shift: (setup.steps / samples(d)).max(1).ilog2().min(rarest(d)),
            tilt: tilt(experiment, &potential),
            initial: experiment.initial.clone(),
            integrator,
        })
    }

    /// Steps between two records of the force, a power of two.
    #[inline(always)]
    pub const fn force_stride(&self) -> usize {
        1 << self.force_shift
    }

    /// True if the run counts positions in bins.
    #[inline(always)]
    pub const fn counts_positions(&self) -> bool {
        self.cells.is_some()
    }

    /// True if a block keeps the examples of this record of a window: some of a run that learns, and more of
    /// one whose forces tell the noise.
    pub fn keeps_examples(&self, window: u64, record: usize) -> bool {
        let records = WINDOW >> self.force_shift;
        if !self.learns {
            return record.is_multiple_of((records / NOISE_EXAMPLES).max(1));
        }
        let recorded = window - self.burn_in;
        let passed = |windows: u64| windows * EXAMPLES / self.windows.max(1);
        record + 1 == records && passed(recorded + 1) > passed(recorded)
    }

    /// Numbers in a block's tally of terms, with its examples.
    pub fn numbers_of_terms(basis: &Basis) -> usize {
        TermTally::size(basis) + 2 * basis.dimension() * LANES * EXAMPLES as usize
    }

    /// True if the terms are few enough to be in every report.
    pub fn is_light(&self) -> bool {
        let size = self.basis.as_ref().map_or(0, TermTally::size);
        size <= LIGHT
    }

    /// True if the recorded forces are evaluated beside the walkers, instead of being those of their
    /// steps: in several dimensions cells are wider than ripples.
    pub fn records_beside(&self) -> bool {
        self.cells.is_some() && self.positions.dimension() > 1
    }

    /// Number of blocks in the first `rounds` rounds.
    pub fn blocks_in(&self, rounds: u32) -> u32 {
        self.blocks().div_ceil(1 << (self.rounds - rounds))
    }

    /// Number of blocks.
    pub fn blocks(&self) -> u32 {
        self.walkers.div_ceil(LANES as u32)
    }

    /// Walkers in use in a block; only the last block may be partly filled.
    pub fn active(&self, block: u32) -> usize {
        (self.walkers as usize - block as usize * LANES).min(LANES)
    }

    /// The part of the run that contains a window; `None` during burn-in.
    pub fn segment(&self, window: u64) -> Option<usize> {
        let recorded = window.checked_sub(self.burn_in)?;
        let segments = statistics::SEGMENTS;
        Some(((recorded * segments as u64 / self.windows.max(1)) as usize).min(segments - 1))
    }

    /// The random numbers of a block.
    pub fn random(&self, block: u32) -> Random {
        self.run.random(self.seed, block)
    }
}

/// The slopes of the tilt of an energy; empty if it has none.
fn tilt(experiment: &Experiment, potential: &Potential) -> Vec<f64> {
    let mut slopes = vec![0.0; experiment.dimension()];
    for along in experiment.repetitions(potential) {
        slopes[along.axis] = along.tilt;
    }
    let is_level = slopes.iter().all(|slope| *slope == 0.0);
    if is_level { Vec::new() } else { slopes }
}

/// The slower of two relaxations: the loss of energy, `1/γ` with the slowest rate of friction; and
/// the overdamped motion into the well that the region forms as a whole, `γ/κ` with the fastest
/// rate and the mean curvature `κ` of `V` across the region.
fn slowest_relaxation(
    potential: &Potential,
    [slow, fast]: [f64; 2],
    Region { lower, upper }: &Region,
    wraps: &[bool],
    rounding: f64,
) -> f64 {
    const PLACES: u32 = 16;
    let axes = lower.iter().zip(upper);
    let middle: Vec<f64> = axes.map(|(lower, upper)| 0.5 * (lower + upper)).collect();
    let mut slowest = 1.0 / slow;
    // A circle as a whole is not a well.
    for i in (0..middle.len()).filter(|i| !wraps[*i]) {
        let mut ends = Vectors::new(middle.len());
        for place in 0..=PLACES {
            let mut point = middle.clone();
            let share = f64::from(place) / f64::from(PLACES);
            point[i] = match place {
                PLACES => upper[i],
                _ => lower[i] + share * (upper[i] - lower[i]),
            };
            ends.push(point);
        }
        let slopes = potential.gradients(&ends);
        let change = slopes[PLACES as usize][i] - slopes[0][i];
        let steepest = slopes.iter().map(|s| s[i].abs()).filter(|s| s.is_finite());
        let steepest = steepest.fold(0.0, f64::max);
        let curvature = change / (upper[i] - lower[i]);
        if change > rounding * steepest && curvature.is_finite() {
            slowest = slowest.max(fast / curvature);
        }
    }
    slowest
}
