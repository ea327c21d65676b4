//! The wells of a learned potential, and the number of arrivals in each.

use crate::Learned;
use statistics::{Grid, Tally, TransitionCounts, descending, order};

/// Least barrier between two wells, above the shallower minimum, in units of `kT`, beyond the
/// error allowed.
const BARRIER: f64 = 1.0;
/// Standard errors allowed for.
const ERRORS: f64 = 3.0;

/// The water stops rising at bins with less than this share of the fullest bin's count: above them
/// noise makes minima, and almost no walker is there.
const THIN: f64 = 1e-3;

/// It also stops at bins with fewer counts than this, however short the run: among bins with one
/// count or none, any bin with a dozen is an island.
const FEWEST: f64 = 10.0;

/// A well of the learned potential.
#[derive(Clone, Debug, PartialEq)]
pub struct Well {
    /// The bin of its minimum.
    pub bottom: usize,
    /// Share of the positions in the well.
    pub population: f64,
    /// Arrivals from another well.
    pub visits: u64,
}

/// The wells, and the well of each bin.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wells {
    /// The most populated first.
    pub wells: Vec<Well>,
    /// Index of the well of every bin, if it has one.
    pub basin: Vec<Option<usize>>,
}

/// Finds the wells by a watershed algorithm: water rises over the learned potential, a basin starts
/// at every minimum, and two basins that meet less than `BARRIER` above the shallower one merge.
/// Basins that the highest water fills no deeper than that are not wells.
///
/// Arrivals are counted from the walkers' places at the ends of windows: a walker that turns round
/// on the barrier does not count.
pub fn wells(learned: &Learned, tally: &Tally, grid: &Grid, places: &Grid) -> Wells {
    let basin = basins(learned, grid);
    let count = basin.iter().flatten().max().map_or(0, |m| m + 1);
    let mut found: Vec<Well> = (0..count)
        .map(|_| Well {
            bottom: 0,
            population: 0.0,
            visits: 0,
        })
        .collect();
    let mut least = vec![f64::INFINITY; count];
    let total = learned.counts.iter().sum::<u64>().max(1) as f64;
    for (bin, well) in basin.iter().enumerate() {
        let (Some(well), Some(energy)) = (*well, learned.energy[bin]) else {
            continue;
        };
        found[well].population += learned.counts[bin] as f64 / total;
        if energy < least[well] {
            (least[well], found[well].bottom) = (energy, bin);
        }
    }
    if count > 1 {
        let home = homes(&learned.counts, &basin, grid, places, count);
        for counts in tally.blocks().map(|b| &b.transitions) {
            arrivals(counts, &home, &mut found);
        }
    }
    ranked(found, basin)
}

impl Wells {
    /// Variance of a bin's `−log π` due to rare entries into its well: `1/(n + ½)` for `n`
    /// arrivals. Zero if there is only one well.
    pub fn variance(&self, bin: usize) -> f64 {
        let well = self.basin.get(bin).copied().flatten();
        let well = well.filter(|_| self.wells.len() > 1);
        well.map_or(0.0, |well| 1.0 / (self.wells[well].visits as f64 + 0.5))
    }
}

