//! Checks that the energy is finite where it is needed.

use crate::automatic::points;
use crate::{Experiment, Problem, Shape};
use expression::{LANES, Potential, plain, variables};
use statistics::Grid;

/// Field of the problem that `V` is not finite where walkers start.
pub(super) const START: &str = "potential.formula";
/// Field of the problem that `V` is nowhere finite.
pub(super) const NOWHERE: &str = "region.lower";

impl Experiment {
    /// `V` must be finite somewhere in the region, and finite with its slope over most of the
    /// initial distribution.
    pub(super) fn energy_problem(&self) -> Option<Problem> {
        match self.dimension() {
            1 => self.energy_problem_in::<1>(65),
            2 => self.energy_problem_in::<2>(17),
            _ => self.energy_problem_in::<3>(9),
        }
    }

    /// Checks this many starts along each axis.
    fn energy_problem_in<const D: usize>(&self, along: u32) -> Option<Problem> {
        let potential = self.formula().ok()?.compile::<D>().ok()?;
        let starts = self.start_problem(&potential, along);
        starts.or_else(|| self.nowhere_problem(&potential))
    }

    fn start_problem<const D: usize>(
        &self,
        potential: &Potential<D>,
        along: u32,
    ) -> Option<Problem> {
        let law = &self.initial.position;
        let reach = match self.initial.shape {
            Shape::Normal => 2.0,
            Shape::Uniform => 1.0,
        };
        let lower = std::array::from_fn(|i| law.mean[i] - reach * law.spread[i]);
        let upper = std::array::from_fn(|i| law.mean[i] + reach * law.spread[i]);
        let grid = Grid::new(lower, upper, [along; D]).points();
        let (energies, slopes) = (potential.energies(&grid), potential.gradients(&grid));
        let finite =
            |i: &usize| energies[*i].is_finite() && slopes[*i].iter().all(|s| s.is_finite());
        let wrong = (0..grid.len()).find(|i| !finite(i))?;
        let count = (0..grid.len()).filter(finite).count();
        let what = if energies[wrong].is_finite() {
            "slope of the energy"
        } else {
            "energy"
        };
        (count < grid.len() / 2 + 1).then(|| {
            Problem::new(
                START,
                format!(
                    "The {what} is not finite at {}, where walkers start: choose an initial position where it is finite (initial.position), or change the formula.",
                    place(grid[wrong])
                ),
            )
        })
    }

    fn nowhere_problem<const D: usize>(&self, potential: &Potential<D>) -> Option<Problem> {
        let points = points::<D>(self);
        let mut blocks = points.chunks(LANES);
        let is_finite = |energy: &f64| energy.is_finite();
        if blocks.any(|block| potential.energies(block).iter().any(is_finite)) {
            return None;
        }
        Some(Problem::new(
            NOWHERE,
            format!(
                "The energy is nowhere finite in the region (region.lower and region.upper), for example not at {}: choose another region, or change the formula.",
                place(points[points.len() / 2])
            ),
        ))
    }
}

/// The coordinates of a point for a message.
fn place<const D: usize>(point: [f64; D]) -> String {
    let coordinate = |(name, x): (&&str, f64)| {
        let short: f64 = format!("{x:.2e}").parse().unwrap_or(x);
        format!("{name} = {}", plain(short))
    };
    let names = variables(D).iter().zip(point);
    names.map(coordinate).collect::<Vec<_>>().join(", ")
}
