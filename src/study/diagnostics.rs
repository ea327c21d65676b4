//! Diagnostics of a learned potential: a probe of single steps, and the truncations.

use crate::baselines::baselines;
use crate::forces::{add_forces, add_noise};
use crate::judge::judge;
use crate::measures::diverges;
use crate::missed::missed;
use crate::regime::regime;
use crate::run::Run;
use crate::score::{ForceScore, score};
use crate::validity_checks::Seen;
use crate::{Baseline, Outcome, Truncation, Truncations};
use dynamics::{Random, Surface};
use estimate::ForceFit;
use expression::{Formula, Vectors};
use nalgebra::{DMatrix, DVector};
use sampling::{Probe, Smooth, probe, start};
use statistics::{Observables, Tally, order};

/// Blocks of walkers in a probe: enough for two digits of every share.
const BLOCKS: u32 = 4;
/// Most terms of a truncation.
const TERMS: u64 = 4;

/// Adds the validity report and the baselines to an outcome. They depend on the merged tally and
/// the seed alone, not on the number of workers.
pub(super) fn examine(
    run: &Run,
    outcome: &mut Outcome,
    surface: Option<&Surface>,
    forces: Option<ForceFit>,
) {
    let counts = Tally::total(run.tally.batches(), |b| &b.positions);
    let exact = ForceScore::new(&outcome.experiment, &run.plan.positions, &counts);
    let forces = forces.map(|fit| add_forces(run, outcome, fit, exact.as_ref()));
    let probe = look(run, outcome, forces.as_ref().or(surface));
    if let Some(noise) = &probe.noise {
        add_noise(outcome, noise);
    }
    let regime = regime(&outcome.experiment, &run.setup, &probe, diverges(outcome));
    let contest = baselines(run, outcome, exact.as_ref(), forces.as_ref());
    add_force_errors(outcome, &contest);
    outcome.baselines = Some(contest);
    judge(
        outcome,
        Some(Seen {
            regime,
            noise: probe.noise,
            triple: None,
            missed: missed(run, &counts, outcome.inverse_temperature.used),
            repetitions: outcome
                .experiment
                .repetitions(run.plan.integrator.potential()),
            velocity: velocity(run),
        }),
    );
}

/// The mean of `p̄`, which with unit masses is the velocity.
pub(super) fn velocity(run: &Run) -> Vec<f64> {
    let d = run.plan.positions.dimension();
    let samples: u64 = run.tally.batches().map(|b| b.samples).sum();
    let mean = |i: usize| {
        let place = Observables::new(d).momentum(i);
        let sums = run.tally.batches().map(|b| b.sums[place]);
        sums.sum::<f64>() / samples as f64
    };
    (0..d).map(mean).collect()
}

/// The force error of the potential, and of that from the positions if it is another.
fn add_force_errors(outcome: &mut Outcome, contest: &[Baseline]) {
    let of = |name: &str| contest.iter().find(|b| b.name == name)?.force_rmse;
    let [positions, forces] = ["positions", "forces"].map(of);
    if let Some(estimate) = &mut outcome.positions {
        estimate.force_rmse = positions;
    }
    let used = match &outcome.positions {
        Some(_) => forces,
        None => positions,
    };
    if let Some(reference) = &mut outcome.reference {
        reference.force_rmse = used;
    }
}

/// A probe of walkers drawn from the learned law: positions from the histogram, momenta from a
/// Gaussian with their covariance. Without data, from the initial law.
fn look(run: &Run, outcome: &Outcome, surface: Option<&Surface>) -> Probe {
    let plan = &run.plan;
    let surface = surface.map(|surface| surface as &dyn Smooth);
    let d = plan.positions.dimension();
    let covariance = &outcome.momentum.symmetric_covariance;
    let root = DMatrix::from_fn(d, d, |i, j| covariance[i][j]).cholesky();
    let mut total = 0.0;
    let below: Vec<f64> = (outcome.potential.density.iter())
        .map(|d| {
            total += d;
            total
        })
        .collect();
    let Some(root) = root.filter(|_| total > 0.0 && outcome.steps > 0) else {
        return probe(plan, BLOCKS, surface, |random| start(&plan.initial, random));
    };
    let (root, points) = (root.l(), plan.positions.points());
    let widths = plan.positions.widths();
    probe(plan, BLOCKS, surface, |random: &mut Random| {
        let share = random.uniform() * total;
        let bin = below.partition_point(|b| *b <= share).min(points.len() - 1);
        let axes = points[bin].iter().zip(&widths);
        let q = axes.map(|(centre, width)| centre + width * (random.uniform() - 0.5));
        let q = q.collect();
        let normal = DVector::from_fn(d, |_, _| random.normal());
        let p = &root * normal;
        [q, p.as_slice().to_vec()]
    })
}

/// The first truncations of a formula's sum at these points; empty without a sum.
pub(super) fn truncated(formula: &Formula, points: &Vectors) -> Vec<(u64, Vec<f64>)> {
    let last = formula.terms().map(|n| n.min(TERMS));
    let each = |terms: u64| {
        // Without its sum a formula may lack a variable and fail to compile.
        let compiled = formula.truncated(terms).compile().ok()?;
        Some((terms, compiled.energies(points)))
    };
    last.map_or(Vec::new(), |last| (0..=last).filter_map(each).collect())
}

/// The distance of the learned potential from each truncation, and the nearest (METHOD errata 7).
pub(super) fn nearest(
    energy: &[Option<f64>],
    truncated: &[(u64, Vec<Option<f64>>)],
    counts: &[u64],
) -> Option<Truncations> {
    let scored = truncated.iter().filter_map(|(terms, values)| {
        let score = score(energy, values, counts)?;
        Some(Truncation {
            terms: *terms,
            rmse: score.rmse,
            energy: values.iter().map(|u| u.map(|u| u + score.shift)).collect(),
        })
    });
    let all: Vec<Truncation> = scored.collect();
    let errors: Vec<f64> = all.iter().map(|t| t.rmse).collect();
    let order = order(&errors);
    let nearest = &all[*order.first()?];
    Some(Truncations {
        nearest: nearest.terms,
        margin: order.get(1).map(|&second| all[second].rmse - nearest.rmse),
        all,
    })
}
