//! The noise covariance of a process driven by real random numbers, where it is known.

use nalgebra::{Matrix2, Matrix3, SMatrix, SVector};
use stepsieve::dynamics::{Random, decay};
use stepsieve::estimate::{Noise, inverse_masses, noise_covariance};
use stepsieve::expression::LANES;
use stepsieve::statistics::{
    BlockAverages, BlockTally, CellForce, History, Observables, SEGMENTS, Segment, Tally,
    TransitionCounts, multisets,
};

const FRICTION: f64 = 1.5;
const STEP: f64 = 0.25;
const BLOCKS: u32 = 4;
/// Long compared with the slowest decay, `1/(γδλ)` or some ten steps: the jackknife needs
/// independent batches.
const SEGMENT_STEPS: usize = 150;
const BURN_IN: usize = 60;

/// Free walkers under friction and white noise, `p' = e^{−γM⁻¹δ} p + ξ` with `ξ ~ N(0, δZ)`: the
/// map (3.2) if nothing is resolved. Records second moments as a run does.
fn ornstein_uhlenbeck<const D: usize>(
    inverse_mass: &SMatrix<f64, D, D>,
    noise: &SMatrix<f64, D, D>,
    seed: u64,
) -> Tally {
    let o = Observables::new(D);
    let friction = SMatrix::identity() * FRICTION;
    let over = |time: f64| decay(&friction, inverse_mass, time);
    let (whole, early, late) = (over(STEP), over(0.5 * STEP), over(-0.5 * STEP));
    let root = (noise * STEP).cholesky().unwrap().l();
    let mut tally = Tally::default();
    for block in 0..BLOCKS {
        let mut random = Random::new(seed, block);
        let mut new = BlockTally {
            block,
            windows: 1,
            steps: 0,
            segments: vec![Segment::new(1, 1, D, o.len()); SEGMENTS],
            averages: BlockAverages::default(),
            history: History::new(),
            spread: Vec::new(),
            force: CellForce::default(),
            moves: TransitionCounts::default(),
            absorbed: 0,
            diverged: 0,
            extinct: 0,
        };
        for _ in 0..LANES {
            let mut p = SVector::<f64, D>::zeros();
            let mut step = || {
                let before = p;
                p = whole * p + root * SVector::<f64, D>::from_fn(|_, _| random.normal());
                [(early * before + late * p) * 0.5, p]
            };
            for _ in 0..BURN_IN {
                step();
            }
            for segment in &mut new.segments {
                let mut squares = [SMatrix::<f64, D, D>::zeros(); 2];
                for _ in 0..SEGMENT_STEPS {
                    for (sum, p) in squares.iter_mut().zip(step()) {
                        *sum += p * p.transpose();
                    }
                }
                for [i, j] in multisets(D) {
                    segment.sums[o.symmetric(i, j)] += squares[0][(i, j)];
                    segment.sums[o.naive(i, j)] += squares[1][(i, j)];
                }
                segment.samples += SEGMENT_STEPS as u64;
            }
        }
        tally.insert(new);
    }
    tally
}

/// The estimates of several seeds from the same walkers, with the true friction and with half of
/// it, which mimics Theorem 3.1 as printed.
fn estimates<const D: usize>(noise: &SMatrix<f64, D, D>) -> Vec<[Noise<D>; 2]> {
    let masses = inverse_masses::<D>(0.5);
    assert!(
        masses.iter().any(|a| (a * noise - noise * a).amax() > 0.1),
        "the axes of the noise are those of a mass"
    );
    (1..=6)
        .map(|seed| {
            let tallies: Vec<Tally> = (0..)
                .zip(&masses)
                .map(|(run, a)| ornstein_uhlenbeck(a, noise, 100 * seed + run))
                .collect();
            let runs: Vec<_> = masses.iter().copied().zip(&tallies).collect();
            [1.0, 0.5].map(|part| noise_covariance(&runs, part * FRICTION, STEP).unwrap())
        })
        .collect()
}

/// The errors of the entries in units of their standard errors.
fn standardised<const D: usize>(found: &Noise<D>, exact: &SMatrix<f64, D, D>) -> Vec<f64> {
    multisets(D)
        .map(|[i, j]| (found.estimate - exact)[(i, j)] / found.standard_error[(i, j)])
        .collect()
}

fn within_four_errors<const D: usize>(found: &Noise<D>, exact: &SMatrix<f64, D, D>) -> bool {
    standardised(found, exact).iter().all(|z| z.abs() < 4.0)
}

fn known_noise_is_found<const D: usize>(noise: &SMatrix<f64, D, D>) {
    let mut squares = Vec::new();
    for [corrected, printed] in estimates(noise) {
        assert!(
            within_four_errors(&corrected, noise),
            "{corrected:?} for {noise}"
        );
        assert!(!corrected.is_projected());
        assert!(corrected.standard_error.max() < 0.05 * noise.max());
        squares.extend(standardised(&corrected, noise).iter().map(|z| z * z));
        // Without the factor 2 the same check fails: the result is half of Z.
        assert!(!within_four_errors(&printed, noise), "{printed:?}");
        assert!((printed.estimate - noise * 0.5).amax() < 0.1 * noise.max());
    }
    // Entries of a seed share their runs, so the scatter is larger than χ² of as many terms.
    let mean = squares.iter().sum::<f64>() / squares.len() as f64;
    assert!(
        (0.4..2.0).contains(&mean),
        "mean squared standardised error {mean}"
    );
}

#[test]
fn the_covariance_of_anisotropic_white_noise_is_found_within_its_error_bars() {
    // Neither matrix shares axes with the masses.
    known_noise_is_found(&Matrix2::new(1.0, -0.7, -0.7, 0.8));
    known_noise_is_found(&Matrix3::new(
        1.2, 0.5, -0.3, //
        0.5, 0.7, 0.2, //
        -0.3, 0.2, 0.9,
    ));
}
