//! Records a window of a block; at the window's end the sound walkers go into the tally.

use crate::moments::Moments;
use crate::{RunPlan, WINDOW, WalkerStatus, WalkerStatuses};
use dynamics::{StormerVerlet, Walkers};
use expression::{LANES, Lanes, Scratch};
use statistics::{BlockTally, Observables, Octaves};

/// Steps between two counts of the positions, a power of two: neighbouring steps see nearly the
/// same bins, and counting costs as much as moving.
const fn counted(dimension: usize) -> usize {
    if dimension == 1 { 2 } else { 4 }
}

/// Steps between two counts of the momenta in bins of unlimited range. Neighbouring momenta are
/// nearly the same, so more of them would not make the histogram more accurate.
const SPREAD: usize = 16;

/// True if `n` is a multiple of a power of two: without a division, which would cost more than the
/// rest of a step's recording.
#[inline(always)]
const fn is_multiple(n: usize, power_of_two: usize) -> bool {
    n & (power_of_two - 1) == 0
}

/// The number of the count that a sample goes into, if any: of each group of samples the middle
/// one, alternately just before and just after the middle. The counted samples then have the same
/// mean age as all samples, which matters for a decay over the window.
#[inline(always)]
const fn spread(sample: usize, group: usize) -> Option<usize> {
    let number = sample / group;
    if sample % group == (group - 1 + number % 2) / 2 {
        Some(number)
    } else {
        None
    }
}

/// The buffers of one window, made once per thread and used for every block in turn.
#[derive(Debug)]
pub struct Recorder {
    observables: Observables,
    /// Steps between two counts of the positions.
    counted: usize,
    positions: Vec<[u32; LANES]>,
    /// By coordinate and sample.
    momenta: Vec<Vec<[u32; LANES]>>,
    spread: Vec<Vec<[u16; LANES]>>,
    moments: Moments,
    /// Momentum at the start of a sampled step.
    before: Vec<Lanes>,
    symmetric: Vec<Lanes>,
    /// Registers for forces beside the walkers, if they are recorded there.
    scratch: Option<Scratch>,
    /// Cell, position and force of every walker at the recorded steps.
    cells: Vec<[u32; LANES]>,
    middles: Vec<Vec<Lanes>>,
    forces: Vec<Vec<Lanes>>,
}

impl Recorder {
    /// Empty buffers for blocks of a plan.
    pub fn new(plan: &RunPlan) -> Self {
        let d = plan.positions.dimension();
        let samples = WINDOW / plan.stride;
        let records = plan.cells.is_some() || plan.basis.is_some();
        let forces = if records {
            WINDOW / plan.force_stride()
        } else {
            0
        };
        let spread = if plan.learns { WINDOW / SPREAD } else { 0 };
        let zero = vec![Lanes::splat(0.0); d];
        Recorder {
            observables: Observables::new(d),
            counted: counted(d),
            positions: vec![[0; LANES]; WINDOW / counted(d)],
            momenta: vec![vec![[0; LANES]; samples]; d],
            spread: vec![vec![[0; LANES]; spread]; d],
            moments: Moments::new(Observables::new(d)),
            before: zero.clone(),
            symmetric: zero.clone(),
            scratch: plan
                .records_beside()
                .then(|| plan.integrator.potential().scratch()),
            cells: vec![[0; LANES]; forces],
            middles: vec![zero.clone(); forces],
            forces: vec![zero; forces],
        }
    }

    /// Clears the last window.
    pub fn clear(&mut self) {
        self.moments.clear();
    }

    /// Call this before step `n` of a window.
    #[inline(always)]
    pub fn before(&mut self, n: usize, walkers: &Walkers, plan: &RunPlan) {
        let stride = match self.scratch {
            None => plan.stride.min(plan.force_stride()),
            // The force does not follow from the kick.
            Some(_) => plan.stride,
        };
        if is_multiple(n, stride) {
            self.before.copy_from_slice(&walkers.p);
        }
    }

