//! Roughness: the structure of a curve finer than a given width.

use nalgebra::{SMatrix, SVector};

/// Coefficients of a cubic: it follows any smooth curve, so its residual is fine structure.
const COEFFICIENTS: usize = 4;
/// Half-width of the window of a fit, in widths, and the number of points per width that suffices.
const REACH: f64 = 3.0;
const ENOUGH: f64 = 32.0;

/// The residual of a cubic fitted around each point with Gaussian weights of this width; `None`
/// where the value is unknown or the points are too few for a fit.
pub fn roughness(axis: &[f64], values: &[Option<f64>], width: f64) -> Vec<Option<f64>> {
    let spacing = axis.get(1).map_or(1.0, |x| x - axis[0]);
    let stride = (width / (ENOUGH * spacing)).max(1.0) as usize;
    let reach = (REACH * width / spacing).min(axis.len() as f64) as usize / stride * stride;
    let at = |here: usize| {
        let value = values[here]?;
        let mut matrix = SMatrix::<f64, COEFFICIENTS, COEFFICIENTS>::zeros();
        let mut right = SVector::<f64, COEFFICIENTS>::zeros();
        let mut points = 0;
        let first = if here < reach {
            here % stride
        } else {
            here - reach
        };
        let last = (here + reach).min(axis.len() - 1);
        for there in (first..=last).step_by(stride) {
            let Some(value) = values[there] else { continue };
            let x = (axis[there] - axis[here]) / width;
            let row = SVector::<f64, COEFFICIENTS>::from([1.0, x, x * x, x * x * x]);
            let weight = libm::exp(-0.5 * x * x);
            matrix += weight * row * row.transpose();
            right += weight * value * row;
            points += 1;
        }
        let fitted = (points > COEFFICIENTS).then(|| matrix.cholesky())??;
        Some(value - fitted.solve(&right)[0])
    };
    (0..axis.len()).map(at).collect()
}

/// The mean wavelength of a curve that oscillates about zero; `None` if it hardly does.
pub fn wavelength(axis: &[f64], values: &[Option<f64>]) -> Option<f64> {
    const FEWEST: u32 = 4;
    let (mut crossings, mut length) = (0_u32, 0.0);
    for (x, pair) in axis.windows(2).zip(values.windows(2)) {
        if let [Some(a), Some(b)] = pair {
            length += x[1] - x[0];
            crossings += u32::from(a * b < 0.0);
        }
    }
    (crossings >= FEWEST).then(|| 2.0 * length / f64::from(crossings))
}

#[cfg(test)]
mod tests {
    use super::{roughness, wavelength};

    #[test]
    fn a_fine_ripple_is_left_and_what_is_smooth_is_not() {
        let axis: Vec<f64> = (0..400).map(|i| 0.01 * f64::from(i) - 2.0).collect();
        let curve = |ripple: f64| -> Vec<Option<f64>> {
            let well = |q: f64| (q * q - 1.0) * (q * q - 1.0) + ripple * libm::sin(q / 0.02);
            axis.iter().map(|q| Some(well(*q))).collect()
        };
        let rms = |values: &[Option<f64>]| {
            let known: Vec<f64> = values.iter().flatten().copied().collect();
            (known.iter().map(|x| x * x).sum::<f64>() / known.len() as f64).sqrt()
        };
        assert!(rms(&roughness(&axis, &curve(0.0), 0.1)) < 2e-4);
        let left = roughness(&axis, &curve(0.05), 0.1);
        assert!((rms(&left) / 0.03536 - 1.0).abs() < 0.03, "{}", rms(&left));
        let found = wavelength(&axis, &left).unwrap();
        assert!((found / 0.1257 - 1.0).abs() < 0.03, "{found}");
        // The points cannot show so small a width.
        assert_eq!(roughness(&axis, &curve(0.05), 0.001), vec![None; 400]);
        assert_eq!(wavelength(&axis, &vec![Some(1.0); 400]), None);
    }
}
