//! Test 1 written by hand: its force is part of the step, and nothing is interpreted.
//!
//! Everything else (recording, the status of walkers, resampling) is the engine's or equivalent, so
//! the two kernels differ in the tape only.

use stepsieve::dynamics::{Random, Walkers};
use stepsieve::experiment::Experiment;
use stepsieve::expression::{LANES, Lanes};
use stepsieve::sampling::{
    CycleDetector, Recorder, RunPlan, WINDOW, WalkerStatus, WalkerStatuses, gathered,
};
use stepsieve::statistics::{
    BlockAverages, BlockTally, CellForce, Grid, History, Observables, Octaves, SEGMENTS, Segment,
    TransitionCounts,
};

/// The shift of a resampled walker as a fraction of one kick, as in the engine.
const NUDGE: f64 = 1e-6;

/// A block of walkers whose every step is one function.
#[derive(Debug)]
pub struct FusedBlock {
    walkers: Walkers,
    places: [u32; LANES],
    random: Random,
    tally: BlockTally,
    recorder: Recorder,
    cycles: CycleDetector,
    step: Step,
}

impl FusedBlock {
    /// Block 0 at its start.
    pub fn new(plan: &RunPlan, experiment: &Experiment) -> Self {
        let mut random = plan.random(0);
        let walkers = gathered(&plan.initial, &mut random);
        let (positions, momenta) = (plan.positions.len(), plan.momenta[0].len());
        let segment = Segment::new(positions, momenta, 1, Observables::new(1).len());
        FusedBlock {
            walkers,
            places: [u32::MAX; LANES],
            random,
            tally: BlockTally {
                block: 0,
                windows: 0,
                steps: 0,
                segments: vec![segment; SEGMENTS],
                averages: BlockAverages::default(),
                spread: vec![Octaves::default()],
                history: History::new(),
                force: CellForce::new(1, plan.cells.as_ref().map_or(0, Grid::len)),
                terms: Box::default(),
                transitions: TransitionCounts::new(plan.places.len()),
                absorbed: 0,
                diverged: 0,
                extinct: 0,
            },
            recorder: Recorder::new(plan),
            cycles: CycleDetector::new(plan),
            step: Step::new(experiment),
        }
    }

    /// The block's records so far.
    pub fn tally(&self) -> &BlockTally {
        &self.tally
    }

    /// Advances every walker by one window.
    pub fn advance(&mut self, plan: &RunPlan) {
        self.walk(plan);
        let statuses = self.cycles.judge();
        self.recorder.flush(&statuses, LANES, plan, &mut self.tally);
        self.follow(&statuses, plan);
        self.resample(&statuses, plan);
        self.tally.windows += 1;
    }

    /// Uses the widest registers of the processor, as the engine does.
    fn walk(&mut self, plan: &RunPlan) {
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx2") {
            // SAFETY: the processor supports AVX2, as just checked.
            return unsafe { self.walk_wide(plan) };
        }
        self.steps(plan);
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn walk_wide(&mut self, plan: &RunPlan) {
        self.steps(plan);
    }

    #[inline(always)]
    fn steps(&mut self, plan: &RunPlan) {
        self.recorder.clear();
        self.step.begin(&self.walkers);
        for n in 0..WINDOW {
            self.recorder.before(n, &self.walkers, plan);
            self.step.proceed(&mut self.walkers);
            self.recorder
                .after(n, &self.walkers, &plan.integrator, plan);
            if n >= WINDOW - CycleDetector::LENGTH {
                self.cycles.push(&self.walkers);
            }
        }
    }

    /// Counts the walkers' moves from place to place.
    fn follow(&mut self, statuses: &WalkerStatuses, plan: &RunPlan) {
        let mut places = [0; LANES];
        plan.places.locate(&self.walkers.q, &mut places);
        let recording = plan.segment(self.tally.windows).is_some();
        for lane in (0..LANES).filter(|&lane| statuses[lane] == WalkerStatus::Alive) {
            let (from, to) = (self.places[lane] as usize, places[lane] as usize);
            if recording {
                self.tally.transitions.add(from, to);
            }
            if to < plan.places.len() {
                self.places[lane] = places[lane];
            }
        }
    }

    /// Restarts lost walkers from live ones.
    fn resample(&mut self, statuses: &WalkerStatuses, plan: &RunPlan) {
        let live: Vec<usize> = (0..LANES)
            .filter(|&l| statuses[l] == WalkerStatus::Alive)
            .collect();
        for lane in (0..LANES).filter(|&l| statuses[l] != WalkerStatus::Alive) {
            match statuses[lane] {
                WalkerStatus::Absorbed => self.tally.absorbed += 1,
                _ => self.tally.diverged += 1,
            }
            if !live.is_empty() {
                let from = live[self.random.below(live.len())];
                self.walkers.copy(from, lane);
                self.places[lane] = self.places[from];
                let nudge = NUDGE * plan.kick * plan.step * (2.0 * self.random.uniform() - 1.0);
                self.walkers.q[0][lane] += nudge;
            }
        }
    }
}

