//! The outcome of a study, put together from what its runs have recorded.

use crate::diagnostics::{examine, nearest, truncated};
use crate::forces::{self, span};
use crate::judge::judge;
use crate::run::Run;
use crate::run_results::{before, burn_in, noise};
use crate::score::{Variant, score};
use crate::{Outcome, ReferenceScore};
use dynamics::Surface;
use estimate::{
    EnergyEstimate, Estimates, ForceFit, InverseTemperature, Learned, LearnedPotential, Momentum,
    Noise, PositionEstimate, Temperature, WellVisits, Wells, correct, learn, momentum, nested,
    sampling, spread, surface, temperature, wells,
};
use experiment::{Estimator, Experiment, Fit, Problem, Problems};
use statistics::descending;

/// The run that learns, with what its outcome is compared to.
pub(super) struct OutcomeBuilder {
    pub run: Run,
    experiment: Experiment,
    /// `V` at the bin centres.
    original: Vec<Option<f64>>,
    /// `V` at the bin centres with its sum cut off after a number of terms.
    truncated: Vec<(u64, Vec<Option<f64>>)>,
    /// Name, formula and values at the bin centres of the reference.
    reference: Option<(String, String, Vec<Option<f64>>)>,
}

impl OutcomeBuilder {
    pub fn new(experiment: &Experiment, run: Run) -> Result<Self, Problems> {
        let points = run.plan.positions.points();
        let refuse = |e: expression::FormulaError| {
            Problems(vec![Problem::new("potential.reference", e.message)])
        };
        let reference = match experiment.reference_formula().map_err(refuse)? {
            Some((name, formula)) => {
                let text = experiment
                    .reference()
                    .map_or(String::new(), |r| r.1.to_owned());
                let compiled = formula.compile().map_err(refuse)?;
                Some((name, text, finite(compiled.energies(&points))))
            }
            None => None,
        };
        let formula = experiment.formula().map_err(refuse)?;
        let cut = truncated(&formula, &points).into_iter();
        Ok(OutcomeBuilder {
            truncated: cut.map(|(n, values)| (n, finite(values))).collect(),
            original: finite(run.plan.integrator.potential().energies(&points)),
            reference,
            experiment: experiment.clone(),
            run,
        })
    }

    /// The outcome of the data recorded so far.
    pub fn outcome(&self, noise: Option<&Noise>, calibrating: &[Run]) -> Outcome {
        self.assembled(&self.estimate(), noise, calibrating)
    }

    /// The same of a complete run, with the parts that are examined only then.
    pub fn examined(&self, noise: Option<&Noise>, calibrating: &[Run]) -> Outcome {
        let estimated = self.estimate();
        let surface = self.surface_of(&estimated);
        let mut outcome = self.assembled(&estimated, noise, calibrating);
        let forces = estimated.forces.or_else(|| {
            let beta = outcome.inverse_temperature.used;
            forces::fit(&self.run, &estimated.learned.counts, beta)
        });
        examine(&self.run, &mut outcome, surface.as_ref(), forces);
        outcome
    }

