//! The stages of the calibration: estimate the noise with several masses, calibrate the friction and
//! learn.

use crate::compare_stages::CompareStages;
use crate::found::Found;
use crate::learning::Learning;
use crate::run::{Run, lost};
use crate::stage::{Stage, Stages, StudyProgress};
use crate::warnings::nothing_left;
use crate::{Advice, Cost, Outcome, Variant};
use dynamics::Learned;
use estimate::{Noise, Resampled, TermFit, inverse_masses, noise_covariance, residual_noise};
use experiment::{Calibration, Experiment, Problems};
use message::{Message, say};
use nalgebra::DMatrix;
use sampling::{Job, JobResult, Report, RunKind, Setup};

/// Multiple of the wanted accuracy at its end from which a run is not worth its time.
const HOPELESS: f64 = 2.0;

/// A study that learns.
pub(super) struct LearnStages {
    experiment: Experiment,
    /// The runs with different masses, then one with unit masses, which shows the effect to
    /// calibrate away; empty without calibration.
    calibrating: Vec<Run>,
    noise: Option<Noise>,
    stage: Stage,
    /// The learning run; before calibration with scalar friction.
    learning: Learning,
    /// The outcome of the learning run with its diagnostics, once that is complete.
    learned: Option<Outcome>,
    /// The comparison after learning, if there is one.
    comparing: Option<CompareStages>,
    /// Why calibration found no friction.
    failed: Option<Message>,
    /// The scale of a scan that it learns, if any, and the temperature that calibration aims at.
    scale: Option<u32>,
    temperature: f64,
}

impl LearnStages {
    /// A study of its own, calibrated to a temperature of one.
    pub fn new(experiment: Experiment) -> Result<Self, Problems> {
        Self::of(experiment, None, 1.0)
    }

    /// The part of a scan that learns one of its scales, at a temperature `kT`.
    pub fn of_scale(
        experiment: Experiment,
        scale: u32,
        temperature: f64,
    ) -> Result<Self, Problems> {
        Self::of(experiment, Some(scale), temperature)
    }

    fn of(experiment: Experiment, scale: Option<u32>, temperature: f64) -> Result<Self, Problems> {
        let setup = Setup {
            kind: learn_kind(scale),
            ..Setup::plain(
                experiment.dimension(),
                experiment.friction(),
                experiment.steps,
            )
        };
        let calibrating = match &experiment.calibration {
            Some(calibration) => runs(&experiment, calibration, scale)?,
            None => Vec::new(),
        };
        Ok(LearnStages {
            stage: if calibrating.is_empty() {
                Stage::Learn
            } else {
                Stage::Calibrate
            },
            learning: Learning::new(&experiment, Run::new(&experiment, setup)?)?,
            calibrating,
            noise: None,
            learned: None,
            comparing: None,
            failed: None,
            scale,
            temperature,
            experiment,
        })
    }

    /// Ends stage 1: `Γ = Z/2kT` and `M = I` make the law Gibbs with `β = 1/kT` (2.7).
    fn calibrate(&mut self) -> Result<(), Problems> {
        let d = self.experiment.dimension();
        self.noise = match self.experiment.calibrates_by_forces() {
            true => by_forces(&self.calibrating[0], self.experiment.step),
            false => by_masses(&self.calibrating, self.experiment.step),
        };
        let Some(noise) = &self.noise else {
            self.failed = Some(no_noise(lost(&self.calibrating)));
            return Ok(());
        };
        let setup = Setup {
            kind: learn_kind(self.scale),
            friction: &noise.admissible * (0.5 / self.temperature),
            ..Setup::plain(d, 1.0, self.experiment.steps)
        };
        let run = Run::new(&self.experiment, setup)?;
        self.learning = Learning::new(&self.experiment, run)?;
        self.stage = Stage::Learn;
        Ok(())
    }

    /// True if the learning run of a scale that has its accuracy from the experiment would end far
    /// from it.
    fn hopeless(&self, wanted: Option<f64>) -> bool {
        let gain = (self.learning.run().remaining() as f64).sqrt();
        let enough = |wanted| self.learning.misses(Some(HOPELESS * gain * wanted));
        self.scale.is_some() && wanted.is_some_and(enough)
    }

    /// Ends stage 2: begins the comparison if it is requested and a surrogate exists.
    fn compare(&mut self) -> bool {
        let Some(compare) = self.experiment.compare.clone() else {
            return false;
        };
        let learned = self.learning.function();
        if learned.is_none() && compare.surrogate.is_none() {
            return false;
        }
        self.comparing = Some(CompareStages::new(compare, learned));
        self.stage = Stage::Compare;
        true
    }

    /// The runs of the current stage.
    fn runs(&self) -> Vec<&Run> {
        match self.stage {
            Stage::Calibrate => self.calibrating.iter().collect(),
            Stage::Learn => vec![self.learning.run()],
            Stage::Compare | Stage::Scan | Stage::Survey | Stage::Regress => Vec::new(),
        }
    }
}

impl Stages for LearnStages {
    fn jobs(&self) -> Vec<Job> {
        if let Some(comparing) = &self.comparing {
            return comparing.jobs();
        }
        self.runs().into_iter().flat_map(Run::jobs).collect()
    }

