//! The validity checks: a measured number and a verdict for each assumption of the method.

use crate::data_checks::{agreement, filled, of_data, pieces, region, unvisited};
use crate::finding::{Finding, Limits};
use crate::measures::{TOO_MANY_LOST, fine_structure, losses};
use crate::missed::Missed;
use crate::momentum_checks::{friction, normal, warm};
use crate::period_checks::{period, tilt, unskewed};
use crate::regime::{self, CHAOS, NO_CHAOS, Regime};
use crate::separable::separable;
use crate::triples::{Triple, triples};
use crate::{Advice, Motion, Outcome, Verdict};
use experiment::Repetition;
use message::{Message, count, digits, measured, say};
use sampling::{NoiseDiagnostics, Whiteness};

/// The probe's view of single steps.
pub(super) struct Seen {
    pub regime: Regime,
    pub noise: Option<NoiseDiagnostics>,
    pub missed: Option<Missed>,
    /// The strongest interaction of three variables, where a sum of terms is learned.
    pub triple: Option<Triple>,
    /// The repetition of the energy along periodic coordinates.
    pub repetitions: Vec<Repetition>,
    /// Mean velocity of every coordinate.
    pub velocity: Vec<f64>,
}

/// Share of series of 512 steps rejected as white noise at a level of 1 %.
const WHITE: Limits = Limits {
    pass: regime::WHITE,
    fail: 0.9,
};
/// Relative variation of the noise covariance over positions. The law is Gibbs's with a local
/// temperature, so energies are wrong by about this share of their depth.
const EVEN: Limits = Limits {
    pass: 0.15,
    fail: 0.4,
};
/// Structure of U finer than the step, relative to that of V or to [`NEGLIGIBLE`] kT, whichever is
/// larger: at 1 the sieve has removed nothing.
const FINE: Limits = Limits {
    pass: 0.7,
    fail: 1.0,
};
/// In units of kT.
const NEGLIGIBLE: f64 = 0.01;
/// Share of walker-windows lost.
const MANY_LOST: f64 = 0.01;
/// Share of windows lost. Each costs its walker's last 512 steps: a hundredth is far below other
/// errors; where a tenth is lost, the rest samples the law of the survivors.
const LOST: Limits = Limits {
    pass: MANY_LOST,
    fail: TOO_MANY_LOST,
};

/// The finding for each assumption, each after those it depends on; the ones about single steps
/// only after a probe.
pub(super) fn findings(outcome: &Outcome, seen: Option<&Seen>) -> Vec<Finding> {
    let mut all: Vec<Finding> = seen.map(|seen| chaos(&seen.regime)).into_iter().collect();
    all.extend(lost(outcome));
    if outcome.steps == 0 {
        return all;
    }
    let friction = friction(outcome);
    // So strong a friction leaves no momentum to measure a temperature or a flight by.
    let damped = friction.verdict == Verdict::Fail;
    let with_temperature = |found: Finding| match damped {
        true => {
            let fact = say!(
                "friction-first",
                "Friction this strong leaves no temperature by which to judge this check."
            );
            found.untold(fact, &[Advice::SmallerFriction])
        }
        false => found,
    };
    let region = region(outcome);
    // Little of what U explains lies in a region that cuts off most positions.
    let blind = region.verdict == Verdict::Fail;
    all.extend([friction.clone(), region]);
    all.extend(filled(outcome));
    let seen_inside = |found: Finding| match blind {
        true => {
            let fact = say!(
                "region-first",
                "Too few positions lie in the region to tell."
            );
            found.untold(fact, &[Advice::WiderRegion])
        }
        false => found,
    };
    if let Some(seen) = seen {
        let of_structure = [fine(outcome), separable(outcome)].into_iter().flatten();
        all.extend(of_structure.map(seen_inside).map(with_temperature));
        // An excess in U is a deficit in the residual force, so the structure of U comes first.
        let of_noise = of_noise(seen.noise.as_ref()).map(seen_inside);
        match outcome.forces {
            Some(_) => all.extend(of_noise),
            // The residual is that of a potential in units of a temperature.
            None => all.extend(of_noise.map(with_temperature)),
        }
        all.extend(seen.triple.as_ref().map(triples));
    }
    let mut flowing = None;
    if let Some(seen) = seen {
        all.extend(period(outcome, &seen.repetitions).map(with_temperature));
        flowing = tilt(outcome, &seen.repetitions, &seen.velocity).map(with_temperature);
        all.extend(flowing.clone());
    }
    all.push(unskewed(normal(outcome), flowing.as_ref()));
    let warm = (outcome.experiment.dimension() > 1).then(|| warm(outcome));
    let of_gibbs: Vec<Finding> = [friction].into_iter().chain(warm.clone()).collect();
    all.extend(warm.map(with_temperature));
    let agreement = agreement(outcome, seen.map(|seen| &seen.regime), &of_gibbs);
    all.extend(agreement.map(seen_inside).map(with_temperature));
    all.extend(pieces(outcome));
    let [samples, halves, visits] = of_data(outcome);
    all.extend(samples);
    all.extend(halves.map(with_temperature));
    all.extend(visits);
    let missed = seen.and_then(|seen| seen.missed.as_ref());
    let unvisited = missed.map(|missed| unvisited(outcome, missed));
    all.extend(unvisited.map(with_temperature));
    all
}

