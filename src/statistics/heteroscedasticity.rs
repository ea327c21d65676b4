//! Heteroscedasticity: fluctuations whose strength depends on the position.

use expression::Vectors;

/// Bins along each axis, and the standard deviations about the mean that they cover: the range
/// where the data are.
const BINS: usize = 8;
const REACH: f64 = 2.0;
/// Fewest fluctuations in a usable bin.
const FEW: f64 = 100.0;

/// Root mean square over positions of the relative change of the covariance of fluctuations,
/// `(C(q) − C) / √(C_ii C_jj)`, less the part that the finite counts explain: the largest along any
/// axis and of any entry, in more than three dimensions of any on the diagonal.
pub fn heteroscedasticity(positions: &Vectors, fluctuations: &Vectors) -> f64 {
    let mut largest = 0.0_f64;
    for axis in 0..positions.dimension() {
        let n = positions.len() as f64;
        let mean = positions.along(axis).sum::<f64>() / n;
        let square = |q: f64| (q - mean) * (q - mean);
        let spread = (positions.along(axis).map(square).sum::<f64>() / n).sqrt();
        let bin = |q: f64| {
            let place = ((q - mean) / (REACH * spread) + 1.0) * 0.5 * BINS as f64;
            (place >= 0.0 && place < BINS as f64).then_some(place as usize)
        };
        for i in 0..positions.dimension() {
            // Of many coordinates the entries are too many, and the diagonal bounds the others.
            let first = if positions.dimension() > 3 { i } else { 0 };
            for j in first..=i {
                let pairs = positions.along(axis).zip(fluctuations.iter());
                let products = pairs.filter_map(|(q, r)| Some((bin(q)?, [r[i], r[j]])));
                largest = largest.max(change(products, i == j));
            }
        }
    }
    largest
}

/// The change of one entry of the covariance over bins.
fn change(products: impl Iterator<Item = (usize, [f64; 2])>, diagonal: bool) -> f64 {
    // For each bin: the count, sums of both factors, of their squares, of the product and of its
    // square.
    let mut bins = [[0.0; 7]; BINS];
    for (bin, [a, b]) in products {
        for (sum, x) in bins[bin]
            .iter_mut()
            .zip([1.0, a, b, a * a, b * b, a * b, a * b * a * b])
        {
            *sum += x;
        }
    }
    let covariance = |s: &[f64; 7]| s[5] / s[0] - (s[1] / s[0]) * (s[2] / s[0]);
    let all: f64 = bins.iter().map(|s| s[0]).sum();
    let weighted = |f: &dyn Fn(&[f64; 7]) -> f64| {
        let kept = bins.iter().filter(|s| s[0] >= FEW);
        kept.map(|s| s[0] / all * f(s)).sum::<f64>()
    };
    let mean = weighted(&covariance);
    let scale = if diagonal {
        mean
    } else {
        (weighted(&|s| s[3] / s[0]) * weighted(&|s| s[4] / s[0])).sqrt()
    };
    let excess = weighted(&|s| {
        let (c, m) = (covariance(s), s[5] / s[0]);
        let chance = (s[6] / s[0] - m * m) / s[0];
        (c - mean) * (c - mean) - chance
    });
    excess.max(0.0).sqrt() / scale
}

#[cfg(test)]
mod tests {
    use super::heteroscedasticity;
    use dynamics::Random;
    use expression::Vectors;

    #[test]
    fn what_chance_makes_is_taken_off_and_what_changes_is_found() {
        let mut random = Random::new(3, 1);
        let mut data = |slope: f64| {
            let draw = |_| {
                let q = random.normal();
                let strength = (1.0 + slope * q.clamp(-2.0, 2.0)).sqrt();
                (q, strength * random.normal())
            };
            let (q, r): (Vec<_>, Vec<_>) = (0..40_000).map(draw).unzip();
            heteroscedasticity(&Vectors::of(1, q), &Vectors::of(1, r))
        };
        assert!(data(0.0) < 0.05);
        // The spread of q within two standard deviations is 0.88.
        let found = data(0.4);
        assert!((found - 0.35).abs() < 0.05, "{found}");
    }
}
