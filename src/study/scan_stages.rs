//! The scan: runs over many steps, the scales they reveal, and a learned potential for each scale.

use crate::attempts::Attempts;
use crate::found::Found;
use crate::learning::Learning;
use crate::quality::verdict;
use crate::run::{Run, lost};
use crate::scales_summary::nothing_recorded;
use crate::scan_points::{noise_point, scan_point};
use crate::scan_scales::{Candidate, Scanned};
use crate::stage::{Stage, Stages, StudyProgress};
use crate::{Cost, Outcome, Scale, Scales, ScanPoint};
use dynamics::Learned;
use estimate::{NoisePoint, refinements};
use experiment::{Experiment, Problem, Problems, Scan};
use message::say;
use sampling::{Job, JobResult, Report, RunKind, Setup, unresolved_power};
use statistics::order;

/// A study that scans the step.
pub(super) struct ScanStages {
    experiment: Experiment,
    scan: Scan,
    /// Friction over step in the warmest scan, and the largest step that the potential allows.
    ratio: f64,
    limit: f64,
    /// The runs in the order of their requests, each with the number of its scan.
    runs: Vec<(usize, Run)>,
    refined: bool,
    /// Number of scans begun.
    levels: usize,
    /// Number of times that larger steps were added.
    further: u32,
    /// The learning of the scales, once the scans are complete.
    attempts: Option<Attempts>,
    /// Source of the outcome until a learning run has one.
    empty: Learning,
}

/// Share of walkers lost at the largest steps from which a scan goes no further, the ratio of the
/// largest to the smallest step of what is added otherwise, and how often at most.
const OVER: f64 = 0.5;
const FURTHER: f64 = 10.0;
const FURTHER_SCANS: u32 = 3;
/// Part of a walker's flight, and the share of the noise power over such a displacement from which
/// there is a finer scale: that of a ripple a third of the flight long is a fortieth of a tenth.
const SHORT: f64 = 1.0 / 256.0;
const FINER: f64 = 0.04;

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
            refined: false,
            levels: 1,
            further: 0,
            attempts: None,
            empty: Learning::new(&experiment, run)?,
            experiment,
            scan,
        };
        scanning.begin(0, scanning.scan.steps_between(0, from, to))?;
        Ok(scanning)
    }

    /// Adds runs at these steps to one of the scans.
    fn begin(&mut self, level: usize, steps: Vec<f64>) -> Result<(), Problems> {
        for step in steps {
            let friction = self.scan.friction_at(level, step, self.ratio);
            let steps = self.scan.steps_at(level, step, friction);
            let part = self.experiment.point(step, friction, steps);
            let setup = Setup {
                kind: RunKind::ScanPoint(self.runs.len() as u32),
                ..Setup::plain(part.dimension(), friction, steps)
            };
            self.runs.push((level, Run::new(&part, setup)?));
        }
        Ok(())
    }

    /// After a round of runs: refines, learns or ends. Returns true if new jobs exist.
    fn next(&mut self) -> Result<bool, Problems> {
        if !self.refined && self.goes_further()? {
            return Ok(true);
        }
        if !self.refined {
            self.refined = true;
            let before = self.runs.len();
            let most = self.scan.refine as usize;
            let several = self.experiment.scans() > 1;
            for (level, points) in self.scanned(true).points.into_iter().enumerate() {
                // Once each.
                if level > 0 || self.levels == 1 {
                    let steps = match several {
                        false => refinements(&points, most, NoisePoint::clean),
                        true => refinements(&points, most, NoisePoint::nearly_clean),
                    };
                    self.begin(level, steps)?;
                }
            }
            if self.runs.len() > before {
                return Ok(true);
            }
        }
        if self.levels < self.experiment.scans() && self.lacks_scales() {
            let steps: Vec<f64> = self.runs.iter().map(|(_, run)| run.plan.step).collect();
            let [from, to] = [f64::min, f64::max].map(|f| steps.iter().copied().fold(steps[0], f));
            self.levels = self.experiment.scans();
            for level in 1..self.levels {
                self.begin(level, self.scan.steps_between(level, from, to))?;
            }
            self.refined = false;
            return Ok(true);
        }
        // Before version 3 only in one dimension.
        let unlearned = self.experiment.dimension() > 1 && self.experiment.version < 3;
        if !self.scan.decompose || unlearned || self.attempts.is_some() {
            return Ok(false);
        }
        let several = self.experiment.scans() > 1;
        self.attempts = Some(Attempts::new(self.scanned(true).scales(), several));
        self.learn()
    }

    /// True if colder scans may find more: if there is no plateau, or if even over a small part of a
    /// flight on the first the force changes, so that a finer scale is among the noise.
    fn lacks_scales(&self) -> bool {
        let scales = self.scanned(true).plateaus();
        let Some(finest) = scales.first().and_then(|of| of.first()) else {
            return true;
        };
        let potential = self.runs[0].1.plan.integrator.potential();
        let part = finest.flight() * SHORT;
        unresolved_power(&self.experiment, potential, part) > FINER * finest.plateau.power
    }

    /// Adds larger steps where hardly any walker is lost at the largest: what the energy does far up,
    /// where its walls are, says little about where walkers are. Returns true if it did.
    fn goes_further(&mut self) -> Result<bool, Problems> {
        let levels = self.levels;
        if self.experiment.scans() == 1
            || self.scan.upper.is_some()
            || self.further == FURTHER_SCANS
        {
            return Ok(false);
        }
        let scanned = self.scanned(true);
        let last = |points: &Vec<NoisePoint>| points.last().copied();
        let ends: Vec<NoisePoint> = scanned.points.iter().filter_map(last).collect();
        let largest = ends.iter().map(|end| end.step).fold(0.0, f64::max);
        let weak = |end: &NoisePoint| end.lost < OVER && end.friction * end.step < 1.0;
        if !ends.iter().any(weak) {
            return Ok(false);
        }
        self.further += 1;
        for level in 0..levels {
            let steps = self.scan.steps_between(level, largest, FURTHER * largest);
            self.begin(
                level,
                steps.into_iter().filter(|step| *step > largest).collect(),
            )?;
        }
        Ok(true)
    }

    /// Begins to learn the next scale, or with another candidate the one that has no sound potential
    /// yet. Returns true if there is one.
    fn learn(&mut self) -> Result<bool, Problems> {
        let Some(mut attempts) = self.attempts.take() else {
            return Ok(false);
        };
        let begun = attempts.next(&self.experiment, || self.scanned(true).spare());
        self.attempts = Some(attempts);
        begun
    }

    /// The points of every scan by ascending step, with or without those that recorded nothing.
    fn scanned(&self, all: bool) -> Scanned<'_> {
        let of = |level: usize| {
            let runs = self.sorted().into_iter().filter(|(l, _)| *l == level);
            let wanted = runs.filter(|(_, run)| all || run.tally.steps() > 0);
            wanted.map(|(_, run)| noise_point(run)).collect()
        };
        Scanned {
            points: (0..self.levels).map(of).collect(),
            several: self.experiment.scans() > 1,
            scan: &self.scan,
            ratio: self.ratio,
            without_plateau: self.experiment.version > 2,
        }
    }

    /// The runs by ascending step, the warmest first.
    fn sorted(&self) -> Vec<&(usize, Run)> {
        let steps: Vec<f64> = self.runs.iter().map(|(_, run)| run.plan.step).collect();
        order(&steps).into_iter().map(|n| &self.runs[n]).collect()
    }

    /// The scales found so far.
    fn scales(&self) -> Scales {
        let found = match &self.attempts {
            Some(attempts) => attempts.found(),
            None => {
                let scales = self.scanned(false).scales().into_iter();
                scales.map(|of| (of[0].clone(), None)).collect()
            }
        };
        let mut scales: Vec<Scale> = Vec::new();
        for (candidate, learned) in found {
            let Candidate {
                plateau,
                from,
                to,
                friction,
                ..
            } = candidate;
            let jump = plateau.power - scales.last().map_or(0.0, |scale| scale.noise_power);
            scales.push(Scale {
                from,
                to,
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
                verdict: learned.and_then(verdict),
            });
        }
        Scales {
            limit: self.limit,
            friction_ratio: self.ratio,
            scales,
        }
    }

    /// The points with recorded steps; of two at one step the clean one, or the warmer.
    fn points(&self) -> Vec<ScanPoint> {
        let mut points: Vec<ScanPoint> = Vec::new();
        for (_, run) in self.sorted() {
            if run.tally.steps() == 0 {
                continue;
            }
            let point = scan_point(run, &noise_point(run));
            match points.last_mut().filter(|last| last.step == point.step) {
                Some(last) if !last.clean && point.clean => *last = point,
                Some(_) => {}
                None => points.push(point),
            }
        }
        points
    }
}

