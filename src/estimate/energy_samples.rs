//! Baselines from samples of the energy: filters, and a fit to `V` itself.

use crate::tensor_basis::TensorBasis;
use dynamics::Surface;
use expression::{Potential, Vectors};
use statistics::{Banded, Grid, add_square};

/// Half-width of a filter's kernel, in standard deviations.
const REACH: f64 = 4.0;

/// Widths of the family of filters: the narrowest in units of a walker's flight, the factor from
/// one to the next, and their number.
const NARROWEST: f64 = 0.25;
const WIDER: f64 = std::f64::consts::SQRT_2;
const WIDTHS: i32 = 6;

/// Weight of the penalty on second differences that determines a fit where it has no samples.
const PENALTY: f64 = 1e-6;

/// Least share of a kernel's weight where `V` is finite.
const MOST_DEFINED: f64 = 0.5;

/// Most points of the grid: more change no digit, and cost time.
const fn most_points(dimension: usize) -> u32 {
    match dimension {
        1 => 1 << 14,
        2 => 1 << 16,
        _ => 1 << 18,
    }
}

/// `V` on a regular grid, about the bins and as far beyond as the widest filter reaches. A filter
/// or a fit of the energy needs no more: a few thousand values where a formula is known, but as
/// many as the grid has points, a number that grows exponentially with the dimension.
#[derive(Clone, Debug)]
pub struct EnergySamples {
    grid: Grid,
    points: Vectors,
    energy: Vec<Option<f64>>,
    flight: Vec<f64>,
}

/// A member of the family of filters.
#[derive(Clone, Debug)]
pub struct Filtered {
    /// Order of the filter: it preserves polynomials of a degree below it.
    pub order: u32,
    /// Standard deviation of the Gaussian in units of the flight.
    pub width: f64,
    /// On the bins.
    pub energy: Vec<Option<f64>>,
}

impl EnergySamples {
    /// Evaluates `V` at most `evaluations` times. `flight` is the displacement of a walker in one
    /// step along each axis.
    pub fn new(potential: &Potential, bins: &Grid, flight: &[f64], evaluations: u64) -> Self {
        let d = bins.dimension();
        let widest = NARROWEST * libm::pow(WIDER, f64::from(WIDTHS - 1));
        let ends = flight.iter().enumerate().map(|(axis, flight)| {
            let [lower, upper] = bins.interval(axis);
            let margin = REACH * widest * flight;
            (lower - margin, upper + margin)
        });
        let (lower, upper): (Vec<f64>, Vec<f64>) = ends.unzip();
        let total = evaluations.min(u64::from(most_points(d))) as f64;
        // The root is a whole number for every power of two that is one.
        let along = libm::pow(total, 1.0 / d as f64) + 1e-9;
        let grid = Grid::new(&lower, &upper, &vec![(along as u32).max(1); d]);
        let points = grid.points();
        let energy = potential.energies(&points).into_iter();
        EnergySamples {
            energy: energy.map(|v| Some(v).filter(|v| v.is_finite())).collect(),
            flight: flight.to_vec(),
            grid,
            points,
        }
    }

    /// Number of evaluations of `V`.
    pub fn evaluations(&self) -> u64 {
        self.energy.len() as u64
    }

    /// `V` convolved with Gaussians `G_w` of every width, and the filters of fourth order
    /// `2 G_w − G_{√2 w}`, in which the error `½w² ∇²V` of a Gaussian cancels.
    pub fn filtered(&self, bins: &Grid) -> Vec<Filtered> {
        let widths = (0..WIDTHS).map(|k| NARROWEST * libm::pow(WIDER, f64::from(k)));
        let mut all: Vec<Filtered> = widths
            .map(|width| Filtered {
                order: 2,
                width,
                energy: self.blurred(bins, width),
            })
            .collect();
        let fourth = |pair: &[Filtered]| {
            let energies = pair[0].energy.iter().zip(&pair[1].energy);
            Filtered {
                order: 4,
                width: pair[0].width,
                energy: energies
                    .map(|(narrow, wide)| Some(2.0 * (*narrow)? - (*wide)?))
                    .collect(),
            }
        };
        let higher: Vec<Filtered> = all.windows(2).map(fourth).collect();
        all.extend(higher);
        all
    }

