//! Diagnostics of the force that a learned potential leaves unresolved.

use expression::Vectors;
use nalgebra::DMatrix;
use statistics::{autocorrelations, chi_square_tail, heteroscedasticity, jackknife, ljung_box};

/// Length of a series of unresolved forces. A correlation of 0.2 shows in a series of this length;
/// one of 0.05, which changes the noise by a tenth, does not: see `study::validity_checks`.
pub const SERIES: usize = 512;
/// Number of lags of the autocorrelations of the unresolved force.
const LAGS: usize = 10;
/// The level of each test for white noise.
const LEVEL: f64 = 0.01;

/// Diagnostics of the unresolved force `∇V − ∇U` and of its square. Beyond the box of the surface
/// nothing is known of `∇U`, and the unresolved force counts as zero.
#[derive(Clone, Debug, Default)]
pub struct NoiseDiagnostics {
    /// The worst of all coordinates.
    pub force: Whiteness,
    pub square: Whiteness,
    /// Its covariance `C_0`, whose product with `δ` is `ΣΣᵀ`, and the sum over lags
    /// `C_0 + Σ_k (C_k + C_kᵀ)`, which heats the walkers; each with its standard error over
    /// walkers. White noise has both alike.
    pub covariance: [DMatrix<f64>; 2],
    pub summed: [DMatrix<f64>; 2],
    /// Root mean square over positions of the relative change of its covariance.
    pub uneven: f64,
}

/// Deviations of series from white noise.
#[derive(Clone, Copy, Debug, Default)]
pub struct Whiteness {
    /// Share of the walkers whose series Ljung & Box's test rejects at a level of 1 %.
    pub rejected: f64,
    /// The largest of the autocorrelations averaged over walkers.
    pub correlation: f64,
}

impl NoiseDiagnostics {
    /// Diagnostics of consecutive series of [`SERIES`] unresolved forces each, with their positions.
    pub fn of(positions: &Vectors, residuals: &Vectors) -> Self {
        let [covariance, summed] = [0, LAGS].map(|lags| covariance(residuals, lags));
        let mut look = NoiseDiagnostics {
            uneven: heteroscedasticity(positions, residuals),
            covariance,
            summed,
            ..NoiseDiagnostics::default()
        };
        for i in 0..residuals.dimension() {
            let force: Vec<f64> = residuals.along(i).collect();
            let square: Vec<f64> = force.iter().map(|r| r * r).collect();
            look.force = look.force.worse(Whiteness::of(&force));
            look.square = look.square.worse(Whiteness::of(&square));
        }
        look
    }
}

impl Whiteness {
    /// The whiteness of consecutive series of [`SERIES`] numbers each.
    fn of(all: &[f64]) -> Self {
        let (mut rejected, mut count) = (0.0, 0.0);
        let mut mean = [0.0; LAGS];
        for series in all.chunks_exact(SERIES) {
            let rho = autocorrelations(series, LAGS);
            let tail = chi_square_tail(ljung_box(SERIES, &rho), LAGS as u32);
            rejected += f64::from(u8::from(tail < LEVEL));
            count += 1.0;
            mean.iter_mut().zip(&rho).for_each(|(m, r)| *m += r);
        }
        Whiteness {
            rejected: rejected / count,
            correlation: mean.iter().map(|m| (m / count).abs()).fold(0.0, f64::max),
        }
    }

    fn worse(self, other: Self) -> Self {
        if other.rejected > self.rejected {
            other
        } else {
            self
        }
    }
}

/// `C_0 + Σ_{k ≤ lags} (C_k + C_kᵀ)` of consecutive series of [`SERIES`] vectors each, and its standard
/// error over the series. Vectors that are exactly zero do not count.
fn covariance(all: &Vectors, lags: usize) -> [DMatrix<f64>; 2] {
    let d = all.dimension();
    let each = all.chunks(SERIES).map(|series| {
        let at = |n: usize| &series[n * d..(n + 1) * d];
        let known = (0..SERIES).filter(|&n| at(n).iter().any(|x| *x != 0.0));
        let mut sums = vec![0.0; d * d];
        for lag in 0..=lags {
            for n in 0..SERIES - lag {
                let (early, late) = (at(n), at(n + lag));
                for (number, sum) in sums.iter_mut().enumerate() {
                    let (i, j) = (number / d, number % d);
                    *sum += early[i] * late[j];
                    if lag > 0 {
                        *sum += late[i] * early[j];
                    }
                }
            }
        }
        sums.push(known.count() as f64);
        sums
    });
    let each: Vec<Vec<f64>> = each.collect();
    let [mut mean, mut error] = [(); 2].map(|()| DMatrix::zeros(d, d));
    for number in 0..d * d {
        let at = (number / d, number % d);
        let ratio = |sums: &[f64]| sums[number] / sums[d * d];
        let mut total = vec![0.0; d * d + 1];
        for sums in &each {
            total.iter_mut().zip(sums).for_each(|(t, s)| *t += s);
        }
        mean[at] = ratio(&total);
        error[at] = jackknife(&each, ratio);
    }
    [mean, error]
}
