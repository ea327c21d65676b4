//! The tally of samples from which the terms of a sum are learned.

use crate::basis::{Basis, Local};
use crate::runs::Runs;
use expression::{LANES, Lanes, MOST_DIMENSIONS, Place};
use serde::{Deserialize, Serialize};

/// Bins of the positions along each axis.
pub const BINS: usize = 48;

/// Sums over samples of a position and the force there, for the terms of a [`Basis`]. Tallies of the
/// same basis add up.
///
/// For every variable `k`, with the derivatives `φ` along it of the splines that depend on it and a
/// weight `ω(x_k)` that vanishes at the ends of its axis: `Σ ω φ φᵀ`, `Σ ω φ ∂_kV`,
/// `Σ (ω ∂_kφ + ω' φ)`, `Σ ω` and `Σ ω (∂_kV)²`, over the samples with `x_k` and its partners on their
/// axes. The first is the matrix of two regressions: on the forces, whose right-hand side is the second,
/// and on the density by score matching, whose right-hand side is the third.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TermTally {
    sums: Vec<f64>,
    /// Along each axis, sums of the splines of both meshes; for each pair, of the products of slopes.
    means: Vec<f64>,
    mixed: Vec<f64>,
    /// Samples on both axes of each pair.
    both: Vec<u64>,
    /// Positions by axis and bin; and those beside each axis.
    counts: Vec<u64>,
    outside: Vec<u64>,
    samples: u64,
    /// Some of the samples, position before force.
    kept: Vec<f64>,
}

impl TermTally {
    /// An empty tally.
    pub fn new(basis: &Basis) -> Self {
        let d = basis.dimension();
        let lengths = (0..d).map(|i| basis.fine(i).len() + basis.coarse(i).len());
        let mixed = (0..basis.pairs().len()).map(|pair| basis.pair(pair).len());
        TermTally {
            sums: vec![0.0; basis.sums()],
            means: vec![0.0; lengths.sum()],
            mixed: vec![0.0; mixed.sum()],
            both: vec![0; basis.pairs().len()],
            counts: vec![0; d * BINS],
            outside: vec![0; d],
            samples: 0,
            kept: Vec::new(),
        }
    }

    /// Number of the sums.
    pub fn size(basis: &Basis) -> usize {
        let empty = TermTally::new(basis);
        empty.sums.len() + empty.means.len() + empty.mixed.len() + empty.counts.len()
    }

    /// Adds these walkers of a block, with the widest registers of the processor; their width changes
    /// no bit.
    pub fn add(&mut self, basis: &Basis, x: &[Lanes], force: &[Lanes], walkers: &[usize]) {
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx2") {
            // SAFETY: the check above found the feature.
            return unsafe { self.add_wide(basis, x, force, walkers) };
        }
        self.add_each(basis, x, force, walkers);
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn add_wide(&mut self, basis: &Basis, x: &[Lanes], force: &[Lanes], walkers: &[usize]) {
        self.add_each(basis, x, force, walkers);
    }

    #[inline(always)]
    fn add_each(&mut self, basis: &Basis, x: &[Lanes], force: &[Lanes], walkers: &[usize]) {
        let d = basis.dimension();
        let mut widths = [0; MOST_DIMENSIONS];
        for (i, width) in widths[..d].iter_mut().enumerate() {
            *width = basis.coarse(i).len();
        }
        let mut runs = Runs::new();
        let [mut fine, mut coarse] = [[Place::default(); MOST_DIMENSIONS]; 2];
        for lane in walkers.iter().map(|lane| lane % LANES) {
            let mut inside = 0_u32;
            for i in 0..d {
                let x = x[i][lane];
                fine[i] = basis.fine(i).place(x);
                coarse[i] = basis.coarse(i).place(x);
                inside |= u32::from(basis.coarse(i).contains(x)) << i;
            }
            self.count(basis, inside, &fine, &coarse);
            for (k, local) in basis.locals().iter().enumerate() {
                let others = local.parts.iter().filter_map(|part| part.other);
                let needed = others.fold(1_u32 << k, |all, (other, _)| all | 1 << other);
                if inside & needed != needed {
                    continue;
                }
                let mesh = basis.fine(k);
                let own = (&fine[k], mesh.scale());
                let coarse = (&coarse[..d], basis.coarse(k).scale());
                let weight = mesh.weight(x[k][lane]);
                runs.find(local, k, own, coarse, &widths, weight);
                let sums = &mut self.sums[local.start..local.start + Local::sums(local.len)];
                add_local(sums, local.len, &runs, weight[0], force[k][lane]);
            }
        }
    }

    /// Counts a position, with the splines there.
    #[inline(always)]
    fn count(&mut self, basis: &Basis, inside: u32, fine: &[Place], coarse: &[Place]) {
        self.samples += 1;
        let mut start = 0;
        for i in 0..basis.dimension() {
            let lengths = [basis.fine(i).len(), basis.coarse(i).len()];
            if inside >> i & 1 == 0 {
                self.outside[i] += 1;
            } else {
                for (place, start) in [(&fine[i], start), (&coarse[i], start + lengths[0])] {
                    for (k, value) in place.value.iter().enumerate() {
                        self.means[start + place.first + k] += value;
                    }
                }
                let share = (fine[i].first as f64 + fine[i].share) / basis.fine(i).intervals as f64;
                let bin = (share * BINS as f64) as usize;
                self.counts[i * BINS + bin.min(BINS - 1)] += 1;
            }
            start += lengths[0] + lengths[1];
        }
        let mut start = 0;
        for (number, &[i, j]) in basis.pairs().iter().enumerate() {
            let width = basis.coarse(j).len();
            if inside >> i & inside >> j & 1 == 1 {
                self.both[number] += 1;
                for (a, outer) in coarse[i].slope.iter().enumerate() {
                    let row = start + (coarse[i].first + a) * width + coarse[j].first;
                    for (b, inner) in coarse[j].slope.iter().enumerate() {
                        self.mixed[row + b] += outer * inner;
                    }
                }
            }
            start += basis.pair(number).len();
        }
    }

