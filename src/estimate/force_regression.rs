//! Learns the effective potential from the forces that walkers feel.

use crate::least_squares::{BRIDGE, quadratic_form};
use crate::tensor::MOST;
use crate::tensor_basis::{Support, TensorBasis};
use crate::wells::neighbours;
use nalgebra::DMatrix;
use statistics::{Banded, Cell, CellForce, Grid, Tally, add_square, multisets};

/// Least distance of the knots in units of `L`, a walker's flight in one step at the standard
/// deviation of its momentum. A basis with finer knots represents what the step does not resolve,
/// and the fit tends to `V` itself; no criterion of fit can tell, since ripples reproduce out of
/// sample (METHOD section 8). At 1.5 `L` the slope of a B-spline has hardly any power at the
/// wavelengths that a step leaps over, and wells as narrow as a few steps are still followed.
const FINEST: f64 = 1.5;

/// Factor between the meshes among which the data choose, and their number. They may only be
/// coarser than [`FINEST`].
const COARSER: f64 = std::f64::consts::SQRT_2;
const MESHES: i32 = 6;

/// Most knot intervals along an axis: the time of a fit grows as their number to the power
/// `3d − 2`.
const fn most_intervals(dimension: usize) -> usize {
    match dimension {
        1 => 1000,
        2 => 40,
        _ => 8,
    }
}

/// Samples that a knot box needs to count as visited.
const VISITED: f64 = 20.0;

/// Weight, in units of the bridge, that holds the constant of the potential, which no force
/// determines.
const PIN: f64 = 1e-3;

