//! Inverse temperature as a function of energy, an effect of the large step.

use crate::wells::neighbours;
use statistics::{Grid, order};

/// Maximum number of energy levels, and their spacing in units of `kT` if these suffice.
const LEVELS: usize = 400;
const DISTANCE: f64 = 0.05;

/// Inverse temperature over shells of equal energy, separately for each well below the barrier that
/// joins it to others.
///
/// Friction and noise act on the momentum, but the slow variable is the energy `H̃ = p̃ᵀMp̃/2 + Ũ`
/// of the large step, with `M = 1 + δ²H/6` and the Hessian `H` of `U`. Weak friction changes the
/// energy slowly, so the density in phase space is a function of `H̃` alone, and no current flows
/// through a shell if
///
/// `−d log ρ / dH̃ = 2 ⟨(Mp̃)ᵀΓp̃⟩ / ⟨(Mp̃)ᵀZMp̃⟩ = β₀ ⟨tr ΓM⟩⁻¹ tr Γ = β₀ b(H̃)` with `Z = 2Γ/β₀`,
///
/// where `⟨…⟩` averages over the shell: over positions below its energy in one connected region,
/// weighted by `(H̃ − Ũ)^{d/2} / √det M` (Freidlin & Wentzell, Random Perturbations of Dynamical
/// Systems, ch. 8, applied to Langevin dynamics under `H̃`). In one quadratic well `b` is constant.
pub(super) struct EnergyShells {
    lowest: f64,
    distance: f64,
    nodes: Vec<Node>,
    /// For every visited position, the node that it first belongs to.
    home: Vec<usize>,
}

/// A connected region below a rising energy level, until it merges with another.
struct Node {
    /// Level at which it begins, and level at which it merges.
    first: usize,
    last: usize,
    up: Option<usize>,
    /// Per level, the volume added there, and that volume times `tr ΓM / tr Γ`.
    taken: Vec<[f64; 2]>,
    /// `b` and its integral from the highest level, at each level from `first` on.
    slope: Vec<f64>,
    height: Vec<f64>,
}

/// A visited position: `Ũ`, `1/√det M` and `tr ΓM / tr Γ`.
pub(super) struct Place {
    pub bin: usize,
    pub energy: f64,
    pub volume: f64,
    pub stiffness: f64,
}

impl EnergyShells {
    /// The shells over places in the bins of a grid; `temperature` is `kT`.
    pub fn new(grid: &Grid, places: &[Place], temperature: f64) -> EnergyShells {
        let (bins, periodic) = (grid.bins(), grid.periodic());
        let energies = || places.iter().map(|place| place.energy);
        let lowest = energies().fold(f64::INFINITY, f64::min);
        let highest = energies().fold(f64::NEG_INFINITY, f64::max);
        let distance = (DISTANCE * temperature).max((highest - lowest) / (LEVELS - 2) as f64);
        let level = |energy: f64| libm::ceil((energy - lowest) / distance) as usize;
        let levels = level(highest) + 2;
        let mut shells = EnergyShells {
            lowest,
            distance,
            nodes: Vec::new(),
            home: vec![0; places.len()],
        };
        let energies: Vec<f64> = energies().collect();
        let mut node_of_bin = vec![None; bins.iter().product()];
        for place in order(&energies) {
            let Place { bin, energy, .. } = places[place];
            let level = level(energy);
            let met = neighbours(bin, &bins, &periodic).filter_map(|next| node_of_bin[next]);
            let mut met: Vec<usize> = met.map(|node| shells.top(node)).collect();
            met.sort_unstable();
            met.dedup();
            let node = shells.joined(&met, level, levels);
            shells.nodes[node].take(level, &places[place]);
            (node_of_bin[bin], shells.home[place]) = (Some(node), node);
        }
        // From the highest energy downwards: a region ends later than its parts.
        for node in (0..shells.nodes.len()).rev() {
            shells.integrate(node, bins.len());
        }
        shells
    }

    /// The region that has absorbed `node`, after all mergers so far.
    fn top(&self, mut node: usize) -> usize {
        while let Some(up) = self.nodes[node].up {
            node = up;
        }
        node
    }

    /// Merges the regions in `met` at a level; creates a region if there is none.
    fn joined(&mut self, met: &[usize], level: usize, levels: usize) -> usize {
        if let [only] = met {
            return *only;
        }
        let mut taken = vec![[0.0; 2]; levels];
        for &node in met {
            for (all, part) in taken.iter_mut().zip(&self.nodes[node].taken) {
                *all = [all[0] + part[0], all[1] + part[1]];
            }
            (self.nodes[node].last, self.nodes[node].up) = (level, Some(self.nodes.len()));
        }
        self.nodes.push(Node {
            first: level,
            last: levels,
            up: None,
            taken,
            slope: Vec::new(),
            height: Vec::new(),
        });
        self.nodes.len() - 1
    }

