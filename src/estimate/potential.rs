//! The effective potential from the histogram of positions.

use super::{Banded, CubicSpline};
use crate::statistics::{Grid, Tally};
use crate::study::InverseTemperature;

/// Bins per knot interval of the spline: fine enough for a ripple of six bins, coarse enough to
/// smooth the noise from bin to bin.
const BINS_PER_KNOT: usize = 2;

/// Standard deviation, in units of `kT`, that second differences of neighbouring coefficients are
/// expected to have. It bridges bins without data and is overruled by a handful of counts.
const ROUGHNESS: f64 = 1.0;

/// What is learned from the histogram, bin by bin; `None` where no walker has been.
#[derive(Clone, Debug, PartialEq)]
pub struct Learned {
    /// Fitted `−log π`, in units of `kT`, up to a constant.
    pub energy: Vec<Option<f64>>,
    /// Its pointwise standard error.
    pub standard_error: Vec<Option<f64>>,
    /// Measured density, and its logarithm.
    pub density: Vec<f64>,
    pub log_histogram: Vec<Option<f64>>,
    /// Density of the fit, over the same bins.
    pub fitted_density: Vec<Option<f64>>,
    /// Counts per bin.
    pub counts: Vec<u64>,
    /// The fit itself, in units of `kT`.
    pub spline: Option<CubicSpline>,
}

/// Fits `−log π(q) = β̂ U_k(q) + const` (3.9, with its sign corrected) by least squares on cubic
/// B-splines, each bin weighted by its count, the inverse variance of its logarithm.
///
/// Standard errors come from the scatter between independent batches (blocks of walkers and parts
/// of the run) carried through the fit to first order, so correlated samples count for what they
/// are worth; they are never below those of independent counts.
pub fn learn(tally: &Tally, grid: &Grid<1>) -> Learned {
    let counts = Tally::total(tally.batches(), |b| &b.positions);
    let counts = if counts.is_empty() {
        vec![0; grid.len()]
    } else {
        counts
    };
    let outside: u64 = tally.batches().map(|b| b.outside).sum();
    let total = (counts.iter().sum::<u64>() + outside) as f64;
    let density: Vec<f64> = counts
        .iter()
        .map(|&n| {
            if total > 0.0 {
                n as f64 / (total * grid.volume())
            } else {
                0.0
            }
        })
        .collect();
    let log_histogram: Vec<Option<f64>> = density
        .iter()
        .map(|&d| (d > 0.0).then(|| libm::log(d)))
        .collect();
    let centres = grid.centres(0);
    let mut learned = Learned {
        energy: vec![None; counts.len()],
        standard_error: vec![None; counts.len()],
        density,
        fitted_density: vec![None; counts.len()],
        log_histogram,
        counts,
        spline: None,
    };
    let (lower, upper) = (
        centres[0] - 0.5 * grid.volume(),
        centres[centres.len() - 1] + 0.5 * grid.volume(),
    );
    let knots = CubicSpline::zero(lower, upper, (centres.len() / BINS_PER_KNOT).max(4));
    let rows: Vec<(usize, [f64; 4])> = centres.iter().map(|&q| knots.basis(q)).collect();
    let weights: Vec<f64> = learned.counts.iter().map(|&n| n as f64).collect();
    let Some(factor) =
        Banded::factorise(normal_matrix(&rows, &weights, knots.coefficients().len()))
    else {
        return learned;
    };
    let weighted: Vec<f64> = learned
        .log_histogram
        .iter()
        .zip(&weights)
        .map(|(l, w)| l.map_or(0.0, |l| -l * w))
        .collect();
    let solve = |right: &[f64]| {
        knots.with(factor.solve(&project(&rows, right, knots.coefficients().len())))
    };
    let spline = solve(&weighted);

    let variance = scatter(tally, &learned.counts, |change| {
        let response = solve(change);
        centres.iter().map(|&q| response.value(q)).collect()
    });
    for (i, &q) in centres.iter().enumerate() {
        if learned.counts[i] == 0 {
            continue;
        }
        let value = spline.value(q);
        let (first, basis) = rows[i];
        let mut unit = vec![0.0; knots.coefficients().len()];
        unit[first..first + 4].copy_from_slice(&basis);
        let independent: f64 = factor.solve(&unit)[first..first + 4]
            .iter()
            .zip(&basis)
            .map(|(x, b)| x * b)
            .sum();
        learned.energy[i] = Some(value);
        learned.standard_error[i] = Some(variance[i].max(independent).sqrt());
        learned.fitted_density[i] = Some(libm::exp(-value));
    }
    learned.spline = Some(spline);
    learned
}

