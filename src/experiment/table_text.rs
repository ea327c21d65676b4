//! Tables in files: columns with a header, arrays, PLUMED, GROMACS and LAMMPS.

use crate::Problem;
use crate::grid_table::refused;
use crate::table_rows::Rows;
use columns::{Table as Columns, Unread, no_rows};
use expression::Formula;
use message::{cut, exact, say};

/// Names of the column of values, in small letters.
const VALUES: [&str; 9] = [
    "v",
    "u",
    "f",
    "e",
    "energy",
    "potential",
    "free",
    "free_energy",
    "pmf",
];

/// The rows of a file; one of GROMACS is known by its name.
///
/// # Errors
/// If the text is malformed; the problem names line and column.
pub fn rows(bytes: &[u8], name: &str) -> Result<Rows, Problem> {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let text = text.trim_start_matches('\u{feff}');
    match Dialect::of(text, name) {
        Some(Dialect::Plumed) => plumed(text),
        Some(Dialect::Lammps) => lammps(text),
        Some(Dialect::Gromacs) => columns(bytes, true),
        None => columns(bytes, false),
    }
}

/// A program whose files are known by more than their columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    Plumed,
    Gromacs,
    Lammps,
}

impl Dialect {
    /// The dialect of a text, by its name or by the lines before the first row.
    pub fn of(text: &str, name: &str) -> Option<Self> {
        let is_row = |line: &&str| line.split_whitespace().next().is_some_and(is_number);
        let mut head = text.lines().take_while(|line| !is_row(line));
        let is_plumed = |line: &str| line.trim_start().starts_with("#! FIELDS");
        if head.clone().any(is_plumed) {
            Some(Dialect::Plumed)
        } else if head.any(is_size) {
            Some(Dialect::Lammps)
        } else {
            let is_gromacs = name.to_lowercase().ends_with(".xvg");
            is_gromacs.then_some(Dialect::Gromacs)
        }
    }
}

fn is_number(word: &str) -> bool {
    word.parse::<f64>().is_ok()
}

/// The rows of a table, whose variables and values are in these columns.
fn taken(mut table: Columns<&[u8]>, columns: &[usize]) -> Result<Rows, Problem> {
    let d = columns.len() - 1;
    let wanted = columns.iter().max().map_or(0, |last| last + 1);
    if table.width() < wanted {
        return Err(refused(say!(
            "table-short-row",
            "Line {line} has {found} {found|number|numbers}, but at least {wanted} are needed.",
            line = exact(table.line() as f64),
            found = exact(table.width() as f64),
            wanted = exact(wanted as f64)
        )));
    }
    let mut rows = Rows {
        periods: vec![None; d],
        ..Rows::default()
    };
    table.select(columns);
    let mut row = [0.0; 3];
    while table.next(&mut row).map_err(unread)? {
        let value = std::mem::take(&mut row[d]);
        rows.push([row[0], row[1], value], table.line())?;
    }
    Ok(rows)
}

/// Columns with a header that names them; without a header, the variables and then the values. A file
/// of GROMACS has distance, energy and perhaps force.
fn columns(bytes: &[u8], is_gromacs: bool) -> Result<Rows, Problem> {
    let table = Columns::new(bytes).map_err(unread)?;
    let value = match is_gromacs {
        true => distance_and_energy(&table)?,
        false => value_column_of(&table)?,
    };
    let columns: Vec<usize> = (0..=value).collect();
    taken(table, &columns)
}

/// The column of the values, which follows one or two variables: that of such a name, or the last one;
/// `None` if there is no such column.
pub fn value_column(names: &[String], width: usize) -> Option<usize> {
    let found = value_named(names).unwrap_or(width.saturating_sub(1));
    (1..=2).contains(&found).then_some(found)
}

/// The column after the first that is named as V.
pub fn value_named(names: &[String]) -> Option<usize> {
    let is_value = |name: &String| VALUES.contains(&name.to_lowercase().as_str());
    names.iter().skip(1).position(is_value).map(|at| at + 1)
}

fn value_column_of(table: &Columns<&[u8]>) -> Result<usize, Problem> {
    match value_column(table.names(), table.width()) {
        Some(found) => Ok(found),
        None => Err(refused(say!(
            "table-columns",
            "Line {line}: a table has a header with the columns q and V, or x, y and V, but this line has {found} {found|column|columns}.",
            line = exact(table.line() as f64),
            found = exact(table.width() as f64)
        ))),
    }
}

