//! The validity checks of the data: their number, their agreement, and what they leave out.

use crate::finding::{Finding, Limits};
use crate::forces::FAR_APART;
use crate::measures::outside;
use crate::missed::Missed;
use crate::{Advice, Outcome};
use experiment::Fit;
use expression::variables;
use message::{Message, count, digits, say};

/// Difference of the potentials learned from the positions and from the forces, in units of kT, as
/// far as chance does not explain it. Below a twentieth it hardly matters to anything; beyond an
/// eighth it is larger than any other error of a run that passes.
const APART: Limits = Limits {
    pass: 0.05,
    fail: 0.125,
};
/// Share of positions outside the histogram. The rest is right without them, but beyond a twentieth
/// the region may cut off something of interest, beyond half most of it.
const OUTSIDE: Limits = Limits {
    pass: 0.05,
    fail: 0.5,
};
/// Share of `exp(−βV)` in the part of the region where no walker was: a hundredth is a well 5 kT
/// higher than the sampled ones; from a half on the walkers missed the deepest.
const MISSED: Limits = Limits {
    pass: 0.01,
    fail: 0.5,
};
/// Effective sample size `n`: the relative error of a variance is `√(2/n)`, 4 % and 14 %.
const SAMPLES: Limits = Limits {
    pass: 1000.0,
    fail: 100.0,
};
/// Arrivals in the least visited well: the error of its depth is `1/√n` kT.
const VISITS: Limits = Limits {
    pass: 25.0,
    fail: 4.0,
};
/// Difference of the two halves in standard errors: chance alone reaches 4 once in 16 000 runs;
/// only drift reaches 8.
const HALVES: Limits = Limits {
    pass: 4.0,
    fail: 8.0,
};

/// The potential learned from the forces beside that learned from the positions, at the end of a
/// run.
pub(super) fn agreement(outcome: &Outcome) -> Option<Finding> {
    let name = say!("agreement", "Positions and forces agree");
    let wanted = outcome.complete && outcome.experiment.fit == Fit::ForceSpline;
    let Some(forces) = &outcome.forces else {
        let fact = say!(
            "no-force-fit",
            "The walkers cover less than one and a half flights, too little to learn from the forces, so U comes from the positions."
        );
        let advice = [Advice::SmallerStep, Advice::WiderRegion];
        return wanted.then(|| Finding::new(name, None, APART).untold(fact, &advice));
    };
    let limits = match &outcome.positions {
        Some(_) => Limits {
            fail: FAR_APART,
            ..APART
        },
        None => APART,
    };
    let found = Finding::new(name, forces.disagreement, limits);
    let fact = match found.number {
        Some(0.0) => say!(
            "agree",
            "The potentials learned from the positions and from the forces differ by no more than their errors."
        ),
        _ => say!(
            "apart",
            "The potentials learned from the positions and from the forces differ by up to {apart} kT, more than their errors explain.",
            apart = found.told(1.0)
        ),
    };
    let why = say!(
        "forces-likelier",
        "The forces are likelier right: they need no temperature, no calibrated friction and no Gibbs law, and have no error of the order of δ²."
    );
    Some(found.saying(fact, why, &[Advice::SmallerStep]))
}

/// The positions outside the region.
pub(super) fn region(outcome: &Outcome) -> Finding {
    let region = Finding::new(
        say!("region", "The region contains the data"),
        Some(outside(outcome)),
        OUTSIDE,
    );
    let fact = say!(
        "positions-outside",
        "{share} % of the positions lie outside.",
        share = region.told(100.0)
    );
    region.saying(fact, Message::default(), &[Advice::WiderRegion])
}

/// The part of the region that no walker reached.
pub(super) fn unvisited(outcome: &Outcome, missed: &Missed) -> Finding {
    let name = say!("unvisited", "The walkers reached every well");
    let found = Finding::new(name, Some(missed.share), MISSED);
    let fact = say!(
        "share-unvisited",
        "The part of the region that no walker reached holds {share} % of exp(−βV).",
        share = found.told(100.0)
    );
    let names = variables(outcome.experiment.dimension());
    let pairs = names.iter().zip(&missed.lowest);
    let place: Vec<String> = pairs
        .map(|(name, x)| format!("{name} = {}", digits(*x, 2).text))
        .collect();
    let why = say!(
        "missed-well",
        "V is low about {place}, but U is unknown there.",
        place = place.join(", ")
    );
    found.saying(fact, why, &[Advice::WiderStart])
}

/// The findings on the amount of the data.
pub(super) fn of_data(outcome: &Outcome) -> Vec<Finding> {
    let sampling = &outcome.sampling;
    let outside = outside(outcome);
    // A few positions outside change no digit.
    let is_cut = outside > OUTSIDE.pass;
    let size = sampling.size * if is_cut { 1.0 - outside } else { 1.0 };
    let samples = Finding::new(
        say!("samples", "The region holds enough independent samples"),
        Some(size),
        SAMPLES,
    )
    .saying(
        match is_cut {
            true => say!(
                "worth-samples-inside",
                "The positions in the region are worth {samples} {samples|independent sample|independent samples}.",
                samples = count(size)
            ),
            false => say!(
                "worth-samples",
                "The run is worth {samples} {samples|independent sample|independent samples}.",
                samples = count(size)
            ),
        },
        Message::default(),
        &[Advice::MoreSteps],
    );
    let halves = Finding::new(
        say!("halves", "The two halves of the data agree"),
        sampling.halves_distance,
        HALVES,
    );
    let fact = say!(
        "halves-apart",
        "The β̂ of the two halves differ by {errors} standard errors.",
        errors = halves.told(1.0)
    );
    let halves = halves.saying(
        fact,
        Message::default(),
        &[Advice::MoreSteps, Advice::LongerBurnIn],
    );
    let mut all = vec![samples, halves];
    let wells = &outcome.wells;
    let rarest = wells.iter().map(|w| w.visits).min();
    all.extend(rarest.filter(|_| wells.len() > 1).map(|visits| {
        let visits = visits as f64;
        let why = if visits > 0.0 {
            say!(
                "depth-uncertain",
                "So few visits leave its relative depth uncertain by about {error} kT.",
                error = digits(1.0 / (visits + 0.5).sqrt(), 2)
            )
        } else {
            say!(
                "depth-unknown",
                "The starts of the walkers alone set the populations of the wells, and their relative depth is unknown unless walkers’ forces join them."
            )
        };
        Finding::new(
            say!("visits", "Every well is visited often"),
            Some(visits),
            VISITS,
        )
        .saying(
            say!(
                "least-visited",
                "The least visited of {wells} wells was reached {visits} {visits|time|times} from another.",
                wells = count(wells.len() as f64),
                visits = count(visits)
            ),
            why,
            &[Advice::MoreSteps],
        )
    }));
    all
}
