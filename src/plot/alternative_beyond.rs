//! Alternative texts of the figures beyond the potential: of the noise, of a comparison, of a scan,
//! and of other methods.

use crate::baselines::{method, nothing};
use crate::labels::reference;
use crate::staircase::is_far;
use crate::{Content, agreement};
use experiment::Figure;
use message::{Message, Told, decimals, digits, exact, list, measured, say, with_error};
use study::{Distance, Outcome};

/// A figure without data.
pub fn empty(reason: Message) -> Message {
    say!("chart-empty-for", "Empty chart: {reason}.", reason = reason)
}

/// The ellipses of the noise and of the momenta.
pub fn noise(outcome: &Outcome) -> Message {
    let matrix = |rows: &[Vec<f64>]| {
        list(rows.iter().map(|row| {
            let row = list(row.iter().map(|z| decimals(*z, 4)));
            say!("matrix-row", "{entries|, }", entries = row)
        }))
    };
    let Some(noise) = &outcome.noise_covariance else {
        return say!(
            "noise-unknown",
            "Empty chart: without calibration the noise is not estimated."
        );
    };
    let said = say!(
        "ellipses",
        "Ellipses. Noise covariance: {noise|; }. Covariance of the momenta after calibration: {after|; }.",
        noise = matrix(&noise.estimate),
        after = matrix(&outcome.momentum.symmetric_covariance)
    );
    let before = outcome.momentum.uncalibrated.as_ref();
    said.and(before.map_or(Message::default(), |before| {
        say!(
            "ellipses-before",
            "Before that: {before|; }.",
            before = matrix(before)
        )
    }))
}

/// A figure of a comparison: the distance of the surrogate from the original, and its noise floor.
pub fn compared(figure: Figure, outcome: &Outcome) -> Message {
    let Some(comparison) = &outcome.comparison else {
        return say!(
            "chart-uncompared",
            "Empty chart: nothing has been compared yet."
        );
    };
    let chart = match figure {
        Figure::Portrait => say!(
            "chart-portrait",
            "Phase portrait of Hamiltonian trajectories"
        ),
        Figure::Mean => say!("chart-mean", "Line chart of the mean paths over time"),
        Figure::Correlation => say!(
            "chart-correlation",
            "Line chart of the autocorrelations over the lag"
        ),
        _ => say!(
            "chart-equilibrium",
            "Line chart of the equilibrium densities"
        ),
    };
    let pick = |d: &Distance| match figure {
        Figure::Mean => Some(d.mean),
        Figure::Correlation => Some(d.correlation),
        Figure::Equilibrium => Some(d.distribution),
        _ => None,
    };
    let surrogate = comparison.ensembles.first().and_then(|e| e.distance);
    match (
        surrogate.as_ref().and_then(pick).filter(|d| d.is_finite()),
        comparison
            .floor
            .as_ref()
            .and_then(pick)
            .filter(|d| d.is_finite()),
    ) {
        (Some(distance), Some(floor)) => say!(
            "compared-apart",
            "{chart} under the surrogate and under the original: the two differ by {distance} at most, two halves of the original by {floor}.",
            chart = chart,
            distance = measured(distance),
            floor = measured(floor)
        ),
        _ => say!(
            "compared",
            "{chart} under the surrogate and under the original.",
            chart = chart
        ),
    }
}

/// The errors of the baselines, and the nearest truncation.
pub fn baselines(outcome: &Outcome) -> Message {
    let baselines = outcome.baselines.iter().flatten();
    let baselines = baselines.filter_map(|b| {
        Some(say!(
            "baseline-off",
            "{name} off by {rmse}",
            name = method(&b.name),
            rmse = measured(b.rmse?)
        ))
    });
    let terms = outcome.truncations.iter().map(|t| {
        let terms = exact(t.nearest as f64);
        match t.margin {
            Some(margin) => say!(
                "truncation-nearest-by",
                "N = {terms} is the nearest truncation of the sum by {margin}",
                terms = terms,
                margin = measured(margin)
            ),
            None => say!(
                "truncation-nearest",
                "N = {terms} is the nearest truncation of the sum",
                terms = terms
            ),
        }
    });
    let all: Vec<Message> = baselines.chain(terms).collect();
    match (all.is_empty(), nothing(outcome)) {
        (true, Some(reason)) => empty(reason),
        (true, None) => say!(
            "chart-beside",
            "Line chart of the potentials of other methods, less the learned one."
        ),
        (false, _) => say!(
            "chart-beside-errors",
            "Line chart of the potentials of other methods, less the learned one: {errors|, }.",
            errors = list(all)
        ),
    }
}

/// The difference of what the positions and the forces teach.
pub fn apart(content: &Content, outcome: &Outcome) -> Message {
    if let Some(reason) = agreement::nothing(outcome) {
        return empty(reason);
    }
    let difference = agreement::difference(content).unwrap_or_default();
    let largest = difference.points().map(|(_, off, _)| off.abs());
    say!(
        "chart-apart",
        "Line chart of the potential learned from the positions less that learned from the forces: {apart} at most.",
        apart = measured(largest.fold(0.0, f64::max))
    )
}

/// A figure of a scan: the plateaus, or the potentials learned on them.
pub fn scanned(figure: Figure, outcome: &Outcome) -> Message {
    let Some(scales) = &outcome.scales else {
        return say!(
            "chart-unscanned",
            "Empty chart: nothing has been scanned yet."
        );
    };
    let each = scales.scales.iter().map(|s| match (figure, s.rmse) {
        (Figure::Scales, Some(rmse)) => {
            let unnamed = || say!("scale-reference", "the reference").into();
            let name = s.reference.as_deref();
            say!(
                "scale-within",
                "at a step of {step} within {rmse} of {reference}",
                step = measured(s.step),
                rmse = measured(rmse),
                reference = name.map_or_else(unnamed, |name| Told::from(reference(name)))
            )
        }
        _ => say!(
            "plateau-from",
            "a plateau of {power} from {from} to {to}",
            power = with_error(s.noise_power, s.noise_power_error),
            from = digits(s.from, 2),
            to = digits(s.to, 2)
        ),
    });
    let each: Vec<Message> = each.collect();
    let chart = match figure {
        Figure::Staircase => say!(
            "chart-staircase",
            "Chart of the noise power and of the momentum's kurtosis over the step"
        ),
        _ => say!(
            "chart-scales",
            "Line charts of the potentials learned on each plateau and of their differences"
        ),
    };
    let said = match each.is_empty() {
        true => say!("scanned-nothing", "{chart}: no plateau.", chart = chart),
        false => say!(
            "scanned",
            "{chart}: {each|; }.",
            chart = chart,
            each = list(each)
        ),
    };
    let far = match figure {
        Figure::Staircase => outcome.scan.iter().flatten().filter(|p| is_far(p)).count(),
        _ => 0,
    };
    match far {
        0 => said,
        _ => said.and(say!(
            "kurtosis-beyond",
            "At {steps} {steps|step|steps} the kurtosis lies beyond its panel.",
            steps = exact(far as f64)
        )),
    }
}
