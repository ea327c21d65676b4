//! The outcome of a study in more than three dimensions, put together from what its runs have recorded.

use crate::Outcome;
use crate::diagnostics::velocity;
use crate::forces::{add_noise, beyond_chance, flight};
use crate::judge::judge;
use crate::measures::diverges;
use crate::outcome_builder::band;
use crate::regime::regime;
use crate::run::Run;
use crate::run_results::{before, burn_in, noise};
use crate::term_score::{TermReference, TermScore};
use crate::triples::strongest_triple;
use crate::validity_checks::Seen;
use additive::{TermSum, TermTally};
use dynamics::Random;
use estimate::{
    FINEST, ForceEstimate, LearnedPotential, Momentum, Noise, PositionEstimate, Term, TermFit,
    momentum, nested, sampling, temperature,
};
use experiment::{Estimator, Experiment, Problems};
use nalgebra::{DMatrix, DVector};
use sampling::{Probe, Smooth, probe, start};

/// Blocks of walkers in a probe.
const BLOCKS: u32 = 4;

/// The run that learns a sum of terms, with what its outcome is compared to.
pub(super) struct TermBuilder {
    pub run: Run,
    experiment: Experiment,
    reference: Option<TermReference>,
}

impl TermBuilder {
    pub fn new(experiment: &Experiment, run: Run) -> Result<Self, Problems> {
        Ok(TermBuilder {
            reference: TermReference::new(experiment)?,
            experiment: experiment.clone(),
            run,
        })
    }

    /// The outcome of the data recorded so far.
    pub fn outcome(&self, noise: Option<&Noise>, calibrating: &[Run]) -> Outcome {
        let mut outcome = self.assembled(noise, calibrating);
        if let Some(fit) = self.fit(outcome.inverse_temperature.used) {
            self.add_terms(&mut outcome, &fit);
        }
        judge(&mut outcome, None);
        outcome
    }

    /// The same of a complete run, with the parts that are examined only then.
    pub fn examined(&self, noise: Option<&Noise>, calibrating: &[Run]) -> Outcome {
        let run = &self.run;
        let mut outcome = self.assembled(noise, calibrating);
        let fit = self.fit(outcome.inverse_temperature.used);
        if let Some(fit) = &fit {
            self.add_terms(&mut outcome, fit);
        }
        let sum = fit.as_ref().map(|fit| fit.forces.sum(&fit.basis));
        let smooth = sum.as_ref().map(|sum| sum as &dyn Smooth);
        let probe = self.look(&outcome, fit.as_ref().map(|fit| &fit.tally), smooth);
        if let Some(noise) = &probe.noise {
            add_noise(&mut outcome, noise);
        }
        let seen = Seen {
            regime: regime(&self.experiment, &run.setup, &probe, diverges(&outcome)),
            noise: probe.noise,
            missed: None,
            triple: fit.as_ref().and_then(strongest_triple),
            repetitions: Vec::new(),
            velocity: velocity(run),
        };
        judge(&mut outcome, Some(seen));
        outcome
    }

    /// The sum learned from the forces.
    pub fn sum(&self) -> Option<TermSum> {
        let tally = &self.run.tally;
        let beta = temperature(
            tally,
            self.experiment.dimension(),
            self.experiment.estimator,
        );
        let fit = self.fit(beta.values.used)?;
        Some(fit.forces.sum(&fit.basis))
    }

    fn fit(&self, beta: f64) -> Option<TermFit> {
        let basis = self.run.plan.basis.as_ref()?;
        let blocks: Vec<&TermTally> = self.run.tally.blocks().map(|b| &*b.terms).collect();
        // Without the correction the step counts as none.
        let step = match self.experiment.estimator {
            Estimator::Corrected => self.run.plan.step,
            Estimator::Naive | Estimator::Symmetric => 0.0,
        };
        TermFit::new(basis, &blocks, beta, step)
    }

