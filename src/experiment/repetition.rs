//! The repetition of an energy: its deviation from a given period, and the period that it shows.

use crate::probed_energy::{SAMPLE, scattered_points};
use crate::{Experiment, PotentialSpec};
use dynamics::Random;
use expression::{Potential, Vectors};
use message::plain;
use std::cell::RefCell;

/// The deviation of an energy from one that repeats with the period of a coordinate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Repetition {
    pub axis: usize,
    /// Mean of `V(q + P) − V(q)` over the region, and its largest distance from that mean.
    pub rise: f64,
    pub excess: f64,
    /// True if the distance varies within a small part of the period, as that of ripples does.
    pub ripples: bool,
    /// Slope of the tilt that raises `V` by `rise` in every period; zero if there is none.
    pub tilt: f64,
    /// True if `V` repeats apart from that and from ripples: a formula with this period, not another.
    pub is_seen: bool,
}

/// Share of the range of `V`, or of its slope times the period, that is rounding.
const ROUNDING: f64 = 1e-9;
/// A tilt rises by more than this multiple of the excess.
const CLEAR: f64 = 1.0;
/// Length of a ripple at most, as a share of the period.
const SHORT: f64 = 0.05;
/// Largest excess of an energy that repeats apart from ripples, as a share of its range.
const SEEN: f64 = 0.5;

impl Repetition {
    /// `None` where `V` is not finite, or the coordinate not periodic.
    pub fn new(experiment: &Experiment, potential: &Potential, axis: usize) -> Option<Self> {
        let period = experiment.period(axis)?;
        let points = scattered_points(&experiment.region, SAMPLE);
        let next = moved(&points, axis, period);
        let energies = [&points, &next].map(|at| potential.energies(at));
        let slopes = [&points, &next].map(|at| potential.gradients(at));
        let range = |values: &[f64]| {
            let ends = values.iter().filter(|v| v.is_finite());
            ends.fold([f64::INFINITY, f64::NEG_INFINITY], |[a, b], v| {
                [a.min(*v), b.max(*v)]
            })
        };
        let differ = |[a, b]: &[Vec<f64>; 2]| -> Vec<f64> {
            let pairs = a.iter().zip(b).map(|(a, b)| b - a);
            pairs.filter(|x| x.is_finite()).collect()
        };
        let [least, most] = range(&energies[0]);
        let steps = differ(&energies);
        let rise = steps.iter().sum::<f64>() / steps.len() as f64;
        let off = steps.iter().map(|x| (x - rise).abs());
        let excess = off.clone().fold(0.0, f64::max);
        let square = off.map(|x| x * x).sum::<f64>() / steps.len() as f64;
        let kicks = differ(&slopes.map(|all| all.along(axis).collect()));
        let kick = kicks.iter().map(|x| x * x).sum::<f64>() / kicks.len() as f64;
        // Of a sine, amplitude over slope is the wavelength over 2π.
        let length = std::f64::consts::TAU * (square / kick).sqrt();
        let rounding = ROUNDING * (most - least);
        let settled = |x: f64| if x.abs() > rounding { x } else { 0.0 };
        let (rise, excess) = (settled(rise), settled(excess));
        let is_tilt = rise.abs() > CLEAR * excess;
        rise.is_finite().then_some(Repetition {
            axis,
            rise,
            excess,
            ripples: length < SHORT * period,
            tilt: if is_tilt { rise / period } else { 0.0 },
            is_seen: excess <= SEEN * (most - least),
        })
    }
}

/// An energy with its periods and an axis, and the periods that it shows.
type Shown = (
    (PotentialSpec, Option<Vec<Option<f64>>>, usize),
    Option<String>,
);

thread_local! {
    static LAST: RefCell<Option<Shown>> = const { RefCell::new(None) };
}

fn moved(points: &Vectors, axis: usize, by: f64) -> Vectors {
    let mut all = Vectors::new(points.dimension());
    for q in points.iter() {
        let along = q.iter().enumerate();
        all.push(along.map(|(i, x)| if i == axis { x + by } else { *x }));
    }
    all
}

