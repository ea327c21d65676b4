//! The rows in cells, batch by batch, and some series of them as they are.

use crate::plan::FitPlan;
use expression::{LANES, Lanes, Vectors};
use sampling::SERIES;
use statistics::CellForce;

/// Batches of successive rows, whose scatter gives the errors, and the fewest rows of one.
const BATCHES: u64 = 32;
const FEWEST: u64 = 200;
/// Series of successive rows that are kept for the residual force: as many as a run probes.
const KEPT: u64 = 256;

/// The rows as the regression takes them.
#[derive(Clone, Debug)]
pub struct Gathered {
    /// The forces of each batch of successive rows.
    pub batches: Vec<CellForce>,
    /// Rows in each bin, and outside all of them.
    pub visits: Vec<u64>,
    pub outside: u64,
    /// Positions and `∇V` of consecutive series of [`SERIES`] rows each.
    pub positions: Vectors,
    pub forces: Vectors,
    rows: u64,
    taken: u64,
    /// Rows that wait for a block to be full.
    waiting: usize,
    q: Vec<Lanes>,
    g: Vec<Lanes>,
}

impl Gathered {
    /// Empty batches for this many rows.
    pub fn new(plan: &FitPlan, rows: u64) -> Self {
        let d = plan.bins.dimension();
        let batches = (rows / FEWEST).clamp(2, BATCHES);
        let zero = vec![Lanes::splat(0.0); d];
        Gathered {
            batches: vec![CellForce::new(d, plan.cells.len()); batches as usize],
            visits: vec![0; plan.bins.len()],
            outside: 0,
            positions: Vectors::new(d),
            forces: Vectors::new(d),
            rows,
            taken: 0,
            waiting: 0,
            q: zero.clone(),
            g: zero,
        }
    }

    /// Adds the next row, of a position and `∇V` there.
    pub fn add(&mut self, plan: &FitPlan, q: &[f64], g: &[f64]) {
        for axis in 0..q.len() {
            self.q[axis][self.waiting] = q[axis];
            self.g[axis][self.waiting] = g[axis];
        }
        self.waiting += 1;
        if self.waiting == LANES
            || self.batch(self.taken) != self.batch(self.taken + self.waiting as u64)
        {
            self.flush(plan);
        }
    }

    /// Adds the rows that wait.
    pub fn flush(&mut self, plan: &FitPlan) {
        let lanes: Vec<usize> = (0..self.waiting).collect();
        let mut numbers = [0; LANES];
        plan.bins.wrap(&mut self.q);
        plan.bins.locate(&self.q, &mut numbers);
        for lane in 0..self.waiting {
            match self.visits.get_mut(numbers[lane] as usize) {
                Some(count) => *count += 1,
                None => self.outside += 1,
            }
        }
        plan.cells.locate(&self.q, &mut numbers);
        let batch = self.batch(self.taken);
        self.batches[batch].add(&numbers, &self.q, &self.g, &lanes);
        for lane in lanes {
            if self.is_kept(self.taken + lane as u64) {
                self.positions.push(self.q.iter().map(|q| q[lane]));
                self.forces.push(self.g.iter().map(|g| g[lane]));
            }
        }
        self.taken += self.waiting as u64;
        self.waiting = 0;
    }

    fn batch(&self, row: u64) -> usize {
        let batches = self.batches.len() as u64;
        (row.min(self.rows.saturating_sub(1)) * batches / self.rows.max(1)) as usize
    }

    /// True if a row belongs to one of the series, which are spread evenly over all rows.
    fn is_kept(&self, row: u64) -> bool {
        let length = SERIES as u64;
        let series = (self.rows / length).min(KEPT);
        if series == 0 || row >= self.rows {
            return false;
        }
        let apart = self.rows / series;
        row % apart < length && row / apart < series
    }
}
