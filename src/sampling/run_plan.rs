//! The run plan, computed from the experiment before the first step.

use crate::{RunKind, Setup};
use dynamics::{Random, StormerVerlet};
use experiment::{Experiment, Initial, Problem, Problems};
use expression::{LANES, Potential};
use statistics::{Grid, order};

/// Steps between two checks of every walker's status.
pub const WINDOW: usize = 512;

/// Half-width of the momentum histogram, in standard deviations expected from the noise.
const MOMENTUM_RANGE: f64 = 6.0;
const MOMENTUM_BINS: u32 = 120;

/// Burn-in in units of the slowest relaxation time: the remainder of the start, e⁻⁶ of it, is far
/// below the statistical error of any run.
const RELAXATIONS: f64 = 6.0;

/// Rounds of a run that ends at a given accuracy: the first makes a sixteenth of the steps.
const ROUNDS: u32 = 5;

/// Bins per axis in a cell over which the force is averaged.
const CELL: u32 = 2;

/// Places per axis between which transitions are counted: a table of all pairs must fit in memory.
const fn places(dimension: usize) -> u32 {
    match dimension {
        1 => 64,
        2 => 14,
        _ => 6,
    }
}

/// The numbers of a run: the same in every worker with the same experiment.
#[derive(Clone, Debug)]
pub struct RunPlan<const D: usize> {
    pub integrator: StormerVerlet<D>,
    /// Windows of burn-in, and of recording after it.
    pub burn_in: u64,
    pub windows: u64,
    /// Total number of walkers, and the seed.
    pub walkers: u32,
    pub seed: u64,
    /// Most rounds of a run that ends at a given accuracy: each has as many blocks of walkers as
    /// all before it together. One in a run that makes every step.
    pub rounds: u32,
    pub run: RunKind,
    pub resample: bool,
    pub positions: Grid<D>,
    /// Cells over which the force is averaged; `None` in one dimension.
    pub cells: Option<Grid<D>>,
    /// Places between which transitions are counted.
    pub places: Grid<D>,
    pub momenta: [Grid<1>; D],
    /// Size of one step's unresolved change of momentum: `δ √(½ E|∇V(u) − ∇V(u + δ)|²)`.
    pub kick: f64,
    pub step: f64,
    /// A walker outside this box has diverged.
    pub bounds: [[f64; 2]; D],
    /// True if the run learns a potential; one that calibrates needs the momenta only.
    pub learns: bool,
    /// Steps between two samples of the moments.
    pub stride: usize,
    /// Distribution of the starts.
    pub initial: Initial,
}

/// Steps between two samples of the moments, which change slowly; in several dimensions there are
/// many of them.
const fn stride(dimension: usize) -> usize {
    if dimension == 1 { 4 } else { 16 }
}

/// `stride` of a run that calibrates, whose strong friction makes samples independent sooner.
const CALIBRATING_STRIDE: usize = 4;

