//! The reasons for a run without a result.

use experiment::Kind;
use study::{Comparison, Outcome, Study};

/// The reason why a run has no result, and the remedy; `None` if it has one. A scan that finds no
/// scale has a result.
pub fn nothing(study: &Study, outcome: &Outcome) -> Option<String> {
    let progress = study.progress();
    if progress.failed.is_some() {
        return progress.failed.map(|said| said.text);
    }
    let kind = outcome.experiment.kind;
    let said = match kind {
        Kind::Scan | Kind::Auto => return None,
        _ if outcome.steps == 0 => "No step was recorded. Choose another step size δ (step).",
        _ if !outcome.potential.terms.is_empty() => return None,
        _ if outcome.experiment.learns_terms() => {
            "No potential could be learned from the recorded steps. Record more steps (steps), or let the walkers start elsewhere (initial.position)."
        }
        _ if outcome
            .potential
            .density
            .iter()
            .all(|density| *density == 0.0) =>
        {
            "No walker was ever seen inside the region, so no potential could be learned. Move or widen the region (region.lower, region.upper), or let walkers start in it."
        }
        _ if outcome
            .potential
            .energy
            .iter()
            .flatten()
            .all(|u| !u.is_finite()) =>
        {
            "No potential could be learned from the recorded steps. Record more steps (steps), or choose a region (region.lower, region.upper) that the walkers visit."
        }
        Kind::Compare => return not_compared(outcome.comparison.as_ref()),
        Kind::Learn => return None,
    };
    Some(said.to_owned())
}

/// The same for a comparison whose potential has been learned.
fn not_compared(comparison: Option<&Comparison>) -> Option<String> {
    let Some(comparison) = comparison else {
        return Some("Too little of the potential was learned to run the surrogate, so nothing was compared. Record more steps (steps).".to_owned());
    };
    if comparison.ensembles.first()?.distance.is_some() {
        return None;
    }
    let dead = comparison.ensembles.iter().find(|e| e.trajectories == 0);
    Some(match dead.map(|ensemble| ensemble.name.as_str()) {
        Some("original") => "Every trajectory of the original dynamics blew up, so nothing was compared. Choose a smaller fine step h (compare.fine_step).",
        Some(_) => "Every trajectory under the surrogate blew up, so nothing was compared. Choose a smaller surrogate step (compare.step).",
        None => "The two dynamics could not be compared. Choose more trajectories (compare.trajectories).",
    }.to_owned())
}
