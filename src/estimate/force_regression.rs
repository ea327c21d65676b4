//! Learns the effective potential from the forces that walkers feel.

use crate::force_bins::{Bins, VISITED};
use crate::force_samples::ForceSamples;
use crate::functions::{Functions, unfolded};
use crate::knot_mesh::Mesh;
use crate::least_squares::{BRIDGE, FINEST};
use crate::misfit::misfit;
use crate::surface::periodic_axes;
use crate::tensor::MOST;
use crate::tensor_basis::TensorBasis;
use dynamics::Surface;
use nalgebra::DMatrix;
use statistics::{Banded, CellForce, Grid, add_square, multisets};

/// Factor between the meshes among which the data choose, and their number. They may only be
/// coarser than [`FINEST`].
const COARSER: f64 = std::f64::consts::SQRT_2;
const MESHES: i32 = 14;

/// The error of a cubic spline grows as the fourth power of the knots' distance: the difference from
/// a mesh [`COARSER`] by one step is this many times the error.
const COARSER_OFF: f64 = 3.0;

/// Weight, in units of the bridge, that holds the constant of the potential, which no force
/// determines.
const PIN: f64 = 1e-3;

/// Mean square forces of order one.
const ORDINARY: std::ops::Range<f64> = 1e-6..1e6;

/// The potential learned from forces.
#[derive(Clone, Debug, PartialEq)]
pub struct ForceFit {
    /// `U_k` on the bins, with its mean over the bins of a connected piece that a score counts at
    /// zero; `None` where no force was recorded.
    pub energy: Vec<Option<f64>>,
    /// Standard error of `energy` by chance, and that of the mesh: the change if the knots move by
    /// half their distance, with a third of the change on the next coarser mesh.
    pub chance_error: Vec<Option<f64>>,
    pub mesh_error: Vec<Option<f64>>,
    /// The change of `energy` that each block makes, to first order.
    pub changes: Vec<Vec<Option<f64>>>,
    /// Number of the connected piece of each bin.
    pub piece: Vec<Option<usize>>,
    /// Distance of the knots along each axis, and the least that the step allows.
    pub knots: Vec<f64>,
    pub finest: Vec<f64>,
    /// The splines, which continue beyond the data as they must.
    pub surface: Surface,
    /// Recorded forces.
    pub samples: f64,
    /// The largest energy that the mesh cannot follow (METHOD section 8).
    pub misfit: f64,
}

impl ForceFit {
    /// Number of connected pieces.
    pub fn pieces(&self) -> usize {
        self.piece.iter().flatten().max().map_or(0, |last| last + 1)
    }
}

/// Regresses the recorded forces on the gradient of tensor products of cubic B-splines:
///
/// `minimise Σ_n |∇V(q_{n+1/2}) − ∇U(q_{n+1/2})|²_W`, `W = Cov(∇V − ∇U)⁻¹` (METHOD section 8).
///
/// It needs neither a temperature nor Gibbs's law nor a calibrated friction, and it has no bias of
/// order `δ²`. It needs a basis that cannot represent what the step does not resolve: no knots
/// closer than [`FINEST`] times `flight`, the displacement in one step at the momentum's standard
/// deviation along each axis. Among coarser meshes the data choose, by Akaike's criterion.
///
/// `tilt` are the slopes of a term of the potential that is not in the recorded forces; empty if there
/// is none. `blocks` are the forces of independent blocks of samples in `cells`, `grid` holds the bins
/// at which the potential is told, `visits` their counts, and `beta` the inverse temperature that
/// scales the penalty across gaps. Errors by chance are those of independent samples, scaled to the
/// scatter between blocks.
/// `None` without enough data.
pub fn force_regression(
    blocks: &[&CellForce],
    cells: &Grid,
    grid: &Grid,
    visits: &[u64],
    flight: &[f64],
    beta: f64,
    tilt: &[f64],
) -> Option<ForceFit> {
    let d = grid.dimension();
    let mut total = CellForce::default();
    blocks.iter().for_each(|block| total.combine(block));
    let samples = ForceSamples::new(&total, cells, grid, flight)?;
    let finest: Vec<f64> = flight.iter().map(|flight| FINEST * flight).collect();
    let usable = |(i, h): (usize, &f64)| {
        // On a circle the splines need a few knots.
        let least = grid.period(i).map_or(1.0, |_| Functions::FEWEST as f64);
        *h > 0.0 && samples.upper[i] - samples.lower[i] >= least * *h
    };
    if samples.count < VISITED || !finest.iter().enumerate().all(usable) {
        return None;
    }
    let penalty = BRIDGE * beta * beta;
    let mut meshes: Vec<Mesh> = (0..MESHES)
        .map(|coarser| {
            Mesh::new(
                &samples,
                grid,
                &finest,
                libm::pow(COARSER, f64::from(coarser)),
            )
        })
        .collect();
    meshes.dedup();
    // The weights first, from the residual of a fit that has none.
    let equal = DMatrix::identity(d, d) * weight(&samples);
    let plain = Fit::new(&meshes[0], &samples, &equal, penalty)?;
    let weights = plain.residual(&total).cholesky()?.inverse();
    let on = |mesh: &Mesh| Fit::new(mesh, &samples, &weights, penalty);
    // Beyond the first mesh that is too coarse all are.
    let mut fit = on(&meshes[0])?;
    let mut too_coarse = None;
    for coarser in meshes[1..].iter().map_while(on) {
        if coarser.criterion() > fit.criterion() {
            too_coarse = Some(coarser);
            break;
        }
        fit = coarser;
    }
    let moved = on(&fit.mesh.moved())?;

    let bins = Bins::new(&fit.basis, &samples, grid, visits);
    let untilted = bins.values(&fit.basis, &fit.coefficients);
    let scatter = (d == 1).then(|| fit.scatter());
    let independent = bins.variances(&fit.basis, &fit.factor, scatter.as_deref());
    let responses = fit.responses(blocks);
    let changes = responses.iter().map(|r| bins.values(&fit.basis, r));
    let changes: Vec<_> = changes.collect();
    let dispersion = bins.dispersion(&changes, &independent);
    let chance = |v: &Option<f64>| v.map(|v| (v * dispersion).sqrt());
    let moved = bins.values(&moved.basis, &moved.coefficients);
    let too_coarse = too_coarse.map(|fit| bins.values(&fit.basis, &fit.coefficients));
    let mesh = |bin: usize| {
        let here = untilted[bin]?;
        let coarser = too_coarse.as_ref().and_then(|coarser| coarser[bin]);
        let share = coarser.map_or(0.0, |coarser| (coarser - here) / COARSER_OFF);
        Some(libm::hypot(moved[bin]? - here, share))
    };
    let mesh_error = (0..untilted.len()).map(mesh).collect();
    let mut surface = surface(&samples, &fit, &untilted, grid);
    surface.tilt = tilt.to_vec();
    let energy = match tilt.is_empty() {
        true => untilted,
        false => bins.tilted(&untilted, tilt),
    };
    Some(ForceFit {
        chance_error: independent.iter().map(chance).collect(),
        mesh_error,
        surface,
        energy,
        changes,
        piece: bins.piece,
        misfit: misfit(&samples, &fit.smooth, cells, flight, &fit.residual(&total)),
        knots: fit.mesh.spacing,
        finest,
        samples: samples.count,
    })
}

