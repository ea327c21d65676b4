//! Checks that the energy is finite where it is needed, and the reference somewhere.

use crate::automatic::{SCATTERED, by_dimension, points};
use crate::{Experiment, Kind, Problem, Region, Shape, scattered_points};
use expression::{LANES, Potential, Vectors, variables};
use message::{Message, list, plain, say};
use statistics::Grid;

/// Field of the problem that `V` is not finite where walkers start.
pub(super) const START: &str = "potential.formula";
/// Field of the problem that `V` is nowhere finite.
pub(super) const NOWHERE: &str = "region.lower";

impl Experiment {
    /// `V` must be finite somewhere in the region, and finite with its slope over most of the
    /// initial distribution.
    pub(super) fn energy_problem(&self) -> Option<Problem> {
        let potential = self.formula().ok()?.compile().ok()?;
        let starts = self.start_problem(&potential).filter(|_| !self.is_open());
        starts.or_else(|| self.nowhere_problem(&potential, NOWHERE))
    }

    /// True if an automatic study finds no region for its walkers, for a reason that says more than
    /// their starting points.
    fn is_open(&self) -> bool {
        let finds = self.kind == Kind::Auto && self.has_standard_region();
        finds && matches!(self.extent(), Some(Err(_)))
    }

    fn start_problem(&self, potential: &Potential) -> Option<Problem> {
        let law = &self.initial.position;
        let reach = match self.initial.shape {
            Shape::Normal => 2.0,
            Shape::Uniform => 1.0,
        };
        let d = self.dimension();
        let end = |way: f64| -> Vec<f64> {
            let axes = law.mean.iter().zip(&law.spread);
            axes.map(|(mean, spread)| mean + way * spread).collect()
        };
        let (lower, upper) = (end(-reach), end(reach));
        let grid = match self.learns_terms() {
            true => scattered_points(&Region { lower, upper }, SCATTERED),
            false => {
                let bins = vec![by_dimension([65, 17, 9], d); d];
                Grid::new(&lower, &upper, &bins).points()
            }
        };
        let (energies, slopes) = (potential.energies(&grid), potential.gradients(&grid));
        let finite =
            |i: &usize| energies[*i].is_finite() && slopes[*i].iter().all(|s| s.is_finite());
        let wrong = (0..grid.len()).find(|i| !finite(i))?;
        // Nothing finite tells where to start.
        if grid[wrong].iter().any(|x| x.is_nan()) {
            return self.nowhere_problem(potential, START);
        }
        let count = (0..grid.len()).filter(finite).count();
        let at = || list(place(&grid[wrong]));
        (count < grid.len() / 2 + 1).then(|| {
            let said = match energies[wrong].is_finite() {
                true => say!(
                    "slope-not-finite",
                    "The slope of the energy is not finite at {place|, }, where walkers start: choose an initial position where it is finite (initial.position), or change the formula.",
                    place = at()
                ),
                false => say!(
                    "energy-not-finite",
                    "The energy is not finite at {place|, }, where walkers start: choose an initial position where it is finite (initial.position), or change the formula.",
                    place = at()
                ),
            };
            Problem::new(START, said)
        })
    }

    fn nowhere_problem(&self, potential: &Potential, field: &str) -> Option<Problem> {
        let at = self.nowhere_finite(potential)?;
        if self.region.lower.iter().any(|x| x.is_nan()) {
            let said = say!(
                "energy-never-finite",
                "The energy is finite nowhere: change the formula."
            );
            return Some(Problem::new(START, said));
        }
        Some(Problem::new(
            field,
            say!(
                "energy-nowhere-finite",
                "The energy is nowhere finite in the region (region.lower and region.upper), for example not at {place|, }: choose another region, or change the formula.",
                place = list(at)
            ),
        ))
    }

    /// The reference must be finite somewhere in the region. Earlier versions run without a score.
    pub(super) fn reference_problem(&self) -> Option<Problem> {
        let (_, formula) = self.reference_formula().ok()??;
        let at = self.nowhere_finite(&formula.compile().ok()?)?;
        let said = say!(
            "reference-nowhere-finite",
            "The reference is nowhere finite in the region (region.lower and region.upper), for example not at {place|, }: change its formula, or choose another region.",
            place = list(at)
        );
        (self.version > 2).then(|| Problem::new("potential.reference", said))
    }

    /// A place for a message if this energy is nowhere finite in the region.
    fn nowhere_finite(&self, potential: &Potential) -> Option<Vec<Message>> {
        let points = points(self);
        let d = self.dimension();
        let is_finite = |block: &[f64]| {
            let energies = potential.energies(&Vectors::of(d, block.to_vec()));
            energies.iter().any(|energy| energy.is_finite())
        };
        let found = points.chunks(LANES).any(is_finite);
        (!found).then(|| place(&points[points.len() / 2]))
    }
}

/// The coordinates of a point for a message.
fn place(point: &[f64]) -> Vec<Message> {
    let coordinate = |(name, &x): (&&str, &f64)| {
        let short: f64 = format!("{x:.2e}").parse().unwrap_or(x);
        say!(
            "coordinate",
            "{name} = {value}",
            name = *name,
            value = plain(short)
        )
    };
    let names = variables(point.len()).iter().zip(point);
    names.map(coordinate).collect()
}
