//! The noise covariance of a process driven by real random numbers, where it is known.

use nalgebra::{DMatrix, DVector, dmatrix};
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
fn ornstein_uhlenbeck(inverse_mass: &DMatrix<f64>, noise: &DMatrix<f64>, seed: u64) -> Tally {
    let d = noise.nrows();
    let o = Observables::new(d);
    let friction = DMatrix::identity(d, d) * FRICTION;
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
            segments: vec![Segment::new(1, 1, d, o.len()); SEGMENTS],
            averages: BlockAverages::default(),
            history: History::new(),
            spread: Vec::new(),
            force: CellForce::default(),
            terms: Box::default(),
            transitions: TransitionCounts::default(),
            absorbed: 0,
            diverged: 0,
            extinct: 0,
        };
        for _ in 0..LANES {
            let mut p = DVector::zeros(d);
            let mut step = || {
                let fresh = DVector::from_fn(d, |_, _| random.normal());
                let next = &whole * &p + &root * fresh;
                let mean = (&early * &p + &late * &next) * 0.5;
                p.copy_from(&next);
                [mean, next]
            };
            for _ in 0..BURN_IN {
                step();
            }
            for segment in &mut new.segments {
                let mut squares = [(); 2].map(|()| DMatrix::zeros(d, d));
                for _ in 0..SEGMENT_STEPS {
                    for (sum, p) in squares.iter_mut().zip(step()) {
                        sum.ger(1.0, &p, &p, 1.0);
                    }
                }
                for [i, j] in multisets(d) {
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
fn estimates(noise: &DMatrix<f64>) -> Vec<[Noise; 2]> {
    let masses = inverse_masses(noise.nrows(), 0.5);
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
            let runs: Vec<_> = masses.iter().zip(&tallies).collect();
            [1.0, 0.5].map(|part| noise_covariance(&runs, part * FRICTION, STEP).unwrap())
        })
        .collect()
}

/// The errors of the entries in units of their standard errors.
fn standardised(found: &Noise, exact: &DMatrix<f64>) -> Vec<f64> {
    let off = &found.estimate - exact;
    multisets(exact.nrows())
        .map(|[i, j]| off[(i, j)] / found.standard_error[(i, j)])
        .collect()
}

fn within_four_errors(found: &Noise, exact: &DMatrix<f64>) -> bool {
    standardised(found, exact).iter().all(|z| z.abs() < 4.0)
}

fn known_noise_is_found(noise: &DMatrix<f64>) {
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
    known_noise_is_found(&dmatrix![1.0, -0.7; -0.7, 0.8]);
    known_noise_is_found(&dmatrix![1.2, 0.5, -0.3; 0.5, 0.7, 0.2; -0.3, 0.2, 0.9]);
}
