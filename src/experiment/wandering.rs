//! Where walkers of a temperature go in more than three dimensions, where random points of a box hardly
//! ever lie in its wells: found by Metropolis walks over the energy itself.

use crate::Region;
use crate::probed_energy::{ProbedEnergy, padded, scattered_points};
use dynamics::Random;
use expression::Vectors;

/// Walks at the same time, and the moves of each along every axis: the first share lets them forget
/// their start.
const WALKS: usize = 64;
const SWEEPS: usize = 400;
const FORGET: usize = 150;
/// Largest moves, in widths of the box: the largest leap from well to well.
const MOVES: [f64; 3] = [0.5, 0.1, 0.02];
/// Room beyond all places visited, as a share of their range.
const ROOM: f64 = 1.2;

impl ProbedEnergy<'_> {
    /// The box that walkers of this temperature `kT` visit; `region` sets where they start and how far
    /// they leap.
    pub(super) fn wandered(&self, region: &Region, temperature: f64) -> Region {
        let mut random = Random::new(1, u32::MAX);
        let starts = scattered_points(region, WALKS);
        let mut places: Vec<Vec<f64>> = starts.iter().map(|q| q.to_vec()).collect();
        let mut energies = self.energies_at(&places);
        let mut visited: Option<Region> = None;
        for sweep in 0..SWEEPS {
            let largest = MOVES[sweep % MOVES.len()];
            for axis in 0..self.dimension {
                let width = largest * (region.upper[axis] - region.lower[axis]);
                let mut moved = places.clone();
                for place in &mut moved {
                    place[axis] += width * (2.0 * random.uniform() - 1.0);
                }
                let tried = self.energies_at(&moved);
                for (walk, place) in moved.into_iter().enumerate() {
                    let rise = tried[walk] - energies[walk];
                    let chance = libm::exp(-rise / temperature);
                    // Walks that start where the energy is not finite take any place where it is.
                    if random.uniform() < chance || !energies[walk].is_finite() {
                        (places[walk], energies[walk]) = (place, tried[walk]);
                    }
                }
            }
            if sweep >= FORGET {
                for place in &places {
                    let within = visited.get_or_insert_with(|| Region {
                        lower: place.clone(),
                        upper: place.clone(),
                    });
                    for (i, x) in place.iter().enumerate() {
                        within.lower[i] = within.lower[i].min(*x);
                        within.upper[i] = within.upper[i].max(*x);
                    }
                }
            }
        }
        let visited = visited.unwrap_or_else(|| region.clone());
        self.rounded(&self.fitted(padded(&visited, ROOM)))
    }

    fn energies_at(&self, places: &[Vec<f64>]) -> Vec<f64> {
        let mut points = Vectors::new(self.dimension);
        for place in places {
            points.push(place.iter().copied());
        }
        self.potential.energies(&points)
    }
}
