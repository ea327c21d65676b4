//! The box and the temperature at which an energy shows its wells, found from the energy alone.
//!
//! They set scales for an automatic study, never an estimate.

use crate::automatic::{LOW as LOW_SHARE, WARMTH};
use crate::probed_energy::{LOW, ProbedEnergy, SAMPLE, at, finite, padded, scattered_points};
use crate::wells::{Open, Wells};
use crate::{Experiment, PotentialSpec, Region};
use expression::{Potential, Vectors};
use statistics::MOST_GRIDDED;
use std::cell::RefCell;

/// Box of an energy's wells, and the temperature `kT` at which walkers explore it.
#[derive(Clone, Debug, PartialEq)]
pub struct Extent {
    pub region: Region,
    pub temperature: f64,
}

/// Most enlargements of the box in search of ripples.
const ENLARGEMENTS: usize = 48;
/// Least mean square force of the wells over the power of the ripples: with less, the friction that
/// keeps walkers in the box is strong within a step.
pub(super) const STRONG: f64 = 3.0;
/// Where the wells are never that steep: least `kT` in units of the work of the ripples' force over
/// the least displacement at which its power stands still. A flight over a few ripples then takes so
/// short a step that friction is weak within it.
const WARM: f64 = 12.0;
/// Energy of the lowest face above the lowest point, of the region's end, and least of the rise to
/// infinity, all in `kT`.
const EDGE: f64 = 5.0;
const END: f64 = 8.0;
const BOUND: f64 = 12.0;
/// Share of a box's points that are as low as its wells, and of a face's that are as low as a pass
/// through it.
const LOWEST: f64 = 0.01;
const PASS: f64 = 0.1;
/// Room around the wells.
const ROOM: f64 = 1.6;
/// Least width of the wells along an axis, in those along the widest, and where there is no width.
const NARROW: f64 = 0.05;
const POINT: f64 = 2e-3;
/// Widening of a box without ripples, and of one with ripples too strong for it.
const FARTHER: f64 = 2.0;
const WARMER: f64 = 1.25;
/// Growth of the energy of a box's faces in a box of twice the width, where a wall begins: that of the
/// twentieth power.
const STEEPEST: f64 = 1e6;
/// Width of the box of an energy without size or ripples, in those of [`POINT`].
const SIZELESS: f64 = 1000.0;
/// Share of the rise to infinity below which a box stays in the well.
const INSIDE: f64 = 0.5;
/// Highest cost of an evaluation: the hundreds of thousands that it takes to find an extent then take
/// the page a second or two.
const MOST_COST: u64 = 20_000;
/// Most room beyond what walkers reach, as a share of the distance to a wall.
const BEFORE_A_WALL: f64 = 0.25;
/// Looks at what walkers reach.
const LOOKS: usize = 4;

/// The extent of an energy; an error names a side on which it does not rise.
///
/// The box holds every place where the energy does not rise outwards, and is large enough for the
/// unresolved force at the displacement of a step to come from ripples rather than from the wells.
///
/// # Errors
/// If the energy falls, or stays level, on some side. A periodic coordinate has no sides, and the box
/// is one period of it.
fn extent(potential: &Potential, periods: &[Option<f64>]) -> Result<Extent, Open> {
    let look = ProbedEnergy::new(potential, periods).between_poles();
    let Wells { region, rise, pass } = look.wells()?;
    let boxed = look.enlarged(&region, rise);
    let temperature = look.temperature(&boxed, rise);
    let found = Extent {
        region: look.reached(&boxed, temperature),
        temperature,
    };
    Ok(look.colder(&found, pass / EDGE).unwrap_or(found))
}

/// An extent, and the energy and the periods that it is of.
type Known = (
    PotentialSpec,
    Option<Vec<Option<f64>>>,
    Option<Result<Extent, Open>>,
);

thread_local! {
    /// The last extent that was found.
    static LAST: RefCell<Option<Known>> = const { RefCell::new(None) };
}