/// The weight of a force before its residual is known: one, unless forces are far from one, which the
/// penalty of the fit would tell from those of other units.
fn weight(samples: &ForceSamples) -> f64 {
    let square = |force: &[f64]| force.iter().map(|g| g * g).sum::<f64>();
    let each = samples
        .taken()
        .map(|(_, s)| s.count * (s.variance + square(&s.force)));
    let power = each.sum::<f64>() / samples.count;
    match ORDINARY.contains(&power) || !(power > 0.0 && power.is_finite()) {
        true => 1.0,
        false => 1.0 / power,
    }
}

/// The fit as a surface; beyond the samples it rises as a well that is as wide and as high.
fn surface(samples: &ForceSamples, fit: &Fit, energy: &[Option<f64>], grid: &Grid) -> Surface {
    let known = energy.iter().flatten().copied();
    let (least, most) = known.fold((0.0_f64, 0.0_f64), |(a, b), u| (a.min(u), b.max(u)));
    let axes = samples.lower.iter().zip(&samples.upper);
    let stiffness = axes.map(|(lower, upper)| 8.0 * (most - least) / libm::pow(upper - lower, 2.0));
    Surface {
        stiffness: stiffness.collect(),
        lower: fit.mesh.lower.clone(),
        upper: fit.mesh.upper.clone(),
        intervals: fit.basis.intervals().to_vec(),
        coefficients: unfolded(&fit.coefficients, &fit.basis.functions()),
        periodic: periodic_axes(grid),
        tilt: Vec::new(),
    }
}

/// A fit on one mesh.
struct Fit<'a> {
    samples: &'a ForceSamples,
    weights: &'a DMatrix<f64>,
    mesh: Mesh,
    basis: TensorBasis,
    coefficients: Vec<f64>,
    factor: Banded,
    /// By how much the weighted sum of squares is smaller than without the fit.
    gain: f64,
    /// Number of functions that the data determine.
    parameters: f64,
    /// `∇U` in the mean over each cell.
    smooth: Vec<[f64; MOST]>,
}

