//! Moments of the momentum, and tests of normality.

use crate::mardia::mardia;
use crate::temperature::{samples, total};
use crate::{Mardia, Momentum, MomentumHistogram, Projection};
use message::{Message, say};
use nalgebra::DMatrix;
use statistics::{Grid, Observables, Octaves, Tally, jackknife};

/// Tolerance of the excess kurtosis: a momentum within it, two standard errors aside, counts as
/// normal. The noise is bounded and deterministic, so a small excess is always there, and with
/// enough samples it is always significant; mixed scales give 0.8, and a run with absorbed walkers
/// gives tens (METHOD section 7 and errata 4).
const KURTOSIS_TOLERANCE: f64 = 0.25;
/// Tolerance of the skewness, likewise.
const SKEWNESS_TOLERANCE: f64 = 0.15;

/// A statistic that is zero for a Gaussian, with its tolerance.
#[derive(Clone, Debug, PartialEq)]
pub struct Departure {
    pub figure: Message,
    /// The coordinate that it belongs to; `None` if it covers all of them.
    pub coordinate: Option<usize>,
    pub value: f64,
    pub error: f64,
    tolerance: f64,
}

impl Departure {
    /// The statistic in units of the largest value allowed for a Gaussian, two standard errors
    /// included: above one, the momentum is not Gaussian.
    pub fn excess(&self) -> f64 {
        self.value.abs() / (self.tolerance + 2.0 * self.error.max(0.0))
    }
}

/// All statistics that test the momentum for normality: skewness and excess kurtosis of each
/// coordinate and, as Mardia's statistics, of all together. Mardia's have the tolerances of one
/// coordinate times their own scale, `d(d+1)(d+2)/6` and `d(d+2)/3`.
pub fn departures(momentum: &Momentum) -> Vec<Departure> {
    let departure = |figure, coordinate, value, error, tolerance| Departure {
        figure,
        coordinate,
        value,
        error,
        tolerance,
    };
    let mut all = Vec::new();
    for i in 0..momentum.excess_kurtosis.len() {
        let (kurtosis, error) = (
            momentum.excess_kurtosis[i],
            momentum.excess_kurtosis_error[i],
        );
        all.push(departure(
            say!("excess-kurtosis", "excess kurtosis"),
            Some(i),
            kurtosis,
            error,
            KURTOSIS_TOLERANCE,
        ));
        let (skewness, error) = (momentum.skewness[i], momentum.skewness_error[i]);
        all.push(departure(
            say!("skewness", "skewness"),
            Some(i),
            skewness,
            error,
            SKEWNESS_TOLERANCE,
        ));
    }
    for along in &momentum.projections {
        all.push(departure(
            say!(
                "oblique-kurtosis",
                "excess kurtosis (along an oblique direction)"
            ),
            None,
            along.excess_kurtosis,
            along.excess_kurtosis_error,
            KURTOSIS_TOLERANCE,
        ));
        all.push(departure(
            say!("oblique-skewness", "skewness (along an oblique direction)"),
            None,
            along.skewness,
            along.skewness_error,
            SKEWNESS_TOLERANCE,
        ));
    }
    if let Some(mardia) = &momentum.mardia {
        let d = momentum.excess_kurtosis.len() as f64;
        all.push(departure(
            say!("mardia-kurtosis", "multivariate excess kurtosis (Mardia)"),
            None,
            mardia.excess_kurtosis,
            mardia.excess_kurtosis_error,
            KURTOSIS_TOLERANCE * d * (d + 2.0) / 3.0,
        ));
        all.push(departure(
            say!("mardia-skewness", "multivariate skewness (Mardia)"),
            None,
            mardia.skewness,
            mardia.skewness_error,
            SKEWNESS_TOLERANCE * SKEWNESS_TOLERANCE * d * (d + 1.0) * (d + 2.0) / 6.0,
        ));
    }
    all
}

