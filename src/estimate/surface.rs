//! Turns a learned potential into a surface for further runs.

use crate::least_squares::{BRIDGE, bins_per_knot, normal_matrix, project};
use crate::{Design, InverseTemperature, Learned};
use dynamics::Surface;
use statistics::{Banded, Grid, interpolate};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The box of the surface extends beyond the region by one part in `MARGIN` on every side.
const MARGIN: usize = 4;
/// Knot spacing in units of the displacement in one step at the momentum's standard deviation.
const KNOT_DISTANCE: f64 = 0.5;
/// Counts above which a bin's energy is accurate enough to extrapolate from.
const ENOUGH: u64 = 20;
/// Spacing of the points that an extrapolation uses, in units of the reach.
const INWARD: f64 = 0.125;
/// Weight, in counts, of a bin without data: its energy is a guess.
const GUESS: u64 = 1;

/// The splines of the potential learned at step `step`, over the region and a margin around it;
/// `None` if too little is known.
///
/// Where data are too few, the potential is extrapolated along the ray from the nearest bin with
/// enough, by the parabola through its value there and at two points further in. It always rises,
/// at least as fast as half a harmonic well as wide and as high as the data.
pub fn surface<const D: usize>(
    learned: &Learned,
    temperature: &InverseTemperature,
    grid: &Grid<D>,
    step: f64,
) -> Option<Surface> {
    let (mut energy, _) = learned.potential(temperature);
    for (value, count) in energy.iter_mut().zip(&learned.counts) {
        *value = value.filter(|_| *count >= ENOUGH);
    }
    let highest = energy.iter().flatten().copied().fold(0.0, f64::max);
    if !(highest > 0.0 && highest.is_finite()) {
        return None;
    }
    let reach = reach(&energy, grid);
    let wide = wider(grid);
    let inner = grid.bins().map(|b| b / MARGIN);
    let mut values: Vec<Option<f64>> = vec![None; wide.len()];
    let mut weights = vec![GUESS; wide.len()];
    for (bin, value) in energy.iter().enumerate().filter(|(_, u)| u.is_some()) {
        let place = shifted(bin, &grid.bins(), &inner, &wide.bins());
        (values[place], weights[place]) = (*value, learned.counts[bin]);
    }
    let continued = Continuation {
        sources: nearest(&values, &wide, &reach),
        points: wide.points(),
        axes: std::array::from_fn(|axis| wide.centres(axis)),
        values: &values,
        reach,
        highest,
    };
    let weighted: Vec<f64> = (0..values.len())
        .map(|bin| values[bin].unwrap_or_else(|| continued.at(bin)) * weights[bin] as f64)
        .collect();
    let design = Design::new(&wide, resolved(&wide, step / libm::sqrt(temperature.used)));
    let weights: Vec<f64> = weights.iter().map(|&n| n as f64).collect();
    let factor = Banded::factorise(normal_matrix(&design, &weights, BRIDGE))?;
    let ends: [[f64; 2]; D] = std::array::from_fn(|axis| wide.interval(axis));
    Some(Surface {
        lower: ends.iter().map(|e| e[0]).collect(),
        upper: ends.iter().map(|e| e[1]).collect(),
        intervals: design.intervals().to_vec(),
        coefficients: factor.solve(&project(&design, &weighted)),
        stiffness: reach.iter().map(|r| 2.0 * highest / (r * r)).collect(),
    })
}

/// Extrapolation of the energy beyond the data.
struct Continuation<'a, const D: usize> {
    sources: Vec<usize>,
    points: Vec<[f64; D]>,
    axes: [Vec<f64>; D],
    values: &'a [Option<f64>],
    reach: [f64; D],
    highest: f64,
}

impl<const D: usize> Continuation<'_, D> {
    /// The energy at a bin without enough data.
    fn at(&self, bin: usize) -> f64 {
        let from = self.sources[bin];
        let Some(edge) = self.values.get(from).copied().flatten() else {
            return self.highest;
        };
        let (start, end) = (self.points[from], self.points[bin]);
        let square =
            |i: usize| (end[i] - start[i]) / self.reach[i] * ((end[i] - start[i]) / self.reach[i]);
        // The distance in units of the spacing of the points further in.
        let way = (0..D).map(square).sum::<f64>().sqrt() / INWARD;
        let value = |steps: f64| {
            let point: [f64; D] =
                std::array::from_fn(|i| start[i] - steps / way * (end[i] - start[i]));
            interpolate(&self.axes, self.values, &point)
        };
        // Slope and curvature of a well as wide and as high as the data.
        let (slope, curvature) = (
            2.0 * INWARD * (edge.max(0.0) * self.highest).sqrt(),
            2.0 * INWARD * INWARD * self.highest,
        );
        let (a, b) = match (value(1.0), value(2.0)) {
            (Some(one), Some(two)) => (
                (1.5 * edge - 2.0 * one + 0.5 * two).max(0.0),
                (edge - 2.0 * one + two).max(0.5 * curvature),
            ),
            _ => (slope, curvature),
        };
        edge + a * way + 0.5 * b * way * way
    }
}

/// Bins per knot: walkers do not see structure that they jump over in one step, and the noise from
/// bin to bin would push walkers on the surface about.
fn resolved<const D: usize>(grid: &Grid<D>, jump: f64) -> [usize; D] {
    std::array::from_fn(|axis| {
        let [lower, upper] = grid.interval(axis);
        let bin = (upper - lower) / grid.bins()[axis] as f64;
        bins_per_knot(D).max((KNOT_DISTANCE * jump / bin) as usize)
    })
}

