//! Walkers of a run once more, step by step, for the eye.

use crate::{CycleDetector, Job, Population, RunPlan, WINDOW, resolved};
use dynamics::{Walkers, Workspace};
use experiment::{Experiment, Problems};
use expression::{LANES, Lanes, Potential};
use statistics::Grid;
use std::collections::VecDeque;

/// Walkers that are shown.
pub const SHOWN: usize = 12;
/// Places that are counted along a single coordinate, and steps of a trail in several.
const PLACES: u32 = 64;
const TRAIL: usize = 24;

/// The block of a job, replayed: the same plan, the same generator and so the same bits, but one step
/// at a time, and without a record. Walkers moved by hand are copies, from which nothing follows.
#[derive(Debug)]
pub struct Replay {
    plan: RunPlan,
    block: u32,
    population: Population,
    workspace: Workspace,
    cycles: CycleDetector,
    made: u64,
    /// The share of the last step that is over.
    share: f64,
    followed: usize,
    /// The walkers before the last step and after it, when none has been resampled.
    before: Walkers,
    after: Walkers,
    /// Positions of the shown walkers after the last steps, in several dimensions.
    trail: VecDeque<Vec<Lanes>>,
    places: Option<Grid>,
    visits: Vec<u32>,
    copies: Copies,
}

/// Copies of shown walkers, in the lanes of their originals.
#[derive(Debug)]
struct Copies {
    walkers: Walkers,
    workspace: Workspace,
    present: [bool; SHOWN],
    /// The one in the hand.
    held: Option<usize>,
}

/// The last step of all walkers of a block, by coordinate; no coordinate jumps within it where it is
/// periodic.
pub struct LastStep {
    pub from: Vec<Lanes>,
    pub to: Vec<Lanes>,
}

impl Replay {
    /// The block of a job of this experiment at its start.
    ///
    /// # Errors
    /// If the experiment is invalid.
    pub fn new(experiment: &Experiment, job: &Job) -> Result<Self, Problems> {
        let experiment = resolved(experiment.clone())?;
        let plan = RunPlan::new(&job.part(&experiment), &job.setup(&experiment)?)?;
        let population = Population::new(&plan, job.block);
        let places = (plan.positions.dimension() == 1).then(|| {
            let [lower, upper] = plan.positions.interval(0);
            Grid::new(&[lower], &[upper], &[PLACES]).wrapped(&plan.positions.periodic())
        });
        Ok(Replay {
            block: job.block,
            workspace: plan.integrator.workspace(),
            cycles: CycleDetector::new(&plan),
            made: 0,
            share: 1.0,
            followed: 0,
            before: population.walkers.clone(),
            after: population.walkers.clone(),
            trail: VecDeque::new(),
            visits: vec![0; places.as_ref().map_or(0, Grid::len)],
            places,
            copies: Copies {
                walkers: population.walkers.clone(),
                workspace: plan.integrator.workspace(),
                present: [false; SHOWN],
                held: None,
            },
            population,
            plan,
        })
    }

    /// Goes on to a moment, counted in steps, by at most `most` of them. Within a step the share of it
    /// that is over is known. Returns the moment reached.
    pub fn advance(&mut self, to: f64, most: u32) -> f64 {
        for _ in 0..most {
            if self.made as f64 >= to {
                break;
            }
            self.step();
        }
        let made = self.made as f64;
        let is_within = to > made - 1.0 && to < made;
        self.share = if is_within { to - made + 1.0 } else { 1.0 };
        if is_within { to } else { made }
    }

    fn step(&mut self) {
        let Replay {
            plan, population, ..
        } = self;
        let n = (self.made % WINDOW as u64) as usize;
        if n == 0 {
            plan.positions.wrap(&mut population.walkers.q);
        }
        self.before.clone_from(&population.walkers);
        // A step at a time has the bits of many in a row.
        plan.integrator
            .step(&mut population.walkers, &mut self.workspace);
        self.cycles.watch(n, &population.walkers);
        self.after.clone_from(&population.walkers);
        self.made += 1;
        self.copies.step(plan);
        self.remember();
        if n + 1 == WINDOW {
            let statuses = self.cycles.judge();
            if self.plan.resample {
                self.population.resample(&statuses, &self.plan);
            }
        }
    }

