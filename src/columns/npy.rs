//! NumPy's format `.npy` (version 1 to 3) of a two-dimensional array of floating-point numbers.

use crate::unread::Unread;
use message::{Message, cut, exact, say};
use std::io::{ErrorKind, Read};

/// The first bytes of every such file.
pub(crate) const MAGIC: [u8; 6] = *b"\x93NUMPY";
/// Most bytes of a header.
const LONGEST: usize = 1 << 16;

/// An array from its first row on.
#[derive(Debug)]
pub(crate) struct Npy<R> {
    reader: R,
    number: Number,
    /// Rows in all, and rows taken.
    pub rows: u64,
    pub taken: u64,
    pub width: usize,
    bytes: Vec<u8>,
}

/// A type of numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Number {
    size: usize,
    is_big_endian: bool,
}

impl Number {
    fn of(description: &str) -> Option<Self> {
        let (order, size) = description.split_once('f')?;
        let size = match size {
            "4" => 4,
            "8" => 8,
            _ => return None,
        };
        match order {
            "<" | ">" => Some(Number {
                size,
                is_big_endian: order == ">",
            }),
            _ => None,
        }
    }

    fn value(self, bytes: &[u8]) -> f64 {
        let mut least_first = [0; 8];
        let part = &mut least_first[..self.size];
        part.copy_from_slice(bytes);
        if self.is_big_endian {
            part.reverse();
        }
        let [a, b, c, d, ..] = least_first;
        match self.size {
            4 => f64::from(f32::from_le_bytes([a, b, c, d])),
            _ => f64::from_le_bytes(least_first),
        }
    }
}

impl<R: Read> Npy<R> {
    /// Reads the header.
    pub fn new(mut reader: R) -> Result<Self, Unread> {
        let damaged = || say!("npy-damaged", "The header of the NumPy array is damaged.");
        let mut start = [0; 8];
        filled(&mut reader, &mut start, damaged)?;
        let mut length = [0; 4];
        let bytes = if start[6] == 1 { 2 } else { 4 };
        filled(&mut reader, &mut length[..bytes], damaged)?;
        let length = u32::from_le_bytes(length) as usize;
        if length > LONGEST {
            return Err(damaged().into());
        }
        let mut header = vec![0; length];
        filled(&mut reader, &mut header, damaged)?;
        let header = String::from_utf8_lossy(&header).into_owned();
        let description = entry(&header, "descr").ok_or_else(damaged)?;
        let quoted = description.strip_prefix(['\'', '"']);
        let name = quoted.and_then(|rest| rest.split(['\'', '"']).next());
        let number = name.and_then(Number::of).ok_or_else(|| {
            say!(
                "npy-type",
                "The NumPy array holds “{type}”; save it as numbers of type float64 or float32.",
                type = cut(name.unwrap_or(description))
            )
        })?;
        if entry(&header, "fortran_order").is_some_and(|text| text.starts_with("True")) {
            return Err(say!(
                "npy-order",
                "The NumPy array is stored column by column; save numpy.ascontiguousarray of it."
            )
            .into());
        }
        let shape = entry(&header, "shape").and_then(|text| text.strip_prefix('('));
        let shape = shape.and_then(|text| text.split(')').next());
        let shape = shape.ok_or_else(damaged)?;
        let lengths = shape.split(',').map(str::trim).filter(|n| !n.is_empty());
        let lengths: Vec<Option<u64>> = lengths.map(|n| n.parse().ok()).collect();
        let (rows, width) = match lengths[..] {
            [Some(rows), Some(width)] if width > 0 && width < 1 << 16 => (rows, width as usize),
            _ => {
                return Err(say!(
                    "npy-shape",
                    "The NumPy array has the shape ({shape}); two dimensions are expected, rows and columns.",
                    shape = cut(shape)
                )
                .into());
            }
        };
        if rows == 0 {
            return Err(say!("npy-empty", "The NumPy array has no row.").into());
        }
        Ok(Npy {
            bytes: vec![0; width * number.size],
            reader,
            number,
            rows,
            taken: 0,
            width,
        })
    }

