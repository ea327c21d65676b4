//! From an experiment to its outcome.

use super::score::score;
use super::summary::{nothing_left, summary, warnings};
use super::{
    BurnIn, Job, LearnedPotential, Outcome, Progress, ReferenceScore, Report, Resampled, Snapshot,
};
use crate::ensemble::{Plan, STRIDE, WINDOW};
use crate::estimate::{Learned, learn, momentum, sampling, temperature};
use crate::experiment::{Experiment, Problems};
use crate::statistics::{BlockTally, History, Tally, equilibration};
use serde::Serialize;

/// Fraction by which the steps must have grown for another point of the way to be kept: the way
/// stays short however long the run.
const NEXT_POINT: f64 = 1.02;

/// An experiment on its way: hands out jobs, takes in reports, and says what they amount to.
#[derive(Debug)]
pub struct Study {
    experiment: Experiment,
    plan: Plan<1>,
    tally: Tally,
    convergence: Vec<Progress>,
}

/// How far a study is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StudyProgress {
    /// Walker-steps recorded.
    pub steps: u64,
    /// Walker-steps that will be recorded if none is dropped.
    pub total: u64,
    pub absorbed: u64,
    pub diverged: u64,
    /// Whether every job has ended.
    pub complete: bool,
    /// Why there is no outcome to be had, if so.
    pub failed: Option<String>,
}

impl Study {
    /// A study with nothing done yet.
    ///
    /// # Errors
    /// What is wrong with the experiment.
    pub fn new(experiment: Experiment) -> Result<Self, Problems> {
        let plan = Plan::new(&experiment)?;
        Ok(Study {
            experiment,
            plan,
            tally: Tally::default(),
            convergence: Vec::new(),
        })
    }

    /// The jobs to be done; they are independent of one another.
    pub fn jobs(&self) -> Vec<Job> {
        (0..self.plan.blocks()).map(|block| Job { block }).collect()
    }

    /// Takes in what a job has come to.
    pub fn absorb(&mut self, report: Report) {
        self.tally.insert(report.tally);
    }

    /// How far the study is.
    pub fn progress(&self) -> StudyProgress {
        let lost = self.resampled();
        let every = u64::from(self.plan.walkers) * WINDOW as u64;
        let complete = self.complete();
        let dead = complete && self.tally.steps() == 0;
        StudyProgress {
            steps: self.tally.steps(),
            total: every * self.plan.windows,
            absorbed: lost.absorbed,
            diverged: lost.diverged,
            complete,
            failed: dead.then(|| nothing_left(lost)),
        }
    }

    fn complete(&self) -> bool {
        let windows = self.plan.burn_in + self.plan.windows;
        let done = |b: &BlockTally| b.windows >= windows || crate::ensemble::is_extinct(b);
        self.tally.blocks().filter(|b| done(b)).count() == self.plan.blocks() as usize
    }

    fn resampled(&self) -> Resampled {
        Resampled {
            absorbed: self.tally.blocks().map(|b| b.absorbed).sum(),
            diverged: self.tally.blocks().map(|b| b.diverged).sum(),
        }
    }

    /// What the reports so far amount to.
    pub fn outcome(&self) -> Outcome {
        let estimator = self.experiment.estimator;
        let temperature = temperature(&self.tally, 1, estimator);
        let learned = learn(&self.tally, &self.plan.positions);
        let (energy, standard_error) = learned.potential(&temperature.values);
        let centres = self.plan.positions.centres(0);
        let (original, original_shift) = self.original(&centres, &energy, &learned.counts);
        let mut outcome = Outcome {
            steps: self.tally.steps(),
            complete: self.complete(),
            walkers: self.plan.walkers,
            resampled: self.resampled(),
            burn_in: self.burn_in(),
            momentum: momentum(&self.tally, &self.plan.momenta),
            sampling: sampling(&self.tally, 1, self.experiment.step, STRIDE, &temperature),
            inverse_temperature: temperature.values,
            noise_covariance: None,
            friction: vec![vec![self.experiment.friction]],
            reference: self.reference(
                &energy,
                &learned,
                temperature.values.used / temperature.values.naive,
            ),
            potential: LearnedPotential {
                original,
                original_shift,
                axes: vec![centres],
                energy,
                standard_error,
                log_histogram: learned.log_histogram,
                density: learned.density,
                fitted_density: learned.fitted_density,
            },
            scan: None,
            summary: String::new(),
            warnings: Vec::new(),
            experiment: self.experiment.clone(),
        };
        outcome.warnings = warnings(&outcome);
        outcome.summary = summary(&outcome);
        outcome
    }

