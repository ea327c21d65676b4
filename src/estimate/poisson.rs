//! A smooth density from counts, by penalised likelihood with data-driven smoothing.

use crate::Design;
use crate::least_squares::{normal_matrix, project, quadratic_form};
use statistics::Banded;

/// Maximum number of reweighting rounds, and the change of the smoothing (a factor) and of the fit
/// (in units of `kT`) at convergence.
const ROUNDS: usize = 40;
const SETTLED: f64 = 1.02;
const STILL: f64 = 1e-6;
/// Initial smoothing, and its range.
const FIRST: f64 = 1.0;
const RANGE: [f64; 2] = [1e-6, 1e12];
/// Range of the logarithm of an expected count: beyond it, exponentials are useless.
const LOGARITHMS: [f64; 2] = [-60.0, 40.0];

/// A fitted log-density.
pub struct Smooth {
    /// Spline coefficients of the logarithm of the expected counts.
    pub coefficients: Vec<f64>,
    /// Factor of `XᵀWX/φ + λP`.
    pub factor: Banded,
}

/// Fits counts that are Poisson with log-mean `η = X a`, overdispersed by `φ` because samples are
/// correlated, with the penalty `λ aᵀP a` on second differences of the coefficients (P-splines;
/// Eilers & Marx, Statist. Sci. 11, 1996, 89), by penalised iteratively reweighted least squares.
///
/// `λ` maximises the restricted likelihood, by the generalised Fellner–Schall update
/// `λ ← (rank P − λ tr(A⁻¹P)) / aᵀP a` with `A = XᵀWX/φ + λP` (Wood & Fasiolo, Biometrics 73, 2017,
/// 1071). `None` without counts.
pub fn smooth(design: &Design, counts: &[u64], dispersion: f64) -> Option<Smooth> {
    let total: u64 = counts.iter().sum();
    if total == 0 {
        return None;
    }
    let second_differences: Vec<[(usize, f64); 3]> = design.second_differences().collect();
    // Products of straight lines have no second differences.
    let rank = (design.coefficients() - design.unpenalised()) as f64;
    // Start with half a count in an empty bin.
    let mut logs: Vec<f64> = counts.iter().map(|&n| libm::log(n as f64 + 0.5)).collect();
    let mut smoothing = FIRST;
    let mut found: Option<Smooth> = None;
    let mut settled = false;
    for _ in 0..ROUNDS {
        let means: Vec<f64> = logs.iter().map(|&l| libm::exp(l)).collect();
        let weights: Vec<f64> = means.iter().map(|m| m / dispersion).collect();
        // Working responses: η + (n − μ)/μ, times their weights.
        let right: Vec<f64> = (0..counts.len())
            .map(|i| weights[i] * logs[i] + (counts[i] as f64 - means[i]) / dispersion)
            .collect();
        let factor = Banded::factorise(normal_matrix(design, &weights, smoothing))?;
        let coefficients = factor.solve(&project(design, &right));
        let fitted = |bin: usize| {
            let [least, most] = LOGARITHMS;
            design.value(bin, &coefficients).clamp(least, most)
        };
        let next: Vec<f64> = (0..counts.len()).map(fitted).collect();
        let seen = (0..counts.len()).filter(|&bin| counts[bin] > 0);
        let change = seen
            .map(|bin| (next[bin] - logs[bin]).abs())
            .fold(0.0, f64::max);
        logs = next;
        if !settled {
            let inverse = factor.inverse_band();
            let spent: f64 = second_differences
                .iter()
                .map(|second_difference| quadratic_form(second_difference, &inverse))
                .sum();
            let bent: f64 = second_differences
                .iter()
                .map(|second_difference| {
                    let second: f64 = second_difference
                        .iter()
                        .map(|(k, w)| w * coefficients[*k])
                        .sum();
                    second * second
                })
                .sum();
            let [least, most] = RANGE;
            let better = ((rank - smoothing * spent) / bent).clamp(least, most);
            let factor = better / smoothing;
            settled = (1.0 / SETTLED..SETTLED).contains(&factor);
            if factor.is_finite() {
                smoothing = better;
            }
        }
        found = Some(Smooth {
            coefficients,
            factor,
        });
        if settled && change < STILL {
            break;
        }
    }
    found
}
