//! Where the wells of an energy are: the box of all places where it does not rise outwards.

use crate::Region;
use crate::probed_energy::{ProbedEnergy, SAMPLE, finite, padded, scattered_points};
use dynamics::Random;

/// Where an energy does not rise.
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    pub axis: usize,
    /// −1 or +1.
    pub side: i32,
    /// The place beside which it falls without bound, if it does not fall far out.
    pub pole: Option<Vec<f64>>,
}

impl Open {
    fn far(axis: usize, side: i32) -> Self {
        let pole = None;
        Open { axis, side, pole }
    }
}

/// The box of all places where an energy does not rise outwards.
pub(super) struct Wells {
    pub region: Region,
    /// Least rise beyond the box.
    pub rise: f64,
    /// Highest energy above the lowest from which the mean energy falls again further out: that of
    /// the barriers between wells, where ripples make it rise and fall everywhere.
    pub pass: f64,
}

/// Distances from the lowest point at which the energy is examined: `SHELLS` to a power of ten,
/// from `10^−DECADES` to `10^DECADES` units of length.
pub(super) const SHELLS: i32 = 24;
const DECADES: i32 = 6;
pub(super) const FIRST: i32 = -DECADES * SHELLS;
pub(super) const LAST: i32 = DECADES * SHELLS;
/// Points in a shell along an axis.
pub(super) const POINTS: usize = 32;
/// An energy rises across a shell if at this share of its points the force points inwards.
const RISING: f64 = 0.7;
/// Where ripples are steeper than the rest however far out, the energy rises beyond the shell whose
/// mean exceeds the lowest by this multiple of its scatter, or by this share of the rise to the last. No
/// barrier between wells is higher than that share.
const ABOVE: f64 = 20.0;
const HALF: f64 = 0.5;
/// Where ripples grow as fast as the rest, the energy rises to a shell if it is higher there, but for
/// this share of the points at the other end, than twice as near.
const OTHER_END: f64 = 0.1;
const DOUBLING: usize = 8;
/// Widths of the box within which lower wells, and places where the energy does not rise, are looked
/// for beyond it, and how often at most.
const LOWER: f64 = 2.0;
const ROOM: f64 = 3.2;
const LOOKS: usize = 8;
/// Units of length for wells too narrow, and too wide, to be seen at distances about one.
const SMALL: f64 = 1e-9;
const LARGE: f64 = 1e9;
/// Standard errors of the mean energies of two shells by which the outer one is lower.
const LOWER_BY: f64 = 4.0;
/// Multiple of the energy beside a pole by which the pole is deeper.
const FALLEN: f64 = 1e3;
/// Ratio of the greatest to the least fall from one decade of distance to the next towards a pole at
/// which the energy falls as a logarithm does.
const EVEN: f64 = 1.5;

