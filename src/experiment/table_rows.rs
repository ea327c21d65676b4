//! Rows of numbers as a table on a regular grid.

use crate::Problem;
use crate::grid_table::{FEWEST, GridTable, MOST, few_points, many_values, refused};
use columns::no_rows;
use expression::{Axes, variables};
use message::{Message, exact, plain, say};

/// Largest difference of two spacings along an axis, in units of the spacing: what the rounding of
/// printed coordinates makes.
const UNEVEN: f64 = 0.02;
/// Least distance of two coordinates of a grid, in units of the axis.
const APART: f64 = 1e-7;

/// Numbers of a file, row by row, with the line of each row.
#[derive(Debug, Default)]
pub struct Rows {
    /// Coordinates and value of each row; of one variable, the second coordinate is zero.
    pub numbers: Vec<[f64; 3]>,
    /// Line of each row, counted from one; of a binary file, the row.
    pub lines: Vec<u64>,
    /// Period of each variable, if it has one. Its number is the dimension.
    pub periods: Vec<Option<f64>>,
}

impl Rows {
    /// Adds a row.
    ///
    /// # Errors
    /// If there are too many.
    pub fn push(&mut self, row: [f64; 3], line: u64) -> Result<(), Problem> {
        if self.numbers.len() == MOST {
            return Err(many_values());
        }
        self.numbers.push(row);
        self.lines.push(line);
        Ok(())
    }

    /// The table of the rows, which may have any order.
    ///
    /// # Errors
    /// The line at which the grid is not regular, or a point that is missing or there twice.
    pub fn table(&self) -> Result<GridTable, Problem> {
        if self.numbers.is_empty() {
            return Err(refused(no_rows()));
        }
        let d = self.periods.len();
        let (mut axes, mut steps) = (Axes::default(), Vec::new());
        for axis in 0..d {
            let (lower, step, points) = self.axis(axis)?;
            let period = self.periods[axis];
            axes.lower.push(lower);
            let intervals = points - usize::from(period.is_none());
            axes.upper
                .push(lower + period.unwrap_or(step * intervals as f64));
            axes.points.push(points);
            axes.periodic.push(period.is_some());
            steps.push(step);
        }
        let all = axes
            .points
            .iter()
            .try_fold(1, |a: usize, &b| a.checked_mul(b));
        let Some(all) = all.filter(|all| *all <= MOST) else {
            return Err(refused(say!(
                "table-scattered",
                "The points do not form a regular grid: {rows} rows have {along} different x and {across} different y.",
                rows = exact(self.numbers.len() as f64),
                along = exact(axes.points[0] as f64),
                across = exact(axes.points[d - 1] as f64)
            )));
        };
        let mut values = vec![f64::NAN; all];
        for (row, &line) in self.numbers.iter().zip(&self.lines) {
            let mut flat = 0;
            for axis in 0..d {
                let place = ((row[axis] - axes.lower[axis]) / steps[axis]).round() as usize;
                // The end of a period is its beginning.
                flat = flat * axes.points[axis] + place % axes.points[axis];
            }
            let (before, value) = (values[flat], row[2]);
            if !before.is_nan() && before != value {
                return Err(refused(say!(
                    "table-twice",
                    "Line {line} gives another value at {place|, }, which has one already.",
                    line = exact(line as f64),
                    place = message::list(self.place(&row[..d]))
                )));
            }
            values[flat] = value;
        }
        if let Some(missing) = values.iter().position(|value| value.is_nan()) {
            let inner = axes.points.get(1).copied().unwrap_or(1);
            let [first, second] = [missing / inner, missing % inner];
            let at = |axis: usize, k: usize| axes.lower[axis] + steps[axis] * k as f64;
            let point: Vec<f64> = [first, second]
                .iter()
                .take(d)
                .enumerate()
                .map(|(axis, &k)| at(axis, k))
                .collect();
            return Err(refused(say!(
                "table-gap",
                "The grid has no value at {place|, }.",
                place = message::list(self.place(&point))
            )));
        }
        Ok(GridTable { axes, values })
    }

    /// Lower end, spacing and number of points along an axis.
    fn axis(&self, axis: usize) -> Result<(f64, f64, usize), Problem> {
        let mut sorted: Vec<(f64, u64)> = self
            .numbers
            .iter()
            .map(|row| row[axis])
            .zip(self.lines.iter().copied())
            .collect();
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (lower, upper) = (sorted[0].0, sorted[sorted.len() - 1].0);
        let apart = APART * (upper - lower);
        let mut levels: Vec<(f64, u64)> = Vec::new();
        for (x, line) in sorted {
            match levels.last() {
                Some((last, _)) if x - last <= apart => {}
                _ => levels.push((x, line)),
            }
        }
        if levels.len() < FEWEST {
            return Err(few_points());
        }
        let name = variables(self.periods.len())[axis];
        let first = levels[1].0 - levels[0].0;
        for pair in levels.windows(2) {
            let spacing = pair[1].0 - pair[0].0;
            if (spacing - first).abs() > UNEVEN * first {
                let line = pair[0].1.max(pair[1].1);
                return Err(refused(say!(
                    "table-uneven",
                    "Line {line}: the points of {name} must be equally spaced, but from {from} to {to} the spacing is {spacing} instead of {first}. Interpolate the values to a regular grid.",
                    line = exact(line as f64),
                    name = name,
                    from = plain(pair[0].0),
                    to = plain(pair[1].0),
                    spacing = plain(rounded(spacing)),
                    first = plain(rounded(first))
                )));
            }
        }
        let intervals = (levels.len() - 1) as f64;
        let step = (upper - lower) / intervals;
        match self.periods[axis] {
            None => Ok((lower, step, levels.len())),
            Some(period) => {
                let points = (period / step).round();
                let fits = (points * step - period).abs() <= 0.5 * step;
                let whole = points == intervals || points == intervals + 1.0;
                if fits && whole {
                    return Ok((lower, period / points, points as usize));
                }
                Err(refused(say!(
                    "table-period",
                    "The points of {name} must cover the period {period}, but they go from {from} to {to}.",
                    name = name,
                    period = plain(period),
                    from = plain(lower),
                    to = plain(upper)
                )))
            }
        }
    }

    /// The coordinates of a point for a message.
    fn place(&self, point: &[f64]) -> Vec<Message> {
        let names = variables(point.len()).iter().zip(point);
        let each = names.map(|(name, &x)| {
            say!(
                "table-coordinate",
                "{name} = {value}",
                name = *name,
                value = plain(rounded(x))
            )
        });
        each.collect()
    }
}

/// A number for a message, with six digits.
fn rounded(x: f64) -> f64 {
    format!("{x:.5e}").parse().unwrap_or(x)
}
