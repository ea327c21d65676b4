//! The settings of a scan of the step, and the experiments that it consists of.

use crate::automatic::points;
use crate::{Calibration, Experiment, Kind, Problem, Scan, Shape, Spread};
use expression::{Potential, Vectors};
use message::say;
use statistics::MOST_GRIDDED;

/// Walkers at a point of the scan; burn-in takes at most one in `BURN_IN` of its steps.
const WALKERS: u32 = 128;
const BURN_IN: u64 = 4;
/// Largest step of an automatic scan, in units of the largest that the potential allows overall;
/// and the ratio of the largest to the smallest step.
const LARGEST: f64 = 0.5;
const RANGE: f64 = 100.0;
/// Recording time of a walker in relaxation times of the momentum, and the largest factor by which
/// it may increase the requested steps.
const RELAXATIONS: f64 = 10.0;
const MORE: f64 = 4.0;
/// Harmonics of a periodic energy that are not ripples: a torsion seldom has more than six wells.
const HARMONICS: usize = 6;
/// Displacement over which the unresolved force is measured, as a share of the largest step.
const SHARE: f64 = 0.25;
/// Mass scale and walker-steps of a calibration for a scale.
const MASS_SCALE: f64 = 0.5;
const CALIBRATING: u64 = 24_000_000;
/// The friction's share of the momentum in one step, `γδ`, in each of the colder scans: as much as
/// that, the temperature grows as `δ²`, and a walker's flight reaches from each scale to the next
/// where wells and ripples are alike.
const DAMPED: [f64; 3] = [0.01, 0.05, 0.2];
/// Largest step of a colder scan in units of that of the first: colder walkers keep away from walls.
const FARTHER: f64 = 1.6;
/// Walker-steps at each step of a scan that has to find a scale, not its power to many digits.
const FINDING: u64 = 4_000_000;

impl Experiment {
    /// Turns it into a scan.
    pub(super) fn scanning(&mut self) {
        self.kind = Kind::Scan;
        self.calibration = None;
        self.scan = Some(Scan {
            lower: None,
            upper: None,
            points: 24,
            friction_ratio: None,
            steps: 16_000_000,
            refine: 8,
            decompose: true,
        });
    }

    /// Turns it into an automatic study: a scan of the region and at the temperature that the shape
    /// of the energy suggests, if it rises on every side.
    pub(super) fn finding_out(&mut self) {
        self.scanning();
        // Every direction tells the power of the noise.
        let fewer = self.dimension().div_ceil(MOST_GRIDDED) as u64;
        if let Some(scan) = &mut self.scan {
            scan.steps = FINDING / fewer;
        }
        self.kind = Kind::Auto;
        self.initial.shape = Shape::Uniform;
        if let Some(Ok(found)) = self.extent() {
            self.initial.momentum.spread = vec![found.temperature.sqrt(); self.dimension()];
            self.region = self.table_region().unwrap_or(found.region);
        }
        let region = self.region.clone();
        self.start_all_over(&region);
    }

    /// Checks the scan.
    pub(super) fn check_scan(&self, problems: &mut Vec<Problem>) {
        let Some(scan) = &self.scan else {
            return;
        };
        if let (Some(lower), Some(upper)) = (scan.lower, scan.upper)
            && lower * 1.5 > upper
        {
            problems.push(Problem::new(
                "scan.upper",
                say!(
                    "scan-narrow",
                    "Largest step (scan.upper) must be at least one and a half times the smallest (scan.lower)."
                ),
            ));
        }
    }

    /// The experiment at one point of the scan: records only momenta, of a few walkers, with
    /// friction proportional to the step.
    #[must_use]
    pub fn point(&self, step: f64, friction: f64, steps: u64) -> Experiment {
        let most = steps / u64::from(WALKERS) / BURN_IN;
        // Two relaxation times of the momentum, which starts close to its temperature.
        let relaxed = (2.0 / (friction * step)).ceil().min(1e15) as u64;
        Experiment {
            kind: Kind::Learn,
            step,
            friction: Some(friction),
            steps,
            accuracy: None,
            walkers: Some(WALKERS),
            burn_in: Some(relaxed.min(most)),
            calibration: None,
            compare: None,
            scan: None,
            ..self.clone()
        }
    }

