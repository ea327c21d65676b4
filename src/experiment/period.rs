//! The periods of an experiment's coordinates, as read from loosely typed input.

use crate::automatic::STANDARD;
use crate::{Experiment, Kind, Problem, Region};
use expression::Formula;
use message::say;
use serde_json::Value;

/// The first version of the format with periodic coordinates.
const SINCE: u32 = 3;
/// Relative difference of a region's width from a period that is rounding.
const ROUNDING: f64 = 1e-9;
/// Word for a coordinate without a period.
const NONE: &str = "none";

/// The periods as the list that an experiment holds, or null if no coordinate has one; `None` if the
/// value is not such a list. A period is a number or a constant expression such as `2*pi`; zero, null
/// and `none` stand for a coordinate that is not periodic, and a single value for all of them.
pub(super) fn periods(value: &Value, [min, max]: [f64; 2], dimension: usize) -> Option<Value> {
    let single = [value.clone()];
    let items = match value {
        Value::Array(items) => items.as_slice(),
        _ => &single,
    };
    let each: Vec<Option<f64>> = items
        .iter()
        .map(|item| period(item).filter(|p| p.is_none_or(|p| p >= min && p <= max)))
        .collect::<Option<_>>()?;
    let all = match each.as_slice() {
        [one] => vec![*one; dimension],
        _ if each.len() == dimension => each,
        _ => return None,
    };
    Some(match all.iter().any(Option::is_some) {
        true => Value::from(all),
        false => Value::Null,
    })
}

/// One period, `Some(None)` for none.
fn period(item: &Value) -> Option<Option<f64>> {
    let number = match item {
        Value::Null => 0.0,
        Value::String(text) if ["", NONE].contains(&text.trim()) => 0.0,
        Value::String(text) => Formula::constant(text)?,
        item => item.as_f64()?,
    };
    Some(Some(number).filter(|x| *x != 0.0))
}

impl Experiment {
    /// The period of a coordinate; `None` if it is not periodic.
    pub fn period(&self, axis: usize) -> Option<f64> {
        self.periodic.as_ref()?.get(axis).copied().flatten()
    }

    /// For each coordinate, true if it is periodic.
    pub fn wraps(&self) -> Vec<bool> {
        (0..self.dimension())
            .map(|axis| self.period(axis).is_some())
            .collect()
    }

    /// True if some coordinate is periodic.
    pub fn has_period(&self) -> bool {
        self.periodic.is_some()
    }

    /// Makes the default region of every periodic coordinate one period about zero.
    pub(super) fn span_periods(&mut self) {
        if let Some(periods) = &self.periodic {
            self.region = self.region.clone().with_periods(periods);
        }
    }

    /// Makes the region of every periodic coordinate one period from its lower end, or up to its upper
    /// one if only that is not the default.
    pub(super) fn fit_periods(&mut self, default: &Region) {
        for axis in 0..self.dimension() {
            let Some(period) = self.period(axis) else {
                continue;
            };
            let [lower, upper] = [&mut self.region.lower, &mut self.region.upper];
            let (from, to) = (&mut lower[axis], &mut upper[axis]);
            let fits = (*to - *from - period).abs() <= ROUNDING * period;
            if !fits && [*from, *to] == [-STANDARD, STANDARD] {
                // Nobody has chosen it.
                (*from, *to) = (default.lower[axis], default.upper[axis]);
            } else if !fits && *from == default.lower[axis] {
                *from = *to - period;
            } else if !fits {
                *to = *from + period;
            }
        }
    }

    /// Reports periods that this version or kind of experiment does not have, and removes them.
    pub(super) fn check_periods(&mut self) -> Option<Problem> {
        let refused = match self.kind {
            _ if !self.has_period() => return None,
            _ if self.version < SINCE => say!(
                "periodic-since",
                "Periodic coordinates need version 3 of the format (v=3 in a link)."
            ),
            Kind::Compare => say!(
                "periodic-compare",
                "Dynamics cannot be compared in a periodic coordinate yet: learn the potential, scan the step, or remove the period."
            ),
            _ => return None,
        };
        self.periodic = None;
        Some(Problem::new("periodic", refused))
    }
}
