//! The contest: every way to an effective potential of the same energy, on the same bins.

use crate::run::Run;
use crate::score::{ForceScore, score};
use crate::{Baseline, Outcome, Spent};
use dynamics::Surface;
use estimate::{EnergySamples, Filtered, matched};
use statistics::{CellForce, Tally};

/// Fewest evaluations on a grid, as a logarithm to the base four.
const FEWEST: u32 = 2;

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
    // A way that misses bins which the learned potential has has no score.
    let near = |energy: &[Option<f64>]| {
        let goal = reference.unwrap_or(learned);
        let all = score(learned, goal, &counts)?.bins;
        score(energy, goal, &counts).filter(|score| score.bins >= all)
    };
    let made = |name: &str, evaluations: u64, energy: &[Option<f64>]| {
        // Each is known up to a constant, which aligns it with the learned one here.
        let apart = score(energy, learned, &counts);
        let shift = apart.map_or(0.0, |s| s.shift);
        let seen = energy.iter().zip(&wanted);
        Baseline {
            name: name.to_owned(),
            distance: apart.map(|s| s.rmse).filter(|_| energy != learned),
            rmse: reference.and_then(|_| Some(near(energy)?.rmse)),
            force_rmse: exact.and_then(|exact| exact.of_energy(energy, bins)),
            energy: seen
                .map(|(u, wanted)| u.filter(|_| *wanted).map(|u| u - shift))
                .collect(),
            evaluations,
            width: None,
            fewer: Vec::new(),
        }
    };
    let best = |filters: &[Filtered], order: u32| {
        let scored = filters.iter().filter(|f| f.order == order);
        let scored = scored.filter_map(|f| Some((near(&f.energy)?.rmse, f)));
        scored
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, f)| f.clone())
    };

    let flight = crate::forces::flight(run);
    let on_grid = |evaluations: u64| {
        let samples = EnergySamples::new(potential, bins, &flight, evaluations);
        let filters = samples.filtered(bins);
        let mut ways: Vec<Baseline> = [("filter", 2), ("filter-4", 4)]
            .into_iter()
            .filter_map(|(name, order)| {
                let filter = best(&filters, order)?;
                Some(Baseline {
                    width: Some(filter.width),
                    ..made(name, samples.evaluations(), &filter.energy)
                })
            })
            .collect();
        let regressed = splines.and_then(|splines| samples.regressed(splines, bins, &wanted));
        ways.extend(regressed.map(|(energy, used)| made("least-squares", used as u64, &energy)));
        ways
    };
    let mut all = vec![Baseline {
        force_rmse: exact.and_then(|exact| exact.of_forces(&potential.gradients(&bins.points()))),
        ..made("original", bins.len() as u64, &outcome.potential.original)
    }];
    all.extend(on_grid(outcome.evaluations));
    let most = all.get(1).map_or(0, |filter| filter.evaluations);
    let budgets = (FEWEST..).map(|k| 1_u64 << (2 * k));
    for fewer in budgets.take_while(|n| *n < most).flat_map(on_grid) {
        if let Some(way) = all.iter_mut().find(|way| way.name == fewer.name) {
            way.fewer.push(Spent {
                evaluations: fewer.evaluations,
                rmse: fewer.rmse,
                force_rmse: fewer.force_rmse,
            });
        }
    }
    let mut force = CellForce::default();
    run.tally.blocks().for_each(|b| force.combine(&b.force));
    let cells = plan.cells.as_ref().unwrap_or(bins);
    let mut averaged = matched(&force, cells, bins, &wanted);
    // The forces were recorded without the tilt.
    for (q, u) in bins.points().iter().zip(&mut averaged) {
        let tilt: f64 = q.iter().zip(&plan.tilt).map(|(x, slope)| slope * x).sum();
        *u = u.map(|u| u + tilt);
    }
    all.push(made("force-matching", outcome.evaluations, &averaged));
    all.push(made(
        "positions",
        outcome.evaluations,
        outcome.from_positions()[0],
    ));
    all.extend(outcome.from_forces().map(|[energy, _]| Baseline {
        force_rmse: outcome.forces.as_ref().and_then(|f| f.force_rmse),
        ..made("forces", outcome.evaluations, energy)
    }));
    all
}
