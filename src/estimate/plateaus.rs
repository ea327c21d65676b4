//! Finds the plateaus of the noise power as a function of the step: each marks a scale.

use statistics::{descending, order};

/// Largest excess kurtosis of normal momenta, errors aside.
const NORMAL: f64 = 0.25;
/// Largest standard error at which the kurtosis is informative.
const KNOWN: f64 = 0.25;
/// Relaxation times of the momentum that a run must cover; after fewer the start still shows.
const SETTLED: f64 = 8.0;
/// Largest share of the walkers' windows that may be lost.
const LOST: f64 = 1.5e-3;
/// The same limits for nearly clean noise, and for noise whose strength depends on the position, which
/// makes momenta less normal: a learned potential's own checks judge it.
const NEARLY_CLEAN: [f64; 2] = [0.4, 0.08];
const UNEVEN: [f64; 2] = [1.5, 0.01];
/// Largest share of the momentum that friction takes away in a step.
const DAMPED: f64 = 0.9;
/// Relative change of the power along a plateau, errors aside.
const LEVEL: f64 = 0.1;
/// Fewest points of a plateau, and smallest ratio of the flights in its largest and smallest step.
const POINTS: usize = 3;
const WIDTH: f64 = 1.5;
/// Excess kurtosis that weighs as much as losing the largest allowed share of walkers.
const AS_BAD: f64 = 1.0;
/// Differences of excess kurtosis below this do not count.
const NEARLY: f64 = 0.03;
/// Standard errors allowed for.
const ERRORS: f64 = 2.5;

/// The noise at one step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NoisePoint {
    pub step: f64,
    pub friction: f64,
    /// `2γ var(p)/δ`, and its standard error.
    pub power: f64,
    pub power_error: f64,
    /// Excess kurtosis of the momentum, and its standard error.
    pub kurtosis: f64,
    pub kurtosis_error: f64,
    /// Share of the walkers' windows that were lost.
    pub lost: f64,
    /// Recording time of every walker, in relaxation times `1/γ` of the momentum.
    pub relaxations: f64,
}

/// A range of steps over which the noise is constant and normal: one scale more than at smaller
/// steps acts as noise there, and nothing else does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plateau {
    /// Indices of its first and last point.
    pub first: usize,
    pub last: usize,
    /// Mean power, weighted by the inverse variances, and its standard error.
    pub power: f64,
    pub power_error: f64,
    /// Largest relative deviation of a point from the mean power: zero is perfectly sharp.
    pub spread: f64,
    /// The interior step whose momenta are most nearly normal and that loses the fewest walkers;
    /// the smallest of several equals, because its own error is least.
    pub step: f64,
}

impl NoisePoint {
    /// True if the point shows clean noise: known power, normal momenta, few lost walkers.
    pub fn clean(&self) -> bool {
        self.within([NORMAL, LOST])
    }

    /// True if it does so nearly.
    pub fn nearly_clean(&self) -> bool {
        self.within(NEARLY_CLEAN) && self.friction * self.step <= DAMPED
    }

    /// True if walkers are kept and friction is weak within a step, however far from normal the
    /// momenta are.
    pub fn uneven(&self) -> bool {
        self.within(UNEVEN) && self.friction * self.step <= DAMPED
    }

    /// A walker's flight in one step, `δ√kT` by `var(p) = δσ²/2γ`.
    pub fn flight(&self) -> f64 {
        self.step * (self.power * self.step / (2.0 * self.friction)).sqrt()
    }

    fn within(&self, [normal, lost]: [f64; 2]) -> bool {
        let known = self.power > 0.0 && self.power_error.is_finite() && self.kurtosis_error < KNOWN;
        let allowed = normal + ERRORS * self.kurtosis_error.max(0.0);
        known && self.relaxations >= SETTLED && self.kurtosis.abs() <= allowed && self.lost <= lost
    }
}

/// Finds the plateaus (Remark 3.2), the widest first, among points in ascending order of step;
/// returns them in that order.
///
/// A plateau is a series of neighbouring points that are all clean and whose powers agree with
/// their mean to a tenth, errors aside; it has at least three points, and a walker flies at least one
/// and a half times as far in its largest step as in its smallest.
pub fn plateaus(noise_points: &[NoisePoint]) -> Vec<Plateau> {
    let mut found = Vec::new();
    search(noise_points, 0, &mut found);
    let firsts: Vec<f64> = found.iter().map(|p: &Plateau| p.first as f64).collect();
    order(&firsts).into_iter().map(|p| found[p]).collect()
}

