//! The summary of an outcome as text, for `--summary`.

use crate::number::Number;
use crate::term_report::term_lines;
use estimate::{ForceEstimate, NoiseCovariance};
use message::{count, digits, measured, told_from, with_error};
use std::fmt::Write as _;
use study::{
    Baseline, Comparison, Cost, Distance, Outcome, Regime, Scale, Study, Truncations, Validity,
    Verdict,
};

/// The summary of a run of `seconds`; `nothing` is the reason why there is no result.
pub fn report(study: &Study, outcome: &Outcome, seconds: f64, nothing: Option<&str>) -> String {
    let lines = if outcome.inverse_temperature.used.is_finite() {
        found(outcome, study.cost().as_ref(), seconds)
    } else {
        let lost = study.progress();
        made(outcome.steps, lost.absorbed, lost.diverged, seconds)
    };
    let mut text = String::new();
    for (name, value) in lines {
        let _ = writeln!(text, "{name:<22}{value}");
    }
    text + nothing.unwrap_or(&outcome.summary)
}

/// The lines of the recorded steps and of the resampled walkers.
fn made(steps: u64, absorbed: u64, diverged: u64, seconds: f64) -> Vec<(&'static str, String)> {
    vec![
        (
            "steps",
            format!("{} in {seconds:.1} s", count(steps as f64)),
        ),
        (
            "resampled",
            format!("{absorbed} absorbed, {diverged} diverged"),
        ),
    ]
}

fn found(outcome: &Outcome, cost: Option<&Cost>, seconds: f64) -> Vec<(&'static str, String)> {
    let beta = outcome.inverse_temperature;
    let (lost, momentum) = (outcome.resampled, &outcome.momentum);
    let mut lines = made(outcome.steps, lost.absorbed, lost.diverged, seconds);
    if let Some(noise) = &outcome.noise_covariance {
        lines.extend(noise_lines(noise));
        if let Some(before) = &momentum.uncalibrated {
            lines.push(("E[p̄p̄ᵀ] before", matrix(before)));
        }
    }
    if momentum.symmetric_covariance.len() > 1 {
        lines.push(("friction", matrix(&outcome.friction)));
        lines.push(("E[p̄p̄ᵀ]", matrix(&momentum.symmetric_covariance)));
    }
    let temperature = match outcome.has_temperature() {
        true => format!(
            "{} (naive {}, symmetric {})",
            with_error(beta.used, beta.standard_error),
            measured(beta.naive),
            measured(beta.symmetric)
        ),
        false => "unknown".to_owned(),
    };
    lines.push(("inverse temperature", temperature));
    if let Some(band) = outcome.potential.band {
        lines.push((
            "95 % band",
            format!(
                "± {} at most, over the central 90 % of the positions",
                measured(band)
            ),
        ));
    }
    for i in 0..momentum.excess_kurtosis.len() {
        lines.push((
            "excess kurtosis",
            format!(
                "{}, skewness {}",
                with_error(
                    momentum.excess_kurtosis[i],
                    momentum.excess_kurtosis_error[i]
                ),
                with_error(momentum.skewness[i], momentum.skewness_error[i]),
            ),
        ));
    }
    if let Some(mardia) = &momentum.mardia {
        lines.push((
            "Mardia",
            format!(
                "excess kurtosis {}, skewness {}",
                with_error(mardia.excess_kurtosis, mardia.excess_kurtosis_error),
                with_error(mardia.skewness, mardia.skewness_error)
            ),
        ));
    }
    let normal = if momentum.normal {
        "normal"
    } else {
        "not normal"
    };
    lines.push(("momentum", normal.to_owned()));
    lines.push((
        "independent samples",
        format!(
            "{} (of positions {}, of squared momenta {})",
            count(outcome.sampling.size),
            count(outcome.sampling.position_size),
            count(outcome.sampling.momentum_size)
        ),
    ));
    let detected = outcome.burn_in.detected;
    let detected = detected.map_or("(unknown)".to_owned(), |d| d.to_string());
    lines.push((
        "burn-in",
        format!(
            "{} steps, stationary from {detected}",
            outcome.burn_in.steps
        ),
    ));
    for well in outcome.wells.iter().filter(|_| outcome.wells.len() > 1) {
        let place: Vec<String> = well.position.iter().map(|x| digits(*x, 2).text).collect();
        lines.push((
            "well",
            format!(
                "at ({}), energy {}, {} % of the positions, {} arrivals",
                place.join(", "),
                measured(well.energy),
                measured(100.0 * well.population),
                count(well.visits as f64)
            ),
        ));
    }
    if let Some(r) = &outcome.reference {
        lines.push(("reference", format!("{} = {}", r.name, r.formula)));
        lines.push((
            "RMSE",
            format!(
                "{} (naive {}, best rescaled {}), largest error {}, {} bins",
                measured(r.rmse),
                measured(r.naive_rmse),
                measured(r.rescaled_rmse),
                measured(r.max_error),
                r.bins
            ),
        ));
    }
    if let Some(rmse) = outcome.positions.as_ref().and_then(|p| p.rmse) {
        lines.push(("RMSE from positions", measured(rmse).text));
    }
    lines.extend(outcome.forces.as_ref().map_or(Vec::new(), force_lines));
    lines.extend(term_lines(outcome));
    if let Some(comparison) = &outcome.comparison {
        lines.extend(comparison_lines(comparison));
    }
    if let Some(cost) = cost {
        let seconds: Vec<String> = cost.seconds.iter().map(|s| format!("{s:.2} s")).collect();
        lines.push((
            "computing time",
            format!(
                "{:.0} times less ({})",
                Number(cost.saving),
                seconds.join(", ")
            ),
        ));
    }
    if let Some(scales) = &outcome.scales {
        lines.extend(scales.scales.iter().map(scale_line));
    }
    let learned = match &outcome.positions {
        Some(_) => "forces",
        None => "positions",
    };
    let ways = outcome.baselines.iter().flatten();
    lines.extend(ways.map(|way| way_line(way, way.name == learned)));
    lines.extend(outcome.truncations.as_ref().map(truncation_line));
    lines.extend(outcome.trust.as_ref().map_or(Vec::new(), validity_lines));
    let warnings = outcome.warnings.iter();
    lines.extend(warnings.map(|w| ("warning", w.message.clone())));
    lines
}