    /// The outcome so far with the way to it.
    pub fn snapshot(&mut self) -> Snapshot {
        let outcome = self.outcome();
        let last = self.convergence.last().map_or(0.0, |p| p.steps as f64);
        let temperature = outcome.inverse_temperature;
        if outcome.steps as f64 > last * NEXT_POINT && temperature.used.is_finite() {
            self.convergence.push(Progress {
                steps: outcome.steps,
                inverse_temperature: temperature.used,
                standard_error: temperature.standard_error,
                rmse: outcome.reference.as_ref().map(|r| r.rmse),
            });
        }
        Snapshot {
            outcome,
            convergence: self.convergence.clone(),
        }
    }

    fn burn_in(&self) -> BurnIn {
        let windows = self.plan.burn_in + self.plan.windows;
        let means = History::means(self.tally.blocks().map(|b| &b.history));
        let whole = self.tally.blocks().all(|b| b.windows == windows);
        let span = windows as f64 / History::SPANS as f64 * WINDOW as f64;
        BurnIn {
            steps: self.plan.burn_in * WINDOW as u64,
            detected: equilibration(&means)
                .filter(|_| whole)
                .map(|start| (start as f64 * span) as u64),
        }
    }

    /// `V` at the bin centres, lined up with the learned potential, and the constant that does it.
    fn original(
        &self,
        centres: &[f64],
        energy: &[Option<f64>],
        counts: &[u64],
    ) -> (Vec<Option<f64>>, f64) {
        let points: Vec<[f64; 1]> = centres.iter().map(|&q| [q]).collect();
        let values = finite(self.plan.integrator.potential().energies(&points));
        let shift = score(energy, &values, counts).map_or(0.0, |s| s.shift);
        (
            values.into_iter().map(|v| v.map(|v| v + shift)).collect(),
            shift,
        )
    }

    /// The score against the reference; `stretch` is `β̂` over the naive one.
    fn reference(
        &self,
        energy: &[Option<f64>],
        learned: &Learned,
        stretch: f64,
    ) -> Option<ReferenceScore> {
        let (name, formula) = self.experiment.reference_formula().ok()??;
        let points: Vec<[f64; 1]> = self
            .plan
            .positions
            .centres(0)
            .iter()
            .map(|&q| [q])
            .collect();
        let values = finite(formula.compile::<1>().ok()?.energies(&points));
        let score_of = |energy: &[Option<f64>]| score(energy, &values, &learned.counts);
        let naive: Vec<Option<f64>> = energy.iter().map(|u| u.map(|u| u * stretch)).collect();
        let (score, naive) = (score_of(energy)?, score_of(&naive)?);
        Some(ReferenceScore {
            name,
            formula: self
                .experiment
                .reference()
                .map_or(String::new(), |(_, text)| text.to_owned()),
            rmse: score.rmse,
            max_error: score.max_error,
            shift: score.shift,
            naive_rmse: naive.rmse,
            bins: score.bins,
            energy: values,
        })
    }
}

fn finite(values: Vec<f64>) -> Vec<Option<f64>> {
    values
        .into_iter()
        .map(|v| v.is_finite().then_some(v))
        .collect()
}