fn chaos(regime: &Regime) -> Finding {
    let limits = Limits {
        pass: CHAOS,
        fail: NO_CHAOS,
    };
    let name = say!("chaos", "The motion is chaotic");
    let found = Finding::new(name, regime.exponent, limits);
    if regime.motion != Motion::Chaotic {
        // The message ends with the advice.
        return Finding {
            verdict: Verdict::Fail,
            // Neighbours separate on any way out.
            number: found.number.filter(|_| regime.motion != Motion::Diverging),
            fact: regime.said(),
            sentence: Some(Message::default()),
            advice: regime.advice(),
            ..found
        };
    }
    // Chaotic, though neighbours do not separate: the noise is white.
    if found.verdict == Verdict::Fail {
        return Finding {
            verdict: Verdict::Warn,
            fact: regime.said(),
            sentence: Some(Message::default()),
            ..found
        };
    }
    let fact = say!(
        "separation",
        "Neighbouring trajectories separate by a factor of {factor} per step.",
        factor = measured(regime.exponent.map_or(f64::NAN, libm::exp))
    );
    let meaning = match found.verdict {
        Verdict::Pass => regime.said(),
        _ => say!(
            "slow-chaos",
            "Chaotic, but slower than a doubling with every step: walkers linger in ripples, so part of these is resolved."
        ),
    };
    found.saying(fact.and(meaning), Message::default(), &[Advice::LargerStep])
}

fn lost(outcome: &Outcome) -> [Finding; 2] {
    let lost = outcome.resampled;
    let diverged = Finding::new(
        say!("divergence", "Few walkers blow up"),
        Some(losses(lost.diverged, outcome)),
        LOST,
    )
    .saying(
        say!(
            "walkers-blew-up",
            "{walkers} {walkers|walker|walkers} blew up.",
            walkers = count(lost.diverged as f64)
        ),
        say!(
            "beyond-stability",
            "Either δ exceeds the stability limit where the energy is most curved (δ² times the curvature above 4), or the energy is unbounded below."
        ),
        &[Advice::SmallerStep, Advice::RisingEnergy],
    );
    let name = say!("absorption", "Few walkers are absorbed");
    let share = Some(losses(lost.absorbed, outcome));
    let absorbed_walkers = count(lost.absorbed as f64);
    let absorbed = if outcome.experiment.resample {
        Finding::new(name, share, LOST).saying(
            say!(
                "absorbed-and-restarted",
                "{absorbed} {absorbed|walker was|walkers were} absorbed by attracting islands of the map and restarted.",
                absorbed = absorbed_walkers
            ),
            say!(
                "smallest-scale-resolved",
                "The step resolves the smallest scale, or almost does."
            ),
            &[Advice::LargerStep],
        )
    } else {
        // An absorbed walker spoils every window that follows.
        let limits = Limits {
            pass: 0.0,
            fail: MANY_LOST,
        };
        Finding::new(name, share, limits).saying(
            say!(
                "absorbed-for-good",
                "{absorbed} of {walkers} {walkers|walker|walkers} {absorbed|has|have} been absorbed by attracting islands of the map.",
                absorbed = absorbed_walkers,
                walkers = count(f64::from(outcome.walkers))
            ),
            say!(
                "histogram-spoilt",
                "Their contribution to the histogram is wrong."
            ),
            &[Advice::Resampling],
        )
    };
    [diverged, absorbed]
}

