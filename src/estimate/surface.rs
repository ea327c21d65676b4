//! A learned potential made ready to be run.

use super::{Banded, Design, Learned};
use crate::dynamics::Surface;
use crate::estimate::potential::{bins_per_knot, normal_matrix, project};
use crate::statistics::Grid;
use crate::study::InverseTemperature;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The box of the surface reaches this share of the region beyond it, on every side.
const MARGIN: usize = 4;
/// Counts that a bin without data stands for: its energy is a guess.
const GUESS: u64 = 1;

/// The splines of the learned potential, over the region and a margin around it; `None` where too
/// little is known.
///
/// Where there are no data the potential goes on as a harmonic well that has reached the energy of
/// the nearest bin with data: `½κ(r + s)²` at a distance `s`, with `½κr²` that energy. Its
/// curvature along each axis is that of a well as wide and as high as the data.
pub fn surface<const D: usize>(
    learned: &Learned,
    temperature: &InverseTemperature,
    grid: &Grid<D>,
) -> Option<Surface> {
    let (energy, _) = learned.potential(temperature);
    let highest = energy.iter().flatten().copied().fold(0.0, f64::max);
    if !(highest > 0.0 && highest.is_finite()) {
        return None;
    }
    let reach = reach(&energy, grid);
    let stiffness: [f64; D] = std::array::from_fn(|i| 2.0 * highest / (reach[i] * reach[i]));
    let wide = wider(grid);
    let inner = grid.bins().map(|b| b / MARGIN);
    let mut values: Vec<Option<f64>> = vec![None; wide.len()];
    let mut counts = vec![0; wide.len()];
    for (bin, value) in energy.iter().enumerate() {
        let place = shifted(bin, &grid.bins(), &inner, &wide.bins());
        (values[place], counts[place]) = (*value, learned.counts[bin]);
    }
    let sources = nearest(&values, &wide, &reach);
    let points = wide.points();
    let filled: Vec<f64> = (0..values.len())
        .map(|bin| match values[bin] {
            Some(value) => value,
            None => {
                let from = sources[bin];
                let squares = (0..D).map(|i| {
                    let s = points[bin][i] - points[from][i];
                    0.5 * stiffness[i] * s * s
                });
                // In units in which the well is `r²`, whatever the direction.
                let r = values[from].unwrap_or(0.0).max(0.0).sqrt() + squares.sum::<f64>().sqrt();
                r * r
            }
        })
        .collect();
    let weights: Vec<u64> = counts.iter().map(|n| (*n).max(GUESS)).collect();
    let weighted: Vec<f64> = filled
        .iter()
        .zip(&weights)
        .map(|(u, n)| u * *n as f64)
        .collect();
    let design = Design::new(&wide, bins_per_knot(D));
    let factor = Banded::factorise(normal_matrix(&design, &weights))?;
    let ends: [[f64; 2]; D] = std::array::from_fn(|axis| wide.interval(axis));
    Some(Surface {
        lower: ends.iter().map(|e| e[0]).collect(),
        upper: ends.iter().map(|e| e[1]).collect(),
        intervals: design.intervals().to_vec(),
        coefficients: factor.solve(&project(&design, &weighted)),
        stiffness: stiffness.to_vec(),
    })
}

/// Half the width of what has data, along every axis.
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

/// The same bins with a margin of more of them around.
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

/// The number in a wider grid of a bin of a narrower one.
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

/// For every bin the bin with data that is nearest, or nearly so: each bin takes over the one of
/// the neighbour that is nearest to it (Dijkstra). Lengths are in units of the reach.
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
    // Squared distances are not negative, so their bits are in the order of their values.
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

    fn learned<const D: usize>(
        grid: &Grid<D>,
        energy: impl Fn(&[f64; D]) -> Option<f64>,
    ) -> Learned {
        let energy: Vec<Option<f64>> = grid.points().iter().map(energy).collect();
        let count = |u: &Option<f64>| u.map_or(0, |u| (1e6 * libm::exp(-u)) as u64 + 1);
        Learned {
            counts: energy.iter().map(count).collect(),
            standard_error: energy.iter().map(|u| u.map(|_| 0.01)).collect(),
            density: energy
                .iter()
                .map(|u| u.map_or(0.0, |u| libm::exp(-u)))
                .collect(),
            log_histogram: vec![None; energy.len()],
            fitted_density: vec![None; energy.len()],
            energy,
        }
    }

    const UNIT: InverseTemperature = InverseTemperature {
        naive: 1.0,
        symmetric: 1.0,
        used: 1.0,
        standard_error: 0.0,
    };

    #[test]
    fn a_harmonic_well_stays_one_where_there_are_no_data() {
        let grid = Grid::new([-4.0], [4.0], [160]);
        let well = |[q]: &[f64; 1]| (q.abs() < 3.0).then_some(0.5 * q * q);
        let surface = surface(&learned(&grid, well), &UNIT, &grid).unwrap();
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
        let surface = surface(&learned(&grid, tilted), &UNIT, &grid).unwrap();
        for angle in 0..24 {
            let (sine, cosine) = libm::sincos(0.26 * f64::from(angle));
            let along: Vec<f64> = (1..40)
                .map(|k| 0.12 * f64::from(k))
                .map(|r| surface.at(&[r * cosine, r * sine]).0)
                .collect();
            assert!(along.is_sorted(), "{angle}: {along:?}");
            assert!(along[38] > 9.0);
        }
    }
}
