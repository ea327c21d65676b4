//! Statistics of an ensemble of trajectories: mean path, autocorrelation and density, and the
//! difference between two ensembles.

use statistics::{LagSums, PathTally, Paths, jackknife};

/// Variances below this share of `E[q²]` are rounding errors.
const SPREAD: f64 = 1e-12;

/// A quantity as a function of time, lag or bin.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    pub values: Vec<f64>,
    /// Pointwise standard errors; NaN where the data are too few to estimate them.
    pub errors: Vec<f64>,
}

/// Estimates from an ensemble of trajectories.
#[derive(Clone, Debug, PartialEq)]
pub struct Ensemble {
    /// Trajectories used.
    pub trajectories: u64,
    /// Trajectories left out because they blew up.
    pub diverged: u64,
    /// Mean of `q_t` over trajectories at each sampled time, per coordinate. Errors from the
    /// scatter between trajectories.
    pub mean_path: Vec<Curve>,
    /// Normalised autocorrelation at each lag, per coordinate; `None` for a coordinate that
    /// does not vary. Errors by jackknife over blocks.
    pub autocorrelation: Vec<Option<Curve>>,
    /// Density of positions per bin. Errors by jackknife over blocks.
    pub density: Curve,
    /// Share of the positions outside all bins.
    pub outside: f64,
    /// Volume of a bin.
    volume: f64,
}

/// Differences between two ensembles.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// Largest distance between the mean paths at any time, along any coordinate.
    pub mean_path: f64,
    /// Largest distance between the autocorrelations at any lag, along any coordinate; `None` if an
    /// ensemble has no autocorrelation.
    pub autocorrelation: Option<f64>,
    /// Total variation distance of the densities; the outside counts as one more bin.
    pub density: Option<f64>,
}

/// Estimates from the blocks of an ensemble; `None` if they hold no trajectory. `volume` is the
/// volume of a bin.
pub fn ensemble<'a>(blocks: impl Iterator<Item = &'a PathTally>, volume: f64) -> Option<Ensemble> {
    let blocks: Vec<&PathTally> = blocks.collect();
    let diverged = blocks.iter().map(|b| b.diverged).sum();
    let used: Vec<&PathTally> = blocks.into_iter().filter(|b| b.trajectories > 0).collect();
    let axes = 0..used.first()?.axes.len();
    let (density, outside) = density(&used, volume);
    Some(Ensemble {
        trajectories: used.iter().map(|b| b.trajectories).sum(),
        diverged,
        mean_path: axes.clone().map(|axis| mean_path(&used, axis)).collect(),
        autocorrelation: axes.map(|axis| autocorrelation(&used, axis)).collect(),
        density,
        outside,
        volume,
    })
}

/// Splits the blocks by even and odd number into two independent ensembles.
///
/// Their difference is a floor for the difference from another ensemble: between independent
/// ensembles of the same law, each with as many trajectories as both halves together, the noise
/// alone is smaller by `√2`.
pub fn halves(paths: &Paths, volume: f64) -> Option<[Ensemble; 2]> {
    let half = |rest| ensemble(paths.blocks().filter(|b| b.block % 2 == rest), volume);
    Some([half(0)?, half(1)?])
}

impl Ensemble {
    /// The difference from another ensemble; `None` unless it has the same sample times and as many
    /// bins.
    pub fn difference(&self, other: &Ensemble) -> Option<Difference> {
        let mean_path = farthest(self.mean_path.iter().zip(&other.mean_path))?;
        let varying = self.autocorrelation.iter().zip(&other.autocorrelation);
        let varying: Option<Vec<_>> = varying
            .map(|(a, b)| Some((a.as_ref()?, b.as_ref()?)))
            .collect();
        let same = self.mean_path.len() == other.mean_path.len()
            && self.density.values.len() == other.density.values.len();
        same.then(|| Difference {
            mean_path,
            autocorrelation: varying.and_then(|pairs| farthest(pairs.into_iter())),
            density: self.total_variation(other),
        })
    }

    /// `½ ∫ |π₁ − π₂|` over the bins and the outside; `None` if an ensemble has no positions.
    fn total_variation(&self, other: &Ensemble) -> Option<f64> {
        let pairs = self.density.values.iter().zip(&other.density.values);
        let inside: f64 = pairs
            .map(|(p, q)| (p * self.volume - q * other.volume).abs())
            .sum();
        let distance = 0.5 * (inside + (self.outside - other.outside).abs());
        distance.is_finite().then_some(distance)
    }
}

