//! How far a learned potential is from a reference.

/// Bins with at least this share of the fullest bin's count are scored.
const SHARE: f64 = 0.02;

/// Differences between two potentials that are each defined up to a constant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// Root mean square difference after removing the mean offset.
    pub rmse: f64,
    /// The largest of them.
    pub max_error: f64,
    /// Learned minus reference, in the mean.
    pub shift: f64,
    /// Number of bins scored.
    pub bins: u64,
}

/// Scores `learned` against `reference` over the bins that hold enough counts. `None` where no
/// bin does.
pub fn score(learned: &[Option<f64>], reference: &[Option<f64>], counts: &[u64]) -> Option<Score> {
    let least = counts.iter().copied().max()? as f64 * SHARE;
    let difference = |i: usize| Some(learned[i]? - reference[i]?);
    let differences: Vec<f64> = (0..counts.len())
        .filter(|&i| counts[i] > 0 && counts[i] as f64 >= least)
        .filter_map(difference)
        .collect();
    if differences.is_empty() {
        return None;
    }
    let n = differences.len() as f64;
    let shift = differences.iter().sum::<f64>() / n;
    let squares: f64 = differences.iter().map(|d| (d - shift) * (d - shift)).sum();
    Some(Score {
        rmse: (squares / n).sqrt(),
        max_error: differences
            .iter()
            .map(|d| (d - shift).abs())
            .fold(0.0, f64::max),
        shift,
        bins: differences.len() as u64,
    })
}

#[cfg(test)]
mod tests {
    use super::score;

    #[test]
    fn a_constant_is_no_error_and_thin_bins_do_not_count() {
        let learned = [Some(1.0), Some(2.0), Some(5.0), Some(90.0), None];
        let reference = [Some(11.0), Some(12.0), Some(15.0), Some(0.0), Some(0.0)];
        let s = score(&learned, &reference, &[100, 1000, 20, 19, 500]).unwrap();
        assert_eq!((s.rmse, s.max_error, s.shift, s.bins), (0.0, 0.0, -10.0, 3));
        let s = score(&learned, &reference, &[1000, 1000, 0, 1000, 0]).unwrap();
        assert!(s.rmse > 40.0);
        assert_eq!(score(&learned, &reference, &[0; 5]), None);
    }
}