/// The potential learned from forces, on the bins of the positions.
#[derive(Clone, Debug, PartialEq)]
pub struct ForceFit {
    /// `U_k`, up to a constant for each connected piece; `None` where no force was recorded.
    pub energy: Vec<Option<f64>>,
    /// `∇U_k`.
    pub gradient: Vec<Option<Vec<f64>>>,
    /// Standard error by chance of `energy` about its mean over the piece.
    pub chance_error: Vec<Option<f64>>,
    /// Difference from the fit with its knots moved by half their distance.
    pub mesh_error: Vec<Option<f64>>,
    /// Number of the connected piece of each bin.
    pub piece: Vec<Option<usize>>,
    /// Distance of the knots along each axis, and the least that the step allows.
    pub knots: Vec<f64>,
    pub finest: Vec<f64>,
    /// `Cov(∇V − ∇U_k)`, and its standard error.
    pub covariance: DMatrix<f64>,
    pub covariance_error: DMatrix<f64>,
    /// Recorded forces.
    pub samples: f64,
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
/// `cells` are those of the tally, `grid` holds the bins at which the potential is told, `visits`
/// their counts, and `beta` the inverse temperature that scales the penalty across gaps. Errors by
/// chance are those of independent samples, scaled to the scatter between blocks of walkers.
/// `None` without enough data.
pub fn force_regression(
    tally: &Tally,
    cells: &Grid,
    grid: &Grid,
    visits: &[u64],
    flight: &[f64],
    beta: f64,
) -> Option<ForceFit> {
    let d = grid.dimension();
    let mut total = CellForce::default();
    tally.blocks().for_each(|block| total.combine(&block.force));
    let samples: Vec<Sample> = total.cells().map(|cell| Sample::of(&cell)).collect();
    let count: f64 = samples.iter().map(|s| s.count).sum();
    let region = occupied(&samples, cells)?;
    let finest: Vec<f64> = flight.iter().map(|flight| FINEST * flight).collect();
    if !(count >= VISITED && finest.iter().all(|h| *h > 0.0 && h.is_finite())) {
        return None;
    }
    let penalty = BRIDGE * beta * beta;
    let meshes: Vec<Vec<usize>> = (0..MESHES)
        .map(|coarser| region.intervals(&finest, libm::pow(COARSER, f64::from(coarser))))
        .collect();
    // The weights first, from the residual of a fit that has none.
    let plain = Fit::new(
        region.basis(&meshes[0], 0.0),
        &samples,
        &identity(d),
        penalty,
    )?;
    let weights = inverse(&plain.residual(total.cells(), &samples))?;
    let mut best: Option<(f64, Fit)> = None;
    for (number, intervals) in meshes.iter().enumerate() {
        if number > 0 && *intervals == meshes[number - 1] {
            continue;
        }
        let fit = Fit::new(region.basis(intervals, 0.0), &samples, &weights, penalty)?;
        let criterion = 2.0 * fit.parameters - fit.gain;
        if best.as_ref().is_none_or(|(least, _)| criterion < *least) {
            best = Some((criterion, fit));
        }
    }
    let (_, fit) = best?;
    let moved = region.basis(fit.basis.intervals(), 0.5);
    let moved = Fit::new(moved, &samples, &weights, penalty)?;

    let points = grid.points();
    let piece = pieces(&fit.basis, &samples, grid, visits);
    let count_of = |number: usize| {
        let bins = piece.iter().zip(visits);
        bins.filter(move |(p, _)| **p == Some(number))
            .map(|(_, n)| *n as f64)
            .sum::<f64>()
    };
    let number = piece.iter().flatten().max().map_or(0, |last| last + 1);
    let sizes: Vec<f64> = (0..number).map(count_of).collect();
    let centred = |values: Vec<Option<f64>>| -> Vec<Option<f64>> {
        let mut means = vec![0.0; number];
        for ((value, piece), n) in values.iter().zip(&piece).zip(visits) {
            if let (Some(value), Some(piece)) = (value, piece) {
                means[*piece] += value * *n as f64 / sizes[*piece];
            }
        }
        let pairs = values.iter().zip(&piece);
        pairs
            .map(|(value, piece)| Some((*value)? - means[(*piece)?]))
            .collect()
    };
    let supports: Vec<Option<Support>> = points
        .iter()
        .zip(&piece)
        .map(|(q, piece)| piece.map(|_| fit.basis.at(q)))
        .collect();
    let on_bins = |coefficients: &[f64]| {
        let values = supports.iter();
        centred(
            values
                .map(|s| s.as_ref().map(|s| s.value(coefficients)))
                .collect(),
        )
    };
    let energy = on_bins(&fit.coefficients);
    let shifted = points.iter().zip(&piece);
    let shifted = centred(
        shifted
            .map(|(q, piece)| piece.map(|_| moved.basis.at(q).value(&moved.coefficients)))
            .collect(),
    );
    // The scatter of the blocks, in the mean over the bins, to scale the errors of independent
    // samples.
    let independent = fit.variances(&supports, &piece, visits, &sizes);
    let blocks = tally.blocks().count() as f64;
    let scatter: f64 = tally
        .blocks()
        .flat_map(|block| on_bins(&fit.response(block.force.cells(), &samples, &weights)))
        .flatten()
        .map(|change| change * change)
        .sum();
    let expected: f64 = independent.iter().flatten().sum();
    let dispersion = if blocks > 1.0 && expected > 0.0 {
        scatter / expected * blocks / (blocks - 1.0)
    } else {
        1.0
    };
    let residuals: Vec<DMatrix<f64>> = tally
        .blocks()
        .map(|block| fit.residual(block.force.cells(), &samples))
        .collect();
    let covariance = fit.residual(total.cells(), &samples);
    Some(ForceFit {
        gradient: supports
            .iter()
            .map(|s| Some(s.as_ref()?.gradient(&fit.coefficients)[..d].to_vec()))
            .collect(),
        chance_error: independent
            .iter()
            .map(|v| v.map(|v| (v * dispersion).sqrt()))
            .collect(),
        mesh_error: energy
            .iter()
            .zip(&shifted)
            .map(|(a, b)| Some(((*a)? - (*b)?).abs()))
            .collect(),
        energy,
        piece,
        knots: region.spacing(fit.basis.intervals()),
        finest,
        covariance_error: scatter_of(&residuals, &covariance),
        covariance,
        samples: count,
    })
}

/// The samples of a cell in all blocks.
#[derive(Clone, Debug)]
struct Sample {
    count: f64,
    /// Mean position and mean force.
    position: Vec<f64>,
    force: Vec<f64>,
}

impl Sample {
    fn of(cell: &Cell) -> Self {
        let [position, force] = cell.means().unwrap_or_default();
        Sample {
            count: cell.count(),
            position,
            force,
        }
    }
}

/// A box that contains every sample.
struct Region {
    lower: Vec<f64>,
    upper: Vec<f64>,
}

/// The smallest box of cells that contains every sample; `None` without samples.
fn occupied(samples: &[Sample], cells: &Grid) -> Option<Region> {
    let widths = cells.widths();
    let axis = |i: usize| {
        let mut along = samples.iter().filter(|s| s.count > 0.0);
        let first = along.next()?.position[i];
        let (least, most) = along.fold((first, first), |(least, most), s| {
            (least.min(s.position[i]), most.max(s.position[i]))
        });
        let [lower, upper] = cells.interval(i);
        Some((
            (least - widths[i]).max(lower),
            (most + widths[i]).min(upper),
        ))
    };
    let axes: Option<Vec<(f64, f64)>> = (0..cells.dimension()).map(axis).collect();
    let (lower, upper) = axes?.into_iter().unzip();
    Some(Region { lower, upper })
}

impl Region {
    /// Knot intervals no shorter than `factor` times `finest`.
    fn intervals(&self, finest: &[f64], factor: f64) -> Vec<usize> {
        let most = most_intervals(finest.len());
        let axes = self.lower.iter().zip(&self.upper).zip(finest);
        axes.map(|((lower, upper), finest)| {
            let most = (most as f64 / factor).max(1.0);
            ((upper - lower) / (factor * finest)).clamp(1.0, most) as usize
        })
        .collect()
    }

