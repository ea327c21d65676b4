//! Turns a learned potential into a surface for further runs.

use crate::least_squares::{BRIDGE, bins_between_knots, normal_matrix, project};
use crate::{Design, InverseTemperature, Learned};
use dynamics::Surface;
use expression::Vectors;
use statistics::{Banded, Grid, interpolate};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The box of the surface extends beyond the region by one part in `MARGIN` on every side.
const MARGIN: usize = 4;
/// Knot spacing in units of the displacement in one step at the momentum's standard deviation: a
/// walker does not see structure that it jumps over, and the noise from bin to bin would push it
/// about.
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
pub fn surface(
    learned: &Learned,
    temperature: &InverseTemperature,
    grid: &Grid,
    step: f64,
) -> Option<Surface> {
    let (energy, _) = learned.potential(temperature);
    let flight = vec![step / libm::sqrt(temperature.used); grid.dimension()];
    continued(&energy, &learned.counts, grid, &flight)
}

/// The same of an energy on the bins of a grid with their counts, whose structure finer than half a
/// flight along an axis is not part of it.
pub fn continued(
    energy: &[Option<f64>],
    counts: &[u64],
    grid: &Grid,
    flight: &[f64],
) -> Option<Surface> {
    let pairs = energy.iter().zip(counts);
    let energy: Vec<Option<f64>> = pairs
        .map(|(value, count)| value.filter(|_| *count >= ENOUGH))
        .collect();
    let highest = energy.iter().flatten().copied().fold(0.0, f64::max);
    if !(highest > 0.0 && highest.is_finite()) {
        return None;
    }
    let reach = reach(&energy, grid);
    let wide = wider(grid);
    let (bins, wide_bins) = (grid.bins(), wide.bins());
    let mut values: Vec<Option<f64>> = vec![None; wide.len()];
    let mut weights = vec![GUESS; wide.len()];
    for (bin, value) in energy.iter().enumerate().filter(|(_, u)| u.is_some()) {
        let place = shifted(bin, &bins, &wide_bins);
        (values[place], weights[place]) = (*value, counts[bin]);
    }
    let axes = 0..wide.dimension();
    let continued = Continuation {
        sources: nearest(&values, &wide, &reach),
        periods: axes.clone().map(|axis| wide.period(axis)).collect(),
        points: wide.points(),
        axes: axes.clone().map(|axis| wide.centres(axis)).collect(),
        values: &values,
        reach: &reach,
        highest,
    };
    let weighted: Vec<f64> = (0..values.len())
        .map(|bin| values[bin].unwrap_or_else(|| continued.at(bin)) * weights[bin] as f64)
        .collect();
    let design = Design::new(&wide, &bins_between_knots(&wide, KNOT_DISTANCE, flight));
    let weights: Vec<f64> = weights.iter().map(|&n| n as f64).collect();
    let factor = Banded::factorise(normal_matrix(&design, &weights, BRIDGE))?;
    let (lower, upper) = axes
        .map(|axis| <(f64, f64)>::from(wide.interval(axis)))
        .unzip();
    Some(Surface {
        lower,
        upper,
        intervals: design.intervals(),
        coefficients: design.unfolded(&factor.solve(&project(&design, &weighted))),
        periodic: periodic_axes(&wide),
        tilt: Vec::new(),
        stiffness: reach.iter().map(|r| 2.0 * highest / (r * r)).collect(),
    })
}

/// For each axis of a grid, true if it is periodic; empty if none is.
pub(crate) fn periodic_axes(grid: &Grid) -> Vec<bool> {
    let all = grid.periodic();
    if all.contains(&true) { all } else { Vec::new() }
}

/// Extrapolation of the energy beyond the data.
struct Continuation<'a> {
    sources: Vec<usize>,
    points: Vectors,
    axes: Vec<Vec<f64>>,
    values: &'a [Option<f64>],
    reach: &'a [f64],
    periods: Vec<Option<f64>>,
    highest: f64,
}

