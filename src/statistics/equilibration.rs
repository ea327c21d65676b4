//! Detects the start of the stationary part of a time series.

/// Share of the best start's independent samples that an earlier start must keep: the estimate
/// of `g` from one short series is accurate to a factor of two at best.
const GOOD_ENOUGH: f64 = 0.5;

/// Index from which a series is stationary: the first start that leaves about as many effectively
/// independent samples, `(n − t)/g(t)`, as the best one (after Chodera, J. Chem. Theory Comput. 12,
/// 1799, 2016). `None` if the series is too short.
pub fn equilibration(series: &[f64]) -> Option<usize> {
    const FEWEST: usize = 8;
    if series.len() < FEWEST {
        return None;
    }
    let worth = |start: usize| {
        let rest = &series[start..];
        rest.len() as f64 / inefficiency(rest)
    };
    let worths: Vec<f64> = (0..=series.len() - FEWEST).map(worth).collect();
    let best = worths.iter().copied().fold(0.0, f64::max);
    worths.iter().position(|w| *w >= GOOD_ENOUGH * best)
}

/// Statistical inefficiency `1 + 2 Σ ρ(t)(1 − t/n)`, summed until the correlation dies out.
fn inefficiency(series: &[f64]) -> f64 {
    let n = series.len() as f64;
    let mean = series.iter().sum::<f64>() / n;
    let variance = series.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n;
    if variance == 0.0 {
        return 1.0;
    }
    let mut g = 1.0;
    for lag in 1..series.len() {
        let products = series
            .iter()
            .zip(&series[lag..])
            .map(|(x, y)| (x - mean) * (y - mean));
        let rho = products.sum::<f64>() / ((n - lag as f64) * variance);
        if rho <= 0.0 {
            break;
        }
        g += 2.0 * rho * (1.0 - lag as f64 / n);
    }
    g
}

#[cfg(test)]
mod tests {
    use super::equilibration;

    #[test]
    fn a_transient_is_found_and_a_stationary_series_has_none() {
        // A decaying start on a small alternating ripple: stationary once the decay is below it.
        let ripple = |i: usize| if i.is_multiple_of(2) { 0.1 } else { -0.1 };
        let series: Vec<f64> = (0..64)
            .map(|i| 8.0 / f64::from(1 << i.min(20)) + ripple(i))
            .collect();
        let start = equilibration(&series).unwrap();
        assert!((3..=12).contains(&start), "start {start}");
        let flat: Vec<f64> = (0..64).map(ripple).collect();
        assert!(equilibration(&flat).unwrap() <= 1);
        assert_eq!(equilibration(&series[..5]), None);
    }
}
