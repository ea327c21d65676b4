//! Draws each figure by its name.

use crate::comparison::{self, Curve};
use crate::{
    Backend, Content, Geometry, Look, agreement, baselines, convergence, ellipses, histograms,
    many, portrait, potential_curves, potential_map, race, staircase, walkers, walking, ways,
};
use experiment::Figure;
use experiment::paper::Way;
use plotters::coord::Shift;
use plotters::prelude::DrawingArea;
use statistics::MOST_GRIDDED;
use study::Racer;

/// Draws the cost of accuracy over the whole area.
///
/// # Errors
/// The error of the backend.
pub fn draw_ways<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    ways: &[Way],
    look: &Look,
) -> Result<Geometry, String> {
    ways::draw(area, ways, look).map_err(|e| e.to_string())
}

/// Draws the race over the whole area: the errors of the force, or of the energy.
///
/// # Errors
/// The error of the backend.
pub fn draw_race<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    racers: &[Racer],
    of_force: bool,
    look: &Look,
) -> Result<Geometry, String> {
    race::draw(area, racers, of_force, look).map_err(|e| e.to_string())
}

/// Draws the walkers over the ground of their figure, whose geometry is known.
///
/// # Errors
/// The error of the backend.
pub fn draw_walkers<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    geometry: &Geometry,
    content: &Content,
    look: &Look,
) -> Result<(), String> {
    walking::draw(area, geometry, content, look).map_err(|e| e.to_string())
}

/// Draws a figure over the whole area and returns the geometry of its data.
///
/// # Errors
/// The error of the backend.
pub fn draw<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    figure: Figure,
    content: &Content,
    look: &Look,
) -> Result<Geometry, String> {
    let d = content.dimension();
    let walk = figure == Figure::Walkers;
    let drawn = match figure {
        Figure::Walkers if d == 1 => walkers::curves(area, content, look),
        Figure::Walkers if d > 2 => walkers::plane(area, content, look),
        figure if d > MOST_GRIDDED => many::draw(area, figure, content, look),
        Figure::Potential | Figure::Walkers if d > 1 => {
            potential_map::draw(area, content, look, walk)
        }
        Figure::Potential | Figure::Walkers => potential_curves::draw(area, content, look, true),
        Figure::Zoom => potential_curves::draw(area, content, look, false),
        Figure::Positions => histograms::positions(area, content, look),
        Figure::Momenta => histograms::momenta(area, content, look),
        Figure::Noise => ellipses::draw(area, content, look),
        Figure::Convergence => convergence::draw(area, content, look),
        Figure::Portrait => portrait::draw(area, content, look),
        Figure::Mean => comparison::curves(area, content, look, Curve::Mean),
        Figure::Correlation => comparison::curves(area, content, look, Curve::Correlation),
        Figure::Equilibrium => comparison::curves(area, content, look, Curve::Equilibrium),
        Figure::Baselines => baselines::draw(area, content, look),
        Figure::Agreement => agreement::draw(area, content, look),
        Figure::Staircase => staircase::staircase(area, content, look),
        Figure::Scales => staircase::decomposition(area, content, look),
    };
    let geometry = drawn.map_err(|e| e.to_string())?;
    if walk {
        draw_walkers(area, &geometry, content, look)?;
    }
    Ok(geometry)
}
