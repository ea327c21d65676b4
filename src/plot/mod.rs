//! Figures, on any drawing backend. They take finished numbers and compute no estimate.

mod axes;
mod convergence;
mod histograms;
mod landscape;
mod look;
mod measured;
mod readout;
mod words;

pub use axes::Geometry;
pub use landscape::Curves;
pub use look::{Look, Theme};
pub use measured::Measured;
pub use readout::{Line, Readout, probe};
pub use words::alternative;

use crate::study::Snapshot;
use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, DrawingBackend};

/// What figures are drawn on: any backend of plotters whose errors can be told.
pub trait Backend: DrawingBackend<ErrorType: 'static> {}

impl<T: DrawingBackend<ErrorType: 'static>> Backend for T {}

/// The figures there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Figure {
    /// `V`, the reference and the learned `U`.
    Potential,
    /// The same over a small interval.
    Zoom,
    /// Histogram of the positions with the density of the fit.
    Positions,
    /// Histogram of the momenta over its Gaussian.
    Momenta,
    /// Inverse temperature and error as the steps accumulate.
    Convergence,
}

impl Figure {
    /// Every figure, in the order of the page.
    pub const ALL: [Figure; 5] = [
        Figure::Potential,
        Figure::Zoom,
        Figure::Positions,
        Figure::Momenta,
        Figure::Convergence,
    ];

    /// The figure's name.
    pub fn name(self) -> &'static str {
        match self {
            Figure::Potential => "potential",
            Figure::Zoom => "zoom",
            Figure::Positions => "positions",
            Figure::Momenta => "momenta",
            Figure::Convergence => "convergence",
        }
    }

    /// The figure with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.name() == name)
    }
}

/// What there is to draw.
#[derive(Clone, Copy, Debug)]
pub struct Content<'a> {
    /// `V` and the reference over the interval of the figure.
    pub curves: &'a Curves,
    /// What a run has found so far.
    pub snapshot: Option<&'a Snapshot>,
    /// The interval of the zoom window.
    pub zoom: [f64; 2],
}

/// Draws a figure over the whole area and returns where the data stand on it.
///
/// # Errors
/// What the backend reports.
pub fn draw<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    figure: Figure,
    content: &Content,
    look: &Look,
) -> Result<Geometry, String> {
    let drawn = match figure {
        Figure::Potential => landscape::draw(area, content, look, true),
        Figure::Zoom => landscape::draw(area, content, look, false),
        Figure::Positions => histograms::positions(area, content, look),
        Figure::Momenta => histograms::momenta(area, content, look),
        Figure::Convergence => convergence::draw(area, content, look),
    };
    drawn.map_err(|e| e.to_string())
}

/// The interval of positions that the figures of the potential show: where there are data, with a
/// margin, in steps so that it does not creep; the whole region before there are any.
pub fn extent(snapshot: Option<&Snapshot>, region: [f64; 2]) -> [f64; 2] {
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

/// A zoom window that shows the small scales of most potentials: a twentieth of the region.
pub fn default_zoom([lower, upper]: [f64; 2]) -> [f64; 2] {
    let width = (upper - lower) / 20.0;
    let from = lower + 0.52 * (upper - lower);
    [from, from + width]
}