impl Experiment {
    /// The extent of its energy; `None` if the formula is invalid, or too long to find it. Every
    /// reading and writing of a link asks for it, so the last one is kept.
    pub fn extent(&self) -> Option<Result<Extent, Open>> {
        LAST.with_borrow_mut(|last| {
            if let Some((of, periods, known)) = last
                && (&*of, &*periods) == (&self.potential, &self.periodic)
            {
                return known.clone();
            }
            let potential = self.formula().ok()?.compile().ok()?;
            let periods = self.periodic.as_deref().unwrap_or_default();
            let is_short = potential.cost_far_out() <= MOST_COST;
            let found = is_short.then(|| extent(&potential, periods));
            *last = Some((self.potential.clone(), self.periodic.clone(), found.clone()));
            found
        })
    }

    /// The part of its region that walkers of this temperature `kT` reach; `None` if the formula is
    /// invalid.
    pub(super) fn reached(&self, temperature: f64) -> Option<Region> {
        let potential = self.formula().ok()?.compile().ok()?;
        let half = padded(&self.region, 1.0 / FARTHER);
        let periods = self.periodic.as_deref().unwrap_or_default();
        Some(ProbedEnergy::new(&potential, periods).reached(&half, temperature))
    }
}

impl ProbedEnergy<'_> {
    /// The box enlarged until steps may leap over ripples in it; if there are none, the box with some
    /// room.
    fn enlarged(&self, wells: &Region, rise: f64) -> Region {
        if self.open_axes().next().is_none() {
            return wells.clone();
        }
        let start = self.start(wells);
        // An energy that rises from its lowest point on has no size of its own.
        let sized = self.widest(wells) > 0.0;
        let narrow = match sized {
            true => None,
            false => self.narrow_wells(&wells.lower),
        };
        let narrow = narrow.filter(|narrow| self.widest(narrow) > 0.0);
        let found = narrow.and_then(|narrow| self.leaping(self.start(&narrow), rise));
        let found = found.or_else(|| self.leaping(start.clone(), rise));
        found.unwrap_or_else(|| match sized {
            true => start,
            false => self.fitted(padded(&start, SIZELESS)),
        })
    }

    /// Width of a box along its widest axis.
    fn widest(&self, region: &Region) -> f64 {
        let widths = self.open_axes().map(|i| region.upper[i] - region.lower[i]);
        widths.fold(0.0, f64::max)
    }

    /// The box of wells with some room, and some width along every axis.
    fn start(&self, wells: &Region) -> Region {
        let widest = self.widest(wells);
        let least = if widest > 0.0 { NARROW * widest } else { POINT };
        let mut start = wells.clone();
        for i in self.open_axes() {
            let lacking = (least - (wells.upper[i] - wells.lower[i])).max(0.0);
            start.lower[i] -= 0.5 * lacking;
            start.upper[i] += 0.5 * lacking;
        }
        self.fitted(padded(&start, ROOM))
    }

    /// The first box, enlarged from this one on, whose wells hold walkers that leap over its ripples;
    /// `None` without ripples.
    fn leaping(&self, mut enlarged: Region, rise: f64) -> Option<Region> {
        let [mut found, mut warm] = [None, None];
        let mut edge = self.edge(&enlarged);
        for _ in 0..ENLARGEMENTS {
            if let Some([power, displacement]) = self.ripples(&enlarged) {
                if self.pull(&enlarged, rise) > STRONG * power {
                    return Some(enlarged);
                }
                if self.temperature(&enlarged, rise) > WARM * displacement * power.sqrt() {
                    warm.get_or_insert_with(|| enlarged.clone());
                }
                found.get_or_insert_with(|| enlarged.clone());
            }
            let times = if found.is_some() { WARMER } else { FARTHER };
            let wider = self.fitted(padded(&enlarged, times));
            let next = self.edge(&wider);
            if found.is_none() && edge > 0.0 && next > STEEPEST * edge {
                // Beyond a wall there are no ripples of these wells.
                break;
            }
            if next > INSIDE * rise {
                // The widest box inside the well.
                found = found.map(|_| enlarged);
                break;
            }
            (enlarged, edge) = (wider, next);
        }
        // No box is wide enough where the wells grow no steeper outwards.
        warm.or(found)
    }

    /// Mean square of the force that holds walkers in the box, `kT κ` with the mean curvature `κ`, in
    /// units of its half-widths.
    fn pull(&self, region: &Region, rise: f64) -> f64 {
        let points = scattered_points(region, SAMPLE);
        let gradients = self.potential.gradients(&points);
        let (mut both, mut square) = (0.0, 0.0);
        for (q, g) in points.iter().zip(gradients.iter()) {
            for i in self.open_axes() {
                let middle = 0.5 * (region.lower[i] + region.upper[i]);
                let half = 0.5 * (region.upper[i] - region.lower[i]);
                let x = (q[i] - middle) / half;
                if g[i].is_finite() {
                    both += x * g[i] * half;
                    square += x * x;
                }
            }
        }
        let open = self.open_axes().count() as f64;
        self.temperature(region, rise) * open * both / square
    }

    /// `kT` at which walkers explore the box without leaving it.
    fn temperature(&self, region: &Region, rise: f64) -> f64 {
        let inside = finite(self.potential.energies(&scattered_points(region, SAMPLE)));
        let middle = WARMTH * (at(&inside, LOW_SHARE) - at(&inside, LOWEST));
        middle.min(self.edge(region) / EDGE).min(rise / BOUND)
    }

    /// Energy of the lowest face of a box above the lowest inside.
    fn edge(&self, region: &Region) -> f64 {
        let points = scattered_points(region, LOW);
        let bottom = at(&finite(self.potential.energies(&points)), 0.0);
        let mut edge = f64::INFINITY;
        for axis in self.open_axes() {
            for end in [&region.lower, &region.upper] {
                let mut face = Vectors::new(self.dimension);
                for q in points.iter() {
                    face.push((0..q.len()).map(|i| if i == axis { end[axis] } else { q[i] }));
                }
                edge = edge.min(at(&finite(self.potential.energies(&face)), PASS));
            }
        }
        edge - bottom
    }

    /// The part of the box that walkers of this temperature reach.
    fn reached(&self, region: &Region, temperature: f64) -> Region {
        if self.dimension > MOST_GRIDDED {
            return self.wandered(region, temperature);
        }
        let mut reached = self.fitted(padded(region, FARTHER));
        // A well may be small against the box: each look is at a smaller one.
        for _ in 0..LOOKS {
            self.shrink(&mut reached, temperature);
        }
        self.rounded(&reached)
    }

    /// Cuts off of a box what walkers of this temperature do not reach, with room for what the points
    /// have missed.
    pub(super) fn shrink(&self, reached: &mut Region, temperature: f64) {
        let points = scattered_points(reached, 2 * SAMPLE);
        let energies = self.potential.energies(&points);
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
        for i in self.open_axes() {
            let room = 0.1 * (upper[i] - lower[i]) + 0.01 * (reached.upper[i] - reached.lower[i]);
            // Walkers do not reach a wall.
            let [left, right] = match i {
                0 => [lower[0] - self.walls[0], self.walls[1] - upper[0]],
                _ => [f64::INFINITY; 2],
            };
            let room = |wall: f64| room.min(BEFORE_A_WALL * wall);
            reached.lower[i] = reached.lower[i].max(lower[i] - room(left));
            reached.upper[i] = reached.upper[i].min(upper[i] + room(right));
        }
    }

    /// A box with ends of two digits of its width.
    pub(super) fn rounded(&self, reached: &Region) -> Region {
        let rounded = |i: usize| {
            let width = reached.upper[i] - reached.lower[i];
            let unit = libm::pow(10.0, libm::floor(libm::log10(width)) - 1.0);
            let to = |x: f64| match self.period(i) {
                Some(_) => x,
                // No zero has a sign.
                None => libm::round(x / unit) * unit + 0.0,
            };
            [to(reached.lower[i]), to(reached.upper[i])]
        };
        let ends = (0..self.dimension).map(rounded);
        let (lower, upper) = ends.map(|[lower, upper]| (lower, upper)).unzip();
        Region { lower, upper }
    }
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
        } = extent(&potential, &[])?;
        let ends = region.lower.iter().zip(&region.upper);
        let both = ends.map(|(lower, upper)| [0.5 * (lower + upper), 0.5 * (upper - lower)]);
        Ok((both.collect(), temperature))
    }

    #[test]
    fn a_region_holds_the_wells_whatever_their_size() {
        // Formula, middle, wells within, half-width at most.
        for (formula, middle, inner, outer) in [
            ("q^2/2 + sin(20*q)/20 + sin(1000*q)/1000", 0.0, 1.5, 10.0),
            ("q^4/4 - q^2/2 + 0.02*cos(q/0.01)", 0.0, 1.5, 6.0),
            ("q^4/4 - q^2/2", 0.0, 1.5, 6.0),
            ("1e-4*(q^4/4 - q^2/2) + 1e-7*cos(1000*q)", 0.0, 1.5, 6.0),
            (
                "500*((q/100)^4/4 - (q/100)^2/2) + cos(q)",
                0.0,
                150.0,
                300.0,
            ),
            ("500*(q - 40)^2 + cos(100*q)", 40.0, 0.1, 2.0),
            ("q^2/2 + 1e-4*cos(q/0.01)", 0.0, 0.2, 2.0),
            ("0.3*abs(q) + 0.02*cos(q/0.01)", 0.0, 1.0, 10.0),
            ("1/q^12 - 2/q^6 + 0.002*cos(q/0.002)", 1.05, 0.1, 0.5),
            ("q^2/2 + 1/q^2 + 0.003*sin(q/0.001)", 2.0, 1.0, 4.0),
            ("0.5*(q/1e-7)^2 + 0.01*sin(q/1e-9)", 0.0, 1e-8, 3e-6),
            (
                "4e-21*((q/1e-8)^2 - 1)^2 + 4e-23*cos(q/2e-11)",
                0.0,
                1e-8,
                1e-7,
            ),
            ("0.5*(q/1e8)^2 + 0.01*sin(q/1e6)", 0.0, 1e6, 3e9),
            // Walls that no box without ripples should climb.
            ("exp(q^2)", 0.0, 0.5, 3.0),
            ("cosh(q)^20 + 0.01*cos(100*q)", 0.0, 0.1, 1.0),
            // Wells that are small against the place where a weak trap is steeper than the ripples.
            (
                "20*(1 - exp(-q))^2 + 0.02*q^2 + 0.05*cos(q/0.01)",
                1.0,
                1.0,
                4.0,
            ),
            (
                "4*((1/q)^12 - (1/q)^6) + 0.05*(q - 1)^2 + 0.001*sin(q/0.0005)",
                1.25,
                0.1,
                0.5,
            ),
            // Wells beside a pole at which the energy falls.
            (
                "1000*exp(-4*q) - 20/q^6 + 0.5*(q - 3)^2 + 0.01*sin(200*q)",
                3.9,
                1.0,
                4.0,
            ),
            ("1/q + q^2/2 + 0.01*cos(120*q)", 1.6, 0.5, 4.0),
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
        for formula in ["-1/q^2 + q^2", "-1/(x^2 + y^2) + x^2 + y^2"] {
            let pole = found(formula).unwrap_err().pole.unwrap();
            assert!(pole.iter().all(|x| x.abs() < 1e-3), "{formula}: {pole:?}");
        }
    }
}