impl Experiment {
    /// The repetition of its energy along each periodic coordinate.
    pub fn repetitions(&self, potential: &Potential) -> Vec<Repetition> {
        let axes = 0..self.dimension();
        axes.filter_map(|axis| Repetition::new(self, potential, axis))
            .collect()
    }

    /// True unless its energy has periods that it does not show at all, as after a change of the formula.
    pub fn repeats(&self) -> bool {
        !self.has_period()
            || (self.formula().and_then(|formula| formula.compile()))
                .is_ok_and(|potential| self.repetitions(&potential).iter().all(|r| r.is_seen))
    }

    /// The periods that its energy shows, as a link gives them, if it shows one along this axis. The
    /// last answer is kept.
    pub fn shown_periods(&self, potential: &Potential, axis: usize) -> Option<String> {
        let asked = (self.potential.clone(), self.periodic.clone(), axis);
        LAST.with_borrow_mut(|last| {
            if let Some((of, known)) = last
                && *of == asked
            {
                return known.clone();
            }
            let found = self.seen_periods(potential, axis);
            *last = Some((asked, found.clone()));
            found
        })
    }

    fn seen_periods(&self, potential: &Potential, axis: usize) -> Option<String> {
        let shown = |i: usize| match self.period(i) {
            Some(period) => Some(written(period)),
            None => shown_period(potential, i).map(written),
        };
        shown(axis)?;
        let words = (0..self.dimension()).map(|i| shown(i).unwrap_or_else(|| "none".to_owned()));
        Some(words.collect::<Vec<_>>().join(", "))
    }
}

/// Distances between the smallest and the largest period that is looked for.
const SMALLEST: f64 = 1e-3;
const LARGEST: f64 = 1e4;
/// Ratio of two distances that are tried.
const FINER: f64 = 1.01;
/// Points at which the energy is examined, and how far they lie from zero, in distances: a single well
/// must not hide among them.
const POINTS: usize = 96;
const SPREAD: f64 = 16.0;
const SPREADS: [f64; 8] = [8.0, 4.0, 2.0, 0.5, 0.1, 0.02, 4e-3, 1e-3];
/// Half-width of the box of the other coordinates.
const AROUND: f64 = 3.0;
/// Share of the largest mean square difference at distances down to a third that ripples may leave at
/// a period, and at these multiples of it.
const LEFT: f64 = 0.02;
const BEFORE: usize = 110;
const MULTIPLES: [f64; 5] = [2.0, 3.0, 7.0, 50.0, 1000.0];
/// Share of that which is rounding.
const EQUAL: f64 = 1e-14;
/// Halvings of the interval that contains the period; by each the multiple that shows it doubles.
const HALVINGS: i32 = 20;
/// Relative distance of a period from the number that it is taken for.
const NEAR: f64 = 1e-7;
/// Largest numerator and denominator of a factor of π.
const ABOVE: f64 = 1000.0;
const BELOW: i32 = 12;

/// The smallest period of the energy along an axis, whatever ripples and a tilt it has; `None` if it
/// shows none.
fn shown_period(potential: &Potential, axis: usize) -> Option<f64> {
    let look = Look::new(potential, axis);
    let mut before = vec![0.0; BEFORE];
    let mut period = SMALLEST;
    while period < LARGEST {
        let unlike = look.unlike(period, 1.0, SPREAD);
        let limit = LEFT
            * before[before.len() - BEFORE..]
                .iter()
                .copied()
                .fold(0.0, f64::max);
        if unlike < limit {
            let found = look.refined(period);
            let mut multiples = MULTIPLES.iter();
            let mut spreads = SPREADS.iter();
            if multiples.all(|times| look.unlike(found, *times, SPREAD) < limit)
                && spreads.all(|spread| look.unlike(found, 1.0, *spread) < limit)
            {
                return Some(look.exact(rounded(found), limit));
            }
        }
        before.push(if unlike.is_finite() { unlike } else { 0.0 });
        period *= FINER;
    }
    None
}

/// Random points that spread with the distance at which an energy is compared with itself.
struct Look<'a> {
    potential: &'a Potential,
    axis: usize,
    units: Vectors,
}