/// Half the width of the data along every axis.
fn reach<const D: usize>(energy: &[Option<f64>], grid: &Grid<D>) -> [f64; D] {
    let mut ends = [[f64::INFINITY, f64::NEG_INFINITY]; D];
    for (point, _) in grid
        .points()
        .iter()
        .zip(energy)
        .filter(|(_, u)| u.is_some())
    {
        for axis in 0..D {
            ends[axis][0] = ends[axis][0].min(point[axis]);
            ends[axis][1] = ends[axis][1].max(point[axis]);
        }
    }
    std::array::from_fn(|axis| {
        let [lower, upper] = grid.interval(axis);
        let bin = (upper - lower) / grid.bins()[axis] as f64;
        0.5 * (ends[axis][1] - ends[axis][0] + bin)
    })
}

/// The grid with a margin of further bins of the same size.
fn wider<const D: usize>(grid: &Grid<D>) -> Grid<D> {
    let bins = grid.bins();
    let margin = |axis: usize| {
        let [lower, upper] = grid.interval(axis);
        (upper - lower) / bins[axis] as f64 * (bins[axis] / MARGIN) as f64
    };
    Grid::new(
        std::array::from_fn(|axis| grid.interval(axis)[0] - margin(axis)),
        std::array::from_fn(|axis| grid.interval(axis)[1] + margin(axis)),
        std::array::from_fn(|axis| (bins[axis] + 2 * (bins[axis] / MARGIN)) as u32),
    )
}

/// The number of a bin of the narrower grid in the wider one.
fn shifted<const D: usize>(
    bin: usize,
    bins: &[usize; D],
    margin: &[usize; D],
    wide: &[usize; D],
) -> usize {
    let (mut rest, mut place) = (bin, [0; D]);
    for axis in (0..D).rev() {
        place[axis] = rest % bins[axis] + margin[axis];
        rest /= bins[axis];
    }
    (0..D).fold(0, |number, axis| number * wide[axis] + place[axis])
}

/// For every bin the nearest bin with data, or nearly so: each bin takes over that of the neighbour
/// nearest to it (Dijkstra). Lengths are in units of the reach.
fn nearest<const D: usize>(values: &[Option<f64>], grid: &Grid<D>, reach: &[f64; D]) -> Vec<usize> {
    let points = grid.points();
    let bins = grid.bins();
    let distance = |a: usize, b: usize| -> f64 {
        let square = |i: usize| {
            let s = (points[a][i] - points[b][i]) / reach[i];
            s * s
        };
        (0..D).map(square).sum()
    };
    let mut source = vec![usize::MAX; values.len()];
    // Non-negative floats sort as their bits do, so the heap can compare bits.
    let mut open: BinaryHeap<Reverse<(u64, usize, usize)>> = (0..values.len())
        .filter(|bin| values[*bin].is_some())
        .map(|bin| Reverse((0, bin, bin)))
        .collect();
    while let Some(Reverse((_, bin, from))) = open.pop() {
        if source[bin] != usize::MAX {
            continue;
        }
        source[bin] = from;
        for next in super::wells::neighbours(bin, &bins) {
            if source[next] == usize::MAX {
                open.push(Reverse((distance(next, from).to_bits(), next, from)));
            }
        }
    }
    source
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::potential::exactly;

    const UNIT: InverseTemperature = InverseTemperature {
        naive: 1.0,
        symmetric: 1.0,
        corrected: None,
        used: 1.0,
        standard_error: 0.0,
    };

    #[test]
    fn a_harmonic_well_stays_one_where_there_are_no_data() {
        let grid = Grid::new([-4.0], [4.0], [160]);
        let well = |[q]: &[f64; 1]| (q.abs() < 3.0).then_some(0.5 * q * q);
        let surface = surface(&exactly(&grid, well), &UNIT, &grid, 0.1).unwrap();
        let bottom = surface.at(&[0.0]).0;
        for k in -50..=50 {
            let q = 0.11 * f64::from(k);
            let (energy, [slope]) = surface.at(&[q]);
            assert!(
                (energy - bottom - 0.5 * q * q).abs() < 0.06 * (1.0 + q * q),
                "{q}: {energy}"
            );
            assert!((slope - q).abs() < 0.2 * (1.0 + q.abs()), "{q}: {slope}");
        }
    }

    #[test]
    fn in_the_plane_it_rises_away_from_the_data() {
        let grid = Grid::new([-2.0, -2.0], [2.0, 2.0], [60, 60]);
        let tilted = |[x, y]: &[f64; 2]| {
            let u = 2.0 * (x + y) * (x + y) + 4.0 * (x - y) * (x - y);
            (u < 6.0).then_some(u)
        };
        let surface = surface(&exactly(&grid, tilted), &UNIT, &grid, 0.1).unwrap();
        for angle in 0..24 {
            let (sine, cosine) = libm::sincos(0.26 * f64::from(angle));
            let at = |r: f64| surface.at(&[r * cosine, r * sine]).0;
            let along: Vec<f64> = (1..24).map(|k| at(0.12 * f64::from(k))).collect();
            assert!(along.is_sorted(), "{angle}: {along:?}");
            assert!(at(5.0) > 12.0 && at(50.0) > 1000.0);
        }
    }
}
