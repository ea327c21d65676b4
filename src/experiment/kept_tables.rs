//! The tables that this program has read. An experiment holds the text of a small table and the hash of
//! a larger one, so that it stays as light as any other.

use crate::grid_table::{GridTable, refused};
use crate::{Experiment, Problem, Region, is_fingerprint};
use expression::Table;
use message::say;
use std::ops::Deref;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Most tables kept: the last one, and some to which a user may return.
const MOST: usize = 6;

/// A table, and its spline once it is needed.
struct Kept {
    /// As an experiment holds it.
    held: String,
    table: GridTable,
    spline: OnceLock<Arc<Table>>,
}

static KEPT: Mutex<Vec<Arc<Kept>>> = Mutex::new(Vec::new());

/// Keeps a table, and returns the text by which an experiment holds it.
pub fn keep_table(table: GridTable) -> String {
    keep(table.in_link(), table).held.clone()
}

fn keep(held: String, table: GridTable) -> Arc<Kept> {
    let mut all = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let kept = match all.iter().position(|kept| kept.held == held) {
        Some(at) => all.remove(at),
        None => Arc::new(Kept {
            held,
            table,
            spline: OnceLock::new(),
        }),
    };
    all.push(kept.clone());
    if all.len() > MOST {
        all.remove(0);
    }
    kept
}

/// The table that a text stands for: one of those kept, or the one that it writes out. The name of
/// its file serves a message.
fn kept(text: &str, file: Option<&str>) -> Result<Arc<Kept>, Problem> {
    let known = {
        let all = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
        all.iter().find(|kept| kept.held == text).cloned()
    };
    match known {
        Some(kept) => Ok(kept),
        None if is_fingerprint(text) => Err(refused(match file {
            Some(file) => say!(
                "table-of-file-elsewhere",
                "Its table is in the file “{file}” (hash {hash}), which is not here: it is too large for a link. Drop that file onto the page, or name it on the command line with --table.",
                file = message::cut(file),
                hash = text
            ),
            None => say!(
                "table-elsewhere",
                "Only the hash of its table is here, {hash}: the table itself is too large for a link. Drop its file onto the page, or name it on the command line with --table.",
                hash = text
            ),
        })),
        None => {
            let table = GridTable::parse(text)?;
            Ok(keep(table.in_link(), table))
        }
    }
}

/// The text by which an experiment holds the table of any text that stands for one.
///
/// # Errors
/// If it is malformed, or the hash of a table that is not here.
pub(crate) fn held_table(text: &str, file: Option<&str>) -> Result<String, Problem> {
    kept(text, file).map(|kept| kept.held.clone())
}

/// A table that an experiment holds; `None` if it is not here.
pub fn kept_table(held: &str) -> Option<impl Deref<Target = GridTable>> {
    /// The table of a kept one.
    struct Its(Arc<Kept>);
    impl Deref for Its {
        type Target = GridTable;
        fn deref(&self) -> &GridTable {
            &self.0.table
        }
    }
    kept(held, None).ok().map(Its)
}

/// The whole text of a table that an experiment holds; `None` if it is not here.
pub fn table_text(held: &str) -> Option<String> {
    kept(held, None).ok().map(|kept| kept.table.text())
}

impl Experiment {
    /// The table of its formula, if it has one.
    pub(crate) fn table(&self) -> Option<Arc<Table>> {
        spline(self.potential.table.as_deref())
    }

    /// The box of the table, if the formula calls it only at the variables themselves.
    pub(crate) fn table_region(&self) -> Option<Region> {
        self.potential.table.as_ref()?;
        let formula = self.formula().ok()?;
        let axes = formula.plain_table()?.axes();
        Some(Region {
            lower: axes.lower.clone(),
            upper: axes.upper.clone(),
        })
    }
}

/// The spline of a table that an experiment holds.
pub fn spline(held: Option<&str>) -> Option<Arc<Table>> {
    let kept = kept(held?, None).ok()?;
    let spline = kept.spline.get_or_init(|| Arc::new(kept.table.spline()));
    Some(spline.clone())
}
