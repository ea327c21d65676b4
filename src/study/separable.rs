//! The validity check of the mesh of the forces: no well is finer than it.

use crate::finding::{Finding, Limits};
use crate::{Advice, Outcome, Verdict};
use message::{digits, measured, say};
use statistics::scored;

/// Energy that the mesh cannot follow, in units of `kT`: a twentieth hardly matters to anything, half
/// is a feature of its own.
const UNFOLLOWED: Limits = Limits {
    pass: 0.05,
    fail: 0.5,
};

/// Wells about as wide as a walker's flight, which the regression of the forces follows no more:
/// their mean unresolved force, and the error of the mesh where the step allows no finer one. `None`
/// of a potential from the positions.
pub(super) fn separable(outcome: &Outcome) -> Option<Finding> {
    outcome
        .positions
        .as_ref()
        .filter(|_| outcome.potential.terms.is_empty())?;
    let forces = outcome.forces.as_ref()?;
    let mut axes = forces.knots.iter().zip(&forces.finest);
    let finest = axes.all(|(knots, finest)| *knots < std::f64::consts::SQRT_2 * finest);
    let of_mesh = if finest { mesh_error(outcome) } else { 0.0 };
    let left = of_mesh.max(forces.misfit) * outcome.inverse_temperature.used;
    let name = say!("separable", "The wells are wider than a flight");
    let found = Finding::new(name, Some(left), UNFOLLOWED);
    let mesh = digits(forces.finest.iter().copied().fold(0.0, f64::max), 2);
    let fact = match found.verdict {
        Verdict::Pass => say!(
            "wells-wider-than-mesh",
            "Structure finer than {finest}, one and a half flights of a walker, changes U by {error} kT at most.",
            finest = mesh,
            error = measured(left)
        ),
        _ => say!(
            "wells-finer-than-mesh",
            "Not separable at this step: the energy changes within {finest}, one and a half flights of a walker, and finer structure belongs to the noise. The shape of U is uncertain by {error} kT or more.",
            finest = mesh,
            error = digits(left, 2)
        ),
    };
    Some(found.saying(fact, Default::default(), &[Advice::SmallerStep]))
}

/// The largest error of the potential that is not chance.
fn mesh_error(outcome: &Outcome) -> f64 {
    let potential = &outcome.potential;
    let of_mesh = scored(&potential.density).into_iter().filter_map(|bin| {
        let [all, chance] = [&potential.standard_error, &potential.chance_error];
        let (all, chance) = (all[bin]?, chance[bin]?);
        Some(all * all - chance * chance)
    });
    of_mesh.fold(0.0, f64::max).sqrt()
}
