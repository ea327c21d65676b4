//! Figures, on any drawing backend. They take finished numbers and compute no estimate.

mod axes;
mod beside;
mod comparison;
mod convergence;
mod display;
mod ellipses;
mod exhibit;
mod field;
mod histograms;
mod landscape;
mod look;
mod maps;
mod picture;
mod portrait;
mod profile;
mod readout;
mod scene;
mod staircase;
mod table;
mod ways;
mod words;

pub use axes::{Geometry, Panel};
use comparison::Curve;
pub use display::{Display, Drawing};
pub use exhibit::Exhibit;
pub use landscape::Curves;
pub use look::{Look, Theme};
pub use readout::{Line, Readout, point, probe};
use scene::Ground;
pub use scene::{Scene, default_slice, default_zoom};
pub use staircase::plateau;
pub use table::{Table, table};
pub use words::alternative;

use experiment::Figure;
use experiment::paper::Way;
use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, DrawingBackend};
use study::Snapshot;

/// What figures are drawn on: any backend of plotters whose errors can be told.
pub trait Backend: DrawingBackend<ErrorType: 'static> {}

impl<T: DrawingBackend<ErrorType: 'static>> Backend for T {}

/// What there is to draw, of one experiment; made by [`Exhibit::content`].
#[derive(Clone, Copy, Debug)]
pub struct Content<'a> {
    /// What does not depend on any run.
    scene: &'a Scene,
    /// `V` over the grid, where there are several dimensions.
    ground: Option<&'a Ground>,
    /// What a run has found so far.
    snapshot: Option<&'a Snapshot>,
    /// What another run has found that this one is compared with.
    other: Option<&'a Snapshot>,
}

impl Content<'_> {
    /// Number of variables.
    pub fn dimension(&self) -> usize {
        self.scene.line.origin.len()
    }
}

/// Draws what accuracy costs over the whole area.
///
/// # Errors
/// What the backend reports.
pub fn draw_ways<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    ways: &[Way],
    look: &Look,
) -> Result<Geometry, String> {
    ways::draw(area, ways, look).map_err(|e| e.to_string())
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
        Figure::Portrait => portrait::draw(area, content, look),
        Figure::Mean => comparison::curves(area, content, look, Curve::Mean),
        Figure::Correlation => comparison::curves(area, content, look, Curve::Correlation),
        Figure::Equilibrium => comparison::curves(area, content, look, Curve::Equilibrium),
        Figure::Beside => beside::draw(area, content, look),
        Figure::Staircase => staircase::staircase(area, content, look),
        Figure::Scales => staircase::decomposition(area, content, look),
    };
    drawn.map_err(|e| e.to_string())
}