impl Stages for ScanStages {
    fn jobs(&self) -> Vec<Job> {
        if let Some(attempts) = &self.attempts {
            return attempts.jobs();
        }
        let pending = self.runs.iter().filter(|(_, run)| !run.complete());
        pending
            .flat_map(|(_, run)| {
                let step = Some(run.plan.step);
                run.jobs().map(move |job| Job { step, ..job })
            })
            .collect()
    }

    fn absorb(&mut self, report: Report) -> Result<bool, Problems> {
        if let Some(attempts) = &mut self.attempts {
            return match attempts.absorb(report)? {
                Some(begun) => Ok(begun),
                None => self.learn(),
            };
        }
        let run = self
            .runs
            .iter_mut()
            .find(|(_, run)| run.setup.kind == report.run);
        if let (Some((_, run)), JobResult::Walkers(block)) = (run, report.result) {
            run.tally.insert(block);
        }
        if !self.runs.iter().all(|(_, run)| run.complete()) {
            return Ok(false);
        }
        self.next()
    }

    fn progress(&self) -> StudyProgress {
        if let Some(progress) = self.attempts.as_ref().and_then(Attempts::progress) {
            return progress;
        }
        let runs = || self.runs.iter().map(|(_, run)| run);
        let lost = lost(runs());
        let over = runs().all(Run::complete);
        let steps = runs().map(|c| c.tally.steps()).sum();
        StudyProgress {
            stage: Stage::Scan,
            burn_in_made: runs().map(Run::burn_in_made).sum(),
            burn_in_total: runs().map(Run::burn_in_total).sum(),
            steps,
            total: runs().map(Run::total).sum(),
            absorbed: lost.absorbed,
            diverged: lost.diverged,
            complete: over,
            failed: (over && steps == 0).then(|| nothing_recorded(lost)),
        }
    }

    fn outcome(&self) -> Outcome {
        // The potential of the largest scale comes first.
        let coarsest = self.attempts.as_ref().and_then(Attempts::shown).cloned();
        let learned = coarsest.unwrap_or_else(|| self.empty.outcome(None, &[]));
        let outcome = Outcome {
            steps: self.runs.iter().map(|(_, c)| c.tally.steps()).sum(),
            complete: self.progress().complete,
            experiment: self.experiment.clone(),
            ..learned
        };
        outcome.with(Found::Scanned(self.points(), self.scales()))
    }

    fn cost(&self) -> Option<Cost> {
        None
    }

    fn experiment(&self) -> &Experiment {
        &self.experiment
    }

    fn function(&self) -> Option<Learned> {
        self.attempts.as_ref()?.function()
    }
}