    /// Call this after step `n` of a window.
    #[inline(always)]
    pub fn after(
        &mut self,
        n: usize,
        walkers: &Walkers,
        integrator: &StormerVerlet,
        plan: &RunPlan,
    ) {
        if plan.counts_positions() && is_multiple(n, self.counted) {
            let sample = n >> self.counted.trailing_zeros();
            plan.positions
                .locate(&walkers.q, &mut self.positions[sample]);
        }
        if is_multiple(n, plan.stride) {
            let sample = n / plan.stride;
            integrator.symmetric_momentum(&self.before, &walkers.p, &mut self.symmetric);
            self.moments.add(walkers, &self.symmetric);
            let spread = spread(sample, SPREAD / plan.stride);
            for (i, symmetric) in self.symmetric.iter().enumerate() {
                let one = std::slice::from_ref(symmetric);
                plan.momenta[i].locate(one, &mut self.momenta[i][sample]);
                if let Some(number) = spread.filter(|_| plan.learns) {
                    Octaves::locate(symmetric, &mut self.spread[i][number]);
                }
            }
        }
        if let Some(cells) = plan
            .cells
            .as_ref()
            .filter(|_| is_multiple(n, plan.force_stride()))
        {
            let record = n >> plan.force_shift;
            let (middle, force) = (&mut self.middles[record], &mut self.forces[record]);
            match &mut self.scratch {
                None => integrator.half_step(&self.before, walkers, middle, force),
                Some(scratch) => {
                    integrator.displaced(walkers, 1 + record % (LANES - 1), middle);
                    integrator.potential().gradient(middle, force, scratch);
                }
            }
            cells.wrap(middle);
            for (force, slope) in force.iter_mut().zip(&plan.tilt) {
                force.0.iter_mut().for_each(|force| *force -= slope);
            }
            cells.locate(middle, &mut self.cells[record]);
        }
        if plan.basis.is_some() && is_multiple(n, plan.force_stride()) {
            let record = n >> plan.force_shift;
            let (middle, force) = (&mut self.middles[record], &mut self.forces[record]);
            integrator.half_step(&self.before, walkers, middle, force);
        }
    }

    /// Adds the window's sound walkers to the tally: always to its history, after burn-in also to
    /// its statistics. The block has `active` walkers in use.
    pub fn flush(
        &self,
        statuses: &WalkerStatuses,
        active: usize,
        plan: &RunPlan,
        tally: &mut BlockTally,
    ) {
        let sound: Vec<usize> = (0..active)
            .filter(|&lane| plan.keeps(statuses[lane]))
            .collect();
        let lanes = sound.len() as u64;
        if lanes == 0 {
            return;
        }
        let samples = lanes * (WINDOW / plan.stride) as u64;
        let sums = self.moments.totals(&sound);
        let square = |i: usize| sums[self.observables.symmetric(i, i)];
        let kinetic: f64 = (0..self.before.len()).map(square).sum();
        tally
            .history
            .add(tally.windows, plan.burn_in + plan.windows, kinetic, samples);
        let window = tally.windows;
        let Some(segment) = plan.segment(window) else {
            return;
        };
        tally.steps += lanes * WINDOW as u64;
        let means: Vec<f64> = sums.iter().map(|s| s / samples as f64).collect();
        tally.averages.push(&means);
        let segment = &mut tally.segments[segment];
        segment.samples += samples;
        for (total, s) in segment.sums.iter_mut().zip(&sums) {
            *total += s;
        }
        if plan.counts_positions() {
            segment.outside += count(&self.positions, &sound, &mut segment.positions);
        }
        for (rows, counts) in self.momenta.iter().zip(&mut segment.momenta) {
            count(rows, &sound, counts);
        }
        for (rows, octaves) in self.spread.iter().zip(&mut tally.spread) {
            octaves.count(rows, &sound);
        }
        if let Some(basis) = &plan.basis {
            let records = self.middles.iter().zip(&self.forces);
            for (record, (middle, force)) in records.enumerate() {
                tally.terms.add(basis, middle, force, &sound);
                if plan.keeps_examples(window, record) {
                    tally.terms.keep(middle, force, &sound);
                }
            }
            return;
        }
        for (record, cells) in self.cells.iter().enumerate() {
            let (middle, force) = (&self.middles[record], &self.forces[record]);
            tally.force.add(cells, middle, force, &sound);
        }
    }
}

/// Counts the bins of these walkers. Returns the number of walkers outside.
fn count(rows: &[[u32; LANES]], walkers: &[usize], counts: &mut [u64]) -> u64 {
    let mut outside = 0;
    let mut add = |number: u32| match counts.get_mut(number as usize) {
        Some(count) => *count += 1,
        None => outside += 1,
    };
    if walkers.len() == LANES {
        rows.as_flattened().iter().copied().for_each(add);
    } else {
        for row in rows {
            walkers.iter().for_each(|&lane| add(row[lane]));
        }
    }
    outside
}

impl RunPlan {
    /// True if a walker with this status counts. Without resampling an absorbed one does, and
    /// distorts the histogram.
    pub fn keeps(&self, status: WalkerStatus) -> bool {
        match status {
            WalkerStatus::Alive => true,
            WalkerStatus::Absorbed => !self.resample,
            WalkerStatus::Diverged => false,
        }
    }
}
