//! What a large step does to the energy that is sampled, undone.

use super::potential::{BRIDGE, normal_matrix, project};
use super::shells::{Place, Shells};
use super::{Banded, Design, Learned};
use crate::statistics::Grid;
use nalgebra::{DMatrix, SMatrix};

/// Most rounds of the fixed-point iteration under given shells, and the change in units of `kT`
/// that ends it.
const ROUNDS: usize = 200;
const STILL: f64 = 1e-6;
/// How often the shells are found anew: each time they change by a factor of order `δ²H` less.
const SHELLS: usize = 5;
/// Share of every change that is made: the slope's term turns errors rather than shrinking them.
const PACE: f64 = 0.4;
/// Distance of the knots of the spline whose derivatives are taken, in units of the way that a
/// walker at the momentum's standard deviation makes in one step. A shorter one would let the
/// iteration amplify the noise of what it starts from: its correction of the shortest wave of this
/// spline is less than half of that wave.
const KNOT_DISTANCE: f64 = 1.0;
/// Range of `δ²∂²U` along any direction in which the expansion is used. Beyond, the step is too
/// large for it.
const RANGE: [f64; 2] = [-3.0, 3.0];

/// What has been corrected for the step.
#[derive(Clone, Debug, PartialEq)]
pub struct Corrected {
    /// Inverse temperature.
    pub beta: f64,
    /// `βU`, bin by bin, up to a constant.
    pub energy: Vec<Option<f64>>,
}

/// Solves for `U` what position Verlet samples in its stead. By backward error analysis, for unit
/// masses and up to `O(δ⁴)`, positions at whole steps see drift–kick–drift, whose modified energy is
/// `p²/2 + U + δ²(|∇U|²/12 − pᵀHp/24)` with `H` the second derivatives of `U`; the symmetric momentum
/// belongs to kick–drift–kick, `p²/2 + U + δ²(pᵀHp/12 − |∇U|²/24)` (Leimkuhler & Matthews, Molecular
/// Dynamics, 2015, ch. 3; METHOD errata 3). Both have the same value along a trajectory.
///
/// Its density `ρ` is not `exp(−β H̃)` with one `β`, since a stiffer shell loses more to friction:
/// `−d log ρ / dH̃ = β₀ b(H̃)`, see [`Shells`]. Integrating the momentum out, with `Φ' = b` and
/// `β = β₀ b` a little above the potential energy,
///
/// `−log π(q) = β₀ Φ(U + δ²|∇U|²/12) + (D/2) log β + ½ log det(1 − δ²H/12) + const`,
///
/// `β₀ tr E[p̄p̄ᵀ] = E[tr (1 + δ²H/6)⁻¹ / b]` over the positions of the half step, where `U − δ²|∇U|²/24`
/// and `1 + δ²H/6` stand in the place of the terms above. With one quadratic well, or with `b`
/// replaced by its mean, these are the formulas of METHOD. They are solved by fixed-point
/// iteration; `spread` is `tr E[p̄p̄ᵀ]`. `None` where that does not settle.
pub fn correct<const D: usize>(
    learned: &Learned,
    grid: &Grid<D>,
    step: f64,
    friction: &SMatrix<f64, D, D>,
    spread: f64,
) -> Option<Corrected> {
    let seen: Vec<usize> = (0..learned.counts.len())
        .filter(|&bin| learned.energy[bin].is_some())
        .collect();
    let sampled = |bin: usize| learned.energy[bin].unwrap_or(0.0);
    let mut beta = D as f64 / spread;
    if !(beta > 0.0 && beta.is_finite()) || seen.is_empty() {
        return None;
    }
    let design = Design::new(grid, knots(grid, step / beta.sqrt()));
    let weights: Vec<f64> = learned.counts.iter().map(|&n| n as f64).collect();
    let factor = Banded::factorise(normal_matrix(&design, &weights, BRIDGE))?;
    let square = step * step;
    let bends = |energy: &[f64]| -> Vec<Bend> {
        let mut right = vec![0.0; weights.len()];
        for (&bin, u) in seen.iter().zip(energy) {
            right[bin] = weights[bin] * u;
        }
        let coefficients = factor.solve(&project(&design, &right));
        let bend = |&bin: &usize| Bend::new(&design, bin, &coefficients, square, friction);
        seen.iter().map(bend).collect()
    };
    let mut energy: Vec<f64> = seen.iter().map(|&bin| sampled(bin) / beta).collect();
    let (mut slope, half) = (1.0, 0.5 * D as f64);
    for _ in 0..SHELLS {
        let place = |((&bin, u), bend): ((&usize, &f64), &Bend)| Place {
            bin,
            energy: u - bend.lowered,
            volume: 1.0 / bend.stiffer.sqrt(),
            stiffness: bend.stiffness,
        };
        let found = bends(&energy);
        let places: Vec<Place> = seen.iter().zip(&energy).zip(&found).map(place).collect();
        if places.iter().any(|place| !place.energy.is_finite()) {
            return None;
        }
        let shells = Shells::new(&grid.bins(), &places, 1.0 / beta);
        // Where a function of the energy is averaged with the Gaussian weight of the momentum, or
        // with that times its square.
        let [near, far] = [0.5, 1.0].map(|part| -> Vec<f64> {
            let above = part * (half + 1.0) / beta;
            let at = |(place, p): (usize, &Place)| shells.at(place, p.energy + above).1;
            places.iter().enumerate().map(at).collect()
        });
        let mut settled = false;
        for _ in 0..ROUNDS {
            let bends = bends(&energy);
            let (mut shares, mut traces, mut slopes) = (0.0, 0.0, 0.0);
            for (place, (bend, u)) in bends.iter().zip(&energy).enumerate() {
                let (height, _) = shells.at(place, u - bend.lowered);
                let log = beta * height + half * libm::log(near[place]);
                let share = libm::exp(-log) / bend.stiffer.sqrt();
                shares += share;
                traces += share * bend.trace / far[place];
                slopes += share * near[place];
            }
            beta = traces / shares / spread;
            slope = slopes / shares;
            let residual: Vec<f64> = seen
                .iter()
                .zip(bends.iter().zip(&energy))
                .enumerate()
                .map(|(place, (&bin, (bend, u)))| {
                    let (height, _) = shells.at(place, u + bend.raised);
                    let kinetic = half * libm::log(near[place]) + 0.5 * libm::log(bend.softer);
                    sampled(bin) - beta * height - kinetic
                })
                .collect();
            let total: f64 = seen.iter().map(|&bin| weights[bin]).sum();
            let mean = seen.iter().zip(&residual).map(|(&bin, r)| weights[bin] * r);
            let mean = mean.sum::<f64>() / total;
            let mut change: f64 = 0.0;
            for (u, r) in energy.iter_mut().zip(&residual) {
                let step = PACE * (r - mean);
                change = change.max(step.abs());
                *u += step / beta;
            }
            if !(beta.is_finite() && change.is_finite()) {
                return None;
            }
            if change < STILL {
                settled = true;
                break;
            }
        }
        if !settled {
            return None;
        }
    }
    beta *= slope;
    let mut corrected = vec![None; learned.energy.len()];
    for (&bin, u) in seen.iter().zip(&energy) {
        corrected[bin] = Some(beta * u);
    }
    Some(Corrected {
        beta,
        energy: corrected,
    })
}

