//! Recovers a potential from its gradient.

use crate::Design;
use crate::least_squares::{BRIDGE, bins_per_knot, normal_matrix, project};
use statistics::{Banded, Grid};

/// Least-squares fit, on the splines of the learned potential, of a potential (up to a constant) to
/// a given gradient. `gradient` holds a weight and a gradient for every bin that has one; `None` if
/// no bin has.
pub(super) fn integrated<Slope: AsRef<[f64]>>(
    grid: &Grid,
    gradient: &[Option<(f64, Slope)>],
) -> Option<(Design, Vec<f64>)> {
    let d = grid.dimension();
    let design = Design::new(grid, &vec![bins_per_knot(d); d]);
    // Between neighbouring bins the energy rises by the mean of both slopes times their distance.
    let mut rises = Vec::new();
    let mut stride = 1;
    for (axis, (bins, width)) in grid.bins().into_iter().zip(grid.widths()).enumerate().rev() {
        for bin in (0..grid.len()).filter(|bin| bin / stride % bins + 1 < bins) {
            if let (Some((n, g)), Some((m, h))) = (&gradient[bin], &gradient[bin + stride]) {
                let rise = 0.5 * width * (g.as_ref()[axis] + h.as_ref()[axis]);
                rises.push((bin, bin + stride, rise, n.min(*m) / (width * width)));
            }
        }
        stride *= bins;
    }
    if rises.is_empty() {
        return None;
    }
    // A difference of neighbours involves one more coefficient along its axis, so the band is wider
    // than that of the penalty alone, with which it begins.
    let further = design.further();
    let width = design.width() + further;
    let mut matrix = normal_matrix(&design, &[], BRIDGE);
    for row in &mut matrix {
        row.splice(0..0, vec![0.0; further]);
    }
    let mut right = vec![0.0; design.coefficients()];
    for &(low, high, rise, weight) in &rises {
        let (a, b) = (design.row(low), design.row(high));
        let entries: Vec<(usize, f64)> = (b.entries().iter().copied())
            .chain(a.entries().iter().map(|&(k, w)| (k, -w)))
            .collect();
        for &(i, x) in &entries {
            right[i] += weight * x * rise;
            for &(j, y) in entries.iter().filter(|e| e.0 <= i) {
                matrix[i][width - (i - j)] += weight * x * y;
            }
        }
    }
    // The constant is free: a weak term holds the mean over the bins near zero.
    for (k, weight) in project(&design, &vec![1e-6; grid.len()]).iter().enumerate() {
        matrix[k][width] += weight;
    }
    let coefficients = Banded::factorise(matrix)?.solve(&right);
    Some((design, coefficients))
}
