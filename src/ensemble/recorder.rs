//! Records a window of a block; what is sound goes to the tally at the window's end.

use super::{Fate, Fates, Plan, WINDOW};
use crate::dynamics::{StormerVerlet, Walkers};
use crate::expression::{LANES, Lanes};
use crate::statistics::{BlockTally, Observables, multisets};

/// Steps between two samples of the moments, which change slowly; in several dimensions there are
/// many of them.
pub const fn stride(dimension: usize) -> usize {
    if dimension == 1 { 4 } else { 16 }
}

/// Steps between two counts of the positions: neighbouring steps see nearly the same bins, and
/// counting costs as much as moving.
const fn counted(dimension: usize) -> usize {
    if dimension == 1 { 2 } else { 4 }
}

/// The buffers of one window, made once per thread and used for every block in turn.
#[derive(Debug)]
pub struct Recorder<const D: usize> {
    observables: Observables,
    positions: Vec<[u32; LANES]>,
    momenta: Vec<[[u32; LANES]; D]>,
    sums: Vec<Lanes>,
    /// Momentum at the start of a sampled step.
    before: [Lanes; D],
    symmetric: [Lanes; D],
    /// Cell and force of every walker at the sampled steps, if forces are averaged.
    cells: Vec<[u32; LANES]>,
    forces: Vec<[Lanes; D]>,
}

impl<const D: usize> Recorder<D> {
    /// Empty buffers.
    pub fn new() -> Self {
        let observables = Observables::new(D);
        let forces = if D > 1 { WINDOW / stride(D) } else { 0 };
        Recorder {
            observables,
            positions: vec![[0; LANES]; WINDOW / counted(D)],
            momenta: vec![[[0; LANES]; D]; WINDOW / stride(D)],
            sums: vec![Lanes::splat(0.0); observables.len()],
            before: [Lanes::splat(0.0); D],
            symmetric: [Lanes::splat(0.0); D],
            cells: vec![[0; LANES]; forces],
            forces: vec![[Lanes::splat(0.0); D]; forces],
        }
    }

    /// Forgets the last window.
    pub fn clear(&mut self) {
        self.sums.fill(Lanes::splat(0.0));
    }

    /// To be called before step `n` of a window.
    #[inline]
    pub fn before(&mut self, n: usize, walkers: &Walkers<D>) {
        if n.is_multiple_of(stride(D)) {
            self.before = walkers.p;
        }
    }

    /// To be called after step `n` of a window.
    #[inline]
    pub fn after(
        &mut self,
        n: usize,
        walkers: &Walkers<D>,
        integrator: &StormerVerlet<D>,
        plan: &Plan<D>,
    ) {
        if n.is_multiple_of(counted(D)) {
            plan.positions
                .locate(&walkers.q, &mut self.positions[n / counted(D)]);
        }
        if n.is_multiple_of(stride(D)) {
            integrator.symmetric_momentum(&self.before, &walkers.p, &mut self.symmetric);
            self.moments(walkers);
            for i in 0..D {
                plan.momenta[i].locate(&[self.symmetric[i]], &mut self.momenta[n / stride(D)][i]);
            }
            if let Some(cells) = &plan.cells {
                let force = &mut self.forces[n / stride(D)];
                let middle = integrator.half_step(&self.before, walkers, force);
                cells.locate(&middle, &mut self.cells[n / stride(D)]);
            }
        }
    }

    fn moments(&mut self, walkers: &Walkers<D>) {
        let o = self.observables;
        for i in 0..D {
            let (q, s) = (&walkers.q[i], &self.symmetric);
            add(&mut self.sums[o.position(i)], |l| q[l]);
            add(&mut self.sums[o.position_square(i)], |l| q[l] * q[l]);
            add(&mut self.sums[o.position_fourth(i)], |l| {
                (q[l] * q[l]) * (q[l] * q[l])
            });
            add(&mut self.sums[o.momentum(i)], |l| s[i][l]);
        }
        let (p, s) = (&walkers.p, &self.symmetric);
        for (k, [i, j]) in multisets(D).enumerate() {
            let at = o.moment_start(2) + k;
            add(&mut self.sums[at], |l| s[i][l] * s[j][l]);
            let at = o.naive_start() + k;
            add(&mut self.sums[at], |l| p[i][l] * p[j][l]);
        }
        for (k, [a, b, c]) in multisets(D).enumerate() {
            let at = o.moment_start(3) + k;
            add(&mut self.sums[at], |l| s[a][l] * s[b][l] * s[c][l]);
        }
        for (k, [a, b, c, d]) in multisets(D).enumerate() {
            let at = o.moment_start(4) + k;
            add(&mut self.sums[at], |l| {
                (s[a][l] * s[b][l]) * (s[c][l] * s[d][l])
            });
        }
    }

    /// Adds the window's sound walkers to the tally: to its history always, to its statistics
    /// when burn-in is over. `active` walkers of the block are in use.
    pub fn flush(&self, fates: &Fates, active: usize, plan: &Plan<D>, tally: &mut BlockTally) {
        let sound = |lane: &usize| plan.keeps(fates[*lane]);
        let lanes = (0..active).filter(sound).count() as u64;
        if lanes == 0 {
            return;
        }
        let samples = lanes * (WINDOW / stride(D)) as u64;
        let sum = |lanes: &Lanes| (0..active).filter(sound).map(|l| lanes[l]).sum::<f64>();
        let sums: Vec<f64> = self.sums.iter().map(sum).collect();
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
        let outside = plan.positions.len();
        if lanes as usize == LANES {
            for number in self.positions.as_flattened() {
                match segment.positions.get_mut(*number as usize) {
                    Some(count) => *count += 1,
                    None => segment.outside += 1,
                }
            }
        } else {
            for row in &self.positions {
                for lane in (0..active).filter(sound) {
                    if row[lane] as usize == outside {
                        segment.outside += 1;
                    } else {
                        segment.positions[row[lane] as usize] += 1;
                    }
                }
            }
        }
        if plan.cells.is_some() {
            for (cells, forces) in self.cells.iter().zip(&self.forces) {
                for lane in (0..active).filter(sound) {
                    let force: [f64; D] = std::array::from_fn(|i| forces[i][lane]);
                    tally.force.add(cells[lane] as usize, &force);
                }
            }
        }
        for row in &self.momenta {
            for (i, numbers) in row.iter().enumerate() {
                for lane in (0..active).filter(sound) {
                    if let Some(count) = segment.momenta[i].get_mut(numbers[lane] as usize) {
                        *count += 1;
                    }
                }
            }
        }
    }
}

impl<const D: usize> Default for Recorder<D> {
    fn default() -> Self {
        Self::new()
    }
}

#[inline]
fn add(sum: &mut Lanes, value: impl Fn(usize) -> f64) {
    for lane in 0..LANES {
        sum[lane] += value(lane);
    }
}

impl<const D: usize> Plan<D> {
    /// Whether a walker of this fate counts: without resampling an absorbed one does, which is
    /// what makes the histogram go wrong.
    pub fn keeps(&self, fate: Fate) -> bool {
        match fate {
            Fate::Alive => true,
            Fate::Absorbed => !self.resample,
            Fate::Diverged => false,
        }
    }
}
