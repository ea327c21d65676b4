//! What one would otherwise do: smooth the energy, or average the force.

use super::potential::{BRIDGE, bins_per_knot, normal_matrix, project};
use super::{Banded, Design};
use crate::expression::Potential;
use crate::statistics::{CellForce, Grid};

/// Standard deviations on either side over which the Gaussian is summed.
const REACH: i32 = 4;

/// Points in one standard deviation: for a smooth energy one is enough (the trapezoidal rule's
/// error under a Gaussian is `2e^{−2π²}`), but a ripple as long as the distance of the points
/// must not look flat, which matters where ripples are high: in one dimension.
const fn points(dimension: usize) -> i32 {
    if dimension == 1 { 16 } else { 1 }
}

/// `V` convolved with a Gaussian that is as wide as the way a walker makes in one step, `δ σ_p`
/// along each axis, at the bins that `wanted` names: the guess that the step blurs the energy.
pub fn smoothed<const D: usize>(
    potential: &Potential<D>,
    grid: &Grid<D>,
    widths: &[f64; D],
    wanted: &[bool],
) -> Vec<Option<f64>> {
    let n = points(D) * REACH;
    let offset = |k: i32| f64::from(k) / f64::from(points(D));
    let mut nodes: Vec<([f64; D], f64)> = vec![([0.0; D], 1.0)];
    for axis in 0..D {
        let along = |(shift, weight): ([f64; D], f64)| {
            (-n..=n).map(move |k| {
                let (mut shift, x) = (shift, offset(k));
                shift[axis] = x * widths[axis];
                (shift, weight * libm::exp(-0.5 * x * x))
            })
        };
        nodes = nodes.into_iter().flat_map(along).collect();
    }
    let weight: f64 = nodes.iter().map(|n| n.1).sum();
    let mean = |q: &[f64; D]| {
        let shifted = |(shift, _): &([f64; D], f64)| std::array::from_fn(|i| q[i] + shift[i]);
        let around: Vec<[f64; D]> = nodes.iter().map(shifted).collect();
        let energies = potential.energies(&around);
        let sum: f64 = energies.iter().zip(&nodes).map(|(v, n)| v * n.1).sum();
        Some(sum / weight).filter(|v| v.is_finite())
    };
    let points = grid.points();
    let bins = points.iter().zip(wanted);
    bins.map(|(q, wanted)| mean(q).filter(|_| *wanted))
        .collect()
}

/// Force matching: the potential whose gradient is nearest, by least squares on the splines of
/// the learned potential, to the mean of `∇V` in each cell; at the bins that `wanted` names.
///
/// It does not coarse-grain at the scale of the step: it returns `V` averaged over a cell
/// (METHOD section 7).
pub fn matched<const D: usize>(
    force: &CellForce,
    cells: &Grid<D>,
    grid: &Grid<D>,
    wanted: &[bool],
) -> Vec<Option<f64>> {
    let none = vec![None; grid.len()];
    let design = Design::new(grid, [bins_per_knot(D); D]);
    let mean: Vec<Option<(f64, [f64; D])>> = grid
        .points()
        .iter()
        .map(|q| force.mean(cells.number(q)?))
        .collect();
    // The energy rises from a bin to the next by the mean force of both times their distance.
    let mut rises = Vec::new();
    let mut stride = 1;
    for axis in (0..D).rev() {
        let bins = grid.bins()[axis];
        let [lower, upper] = grid.interval(axis);
        let width = (upper - lower) / bins as f64;
        for bin in (0..grid.len()).filter(|bin| bin / stride % bins + 1 < bins) {
            if let (Some((n, g)), Some((m, h))) = (mean[bin], mean[bin + stride]) {
                let rise = 0.5 * width * (g[axis] + h[axis]);
                rises.push((bin, bin + stride, rise, n.min(m) / (width * width)));
            }
        }
        stride *= bins;
    }
    // A difference of neighbours involves one more coefficient along its axis: the band is wider
    // than that of the penalty alone, with which it begins.
    let further = design.coefficients() / (design.intervals()[0] + 3);
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
    // The constant is free: the mean over the bins is held near zero.
    for (k, weight) in project(&design, &vec![1e-6; grid.len()]).iter().enumerate() {
        matrix[k][width] += weight;
    }
    let Some(factor) = Banded::factorise(matrix).filter(|_| !rises.is_empty()) else {
        return none;
    };
    let coefficients = factor.solve(&right);
    let value = |bin: usize| {
        let known = wanted[bin] && mean[bin].is_some();
        known.then(|| design.value(bin, &coefficients))
    };
    (0..grid.len()).map(value).collect()
}
