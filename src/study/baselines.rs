//! The contest: every way to an effective potential of the same energy, on the same bins.

use crate::run::Run;
use crate::score::{ForceScore, score};
use crate::{Baseline, Outcome};
use dynamics::Surface;
use estimate::{EnergySamples, Filtered, matched};
use statistics::{CellForce, Tally};

/// The other ways, and at last those of this program: from the positions, and from the forces.
///
/// A way that takes the energy on a grid may evaluate it as often as the run has evaluated the
/// force, up to a number from which on more change nothing. Of a family of filters the best is
/// told, by the distance from the reference if there is one, or else from the learned potential:
/// it is chosen in hindsight, in its favour.
pub(super) fn baselines(
    run: &Run,
    outcome: &Outcome,
    exact: Option<&ForceScore>,
    splines: Option<&Surface>,
) -> Vec<Baseline> {
    let plan = &run.plan;
    let (bins, potential) = (&plan.positions, plan.integrator.potential());
    let learned = &outcome.potential.energy;
    let wanted: Vec<bool> = learned.iter().map(Option::is_some).collect();
    if !wanted.contains(&true) {
        return Vec::new();
    }
    let counts = Tally::total(run.tally.batches(), |b| &b.positions);
    let reference = outcome.reference.as_ref().map(|r| &r.energy);
    let made = |name: &str, evaluations: u64, energy: &[Option<f64>]| {
        // Each is known up to a constant, which aligns it with the learned one here.
        let shift = score(energy, learned, &counts).map_or(0.0, |s| s.shift);
        let seen = energy.iter().zip(&wanted);
        Baseline {
            name: name.to_owned(),
            rmse: reference.and_then(|r| Some(score(energy, r, &counts)?.rmse)),
            force_rmse: exact.and_then(|exact| exact.of_energy(energy, bins)),
            energy: seen
                .map(|(u, wanted)| u.filter(|_| *wanted).map(|u| u - shift))
                .collect(),
            evaluations,
            width: None,
        }
    };
    let best = |filters: &[Filtered], order: u32| {
        let near = |f: &&Filtered| score(&f.energy, reference.unwrap_or(learned), &counts);
        let scored = filters.iter().filter(|f| f.order == order);
        let scored = scored.filter_map(|f| Some((near(&f)?.rmse, f)));
        scored
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, f)| f.clone())
    };

    let flight = crate::forces::flight(run);
    let samples = EnergySamples::new(potential, bins, &flight, outcome.evaluations);
    let filters = samples.filtered(bins);
    let mut all = vec![Baseline {
        force_rmse: exact.and_then(|exact| exact.of_forces(&potential.gradients(&bins.points()))),
        ..made("original", bins.len() as u64, &outcome.potential.original)
    }];
    for (name, order) in [("filter", 2), ("filter-4", 4)] {
        all.extend(best(&filters, order).map(|filter| Baseline {
            width: Some(filter.width),
            ..made(name, samples.len() as u64, &filter.energy)
        }));
    }
    let regressed = splines.and_then(|splines| samples.regressed(splines, bins, &wanted));
    all.extend(regressed.map(|(energy, used)| made("least-squares", used as u64, &energy)));
    let mut force = CellForce::default();
    run.tally.blocks().for_each(|b| force.combine(&b.force));
    let cells = plan.cells.as_ref().unwrap_or(bins);
    let averaged = matched(&force, cells, bins, &wanted);
    all.push(made("force-matching", outcome.evaluations, &averaged));
    all.push(made(
        "positions",
        outcome.evaluations,
        outcome.from_positions()[0],
    ));
    all.extend(outcome.forces.as_ref().map(|forces| Baseline {
        force_rmse: forces.force_rmse,
        ..made("forces", outcome.evaluations, &forces.energy)
    }));
    all
}
