//! Samples the energies of an experiment for figures: along a line, or over a grid.

use crate::{Envelope, envelope};
use experiment::{Experiment, Kind};
use expression::{FormulaError, Potential, Vectors};
use statistics::Grid;

/// The potential of an experiment and its reference, ready to be sampled.
pub struct EnergySampler {
    /// The box of the histogram.
    pub lower: Vec<f64>,
    pub upper: Vec<f64>,
    /// Bins along each axis.
    bins: Vec<u32>,
    /// `None` if hidden, or unknown.
    pub(super) original: Option<Potential>,
    pub(super) reference: Option<(String, Potential)>,
}

/// A straight line through the space of positions.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The zero of the coordinate along the line.
    pub origin: Vec<f64>,
    /// A unit vector.
    pub direction: Vec<f64>,
}

impl Line {
    /// The axis of a single variable.
    pub fn axis() -> Self {
        Line {
            origin: vec![0.0],
            direction: vec![1.0],
        }
    }

    /// The line through a point, rotated by `degrees` from the first axis towards the second.
    pub fn through(point: &[f64], degrees: f64) -> Self {
        let mut direction = vec![0.0; point.len()];
        let (sine, cosine) = match degrees {
            0.0 => (0.0, 1.0),
            90.0 => (1.0, 0.0),
            _ => libm::sincos(degrees.to_radians()),
        };
        direction[0] = cosine;
        direction[1] = sine;
        Line {
            origin: point.to_vec(),
            direction,
        }
    }

    /// The point at the coordinate `way` along the line.
    pub fn at(&self, way: f64) -> impl Iterator<Item = f64> + '_ {
        let pairs = self.origin.iter().zip(&self.direction);
        pairs.map(move |(origin, direction)| origin + way * direction)
    }

    /// The part of the line inside a box; `[0, 0]` if there is none.
    pub fn within(&self, lower: &[f64], upper: &[f64]) -> [f64; 2] {
        let mut part = [f64::NEG_INFINITY, f64::INFINITY];
        for axis in 0..self.origin.len() {
            let (origin, direction) = (self.origin[axis], self.direction[axis]);
            if direction == 0.0 {
                continue;
            }
            let ends = [lower[axis], upper[axis]].map(|edge| (edge - origin) / direction);
            part = [
                part[0].max(ends[0].min(ends[1])),
                part[1].min(ends[0].max(ends[1])),
            ];
        }
        if part[0] < part[1] { part } else { [0.0; 2] }
    }
}

impl EnergySampler {
    /// Compiles the potential and its reference; a reference that does not compile is left out.
    ///
    /// # Errors
    /// Fails if the formula of the potential does not compile.
    pub fn new(experiment: &Experiment) -> Result<Self, FormulaError> {
        Ok(EnergySampler {
            lower: experiment.region.lower.clone(),
            upper: experiment.region.upper.clone(),
            bins: experiment.bins.clone(),
            // The rows of a file show no V.
            original: match experiment.trajectory {
                Some(_) => None,
                None => Some(experiment.formula()?.compile()?),
            },
            // A scan has no single step for a reference to belong to.
            reference: match experiment.reference_formula() {
                Ok(Some((name, formula))) if experiment.kind != Kind::Scan => {
                    formula.compile().ok().map(|potential| (name, potential))
                }
                _ => None,
            },
        })
    }

    /// The number of variables.
    pub fn dimension(&self) -> usize {
        self.bins.len()
    }

    /// `V`, and the reference with its name, along part of a line.
    pub fn along(
        &self,
        line: &Line,
        part: [f64; 2],
        columns: usize,
    ) -> (Envelope, Option<(String, Envelope)>) {
        let sample = |potential: &Potential| {
            let energies = |ways: &[f64]| {
                let points = ways.iter().flat_map(|way| line.at(*way)).collect();
                potential.energies(&Vectors::of(self.dimension(), points))
            };
            envelope(energies, part, columns)
        };
        let reference = self.reference.as_ref();
        (
            self.original.as_ref().map(sample).unwrap_or_default(),
            reference.map(|(name, potential)| (name.clone(), sample(potential))),
        )
    }

    /// Centres of the bins along every axis.
    pub fn axes(&self) -> Vec<Vec<f64>> {
        let grid = self.grid();
        (0..self.dimension()).map(|i| grid.centres(i)).collect()
    }

    /// `V` at the centres of the bins, row-major; `None` where hidden or not finite.
    pub fn over(&self) -> Vec<Option<f64>> {
        let Some(original) = &self.original else {
            return vec![None; self.grid().len()];
        };
        let energies = original.energies(&self.grid().points()).into_iter();
        energies.map(|v| v.is_finite().then_some(v)).collect()
    }

    fn grid(&self) -> Grid {
        Grid::new(&self.lower, &self.upper, &self.bins)
    }
}

#[cfg(test)]
mod tests {
    use super::{EnergySampler, Line};
    use experiment::Link;

    #[test]
    fn a_line_is_cut_to_the_box() {
        let line = Line::through(&[1.0, 2.0], 45.0);
        let [from, to] = line.within(&[0.0, 0.0], &[4.0, 3.0]);
        let root = 2.0_f64.sqrt();
        assert!((from + root).abs() < 1e-12 && (to - root).abs() < 1e-12);
        let end: Vec<f64> = line.at(to).collect();
        assert!((end[0] - 2.0).abs() < 1e-12 && (end[1] - 3.0).abs() < 1e-12);
        assert_eq!(Line::axis().within(&[-1.5], &[2.0]), [-1.5, 2.0]);
    }

    #[test]
    fn the_grid_is_row_major_and_the_line_runs_where_it_says() {
        let link = Link::read("formula=x+%2B+100*y^2&lower=0,0&upper=4,2&bins=8,10").0;
        let sampler = EnergySampler::new(&link.experiment).unwrap();
        let (axes, values) = (sampler.axes(), sampler.over());
        assert_eq!((axes[0].len(), axes[1].len(), values.len()), (8, 10, 80));
        let at = values[3 * 10 + 7].unwrap();
        assert!((at - axes[0][3] - 100.0 * axes[1][7] * axes[1][7]).abs() < 1e-12);
        let (along, _) = sampler.along(&Line::through(&[1.0, 1.0], 0.0), [-1.0, 1.0], 4);
        assert!((along.low[0] - 100.0).abs() < 0.5 && (along.high[3] - 102.0).abs() < 0.5);
    }
}
