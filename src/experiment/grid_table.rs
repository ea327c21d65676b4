//! The values of a function on a regular grid, as an experiment holds them.

use crate::digest::Digest;
use crate::{Problem, Problems};
use expression::{Axes, Table};
use message::{cut, exact, say};
use serde::{Deserialize, Serialize};

/// Fewest points along an axis: the spline needs them.
pub const FEWEST: usize = 4;
/// Most values of a table.
pub const MOST: usize = 1_000_000;
/// Longest text of a table in a link, in bytes; a longer one has its hash there.
const LONGEST_IN_LINK: usize = 4000;
/// Mark after the number of points of a periodic axis.
const PERIODIC: char = 'p';

/// A function of one or two variables by its values on a regular grid.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GridTable {
    pub axes: Axes,
    /// Row-major: the last axis runs fastest. In units of energy.
    pub values: Vec<f64>,
}

impl GridTable {
    /// Its text: `lower:upper:points` for each axis and then the values, separated by semicolons. A `p`
    /// behind the points marks a periodic axis, whose upper end is one period from the lower one.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for axis in 0..self.axes.points.len() {
            let [lower, upper] = [&self.axes.lower, &self.axes.upper].map(|ends| short(ends[axis]));
            let points = self.axes.points[axis];
            let mark = if self.axes.periodic[axis] { "p" } else { "" };
            text += &format!("{lower}:{upper}:{points}{mark};");
        }
        for (k, value) in self.values.iter().enumerate() {
            if k > 0 {
                text.push(',');
            }
            text += &short(*value);
        }
        text
    }

    /// Reads the format of [`GridTable::text`].
    ///
    /// # Errors
    /// If the text is malformed; the problem names the part.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let mut parts: Vec<&str> = text.trim().split(';').collect();
        let values = parts.pop().unwrap_or_default();
        let mut axes = Axes::default();
        for part in &parts {
            let words: Vec<&str> = part.trim().split(':').collect();
            let [lower, upper, points] = words.as_slice() else {
                return Err(malformed(part));
            };
            let count = points.trim_end_matches(PERIODIC);
            let (Some(lower), Some(upper), Ok(number)) =
                (number(lower), number(upper), count.parse())
            else {
                return Err(malformed(part));
            };
            axes.lower.push(lower);
            axes.upper.push(upper);
            axes.points.push(number);
            axes.periodic.push(points.ends_with(PERIODIC));
        }
        if !(1..=2).contains(&parts.len()) {
            return Err(malformed(text));
        }
        let each = values.split(',');
        let values = each.map(|word| number(word).ok_or_else(|| malformed(word)));
        let table = GridTable {
            axes,
            values: values.collect::<Result<_, _>>()?,
        };
        table.check().map(|()| table)
    }

    /// Checks that a spline can be made of it.
    ///
    /// # Errors
    /// The reason why not.
    pub fn check(&self) -> Result<(), Problem> {
        let Axes {
            lower,
            upper,
            points,
            ..
        } = &self.axes;
        if points.iter().any(|&points| points < FEWEST) {
            return Err(few_points());
        }
        let wanted = points.iter().try_fold(1, |a: usize, &b| a.checked_mul(b));
        if self.values.len() > MOST {
            return Err(many_values());
        }
        if wanted != Some(self.values.len()) {
            return Err(refused(say!(
                "table-count",
                "The table has {found} values, which do not match the points of its axes.",
                found = exact(self.values.len() as f64)
            )));
        }
        let widths = lower.iter().zip(upper).map(|(lower, upper)| upper - lower);
        for width in widths {
            if !(width > 0.0 && width.is_finite()) {
                return Err(refused(say!(
                    "table-ends",
                    "The upper end of each axis of a table must lie above its lower end."
                )));
            }
        }
        Ok(())
    }

    /// A hash of its bits, in the format of [`crate::is_fingerprint`]. Two tables agree by chance only
    /// once in 10²⁸.
    pub fn hash(&self) -> String {
        let axes = &self.axes;
        let words = |k: usize| {
            let ends = [axes.lower[k], axes.upper[k]].map(f64::to_bits);
            let [points, periodic] = [axes.points[k] as u64, u64::from(axes.periodic[k])];
            [ends[0], ends[1], points, periodic]
        };
        let head: Vec<u64> = (0..axes.points.len()).flat_map(words).collect();
        let values = self.values.iter().map(|value| value.to_bits());
        let mut digest = Digest::default();
        head.into_iter()
            .chain(values)
            .for_each(|word| digest.word(word));
        digest.text()
    }

    /// The text that stands for it in a link: the whole of a small table, the hash of a larger one.
    pub fn in_link(&self) -> String {
        // A value is at least one digit and its comma.
        if 2 * self.values.len() > LONGEST_IN_LINK {
            return self.hash();
        }
        let text = self.text();
        match text.len() > LONGEST_IN_LINK {
            true => self.hash(),
            false => text,
        }
    }

    /// Its interpolating spline.
    pub fn spline(&self) -> Table {
        Table::new(self.axes.clone(), &self.values)
    }
}