impl<'a> Fit<'a> {
    fn new(
        mesh: &Mesh,
        samples: &'a ForceSamples,
        weights: &'a DMatrix<f64>,
        penalty: f64,
    ) -> Option<Self> {
        let basis = mesh.basis();
        let (size, width) = (basis.len(), basis.width());
        let mut matrix = vec![vec![0.0; width + 1]; size];
        let mut right = vec![0.0; size];
        for (_, sample) in samples.taken() {
            let support = basis.mean(&sample.position, &samples.widths);
            let functions = support.functions();
            let scale = sample.count * sample.weight;
            for (at, (k, _, slope)) in functions.iter().enumerate() {
                let weighted = times(weights, slope).map(|x| x * scale);
                right[*k] += dot(&weighted, &sample.force);
                let row = &mut matrix[*k];
                for (l, _, slope) in &functions[..=at] {
                    row[width - (k - l)] += dot(&weighted, slope);
                }
            }
        }
        let parameters = matrix.iter().filter(|row| row[width] > 0.0).count() as f64;
        for second_difference in basis.second_differences() {
            add_square(&mut matrix, &second_difference, penalty);
        }
        for row in &mut matrix {
            row[width] += PIN * penalty;
        }
        let factor = Banded::factorise(matrix)?;
        let coefficients = factor.solve(&right);
        let mut smooth = vec![[0.0; MOST]; samples.cells.len()];
        for (cell, sample) in samples.taken() {
            let support = basis.mean(&sample.position, &samples.widths);
            smooth[cell] = support.gradient(&coefficients);
        }
        Some(Fit {
            gain: coefficients.iter().zip(&right).map(|(a, b)| a * b).sum(),
            samples,
            weights,
            mesh: mesh.clone(),
            basis,
            coefficients,
            factor,
            parameters,
            smooth,
        })
    }

    /// Akaike's, up to a constant.
    fn criterion(&self) -> f64 {
        2.0 * self.parameters - self.gain
    }

    /// Covariance of the right-hand side of the normal equations, from independent samples: lower
    /// band, in one dimension. Of the ripple's force little remains where the cells are finer than
    /// the ripple, as their weights take away the chance in their counts.
    fn scatter(&self) -> Vec<Vec<f64>> {
        let width = self.basis.width();
        let mut matrix = vec![vec![0.0; width + 1]; self.basis.len()];
        for (number, sample) in self.samples.taken() {
            let support = self.basis.mean(&sample.position, &self.samples.widths);
            let unresolved = sample.force[0] - self.smooth[number][0];
            let within = sample.deviates(sample.variance.sqrt(), unresolved);
            let scale = self.weights[(0, 0)] * sample.weight;
            let variance = scale * scale * sample.count * within * within;
            let functions = support.functions().iter();
            let slopes: Vec<(usize, f64)> = functions.map(|(k, _, slope)| (*k, slope[0])).collect();
            add_square(&mut matrix, &slopes, variance);
        }
        matrix
    }

    /// Change of the coefficients that each block makes.
    fn responses(&self, blocks: &[&CellForce]) -> Vec<Vec<f64>> {
        let cells = self.samples.cells.len();
        let blocks = blocks.iter().filter(|force| force.cells().len() == cells);
        let blocks: Vec<&CellForce> = blocks.copied().collect();
        let mut scores = vec![vec![0.0; self.basis.len()]; blocks.len()];
        let count = |block: &CellForce| block.cells().map(|cell| cell.count()).sum::<f64>();
        let shares: Vec<f64> = blocks
            .iter()
            .map(|block| count(block) / self.samples.count)
            .collect();
        for (number, sample) in self.samples.taken() {
            let support = self.basis.mean(&sample.position, &self.samples.widths);
            for ((block, share), score) in blocks.iter().zip(&shares).zip(&mut scores) {
                let cell = block.cell(number);
                let count = cell.count();
                let mut residual = [0.0; MOST];
                for (i, force) in cell.forces().iter().enumerate() {
                    let unresolved = sample.force[i] - self.smooth[number][i];
                    let within = force - count * sample.force[i];
                    let rest = sample.deviates(within, count * unresolved);
                    residual[i] = sample.weight * (rest + share * sample.count * unresolved);
                }
                let weighted = times(self.weights, &residual);
                for (k, _, slope) in support.functions() {
                    score[*k] += dot(&weighted, slope);
                }
            }
        }
        scores
            .iter()
            .map(|score| self.factor.solve(score))
            .collect()
    }

    /// `Cov(∇V − ∇U)`, with what the force changes within a cell.
    fn residual(&self, total: &CellForce) -> DMatrix<f64> {
        let d = self.weights.nrows();
        let mut covariance = DMatrix::<f64>::zeros(d, d);
        for (number, sample) in self.samples.taken() {
            let (cell, smooth) = (total.cell(number), &self.smooth[number]);
            let sums = cell.forces();
            for ([i, j], product) in multisets(d).zip(cell.products()) {
                covariance[(i, j)] += product - sums[i] * smooth[j] - smooth[i] * sums[j]
                    + sample.count * smooth[i] * smooth[j];
            }
        }
        DMatrix::from_fn(d, d, |i, j| {
            covariance[(i.min(j), i.max(j))] / self.samples.count
        })
    }
}

/// `W x`
fn times(matrix: &DMatrix<f64>, x: &[f64; MOST]) -> [f64; MOST] {
    let mut product = [0.0; MOST];
    for i in 0..matrix.nrows() {
        for j in 0..matrix.ncols() {
            product[i] += matrix[(i, j)] * x[j];
        }
    }
    product
}

fn dot(a: &[f64; MOST], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests;
