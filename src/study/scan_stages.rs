//! The scan: runs over many steps, the scales they reveal, and a learned potential for each scale.

use crate::found::Found;
use crate::learn_stages::LearnStages;
use crate::outcome_builder::OutcomeBuilder;
use crate::run::{Run, lost};
use crate::stage::{Stage, Stages, StudyProgress};
use crate::{Cost, Outcome, Scale, Scales, ScanPoint, Verdict};
use dynamics::Surface;
use estimate::{
    NoisePoint, Plateau, Resampled, bends, clean_range, momentum, plateaus, temperature,
};
use experiment::{Estimator, Experiment, Problem, Problems, Scan};
use message::{Message, count, list, measured, say};
use sampling::{Job, JobResult, Report, RunKind, Setup, WINDOW, unresolved_power};
use statistics::order;

/// A study that scans the step.
pub(super) struct ScanStages {
    experiment: Experiment,
    scan: Scan,
    /// Friction over step, and the largest step that the potential allows.
    ratio: f64,
    limit: f64,
    /// The runs in the order of their requests.
    runs: Vec<Run>,
    refined: bool,
    /// What learns each scale, the largest step first and one after the other, and the outcomes so
    /// far.
    learning: Vec<LearnStages>,
    learned: Vec<Outcome>,
    /// Source of the outcome until a learning run has one.
    empty: OutcomeBuilder,
}

impl ScanStages {
    pub fn new(experiment: Experiment) -> Result<Self, Problems> {
        let scan = experiment.scan.clone().ok_or_else(|| {
            Problems(vec![Problem::new(
                "scan",
                say!("no-scan", "No scan is described."),
            )])
        })?;
        let setup = Setup::plain(
            experiment.dimension(),
            experiment.friction(),
            experiment.steps,
        );
        let run = Run::new(&experiment, setup)?;
        let potential = run.plan.integrator.potential();
        let unresolved = |step| unresolved_power(&experiment, potential, step);
        let temperature = experiment.warmth(potential);
        let [from, to, ratio] = scan.range(&experiment, potential, temperature, unresolved);
        let mut scanning = ScanStages {
            ratio,
            limit: scan.limit(&experiment, potential),
            runs: Vec::new(),
            refined: scan.refine == 0,
            learning: Vec::new(),
            learned: Vec::new(),
            empty: OutcomeBuilder::new(&experiment, run)?,
            experiment,
            scan,
        };
        let last = f64::from(scanning.scan.points - 1);
        // The largest steps first: they are the cheapest, and the staircase begins with them.
        let steps = (0..scanning.scan.points).rev();
        let steps = steps.map(|i| from * libm::pow(to / from, f64::from(i) / last));
        scanning.begin(steps.collect())?;
        Ok(scanning)
    }

    /// Adds runs at these steps.
    fn begin(&mut self, steps: Vec<f64>) -> Result<(), Problems> {
        for step in steps {
            let friction = self.ratio * step;
            let steps = self.scan.steps_at(step, friction);
            let part = self.experiment.point(step, friction, steps);
            let setup = Setup {
                kind: RunKind::ScanPoint(self.runs.len() as u32),
                ..Setup::plain(part.dimension(), friction, steps)
            };
            self.runs.push(Run::new(&part, setup)?);
        }
        Ok(())
    }

    /// After a round of runs: refines, learns or ends. Returns true if new jobs exist.
    fn next(&mut self) -> Result<bool, Problems> {
        let noise_points: Vec<NoisePoint> = self.sorted().iter().map(|c| noise_point(c)).collect();
        if !self.refined {
            self.refined = true;
            let steps = bends(&noise_points, self.scan.refine as usize);
            if !steps.is_empty() {
                self.begin(steps)?;
                return Ok(true);
            }
        }
        // Before version 3 only in one dimension.
        let unlearned = self.experiment.dimension() > 1 && self.experiment.version < 3;
        if !self.scan.decompose || unlearned || !self.learning.is_empty() {
            return Ok(false);
        }
        let found = self.found(&noise_points);
        let friction = self.friction(&found);
        for (number, plateau) in found.iter().enumerate().rev() {
            let part = self.experiment.at_scale(plateau.step, friction);
            // By `var(p) = δσ²/2γ` (3.5).
            let temperature = plateau.power * plateau.step / (2.0 * friction);
            self.learning
                .push(LearnStages::of_scale(part, number as u32, temperature)?);
        }
        Ok(!self.learning.is_empty())
    }

    /// The friction proposed for all scales: that of the largest scale's step. It makes the smaller
    /// scales colder, and their ripples show.
    fn friction(&self, found: &[Plateau]) -> f64 {
        self.ratio * found.last().map_or(self.experiment.step, |p| p.step)
    }

    /// The runs by ascending step.
    fn sorted(&self) -> Vec<&Run> {
        let steps: Vec<f64> = self.runs.iter().map(|run| run.plan.step).collect();
        order(&steps).into_iter().map(|n| &self.runs[n]).collect()
    }

