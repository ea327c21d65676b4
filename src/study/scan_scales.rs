//! The scales that the scans at several temperatures reveal, each with the steps and frictions at
//! which it may be learned.

use estimate::{NoisePoint, Plateau, clean_range, plateaus};
use experiment::Scan;
use statistics::order;

/// A step and a friction to learn a scale with, from a plateau of the noise power.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// Number of the scan, the warmest first, and its plateau.
    pub level: usize,
    pub plateau: Plateau,
    /// The plateau's smallest and largest step.
    pub from: f64,
    pub to: f64,
    pub friction: f64,
    /// Flights of a walker in one step at both ends of the plateau.
    flights: [f64; 2],
}

/// Relative difference of two noise powers, and share of the shorter range of flights that two have
/// in common, from which both plateaus are of one scale.
const SAME_POWER: f64 = 0.15;
const SHARED: f64 = 0.5;
/// Largest factor on the temperature of a candidate whose walkers do not change wells, and the least
/// that makes a difference.
const WARMER: f64 = 8.0;
const LITTLE: f64 = 1.3;
/// Ratio of the powers of two plateaus up to which clean noise between them makes them one.
const ONE_SCALE: f64 = 1.35;

/// A measure of clean noise.
type Measure = fn(&NoisePoint) -> bool;

/// The points of each scan, the warmest first.
pub(super) struct Scanned<'a> {
    pub points: Vec<Vec<NoisePoint>>,
    pub scan: &'a Scan,
    /// Friction over step in the warmest.
    pub ratio: f64,
    /// True if the study may scan several times.
    pub several: bool,
    /// True if a range of clean noise will do where there is no plateau.
    pub without_plateau: bool,
}

impl Scanned<'_> {
    /// The scales, the smallest first, each with its candidates, the warmest first.
    pub fn scales(&self) -> Vec<Vec<Candidate>> {
        let scales = self.plateaus();
        if self.without_plateau && scales.is_empty() {
            let spare = self.spare();
            return if spare.is_empty() {
                scales
            } else {
                vec![spare]
            };
        }
        scales
    }

    /// Those that have a plateau.
    pub fn plateaus(&self) -> Vec<Vec<Candidate>> {
        let mut scales: Vec<Vec<Candidate>> = Vec::new();
        for level in 0..self.points.len() {
            let found = self.apart(level, plateaus(&self.points[level]));
            for candidate in self.level(level, found) {
                // Two plateaus of one scan are two scales.
                let same = |of: &&mut Vec<Candidate>| {
                    of.iter().all(|c| c.level != level)
                        && of.iter().any(|c| c.same_scale(&candidate))
                };
                match scales.iter_mut().find(same) {
                    Some(scale) if scale.iter().any(|c| c.repeats(&candidate)) => {}
                    Some(scale) => scale.push(candidate),
                    None => scales.push(vec![candidate]),
                }
            }
        }
        let firsts: Vec<f64> = scales.iter().map(|of| of[0].flights[1]).collect();
        let mut ordered: Vec<Vec<Candidate>> = Vec::new();
        for n in order(&firsts) {
            let mut scale = scales[n].clone();
            // A larger scale adds to the noise: where there is less, both are one. In a single scan,
            // as of links of version 1 and 2, all of them stay.
            let power = scale[0].plateau.power;
            while let Some(smaller) =
                ordered.pop_if(|of| self.several && power <= of[0].plateau.power)
            {
                scale.extend(smaller);
            }
            ordered.push(scale);
        }
        ordered
    }

    /// The plateaus without those that lead up to the next one in clean noise: between two scales
    /// there is a range of steps that mixes them. In a single scan all of them.
    fn apart(&self, level: usize, plateaus: Vec<Plateau>) -> Vec<Plateau> {
        let alone = !self.several;
        let before = |n: usize| {
            let [a, b] = [&plateaus[n], plateaus.get(n + 1)?];
            let between = &self.points[level][a.last..=b.first];
            Some(between.iter().all(NoisePoint::clean) && b.power < ONE_SCALE * a.power)
        };
        let kept = (0..plateaus.len()).filter(|n| alone || before(*n) != Some(true));
        kept.map(|n| plateaus[n]).collect()
    }

    /// Candidates where the noise changes with the step: those of clean noise first.
    pub fn spare(&self) -> Vec<Candidate> {
        let mut spare: Vec<Candidate> = Vec::new();
        let ranges: [(usize, Measure); 3] = [
            (2, NoisePoint::clean),
            (1, NoisePoint::nearly_clean),
            (1, NoisePoint::uneven),
        ];
        // A single scan looks for clean noise only.
        let kinds = if self.several { 3 } else { 1 };
        for (least, clean) in &ranges[..kinds] {
            for (level, points) in self.points.iter().enumerate() {
                let range = clean_range(points, *least, clean);
                for candidate in self.level(level, range.into_iter().collect()) {
                    if !spare.iter().any(|c| c.repeats(&candidate)) {
                        spare.push(candidate);
                    }
                }
            }
        }
        spare
    }

    fn friction(&self, level: usize, step: f64) -> f64 {
        self.scan.friction_at(level, step, self.ratio)
    }

    /// The candidates of one scan.
    fn level(&self, level: usize, plateaus: Vec<Plateau>) -> Vec<Candidate> {
        let points = &self.points[level];
        let coarsest = plateaus.last().map_or(0.0, |p| p.step);
        let candidate = |plateau: Plateau| {
            let [first, last] = [&points[plateau.first], &points[plateau.last]];
            Candidate {
                level,
                from: first.step,
                to: last.step,
                // That of the largest scale's step in the warmest scan: it makes the smaller scales
                // colder, and their ripples show.
                friction: self.friction(level, if level == 0 { coarsest } else { plateau.step }),
                flights: [first.flight(), last.flight()],
                plateau,
            }
        };
        plateaus.into_iter().map(candidate).collect()
    }
}

