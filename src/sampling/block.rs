//! One block of walkers during a run.

use crate::{CycleDetector, Recorder, RunPlan, WINDOW, WalkerStatus, start};
use additive::TermTally;
use dynamics::{Random, Walkers, Workspace};
use expression::LANES;
use statistics::{
    BlockAverages, BlockTally, CellForce, Grid, History, Observables, Octaves, SEGMENTS, Segment,
    TransitionCounts,
};

/// Displacement of a resampled walker, as a fraction of the displacement by one unresolved kick: it
/// separates the walker from the one it was copied from; chaos does the rest.
const NUDGE: f64 = 1e-6;

/// Consecutive windows without a surviving walker after which a block gives up.
const PATIENCE: u32 = 8;

/// True if a block has given up: no walker survives.
pub fn is_extinct(tally: &BlockTally) -> bool {
    tally.extinct >= PATIENCE
}

/// A block of walkers with its generator and its record. The results do not depend on the thread
/// that advances it, or on the time.
#[derive(Debug)]
pub struct Block {
    walkers: Walkers,
    active: usize,
    random: Random,
    /// The place of each walker at the last observation; before the first, the number for outside.
    places: [u32; LANES],
    tally: BlockTally,
}

/// Working memory of a thread that advances blocks, made once.
#[derive(Debug)]
pub struct BlockWorkspace {
    integrator: Workspace,
    recorder: Recorder,
    cycles: CycleDetector,
}

impl BlockWorkspace {
    /// The buffers for blocks of this plan.
    pub fn new(plan: &RunPlan) -> Self {
        BlockWorkspace {
            integrator: plan.integrator.workspace(),
            recorder: Recorder::new(plan),
            cycles: CycleDetector::new(plan),
        }
    }
}

impl Block {
    /// Block number `block` at its start.
    pub fn new(plan: &RunPlan, block: u32) -> Self {
        let positions = plan.positions.len();
        let momenta = plan.momenta[0].len();
        let d = plan.positions.dimension();
        let segment = Segment::new(positions, momenta, d, Observables::new(d).len());
        let mut new = Block {
            walkers: Walkers::at_rest(d),
            active: plan.active(block),
            random: plan.random(block),
            places: [u32::MAX; LANES],
            tally: BlockTally {
                block,
                windows: 0,
                steps: 0,
                segments: vec![segment; SEGMENTS],
                averages: BlockAverages::default(),
                history: History::new(),
                spread: vec![Octaves::default(); d],
                force: CellForce::new(d, plan.cells.as_ref().map_or(0, Grid::len)),
                terms: Box::new(
                    plan.basis
                        .as_ref()
                        .map_or_else(TermTally::default, TermTally::new),
                ),
                transitions: TransitionCounts::new(plan.places.len()),
                absorbed: 0,
                diverged: 0,
                extinct: 0,
            },
        };
        for lane in 0..LANES {
            new.restart(plan, lane);
        }
        new
    }

    /// True if every window has been made, or no walker survives.
    pub fn finished(&self, plan: &RunPlan) -> bool {
        self.tally.windows >= plan.burn_in + plan.windows || is_extinct(&self.tally)
    }

    /// The record so far.
    pub fn tally(&self) -> &BlockTally {
        &self.tally
    }

    /// A copy of the record for a report. The forces are most of it, and come at the end unless the
    /// potential is learned from them.
    pub fn report(&self, plan: &RunPlan) -> BlockTally {
        let mut report = self.tally.clone();
        if !(plan.from_forces || self.finished(plan)) {
            report.force = CellForce::default();
        }
        if !(plan.is_light() || self.finished(plan)) {
            report.terms = Box::default();
        }
        report
    }

