//! Structure of the forces that the mesh of a regression cannot follow.

use crate::force_samples::{ForceSamples, blur};
use crate::tensor::MOST;
use nalgebra::DMatrix;
use statistics::Grid;

/// Width of the average of the unresolved force, in flights: over a ripple as long as a flight it
/// leaves a hundredth, over a well as wide as half a flight a half.
const WINDOW: f64 = 0.5;
/// Standard errors of an average that is not by chance anywhere among thousands of cells.
const SURE: f64 = 6.0;
/// Least density of a place that counts, as a share of the fullest one's.
const CROWDED: f64 = 0.02;

/// The largest energy that the fit leaves out within a flight, by the average of the unresolved force
/// over [`WINDOW`] flights times the flight; zero if chance explains it.
///
/// Ripples finer than a flight average out in it. A well about as wide as a flight does not, nor does
/// it in the fit, whose knots are farther apart.
pub(crate) fn misfit(
    samples: &ForceSamples,
    smooth: &[[f64; MOST]],
    cells: &Grid,
    flight: &[f64],
    covariance: &DMatrix<f64>,
) -> f64 {
    let (widths, bins) = (cells.widths(), cells.bins());
    let reach = |axis: usize| WINDOW * flight[axis] / widths[axis];
    let averaged = |of: &dyn Fn(usize) -> f64| {
        let mut values: Vec<f64> = (0..samples.cells.len()).map(of).collect();
        blur(&mut values, cells, reach);
        values
    };
    let weight = |cell: usize| samples.cells[cell].count * samples.cells[cell].weight;
    let counts = averaged(&weight);
    let fullest = counts.iter().copied().fold(0.0, f64::max);
    // Number of cells over which a Gaussian of this width averages.
    let cells_in = |axis| (2.0 * std::f64::consts::PI.sqrt() * reach(axis)).max(1.0);
    let wide: f64 = (0..bins.len()).map(cells_in).product();
    let mut most = 0.0_f64;
    for axis in 0..bins.len() {
        let sums = averaged(&|cell| {
            let force = samples.cells[cell].force.get(axis);
            force.map_or(0.0, |force| weight(cell) * (force - smooth[cell][axis]))
        });
        for (sum, count) in sums.iter().zip(&counts) {
            let mean = (sum / count).abs();
            let chance = (covariance[(axis, axis)] / (count * wide)).sqrt();
            if *count > CROWDED * fullest && mean > SURE * chance {
                most = most.max((mean - SURE * chance) * flight[axis]);
            }
        }
    }
    most
}
