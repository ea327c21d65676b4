//! The cells of positions in which a run records forces.

use experiment::Region;
use statistics::Grid;

/// Width of the margin around the region in which forces are recorded too, and of a cell, both in
/// one step's flight of a walker, as far as `V` alone tells it.
const MARGIN: f64 = 2.0;
const CELL: f64 = 0.015625;

/// Most cells along an axis in which the force is recorded, as memory allows.
const fn most_cells(dimension: usize) -> u32 {
    match dimension {
        1 => 8192,
        2 => 128,
        _ => 20,
    }
}

/// Cells over the region and a margin, in which a regression's weights can fade: cut off sharply,
/// ripples would leave a bias. No fewer than there are bins, as far as memory allows. A periodic axis
/// is not cut off and has no margin. `flight` is the displacement in one step along each axis.
pub fn force_cells(region: &Region, wraps: &[bool], bins: &[u32], flight: &[f64]) -> Grid {
    let Region { lower, upper } = region;
    let most = most_cells(lower.len());
    let (mut from, mut to, mut cells) = (Vec::new(), Vec::new(), Vec::new());
    for i in 0..lower.len() {
        let width = upper[i] - lower[i];
        let margin = MARGIN * flight[i];
        let margin = if margin.is_finite() && !wraps[i] {
            margin
        } else {
            0.0
        };
        from.push(lower[i] - margin);
        to.push(upper[i] + margin);
        let wanted = (width + 2.0 * margin) / (CELL * flight[i]);
        cells.push((wanted.min(f64::from(most)) as u32).clamp(bins[i].min(most), most));
    }
    Grid::new(&from, &to, &cells).wrapped(wraps)
}
