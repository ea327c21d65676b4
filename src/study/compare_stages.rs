//! The last stage of a comparison: its ensembles and portraits, and their differences.

use crate::{Comparison, Cost, Distance, Ensemble, Warning};
use dynamics::Learned;
use experiment::{Compare, Experiment, Initial, Shape, Surrogate};
use expression::{LANES, variables};
use message::{Message, decimals, measured, say};
use sampling::{Job, JobResult, Portrait, Report, RunKind, counted};
use statistics::{Grid, Paths};
use std::collections::BTreeMap;

/// Standard deviations of a normal start that should be where the potential was learned.
const STARTS: f64 = 2.0;
/// Energy error from which a portrait is unreliable: the temperature.
const TOO_FAR: f64 = 1.0;
/// The same for the original, whose steps can be as small as necessary.
const UNRESOLVED: f64 = 0.05;

/// The state of a comparison.
pub(super) struct CompareStages {
    compare: Compare,
    learned: Option<Learned>,
    /// Walker-steps by run and block.
    steps: BTreeMap<(RunKind, u32), u64>,
    /// Computing time by run and block.
    seconds: BTreeMap<(RunKind, u32), f64>,
    paths: BTreeMap<RunKind, Paths>,
    portraits: BTreeMap<RunKind, Portrait>,
}

impl CompareStages {
    /// A new comparison with the learned potential.
    pub fn new(compare: Compare, learned: Option<Learned>) -> Self {
        CompareStages {
            learned: learned.filter(|_| compare.surrogate.is_none()),
            compare,
            steps: BTreeMap::new(),
            seconds: BTreeMap::new(),
            paths: BTreeMap::new(),
            portraits: BTreeMap::new(),
        }
    }

    /// Indices of the potentials: surrogate, original, and an optional third.
    fn potentials(&self) -> std::ops::Range<u32> {
        0..if self.compare.third.is_some() { 3 } else { 2 }
    }

    fn blocks(&self) -> u32 {
        self.compare.trajectories.div_ceil(LANES as u32)
    }

    /// Costly jobs come first: the workers then end together.
    pub fn jobs(&self) -> Vec<Job> {
        let job = |run: RunKind, block: u32| Job {
            run,
            block,
            inverse_mass: Vec::new(),
            friction: Vec::new(),
            steps: 0,
            step: None,
            temperature: None,
            learned: self.learned.clone().filter(|_| is_surrogate(run)),
        };
        let portraits = self
            .potentials()
            .rev()
            .map(|p| job(RunKind::Hamiltonian(p), 0));
        let ensembles = self
            .potentials()
            .rev()
            .flat_map(|p| (0..self.blocks()).map(move |block| (p, block)))
            .map(|(p, block)| job(RunKind::Langevin(p), block));
        portraits.chain(ensembles).collect()
    }

    pub fn absorb(&mut self, report: Report) {
        let run = report.run;
        let per_walker = self.steps_of(run);
        match report.result {
            JobResult::Underway { block, steps } => {
                self.steps.insert((run, block), steps);
            }
            JobResult::Path(tally) => {
                let walkers = tally.trajectories + tally.diverged;
                self.steps.insert((run, tally.block), walkers * per_walker);
                self.seconds.insert((run, tally.block), report.seconds);
                self.paths.entry(run).or_default().insert(tally);
            }
            JobResult::Portrait(portrait) => {
                let walkers = portrait.energy_error.len() as u64;
                self.steps.insert((run, 0), walkers * per_walker);
                self.portraits.insert(run, portrait);
            }
            JobResult::Walkers(_) => {}
        }
    }

    /// Steps of one trajectory of a run.
    fn steps_of(&self, run: RunKind) -> u64 {
        let substeps = if is_surrogate(run) {
            1
        } else {
            self.compare.substeps()
        };
        self.compare.samples() as u64 * u64::from(substeps)
    }