impl<'a> Look<'a> {
    fn new(potential: &'a Potential, axis: usize) -> Self {
        let d = potential.dimension();
        let mut random = Random::new(2, u32::MAX);
        let mut units = Vectors::new(d);
        for _ in 0..POINTS {
            units.push((0..d).map(|_| 2.0 * random.uniform() - 1.0));
        }
        Look {
            potential,
            axis,
            units,
        }
    }

    /// Mean square of `V(q + nP) − V(q)` about its mean over points up to a number of periods from zero;
    /// infinite if it is not finite at most of them.
    fn unlike(&self, period: f64, times: f64, spread: f64) -> f64 {
        let mut points = Vectors::new(self.units.dimension());
        for unit in self.units.iter() {
            for by in [0.0, times * period] {
                let along = unit.iter().enumerate();
                points.push(along.map(|(i, x)| match i == self.axis {
                    true => spread * period * x + by,
                    false => AROUND * x,
                }));
            }
        }
        let energies = self.potential.energies(&points);
        let steps = energies.chunks_exact(2).map(|pair| pair[1] - pair[0]);
        let steps: Vec<f64> = steps.filter(|x| x.is_finite()).collect();
        if steps.len() < POINTS / 2 {
            return f64::INFINITY;
        }
        let mean = steps.iter().sum::<f64>() / steps.len() as f64;
        steps.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / steps.len() as f64
    }

    /// The smallest multiple of a period by which ripples repeat as well; the period itself, if there is
    /// none.
    fn exact(&self, period: f64, limit: f64) -> f64 {
        let mut multiples = (1..=BELOW).map(|times| rounded(f64::from(times) * period));
        let repeats = |x: &f64| self.unlike(*x, 1.0, SPREAD) < EQUAL * limit;
        multiples.find(repeats).unwrap_or(period)
    }

    /// The period near this one, to many digits: ever larger multiples of it tell it ever better.
    fn refined(&self, near: f64) -> f64 {
        const TRIED: i32 = 8;
        let (mut middle, mut half, mut times) = (near, 0.03 * near, 1.0);
        for _ in 0..HALVINGS {
            let tried = (-TRIED..=TRIED).map(|k| middle + half * f64::from(k) / f64::from(TRIED));
            let unlike = |x: f64| (x, self.unlike(x, times, SPREAD));
            let best = tried.map(unlike).min_by(|a, b| a.1.total_cmp(&b.1));
            middle = best.map_or(middle, |(x, _)| x);
            half *= 0.5;
            times *= 2.0;
        }
        middle
    }
}

/// A multiple of π by small numbers, or a number of few digits, if the period is nearly one.
fn rounded(period: f64) -> f64 {
    let of_pi = (1..=BELOW).filter_map(|below| of_pi(period, below));
    let digits = (1..8).map(|digits| format!("{period:.*e}", digits - 1));
    let digits = digits.map(|text| text.parse().unwrap_or(period));
    let near = |x: &f64| (x - period).abs() <= NEAR * period;
    let of_pi = of_pi.map(|(_, x)| x);
    of_pi.chain(digits).find(near).unwrap_or(period)
}

/// The number above, and the value, of the fraction of π with this number below that is nearest to a
/// period.
fn of_pi(period: f64, below: i32) -> Option<(f64, f64)> {
    let above = libm::round(period * f64::from(below) / std::f64::consts::PI);
    let value = above * std::f64::consts::PI / f64::from(below);
    (above > 0.0 && above <= ABOVE).then_some((above, value))
}

/// The expression of a period, as people write it.
fn written(period: f64) -> String {
    for below in 1..=BELOW {
        if let Some((above, value)) = of_pi(period, below)
            && value == period
        {
            let over = if above == 1.0 {
                String::new()
            } else {
                format!("{above}*")
            };
            let under = if below == 1 {
                String::new()
            } else {
                format!("/{below}")
            };
            return format!("{over}pi{under}");
        }
    }
    plain(period).text
}

#[cfg(test)]
mod tests {
    use super::*;
    use expression::Formula;

