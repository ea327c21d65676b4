//! The force that a step cannot resolve, as far as `V` alone determines it: it sets scales, never an
//! estimate: thresholds of distance, widths of histograms, sizes of cells.

use experiment::{Experiment, Region, lowest_points, scattered_points};
use expression::{Potential, Vectors};

/// Points of a region, and the lowest of them, among which walkers are.
const PAIRS: usize = 4096;
const LOW: usize = PAIRS / 4;
/// Energy above the lowest point, in `kT`, that walkers do not exceed.
const HIGH: f64 = 8.0;
/// Most looks at a smaller box.
const LOOKS: usize = 8;

/// The power of the force that a step cannot resolve, averaged over directions.
pub fn unresolved_power(experiment: &Experiment, potential: &Potential, step: f64) -> f64 {
    let variance = unresolved_variance(potential, step, &experiment.region);
    variance.iter().sum::<f64>() / variance.len() as f64
}

/// Half the mean squared change of each component of `∇V` over a displacement of one step, for
/// positions spread over the low part of the region: the force that a step cannot resolve. High
/// up, where no walker goes, the smooth force may change by more than that in one step.
pub fn unresolved_variance(potential: &Potential, step: f64, region: &Region) -> Vec<f64> {
    let d = potential.dimension();
    let points = scattered_points(region, PAIRS);
    let mut pairs = Vectors::new(d);
    for point in lowest_points(potential, &points, LOW) {
        let q = points[point].iter().copied();
        pairs.push(q.clone());
        // Different lengths along the axes: a ripple along a diagonal must not look flat.
        pairs.push(
            q.zip(0..)
                .map(|(q, i)| q + step * (1.0 - 0.3 * f64::from(i))),
        );
    }
    half_mean_square_change(&potential.gradients(&pairs))
}

/// Half the mean square of the change of each component within consecutive pairs of vectors.
pub fn half_mean_square_change(gradients: &Vectors) -> Vec<f64> {
    let mean = |i: usize| {
        let (mut sum, mut count) = (0.0, 0.0);
        for pair in 0..gradients.len() / 2 {
            let change = gradients[2 * pair + 1][i] - gradients[2 * pair][i];
            let square = change * change;
            if square.is_finite() {
                sum += square;
                count += 1.0;
            }
        }
        if count > 0.0 { 0.5 * sum / count } else { 0.0 }
    };
    (0..gradients.dimension()).map(mean).collect()
}

/// The same where walkers of the `temperature` go that such a force gives them.
///
/// In a region much wider than the wells, even its lowest points are so high that the smooth force
/// changes by more than ripples do. So the box of the lowest points is examined again until walkers
/// may fill it, and the least counts: smooth forces only add.
pub fn unresolved_where_walkers_go(
    potential: &Potential,
    step: f64,
    region: &Region,
    temperature: impl Fn(&[f64]) -> f64,
) -> Vec<f64> {
    let mut least = unresolved_variance(potential, step, region);
    let mut region = region.clone();
    for _ in 0..LOOKS {
        let points = scattered_points(&region, PAIRS);
        let energies = potential.energies(&points);
        let low = lowest_points(potential, &points, LOW);
        let [Some(first), Some(last)] = [low.first(), low.last()] else {
            break;
        };
        if energies[*last] - energies[*first] <= HIGH * temperature(&least) {
            break;
        }
        for i in 0..potential.dimension() {
            let along = low.iter().map(|point| points[*point][i]);
            let ends = along.fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], x| {
                [low.min(x), high.max(x)]
            });
            [region.lower[i], region.upper[i]] = ends;
        }
        let found = unresolved_variance(potential, step, &region);
        for (least, found) in least
            .iter_mut()
            .zip(found)
            .filter(|(_, found)| *found > 0.0)
        {
            *least = least.min(found);
        }
    }
    least
}
