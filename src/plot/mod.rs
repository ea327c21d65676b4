//! Figures, on any drawing backend. They take finished numbers and compute no estimate.

mod axes;
mod convergence;
mod ellipses;
mod field;
mod histograms;
mod landscape;
mod look;
mod maps;
mod picture;
mod profile;
mod readout;
mod words;

pub use axes::{Geometry, Panel};
pub use landscape::Curves;
pub use look::{Look, Theme};
pub use readout::{Line, Readout, point, probe};
pub use words::alternative;

use crate::study::{Line as Way, Snapshot};
use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, DrawingBackend};

/// What figures are drawn on: any backend of plotters whose errors can be told.
pub trait Backend: DrawingBackend<ErrorType: 'static> {}

impl<T: DrawingBackend<ErrorType: 'static>> Backend for T {}

/// The figures there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Figure {
    /// `V`, the reference and the learned `U`: curves, or maps in several dimensions.
    Potential,
    /// The same over a small interval, or along a line through several dimensions.
    Zoom,
    /// Histograms of the positions with the density of the fit.
    Positions,
    /// Histograms of the momenta over their Gaussians.
    Momenta,
    /// Covariances of the noise and of the momenta.
    Noise,
    /// Inverse temperature and error as the steps accumulate.
    Convergence,
}

impl Figure {
    /// Every figure, in the order of the page.
    pub const ALL: [Figure; 6] = [
        Figure::Potential,
        Figure::Zoom,
        Figure::Positions,
        Figure::Momenta,
        Figure::Noise,
        Figure::Convergence,
    ];

    /// The figure's name.
    pub fn name(self) -> &'static str {
        match self {
            Figure::Potential => "potential",
            Figure::Zoom => "zoom",
            Figure::Positions => "positions",
            Figure::Momenta => "momenta",
            Figure::Noise => "noise",
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
    /// `V` and the reference along the line, over the interval of the figure.
    pub curves: &'a Curves,
    /// The line: the axis of a single variable, or the slice through several.
    pub line: &'a Way,
    /// Axes of the grid and `V` on it, where there are several dimensions.
    pub ground: Option<&'a Ground>,
    /// What a run has found so far.
    pub snapshot: Option<&'a Snapshot>,
    /// What another run has found that this one is compared with.
    pub other: Option<&'a Snapshot>,
    /// The interval of the zoom window in one dimension.
    pub zoom: [f64; 2],
}

/// Centres of the bins along every axis, and energies at all of them, row-major.
pub type Ground = (Vec<Vec<f64>>, Vec<Option<f64>>);

impl Content<'_> {
    /// Number of variables.
    pub fn dimension(&self) -> usize {
        self.line.origin.len()
    }
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
        Figure::Potential if content.dimension() > 1 => maps::draw(area, content, look),
        Figure::Potential => landscape::draw(area, content, look, true),
        Figure::Zoom => landscape::draw(area, content, look, false),
        Figure::Positions => histograms::positions(area, content, look),
        Figure::Momenta => histograms::momenta(area, content, look),
        Figure::Noise => ellipses::draw(area, content, look),
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