    fn compiled(formula: &str) -> Potential {
        Formula::parse(formula).unwrap().compile().unwrap()
    }

    #[test]
    fn the_period_is_that_of_the_wells_whatever_the_ripples() {
        for (formula, period) in [
            ("cos(q)", Some("2*pi")),
            ("cos(pi*q)", Some("2")),
            ("1.5*(1 + cos(3*q))", Some("2*pi/3")),
            ("1.5*(1 + cos(3*q)) + 0.3*cos(q)", Some("2*pi")),
            ("cos(q) + 0.01*sin(100*q)", Some("2*pi")),
            ("cos(q) + 0.01*sin(q/0.01234)", Some("2*pi")),
            ("500*cos(q/100) + sin(q)", Some("200*pi")),
            ("0.002*cos(q/0.3) - 0.1*q", Some("3*pi/5")),
            ("cos(q) + cos(sqrt(2)*q)", None),
            ("q^2 + cos(q)", None),
            ("q^3", None),
            ("exp(-q^2)", None),
            ("0.1*q", None),
            ("q", None),
            ("log(q)", None),
            ("-5*exp(-q^2/2) + 0.1*cos(50*q)", None),
            ("150*(1 - exp(-20*(q - 0.27)))^2 + 1.5*cos(1500*q)", None),
            ("-20*exp(-0.2*abs(q)) - exp(cos(2*pi*q)) + 20 + e", None),
            (
                "9.28 + 12.16*cos(q) - 13.12*cos(q)^2 - 3.06*cos(q)^3 + 26.24*cos(q)^4 - 31.5*cos(q)^5 + 0.5*cos(80*q)",
                Some("2*pi"),
            ),
        ] {
            let found = shown_period(&compiled(formula), 0).map(written);
            assert_eq!(found.as_deref(), period, "{formula}");
        }
        let odd = shown_period(&compiled("cos(q/0.371) + 0.01*sin(q/0.0123)"), 0).unwrap();
        assert!(
            (odd / (0.371 * std::f64::consts::TAU) - 1.0).abs() < 1e-6,
            "{odd}"
        );
        let torsions = compiled("cos(x) + cos(2*y) + 0.2*cos(x - y) + 0.001*sin(1000*(x + y))");
        let found = [0, 1].map(|axis| shown_period(&torsions, axis).map(written));
        assert_eq!(found, [(); 2].map(|()| Some("2*pi".to_owned())));
        let mixed = compiled("cos(x)*(1 + y^2) + y^2");
        let found = [0, 1].map(|axis| shown_period(&mixed, axis).map(written));
        assert_eq!(found, [Some("2*pi".to_owned()), None]);
    }

    #[test]
    fn a_tilt_ripples_and_a_wrong_period_are_told_apart() {
        let of = |formula: &str, period: &str| {
            let link = format!("v=3&formula={formula}&periodic={period}").replace('+', "%2B");
            let (link, problems) = crate::Link::read(&link);
            assert!(problems.is_empty(), "{problems:?}");
            link.experiment.repetitions(&compiled(formula))[0]
        };
        let exact = of("cos(q)+0.001*sin(1000*q)", "2*pi");
        assert_eq!((exact.rise, exact.excess, exact.tilt), (0.0, 0.0, 0.0));
        let tilted = of("cos(q)-0.1*q", "2*pi");
        assert!((tilted.tilt + 0.1).abs() < 1e-12 && tilted.excess == 0.0);
        let rippled = of("cos(q)+0.001*sin(1234.5*q)-0.1*q", "2*pi");
        assert!(rippled.ripples && rippled.excess > 1e-3 && rippled.excess < 3e-3);
        assert!((rippled.tilt + 0.1).abs() < 1e-3);
        let wrong = of("cos(q)", "6");
        assert!(
            !wrong.ripples && wrong.excess > 0.2 && wrong.tilt == 0.0,
            "{wrong:?}"
        );
        let rising = of("q^2", "6");
        assert!(
            !rising.ripples && rising.excess > 1.0 && rising.tilt == 0.0,
            "{rising:?}"
        );
    }
}
