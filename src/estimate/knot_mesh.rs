//! The knots of the splines that are fitted to forces.

use crate::force_samples::ForceSamples;
use crate::functions::Functions;
use crate::tensor_basis::TensorBasis;
use statistics::Grid;

/// Most knot intervals along an axis: the time of a fit grows as their number to the power
/// `3d − 2`.
const fn most_intervals(dimension: usize) -> usize {
    match dimension {
        1 => 1000,
        2 => 40,
        _ => 8,
    }
}

/// Least distance of the knots in widths of a cell: the mean over a cell must show the shape of a
/// spline.
const CELLS: f64 = 2.0;

/// Shares of a knot interval by which samples may lie outside: rounding.
const ROUNDING: f64 = 1e-9;

/// Equal knot intervals that cover the samples, along each axis.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Mesh {
    pub lower: Vec<f64>,
    pub upper: Vec<f64>,
    /// Distance of the knots.
    pub spacing: Vec<f64>,
    intervals: Vec<usize>,
    periodic: Vec<bool>,
}

impl Mesh {
    /// Knots `factor` times `finest` apart, or further where the cells or the number of knots
    /// demand it.
    ///
    /// A knot lies at the centre of the region of `grid`. Knots that followed the outermost samples
    /// would lie elsewhere in every run, and chance would move what they leave of the potential. Along
    /// a periodic axis they divide the period.
    pub fn new(samples: &ForceSamples, grid: &Grid, finest: &[f64], factor: f64) -> Self {
        let most = most_intervals(finest.len()) as f64;
        let mut mesh = Mesh {
            lower: Vec::new(),
            upper: Vec::new(),
            spacing: Vec::new(),
            intervals: Vec::new(),
            periodic: grid.periodic(),
        };
        for (i, finest) in finest.iter().enumerate() {
            let (lower, upper) = (samples.lower[i], samples.upper[i]);
            let fine = finest.max(CELLS * samples.widths[i]);
            let least = (upper - lower) / most;
            if let Some(period) = grid.period(i) {
                let most = period / (factor * fine.max(least)) + ROUNDING;
                let intervals = (most as usize).max(Functions::FEWEST);
                let [from, to] = grid.interval(i);
                mesh.lower.push(from);
                mesh.upper.push(to);
                mesh.spacing.push(period / intervals as f64);
                mesh.intervals.push(intervals);
                continue;
            }
            let spacing = (factor * fine.max(least)).min(upper - lower);
            let knot = if fine > least {
                let [from, to] = grid.interval(i);
                0.5 * (from + to)
            } else {
                lower
            };
            let first = ((lower - knot) / spacing + ROUNDING).floor();
            let last = ((upper - knot) / spacing - ROUNDING).ceil();
            mesh.lower.push(knot + first * spacing);
            mesh.upper.push(knot + last * spacing);
            mesh.spacing.push(spacing);
            mesh.intervals.push((last - first) as usize);
        }
        mesh
    }

    /// The knots moved by half their distance; one more interval covers the samples, unless they are
    /// on a circle.
    pub fn moved(&self) -> Self {
        let ends = |ends: &[f64], [open, periodic]: [f64; 2]| -> Vec<f64> {
            let axes = ends.iter().zip(&self.spacing).zip(&self.periodic);
            axes.map(|((x, h), goes_round)| x + if *goes_round { periodic } else { open } * h)
                .collect()
        };
        let intervals = self.intervals.iter().zip(&self.periodic);
        Mesh {
            lower: ends(&self.lower, [-0.5, 0.5]),
            upper: ends(&self.upper, [0.5, 0.5]),
            spacing: self.spacing.clone(),
            intervals: intervals
                .map(|(n, goes_round)| n + usize::from(!goes_round))
                .collect(),
            periodic: self.periodic.clone(),
        }
    }

    pub fn basis(&self) -> TensorBasis {
        TensorBasis::new(&self.lower, &self.upper, &self.intervals, &self.periodic)
    }
}