/// The widest series of at least `least` neighbouring points that are clean, by this measure of it,
/// however their powers differ: where there is no plateau, noise that changes with the step. A
/// potential can be learned there; its own checks judge it.
pub fn clean_range(
    noise_points: &[NoisePoint],
    least: usize,
    clean: impl Fn(&NoisePoint) -> bool,
) -> Option<Plateau> {
    let mut widest: Option<(f64, [usize; 2])> = None;
    for first in 0..noise_points.len() {
        let clean = noise_points[first..]
            .iter()
            .take_while(|point| clean(point));
        let Some(last) = (first + clean.count())
            .checked_sub(1)
            .filter(|last| *last >= first)
        else {
            continue;
        };
        let width = noise_points[last].step / noise_points[first].step;
        if last + 1 >= first + least && widest.is_none_or(|(known, _)| width > known) {
            widest = Some((width, [first, last]));
        }
    }
    let (_, [first, last]) = widest?;
    let points = &noise_points[first..=last];
    let mean = points.iter().map(|p| p.power).sum::<f64>() / points.len() as f64;
    let best = points.iter().min_by(|a, b| fault(a).total_cmp(&fault(b)))?;
    Some(Plateau {
        first,
        last,
        power: best.power,
        power_error: best.power_error,
        spread: points
            .iter()
            .map(|p| (p.power - mean).abs() / mean)
            .fold(0.0, f64::max),
        step: best.step,
    })
}

/// Distance of the noise from normal noise without losses.
fn fault(point: &NoisePoint) -> f64 {
    point.kurtosis.abs() + point.kurtosis_error + AS_BAD * point.lost / LOST
}

fn search(noise_points: &[NoisePoint], offset: usize, found: &mut Vec<Plateau>) {
    let mut widest: Option<(f64, Plateau)> = None;
    for first in 0..noise_points.len() {
        for last in first..noise_points.len() {
            if !noise_points[last].clean() {
                break;
            }
            let Some(plateau) = level(&noise_points[first..=last], offset + first) else {
                continue;
            };
            let width = width(&noise_points[first], &noise_points[last]);
            if widest.as_ref().is_none_or(|(known, _)| width > *known) {
                widest = Some((width, plateau));
            }
        }
    }
    if let Some((_, plateau)) = widest {
        found.push(plateau);
        search(&noise_points[..plateau.first - offset], offset, found);
        search(
            &noise_points[plateau.last - offset + 1..],
            plateau.last + 1,
            found,
        );
    }
}

/// Ratio of the flights of a walker at two steps with the same noise power: that of the steps if
/// friction is proportional to the step.
fn width(from: &NoisePoint, to: &NoisePoint) -> f64 {
    let steps = to.step / from.step;
    let frictions = to.friction / from.friction;
    steps * (steps / frictions).sqrt()
}

/// The plateau formed by these points, if any; `number` is the index of the first.
fn level(noise_points: &[NoisePoint], number: usize) -> Option<Plateau> {
    let (from, to) = (noise_points.first()?, noise_points.last()?);
    if noise_points.len() < POINTS || width(from, to) < WIDTH {
        return None;
    }
    // Limit the accuracy of a point: none may outweigh all others.
    let weight = |t: &NoisePoint| {
        let error = t.power_error + 0.01 * t.power;
        1.0 / (error * error)
    };
    let weights: f64 = noise_points.iter().map(weight).sum();
    let power = noise_points
        .iter()
        .map(|t| weight(t) * t.power)
        .sum::<f64>()
        / weights;
    let inner = || noise_points[1..noise_points.len() - 1].iter();
    let least = inner().map(fault).fold(f64::INFINITY, f64::min);
    let inside = inner().find(|t| fault(t) <= least + NEARLY)?;
    let off = |t: &NoisePoint| (t.power - power).abs();
    let agrees = |t: &NoisePoint| off(t) <= LEVEL * power + ERRORS * t.power_error;
    noise_points.iter().all(agrees).then(|| Plateau {
        first: number,
        last: number + noise_points.len() - 1,
        power,
        power_error: 1.0 / weights.sqrt(),
        spread: noise_points
            .iter()
            .map(|t| off(t) / power)
            .fold(0.0, f64::max),
        step: inside.step,
    })
}

