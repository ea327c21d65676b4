//! An outcome in a few lines for people.

use std::fmt::Write as _;
use stepsieve::study::{
    Comparison, Cost, Distance, NoiseCovariance, Outcome, Scale, Truncations, Trust, Verdict,
};

/// What was found, line by line, after a run of so many seconds; `cost` is that of a comparison.
pub fn report(outcome: &Outcome, cost: Option<&Cost>, seconds: f64) -> String {
    let mut text = String::new();
    for (name, value) in lines(outcome, seconds) {
        let _ = writeln!(text, "{name:<22}{value}");
    }
    if let Some(cost) = cost {
        let seconds: Vec<String> = cost.seconds.iter().map(|s| format!("{s:.2} s")).collect();
        let seconds = seconds.join(", ");
        let _ = writeln!(
            text,
            "{:<22}{:.0} times less ({seconds})",
            "computing time", cost.saving
        );
    }
    text.push_str(&outcome.summary);
    text
}

fn lines(outcome: &Outcome, seconds: f64) -> Vec<(&'static str, String)> {
    let beta = outcome.inverse_temperature;
    let (lost, momentum) = (outcome.resampled, &outcome.momentum);
    let mut lines = vec![
        (
            "steps",
            format!("{:.3e} in {seconds:.1} s", outcome.steps as f64),
        ),
        (
            "resampled",
            format!("{} absorbed, {} diverged", lost.absorbed, lost.diverged),
        ),
    ];
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
            beta.used, beta.standard_error, beta.naive, beta.symmetric
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
                momentum.excess_kurtosis[i],
                momentum.excess_kurtosis_error[i],
                momentum.skewness[i],
                momentum.skewness_error[i],
            ),
        ));
    }
    if let Some(mardia) = &momentum.mardia {
        lines.push((
            "Mardia",
            format!(
                "excess kurtosis {:.3} ± {:.3}, skewness {:.1e} ± {:.1e}",
                mardia.excess_kurtosis,
                mardia.excess_kurtosis_error,
                mardia.skewness,
                mardia.skewness_error
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
            outcome.sampling.position_size, outcome.sampling.momentum_size
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
                well.energy,
                100.0 * well.population,
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
                r.rmse, r.naive_rmse, r.rescaled_rmse, r.max_error, r.bins
            ),
        ));
    }
    if let Some(comparison) = &outcome.comparison {
        lines.extend(comparison_lines(comparison));
    }
    if let Some(scales) = &outcome.scales {
        lines.extend(scales.scales.iter().map(scale_line));
    }
    for baseline in outcome.baselines.iter().flatten() {
        let rmse = baseline.rmse;
        let rmse = rmse.map_or("no reference".to_owned(), |r| format!("RMSE {r:.4}"));
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
        (Some(name), Some(rmse)) => format!("; RMSE {rmse:.4} to {name}"),
        _ => String::new(),
    };
    (
        "scale",
        format!(
            "noise power {:.3} ± {:.3} from δ = {:.3} to {:.3}; learn at δ = {:.4}, γ = {:.4}{score}",
            scale.noise_power,
            scale.noise_power_error,
            scale.from,
            scale.to,
            scale.step,
            scale.friction
        ),
    )
}

fn truncation_line(truncations: &Truncations) -> (&'static str, String) {
    let each = |t: &stepsieve::study::Truncation| format!("N = {}: {:.4}", t.terms, t.rmse);
    let all: Vec<String> = truncations.all.iter().map(each).collect();
    let margin = truncations
        .margin
        .map_or(String::new(), |m| format!(" by {m:.4}"));
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
    let number = |x: Option<f64>| x.map_or("unknown".to_owned(), |x| format!("{x:.3}"));
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
        let measured = number(row.number);
        lines.push((
            verdict,
            format!(
                "{} ({measured}; passes to {}, fails from {}). {}",
                row.name,
                short(row.threshold),
                short(row.limit),
                row.reason
            ),
        ));
    }
    lines
}

fn comparison_lines(comparison: &Comparison) -> Vec<(&'static str, String)> {
    let distance = |d: &Distance| {
        format!(
            "mean path {:.4}, autocorrelation {:.4}, distribution {:.4}",
            d.mean, d.correlation, d.distribution
        )
    };
    let mut lines = Vec::new();
    for ensemble in &comparison.ensembles {
        let errors = ensemble.portrait.iter().flat_map(|p| &p.energy_error);
        let drift = errors.copied().fold(0.0, f64::max);
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
            .map(|(z, e)| 100.0 * (z / e - 1.0).abs())
            .fold(0.0, f64::max);
        lines.push((
            "Z exactly",
            format!(
                "{}; the estimate is off by at most {worst:.1} %",
                matrix(exact)
            ),
        ));
    }
    lines
}

fn matrix(rows: &[Vec<f64>]) -> String {
    let row = |row: &Vec<f64>| {
        let entries: Vec<String> = row.iter().map(|x| format!("{x:.5}")).collect();
        format!("[{}]", entries.join(", "))
    };
    format!("[{}]", rows.iter().map(row).collect::<Vec<_>>().join(", "))
}