/// Bins per knot so that knots are `way` apart or a little more, two at least.
fn knots<const D: usize>(grid: &Grid<D>, way: f64) -> [usize; D] {
    std::array::from_fn(|axis| {
        let [lower, upper] = grid.interval(axis);
        let bins = grid.bins()[axis];
        let width = (upper - lower) / bins as f64;
        libm::ceil(KNOT_DISTANCE * way / width).max(2.0) as usize
    })
}

/// How the energy bends at a position.
struct Bend {
    /// What the modified energies add to `U` at whole steps and at half steps.
    raised: f64,
    lowered: f64,
    /// `det` of the modified inverse masses at whole steps and at half steps.
    softer: f64,
    stiffer: f64,
    /// `tr M⁻¹` and `tr ΓM / tr Γ` at half steps.
    trace: f64,
    stiffness: f64,
}

impl Bend {
    fn new<const D: usize>(
        design: &Design<D>,
        bin: usize,
        coefficients: &[f64],
        square: f64,
        friction: &SMatrix<f64, D, D>,
    ) -> Self {
        let (gradient, hessian) = design.slopes(bin, coefficients);
        let matrix = SMatrix::<f64, D, D>::from_fn(|i, j| square * hessian[i][j]);
        let mut bend = Bend {
            raised: 0.0,
            lowered: 0.0,
            softer: 1.0,
            stiffer: 1.0,
            trace: 0.0,
            stiffness: 0.0,
        };
        let (values, vectors) = eigen(&matrix);
        for (k, bent) in values.into_iter().enumerate() {
            let bent = bent.clamp(RANGE[0], RANGE[1]);
            let direction = vectors.column(k);
            let slope: f64 = (0..D).map(|i| direction[i] * gradient[i]).sum();
            let along = 0.5 * square * slope * slope;
            let mass = inverse_mass(bent);
            let soft = mass * (1.0 - 0.25 * bent);
            // (M(x) − 1) / x and (1 − M(x)(1 − x/4)) / x, which are 1/6 and 1/12 at zero.
            let small = bent.abs() < 1e-6;
            bend.raised += along
                * if small {
                    1.0 / 6.0
                } else {
                    (mass - 1.0) / bent
                };
            bend.lowered += along
                * if small {
                    1.0 / 12.0
                } else {
                    (1.0 - soft) / bent
                };
            bend.softer *= soft;
            bend.stiffer *= mass;
            bend.trace += 1.0 / mass;
            bend.stiffness += mass * direction.dot(&(friction * direction)) / friction.trace();
        }
        bend
    }
}