    /// The computing time of the Langevin ensembles, once all have ended.
    pub fn cost(&self) -> Option<Cost> {
        let of = |p: u32| {
            let run = RunKind::Langevin(p);
            let blocks = self.seconds.range((run, 0)..=(run, u32::MAX));
            blocks.map(|(_, seconds)| seconds).sum()
        };
        let seconds: Vec<f64> = self.potentials().map(of).collect();
        self.complete().then(|| Cost {
            saving: seconds[1] / seconds[0],
            seconds,
        })
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
                u64::from(self.compare.trajectories) * self.steps_of(RunKind::Langevin(p))
                    + starts * self.steps_of(RunKind::Hamiltonian(p))
            })
            .sum()
    }

    pub fn complete(&self) -> bool {
        self.potentials().all(|p| {
            let paths = self.paths.get(&RunKind::Langevin(p));
            let blocks = paths.map_or(0, |paths| paths.blocks().count());
            blocks == self.blocks() as usize
                && self.portraits.contains_key(&RunKind::Hamiltonian(p))
        })
    }

    pub fn outcome(&self, experiment: &Experiment) -> Comparison {
        let compare = &self.compare;
        let counted = counted(experiment);
        let grid = counted.as_ref().map(|counted| &counted.grid);
        let volume = grid.map_or(1.0, Grid::volume);
        let mut observables = variables(experiment.dimension()).to_vec();
        observables.extend(compare.cv.as_ref().map(|_| Comparison::COLLECTIVE));
        let observables: Vec<String> = observables.into_iter().map(str::to_owned).collect();
        let axes = grid.map_or(0, Grid::dimension);
        let first = counted.as_ref().map_or(0, |counted| counted.first);
        let estimates: Vec<Option<estimate::Ensemble>> = self
            .potentials()
            .map(|p| {
                let paths = self.paths.get(&RunKind::Langevin(p))?;
                estimate::ensemble(paths.blocks(), volume)
            })
            .collect();
        let original = estimates[1].as_ref();
        let distance = |p: usize| {
            let (estimate, original) = (estimates[p].as_ref()?, original?);
            (p != 1).then(|| original.difference(estimate).map(distance_of))?
        };
        let ensembles = estimates
            .iter()
            .enumerate()
            .map(|(p, estimate)| Ensemble {
                distance: distance(p),
                ..self.ensemble(experiment, p as u32, estimate.as_ref())
            })
            .collect();
        let floor = self
            .paths
            .get(&RunKind::Langevin(1))
            .and_then(|paths| estimate::halves(paths, volume))
            .and_then(|[even, odd]| even.difference(&odd))
            .map(distance_of);
        let samples = compare.samples() + 1;
        let times = (0..samples).map(|n| n as f64 * compare.step);
        Comparison {
            lags: times.clone().take(samples.div_ceil(2)).collect(),
            times: times.collect(),
            axes: grid.map_or(Vec::new(), |grid| {
                (0..axes).map(|axis| grid.centres(axis)).collect()
            }),
            binned: observables[first..first + axes].to_vec(),
            observables,
            ensembles,
            floor,
            saving: f64::from(compare.substeps()),
        }
    }

    /// Warns of trajectories that start beside the axes on which the sum of terms was learned.
    pub fn unlearned(&self) -> Option<Warning> {
        let Some(Learned::Sum(sum)) = &self.learned else {
            return None;
        };
        let Initial {
            position, shape, ..
        } = &self.compare.initial;
        let reach = match shape {
            Shape::Normal => STARTS,
            Shape::Uniform => 1.0,
        };
        let names = variables(position.mean.len());
        let starts = position.mean.iter().zip(&position.spread).enumerate();
        let sides = starts.map(|(axis, (mean, spread))| {
            let mesh = sum.basis().fine(axis);
            let start = [mean - reach * spread, mean + reach * spread];
            (axis, start, [mesh.lower, mesh.upper])
        });
        let mut beside = sides.filter(|(_, start, axis)| start[0] < axis[0] || start[1] > axis[1]);
        beside.next().map(|(axis, start, learned)| {
            warning(say!(
                "starts-unlearned",
                "Trajectories start where the potential was not learned: along {axis} they start between {from} and {to}, but it was learned between {lower} and {upper}. Choose a start (compare.initial.position) inside.",
                axis = names[axis],
                from = measured(start[0]),
                to = measured(start[1]),
                lower = measured(learned[0]),
                upper = measured(learned[1])
            ))
        })
    }

    fn ensemble(
        &self,
        experiment: &Experiment,
        potential: u32,
        found: Option<&estimate::Ensemble>,
    ) -> Ensemble {
        let compare = &self.compare;
        let (name, formula) = match potential {
            0 => {
                let typed = matches!(experiment.surrogate(), Ok(Surrogate::Typed(_)));
                ("surrogate", compare.surrogate.clone().filter(|_| typed))
            }
            1 => ("original", Some(experiment.formula_text().to_owned())),
            _ => ("third", compare.third.clone()),
        };
        let curves = |curves: Option<Vec<Option<&estimate::Curve>>>| {
            let curves = curves.unwrap_or_default().into_iter().flatten();
            curves.map(|c| (c.values.clone(), c.errors.clone())).unzip()
        };
        let (mean, mean_error) = curves(found.map(|f| f.mean_path.iter().map(Some).collect()));
        let (correlation, correlation_error) =
            curves(found.map(|f| f.autocorrelation.iter().map(Option::as_ref).collect()));
        let substeps = if potential == 0 {
            1
        } else {
            compare.substeps()
        };
        // Counted here, as an ensemble that diverged entirely has no estimate.
        let paths = self.paths.get(&RunKind::Langevin(potential));
        let diverged = paths.map_or(0, |paths| paths.blocks().map(|b| b.diverged).sum());
        Ensemble {
            name: name.to_owned(),
            formula,
            step: compare.step / f64::from(substeps),
            trajectories: found.map_or(0, |f| f.trajectories),
            diverged,
            mean,
            mean_error,
            correlation,
            correlation_error,
            density: found.map_or(Vec::new(), |f| f.density.values.clone()),
            density_error: found.map_or(Vec::new(), |f| f.density.errors.clone()),
            distance: None,
            portrait: self
                .portraits
                .get(&RunKind::Hamiltonian(potential))
                .cloned(),
        }
    }
}

