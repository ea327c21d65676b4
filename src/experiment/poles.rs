//! Poles of an energy of one variable: walls between its wells, however far the region goes.

use crate::probed_energy::ProbedEnergy;
use crate::wells::{FIRST, LAST, POINTS, SHELLS, scatter};
use dynamics::Random;
use expression::Vectors;

/// Looks at the highest place, each this much closer, and the growth over the second half of them
/// that no finite barrier shows: `1/q` grows by [`CLOSER`] at each.
const CLOSER: f64 = 4.0;
const CLOSEST: usize = 10;
const SINGULAR: f64 = 100.0;
/// Least depth of a well beside a pole at which the energy falls, in units of the scatter of the energy
/// there: no ripple is one.
const DEEP: f64 = 10.0;

impl ProbedEnergy<'_> {
    /// The same energy between the nearest poles on both sides of its lowest point. In several
    /// dimensions walkers go round a pole.
    pub fn between_poles(mut self) -> Self {
        let mut open = self.open_axes();
        let is_line = self.dimension == 1 && open.next().is_some();
        drop(open);
        if let Some(lowest) = is_line.then(|| self.lowest(vec![0.0]).ok()).flatten() {
            let falls = self.falls(&lowest);
            let well = falls.then(|| self.beside(lowest[0])).flatten();
            let [from, top] = well.unwrap_or([lowest[0], f64::NAN]);
            self.walls = [-1.0, 1.0].map(|side| match side * (top - from) > 0.0 {
                true => top,
                false => {
                    let wall = self.nearest_pole(from, side);
                    wall.unwrap_or(side * f64::INFINITY)
                }
            });
        }
        self
    }

    /// The bottom of the deepest well beside a pole at which the energy falls without bound, and the
    /// top of the barrier between both; `None` if there is no well.
    fn beside(&self, pole: f64) -> Option<[f64; 2]> {
        let mut deepest: Option<(f64, [f64; 2])> = None;
        for side in [1.0, -1.0] {
            let mut random = Random::new(0, u32::MAX);
            let mut top = (f64::NEG_INFINITY, pole);
            for k in FIRST..LAST {
                let [from, to] = [k, k + 1].map(|k| self.distance(k));
                let far = [(); POINTS].map(|()| from + (to - from) * random.uniform());
                let places = far.map(|far| pole + side * far).to_vec();
                let middle = pole + side * 0.5 * (from + to);
                let energies = self.potential.energies(&Vectors::of(1, places));
                let Some([mean, deviation]) = scatter(&energies) else {
                    top = (f64::INFINITY, middle);
                    continue;
                };
                let depth = top.0 - mean;
                let is_deeper = deepest.is_none_or(|(known, _)| depth > known);
                if depth > DEEP * deviation && is_deeper {
                    deepest = Some((depth, [middle, top.1]));
                }
                if mean > top.0 {
                    top = (mean, middle);
                }
            }
        }
        deepest.map(|(_, well)| well)
    }

    fn nearest_pole(&self, lowest: f64, side: f64) -> Option<f64> {
        let mut random = Random::new(0, u32::MAX);
        let shells = (FIRST..LAST).map(|k| [k, k + 1].map(|k| self.distance(k)));
        let highest: Vec<[f64; 2]> = shells
            .map(|[from, to]| {
                let far = [(); POINTS].map(|()| from + (to - from) * random.uniform());
                self.highest(far.map(|far| lowest + side * far).to_vec())
            })
            .collect();
        // Beyond a pole the energy is lower.
        let pairs = highest.windows(2).filter(|pair| pair[0][1] > pair[1][1]);
        let mut tops = pairs.map(|pair| pair[0][0]);
        // A pole may lie within the next shell.
        tops.find_map(|top| self.pole(top, (top - lowest).abs() / f64::from(SHELLS / 4)))
    }

    /// The highest of some places, and the energy there; at minus infinity if it is finite at none.
    fn highest(&self, places: Vec<f64>) -> [f64; 2] {
        let energies = self.potential.energies(&Vectors::of(1, places.clone()));
        let known = places
            .into_iter()
            .zip(energies)
            .filter(|(_, e)| e.is_finite());
        let top = known.max_by(|a, b| a.1.total_cmp(&b.1));
        top.map_or([0.0, f64::NEG_INFINITY], |(place, energy)| [place, energy])
    }

    /// The place where the energy grows without bound the closer one looks at a highest place.
    fn pole(&self, mut at: f64, mut width: f64) -> Option<f64> {
        let mut random = Random::new(0, u32::MAX);
        let mut tops = Vec::new();
        for _ in 0..CLOSEST {
            let near = [(); POINTS].map(|()| at + width * (2.0 * random.uniform() - 1.0));
            let [place, top] = self.highest(near.into_iter().chain([at]).collect());
            at = place;
            tops.push(top);
            width /= CLOSER;
        }
        let [before, top] = [CLOSEST / 2, CLOSEST].map(|look| tops[look - 1]);
        (top > SINGULAR * before.abs()).then_some(at)
    }
}
