//! The outcome of an experiment whose energy is a file of positions and forces: the page shows it, and
//! exports its potential, as those of a run.

use crate::fit::{Refusal, fit};
use crate::plan::Settings;
use crate::trajectory_fit::{Residual, TrajectoryFit};
use columns::{Table, Unread};
use dynamics::Learned;
use estimate::{
    BurnIn, EnergyEstimate, Estimates, ForceEstimate, InverseTemperature, LearnedPotential,
    Momentum, Resampled, ResidualNoise, Sampling,
};
use experiment::{Experiment, Problem, Problems, Region};
use export::{Form, exported};
use message::{Message, count, measured, say};
use statistics::Grid;
use std::io::BufRead;
use study::{
    Outcome, ReferenceScore, Snapshot, Stage, Validity, Verdict, band, doubt, fingerprint,
    nothing_to_export,
};

/// The result of learning from the rows of a file.
#[derive(Debug)]
pub struct LearnedRows {
    asked: Experiment,
    outcome: Outcome,
    fit: TrajectoryFit,
}

impl LearnedRows {
    /// Learns from the rows of the file that the experiment names, by [`fit`].
    ///
    /// `open` opens the file at its start, and is called twice; `tell` gets what is done and the rows,
    /// now and then.
    ///
    /// # Errors
    /// If the file cannot be read, does not suit the experiment, or tells no potential.
    pub fn new<R: BufRead>(
        experiment: Experiment,
        open: impl FnMut() -> Result<Table<R>, Unread>,
        tell: impl FnMut(Stage, u64),
    ) -> Result<Self, Refusal> {
        let rows = experiment.trajectory.clone().unwrap_or_default();
        let names = rows.names();
        let reference = |d: usize| {
            if d != experiment.dimension() {
                return Err(say!(
                    "rows-of-other-dimension",
                    "The file has {found} {found|coordinate|coordinates}, but the experiment is of {wanted}.",
                    found = count(d as f64),
                    wanted = count(experiment.dimension() as f64)
                ));
            }
            let formula = experiment.reference_formula();
            let formula = formula.map_err(|error| error.message)?;
            let compiled = formula.map(|(_, formula)| formula.compile());
            compiled.transpose().map_err(|error| error.message)
        };
        let settings = Settings::of(&experiment);
        let fit = fit(open, names.as_deref(), &settings, reference, tell)?;
        Ok(LearnedRows {
            outcome: outcome(&experiment, &fit),
            asked: experiment,
            fit,
        })
    }

    /// The fit, as the command prints it.
    pub fn fit(&self) -> &TrajectoryFit {
        &self.fit
    }

    pub fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// The outcome for a display.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            asked: self.asked.clone(),
            outcome: self.outcome.clone(),
            convergence: Vec::new(),
            cost: None,
        }
    }

    /// The learned potential as a file or as a function.
    ///
    /// # Errors
    /// If too little is known for it.
    pub fn exported(&self, form: Form) -> Result<String, Problems> {
        let nothing = || Problems(vec![Problem::new("steps", nothing_to_export())]);
        let surface = self.fit.surface.clone().ok_or_else(nothing)?;
        exported(&Learned::Surface(surface), &self.asked, form)
    }
}

impl Settings {
    /// The settings of an experiment with rows.
    pub fn of(experiment: &Experiment) -> Self {
        let rows = experiment.trajectory.clone().unwrap_or_default();
        let ends = rows.lower.zip(rows.upper);
        let axes = 0..experiment.dimension();
        Settings {
            mesh: rows.mesh,
            region: ends.map(|(lower, upper)| Region { lower, upper }),
            bins: Some(experiment.bins.clone()),
            periods: axes.map(|axis| experiment.period(axis)).collect(),
            temperature: rows.temperature,
        }
    }
}

/// The experiment with everything that followed from the rows.
fn resolved(experiment: &Experiment, fit: &TrajectoryFit) -> Experiment {
    let mut experiment = experiment.clone();
    if let Some(rows) = &mut experiment.trajectory {
        rows.mesh = Some(fit.mesh.clone());
        rows.lower = Some(fit.region.lower.clone());
        rows.upper = Some(fit.region.upper.clone());
        rows.temperature = Some(fit.temperature);
    }
    experiment.region = fit.region.clone();
    experiment
}

/// The outcome: what only walkers have is empty, or not a number.
fn outcome(experiment: &Experiment, fit: &TrajectoryFit) -> Outcome {
    let nothing = f64::NAN;
    let known = fit.is_thermal.then_some(1.0 / fit.temperature);
    let mut outcome = Outcome {
        experiment: resolved(experiment, fit),
        steps: fit.rows,
        evaluations: fit.rows,
        complete: true,
        walkers: 0,
        resampled: Resampled::default(),
        burn_in: BurnIn {
            steps: 0,
            detected: None,
            wanted: None,
        },
        momentum: Momentum::default(),
        inverse_temperature: InverseTemperature {
            naive: nothing,
            symmetric: nothing,
            corrected: None,
            used: known.unwrap_or(nothing),
            standard_error: nothing,
        },
        sampling: Sampling {
            position_time: nothing,
            momentum_time: nothing,
            position_size: nothing,
            momentum_size: nothing,
            size: nothing,
            halves: None,
            halves_distance: None,
            block_sizes: Vec::new(),
            block_errors: Vec::new(),
        },
        noise_covariance: None,
        friction: Vec::new(),
        potential: potential(experiment, fit, known),
        forces: Some(forces(fit)),
        positions: None,
        wells: Vec::new(),
        reference: reference(experiment, fit),
        scan: None,
        scales: None,
        comparison: None,
        baselines: None,
        truncations: None,
        trust: Some(Validity {
            regime: None,
            rows: fit.checks.clone(),
            verdict: fit.verdict,
        }),
        summary: String::new(),
        sentences: Vec::new(),
        warnings: Vec::new(),
        hash: None,
    };
    let Message { text, sentences } = summary(&outcome, fit);
    (outcome.summary, outcome.sentences) = (text, sentences);
    outcome.hash = Some(fingerprint(&outcome));
    outcome
}

