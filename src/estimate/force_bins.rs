//! The bins at which a potential learned from forces is told, and their connected pieces.

use crate::force_samples::ForceSamples;
use crate::least_squares::quadratic_form;
use crate::tensor_basis::TensorBasis;
use crate::wells::neighbours;
use statistics::{Banded, Grid, scored};

/// Samples that a knot box needs to count as visited.
pub(crate) const VISITED: f64 = 20.0;

/// Half-width of a 95 % band in standard errors.
const NOMINAL: f64 = 1.96;

/// The bins at which the potential is told, and their connected pieces.
pub(crate) struct Bins<'a> {
    grid: &'a Grid,
    /// Number of the piece of each bin.
    pub piece: Vec<Option<usize>>,
    /// Weight of each bin in the mean of its piece: those that a score counts have equal weights,
    /// since a score and a figure take the constant from them. A piece without any is weighted by
    /// its visits.
    shares: Vec<f64>,
    pieces: usize,
}

impl<'a> Bins<'a> {
    /// The visited bins whose knot box was visited too. Neighbouring knot boxes are connected;
    /// forces determine one constant for each connected piece.
    pub fn new(
        basis: &TensorBasis,
        samples: &ForceSamples,
        grid: &'a Grid,
        visits: &'a [u64],
    ) -> Self {
        let (boxes, periodic) = (basis.intervals(), grid.periodic());
        let mut counts = vec![0.0; boxes.iter().product()];
        for (_, sample) in samples.taken() {
            counts[basis.knot_box(&sample.position)] += sample.count;
        }
        let points = grid.points();
        let homes: Vec<usize> = points.iter().map(|q| basis.knot_box(q)).collect();
        let mut number_of = vec![None; counts.len()];
        let mut pieces = 0;
        // In the order of the bins: every piece has one.
        for bin in (0..homes.len()).filter(|bin| visits[*bin] > 0) {
            let mut open = vec![homes[bin]];
            let before = pieces;
            while let Some(number) = open.pop() {
                if number_of[number].is_none() && counts[number] >= VISITED {
                    number_of[number] = Some(before);
                    open.extend(neighbours(number, boxes, &periodic));
                    pieces = before + 1;
                }
            }
        }
        let bins = homes.iter().zip(visits);
        let piece: Vec<Option<usize>> = bins
            .map(|(home, n)| number_of[*home].filter(|_| *n > 0))
            .collect();
        let visits: Vec<f64> = visits.iter().map(|n| *n as f64).collect();
        let mut equal = vec![0.0; visits.len()];
        scored(&visits).into_iter().for_each(|bin| equal[bin] = 1.0);
        let sums = |weights: &[f64]| {
            let mut sums = vec![0.0; pieces];
            for (piece, weight) in piece.iter().zip(weights) {
                piece.iter().for_each(|piece| sums[*piece] += weight);
            }
            sums
        };
        let [scored, visited] = [&equal, &visits].map(|weights| sums(weights));
        let share = |(bin, piece): (usize, &Option<usize>)| match piece {
            Some(piece) if scored[*piece] > 0.0 => equal[bin] / scored[*piece],
            Some(piece) => visits[bin] / visited[*piece],
            None => 0.0,
        };
        let shares = piece.iter().enumerate().map(share).collect();
        Bins {
            grid,
            piece,
            shares,
            pieces,
        }
    }

    /// The values of a spline, with their mean over each piece at zero.
    pub fn values(&self, basis: &TensorBasis, coefficients: &[f64]) -> Vec<Option<f64>> {
        let points = self.grid.points();
        let bins = points.iter().zip(&self.piece);
        let values: Vec<Option<f64>> = bins
            .map(|(q, piece)| piece.map(|_| basis.at(q).value(coefficients)))
            .collect();
        self.levelled(&values)
    }

    /// These energies with a term of these slopes, their mean over each piece at zero.
    pub fn tilted(&self, energy: &[Option<f64>], slopes: &[f64]) -> Vec<Option<f64>> {
        let points = self.grid.points();
        let bins = points.iter().zip(energy);
        let tilted = bins.map(|(q, value)| {
            let rise: f64 = q.iter().zip(slopes).map(|(x, slope)| slope * x).sum();
            value.map(|value| value + rise)
        });
        self.levelled(&tilted.collect::<Vec<_>>())
    }