/// The lines of the potential learned from the forces.
fn force_lines(forces: &ForceEstimate) -> Vec<(&'static str, String)> {
    let each = |values: &[f64]| {
        let values: Vec<String> = values.iter().map(|x| digits(*x, 2).text).collect();
        values.join(", ")
    };
    let mut lines = vec![(
        "forces",
        format!(
            "{} recorded; knots {} apart, {} at least",
            count(forces.samples as f64),
            each(&forces.knots),
            each(&forces.finest)
        ),
    )];
    if let (Some(energy), Some(force)) = (forces.rmse, forces.force_rmse) {
        lines.push((
            "RMSE from forces",
            format!("{}, of the force {}", measured(energy), measured(force)),
        ));
    }
    if let Some(noise) = &forces.noise {
        let told = |z: &[Vec<f64>], e: &[Vec<f64>]| format!("{} ± {}", matrix(z), matrix(e));
        let lag = told(&noise.covariance, &noise.covariance_error);
        let summed = told(&noise.summed, &noise.summed_error);
        lines.push((
            "Z from residual force",
            format!("{lag}; over lags {summed}"),
        ));
    }
    lines
}

fn scale_line(scale: &Scale) -> (&'static str, String) {
    let score = match (&scale.reference, scale.rmse) {
        (Some(name), Some(rmse)) => format!("; RMSE {} to {name}", measured(rmse)),
        _ => String::new(),
    };
    (
        "scale",
        format!(
            "noise power {} from δ = {} to {}; learn at δ = {}, γ = {}{score}",
            with_error(scale.noise_power, scale.noise_power_error),
            digits(scale.from, 2),
            digits(scale.to, 2),
            measured(scale.step),
            measured(scale.friction)
        ),
    )
}

/// The errors of one way to an effective potential, and its cost; `is_learned` if it is `U` itself.
fn way_line(way: &Baseline, is_learned: bool) -> (&'static str, String) {
    let errors = match (way.rmse, way.force_rmse) {
        (None, _) if is_learned => "U itself; ".to_owned(),
        (Some(energy), Some(force)) => {
            format!(
                "RMSE {}, of the force {}; ",
                measured(energy),
                measured(force)
            )
        }
        (Some(energy), None) => format!("RMSE {}; ", measured(energy)),
        (None, _) => way.distance.map_or(String::new(), |distance| {
            format!("{} from the learned one; ", measured(distance))
        }),
    };
    let width = way.width.map_or(String::new(), |width| {
        format!(" ({} flights wide)", digits(width, 2))
    });
    let cost = count(way.evaluations as f64);
    (
        "way",
        format!("{}{width}: {errors}{cost} evaluations", way.name),
    )
}

