//! The validity checks: every assumption of the method, measured, with a verdict.

use crate::finding::{Finding, Limits};
use crate::measures::{beyond_chance, fine_structure, losses, outside, temperature_residual};
use crate::number_text::{counted, digits, measured, with_error};
use crate::regime::{CHAOS, NO_CHAOS, Regime};
use crate::{Advice, Motion, Outcome, Verdict};
use estimate::{Departure, departures};
use expression::variables;
use sampling::{NoiseDiagnostics, Whiteness};

/// What single steps are like.
pub(super) struct Seen {
    pub regime: Regime,
    pub noise: Option<NoiseDiagnostics>,
}

/// Share of series of 512 steps that are told from white noise at a level of 1 %. A correlation
/// of 0.15 shows in about half of them; it changes the noise's strength at low frequency by a
/// third, beyond which δ no longer sets that strength. White noise itself shows in 1 %.
const WHITE: Limits = Limits {
    pass: 0.5,
    fail: 0.9,
};
/// Relative change of the noise's covariance over positions: the law is Gibbs's with a local
/// temperature, so energies are wrong by about this share of their depth.
const EVEN: Limits = Limits {
    pass: 0.15,
    fail: 0.4,
};
/// Structure of U that is finer than the step, in units of what V has there, or of the share of kT
/// that is negligible: a sieve that leaves as much as that has removed nothing.
const FINE: Limits = Limits {
    pass: 0.7,
    fail: 1.0,
};
const NEGLIGIBLE: f64 = 0.01;
/// In units of what a Gaussian is allowed (`estimate::departures`): the noise is bounded and
/// deterministic, so some excess is always there and never hidden.
const NORMAL: Limits = Limits {
    pass: 1.0,
    fail: 2.0,
};
/// Momenta that are warmer in one direction by a share tilt energies by as much: beyond a twentieth
/// it is seen, beyond a tenth it is larger than any other error of a run of usual length.
const WARM: Limits = Limits {
    pass: 0.05,
    fail: 0.1,
};
/// Share of walker-windows that are lost.
const MANY_LOST: f64 = 0.01;
/// Share of windows lost. Each loses its walker's last 512 steps: a hundredth is far below other
/// errors; where a tenth is gone, what is left is the law of the survivors.
const LOST: Limits = Limits {
    pass: MANY_LOST,
    fail: 0.1,
};
/// Share of the positions that the histogram does not see. What it does see is right without
/// them: beyond a twentieth something worth seeing may be cut off, beyond half most is.
const OUTSIDE: Limits = Limits {
    pass: 0.05,
    fail: 0.5,
};
/// Effective samples: a variance is known to `√(2/n)` of itself, 4 % and 14 %.
const SAMPLES: Limits = Limits {
    pass: 1000.0,
    fail: 100.0,
};
/// Arrivals in the rarest well: its depth is known to `1/√n` kT.
const VISITS: Limits = Limits {
    pass: 25.0,
    fail: 4.0,
};
/// Standard errors between the halves; chance alone makes 4 of them once in 16 000 runs, and
/// twice that only drift makes.
const HALVES: Limits = Limits {
    pass: 4.0,
    fail: 8.0,
};

/// Every assumption in turn, in the order in which one rests on another; those about single steps
/// only once they have been looked at.
pub(super) fn findings(outcome: &Outcome, seen: Option<&Seen>) -> Vec<Finding> {
    let mut all: Vec<Finding> = seen.map(|seen| chaos(&seen.regime)).into_iter().collect();
    all.extend(lost(outcome));
    if outcome.steps == 0 {
        return all;
    }
    if let Some(seen) = seen {
        all.extend(fine(outcome));
        // What U has too much, the force beside it has too little.
        all.extend(of_noise(seen.noise));
    }
    all.extend([normal(outcome), warm(outcome)]);
    all.extend(of_data(outcome));
    all
}

