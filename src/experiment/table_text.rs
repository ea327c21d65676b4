//! Tables in text files: columns with a header, PLUMED, GROMACS and LAMMPS.

use crate::Problem;
use crate::grid_table::refused;
use crate::table_rows::Rows;
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

/// The rows of a text file; a file of GROMACS is known by its name.
///
/// # Errors
/// What is wrong, with line and column.
pub fn rows(text: &str, name: &str) -> Result<Rows, Problem> {
    let head = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    if head().any(|line| line.starts_with("#! FIELDS")) {
        plumed(text)
    } else if head().any(is_size) {
        lammps(text)
    } else {
        columns(text, name.to_lowercase().ends_with(".xvg"))
    }
}

/// The words of a line, each with its column, counted in characters from one.
fn words(line: &str) -> Vec<(&str, usize)> {
    let mut words = Vec::new();
    let is_gap = |c: char| c.is_whitespace() || matches!(c, ',' | ';');
    let mut start = None;
    for (at, (byte, c)) in line.char_indices().enumerate() {
        match (start, is_gap(c)) {
            (None, false) => start = Some((byte, at + 1)),
            (Some((from, column)), true) => {
                words.push((&line[from..byte], column));
                start = None;
            }
            _ => {}
        }
    }
    words.extend(start.map(|(from, column)| (&line[from..], column)));
    words
}

fn is_row(line: &str) -> bool {
    let word = words(line).first().map(|(word, _)| word.parse::<f64>());
    word.is_some_and(|number| number.is_ok())
}

/// A number of a line, by the place of its word.
fn number(words: &[(&str, usize)], at: usize, line: usize) -> Result<f64, Problem> {
    let Some(&(word, column)) = words.get(at) else {
        return Err(refused(say!(
            "table-short-row",
            "Line {line} has {found} {found|number|numbers}, but at least {wanted} are needed.",
            line = exact(line as f64),
            found = exact(words.len() as f64),
            wanted = exact((at + 1) as f64)
        )));
    };
    let number = word.parse::<f64>().ok().filter(|x| x.is_finite());
    number.ok_or_else(|| {
        refused(say!(
            "table-number",
            "Line {line}, column {column}: “{word}” is not a finite number.",
            line = exact(line as f64),
            column = exact(column as f64),
            word = cut(word)
        ))
    })
}

/// Adds a row of the file: the coordinates from `first` on, and the value at its place.
fn take(
    rows: &mut Rows,
    words: &[(&str, usize)],
    [first, value]: [usize; 2],
    line: usize,
) -> Result<(), Problem> {
    let mut row = [0.0; 3];
    for axis in 0..rows.periods.len() {
        row[axis] = number(words, first + axis, line)?;
    }
    row[2] = number(words, value, line)?;
    rows.push(row, line)
}

/// Columns separated by commas, semicolons, tabs or blanks, after a header with their names; without a
/// header, the variables and then the values. Lines that start with `#` or `@` are comments. A file of
/// GROMACS has distance, energy and perhaps force.
fn columns(text: &str, is_gromacs: bool) -> Result<Rows, Problem> {
    let mut rows = Rows::default();
    let mut value = None;
    for (line, content) in text
        .lines()
        .enumerate()
        .map(|(k, content)| (k + 1, content))
    {
        if content.trim().is_empty() || content.trim_start().starts_with(['#', '@', '&']) {
            continue;
        }
        let words = words(content);
        let is_header = value.is_none() && !is_gromacs && !is_row(content);
        let at = match value {
            Some(at) => at,
            None if is_gromacs => distance_and_energy(&words, line)?,
            None => value_column(&words, line, is_header)?,
        };
        if value.is_none() {
            value = Some(at);
            rows.periods = vec![None; at];
        }
        if !is_header {
            take(&mut rows, &words, [0, at], line)?;
        }
    }
    Ok(rows)
}

