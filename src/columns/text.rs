//! Text tables: a line for each row, fields between commas, semicolons, tabs or white space.

use crate::unread::{Unread, no_rows};
use message::{count, cut, exact, say};
use std::borrow::Cow;
use std::io::{BufRead, ErrorKind, Read as _};

/// First characters of lines that are comments, in the files of NumPy, MATLAB and GROMACS.
const COMMENTS: [char; 4] = ['#', '%', '@', '&'];
const MARK: char = '\u{feff}';
/// Most bytes of a line.
const LONGEST: u64 = 1 << 20;

/// A text table from its first row on.
#[derive(Debug)]
pub(crate) struct Text<R> {
    reader: R,
    line: String,
    /// Number of the line in the file, from one.
    number: u64,
    separator: Separator,
    /// True if `line` is a row that has not been taken.
    pending: bool,
    pub names: Vec<String>,
    pub width: usize,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Separator {
    Comma,
    Semicolon,
    Tab,
    /// Any amount of it.
    Space,
}

impl Separator {
    /// The separator of a line. A comma may also be the decimal mark.
    fn of(line: &str) -> Self {
        let line = line.trim();
        let are_numbers = |separator: Separator| {
            let all = separator.each(line, |field| number(field).map(|_| ()).ok_or(()));
            all.is_ok()
        };
        if line.contains(';') {
            Separator::Semicolon
        } else if line.contains('\t') && !line.split('\t').any(|field| field.trim().is_empty()) {
            Separator::Tab
        } else if !line.contains(',')
            || !are_numbers(Separator::Comma) && are_numbers(Separator::Space)
        {
            Separator::Space
        } else {
            Separator::Comma
        }
    }

    /// Calls `take` with each field in order, until it fails.
    fn each<'a, E>(
        self,
        line: &'a str,
        mut take: impl FnMut(&'a str) -> Result<(), E>,
    ) -> Result<(), E> {
        match self {
            Separator::Comma => line.split(',').try_for_each(|field| take(field.trim())),
            Separator::Semicolon => line.split(';').try_for_each(|field| take(field.trim())),
            Separator::Tab => line.split('\t').try_for_each(|field| take(field.trim())),
            Separator::Space => line.split_whitespace().try_for_each(take),
        }
    }

    fn fields(self, line: &str) -> Vec<String> {
        let mut fields = Vec::new();
        let unquoted = |field: &str| field.trim_matches(['"', '\'']).trim().to_owned();
        let _ = self.each(line, |field| {
            fields.push(unquoted(field));
            Ok::<_, ()>(())
        });
        fields
    }
}

impl<R: BufRead> Text<R> {
    /// Reads as far as the first row; `before` is the number of lines that were read before. The names
    /// of the columns are the first line, if none of it are numbers, or else the last comment before
    /// it, if it has as many words.
    pub fn new(reader: R, before: u64) -> Result<Self, Unread> {
        let mut text = Text {
            reader,
            line: String::new(),
            number: before,
            separator: Separator::Space,
            pending: false,
            names: Vec::new(),
            width: 0,
        };
        let mut comment = String::new();
        loop {
            if !text.advance()? {
                return Err(no_rows().into());
            }
            let line = text.line.trim_start_matches(MARK).trim();
            if let Some(rest) = line.strip_prefix(COMMENTS) {
                comment = rest.trim().to_owned();
            } else if !line.is_empty() {
                break;
            }
        }
        let line = text.line.trim_start_matches(MARK).to_owned();
        text.separator = Separator::of(&line);
        let fields = text.separator.fields(&line);
        text.width = fields.len();
        // A line with a number among others is a row, perhaps one with an error.
        text.pending = fields.iter().any(|field| number(field).is_some());
        text.names = match text.pending {
            true => {
                let names = Separator::of(&comment).fields(&comment);
                let fits = names.len() == text.width;
                if fits { names } else { Vec::new() }
            }
            false => fields,
        };
        text.line = line;
        Ok(text)
    }

    /// Number in the file of the last line that was read, from one.
    pub fn line(&self) -> u64 {
        self.number
    }

    /// Reads the next line; false at the end of the file.
    fn advance(&mut self) -> Result<bool, Unread> {
        self.line.clear();
        self.number += 1;
        let mut limited = (&mut self.reader).take(LONGEST);
        match limited.read_line(&mut self.line) {
            Ok(bytes) if bytes as u64 == LONGEST => Err(say!(
                "line-too-long",
                "Line {line} has more than a million characters: this is not a table.",
                line = exact(self.number as f64)
            )
            .into()),
            Ok(bytes) => Ok(bytes > 0),
            Err(error) if error.kind() == ErrorKind::InvalidData => Err(say!(
                "line-not-text",
                "Line {line} is not text in UTF-8.",
                line = exact(self.number as f64)
            )
            .into()),
            Err(error) => Err(error.into()),
        }
    }

