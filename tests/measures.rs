//! The measures behind the validity checks, against exact results: Lyapunov exponents and the test for
//! white noise.

use nalgebra::DMatrix;
use stepsieve::dynamics::{LyapunovPairs, Random, StormerVerlet, Walkers};
use stepsieve::expression::{Formula, LANES};
use stepsieve::statistics::{autocorrelations, chi_square_tail, ljung_box};

/// The mean exponent over many steps of a block of walkers that start at random.
fn exponent(formula: &str, step: f64, friction: f64) -> f64 {
    const STEPS: usize = 3000;
    const SETTLE: usize = 200;
    let potential = Formula::parse(formula).unwrap().compile().unwrap();
    let d = potential.dimension();
    let identity = DMatrix::identity(d, d);
    let integrator = StormerVerlet::new(potential, step, &identity, &(&identity * friction));
    let mut random = Random::new(1, 1);
    let mut walkers = Walkers::at_rest(d);
    for lane in 0..LANES {
        for i in 0..d {
            walkers.q[i][lane] = random.normal();
            walkers.p[i][lane] = random.normal();
        }
    }
    let (mut workspace, mut beside) = (integrator.workspace(), integrator.workspace());
    let mut neighbours = LyapunovPairs::of(&walkers, [1.0; 2]);
    let mut sum = 0.0;
    for n in 0..SETTLE + STEPS {
        integrator.step(&mut walkers, &mut workspace);
        let growth = neighbours.follow(&walkers, &integrator, &mut beside);
        if n >= SETTLE {
            sum += growth.iter().sum::<f64>();
        }
    }
    sum / (STEPS * LANES) as f64
}

#[test]
fn in_a_quadratic_well_the_exponent_is_that_of_the_damped_linear_map() {
    // Determinant e^{−γδ} and trace 1 + e^{−γδ} − δ²ω²: complex eigenvalues share the modulus.
    for (formula, step, friction) in [("q^2/2", 0.3, 0.2), ("2*q^2", 0.7, 0.05)] {
        let found = exponent(formula, step, friction);
        assert!((found + 0.5 * friction * step).abs() < 1e-3, "{found}");
    }
    let found = exponent("x^2/2 + x*y/2 + y^2", 0.3, 0.2);
    assert!((found + 0.03).abs() < 1e-3, "{found}");
    // Overdamped, the slower of two real ones.
    let (step, friction) = (0.3, 10.0);
    let determinant = libm::exp(-friction * step);
    let trace = 1.0 + determinant - step * step;
    let slower = 0.5 * (trace + (trace * trace - 4.0 * determinant).sqrt());
    let found = exponent("q^2/2", step, friction);
    assert!((found - libm::log(slower)).abs() < 1e-6, "{found}");
}

#[test]
fn in_strong_chaos_the_exponent_is_that_of_the_standard_map() {
    for strength in [20.0, 50.0] {
        let found = exponent(&format!("-{strength}*cos(q)"), 1.0, 0.5);
        let expected = libm::log(0.5 * strength);
        assert!((found - expected).abs() < 0.02, "{found} for {expected}");
    }
}

/// Share of series that the test rejects at a level of 1 %.
fn rejected(series: impl Fn(&mut Random) -> Vec<f64>) -> f64 {
    const SERIES: u32 = 2000;
    let told = (0..SERIES).filter(|&k| {
        let series = series(&mut Random::new(17, k));
        let rho = autocorrelations(&series, 10);
        chi_square_tail(ljung_box(series.len(), &rho), 10) < 0.01
    });
    told.count() as f64 / f64::from(SERIES)
}

fn autoregressive(random: &mut Random, correlation: f64) -> Vec<f64> {
    let mut x = random.normal();
    let fresh = (1.0 - correlation * correlation).sqrt();
    (0..512)
        .map(|_| {
            x = correlation * x + fresh * random.normal();
            x
        })
        .collect()
}

#[test]
fn ljung_and_box_reject_white_noise_as_often_as_they_say_and_coloured_noise_more_often() {
    // 2000 trials at 1 %: a standard deviation of 0.2 %.
    let white = rejected(|random| autoregressive(random, 0.0));
    assert!((0.004..0.018).contains(&white), "{white}");
    // Typical of deterministic noise: bounded, with a uniform phase.
    let bounded = rejected(|random| {
        let phase = |_| libm::cos(std::f64::consts::TAU * random.uniform());
        (0..512).map(phase).collect()
    });
    assert!((0.004..0.018).contains(&bounded), "{bounded}");
    // Thresholds at which a report no longer passes, and at which it fails.
    let coloured = [0.05, 0.15, 0.3].map(|c| rejected(|random| autoregressive(random, c)));
    assert!(coloured[0] < 0.1, "{coloured:?}");
    assert!((0.35..0.75).contains(&coloured[1]), "{coloured:?}");
    assert!(coloured[2] > 0.99, "{coloured:?}");
    // Noise that is strong for a while, then weak: the square shows it.
    let bursts = |random: &mut Random| -> Vec<f64> {
        let strength = autoregressive(random, 0.9);
        strength.iter().map(|s| s * random.normal()).collect()
    };
    let squares = |random: &mut Random| bursts(random).iter().map(|x| x * x).collect();
    let found = rejected(squares);
    assert!(found > 0.9, "{found}");
}