/// The column of the values, which follows one or two variables: that of such a name, or the last one.
fn value_column(words: &[(&str, usize)], line: usize, is_header: bool) -> Result<usize, Problem> {
    let name = |word: &str| word.trim_matches(['"', '\'']).to_lowercase();
    let is_value = |(word, _): &(&str, usize)| VALUES.contains(&name(word).as_str());
    let named = words
        .iter()
        .skip(1)
        .position(is_value)
        .filter(|_| is_header);
    let found = named.map_or(words.len().saturating_sub(1), |at| at + 1);
    match found {
        1 | 2 => Ok(found),
        _ => Err(refused(say!(
            "table-columns",
            "Line {line}: a table has a header with the columns q and V, or x, y and V, but this line has {found} {found|column|columns}.",
            line = exact(line as f64),
            found = exact(words.len() as f64)
        ))),
    }
}

/// The column of the energy in a file of GROMACS, unless it is a table of pairs without parameters.
fn distance_and_energy(words: &[(&str, usize)], line: usize) -> Result<usize, Problem> {
    match words.len() {
        0..=3 => Ok(1),
        count => Err(refused(say!(
            "table-xvg",
            "Line {line} has {count} columns, but a table has two, distance and energy, and perhaps a force: the f, g and h of GROMACS make an energy only with charges and parameters.",
            line = exact(line as f64),
            count = exact(count as f64)
        ))),
    }
}

/// PLUMED's `fes.dat` and grids: `#! FIELDS` names the columns, `#! SET` the period of a variable.
fn plumed(text: &str) -> Result<Rows, Problem> {
    let mut rows = Rows::default();
    let mut fields: Vec<String> = Vec::new();
    let mut set: Vec<(String, String)> = Vec::new();
    for (line, content) in text
        .lines()
        .enumerate()
        .map(|(k, content)| (k + 1, content))
    {
        let words = words(content);
        match words.as_slice() {
            [] => {}
            [("#!", _), ("FIELDS", _), names @ ..] => {
                fields = names.iter().map(|(name, _)| (*name).to_owned()).collect();
            }
            [("#!", _), ("SET", _), (name, _), (value, _), ..] => {
                set.push(((*name).to_owned(), (*value).to_owned()));
            }
            [(word, _), ..] if word.starts_with('#') => {}
            _ => {
                if rows.numbers.is_empty() {
                    rows.periods = plumed_periods(&fields, &set, line)?;
                }
                let value = rows.periods.len();
                take(&mut rows, &words, [0, value], line)?;
            }
        }
    }
    Ok(rows)
}

/// The periods of the variables, which are the fields before that of the values.
fn plumed_periods(
    fields: &[String],
    set: &[(String, String)],
    line: usize,
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
    let mut rows = Rows {
        periods: vec![None],
        ..Rows::default()
    };
    let mut sized = false;
    for (line, content) in text
        .lines()
        .enumerate()
        .map(|(k, content)| (k + 1, content))
    {
        let content = content.split('#').next().unwrap_or_default();
        let words = words(content);
        if words.is_empty() || !sized && !is_size(content) {
            continue;
        }
        if !sized {
            sized = true;
            if let Some((word, column)) = words
                .iter()
                .find(|(word, _)| ["RSQ", "BITMAP"].contains(word))
            {
                return Err(refused(say!(
                    "table-lammps-spacing",
                    "Line {line}, column {column}: the distances of a table with {word} are not equally spaced. Write it with R.",
                    line = exact(line as f64),
                    column = exact(*column as f64),
                    word = *word
                )));
            }
        } else if is_row(content) {
            take(&mut rows, &words, [1, 2], line)?;
        } else {
            return Err(refused(say!(
                "table-lammps-section",
                "Line {line} begins a second table, “{name}”. Keep one table in the file.",
                line = exact(line as f64),
                name = cut(words[0].0)
            )));
        }
    }
    Ok(rows)
}