    /// Reads the next row; column `k` goes to `row[places[k]]`. False at the end of the file.
    pub fn next(&mut self, places: &[Option<usize>], row: &mut [f64]) -> Result<bool, Unread> {
        while !std::mem::take(&mut self.pending) {
            if !self.advance()? {
                return Ok(false);
            }
            let line = self.line.trim();
            self.pending = !line.is_empty() && !line.starts_with(COMMENTS);
        }
        let mut column = 0;
        let (number, names) = (self.number, &self.names);
        self.separator.each(self.line.trim(), |field| {
            if let Some(Some(place)) = places.get(column) {
                row[*place] = value(field, number, column, names)?;
            }
            column += 1;
            Ok::<_, Unread>(())
        })?;
        if column != self.width {
            return Err(say!(
                "line-width",
                "Line {line} has {columns} {columns|column|columns}, but the first one has {width}.",
                line = exact(number as f64),
                columns = count(column as f64),
                width = count(self.width as f64)
            )
            .into());
        }
        Ok(true)
    }
}

/// The number in a field, whose decimal mark may be a comma.
fn number(field: &str) -> Option<f64> {
    if let Ok(number) = field.parse() {
        return Some(number);
    }
    let (whole, rest) = field.split_once(',')?;
    let plain = !whole.contains('.') && !rest.contains(['.', ',']);
    plain.then(|| format!("{whole}.{rest}").parse().ok())?
}

/// The finite number in a field of a row.
fn value(field: &str, line: u64, column: usize, names: &[String]) -> Result<f64, Unread> {
    if let Some(number) = number(field).filter(|x| x.is_finite()) {
        return Ok(number);
    }
    let name = names.get(column).map_or("", String::as_str);
    let column = match name {
        "" => Cow::from(format!("{}", column + 1)),
        name => format!("{} ({})", column + 1, cut(name)).into(),
    };
    Err(match field {
        "" => say!(
            "field-empty",
            "Line {line}, column {column}: a number is missing. Remove the row.",
            line = exact(line as f64),
            column = column.as_ref()
        ),
        field => say!(
            "field-no-number",
            "Line {line}, column {column}: “{field}” is not a finite number.",
            line = exact(line as f64),
            column = column.as_ref(),
            field = cut(field)
        ),
    }
    .into())
}

#[cfg(test)]
mod tests {
    use super::Text;
    use crate::Unread;

    fn rows(text: &str) -> (Vec<String>, Vec<[f64; 2]>, String) {
        let mut read = match Text::new(text.as_bytes(), 0) {
            Ok(read) => read,
            Err(error) => return (Vec::new(), Vec::new(), told(error)),
        };
        let (mut rows, mut row) = (Vec::new(), [0.0; 2]);
        loop {
            match read.next(&[Some(0), Some(1)], &mut row) {
                Ok(true) => rows.push(row),
                Ok(false) => return (read.names, rows, String::new()),
                Err(error) => return (read.names, rows, told(error)),
            }
        }
    }

    fn told(error: Unread) -> String {
        match error {
            Unread::Wrong(message) => message.text,
            Unread::Failed(error) => error.to_string(),
        }
    }

    #[test]
    fn tables_of_every_program_are_read() {
        let expected = vec![[1.0, -2.5], [3e-4, 4.0]];
        for (text, names) in [
            ("q,g\n1,-2.5\n3e-4,4\n", vec!["q", "g"]),
            ("\u{feff}\"q\"; \"g\"\r\n1;-2.5\r\n3e-4;4", vec!["q", "g"]),
            (
                "# made by hand\n# q g\n1 -2.5\n\n 3e-4\t 4\n",
                vec!["q", "g"],
            ),
            ("@ title\n1,-2.5\n# a pause\n3e-4,4\n", vec![]),
            ("q;g\n1,0;-2,5\n0,0003;4,0\n", vec!["q", "g"]),
            ("the q\tthe g\n1\t-2,5\n3e-4\t4\n", vec!["the q", "the g"]),
            ("1,0 -2,5\n3e-4 4\n", vec![]),
        ] {
            let (found, rows, why) = rows(text);
            assert_eq!(
                (found, rows, why.as_str()),
                (
                    names.iter().map(|n| (*n).to_owned()).collect(),
                    expected.clone(),
                    ""
                ),
                "{text}"
            );
        }
    }

    #[test]
    fn an_error_names_its_line_and_column() {
        for (text, why) in [
            (
                "q,g\n1,2\n3,x\n",
                "Line 3, column 2 (g): “x” is not a finite number.",
            ),
            (
                "1 2\n3 nan\n",
                "Line 2, column 2: “nan” is not a finite number.",
            ),
            (
                "q,g\n\n1,2\n3\n",
                "Line 4 has 1 column, but the first one has 2.",
            ),
            (
                "1;x\n3;4\n",
                "Line 1, column 2: “x” is not a finite number.",
            ),
            (
                "q;g\n1;2\n3;\n",
                "Line 3, column 2 (g): a number is missing. Remove the row.",
            ),
            (
                "q;g\n1.000,5;2\n",
                "Line 2, column 1 (q): “1.000,5” is not a finite number.",
            ),
            ("# nothing\n\n", "The file holds no row of numbers."),
        ] {
            assert_eq!(rows(text).2, why, "{text}");
        }
        let bytes = [b"q,g\n1,".as_slice(), &[0xff, 0xfe], b"\n"].concat();
        let mut text = Text::new(bytes.as_slice(), 0).unwrap();
        let error = text.next(&[Some(0), Some(1)], &mut [0.0; 2]).unwrap_err();
        assert_eq!(told(error), "Line 2 is not text in UTF-8.");
    }
}
