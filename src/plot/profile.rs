//! The learned potential along a line.

use estimate::LearnedPotential;
use statistics::interpolate;
use study::Line;

/// Points of a profile in several dimensions.
const PLACES: usize = 240;

/// The learned potential along a line; `None` where there is no data.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Profile {
    /// Distances along the line; in one dimension, positions.
    pub x: Vec<f64>,
    pub energy: Vec<Option<f64>>,
    pub standard_error: Vec<Option<f64>>,
}

/// The profile along part of a line: at the centres of the bins in one dimension, else interpolated
/// between centres if all those around have data.
pub fn profile(potential: &LearnedPotential, line: &Line, [from, to]: [f64; 2]) -> Profile {
    if let [axis] = potential.axes.as_slice() {
        let margin = axis.get(1).map_or(0.0, |x| x - axis[0]);
        let inside = |i: &usize| axis[*i] >= from - margin && axis[*i] <= to + margin;
        let kept: Vec<usize> = (0..axis.len()).filter(inside).collect();
        let pick = |values: &[Option<f64>]| kept.iter().map(|i| values[*i]).collect();
        return Profile {
            x: kept.iter().map(|i| axis[*i]).collect(),
            energy: pick(&potential.energy),
            standard_error: pick(&potential.standard_error),
        };
    }
    let width = (to - from) / (PLACES - 1) as f64;
    let x: Vec<f64> = (0..PLACES).map(|i| from + i as f64 * width).collect();
    let along = |values: &[Option<f64>]| {
        let at = |way: &f64| {
            let point: Vec<f64> = line.at(*way).collect();
            interpolate(&potential.axes, values, &point)
        };
        x.iter().map(at).collect()
    };
    Profile {
        energy: along(&potential.energy),
        standard_error: along(&potential.standard_error),
        x,
    }
}