/// Largest distance between the curves of any pair; `None` without pairs, or if the curves of a
/// pair differ in length.
fn farthest<'a>(pairs: impl ExactSizeIterator<Item = (&'a Curve, &'a Curve)>) -> Option<f64> {
    let mut farthest = (pairs.len() > 0).then_some(0.0_f64)?;
    for (a, b) in pairs {
        if a.values.len() != b.values.len() {
            return None;
        }
        for (a, b) in a.values.iter().zip(&b.values) {
            farthest = farthest.max((a - b).abs());
        }
    }
    Some(farthest)
}

/// Mean over trajectories and its standard error, from the sums of `q_t` and `q_t²` (4.3).
fn mean_path(blocks: &[&PathTally], axis: usize) -> Curve {
    let n: f64 = blocks.iter().map(|b| b.trajectories as f64).sum();
    let axes = || blocks.iter().filter_map(|b| b.axes.get(axis));
    let sums = total(axes().map(|a| &a.sums));
    let squares = total(axes().map(|a| &a.squares));
    let error = |(sum, square): (&f64, &f64)| {
        let variance = (square - sum * sum / n).max(0.0) / (n - 1.0);
        (variance / n).sqrt()
    };
    Curve {
        errors: sums.iter().zip(&squares).map(error).collect(),
        values: sums.iter().map(|sum| sum / n).collect(),
    }
}

/// Sum over blocks, element by element.
fn total<'a>(blocks: impl Iterator<Item = &'a Vec<f64>>) -> Vec<f64> {
    let mut total = Vec::new();
    for block in blocks {
        total.resize(block.len(), 0.0);
        for (total, sum) in total.iter_mut().zip(block) {
            *total += sum;
        }
    }
    total
}

/// The normalised autocorrelation along a coordinate (4.4); `None` if it does not vary.
fn autocorrelation(blocks: &[&PathTally], axis: usize) -> Option<Curve> {
    let of_block = |block: &&PathTally| {
        let lags = block.axes.get(axis)?.lags();
        Some(
            lags.map(|sums| averaged(&sums, block.trajectories))
                .collect(),
        )
    };
    let blocks: Vec<Vec<[f64; 4]>> = blocks.iter().filter_map(of_block).collect();
    let lags = blocks.iter().map(Vec::len).min()?;
    let at = |lag: usize| {
        let batch = |block: &Vec<[f64; 4]>| [block[0], block[lag]].concat();
        let batches: Vec<Vec<f64>> = blocks.iter().map(batch).collect();
        let value = normalised(&total(batches.iter()))?;
        // Without one of the blocks nothing may vary.
        let error = jackknife(&batches, |sums| normalised(sums).unwrap_or(0.0));
        Some((value, error))
    };
    let (values, errors) = (0..lags)
        .map(at)
        .collect::<Option<Vec<_>>>()?
        .into_iter()
        .unzip();
    (lags > 0).then_some(Curve { values, errors })
}

/// Number of pairs, and the sums of product, head and tail over them.
fn averaged(sums: &LagSums, trajectories: u64) -> [f64; 4] {
    let pairs = sums.pairs as f64 * trajectories as f64;
    [pairs, sums.product, sums.head, sums.tail]
}

/// `(E[q q_{·+τ}] − E[q] E[q_{·+τ}]) / Cov(q)` from the sums for lag zero and for lag `τ`; `None`
/// if the covariance is zero up to rounding.
fn normalised(sums: &[f64]) -> Option<f64> {
    let covariance = |s: &[f64]| s[1] / s[0] - (s[2] / s[0]) * (s[3] / s[0]);
    let (zero, lag) = sums.split_at(4);
    let variance = covariance(zero);
    (variance > SPREAD * zero[1] / zero[0]).then(|| covariance(lag) / variance)
}

/// Density in every bin with its standard error, and the share outside.
fn density(blocks: &[&PathTally], volume: f64) -> (Curve, f64) {
    let looks = |b: &PathTally| (b.positions.iter().sum::<u64>() + b.outside) as f64;
    let looks: Vec<f64> = blocks.iter().map(|b| looks(b)).collect();
    let share = |counts: &dyn Fn(&PathTally) -> u64| {
        let batch = |(block, looks): (&&PathTally, &f64)| vec![counts(block) as f64, *looks];
        let batches: Vec<Vec<f64>> = blocks.iter().zip(&looks).map(batch).collect();
        let ratio = |sums: &[f64]| sums[0] / sums[1];
        (ratio(&total(batches.iter())), jackknife(&batches, ratio))
    };
    let bins = blocks.iter().map(|b| b.positions.len()).min().unwrap_or(0);
    let bin = |bin: usize| {
        let (share, error) = share(&|b| b.positions[bin]);
        (share / volume, error / volume)
    };
    let (values, errors) = (0..bins).map(bin).unzip();
    (Curve { values, errors }, share(&|b| b.outside).0)
}

#[cfg(test)]
mod tests;
