//! Baselines, the simpler methods: smoothing the energy, or averaging the force.

use crate::integrated::integrated;
use expression::{Potential, Vectors};
use statistics::{Cell, CellForce, Grid};

/// Half-width of the Gaussian kernel, in standard deviations.
const REACH: i32 = 4;

/// Quadrature points per standard deviation. One is enough for a smooth energy (the trapezoidal
/// rule's error under a Gaussian is `2e^{−2π²}`), but a ripple as long as the spacing of the points
/// must not look flat. This matters where ripples are high: in one dimension.
const fn points(dimension: usize) -> i32 {
    if dimension == 1 { 16 } else { 1 }
}

/// `V` convolved with a Gaussian as wide as a walker's displacement in one step, `δ σ_p` along each
/// axis, at the bins selected by `wanted`: the hypothesis that the step merely blurs the energy.
pub fn smoothed(
    potential: &Potential,
    grid: &Grid,
    widths: &[f64],
    wanted: &[bool],
) -> Vec<Option<f64>> {
    let density = points(grid.dimension());
    let n = density * REACH;
    let mut nodes: Vec<(Vec<f64>, f64)> = vec![(Vec::new(), 1.0)];
    for width in widths {
        let along = |(shift, weight): (Vec<f64>, f64)| {
            (-n..=n).map(move |k| {
                let x = f64::from(k) / f64::from(density);
                let shift = [&shift[..], &[x * width]].concat();
                (shift, weight * libm::exp(-0.5 * x * x))
            })
        };
        nodes = nodes.into_iter().flat_map(along).collect();
    }
    let weight: f64 = nodes.iter().map(|n| n.1).sum();
    let mean = |q: &[f64]| {
        let mut around = Vectors::new(q.len());
        for (shift, _) in &nodes {
            around.push(q.iter().zip(shift).map(|(x, s)| x + s));
        }
        let energies = potential.energies(&around);
        let sum: f64 = energies.iter().zip(&nodes).map(|(v, n)| v * n.1).sum();
        Some(sum / weight).filter(|v| v.is_finite())
    };
    let points = grid.points();
    let bins = points.iter().zip(wanted);
    bins.map(|(q, wanted)| mean(q).filter(|_| *wanted))
        .collect()
}

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