    fn assembled(
        &self,
        estimated: &Estimated,
        found: Option<&Noise>,
        calibrating: &[Run],
    ) -> Outcome {
        let (plan, tally) = (&self.run.plan, &self.run.tally);
        let Estimated {
            learned,
            sampled,
            temperature,
            forces,
            positions,
        } = estimated;
        let mut learned = learned.clone();
        let beta = temperature.values.used;
        let mut chance_error: Vec<Option<f64>> = match forces {
            Some(fit) => fit
                .chance_error
                .iter()
                .map(|e| e.map(|e| e * beta))
                .collect(),
            None => learned.standard_error.clone(),
        };
        let wells = wells(&learned, tally, &plan.positions, &plan.places);
        // The forces give the depths of all wells in one piece.
        let pieces = forces.as_ref().map(|fit| forces::pieces(&self.run, fit));
        let unknown = beta * span(&self.original);
        for errors in [&mut learned.standard_error, &mut chance_error] {
            for (bin, error) in errors.iter_mut().enumerate() {
                let variance = match &pieces {
                    Some(pieces) => pieces.variance(bin, unknown),
                    None => wells.variance(bin),
                };
                *error = error.map(|e| (e * e + variance).sqrt());
            }
        }
        let known = |bin: usize| pieces.as_ref().is_none_or(|pieces| pieces.known(bin));
        let (energy, standard_error) = learned.potential_above(&temperature.values, known);
        let mut density = EnergyEstimate {
            energy: energy.clone(),
            standard_error: standard_error.clone(),
        };
        let beside = positions.as_ref().map(|[beside, error]| {
            let reference = self.reference.as_ref();
            let scored = reference.and_then(|(_, _, r)| score(beside, r, &learned.counts));
            let shift = score(beside, &energy, &learned.counts).map_or(0.0, |s| s.shift);
            density = EnergyEstimate {
                energy: beside.iter().map(|u| u.map(|u| u - shift)).collect(),
                standard_error: error.clone(),
            };
            PositionEstimate {
                rmse: scored.map(|s| s.rmse),
                force_rmse: None,
            }
        });
        let shift = score(&energy, &self.original, &learned.counts).map_or(0.0, |s| s.shift);
        let mut outcome = Outcome {
            steps: tally.steps(),
            evaluations: calibrating.iter().map(Run::evaluations).sum::<u64>()
                + self.run.evaluations(),
            complete: self.run.complete(),
            walkers: self.run.walkers(),
            resampled: self.run.resampled(),
            burn_in: burn_in(&self.run),
            momentum: Momentum {
                uncalibrated: before(calibrating),
                ..momentum(tally, &plan.momenta)
            },
            sampling: sampling(
                tally,
                plan.positions.dimension(),
                plan.step,
                plan.stride,
                temperature,
            ),
            inverse_temperature: temperature.values,
            noise_covariance: found.map(|n| noise(n, calibrating, &self.experiment)),
            friction: nested(&self.run.setup.friction),
            wells: self.wells(&wells, &energy),
            reference: self.scored(&energy, sampled, &learned.counts, &temperature.values),
            truncations: nearest(&energy, &self.truncated, &learned.counts),
            potential: LearnedPotential {
                original: self.original.iter().map(|v| v.map(|v| v + shift)).collect(),
                original_shift: shift,
                axes: (0..plan.positions.dimension())
                    .map(|axis| plan.positions.centres(axis))
                    .collect(),
                band: band(&standard_error, &learned.density),
                energy,
                standard_error,
                chance_error: chance_error.iter().map(|e| e.map(|e| e / beta)).collect(),
                estimates: Estimates {
                    density,
                    forces: None,
                },
                log_histogram: learned.log_histogram,
                density: learned.density,
                fitted_density: learned.fitted_density,
                ..LearnedPotential::default()
            },
            forces: None,
            positions: beside,
            scan: None,
            scales: None,
            comparison: None,
            baselines: None,
            trust: None,
            summary: String::new(),
            sentences: Vec::new(),
            warnings: Vec::new(),
            hash: None,
            experiment: self.experiment.clone(),
        };
        judge(&mut outcome, None);
        outcome
    }

    /// The learned potential, ready to be run.
    pub fn surface(&self) -> Option<Surface> {
        self.surface_of(&self.estimate())
    }

    fn surface_of(&self, estimated: &Estimated) -> Option<Surface> {
        let plan = &self.run.plan;
        let temperature = &estimated.temperature.values;
        surface(&estimated.learned, temperature, &plan.positions, plan.step)
    }

    /// The law of the positions and its temperature.
    fn estimate(&self) -> Estimated {
        self.estimated(self.experiment.estimator, self.experiment.fit)
    }

    fn estimated(&self, estimator: Estimator, fit: Fit) -> Estimated {
        let (plan, tally) = (&self.run.plan, &self.run.tally);
        let d = plan.positions.dimension();
        let mut temperature = temperature(tally, d, estimator);
        let mut learned = learn(tally, &plan.positions, fit, &forces::flight(&self.run));
        let sampled = learned.energy.clone();
        let mut positions = None;
        if estimator == Estimator::Corrected {
            let (step, friction) = (plan.step, &self.run.setup.friction);
            let spread = spread(tally, d);
            if let Some(corrected) = correct(&learned, &plan.positions, step, friction, &spread) {
                temperature.correct(corrected.beta);
                learned.energy = corrected.energy;
            }
        }
        let beta = temperature.values.used;
        let regressed = match fit {
            Fit::ForceSpline => forces::fit(&self.run, &learned.counts, beta),
            Fit::HistogramSpline | Fit::PoissonSpline => None,
        };
        if let Some(regressed) = &regressed {
            let [energy, error] = learned.potential(&temperature.values).into();
            let lined_up = forces::lined_up(regressed, &energy, &learned.counts).into_iter();
            learned.energy = lined_up.map(|u| u.map(|u| u * beta)).collect();
            let errors = forces::standard_error(regressed).into_iter();
            learned.standard_error = errors.map(|e| e.map(|e| e * beta)).collect();
            positions = Some([energy, error]);
        }
        Estimated {
            learned,
            sampled,
            temperature,
            forces: regressed,
            positions,
        }
    }

