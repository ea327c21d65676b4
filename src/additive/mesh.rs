//! The knots along one axis.

use expression::Place;
use serde::{Deserialize, Serialize};

/// Intervals of the mesh of one variable in an interval of the mesh of pairs, a power of two: every
/// spline on the coarse one is a spline on the fine one.
pub const REFINEMENT: usize = 4;

/// Part of an interval of the fine mesh at each end over which the weight of a sample rises from zero.
const FADE: f64 = 1.0;

/// Equal knot intervals along an axis; the cubic B-splines on them are three more.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mesh {
    pub lower: f64,
    pub upper: f64,
    pub intervals: usize,
}

impl Mesh {
    /// Number of B-splines; there always are some.
    #[expect(clippy::len_without_is_empty, reason = "it is never empty")]
    pub fn len(&self) -> usize {
        self.intervals + 3
    }

    /// True for a coordinate on the axis.
    #[inline(always)]
    pub fn contains(&self, x: f64) -> bool {
        self.lower <= x && x <= self.upper
    }

    /// Intervals in a unit of length.
    #[inline(always)]
    pub fn scale(&self) -> f64 {
        self.intervals as f64 / (self.upper - self.lower)
    }

    /// The B-splines that do not vanish at a coordinate.
    #[inline(always)]
    pub fn place(&self, x: f64) -> Place {
        let ends = [self.lower, self.upper];
        Place::new(x, ends, self.intervals, self.scale(), false)
    }

    /// The same axis with [`REFINEMENT`] times as many intervals.
    #[must_use]
    pub fn refined(self) -> Self {
        Mesh {
            intervals: REFINEMENT * self.intervals,
            ..self
        }
    }

    /// Coefficients on the refined mesh of the spline with these coefficients (the subdivision of
    /// uniform cubic B-splines).
    pub fn subdivided(&self, coefficients: &[f64]) -> Vec<f64> {
        let mut fine = coefficients.to_vec();
        for _ in 0..REFINEMENT.ilog2() {
            let knots = fine.windows(3).map(|c| (c[0] + 6.0 * c[1] + c[2]) / 8.0);
            let middles = fine.windows(2).map(|c| 0.5 * (c[0] + c[1]));
            let mut knots = knots.collect::<Vec<f64>>().into_iter();
            let mut next = Vec::with_capacity(2 * fine.len());
            for middle in middles {
                next.push(middle);
                next.extend(knots.next());
            }
            fine = next;
        }
        fine
    }

    /// Weight of a sample and its slope: zero at both ends of the axis and one inside, with a
    /// continuous slope, so that an integral by parts has no term at the ends.
    #[inline(always)]
    pub fn weight(&self, x: f64) -> [f64; 2] {
        let scale = self.scale() / FADE;
        let (from, to) = ((x - self.lower) * scale, (self.upper - x) * scale);
        let (s, sign) = if from < to {
            (from, scale)
        } else {
            (to, -scale)
        };
        if s >= 1.0 {
            [1.0, 0.0]
        } else {
            let s = s.max(0.0);
            [s * s * (3.0 - 2.0 * s), 6.0 * s * (1.0 - s) * sign]
        }
    }

    /// `count` points at equal distances over the axis, each in the middle of its share.
    pub fn points(&self, count: usize) -> impl Iterator<Item = f64> {
        let (lower, width) = (self.lower, (self.upper - self.lower) / count as f64);
        (0..count).map(move |k| lower + (k as f64 + 0.5) * width)
    }
}

/// Second derivatives of the four B-splines at a place on a mesh of this scale.
#[inline(always)]
pub fn second_derivatives(place: &Place, scale: f64) -> [f64; 4] {
    let (s, square) = (place.share, scale * scale);
    let r = 1.0 - s;
    [
        r * square,
        (3.0 * s - 2.0) * square,
        (3.0 * r - 2.0) * square,
        s * square,
    ]
}

#[cfg(test)]
mod tests {
    use super::{Mesh, second_derivatives};

    const MESH: Mesh = Mesh {
        lower: -1.0,
        upper: 2.0,
        intervals: 3,
    };

    fn value(mesh: &Mesh, coefficients: &[f64], x: f64) -> f64 {
        let place = mesh.place(x);
        let parts = place.value.iter().zip(&coefficients[place.first..]);
        parts.map(|(b, c)| b * c).sum()
    }

    #[test]
    fn subdivision_leaves_the_spline_as_it_is() {
        let coarse = [0.3, -1.0, 2.0, 0.7, -0.2, 1.5];
        let fine = MESH.subdivided(&coarse);
        assert_eq!(fine.len(), MESH.refined().len());
        for x in MESH.points(37) {
            let off = value(&MESH, &coarse, x) - value(&MESH.refined(), &fine, x);
            assert!(off.abs() < 1e-14, "{x}: {off}");
        }
    }

    #[test]
    fn second_derivatives_are_the_slopes_of_the_slopes() {
        let h = 1e-5;
        for x in [-0.9, 0.3, 1.4] {
            let [before, here, after] = [x - h, x, x + h].map(|x| MESH.place(x));
            let found = second_derivatives(&here, MESH.scale());
            for k in 0..4 {
                let expected = (after.slope[k] - before.slope[k]) / (2.0 * h);
                assert!((found[k] - expected).abs() < 1e-6, "{x} {k}");
            }
        }
    }

    #[test]
    fn the_weight_vanishes_at_the_ends_and_has_the_slope_that_it_says() {
        assert_eq!([-1.0, 2.0, -1.5].map(|x| MESH.weight(x)[0]), [0.0; 3]);
        assert_eq!(MESH.weight(0.5), [1.0, 0.0]);
        for x in [-0.8, -0.3, 1.2, 1.9] {
            let slope = (MESH.weight(x + 1e-6)[0] - MESH.weight(x - 1e-6)[0]) / 2e-6;
            assert!((MESH.weight(x)[1] - slope).abs() < 1e-8, "{x}");
        }
    }
}