impl ProbedEnergy<'_> {
    /// The box of all places where the energy does not rise outwards.
    pub fn wells(&self) -> Result<Wells, Open> {
        let origin = vec![0.0; self.dimension];
        if let Ok(lowest) = self.lowest(origin.clone())
            && self.falls(&lowest)
        {
            return Err(Open {
                pole: Some(lowest),
                ..Open::far(0, 1)
            });
        }
        let wells = self.wells_from(origin.clone());
        wells.or_else(|open| self.in_units(LARGE).wells_from(origin).map_err(|_| open))
    }

    /// True if the energy falls without bound at a pole near this lowest point.
    pub(super) fn falls(&self, lowest: &[f64]) -> bool {
        let close = self.in_units(SMALL);
        let Ok(nearest) = close.lowest(lowest.to_vec()) else {
            return false;
        };
        let far = close.distance(LAST);
        let beside = [-far, far].map(|x| {
            let place: Vec<f64> = lowest.iter().map(|q| q + x).collect();
            self.energy(&place).abs()
        });
        self.energy(&nearest) < -FALLEN * beside[0].max(beside[1]) || close.falls_evenly(&nearest)
    }

    /// True if the energy near a point falls by the same amount with each decade of distance.
    fn falls_evenly(&self, point: &[f64]) -> bool {
        // Closer, the place of the pole itself is not known well enough.
        let decades = (-SHELLS..=LAST).step_by(SHELLS as usize);
        let levels = decades.map(|k| {
            let far = self.distance(k);
            let around = self.open_axes().flat_map(|axis| {
                let places = [point[axis] - far, point[axis] + far];
                self.potential.energies(&self.along(point, axis, &places))
            });
            around
                .filter(|e| e.is_finite())
                .fold(f64::INFINITY, f64::min)
        });
        let levels: Vec<f64> = levels.collect();
        let falls: Vec<f64> = levels.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let least = falls.iter().copied().fold(f64::INFINITY, f64::min);
        let greatest = falls.iter().copied().fold(0.0, f64::max);
        least > 0.0 && greatest.is_finite() && greatest < EVEN * least
    }

    /// The box of an energy that rises from near this point on, as it looks from close by.
    pub fn narrow_wells(&self, point: &[f64]) -> Option<Region> {
        let wells = self.in_units(SMALL).wells_from(point.to_vec()).ok()?;
        Some(wells.region)
    }

    fn wells_from(&self, start: Vec<f64>) -> Result<Wells, Open> {
        let mut lowest = self.lowest(start)?;
        let mut around = self.around(&lowest)?;
        // A lower well may lie off the axes.
        for _ in 0..3 {
            let points = scattered_points(&self.fitted(padded(&around.region, LOWER)), 4 * SAMPLE);
            let energies = self.potential.energies(&points);
            let deepest = (0..points.len()).min_by(|a, b| energies[*a].total_cmp(&energies[*b]));
            let Some(deepest) = deepest.filter(|n| energies[*n] < self.energy(&lowest)) else {
                break;
            };
            lowest = self.lowest(points[deepest].to_vec())?;
            around = self.around(&lowest)?;
        }
        Ok(around)
    }

    /// A point near the lowest of all, coordinate by coordinate from a start.
    pub(super) fn lowest(&self, start: Vec<f64>) -> Result<Vec<f64>, Open> {
        let mut at = start.clone();
        for _ in 0..3 {
            for axis in 0..self.dimension {
                let mut places = vec![at[axis]];
                match self.period(axis) {
                    Some(period) => places.extend((FIRST..=LAST).map(|k| {
                        let turns = f64::from(k) / f64::from(LAST - FIRST + 1);
                        period * turns
                    })),
                    None => places.extend((FIRST..=LAST).flat_map(|k| {
                        let far = self.distance(k);
                        // Of two equal wells, the positive one.
                        [at[axis] + far, at[axis] - far]
                    })),
                }
                let energies = self.potential.energies(&self.along(&at, axis, &places));
                let inside = energies.iter().zip(&places);
                let inside = inside.filter(|(e, place)| e.is_finite() && self.is_between(**place));
                if let Some((_, place)) = inside.min_by(|a, b| a.0.total_cmp(b.0)) {
                    at[axis] = *place;
                }
            }
        }
        let end = 0.5 * self.distance(LAST);
        let far = |axis: &usize| (at[*axis] - start[*axis]).abs() > end;
        match self.open_axes().find(far) {
            Some(axis) => {
                let side = if at[axis] > start[axis] { 1 } else { -1 };
                Err(Open::far(axis, side))
            }
            None => Ok(at),
        }
    }

    /// The box around a lowest point, from the axes through it and from random points around them.
    fn around(&self, lowest: &[f64]) -> Result<Wells, Open> {
        let mut sides = Vec::new();
        for axis in self.open_axes() {
            for side in [-1, 1] {
                sides.push((axis, side, self.reach(lowest, axis, side)?));
            }
        }
        let all = sides.iter().map(|(.., reach)| reach);
        let rise = all
            .clone()
            .map(|reach| reach.rise)
            .fold(f64::INFINITY, f64::min);
        let barrier = all
            .map(|reach| reach.barrier)
            .fold(0.0, f64::max)
            .min(HALF * rise);
        let passes = sides.iter().map(|(.., reach)| reach.pass);
        let pass = passes.fold(0.0, f64::max);
        let bottom = self.energy(lowest);
        let mut wells = Region {
            lower: lowest.to_vec(),
            upper: lowest.to_vec(),
        };
        for (axis, side, reach) in sides {
            // Along each axis as far as the highest barrier along any.
            let above = reach.above(barrier).map_or(0.0, |shell| self.end_of(shell));
            let far = reach.distance.max(above);
            let end = if side < 0 {
                &mut wells.lower
            } else {
                &mut wells.upper
            };
            end[axis] += f64::from(side) * far;
        }
        wells = self.fitted(wells);
        for _ in 0..LOOKS {
            let points = scattered_points(&self.fitted(padded(&wells, ROOM)), SAMPLE);
            let gradients = self.potential.gradients(&points);
            let energies = self.potential.energies(&points);
            let centre = |i: usize| 0.5 * (wells.lower[i] + wells.upper[i]);
            let mut wider = wells.clone();
            for ((q, g), energy) in points.iter().zip(gradients.iter()).zip(energies) {
                let outward: f64 = (0..q.len()).map(|i| g[i] * (q[i] - centre(i))).sum();
                if outward <= 0.0 && energy < bottom + barrier {
                    for i in self.open_axes() {
                        wider.lower[i] = wider.lower[i].min(q[i]);
                        wider.upper[i] = wider.upper[i].max(q[i]);
                    }
                }
            }
            if wider == wells {
                break;
            }
            wells = wider;
        }
        Ok(Wells {
            region: wells,
            rise,
            pass,
        })
    }

    /// The energy along an axis to one side of the lowest point.
    fn reach(&self, lowest: &[f64], axis: usize, side: i32) -> Result<Reach, Open> {
        let mut random = Random::new(0, u32::MAX);
        let mut places = Vec::new();
        for k in FIRST..=LAST {
            let (from, to) = (self.distance(k), self.distance(k + 1));
            let far = (0..POINTS).map(|_| from + (to - from) * random.uniform());
            places.extend(far.map(|far| lowest[axis] + f64::from(side) * far));
        }
        let wall = self.walls[usize::from(side > 0)];
        let shells = places.chunks(POINTS);
        let before_wall = shells.take_while(|shell| shell.iter().all(|x| self.is_between(*x)));
        places.truncate(before_wall.count() * POINTS);
        let points = self.along(lowest, axis, &places);
        let gradients = self.potential.gradients(&points);
        let outward: Vec<f64> = gradients
            .iter()
            .map(|g| f64::from(side) * g[axis])
            .collect();
        let energies = self.potential.energies(&points);
        let levels: Vec<[f64; 2]> = energies.chunks(POINTS).map(low_and_high).collect();
        let energies: Vec<_> = energies.chunks(POINTS).map(scatter).collect();
        let Some(last) = energies.len().checked_sub(1) else {
            return Ok(Reach {
                rise: f64::INFINITY,
                ..Reach::default()
            });
        };
        let bottom = energies
            .iter()
            .flatten()
            .map(|e| e[0])
            .fold(f64::INFINITY, f64::min);
        let walled = wall.is_finite();
        let rise = match walled {
            false => energies[last].map_or(f64::INFINITY, |[mean, _]| mean - bottom),
            true => f64::INFINITY,
        };
        let steep = |shell: usize| {
            let forces = &outward[shell * POINTS..(shell + 1) * POINTS];
            // Where the energy is not finite there is a wall.
            let inwards = forces.iter().filter(|slope| !(**slope <= 0.0)).count();
            inwards as f64 >= RISING * POINTS as f64
        };
        let above = |shell: usize| {
            energies[shell]
                .is_none_or(|[mean, around]| mean - bottom > (ABOVE * around).min(HALF * rise))
        };
        let grows = |shell: usize| {
            let nearer = shell.checked_sub(DOUBLING).map(|nearer| levels[nearer][1]);
            let [low, _] = levels[shell];
            // Where the energy is not finite there is a wall.
            low == f64::INFINITY || nearer.is_none_or(|high| low > high)
        };
        let outermost =
            |rises: &dyn Fn(usize) -> bool| (0..=last).rev().find(|shell| !rises(*shell));
        let settled = match walled {
            false => last - SHELLS as usize,
            true => last,
        };
        let mut flat = outermost(&steep);
        if flat.is_some_and(|shell| shell > settled) {
            let around = energies[last].map_or(0.0, |[_, around]| around);
            flat = outermost(&above);
            if rise <= ABOVE * around || flat.is_some_and(|shell| shell > settled) {
                flat = outermost(&grows);
            }
            if flat.is_some_and(|shell| shell > settled) {
                return Err(Open::far(axis, side));
            }
        }
        let rises: Vec<f64> = energies
            .iter()
            .map(|e| e.map_or(f64::INFINITY, |[mean, _]| mean - bottom))
            .collect();
        let within = flat.map_or(0, |shell| shell + 1);
        let finite = rises[..within].iter().filter(|rise| rise.is_finite());
        Ok(Reach {
            distance: match within.checked_sub(1) {
                Some(shell) => self.end_of(shell),
                None => 0.0,
            },
            barrier: finite.copied().fold(0.0, f64::max),
            pass: highest_pass(&energies, bottom),
            rise,
            rises,
        })
    }

    /// The outer end of a shell.
    fn end_of(&self, shell: usize) -> f64 {
        self.distance(FIRST + shell as i32 + 1)
    }

    /// The distance with this number.
    pub(super) fn distance(&self, k: i32) -> f64 {
        self.unit * libm::pow(10.0, f64::from(k) / f64::from(SHELLS))
    }
}