/// The column of the energy in a file of GROMACS, unless it is a table of pairs without parameters.
fn distance_and_energy(table: &Columns<&[u8]>) -> Result<usize, Problem> {
    match table.width() {
        0..=3 => Ok(1),
        count => Err(refused(say!(
            "table-xvg",
            "Line {line} has {count} columns, but a table has two, distance and energy, and perhaps a force: the f, g and h of GROMACS make an energy only with charges and parameters.",
            line = exact(table.line() as f64),
            count = exact(count as f64)
        ))),
    }
}

/// PLUMED's `fes.dat` and grids: `#! FIELDS` names the columns, `#! SET` the period of a variable.
fn plumed(text: &str) -> Result<Rows, Problem> {
    let table = Columns::new(text.as_bytes()).map_err(unread)?;
    let mut fields: Vec<String> = Vec::new();
    let mut set: Vec<(String, String)> = Vec::new();
    for line in text.lines().take(table.line() as usize) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words[..] {
            ["#!", "FIELDS", ref names @ ..] => {
                fields = names.iter().map(|name| (*name).to_owned()).collect();
            }
            ["#!", "SET", name, value, ..] => set.push((name.to_owned(), value.to_owned())),
            _ => {}
        }
    }
    let periods = plumed_periods(&fields, &set, table.line())?;
    let columns: Vec<usize> = (0..=periods.len()).collect();
    let rows = taken(table, &columns)?;
    Ok(Rows { periods, ..rows })
}

/// The periods of the variables, which are the fields before that of the values.
fn plumed_periods(
    fields: &[String],
    set: &[(String, String)],
    line: u64,
) -> Result<Vec<Option<f64>>, Problem> {
    let look = |key: String| {
        set.iter()
            .find(|(name, _)| *name == key)
            .map(|(_, value)| value)
    };
    let is_variable = |name: &&String| look(format!("min_{name}")).is_some();
    let slopes = fields.iter().filter(|name| name.starts_with("der_"));
    let mut count = fields.iter().take_while(is_variable).count();
    if count == 0 {
        count = match slopes.count() {
            0 => fields.len().saturating_sub(1),
            count => count,
        };
    }
    if !(1..=2).contains(&count) || fields.len() <= count {
        return Err(refused(say!(
            "table-fields",
            "Line {line}: a table has one or two variables and one column of values, but the fields before it are {fields|, }.",
            line = exact(line as f64),
            fields = message::list(fields.iter().map(|field| cut(field)))
        )));
    }
    let end = |end: &str, name: &str| Formula::constant(look(format!("{end}_{name}"))?);
    let period = |name: &String| {
        let is_periodic = look(format!("periodic_{name}")).is_some_and(|value| value == "true");
        let width = end("max", name)? - end("min", name)?;
        Some(width).filter(|_| is_periodic)
    };
    Ok(fields[..count].iter().map(period).collect())
}

/// The line `N 500 R 0.9 12.0` of a section of a LAMMPS table.
fn is_size(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [("N", count), ..] = words.windows(2).map(|w| (w[0], w[1])).collect::<Vec<_>>()[..] else {
        return false;
    };
    count.parse::<u32>().is_ok()
}

/// The first section of a LAMMPS pair table: a keyword, its size, and rows of number, distance, energy
/// and force.
fn lammps(text: &str) -> Result<Rows, Problem> {
    let all = || text.lines().enumerate();
    let Some((before, size)) = all().find(|(_, line)| is_size(line)) else {
        return Err(refused(no_rows()));
    };
    let mut words = size.split_whitespace().enumerate();
    if let Some((column, word)) = words.find(|(_, word)| ["RSQ", "BITMAP"].contains(word)) {
        return Err(refused(say!(
            "table-lammps-spacing",
            "Line {line}, column {column}: the distances of a table with {word} are not equally spaced. Write it with R.",
            line = exact((before + 1) as f64),
            column = exact((column + 1) as f64),
            word = word
        )));
    }
    for (number, line) in all().skip(before + 1) {
        let first = line.split_whitespace().next();
        if let Some(name) = first.filter(|word| !word.starts_with('#') && !is_number(word)) {
            return Err(refused(say!(
                "table-lammps-section",
                "Line {line} begins a second table, “{name}”. Keep one table in the file.",
                line = exact((number + 1) as f64),
                name = cut(name)
            )));
        }
    }
    let start = text.lines().nth(before).map_or(0, |line| {
        line.as_ptr() as usize - text.as_ptr() as usize + line.len()
    });
    // The rest of the line of the size is an empty one.
    let table = Columns::after(&text.as_bytes()[start..], before as u64).map_err(unread)?;
    taken(table, &[1, 2])
}

/// The problem with the columns of a file.
fn unread(error: Unread) -> Problem {
    refused(match error {
        Unread::Wrong(message) => message,
        // Bytes in memory can be read.
        Unread::Failed(_) => no_rows(),
    })
}
