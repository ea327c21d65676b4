//! Learns the scales of a scan, one candidate after the other.

use crate::Outcome;
use crate::learn_stages::LearnStages;
use crate::quality::Quality;
use crate::scan_scales::Candidate;
use crate::stage::{Stages, StudyProgress};
use dynamics::Learned;
use experiment::{Experiment, Problems};
use sampling::{Job, Report};

/// The learning runs, the largest scale first and one after the other.
pub(super) struct Attempts {
    /// The scales, the smallest first, with their candidates.
    scales: Vec<Vec<Candidate>>,
    /// True if a scale may be learned several times.
    several: bool,
    attempts: Vec<Attempt>,
    /// The outcomes so far.
    learned: Vec<Outcome>,
    /// True if a warmer candidate of the scale that learns now has been added.
    warmed: bool,
}

/// A learning run with a candidate of a scale.
struct Attempt {
    scale: usize,
    candidate: usize,
    /// `kT` at the start, if it is not that of the experiment.
    temperature: Option<f64>,
    learning: LearnStages,
}

/// Most candidates of one scale that are learned if none passes its checks: while all fail, and while
/// the best is in doubt.
const MOST: [usize; 2] = [5, 3];

impl Attempts {
    pub fn new(scales: Vec<Vec<Candidate>>, several: bool) -> Self {
        Attempts {
            scales,
            several,
            attempts: Vec::new(),
            learned: Vec::new(),
            warmed: false,
        }
    }

    /// Begins to learn the next scale, or with another candidate the one that has no sound potential
    /// yet; where all plateaus of the largest scale fail, with one of the `spare` ones. Returns true
    /// if there is one.
    pub fn next(
        &mut self,
        experiment: &Experiment,
        spare: impl FnOnce() -> Vec<Candidate>,
    ) -> Result<bool, Problems> {
        let Some((scale, number)) = self.following(spare) else {
            return Ok(false);
        };
        self.warmed &= number > 0;
        let candidate = &self.scales[scale][number];
        let temperature = candidate.temperature();
        let colder = self.several.then_some(temperature);
        let part = experiment.at_scale(candidate.plateau.step, candidate.friction);
        let part = match colder {
            None => part,
            Some(colder) => part.cooled(colder),
        };
        // Where nothing is learned twice the random numbers depend on the scale alone.
        let run = match self.several {
            true => self.attempts.len(),
            false => scale,
        };
        self.attempts.push(Attempt {
            scale,
            candidate: number,
            temperature: colder,
            learning: LearnStages::of_scale(part, run as u32, temperature)?,
        });
        Ok(true)
    }

    /// The numbers of the next scale and its candidate.
    fn following(&mut self, spare: impl FnOnce() -> Vec<Candidate>) -> Option<(usize, usize)> {
        let Some(last) = self.attempts.last() else {
            return Some((self.scales.len().checked_sub(1)?, 0));
        };
        let (scale, number) = (last.scale, last.candidate);
        let quality = self.best(scale).map(|n| Quality::of(&self.learned[n]));
        let [sound, believed] =
            [Quality::SOUND, Quality::BELIEVED].map(|limit| quality.is_some_and(|q| q <= limit));
        let is_largest = scale + 1 == self.scales.len();
        let known = &self.scales[scale];
        if self.several && !believed && number + 1 == known.len() {
            let more: Vec<Candidate> = match is_largest {
                true => spare(),
                // Its walkers may be too cold to leave their wells.
                false if !self.warmed => known[number].warmer().into_iter().collect(),
                false => Vec::new(),
            };
            self.warmed |= !is_largest;
            // No two runs at one step with one friction.
            let new = |c: &Candidate| !known.iter().any(|known| known.repeats(c));
            let more: Vec<Candidate> = more.into_iter().filter(new).collect();
            self.scales[scale].extend(more);
        }
        let most = self.scales[scale].len().min(MOST[usize::from(believed)]);
        match self.several && !sound && number + 1 < most {
            true => Some((scale, number + 1)),
            false => Some((scale.checked_sub(1)?, 0)),
        }
    }

    /// The number of the best attempt at a scale, the first of several.
    fn best(&self, scale: usize) -> Option<usize> {
        let of_scale = (0..self.learned.len()).filter(|n| self.attempts[*n].scale == scale);
        of_scale.min_by_key(|n| Quality::of(&self.learned[*n]))
    }

    /// Every scale with the best of its candidates, and what that one has learned.
    pub fn found(&self) -> Vec<(Candidate, Option<&Outcome>)> {
        let scales = self.scales.iter().enumerate();
        let best = |(scale, candidates): (usize, &Vec<Candidate>)| {
            let best = self.best(scale);
            let number = best.map_or(0, |n| self.attempts[n].candidate);
            (candidates[number].clone(), best.map(|n| &self.learned[n]))
        };
        scales.map(best).collect()
    }

    /// The outcome of the largest scale.
    pub fn shown(&self) -> Option<&Outcome> {
        let best = self.best(self.scales.len().checked_sub(1)?)?;
        Some(&self.learned[best])
    }

    /// The potential learned for the largest scale, ready to be run.
    pub fn function(&self) -> Option<Learned> {
        let largest = self.scales.len().checked_sub(1)?;
        let best = self.best(largest).unwrap_or(0);
        self.attempts.get(best)?.learning.function()
    }

    /// The jobs of what learns now.
    pub fn jobs(&self) -> Vec<Job> {
        let Some(attempt) = self.attempts.get(self.learned.len()) else {
            return Vec::new();
        };
        let step = Some(attempt.learning.experiment().step);
        let temperature = attempt.temperature;
        let with = |job| Job {
            step,
            temperature,
            ..job
        };
        attempt.learning.jobs().into_iter().map(with).collect()
    }

    /// Absorbs a report. Returns true if another stage of the same attempt begins, and `None` once it
    /// is complete.
    pub fn absorb(&mut self, report: Report) -> Result<Option<bool>, Problems> {
        let Some(attempt) = self.attempts.get_mut(self.learned.len()) else {
            return Ok(Some(false));
        };
        let begun = attempt.learning.absorb(report)?;
        if !attempt.learning.progress().complete {
            return Ok(Some(begun));
        }
        self.learned.push(attempt.learning.outcome());
        Ok(None)
    }

    /// The progress of what learns now, or learned last, then with the losses of what is shown.
    pub fn progress(&self) -> Option<StudyProgress> {
        let now = self.attempts.get(self.learned.len());
        let last = now.or(self.attempts.last())?.learning.progress();
        let shown = self.shown().filter(|_| now.is_none());
        let [absorbed, diverged] = match shown.map(|shown| shown.resampled) {
            Some(lost) => [lost.absorbed, lost.diverged],
            None => [last.absorbed, last.diverged],
        };
        Some(StudyProgress {
            absorbed,
            diverged,
            complete: now.is_none(),
            failed: None,
            ..last
        })
    }
}
