//! Runs a comparison's trajectories in one worker or thread.

use crate::jobs::Work;
use crate::{Job, JobResult, Portrait, Report, RunKind, TrajectoryBlock, gathered};
use dynamics::{Field, Langevin, Walkers};
use experiment::{Compare, Experiment, Problem, Problems, Surrogate};
use expression::{Formula, FormulaError, LANES, Lanes};
use message::say;
use nalgebra::DMatrix;
use statistics::{Grid, PathPlan};

/// Steps of a block between two looks at the clock.
const CHUNK: u32 = 256;

/// Blocks of trajectories, one after the other.
pub(crate) struct ComparisonRunner {
    plan: PathPlan,
    job_runs: Vec<JobRun>,
    /// Index of the block advanced last.
    last: usize,
}

struct JobRun {
    run: RunKind,
    block: u32,
    walkers: usize,
    seconds: f64,
    trajectories: TrajectoryBlock,
    /// The block's result, once it has ended.
    result: Option<JobResult>,
}

impl ComparisonRunner {
    pub fn new(experiment: &Experiment, jobs: &[Job]) -> Result<Self, Problems> {
        let compare = experiment.compare.as_ref().ok_or_else(|| {
            Problems(vec![Problem::new(
                "compare",
                say!("no-comparison", "The experiment has no comparison."),
            )])
        })?;
        let job_runs = jobs.iter().map(|job| JobRun::new(experiment, compare, job));
        Ok(ComparisonRunner {
            plan: plan(experiment, compare),
            job_runs: job_runs.collect::<Result<_, _>>()?,
            last: 0,
        })
    }
}

/// The statistics of the ensembles: positions settle in the first half of the time.
fn plan(experiment: &Experiment, compare: &Compare) -> PathPlan {
    let samples = compare.samples() + 1;
    PathPlan::new(grid(experiment), samples, samples / 2, 0)
}

/// The bins of the equilibrium distributions.
pub fn grid(experiment: &Experiment) -> Grid {
    let (region, d) = (&experiment.region, experiment.dimension());
    let bins = [64, 32, 12][d.min(3) - 1];
    Grid::new(&region.lower, &region.upper, &vec![bins; d])
}

impl JobRun {
    fn new(experiment: &Experiment, compare: &Compare, job: &Job) -> Result<Self, Problems> {
        let (portrait, potential) = match job.run {
            RunKind::Hamiltonian(potential) => (true, potential),
            RunKind::Langevin(potential) => (false, potential),
            other => {
                let other = format!("{other:?}");
                let other = say!(
                    "job-kind",
                    "A job of kind {kind} does not belong to a comparison.",
                    kind = other
                );
                return Err(Problems(vec![Problem::new("kind", other)]));
            }
        };
        let substeps = if potential == 0 {
            1
        } else {
            compare.substeps()
        };
        let d = experiment.dimension();
        let friction = if portrait {
            DMatrix::zeros(d, d)
        } else {
            compare.friction(d)
        };
        let langevin = Langevin::new(
            field(experiment, compare, job, potential)?,
            compare.step / f64::from(substeps),
            &friction,
        );
        let mut random = job.run.random(experiment.seed, job.block);
        let (walkers, count) = if portrait {
            posed(compare, d)?
        } else {
            let left = compare.trajectories as usize - job.block as usize * LANES;
            (gathered(&compare.initial, &mut random), left.min(LANES))
        };
        Ok(JobRun {
            run: job.run,
            block: job.block,
            walkers: count,
            seconds: 0.0,
            trajectories: TrajectoryBlock::new(
                langevin,
                walkers,
                random,
                substeps,
                compare.samples(),
            ),
            result: None,
        })
    }

    fn advance(&mut self, plan: &PathPlan) {
        self.trajectories.advance(CHUNK);
        if self.trajectories.finished() && self.result.is_none() {
            let (positions, walkers) = (&self.trajectories.positions, self.walkers);
            self.result = Some(if matches!(self.run, RunKind::Hamiltonian(_)) {
                JobResult::Portrait(self.portrait())
            } else {
                JobResult::Path(plan.tally(self.block, positions, walkers))
            });
            self.trajectories.forget();
        }
    }