    /// `V` averaged over a Gaussian, where it is defined, about the centre of every bin.
    pub fn blurred(&self, bins: &Grid, width: f64) -> Vec<Option<f64>> {
        let kernels: Vec<Vec<Kernel>> = (0..bins.dimension())
            .map(|axis| {
                let grid = self.grid.centres(axis);
                let centres = bins.centres(axis).into_iter();
                let deviation = width * self.flight[axis];
                centres.map(|x| Kernel::new(&grid, x, deviation)).collect()
            })
            .collect();
        let average = |value: fn(&Option<f64>) -> f64| {
            let mut values: Vec<f64> = self.energy.iter().map(value).collect();
            let mut shape = self.grid.bins();
            for (axis, kernels) in kernels.iter().enumerate() {
                values = contract(&values, &mut shape, axis, kernels);
            }
            values
        };
        let energy = average(|v| v.unwrap_or(0.0));
        let defined = average(|v| f64::from(u8::from(v.is_some())));
        let pairs = energy.iter().zip(defined);
        pairs
            .map(|(v, share)| Some(v / share).filter(|v| share >= MOST_DEFINED && v.is_finite()))
            .collect()
    }

    /// Least-squares fit to `V` on the splines of a surface, from the samples in the `wanted` bins;
    /// with the number of samples.
    pub fn regressed(
        &self,
        surface: &Surface,
        bins: &Grid,
        wanted: &[bool],
    ) -> Option<(Vec<Option<f64>>, usize)> {
        let basis = TensorBasis::new(
            &surface.lower,
            &surface.upper,
            &surface.intervals,
            &surface.periodic,
        );
        let tilt = |q: &[f64]| -> f64 { q.iter().zip(&surface.tilt).map(|(x, s)| s * x).sum() };
        let width = basis.width();
        let mut matrix = vec![vec![0.0; width + 1]; basis.len()];
        let mut right = vec![0.0; basis.len()];
        let mut count = 0;
        for (q, energy) in self.points.iter().zip(&self.energy) {
            let (Some(energy), Some(bin)) = (energy, bins.number(q)) else {
                continue;
            };
            if wanted[bin] {
                let functions: Vec<(usize, f64)> = basis.at(q).values().collect();
                add_square(&mut matrix, &functions, 1.0);
                let energy = energy - tilt(q);
                for (k, value) in functions {
                    right[k] += value * energy;
                }
                count += 1;
            }
        }
        for second_difference in basis.second_differences() {
            add_square(&mut matrix, &second_difference, PENALTY);
        }
        // Straight lines have no second differences: where nothing determines them, they are zero.
        for row in &mut matrix {
            row[width] += PENALTY * PENALTY;
        }
        let coefficients = Banded::factorise(matrix)?.solve(&right);
        let bins = bins.points();
        let bins = bins.iter().zip(wanted);
        let energy = bins
            .map(|(q, wanted)| wanted.then(|| basis.at(q).value(&coefficients) + tilt(q)))
            .collect();
        (count > 0).then_some((energy, count))
    }
}

/// Weights of consecutive points of an axis about one position; they add up to one.
struct Kernel {
    first: usize,
    weights: Vec<f64>,
}

impl Kernel {
    fn new(points: &[f64], x: f64, deviation: f64) -> Self {
        let first = points.partition_point(|p| *p < x - REACH * deviation);
        let last = points.partition_point(|p| *p <= x + REACH * deviation);
        let weight = |p: &f64| {
            let off = (p - x) / deviation;
            libm::exp(-0.5 * off * off)
        };
        let weights: Vec<f64> = points[first..last].iter().map(weight).collect();
        let sum: f64 = weights.iter().sum();
        Kernel {
            first,
            weights: weights.iter().map(|w| w / sum).collect(),
        }
    }
}

