//! Estimates from processes with known answers, and the exact merge of tallies.

use stepsieve::dynamics::Random;
use stepsieve::estimate::{learn, temperature};
use stepsieve::experiment::{Estimator, Fit, Link};
use stepsieve::expression::LANES;
use stepsieve::sampling::{JobResult, Runner, WINDOW};
use stepsieve::statistics::{
    BlockAverages, BlockTally, CellForce, Grid, History, Observables, SEGMENTS, Segment, Tally,
    TransitionCounts,
};
use stepsieve::study::Study;

const BINS: usize = 200;
const RANGE: f64 = 5.0;

/// A tally of an Ornstein–Uhlenbeck momentum of variance `variance`, `p' = a p + √(1−a²) σ ξ`,
/// and of independent positions with density `∝ exp(−q²/2)`, driven by real random numbers.
fn known_process(variance: f64, decay: f64, blocks: u32, windows: usize) -> Tally {
    let o = Observables::new(1);
    let mut tally = Tally::default();
    for block in 0..blocks {
        let mut random = Random::new(5, block);
        let mut new = BlockTally {
            block,
            windows: windows as u64,
            steps: (windows * WINDOW * LANES) as u64,
            segments: vec![Segment::new(BINS, 1, 1, o.len()); SEGMENTS],
            averages: BlockAverages::default(),
            history: History::new(),
            spread: Vec::new(),
            force: CellForce::new(1, 0),
            terms: Box::default(),
            transitions: TransitionCounts::new(0),
            absorbed: 0,
            diverged: 0,
            extinct: 0,
        };
        let noise = (variance * (1.0 - decay * decay)).sqrt();
        let mut p: Vec<f64> = (0..LANES)
            .map(|_| variance.sqrt() * random.normal())
            .collect();
        for window in 0..windows {
            let mut sums = vec![0.0; o.len()];
            let segment = &mut new.segments[window * SEGMENTS / windows];
            // As in a run, moments are sampled less often than steps are made.
            let samples = WINDOW / 4;
            for _ in 0..samples {
                for p in &mut p {
                    *p = decay * *p + noise * random.normal();
                    sums[o.symmetric(0, 0)] += *p * *p;
                    sums[o.naive(0, 0)] += *p * *p;
                    let q = random.normal();
                    let bin = (q + RANGE) / (2.0 * RANGE) * BINS as f64;
                    match segment.positions.get_mut(bin.max(0.0) as usize) {
                        Some(count) => *count += 1,
                        None => segment.outside += 1,
                    }
                }
            }
            let count = (samples * LANES) as f64;
            new.averages
                .push(&sums.iter().map(|s| s / count).collect::<Vec<_>>());
            segment.samples += count as u64;
            for (total, s) in segment.sums.iter_mut().zip(&sums) {
                *total += s;
            }
        }
        tally.insert(new);
    }
    tally
}

#[test]
fn the_inverse_temperature_of_a_known_process_is_within_its_error_bar() {
    let (variance, decay) = (2.5, 0.99);
    let tally = known_process(variance, decay, 8, 64);
    let beta = temperature(&tally, 1, Estimator::Symmetric).values;
    // Four standard errors: one seed in 16,000 would miss.
    assert!(
        (beta.symmetric - 1.0 / variance).abs() < 4.0 * beta.standard_error,
        "{beta:?}"
    );
    // Var(mean p²) = 2σ⁴ g/n with g = (1+a²)/(1−a²); the estimate of the error itself is good to
    // some tens of percent.
    let samples = (8 * 64 * WINDOW / 4 * LANES) as f64;
    let inefficiency = (1.0 + decay * decay) / (1.0 - decay * decay);
    let exact = (2.0 * inefficiency / samples).sqrt() / variance;
    let ratio = beta.standard_error / exact;
    assert!(
        (0.7..1.4).contains(&ratio),
        "error {} against {exact}",
        beta.standard_error
    );
}

#[test]
fn the_block_averages_rise_to_a_plateau() {
    let tally = known_process(1.0, 0.999, 8, 128);
    let plateau = temperature(&tally, 1, Estimator::Symmetric)
        .plateau
        .unwrap();
    // One window is shorter than the correlation time of a thousand samples: its error is too
    // small, and that of the chosen level is not.
    assert!(plateau.error > 1.5 * plateau.errors[0], "{plateau:?}");
}

#[test]
fn a_known_density_gives_its_potential_within_the_band() {
    let tally = known_process(1.0, 0.9, 8, 32);
    let grid = Grid::new(&[-RANGE], &[RANGE], &[BINS as u32]);
    let learned = learn(&tally, &grid, Fit::PoissonSpline, &[0.0]);
    // Mass: the counts inside and outside add up to all samples.
    let counted: u64 =
        learned.counts.iter().sum::<u64>() + tally.batches().map(|b| b.outside).sum::<u64>();
    assert_eq!(counted, (8 * 32 * (WINDOW / 4) * LANES) as u64);
    let mass: f64 = learned.density.iter().sum::<f64>() * grid.volume();
    assert!((mass - 1.0).abs() < 1e-3);
    // −log π = q²/2 + ½ log 2π, and standardised errors of about one.
    let (mut squares, mut count) = (0.0, 0.0);
    for (i, q) in grid.centres(0).into_iter().enumerate() {
        if learned.counts[i] > 200 {
            let exact = 0.5 * q * q + 0.5 * libm::log(std::f64::consts::TAU);
            let z = (learned.energy[i].unwrap() - exact) / learned.standard_error[i].unwrap();
            assert!(z.abs() < 5.0, "at {q}: {z}");
            squares += z * z;
            count += 1.0;
        } else if learned.counts[i] == 0 {
            assert_eq!(learned.energy[i], None);
        }
    }
    assert!(
        (0.4..2.0).contains(&(squares / count)),
        "{}",
        squares / count
    );
}

#[test]
fn merging_is_associative_commutative_and_exact() {
    let (link, _) = Link::read("preset=test1&steps=4e5&walkers=192");
    let jobs = Study::new(link.experiment.clone()).unwrap().jobs();
    let part = |block: usize| {
        let mut runner = Runner::new(&link.experiment, &jobs[block..][..1]).unwrap();
        while runner.advance() {}
        let mut tally = Tally::default();
        for report in runner.reports() {
            let JobResult::Walkers(block) = report.result else {
                panic!("walkers learn");
            };
            tally.insert(block);
        }
        tally
    };
    let (a, b, c) = (part(0), part(1), part(2));
    let left = a.clone().merge(b.clone()).merge(c.clone());
    let right = a.clone().merge(b.clone().merge(c.clone()));
    let other = c.merge(a.clone()).merge(b);
    assert_eq!(left, right);
    assert_eq!(left, other);
    // A report that arrives twice changes nothing.
    assert_eq!(left.clone().merge(a), left);
}
