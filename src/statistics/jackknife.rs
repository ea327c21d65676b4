//! Jackknife: standard errors of functions of averages.

/// Delete-one jackknife over independent batches: the standard error of `f(Σ batches)`.
///
/// Each batch is a vector of sums; `f` maps summed sums to the quantity. NaN for fewer than two
/// batches.
pub fn jackknife(batches: &[Vec<f64>], f: impl Fn(&[f64]) -> f64) -> f64 {
    let n = batches.len();
    if n < 2 {
        return f64::NAN;
    }
    let mut total = vec![0.0; batches[0].len()];
    for batch in batches {
        for (t, x) in total.iter_mut().zip(batch) {
            *t += x;
        }
    }
    let leave_out = |batch: &Vec<f64>| {
        let rest: Vec<f64> = total.iter().zip(batch).map(|(t, x)| t - x).collect();
        f(&rest)
    };
    let values: Vec<f64> = batches.iter().map(leave_out).collect();
    let mean = values.iter().sum::<f64>() / n as f64;
    let squares: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
    (squares * (n as f64 - 1.0) / n as f64).sqrt()
}

#[cfg(test)]
mod tests {
    use super::jackknife;

    #[test]
    fn of_a_mean_it_is_the_textbook_standard_error() {
        let x = [1.0, 4.0, 2.0, 8.0, 5.0];
        let batches: Vec<Vec<f64>> = x.iter().map(|&x| vec![x, 1.0]).collect();
        let mean = x.iter().sum::<f64>() / 5.0;
        let variance = x.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / 4.0;
        let error = jackknife(&batches, |s| s[0] / s[1]);
        assert!((error - (variance / 5.0).sqrt()).abs() < 1e-14);
    }
}
