//! From an experiment to its outcome.

use crate::fingerprint::fingerprint;
use crate::learn_stages::LearnStages;
use crate::scan_stages::ScanStages;
use crate::stage::Stages;
use crate::{Cost, Outcome, Progress, Snapshot, StudyProgress, Variant};
use dynamics::Surface;
use experiment::{Experiment, Kind, Problem, Problems};
use export::{Form, takeaway};
use sampling::{Job, Report, resolved};

/// Fraction by which the steps must have grown for another point of the way to be kept: the way
/// stays short however long the run.
const NEXT_POINT: f64 = 1.02;

/// An experiment on its way: hands out jobs, takes in reports, and says what they amount to.
pub struct Study {
    asked: Experiment,
    stages: Box<dyn Stages + Send>,
    convergence: Vec<Progress>,
}

impl Study {
    /// A study with nothing done yet.
    ///
    /// # Errors
    /// What is wrong with the experiment.
    pub fn new(experiment: Experiment) -> Result<Self, Problems> {
        let asked = experiment.clone();
        let experiment = resolved(experiment)?;
        Ok(Study {
            asked,
            stages: match experiment.dimension() {
                1 if experiment.kind == Kind::Scan => Box::new(ScanStages::<1>::new(experiment)?),
                2 if experiment.kind == Kind::Scan => Box::new(ScanStages::<2>::new(experiment)?),
                _ if experiment.kind == Kind::Scan => Box::new(ScanStages::<3>::new(experiment)?),
                1 => Box::new(LearnStages::<1>::new(experiment)?),
                2 => Box::new(LearnStages::<2>::new(experiment)?),
                _ => Box::new(LearnStages::<3>::new(experiment)?),
            },
            convergence: Vec::new(),
        })
    }

    /// The jobs of the stage that the study is at; they are independent of one another.
    pub fn jobs(&self) -> Vec<Job> {
        self.stages.jobs()
    }

    /// Takes in what a job has come to. Returns true if another stage begins, with jobs of its own.
    ///
    /// # Errors
    /// What is wrong with the experiment.
    pub fn absorb(&mut self, report: Report) -> Result<bool, Problems> {
        self.stages.absorb(report)
    }

    /// How far the study is.
    pub fn progress(&self) -> StudyProgress {
        self.stages.progress()
    }

    /// What the reports so far amount to.
    pub fn outcome(&self) -> Outcome {
        let mut outcome = self.stages.outcome();
        outcome.hash = outcome.complete.then(|| fingerprint(&outcome));
        outcome
    }

    /// The learned potential so far, ready to be run; `None` where too little is known.
    pub fn surface(&self) -> Option<Surface> {
        self.stages.surface()
    }

    /// The same as a file, or as a function.
    ///
    /// # Errors
    /// What keeps it from being taken away.
    pub fn takeaway(&self, form: Form) -> Result<String, Problems> {
        let surface = self.surface().ok_or_else(|| {
            Problems(vec![Problem::new(
                "steps",
                "Too little has been recorded to take the potential away. Let it run for more steps.",
            )])
        })?;
        takeaway(&surface, self.stages.experiment(), form)
    }

    /// What a comparison that has ended did cost.
    pub fn cost(&self) -> Option<Cost> {
        self.stages.cost()
    }

    /// What every estimator makes of the data so far with every fit, against the reference;
    /// empty without a reference.
    pub fn variants(&self) -> Vec<Variant> {
        self.stages.variants()
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
            asked: self.asked.clone(),
            outcome,
            convergence: self.convergence.clone(),
            cost: self.cost(),
        }
    }
}
