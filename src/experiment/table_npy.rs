//! Tables in NumPy's format `.npy`: an array of columns.

use crate::Problem;
use crate::grid_table::refused;
use crate::table_rows::Rows;
use message::{exact, say};

/// The first bytes of such a file.
pub const MAGIC: &[u8] = b"\x93NUMPY";

/// The rows of an array of two or three columns.
///
/// # Errors
/// If it is another array, or ends too early; the row of a number that is not finite.
pub fn npy(bytes: &[u8]) -> Result<Rows, Problem> {
    let (header, data) = parts(bytes).ok_or_else(cut_short)?;
    let field = |name: &str| {
        let after = &header[header.find(name)? + name.len()..];
        Some(after.trim_start_matches(['\'', '"', ':', ' ']))
    };
    let kind = field("descr")
        .unwrap_or_default()
        .get(..3)
        .unwrap_or_default();
    let shape = field("shape").and_then(|rest| rest.strip_prefix('(')?.split(')').next());
    let shape = shape.unwrap_or_default().split(',');
    let shape: Option<Vec<usize>> = shape
        .map(str::trim)
        .filter(|word| !word.is_empty())
        .map(|word| word.parse().ok())
        .collect();
    let size = match kind {
        "<f8" => 8,
        "<f4" => 4,
        _ => 0,
    };
    let in_rows = field("fortran_order").is_some_and(|rest| rest.starts_with("False"));
    let (Some([length, width @ 2..=3]), true, true) = (shape.as_deref(), size > 0, in_rows) else {
        return Err(refused(say!(
            "table-npy",
            "This NumPy array is no table: it must have two columns (q and V) or three (x, y and V) of little-endian float64 or float32 in C order, as np.save(\"table.npy\", np.column_stack([q, V])) writes it."
        )));
    };
    let wanted = length.checked_mul(width * size).ok_or_else(cut_short)?;
    let data = data.get(..wanted).ok_or_else(cut_short)?;
    let mut rows = Rows {
        periods: vec![None; width - 1],
        ..Rows::default()
    };
    for (k, row) in data.chunks_exact(width * size).enumerate() {
        let mut numbers = [0.0; 3];
        for (column, item) in row.chunks_exact(size).enumerate() {
            let x = match *item {
                [a, b, c, d] => f64::from(f32::from_le_bytes([a, b, c, d])),
                _ => f64::from_le_bytes(item.try_into().unwrap_or_default()),
            };
            if !x.is_finite() {
                return Err(refused(say!(
                    "table-npy-number",
                    "Row {row}, column {column} of the NumPy array is not a finite number.",
                    row = exact((k + 1) as f64),
                    column = exact((column + 1) as f64)
                )));
            }
            numbers[if column + 1 == *width { 2 } else { column }] = x;
        }
        rows.push(numbers, k + 1)?;
    }
    Ok(rows)
}

/// The header's text and the bytes after it.
fn parts(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let (length, from) = match bytes.get(6)? {
        1 => (
            usize::from(u16::from_le_bytes(bytes.get(8..10)?.try_into().ok()?)),
            10,
        ),
        _ => (
            u32::from_le_bytes(bytes.get(8..12)?.try_into().ok()?) as usize,
            12,
        ),
    };
    let end = length.checked_add(from)?;
    let header = std::str::from_utf8(bytes.get(from..end)?).ok()?;
    Some((header, &bytes[end..]))
}

fn cut_short() -> Problem {
    refused(say!("table-npy-short", "The NumPy file ends too early."))
}
