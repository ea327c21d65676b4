//! The box and the temperature at which an energy shows its wells, found from the energy alone.
//!
//! They set scales for a run that finds out by itself, never an estimate.

use crate::Region;
use dynamics::Random;
use expression::{Potential, Vectors};
use statistics::sorted;

/// Box of an energy's wells, and the temperature `kT` at which walkers explore it.
#[derive(Clone, Debug, PartialEq)]
pub struct Extent {
    pub region: Region,
    pub temperature: f64,
}

/// The side on which an energy does not rise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open {
    pub axis: usize,
    /// −1 or +1.
    pub side: i32,
}

/// Distances from the lowest point at which the energy is looked at: `SHELLS` to a power of ten,
/// from `10^−DECADES` to `10^DECADES`.
const SHELLS: i32 = 24;
const DECADES: i32 = 6;
const FIRST: i32 = -DECADES * SHELLS;
const LAST: i32 = DECADES * SHELLS;
/// Points in a shell along an axis.
const POINTS: usize = 32;
/// An energy rises across a shell if at this share of its points the force points inwards.
const RISING: f64 = 0.7;
/// Where ripples are steeper than the rest however far out, the energy rises beyond the shell whose
/// mean exceeds the lowest by so many times its scatter, or by this share of the rise to the last.
const ABOVE: f64 = 20.0;
const HALF: f64 = 0.5;

/// Points in a box, and how many of the lowest among them stand for where walkers are.
const SAMPLE: usize = 1024;
const LOW: usize = SAMPLE / 4;
/// Most twofold enlargements of the box in search of ripples.
const ENLARGEMENTS: usize = 48;
/// Least mean square force of the wells over the power of the ripples: with less, the friction that
/// keeps walkers in the box is strong within a step.
const STRONG: f64 = 5.0;
/// Growth of the unresolved power from one displacement to twice it below which it stands still; a
/// smooth force's grows by 16.
const STILL: f64 = 2.0;
/// The longest displacement is `2^−SHORT` of the box's half-width: walkers then fly over many ripples
/// without leaving a well.
const SHORT: i32 = 3;
const DISPLACEMENTS: i32 = 22;
/// Share of the force's power that may be rounding.
const ROUNDING: f64 = 1e-14;
/// Energy of the lowest face above the lowest point, of the region's end, and least of the rise to
/// infinity, all in `kT`.
const EDGE: f64 = 5.0;
const END: f64 = 8.0;
const BOUND: f64 = 12.0;
/// Room around the wells.
const ROOM: f64 = 1.6;

/// The extent of an energy; an error names a side on which it does not rise.
///
/// The box holds every place where the energy does not rise outwards, and is large enough for the
/// unresolved force at the displacement of a step to come from ripples rather than from the wells.
///
/// # Errors
/// If the energy falls, or stays level, on some side.
pub fn extent(potential: &Potential) -> Result<Extent, Open> {
    let look = Look {
        potential,
        dimension: potential.dimension(),
    };
    let (wells, rise) = look.wells()?;
    let boxed = look.enlarged(&wells, rise);
    let temperature = look.temperature(&boxed, rise);
    Ok(Extent {
        region: look.reached(&boxed, temperature),
        temperature,
    })
}

struct Look<'a> {
    potential: &'a Potential,
    dimension: usize,
}