fn potential(experiment: &Experiment, fit: &TrajectoryFit, beta: Option<f64>) -> LearnedPotential {
    let Region { lower, upper } = &fit.region;
    let volume = Grid::new(lower, upper, &experiment.bins).volume();
    let unit = fit.rows as f64 * volume;
    let visits = fit.visits.iter();
    let density: Vec<f64> = visits.map(|n| *n as f64 / unit).collect();
    LearnedPotential {
        axes: fit.axes.clone(),
        band: band(&fit.standard_error, &density),
        log_histogram: density
            .iter()
            .map(|p| (*p > 0.0).then(|| libm::log(*p)))
            .collect(),
        fitted_density: fitted(fit, &density, beta),
        density,
        energy: fit.energy.clone(),
        standard_error: fit.standard_error.clone(),
        chance_error: fit.chance_error.clone(),
        estimates: Estimates {
            density: EnergyEstimate::default(),
            forces: Some(EnergyEstimate {
                energy: fit.energy.clone(),
                standard_error: fit.standard_error.clone(),
            }),
        },
        original: vec![None; fit.energy.len()],
        ..LearnedPotential::default()
    }
}

/// Gibbs's density `∝ exp(−βU)`, of each piece with the share of the rows that it has.
fn fitted(fit: &TrajectoryFit, density: &[f64], beta: Option<f64>) -> Vec<Option<f64>> {
    let Some(beta) = beta else {
        return vec![None; density.len()];
    };
    let mut sums = vec![[0.0; 2]; fit.pieces];
    let weight = |bin: usize| Some((fit.piece[bin]?, libm::exp(-beta * fit.energy[bin]?)));
    for (bin, measured) in density.iter().enumerate() {
        if let Some((piece, weight)) = weight(bin) {
            sums[piece][0] += measured;
            sums[piece][1] += weight;
        }
    }
    let of = |bin: usize| {
        let (piece, weight) = weight(bin)?;
        let [measured, all] = sums[piece];
        Some(weight * measured / all)
    };
    (0..density.len()).map(of).collect()
}

fn forces(fit: &TrajectoryFit) -> ForceEstimate {
    let noise = |residual: &Residual| ResidualNoise {
        covariance: residual.covariance.clone(),
        covariance_error: residual.covariance_error.clone(),
        summed: residual.summed.clone().unwrap_or_default(),
        summed_error: residual.summed_error.clone().unwrap_or_default(),
    };
    ForceEstimate {
        difference_error: Vec::new(),
        knots: fit.knots.clone(),
        finest: fit.mesh.clone(),
        pieces: fit.pieces as u64,
        undetermined: 0.0,
        misfit: fit.misfit,
        samples: fit.rows,
        noise: fit.residual.as_ref().map(noise),
        rmse: fit.reference.map(|scored| scored.rmse),
        force_rmse: None,
        disagreement: None,
        deviation: None,
    }
}

fn reference(experiment: &Experiment, fit: &TrajectoryFit) -> Option<ReferenceScore> {
    let (name, formula) = experiment.reference()?;
    let (scored, compared) = fit.reference.zip(fit.compared.as_ref())?;
    Some(ReferenceScore {
        name: name.to_owned(),
        formula: formula.to_owned(),
        energy: compared.energy.clone(),
        rmse: scored.rmse,
        force_rmse: None,
        force_size: None,
        max_error: scored.max_error,
        shift: compared.shift,
        naive_rmse: f64::NAN,
        symmetric_rmse: f64::NAN,
        rescaled_rmse: f64::NAN,
        bins: scored.bins,
    })
}

/// The result, the doubts about it, and the automatic choices.
fn summary(outcome: &Outcome, fit: &TrajectoryFit) -> Message {
    let rows = count(fit.rows as f64);
    let found = match outcome.potential.band {
        Some(band) => say!(
            "rows-found",
            "The forces of {rows} rows determine U to within ± {band} (95 % band, over the central 90 % of the rows).",
            rows = rows,
            band = measured(band)
        ),
        None => say!(
            "rows-found-in-part",
            "The forces of {rows} rows determine U in part of the region only.",
            rows = rows
        ),
    };
    let validity = outcome.trust.as_ref();
    let told =
        match validity.and_then(|validity| Some((validity.verdict, doubt(outcome, validity)?))) {
            Some((Verdict::Fail, doubt)) => say!(
                "rows-unbelievable",
                "Do not trust this potential: {doubt} As it stands: {found}",
                doubt = doubt,
                found = found
            ),
            Some((_, doubt)) => say!(
                "rows-in-doubt",
                "{found} Treat it with caution: {doubt}",
                found = found,
                doubt = doubt
            ),
            None => say!(
                "rows-believable",
                "{found} Every check holds.",
                found = found
            ),
        };
    let choices = fit.choices.iter().cloned();
    choices.fold(told, Message::and)
}