fn basins(learned: &Learned, grid: &Grid) -> Vec<Option<usize>> {
    let (bins, periodic) = (grid.bins(), grid.periodic());
    let energy = |bin: usize| learned.energy[bin].unwrap_or(f64::INFINITY);
    let count = |bin: usize| learned.counts[bin] as f64;
    let error = |bin: usize| {
        let error = learned.standard_error[bin].unwrap_or(0.0);
        error.max(1.0 / count(bin).sqrt())
    };
    let fullest = (0..learned.counts.len()).map(count).fold(0.0, f64::max);
    let least = (fullest * THIN).max(FEWEST);
    let known = |bin: &usize| count(*bin) > 0.0 && count(*bin) >= least;
    let known: Vec<usize> = (0..learned.energy.len()).filter(known).collect();
    let energies: Vec<f64> = known.iter().map(|bin| energy(*bin)).collect();
    // Parent of each basin, by its initial number; merged basins point to the one they joined.
    let mut parent: Vec<usize> = Vec::new();
    let mut bottom: Vec<usize> = Vec::new();
    let root = |parent: &[usize], mut at: usize| {
        while parent[at] != at {
            at = parent[at];
        }
        at
    };
    let mut basin: Vec<Option<usize>> = vec![None; learned.energy.len()];
    for bin in order(&energies).into_iter().map(|place| known[place]) {
        let mut met: Vec<usize> = neighbours(bin, &bins, &periodic)
            .filter_map(|n| basin[n])
            .map(|b| root(&parent, b))
            .collect();
        met.sort_unstable();
        met.dedup();
        // Basins start from the bottom up, so the first one met is the deepest.
        let Some(&deepest) = met.first() else {
            parent.push(parent.len());
            bottom.push(bin);
            basin[bin] = Some(parent.len() - 1);
            continue;
        };
        basin[bin] = Some(deepest);
        for &other in &met[1..] {
            let depth = energy(bin) - energy(bottom[other]);
            if depth < BARRIER + ERRORS * error(bin).max(error(bottom[other])) {
                parent[other] = deepest;
            }
        }
    }
    let shallow =
        |bottom: usize| libm::log(count(bottom) / least) < BARRIER + ERRORS * error(bottom);
    let mut names = vec![None; parent.len()];
    let mut next = 0;
    for place in &mut basin {
        let Some(at) = place.map(|b| root(&parent, b)) else {
            continue;
        };
        // The deepest basin of all is a well, however flat.
        *place = (at == 0 || !shallow(bottom[at])).then(|| {
            *names[at].get_or_insert_with(|| {
                next += 1;
                next - 1
            })
        });
    }
    basin
}

/// The bins adjacent to `bin` along every axis; on a periodic one the first is adjacent to the last.
pub(super) fn neighbours(
    bin: usize,
    bins: &[usize],
    periodic: &[bool],
) -> impl Iterator<Item = usize> {
    let mut stride = 1;
    let axes = bins.iter().zip(periodic).rev();
    axes.flat_map(move |(bins, goes_round)| {
        let (place, around) = (bin / stride % bins, (bins - 1) * stride);
        let below = match place > 0 {
            true => Some(bin - stride),
            false => goes_round.then_some(bin + around),
        };
        let above = match place + 1 < *bins {
            true => Some(bin + stride),
            false => goes_round.then(|| bin - around),
        };
        stride *= bins;
        below.into_iter().chain(above)
    })
}

/// For every place, the well that holds most of its positions.
pub(super) fn homes(
    visits: &[u64],
    basin: &[Option<usize>],
    grid: &Grid,
    places: &Grid,
    wells: usize,
) -> Vec<Option<usize>> {
    let mut counts = vec![vec![0; wells]; places.len()];
    for (bin, point) in grid.points().iter().enumerate() {
        if let (Some(well), Some(place)) = (basin[bin], places.number(point)) {
            counts[place][well] += visits[bin];
        }
    }
    let fullest = |counts: &Vec<u64>| {
        let best = (0..wells).max_by_key(|&w| (counts[w], std::cmp::Reverse(w)))?;
        (counts[best] > 0).then_some(best)
    };
    counts.iter().map(fullest).collect()
}

fn arrivals(counts: &TransitionCounts, home: &[Option<usize>], wells: &mut [Well]) {
    for (from, to, count) in transitions(counts, home) {
        if let (Some(from), Some(to)) = (from, to)
            && from != to
        {
            wells[to].visits += count;
        }
    }
}

/// The homes that a transition leaves and reaches, and how often.
pub(super) fn transitions(
    counts: &TransitionCounts,
    home: &[Option<usize>],
) -> impl Iterator<Item = (Option<usize>, Option<usize>, u64)> {
    let each = counts.iter();
    each.map(|(from, to, count)| (home[from], home[to], count))
}

