//! Trajectories to learn from: positions and forces of walkers, row by row.

use nalgebra::DMatrix;
use std::fmt::Write as _;
use stepsieve::dynamics::{Random, Walkers};
use stepsieve::experiment::{Experiment, Link};
use stepsieve::expression::LANES;
use stepsieve::sampling::{RunPlan, Setup, start};

/// Steps that no row records.
const BURN_IN: usize = 4096;

/// Rows of a position and `∇V` there: every step of a walker in the order of time, and walker after
/// walker.
pub struct Walk {
    pub dimension: usize,
    pub rows: Vec<f64>,
}

pub fn experiment(link: &str) -> Experiment {
    let (link, problems) = Link::read(link);
    assert_eq!(problems, []);
    link.experiment
}

impl Walk {
    /// `steps` steps of a block of walkers, with the friction `Z/2`, or that of the experiment where
    /// `Z` is unknown.
    pub fn new(link: &str, seed: u64, noise: Option<&[&[f64]]>, steps: usize) -> Self {
        let experiment = experiment(link);
        let d = experiment.dimension();
        let plain = Setup::plain(d, experiment.friction.unwrap_or(0.1), 1 << 30);
        let friction = noise.map(|z| DMatrix::from_fn(d, d, |i, j| 0.5 * z[i][j]));
        let setup = Setup {
            friction: friction.unwrap_or(plain.friction.clone()),
            ..plain
        };
        let plan = RunPlan::new(&experiment, &setup).unwrap();
        let mut random = Random::new(seed, 0);
        let mut walkers = Walkers::at_rest(d);
        for lane in 0..LANES {
            walkers.place(lane, &start(&plan.initial, &mut random));
        }
        let mut of_walker = vec![Vec::new(); LANES];
        let mut workspace = plan.integrator.workspace();
        plan.integrator.begin(&walkers, &mut workspace);
        for step in 0..BURN_IN + steps {
            let before = walkers.p.clone();
            plan.integrator.proceed(&mut walkers, &mut workspace);
            if step < BURN_IN {
                continue;
            }
            let (mut middle, mut force) = (before.clone(), before.clone());
            plan.integrator
                .half_step(&before, &walkers, &mut middle, &mut force);
            for (lane, rows) in of_walker.iter_mut().enumerate() {
                rows.extend(middle.iter().chain(&force).map(|x| x[lane]));
            }
        }
        // Those that blow up are no trajectory.
        of_walker.retain(|rows| rows.iter().all(|x| x.abs() < 1e6));
        Walk {
            dimension: d,
            rows: of_walker.concat(),
        }
    }

    /// As a NumPy array.
    pub fn npy(&self) -> Vec<u8> {
        let width = 2 * self.dimension;
        let shape = format!("({}, {width})", self.rows.len() / width);
        let header = format!("{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}\n");
        let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
        bytes.extend((header.len() as u16).to_le_bytes());
        bytes.extend(header.as_bytes());
        bytes.extend(self.rows.iter().flat_map(|x| x.to_le_bytes()));
        bytes
    }

    /// As a text table with these names, the forces times `sign`.
    pub fn csv(&self, names: &str, sign: f64) -> String {
        let mut text = format!("{names}\n");
        for row in self.rows.chunks(2 * self.dimension) {
            let (q, g) = row.split_at(self.dimension);
            let numbers = q.iter().copied().chain(g.iter().map(|g| sign * g));
            let numbers: Vec<String> = numbers.map(|x| x.to_string()).collect();
            let _ = writeln!(text, "{}", numbers.join(","));
        }
        text
    }
}