    /// The outcome without the potential.
    fn assembled(&self, noise_found: Option<&Noise>, calibrating: &[Run]) -> Outcome {
        let (run, d) = (&self.run, self.experiment.dimension());
        let (plan, tally) = (&run.plan, &run.tally);
        let temperature = temperature(tally, d, self.experiment.estimator);
        Outcome {
            steps: tally.steps(),
            evaluations: calibrating.iter().map(Run::evaluations).sum::<u64>() + run.evaluations(),
            complete: run.complete(),
            walkers: run.walkers(),
            resampled: run.resampled(),
            burn_in: burn_in(run),
            momentum: Momentum {
                uncalibrated: before(calibrating),
                ..momentum(tally, &plan.momenta)
            },
            sampling: sampling(tally, d, plan.step, plan.stride, &temperature),
            inverse_temperature: temperature.values,
            noise_covariance: noise_found.map(|n| noise(n, calibrating, &self.experiment)),
            friction: nested(&run.setup.friction),
            wells: Vec::new(),
            reference: None,
            truncations: None,
            potential: LearnedPotential::default(),
            forces: None,
            positions: None,
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
        }
    }

    /// Adds the terms, their couplings and their scores.
    fn add_terms(&self, outcome: &mut Outcome, fit: &TermFit) {
        let basis = &fit.basis;
        let temperature = &mut outcome.inverse_temperature;
        if self.experiment.estimator == Estimator::Corrected {
            temperature.standard_error *= fit.beta / temperature.used;
            temperature.corrected = Some(fit.beta);
            temperature.used = fit.beta;
        }
        let scored = self.reference.as_ref().and_then(|r| r.score(fit));
        let potential = &mut outcome.potential;
        potential.terms = fit.terms();
        potential.band = widest(&potential.terms);
        potential.couplings = fit.couplings();
        if let Some(scored) = &scored {
            let known = potential.couplings.iter_mut().zip(&scored.couplings);
            known.for_each(|(coupling, exact)| coupling.reference = Some(*exact));
        }
        potential.unexplained_force = Some(fit.unexplained().max(0.0).sqrt());
        potential.outside = Some(fit.tally.outside().fold(0.0, f64::max));
        let axes = 0..basis.dimension();
        outcome.forces = Some(ForceEstimate {
            rmse: scored.as_ref().map(|s| s.forces.rmse),
            force_rmse: scored.as_ref().map(|s| s.forces.force_rmse),
            disagreement: beyond_chance(
                &fit.differences(&potential.terms),
                outcome.inverse_temperature.used,
            ),
            deviation: None,
            difference_error: Vec::new(),
            pieces: 1,
            undetermined: 0.0,
            knots: axes.map(|axis| 1.0 / basis.fine(axis).scale()).collect(),
            finest: flight(&self.run).iter().map(|x| FINEST * x).collect(),
            misfit: 0.0,
            samples: fit.tally.samples(),
            noise: None,
        });
        outcome.positions = Some(PositionEstimate {
            rmse: scored.as_ref().map(|s| s.density.rmse),
            force_rmse: scored.as_ref().map(|s| s.density.force_rmse),
        });
        let temperature = &outcome.inverse_temperature;
        outcome.reference = scored
            .zip(self.reference.as_ref())
            .map(|(scored, reference): (TermScore, _)| reference.told(&scored, temperature));
    }

    /// A probe of walkers at examples of the recorded positions, with momenta from a Gaussian with their
    /// covariance. Without data, from the initial law.
    fn look(
        &self,
        outcome: &Outcome,
        tally: Option<&TermTally>,
        smooth: Option<&dyn Smooth>,
    ) -> Probe {
        let (plan, d) = (&self.run.plan, self.experiment.dimension());
        let covariance = &outcome.momentum.symmetric_covariance;
        let root = DMatrix::from_fn(d, d, |i, j| covariance[i][j]).cholesky();
        let examples: Vec<_> = tally.iter().flat_map(|tally| tally.examples(d)).collect();
        let Some(root) = root.filter(|_| !examples.is_empty()) else {
            return probe(plan, BLOCKS, smooth, |random| start(&plan.initial, random));
        };
        let root = root.l();
        probe(plan, BLOCKS, smooth, |random: &mut Random| {
            let [q, _] = examples[random.below(examples.len())];
            let normal = DVector::from_fn(d, |_, _| random.normal());
            let p = &root * normal;
            [q.to_vec(), p.as_slice().to_vec()]
        })
    }
}

/// Half-width of the widest 95 % band of a function of one variable, over the central 90 % of its
/// positions.
fn widest(terms: &[Term]) -> Option<f64> {
    let singles = terms.iter().filter(|term| term.variables.len() == 1);
    let bands = singles.map(|term| {
        let errors: Vec<_> = term.standard_error.iter().map(|e| Some(*e)).collect();
        band(&errors, &term.density)
    });
    bands
        .collect::<Option<Vec<f64>>>()?
        .into_iter()
        .reduce(f64::max)
}
