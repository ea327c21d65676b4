//! An area divided into equal parts for panels of one kind.

use crate::Look;
use plotters::coord::Shift;
use plotters::prelude::*;

/// Width over height that a panel should have, and its least width in pixels of the page.
const SHAPE: f64 = 1.35;
const LEAST: f64 = 110.0;

/// So many parts, row by row; a single row up to three.
pub fn tiles<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    count: usize,
    look: &Look,
) -> Vec<DrawingArea<DB, Shift>> {
    let (wide, high) = area.dim_in_pixel();
    let columns = match count {
        0..=3 => count.max(1),
        _ => {
            let wanted = (count as f64 * f64::from(wide) / f64::from(high.max(1)) / SHAPE).sqrt();
            let most = (f64::from(wide) / (LEAST * look.ratio)).floor().max(1.0);
            wanted.round().clamp(1.0, most) as usize
        }
    };
    let rows = count.max(1).div_ceil(columns);
    let mut parts = area.split_evenly((rows, columns));
    parts.truncate(count);
    parts
}
