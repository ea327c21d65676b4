//! Mean paths, correlations and densities of ensembles with known ones.

use super::{Ensemble, ensemble, halves};
use dynamics::Random;
use expression::{LANES, Lanes};
use statistics::{Counted, Grid, PathPlan, Paths};

const SAMPLES: usize = 161;

/// `q_{t+1} = ρ q_t + √(1 − ρ²) ξ_t`, an Ornstein–Uhlenbeck process at equally spaced times:
/// mean `start·ρᵗ`; from a standard normal start with mean zero, correlation `ρ^τ`.
struct Law {
    rho: f64,
    start: f64,
    seed: u64,
}

const LAW: Law = Law {
    rho: 0.9,
    start: 0.0,
    seed: 1,
};

fn grid() -> Grid {
    Grid::new(&[-3.0], &[3.0], &[24])
}

fn counted() -> Counted {
    Counted {
        first: 0,
        grid: grid(),
    }
}

fn path(law: &Law, block: u32) -> Vec<Vec<Lanes>> {
    let mut random = Random::new(law.seed, block);
    let mut q = Lanes(std::array::from_fn(|_| law.start + random.normal()));
    let mut path = vec![vec![q]];
    for _ in 1..SAMPLES {
        for lane in 0..LANES {
            let noise = (1.0 - law.rho * law.rho).sqrt() * random.normal();
            q[lane] = law.rho * q[lane] + noise;
        }
        path.push(vec![q]);
    }
    path
}

fn paths(law: &Law, blocks: u32) -> Paths {
    let plan = PathPlan::new(1, Some(counted()), SAMPLES, SAMPLES / 2, 0);
    let mut paths = Paths::default();
    for block in 0..blocks {
        paths.insert(plan.tally(block, &path(law, block), LANES));
    }
    paths
}

fn whole(paths: &Paths) -> Ensemble {
    ensemble(paths.blocks(), grid().volume()).unwrap()
}

/// The truth must lie within the errors, and the errors must not be too large.
fn assert_truth(curve: &super::Curve, truth: impl Fn(usize) -> f64) {
    let points = curve.values.iter().zip(&curve.errors).enumerate();
    let deviations: Vec<f64> = points
        .filter(|(_, (_, error))| **error > 0.0)
        .map(|(i, (value, error))| ((value - truth(i)) / error).abs())
        .collect();
    assert!(deviations.len() + 1 >= curve.values.len());
    let squares: f64 = deviations.iter().map(|z| z * z).sum();
    let typical = (squares / deviations.len() as f64).sqrt();
    let largest = deviations.iter().fold(0.0_f64, |a, b| a.max(*b));
    let expected = (0.5..1.7).contains(&typical) && largest < 4.0;
    assert!(expected, "typical {typical}, largest {largest}");
}

#[test]
fn the_autocorrelation_of_a_known_process_lies_within_its_errors() {
    let ensemble = whole(&paths(&LAW, 40));
    let curve = ensemble.autocorrelation[0].as_ref().unwrap();
    assert_eq!((ensemble.trajectories, curve.values.len()), (2560, 81));
    assert_eq!((curve.values[0], curve.errors[0]), (1.0, 0.0));
    assert_truth(curve, |lag| libm::pow(LAW.rho, lag as f64));
    assert!(curve.errors.iter().all(|error| *error < 0.02));
}

/// The autocorrelation term by term, with different means for the heads and tails of the paths.
#[test]
fn the_autocorrelation_is_that_of_its_definition() {
    let law = Law { start: 5.0, ..LAW };
    let curve = whole(&paths(&law, 2)).autocorrelation.remove(0).unwrap();
    let blocks = [path(&law, 0), path(&law, 1)];
    let covariance = |lag: usize| {
        let mut pairs = Vec::new();
        for (q, r) in blocks.iter().flat_map(|b| b.iter().zip(&b[lag..])) {
            pairs.extend((0..LANES).map(|lane| (q[0][lane], r[0][lane])));
        }
        let mean =
            |f: &dyn Fn(&(f64, f64)) -> f64| pairs.iter().map(f).sum::<f64>() / pairs.len() as f64;
        mean(&|(q, r)| q * r) - mean(&|(q, _)| *q) * mean(&|(_, r)| *r)
    };
    for (lag, value) in curve.values.iter().enumerate() {
        let direct = covariance(lag) / covariance(0);
        assert!(
            (value - direct).abs() < 1e-11,
            "lag {lag}: {value} {direct}"
        );
    }
}

#[test]
fn the_mean_path_of_a_known_decay_lies_within_its_errors() {
    let law = Law { start: -2.0, ..LAW };
    let ensemble = whole(&paths(&law, 40));
    let curve = &ensemble.mean_path[0];
    assert_truth(curve, |t| -2.0 * libm::pow(law.rho, t as f64));
    // Every trajectory has unit variance at all times.
    let error = 1.0 / (ensemble.trajectories as f64).sqrt();
    assert!(curve.errors.iter().all(|e| (e / error - 1.0).abs() < 0.1));
}

