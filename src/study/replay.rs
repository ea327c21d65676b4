//! Walkers of a run once more, step by step, for the eye.

use crate::Study;
use dynamics::{Walkers, Workspace};
use experiment::{Experiment, Problems};
use expression::{LANES, Lanes, Potential};
use nalgebra::DMatrix;
use sampling::{CycleDetector, Job, Population, RunPlan, Setup, WINDOW, resolved};
use statistics::Grid;
use std::collections::VecDeque;

/// Walkers that are shown.
const SHOWN: usize = 12;
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

impl Replay {
    /// The first block of an experiment's study at its start: of its first run, or in a scan of the one
    /// whose step is nearest to the experiment's own; of a study that has calibrated its friction, of
    /// the run that learns with it.
    ///
    /// # Errors
    /// The problems of the experiment.
    pub fn new(experiment: &Experiment, calibrated: Option<&[Vec<f64>]>) -> Result<Self, Problems> {
        let jobs = Study::new(experiment.clone())?.jobs();
        let far = |job: &Job| {
            let step = job.step.unwrap_or(experiment.step);
            libm::log(step / experiment.step).abs()
        };
        let first = jobs.iter().filter(|job| job.block == 0);
        let nearest = first.min_by(|a, b| far(a).total_cmp(&far(b)));
        let d = experiment.dimension();
        let learning = calibrated.and_then(|friction| {
            let setup = Setup {
                friction: DMatrix::from_fn(d, d, |i, j| friction[i][j]),
                ..Setup::plain(d, 1.0, experiment.steps)
            };
            Job::of(&setup, 0..1).next()
        });
        let job = learning.as_ref().or(nearest).unwrap_or(&jobs[0]);
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
                if self.trail.len() == TRAIL {
                    self.trail.pop_front();
                }
                self.trail.push_back(walkers.q.clone());
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

    /// The momentum of a walker before its last step along a coordinate.
    pub fn momentum_before(&self, lane: usize, axis: usize) -> f64 {
        self.before.p[axis][lane]
    }

    /// Counts of the shown walkers in equal parts of the region, in one dimension.
    pub fn visits(&self) -> &[u32] {
        &self.visits
    }

    /// A coordinate of a walker after its last steps, the latest last, in several dimensions.
    pub fn trail(&self, lane: usize, axis: usize) -> impl Iterator<Item = f64> {
        let trail = self.trail.iter();
        trail.map(move |q| self.home(axis, q[axis][lane]))
    }

    /// The ends of a walker's last step along a coordinate, which does not jump between them where it is
    /// periodic; before the first step both are the start.
    pub fn ends(&self, lane: usize, axis: usize) -> [f64; 2] {
        let ends = [&self.before, &self.after].map(|walkers| walkers.q[axis][lane]);
        let turns = self.home(axis, ends[0]) - ends[0];
        ends.map(|end| end + turns)
    }

    /// A coordinate of a position, moved by whole periods into the region.
    fn home(&self, axis: usize, x: f64) -> f64 {
        let [lower, _] = self.plan.positions.interval(axis);
        match self.plan.positions.period(axis) {
            Some(period) => x - period * ((x - lower) / period).floor(),
            None => x,
        }
    }

    /// The place of a walker within its last step along a coordinate.
    pub fn now(&self, lane: usize, axis: usize) -> f64 {
        let [from, to] = self.ends(lane, axis);
        from + self.share * (to - from)
    }

    /// The lanes of the copies.
    pub fn copies(&self) -> impl Iterator<Item = usize> {
        (0..self.shown()).filter(|lane| self.copies.present[*lane])
    }

    /// A coordinate of a copy.
    pub fn copied(&self, lane: usize, axis: usize) -> f64 {
        self.home(axis, self.copies.walkers.q[axis][lane])
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
