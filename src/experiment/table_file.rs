//! Tables in files.

use crate::grid_table::GridTable;
use crate::table_text::{Dialect, rows, value_column, value_named};
use crate::{Problem, VERSION, is_fingerprint, keep_table};
use expression::variables;
use serde_json::{Value, json};

impl GridTable {
    /// Reads a table: columns with a header (CSV), PLUMED's `fes.dat` and grids, GROMACS's `.xvg`, a
    /// LAMMPS pair table, or NumPy's `.npy`. The contents tell which it is; `name` tells `.xvg`.
    ///
    /// # Errors
    /// If the file is malformed; the problem names line and column.
    pub fn read(bytes: &[u8], name: &str) -> Result<Self, Problem> {
        rows(bytes, name)?.table()
    }

    /// True if the start of a file, or its name, tells a program that writes tables of V.
    pub fn is_dialect(start: &[u8], name: &str) -> bool {
        let valid = start.utf8_chunks().next();
        let text = valid.map_or("", |chunk| chunk.valid());
        Dialect::of(text.trim_start_matches('\u{feff}'), name).is_some()
    }

    /// True if one of the columns is named as V.
    pub fn names_values(names: &[String]) -> bool {
        value_named(names).is_some()
    }

    /// True if a table may have `width` columns with these names, or without names.
    pub fn may_have(names: &[String], width: usize) -> bool {
        value_column(names, width).is_some()
    }

    /// Keeps the table, and returns the automatic study of it in JSON.
    pub fn experiment(self, file: &str) -> Value {
        let names = variables(self.axes.points.len()).join(", ");
        let period = |axis: usize| {
            let width = self.axes.upper[axis] - self.axes.lower[axis];
            Some(width).filter(|_| self.axes.periodic[axis])
        };
        let periods: Vec<Option<f64>> = (0..self.axes.points.len()).map(period).collect();
        let lower = self.axes.lower.clone();
        let held = keep_table(self);
        let mut experiment = json!({
            "version": VERSION, "kind": "auto",
            "potential": { "formula": format!("table({names})") },
        });
        if is_fingerprint(&held) {
            experiment["potential"]["file"] = json!(file);
        }
        experiment["potential"]["table"] = json!(held);
        if periods.iter().any(Option::is_some) {
            experiment["periodic"] = json!(periods);
            experiment["region"] = json!({ "lower": lower });
        }
        experiment
    }
}