/// True for a run under the surrogate, which takes the large step.
fn is_surrogate(run: RunKind) -> bool {
    matches!(run, RunKind::Langevin(0) | RunKind::Hamiltonian(0))
}

/// Warnings if Hamiltonian trajectories do not conserve energy.
pub(super) fn drift(comparison: &Comparison) -> Vec<Warning> {
    let worst = |ensemble: usize| {
        let portrait = comparison.ensembles.get(ensemble)?.portrait.as_ref()?;
        let errors = portrait.energy_error.iter().copied();
        Some(errors.fold(0.0, f64::max))
    };
    let surrogate = worst(0).filter(|worst| *worst > TOO_FAR).map(|worst| {
        warning(say!(
            "energy-drift",
            "The energy of a Hamiltonian trajectory under the surrogate {changes}, at a temperature of 1: one step crosses the finest learned ripples. Choose a smaller surrogate step, or a start with less energy.",
            changes = changes(worst, 1)
        ))
    });
    let original = worst(1).filter(|worst| *worst > UNRESOLVED).map(|worst| {
        warning(say!(
            "original-unresolved",
            "The fine step does not resolve the original: the energy of a Hamiltonian trajectory under it {changes}, so the surrogate is not compared with V. Choose a smaller fine step.",
            changes = changes(worst, 2)
        ))
    });
    surrogate.into_iter().chain(original).collect()
}

/// A message as a warning under the same code.
fn warning(said: Message) -> Warning {
    Warning {
        code: said.code().to_owned(),
        advice: Vec::new(),
        message: said.text,
        sentences: said.sentences,
    }
}

/// The change of an energy, as a predicate.
fn changes(worst: f64, places: usize) -> Message {
    if worst.is_finite() {
        let change = decimals(worst, places);
        say!("energy-changes", "changes by {change}", change = change)
    } else {
        say!("energy-grows", "grows without bound")
    }
}

fn distance_of(difference: estimate::Difference) -> Distance {
    Distance {
        mean: difference.mean_path,
        correlation: difference.autocorrelation.unwrap_or(f64::NAN),
        distribution: difference.density.unwrap_or(f64::NAN),
    }
}