    /// Computes `b` and its integral over a region's levels; those above must be known.
    fn integrate(&mut self, node: usize, dimension: usize) {
        let Node {
            first,
            last,
            up,
            ref taken,
            ..
        } = self.nodes[node];
        if first == last {
            return;
        }
        let slope: Vec<f64> = (first..last)
            .map(|level| {
                let [mut volume, mut stiff] = [0.0; 2];
                for (below, [v, s]) in taken[..=level].iter().rev().enumerate() {
                    // Volume added between two levels counts as lying half-way between them.
                    let weight = half_power(below as f64 + 0.5, dimension);
                    volume += weight * v;
                    stiff += weight * s;
                }
                volume / stiff
            })
            .collect();
        let up = up.map(|up| self.lasting(up, last as f64));
        let (mut above, mut next) = match up {
            Some(up) => (up.height[0], up.slope[0]),
            None => (0.0, slope[slope.len() - 1]),
        };
        let mut height = vec![0.0; slope.len()];
        for level in (0..slope.len()).rev() {
            above -= 0.5 * self.distance * (slope[level] + next);
            (height[level], next) = (above, slope[level]);
        }
        (self.nodes[node].slope, self.nodes[node].height) = (slope, height);
    }

    /// The region that contains `part` at a level.
    fn lasting(&self, part: usize, level: f64) -> &Node {
        let mut node = &self.nodes[part];
        while let Some(up) = node.up
            && (level >= node.last as f64 || node.first == node.last)
        {
            node = &self.nodes[up];
        }
        node
    }

    /// `∫ b dH̃` up to an energy, and `b` there, for a walker whose position is `place`.
    pub fn at(&self, place: usize, energy: f64) -> (f64, f64) {
        let level = (energy - self.lowest) / self.distance;
        let node = self.lasting(self.home[place], level);
        let along = (level - node.first as f64).max(0.0) as usize;
        let along = along.min(node.slope.len() - 1);
        let beyond = level - (node.first + along) as f64;
        // Linear between two levels: neither jumps at a level.
        let (height, slope) = (node.height[along], node.slope[along]);
        let (next_height, next_slope) = match (node.height.get(along + 1), node.up) {
            (Some(height), _) => (*height, node.slope[along + 1]),
            (None, Some(up)) => {
                let up = self.lasting(up, node.last as f64);
                (up.height[0], slope)
            }
            (None, None) => (height + slope * self.distance, slope),
        };
        (
            height + beyond * (next_height - height),
            slope + beyond.clamp(0.0, 1.0) * (next_slope - slope),
        )
    }
}

impl Node {
    fn take(&mut self, level: usize, place: &Place) {
        let [volume, stiff] = &mut self.taken[level];
        *volume += place.volume;
        *stiff += place.volume * place.stiffness;
    }
}

/// `x^{d/2}`
fn half_power(x: f64, d: usize) -> f64 {
    let whole = (0..d / 2).fold(1.0, |power, _| power * x);
    if d % 2 == 1 { whole * x.sqrt() } else { whole }
}

#[cfg(test)]
mod tests {
    use super::*;
    use statistics::Grid;

    /// Two wells at ±1 with different stiffness and a barrier of one between them.
    fn two_wells(stiffness: [f64; 2]) -> (Grid, Vec<Place>) {
        let grid = Grid::new(&[-1.6], &[1.6], &[320]);
        let place = |(bin, q): (usize, f64)| Place {
            bin,
            energy: (q * q - 1.0) * (q * q - 1.0),
            volume: 1.0,
            stiffness: stiffness[usize::from(q > 0.0)],
        };
        let places = grid.centres(0).into_iter().enumerate().map(place).collect();
        (grid, places)
    }

    #[test]
    fn every_well_has_its_own_temperature_below_the_barrier() {
        let (grid, places) = two_wells([1.0, 1.25]);
        let shells = EnergyShells::new(&grid, &places, 0.1);
        let (left, right) = (60, 260);
        for energy in [0.1, 0.5, 0.9] {
            assert!((shells.at(left, energy).1 - 1.0).abs() < 1e-12);
            assert!((shells.at(right, energy).1 - 0.8).abs() < 1e-12);
        }
        // Above the barrier both share one temperature, whichever well a walker came from.
        let joined = 1.0 / 1.125;
        for place in [left, right] {
            assert!((shells.at(place, 1.4).1 - joined).abs() < 1e-3);
        }
        assert_eq!(shells.at(left, 1.4), shells.at(right, 1.4));
        // From the barrier down, the softer well gains more.
        let depth = |place| shells.at(place, 1.0).0 - shells.at(place, 0.0).0;
        assert!((depth(left) - 1.0).abs() < 1e-3 && (depth(right) - 0.8).abs() < 1e-3);
    }

    #[test]
    fn the_integral_is_continuous() {
        let (grid, places) = two_wells([1.0, 1.5]);
        let shells = EnergyShells::new(&grid, &places, 0.1);
        for place in [0, 60, 160, 260] {
            let lowest = places[place].energy;
            let heights: Vec<f64> = (0..2000)
                .map(|i| shells.at(place, lowest + 1e-3 * f64::from(i)).0)
                .collect();
            for pair in heights.windows(2) {
                assert!((6e-4..1.1e-3).contains(&(pair[1] - pair[0])), "{pair:?}");
            }
        }
    }
}
