//! The status of each walker at a window's end.

use dynamics::Walkers;
use expression::LANES;

/// What has become of a walker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WalkerStatus {
    /// It moves on.
    Alive,
    /// An attracting island of the map has swallowed it (METHOD errata 4).
    Absorbed,
    /// It has blown up (METHOD errata 5).
    Diverged,
}

/// The fate of every walker of a block.
pub type WalkerStatuses = [WalkerStatus; LANES];

/// Longest period of a cycle that is looked for.
const PERIODS: usize = 16;
/// Steps over which a cycle must hold.
const SPAN: usize = 32;
/// How near a return must be, in units of one step's unresolved kick.
const NEAR: f64 = 0.25;

/// The last steps of a window, in which cycles are looked for.
///
/// The unresolved scale kicks a chaotic walker by a random amount at every step, so its momentum
/// cannot come back to within a fraction of one kick, after the same number of steps, for 32
/// steps in a row. A walker in an island does just that.
#[derive(Debug)]
pub struct CycleDetector<const D: usize> {
    states: Vec<Walkers<D>>,
    momentum_near: f64,
    position_near: f64,
    bounds: [[f64; 2]; D],
}

impl<const D: usize> CycleDetector<D> {
    /// Steps at the end of a window that must be shown to [`CycleDetector::push`].
    pub const LENGTH: usize = PERIODS + SPAN;

    /// `kick` is the size of one step's unresolved change of momentum and `step` the step size;
    /// a walker outside `bounds` counts as diverged.
    pub fn new(kick: f64, step: f64, bounds: [[f64; 2]; D]) -> Self {
        CycleDetector {
            states: Vec::with_capacity(Self::LENGTH),
            momentum_near: NEAR * kick,
            position_near: kick * step,
            bounds,
        }
    }

    /// Keeps one state.
    pub fn push(&mut self, walkers: &Walkers<D>) {
        self.states.push(walkers.clone());
    }

    /// Judges every walker by the states kept, and forgets them.
    pub fn judge(&mut self) -> WalkerStatuses {
        let fates = std::array::from_fn(|lane| {
            if self.diverged(lane) {
                WalkerStatus::Diverged
            } else if self.states.len() == Self::LENGTH
                && (1..=PERIODS).any(|k| self.repeats(lane, k))
            {
                WalkerStatus::Absorbed
            } else {
                WalkerStatus::Alive
            }
        });
        self.states.clear();
        fates
    }

    fn diverged(&self, lane: usize) -> bool {
        let inside = |last: &Walkers<D>| {
            (0..D).all(|i| {
                let [lower, upper] = self.bounds[i];
                last.q[i][lane] >= lower && last.q[i][lane] <= upper && last.p[i][lane].is_finite()
            })
        };
        !self.states.last().is_none_or(inside)
    }

    /// True if the walker has come back after `period` steps, every time.
    fn repeats(&self, lane: usize, period: usize) -> bool {
        let near = |now: &Walkers<D>, then: &Walkers<D>| {
            (0..D).all(|i| {
                (now.p[i][lane] - then.p[i][lane]).abs() <= self.momentum_near
                    && (now.q[i][lane] - then.q[i][lane]).abs() <= self.position_near
            })
        };
        (PERIODS..Self::LENGTH).all(|n| near(&self.states[n], &self.states[n - period]))
    }
}
