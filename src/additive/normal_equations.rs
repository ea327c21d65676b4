//! The normal equations of both regressions, and their solution.

use crate::basis::{Basis, Local};
use crate::tally::TermTally;
use nalgebra::{Cholesky, DMatrix, DVector, Dyn};

/// Strengths of the penalty on third differences, in units of the mean diagonal of the Gram matrix: the
/// least settles coefficients that hardly any sample reaches, and is felt by no other.
pub const PENALTIES: [f64; 5] = [1e-5, 1e-4, 1e-3, 1e-2, 1e-1];

/// The same of the penalty on coefficients, for the constants that forces leave open, and of the functions of one variable that a pair
/// could take over from another term.
const RIDGE: f64 = 1e-9;

/// The quantity that determines the coefficients.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The forces: least squares of `∂_kV − ∂_kU`.
    Forces,
    /// The density of the positions, by score matching (Hyvärinen 2005): `β` times the sum.
    Density,
}

/// The factored equations of a tally.
pub struct NormalEquations {
    factor: Cholesky<f64, Dyn>,
}

impl NormalEquations {
    /// The equations of a tally with this penalty; `None` if they cannot be solved.
    pub fn new(basis: &Basis, tally: &TermTally, penalty: f64) -> Option<Self> {
        let p = basis.len();
        let mut matrix = DMatrix::zeros(p, p);
        for local in basis.locals() {
            let [gram, ..] = tally.local(local);
            for part in &local.parts {
                for row in 0..part.len {
                    let r = part.local + row;
                    let entries = &gram[r * (r + 7) / 2..];
                    for other in local.parts.iter().filter(|other| other.local <= part.local) {
                        let count = if other.local == part.local {
                            row + 1
                        } else {
                            other.len
                        };
                        for column in 0..count {
                            let at = (part.global + row, other.global + column);
                            matrix[at] += entries[other.local + column];
                        }
                    }
                }
            }
        }
        let level = (0..p).map(|k| matrix[(k, k)]).sum::<f64>() / p as f64;
        if !(level > 0.0 && level.is_finite()) {
            return None;
        }
        each_difference(basis, |terms| {
            for (k, &(row, a)) in terms.iter().enumerate() {
                for &(column, b) in &terms[..=k] {
                    matrix[(row.max(column), row.min(column))] += penalty * level * a * b;
                }
            }
        });
        for k in 0..p {
            matrix[(k, k)] += RIDGE * level;
        }
        Some(NormalEquations {
            factor: Cholesky::new(matrix)?,
        })
    }

    /// The coefficients of a target.
    pub fn solve(&self, basis: &Basis, tally: &TermTally, target: Target) -> Vec<f64> {
        self.inverse(right_side(basis, tally, target))
    }

    /// The coefficients that these scores change.
    pub fn changed(&self, score: &[f64]) -> Vec<f64> {
        self.inverse(score.to_vec())
    }

    fn inverse(&self, right: Vec<f64>) -> Vec<f64> {
        let mut solution = DVector::from_vec(right);
        self.factor.solve_mut(&mut solution);
        solution.as_slice().to_vec()
    }
}

/// The score of a part of the samples at these coefficients of the whole: its right-hand side less the
/// product of its matrix. The scores of all parts add up to zero, but for the penalty.
pub fn score(basis: &Basis, part: &TermTally, coefficients: &[f64], target: Target) -> Vec<f64> {
    let mut score = right_side(basis, part, target);
    for local in basis.locals() {
        let product = product(part, local, &own(local, coefficients));
        for part in &local.parts {
            let products = &product[part.local..part.local + part.len];
            let scores = &mut score[part.global..part.global + part.len];
            scores.iter_mut().zip(products).for_each(|(s, x)| *s -= x);
        }
    }
    score
}

impl TermTally {
    /// `aᵀGa`: the weighted sum of squares of the force of the sum with these coefficients.
    pub fn square(&self, basis: &Basis, coefficients: &[f64]) -> f64 {
        let locals = basis.locals().iter().map(|local| {
            let own = own(local, coefficients);
            let product = product(self, local, &own);
            own.iter().zip(product).map(|(a, ga)| a * ga).sum::<f64>()
        });
        locals.sum()
    }

    /// Weighted mean square of `∂_kV − ∂_kU`, per component, for the sum with these coefficients.
    pub fn residual(&self, basis: &Basis, coefficients: &[f64]) -> f64 {
        let (mut squares, mut weights) = (0.0, 0.0);
        for local in basis.locals() {
            let [_, forces, _, scalars] = self.local(local);
            let own = own(local, coefficients);
            let product = product(self, local, &own);
            let each = own.iter().zip(product).zip(forces);
            let explained: f64 = each.map(|((a, ga), f)| a * (ga - 2.0 * f)).sum();
            weights += scalars[0];
            squares += scalars[1] + explained;
        }
        squares / weights
    }
}

/// The coefficients of a local set.
fn own(local: &Local, coefficients: &[f64]) -> Vec<f64> {
    let parts = local.parts.iter();
    let own = parts.flat_map(|part| &coefficients[part.global..part.global + part.len]);
    own.copied().collect()
}

/// The product of the Gram matrix of a local set with its coefficients.
fn product(tally: &TermTally, local: &Local, own: &[f64]) -> Vec<f64> {
    let [gram, ..] = tally.local(local);
    let mut product = vec![0.0; local.len];
    for (r, x) in own.iter().enumerate() {
        let row = &gram[r * (r + 7) / 2..][..=r];
        let mut sum = row[r] * x;
        for (k, entry) in row[..r].iter().enumerate() {
            sum += entry * own[k];
            product[k] += entry * x;
        }
        product[r] += sum;
    }
    product
}

/// The right-hand side of a target.
pub fn right_side(basis: &Basis, tally: &TermTally, target: Target) -> Vec<f64> {
    let mut right = vec![0.0; basis.len()];
    for local in basis.locals() {
        let [_, forces, density, _] = tally.local(local);
        let sums = match target {
            Target::Forces => forces,
            Target::Density => density,
        };
        for part in &local.parts {
            let global = &mut right[part.global..part.global + part.len];
            let sums = &sums[part.local..part.local + part.len];
            global.iter_mut().zip(sums).for_each(|(r, x)| *r += x);
        }
    }
    right
}

/// Visits every third difference of coefficients along an axis, as coefficients with factors.
fn each_difference(basis: &Basis, mut visit: impl FnMut(&[(usize, f64); 4])) {
    const FACTORS: [f64; 4] = [-1.0, 3.0, -3.0, 1.0];
    let mut along = |first: usize, stride: usize, len: usize| {
        for k in 0..len.saturating_sub(3) {
            visit(&[0, 1, 2, 3].map(|n| (first + (k + n) * stride, FACTORS[n])));
        }
    };
    for axis in 0..basis.dimension() {
        along(basis.single(axis).start, 1, basis.fine(axis).len());
    }
    for (number, &[i, j]) in basis.pairs().iter().enumerate() {
        let (first, lengths) = (
            basis.pair(number).start,
            [i, j].map(|k| basis.coarse(k).len()),
        );
        for row in 0..lengths[0] {
            along(first + row * lengths[1], 1, lengths[1]);
        }
        for column in 0..lengths[1] {
            along(first + column, lengths[1], lengths[0]);
        }
    }
}