    /// Adds one position with the force there.
    pub fn add_one(&mut self, basis: &Basis, x: &[f64], force: &[f64]) {
        let [x, force] = [x, force].map(|x| x.iter().map(|x| Lanes::splat(*x)).collect::<Vec<_>>());
        self.add(basis, &x, &force, &[0]);
    }

    /// Keeps these walkers of a block as examples.
    pub fn keep(&mut self, x: &[Lanes], force: &[Lanes], walkers: &[usize]) {
        for &lane in walkers {
            self.kept.extend(x.iter().map(|x| x[lane]));
            self.kept.extend(force.iter().map(|force| force[lane]));
        }
    }

    /// Adds another tally of the same basis.
    pub fn combine(&mut self, other: &TermTally) {
        if self.sums.is_empty() {
            *self = other.clone();
            return;
        }
        for (mine, others) in [
            (&mut self.sums, &other.sums),
            (&mut self.means, &other.means),
            (&mut self.mixed, &other.mixed),
        ] {
            mine.iter_mut().zip(others).for_each(|(sum, x)| *sum += x);
        }
        for (mine, others) in [
            (&mut self.both, &other.both),
            (&mut self.counts, &other.counts),
            (&mut self.outside, &other.outside),
        ] {
            mine.iter_mut().zip(others).for_each(|(sum, n)| *sum += n);
        }
        self.samples += other.samples;
        self.kept.extend(&other.kept);
    }

    /// True if nothing has been added.
    pub fn is_empty(&self) -> bool {
        self.samples == 0
    }

    /// Number of samples.
    pub fn samples(&self) -> u64 {
        self.samples
    }

    /// The sums of one variable: the Gram matrix, the right-hand sides of the forces and of the density,
    /// and the scalars.
    pub(crate) fn local(&self, local: &Local) -> [&[f64]; 4] {
        let sums = &self.sums[local.start..local.start + Local::sums(local.len)];
        let (gram, rest) = sums.split_at(Local::gram(local.len));
        let (forces, rest) = rest.split_at(local.len);
        let (density, scalars) = rest.split_at(local.len);
        [gram, forces, density, scalars]
    }

    /// The mean of every spline along an axis, over the samples on it: on the fine and the coarse mesh.
    pub fn means(&self, basis: &Basis, axis: usize) -> [Vec<f64>; 2] {
        let before = |i: usize| basis.fine(i).len() + basis.coarse(i).len();
        let start: usize = (0..axis).map(before).sum();
        let n = (self.samples - self.outside[axis]) as f64;
        let of = |start: usize, len: usize| -> Vec<f64> {
            self.means[start..start + len]
                .iter()
                .map(|sum| sum / n)
                .collect()
        };
        let len = basis.fine(axis).len();
        [of(start, len), of(start + len, basis.coarse(axis).len())]
    }

    /// The mean of the mixed second derivative of every product of splines of a pair, over its samples.
    pub fn mixed(&self, basis: &Basis, pair: usize) -> Vec<f64> {
        let first = basis.pair(0).start;
        let range = basis.pair(pair);
        let n = self.both[pair] as f64;
        let sums = &self.mixed[range.start - first..range.end - first];
        sums.iter().map(|sum| sum / n).collect()
    }

    /// The positions in each of [`BINS`] equal bins over an axis, and beside it.
    pub fn positions(&self, axis: usize) -> (&[u64], u64) {
        (
            &self.counts[axis * BINS..(axis + 1) * BINS],
            self.outside[axis],
        )
    }

    /// Share of the positions beside each axis.
    pub fn outside(&self) -> impl Iterator<Item = f64> {
        let n = self.samples.max(1) as f64;
        self.outside.iter().map(move |count| *count as f64 / n)
    }

    /// The examples: position and force of each.
    pub fn examples(&self, dimension: usize) -> impl ExactSizeIterator<Item = [&[f64]; 2]> {
        let each = self.kept.chunks_exact(2 * dimension);
        each.map(move |both| [&both[..dimension], &both[dimension..]])
    }
}

/// Adds one sample to the sums of one variable.
#[inline(always)]
fn add_local(sums: &mut [f64], len: usize, runs: &Runs, weight: f64, force: f64) {
    let (gram, rest) = sums.split_at_mut(Local::gram(len));
    let (forces, rest) = rest.split_at_mut(len);
    let (density, scalars) = rest.split_at_mut(len);
    scalars[0] += weight;
    scalars[1] += weight * force * force;
    for r in 0..runs.count {
        let (start, slope, lift) = (runs.start[r], &runs.slope[r], &runs.lift[r]);
        let both = (
            forces[start..].first_chunk_mut(),
            density[start..].first_chunk_mut(),
        );
        if let (Some(forces), Some(density)) = both {
            let (forces, density): (&mut [f64; 4], &mut [f64; 4]) = (forces, density);
            for k in 0..4 {
                forces[k] += weight * force * slope[k];
                density[k] += lift[k];
            }
        }
        for (i, slope) in slope.iter().enumerate() {
            let row = start + i;
            let row = &mut gram[row * (row + 7) / 2..][..row + 4];
            let factor = weight * slope;
            for s in 0..=r {
                if let Some(entries) = row[runs.start[s]..].first_chunk_mut::<4>() {
                    // As a whole, so that it is one operation of wide registers.
                    let (old, other) = (*entries, runs.slope[s]);
                    *entries = std::array::from_fn(|k| old[k] + factor * other[k]);
                }
            }
        }
    }
}
