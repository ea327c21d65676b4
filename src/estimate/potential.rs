//! Learns the effective potential from the histogram of positions.

use crate::least_squares::{
    BRIDGE, FINEST, bins_between_knots, bins_per_knot, normal_matrix, project, quadratic_form,
};
use crate::poisson::smooth;
use crate::{Design, InverseTemperature};
use experiment::Fit;
use statistics::{Banded, BlockTally, Grid, Observables, Segment, Tally};

/// Estimates from the histogram, per bin; `None` in bins that no walker visited.
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
}

/// Fits `−log π(q) = β̂ U_k(q) + const` (3.9), its sign corrected, on tensor products of cubic
/// B-splines: by least squares, each bin weighted by its count, the inverse variance of its
/// logarithm; or by penalised likelihood, see [`smooth`].
///
/// `flight` is the displacement of a walker in one step along each axis. The invariant density has
/// structure finer than that which is not part of `U` (METHOD section 9); beside a fit to the forces,
/// the knots are therefore no closer than [`FINEST`] flights, as that fit's are.
///
/// Standard errors are those of `β̂ U` for a `β̂` from the same run: excess energy of its walkers
/// makes both the positions and the momenta warmer, which cancels in `U`. They come from the
/// scatter, between independent batches (blocks of walkers and parts of the run), of the change
/// that a batch's counts and momenta make, propagated through the fit to first order; so they
/// account for correlated samples. They are never below those of independent counts.
pub fn learn(tally: &Tally, grid: &Grid, fit: Fit, flight: &[f64]) -> Learned {
    fitted(tally, grid, fit, flight).0
}

/// The change of [`learn`]'s `β̂ U`, to first order, that each block of walkers makes: per bin, zero
/// where there is no data. Empty without any.
pub fn changes(tally: &Tally, grid: &Grid, fit: Fit, flight: &[f64]) -> Vec<Vec<f64>> {
    let (learned, response) = fitted(tally, grid, fit, flight);
    let Some(response) = response else {
        return Vec::new();
    };
    let of_block = |block: &BlockTally| {
        let mut change = vec![0.0; learned.counts.len()];
        for batch in block.segments.iter().filter(|batch| batch.samples > 0) {
            let of_batch = response.of(&learned.counts, batch);
            for (bin, x) in response.seen.iter().zip(of_batch) {
                change[*bin] += x;
            }
        }
        change
    };
    tally.blocks().map(of_block).collect()
}

fn fitted(tally: &Tally, grid: &Grid, fit: Fit, flight: &[f64]) -> (Learned, Option<Response>) {
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
    let mut learned = Learned {
        energy: vec![None; counts.len()],
        standard_error: vec![None; counts.len()],
        density,
        fitted_density: vec![None; counts.len()],
        log_histogram,
        counts,
    };
    let d = grid.dimension();
    let design = Design::new(
        grid,
        &match fit {
            Fit::HistogramSpline | Fit::PoissonSpline => vec![bins_per_knot(d); d],
            Fit::ForceSpline => bins_between_knots(grid, FINEST, flight),
        },
    );
    let fitted = match fit {
        Fit::HistogramSpline => least_squares(&design, &learned),
        // A fit to the forces is lined up with this one.
        Fit::PoissonSpline | Fit::ForceSpline => {
            likelihood(&design, &learned, tally, total * grid.volume())
        }
    };
    let Some(Fitted {
        coefficients,
        factor,
        dispersion,
    }) = fitted
    else {
        return (learned, None);
    };
    let seen: Vec<usize> = (0..learned.counts.len())
        .filter(|&bin| learned.counts[bin] > 0)
        .collect();
    let values: Vec<f64> = seen
        .iter()
        .map(|&bin| design.value(bin, &coefficients))
        .collect();
    let weight: u64 = learned.counts.iter().sum();
    let pairs = seen.iter().zip(&values);
    let mean = pairs
        .map(|(&bin, u)| learned.counts[bin] as f64 * u)
        .sum::<f64>()
        / weight as f64;
    let inverse = factor.inverse_band();
    let response = Response {
        warmer: values.iter().map(|u| u - mean).collect(),
        sums: super::temperature::total(tally),
        samples: super::temperature::samples(tally),
        design,
        factor,
        dispersion,
        seen,
    };
    let variance = response.scatter(tally, &learned.counts);
    for ((&bin, &scattered), &value) in response.seen.iter().zip(&variance).zip(&values) {
        let independent = quadratic_form(response.design.row(bin).entries(), &inverse);
        learned.energy[bin] = Some(value);
        learned.standard_error[bin] = Some(scattered.max(independent).sqrt());
        learned.fitted_density[bin] = Some(libm::exp(-value));
    }
    (learned, Some(response))
}

/// The linear response of a fit to the counts and to the relative change of `E[p̄ᵀp̄]`.
struct Response {
    design: Design,
    factor: Banded,
    dispersion: f64,
    /// The visited bins, and the response of each to a relative change of `E[p̄ᵀp̄]`.
    seen: Vec<usize>,
    warmer: Vec<f64>,
    /// Sums of the observables over all batches, and the number of samples.
    sums: Vec<f64>,
    samples: f64,
}