fn chaos(regime: &Regime) -> Finding {
    let limits = Limits {
        pass: CHAOS,
        fail: NO_CHAOS,
    };
    let found = Finding::new("chaos", "The motion is chaotic", regime.exponent, limits);
    if regime.motion != Motion::Chaotic {
        // The message ends with the advice.
        return Finding {
            verdict: Verdict::Fail,
            fact: regime.message.clone(),
            sentence: Some(String::new()),
            advice: regime.advice(),
            ..found
        };
    }
    let factor = measured(regime.exponent.map_or(f64::NAN, libm::exp));
    let fact = format!(
        "Neighbours part by a factor of {factor} in each step. {}",
        regime.message
    );
    found.saying(fact, "", &[Advice::LargerStep])
}

fn lost(outcome: &Outcome) -> [Finding; 2] {
    let lost = outcome.resampled;
    let diverged = Finding::new(
        "divergence",
        "Few walkers blow up",
        Some(losses(lost.diverged, outcome)),
        LOST,
    )
    .saying(
        format!(
            "{} blew up.",
            counted(lost.diverged as f64, "walker", "walkers")
        ),
        "δ is past the stability limit where the energy curves most: δ² times the curvature is above 4 there.",
        &[Advice::SmallerStep],
    );
    let name = "Few walkers are swallowed";
    let share = Some(losses(lost.absorbed, outcome));
    let swallowed = |one, many| counted(lost.absorbed as f64, one, many);
    let absorbed = if outcome.experiment.resample {
        Finding::new("absorption", name, share, LOST).saying(
            format!(
                "{} swallowed by attracting islands of the map and restarted.",
                swallowed("walker was", "walkers were")
            ),
            "The step resolves the smallest scale, or nearly.",
            &[Advice::LargerStep],
        )
    } else {
        // One that is swallowed spoils every window that follows.
        let limits = Limits {
            pass: 0.0,
            fail: MANY_LOST,
        };
        let all = counted(f64::from(outcome.walkers), "walker", "walkers");
        let [has, have] = ["has", "have"].map(|verb| format!("of {all} {verb}"));
        Finding::new("absorption", name, share, limits).saying(
            format!(
                "{} been swallowed by attracting islands of the map.",
                swallowed(&has, &have)
            ),
            "What they add to the histogram is wrong.",
            &[Advice::Resampling],
        )
    };
    [diverged, absorbed]
}

fn of_noise(noise: Option<NoiseDiagnostics>) -> [Finding; 3] {
    let white = |code, name, whiteness: &dyn Fn(NoiseDiagnostics) -> Whiteness| {
        let whiteness = noise.map(whiteness);
        let found = Finding::new(code, name, whiteness.map(|c| c.rejected), WHITE);
        let fact = format!(
            "Ljung & Box’s test tells {} % of the walkers’ series of 512 steps from white noise; the largest correlation is {}.",
            found.told(100.0),
            measured(whiteness.map_or(f64::NAN, |c| c.correlation))
        );
        found.saying(fact, "", &[Advice::LargerStep, Advice::MoreSteps])
    };
    let even = Finding::new(
        "even",
        "The noise is as strong everywhere",
        noise.map(|n| n.uneven),
        EVEN,
    );
    let fact = format!(
        "Its covariance changes over positions by {} %.",
        even.told(100.0)
    );
    [
        white("white", "The unresolved force is white", &|n| n.force),
        white(
            "white-square",
            "The square of the unresolved force is white",
            &|n| n.square,
        ),
        even.saying(fact, "A scale is partly resolved.", &[Advice::AnotherStep]),
    ]
}

/// True if the learned potential has structure finer than the step can mean; in one dimension.
fn fine(outcome: &Outcome) -> Option<Finding> {
    let found = fine_structure(outcome)?;
    let excess = found.learned / found.original.max(NEGLIGIBLE);
    let row = Finding::new(
        "fine-structure",
        "U has nothing finer than a step",
        Some(excess),
        FINE,
    );
    let way = digits(found.way, 2);
    let fact = match (row.verdict, found.wavelength) {
        (Verdict::Pass, _) if found.learned == 0.0 => format!(
            "U has nothing finer than a walker flies in one step ({way}), beyond what chance makes."
        ),
        (Verdict::Pass, _) | (_, None) => format!(
            "What is finer than a walker flies in one step ({way}) makes {} kT of U (root mean square).",
            measured(found.learned)
        ),
        (_, Some(wavelength)) => format!(
            "U has ripples of wavelength {}, finer than a walker flies in one step ({way}), of {} kT (root mean square), {} times what is allowed.",
            digits(wavelength, 2),
            measured(found.learned),
            row.told(1.0)
        ),
    };
    let why = "No step can tell so fine a structure: the sieve itself makes it, and the bands do not know of it.";
    Some(row.saying(fact, why, &[Advice::AnotherStep]))
}

