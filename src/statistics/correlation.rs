//! Sums of lagged products of many series at once, by fast Fourier transform.

use expression::{LANES, Lanes};
use std::f64::consts::TAU;

/// Complex numbers transformed side by side: loops over them vectorise, and paths of thousands of
/// samples stay in the second-level cache.
const PAIRS: usize = 8;

/// `P` complex numbers: their real parts, then their imaginary parts.
type Complex<const P: usize> = [[f64; P]; 2];

/// Sums of `x_t x_{t+τ}` over all `t`, for series of one length and all lags `τ` up to a longest.
///
/// Two series are the real and the imaginary part of one complex series `z`, padded with zeros so
/// that no lag wraps around; the sums of both together are the real part of the inverse transform
/// of `|ẑ|²`. The transform is linear, so the spectra of all series are added up and transformed
/// back once: `O(N log N)` per series.
///
/// The transform is radix 2, with factors from `libm`. The usual crate, rustfft, takes its factors
/// from the platform's sine and cosine, whose last bits differ between a browser and native
/// code. Rounding its results would make different bits rare, not impossible.
#[derive(Clone, Debug)]
pub struct LaggedProducts {
    samples: usize,
    lags: usize,
    /// Points in a transform: a power of two.
    length: usize,
    /// `exp(−2πi k / length)` for `k < length / 2`.
    factors: Vec<[f64; 2]>,
}

impl LaggedProducts {
    /// For series of `samples` numbers and lags below `lags`.
    pub fn new(samples: usize, lags: usize) -> Self {
        let lags = lags.min(samples);
        // With wrap-around, lag τ pairs samples `length − τ` apart, which is further than there
        // are.
        let length = (samples + lags).max(2).next_power_of_two();
        let factor = |k: usize| {
            let angle = TAU * k as f64 / length as f64;
            [libm::cos(angle), -libm::sin(angle)]
        };
        LaggedProducts {
            samples,
            lags,
            length,
            factors: (0..length / 2).map(factor).collect(),
        }
    }

    /// Number of lags, including zero.
    pub fn lags(&self) -> usize {
        self.lags
    }

    /// For each lag `τ`, the sum of `x_t x_{t+τ}` over all `t` and over the walkers in `kept`.
    /// Rounding errors are relative to the sum for lag zero.
    pub fn sums<'a>(
        &self,
        series: impl Iterator<Item = &'a Lanes> + Clone,
        kept: &[bool; LANES],
    ) -> Vec<f64> {
        let mut power = vec![0.0; self.length];
        let mut z: Vec<Complex<PAIRS>> = vec![[[0.0; PAIRS]; 2]; self.length];
        for first in (0..LANES).step_by(2 * PAIRS) {
            if !kept[first..first + 2 * PAIRS].contains(&true) {
                continue;
            }
            z.fill([[0.0; PAIRS]; 2]);
            for (z, x) in z.iter_mut().zip(series.clone().take(self.samples)) {
                for (i, part) in z.as_flattened_mut().iter_mut().enumerate() {
                    if kept[first + i] {
                        *part = x[first + i];
                    }
                }
            }
            self.transform(&mut z);
            for (power, [re, im]) in power.iter_mut().zip(&z) {
                for i in 0..PAIRS {
                    *power += re[i] * re[i] + im[i] * im[i];
                }
            }
        }
        self.transform_back(&power)
    }

    /// Real part, at all lags, of the inverse transform of a real spectrum in the order that
    /// [`Self::transform`] leaves. The inverse differs from the transform only in the sign of the
    /// imaginary part.
    fn transform_back(&self, power: &[f64]) -> Vec<f64> {
        let mut z: Vec<Complex<1>> = (0..self.length)
            .map(|k| [[power[self.reversed(k)]], [0.0]])
            .collect();
        self.transform(&mut z);
        (0..self.lags)
            .map(|lag| z[self.reversed(lag)][0][0] / self.length as f64)
            .collect()
    }

    /// Discrete Fourier transform in place, decimated in frequency (Gentleman & Sande): entry `k`
    /// ends at index [`Self::reversed`] of `k`.
    fn transform<const P: usize>(&self, z: &mut [Complex<P>]) {
        let mut half = self.length / 2;
        while half > 0 {
            let stride = self.length / (2 * half);
            for span in z.chunks_exact_mut(2 * half) {
                let (low, high) = span.split_at_mut(half);
                let factors = self.factors.iter().step_by(stride);
                for ((a, b), w) in low.iter_mut().zip(high).zip(factors) {
                    for i in 0..P {
                        let (re, im) = (a[0][i] - b[0][i], a[1][i] - b[1][i]);
                        a[0][i] += b[0][i];
                        a[1][i] += b[1][i];
                        b[0][i] = re * w[0] - im * w[1];
                        b[1][i] = re * w[1] + im * w[0];
                    }
                }
            }
            half /= 2;
        }
    }

    /// `k` with the order of its binary digits reversed, for numbers below `length`.
    fn reversed(&self, k: usize) -> usize {
        k.reverse_bits() >> (usize::BITS - self.length.trailing_zeros())
    }
}

#[cfg(test)]
mod tests {
    use super::LaggedProducts;
    use dynamics::Random;
    use expression::{LANES, Lanes};

    /// Normal numbers about a mean, for every walker, and the mask of kept walkers.
    fn series(samples: usize) -> (Vec<Lanes>, [bool; LANES]) {
        let mut random = Random::new(5, samples as u32);
        let mut sample = || Lanes(std::array::from_fn(|_| 0.5 + random.normal()));
        let series = (0..samples).map(|_| sample()).collect();
        (series, std::array::from_fn(|lane| lane % 7 != 2))
    }

    #[test]
    fn transformed_sums_are_the_direct_sums() {
        for samples in [1, 2, 3, 4, 5, 16, 17, 100, 255, 256, 257, 501] {
            let (series, kept) = series(samples);
            for lags in [1, samples.div_ceil(2), samples] {
                let sums = LaggedProducts::new(samples, lags).sums(series.iter(), &kept);
                assert_eq!(sums.len(), lags);
                for (lag, sum) in sums.iter().enumerate() {
                    let products = series
                        .iter()
                        .zip(&series[lag..])
                        .flat_map(|(x, y)| (0..LANES).filter(|i| kept[*i]).map(|i| x[i] * y[i]));
                    let direct: f64 = products.sum();
                    assert!(
                        (sum - direct).abs() < 1e-12 * sums[0],
                        "{samples} samples, lag {lag}: {sum} instead of {direct}"
                    );
                }
            }
        }
    }

    #[test]
    fn nothing_comes_of_nothing() {
        let (series, kept) = series(9);
        assert!(LaggedProducts::new(0, 4).sums([].iter(), &kept).is_empty());
        let none = LaggedProducts::new(9, 5).sums(series.iter(), &[false; LANES]);
        assert_eq!(none, [0.0; 5]);
    }

    /// The sums are pinned, so a platform that rounds differently fails.
    #[test]
    fn the_bits_are_the_same_on_every_platform() {
        let (series, kept) = series(300);
        let sums = LaggedProducts::new(300, 150).sums(series.iter(), &kept);
        let digest = sums.iter().fold(0_u64, |digest, sum| {
            digest.rotate_left(5) ^ sum.to_bits().wrapping_mul(0x9E37_79B9_7F4A_7C15)
        });
        assert_eq!(digest, 1_204_935_241_601_517_711);
    }
}
