//! The scene of a figure of the potential: the part of space shown, and the energies in it.

use experiment::{Figure, Region};
use statistics::MOST_GRIDDED;
use study::{EnergySampler, Envelope, Line, Snapshot};

/// Columns of the curves.
const COLUMNS: usize = 480;

/// A line through space, and the energies along it.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// The axis of a single variable, or the slice through several.
    pub line: Line,
    /// The energies along the line.
    pub curves: Curves,
    /// The interval of the zoom window in one dimension.
    pub zoom: [f64; 2],
}

/// `V` and the reference along the line, over the interval of the figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curves {
    /// The interval of the figure: of positions, or of distances along a slice.
    pub interval: [f64; 2],
    /// `V`, unshifted; empty if hidden.
    pub original: Envelope,
    /// The reference with its name, unshifted.
    pub reference: Option<(String, Envelope)>,
}

/// Centres of the bins along every axis, and energies at all of them, row-major.
pub type Ground = (Vec<Vec<f64>>, Vec<Option<f64>>);

/// The scene of a figure with the chosen zoom window and slice, or the default ones.
pub fn scene(
    sampler: &EnergySampler,
    snapshot: Option<&Snapshot>,
    figure: Figure,
    zoom: Option<[f64; 2]>,
    chosen: Option<&[f64]>,
) -> Scene {
    let one = sampler.dimension() == 1;
    let region = [sampler.lower[0], sampler.upper[0]];
    let zoom = zoom.unwrap_or_else(|| window(region));
    let line = if one {
        Line::axis()
    } else {
        slice(sampler, chosen)
    };
    let interval = match figure {
        Figure::Zoom if one => zoom,
        _ if one => extent(snapshot, region),
        _ => line.within(&sampler.lower, &sampler.upper),
    };
    // Maps and histograms of several dimensions need no curves.
    let along = figure == Figure::Zoom && sampler.dimension() <= MOST_GRIDDED;
    let (original, reference) = if one || along {
        sampler.along(&line, interval, COLUMNS)
    } else {
        Default::default()
    };
    Scene {
        line,
        curves: Curves {
            interval,
            original,
            reference,
        },
        zoom,
    }
}

/// `V` over the grid, in two and three dimensions.
pub fn ground(sampler: &EnergySampler) -> Option<Ground> {
    (2..=MOST_GRIDDED)
        .contains(&sampler.dimension())
        .then(|| (sampler.axes(), sampler.over()))
}

/// The default slice: through the middle of the region, at an angle of zero.
pub fn default_slice(region: &Region) -> Vec<f64> {
    middle(&region.lower, &region.upper)
}

fn middle(lower: &[f64], upper: &[f64]) -> Vec<f64> {
    let edges = lower.iter().zip(upper);
    edges
        .map(|(lower, upper)| 0.5 * (lower + upper))
        .chain([0.0])
        .collect()
}

/// The line of the chosen slice, or of the default one if that does not fit.
fn slice(sampler: &EnergySampler, chosen: Option<&[f64]>) -> Line {
    let d = sampler.dimension();
    let inside = |slice: &&[f64]| {
        let within = |i: usize| (sampler.lower[i]..=sampler.upper[i]).contains(&slice[i]);
        slice.len() == d + 1 && (0..d).all(within)
    };
    let default = middle(&sampler.lower, &sampler.upper);
    let slice = chosen.filter(inside).unwrap_or(&default);
    Line::through(&slice[..d], slice[d])
}

/// The interval of positions in figures of the potential: the data with a margin, rounded to
/// sixteenths of the region, which keeps it from creeping; before there are data, the whole region.
fn extent(snapshot: Option<&Snapshot>, region: [f64; 2]) -> [f64; 2] {
    const THIN: f64 = 1e-5;
    const STEPS: f64 = 16.0;
    let [lower, upper] = region;
    let Some(potential) = snapshot.map(|s| &s.outcome.potential) else {
        return region;
    };
    let least = potential.density.iter().copied().fold(0.0, f64::max) * THIN;
    let seen = |i: &usize| potential.density[*i] > least;
    let axis = &potential.axes[0];
    let (Some(first), Some(last)) = ((0..axis.len()).find(seen), (0..axis.len()).rev().find(seen))
    else {
        return region;
    };
    let unit = (upper - lower) / STEPS;
    let margin = 0.25 * unit;
    let from = ((axis[first] - margin - lower) / unit).floor() * unit + lower;
    let to = ((axis[last] + margin - lower) / unit).ceil() * unit + lower;
    [from.max(lower), to.min(upper)]
}

/// The default zoom window.
pub fn default_zoom(region: &Region) -> [f64; 2] {
    window([region.lower[0], region.upper[0]])
}

/// A twentieth of the region, which shows the small scales of most potentials.
fn window([lower, upper]: [f64; 2]) -> [f64; 2] {
    let width = (upper - lower) / 20.0;
    let from = lower + 0.52 * (upper - lower);
    [from, from + width]
}