    /// The plateaus; since version 3 the widest range of clean noise where there is none.
    fn found(&self, noise_points: &[NoisePoint]) -> Vec<Plateau> {
        let mut found = plateaus(noise_points);
        if found.is_empty() && self.experiment.version > 2 {
            found.extend(clean_range(noise_points));
        }
        found
    }

    /// What learns now.
    fn current(&self) -> Option<&LearnStages> {
        self.learning.get(self.learned.len())
    }

    /// The scales found so far, from the points with recorded steps.
    fn scales(&self, points: &[(NoisePoint, ScanPoint)]) -> Scales {
        let noise_points: Vec<NoisePoint> =
            points.iter().map(|(noise_point, _)| *noise_point).collect();
        let found = self.found(&noise_points);
        let friction = self.friction(&found);
        let scale = |(number, plateau): (usize, &Plateau)| {
            let before = number.checked_sub(1).and_then(|n| found.get(n));
            let jump = plateau.power - before.map_or(0.0, |p| p.power);
            let place = self.learning.len().checked_sub(number + 1);
            let learned = place.and_then(|place| self.learned.get(place));
            Scale {
                from: noise_points[plateau.first].step,
                to: noise_points[plateau.last].step,
                noise_power: plateau.power,
                noise_power_error: plateau.power_error,
                spread: plateau.spread,
                step: plateau.step,
                friction,
                amplitude: (jump > 0.0).then(|| (2.0 * jump).sqrt()),
                energy: learned.map(|o| o.potential.energy.clone()),
                standard_error: learned.map(|o| o.potential.standard_error.clone()),
                reference: learned.and_then(|o| Some(o.reference.as_ref()?.name.clone())),
                rmse: learned.and_then(|o| Some(o.reference.as_ref()?.rmse)),
                verdict: learned.and_then(|o| Some(o.trust.as_ref()?.verdict)),
            }
        };
        let scales: Vec<Scale> = found.iter().enumerate().map(scale).collect();
        Scales {
            limit: self.limit,
            friction_ratio: self.ratio,
            scales,
        }
    }
}

impl Stages for ScanStages {
    fn jobs(&self) -> Vec<Job> {
        if let Some(current) = self.current() {
            let step = Some(current.experiment().step);
            let jobs = current.jobs().into_iter();
            return jobs.map(|job| Job { step, ..job }).collect();
        }
        let pending = self.runs.iter().filter(|run| !run.complete());
        pending
            .flat_map(|run| {
                let step = Some(run.plan.step);
                run.jobs().map(move |job| Job { step, ..job })
            })
            .collect()
    }

    fn absorb(&mut self, report: Report) -> Result<bool, Problems> {
        let number = self.learned.len();
        if let Some(current) = self.learning.get_mut(number) {
            let begun = current.absorb(report)?;
            if !current.progress().complete {
                return Ok(begun);
            }
            self.learned.push(current.outcome());
            return Ok(number + 1 < self.learning.len());
        }
        let run = self.runs.iter_mut().find(|c| c.setup.kind == report.run);
        if let (Some(run), JobResult::Walkers(block)) = (run, report.result) {
            run.tally.insert(block);
        }
        if !(self.learning.is_empty() && self.runs.iter().all(Run::complete)) {
            return Ok(false);
        }
        self.next()
    }

    fn progress(&self) -> StudyProgress {
        if let Some(last) = self.current().or(self.learning.last()) {
            return StudyProgress {
                complete: self.learned.len() == self.learning.len(),
                failed: None,
                ..last.progress()
            };
        }
        let lost = lost(&self.runs);
        let over = self.runs.iter().all(Run::complete);
        let steps = self.runs.iter().map(|c| c.tally.steps()).sum();
        StudyProgress {
            stage: Stage::Scan,
            settled: self.runs.iter().map(Run::settled).sum(),
            settling: self.runs.iter().map(Run::settling).sum(),
            steps,
            total: self.runs.iter().map(Run::total).sum(),
            absorbed: lost.absorbed,
            diverged: lost.diverged,
            complete: over,
            failed: (over && steps == 0).then(|| nothing_recorded(lost)),
        }
    }

    fn outcome(&self) -> Outcome {
        let points: Vec<(NoisePoint, ScanPoint)> = self
            .sorted()
            .into_iter()
            .filter(|run| run.tally.steps() > 0)
            .map(|run| {
                let noise_point = noise_point(run);
                (noise_point, point(run, &noise_point))
            })
            .collect();
        let scales = self.scales(&points);
        // The potential of the largest scale comes first.
        let coarsest = self.learned.first().cloned();
        let learned = coarsest.unwrap_or_else(|| self.empty.outcome(None, &[]));
        let outcome = Outcome {
            steps: self.runs.iter().map(|c| c.tally.steps()).sum(),
            complete: self.progress().complete,
            experiment: self.experiment.clone(),
            ..learned
        };
        let points = points.into_iter().map(|(_, point)| point).collect();
        outcome.with(Found::Scanned(points, scales))
    }