/// `M(x) = θ / sin θ` with `x = δ²ω² = 4 sin²(θ/2)`: the inverse mass of the modified energy in a
/// quadratic well, `1 + x/6 + x²/30 + …`; on a quadratic barrier, `x < 0`, with hyperbolic sines.
fn inverse_mass(x: f64) -> f64 {
    let half = 0.5 * x.abs().sqrt();
    if half < 1e-4 {
        1.0 + x / 6.0
    } else if x > 0.0 {
        libm::asin(half) / (half * (1.0 - half * half).sqrt())
    } else {
        libm::asinh(half) / (half * (1.0 + half * half).sqrt())
    }
}

/// Eigenvalues and eigenvectors of a symmetric matrix; in closed form up to two dimensions, where
/// there are many.
fn eigen<const D: usize>(matrix: &SMatrix<f64, D, D>) -> ([f64; D], SMatrix<f64, D, D>) {
    match D {
        1 => ([matrix[(0, 0)]; D], SMatrix::identity()),
        2 => {
            let middle = 0.5 * (matrix[(0, 0)] + matrix[(1, 1)]);
            let half = 0.5 * (matrix[(0, 0)] - matrix[(1, 1)]);
            let off = 0.5 * (matrix[(0, 1)] + matrix[(1, 0)]);
            let reach = (half * half + off * off).sqrt();
            // The larger of two ways to write the first vector.
            let first = if half > 0.0 {
                [half + reach, off]
            } else {
                [off, reach - half]
            };
            let length = (first[0] * first[0] + first[1] * first[1]).sqrt();
            let first = if length > 0.0 {
                first.map(|x| x / length)
            } else {
                [1.0, 0.0]
            };
            let vectors = SMatrix::from_fn(|i, j| match (i, j) {
                (i, 0) => first[i],
                (0, _) => -first[1],
                _ => first[0],
            });
            (
                std::array::from_fn(|i| {
                    if i == 0 {
                        middle + reach
                    } else {
                        middle - reach
                    }
                }),
                vectors,
            )
        }
        _ => {
            let eigen = DMatrix::from_fn(D, D, |i, j| matrix[(i, j)]).symmetric_eigen();
            (
                std::array::from_fn(|i| eigen.eigenvalues[i]),
                SMatrix::from_fn(|i, j| eigen.eigenvectors[(i, j)]),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estimate::potential::exactly;

    /// Of a harmonic well all is known exactly: positions at whole steps and the symmetric momentum
    /// have the law of one temperature. The correction, too, is exact there.
    #[test]
    fn a_harmonic_well_comes_back() {
        let (grid, beta) = (Grid::new([-4.0], [4.0], [400]), 1.3);
        let learned = exactly(&grid, |[q]| Some(0.5 * beta * q * q));
        for step in [0.1, 0.4, 0.8] {
            let corrected =
                correct(&learned, &grid, step, &SMatrix::identity(), 1.0 / beta).unwrap();
            for (u, [q]) in corrected.energy.iter().zip(grid.points()) {
                let found = u.unwrap() / corrected.beta;
                assert!(
                    q.abs() > 2.0 || (found - 0.5 * q * q).abs() < 1e-3,
                    "{q}: {found}"
                );
            }
        }
    }

    #[test]
    fn an_energy_that_is_too_steep_for_the_step_is_left_alone() {
        let grid = Grid::new([-1.0], [1.0], [100]);
        let learned = exactly(&grid, |[q]| Some(40.0 * q * q * q * q));
        assert!(correct(&learned, &grid, 0.1, &SMatrix::identity(), f64::NAN).is_none());
        assert!(correct(&learned, &grid, 0.1, &SMatrix::identity(), 1.0).is_some());
    }

    #[test]
    fn two_dimensions_are_corrected_as_one_is() {
        let grid = Grid::new([-3.0; 2], [3.0; 2], [60; 2]);
        let learned = exactly(&grid, |[x, y]| Some(x * x + y * y));
        let corrected = correct(&learned, &grid, 0.4, &SMatrix::identity(), 2.0).unwrap();
        for (bin, [x, y]) in grid.points().into_iter().enumerate() {
            let (found, exact) = (
                corrected.energy[bin].unwrap() / corrected.beta,
                x * x + y * y,
            );
            assert!(
                exact > 3.0 || (found - exact).abs() < 1e-2,
                "{x} {y}: {found}"
            );
        }
    }
}
