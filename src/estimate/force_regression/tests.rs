use super::{ForceFit, force_regression};
use dynamics::Random;
use expression::{LANES, Lanes};
use statistics::{
    BlockAverages, BlockTally, CellForce, Grid, History, Segment, Tally, TransitionCounts,
};

/// A tally of blocks with random numbers of this seed that record the force of `sample`, a position and a gradient, in `cells`.
fn tally(
    seed: u64,
    blocks: u32,
    samples: usize,
    cells: &Grid,
    sample: impl Fn(&mut Random) -> [Vec<f64>; 2],
) -> Tally {
    let mut tally = Tally::default();
    for block in 0..blocks {
        let mut random = Random::new(seed, block);
        let mut force = CellForce::new(cells.dimension(), cells.len());
        for _ in 0..samples {
            let [q, g] = sample(&mut random);
            let cell = cells.number(&q).unwrap_or(cells.len());
            let [q, g]: [Vec<Lanes>; 2] =
                [q, g].map(|x| x.iter().copied().map(Lanes::splat).collect());
            force.add(&[cell as u32; LANES], &q, &g, &[0]);
        }
        tally.insert(BlockTally {
            block,
            windows: 1,
            steps: 1,
            segments: vec![Segment::new(1, 1, 1, 1)],
            averages: BlockAverages::default(),
            history: History::new(),
            spread: Vec::new(),
            force,
            terms: Box::default(),
            transitions: TransitionCounts::default(),
            absorbed: 0,
            diverged: 0,
            extinct: 0,
        });
    }
    tally
}

/// The forces of each block.
fn forces(tally: &Tally) -> Vec<&CellForce> {
    tally.blocks().map(|block| &block.force).collect()
}

/// Largest difference from `exact` over the bins, after removing the mean over each piece.
fn largest_error(
    fit: &ForceFit,
    grid: &Grid,
    visits: &[u64],
    exact: impl Fn(&[f64]) -> f64,
) -> f64 {
    let points = grid.points();
    let off = |bin: usize| Some(fit.energy[bin]? - exact(&points[bin]));
    let mut largest = 0.0_f64;
    for piece in 0..fit.pieces() {
        let bins = || (0..grid.len()).filter(move |bin| fit.piece[*bin] == Some(piece));
        let weight: u64 = bins().map(|bin| visits[bin]).sum();
        let shares = bins().map(|bin| off(bin).unwrap() * visits[bin] as f64);
        let mean = shares.sum::<f64>() / weight as f64;
        largest = bins().fold(largest, |most, bin| {
            most.max((off(bin).unwrap() - mean).abs())
        });
    }
    largest
}

/// A ripple of the force that a flight of 0.8 leaps over.
fn ripple(x: f64) -> f64 {
    libm::cos(x / 0.05)
}

/// The region cuts the data where they are densest, and in the midst of a ripple. Cells that end
/// there as abruptly leave a force; a margin removes it.
#[test]
fn a_cut_through_a_ripple_leaves_no_force() {
    let grid = Grid::new(&[-1.5], &[1.5], &[150]);
    let fit = |margin: f64| {
        let (lower, upper) = (-1.5 - margin, 1.5 + margin);
        let cells = Grid::new(&[lower], &[upper], &[300]);
        let tally = tally(7, 8, 40_000, &cells, |random| {
            let x = 1.6 * random.normal();
            [vec![x], vec![x + ripple(x)]]
        });
        let visits = vec![1; grid.len()];
        let fit =
            force_regression(&forces(&tally), &cells, &grid, &visits, &[0.8], 0.4, &[]).unwrap();
        assert_eq!(fit.finest, [1.2000000000000002]);
        largest_error(&fit, &grid, &visits, |q| 0.5 * q[0] * q[0])
    };
    let [cut, faded] = [0.0, 1.6].map(fit);
    assert!(cut > 0.02 && faded < 0.01, "{cut} and {faded}");
}

#[test]
fn two_wells_that_no_walker_joins_have_a_constant_each() {
    let cells = Grid::new(&[-3.0], &[3.0], &[300]);
    let grid = Grid::new(&[-3.0], &[3.0], &[120]);
    let tally = tally(7, 4, 50_000, &cells, |random| {
        let side = if random.uniform() < 0.5 { -2.0 } else { 2.0 };
        let x = side + 0.3 * (random.uniform() - 0.5);
        [vec![x], vec![4.0 * (x - side) + random.normal()]]
    });
    let mut visits = vec![0; grid.len()];
    for (q, visits) in grid.points().iter().zip(&mut visits) {
        *visits = u64::from((q[0].abs() - 2.0).abs() < 0.15);
    }
    let fit = force_regression(&forces(&tally), &cells, &grid, &visits, &[0.05], 1.0, &[]).unwrap();
    assert_eq!(fit.pieces(), 2);
    let wells = |q: &[f64]| 2.0 * (q[0].abs() - 2.0) * (q[0].abs() - 2.0);
    let error = largest_error(&fit, &grid, &visits, wells);
    assert!(error < 0.01, "{error}");
    let known = fit.energy.iter().zip(&visits);
    assert!(known.into_iter().all(|(u, n)| u.is_some() == (*n > 0)));
}

