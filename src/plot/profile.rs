//! The learned potential along a line.

use statistics::interpolate;
use study::Line;

/// Points of a profile in several dimensions.
const PLACES: usize = 240;

/// A potential along a line; `None` where there is no data.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Profile {
    /// Distances along the line; in one dimension, positions.
    pub x: Vec<f64>,
    pub energy: Vec<Option<f64>>,
    pub standard_error: Vec<Option<f64>>,
}

/// A known point of a profile: place, energy and standard error.
pub type Point = (f64, f64, f64);

impl Profile {
    /// The known points.
    pub fn points(&self) -> impl Iterator<Item = Point> + '_ {
        (0..self.x.len()).filter_map(|i| self.point(i))
    }

    /// The known points, split at the gaps.
    pub fn runs(&self) -> Vec<Vec<Point>> {
        let mut runs = vec![Vec::new()];
        for i in 0..self.x.len() {
            match (self.point(i), runs.last_mut()) {
                (Some(point), Some(run)) => run.push(point),
                _ => runs.push(Vec::new()),
            }
        }
        runs.retain(|run| !run.is_empty());
        runs
    }

    fn point(&self, i: usize) -> Option<Point> {
        Some((self.x[i], self.energy[i]?, self.standard_error[i]?))
    }
}

/// The profile of energies and standard errors over `axes` along part of a line: at the centres of the bins in one dimension, else interpolated
/// between centres if all those around have data.
pub fn profile(
    axes: &[Vec<f64>],
    [energy, standard_error]: [&[Option<f64>]; 2],
    line: &Line,
    [from, to]: [f64; 2],
) -> Profile {
    if let [axis] = axes {
        let margin = axis.get(1).map_or(0.0, |x| x - axis[0]);
        let inside = |i: &usize| axis[*i] >= from - margin && axis[*i] <= to + margin;
        let kept: Vec<usize> = (0..axis.len()).filter(inside).collect();
        let pick = |values: &[Option<f64>]| kept.iter().map(|i| values[*i]).collect();
        return Profile {
            x: kept.iter().map(|i| axis[*i]).collect(),
            energy: pick(energy),
            standard_error: pick(standard_error),
        };
    }
    let width = (to - from) / (PLACES - 1) as f64;
    let x: Vec<f64> = (0..PLACES).map(|i| from + i as f64 * width).collect();
    let along = |values: &[Option<f64>]| {
        let at = |way: &f64| {
            let point: Vec<f64> = line.at(*way).collect();
            interpolate(axes, values, &point)
        };
        x.iter().map(at).collect()
    };
    Profile {
        energy: along(energy),
        standard_error: along(standard_error),
        x,
    }
}