    /// Reads the next row; column `k` goes to `row[places[k]]`. False after the last one.
    pub fn next(&mut self, places: &[Option<usize>], row: &mut [f64]) -> Result<bool, Unread> {
        if self.taken == self.rows {
            return Ok(false);
        }
        let (taken, rows) = (self.taken, self.rows);
        filled(&mut self.reader, &mut self.bytes, || {
            say!(
                "npy-short",
                "The NumPy array ends after {taken} of its {rows} rows.",
                taken = exact(taken as f64),
                rows = exact(rows as f64)
            )
        })?;
        self.taken += 1;
        let fields = self.bytes.chunks_exact(self.number.size).zip(places);
        for (column, (bytes, place)) in fields.enumerate() {
            let Some(place) = place else {
                continue;
            };
            let value = self.number.value(bytes);
            if !value.is_finite() {
                return Err(say!(
                    "npy-not-finite",
                    "Row {row}, column {column}: {value} is not a finite number.",
                    row = exact(self.taken as f64),
                    column = exact((column + 1) as f64),
                    value = format!("{value}")
                )
                .into());
            }
            row[*place] = value;
        }
        Ok(true)
    }
}

/// Fills the buffer; `short` is the message for a file that ends before.
fn filled(
    reader: &mut impl Read,
    buffer: &mut [u8],
    short: impl FnOnce() -> Message,
) -> Result<(), Unread> {
    reader.read_exact(buffer).map_err(|error| {
        if error.kind() == ErrorKind::UnexpectedEof {
            short().into()
        } else {
            error.into()
        }
    })
}

/// The text of the header's dictionary from the value of this key on.
fn entry<'a>(header: &'a str, key: &str) -> Option<&'a str> {
    let after = header.split_once(&format!("'{key}'"))?.1;
    Some(after.split_once(':')?.1.trim_start())
}

#[cfg(test)]
mod tests {
    use super::Npy;
    use crate::Unread;

    fn file(header: &str, data: &[u8]) -> Vec<u8> {
        let length = (header.len() as u16).to_le_bytes();
        [
            b"\x93NUMPY\x01\x00".as_slice(),
            &length,
            header.as_bytes(),
            data,
        ]
        .concat()
    }

    fn why(header: &str, data: &[u8]) -> String {
        let mut row = [0.0; 2];
        let read = || -> Result<bool, Unread> {
            let bytes = file(header, data);
            let mut read = Npy::new(bytes.as_slice())?;
            read.next(&[Some(0), Some(1)], &mut row)
        };
        match { read }() {
            Err(Unread::Wrong(message)) => message.text,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn numbers_of_either_size_and_order_are_read() {
        let numbers = [1.5, -2.0, 0.25, 4.0_f64];
        let bytes = |of: &dyn Fn(f64) -> Vec<u8>| numbers.iter().flat_map(|x| of(*x)).collect();
        let cases: [(&str, Vec<u8>); 3] = [
            ("<f8", bytes(&|x| x.to_le_bytes().to_vec())),
            (">f8", bytes(&|x| x.to_be_bytes().to_vec())),
            ("<f4", bytes(&|x| (x as f32).to_le_bytes().to_vec())),
        ];
        for (description, data) in cases {
            let header = format!(
                "{{'descr': '{description}', 'fortran_order': False, 'shape': (2, 2), }}  \n"
            );
            let bytes = file(&header, &data);
            let mut read = Npy::new(bytes.as_slice()).unwrap();
            let mut row = [0.0; 2];
            let mut rows = Vec::new();
            while read.next(&[Some(1), Some(0)], &mut row).unwrap() {
                rows.push(row);
            }
            assert_eq!(rows, [[-2.0, 1.5], [4.0, 0.25]], "{description}");
        }
    }

    #[test]
    fn an_array_that_is_no_table_is_refused_with_the_reason() {
        let header = |descr: &str, order: &str, shape: &str| {
            format!("{{'descr': {descr}, 'fortran_order': {order}, 'shape': {shape}, }}\n")
        };
        for (header, words) in [
            (header("'<i8'", "False", "(2, 2)"), "holds “<i8”"),
            (
                header("[('q', '<f8')]", "False", "(2,)"),
                "holds “[('q', '<f8')]",
            ),
            (header("'<f8'", "True", "(2, 2)"), "column by column"),
            (header("'<f8'", "False", "(4,)"), "the shape (4,)"),
            (header("'<f8'", "False", "(0, 2)"), "has no row"),
            (header("'<f8'", "False", "(2, 2)"), "after 0 of its 2 rows"),
            ("{}".to_owned(), "is damaged"),
        ] {
            let why = why(&header, &[0; 8]);
            assert!(why.contains(words), "{why}");
        }
        let nan = [1.0, f64::NAN].map(f64::to_le_bytes).concat();
        let why = why(&header("'<f8'", "False", "(1, 2)"), &nan);
        assert_eq!(why, "Row 1, column 2: NaN is not a finite number.");
    }
}
