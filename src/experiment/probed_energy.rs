//! An energy probed at many points: the base of the choices made from its shape.

use crate::Region;
use dynamics::Random;
use expression::{Potential, Vectors};
use statistics::{order, sorted};

/// Random points in a box, and how many of the lowest among them stand for where walkers are.
pub const SAMPLE: usize = 1024;
pub const LOW: usize = SAMPLE / 4;

/// An energy to probe.
pub struct ProbedEnergy<'a> {
    pub potential: &'a Potential,
    pub dimension: usize,
    /// The unit of length of the distances at which the energy is examined.
    pub unit: f64,
    /// Walls on both sides of an energy of one variable.
    pub walls: [f64; 2],
    /// Period of each coordinate that has one.
    periods: Vec<Option<f64>>,
}

impl<'a> ProbedEnergy<'a> {
    pub fn new(potential: &'a Potential, periods: &[Option<f64>]) -> Self {
        let dimension = potential.dimension();
        ProbedEnergy {
            potential,
            dimension,
            unit: 1.0,
            walls: [f64::NEG_INFINITY, f64::INFINITY],
            periods: (0..dimension)
                .map(|axis| periods.get(axis).copied().flatten())
                .collect(),
        }
    }

    /// The same energy in another unit of length.
    pub fn in_units(&self, unit: f64) -> Self {
        ProbedEnergy {
            unit,
            periods: self.periods.clone(),
            ..*self
        }
    }

    /// The period of an axis, if it has one.
    pub fn period(&self, axis: usize) -> Option<f64> {
        self.periods[axis]
    }

    /// The axes without a period.
    pub fn open_axes(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.dimension).filter(|axis| self.periods[*axis].is_none())
    }

    /// True if this place of the first coordinate is between the walls.
    pub fn is_between(&self, place: f64) -> bool {
        self.walls[0] < place && place < self.walls[1]
    }

    /// The box with one period, about zero, along every axis that has one, and within the walls.
    pub fn fitted(&self, region: Region) -> Region {
        let mut fitted = region.with_periods(&self.periods);
        let [left, right] = self.walls;
        fitted.lower[0] = fitted.lower[0].max(left);
        fitted.upper[0] = fitted.upper[0].min(right);
        fitted
    }

    pub fn energy(&self, at: &[f64]) -> f64 {
        let mut points = Vectors::new(self.dimension);
        points.push(at.iter().copied());
        self.potential.energies(&points)[0]
    }

    /// Points that differ from one along an axis.
    pub fn along(&self, at: &[f64], axis: usize, places: &[f64]) -> Vectors {
        let mut points = Vectors::new(self.dimension);
        for place in places {
            let point = at.iter().enumerate();
            points.push(point.map(|(i, x)| if i == axis { *place } else { *x }));
        }
        points
    }
}

/// The energy below which this share of ordered ones lies; infinite if there are none.
pub fn at(ordered: &[f64], share: f64) -> f64 {
    let place = (share * ordered.len() as f64) as usize;
    ordered.get(place).copied().unwrap_or(f64::INFINITY)
}

/// The finite values in order.
pub fn finite(values: Vec<f64>) -> Vec<f64> {
    let finite: Vec<f64> = values.into_iter().filter(|x| x.is_finite()).collect();
    sorted(&finite)
}

/// A box with the same centre, `times` as wide.
pub fn padded(region: &Region, times: f64) -> Region {
    let ends = |lower: &f64, upper: &f64| {
        let (middle, half) = (0.5 * (lower + upper), 0.5 * times * (upper - lower));
        (middle - half, middle + half)
    };
    let both = region.lower.iter().zip(&region.upper);
    let (lower, upper) = both.map(|(lower, upper)| ends(lower, upper)).unzip();
    Region { lower, upper }
}

/// The numbers of the lowest of some points, at most `most`, the lowest first.
pub fn lowest_points(potential: &Potential, points: &Vectors, most: usize) -> Vec<usize> {
    let energies = potential.energies(points);
    let by_energy = order(&energies).into_iter();
    let finite = by_energy.filter(|&point| energies[point].is_finite());
    finite.take(most).collect()
}

/// Random points in a box, the same for every energy.
pub fn scattered_points(region: &Region, count: usize) -> Vectors {
    let mut random = Random::new(0, u32::MAX);
    let mut points = Vectors::new(region.lower.len());
    for _ in 0..count {
        let axes = region.lower.iter().zip(&region.upper);
        points.push(axes.map(|(lower, upper)| lower + (upper - lower) * random.uniform()));
    }
    points
}