/// Replaces one axis of a row-major array by the weighted means of these kernels.
fn contract(values: &[f64], shape: &mut [usize], axis: usize, kernels: &[Kernel]) -> Vec<f64> {
    let inner: usize = shape[axis + 1..].iter().product();
    let length = shape[axis];
    let mut contracted = Vec::with_capacity(values.len() / length * kernels.len());
    for slab in values.chunks_exact(length * inner) {
        for kernel in kernels {
            let start = contracted.len();
            contracted.resize(start + inner, 0.0);
            let rows = slab[kernel.first * inner..].chunks_exact(inner);
            for (row, weight) in rows.zip(&kernel.weights) {
                for (sum, value) in contracted[start..].iter_mut().zip(row) {
                    *sum += weight * value;
                }
            }
        }
    }
    shape[axis] = kernels.len();
    contracted
}

#[cfg(test)]
mod tests {
    use super::EnergySamples;
    use expression::Formula;
    use statistics::Grid;

    fn samples(text: &str, bins: &Grid, flight: &[f64]) -> EnergySamples {
        let potential = Formula::parse(text).unwrap().compile().unwrap();
        EnergySamples::new(&potential, bins, flight, 1 << 16)
    }

    #[test]
    fn a_gaussian_damps_a_wave_by_the_known_factor_and_the_fourth_order_leaves_a_cubic() {
        let bins = Grid::new(&[-1.0], &[1.0], &[40]);
        let ripple = samples("sin(20*q)/20", &bins, &[0.2]);
        for filtered in ripple.filtered(&bins) {
            let damped = |w: f64| libm::exp(-0.5 * 400.0 * w * w * 0.04);
            let w = filtered.width;
            let expected = match filtered.order {
                2 => damped(w),
                _ => 2.0 * damped(w) - damped(w * 2.0_f64.sqrt()),
            };
            for (u, q) in filtered.energy.iter().zip(bins.centres(0)) {
                let exact = expected * libm::sin(20.0 * q) / 20.0;
                assert!((u.unwrap() - exact).abs() < 1e-4, "{filtered:?}");
            }
        }
        let cubic = samples("x^3 - 2*x*y^2 + 3*y", &bins_2d(), &[0.2, 0.1]);
        let fourth = cubic.filtered(&bins_2d());
        for filtered in fourth.iter().filter(|f| f.order == 4) {
            for (u, q) in filtered.energy.iter().zip(bins_2d().points().iter()) {
                let exact = q[0] * q[0] * q[0] - 2.0 * q[0] * q[1] * q[1] + 3.0 * q[1];
                assert!((u.unwrap() - exact).abs() < 2e-3, "{q:?}");
            }
        }
    }

    fn bins_2d() -> Grid {
        Grid::new(&[-1.0, -1.0], &[1.0, 2.0], &[10, 12])
    }

    #[test]
    fn few_evaluations_and_a_hole_leave_no_number_that_is_none() {
        let bins = Grid::new(&[0.0], &[1.0], &[10]);
        let potential = Formula::parse("sqrt(q)").unwrap().compile().unwrap();
        for evaluations in [0, 1, 3, 100] {
            let samples = EnergySamples::new(&potential, &bins, &[1e-3], evaluations);
            assert!(samples.evaluations() <= evaluations.max(1));
            for filtered in samples.filtered(&bins) {
                assert!(filtered.energy.iter().flatten().all(|u| u.is_finite()));
            }
        }
        let around_zero = EnergySamples::new(&potential, &bins, &[0.5], 10_000).filtered(&bins);
        assert!(around_zero[0].energy[0].is_some());
    }
}
