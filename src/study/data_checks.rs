//! The validity checks of the data: their number, their agreement, and what they leave out.

use crate::finding::{Finding, Limits};
use crate::forces::FAR_APART;
use crate::measures::{STIFF, outside, stiffness_of};
use crate::missed::Missed;
use crate::regime::{CHAOS, Regime};
use crate::{Advice, Motion, Outcome, Verdict};
use experiment::Fit;
use expression::variables;
use message::{Message, count, digits, list, say};
use statistics::scored;
use std::collections::BTreeSet;

/// Difference of the potentials learned from the positions and from the forces, in units of kT, as
/// far as chance does not explain it. Below a twentieth it hardly matters to anything; beyond an
/// eighth it is larger than any other error of a run that passes.
const APART: Limits = Limits {
    pass: 0.05,
    fail: 0.125,
};
/// The same of a potential from the forces if the root mean square over all bins is a twentieth or
/// less: then it is as large at a few, where the positions are rare.
const AT_THE_EDGE: f64 = 0.25;
/// Bins between two knots of the forces below which the histogram of the positions is the coarser.
const BINS_TO_A_KNOT: f64 = 2.0;
/// Multiple of the exponent of sufficient chaos up to which walkers still linger in ripples, which
/// shows in their positions before it shows in the exponent.
const WEAK: f64 = 1.5;
/// Share of positions outside the histogram. The rest is right without them, but beyond a twentieth
/// the region may cut off something of interest, beyond half most of it.
const OUTSIDE: Limits = Limits {
    pass: 0.05,
    fail: 0.5,
};
/// Bins along the axis where walkers fill the fewest: two curves always agree over two bins, and the
/// shape of a well takes some more.
const FILLED: Limits = Limits {
    pass: 6.0,
    fail: 3.0,
};
/// Share of `exp(−βV)` in the part of the region where no walker was: a hundredth is a well 5 kT
/// higher than the sampled ones, a tenth one that belongs to any account of the energy.
const MISSED: Limits = Limits {
    pass: 0.01,
    fail: 0.1,
};
/// Share of the positions in pieces of unknown depth. Any is a part of `U` that means nothing beside
/// the rest; a tenth is not a small part.
const ADRIFT: Limits = Limits {
    pass: 0.0,
    fail: 0.1,
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
/// run. `of_gibbs` are the findings on what makes the law of the positions Gibbs's.
pub(super) fn agreement(
    outcome: &Outcome,
    regime: Option<&Regime>,
    of_gibbs: &[Finding],
) -> Option<Finding> {
    let name = say!("agreement", "Positions and forces agree");
    let wanted = outcome.complete && outcome.experiment.fit == Fit::ForceSpline;
    let Some(forces) = &outcome.forces else {
        let fact = say!(
            "no-force-fit",
            "The walkers cover less than one and a half flights, too little to learn from the forces, so U comes from the positions."
        );
        // On a circle there is no wider region.
        let all = [Advice::SmallerStep, Advice::WiderRegion];
        let advice = &all[..if outcome.experiment.has_period() {
            1
        } else {
            2
        }];
        return wanted.then(|| Finding::new(name, None, APART).untold(fact, advice));
    };
    // Errors of the order of δ² and beyond grow where the positions are rarest.
    let rare = forces.deviation.is_some_and(|apart| apart <= APART.pass);
    let limits = match &outcome.positions {
        Some(_) => Limits {
            pass: if rare { AT_THE_EDGE } else { APART.pass },
            fail: FAR_APART,
        },
        None => APART,
    };
    let found = Finding::new(name, forces.disagreement, limits);
    let fact = match found.number {
        Some(0.0) => say!(
            "agree",
            "The potentials learned from the positions and from the forces differ by no more than their errors."
        ),
        Some(_) if found.verdict == Verdict::Pass => say!(
            "hardly-apart",
            "The potentials learned from the positions and from the forces differ by up to {apart} kT beyond their errors, too little to matter.",
            apart = found.told(1.0)
        ),
        _ => say!(
            "apart",
            "The potentials learned from the positions and from the forces differ by up to {apart} kT, more than their errors explain.",
            apart = found.told(1.0)
        ),
    };
    let why = say!(
        "forces-likelier",
        "The forces are more likely to be right: they need no temperature, no calibrated friction and no Gibbs law, and have no error of the order of δ²."
    );
    let advice = cause(outcome, regime, of_gibbs);
    Some(found.saying(fact, why, advice.as_slice()))
}

/// The advice for the likeliest cause of a disagreement, if one is known.
fn cause(outcome: &Outcome, regime: Option<&Regime>, of_gibbs: &[Finding]) -> Option<Advice> {
    let forces = outcome.forces.as_ref()?;
    let mut axes = outcome.potential.axes.iter().zip(&forces.knots);
    let coarse = axes.any(|(axis, knots)| {
        let width = axis.get(1).map_or(0.0, |x| x - axis[0]);
        BINS_TO_A_KNOT * width > *knots
    });
    let doubted = of_gibbs
        .iter()
        .filter(|found| found.verdict > Verdict::Pass);
    let advised = doubted.flat_map(|found| &found.advice).next();
    // Without chaos its own check says what to do.
    let weak = regime.is_some_and(|regime| {
        let exponent = regime.exponent.filter(|_| regime.motion == Motion::Chaotic);
        exponent.is_some_and(|exponent| exponent < WEAK * CHAOS)
    });
    let stiff = || stiffness_of(outcome, outcome.from_forces()?);
    if outcome.resampled.absorbed > 0 && !outcome.experiment.resample {
        Some(Advice::Resampling)
    } else if advised.is_some() {
        advised.copied()
    } else if coarse {
        Some(Advice::MoreBins)
    } else if weak {
        Some(Advice::LargerStep)
    } else if stiff().is_some_and(|stiffness| stiffness > STIFF) {
        Some(Advice::SmallerStep)
    } else {
        None
    }
}

/// The pieces of a potential from the forces, where there are several.
pub(super) fn pieces(outcome: &Outcome) -> Option<Finding> {
    let forces = outcome.forces.as_ref().filter(|forces| forces.pieces > 1);
    let forces = forces.filter(|_| outcome.positions.is_some())?;
    let name = say!("pieces", "The depth of every piece of U is known");
    let found = Finding::new(name, Some(forces.undetermined), ADRIFT);
    let number = count(forces.pieces as f64);
    let fact = match found.number {
        Some(0.0) => say!(
            "pieces-told",
            "U consists of {pieces} separate pieces; the transitions of walkers between them determine their depths.",
            pieces = number
        ),
        _ => say!(
            "pieces-adrift",
            "U consists of {pieces} separate pieces, and {share} % of the positions are in pieces that neither forces nor transitions connect to the fullest one.",
            pieces = number,
            share = found.told(100.0)
        ),
    };
    let why = say!(
        "piece-unknown",
        "Their depth relative to it is unknown: the standard error of U there is the whole range of V, also in an exported potential."
    );
    Some(found.saying(fact, why, &[Advice::MoreSteps]))
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

/// The bins that hold the walkers; `None` if they are all outside.
pub(super) fn filled(outcome: &Outcome) -> Option<Finding> {
    let potential = &outcome.potential;
    let full = scored(&potential.density);
    let mut stride = potential.density.len();
    let along = |axis: &Vec<f64>| {
        stride /= axis.len().max(1);
        let places: BTreeSet<usize> = full.iter().map(|bin| bin / stride % axis.len()).collect();
        places.len()
    };
    let fewest = potential.axes.iter().map(along).min();
    let fewest = fewest.filter(|bins| *bins > 0)? as f64;
    let name = say!("filled", "Enough bins hold the walkers");
    let fact = say!(
        "filled-bins",
        "The walkers fill {bins} {bins|bin|bins} along an axis, and U is known at these only.",
        bins = count(fewest)
    );
    let found = Finding::new(name, Some(fewest), FILLED);
    Some(found.saying(fact, Message::default(), &[Advice::MoreBins]))
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
    let names = variables(outcome.experiment.dimension()).iter();
    let place = names.zip(&missed.lowest).map(|(name, x)| {
        let value = digits(*x, 2);
        say!("near", "{name} = {value}", name = *name, value = value)
    });
    let why = say!(
        "missed-well",
        "V is low about {place|, }, but U is unknown there.",
        place = list(place)
    );
    found.saying(fact, why, &[Advice::WiderStart])
}

/// The findings on the amount of the data: the samples, the halves and, where there are several
/// wells, their visits.
pub(super) fn of_data(outcome: &Outcome) -> [Option<Finding>; 3] {
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
                "The effective sample size of the positions in the region is {samples}.",
                samples = count(size)
            ),
            false => say!(
                "worth-samples",
                "The effective sample size of the run is {samples}.",
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
    let wells = &outcome.wells;
    let rarest = wells.iter().map(|w| w.visits).min();
    let visits = rarest.filter(|_| wells.len() > 1).map(|visits| {
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
                "The initial positions alone determine the populations of the wells; their relative depth is unknown unless recorded forces connect them."
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
    });
    [Some(samples), Some(halves), visits]
}
