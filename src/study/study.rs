//! A study: from an experiment to its outcome.

use crate::fingerprint::fingerprint;
use crate::learn_stages::LearnStages;
use crate::scan_stages::ScanStages;
use crate::stage::Stages;
use crate::{Cost, Outcome, Progress, Snapshot, StudyProgress, Variant};
use dynamics::{Learned, Surface};
use experiment::{Experiment, Kind, Problem, Problems};
use export::{Form, exported};
use message::{Message, say};
use sampling::{Job, Report, resolved};

/// Smallest growth factor of the steps between two convergence points: their number stays small
/// however long the run.
const NEXT_POINT: f64 = 1.02;

/// A running experiment: hands out jobs, absorbs reports, and estimates the outcome.
pub struct Study {
    asked: Experiment,
    stages: Box<dyn Stages + Send>,
    convergence: Vec<Progress>,
}

impl Study {
    /// A new study.
    ///
    /// # Errors
    /// The problems of the experiment.
    pub fn new(experiment: Experiment) -> Result<Self, Problems> {
        if let Some(elsewhere) = experiment.rows_elsewhere() {
            return Err(Problems(vec![elsewhere]));
        }
        let asked = experiment.clone();
        let experiment = resolved(experiment)?;
        Ok(Study {
            asked,
            stages: if experiment.kind == Kind::Scan {
                Box::new(ScanStages::new(experiment)?)
            } else {
                Box::new(LearnStages::new(experiment)?)
            },
            convergence: Vec::new(),
        })
    }

    /// The jobs of the current stage, which are independent of one another.
    pub fn jobs(&self) -> Vec<Job> {
        self.stages.jobs()
    }

    /// Absorbs the report of a job. Returns true if another stage begins, with its own jobs.
    ///
    /// # Errors
    /// The problems of the experiment.
    pub fn absorb(&mut self, report: Report) -> Result<bool, Problems> {
        self.stages.absorb(report)
    }

    /// The progress in the current stage.
    pub fn progress(&self) -> StudyProgress {
        self.stages.progress()
    }

    /// The outcome of the reports so far.
    pub fn outcome(&self) -> Outcome {
        let mut outcome = self.stages.outcome();
        outcome.hash = outcome.complete.then(|| fingerprint(&outcome));
        outcome
    }

    /// The learned potential so far, for dynamics under it; `None` if too little is known, or in more than
    /// three dimensions.
    pub fn surface(&self) -> Option<Surface> {
        match self.stages.function()? {
            Learned::Surface(surface) => Some(surface),
            Learned::Sum(_) => None,
        }
    }

    /// The learned potential as a file or as a function.
    ///
    /// # Errors
    /// Fails if too little has been recorded, or if the potential cannot be evaluated.
    pub fn exported(&self, form: Form) -> Result<String, Problems> {
        let function = self
            .stages
            .function()
            .ok_or_else(|| Problems(vec![Problem::new("steps", nothing_to_export())]))?;
        exported(&function, self.stages.experiment(), form)
    }

    /// The computing time of a comparison that has ended.
    pub fn cost(&self) -> Option<Cost> {
        self.stages.cost()
    }

    /// The score of every estimator with every fit on the data so far; empty without a reference.
    pub fn variants(&self) -> Vec<Variant> {
        self.stages.variants()
    }

    /// The outcome so far, with its convergence.
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

/// The message for a potential of which too little is known to export it.
pub fn nothing_to_export() -> Message {
    say!(
        "too-little-to-export",
        "Too little has been recorded to export the potential. Let the run make more steps."
    )
}