    /// Errors against the reference of every estimator with every fit, on the same data.
    pub fn variants(&self) -> Vec<Variant> {
        let Some((_, _, reference)) = &self.reference else {
            return Vec::new();
        };
        let mut variants = Vec::new();
        let mut add = |estimator, fit, energy: &[Option<f64>], learned: &Learned| {
            if let Some(score) = score(energy, reference, &learned.counts) {
                variants.push(Variant {
                    estimator,
                    fit,
                    rmse: score.rmse,
                    max_error: score.max_error,
                    bins: score.bins,
                });
            }
        };
        for fit in [Fit::HistogramSpline, Fit::PoissonSpline] {
            for estimator in [Estimator::Naive, Estimator::Symmetric, Estimator::Corrected] {
                let Estimated {
                    learned,
                    temperature,
                    ..
                } = self.estimated(estimator, fit);
                let values = temperature.values;
                if estimator == Estimator::Corrected && values.corrected.is_none() {
                    continue;
                }
                if (estimator, fit) == (Estimator::Naive, Fit::HistogramSpline) {
                    let plain = learned.log_histogram.iter();
                    let plain: Vec<_> = plain.map(|l| l.map(|l| -l / values.naive)).collect();
                    add(estimator, None, &plain, &learned);
                }
                add(
                    estimator,
                    Some(fit),
                    &learned.potential(&values).0,
                    &learned,
                );
            }
        }
        variants
    }

    fn wells(&self, wells: &Wells, energy: &[Option<f64>]) -> Vec<WellVisits> {
        let grid = &self.run.plan.positions;
        let points = grid.points();
        let visits = |well: &estimate::Well| {
            Some(WellVisits {
                position: points[well.bottom].to_vec(),
                energy: energy[well.bottom]?,
                population: well.population,
                visits: well.visits,
            })
        };
        wells.wells.iter().filter_map(visits).collect()
    }

    /// The score against the reference: of the learned energy, and of what each of the other
    /// estimators makes of the law that was `sampled`.
    fn scored(
        &self,
        energy: &[Option<f64>],
        sampled: &[Option<f64>],
        counts: &[u64],
        temperature: &InverseTemperature,
    ) -> Option<ReferenceScore> {
        let (name, formula, values) = self.reference.as_ref()?;
        let plain = |beta: f64| {
            let energy: Vec<Option<f64>> = sampled.iter().map(|u| u.map(|u| u / beta)).collect();
            score(&energy, values, counts)
        };
        let [naive, symmetric] = [plain(temperature.naive)?, plain(temperature.symmetric)?];
        let score = score(energy, values, counts)?;
        Some(ReferenceScore {
            name: name.clone(),
            formula: formula.clone(),
            rmse: score.rmse,
            force_rmse: None,
            force_size: None,
            max_error: score.max_error,
            shift: score.shift,
            naive_rmse: naive.rmse,
            symmetric_rmse: symmetric.rmse,
            rescaled_rmse: score.rescaled,
            bins: score.bins,
            energy: values.clone(),
        })
    }
}

/// Half-width of the widest 95 % band over the bins that hold the central 90 % of the positions.
pub fn band(errors: &[Option<f64>], density: &[f64]) -> Option<f64> {
    const CENTRAL: f64 = 0.9;
    const DEVIATIONS: f64 = 1.96;
    let total: f64 = density.iter().sum();
    let (mut held, mut widest) = (0.0, None);
    let fullest = descending(density).into_iter();
    for bin in fullest.take_while(|&bin| density[bin] > 0.0) {
        if held >= CENTRAL * total {
            break;
        }
        held += density[bin];
        widest = Some(errors[bin]?.max(widest.unwrap_or(0.0)));
    }
    widest.map(|error| DEVIATIONS * error)
}

/// The estimates from the positions and the momenta.
struct Estimated {
    /// Corrected for the step, if that is wanted.
    learned: Learned,
    /// `−log π` as it was sampled.
    sampled: Vec<Option<f64>>,
    temperature: Temperature,
    /// The fit to the forces that `learned` holds, if it does.
    forces: Option<ForceFit>,
    /// Energy and standard error of the potential learned from the positions, if `learned` holds
    /// that from the forces.
    positions: Option<[Vec<Option<f64>>; 2]>,
}

fn finite(values: Vec<f64>) -> Vec<Option<f64>> {
    values
        .into_iter()
        .map(|v| v.is_finite().then_some(v))
        .collect()
}