fn of_noise(noise: Option<&NoiseDiagnostics>) -> [Finding; 3] {
    let white = |name, whiteness: &dyn Fn(&NoiseDiagnostics) -> Whiteness| {
        let whiteness = noise.map(whiteness);
        let found = Finding::new(name, whiteness.map(|c| c.rejected), WHITE);
        let fact = say!(
            "ljung-box",
            "The Ljung–Box test rejects white noise for {rejected} % of the walkers’ series of 512 steps; the largest correlation is {correlation}.",
            rejected = found.told(100.0),
            correlation = measured(whiteness.map_or(f64::NAN, |c| c.correlation))
        );
        found.saying(
            fact,
            Message::default(),
            &[Advice::LargerStep, Advice::MoreSteps],
        )
    };
    let name = say!("even", "The noise is equally strong everywhere");
    let even = Finding::new(name, noise.map(|n| n.uneven), EVEN);
    let fact = say!(
        "covariance-varies",
        "Its covariance varies over positions by {share} %.",
        share = even.told(100.0)
    );
    let why = say!("scale-partly-resolved", "A scale is partly resolved.");
    [
        white(say!("white", "The unresolved force is white"), &|n| n.force),
        white(
            say!(
                "white-square",
                "The square of the unresolved force is white"
            ),
            &|n| n.square,
        ),
        even.saying(fact, why, &[Advice::AnotherStep]),
    ]
}

/// Structure of the learned potential finer than a step, in one dimension.
fn fine(outcome: &Outcome) -> Option<Finding> {
    let found = fine_structure(outcome)?;
    let excess = found.learned / found.original.max(NEGLIGIBLE);
    let row = Finding::new(
        say!("fine-structure", "U has no structure finer than a step"),
        Some(excess),
        FINE,
    );
    let way = digits(found.way, 2);
    let fact = match (row.verdict, found.wavelength) {
        (Verdict::Pass, _) if found.learned == 0.0 => say!(
            "no-fine-structure",
            "U has no structure finer than a walker’s flight in one step ({way}), beyond chance.",
            way = way
        ),
        (Verdict::Pass, _) | (_, None) => say!(
            "some-fine-structure",
            "Structure finer than a walker’s flight in one step ({way}) contributes {learned} kT to U (root mean square).",
            way = way,
            learned = measured(found.learned)
        ),
        (_, Some(wavelength)) => say!(
            "fine-ripples",
            "U has ripples of wavelength {wavelength}, finer than a walker’s flight in one step ({way}), of {learned} kT (root mean square), {times} times what is allowed.",
            wavelength = digits(wavelength, 2),
            way = way,
            learned = measured(found.learned),
            times = row.told(1.0)
        ),
    };
    let why = say!(
        "sieve-artefact",
        "No step resolves structure so fine: it is an artefact of the sieve, and the error bands do not include it."
    );
    Some(row.saying(fact, why, &[Advice::AnotherStep]))
}
