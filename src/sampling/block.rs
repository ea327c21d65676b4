//! One block of walkers during a run.

use crate::{CycleDetector, Population, Recorder, RunPlan, WINDOW, WalkerStatus};
use additive::TermTally;
use dynamics::{Walkers, Workspace};
use expression::LANES;
use statistics::{
    BlockAverages, BlockTally, CellForce, Grid, History, Observables, Octaves, SEGMENTS, Segment,
    TransitionCounts,
};

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
    population: Population,
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
        Block {
            population: Population::new(plan, block),
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
        }
    }

    /// The walkers.
    pub fn walkers(&self) -> &Walkers {
        &self.population.walkers
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
        let active = self.population.active;
        workspace
            .recorder
            .flush(&statuses, active, plan, &mut self.tally);
        self.follow(&statuses, plan);
        let count = |status: WalkerStatus| {
            statuses[..active].iter().filter(|f| **f == status).count() as u64
        };
        if plan.resample {
            self.tally.absorbed += count(WalkerStatus::Absorbed);
            self.tally.diverged += count(WalkerStatus::Diverged);
            let lost = !self.population.resample(&statuses, plan);
            self.count_extinct(lost);
        } else {
            // Without resampling lost walkers stay lost: these are current numbers, not totals.
            self.tally.absorbed = count(WalkerStatus::Absorbed);
            self.tally.diverged = count(WalkerStatus::Diverged);
            self.count_extinct(count(WalkerStatus::Diverged) as usize == active);
        }
        self.tally.windows += 1;
    }

    /// Counts the windows in a row without a surviving walker.
    fn count_extinct(&mut self, lost: bool) {
        self.tally.extinct = if lost { self.tally.extinct + 1 } else { 0 };
    }

    /// Finds the place of every walker, and counts its transition since the last observation.
    fn follow(&mut self, statuses: &[WalkerStatus; LANES], plan: &RunPlan) {
        let Population {
            walkers,
            active,
            places: before,
            ..
        } = &mut self.population;
        let mut places = [0; LANES];
        plan.places.locate(&walkers.q, &mut places);
        let recording = plan.segment(self.tally.windows).is_some();
        let inside = plan.places.len();
        for lane in (0..*active).filter(|&lane| statuses[lane] == WalkerStatus::Alive) {
            let (from, to) = (before[lane] as usize, places[lane] as usize);
            if recording {
                self.tally.transitions.add(from, to);
            }
            if to < inside {
                before[lane] = places[lane];
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
        let walkers = &mut self.population.walkers;
        workspace.recorder.clear();
        plan.positions.wrap(&mut walkers.q);
        plan.integrator.begin(walkers, &mut workspace.integrator);
        for n in 0..WINDOW {
            workspace.recorder.before(n, walkers, plan);
            plan.integrator.proceed(walkers, &mut workspace.integrator);
            workspace.recorder.after(n, walkers, &plan.integrator, plan);
            workspace.cycles.watch(n, walkers);
        }
    }
}
