//! Runs a comparison's trajectories in one worker or thread.

use crate::jobs::Work;
use crate::{Job, JobResult, Portrait, Report, RunKind, TrajectoryBlock, gathered};
use dynamics::{Field, Langevin, Walkers};
use experiment::{Compare, Experiment, Problem, Problems, Surrogate};
use expression::{Formula, FormulaError, LANES, Lanes, Potential};
use message::say;
use nalgebra::DMatrix;
use statistics::{Counted, Grid, MOST_GRIDDED, PathPlan};

/// Steps of a block between two looks at the clock.
const CHUNK: u32 = 256;

/// Bins along each axis, by the number of axes.
const BINS: [u32; MOST_GRIDDED] = [64, 32, 12];

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
    /// The collective variable, if there is one.
    collective: Option<Potential>,
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
    let observables = experiment.dimension() + usize::from(compare.cv.is_some());
    PathPlan::new(observables, counted(experiment), samples, samples / 2, 0)
}

/// The bins of the equilibrium distributions: of the positions, or in more than three dimensions of the
/// collective variable; `None` if there is none.
pub fn counted(experiment: &Experiment) -> Option<Counted> {
    let (region, d) = (&experiment.region, experiment.dimension());
    if d > MOST_GRIDDED {
        let [lower, upper] = experiment.collective_range()?;
        return Some(Counted {
            first: d,
            grid: Grid::new(&[lower], &[upper], &BINS[..1]),
        });
    }
    Some(Counted {
        first: 0,
        grid: Grid::new(&region.lower, &region.upper, &vec![BINS[d - 1]; d]),
    })
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
            collective: collective(experiment)?,
            result: None,
        })
    }

    fn advance(&mut self, plan: &PathPlan) {
        self.trajectories.advance(CHUNK);
        if self.trajectories.finished() && self.result.is_none() {
            self.result = Some(if matches!(self.run, RunKind::Hamiltonian(_)) {
                JobResult::Portrait(self.portrait())
            } else {
                if let Some(variable) = &self.collective {
                    follow(variable, &mut self.trajectories.positions);
                }
                let positions = &self.trajectories.positions;
                JobResult::Path(plan.tally(self.block, positions, self.walkers))
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

/// The collective variable, compiled.
fn collective(experiment: &Experiment) -> Result<Option<Potential>, Problems> {
    let compiled = experiment.collective().map(|formula| formula.compile());
    let refuse = |e: FormulaError| Problems(vec![Problem::new("compare.cv", e.message)]);
    compiled.transpose().map_err(refuse)
}

/// Adds the collective variable to the coordinates at every time of a path.
fn follow(variable: &Potential, path: &mut [Vec<Lanes>]) {
    let mut scratch = variable.scratch();
    for q in path {
        let mut value = Lanes::splat(0.0);
        variable.energy(q, &mut value, &mut scratch);
        q.push(value);
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
        Surrogate::Stored(surface) => Ok(Field::Surface(surface)),
        Surrogate::Typed(formula) => compiled(Ok(formula), "compare.surrogate"),
        Surrogate::Learned => {
            let refuse = |message| Problems(vec![Problem::new("compare.surrogate", message)]);
            let learned = job.learned.clone();
            let learned = learned.ok_or_else(|| {
                refuse(say!(
                    "nothing-learned",
                    "No potential has been learned yet."
                ))
            })?;
            if learned.dimension() != experiment.dimension() {
                return Err(refuse(say!(
                    "learned-dimension",
                    "The learned potential has another dimension than the experiment."
                )));
            }
            Ok(learned.into())
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