#[test]
fn the_density_of_a_known_law_lies_within_its_errors() {
    let ensemble = whole(&paths(&LAW, 40));
    let (width, centres) = (grid().volume(), grid().centres(0));
    let below = |x: f64| 0.5 * libm::erfc(-x / std::f64::consts::SQRT_2);
    let mass = |x: f64| below(x + 0.5 * width) - below(x - 0.5 * width);
    assert_truth(&ensemble.density, |bin| mass(centres[bin]) / width);
    assert!((ensemble.outside - 2.0 * below(-3.0)).abs() < 1e-3);
    let inside: f64 = ensemble.density.values.iter().map(|d| d * width).sum();
    assert!((inside + ensemble.outside - 1.0).abs() < 1e-12);
}

/// Ensembles of one law differ about as much as their halves do; ensembles of different laws
/// differ by several times as much.
#[test]
fn differences_stand_out_from_the_floor_only_where_laws_differ() {
    let own = paths(&LAW, 40);
    let [even, odd] = halves(&own, grid().volume()).unwrap();
    assert_eq!(even.trajectories + odd.trajectories, own.trajectories());
    let floor = even.difference(&odd).unwrap();
    let apart = |law: &Law| whole(&own).difference(&whole(&paths(law, 40))).unwrap();
    let same = apart(&Law { seed: 2, ..LAW });
    let [floor_density, same_density] = [floor, same].map(|d| d.density.unwrap());
    let [floor_lag, same_lag] = [floor, same].map(|d| d.autocorrelation.unwrap());
    assert!(same.mean_path < 1.5 * floor.mean_path, "{same:?} {floor:?}");
    assert!(same_lag < 1.5 * floor_lag && same_density < 1.5 * floor_density);
    assert!(floor.mean_path < 0.15 && floor_lag < 0.05 && floor_density < 0.02);
    let slower = apart(&Law { rho: 0.95, ..LAW });
    assert!(
        slower.autocorrelation.unwrap() > 3.0 * floor_lag,
        "{slower:?}"
    );
    assert!(slower.mean_path < 1.5 * floor.mean_path, "{slower:?}");
    // A mean that is still decaying shows in the mean path alone.
    let shifted = apart(&Law {
        start: 1.0,
        seed: 3,
        ..LAW
    });
    assert!(shifted.mean_path > 3.0 * floor.mean_path, "{shifted:?}");
    assert!(
        shifted.density.unwrap() < 1.5 * floor_density,
        "{shifted:?}"
    );
    // A slowly decaying mean shows in the density too.
    let other = apart(&Law {
        start: 1.0,
        rho: 0.995,
        seed: 4,
    });
    assert!(other.density.unwrap() > 3.0 * floor_density, "{other:?}");
}

#[test]
fn a_constant_path_has_a_mean_and_no_autocorrelation() {
    let plan = PathPlan::new(1, Some(counted()), SAMPLES, 0, 0);
    for value in [0.0, 0.1, -2.7] {
        let path = vec![vec![Lanes::splat(value)]; SAMPLES];
        let mut paths = Paths::default();
        for block in 0..3 {
            paths.insert(plan.tally(block, &path, LANES));
        }
        let constant = whole(&paths);
        assert_eq!(constant.autocorrelation, [None]);
        let mean = &constant.mean_path[0];
        assert!(mean.values.iter().all(|q| (q - value).abs() < 1e-14));
        assert!(mean.errors.iter().all(|error| *error < 1e-8));
        assert!(constant.density.errors.iter().all(|error| *error == 0.0));
        let difference = constant.difference(&whole(&self::paths(&LAW, 2))).unwrap();
        assert_eq!(difference.autocorrelation, None);
        assert!(difference.mean_path > 0.0 && difference.density.unwrap() > 0.5);
    }
}

#[test]
fn too_little_is_said_to_be_too_little() {
    assert_eq!(ensemble([].into_iter(), 1.0), None);
    let one = paths(&LAW, 1);
    assert_eq!(halves(&one, 1.0), None);
    // One block: the scatter between trajectories is known, the scatter between blocks is not.
    let ensemble = whole(&one);
    assert!(ensemble.mean_path[0].errors.iter().all(|e| e.is_finite()));
    assert!(ensemble.density.errors.iter().all(|e| e.is_nan()));
    // Other sample times: there is nothing to compare.
    let plan = PathPlan::new(1, Some(counted()), 9, 20, 20);
    let mut short = Paths::default();
    short.insert(plan.tally(0, &vec![vec![Lanes::splat(1.0)]; 9], LANES));
    let short = whole(&short);
    assert_eq!(ensemble.difference(&short), None);
    // No position counted, no density.
    let itself = short.difference(&short).unwrap();
    assert_eq!((itself.density, itself.autocorrelation), (None, None));
}
