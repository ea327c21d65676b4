//! The checks of a fit. None uses a reference.

use crate::gathered::Gathered;
use crate::plan::FitPlan;
use crate::survey::Survey;
use estimate::ForceFit;
use message::{count, digits, exact, list, measured, say};
use sampling::NoiseDiagnostics;
use statistics::{descending, scored};
use study::{Finding, Limits, Row, Verdict};

/// Share of the rows outside the region, as of a run's positions.
const OUTSIDE: Limits = Limits {
    pass: 0.05,
    fail: 0.5,
};
/// `Cov(q, ∂V/∂q)` in its own unit: forces of the wrong sign make it negative.
const INWARDS: Limits = Limits {
    pass: 0.0,
    fail: -0.05,
};
/// Energy that the mesh cannot follow, in units of `kT`, as of a run.
const UNFOLLOWED: Limits = Limits {
    pass: 0.05,
    fail: 0.5,
};
/// Share of the series that are not white noise, as of a run's walkers.
const WHITE: Limits = Limits {
    pass: 0.5,
    fail: 0.9,
};
/// Share of the rows in other pieces than the fullest.
const ADRIFT: Limits = Limits {
    pass: 0.0,
    fail: 0.1,
};
/// Root mean square over bins of the difference of the two halves of the rows, in its standard
/// errors: bins are few enough for chance to reach two.
const HALVES: Limits = Limits {
    pass: 2.5,
    fail: 5.0,
};
/// Change of U by the batch that changes it most, in units of the median batch's: of 32 batches of
/// independent rows chance hardly reaches the first.
const ALIKE: Limits = Limits {
    pass: 5.0,
    fail: 15.0,
};

/// The checks of a fit, the most fundamental first.
pub(crate) fn checks(
    survey: &Survey,
    plan: &FitPlan,
    gathered: &Gathered,
    fit: &ForceFit,
    noise: Option<&NoiseDiagnostics>,
) -> Vec<Row> {
    let all = [
        inwards(survey, plan),
        Some(region(survey, gathered)),
        Some(followed(plan, gathered, fit)),
        noise.map(|noise| white(survey, noise)),
        pieces(gathered, fit),
        halves(gathered, fit),
        alike(survey, gathered, fit),
    ];
    all.iter().flatten().map(Finding::row).collect()
}

/// The virial: where the force drives outwards, its sign is likely wrong.
fn inwards(survey: &Survey, plan: &FitPlan) -> Option<Finding> {
    let open = |axis: &usize| plan.bins.period(*axis).is_none();
    let each = (0..survey.dimension()).filter(open).map(|axis| {
        let size = survey.force(axis) * (survey.quantile(axis, 0.75) - survey.quantile(axis, 0.25));
        survey.virial(axis) / size
    });
    let least = each.fold(f64::INFINITY, f64::min);
    let name = say!("inwards", "The force is confining");
    let found = Finding::new(name, Some(least).filter(|x| x.is_finite()), INWARDS);
    let fact = match found.verdict {
        Verdict::Pass => say!(
            "force-inwards",
            "∇V increases along every coordinate, as for a confining energy."
        ),
        _ => say!(
            "force-outwards",
            "∇V falls along a coordinate: an energy with this gradient would drive the positions apart."
        ),
    };
    let why = say!(
        "sign-of-forces",
        "If the columns hold the force −∇V, name them f, or fx, fy, fz."
    );
    (least < f64::INFINITY).then(|| found.saying(fact, why, &[]))
}

fn region(survey: &Survey, gathered: &Gathered) -> Finding {
    let share = gathered.outside as f64 / survey.rows as f64;
    let name = say!("rows-in-region", "The region contains the rows");
    let found = Finding::new(name, Some(share), OUTSIDE);
    let fact = say!(
        "rows-outside",
        "{outside} of {rows} rows lie outside ({share} %).",
        outside = count(gathered.outside as f64),
        rows = count(survey.rows as f64),
        share = found.told(100.0)
    );
    let why = say!("rows-wider-region", "Choose a wider region.");
    found.saying(fact, why, &[])
}

/// The energy that the mesh leaves out: the mean unresolved force over half a flight, and the error of
/// the mesh where the data ask for none coarser.
fn followed(plan: &FitPlan, gathered: &Gathered, fit: &ForceFit) -> Finding {
    let mut axes = fit.knots.iter().zip(&fit.finest);
    let finest = axes.all(|(knots, finest)| *knots < std::f64::consts::SQRT_2 * finest);
    let bins = crowded(gathered).into_iter();
    let of_mesh = bins
        .filter_map(|bin| fit.mesh_error[bin])
        .fold(0.0, f64::max);
    let left = fit.misfit.max(if finest { of_mesh } else { 0.0 }) / plan.temperature;
    let name = say!("followed", "The mesh follows the wells");
    let found = Finding::new(name, Some(left), UNFOLLOWED);
    let mesh = list(plan.mesh.iter().map(|h| digits(*h, 2)));
    let fact = say!(
        "left-out-by-mesh",
        "Structure finer than the mesh ({mesh|, }) changes U by {error} kT at most.",
        mesh = mesh,
        error = measured(left)
    );
    let why = say!(
        "finer-mesh-or-noise",
        "Choose a finer mesh if that structure belongs to U, or a coarser one if it is part of what is to average out."
    );
    found.saying(fact, why, &[])
}