    fn levelled(&self, values: &[Option<f64>]) -> Vec<Option<f64>> {
        let mut means = vec![0.0; self.pieces];
        for (bin, value) in values.iter().enumerate() {
            if let (Some(value), Some(piece)) = (value, self.piece[bin]) {
                means[piece] += value * self.shares[bin];
            }
        }
        let pairs = values.iter().zip(&self.piece);
        pairs
            .map(|(value, piece)| Some((*value)? - means[(*piece)?]))
            .collect()
    }

    /// Variance by the scatter of the changes that independent blocks make over that of independent
    /// samples: one number, from the mean over all pieces, since blocks are few. Enlarged such that
    /// [`NOMINAL`] standard errors hold as often as if the variance were known (Student's `t`).
    pub fn dispersion(&self, changes: &[Vec<Option<f64>>], independent: &[Option<f64>]) -> f64 {
        let blocks = changes.len() as f64;
        let ratio = |change: &Vec<Option<f64>>| {
            let bins = change.iter().zip(independent).zip(&self.shares);
            bins.filter_map(|((c, v), share)| Some(share * (*c)? * (*c)? / v.filter(|v| *v > 0.0)?))
                .sum::<f64>()
        };
        let ratios: Vec<f64> = changes.iter().map(ratio).collect();
        let mean = ratios.iter().sum::<f64>() / blocks;
        let variance = ratios.iter().map(|r| (r - mean) * (r - mean)).sum::<f64>() / (blocks - 1.0);
        // The degrees of freedom of a χ² with the same spread (Satterthwaite).
        let freedom = 2.0 * blocks * mean * mean / variance;
        let enlarged = 1.0 + (NOMINAL * NOMINAL + 1.0) / (4.0 * freedom);
        let dispersion =
            blocks * blocks / (blocks - 1.0) * mean * enlarged * enlarged / self.pieces as f64;
        if dispersion.is_finite() && dispersion > 0.0 {
            dispersion
        } else {
            1.0
        }
    }

    /// Variance of a fit at every bin, about the mean over its piece, if samples were independent:
    /// `(φ − m)ᵀ A⁻¹ B A⁻¹ (φ − m)` with the mean `m` of `φ` over the piece, the normal matrix `A` and
    /// the covariance `B` of the right-hand side. Without a given `B` it is `A`, as it is for one
    /// variance of all samples.
    pub fn variances(
        &self,
        basis: &TensorBasis,
        factor: &Banded,
        scatter: Option<&[Vec<f64>]>,
    ) -> Vec<Option<f64>> {
        let points = self.grid.points();
        let mut means = vec![vec![0.0; basis.len()]; self.pieces];
        for (bin, q) in points.iter().enumerate() {
            if let Some(piece) = self.piece[bin] {
                for (k, value) in basis.at(q).values() {
                    means[piece][k] += value * self.shares[bin];
                }
            }
        }
        if let Some(scatter) = scatter {
            let variance = |(q, piece): (&[f64], &Option<usize>)| {
                let mut off: Vec<f64> = means[(*piece)?].iter().map(|m| -m).collect();
                basis.at(q).values().for_each(|(k, value)| off[k] += value);
                Some(banded_form(&factor.solve(&off), scatter))
            };
            return points.iter().zip(&self.piece).map(variance).collect();
        }
        let inverse = factor.inverse_band();
        let solved: Vec<Vec<f64>> = means.iter().map(|m| factor.solve(m)).collect();
        let pairs = means.iter().zip(&solved);
        let own: Vec<f64> = pairs
            .map(|(m, x)| m.iter().zip(x).map(|(m, x)| m * x).sum())
            .collect();
        let bins = points.iter().zip(&self.piece);
        bins.map(|(q, piece)| {
            let (support, piece) = (basis.at(q), (*piece)?);
            let entries: Vec<(usize, f64)> = support.values().collect();
            let here = quadratic_form(&entries, &inverse);
            Some((here - 2.0 * support.value(&solved[piece]) + own[piece]).max(0.0))
        })
        .collect()
    }
}

/// `xᵀ B x` for a symmetric matrix given by its lower band.
fn banded_form(x: &[f64], matrix: &[Vec<f64>]) -> f64 {
    let rows = matrix.iter().enumerate();
    rows.map(|(k, row)| {
        let last = row.len() - 1;
        let off: f64 = (1..=last.min(k)).map(|l| row[last - l] * x[k - l]).sum();
        x[k] * (2.0 * off + row[last] * x[k])
    })
    .sum()
}