/// Numbers the wells by population.
fn ranked(found: Vec<Well>, mut basin: Vec<Option<usize>>) -> Wells {
    let populations: Vec<f64> = found.iter().map(|well| well.population).collect();
    let order = descending(&populations);
    let mut rank = vec![0; found.len()];
    for (place, &well) in order.iter().enumerate() {
        rank[well] = place;
    }
    for well in basin.iter_mut().flatten() {
        *well = rank[*well];
    }
    Wells {
        wells: order.iter().map(|&well| found[well].clone()).collect(),
        basin,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn learned(grid: &Grid, energy: impl Fn(&[f64]) -> f64) -> Learned {
        crate::potential::exactly(grid, |q| Some(energy(q)))
    }

    #[test]
    fn a_barrier_of_one_makes_two_wells_and_a_ripple_does_not() {
        let grid = Grid::new(&[-2.0; 2], &[2.0; 2], &[40; 2]);
        let places = Grid::new(&[-2.0; 2], &[2.0; 2], &[10; 2]);
        let double = |height: f64| {
            let learned = learned(&grid, |q| {
                let (x, y) = (q[0], q[1]);
                height * (x * x - 1.0) * (x * x - 1.0) + y * y + 0.1 * x + 0.2 * libm::cos(9.0 * y)
            });
            wells(&learned, &Tally::default(), &grid, &places)
        };
        assert_eq!(double(0.8).wells.len(), 1);
        let two = double(3.0);
        assert_eq!(two.wells.len(), 2);
        // The left well is deeper by 0.2, so it comes first.
        let points = grid.points();
        assert!(points[two.wells[0].bottom][0] < 0.0 && points[two.wells[1].bottom][0] > 0.0);
        assert!(two.wells[0].population > two.wells[1].population);
        // Without arrivals the relative depth is hardly known.
        assert!(two.variance(two.wells[1].bottom) > 1.0);
    }

    #[test]
    fn a_well_across_the_ends_of_a_period_is_one() {
        let period = [-core::f64::consts::PI, core::f64::consts::PI];
        let grid = Grid::new(&period[..1], &period[1..], &[80]);
        let learned = learned(&grid, |q| 3.0 * libm::cos(q[0]));
        let count = |grid: &Grid| wells(&learned, &Tally::default(), grid, grid).wells.len();
        assert_eq!(
            (count(&grid), count(&grid.clone().wrapped(&[true]))),
            (2, 1)
        );
    }

    #[test]
    fn puddles_of_a_few_counts_are_no_wells() {
        let grid = Grid::new(&[-2.0; 2], &[2.0; 2], &[40; 2]);
        let mut learned = learned(&grid, |q| 6.0 * (q[0] * q[0] + q[1] * q[1]));
        for (bin, q) in grid.points().iter().enumerate() {
            if q[0] * q[0] + q[1] * q[1] > 2.0 && bin % 7 == 0 {
                (learned.counts[bin], learned.energy[bin]) = (1500, Some(6.5));
            }
        }
        let found = wells(&learned, &Tally::default(), &grid, &grid);
        assert_eq!(found.wells.len(), 1);
    }

    #[test]
    fn the_scattered_counts_of_a_short_run_are_no_wells() {
        let grid = Grid::new(&[-2.0; 2], &[2.0; 2], &[40; 2]);
        let mut learned = learned(&grid, |q| 3.0 * (q[0] * q[0] + q[1] * q[1]));
        for (bin, count) in learned.counts.iter_mut().enumerate() {
            *count /= 500;
            if *count < 5 {
                *count = [1, 0, 20, 1, 0, 1, 1][bin % 7];
            }
        }
        let found = wells(&learned, &Tally::default(), &grid, &grid);
        assert_eq!(found.wells.len(), 1);
        // Otherwise the whole potential would seem to be known to 1.4 at best.
        assert_eq!(found.variance(found.wells[0].bottom), 0.0);
    }

    #[test]
    fn arrivals_are_counted_between_wells_only() {
        let grid = Grid::new(&[-2.0], &[2.0], &[200]);
        let places = Grid::new(&[-2.0], &[2.0], &[4]);
        let learned = learned(&grid, |q| 4.0 * (q[0] * q[0] - 1.0) * (q[0] * q[0] - 1.0));
        let basin = basins(&learned, &grid);
        let home = homes(&learned.counts, &basin, &grid, &places, 2);
        assert_eq!(home[0], home[1]);
        assert_eq!(home[2], home[3]);
        assert_ne!(home[0], home[3]);
        let mut counts = TransitionCounts::new(4);
        for (from, to) in [(0, 1), (1, 3), (3, 2), (2, 0), (0, 3), (9, 0)] {
            counts.add(from, to);
        }
        let mut found = vec![
            Well {
                bottom: 0,
                population: 0.5,
                visits: 0
            };
            2
        ];
        arrivals(&counts, &home, &mut found);
        let visits = |home: Option<usize>| found[home.unwrap()].visits;
        assert_eq!((visits(home[0]), visits(home[3])), (1, 2));
    }
}
