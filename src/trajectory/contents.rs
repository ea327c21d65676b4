//! The contents of a file of numbers: a table of V, or positions and forces.

use columns::{Layout, Table, Unread, no_rows};
use experiment::GridTable;

/// Most rows that are examined.
const MOST: usize = 1000;

/// The contents of a file of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contents {
    /// The values of V on a grid.
    Table,
    /// Rows of positions and forces, with this number of coordinates; one if it is unknown.
    Trajectory { dimension: usize },
}

impl Contents {
    /// The contents of a file by its beginning. `name` tells the tables of GROMACS.
    ///
    /// Names tell: positions with forces are a trajectory, positions with V are a table. Where they
    /// tell both, or nothing, the rows of a table follow its grid, and those of a trajectory do not.
    ///
    /// # Errors
    /// If it holds no numbers in rows.
    pub fn of(start: &[u8], name: &str) -> Result<Self, Unread> {
        if GridTable::is_dialect(start, name) {
            return Ok(Contents::Table);
        }
        let mut table = Table::new(start)?;
        let (names, width) = (table.names().to_vec(), table.width());
        let Ok(layout) = Layout::new(&names, width) else {
            // Of three columns without names the first may be a time.
            let is_table = GridTable::may_have(&names, width)
                && (!names.is_empty() || width < 3 || follows_grid(&mut table, &[0, 1]));
            // A letter has no row of numbers.
            let mut table = Table::new(start)?;
            let mut row = vec![0.0; width];
            return match (table.next(&mut row)?, is_table) {
                (false, _) => Err(no_rows().into()),
                (true, true) => Ok(Contents::Table),
                (true, false) => Ok(Contents::Trajectory { dimension: 1 }),
            };
        };
        let has_values = match names.is_empty() {
            true => GridTable::may_have(&names, width),
            false => GridTable::names_values(&names),
        };
        let d = layout.dimension();
        Ok(
            if has_values && follows_grid(&mut table, &layout.columns[..d]) {
                Contents::Table
            } else {
                Contents::Trajectory { dimension: d }
            },
        )
    }
}

/// True if the first or the last of the coordinates in these columns only grows or only falls along
/// the rows, as far as they can be read; of several coordinates, with the same value now and then.
fn follows_grid(table: &mut Table<&[u8]>, columns: &[usize]) -> bool {
    let d = columns.len();
    table.select(columns);
    let mut rows = Vec::new();
    let mut row = vec![0.0; d];
    while rows.len() < MOST && matches!(table.next(&mut row), Ok(true)) {
        rows.push(row.clone());
    }
    let along = |axis: usize| {
        let steps = || rows.windows(2).map(|pair| pair[1][axis] - pair[0][axis]);
        match d {
            1 => steps().all(|step| step > 0.0) || steps().all(|step| step < 0.0),
            _ => {
                let rests = rows.len() < 3 || steps().any(|step| step == 0.0);
                rests && (steps().all(|step| step >= 0.0) || steps().all(|step| step <= 0.0))
            }
        }
    };
    along(0) || along(d - 1)
}

#[cfg(test)]
mod tests {
    use super::Contents;

    #[test]
    fn names_and_rows_tell_a_table_from_a_trajectory() {
        let (one, two) = (
            Contents::Trajectory { dimension: 1 },
            Contents::Trajectory { dimension: 2 },
        );
        for (text, contents) in [
            ("q,V\n0,1\n1,2\n", Contents::Table),
            ("q,g\n0,1\n1,2\n", one),
            ("q;F\n0,5;1\n0,3;2\n0,4;1\n", one),
            // A free energy on a grid.
            ("q,f\n0,1\n1,2\n2,1\n", Contents::Table),
            ("q,V,dV/dq\n0,1,1\n1,2,3\n2,1,1\n", Contents::Table),
            ("q,V,dV/dq\n0,1,1\n1,2,3\n0.5,1,1\n", one),
            (
                "x,y,V,gx,gy\n0,0,1,1,1\n0,1,1,1,1\n1,0,1,1,1\n",
                Contents::Table,
            ),
            ("x,y,V,gx,gy\n0,0,1,1,1\n-1,1,1,1,1\n1,0.5,1,1,1\n", two),
            ("x y fx fy\n0 0 1 1\n0 1 1 1\n", two),
            ("t,q,f\n0,0.1,3\n1,0.3,2\n2,0.2,1\n", one),
            ("1 2\n2 3\n3 4\n", Contents::Table),
            ("1 2\n3 3\n2 4\n", one),
            ("1 2 3\n1 3 3\n2 2 3\n2 3 3\n", Contents::Table),
            ("1 2 3\n2 1 3\n3 2.5 3\n4 0 0\n", one),
            ("1 2 3 4\n1 2 3 4\n", two),
            ("1 2 3 4 5\n1 2 3 4 5\n", one),
            ("a,b,c,d\n1,2,3,4\n", one),
            ("time,energy\n1,2\n", Contents::Table),
            ("#! FIELDS phi psi free\n1 2 3\n", Contents::Table),
        ] {
            let found = Contents::of(text.as_bytes(), "").unwrap();
            assert_eq!(found, contents, "{text}");
        }
        for text in [
            "",
            "no",
            "Dear all,\nnumbers follow.\n",
            "a,b,c,d\nx,1,2,3\n",
        ] {
            assert!(Contents::of(text.as_bytes(), "").is_err(), "{text}");
        }
    }
}