    /// The experiment that learns the potential of one scale.
    #[must_use]
    pub fn at_scale(&self, step: f64, friction: f64) -> Experiment {
        Experiment {
            kind: Kind::Learn,
            step,
            friction: Some(friction),
            // A sum of many terms is not worth the memory of the many blocks of a run that ends early.
            accuracy: self
                .accuracy
                .filter(|_| self.version > 2 && !self.learns_terms()),
            compare: None,
            scan: None,
            // The noise depends on the direction.
            calibration: (self.dimension() > 1).then_some(Calibration {
                friction,
                mass_scale: MASS_SCALE,
                steps: CALIBRATING,
            }),
            ..self.clone()
        }
    }
}

/// Largest curvature along a periodic axis of the first [`HARMONICS`] of `V`, over all lines. `slopes`
/// are its gradients on a grid with as many points along every axis.
fn harmonic_curvature(slopes: &Vectors, axis: usize, period: f64) -> f64 {
    let d = slopes.dimension();
    let along = libm::round(libm::pow(slopes.len() as f64, 1.0 / d as f64)) as usize;
    let stride: usize = (axis + 1..d).map(|_| along).product();
    let turn = |n: usize| libm::sincos(std::f64::consts::TAU * (n % along) as f64 / along as f64);
    let all: Vec<f64> = slopes.along(axis).collect();
    let firsts = (0..all.len()).filter(|n| (n / stride).is_multiple_of(along));
    let largest = |first: usize| {
        let line: Vec<f64> = (0..along).map(|k| all[first + k * stride]).collect();
        let mut curvatures = vec![0.0; along];
        for harmonic in 1..=HARMONICS.min((along - 1) / 2) {
            let (mut sine, mut cosine) = (0.0, 0.0);
            for (k, slope) in line.iter().enumerate().filter(|(_, s)| s.is_finite()) {
                let (s, c) = turn(harmonic * k);
                sine += slope * s;
                cosine += slope * c;
            }
            let rate = 2.0 / along as f64 * std::f64::consts::TAU * harmonic as f64 / period;
            for (k, curvature) in curvatures.iter_mut().enumerate() {
                let (s, c) = turn(harmonic * k);
                *curvature += rate * (sine * c - cosine * s);
            }
        }
        curvatures.into_iter().fold(0.0, f64::max)
    };
    firsts.map(largest).fold(0.0, f64::max)
}

impl Experiment {
    /// Most scans of the study, each colder than the one before: several if it is to reach an accuracy,
    /// since version 3.
    pub fn scans(&self) -> usize {
        match self.version > 2 && self.accuracy.is_some() {
            true => 1 + DAMPED.len(),
            false => 1,
        }
    }

    /// The temperature `kT` of the start.
    pub fn start_temperature(&self) -> f64 {
        let spread = &self.initial.momentum.spread;
        spread.iter().map(|p| p * p).sum::<f64>() / spread.len() as f64
    }

    /// The same at a lower temperature `kT` than that of the start, if it is lower: walkers start as
    /// cold, where such walkers are, and the accuracy is in proportion.
    #[must_use]
    pub fn cooled(mut self, temperature: f64) -> Experiment {
        let warm = self.start_temperature();
        if temperature < warm {
            self.accuracy = self.accuracy.map(|accuracy| accuracy * temperature / warm);
            self.initial.momentum.spread.fill(temperature.sqrt());
            if let Some(reached) = self.reached(temperature) {
                self.initial.position = Spread::over(&reached);
            }
        }
        self
    }
}