fn normal(outcome: &Outcome) -> Finding {
    let all = departures(&outcome.momentum);
    let worst = all.iter().max_by(|a, b| a.excess().total_cmp(&b.excess()));
    let found = Finding::new(
        "normal",
        "The momentum is nearly Gaussian",
        worst.map(Departure::excess),
        NORMAL,
    );
    let names = variables(outcome.experiment.dimension());
    let fact = worst.map_or(String::new(), |worst| {
        let along = match worst.coordinate {
            Some(i) if names.len() > 1 => format!(" along {}", names[i]),
            _ => String::new(),
        };
        format!(
            "Its {}{along} is {}, {} times what a Gaussian is allowed.",
            worst.figure,
            with_error(worst.value, worst.error),
            found.told(1.0)
        )
    });
    let why = "Either scales mix at this step, or walkers were swallowed.";
    found.saying(fact, why, &[Advice::AnotherStep])
}

fn warm(outcome: &Outcome) -> Finding {
    let residual = temperature_residual(outcome);
    let sure = residual.map(|residual| beyond_chance(residual).max(0.0));
    let fact = residual.map_or(String::new(), |(off, error)| {
        format!(
            "An entry of E[p̄p̄ᵀ]β̂ is off the identity by {}.",
            with_error(off, error)
        )
    });
    let (why, advice): (&str, &[Advice]) = match &outcome.noise_covariance {
        None if outcome.experiment.dimension() > 1 => (
            "Then the law is not Gibbs’s, and no temperature makes U right.",
            &[Advice::Calibration],
        ),
        None => ("", &[Advice::MoreSteps]),
        Some(_) => (
            "The friction was calibrated to make it one. Either the wells are stiff for this step, an error of the order of δ², or the noise estimate is poor.",
            &[Advice::MoreCalibrationSteps, Advice::SmallerStep],
        ),
    };
    let name = "Momenta are equally warm in all directions";
    Finding::new("calibration", name, sure, WARM).saying(fact, why, advice)
}

fn of_data(outcome: &Outcome) -> Vec<Finding> {
    let region = Finding::new(
        "region",
        "The region holds the data",
        Some(outside(outcome)),
        OUTSIDE,
    );
    let fact = format!("{} % of the positions lie outside.", region.told(100.0));
    let region = region.saying(fact, "", &[Advice::WiderRegion]);
    let sampling = &outcome.sampling;
    let samples = Finding::new(
        "samples",
        "There are enough independent samples",
        Some(sampling.size),
        SAMPLES,
    )
    .saying(
        format!(
            "The run is worth {}.",
            counted(sampling.size, "independent sample", "independent samples")
        ),
        "",
        &[Advice::MoreSteps],
    );
    let halves = Finding::new(
        "halves",
        "The two halves of the data agree",
        sampling.halves_distance,
        HALVES,
    );
    let fact = format!("They differ by {} standard errors in β̂.", halves.told(1.0));
    let halves = halves.saying(fact, "", &[Advice::MoreSteps, Advice::LongerBurnIn]);
    let mut all = vec![region, samples, halves];
    let wells = &outcome.wells;
    let rarest = wells.iter().map(|w| w.visits).min();
    all.extend(rarest.filter(|_| wells.len() > 1).map(|visits| {
        let visits = visits as f64;
        Finding::new(
            "visits",
            "Every well is visited often",
            Some(visits),
            VISITS,
        )
        .saying(
            format!(
                "The rarest of {} wells was reached {} from another.",
                wells.len(),
                counted(visits, "time", "times")
            ),
            &format!(
                "Counting so few leaves its depth beside the others uncertain by about {} kT.",
                digits(1.0 / (visits + 0.5).sqrt(), 2)
            ),
            &[Advice::MoreSteps],
        )
    }));
    all
}