impl Learned {
    /// `U_k` in units of energy, with its minimum at zero, and its standard error: the error of
    /// `−log π` and that of `β̂`, which stretches the curve about its mean.
    pub fn potential(
        &self,
        temperature: &InverseTemperature,
    ) -> (Vec<Option<f64>>, Vec<Option<f64>>) {
        let beta = temperature.used;
        let least = self
            .energy
            .iter()
            .flatten()
            .copied()
            .fold(f64::INFINITY, f64::min);
        let weight: f64 = self.density.iter().sum();
        let pairs = self.energy.iter().zip(&self.density);
        let mean = pairs.map(|(u, d)| u.map_or(0.0, |u| u * d)).sum::<f64>() / weight;
        let stretch = if temperature.standard_error.is_finite() {
            temperature.standard_error / beta
        } else {
            0.0
        };
        let energy = self
            .energy
            .iter()
            .map(|u| u.map(|u| (u - least) / beta))
            .collect();
        let error = |(u, e): (&Option<f64>, &Option<f64>)| {
            let (u, e) = ((*u)?, (*e)?);
            let s = (u - mean) * stretch;
            Some((e * e + s * s).sqrt() / beta)
        };
        let errors = self
            .energy
            .iter()
            .zip(&self.standard_error)
            .map(error)
            .collect();
        (energy, errors)
    }
}

/// `Xᵀ W X + P`, with `P` the penalty on second differences: lower band, row by row.
fn normal_matrix(rows: &[(usize, [f64; 4])], weights: &[f64], size: usize) -> Vec<Vec<f64>> {
    let mut matrix = vec![vec![0.0; 4]; size];
    for ((first, basis), w) in rows.iter().zip(weights) {
        for a in 0..4 {
            for b in 0..=a {
                matrix[first + a][3 - (a - b)] += w * basis[a] * basis[b];
            }
        }
    }
    let penalty = 1.0 / (ROUGHNESS * ROUGHNESS);
    let difference = [1.0, -2.0, 1.0];
    for first in 0..size - 2 {
        for a in 0..3 {
            for b in 0..=a {
                matrix[first + a][3 - (a - b)] += penalty * difference[a] * difference[b];
            }
        }
    }
    matrix
}

/// `Xᵀ v`
fn project(rows: &[(usize, [f64; 4])], values: &[f64], size: usize) -> Vec<f64> {
    let mut projected = vec![0.0; size];
    for ((first, basis), v) in rows.iter().zip(values) {
        for (k, b) in basis.iter().enumerate() {
            projected[first + k] += v * b;
        }
    }
    projected
}

/// Variance of a linear response to the counts, from how the batches differ from their mean.
fn scatter(tally: &Tally, counts: &[u64], respond: impl Fn(&[f64]) -> Vec<f64>) -> Vec<f64> {
    let total = counts.iter().sum::<u64>() as f64;
    let mut variance = vec![0.0; counts.len()];
    let mut batches = 0.0;
    for batch in tally.batches() {
        let share = batch.positions.iter().sum::<u64>() as f64 / total;
        // More counts, less energy: the response to the change of −log of the counts.
        let change: Vec<f64> = batch
            .positions
            .iter()
            .zip(counts)
            .map(|(&n, &all)| share * all as f64 - n as f64)
            .collect();
        for (v, r) in variance.iter_mut().zip(respond(&change)) {
            *v += r * r;
        }
        batches += 1.0;
    }
    let correction = if batches > 1.0 {
        batches / (batches - 1.0)
    } else {
        1.0
    };
    variance.iter().map(|v| v * correction).collect()
}
