//! Tests of a series for white noise.

/// Autocorrelations at lags one to `lags` of a series, about its mean.
pub fn autocorrelations(series: &[f64], lags: usize) -> Vec<f64> {
    let mean = series.iter().sum::<f64>() / series.len() as f64;
    let product = |lag: usize| -> f64 {
        let pairs = series.iter().zip(&series[lag.min(series.len())..]);
        pairs.map(|(a, b)| (a - mean) * (b - mean)).sum()
    };
    let variance = product(0);
    (1..=lags)
        .map(|lag| {
            // A series constant up to rounding has no fluctuations to correlate.
            if variance > 1e-24 * mean * mean * series.len() as f64 {
                product(lag) / variance
            } else {
                1.0
            }
        })
        .collect()
}

/// The statistic of Ljung & Box (1978), `n (n + 2) Σ_k ρ_k² / (n − k)` over the lags of the
/// autocorrelations `ρ`: for white noise `χ²` with as many degrees of freedom as there are lags.
pub fn ljung_box(length: usize, autocorrelations: &[f64]) -> f64 {
    let n = length as f64;
    let terms = (1..).zip(autocorrelations);
    let sum: f64 = terms.map(|(k, r)| r * r / (n - f64::from(k))).sum();
    n * (n + 2.0) * sum
}

/// The probability that `χ²` with an even number of degrees of freedom exceeds `x`:
/// `e^{−x/2} Σ_{j < k/2} (x/2)^j / j!`, exactly.
pub fn chi_square_tail(x: f64, freedom: u32) -> f64 {
    debug_assert!(freedom.is_multiple_of(2));
    let (mut term, mut sum) = (1.0, 0.0);
    for j in 1..=freedom / 2 {
        sum += term;
        term *= 0.5 * x / f64::from(j);
    }
    if x > 1400.0 {
        return 0.0;
    }
    libm::exp(-0.5 * x) * sum
}

#[cfg(test)]
mod tests {
    use super::{autocorrelations, chi_square_tail, ljung_box};

    #[test]
    fn quantiles_of_chi_square_are_those_of_the_tables() {
        for (x, freedom, tail) in [
            (5.991, 2, 0.05),
            (9.488, 4, 0.05),
            (18.307, 10, 0.05),
            (23.209, 10, 0.01),
            (29.588, 10, 0.001),
        ] {
            let found = chi_square_tail(x, freedom);
            assert!((found / tail - 1.0).abs() < 1e-3, "{found} for {tail}");
        }
        assert_eq!(chi_square_tail(0.0, 10), 1.0);
        assert_eq!(chi_square_tail(1e9, 10), 0.0);
    }

    #[test]
    fn an_alternating_series_by_hand() {
        let series = [1.0, -1.0, 1.0, -1.0];
        let rho = autocorrelations(&series, 2);
        assert_eq!(rho, [-0.75, 0.5]);
        // 4 · 6 · (0.5625 / 3 + 0.25 / 2).
        assert!((ljung_box(4, &rho) - 7.5).abs() < 1e-12);
        assert_eq!(autocorrelations(&[0.1; 9], 1), [1.0]);
    }
}
