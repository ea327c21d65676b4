//! Cubic B-splines on uniform knots.

use serde::{Deserialize, Serialize};

/// `u(x) = Σ_k a_k B_k(x)` with cubic B-splines on equal knot intervals over `[lower, upper]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CubicSpline {
    lower: f64,
    spacing: f64,
    coefficients: Vec<f64>,
}

impl CubicSpline {
    /// The zero spline with `intervals` knot intervals: `intervals + 3` coefficients.
    pub fn zero(lower: f64, upper: f64, intervals: usize) -> Self {
        CubicSpline {
            lower,
            spacing: (upper - lower) / intervals as f64,
            coefficients: vec![0.0; intervals + 3],
        }
    }

    /// The same knots with other coefficients.
    #[must_use]
    pub fn with(&self, coefficients: Vec<f64>) -> Self {
        CubicSpline {
            coefficients,
            ..self.clone()
        }
    }

    /// The coefficients `a_k`.
    pub fn coefficients(&self) -> &[f64] {
        &self.coefficients
    }

    /// The index of the first of the four basis functions that do not vanish at `x`, and their
    /// values. Outside the knots, those of the nearest interval continue.
    pub fn basis(&self, x: f64) -> (usize, [f64; 4]) {
        let (interval, s) = self.place(x);
        let r = 1.0 - s;
        let values = [
            r * r * r / 6.0,
            (4.0 - 6.0 * s * s + 3.0 * s * s * s) / 6.0,
            (4.0 - 6.0 * r * r + 3.0 * r * r * r) / 6.0,
            s * s * s / 6.0,
        ];
        (interval, values)
    }

    /// Slopes and curvatures of the same four basis functions.
    pub fn derivatives(&self, x: f64) -> [[f64; 4]; 2] {
        let (_, s) = self.place(x);
        let r = 1.0 - s;
        let slopes = [
            -0.5 * r * r,
            1.5 * s * s - 2.0 * s,
            2.0 * r - 1.5 * r * r,
            0.5 * s * s,
        ];
        let curvatures = [r, 3.0 * s - 2.0, 3.0 * r - 2.0, s];
        let scale = 1.0 / self.spacing;
        [
            slopes.map(|b| b * scale),
            curvatures.map(|b| b * scale * scale),
        ]
    }

    /// The knot interval of `x`, and the position within it.
    fn place(&self, x: f64) -> (usize, f64) {
        let t = (x - self.lower) / self.spacing;
        let last = self.coefficients.len() - 4;
        let interval = (t.max(0.0) as usize).min(last);
        (interval, t - interval as f64)
    }

    /// `u(x)`
    pub fn value(&self, x: f64) -> f64 {
        let (first, values) = self.basis(x);
        values
            .iter()
            .zip(&self.coefficients[first..])
            .map(|(b, a)| a * b)
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::CubicSpline;

    #[test]
    fn the_basis_sums_to_one_and_reproduces_straight_lines() {
        let spline = CubicSpline::zero(-1.0, 2.0, 7);
        // A B-spline with coefficients at its own centre reproduces x (Marsden's identity).
        let centres: Vec<f64> = (0..10)
            .map(|k| -1.0 + (k as f64 - 1.0) * 3.0 / 7.0)
            .collect();
        let line = spline.with(centres);
        for i in 0..=100 {
            let x = -1.0 + 3.0 * f64::from(i) / 100.0;
            let (first, values) = spline.basis(x);
            let along = |weights: [f64; 4]| -> f64 {
                let pairs = weights.iter().zip(&line.coefficients[first..]);
                pairs.map(|(w, a)| w * a).sum()
            };
            let [slope, curvature] = spline.derivatives(x).map(along);
            assert!((slope - 1.0).abs() < 1e-13 && curvature.abs() < 1e-12);
            assert!((values.iter().sum::<f64>() - 1.0).abs() < 1e-14);
            assert!((line.value(x) - x).abs() < 1e-14);
        }
    }
}