impl Scan {
    /// Walker-steps at one step: more, up to a limit, where friction is so small that momenta
    /// forget their start slowly.
    pub fn steps_at(&self, level: usize, step: f64, friction: f64) -> u64 {
        let least = self.steps_of(level);
        let needed = RELAXATIONS / (friction * step) * f64::from(WALKERS);
        (needed.min(MORE * least as f64) as u64).max(least)
    }

    /// Walker-steps at each step of one of the scans: fewer in a colder one, whose strong friction
    /// makes samples independent sooner.
    fn steps_of(&self, level: usize) -> u64 {
        if level == 0 {
            self.steps
        } else {
            self.steps / 4
        }
    }

    /// The friction at a step of one of the scans, with this ratio of both in the first.
    pub fn friction_at(&self, level: usize, step: f64, ratio: f64) -> f64 {
        let warm = ratio * step;
        match level.checked_sub(1) {
            Some(colder) => warm.max(DAMPED[colder] / step),
            None => warm,
        }
    }

    /// The steps of one of the scans, the largest first: they are the cheapest, and the staircase
    /// begins with them. A colder scan has two for one, since flights grow there as the square of the
    /// step, and goes a little further.
    pub fn steps_between(&self, level: usize, from: f64, to: f64) -> Vec<f64> {
        let (parts, end) = match level {
            0 => (1, to),
            _ => (2, FARTHER * to),
        };
        let last = f64::from((self.points - 1) * parts);
        let step = |i: u32| from * libm::pow(to / from, f64::from(i) / last);
        let steps = (0..).map(step).take_while(|step| *step <= end);
        let mut steps: Vec<f64> = match level {
            0 => (0..self.points).map(step).collect(),
            _ => steps.collect(),
        };
        steps.reverse();
        steps
    }

    /// The largest step that `V` allows overall, `2/√κ`, with `κ` the largest over axes of the
    /// slope of a straight line through its gradient over the region; infinite if no line rises. Along
    /// a periodic axis it is the largest curvature of the first harmonics of `V`.
    pub fn limit(&self, experiment: &Experiment, potential: &Potential) -> f64 {
        let points = points(experiment);
        let slopes = potential.gradients(&points);
        let region = &experiment.region;
        let curvature = |axis: usize| {
            let middle = 0.5 * (region.lower[axis] + region.upper[axis]);
            let (mut both, mut square) = (0.0, 0.0);
            for (q, slope) in points.iter().zip(slopes.iter()) {
                let x = q[axis] - middle;
                if slope[axis].is_finite() {
                    both += x * slope[axis];
                    square += x * x;
                }
            }
            both / square
        };
        let of_axis = |axis: usize| match experiment.period(axis) {
            Some(period) => harmonic_curvature(&slopes, axis, period),
            None => curvature(axis),
        };
        let largest = (0..experiment.dimension()).map(of_axis).fold(0.0, f64::max);
        2.0 / largest.sqrt()
    }

    /// Smallest and largest step of the scan, and friction in units of the step: as requested, or
    /// derived from `V` over the region. None of them depends on any scale.
    ///
    /// The largest step is half of [`Scan::limit`], or a tenth of the region if that is infinite.
    /// Friction is such that the force unresolved near that step produces this temperature.
    pub fn range(
        &self,
        experiment: &Experiment,
        potential: &Potential,
        temperature: f64,
        unresolved: impl Fn(f64) -> f64,
    ) -> [f64; 3] {
        let wide = experiment.region.lower.iter().zip(&experiment.region.upper);
        let wide = wide.map(|(lower, upper)| upper - lower).fold(0.0, f64::max);
        let limit = self.limit(experiment, potential);
        let largest = if limit.is_finite() {
            LARGEST * limit
        } else {
            0.1 * wide
        };
        let to = self.upper.unwrap_or(largest);
        let from = self.lower.unwrap_or(to / RANGE);
        let ratio = self.friction_ratio.unwrap_or_else(|| {
            let power = unresolved(SHARE * to);
            let ratio = 0.5 * power / temperature;
            if ratio > 0.0 && ratio.is_finite() {
                ratio
            } else {
                0.25
            }
        });
        [from, to, ratio]
    }
}
