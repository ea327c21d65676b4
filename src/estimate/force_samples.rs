//! The recorded forces, cell by cell, as a regression takes them.

use statistics::{Cell, CellForce, Grid, multisets};

/// Reach of the average of the density, in standard deviations.
const REACH: f64 = 3.0;

/// The samples of all blocks.
#[derive(Clone, Debug)]
pub(crate) struct ForceSamples {
    pub cells: Vec<Sample>,
    /// Width of a cell along each axis.
    pub widths: Vec<f64>,
    /// The smallest box that contains every sample.
    pub lower: Vec<f64>,
    pub upper: Vec<f64>,
    /// Number of samples.
    pub count: f64,
}

/// The samples of a cell.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    pub count: f64,
    /// The smooth density over the cell's own, fading to zero at the edge of the cells. As in a
    /// stratified sample, a cell visited more often than its neighbours by chance weighs no more
    /// than they do.
    pub weight: f64,
    /// Mean position and mean force; empty without a sample.
    pub position: Vec<f64>,
    pub force: Vec<f64>,
    /// Variance of the force within the cell, summed over components.
    pub variance: f64,
}

impl Sample {
    /// A deviation from the cell's mean, as large as chance makes it: of `n` samples it is too small
    /// by `√(1 − 1/n)`, and one sample has none, so that its `unresolved` force stands for it.
    pub fn deviates(&self, within: f64, unresolved: f64) -> f64 {
        if self.count > 1.0 {
            within * (self.count / (self.count - 1.0)).sqrt()
        } else {
            unresolved
        }
    }
}

impl ForceSamples {
    /// The samples of a tally in `cells`, which extend beyond the region of `grid` by a margin;
    /// `None` if there are none.
    ///
    /// In the margin their weight fades to zero. Where data end abruptly, the ripple that is cut
    /// off leaves a force of its own in the mean; over a margin of a few steps' flights it averages
    /// out.
    ///
    /// The density of the walkers may have a fine structure of its own, which gives a ripple of the
    /// same length a mean force. The weights make up for it: with them the density is as smooth as
    /// its average over a `flight`, a walker's displacement in one step along each axis.
    pub fn new(total: &CellForce, cells: &Grid, grid: &Grid, flight: &[f64]) -> Option<Self> {
        let widths = cells.widths();
        let mut smooth: Vec<f64> = total.cells().map(|cell| cell.count()).collect();
        blur(&mut smooth, cells, |axis| flight[axis] / widths[axis]);
        let sample = |(cell, smooth): (Cell, f64)| {
            let [position, force] = cell.means().unwrap_or_default();
            let count = cell.count();
            let pairs = multisets(cells.dimension()).zip(cell.products());
            let squares = pairs.filter(|([i, j], _)| i == j).map(|(_, s)| s / count);
            let means: f64 = force.iter().map(|g| g * g).sum();
            Sample {
                count,
                weight: smooth / count.max(1.0) * fading(&position, cells, grid),
                variance: (squares.sum::<f64>() - means).max(0.0),
                position,
                force,
            }
        };
        let all: Vec<Sample> = total.cells().zip(smooth).map(sample).collect();
        let axis = |i: usize| {
            let along = all.iter().filter_map(|s| s.position.get(i).copied());
            let (least, most) = along.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), x| {
                (a.min(x), b.max(x))
            });
            let [lower, upper] = cells.interval(i);
            if cells.period(i).is_some() {
                return (lower, upper);
            }
            (
                (least - widths[i]).max(lower),
                (most + widths[i]).min(upper),
            )
        };
        let count = all.iter().map(|s| s.count).sum();
        let (lower, upper) = (0..cells.dimension()).map(axis).unzip();
        (count > 0.0).then_some(ForceSamples {
            cells: all,
            widths,
            lower,
            upper,
            count,
        })
    }

    /// Those that are not empty, with their numbers.
    pub fn taken(&self) -> impl Iterator<Item = (usize, &Sample)> {
        let cells = self.cells.iter().enumerate();
        cells.filter(|(_, sample)| sample.count > 0.0)
    }
}

/// Averages the values of cells over Gaussians of these widths, in cells, along every axis.
pub(crate) fn blur(values: &mut [f64], cells: &Grid, width: impl Fn(usize) -> f64) {
    let mut stride = 1;
    for (axis, bins) in cells.bins().into_iter().enumerate().rev() {
        let line = Line {
            bins,
            stride,
            periodic: cells.period(axis).is_some(),
        };
        line.blur(values, width(axis));
        stride *= bins;
    }
}

/// The lines along one axis of a row-major array.
struct Line {
    bins: usize,
    /// Distance in the array between neighbours.
    stride: usize,
    /// True if the first follows the last.
    periodic: bool,
}

impl Line {
    /// Averages over a Gaussian of this width, in cells.
    fn blur(&self, values: &mut [f64], width: f64) {
        let Line { bins, stride, .. } = *self;
        let most = if self.periodic { (bins - 1) / 2 } else { bins };
        let reach = (REACH * width).min(most as f64) as usize;
        let kernel: Vec<f64> = (0..=reach)
            .map(|k| {
                let x = k as f64 / width;
                libm::exp(-0.5 * x * x)
            })
            .collect();
        // Along a circle cells from beyond either end stand beside those at the other.
        let beyond = if self.periodic { reach } else { 0 };
        let mut line = vec![0.0; bins + 2 * beyond];
        for first in (0..values.len()).filter(|n| (n / stride).is_multiple_of(bins)) {
            for (k, x) in line.iter_mut().enumerate() {
                *x = values[first + (k + bins - beyond) % bins * stride];
            }
            for k in 0..bins {
                let (mut sum, mut norm) = (0.0, 0.0);
                let here = k + beyond;
                for (other, x) in line
                    .iter()
                    .enumerate()
                    .take(here + reach + 1)
                    .skip(here.saturating_sub(reach))
                {
                    let weight = kernel[here.abs_diff(other)];
                    sum += weight * x;
                    norm += weight;
                }
                values[first + k * stride] = sum / norm;
            }
        }
    }
}

/// One in the region, and zero at the edge of the cells.
fn fading(q: &[f64], cells: &Grid, grid: &Grid) -> f64 {
    let along = |(i, &x): (usize, &f64)| {
        let ([from, to], [lower, upper]) = (cells.interval(i), grid.interval(i));
        if cells.period(i).is_some() {
            return 1.0;
        }
        let inward = ((x - from) / (lower - from)).min((to - x) / (to - upper));
        // Twice continuously differentiable; one without a margin.
        let t = inward.clamp(0.0, 1.0);
        if inward.is_nan() {
            1.0
        } else {
            t * t * t * (10.0 - 15.0 * t + 6.0 * t * t)
        }
    };
    q.iter().enumerate().map(along).product()
}