    /// Advances every walker by one window, records the sound ones and replaces the lost ones.
    pub fn advance(&mut self, plan: &RunPlan, workspace: &mut BlockWorkspace) {
        self.walk(plan, workspace);
        let statuses = workspace.cycles.judge();
        workspace
            .recorder
            .flush(&statuses, self.active, plan, &mut self.tally);
        self.follow(&statuses, plan);
        let count = |status: WalkerStatus| {
            statuses[..self.active]
                .iter()
                .filter(|f| **f == status)
                .count() as u64
        };
        if plan.resample {
            self.tally.absorbed += count(WalkerStatus::Absorbed);
            self.tally.diverged += count(WalkerStatus::Diverged);
            self.resample(&statuses, plan);
        } else {
            // Without resampling lost walkers stay lost: these are current numbers, not totals.
            self.tally.absorbed = count(WalkerStatus::Absorbed);
            self.tally.diverged = count(WalkerStatus::Diverged);
            let lost = count(WalkerStatus::Diverged) as usize == self.active;
            self.tally.extinct = if lost { self.tally.extinct + 1 } else { 0 };
        }
        self.tally.windows += 1;
    }

    /// Finds the place of every walker, and counts its transition since the last observation.
    fn follow(&mut self, statuses: &[WalkerStatus; LANES], plan: &RunPlan) {
        let mut places = [0; LANES];
        plan.places.locate(&self.walkers.q, &mut places);
        let recording = plan.segment(self.tally.windows).is_some();
        let inside = plan.places.len();
        for lane in (0..self.active).filter(|&lane| statuses[lane] == WalkerStatus::Alive) {
            let (from, to) = (self.places[lane] as usize, places[lane] as usize);
            if recording {
                self.tally.transitions.add(from, to);
            }
            if to < inside {
                self.places[lane] = places[lane];
            }
        }
    }

    /// Makes the steps of a window with the widest registers of the processor; the width changes no
    /// bit.
    fn walk(&mut self, plan: &RunPlan, workspace: &mut BlockWorkspace) {
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx2") {
            // SAFETY: the check above found the feature.
            return unsafe { self.walk_wide(plan, workspace) };
        }
        self.steps(plan, workspace);
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn walk_wide(&mut self, plan: &RunPlan, workspace: &mut BlockWorkspace) {
        self.steps(plan, workspace);
    }

    #[inline(always)]
    fn steps(&mut self, plan: &RunPlan, workspace: &mut BlockWorkspace) {
        workspace.recorder.clear();
        plan.positions.wrap(&mut self.walkers.q);
        plan.integrator
            .begin(&self.walkers, &mut workspace.integrator);
        for n in 0..WINDOW {
            workspace.recorder.before(n, &self.walkers, plan);
            plan.integrator
                .proceed(&mut self.walkers, &mut workspace.integrator);
            workspace
                .recorder
                .after(n, &self.walkers, &plan.integrator, plan);
            if n >= WINDOW - CycleDetector::LENGTH {
                workspace.cycles.push(&self.walkers);
            }
        }
    }

    /// Fleming–Viot: a lost walker restarts from a random live one (Burdzy, Hołyst & March 2000).
    /// If none is left, all start anew.
    fn resample(&mut self, statuses: &[WalkerStatus; LANES], plan: &RunPlan) {
        let live: Vec<usize> = (0..self.active)
            .filter(|&lane| statuses[lane] == WalkerStatus::Alive)
            .collect();
        self.tally.extinct = if live.is_empty() {
            self.tally.extinct + 1
        } else {
            0
        };
        for lane in (0..self.active).filter(|&lane| statuses[lane] != WalkerStatus::Alive) {
            if live.is_empty() {
                self.restart(plan, lane);
            } else {
                let from = live[self.random.below(live.len())];
                self.walkers.copy(from, lane);
                self.places[lane] = self.places[from];
                for q in &mut self.walkers.q {
                    q[lane] += NUDGE * plan.kick * plan.step * (2.0 * self.random.uniform() - 1.0);
                }
            }
        }
    }

    fn restart(&mut self, plan: &RunPlan, lane: usize) {
        self.places[lane] = u32::MAX;
        let start = start(&plan.initial, &mut self.random);
        self.walkers.place(lane, &start);
    }
}
