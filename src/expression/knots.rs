//! Cubic B-splines on equal knot intervals.

/// The position of a coordinate among the knots of one axis, and the four cubic B-splines that do not
/// vanish there.
#[derive(Clone, Copy, Default)]
pub struct Place {
    /// Number of the first of the four.
    pub first: usize,
    /// Their values and slopes at the nearest point of the axis.
    pub value: [f64; 4],
    pub slope: [f64; 4],
    /// Distance outside the axis.
    pub beyond: f64,
    /// Share of the knot interval below the nearest point.
    pub share: f64,
}

impl Place {
    /// The place of `q` on an axis from `lower` to `upper` with `intervals` knot intervals, of which there
    /// are `scale` in a unit of length. If the axis is periodic, it is one period and has no outside.
    #[inline(always)]
    pub fn new(
        q: f64,
        [lower, upper]: [f64; 2],
        intervals: usize,
        scale: f64,
        is_periodic: bool,
    ) -> Self {
        let (q, inside) = if is_periodic {
            let period = upper - lower;
            let wrapped = (q - period * ((q - lower) / period).floor()).clamp(lower, upper);
            (wrapped, wrapped)
        } else {
            (q, q.clamp(lower, upper))
        };
        let t = (inside - lower) * scale;
        let first = (t as usize).min(intervals - 1);
        let s = t - first as f64;
        let r = 1.0 - s;
        Place {
            first,
            value: [
                r * r * r / 6.0,
                (4.0 - 6.0 * s * s + 3.0 * s * s * s) / 6.0,
                (4.0 - 6.0 * r * r + 3.0 * r * r * r) / 6.0,
                s * s * s / 6.0,
            ],
            slope: [
                -0.5 * r * r * scale,
                (1.5 * s * s - 2.0 * s) * scale,
                (2.0 * r - 1.5 * r * r) * scale,
                0.5 * s * s * scale,
            ],
            beyond: q - inside,
            share: s,
        }
    }
}
