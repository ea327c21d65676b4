//! Penalised least squares on tensor splines: resolution, stiffness and normal equations.

use crate::Design;
use statistics::{Grid, add_square};

/// Bins per knot interval of the spline: fine enough for a ripple of six bins, coarse enough to
/// smooth the noise from bin to bin. In several dimensions bins are already large and coefficients
/// numerous.
pub(crate) const fn bins_per_knot(dimension: usize) -> usize {
    match dimension {
        1 => 2,
        2 => 3,
        _ => 4,
    }
}

/// Least distance of the knots of an effective potential in units of `L`, a walker's flight in one
/// step at the standard deviation of its momentum. A basis with finer knots represents what the step
/// does not resolve, and a fit to the forces tends to `V` itself; no criterion of fit can tell,
/// since ripples reproduce out of sample (METHOD section 8). At 1.5 `L` the slope of a B-spline has
/// hardly any power at the wavelengths that a step leaps over, and wells as narrow as a few steps
/// are still followed.
pub const FINEST: f64 = 1.5;

/// Bins per knot interval for knots at least about `distance` flights apart.
pub(crate) fn bins_between_knots(grid: &Grid, distance: f64, flight: &[f64]) -> Vec<usize> {
    let least = bins_per_knot(grid.dimension());
    let axes = grid.widths().into_iter().zip(flight);
    axes.map(|(width, flight)| least.max((distance * flight / width) as usize))
        .collect()
}

/// Least-squares penalty on second differences of neighbouring coefficients, which are expected to
/// have a standard deviation of one `kT`. It bridges bins without data; a handful of counts
/// overrules it.
pub(crate) const BRIDGE: f64 = 1.0;

/// `Xᵀ W X + λP`, with a weight for each bin and `P` the penalty on second differences along every
/// axis: lower band, row by row.
pub(crate) fn normal_matrix(design: &Design, weights: &[f64], penalty: f64) -> Vec<Vec<f64>> {
    let width = design.width();
    let mut matrix = vec![vec![0.0; width + 1]; design.coefficients()];
    for (bin, &weight) in weights.iter().enumerate().filter(|(_, w)| **w > 0.0) {
        add_square(&mut matrix, design.row(bin).entries(), weight);
    }
    for second_difference in design.second_differences() {
        add_square(&mut matrix, &second_difference, penalty);
    }
    matrix
}

/// `Xᵀ v`
pub(crate) fn project(design: &Design, values: &[f64]) -> Vec<f64> {
    let mut projected = vec![0.0; design.coefficients()];
    for (bin, value) in values.iter().enumerate().filter(|(_, v)| **v != 0.0) {
        for (k, weight) in design.row(bin).entries() {
            projected[*k] += value * weight;
        }
    }
    projected
}

/// `xᵀ A x` for a symmetric matrix given by its lower band.
pub(crate) fn quadratic_form(x: &[(usize, f64)], matrix: &[Vec<f64>]) -> f64 {
    let mut form = 0.0;
    for (i, &(a, x_a)) in x.iter().enumerate() {
        let row = &matrix[a];
        let off: f64 = x[..i]
            .iter()
            .map(|&(b, x_b)| row[row.len() - 1 - (a - b)] * x_b)
            .sum();
        form += x_a * (2.0 * off + row[row.len() - 1] * x_a);
    }
    form
}