    fn spacing(&self, intervals: &[usize]) -> Vec<f64> {
        let axes = self.lower.iter().zip(&self.upper).zip(intervals);
        axes.map(|((lower, upper), n)| (upper - lower) / *n as f64)
            .collect()
    }

    /// Splines with these intervals, moved by a share of one: by half an interval there is one more.
    fn basis(&self, intervals: &[usize], moved: f64) -> TensorBasis {
        if moved == 0.0 {
            return TensorBasis::new(&self.lower, &self.upper, intervals);
        }
        let spacing = self.spacing(intervals);
        let lower = self.lower.iter().zip(&spacing);
        let upper = self.upper.iter().zip(&spacing);
        let lower: Vec<f64> = lower.map(|(x, h)| x - moved * h).collect();
        let upper: Vec<f64> = upper.map(|(x, h)| x + (1.0 - moved) * h).collect();
        let more: Vec<usize> = intervals.iter().map(|n| n + 1).collect();
        TensorBasis::new(&lower, &upper, &more)
    }
}

/// A fit on one mesh.
struct Fit {
    basis: TensorBasis,
    coefficients: Vec<f64>,
    factor: Banded,
    /// By how much the weighted sum of squares is smaller than without the fit.
    gain: f64,
    /// Number of functions that the data determine.
    parameters: f64,
}

impl Fit {
    fn new(
        basis: TensorBasis,
        samples: &[Sample],
        weights: &DMatrix<f64>,
        penalty: f64,
    ) -> Option<Self> {
        let (size, width) = (basis.len(), basis.width());
        let mut matrix = vec![vec![0.0; width + 1]; size];
        let mut right = vec![0.0; size];
        for sample in samples.iter().filter(|s| s.count > 0.0) {
            let support = basis.at(&sample.position);
            let functions = support.functions();
            for (at, (k, _, slope)) in functions.iter().enumerate() {
                let weighted = times(weights, slope).map(|x| x * sample.count);
                right[*k] += dot(&weighted, &sample.force);
                let row = &mut matrix[*k];
                for (l, _, slope) in &functions[..=at] {
                    row[width - (k - l)] += dot(&weighted, slope);
                }
            }
        }
        let parameters = matrix.iter().filter(|row| row[width] > 0.0).count() as f64;
        for [a, b, c] in basis.triples() {
            let bend = [(a, 1.0), (b, -2.0), (c, 1.0)];
            add_square(&mut matrix, &bend, penalty);
        }
        for row in &mut matrix {
            row[width] += PIN * penalty;
        }
        let factor = Banded::factorise(matrix)?;
        let coefficients = factor.solve(&right);
        Some(Fit {
            gain: coefficients.iter().zip(&right).map(|(a, b)| a * b).sum(),
            basis,
            coefficients,
            factor,
            parameters,
        })
    }

    /// Change of the coefficients that the cells of a block make.
    fn response<'a>(
        &self,
        block: impl Iterator<Item = Cell<'a>>,
        samples: &[Sample],
        weights: &DMatrix<f64>,
    ) -> Vec<f64> {
        let mut score = vec![0.0; self.basis.len()];
        for (cell, sample) in block.zip(samples).filter(|(cell, _)| cell.count() > 0.0) {
            let support = self.basis.at(&sample.position);
            let smooth = support.gradient(&self.coefficients);
            let mut residual = [0.0; MOST];
            for (i, force) in cell.forces().iter().enumerate() {
                residual[i] = force - cell.count() * smooth[i];
            }
            let weighted = times(weights, &residual);
            for (k, _, slope) in support.functions() {
                score[*k] += dot(&weighted, slope);
            }
        }
        self.factor.solve(&score)
    }