fn truncation_line(truncations: &Truncations) -> (&'static str, String) {
    let each = |t: &study::Truncation| format!("N = {}: {}", t.terms, measured(t.rmse));
    let all: Vec<String> = truncations.all.iter().map(each).collect();
    let margin = truncations
        .margin
        .map_or(String::new(), |m| format!(" by {}", measured(m)));
    let text = format!(
        "{}; nearest is N = {}{margin}",
        all.join(", "),
        truncations.nearest
    );
    ("RMSE by terms", text)
}

fn validity_lines(validity: &Validity) -> Vec<(&'static str, String)> {
    let number = |x: Option<f64>| x.map_or("unknown".to_owned(), |x| measured(x).text);
    let of_regime = |regime: &Regime| {
        (
            "exponent per step",
            format!(
                "{}, {:.1} % on cycles, δ² times curvature {}",
                regime.exponent.map_or("unknown".to_owned(), |x| {
                    with_error(x, regime.exponent_error.unwrap_or(f64::NAN)).text
                }),
                100.0 * regime.cycling,
                number(regime.stiffness)
            ),
        )
    };
    let mut lines: Vec<_> = validity.regime.iter().map(of_regime).collect();
    for row in &validity.rows {
        let verdict = match row.verdict {
            Verdict::Pass => "trust: pass",
            Verdict::Warn => "trust: warn",
            Verdict::Fail => "trust: FAIL",
        };
        let [pass, fail] = [row.threshold, row.limit].map(measured);
        let limits = if row.threshold < row.limit {
            format!("passes to {pass}, fails from {fail}")
        } else {
            format!("passes from {pass} up, fails from {fail} down")
        };
        let found = row.number.map_or("unknown".to_owned(), |x| {
            told_from(x, &[row.threshold, row.limit]).text
        });
        let (name, reason) = (&row.name, &row.reason);
        lines.push((verdict, format!("{name} ({found}; {limits}). {reason}")));
    }
    lines
}

fn comparison_lines(comparison: &Comparison) -> Vec<(&'static str, String)> {
    let distance = |d: &Distance| {
        format!(
            "mean path {}, autocorrelation {}, distribution {}",
            measured(d.mean),
            measured(d.correlation),
            measured(d.distribution)
        )
    };
    let mut lines = Vec::new();
    for ensemble in &comparison.ensembles {
        let errors = ensemble.portrait.iter().flat_map(|p| &p.energy_error);
        let drift = largest(errors.copied());
        let far = ensemble.distance.as_ref();
        let far = far.map_or(String::new(), |d| {
            format!("; from the original: {}", distance(d))
        });
        lines.push((
            "dynamics",
            format!(
                "{} with a step of {}: {} trajectories, {} diverged, energy off by at most {}{far}",
                ensemble.name,
                ensemble.step,
                ensemble.trajectories,
                ensemble.diverged,
                measured(drift)
            ),
        ));
    }
    if let Some(floor) = &comparison.floor {
        lines.push(("noise floor", distance(floor)));
    }
    lines.push((
        "saving",
        format!("{} times fewer evaluations of the force", comparison.saving),
    ));
    lines
}

fn noise_lines(noise: &NoiseCovariance) -> Vec<(&'static str, String)> {
    let mut lines = vec![(
        "noise covariance Z",
        format!(
            "{} ± {}, from {:.2e} steps",
            matrix(&noise.estimate),
            matrix(&noise.standard_error),
            noise.steps as f64
        ),
    )];
    if let Some(exact) = &noise.exact {
        let strongest = exact
            .iter()
            .flatten()
            .fold(0.0, |most: f64, e| most.max(e.abs()));
        let worst = noise
            .estimate
            .iter()
            .flatten()
            .zip(exact.iter().flatten())
            // Where there is none, in units of the strongest.
            .map(|(z, e)| 100.0 * (z - e).abs() / if *e == 0.0 { strongest } else { e.abs() });
        lines.push((
            "Z exactly",
            format!(
                "{}; the estimate is off by at most {:.1} %",
                matrix(exact),
                Number(largest(worst))
            ),
        ));
    }
    lines
}

/// The largest of some non-negative numbers; NaN if one of them is NaN.
fn largest(numbers: impl Iterator<Item = f64>) -> f64 {
    numbers.fold(
        0.0,
        |most, x| if x <= most || most.is_nan() { most } else { x },
    )
}

fn matrix(rows: &[Vec<f64>]) -> String {
    let row = |row: &Vec<f64>| {
        let entries: Vec<String> = row.iter().map(|x| format!("{:.5}", Number(*x))).collect();
        format!("[{}]", entries.join(", "))
    };
    format!("[{}]", rows.iter().map(row).collect::<Vec<_>>().join(", "))
}