    fn cost(&self) -> Option<Cost> {
        None
    }

    fn experiment(&self) -> &Experiment {
        &self.experiment
    }

    fn surface(&self) -> Option<Surface> {
        self.learning.first()?.surface()
    }
}

/// The noise at the step of a run: its power `2γ var(p̄)/δ`, averaged over directions, and the
/// largest excess kurtosis of any direction.
fn noise_point(run: &Run) -> NoisePoint {
    let (plan, tally) = (&run.plan, &run.tally);
    let friction = run.setup.friction[(0, 0)];
    let temperature = temperature(tally, plan.positions.dimension(), Estimator::Symmetric).values;
    let power = 2.0 * friction / (plan.step * temperature.symmetric);
    let momentum = momentum(tally, &plan.momenta);
    let pairs = momentum
        .excess_kurtosis
        .iter()
        .zip(&momentum.excess_kurtosis_error);
    let worst = pairs.max_by(|a, b| a.0.abs().total_cmp(&b.0.abs()));
    let (kurtosis, kurtosis_error) = worst.map_or((f64::NAN, f64::NAN), |(k, e)| (*k, *e));
    let resampled = run.resampled();
    let windows = (resampled.absorbed + resampled.diverged) as f64;
    let sound = tally.steps() as f64 / WINDOW as f64;
    NoisePoint {
        step: plan.step,
        power,
        power_error: power * temperature.standard_error / temperature.symmetric,
        kurtosis,
        kurtosis_error,
        relaxations: plan.windows as f64 * WINDOW as f64 * friction * plan.step,
        lost: if windows > 0.0 {
            windows / (windows + sound)
        } else {
            0.0
        },
    }
}

fn point(run: &Run, noise_point: &NoisePoint) -> ScanPoint {
    let resampled = run.resampled();
    let rate = |lost: u64| 1e6 * lost as f64 / run.tally.steps().max(1) as f64;
    ScanPoint {
        step: noise_point.step,
        friction: run.setup.friction[(0, 0)],
        noise_power: noise_point.power,
        noise_power_error: noise_point.power_error,
        excess_kurtosis: noise_point.kurtosis,
        excess_kurtosis_error: noise_point.kurtosis_error,
        absorbed_per_million: rate(resampled.absorbed),
        diverged_per_million: rate(resampled.diverged),
        clean: noise_point.clean(),
    }
}

/// Why a scan recorded nothing, and the remedy.
fn nothing_recorded(lost: Resampled) -> Message {
    if lost.absorbed > lost.diverged {
        say!(
            "scan-came-to-rest",
            "At every step of the scan the walkers came to rest before anything could be recorded: nothing in the energy acts as noise there. Move the scan to larger steps, or choose an energy with finer ripples."
        )
    } else {
        say!(
            "scan-blew-up",
            "At every step of the scan the walkers blew up before anything could be recorded: these steps exceed the stability limit of the energy, or it falls without end. Move the scan to smaller steps, or choose an energy that rises on every side."
        )
    }
}

impl Scales {
    /// The scales in a few sentences, naming those whose checks do not pass.
    pub(super) fn summary(&self) -> Message {
        let each = |of: &dyn Fn(&Scale) -> f64, scales: &[&Scale]| {
            list(scales.iter().map(|s| measured(of(s))))
        };
        let all: Vec<&Scale> = self.scales.iter().collect();
        let mut said = match self.scales.as_slice() {
            [] => say!(
                "no-scale",
                "No small scale was found: over no range of these steps is the noise power constant and the momentum Gaussian."
            ),
            [one] => say!(
                "one-scale",
                "One scale was found: for steps from {from} to {to} it acts as noise of power {power}. A step of {step} learns the potential that remains.",
                from = measured(one.from),
                to = measured(one.to),
                power = measured(one.noise_power),
                step = measured(one.step)
            ),
            many => say!(
                "several-scales",
                "{scales} scales were found. On each plateau of the noise power, at {powers|, }, one more scale acts as noise. Steps of {steps|, } learn the potentials that remain.",
                scales = count(many.len() as f64),
                powers = each(&|s| s.noise_power, &all),
                steps = each(&|s| s.step, &all)
            ),
        };
        let at = |verdict| {
            let such = all.iter().copied().filter(|s| s.verdict == Some(verdict));
            let such: Vec<&Scale> = such.collect();
            (!such.is_empty()).then(|| each(&|s| s.step, &such))
        };
        if let Some(steps) = at(Verdict::Fail) {
            said = said.and(say!(
                "scale-fails",
                "The potential learned at a step of {steps|, } fails its checks: do not believe it.",
                steps = steps
            ));
        }
        if let Some(steps) = at(Verdict::Warn) {
            said = said.and(say!(
                "scale-in-doubt",
                "The potential learned at a step of {steps|, } is in doubt.",
                steps = steps
            ));
        }
        said
    }
}