impl Continuation<'_> {
    /// The energy at a bin without enough data.
    fn at(&self, bin: usize) -> f64 {
        let from = self.sources[bin];
        let Some(edge) = self.values.get(from).copied().flatten() else {
            return self.highest;
        };
        let start = &self.points[from];
        let end = &near(start, &self.points[bin], &self.periods);
        // The distance in units of the spacing of the points further in.
        let way = square(start, end, self.reach).sqrt() / INWARD;
        let value = |steps: f64| {
            let inward = |(from, to): (&f64, &f64)| from - steps / way * (to - from);
            let point: Vec<f64> = start.iter().zip(end).map(inward).collect();
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

/// The image nearest to `from` of a point, which whole periods may move.
fn near(from: &[f64], to: &[f64], periods: &[Option<f64>]) -> Vec<f64> {
    let along = |((from, to), period): ((&f64, &f64), &Option<f64>)| match period {
        Some(period) => to - period * libm::round((to - from) / period),
        None => *to,
    };
    from.iter().zip(to).zip(periods).map(along).collect()
}

/// The squared distance of two points in units of the reach.
fn square(from: &[f64], to: &[f64], reach: &[f64]) -> f64 {
    let along = |((from, to), reach): ((&f64, &f64), &f64)| {
        let way = (to - from) / reach;
        way * way
    };
    from.iter().zip(to).zip(reach).map(along).sum()
}

/// Half the width of the data along every axis.
fn reach(energy: &[Option<f64>], grid: &Grid) -> Vec<f64> {
    let points = grid.points();
    let half = |(axis, bin): (usize, &f64)| {
        let known = points.along(axis).zip(energy).filter(|(_, u)| u.is_some());
        let (mut lower, mut upper) = (f64::INFINITY, f64::NEG_INFINITY);
        for (x, _) in known {
            (lower, upper) = (lower.min(x), upper.max(x));
        }
        0.5 * (upper - lower + bin)
    };
    grid.widths().iter().enumerate().map(half).collect()
}

/// The grid with a margin of further bins of the same size, except along a periodic axis.
fn wider(grid: &Grid) -> Grid {
    let (mut lower, mut upper, mut wide) = (Vec::new(), Vec::new(), Vec::new());
    for (axis, (bins, width)) in grid.bins().into_iter().zip(grid.widths()).enumerate() {
        let [from, to] = grid.interval(axis);
        let more = match grid.period(axis) {
            Some(_) => 0,
            None => bins / MARGIN,
        };
        let margin = width * more as f64;
        lower.push(from - margin);
        upper.push(to + margin);
        wide.push((bins + 2 * more) as u32);
    }
    Grid::new(&lower, &upper, &wide).wrapped(&grid.periodic())
}

/// The number of a bin of the narrower grid in the wider one.
fn shifted(bin: usize, bins: &[usize], wide: &[usize]) -> usize {
    let (mut number, mut rest, mut stride) = (0, bin, 1);
    for (bins, wide) in bins.iter().zip(wide).rev() {
        number += (rest % bins + (wide - bins) / 2) * stride;
        rest /= bins;
        stride *= wide;
    }
    number
}

/// For every bin the nearest bin with data, or nearly so: each bin takes over that of the neighbour
/// nearest to it (Dijkstra). Lengths are in units of the reach.
fn nearest(values: &[Option<f64>], grid: &Grid, reach: &[f64]) -> Vec<usize> {
    let points = grid.points();
    let (bins, periodic) = (grid.bins(), grid.periodic());
    let periods: Vec<_> = (0..bins.len()).map(|axis| grid.period(axis)).collect();
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
        for next in super::wells::neighbours(bin, &bins, &periodic) {
            if source[next] == usize::MAX {
                let end = near(&points[from], &points[next], &periods);
                let distance = square(&points[from], &end, reach);
                open.push(Reverse((distance.to_bits(), next, from)));
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
        let grid = Grid::new(&[-4.0], &[4.0], &[160]);
        let well = |q: &[f64]| (q[0].abs() < 3.0).then_some(0.5 * q[0] * q[0]);
        let surface = surface(&exactly(&grid, well), &UNIT, &grid, 0.1).unwrap();
        let mut slope = [0.0];
        let bottom = surface.at(&[0.0], &mut slope);
        for k in -50..=50 {
            let q = 0.11 * f64::from(k);
            let energy = surface.at(&[q], &mut slope);
            assert!(
                (energy - bottom - 0.5 * q * q).abs() < 0.06 * (1.0 + q * q),
                "{q}: {energy}"
            );
            let off = (slope[0] - q).abs();
            assert!(off < 0.2 * (1.0 + q.abs()), "{q}: {slope:?}");
        }
    }

    #[test]
    fn in_the_plane_it_rises_away_from_the_data() {
        let grid = Grid::new(&[-2.0; 2], &[2.0; 2], &[60; 2]);
        let tilted = |q: &[f64]| {
            let (x, y) = (q[0], q[1]);
            let u = 2.0 * (x + y) * (x + y) + 4.0 * (x - y) * (x - y);
            (u < 6.0).then_some(u)
        };
        let surface = surface(&exactly(&grid, tilted), &UNIT, &grid, 0.1).unwrap();
        for angle in 0..24 {
            let (sine, cosine) = libm::sincos(0.26 * f64::from(angle));
            let at = |r: f64| surface.at(&[r * cosine, r * sine], &mut [0.0; 2]);
            let along: Vec<f64> = (1..24).map(|k| at(0.12 * f64::from(k))).collect();
            assert!(along.is_sorted(), "{angle}: {along:?}");
            assert!(at(5.0) > 12.0 && at(50.0) > 1000.0);
        }
    }
}
