//! An outcome in a few lines for people.

use super::number::Number;
use std::fmt::Write as _;
use stepsieve::study::{
    Comparison, Cost, Distance, NoiseCovariance, Outcome, Scale, Study, Truncations, Trust, Verdict,
};

/// What was found, line by line, after a run of so many seconds; where there is no result, `nothing`
/// says why.
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

/// How many steps were recorded, and what was lost on the way.
fn made(steps: u64, absorbed: u64, diverged: u64, seconds: f64) -> Vec<(&'static str, String)> {
    vec![
        ("steps", format!("{:.3e} in {seconds:.1} s", steps as f64)),
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
    lines.push((
        "inverse temperature",
        format!(
            "{:.4} ± {:.4} (naive {:.4}, symmetric {:.4})",
            Number(beta.used),
            Number(beta.standard_error),
            Number(beta.naive),
            Number(beta.symmetric)
        ),
    ));
    if let Some(band) = outcome.potential.band {
        lines.push((
            "95 % band",
            format!("± {band:.4} at most, over the central 90 % of the positions"),
        ));
    }
    for i in 0..momentum.excess_kurtosis.len() {
        lines.push((
            "excess kurtosis",
            format!(
                "{:.3} ± {:.3}, skewness {:.3} ± {:.3}",
                Number(momentum.excess_kurtosis[i]),
                Number(momentum.excess_kurtosis_error[i]),
                Number(momentum.skewness[i]),
                Number(momentum.skewness_error[i]),
            ),
        ));
    }
    if let Some(mardia) = &momentum.mardia {
        lines.push((
            "Mardia",
            format!(
                "excess kurtosis {:.3} ± {:.3}, skewness {:.1e} ± {:.1e}",
                Number(mardia.excess_kurtosis),
                Number(mardia.excess_kurtosis_error),
                Number(mardia.skewness),
                Number(mardia.skewness_error)
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
        "effective samples",
        format!(
            "{:.3e} positions, {:.3e} squared momenta",
            Number(outcome.sampling.position_size),
            Number(outcome.sampling.momentum_size)
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
        let place: Vec<String> = well.position.iter().map(|x| format!("{x:.2}")).collect();
        lines.push((
            "well",
            format!(
                "at ({}), energy {:.3}, {:.1} % of the positions, {} arrivals",
                place.join(", "),
                Number(well.energy),
                Number(100.0 * well.population),
                well.visits
            ),
        ));
    }
    if let Some(r) = &outcome.reference {
        lines.push(("reference", format!("{} = {}", r.name, r.formula)));
        lines.push((
            "RMSE",
            format!(
                "{:.4} (naive {:.4}, best rescaled {:.4}), largest error {:.4}, {} bins",
                Number(r.rmse),
                Number(r.naive_rmse),
                Number(r.rescaled_rmse),
                Number(r.max_error),
                r.bins
            ),
        ));
    }
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
    for baseline in outcome.baselines.iter().flatten() {
        let rmse = baseline.rmse;
        let rmse = rmse.map_or("no reference".to_owned(), |r| {
            format!("RMSE {:.4}", Number(r))
        });
        lines.push(("beside it", format!("{}: {rmse}", baseline.name)));
    }
    lines.extend(outcome.truncations.as_ref().map(truncation_line));
    lines.extend(outcome.trust.as_ref().map_or(Vec::new(), trust_lines));
    let warnings = outcome.warnings.iter();
    lines.extend(warnings.map(|w| ("warning", w.message.clone())));
    lines
}

fn scale_line(scale: &Scale) -> (&'static str, String) {
    let score = match (&scale.reference, scale.rmse) {
        (Some(name), Some(rmse)) => format!("; RMSE {:.4} to {name}", Number(rmse)),
        _ => String::new(),
    };
    (
        "scale",
        format!(
            "noise power {:.3} ± {:.3} from δ = {:.3} to {:.3}; learn at δ = {:.4}, γ = {:.4}{score}",
            Number(scale.noise_power),
            Number(scale.noise_power_error),
            scale.from,
            scale.to,
            scale.step,
            scale.friction
        ),
    )
}

fn truncation_line(truncations: &Truncations) -> (&'static str, String) {
    let each = |t: &stepsieve::study::Truncation| format!("N = {}: {:.4}", t.terms, Number(t.rmse));
    let all: Vec<String> = truncations.all.iter().map(each).collect();
    let margin = truncations
        .margin
        .map_or(String::new(), |m| format!(" by {:.4}", Number(m)));
    let text = format!(
        "{}; nearest is N = {}{margin}",
        all.join(", "),
        truncations.nearest
    );
    ("RMSE by terms", text)
}

fn trust_lines(trust: &Trust) -> Vec<(&'static str, String)> {
    let regime = &trust.regime;
    let short = |x: f64| (1000.0 * x).round() / 1000.0;
    let number = |x: Option<f64>| format!("{:.3}", Number(x.unwrap_or(f64::NAN)));
    let mut lines = vec![(
        "exponent per step",
        format!(
            "{} ± {}, {:.1} % on cycles, δ² times curvature {}",
            number(regime.exponent),
            number(regime.exponent_error),
            100.0 * regime.cycling,
            number(regime.stiffness)
        ),
    )];
    for row in &trust.rows {
        let verdict = match row.verdict {
            Verdict::Pass => "trust: pass",
            Verdict::Warn => "trust: warn",
            Verdict::Fail => "trust: FAIL",
        };
        let [pass, fail] = [row.threshold, row.limit].map(short);
        let limits = if pass < fail {
            format!("passes to {pass}, fails from {fail}")
        } else {
            format!("passes from {pass} up, fails from {fail} down")
        };
        let (name, measured, reason) = (&row.name, number(row.number), &row.reason);
        lines.push((verdict, format!("{name} ({measured}; {limits}). {reason}")));
    }
    lines
}

fn comparison_lines(comparison: &Comparison) -> Vec<(&'static str, String)> {
    let distance = |d: &Distance| {
        format!(
            "mean path {:.4}, autocorrelation {:.4}, distribution {:.4}",
            Number(d.mean),
            Number(d.correlation),
            Number(d.distribution)
        )
    };
    let mut lines = Vec::new();
    for ensemble in &comparison.ensembles {
        let errors = ensemble.portrait.iter().flat_map(|p| &p.energy_error);
        let drift = Number(largest(errors.copied()));
        let far = ensemble.distance.as_ref();
        let far = far.map_or(String::new(), |d| {
            format!("; from the original: {}", distance(d))
        });
        lines.push((
            "dynamics",
            format!(
                "{} with a step of {}: {} trajectories, {} diverged, energy off by at most {drift:.2e}{far}",
                ensemble.name, ensemble.step, ensemble.trajectories, ensemble.diverged
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
    if let (Some(residual), Some(error)) = (&noise.residual, &noise.residual_error) {
        lines.push((
            "Z from residual force",
            format!("{} ± {}", matrix(residual), matrix(error)),
        ));
    }
    if let Some(exact) = &noise.exact {
        let worst = noise
            .estimate
            .iter()
            .flatten()
            .zip(exact.iter().flatten())
            .map(|(z, e)| 100.0 * (z / e - 1.0).abs());
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

/// The largest of some numbers that are not negative; no number if one of them is none.
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