/// A step with `V'(q) = q + cos(20 q) + cos(1000 q)`, and the state it keeps between steps.
#[derive(Debug)]
struct Step {
    step: f64,
    half: f64,
    decay: f64,
    middle: Lanes,
    /// Angles and signs of the two ripples, reduced to half a turn.
    ripples: [[Lanes; 2]; 2],
}

const FREQUENCIES: [f64; 2] = [20.0, 1000.0];

impl Step {
    fn new(experiment: &Experiment) -> Self {
        let zero = Lanes::splat(0.0);
        Step {
            step: experiment.step,
            half: 0.5 * experiment.step,
            decay: libm::exp(-experiment.step * experiment.friction()),
            middle: zero,
            ripples: [[zero; 2]; 2],
        }
    }

    fn begin(&mut self, walkers: &Walkers) {
        for lane in 0..LANES {
            self.middle[lane] = walkers.q[0][lane] + self.half * walkers.p[0][lane];
        }
    }

    /// Two short loops: the processor overlaps more walkers than in a single long one.
    #[inline(always)]
    fn proceed(&mut self, walkers: &mut Walkers) {
        let (middle, q, p) = (&mut self.middle, &mut walkers.q[0], &mut walkers.p[0]);
        let [slow, fast] = &mut self.ripples;
        let mut excess = 0;
        for lane in 0..LANES {
            let x = middle[lane];
            let a = reduce(x, FREQUENCIES[0]);
            let b = reduce(x, FREQUENCIES[1]);
            (slow[0][lane], slow[1][lane]) = (a.angle, a.sign);
            (fast[0][lane], fast[1][lane]) = (b.angle, b.sign);
            excess |= a.excess | b.excess;
        }
        if excess >= 2 * HALF_TURNS {
            mend(middle, [slow, fast]);
        }
        for lane in 0..LANES {
            let ripples = (middle[lane] + slow[1][lane] * cosine(slow[0][lane]))
                + fast[1][lane] * cosine(fast[0][lane]);
            let kicked = self.decay * p[lane] - self.step * ripples;
            let drifted = middle[lane] + self.half * kicked;
            (p[lane], q[lane]) = (kicked, drifted);
            middle[lane] = drifted + self.half * kicked;
        }
    }
}

/// Around 1.5·2⁵² neighbouring numbers are one apart.
const MAGIC: f64 = 6_755_399_441_055_744.0;
/// The most half turns that are reduced exactly.
const HALF_TURNS: u64 = 1 << 20;
/// π in two parts, the first with 33 bits.
const HALF_TURN: [f64; 2] = [
    2.0 * 1.570_796_326_734_125_614_17,
    2.0 * 6.077_100_506_506_192_249_32e-11,
];

/// An angle within a quarter turn of zero, the sign of its cosine, and a measure of excess half
/// turns.
struct Reduced {
    angle: f64,
    sign: f64,
    excess: u64,
}

#[inline(always)]
fn reduce(x: f64, frequency: f64) -> Reduced {
    let turned = x * (frequency * std::f64::consts::FRAC_1_PI) + MAGIC;
    let half_turns = turned - MAGIC;
    let product = x * frequency;
    Reduced {
        angle: (product - half_turns * HALF_TURN[0]) - half_turns * HALF_TURN[1],
        sign: f64::from_bits(1f64.to_bits() ^ (turned.to_bits() << 63)),
        excess: turned.to_bits().wrapping_sub(MAGIC.to_bits() - HALF_TURNS),
    }
}

/// For distant walkers: reduces the angle by the scalar library, as the arc cosine of its cosine.
#[cold]
#[inline(never)]
fn mend(middle: &Lanes, ripples: [&mut [Lanes; 2]; 2]) {
    for ([angles, signs], frequency) in ripples.into_iter().zip(FREQUENCIES) {
        for lane in 0..LANES {
            if reduce(middle[lane], frequency).excess >= 2 * HALF_TURNS {
                let cosine = libm::cos(middle[lane] * frequency);
                (angles[lane], signs[lane]) = (libm::acos(cosine.abs()), 1f64.copysign(cosine));
            }
        }
    }
}

/// Cosine on [−π/2, π/2] by the engine's polynomial, summed in pairs.
#[inline(always)]
fn cosine(r: f64) -> f64 {
    let z = r * r;
    let z2 = z * z;
    let low = (1.0 - 0.5 * z) + (4.166_666_666_666_652e-2 + -1.388_888_888_886_951_7e-3 * z) * z2;
    let high = (2.480_158_729_397_079e-5 + -2.755_731_788_670_352_7e-7 * z)
        + ((2.087_663_518_506_561e-9 + -1.146_474_891_796_846_6e-11 * z)
            + 4.627_691_182_769_159e-14 * z2)
            * z2;
    low + high * (z2 * z2)
}
