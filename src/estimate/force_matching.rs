//! Force matching, a baseline: the mean force of each cell, integrated.

use crate::integrated::integrated;
use statistics::{Cell, CellForce, Grid};

/// Force matching: the potential whose gradient fits the mean of `∇V` in each cell best, by least
/// squares on the splines of the learned potential, at the bins selected by `wanted`.
///
/// It does not coarse-grain at the scale of the step: it returns `V` averaged over a cell
/// (METHOD section 7).
pub fn matched(force: &CellForce, cells: &Grid, grid: &Grid, wanted: &[bool]) -> Vec<Option<f64>> {
    let points = grid.points();
    let mut sums = vec![(0.0, vec![0.0; grid.dimension()]); grid.len()];
    let mut add = |bin: usize, cell: Cell| {
        let (count, force) = &mut sums[bin];
        *count += cell.count();
        force
            .iter_mut()
            .zip(cell.forces())
            .for_each(|(s, g)| *s += g);
    };
    for cell in force.cells() {
        if let Some(bin) = cell.means().and_then(|[q, _]| grid.number(&q)) {
            add(bin, cell);
        }
    }
    let mean = |(count, force): &(f64, Vec<f64>)| {
        (*count > 0.0).then(|| (*count, force.iter().map(|s| s / count).collect()))
    };
    // A bin narrower than a cell, without the mean of one, has the force of the cell about it.
    let around = |bin: usize| {
        let cell = force.cell(cells.number(&points[bin])?);
        let [_, force] = cell.means()?;
        Some((cell.count(), force))
    };
    let force: Vec<Option<(f64, Vec<f64>)>> = (0..grid.len())
        .map(|bin| mean(&sums[bin]).or_else(|| around(bin)))
        .collect();
    let Some((design, coefficients)) = integrated(grid, &force) else {
        return vec![None; grid.len()];
    };
    let value = |bin: usize| {
        let known = wanted[bin] && force[bin].is_some();
        known.then(|| design.value(bin, &coefficients))
    };
    (0..grid.len()).map(value).collect()
}
