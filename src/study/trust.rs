//! The trust report: every assumption of the method, measured, with a verdict.

use super::measures::{
    COVARIANCE_TOLERANCE, FEW_VISITS, HALVES_APART, MANY_LOST, losses, outside,
    temperature_residual,
};
use super::regime::{CHAOS, NO_CHAOS, Regime};
use super::{Motion, Outcome};
use crate::ensemble::{Colour, NoiseLook};
use crate::estimate::departures;
use serde::{Deserialize, Serialize};

/// Whether the outcome can be believed, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trust {
    pub regime: Regime,
    pub rows: Vec<Row>,
    /// The worst of the rows' verdicts.
    pub verdict: Verdict,
}

/// One assumption.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// A word for programs.
    pub code: String,
    /// What is assumed.
    pub name: String,
    /// What was measured; `None` where it could not be.
    pub number: Option<f64>,
    /// Where a pass ends, and where a failure begins; which way is bad follows from their order.
    pub threshold: f64,
    pub limit: f64,
    pub verdict: Verdict,
    /// What the number means, and after a warning or a failure what to change.
    pub reason: String,
}

/// What a row comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    Pass,
    Warn,
    Fail,
}

/// Where a pass ends, and where a failure begins.
struct Limits {
    pass: f64,
    fail: f64,
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
/// In units of what a Gaussian is allowed (`estimate::departures`): the noise is bounded and
/// deterministic, so some excess is always there and never hidden.
const NORMAL: Limits = Limits {
    pass: 1.0,
    fail: 2.0,
};
/// Momenta that are warmer in one direction by a share tilt energies by as much: beyond a twentieth
/// it is seen, beyond a tenth it is larger than any other error of a run of usual length.
const WARM: Limits = Limits {
    pass: COVARIANCE_TOLERANCE,
    fail: 0.1,
};
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
    pass: FEW_VISITS as f64,
    fail: 4.0,
};
/// Standard errors between the halves; chance alone makes 4 of them once in 16 000 runs, and
/// twice that only drift makes.
const HALVES: Limits = Limits {
    pass: HALVES_APART,
    fail: 2.0 * HALVES_APART,
};

/// Every assumption in turn.
pub(super) fn trust(outcome: &Outcome, regime: Regime, noise: Option<NoiseLook>) -> Trust {
    let mut rows = vec![chaos(&regime)];
    let lost = outcome.resampled;
    // Without resampling one that is swallowed spoils every window that follows.
    let absorbed = if outcome.experiment.resample {
        LOST
    } else {
        Limits {
            pass: 0.0,
            fail: MANY_LOST,
        }
    };
    let remedy = if outcome.experiment.resample {
        "Choose a larger step."
    } else {
        "Switch resampling on."
    };
    rows.push(row(
        "absorption",
        "Few walkers are swallowed",
        Some(losses(lost.absorbed, outcome)),
        &absorbed,
        format!(
            "{} walkers were swallowed by attracting islands of the map.",
            lost.absorbed
        ),
        remedy,
    ));
    rows.push(row(
        "divergence",
        "Few walkers blow up",
        Some(losses(lost.diverged, outcome)),
        &LOST,
        format!("{} walkers blew up.", lost.diverged),
        "Choose a smaller step.",
    ));
    if outcome.steps > 0 {
        rows.extend(of_noise(noise));
        rows.push(normal(outcome));
        rows.push(warm(outcome));
        rows.extend(of_data(outcome));
    }
    Trust {
        verdict: rows
            .iter()
            .map(|r| r.verdict)
            .max()
            .unwrap_or(Verdict::Fail),
        regime,
        rows,
    }
}

fn row(
    code: &str,
    name: &str,
    number: Option<f64>,
    limits: &Limits,
    reason: String,
    remedy: &str,
) -> Row {
    let number = number.filter(|x| x.is_finite());
    let verdict = match number {
        None => Verdict::Warn,
        Some(x) if limits.pass < limits.fail && x <= limits.pass => Verdict::Pass,
        Some(x) if limits.pass > limits.fail && x >= limits.pass => Verdict::Pass,
        Some(x) if limits.pass < limits.fail && x < limits.fail => Verdict::Warn,
        Some(x) if limits.pass > limits.fail && x > limits.fail => Verdict::Warn,
        Some(_) => Verdict::Fail,
    };
    Row {
        code: code.to_owned(),
        name: name.to_owned(),
        number,
        threshold: limits.pass,
        limit: limits.fail,
        verdict,
        reason: match (number, verdict) {
            (None, _) => format!("There is too little data to say. {remedy}"),
            (_, Verdict::Pass) => reason,
            _ => format!("{reason} {remedy}"),
        },
    }
}