impl<const D: usize> RunPlan<D> {
    /// The plan of one run of an experiment.
    ///
    /// # Errors
    /// If the formula is invalid.
    pub fn new(experiment: &Experiment, setup: &Setup<D>) -> Result<Self, Problems> {
        let refuse = |error: expression::FormulaError| {
            Problems(vec![Problem::new("potential.formula", error.message)])
        };
        let potential = experiment
            .formula()
            .and_then(|f| f.compile::<D>())
            .map_err(refuse)?;
        let lower: [f64; D] = std::array::from_fn(|i| experiment.region.lower[i]);
        let upper: [f64; D] = std::array::from_fn(|i| experiment.region.upper[i]);
        let noise = unresolved_variance(&potential, experiment.step, lower, upper);
        let momentum = |i: usize| {
            // The variance of an Ornstein–Uhlenbeck process, one coordinate at a time.
            let rate = setup.friction[(i, i)] * setup.inverse_mass[(i, i)];
            let variance = experiment.step * noise[i] / (2.0 * rate);
            let expected = variance
                .sqrt()
                .max(0.01 * experiment.initial.momentum.spread[i])
                .max(1e-9);
            let range = MOMENTUM_RANGE * expected;
            Grid::new([-range], [range], [MOMENTUM_BINS])
        };
        let bounds = std::array::from_fn(|i| {
            let far = 100.0 * (upper[i] - lower[i]);
            [lower[i] - far, upper[i] + far]
        });
        let burn_in = experiment.burn_in.unwrap_or_else(|| {
            let time = RELAXATIONS * slowest_relaxation(&potential, setup.rates(), lower, upper);
            (time / experiment.step).ceil().min(1e9) as u64
        });
        let learns = setup.kind.learns();
        let bins = std::array::from_fn(|i| if learns { experiment.bins[i] } else { 1 });
        // Multiply the walkers and divide the steps of each: with identical blocks, a run that ends
        // early equals a run that was asked for that length.
        let ends_early = experiment.accuracy.is_some() && setup.kind == RunKind::Learn;
        let parts = if ends_early { 1 << (ROUNDS - 1) } else { 1 };
        let walkers = experiment.walkers() * parts;
        Ok(RunPlan {
            integrator: StormerVerlet::new(
                potential,
                experiment.step,
                &setup.inverse_mass,
                &setup.friction,
            ),
            burn_in: burn_in.div_ceil(WINDOW as u64),
            windows: setup.steps.div_ceil(u64::from(walkers) * WINDOW as u64),
            walkers,
            rounds: if ends_early { ROUNDS } else { 1 },
            seed: experiment.seed,
            run: setup.kind,
            resample: experiment.resample,
            positions: Grid::new(lower, upper, bins),
            cells: (D > 1 && learns)
                .then(|| Grid::new(lower, upper, bins.map(|b| (b / CELL).max(1)))),
            places: Grid::new(lower, upper, [if learns { places(D) } else { 1 }; D]),
            momenta: std::array::from_fn(momentum),
            kick: experiment.step * noise.iter().sum::<f64>().sqrt(),
            step: experiment.step,
            bounds,
            learns,
            stride: if learns {
                stride(D)
            } else {
                CALIBRATING_STRIDE
            },
            initial: experiment.initial.clone(),
        })
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

/// The power of the force that a step cannot resolve, averaged over directions, as far as `V` alone
/// determines it: it sets scales, never an estimate.
pub fn unresolved_power<const D: usize>(
    experiment: &Experiment,
    potential: &Potential<D>,
    step: f64,
) -> f64 {
    let region = &experiment.region;
    let lower = std::array::from_fn(|i| region.lower[i]);
    let upper = std::array::from_fn(|i| region.upper[i]);
    let variance = unresolved_variance(potential, step, lower, upper);
    variance.iter().sum::<f64>() / D as f64
}

/// Half the mean squared change of each component of `∇V` over a displacement of one step, for
/// positions spread over the low part of the region: the force that a step cannot resolve. High
/// up, where no walker goes, the smooth force may change by more than that in one step.
///
/// It sets scales (thresholds of distance, widths of histograms), never an estimate.
fn unresolved_variance<const D: usize>(
    potential: &Potential<D>,
    step: f64,
    lower: [f64; D],
    upper: [f64; D],
) -> [f64; D] {
    const PAIRS: usize = 4096;
    const LOW: usize = PAIRS / 4;
    let mut random = Random::new(0, u32::MAX);
    let points: Vec<[f64; D]> = (0..PAIRS)
        .map(|_| std::array::from_fn(|i| lower[i] + (upper[i] - lower[i]) * random.uniform()))
        .collect();
    let energies = potential.energies(&points);
    let by_energy = order(&energies).into_iter();
    let finite = by_energy.filter(|&point| energies[point].is_finite());
    let pairs: Vec<[f64; D]> = finite
        .take(LOW)
        // Different lengths along the axes: a ripple along a diagonal must not look flat.
        .flat_map(|point| {
            let q = points[point];
            [
                q,
                std::array::from_fn(|i| q[i] + step * (1.0 - 0.3 * i as f64)),
            ]
        })
        .collect();
    let gradients = potential.gradients(&pairs);
    std::array::from_fn(|i| {
        let squares = gradients
            .chunks_exact(2)
            .map(|g| (g[1][i] - g[0][i]) * (g[1][i] - g[0][i]));
        let (mut sum, mut count) = (0.0, 0.0);
        for square in squares.filter(|s| s.is_finite()) {
            sum += square;
            count += 1.0;
        }
        if count > 0.0 { 0.5 * sum / count } else { 0.0 }
    })
}

/// The slower of two relaxations: the loss of energy, `1/γ` with the slowest rate of friction; and
/// the overdamped motion into the well that the region forms as a whole, `γ/κ` with the fastest
/// rate and the mean curvature `κ` of `V` across the region.
fn slowest_relaxation<const D: usize>(
    potential: &Potential<D>,
    [slow, fast]: [f64; 2],
    lower: [f64; D],
    upper: [f64; D],
) -> f64 {
    let middle: [f64; D] = std::array::from_fn(|i| 0.5 * (lower[i] + upper[i]));
    let mut slowest = 1.0 / slow;
    for i in 0..D {
        let (mut low, mut high) = (middle, middle);
        low[i] = lower[i];
        high[i] = upper[i];
        let slopes = potential.gradients(&[low, high]);
        let curvature = (slopes[1][i] - slopes[0][i]) / (upper[i] - lower[i]);
        if curvature > 0.0 && curvature.is_finite() {
            slowest = slowest.max(fast / curvature);
        }
    }
    slowest
}
