//! The bins that hold enough data for a score.

/// Smallest density of a scored bin, as a share of the fullest bin's.
const SHARE: f64 = 0.02;

/// Numbers of the bins with enough of the counts, or of a density.
pub fn scored(density: &[f64]) -> Vec<usize> {
    let least = SHARE * density.iter().copied().fold(0.0, f64::max);
    let enough = |bin: &usize| density[*bin] > 0.0 && density[*bin] >= least;
    (0..density.len()).filter(enough).collect()
}