/// The whiteness of the residual force, which only rows in the order of time tell.
fn white(survey: &Survey, noise: &NoiseDiagnostics) -> Finding {
    let name = say!("white-rows", "The residual force is white from row to row");
    if !survey.is_successive() {
        let fact = say!(
            "rows-out-of-order",
            "Successive rows are hardly correlated in position: the rows are not in temporal order, and this test does not apply."
        );
        return Finding::new(name, None, WHITE).untold(fact, &[]);
    }
    let found = Finding::new(name, Some(noise.force.rejected), WHITE);
    let fact = say!(
        "series-of-rows",
        "The Ljung–Box test rejects white noise for {rejected} % of the series of 512 rows; the largest correlation is {correlation}.",
        rejected = found.told(100.0),
        correlation = measured(noise.force.correlation)
    );
    let why = say!(
        "residual-correlated",
        "Successive rows share the same unresolved force, so it is not noise at this row spacing. Use rows farther apart in time, or a finer mesh."
    );
    found.saying(fact, why, &[])
}

/// The pieces that no force joins, where there are several.
fn pieces(gathered: &Gathered, fit: &ForceFit) -> Option<Finding> {
    let mut rows = vec![0; fit.pieces()];
    for (piece, n) in fit.piece.iter().zip(&gathered.visits) {
        piece.iter().for_each(|piece| rows[*piece] += n);
    }
    let all: u64 = rows.iter().sum();
    let fullest = rows.iter().copied().max().unwrap_or(0);
    let share = (all - fullest) as f64 / all.max(1) as f64;
    let name = say!("one-piece", "The rows form one piece");
    let found = Finding::new(name, Some(share), ADRIFT);
    let fact = say!(
        "separate-pieces",
        "Gaps without rows divide U into {pieces} pieces; {share} % of the rows lie outside the fullest one.",
        pieces = exact(fit.pieces() as f64),
        share = found.told(100.0)
    );
    let why = say!(
        "pieces-own-zero",
        "Forces do not determine the relative depth of the pieces: each has its own zero, at its minimum."
    );
    (fit.pieces() > 1).then(|| found.saying(fact, why, &[]))
}

/// The potentials that the two halves of the rows give.
fn halves(gathered: &Gathered, fit: &ForceFit) -> Option<Finding> {
    let half = fit.changes.len() / 2;
    let square = |bin: usize| -> Option<f64> {
        let earlier = fit.changes[..half].iter();
        let change: f64 = earlier.map(|change| change[bin].unwrap_or(0.0)).sum();
        // The halves' changes are opposite, and either fit is off by twice its change; the standard
        // error of their difference is twice that of all rows.
        let error = fit.chance_error[bin].filter(|error| *error > 0.0)?;
        let off = 4.0 * change / (2.0 * error);
        Some(off * off)
    };
    let squares: Vec<f64> = crowded(gathered).into_iter().filter_map(square).collect();
    let off = (squares.iter().sum::<f64>() / squares.len() as f64).sqrt();
    let name = say!("halves-of-rows", "The two halves of the rows agree");
    let found = Finding::new(name, Some(off), HALVES);
    let fact = say!(
        "halves-of-rows-apart",
        "The potentials of the first and the second half differ by {errors} standard errors (root mean square).",
        errors = found.told(1.0)
    );
    let why = say!(
        "rows-drift",
        "The rows are too few, or their distribution changes along the table."
    );
    (half > 0).then(|| found.saying(fact, why, &[]))
}

/// The batch that changes the potential most: a walker that got stuck, or an event that happened once,
/// whose error nothing tells.
fn alike(survey: &Survey, gathered: &Gathered, fit: &ForceFit) -> Option<Finding> {
    let bins = crowded(gathered);
    let strength = |change: &Vec<Option<f64>>| {
        let each = bins.iter().filter_map(|bin| {
            let relative = change[*bin]? / fit.chance_error[*bin].filter(|e| *e > 0.0)?;
            Some(relative * relative)
        });
        each.sum::<f64>().sqrt()
    };
    let strengths: Vec<f64> = fit.changes.iter().map(strength).collect();
    let order = descending(&strengths);
    let (first, middle) = (*order.first()?, *order.get(order.len() / 2)?);
    let number = strengths[first] / strengths[middle];
    let name = say!("batches-alike", "No batch of rows dominates");
    let found = Finding::new(name, Some(number), ALIKE);
    let row = |batch: usize| {
        let whole = batch as u64 * survey.rows / gathered.batches.len() as u64;
        exact(whole as f64 + 1.0)
    };
    let fact = say!(
        "batch-changes-most",
        "Of {batches} batches of successive rows one changes U {times} times as much as a typical one.",
        batches = exact(gathered.batches.len() as f64),
        times = found.told(1.0)
    );
    let why = say!(
        "batch-from-row",
        "It begins at row {from} and ends before row {to}: look for a walker that got stuck there, or for an event that happened only once.",
        from = row(first),
        to = row(first + 1)
    );
    Some(found.saying(fact, why, &[]))
}

/// Bins that count in a score.
fn crowded(gathered: &Gathered) -> Vec<usize> {
    let visits: Vec<f64> = gathered.visits.iter().map(|n| *n as f64).collect();
    scored(&visits)
}
