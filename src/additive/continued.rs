//! The continuation of a learned sum beyond its axes, for walkers that leave them now and then.

use crate::mesh::{Mesh, REFINEMENT};
use crate::{Basis, TermSum};

/// Intervals of the mesh of pairs that are added at each end of an axis.
const MORE: usize = 1;

/// The same sum over wider axes. On the old ones it is the same function; beyond, every function goes on
/// as straight as its last two coefficients, with a parabola of the [stiffness](TermSum::stiffness) of its
/// axis on top of those of one variable. Energy, force and curvature are continuous.
///
/// The axes of a learned sum leave out the rarest positions: a force that broke off at their ends would
/// hold walkers there.
#[must_use]
pub fn continued(sum: &TermSum) -> TermSum {
    let basis = sum.basis();
    let wider = |axis: usize| {
        let mesh = basis.coarse(axis);
        let width = MORE as f64 / mesh.scale();
        Mesh {
            lower: mesh.lower - width,
            upper: mesh.upper + width,
            intervals: mesh.intervals + 2 * MORE,
        }
    };
    let all = sum.coefficients();
    let mut coefficients = Vec::new();
    for axis in 0..basis.dimension() {
        let (stiffness, more) = (sum.stiffness(axis), MORE * REFINEMENT);
        let scale = basis.fine(axis).scale();
        let mut line = straight(&all[basis.single(axis)], more);
        let last = line.len() - 1;
        for k in 0..more {
            let beyond = (more - k) as f64 / scale;
            for end in [k, last - k] {
                line[end] += 0.5 * stiffness * beyond * beyond;
            }
        }
        coefficients.extend(line);
    }
    for (number, &[_, second]) in basis.pairs().iter().enumerate() {
        let rows = all[basis.pair(number)].chunks(basis.coarse(second).len());
        let rows: Vec<Vec<f64>> = rows.map(|row| straight(row, MORE)).collect();
        let column = |l: usize| {
            let column: Vec<f64> = rows.iter().map(|row| row[l]).collect();
            straight(&column, MORE)
        };
        let columns: Vec<Vec<f64>> = (0..rows[0].len()).map(column).collect();
        let row = |k: usize| columns.iter().map(move |column| column[k]);
        coefficients.extend((0..columns[0].len()).flat_map(row));
    }
    let meshes = (0..basis.dimension()).map(wider).collect();
    TermSum::new(Basis::new(meshes, basis.pairs().to_vec()), coefficients)
}

/// A line of coefficients with `more` at each end, straight on from the last two.
fn straight(line: &[f64], more: usize) -> Vec<f64> {
    let last = line.len() - 1;
    let on = |end: f64, before: f64, k: usize| end + k as f64 * (end - before);
    let front = (1..=more).rev().map(|k| on(line[0], line[1], k));
    let back = (1..=more).map(|k| on(line[last], line[last - 1], k));
    front.chain(line.iter().copied()).chain(back).collect()
}

#[cfg(test)]
mod tests {
    use super::continued;
    use crate::{Basis, Mesh, TermSum};

    fn sum() -> TermSum {
        TermSum::wavy(&[[-1.0, 2.0], [-2.0, 0.5]], vec![[0, 1]])
    }

    #[test]
    fn on_the_old_axes_it_is_the_same_function() {
        let (sum, more) = (sum(), continued(&sum()));
        let (mut here, mut there) = ([0.0; 2], [0.0; 2]);
        for k in 0..=40 {
            let share = f64::from(k) / 40.0;
            let point = [-1.0 + 3.0 * share, 0.5 - 2.5 * share];
            let off = sum.at(&point, &mut here) - more.at(&point, &mut there);
            assert!(
                off.abs() < 1e-12 && more.contains(&point),
                "{point:?}: {off}"
            );
            assert!((0..2).all(|i| (here[i] - there[i]).abs() < 1e-11));
        }
    }

    #[test]
    fn beyond_them_the_force_goes_on_and_the_energy_rises() {
        let more = continued(&sum());
        let force = |x: f64| {
            let mut slopes = [0.0; 2];
            more.at(&[x, 0.1], &mut slopes);
            slopes[0]
        };
        for end in [-1.0, 2.0] {
            assert!((force(end - 1e-7) - force(end + 1e-7)).abs() < 1e-4);
        }
        // A parabola goes on as one, as wide and as high.
        let mesh = Mesh {
            lower: -2.0,
            upper: 2.0,
            intervals: 4,
        };
        let fine = mesh.refined();
        let knot = |k: usize| fine.lower + (k as f64 - 1.0) / fine.scale();
        let square = 1.0 / (fine.scale() * fine.scale());
        let coefficients = (0..fine.len())
            .map(|k| 0.5 * (knot(k) * knot(k) - square / 3.0))
            .collect();
        let parabola = continued(&TermSum::new(
            Basis::new(vec![mesh], Vec::new()),
            coefficients,
        ));
        for x in [-2.9, -2.3, 0.4, 2.2, 2.8] {
            let mut slope = [0.0];
            let energy = parabola.at(&[x], &mut slope);
            assert!((energy - 0.5 * x * x).abs() < 0.15, "{x}: {energy}");
            assert!((slope[0] - x).abs() < 0.25, "{x}: {}", slope[0]);
        }
    }
}
