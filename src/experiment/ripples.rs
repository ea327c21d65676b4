//! Ripples of an energy: force that a short displacement changes at random.

use crate::Region;
use crate::probed_energy::{LOW, ProbedEnergy, SAMPLE, finite, lowest_points, scattered_points};
use dynamics::Random;
use expression::Vectors;

/// Growth of the unresolved power from one displacement to twice it below which it stands still; a
/// smooth force's grows by 16.
const STILL: f64 = 2.0;
/// The longest displacement is `2^−SHORT` of the box's half-width: walkers then fly over many ripples
/// without leaving a well.
const SHORT: i32 = 3;
const DISPLACEMENTS: i32 = 22;
/// Share of the force's power that may be rounding.
const ROUNDING: f64 = 1e-14;

impl ProbedEnergy<'_> {
    /// The power of the force at which the unresolved power stands still, in units of the box's
    /// half-widths, and the least such displacement as a share of them, if it does at some
    /// displacement that is short against the box: there it comes from ripples. Second differences
    /// remove what a smooth force adds.
    pub fn ripples(&self, region: &Region) -> Option<[f64; 2]> {
        let points = scattered_points(region, SAMPLE);
        let low = lowest_points(self.potential, &points, LOW);
        let half = |i: usize| 0.5 * (region.upper[i] - region.lower[i]);
        let moved = |by: f64| {
            let mut random = Random::new(1, u32::MAX);
            let mut all = Vectors::new(self.dimension);
            for &n in &low {
                // No displacement is a period of every ripple.
                let by = by * libm::exp2(2.0 * random.uniform() - 1.0);
                let q = points[n].iter().zip(0..);
                // Different lengths along the axes: a ripple along a diagonal must not look flat.
                all.push(q.map(|(q, i)| q + by * half(i) * (1.0 - 0.3 * i as f64)));
            }
            self.potential.gradients(&all)
        };
        let square = |forces: &[&[f64]], weights: &[f64]| {
            let each = (0..self.dimension).map(|i| {
                let pairs = forces.iter().zip(weights);
                let sum: f64 = pairs.map(|(force, weight)| weight * force[i]).sum();
                half(i) * half(i) * sum * sum
            });
            each.sum::<f64>()
        };
        // The mean without the largest, which a wall makes.
        let mean = |squares: Vec<f64>| {
            let finite = finite(squares);
            let kept = &finite[..finite.len() * 9 / 10];
            kept.iter().sum::<f64>() / kept.len().max(1) as f64
        };
        let here = moved(0.0);
        let whole = mean(here.iter().map(|g| square(&[g], &[1.0])).collect());
        let power = |once: &Vectors, twice: &Vectors| {
            let differences = (0..here.len())
                .map(|n| square(&[&here[n], &once[n], &twice[n]], &[1.0, -2.0, 1.0]));
            mean(differences.collect())
        };
        let still = |pair: &[f64]| pair[1] > ROUNDING * whole && pair[0] < STILL * pair[1];
        let length = |powers: &[f64]| powers.iter().take_while(|p| **p > 0.5 * powers[0]).count();
        let mut powers: Vec<f64> = Vec::new();
        let mut place = None;
        let mut twice = moved(libm::exp2(f64::from(1 - SHORT)));
        // Forces are dear: none is taken twice, or beyond the end of the standstill.
        for k in SHORT..SHORT + DISPLACEMENTS {
            let once = moved(libm::exp2(f64::from(-k)));
            powers.push(power(&once, &twice));
            twice = once;
            place = place.or_else(|| powers.windows(2).position(still));
            if place.is_some_and(|place| length(&powers[place..]) < powers.len() - place) {
                break;
            }
        }
        let place = place?;
        let end = place + length(&powers[place..]);
        let displacement = libm::exp2(1.0 - f64::from(SHORT + end as i32));
        // The weights' squares add up to six.
        Some([powers[place] / 6.0, displacement])
    }
}