    fn portrait(&self) -> Portrait {
        let along = |path: &[Vec<Lanes>], lane: usize| -> Vec<Vec<f64>> {
            let coordinates = 0..path.first().map_or(0, Vec::len);
            coordinates
                .map(|i| path.iter().map(|x| x[i][lane]).collect())
                .collect()
        };
        let lanes = 0..self.walkers;
        Portrait {
            positions: lanes
                .clone()
                .map(|l| along(&self.trajectories.positions, l))
                .collect(),
            momenta: lanes
                .clone()
                .map(|l| along(&self.trajectories.momenta, l))
                .collect(),
            energy_error: lanes.map(|l| self.trajectories.energy_error()[l]).collect(),
        }
    }
}

/// Source of the force: the surrogate, the original, or the third potential.
fn field(
    experiment: &Experiment,
    compare: &Compare,
    job: &Job,
    potential: u32,
) -> Result<Field, Problems> {
    let refuse =
        |name: &'static str| move |e: FormulaError| Problems(vec![Problem::new(name, e.message)]);
    let compiled = |formula: Result<Formula, FormulaError>, name: &'static str| {
        let compiled = formula.and_then(|f| f.compile());
        compiled.map(Field::Formula).map_err(refuse(name))
    };
    if potential == 1 {
        return compiled(experiment.formula(), "potential.formula");
    }
    if potential == 2 {
        let third = compare.third.as_deref().unwrap_or_default();
        return compiled(experiment.compared_formula(third), "compare.third");
    }
    match experiment.surrogate().map_err(|p| Problems(vec![p]))? {
        Surrogate::Stored(surface) => Ok(Field::Learned(surface)),
        Surrogate::Typed(formula) => compiled(Ok(formula), "compare.surrogate"),
        Surrogate::Learned => {
            let refuse = |message| Problems(vec![Problem::new("compare.surrogate", message)]);
            let surface = job.surface.clone();
            let surface = surface.ok_or_else(|| {
                refuse(say!(
                    "nothing-learned",
                    "No potential has been learned yet."
                ))
            })?;
            if surface.dimension() != experiment.dimension() {
                return Err(refuse(say!(
                    "learned-dimension",
                    "The learned potential has another dimension than the experiment."
                )));
            }
            Ok(Field::Learned(surface))
        }
    }
}

/// The starts of the portrait as a block of walkers, and their number.
fn posed(compare: &Compare, dimension: usize) -> Result<(Walkers, usize), Problems> {
    let starts = compare.starts(dimension).map_err(|p| Problems(vec![p]))?;
    let mut walkers = Walkers::at_rest(dimension);
    for (lane, start) in starts.iter().enumerate() {
        walkers.place(lane, start);
    }
    Ok((walkers, starts.len()))
}

impl Work for ComparisonRunner {
    fn advance(&mut self) -> bool {
        if let Some(next) = self.job_runs.iter().position(|p| p.result.is_none()) {
            self.job_runs[next].advance(&self.plan);
            self.last = next;
        }
        self.job_runs.iter().any(|p| p.result.is_none())
    }

    fn advance_round(&mut self) -> bool {
        for job_run in self.job_runs.iter_mut().filter(|p| p.result.is_none()) {
            job_run.advance(&self.plan);
        }
        self.job_runs.iter().any(|p| p.result.is_none())
    }

    fn charge(&mut self, seconds: f64) {
        if let Some(job_run) = self.job_runs.get_mut(self.last) {
            job_run.seconds += seconds;
        }
    }

    fn steps(&self) -> u64 {
        let steps = |p: &JobRun| p.walkers as u64 * p.trajectories.steps();
        self.job_runs.iter().map(steps).sum()
    }

    fn reports(&self) -> Vec<Report> {
        let report = |job_run: &JobRun| Report {
            run: job_run.run,
            seconds: job_run.seconds,
            result: match &job_run.result {
                Some(result) => result.clone(),
                None => JobResult::Underway {
                    block: job_run.block,
                    steps: job_run.walkers as u64 * job_run.trajectories.steps(),
                },
            },
        };
        self.job_runs.iter().map(report).collect()
    }
}