/// Steps at which a scan should add points: between neighbours where the power changes or stops
/// being clean, by this measure of it, the largest change first.
pub fn refinements(
    noise_points: &[NoisePoint],
    most: usize,
    clean: impl Fn(&NoisePoint) -> bool,
) -> Vec<f64> {
    let refinements: Vec<(f64, f64)> = noise_points
        .windows(2)
        .filter_map(|pair| {
            let (a, b) = (pair[0], pair[1]);
            if !clean(&a) && !clean(&b) {
                return None;
            }
            let change = if a.power > 0.0 && b.power > 0.0 {
                libm::log(b.power / a.power).abs()
            } else {
                1.0
            };
            let uneven = clean(&a) != clean(&b);
            (change > LEVEL || uneven).then(|| (change, (a.step * b.step).sqrt()))
        })
        .collect();
    let changes: Vec<f64> = refinements.iter().map(|(change, _)| *change).collect();
    let worst = descending(&changes).into_iter().take(most);
    worst.map(|number| refinements[number].1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use dynamics::Random;
    use expression::Lanes;

    /// A staircase of scales a decade apart, with noise of a relative size; between the plateaus
    /// scales mix and momenta are not normal.
    fn staircase(seed: u64, scales: usize, noise: f64) -> Vec<NoisePoint> {
        let mut random = Random::new(seed, 0);
        let mut normal = || {
            let mut lanes = Lanes::splat(0.0);
            random.normals(&mut lanes);
            lanes[0]
        };
        (0..32)
            .map(|i| {
                let step = 0.005 * libm::pow(200.0, f64::from(i) / 31.0);
                // Every scale has the same amplitude and turns into noise over a factor of three.
                let turned: Vec<f64> = (0..scales)
                    .map(|k| {
                        let edge = 0.01 * libm::pow(12.0, k as f64);
                        (libm::log(step / edge) / libm::log(3.0)).clamp(0.0, 1.0)
                    })
                    .collect();
                let power = 0.5 * turned.iter().sum::<f64>();
                let mixed = turned.iter().any(|t| *t > 0.05 && *t < 0.95);
                NoisePoint {
                    step,
                    friction: step,
                    power: power * (1.0 + noise * normal()),
                    power_error: power * noise,
                    kurtosis: if mixed { 0.8 } else { 0.0 } + noise * normal(),
                    kurtosis_error: noise,
                    lost: if power == 0.0 { 1.0 } else { 0.0 },
                    relaxations: 100.0,
                }
            })
            .collect()
    }

    #[test]
    fn plateaus_are_found_and_none_is_made_up() {
        const SEEDS: u64 = 300;
        for (scales, noise, least) in [(1, 0.02, 0.99), (2, 0.02, 0.99), (2, 0.05, 0.95)] {
            let (mut exact, mut extra) = (0, 0);
            for seed in 0..SEEDS {
                let found = plateaus(&staircase(seed, scales, noise));
                let right = |k: usize, p: &Plateau| {
                    let exact = 0.5 * (k + 1) as f64;
                    (p.power / exact - 1.0).abs() < 0.08
                };
                let all = found.iter().enumerate().all(|(k, p)| right(k, p));
                exact += u64::from(found.len() == scales && all);
                extra += u64::from(found.len() > scales);
            }
            let share = |n: u64| n as f64 / SEEDS as f64;
            assert!(
                share(exact) >= least,
                "{scales} {noise}: {exact} of {SEEDS}"
            );
            assert!(
                share(extra) <= 0.02,
                "{scales} {noise}: {extra} false of {SEEDS}"
            );
        }
    }

    #[test]
    fn a_slope_is_no_plateau_and_neither_is_what_is_not_normal() {
        let slope = |kurtosis: f64, rise: f64| -> Vec<NoisePoint> {
            let noise_point = |i: i32| NoisePoint {
                step: 0.01 * libm::pow(1.2, f64::from(i)),
                friction: 0.01 * libm::pow(1.2, f64::from(i)),
                power: libm::pow(rise, f64::from(i)),
                power_error: 0.005,
                kurtosis,
                kurtosis_error: 0.01,
                lost: 0.0,
                relaxations: 100.0,
            };
            (0..24).map(noise_point).collect()
        };
        assert_eq!(plateaus(&slope(0.0, 1.12)), []);
        assert_eq!(plateaus(&slope(0.8, 1.0)), []);
        let whole = plateaus(&slope(0.0, 1.0));
        assert_eq!(
            whole.iter().map(|p| (p.first, p.last)).collect::<Vec<_>>(),
            [(0, 23)]
        );
    }

    #[test]
    fn a_closer_look_is_taken_where_the_power_changes() {
        let noise_points = staircase(1, 2, 0.001);
        let refinements = refinements(&noise_points, 6, NoisePoint::clean);
        assert!((3..=6).contains(&refinements.len()), "{refinements:?}");
        // Near the edges 0.01 to 0.03 and 0.12 to 0.36.
        assert!(
            refinements
                .iter()
                .all(|d| (0.008..0.04).contains(d) || (0.1..0.4).contains(d)),
            "{refinements:?}"
        );
    }
}