    fn absorb(&mut self, report: Report) -> Result<bool, Problems> {
        let run = match self.stage {
            Stage::Calibrate => self
                .calibrating
                .iter_mut()
                .find(|c| c.setup.kind == report.run),
            Stage::Learn => {
                Some(self.learning.run_mut()).filter(|run| report.run == run.setup.kind)
            }
            Stage::Compare => {
                if let Some(comparing) = &mut self.comparing {
                    comparing.absorb(report);
                }
                return Ok(false);
            }
            Stage::Scan | Stage::Survey | Stage::Regress => None,
        };
        if let (Some(run), JobResult::Walkers(block)) = (run, report.result) {
            run.tally.insert(block);
        }
        if self.stage == Stage::Learn && self.learning.run().complete() {
            let wanted = self.experiment.accuracy;
            if self.learned.is_none()
                && self.learning.misses(wanted)
                && !self.hopeless(wanted)
                && self.learning.run_mut().begin_round()
            {
                return Ok(true);
            }
            if self.learned.is_none() {
                let noise = self.noise.as_ref();
                self.learned = Some(self.learning.examined(noise, &self.calibrating));
            }
            return Ok(self.compare());
        }
        let over = self.stage == Stage::Calibrate
            && self.failed.is_none()
            && self.calibrating.iter().all(Run::complete);
        if over {
            self.calibrate()?;
        }
        Ok(over && self.failed.is_none())
    }

    fn progress(&self) -> StudyProgress {
        if let Some(comparing) = &self.comparing {
            return StudyProgress {
                stage: self.stage,
                burn_in_made: 0,
                burn_in_total: 0,
                steps: comparing.steps(),
                total: comparing.total(),
                absorbed: 0,
                diverged: 0,
                complete: comparing.complete(),
                failed: None,
            };
        }
        let runs = self.runs();
        let lost = lost(runs.iter().copied());
        let steps = runs.iter().map(|c| c.tally.steps()).sum();
        let learned = self.stage == Stage::Learn && self.learning.run().complete();
        let dead = self.learned.as_ref().filter(|_| learned && steps == 0);
        StudyProgress {
            stage: self.stage,
            burn_in_made: runs.iter().map(|c| c.burn_in_made()).sum(),
            burn_in_total: runs.iter().map(|c| c.burn_in_total()).sum(),
            steps,
            total: runs.iter().map(|c| c.total()).sum(),
            absorbed: lost.absorbed,
            diverged: lost.diverged,
            complete: learned || self.failed.is_some(),
            failed: self
                .failed
                .clone()
                .or_else(|| dead.map(|dead| Message::of(&dead.summary, &dead.sentences))),
        }
    }

    fn outcome(&self) -> Outcome {
        let so_far = || {
            let noise = self.noise.as_ref();
            self.learning.outcome(noise, &self.calibrating)
        };
        let learned = self.learned.clone().unwrap_or_else(so_far);
        let Some(comparing) = &self.comparing else {
            return learned;
        };
        let comparison = comparing.outcome(&self.experiment);
        let mut outcome = learned.with(Found::Compared(comparison));
        outcome.warnings.extend(comparing.unlearned());
        Outcome {
            complete: comparing.complete(),
            ..outcome
        }
    }

    fn cost(&self) -> Option<Cost> {
        self.comparing.as_ref()?.cost()
    }

    fn variants(&self) -> Vec<Variant> {
        self.learning.variants()
    }

    fn experiment(&self) -> &Experiment {
        &self.experiment
    }

    fn function(&self) -> Option<Learned> {
        self.learning.function()
    }
}

/// The noise by Algorithm 1, from all runs but the last.
fn by_masses(calibrating: &[Run], step: f64) -> Option<Noise> {
    let (last, masses) = calibrating.split_last()?;
    let runs: Vec<_> = masses
        .iter()
        .map(|run| (&run.setup.inverse_mass, &run.tally))
        .collect();
    noise_covariance(&runs, last.setup.friction[(0, 0)], step)
}

/// The noise that the forces of a run leave over.
fn by_forces(run: &Run, step: f64) -> Option<Noise> {
    let blocks: Vec<_> = run.tally.blocks().map(|block| &*block.terms).collect();
    // The density is not used, so its temperature does not matter.
    let fit = TermFit::new(run.plan.basis.as_ref()?, &blocks, 1.0, 0.0)?;
    residual_noise(&fit, &blocks, step)
}

/// The runs of stage 1, which divide its steps among them.
fn runs(
    experiment: &Experiment,
    calibration: &Calibration,
    scale: Option<u32>,
) -> Result<Vec<Run>, Problems> {
    let d = experiment.dimension();
    let masses = match experiment.calibrates_by_forces() {
        true => Vec::new(),
        false => inverse_masses(d, calibration.mass_scale),
    };
    let steps = calibration.steps.div_ceil(masses.len().max(1) as u64);
    let all = masses.into_iter().chain([DMatrix::identity(d, d)]);
    all.zip(1..)
        .map(|(inverse_mass, number)| {
            let setup = Setup {
                kind: match scale {
                    None => RunKind::Calibrate(number),
                    Some(scale) => RunKind::CalibrateScale(scale, number),
                },
                inverse_mass,
                ..Setup::plain(d, calibration.friction, steps)
            };
            Run::new(experiment, setup)
        })
        .collect()
}

fn learn_kind(scale: Option<u32>) -> RunKind {
    scale.map_or(RunKind::Learn, RunKind::Scale)
}

fn no_noise(lost: Resampled) -> Message {
    if lost.absorbed + lost.diverged > 0 {
        say!("noise-not-estimated", "The noise could not be estimated.")
            .and(nothing_left(lost).message())
    } else {
        say!(
            "no-noise",
            "The noise could not be estimated: at this step δ nothing in the energy acts as noise."
        )
        .and(Advice::sentence(&[
            Advice::LargerStep,
            Advice::FinerRipples,
        ]))
    }
}