impl Response {
    /// The change at the visited bins by the deviation of a batch from the mean of all.
    fn of(&self, counts: &[u64], batch: &Segment) -> Vec<f64> {
        let d = self.design.dimension();
        let o = Observables::new(d);
        let warmth = |sums: &[f64]| -> f64 { (0..d).map(|i| sums[o.symmetric(i, i)]).sum() };
        let total = counts.iter().sum::<u64>() as f64;
        let share = batch.positions.iter().sum::<u64>() as f64 / total;
        // More counts, less energy: the response to the change of −log of the counts.
        let change: Vec<f64> = batch
            .positions
            .iter()
            .zip(counts)
            .map(|(&n, &all)| (share * all as f64 - n as f64) / self.dispersion)
            .collect();
        let warmer = warmth(&batch.sums) / warmth(&self.sums) - batch.samples as f64 / self.samples;
        let response = self.factor.solve(&project(&self.design, &change));
        let pairs = self.seen.iter().zip(&self.warmer);
        pairs
            .map(|(&bin, u)| self.design.value(bin, &response) + u * warmer)
            .collect()
    }

    /// Variance at the visited bins, from the deviations of the batches from their mean.
    fn scatter(&self, tally: &Tally, counts: &[u64]) -> Vec<f64> {
        let mut variance = vec![0.0; self.seen.len()];
        let mut batches = 0.0;
        for batch in tally.batches() {
            for (v, r) in variance.iter_mut().zip(self.of(counts, batch)) {
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
}

/// Spline coefficients of `−log π`, and the ingredients of their errors.
struct Fitted {
    coefficients: Vec<f64>,
    /// Factor of their inverse covariance.
    factor: Banded,
    /// Variance of the counts relative to that of independent counts.
    dispersion: f64,
}

fn least_squares(design: &Design, learned: &Learned) -> Option<Fitted> {
    let weights: Vec<f64> = learned.counts.iter().map(|&n| n as f64).collect();
    let factor = Banded::factorise(normal_matrix(design, &weights, BRIDGE))?;
    let logs = learned.log_histogram.iter().zip(&weights);
    let weighted: Vec<f64> = logs.map(|(l, n)| l.map_or(0.0, |l| -l * n)).collect();
    Some(Fitted {
        coefficients: factor.solve(&project(design, &weighted)),
        factor,
        dispersion: 1.0,
    })
}

/// `unit` is the count in a bin of density one.
fn likelihood(design: &Design, learned: &Learned, tally: &Tally, unit: f64) -> Option<Fitted> {
    let dispersion = dispersion(tally, &learned.counts);
    let smooth = smooth(design, &learned.counts, dispersion)?;
    let offset = libm::log(unit);
    Some(Fitted {
        // The basis sums to one.
        coefficients: smooth.coefficients.iter().map(|a| offset - a).collect(),
        factor: smooth.factor,
        dispersion,
    })
}

/// Variance of the counts between independent batches, relative to that of independent samples; at
/// least one.
fn dispersion(tally: &Tally, counts: &[u64]) -> f64 {
    let total = counts.iter().sum::<u64>() as f64;
    let (mut squares, mut batches) = (0.0, 0.0);
    for batch in tally.batches() {
        let share = batch.positions.iter().sum::<u64>() as f64 / total;
        let pairs = batch
            .positions
            .iter()
            .zip(counts)
            .filter(|(_, all)| **all > 0);
        squares += pairs
            .map(|(&n, &all)| {
                let expected = share * all as f64;
                let off = n as f64 - expected;
                if expected > 0.0 {
                    off * off / expected
                } else {
                    0.0
                }
            })
            .sum::<f64>();
        batches += 1.0;
    }
    let seen = counts.iter().filter(|n| **n > 0).count() as f64;
    let freedom = (batches - 1.0) * (seen - 1.0);
    if freedom > 0.0 {
        (squares / freedom).max(1.0)
    } else {
        1.0
    }
}

impl Learned {
    /// `U_k` in units of energy, with its minimum at zero, and its standard error.
    pub fn potential(
        &self,
        temperature: &InverseTemperature,
    ) -> (Vec<Option<f64>>, Vec<Option<f64>>) {
        self.potential_above(temperature, |_| true)
    }

    /// The same with its minimum over the bins `among` at zero.
    pub fn potential_above(
        &self,
        temperature: &InverseTemperature,
        among: impl Fn(usize) -> bool,
    ) -> (Vec<Option<f64>>, Vec<Option<f64>>) {
        let beta = temperature.used;
        let known = self.energy.iter().enumerate();
        let known = known.filter_map(|(bin, u)| u.filter(|_| among(bin)));
        let least = known.fold(f64::INFINITY, f64::min);
        let scaled = |values: &[Option<f64>], from: f64| -> Vec<Option<f64>> {
            values
                .iter()
                .map(|v| v.map(|v| (v - from) / beta))
                .collect()
        };
        (
            scaled(&self.energy, least),
            scaled(&self.standard_error, 0.0),
        )
    }
}

/// The learned result for an exact energy in units of `kT`, without any error.
#[cfg(test)]
pub(super) fn exactly(grid: &Grid, energy: impl Fn(&[f64]) -> Option<f64>) -> Learned {
    let energy: Vec<Option<f64>> = grid.points().iter().map(energy).collect();
    let count = |u: &Option<f64>| u.map_or(0, |u| (1e6 * libm::exp(-u)) as u64 + 1);
    let density = |u: &Option<f64>| u.map_or(0.0, |u| libm::exp(-u));
    Learned {
        counts: energy.iter().map(count).collect(),
        standard_error: energy.iter().map(|u| u.map(|_| 0.01)).collect(),
        density: energy.iter().map(density).collect(),
        log_histogram: vec![None; energy.len()],
        fitted_density: vec![None; energy.len()],
        energy,
    }
}