/// The energy along an axis to one side of the lowest point.
#[derive(Default)]
struct Reach {
    /// Beyond it the energy rises.
    distance: f64,
    /// Highest mean energy above the lowest up to there, and that at the far end.
    barrier: f64,
    pass: f64,
    rise: f64,
    /// Mean energy above the lowest by shell.
    rises: Vec<f64>,
}

impl Reach {
    /// The last shell before the energy is higher than this above the lowest; `None` for zero.
    fn above(&self, energy: f64) -> Option<usize> {
        let higher = self.rises.iter().position(|rise| *rise > energy);
        higher.filter(|_| energy > 0.0)?.checked_sub(1)
    }
}

/// Highest mean above the bottom of a shell from which the mean falls again further out, by more
/// than chance; `shells` are mean and standard deviation of each.
fn highest_pass(shells: &[Option<[f64; 2]>], bottom: f64) -> f64 {
    let error = |deviation: f64| deviation / (POINTS as f64).sqrt();
    let (mut pass, mut lowest) = (0.0_f64, [f64::INFINITY, 0.0]);
    for [mean, deviation] in shells.iter().rev().flatten() {
        let chance = LOWER_BY * libm::hypot(error(*deviation), error(lowest[1]));
        if mean - lowest[0] > chance {
            pass = pass.max(mean - bottom);
        }
        if *mean < lowest[0] {
            lowest = [*mean, *deviation];
        }
    }
    pass
}

/// The values below and above all but a few; infinite where some are not finite.
fn low_and_high(values: &[f64]) -> [f64; 2] {
    let known = finite(values.to_vec());
    let few = (OTHER_END * values.len() as f64) as usize;
    match known.len() == values.len() {
        true => [known[few], known[known.len() - 1 - few]],
        false => [f64::INFINITY; 2],
    }
}

/// Mean and standard deviation; `None` where a value is not finite.
pub(super) fn scatter(values: &[f64]) -> Option<[f64; 2]> {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let square = values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n;
    square.is_finite().then(|| [mean, square.sqrt()])
}