    /// Counts the places of the shown walkers, or keeps them for their trails.
    fn remember(&mut self) {
        let walkers = &self.population.walkers;
        match &self.places {
            Some(places) => {
                let mut found = [0; LANES];
                places.locate(&walkers.q, &mut found);
                for place in &found[..self.shown()] {
                    if let Some(visits) = self.visits.get_mut(*place as usize) {
                        *visits += 1;
                    }
                }
            }
            None => {
                let mut q = match self.trail.len() {
                    TRAIL => self.trail.pop_front().unwrap_or_default(),
                    _ => Vec::new(),
                };
                q.clone_from(&walkers.q);
                self.plan.positions.wrap(&mut q);
                self.trail.push_back(q);
            }
        }
    }

    /// Chooses the walker that is followed.
    pub fn follow(&mut self, lane: usize) {
        self.followed = lane.min(self.shown().saturating_sub(1));
    }

    /// The walker that is followed.
    pub fn followed(&self) -> usize {
        self.followed
    }

    /// Number of shown walkers, the first of the block.
    pub fn shown(&self) -> usize {
        self.population.active.min(SHOWN)
    }

    /// The share of the last step that is over, above zero.
    pub fn share(&self) -> f64 {
        self.share
    }

    /// Steps made, the last of which may be under way.
    pub fn made(&self) -> u64 {
        self.made
    }

    /// The plan of the run.
    pub fn plan(&self) -> &RunPlan {
        &self.plan
    }

    /// Number of the block in its run.
    pub fn block(&self) -> u32 {
        self.block
    }

    /// The potential under which they walk.
    pub fn potential(&self) -> &Potential {
        self.plan.integrator.potential()
    }

    /// The walkers as the run has them after the steps made.
    pub fn walkers(&self) -> &Walkers {
        &self.population.walkers
    }

    /// The momenta of the walkers before the last step.
    pub fn momenta_before(&self) -> &[Lanes] {
        &self.before.p
    }

    /// Counts of the shown walkers in equal parts of the region, in one dimension.
    pub fn visits(&self) -> &[u32] {
        &self.visits
    }

    /// Positions after the last steps, the latest last, in several dimensions.
    pub fn trail(&self) -> &VecDeque<Vec<Lanes>> {
        &self.trail
    }

    /// The last step of the walkers; before the first, they stand.
    pub fn last_step(&self) -> LastStep {
        let mut last = LastStep {
            from: self.before.q.clone(),
            to: self.after.q.clone(),
        };
        let mut home = last.from.clone();
        self.plan.positions.wrap(&mut home);
        for i in 0..home.len() {
            for lane in 0..LANES {
                let turns = home[i][lane] - last.from[i][lane];
                for place in [&mut last.from, &mut last.to] {
                    place[i][lane] += turns;
                }
            }
        }
        last
    }

    /// The lanes and positions of the copies.
    pub fn copies(&self) -> impl Iterator<Item = (usize, Vec<f64>)> {
        let mut q = self.copies.walkers.q.clone();
        self.plan.positions.wrap(&mut q);
        let there = (0..self.shown()).filter(|lane| self.copies.present[*lane]);
        there.map(move |lane| (lane, q.iter().map(|q| q[lane]).collect()))
    }

    /// Holds a copy of a walker at a place, at rest.
    pub fn hold(&mut self, lane: usize, place: &[f64]) {
        if lane < self.shown() && place.len() == self.before.dimension() {
            self.copies.present[lane] = true;
            self.copies.held = Some(lane);
            self.copies.put(lane, place);
        }
    }

    /// Lets go of the copy in the hand.
    pub fn release(&mut self) {
        self.copies.held = None;
    }
}

impl Copies {
    fn put(&mut self, lane: usize, place: &[f64]) {
        let rest = vec![0.0; place.len()];
        self.walkers.place(lane, &[place.to_vec(), rest]);
    }

    fn step(&mut self, plan: &RunPlan) {
        if !self.present.contains(&true) {
            return;
        }
        let held = self.held.map(|lane| (lane, self.place(lane)));
        plan.integrator.step(&mut self.walkers, &mut self.workspace);
        if let Some((lane, place)) = held {
            self.put(lane, &place);
        }
        for lane in 0..SHOWN {
            self.present[lane] &= self.place(lane).iter().all(|x| x.is_finite());
        }
    }

    fn place(&self, lane: usize) -> Vec<f64> {
        self.walkers.q.iter().map(|q| q[lane]).collect()
    }
}
