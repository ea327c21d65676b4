//! Runs a comparison's trajectories in one worker or thread.

use crate::jobs::Work;
use crate::{Job, JobResult, Portrait, Report, RunKind, TrajectoryBlock, gathered};
use dynamics::{Field, Langevin, Walkers};
use experiment::{Compare, Experiment, Problem, Problems, Surrogate};
use expression::{Formula, FormulaError, LANES, Lanes};
use nalgebra::SMatrix;
use statistics::{Grid, PathPlan};

/// Steps of a block between two looks at the clock.
const CHUNK: u32 = 256;

/// Blocks of trajectories, one after the other.
pub(crate) struct ComparisonRunner<const D: usize> {
    plan: PathPlan<D>,
    job_runs: Vec<JobRun<D>>,
    /// Index of the block advanced last.
    last: usize,
}

struct JobRun<const D: usize> {
    run: RunKind,
    block: u32,
    walkers: usize,
    seconds: f64,
    trajectories: TrajectoryBlock<D>,
    /// The block's result, once it has ended.
    result: Option<JobResult>,
}

impl<const D: usize> ComparisonRunner<D> {
    pub fn new(experiment: &Experiment, jobs: &[Job]) -> Result<Self, Problems> {
        let compare = experiment.compare.as_ref().ok_or_else(|| {
            Problems(vec![Problem::new(
                "compare",
                "The experiment has no comparison.",
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
fn plan<const D: usize>(experiment: &Experiment, compare: &Compare) -> PathPlan<D> {
    let samples = compare.samples() + 1;
    PathPlan::new(grid(experiment), samples, samples / 2, 0)
}

/// The bins of the equilibrium distributions.
pub fn grid<const D: usize>(experiment: &Experiment) -> Grid<D> {
    Grid::new(
        std::array::from_fn(|i| experiment.region.lower[i]),
        std::array::from_fn(|i| experiment.region.upper[i]),
        std::array::from_fn(|_| [64, 32, 12][D - 1]),
    )
}

impl<const D: usize> JobRun<D> {
    fn new(experiment: &Experiment, compare: &Compare, job: &Job) -> Result<Self, Problems> {
        let (portrait, potential) = match job.run {
            RunKind::Hamiltonian(potential) => (true, potential),
            RunKind::Langevin(potential) => (false, potential),
            other => {
                let other = format!("A job of kind {other:?} does not belong to a comparison.");
                return Err(Problems(vec![Problem::new("kind", other)]));
            }
        };
        let substeps = if potential == 0 {
            1
        } else {
            compare.substeps()
        };
        let friction = if portrait {
            SMatrix::zeros()
        } else {
            compare.friction()
        };
        let langevin = Langevin::new(
            field(experiment, compare, job, potential)?,
            compare.step / f64::from(substeps),
            &friction,
        );
        let mut random = job.run.random(experiment.seed, job.block);
        let (walkers, count) = if portrait {
            posed(compare)?
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

    fn advance(&mut self, plan: &PathPlan<D>) {
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
        let along = |path: &[[Lanes; D]], lane: usize| -> Vec<Vec<f64>> {
            (0..D)
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
fn field<const D: usize>(
    experiment: &Experiment,
    compare: &Compare,
    job: &Job,
    potential: u32,
) -> Result<Field<D>, Problems> {
    let refuse =
        |name: &'static str| move |e: FormulaError| Problems(vec![Problem::new(name, e.message)]);
    let compiled = |formula: Result<Formula, FormulaError>, name: &'static str| {
        let compiled = formula.and_then(|f| f.compile::<D>());
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
        Surrogate::Learned => job.surface.clone().map(Field::Learned).ok_or_else(|| {
            let message = "No potential has been learned yet.";
            Problems(vec![Problem::new("compare.surrogate", message)])
        }),
    }
}

/// The starts of the portrait as a block of walkers, and their number.
fn posed<const D: usize>(compare: &Compare) -> Result<(Walkers<D>, usize), Problems> {
    let starts = compare.starts::<D>().map_err(|p| Problems(vec![p]))?;
    let mut walkers = Walkers::at_rest();
    for (lane, [q, p]) in starts.iter().enumerate() {
        for i in 0..D {
            (walkers.q[i][lane], walkers.p[i][lane]) = (q[i], p[i]);
        }
    }
    Ok((walkers, starts.len()))
}

impl<const D: usize> Work for ComparisonRunner<D> {
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
        let steps = |p: &JobRun<D>| p.walkers as u64 * p.trajectories.steps();
        self.job_runs.iter().map(steps).sum()
    }

    fn reports(&self) -> Vec<Report> {
        let report = |job_run: &JobRun<D>| Report {
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
