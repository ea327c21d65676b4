//! Mardia's multivariate skewness and kurtosis.

use nalgebra::DMatrix;
use statistics::{Observables, multisets};

/// Mardia's skewness `b₁ = Σ E[z_a z_b z_c]²` and excess kurtosis `b₂ − d(d+2)`,
/// `b₂ = E[|z|⁴]`, of the standardised momentum `z` (Mardia, Biometrika 57, 519, 1970). Both are
/// zero for a Gaussian and independent of the choice of coordinates.
///
/// They follow from the mixed moments up to the fourth order; `sums` holds their sums and, last,
/// the number of samples. NaN if the covariance is singular.
pub(super) fn mardia(dimension: usize, sums: &[f64]) -> [f64; 2] {
    let o = Observables::new(dimension);
    let mean = |index: usize| sums[index] / sums[o.len()];
    let m: Vec<f64> = (0..dimension).map(|i| mean(o.momentum(i))).collect();
    let second = |i: usize, j: usize| mean(o.symmetric(i, j));
    let third = |a: usize, b: usize, c: usize| mean(o.moment([a, b, c]));
    let covariance = DMatrix::from_fn(dimension, dimension, |i, j| second(i, j) - m[i] * m[j]);
    let Some(w) = covariance.try_inverse() else {
        return [f64::NAN; 2];
    };
    let central = |a: usize, b: usize, c: usize| {
        third(a, b, c) - m[a] * second(b, c) - m[b] * second(a, c) - m[c] * second(a, b)
            + 2.0 * m[a] * m[b] * m[c]
    };
    let mut skewness = 0.0;
    let triples: Vec<([usize; 3], f64)> = (0..dimension.pow(3))
        .map(|n| {
            [
                n / dimension.pow(2),
                n / dimension % dimension,
                n % dimension,
            ]
        })
        .map(|[a, b, c]| ([a, b, c], central(a, b, c)))
        .collect();
    for &([a, b, c], outer) in &triples {
        let inner: f64 = triples
            .iter()
            .map(|&([i, j, k], inner)| w[(a, i)] * w[(b, j)] * w[(c, k)] * inner)
            .sum();
        skewness += outer * inner;
    }
    let fourth = |place: usize, [a, b, c, d]: [usize; 4]| {
        mean(o.moment_start(4) + place)
            - m[a] * third(b, c, d)
            - m[b] * third(a, c, d)
            - m[c] * third(a, b, d)
            - m[d] * third(a, b, c)
            + m[a] * m[b] * second(c, d)
            + m[a] * m[c] * second(b, d)
            + m[a] * m[d] * second(b, c)
            + m[b] * m[c] * second(a, d)
            + m[b] * m[d] * second(a, c)
            + m[c] * m[d] * second(a, b)
            - 3.0 * m[a] * m[b] * m[c] * m[d]
    };
    // Each multiset of four coordinates represents all its arrangements: w_ab w_cd summed over
    // them.
    let kurtosis: f64 = multisets(dimension)
        .enumerate()
        .map(|(place, t)| weight(&w, t) * fourth(place, t))
        .sum();
    [skewness, kurtosis - (dimension * (dimension + 2)) as f64]
}

/// `Σ w_{ab} w_{cd}` over the distinct arrangements of four coordinates.
fn weight(w: &DMatrix<f64>, sorted: [usize; 4]) -> f64 {
    let mut distinct = sorted.to_vec();
    distinct.dedup();
    let n = distinct.len();
    (0..n.pow(4))
        .map(|k| [k / n.pow(3), k / n.pow(2) % n, k / n % n, k % n].map(|i| distinct[i]))
        .filter(|t| {
            let mut t = *t;
            t.sort_unstable();
            t == sorted
        })
        .map(|[a, b, c, d]| w[(a, b)] * w[(c, d)])
        .sum()
}

#[cfg(test)]
mod tests {
    use super::mardia;
    use statistics::{Observables, multisets};

    /// Sums over points of the plane.
    fn sums(points: &[[f64; 2]]) -> Vec<f64> {
        let o = Observables::new(2);
        let mut sums = vec![0.0; o.len() + 1];
        for p in points {
            (0..2).for_each(|i| sums[o.momentum(i)] += p[i]);
            for t in multisets::<2>(2) {
                sums[o.moment(t)] += p[t[0]] * p[t[1]];
            }
            for t in multisets::<3>(2) {
                sums[o.moment(t)] += t.map(|i| p[i]).iter().product::<f64>();
            }
            for t in multisets::<4>(2) {
                sums[o.moment(t)] += t.map(|i| p[i]).iter().product::<f64>();
            }
        }
        sums[o.len()] = points.len() as f64;
        sums
    }

    #[test]
    fn as_by_the_definition_over_pairs_of_samples() {
        let points: Vec<[f64; 2]> = (0..9)
            .map(|n| {
                let t = f64::from(n);
                [0.3 * t * t - t, 2.0 - 0.7 * t + 0.05 * t * t * t]
            })
            .collect();
        // z_i · z_j by hand.
        let n = points.len() as f64;
        let mean = [0, 1].map(|i| points.iter().map(|p| p[i]).sum::<f64>() / n);
        let centred: Vec<[f64; 2]> = points
            .iter()
            .map(|p| [p[0] - mean[0], p[1] - mean[1]])
            .collect();
        let s = |i: usize, j: usize| centred.iter().map(|c| c[i] * c[j]).sum::<f64>() / n;
        let det = s(0, 0) * s(1, 1) - s(0, 1) * s(0, 1);
        let dot = |a: &[f64; 2], b: &[f64; 2]| {
            (s(1, 1) * a[0] * b[0] - s(0, 1) * (a[0] * b[1] + a[1] * b[0]) + s(0, 0) * a[1] * b[1])
                / det
        };
        let pairs = || {
            centred
                .iter()
                .flat_map(|a| centred.iter().map(move |b| dot(a, b)))
        };
        let skewness = pairs().map(|x| x * x * x).sum::<f64>() / (n * n);
        let kurtosis = centred.iter().map(|a| dot(a, a) * dot(a, a)).sum::<f64>() / n - 8.0;
        let [b1, b2] = mardia(2, &sums(&points));
        assert!((b1 - skewness).abs() < 1e-9, "{b1} against {skewness}");
        assert!((b2 - kurtosis).abs() < 1e-9, "{b2} against {kurtosis}");
    }
}