fn chaos(regime: &Regime) -> Row {
    let limits = Limits {
        pass: CHAOS,
        fail: NO_CHAOS,
    };
    let mut row = row(
        "chaos",
        "The motion is chaotic",
        regime.exponent,
        &limits,
        match regime.exponent {
            Some(exponent) => format!(
                "Neighbours part by a factor of {:.2} in each step. {}",
                libm::exp(exponent),
                regime.message
            ),
            None => regime.message.clone(),
        },
        "",
    );
    if regime.motion != Motion::Chaotic {
        row.verdict = Verdict::Fail;
        row.reason = regime.message.clone();
    }
    row.reason = row.reason.trim_end().to_owned();
    row
}

fn of_noise(noise: Option<NoiseLook>) -> [Row; 3] {
    let white = |code, name, colour: &dyn Fn(NoiseLook) -> Colour| {
        let colour = noise.map(colour);
        let reason = colour.map_or(String::new(), |c| format!("Ljung & Box’s test tells {:.0} % of the walkers’ series of 512 steps from white noise; the largest correlation is {:.2}.", 100.0 * c.rejected, c.correlation));
        row(
            code,
            name,
            colour.map(|c| c.rejected),
            &WHITE,
            reason,
            "Choose a larger step, or run longer if the learned potential is still noisy.",
        )
    };
    [
        white("white", "The unresolved force is white", &|n| n.force),
        white(
            "white-square",
            "The square of the unresolved force is white",
            &|n| n.square,
        ),
        row(
            "even",
            "The noise is as strong everywhere",
            noise.map(|n| n.uneven),
            &EVEN,
            noise.map_or(String::new(), |n| {
                format!(
                    "Its covariance changes over positions by {:.0} %.",
                    100.0 * n.uneven
                )
            }),
            "Choose another step: a scale is partly resolved.",
        ),
    ]
}

fn normal(outcome: &Outcome) -> Row {
    let all = departures(&outcome.momentum);
    let worst = all.iter().max_by(|a, b| a.excess().total_cmp(&b.excess()));
    let reason = worst.map_or(String::new(), |w| {
        format!(
            "Its {} is {:.3} ± {:.3}, {:.1} times what a Gaussian is allowed.",
            w.figure,
            w.value,
            w.error,
            w.excess()
        )
    });
    let remedy = "Scales mix at this step, or walkers were swallowed: try another step.";
    row(
        "normal",
        "The momentum is nearly Gaussian",
        worst.map(|w| w.excess()),
        &NORMAL,
        reason,
        remedy,
    )
}

fn warm(outcome: &Outcome) -> Row {
    let residual = temperature_residual(outcome);
    // What chance explains is no fault.
    let sure = residual.map(|(off, error)| (off - 2.0 * error.max(0.0)).max(0.0));
    let reason = residual.map_or(String::new(), |(off, error)| {
        format!("E[p̄p̄ᵀ]β̂ is off the identity by {off:.3} ± {error:.3}.")
    });
    let remedy = match &outcome.noise_covariance {
        None if outcome.experiment.dimension() > 1 => "Switch calibration on.",
        None => "Run longer.",
        Some(_) => "Take more calibration steps, or a smaller step.",
    };
    row(
        "calibration",
        "Momenta are equally warm in all directions",
        sure,
        &WARM,
        reason,
        remedy,
    )
}

fn of_data(outcome: &Outcome) -> Vec<Row> {
    let out = outside(outcome);
    let samples = outcome
        .sampling
        .position_size
        .min(outcome.sampling.momentum_size);
    let mut rows = vec![
        row(
            "region",
            "The region holds the data",
            Some(out),
            &OUTSIDE,
            format!("{:.2} % of the positions lie outside.", 100.0 * out),
            "Choose a wider region.",
        ),
        row(
            "samples",
            "There are enough independent samples",
            Some(samples),
            &SAMPLES,
            format!("The run is worth {samples:.0} independent samples."),
            "Run longer.",
        ),
        row(
            "halves",
            "The two halves of the data agree",
            outcome.sampling.halves_distance,
            &HALVES,
            outcome.sampling.halves_distance.map_or(String::new(), |d| {
                format!("They differ by {d:.1} standard errors in β̂.")
            }),
            "Run longer, or burn in longer.",
        ),
    ];
    let wells = &outcome.wells;
    if let Some(visits) = wells
        .iter()
        .map(|w| w.visits)
        .min()
        .filter(|_| wells.len() > 1)
    {
        rows.push(row(
            "visits",
            "Every well is visited often",
            Some(visits as f64),
            &VISITS,
            format!(
                "Of {} wells the rarest was come to {visits} times from another.",
                wells.len()
            ),
            "Run longer.",
        ));
    }
    rows
}