/// In the plane, with noise that is correlated and much stronger in one direction.
#[test]
fn in_the_plane_it_finds_the_potential_within_its_errors() {
    let cells = Grid::new(&[-1.0; 2], &[1.0; 2], &[40; 2]);
    let grid = Grid::new(&[-1.0; 2], &[1.0; 2], &[30; 2]);
    let tally = tally(7, 8, 100_000, &cells, |random| {
        let [x, y] = [(); 2].map(|()| 2.0 * random.uniform() - 1.0);
        let (a, b) = (random.normal(), random.normal());
        let (fx, fy) = (3.0 * libm::cos(3.0 * x) + y, x - 2.0 * y);
        [vec![x, y], vec![fx + 3.0 * a, fy + a + 0.3 * b]]
    });
    let visits = vec![1; grid.len()];
    let fit =
        force_regression(&forces(&tally), &cells, &grid, &visits, &[0.1; 2], 1.0, &[]).unwrap();
    let exact = |q: &[f64]| libm::sin(3.0 * q[0]) + q[0] * q[1] - q[1] * q[1];
    let error = largest_error(&fit, &grid, &visits, exact);
    assert!(error < 0.02, "{error}");
    let mut slope = [0.0; 2];
    fit.surface.at(&[0.3, -0.4], &mut slope);
    assert!(
        (slope[0] - 3.0 * libm::cos(0.9) + 0.4).abs() < 0.05,
        "{slope:?}"
    );
}

/// Bands of two errors by chance hold as often as they say, over independent repetitions.
#[test]
fn errors_by_chance_hold_as_often_as_they_say() {
    let cells = Grid::new(&[-2.0], &[2.0], &[200]);
    let grid = Grid::new(&[-1.5], &[1.5], &[60]);
    let visits = vec![1; grid.len()];
    let (mut inside, mut all) = (0.0, 0.0);
    for repetition in 0..60 {
        let tally = tally(repetition, 8, 2_000, &cells, |random| {
            let x = 4.0 * random.uniform() - 2.0;
            [vec![x], vec![x * x * x - x + random.normal()]]
        });
        let fit =
            force_regression(&forces(&tally), &cells, &grid, &visits, &[0.25], 1.0, &[]).unwrap();
        let exact = |x: f64| 0.25 * x * x * x * x - 0.5 * x * x;
        let points = grid.points();
        let mean = points.iter().map(|q| exact(q[0])).sum::<f64>() / points.len() as f64;
        for (bin, q) in points.iter().enumerate() {
            let off = fit.energy[bin].unwrap() - (exact(q[0]) - mean);
            inside += f64::from(u8::from(off.abs() < 1.96 * fit.chance_error[bin].unwrap()));
            all += 1.0;
        }
    }
    let share = inside / all;
    assert!((0.9..0.99).contains(&share), "{share}");
}

#[test]
fn too_little_data_give_no_potential() {
    let cells = Grid::new(&[-1.0], &[1.0], &[50]);
    let empty = tally(7, 2, 0, &cells, |_| [vec![0.0], vec![0.0]]);
    let few = tally(7, 2, 5, &cells, |_| [vec![0.0], vec![0.0]]);
    let still = tally(7, 2, 500, &cells, |_| [vec![0.1], vec![0.2]]);
    for tally in [&empty, &few, &still, &Tally::default()] {
        assert!(
            force_regression(
                &forces(tally),
                &cells,
                &cells,
                &vec![1; 50],
                &[0.1],
                1.0,
                &[]
            )
            .is_none()
        );
    }
    // No flight, no mesh.
    for flight in [0.0, f64::NAN, f64::INFINITY] {
        let tally = tally(7, 2, 500, &cells, |random| {
            [vec![random.uniform()], vec![random.normal()]]
        });
        assert!(
            force_regression(
                &forces(&tally),
                &cells,
                &cells,
                &vec![1; 50],
                &[flight],
                1.0,
                &[]
            )
            .is_none()
        );
    }
}