impl Look<'_> {
    fn energies(&self, points: &Vectors) -> Vec<f64> {
        self.potential.energies(points)
    }

    /// A point near the lowest of all, coordinate by coordinate from a start.
    fn lowest(&self, mut at: Vec<f64>) -> Result<Vec<f64>, Open> {
        for _ in 0..3 {
            for axis in 0..self.dimension {
                let mut places = vec![at[axis]];
                for k in FIRST..=LAST {
                    let far = distance(k);
                    places.extend([at[axis] - far, at[axis] + far]);
                }
                let energies = self.energies(&self.along(&at, axis, &places));
                let finite = energies.iter().zip(&places).filter(|(e, _)| e.is_finite());
                if let Some((_, place)) = finite.min_by(|a, b| a.0.total_cmp(b.0)) {
                    at[axis] = *place;
                }
            }
        }
        let end = 0.5 * distance(LAST);
        match at.iter().position(|x| x.abs() > end) {
            Some(axis) => Err(Open {
                axis,
                side: if at[axis] > 0.0 { 1 } else { -1 },
            }),
            None => Ok(at),
        }
    }

    fn along(&self, at: &[f64], axis: usize, places: &[f64]) -> Vectors {
        let mut points = Vectors::new(self.dimension);
        for place in places {
            let point = at.iter().enumerate();
            points.push(point.map(|(i, x)| if i == axis { *place } else { *x }));
        }
        points
    }

    /// The box of all places where the energy does not rise outwards, and the least rise beyond.
    fn wells(&self) -> Result<(Region, f64), Open> {
        let mut lowest = self.lowest(vec![0.0; self.dimension])?;
        let mut around = self.around(&lowest)?;
        // A lower well may lie off the axes.
        for _ in 0..3 {
            let points = scattered(&padded(&around.0, 2.0), 4 * SAMPLE);
            let energies = self.energies(&points);
            let deepest = (0..points.len()).min_by(|a, b| energies[*a].total_cmp(&energies[*b]));
            let Some(deepest) = deepest.filter(|n| energies[*n] < self.energy(&lowest)) else {
                break;
            };
            lowest = self.lowest(points[deepest].to_vec())?;
            around = self.around(&lowest)?;
        }
        Ok(around)
    }

    fn energy(&self, at: &[f64]) -> f64 {
        let mut points = Vectors::new(self.dimension);
        points.push(at.iter().copied());
        self.energies(&points)[0]
    }

    /// The same from the axes through the lowest point, and from random points around them.
    fn around(&self, lowest: &[f64]) -> Result<(Region, f64), Open> {
        let mut sides = Vec::new();
        for axis in 0..self.dimension {
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
        let bottom = self.energy(lowest);
        let mut wells = Region {
            lower: lowest.to_vec(),
            upper: lowest.to_vec(),
        };
        for (axis, side, reach) in sides {
            // Along each axis as far as the highest barrier along any.
            let far = reach.distance.max(reach.above(barrier));
            let end = if side < 0 {
                &mut wells.lower
            } else {
                &mut wells.upper
            };
            end[axis] += f64::from(side) * far;
        }
        for _ in 0..8 {
            let points = scattered(&padded(&wells, 2.0 * ROOM), SAMPLE);
            let gradients = self.potential.gradients(&points);
            let energies = self.energies(&points);
            let centre = |i: usize| 0.5 * (wells.lower[i] + wells.upper[i]);
            let mut wider = wells.clone();
            for ((q, g), energy) in points.iter().zip(gradients.iter()).zip(energies) {
                let outward: f64 = (0..q.len()).map(|i| g[i] * (q[i] - centre(i))).sum();
                if outward <= 0.0 && energy < bottom + barrier {
                    for i in 0..q.len() {
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
        Ok((wells, rise))
    }

    /// The energy along an axis to one side of the lowest point.
    fn reach(&self, lowest: &[f64], axis: usize, side: i32) -> Result<Reach, Open> {
        let mut random = Random::new(0, u32::MAX);
        let mut places = Vec::new();
        for k in FIRST..=LAST {
            let (from, to) = (distance(k), distance(k + 1));
            let far = (0..POINTS).map(|_| from + (to - from) * random.uniform());
            places.extend(far.map(|far| lowest[axis] + f64::from(side) * far));
        }
        let points = self.along(lowest, axis, &places);
        let gradients = self.potential.gradients(&points);
        let outward: Vec<f64> = gradients
            .iter()
            .map(|g| f64::from(side) * g[axis])
            .collect();
        let energies: Vec<_> = self.energies(&points).chunks(POINTS).map(scatter).collect();
        let last = energies.len() - 1;
        let bottom = energies
            .iter()
            .flatten()
            .map(|e| e[0])
            .fold(f64::INFINITY, f64::min);
        let rise = energies[last].map_or(f64::INFINITY, |[mean, _]| mean - bottom);
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
        let outermost =
            |rises: &dyn Fn(usize) -> bool| (0..=last).rev().find(|shell| !rises(*shell));
        let settled = last - SHELLS as usize;
        let mut flat = outermost(&steep);
        if flat.is_some_and(|shell| shell > settled) {
            let around = energies[last].map_or(0.0, |[_, around]| around);
            flat = outermost(&above);
            if rise <= ABOVE * around || flat.is_some_and(|shell| shell > settled) {
                return Err(Open { axis, side });
            }
        }
        let rises: Vec<f64> = energies
            .iter()
            .map(|e| e.map_or(f64::INFINITY, |[mean, _]| mean - bottom))
            .collect();
        let within = flat.map_or(0, |shell| shell + 1);
        let finite = rises[..within].iter().filter(|rise| rise.is_finite());
        Ok(Reach {
            distance: if within > 0 { end_of(within - 1) } else { 0.0 },
            barrier: finite.copied().fold(0.0, f64::max),
            rise,
            rises,
        })
    }

    /// The box enlarged until steps may leap over ripples in it; if there are none, the box with some
    /// room.
    fn enlarged(&self, wells: &Region, rise: f64) -> Region {
        let width = |i: usize| wells.upper[i] - wells.lower[i];
        let widest = (0..self.dimension).map(width).fold(0.0, f64::max);
        // An energy that rises from its lowest point on has no size of its own.
        let sized = widest > 0.0;
        let least = if sized { 0.05 * widest } else { 2e-3 };
        let mut start = wells.clone();
        for i in 0..self.dimension {
            let lacking = (least - width(i)).max(0.0);
            start.lower[i] -= 0.5 * lacking;
            start.upper[i] += 0.5 * lacking;
        }
        let start = padded(&start, ROOM);
        let (mut enlarged, mut found) = (start.clone(), false);
        for _ in 0..ENLARGEMENTS {
            let ripples = self.ripples(&enlarged);
            found |= ripples.is_some();
            if ripples.is_some_and(|power| self.pull(&enlarged, rise) > STRONG * power) {
                return enlarged;
            }
            let wider = padded(&enlarged, if found { 1.25 } else { 2.0 });
            if self.edge(&wider) > HALF * rise {
                break;
            }
            enlarged = wider;
        }
        match (found, sized) {
            (true, _) => enlarged,
            (false, true) => start,
            (false, false) => padded(&start, 1000.0),
        }
    }

    /// Mean square of the force that holds walkers in the box, `kT κ` with the mean curvature `κ`, in
    /// units of its half-widths.
    fn pull(&self, region: &Region, rise: f64) -> f64 {
        let points = scattered(region, SAMPLE);
        let gradients = self.potential.gradients(&points);
        let (mut both, mut square) = (0.0, 0.0);
        for (q, g) in points.iter().zip(gradients.iter()) {
            for i in 0..q.len() {
                let middle = 0.5 * (region.lower[i] + region.upper[i]);
                let half = 0.5 * (region.upper[i] - region.lower[i]);
                let x = (q[i] - middle) / half;
                if g[i].is_finite() {
                    both += x * g[i] * half;
                    square += x * x;
                }
            }
        }
        self.temperature(region, rise) * self.dimension as f64 * both / square
    }

    /// The power of the force at which the unresolved power stands still, in units of the box's
    /// half-widths, if it does at some displacement that is short against the box: there it comes from
    /// ripples. Second differences remove what a smooth force adds.
    fn ripples(&self, region: &Region) -> Option<f64> {
        let points = scattered(region, SAMPLE);
        let energies = self.energies(&points);
        let mut low: Vec<usize> = (0..points.len())
            .filter(|&n| energies[n].is_finite())
            .collect();
        low.sort_by(|a, b| energies[*a].total_cmp(&energies[*b]));
        low.truncate(LOW);
        let half = |i: usize| 0.5 * (region.upper[i] - region.lower[i]);
        let moved = |by: f64| {
            let mut random = Random::new(1, u32::MAX);
            let mut all = Vectors::new(self.dimension);
            for &n in &low {
                // No displacement is a period of every ripple.
                let by = by * libm::exp2(2.0 * random.uniform() - 1.0);
                let q = points[n].iter().zip(0..);
                // Different lengths along the axes: a ripple along a diagonal must not look flat.
                all.push(q.map(|(q, i)| q + by * half(i) * (1.0 - 0.3 * i as f64)));
            }
            self.potential.gradients(&all)
        };
        let square = |forces: &[&[f64]], weights: &[f64]| {
            let each = (0..self.dimension).map(|i| {
                let pairs = forces.iter().zip(weights);
                let sum: f64 = pairs.map(|(force, weight)| weight * force[i]).sum();
                half(i) * half(i) * sum * sum
            });
            each.sum::<f64>()
        };
        // The mean without the largest, which a wall makes.
        let mean = |squares: Vec<f64>| {
            let finite = finite(squares);
            let kept = &finite[..finite.len() * 9 / 10];
            kept.iter().sum::<f64>() / kept.len().max(1) as f64
        };
        let here = moved(0.0);
        let whole = mean(here.iter().map(|g| square(&[g], &[1.0])).collect());
        let power = |k: i32| {
            let displacement = libm::exp2(f64::from(-k));
            let [a, b] = [1.0, 2.0].map(|times| moved(times * displacement));
            let points = 0..here.len();
            let differences = points.map(|n| square(&[&here[n], &a[n], &b[n]], &[1.0, -2.0, 1.0]));
            mean(differences.collect())
        };
        let powers: Vec<f64> = (SHORT..SHORT + DISPLACEMENTS).map(power).collect();
        let still = |pair: &[f64]| pair[1] > ROUNDING * whole && pair[0] < STILL * pair[1];
        // The weights' squares add up to six.
        powers
            .windows(2)
            .find(|pair| still(pair))
            .map(|pair| pair[0] / 6.0)
    }

    /// `kT` at which walkers explore the box without leaving it.
    fn temperature(&self, region: &Region, rise: f64) -> f64 {
        let inside = finite(self.energies(&scattered(region, SAMPLE)));
        let middle = 0.6 * (at(&inside, 0.6) - at(&inside, 0.01));
        middle.min(self.edge(region) / EDGE).min(rise / BOUND)
    }

    /// Energy of the lowest face of a box above the lowest inside.
    fn edge(&self, region: &Region) -> f64 {
        let points = scattered(region, LOW);
        let bottom = at(&finite(self.energies(&points)), 0.0);
        let mut edge = f64::INFINITY;
        for axis in 0..self.dimension {
            for end in [&region.lower, &region.upper] {
                let mut face = Vectors::new(self.dimension);
                for q in points.iter() {
                    face.push((0..q.len()).map(|i| if i == axis { end[axis] } else { q[i] }));
                }
                edge = edge.min(at(&finite(self.energies(&face)), 0.1));
            }
        }
        edge - bottom
    }

    /// The part of the box that walkers of this temperature reach.
    fn reached(&self, region: &Region, temperature: f64) -> Region {
        let mut reached = padded(region, 2.0);
        // A well may be small against the box: each look is at a smaller one.
        for _ in 0..4 {
            let points = scattered(&reached, 2 * SAMPLE);
            let energies = self.energies(&points);
            let end = at(&finite(energies.clone()), 0.0) + END * temperature;
            let low = points
                .iter()
                .zip(&energies)
                .filter(|(_, energy)| **energy <= end);
            let mut ends = [
                vec![f64::INFINITY; self.dimension],
                vec![f64::NEG_INFINITY; self.dimension],
            ];
            for (q, _) in low {
                for i in 0..q.len() {
                    ends[0][i] = ends[0][i].min(q[i]);
                    ends[1][i] = ends[1][i].max(q[i]);
                }
            }
            let [lower, upper] = ends;
            for i in 0..self.dimension {
                let room =
                    0.1 * (upper[i] - lower[i]) + 0.01 * (reached.upper[i] - reached.lower[i]);
                reached.lower[i] = reached.lower[i].max(lower[i] - room);
                reached.upper[i] = reached.upper[i].min(upper[i] + room);
            }
        }
        let rounded = |i: usize| {
            let width = reached.upper[i] - reached.lower[i];
            let unit = libm::pow(10.0, libm::floor(libm::log10(width)) - 1.0);
            let to = |x: f64| libm::round(x / unit) * unit;
            [to(reached.lower[i]), to(reached.upper[i])]
        };
        let ends = (0..self.dimension).map(rounded);
        let (lower, upper) = ends.map(|[lower, upper]| (lower, upper)).unzip();
        Region { lower, upper }
    }
}

/// The energy along an axis to one side of the lowest point.
struct Reach {
    /// Beyond it the energy rises.
    distance: f64,
    /// Highest mean energy above the lowest up to there, and that at the far end.
    barrier: f64,
    rise: f64,
    /// Mean energy above the lowest by shell.
    rises: Vec<f64>,
}

impl Reach {
    /// The first distance at which the energy is higher than this above the lowest; zero for zero.
    fn above(&self, energy: f64) -> f64 {
        match self.rises.iter().position(|rise| *rise > energy) {
            Some(shell) if energy > 0.0 && shell > 0 => end_of(shell - 1),
            _ => 0.0,
        }
    }
}

/// The outer end of a shell.
fn end_of(shell: usize) -> f64 {
    distance(FIRST + shell as i32 + 1)
}

/// The distance with this number.
fn distance(k: i32) -> f64 {
    libm::pow(10.0, f64::from(k) / f64::from(SHELLS))
}

/// Mean and standard deviation; `None` where a value is not finite.
fn scatter(values: &[f64]) -> Option<[f64; 2]> {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let square = values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n;
    square.is_finite().then(|| [mean, square.sqrt()])
}

/// The energy below which this share of ordered ones lies; infinite if there are none.
fn at(ordered: &[f64], share: f64) -> f64 {
    let place = (share * ordered.len() as f64) as usize;
    ordered.get(place).copied().unwrap_or(f64::INFINITY)
}

/// The finite values in order.
fn finite(values: Vec<f64>) -> Vec<f64> {
    sorted(
        &values
            .into_iter()
            .filter(|x| x.is_finite())
            .collect::<Vec<_>>(),
    )
}

/// A box with the same centre, so many times as wide.
fn padded(region: &Region, times: f64) -> Region {
    let ends = |lower: &f64, upper: &f64| {
        let (middle, half) = (0.5 * (lower + upper), 0.5 * times * (upper - lower));
        (middle - half, middle + half)
    };
    let both = region.lower.iter().zip(&region.upper);
    let (lower, upper) = both.map(|(lower, upper)| ends(lower, upper)).unzip();
    Region { lower, upper }
}

/// Random points in a box, the same for every energy.
fn scattered(region: &Region, count: usize) -> Vectors {
    let mut random = Random::new(0, u32::MAX);
    let mut points = Vectors::new(region.lower.len());
    for _ in 0..count {
        let axes = region.lower.iter().zip(&region.upper);
        points.push(axes.map(|(lower, upper)| lower + (upper - lower) * random.uniform()));
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;
    use expression::Formula;

    /// The middle and half the width of the region along each axis.
    fn found(formula: &str) -> Result<(Vec<[f64; 2]>, f64), Open> {
        let potential = Formula::parse(formula).unwrap().compile().unwrap();
        let Extent {
            region,
            temperature,
        } = extent(&potential)?;
        let ends = region.lower.iter().zip(&region.upper);
        let both = ends.map(|(lower, upper)| [0.5 * (lower + upper), 0.5 * (upper - lower)]);
        Ok((both.collect(), temperature))
    }

    #[test]
    fn a_region_holds_the_wells_whatever_their_size() {
        // Formula, middle, wells within, half-width at most.
        for (formula, middle, inner, outer) in [
            ("q^2/2 + sin(20*q)/20 + sin(1000*q)/1000", 0.0, 1.5, 5.0),
            ("q^4/4 - q^2/2 + 0.02*cos(q/0.01)", 0.0, 1.5, 3.0),
            ("q^4/4 - q^2/2", 0.0, 1.5, 3.0),
            ("1e-4*(q^4/4 - q^2/2) + 1e-7*cos(1000*q)", 0.0, 1.5, 3.0),
            (
                "500*((q/100)^4/4 - (q/100)^2/2) + cos(q)",
                0.0,
                150.0,
                300.0,
            ),
            ("500*(q - 40)^2 + cos(100*q)", 40.0, 0.1, 1.0),
            ("q^2/2 + 1e-4*cos(q/0.01)", 0.0, 0.2, 1.0),
            ("0.3*abs(q) + 0.02*cos(q/0.01)", 0.0, 1.0, 10.0),
            ("1/q^12 - 2/q^6 + 0.002*cos(q/0.002)", 0.0, 1.1, 3.0),
        ] {
            let (region, temperature) = found(formula).unwrap();
            let [[centre, half]] = region[..] else {
                panic!("{formula}")
            };
            let holds = half > inner && half < outer && (centre - middle).abs() < 0.3 * half;
            assert!(holds, "{formula}: {centre} ± {half}");
            assert!(temperature > 0.0, "{formula}");
        }
    }

    #[test]
    fn axes_have_lengths_of_their_own() {
        let (region, _) =
            found("x^2/2 + 5000*y^2 + 0.01*sin(x/0.01) + 0.0001*sin(y/0.0001)").unwrap();
        let ratio = region[0][1] / region[1][1];
        assert!((50.0..200.0).contains(&ratio), "{region:?}");
    }

    #[test]
    fn an_energy_that_does_not_rise_names_the_side() {
        for formula in ["cos(q)", "q^3", "cos(q) + 0.1*q", "exp(-q^2)"] {
            assert!(found(formula).is_err(), "{formula}");
        }
        assert_eq!(found("x^2 + exp(y)").unwrap_err().axis, 1);
    }
}