    /// `Cov(∇V − ∇U)` over these cells.
    fn residual<'a>(
        &self,
        cells: impl Iterator<Item = Cell<'a>>,
        samples: &[Sample],
    ) -> DMatrix<f64> {
        let d = self.basis.intervals().len();
        let (mut products, mut count) = (vec![0.0; d * (d + 1) / 2], 0.0);
        for (cell, sample) in cells.zip(samples).filter(|(cell, _)| cell.count() > 0.0) {
            let smooth = self.basis.at(&sample.position).gradient(&self.coefficients);
            let (n, sums) = (cell.count(), cell.forces());
            count += n;
            for ((sum, [i, j]), product) in
                products.iter_mut().zip(multisets(d)).zip(cell.products())
            {
                *sum +=
                    product - sums[i] * smooth[j] - smooth[i] * sums[j] + n * smooth[i] * smooth[j];
            }
        }
        let mut covariance = DMatrix::zeros(d, d);
        for (sum, [i, j]) in products.iter().zip(multisets(d)) {
            covariance[(i, j)] = sum / count;
            covariance[(j, i)] = sum / count;
        }
        covariance
    }

    /// Variance at every bin, about the mean over its piece, if samples were independent:
    /// `φᵀ A⁻¹ φ − 2 φᵀ A⁻¹ m + mᵀ A⁻¹ m` with the mean `m` of `φ`.
    fn variances(
        &self,
        supports: &[Option<Support>],
        piece: &[Option<usize>],
        visits: &[u64],
        sizes: &[f64],
    ) -> Vec<Option<f64>> {
        let inverse = self.factor.inverse_band();
        let mut means = vec![vec![0.0; self.basis.len()]; sizes.len()];
        for ((support, piece), n) in supports.iter().zip(piece).zip(visits) {
            if let (Some(support), Some(piece)) = (support, piece) {
                for (k, value) in support.values() {
                    means[*piece][k] += value * *n as f64 / sizes[*piece];
                }
            }
        }
        let solved: Vec<Vec<f64>> = means.iter().map(|m| self.factor.solve(m)).collect();
        let own: Vec<f64> = means
            .iter()
            .zip(&solved)
            .map(|(m, x)| m.iter().zip(x).map(|(m, x)| m * x).sum())
            .collect();
        let bins = supports.iter().zip(piece);
        bins.map(|(support, piece)| {
            let (support, piece) = (support.as_ref()?, (*piece)?);
            let entries: Vec<(usize, f64)> = support.values().collect();
            let here = quadratic_form(&entries, &inverse);
            Some((here - 2.0 * support.value(&solved[piece]) + own[piece]).max(0.0))
        })
        .collect()
    }
}

/// The connected piece of each visited bin whose knot box was visited: forces give one constant for
/// each. Neighbouring knot boxes with samples are connected.
fn pieces(
    basis: &TensorBasis,
    samples: &[Sample],
    grid: &Grid,
    visits: &[u64],
) -> Vec<Option<usize>> {
    let boxes = basis.intervals();
    let mut counts = vec![0.0; boxes.iter().product()];
    for sample in samples.iter().filter(|s| s.count > 0.0) {
        counts[basis.knot_box(&sample.position)] += sample.count;
    }
    let mut piece = vec![None; counts.len()];
    let mut pieces = 0;
    for start in 0..counts.len() {
        if counts[start] < VISITED || piece[start].is_some() {
            continue;
        }
        let mut open = vec![start];
        while let Some(number) = open.pop() {
            if piece[number].is_none() && counts[number] >= VISITED {
                piece[number] = Some(pieces);
                open.extend(neighbours(number, boxes));
            }
        }
        pieces += 1;
    }
    let points = grid.points();
    let bins = points.iter().zip(visits);
    let mut of_bins: Vec<Option<usize>> = bins
        .map(|(q, n)| piece[basis.knot_box(q)].filter(|_| *n > 0))
        .collect();
    // A piece without a visited bin has no number.
    let mut used: Vec<usize> = of_bins.iter().flatten().copied().collect();
    used.sort_unstable();
    used.dedup();
    for piece in of_bins.iter_mut().flatten() {
        *piece = used.binary_search(piece).unwrap_or(0);
    }
    of_bins
}

fn identity(d: usize) -> DMatrix<f64> {
    DMatrix::identity(d, d)
}

fn inverse(matrix: &DMatrix<f64>) -> Option<DMatrix<f64>> {
    Some(matrix.clone().cholesky()?.inverse())
}

/// Standard error of a mean over blocks, entry by entry; NaN for a single block.
fn scatter_of(blocks: &[DMatrix<f64>], mean: &DMatrix<f64>) -> DMatrix<f64> {
    let n = blocks.len() as f64;
    DMatrix::from_fn(mean.nrows(), mean.ncols(), |i, j| {
        let off = blocks.iter().map(|b| b[(i, j)] - mean[(i, j)]);
        (off.map(|x| x * x).sum::<f64>() / (n * (n - 1.0))).sqrt()
    })
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
