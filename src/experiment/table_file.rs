//! Tables in files.

use crate::grid_table::GridTable;
use crate::table_text::rows;
use crate::{Problem, VERSION, is_fingerprint, keep_table};
use expression::variables;
use serde_json::{Value, json};

impl GridTable {
    /// Reads a table: columns with a header (CSV), PLUMED's `fes.dat` and grids, GROMACS's `.xvg`, a
    /// LAMMPS pair table, or NumPy's `.npy`. The contents tell which it is; `name` tells `.xvg`.
    ///
    /// # Errors
    /// What is malformed, with its line and column.
    pub fn read(bytes: &[u8], name: &str) -> Result<Self, Problem> {
        rows(bytes, name)?.table()
    }

    /// The experiment that finds out by itself about the table of a file, in JSON, and keeps the table.
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
