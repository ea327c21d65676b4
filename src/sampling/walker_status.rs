//! The status of each walker at a window's end.

use crate::{RunPlan, WINDOW};
use dynamics::Walkers;
use expression::LANES;

/// The status of a walker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WalkerStatus {
    /// It keeps moving.
    Alive,
    /// Swallowed by an attracting island of the map (METHOD errata 4).
    Absorbed,
    /// Blown up (METHOD errata 5).
    Diverged,
}

/// The status of every walker of a block.
pub type WalkerStatuses = [WalkerStatus; LANES];

/// Longest period of a detectable cycle.
const PERIODS: usize = 16;
/// Steps over which a cycle must hold.
const SPAN: usize = 32;
/// Largest distance of a return, in units of one step's unresolved kick.
const NEAR: f64 = 0.25;

/// Detects cycles in the last steps of a window.
///
/// The unresolved scale kicks a chaotic walker by a random amount at every step, so its momentum
/// cannot return to within a fraction of one kick, after the same number of steps, for 32 steps in
/// a row. A walker in an island does just that.
#[derive(Debug)]
pub struct CycleDetector {
    /// The last states, and the number stored.
    states: Vec<Walkers>,
    stored: usize,
    momentum_near: f64,
    position_near: f64,
    bounds: Vec<[f64; 2]>,
    /// Period of each coordinate that has one.
    periods: Vec<Option<f64>>,
}

impl CycleDetector {
    /// Steps at the end of a window to pass to [`CycleDetector::push`].
    pub const LENGTH: usize = PERIODS + SPAN;

    /// A detector for the walkers of a plan; one outside its bounds counts as diverged.
    pub fn new(plan: &RunPlan) -> Self {
        let d = plan.bounds.len();
        CycleDetector {
            states: vec![Walkers::at_rest(d); Self::LENGTH],
            stored: 0,
            momentum_near: NEAR * plan.kick,
            position_near: plan.kick * plan.step,
            bounds: plan.bounds.clone(),
            periods: (0..d).map(|axis| plan.positions.period(axis)).collect(),
        }
    }

    /// Stores the state after step `n` of a window, if it is one of the last.
    #[inline(always)]
    pub fn watch(&mut self, n: usize, walkers: &Walkers) {
        if n >= WINDOW - Self::LENGTH {
            self.push(walkers);
        }
    }

    /// Stores one state.
    pub fn push(&mut self, walkers: &Walkers) {
        let state = &mut self.states[self.stored];
        state.q.copy_from_slice(&walkers.q);
        state.p.copy_from_slice(&walkers.p);
        self.stored += 1;
    }

    /// Determines every walker's status from the stored states, and clears them.
    pub fn judge(&mut self) -> WalkerStatuses {
        let mut cyclic = [false; LANES];
        if self.stored == Self::LENGTH {
            (1..=PERIODS).for_each(|period| self.find_cycles(period, &mut cyclic));
        }
        let statuses = std::array::from_fn(|lane| {
            if self.diverged(lane) {
                WalkerStatus::Diverged
            } else if cyclic[lane] {
                WalkerStatus::Absorbed
            } else {
                WalkerStatus::Alive
            }
        });
        self.stored = 0;
        statuses
    }

    fn diverged(&self, lane: usize) -> bool {
        let Some(last) = self.states[..self.stored].last() else {
            return false;
        };
        let inside = self.bounds.iter().enumerate().all(|(i, [lower, upper])| {
            last.q[i][lane] >= *lower && last.q[i][lane] <= *upper && last.p[i][lane].is_finite()
        });
        !inside
    }

    /// Marks the walkers in a cycle of this period. Hardly any walker returns twice in a row, so
    /// few remain once the first and the last momenta are compared, all walkers at a time.
    fn find_cycles(&self, period: usize, cyclic: &mut [bool; LANES]) {
        let mut candidates = [true; LANES];
        for n in [PERIODS, Self::LENGTH - 1] {
            let (now, then) = (&self.states[n], &self.states[n - period]);
            for (now, then) in now.p.iter().zip(&then.p) {
                for lane in 0..LANES {
                    candidates[lane] &= (now[lane] - then[lane]).abs() <= self.momentum_near;
                }
            }
        }
        for lane in (0..LANES).filter(|&lane| candidates[lane]) {
            cyclic[lane] |= self.repeats(lane, period);
        }
    }

    /// True if the walker returns after `period` steps, every time.
    fn repeats(&self, lane: usize, period: usize) -> bool {
        let near = |now: &Walkers, then: &Walkers| {
            (0..self.bounds.len()).all(|i| {
                (now.p[i][lane] - then.p[i][lane]).abs() <= self.momentum_near
                    && self.distance(i, now.q[i][lane] - then.q[i][lane]) <= self.position_near
            })
        };
        (PERIODS..Self::LENGTH).all(|n| near(&self.states[n], &self.states[n - period]))
    }

    /// The distance of two positions that differ by so much, on the circle of a periodic coordinate.
    fn distance(&self, axis: usize, difference: f64) -> f64 {
        let way = difference.abs();
        match self.periods[axis] {
            Some(period) => {
                let rest = way - period * (way / period).floor();
                rest.min(period - rest)
            }
            None => way,
        }
    }
}
