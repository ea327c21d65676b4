//! A table of numbers in either form.

use crate::npy::{MAGIC, Npy};
use crate::text::Text;
use crate::unread::Unread;
use message::say;
use std::io::BufRead;

/// A table that is read row by row.
#[derive(Debug)]
pub struct Table<R> {
    rows: Rows<R>,
    /// For each column, its place in a row; `None` if it is not wanted.
    places: Vec<Option<usize>>,
}

#[derive(Debug)]
enum Rows<R> {
    Text(Text<R>),
    Npy(Npy<R>),
}

impl<R: BufRead> Table<R> {
    /// Reads as far as the first row; the first bytes tell a NumPy array from a text.
    ///
    /// # Errors
    /// If the file has no row, or its form is unknown.
    pub fn new(reader: R) -> Result<Self, Unread> {
        Self::after(reader, 0)
    }

    /// The same of a file of which `lines` lines were read before.
    ///
    /// # Errors
    /// If no row is left, or its form is unknown.
    pub fn after(mut reader: R, lines: u64) -> Result<Self, Unread> {
        let start = reader.fill_buf()?;
        if start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]) {
            return Err(say!(
                "text-utf16",
                "The file is a text in UTF-16; save it as UTF-8, or as CSV."
            )
            .into());
        }
        let is_array = reader.fill_buf()?.starts_with(&MAGIC);
        let rows = match is_array {
            true => Rows::Npy(Npy::new(reader)?),
            false => Rows::Text(Text::new(reader, lines)?),
        };
        let mut table = Table {
            rows,
            places: Vec::new(),
        };
        table.places = (0..table.width()).map(Some).collect();
        Ok(table)
    }

    /// Number of columns.
    pub fn width(&self) -> usize {
        match &self.rows {
            Rows::Text(text) => text.width,
            Rows::Npy(array) => array.width,
        }
    }

    /// Names of the columns; empty if the file has none.
    pub fn names(&self) -> &[String] {
        match &self.rows {
            Rows::Text(text) => &text.names,
            Rows::Npy(_) => &[],
        }
    }

    /// Line of the row that was read last, counted from one; of an array, its row. Before the first row
    /// it is that of the line read last.
    pub fn line(&self) -> u64 {
        match &self.rows {
            Rows::Text(text) => text.line(),
            Rows::Npy(array) => array.taken,
        }
    }

    /// From now on a row has these columns, in this order; others need not be numbers.
    pub fn select(&mut self, columns: &[usize]) {
        self.places.fill(None);
        for (place, column) in columns.iter().enumerate() {
            self.places[*column] = Some(place);
        }
    }

    /// Reads the next row into `row`, as long as there are columns selected; false after the last one.
    ///
    /// # Errors
    /// If a field is not a finite number, or a row has another number of columns: the message names the
    /// line and the column.
    pub fn next(&mut self, row: &mut [f64]) -> Result<bool, Unread> {
        match &mut self.rows {
            Rows::Text(text) => text.next(&self.places, row),
            Rows::Npy(array) => array.next(&self.places, row),
        }
    }
}
