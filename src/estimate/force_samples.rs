//! The recorded forces, cell by cell, as a regression takes them.

use statistics::{Cell, CellForce, Grid};

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
    /// One in the region, fading to zero at the edge of the cells.
    pub weight: f64,
    /// Mean position and mean force; empty without a sample.
    pub position: Vec<f64>,
    pub force: Vec<f64>,
}

impl ForceSamples {
    /// The samples of a tally in `cells`, which extend beyond the region of `grid` by a margin;
    /// `None` if there are none.
    ///
    /// In the margin their weight fades to zero. Where data end abruptly, the ripple that is cut
    /// off leaves a force of its own in the mean; over a margin of a few steps' flights it averages
    /// out.
    pub fn new(total: &CellForce, cells: &Grid, grid: &Grid) -> Option<Self> {
        let sample = |cell: Cell| {
            let [position, force] = cell.means().unwrap_or_default();
            Sample {
                count: cell.count(),
                weight: weight(&position, cells, grid),
                position,
                force,
            }
        };
        let all: Vec<Sample> = total.cells().map(sample).collect();
        let widths = cells.widths();
        let axis = |i: usize| {
            let along = all.iter().filter_map(|s| s.position.get(i).copied());
            let (least, most) = along.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), x| {
                (a.min(x), b.max(x))
            });
            let [lower, upper] = cells.interval(i);
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

fn weight(q: &[f64], cells: &Grid, grid: &Grid) -> f64 {
    let along = |(i, &x): (usize, &f64)| {
        let ([from, to], [lower, upper]) = (cells.interval(i), grid.interval(i));
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