/// The shorter of the two notations of a number, with every bit.
fn short(x: f64) -> String {
    let (plain, scientific) = (format!("{x}"), format!("{x:e}"));
    if scientific.len() < plain.len() {
        scientific
    } else {
        plain
    }
}

fn number(word: &str) -> Option<f64> {
    let number = word.trim().parse::<f64>().ok();
    number.filter(|x| x.is_finite())
}

fn malformed(part: &str) -> Problem {
    refused(say!(
        "table-text",
        "A table is written as the ends and the number of points of each axis, and then its values, such as -2:2:5;4,1,0,1,4; “{part}” does not fit this form.",
        part = cut(part)
    ))
}

/// Too few points along an axis.
pub(crate) fn few_points() -> Problem {
    refused(say!(
        "table-few",
        "A table needs at least {fewest} points along each axis.",
        fewest = exact(FEWEST as f64)
    ))
}

/// Too many values.
pub(crate) fn many_values() -> Problem {
    refused(say!(
        "table-many",
        "A table may have at most {most} values.",
        most = exact(MOST as f64)
    ))
}

/// A problem with the table.
pub(crate) fn refused(message: message::Message) -> Problem {
    Problem::new("potential.table", message)
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        Problems(vec![problem])
    }
}

#[cfg(test)]
mod tests {
    use super::GridTable;

    #[test]
    fn the_text_keeps_every_bit() {
        let text = "-2:2:5;4,1,1e-20,1,0.30000000000000004";
        let table = GridTable::parse(text).unwrap();
        assert_eq!(table.text(), text);
        assert_eq!(table.in_link(), text);
        let circle = "0:6.283185307179586:4p;-1:1:4;1,2,3,4,1,2,3,4,1,2,3,4,1,2,3,4.5";
        assert_eq!(GridTable::parse(circle).unwrap().text(), circle);
        let mut other = table.clone();
        other.values[3] = 1.0 + f64::EPSILON;
        assert_ne!(table.hash(), other.hash());
        assert!(crate::is_fingerprint(&table.hash()));
    }

    #[test]
    fn what_is_no_table_is_told() {
        for (text, said) in [
            ("", "“” does not fit"),
            ("1,2,3", "does not fit this form"),
            ("0:1;1,2", "“0:1” does not fit"),
            ("0:1:3;1,2,3", "at least 4 points"),
            ("0:1:4;1,2,3", "3 values, which do not match"),
            ("1:1:4;1,2,3,4", "must lie above"),
            ("0:1:4;1,2,3,nan", "“nan” does not fit"),
            ("0:1:4;0:1:4;0:1:4;1", "does not fit"),
        ] {
            let problem = GridTable::parse(text).unwrap_err();
            assert!(
                problem.message.contains(said),
                "{text}: {}",
                problem.message.text
            );
        }
    }
}
