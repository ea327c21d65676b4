//! Positions and forces that already exist, in place of an energy to run.

use crate::{Problem, is_fingerprint};
use columns::Layout;
use message::{exact, plain, say};
use serde::{Deserialize, Serialize};

/// The rows of a file from whose forces the potential is learned, and how they are read. What is
/// `None` follows from the rows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Trajectory {
    /// Hash of the bytes of the file.
    pub hash: String,
    /// Number of coordinates.
    pub dimension: u32,
    /// Names of the columns, separated by commas, in place of those of the file.
    pub columns: Option<String>,
    /// Least distance of the knots along each axis, in units of length: structure finer than it
    /// averages out.
    pub mesh: Option<Vec<f64>>,
    /// Box in which the potential is told.
    pub lower: Option<Vec<f64>>,
    pub upper: Option<Vec<f64>>,
    /// `kT`, the unit of the checks, in units of energy.
    pub temperature: Option<f64>,
}

impl Trajectory {
    /// The rows of a file, of which everything else follows from them.
    pub fn of(hash: &str, dimension: usize) -> Self {
        Trajectory {
            hash: hash.to_owned(),
            dimension: dimension as u32,
            ..Trajectory::default()
        }
    }

    /// Names of the columns, if some are given.
    pub fn names(&self) -> Option<Vec<String>> {
        self.columns.as_deref().map(names)
    }

    /// Both ends of the region must be given, or none, in their order.
    pub(crate) fn problem(&self) -> Option<Problem> {
        let (Some(lower), Some(upper)) = (&self.lower, &self.upper) else {
            let is_open = self.lower.is_some() != self.upper.is_some();
            return is_open.then(|| {
                let said = say!(
                    "rows-region-both",
                    "Give both ends of the region, or none: then it follows from the rows."
                );
                Problem::new("trajectory.upper", said)
            });
        };
        let mut sides = lower.iter().zip(upper).enumerate();
        let (axis, (lower, upper)) = sides.find(|(_, (lower, upper))| lower >= upper)?;
        let said = say!(
            "rows-region-order",
            "The region must end above its beginning; along axis {axis} it goes from {lower} to {upper}.",
            axis = exact((axis + 1) as f64),
            lower = plain(*lower),
            upper = plain(*upper)
        );
        Some(Problem::new("trajectory.upper", said))
    }
}

/// The names in a list with commas.
pub(crate) fn names(text: &str) -> Vec<String> {
    text.split(',').map(|name| name.trim().to_owned()).collect()
}

/// The number of coordinates that some names of columns tell.
pub(crate) fn dimension_of(columns: &str) -> Result<usize, Problem> {
    let names = names(columns);
    let layout = Layout::new(&names, names.len());
    let layout = layout.map_err(|said| Problem::new("trajectory.columns", said))?;
    Ok(layout.dimension())
}

/// The hash of a file's rows.
pub(crate) fn hash_of(text: &str) -> Result<&str, Problem> {
    let said = || {
        say!(
            "rows-hash",
            "The hash of a file of positions and forces is four groups of six hexadecimal digits, separated by hyphens."
        )
    };
    let hash = Some(text).filter(|text| is_fingerprint(text));
    hash.ok_or_else(|| Problem::new("trajectory.hash", said()))
}
