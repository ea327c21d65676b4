//! Records a window of a block; what is sound goes to the tally at the window's end.

use super::{Fate, Fates, Plan, WINDOW};
use crate::dynamics::{StormerVerlet, Walkers};
use crate::expression::{LANES, Lanes};
use crate::statistics::{BlockTally, Observables};

/// Steps between two samples of the moments, which change slowly.
pub const STRIDE: usize = 4;

/// Steps between two counts of the positions: neighbouring steps see nearly the same bins, and
/// counting costs as much as moving.
const COUNTED: usize = 2;

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
}

impl<const D: usize> Recorder<D> {
    /// Empty buffers.
    pub fn new() -> Self {
        let observables = Observables::new(D);
        Recorder {
            observables,
            positions: vec![[0; LANES]; WINDOW / COUNTED],
            momenta: vec![[[0; LANES]; D]; WINDOW / STRIDE],
            sums: vec![Lanes::splat(0.0); observables.len()],
            before: [Lanes::splat(0.0); D],
            symmetric: [Lanes::splat(0.0); D],
        }
    }

    /// Forgets the last window.
    pub fn clear(&mut self) {
        self.sums.fill(Lanes::splat(0.0));
    }

    /// To be called before step `n` of a window.
    #[inline]
    pub fn before(&mut self, n: usize, walkers: &Walkers<D>) {
        if n.is_multiple_of(STRIDE) {
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
        if n.is_multiple_of(COUNTED) {
            plan.positions
                .locate(&walkers.q, &mut self.positions[n / COUNTED]);
        }
        if n.is_multiple_of(STRIDE) {
            integrator.symmetric_momentum(&self.before, &walkers.p, &mut self.symmetric);
            self.moments(walkers);
            for i in 0..D {
                plan.momenta[i].locate(&[self.symmetric[i]], &mut self.momenta[n / STRIDE][i]);
            }
        }
    }

    fn moments(&mut self, walkers: &Walkers<D>) {
        let o = self.observables;
        for i in 0..D {
            let (q, p, s) = (&walkers.q[i], &walkers.p, &self.symmetric);
            add(&mut self.sums[o.position(i)], |l| q[l]);
            add(&mut self.sums[o.position_square(i)], |l| q[l] * q[l]);
            add(&mut self.sums[o.position_fourth(i)], |l| {
                (q[l] * q[l]) * (q[l] * q[l])
            });
            add(&mut self.sums[o.momentum(i)], |l| s[i][l]);
            add(&mut self.sums[o.cube(i)], |l| s[i][l] * s[i][l] * s[i][l]);
            add(&mut self.sums[o.fourth(i)], |l| {
                (s[i][l] * s[i][l]) * (s[i][l] * s[i][l])
            });
            for j in i..D {
                add(&mut self.sums[o.symmetric(i, j)], |l| s[i][l] * s[j][l]);
                add(&mut self.sums[o.naive(i, j)], |l| p[i][l] * p[j][l]);
            }
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
        let samples = lanes * (WINDOW / STRIDE) as u64;
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
