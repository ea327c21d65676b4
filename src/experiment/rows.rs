//! Limits of an experiment with the rows of a file.

use crate::{Experiment, Kind, Problem};
use message::{cut, say};

impl Experiment {
    /// Rows of a file can only be learned from; reports another kind, and replaces it.
    pub(crate) fn check_rows(&mut self) -> Option<Problem> {
        if self.trajectory.is_none() || self.kind == Kind::Learn {
            return None;
        }
        self.kind = Kind::Learn;
        let said = say!(
            "rows-have-no-energy",
            "A file of positions and forces has no energy to simulate: only its potential can be learned."
        );
        Some(Problem::new("kind", said))
    }

    /// The problem of an experiment whose rows are in a file that is not here.
    pub fn rows_elsewhere(&self) -> Option<Problem> {
        let rows = self.trajectory.as_ref()?;
        let said = match &self.potential.file {
            Some(file) => say!(
                "rows-of-file-elsewhere",
                "Its positions and forces are in the file “{file}” (hash {hash}), which is not here. Drop that file onto the page; on the command line, stepsieve fit-forces reads it.",
                file = cut(file),
                hash = rows.hash.as_str()
            ),
            None => say!(
                "rows-elsewhere",
                "Its positions and forces are in a file that is not here (hash {hash}). Drop that file onto the page; on the command line, stepsieve fit-forces reads it.",
                hash = rows.hash.as_str()
            ),
        };
        Some(Problem::new("trajectory.hash", said))
    }
}
