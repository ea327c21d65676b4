//! Test 1 by hand: its force written into the step, nothing interpreted.
//!
//! Everything around the step (recording, the fate of walkers, resampling) is the engine's own or
//! does what the engine's does, so that the two differ by the tape alone.

use stepsieve::dynamics::Walkers;
use stepsieve::ensemble::{Fate, Orbit, Plan, Random, Recorder, WINDOW};
use stepsieve::experiment::Experiment;
use stepsieve::expression::{LANES, Lanes, cos};
use stepsieve::statistics::{BlockAverages, BlockTally, History, Observables, SEGMENTS, Segment};

/// As in the engine: the fraction of one kick by which a resampled walker is moved.
const NUDGE: f64 = 1e-6;

/// A block of walkers whose every step is one function.
#[derive(Debug)]
pub struct FusedBlock {
    walkers: Walkers<1>,
    random: Random,
    tally: BlockTally,
    recorder: Recorder<1>,
    orbit: Orbit<1>,
    step: f64,
    decay: f64,
}

impl FusedBlock {
    /// Block 0 at its start.
    pub fn new(plan: &Plan<1>, experiment: &Experiment) -> Self {
        let mut random = Random::new(plan.seed, 0);
        let mut walkers = Walkers::at_rest();
        for lane in 0..LANES {
            let [q, p] = plan.start(&mut random);
            (walkers.q[0][lane], walkers.p[0][lane]) = (q[0], p[0]);
        }
        let (positions, momenta) = (plan.positions.len(), plan.momenta[0].len());
        let segment = Segment::new(positions, momenta, 1, Observables::new(1).len());
        FusedBlock {
            walkers,
            random,
            tally: BlockTally {
                block: 0,
                windows: 0,
                steps: 0,
                segments: vec![segment; SEGMENTS],
                averages: BlockAverages::default(),
                history: History::new(),
                absorbed: 0,
                diverged: 0,
                extinct: 0,
            },
            recorder: Recorder::new(),
            orbit: Orbit::new(plan.kick, plan.step, plan.bounds),
            step: experiment.step,
            decay: libm::exp(-experiment.step * experiment.friction),
        }
    }

    /// What the block has left behind so far.
    pub fn tally(&self) -> &BlockTally {
        &self.tally
    }

    /// Advances every walker by one window.
    pub fn advance(&mut self, plan: &Plan<1>) {
        self.recorder.clear();
        for n in 0..WINDOW {
            self.recorder.before(n, &self.walkers);
            step(&mut self.walkers, self.step, self.decay);
            self.recorder
                .after(n, &self.walkers, &plan.integrator, plan);
            if n >= WINDOW - Orbit::<1>::LENGTH {
                self.orbit.push(&self.walkers);
            }
        }
        let fates = self.orbit.judge();
        self.recorder.flush(&fates, LANES, plan, &mut self.tally);
        self.resample(&fates, plan);
        self.tally.windows += 1;
    }

    /// Lost walkers restart from live ones.
    fn resample(&mut self, fates: &[Fate; LANES], plan: &Plan<1>) {
        let live: Vec<usize> = (0..LANES).filter(|&l| fates[l] == Fate::Alive).collect();
        for lane in (0..LANES).filter(|&l| fates[l] != Fate::Alive) {
            match fates[lane] {
                Fate::Absorbed => self.tally.absorbed += 1,
                _ => self.tally.diverged += 1,
            }
            if !live.is_empty() {
                let from = live[self.random.below(live.len())];
                self.walkers.copy(from, lane);
                let nudge = NUDGE * plan.kick * plan.step * (2.0 * self.random.uniform() - 1.0);
                self.walkers.q[0][lane] += nudge;
            }
        }
    }
}

/// Drift, kick, drift, with `V'(q) = q + cos(20 q) + cos(1000 q)`: three loops, between which
/// only the cosines are functions of a whole block.
#[inline]
fn step(walkers: &mut Walkers<1>, step: f64, decay: f64) {
    let (half, [q], [p]) = (0.5 * step, &mut walkers.q, &mut walkers.p);
    let (mut slow, mut fast) = (Lanes::splat(0.0), Lanes::splat(0.0));
    for lane in 0..LANES {
        q[lane] += half * p[lane];
        slow[lane] = 20.0 * q[lane];
        fast[lane] = 1000.0 * q[lane];
    }
    let (mut ripple, mut noise) = (Lanes::splat(0.0), Lanes::splat(0.0));
    cos(&slow, &mut ripple);
    cos(&fast, &mut noise);
    for lane in 0..LANES {
        p[lane] = decay * p[lane] - step * ((q[lane] + ripple[lane]) + noise[lane]);
        q[lane] += half * p[lane];
    }
}
