//! The status of each walker at a window's end.

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
}

impl CycleDetector {
    /// Steps at the end of a window to pass to [`CycleDetector::push`].
    pub const LENGTH: usize = PERIODS + SPAN;

    /// `kick` is the size of one step's unresolved change of momentum and `step` the step size;
    /// a walker outside `bounds` counts as diverged.
    pub fn new(kick: f64, step: f64, bounds: Vec<[f64; 2]>) -> Self {
        CycleDetector {
            states: vec![Walkers::at_rest(bounds.len()); Self::LENGTH],
            stored: 0,
            momentum_near: NEAR * kick,
            position_near: kick * step,
            bounds,
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
        let statuses = std::array::from_fn(|lane| {
            if self.diverged(lane) {
                WalkerStatus::Diverged
            } else if self.stored == Self::LENGTH && (1..=PERIODS).any(|k| self.repeats(lane, k)) {
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

    /// True if the walker returns after `period` steps, every time.
    fn repeats(&self, lane: usize, period: usize) -> bool {
        let near = |now: &Walkers, then: &Walkers| {
            (0..self.bounds.len()).all(|i| {
                (now.p[i][lane] - then.p[i][lane]).abs() <= self.momentum_near
                    && (now.q[i][lane] - then.q[i][lane]).abs() <= self.position_near
            })
        };
        (PERIODS..Self::LENGTH).all(|n| near(&self.states[n], &self.states[n - period]))
    }
}