/// `E[p̄p̄ᵀ]`; NaN without samples.
pub fn spread(tally: &Tally, dimension: usize) -> DMatrix<f64> {
    let (o, sums, n) = (Observables::new(dimension), total(tally), samples(tally));
    let mean = |index: usize| sums.get(index).map_or(f64::NAN, |s| s / n);
    DMatrix::from_fn(dimension, dimension, |i, j| mean(o.symmetric(i, j)))
}

/// Covariances of `p` and `p̄`, skewness and excess kurtosis of each coordinate of `p̄` with
/// standard errors over independent batches, and histograms, each on the grid of its coordinate.
pub fn momentum(tally: &Tally, grids: &[Grid]) -> Momentum {
    let d = grids.len();
    let o = Observables::new(d);
    let sums = total(tally);
    let n = samples(tally);
    let mean = |index: usize| sums.get(index).map_or(f64::NAN, |s| s / n);
    let matrix = |of: &dyn Fn(usize, usize) -> usize| {
        (0..d)
            .map(|i| (0..d).map(|j| mean(of(i, j))).collect())
            .collect()
    };
    let batches: Vec<Vec<f64>> = tally
        .batches()
        .map(|b| {
            let mut batch = b.sums.clone();
            batch.push(b.samples as f64);
            batch
        })
        .collect();
    let error = |i: usize, j: usize| jackknife(&batches, |s| s[o.symmetric(i, j)] / s[o.len()]);
    let errors = (0..d)
        .map(|i| (0..d).map(|j| error(i, j)).collect())
        .collect();
    let mut momentum = Momentum {
        covariance: matrix(&|i, j| o.naive(i, j)),
        symmetric_covariance: matrix(&|i, j| o.symmetric(i, j)),
        symmetric_covariance_error: errors,
        normal: true,
        ..Momentum::default()
    };
    let mut all = sums.clone();
    all.push(n);
    for (i, grid) in grids.iter().enumerate() {
        let moments = |s: &[f64]| {
            let mean = |index: usize| s[index] / s[o.len()];
            standardised(
                mean(o.momentum(i)),
                mean(o.symmetric(i, i)),
                mean(o.moment([i; 3])),
                mean(o.moment([i; 4])),
            )
        };
        let [skewness, kurtosis] = if all.len() > o.len() {
            moments(&all)
        } else {
            [f64::NAN; 2]
        };
        let skewness_error = jackknife(&batches, |s| moments(s)[0]);
        let kurtosis_error = jackknife(&batches, |s| moments(s)[1]);
        momentum.skewness.push(skewness);
        momentum.skewness_error.push(skewness_error);
        momentum.excess_kurtosis.push(kurtosis);
        momentum.excess_kurtosis_error.push(kurtosis_error);
        let counts = Tally::total(tally.batches(), |b| &b.momenta[i]);
        let inside = counts.iter().sum::<u64>() as f64;
        let weight = inside * grid.volume();
        momentum.histogram.push(MomentumHistogram {
            axis: grid.centres(0),
            density: counts.iter().map(|&c| c as f64 / weight).collect(),
            outside: if n > 0.0 { 1.0 - inside / n } else { 0.0 },
        });
        momentum.distribution.extend(distribution(tally, i));
    }
    if d > 1 && !o.is_directional() && all.len() > o.len() {
        let [skewness, excess_kurtosis] = mardia(d, &all);
        let found = Mardia {
            skewness,
            skewness_error: jackknife(&batches, |s| mardia(d, s)[0]),
            excess_kurtosis,
            excess_kurtosis_error: jackknife(&batches, |s| mardia(d, s)[1]),
        };
        momentum.mardia = Some(found);
    }
    if o.is_directional() && all.len() > o.len() {
        let oblique = d..o.directions();
        momentum.projections = oblique
            .map(|k| projection(o, d, k, &all, &batches))
            .collect();
    }
    momentum.normal = departures(&momentum).iter().all(|d| d.excess() <= 1.0);
    momentum
}

