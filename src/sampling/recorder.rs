//! Records a window of a block; at the window's end the sound walkers go into the tally.

use crate::moments::Moments;
use crate::{RunPlan, WINDOW, WalkerStatus, WalkerStatuses};
use dynamics::{StormerVerlet, Walkers};
use expression::{LANES, Lanes};
use statistics::{BlockTally, Observables, Octaves};

/// Steps between two counts of the positions: neighbouring steps see nearly the same bins, and
/// counting costs as much as moving.
const fn counted(dimension: usize) -> usize {
    if dimension == 1 { 2 } else { 4 }
}

/// Steps between two counts of the momenta in bins of unlimited range. Neighbouring momenta are
/// nearly the same, so more of them would not make the histogram more accurate.
const SPREAD: usize = 16;

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
pub struct Recorder<const D: usize> {
    observables: Observables,
    positions: Vec<[u32; LANES]>,
    momenta: [Vec<[u32; LANES]>; D],
    spread: [Vec<[u16; LANES]>; D],
    moments: Moments<D>,
    /// Momentum at the start of a sampled step.
    before: [Lanes; D],
    symmetric: [Lanes; D],
    /// Cell and force of every walker at the sampled steps, if forces are averaged.
    cells: Vec<[u32; LANES]>,
    forces: Vec<[Lanes; D]>,
}

impl<const D: usize> Recorder<D> {
    /// Empty buffers for blocks of a plan.
    pub fn new(plan: &RunPlan<D>) -> Self {
        let samples = WINDOW / plan.stride;
        let forces = plan.cells.as_ref().map_or(0, |_| samples);
        let spread = if plan.learns { WINDOW / SPREAD } else { 0 };
        Recorder {
            observables: Observables::new(D),
            positions: vec![[0; LANES]; WINDOW / counted(D)],
            momenta: std::array::from_fn(|_| vec![[0; LANES]; samples]),
            spread: std::array::from_fn(|_| vec![[0; LANES]; spread]),
            moments: Moments::new(),
            before: [Lanes::splat(0.0); D],
            symmetric: [Lanes::splat(0.0); D],
            cells: vec![[0; LANES]; forces],
            forces: vec![[Lanes::splat(0.0); D]; forces],
        }
    }

    /// Clears the last window.
    pub fn clear(&mut self) {
        self.moments = Moments::new();
    }

    /// Call this before step `n` of a window.
    #[inline(always)]
    pub fn before(&mut self, n: usize, walkers: &Walkers<D>, plan: &RunPlan<D>) {
        if n.is_multiple_of(plan.stride) {
            self.before = walkers.p;
        }
    }

    /// Call this after step `n` of a window.
    #[inline(always)]
    pub fn after(
        &mut self,
        n: usize,
        walkers: &Walkers<D>,
        integrator: &StormerVerlet<D>,
        plan: &RunPlan<D>,
    ) {
        if plan.learns && n.is_multiple_of(counted(D)) {
            plan.positions
                .locate(&walkers.q, &mut self.positions[n / counted(D)]);
        }
        if n.is_multiple_of(plan.stride) {
            let sample = n / plan.stride;
            integrator.symmetric_momentum(&self.before, &walkers.p, &mut self.symmetric);
            self.moments.add(walkers, &self.symmetric);
            let spread = spread(sample, SPREAD / plan.stride);
            for i in 0..D {
                plan.momenta[i].locate(&[self.symmetric[i]], &mut self.momenta[i][sample]);
                if let Some(number) = spread.filter(|_| plan.learns) {
                    Octaves::locate(&self.symmetric[i], &mut self.spread[i][number]);
                }
            }
            if let Some(cells) = &plan.cells {
                let force = &mut self.forces[sample];
                let middle = integrator.half_step(&self.before, walkers, force);
                cells.locate(&middle, &mut self.cells[sample]);
            }
        }
    }

    /// Adds the window's sound walkers to the tally: always to its history, after burn-in also to
    /// its statistics. The block has `active` walkers in use.
    pub fn flush(
        &self,
        statuses: &WalkerStatuses,
        active: usize,
        plan: &RunPlan<D>,
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
        let sums = self.moments.totals(self.observables, &sound);
        let kinetic: f64 = (0..D).map(|i| sums[self.observables.symmetric(i, i)]).sum();
        tally
            .history
            .add(tally.windows, plan.burn_in + plan.windows, kinetic, samples);
        let Some(segment) = plan.segment(tally.windows) else {
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
        if plan.learns {
            segment.outside += count(&self.positions, &sound, &mut segment.positions);
        }
        for (rows, counts) in self.momenta.iter().zip(&mut segment.momenta) {
            count(rows, &sound, counts);
        }
        for (rows, octaves) in self.spread.iter().zip(&mut tally.spread) {
            octaves.count(rows, &sound);
        }
        if plan.cells.is_some() {
            for (cells, forces) in self.cells.iter().zip(&self.forces) {
                for &lane in &sound {
                    let force: [f64; D] = std::array::from_fn(|i| forces[i][lane]);
                    tally.force.add(cells[lane] as usize, &force);
                }
            }
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

impl<const D: usize> RunPlan<D> {
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
