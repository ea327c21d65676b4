//! Interpolation between bin centres.

/// Multilinear interpolation between the centres around a point.
pub fn interpolate(axes: &[Vec<f64>], values: &[Option<f64>], point: &[f64]) -> Option<f64> {
    // The corners found so far of the cell around the point, with their weights.
    let mut corners = vec![(0, 1.0)];
    for (axis, x) in axes.iter().zip(point) {
        let last = axis.len().checked_sub(1).filter(|last| *last > 0)?;
        let place = (x - axis[0]) / (axis[last] - axis[0]) * last as f64;
        // The grid extends half a bin beyond the outermost centres.
        if !(-0.5..=last as f64 + 0.5).contains(&place) {
            return None;
        }
        let place = place.clamp(0.0, last as f64);
        let low = (place as usize).min(last - 1);
        let share = place - low as f64;
        corners = corners
            .iter()
            .flat_map(|&(at, weight)| {
                let at = at * axis.len() + low;
                [(at, weight * (1.0 - share)), (at + 1, weight * share)]
            })
            .collect();
    }
    let mut sum = 0.0;
    for (at, weight) in corners {
        if weight > 0.0 {
            sum += weight * values[at]?;
        }
    }
    Some(sum)
}

#[cfg(test)]
mod tests {
    use super::interpolate;

    #[test]
    fn a_plane_is_interpolated_exactly_and_gaps_stay_gaps() {
        let axes = vec![vec![0.0, 1.0, 2.0], vec![-1.0, 0.0, 1.0, 2.0]];
        let mut values: Vec<Option<f64>> = (0..12)
            .map(|i| Some(3.0 * axes[0][i / 4] - 2.0 * axes[1][i % 4]))
            .collect();
        let at = |values: &[Option<f64>], x, y| interpolate(&axes, values, &[x, y]);
        assert!((at(&values, 0.3, 1.6).unwrap() - 0.9 + 3.2).abs() < 1e-12);
        assert_eq!(at(&values, 2.6, 0.0), None);
        values[0] = None;
        assert_eq!(at(&values, 0.3, -0.4), None);
        assert!(at(&values, 1.0, -0.4).is_some());
    }
}