impl Candidate {
    /// `kT`, by `var(p) = δσ²/2γ`.
    pub fn temperature(&self) -> f64 {
        self.plateau.power * self.plateau.step / (2.0 * self.friction)
    }

    /// A walker's flight in one step.
    pub fn flight(&self) -> f64 {
        self.plateau.step * self.temperature().sqrt()
    }

    /// The same at a higher temperature, for wells that walkers do not leave: at the smallest step,
    /// which flies as far as the plateau allows when it is warmest.
    pub fn warmer(&self) -> Option<Candidate> {
        let farthest = self.flights[1] / self.from;
        let temperature = (farthest * farthest).min(WARMER * self.temperature());
        (temperature > LITTLE * self.temperature()).then(|| Candidate {
            friction: self.plateau.power * self.from / (2.0 * temperature),
            plateau: Plateau {
                step: self.from,
                ..self.plateau
            },
            ..self.clone()
        })
    }

    /// True if both ask for the same run.
    pub fn repeats(&self, other: &Candidate) -> bool {
        self.plateau.step == other.plateau.step && self.friction == other.friction
    }

    /// True if both sieve the same scale: walkers that fly as far in a step, or meet as much noise.
    fn same_scale(&self, other: &Candidate) -> bool {
        let [a, b] = [self.plateau.power, other.plateau.power];
        if (a - b).abs() < SAME_POWER * a.max(b) {
            return true;
        }
        let width = |[from, to]: [f64; 2]| libm::log(to / from);
        let common = [
            self.flights[0].max(other.flights[0]),
            self.flights[1].min(other.flights[1]),
        ];
        width(common) > SHARED * width(self.flights).min(width(other.flights))
    }
}

#[cfg(test)]
mod tests {
    use super::Scanned;
    use estimate::NoisePoint;
    use experiment::Scan;

    /// Two plateaus of these powers, with unclean noise between them.
    fn scales(powers: [f64; 2], several: bool) -> usize {
        let scan = Scan {
            lower: None,
            upper: None,
            points: 24,
            friction_ratio: None,
            steps: 1,
            refine: 0,
            decompose: false,
        };
        let point = |n: usize| {
            let step = 0.01 * libm::pow(1.2, n as f64);
            let power = powers[n / 12];
            NoisePoint {
                step,
                friction: step,
                power,
                power_error: 1e-4 * power,
                kurtosis: if (10..14).contains(&n) { 5.0 } else { 0.0 },
                kurtosis_error: 0.01,
                relaxations: 100.0,
                lost: 0.0,
            }
        };
        let scanned = Scanned {
            points: vec![(0..24).map(point).collect()],
            scan: &scan,
            ratio: 1.0,
            several,
            without_plateau: false,
        };
        scanned.scales().len()
    }

    #[test]
    fn a_larger_scale_without_more_noise_is_the_same_one_unless_there_is_a_single_scan() {
        assert_eq!(scales([1.0, 2.0], true), 2);
        assert_eq!(scales([2.0, 1.0], true), 1);
        assert_eq!(scales([2.0, 1.0], false), 2);
    }
}