/// Skewness and excess kurtosis along a direction.
fn projection(o: Observables, d: usize, k: usize, all: &[f64], batches: &[Vec<f64>]) -> Projection {
    let direction: Vec<f64> = (0..d).map(|i| o.direction(k, i)).collect();
    let moments = |s: &[f64]| {
        let mean = |index: usize| s[index] / s[o.len()];
        let (mut first, mut second) = (0.0, 0.0);
        for (i, a) in direction.iter().enumerate() {
            first += a * mean(o.momentum(i));
            let row = direction.iter().enumerate();
            second += a * row.map(|(j, b)| b * mean(o.symmetric(i, j))).sum::<f64>();
        }
        standardised(first, second, mean(o.along(3, k)), mean(o.along(4, k)))
    };
    let [skewness, excess_kurtosis] = moments(all);
    Projection {
        skewness,
        skewness_error: jackknife(batches, |s| moments(s)[0]),
        excess_kurtosis,
        excess_kurtosis_error: jackknife(batches, |s| moments(s)[1]),
        direction,
    }
}

/// Histogram of one coordinate of `p̄` over a range adapted to the data; `None` without data.
fn distribution(tally: &Tally, coordinate: usize) -> Option<MomentumHistogram> {
    let mut all = Octaves::default();
    for octaves in tally.blocks().filter_map(|b| b.spread.get(coordinate)) {
        all.combine(octaves);
    }
    let (equal, total) = (all.equal()?, all.total() as f64);
    let half = equal.counts.len() as f64 / 2.0;
    let centre = |bin: usize| (bin as f64 + 0.5 - half) * equal.width;
    Some(MomentumHistogram {
        axis: (0..equal.counts.len()).map(centre).collect(),
        density: (equal.counts.iter())
            .map(|&count| count as f64 / (total * equal.width))
            .collect(),
        outside: equal.beyond as f64 / total,
    })
}

/// Skewness and excess kurtosis from the first four raw moments.
fn standardised(m1: f64, m2: f64, m3: f64, m4: f64) -> [f64; 2] {
    let variance = m2 - m1 * m1;
    let third = m3 - 3.0 * m1 * m2 + 2.0 * m1 * m1 * m1;
    let fourth = m4 - 4.0 * m1 * m3 + 6.0 * m1 * m1 * m2 - 3.0 * m1 * m1 * m1 * m1;
    [
        third / (variance * variance.sqrt()),
        fourth / (variance * variance) - 3.0,
    ]
}

#[cfg(test)]
mod tests {
    use super::{Departure, KURTOSIS_TOLERANCE, SKEWNESS_TOLERANCE, standardised};
    use message::Message;

    #[test]
    fn moments_of_a_shifted_coin() {
        // Values 1 and 3 with equal weight: skewness 0, kurtosis 1.
        let raw = |k: i32| 0.5 * (1.0 + (0..k).fold(1.0, |x, _| x * 3.0));
        let [skewness, kurtosis] = standardised(raw(1), raw(2), raw(3), raw(4));
        assert!(skewness.abs() < 1e-12 && (kurtosis + 2.0).abs() < 1e-12);
    }

    #[test]
    fn a_gaussian_passes_and_heavy_tails_do_not() {
        let excess = |value, error, tolerance| {
            let departure = Departure {
                figure: Message::default(),
                coordinate: None,
                value,
                error,
                tolerance,
            };
            departure.excess()
        };
        assert!(excess(0.02, 0.01, KURTOSIS_TOLERANCE) <= 1.0);
        assert!(excess(0.3, 0.1, KURTOSIS_TOLERANCE) <= 1.0);
        assert!(excess(0.8, 0.02, KURTOSIS_TOLERANCE) > 1.0);
        assert!(excess(-27.0, 5.0, KURTOSIS_TOLERANCE) > 1.0);
        assert!(excess(0.3, f64::NAN, SKEWNESS_TOLERANCE) > 1.0);
        assert!(!(excess(f64::NAN, 0.1, KURTOSIS_TOLERANCE) <= 1.0));
    }
}
