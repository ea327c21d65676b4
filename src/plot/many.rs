//! The figures of more than three dimensions, and their words.

use crate::axes::{Drawn, Geometry, note};
use crate::comparison::{self, Curve};
use crate::{
    Backend, Content, Look, convergence, histograms, matrices, portrait, staircase, terms,
};
use estimate::Coupling;
use experiment::Figure;
use message::{Message, count, list, measured, say, with_error};
use plotters::coord::Shift;
use plotters::prelude::DrawingArea;
use study::Outcome;

/// Most couplings that a sentence names.
const MOST: usize = 8;

/// Draws a figure, or says that more than three dimensions have none.
pub fn draw<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    figure: Figure,
    content: &Content,
    look: &Look,
) -> Drawn<Geometry> {
    match figure {
        Figure::Potential => terms::draw(area, content, look),
        Figure::Momenta => histograms::momenta(area, content, look),
        Figure::Noise => matrices::draw(area, content, look),
        Figure::Convergence => convergence::draw(area, content, look),
        Figure::Portrait => portrait::draw(area, content, look),
        Figure::Mean => comparison::curves(area, content, look, Curve::Mean),
        Figure::Correlation => comparison::curves(area, content, look, Curve::Correlation),
        Figure::Equilibrium => comparison::curves(area, content, look, Curve::Equilibrium),
        Figure::Staircase => staircase::staircase(area, content, look),
        _ => note(area, look, &beyond_figures()),
    }
}

/// The sentence in place of a figure that there is not.
fn beyond_figures() -> Message {
    say!("beyond-figures", "not drawn in more than three dimensions")
}

/// The content of a figure of the potential or of the matrices in a sentence or two.
pub fn alternative(figure: Figure, outcome: &Outcome) -> Message {
    let potential = &outcome.potential;
    let pairs = potential.couplings.len();
    if potential.terms.is_empty() {
        return say!("no-terms-yet", "Empty chart: no term has been learned yet.");
    }
    let said = |coupling: &Coupling| {
        let [i, j] = coupling.variables;
        say!(
            "coupling-of",
            "x{i} and x{j} {value}",
            i = count(f64::from(i)),
            j = count(f64::from(j)),
            value = with_error(coupling.value, coupling.standard_error)
        )
    };
    match figure {
        Figure::Potential => say!(
            "terms-drawn",
            "Line charts of the {count} functions of one variable whose sum, with {pairs} {pairs|function|functions} of two, is the learned potential; the force that it leaves over is {left} in each direction.",
            count = count((potential.terms.len() - pairs) as f64),
            pairs = count(pairs as f64),
            left = measured(potential.unexplained_force.unwrap_or(f64::NAN))
        ),
        Figure::Noise => say!(
            "matrices-drawn",
            "Matrices of the couplings, of the noise and of the momenta as coloured cells. Couplings: {couplings|, }.",
            couplings = list(potential.couplings.iter().take(MOST).map(said))
        ),
        _ => beyond_figures(),
    }
}
