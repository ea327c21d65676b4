//! The collective variable of a comparison: a function of all coordinates, whose path, correlation and
//! distribution tell more than those of any one of them.

use crate::problem::formula_problem;
use crate::{Compare, Experiment, Problem};
use dynamics::Random;
use expression::{Formula, Vectors};
use message::say;

/// Corners of the region at which the variable is evaluated, and as many points inside.
const POINTS: usize = 256;
/// Of their random numbers.
const SEED: u64 = 1;

impl Compare {
    /// The mean of all coordinates, which exists in every dimension.
    pub(crate) fn mean_of_coordinates(dimension: usize) -> String {
        format!("sum(i, 1, {dimension}, x[i])/{dimension}")
    }
}

impl Experiment {
    /// The collective variable; `None` if the comparison has none.
    pub fn collective(&self) -> Option<Formula> {
        let text = self.compare.as_ref()?.cv.as_deref()?;
        self.compared_formula(text).ok()
    }

    /// The smallest and the largest value of the collective variable at corners of the region and at
    /// points inside; `None` without such a variable, or if it is not finite everywhere there.
    pub fn collective_range(&self) -> Option<[f64; 2]> {
        let variable = self.collective()?.compile().ok()?;
        let (lower, upper) = (&self.region.lower, &self.region.upper);
        let mut random = Random::new(SEED, 0);
        let mut points = Vectors::new(self.dimension());
        for share in [0.0, 0.5, 1.0] {
            let sides = lower.iter().zip(upper);
            points.push(sides.map(|(lower, upper)| lower + share * (upper - lower)));
        }
        for number in 0..2 * POINTS {
            let sides = lower.iter().zip(upper);
            points.push(sides.map(|(lower, upper)| {
                let share = random.uniform();
                let is_corner = number < POINTS;
                let share = if is_corner { share.round() } else { share };
                lower + share * (upper - lower)
            }));
        }
        let values = variable.energies(&points);
        let ends = |[low, high]: [f64; 2], value: &f64| [low.min(*value), high.max(*value)];
        let all_finite = values.iter().all(|value| value.is_finite());
        let range = values.iter().fold([f64::INFINITY, f64::NEG_INFINITY], ends);
        (all_finite && range[0] < range[1]).then_some(range)
    }

    /// The problem of a collective variable that cannot be followed.
    pub(crate) fn collective_problem(&self) -> Option<Problem> {
        let field = "compare.cv";
        let text = self.compare.as_ref()?.cv.as_deref()?;
        if self.version < 3 {
            return Some(Problem::new(
                field,
                say!(
                    "cv-since",
                    "A collective variable (compare.cv) exists from version 3 of the format on (v=3 in a link)."
                ),
            ));
        }
        match self.compared_formula(text) {
            Err(error) => Some(formula_problem(field, error)),
            Ok(_) if self.collective_range().is_none() => Some(Problem::new(
                field,
                say!(
                    "cv-not-finite",
                    "The collective variable (compare.cv) must be finite everywhere in the region, and not the same everywhere."
                ),
            )),
            Ok(_) => None,
        }
    }
}
