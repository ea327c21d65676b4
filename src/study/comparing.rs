//! The last stage of a comparison: its ensembles and portraits, and what they amount to.

use super::players::{HAMILTON, LANGEVIN, plan};
use super::{Comparison, Job, Left, Portrait, Report};
use crate::dynamics::Surface;
use crate::experiment::{Compare, Experiment};
use crate::expression::LANES;
use crate::statistics::Paths;
use std::collections::BTreeMap;

/// A comparison on its way.
pub(super) struct Comparing {
    compare: Compare,
    surface: Option<Surface>,
    /// Walker-steps by run and block.
    steps: BTreeMap<(u32, u32), u64>,
    paths: BTreeMap<u32, Paths>,
    portraits: BTreeMap<u32, Portrait>,
}

impl Comparing {
    /// A comparison of which nothing is done; `surface` is what was learned.
    pub fn new(compare: Compare, surface: Option<Surface>) -> Self {
        Comparing {
            surface: surface.filter(|_| compare.surrogate.is_none()),
            compare,
            steps: BTreeMap::new(),
            paths: BTreeMap::new(),
            portraits: BTreeMap::new(),
        }
    }

    /// Numbers of the potentials: surrogate, original, and perhaps a third.
    fn potentials(&self) -> std::ops::Range<u32> {
        0..if self.compare.third.is_some() { 3 } else { 2 }
    }

    fn blocks(&self) -> u32 {
        self.compare.trajectories.div_ceil(LANES as u32)
    }

    /// The costly blocks first, so that the workers end together.
    pub fn jobs(&self) -> Vec<Job> {
        let job = |run: u32, block: u32| Job {
            run,
            block,
            inverse_mass: Vec::new(),
            friction: Vec::new(),
            steps: 0,
            surface: self.surface.clone().filter(|_| run % LANGEVIN == 0),
        };
        let portraits = self.potentials().rev().map(|p| job(HAMILTON + p, 0));
        let ensembles = self
            .potentials()
            .rev()
            .flat_map(|p| (0..self.blocks()).map(move |block| (p, block)))
            .map(|(p, block)| job(LANGEVIN + p, block));
        portraits.chain(ensembles).collect()
    }

    pub fn absorb(&mut self, report: Report) {
        let run = report.run;
        let per_walker = self.steps_of(run);
        match report.left {
            Left::Underway { block, steps } => {
                self.steps.insert((run, block), steps);
            }
            Left::Path(tally) => {
                let walkers = tally.trajectories + tally.diverged;
                self.steps.insert((run, tally.block), walkers * per_walker);
                self.paths.entry(run).or_default().insert(tally);
            }
            Left::Portrait(portrait) => {
                let walkers = portrait.energy_error.len() as u64;
                self.steps.insert((run, 0), walkers * per_walker);
                self.portraits.insert(run, portrait);
            }
            Left::Walkers(_) => {}
        }
    }

    /// Steps of one trajectory of a run.
    fn steps_of(&self, run: u32) -> u64 {
        let substeps = if run % LANGEVIN == 0 {
            1
        } else {
            self.compare.substeps()
        };
        self.compare.samples() as u64 * u64::from(substeps)
    }

    pub fn steps(&self) -> u64 {
        self.steps.values().sum()
    }

    pub fn total(&self) -> u64 {
        let starts = self
            .compare
            .starts
            .split(';')
            .filter(|s| !s.trim().is_empty());
        let starts = starts.count() as u64;
        self.potentials()
            .map(|p| {
                u64::from(self.compare.trajectories) * self.steps_of(LANGEVIN + p)
                    + starts * self.steps_of(HAMILTON + p)
            })
            .sum()
    }

    pub fn complete(&self) -> bool {
        self.potentials().all(|p| {
            let paths = self.paths.get(&(LANGEVIN + p));
            let blocks = paths.map_or(0, |paths| paths.blocks().count());
            blocks == self.blocks() as usize && self.portraits.contains_key(&(HAMILTON + p))
        })
    }

    pub fn outcome<const D: usize>(&self, experiment: &Experiment) -> Comparison {
        let _ = plan::<D>(experiment, &self.compare);
        todo!()
    }
}
