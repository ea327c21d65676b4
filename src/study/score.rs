//! The distance of a learned potential from a reference.

use dynamics::Surface;
use experiment::{Estimator, Experiment, Fit};
use expression::Vectors;
use serde::Serialize;
use statistics::Grid;

/// Differences between two potentials, each defined up to a constant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// Root mean square difference after removing the mean offset.
    pub rmse: f64,
    /// Largest difference after removing the mean offset.
    pub max_error: f64,
    /// Mean of learned minus reference.
    pub shift: f64,
    /// Root mean square difference after removing the mean offset and scaling the learned potential
    /// by the factor that fits the reference best.
    pub rescaled: f64,
    /// Number of bins scored.
    pub bins: u64,
}

/// The score of one estimator and fit on the data of a run.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Variant {
    pub estimator: Estimator,
    /// `None` for the plain logarithm of the histogram.
    pub fit: Option<Fit>,
    pub rmse: f64,
    pub max_error: f64,
    /// Number of bins scored.
    pub bins: u64,
}

/// Scores `learned` against `reference` over the bins with enough counts; `None` if there are none.
pub fn score(learned: &[Option<f64>], reference: &[Option<f64>], counts: &[u64]) -> Option<Score> {
    let bins = scored(counts).into_iter();
    let pairs: Vec<[f64; 2]> = bins
        .filter_map(|i| Some([learned[i]?, reference[i]?]))
        .collect();
    if pairs.is_empty() {
        return None;
    }
    let n = pairs.len() as f64;
    let differences: Vec<f64> = pairs.iter().map(|[u, r]| u - r).collect();
    let shift = differences.iter().sum::<f64>() / n;
    let squares: f64 = differences.iter().map(|d| (d - shift) * (d - shift)).sum();
    Some(Score {
        rmse: (squares / n).sqrt(),
        max_error: differences
            .iter()
            .map(|d| (d - shift).abs())
            .fold(0.0, f64::max),
        shift,
        rescaled: rescaled(&pairs),
        bins: differences.len() as u64,
    })
}

/// The bins with enough counts for a score.
pub(super) fn scored(counts: &[u64]) -> Vec<usize> {
    let counts: Vec<f64> = counts.iter().map(|n| *n as f64).collect();
    statistics::scored(&counts)
}

/// The exact force at the bins of a score, to score a force with.
pub(super) struct ForceScore {
    bins: Vec<usize>,
    gradients: Vectors,
}

impl ForceScore {
    /// `None` without a reference.
    pub fn new(experiment: &Experiment, grid: &Grid, counts: &[u64]) -> Option<Self> {
        let (_, formula) = experiment.reference_formula().ok()??;
        Some(ForceScore {
            bins: scored(counts),
            gradients: formula.compile().ok()?.gradients(&grid.points()),
        })
    }

    /// Root mean square error of each component of the gradient of these splines.
    pub fn of_surface(&self, surface: &Surface, grid: &Grid) -> Option<f64> {
        let points = grid.points();
        let mut slopes = vec![0.0; grid.dimension()];
        self.of(|bin| {
            surface.at(&points[bin], &mut slopes);
            slopes.iter().copied().map(Some).collect()
        })
    }

    /// The same of these gradients.
    pub fn of_forces(&self, forces: &Vectors) -> Option<f64> {
        self.of(|bin| forces[bin].iter().copied().map(Some).collect())
    }

    /// The same of an energy that is known on the bins alone, by differences of fourth order.
    pub fn of_energy(&self, energy: &[Option<f64>], grid: &Grid) -> Option<f64> {
        let mut strides = vec![1; grid.dimension()];
        let bins = grid.bins();
        for axis in (1..bins.len()).rev() {
            strides[axis - 1] = strides[axis] * bins[axis];
        }
        let widths = grid.widths();
        self.of(|bin| {
            let slope = |axis: usize| {
                let (stride, place) = (strides[axis], bin / strides[axis] % bins[axis]);
                let inside = place >= 2 && place + 2 < bins[axis];
                let from = bin.checked_sub(2 * stride).filter(|_| inside)?;
                let at = |k: usize| energy[from + k * stride];
                Some((at(0)? - at(4)? + 8.0 * (at(3)? - at(1)?)) / (12.0 * widths[axis]))
            };
            (0..widths.len()).map(slope).collect()
        })
    }

    fn of(&self, mut slopes: impl FnMut(usize) -> Vec<Option<f64>>) -> Option<f64> {
        let (mut squares, mut count) = (0.0, 0.0);
        for &bin in &self.bins {
            for (slope, exact) in slopes(bin).into_iter().zip(&self.gradients[bin]) {
                if let Some(slope) = slope {
                    squares += (slope - exact) * (slope - exact);
                    count += 1.0;
                }
            }
        }
        Some((squares / count).sqrt()).filter(|rmse| rmse.is_finite())
    }
}

/// Root mean square residual of a straight line through the pairs.
fn rescaled(pairs: &[[f64; 2]]) -> f64 {
    let n = pairs.len() as f64;
    let [u, r] = [0, 1].map(|k| pairs.iter().map(|p| p[k]).sum::<f64>() / n);
    let [mut uu, mut ur] = [0.0; 2];
    for [x, y] in pairs {
        uu += (x - u) * (x - u);
        ur += (x - u) * (y - r);
    }
    let factor = if uu > 0.0 { ur / uu } else { 1.0 };
    let left = |[x, y]: &[f64; 2]| (y - r) - factor * (x - u);
    let squares: f64 = pairs.iter().map(|p| left(p) * left(p)).sum();
    (squares / n).sqrt()
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
        let s = score(
            &learned,
            &[Some(0.0), Some(3.0), Some(12.0), None, None],
            &[9; 5],
        )
        .unwrap();
        assert!(s.rescaled < 1e-12 && s.rmse > 3.0);
        assert_eq!(score(&learned, &reference, &[0; 5]), None);
    }
}
