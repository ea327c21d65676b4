//! The integrator against exact maps and against its own order.

use nalgebra::{DMatrix, DVector, Matrix2, Vector2, dmatrix};
use stepsieve::dynamics::{StormerVerlet, Walkers};
use stepsieve::expression::{Formula, LANES, Lanes};

fn integrator(
    formula: &str,
    step: f64,
    inverse_mass: &DMatrix<f64>,
    friction: &DMatrix<f64>,
) -> StormerVerlet {
    let potential = Formula::parse(formula).unwrap().compile().unwrap();
    StormerVerlet::new(potential, step, inverse_mass, friction)
}

/// Starts the lanes at different places, which exposes a mixed-up lane.
fn spread(dimension: usize) -> Walkers {
    let mut walkers = Walkers::at_rest(dimension);
    for lane in 0..LANES {
        for i in 0..dimension {
            walkers.q[i][lane] = 0.3 + 0.05 * lane as f64 - 0.4 * i as f64;
            walkers.p[i][lane] = 1.0 - 0.03 * lane as f64 + 0.2 * i as f64;
        }
    }
    walkers
}

#[test]
fn a_harmonic_trajectory_is_the_exact_discrete_map() {
    // For V = k q²/2 one step is linear: drift, kick with friction, drift.
    let (k, step, friction) = (1.4, 0.5, 0.3);
    let verlet = integrator("0.7*q^2", step, &dmatrix![1.0], &dmatrix![friction]);
    let drift = Matrix2::new(1.0, step / 2.0, 0.0, 1.0);
    let kick = Matrix2::new(1.0, 0.0, -step * k, libm::exp(-friction * step));
    let map = drift * kick * drift;
    let start = spread(1);
    let mut walkers = start.clone();
    let mut workspace = verlet.workspace();
    let mut power = Matrix2::identity();
    for _ in 0..200 {
        verlet.step(&mut walkers, &mut workspace);
        power = map * power;
    }
    for lane in 0..LANES {
        let exact = power * Vector2::new(start.q[0][lane], start.p[0][lane]);
        assert!((walkers.q[0][lane] - exact[0]).abs() < 1e-12);
        assert!((walkers.p[0][lane] - exact[1]).abs() < 1e-12);
    }
}

/// `e^A` by its series, for a small matrix.
fn exponential(a: &DMatrix<f64>) -> DMatrix<f64> {
    let one = DMatrix::identity(a.nrows(), a.nrows());
    let rest = (1..40).rev();
    rest.fold(one.clone(), |sum, k| &one + a * sum / f64::from(k))
}

/// Harmonic steps of one walker at a time by the printed formulas (3.2), with the decay rate either
/// `ΓM⁻¹` or, wrongly, `M⁻¹Γ`. Returns the largest difference from the integrator in `q`, `p`,
/// `p̄`.
fn apart(
    formula: &str,
    [stiffness, inverse_mass, friction]: &[DMatrix<f64>; 3],
    swapped: bool,
) -> f64 {
    const STEP: f64 = 0.3;
    let verlet = integrator(formula, STEP, inverse_mass, friction);
    let rate = if swapped {
        inverse_mass * friction
    } else {
        friction * inverse_mass
    };
    let exponential = |time: f64| exponential(&(&rate * -time));
    let decay = exponential(STEP);
    let [early, late] = [exponential(0.5 * STEP), exponential(-0.5 * STEP)];
    let mut walkers = spread(stiffness.nrows());
    let mut workspace = verlet.workspace();
    let lane_of = |of: &[Lanes], lane: usize| DVector::from_fn(of.len(), |i, _| of[i][lane]);
    let mut plain: Vec<_> = (0..LANES)
        .map(|lane| [lane_of(&walkers.q, lane), lane_of(&walkers.p, lane)])
        .collect();
    let mut worst = 0.0_f64;
    for _ in 0..100 {
        let before = walkers.p.clone();
        verlet.step(&mut walkers, &mut workspace);
        let mut symmetric = before.clone();
        verlet.symmetric_momentum(&before, &walkers.p, &mut symmetric);
        for (lane, [q, p]) in plain.iter_mut().enumerate() {
            let half = &*q + inverse_mass * &*p * (STEP / 2.0);
            let next = &decay * &*p - stiffness * &half * STEP;
            let mean = (&early * &*p + &late * &next) * 0.5;
            *q = half + inverse_mass * &next * (STEP / 2.0);
            *p = next;
            worst = worst
                .max((lane_of(&walkers.q, lane) - &*q).amax())
                .max((lane_of(&walkers.p, lane) - &*p).amax())
                .max((lane_of(&symmetric, lane) - mean).amax());
        }
    }
    worst
}

#[test]
fn rotated_masses_and_frictions_are_applied_in_their_order() {
    // Stiffness, inverse mass and friction: none is diagonal and no two commute. A transposed or
    // swapped product shows here and nowhere else.
    let two = [
        dmatrix![1.0, 0.5; 0.5, 2.0],
        dmatrix![0.9, 0.2; 0.2, 0.5],
        dmatrix![0.4, -0.3; -0.3, 1.1],
    ];
    let three = [
        dmatrix![1.0, 0.5, -0.2; 0.5, 2.0, 0.3; -0.2, 0.3, 1.4],
        dmatrix![0.9, 0.2, 0.1; 0.2, 0.5, -0.15; 0.1, -0.15, 0.7],
        dmatrix![0.4, -0.3, 0.1; -0.3, 1.1, 0.25; 0.1, 0.25, 0.6],
    ];
    let plane = "x^2/2 + x*y/2 + y^2";
    let space = "x^2/2 + x*y/2 + y^2 - 0.2*x*z + 0.3*y*z + 0.7*z^2";
    let right = [apart(plane, &two, false), apart(space, &three, false)];
    assert!(right.iter().all(|e| *e < 1e-13), "{right:?}");
    let swapped = [apart(plane, &two, true), apart(space, &three, true)];
    assert!(swapped.iter().all(|e| *e > 1e-3), "{swapped:?}");
}

/// Position after time 4 under a smooth anharmonic potential.
fn travelled(step: f64, friction: f64) -> f64 {
    let friction = dmatrix![friction];
    let verlet = integrator("q^4/4 - cos(2*q)", step, &dmatrix![1.0], &friction);
    let mut walkers = spread(1);
    let mut workspace = verlet.workspace();
    for _ in 0..(4.0 / step).round() as usize {
        verlet.step(&mut walkers, &mut workspace);
    }
    walkers.q[0][5]
}

#[test]
fn the_order_is_two_without_friction_and_one_with_it() {
    let order = |friction: f64| {
        let exact = travelled(1.0 / 65536.0, friction);
        let error = |step: f64| (travelled(step, friction) - exact).abs();
        libm::log2(error(1.0 / 256.0) / error(1.0 / 512.0))
    };
    let free = order(0.0);
    assert!((free - 2.0).abs() < 0.1, "order {free} without friction");
    // Friction before the kick is not symmetric; hence the symmetric momentum.
    let damped = order(0.5);
    assert!((damped - 1.0).abs() < 0.2, "order {damped} with friction");
}
