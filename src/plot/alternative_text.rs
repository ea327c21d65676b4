//! Alternative texts: figures in words.

use crate::Content;
use crate::baselines::nothing;
use crate::histograms::{is_empty, no_positions};
use crate::staircase::is_far;
use experiment::Figure;
use message::{count, digits, measured, percent, with_error};
use study::{Distance, Outcome};

const LEARNED: &str = "the learned potential";

/// The content of a figure in a sentence or two.
pub fn alternative(figure: Figure, content: &Content) -> String {
    let [from, to] = content.scene.curves.interval;
    let several = content.dimension() > 1;
    let Some(snapshot) = content.snapshot else {
        return match figure {
            Figure::Potential if several && content.ground.is_some_and(|(_, v)| is_shown(v)) => {
                "Map of the energy V; nothing has been learned yet.".to_owned()
            }
            Figure::Potential if several => "Empty map: nothing has been learned yet.".to_owned(),
            Figure::Zoom if several => format!(
                "{} along {}; nothing has been learned yet.",
                chart(&known(content)),
                slice(content)
            ),
            Figure::Potential | Figure::Zoom => format!(
                "{} over positions from {from:.3} to {to:.3}; nothing has been learned yet.",
                chart(&known(content))
            ),
            _ => "Empty chart: nothing has been recorded yet.".to_owned(),
        };
    };
    let outcome = &snapshot.outcome;
    match figure {
        Figure::Portrait | Figure::Mean | Figure::Correlation | Figure::Equilibrium => {
            compared(figure, outcome)
        }
        Figure::Potential if several => format!(
            "{} {}{}",
            match (content.dimension(), outcome.reference.is_some() || is_shown(&outcome.potential.original)) {
                (3, _) => "Maps of the learned potential in three planes through a point.",
                (_, true) => "Maps of the learned potential, the reference and their difference.",
                (_, false) => "Map of the learned potential.",
            },
            visited(outcome),
            agreement(outcome)
        ),
        Figure::Zoom if several => {
            let mut shown = vec![LEARNED.to_owned()];
            shown.extend(known(content).into_iter().rev());
            format!("{} along {}.", chart(&shown), slice(content))
        }
        Figure::Positions if is_empty(&outcome.potential) => {
            format!("Empty chart: {}.", no_positions(outcome))
        }
        Figure::Positions if several => {
            "Histograms of each coordinate of the positions with the densities of the fitted potential over them.".to_owned()
        }
        Figure::Noise => noise(outcome),
        Figure::Staircase | Figure::Scales => scanned(figure, outcome),
        Figure::Beside => beside(outcome),
        Figure::Potential | Figure::Zoom => {
            let enlarged = if figure == Figure::Zoom {
                ", enlarged,"
            } else {
                ""
            };
            let mut shown = known(content);
            shown.push(LEARNED.to_owned());
            format!(
                "{}{enlarged} over positions from {from:.3} to {to:.3}. {}{}",
                chart(&shown),
                wells(outcome),
                agreement(outcome)
            )
        }
        Figure::Positions => format!(
            "Histogram of positions from {from:.3} to {to:.3} with the density of the fitted potential over it. {}",
            wells(outcome)
        ),
        Figure::Momenta => momenta(outcome),
        Figure::Convergence => match (snapshot.convergence.first(), snapshot.convergence.last()) {
            (Some(first), Some(last)) => {
                let errors = match (first.rmse, last.rmse) {
                    (Some(a), Some(b)) => format!(
                        ", and the error went from {} to {}",
                        measured(a),
                        measured(b)
                    ),
                    _ => String::new(),
                };
                format!(
                    "Line charts over the number of steps: from {} to {} steps the inverse temperature went from {} to {}{errors}.",
                    count(first.steps as f64),
                    count(last.steps as f64),
                    measured(first.inverse_temperature),
                    with_error(last.inverse_temperature, last.standard_error)
                )
            }
            _ => "Empty chart: nothing has been recorded yet.".to_owned(),
        },
    }
}

/// The curves of a line chart other than the learned potential.
fn known(content: &Content) -> Vec<String> {
    let curves = &content.scene.curves;
    let energy = (!curves.original.x.is_empty()).then(|| "the energy V".to_owned());
    let reference = curves.reference.as_ref();
    let reference = reference.map(|(name, _)| match name.as_str() {
        "reference" => "the reference".to_owned(),
        name => format!("the reference {name}"),
    });
    energy.into_iter().chain(reference).collect()
}

/// Names a line chart by its curves.
fn chart(shown: &[String]) -> String {
    match shown {
        [] => "Empty chart".to_owned(),
        [one] => format!("Line chart of {one}"),
        [most @ .., last] => format!("Line chart of {} and {last}", most.join(", ")),
    }
}

/// True if an energy has values, and so is not hidden.
pub(super) fn is_shown(energy: &[Option<f64>]) -> bool {
    energy.iter().any(Option::is_some)
}

fn momenta(outcome: &Outcome) -> String {
    let momentum = &outcome.momentum;
    let law = if momentum.normal {
        "normal"
    } else {
        "not normal"
    };
    let each: Vec<String> = (0..momentum.excess_kurtosis.len())
        .map(|i| {
            let outside = momentum.distribution.get(i).map_or(0.0, |h| h.outside);
            let outside = match outside > 0.0 {
                true => format!(", {} outside", percent(outside)),
                false => String::new(),
            };
            format!(
                "a Gaussian of variance {}, excess kurtosis {}{outside}",
                measured(momentum.symmetric_covariance[i][i]),
                with_error(
                    momentum.excess_kurtosis[i],
                    momentum.excess_kurtosis_error[i]
                )
            )
        })
        .collect();
    let momenta = match each.len() {
        1 => "momenta",
        _ => "each coordinate of the momenta",
    };
    format!("Histogram of {momenta} over {}; {law}.", each.join("; "))
}

/// The position of the slice.
fn slice(content: &Content) -> String {
    let point: Vec<String> = content
        .scene
        .line
        .origin
        .iter()
        .map(|x| format!("{x:.3}"))
        .collect();
    format!("a line through ({})", point.join(", "))
}

fn noise(outcome: &Outcome) -> String {
    let matrix = |rows: &[Vec<f64>]| {
        let rows = rows.iter().map(|row| {
            let row: Vec<String> = row.iter().map(|z| format!("{z:.4}")).collect();
            row.join(", ")
        });
        rows.collect::<Vec<_>>().join("; ")
    };
    let Some(noise) = &outcome.noise_covariance else {
        return "Empty chart: without calibration the noise is not estimated.".to_owned();
    };
    let before = outcome.momentum.uncalibrated.as_ref();
    let before = before.map_or(String::new(), |m| format!(" Before that: {}.", matrix(m)));
    format!(
        "Ellipses. Noise covariance: {}. Covariance of the momenta after calibration: {}.{before}",
        matrix(&noise.estimate),
        matrix(&outcome.momentum.symmetric_covariance)
    )
}

/// A figure of a comparison: the distance of the surrogate from the original, and its noise floor.
fn compared(figure: Figure, outcome: &Outcome) -> String {
    let Some(comparison) = &outcome.comparison else {
        return "Empty chart: nothing has been compared yet.".to_owned();
    };
    let what = match figure {
        Figure::Portrait => "Phase portrait of Hamiltonian trajectories",
        Figure::Mean => "Line chart of the mean paths over time",
        Figure::Correlation => "Line chart of the autocorrelations over the lag",
        _ => "Line chart of the equilibrium densities",
    };
    let pick = |d: &Distance| match figure {
        Figure::Mean => Some(d.mean),
        Figure::Correlation => Some(d.correlation),
        Figure::Equilibrium => Some(d.distribution),
        _ => None,
    };
    let surrogate = comparison.ensembles.first().and_then(|e| e.distance);
    let said = match (
        surrogate.as_ref().and_then(pick),
        comparison.floor.as_ref().and_then(pick),
    ) {
        (Some(distance), Some(floor)) => {
            format!(
                ": the two differ by {} at most, two halves of the original by {}",
                measured(distance),
                measured(floor)
            )
        }
        _ => String::new(),
    };
    format!("{what} under the surrogate and under the original{said}.")
}

/// The errors of the baselines, and the nearest truncation.
fn beside(outcome: &Outcome) -> String {
    let baselines = outcome.baselines.iter().flatten();
    let baselines =
        baselines.filter_map(|b| Some(format!("{} off by {}", b.name, measured(b.rmse?))));
    let terms = outcome.truncations.iter().map(|t| {
        let margin = t
            .margin
            .map_or(String::new(), |m| format!(" by {}", measured(m)));
        format!(
            "N = {} is the nearest truncation of the sum{margin}",
            t.nearest
        )
    });
    let all: Vec<String> = baselines.chain(terms).collect();
    match all.is_empty() {
        true => match nothing(outcome) {
            Some(reason) => format!("Empty chart: {reason}."),
            None => "Line chart of the learned potential and of other methods.".to_owned(),
        },
        false => format!(
            "Line chart of the learned potential and of other methods: {}.",
            all.join(", ")
        ),
    }
}

/// A figure of a scan: the plateaus, or the potentials learned on them.
fn scanned(figure: Figure, outcome: &Outcome) -> String {
    let Some(scales) = &outcome.scales else {
        return "Empty chart: nothing has been scanned yet.".to_owned();
    };
    let each = scales.scales.iter().map(|s| match (figure, s.rmse) {
        (Figure::Scales, Some(rmse)) => {
            let name = s.reference.as_deref().unwrap_or("the reference");
            format!(
                "at a step of {} within {} of {name}",
                measured(s.step),
                measured(rmse)
            )
        }
        _ => format!(
            "a plateau of {} from {} to {}",
            with_error(s.noise_power, s.noise_power_error),
            digits(s.from, 2),
            digits(s.to, 2)
        ),
    });
    let each: Vec<String> = each.collect();
    let what = match figure {
        Figure::Staircase => {
            "Chart of the noise power and of the momentum's kurtosis over the step"
        }
        _ => "Line charts of the potentials learned on each plateau and of their differences",
    };
    let far = match figure {
        Figure::Staircase => outcome.scan.iter().flatten().filter(|p| is_far(p)).count(),
        _ => 0,
    };
    let left_out = match far {
        0 => String::new(),
        1 => " At 1 step the kurtosis lies beyond its panel.".to_owned(),
        _ => format!(" At {far} steps the kurtosis lies beyond its panel."),
    };
    match each.is_empty() {
        true => format!("{what}: no plateau.{left_out}"),
        false => format!("{what}: {}.{left_out}", each.join("; ")),
    }
}

/// The wells in several dimensions.
fn visited(outcome: &Outcome) -> String {
    let wells: Vec<String> = outcome
        .wells
        .iter()
        .map(|well| {
            let place: Vec<String> = well.position.iter().map(|x| format!("{x:.2}")).collect();
            format!("({})", place.join(", "))
        })
        .collect();
    match wells.as_slice() {
        [] => String::new(),
        [one] => format!("There is a well at {one}. "),
        many => format!("There are wells at {}. ", many.join(", ")),
    }
}

/// The wells of the learned potential in one dimension.
fn wells(outcome: &Outcome) -> String {
    let energy = &outcome.potential.energy;
    let axis = &outcome.potential.axes[0];
    // Minima of neighbourhoods of a twentieth of the region: ripples are no wells.
    let reach = (axis.len() / 20).max(2);
    let fullest = outcome
        .potential
        .density
        .iter()
        .copied()
        .fold(0.0, f64::max);
    let is_well = |&i: &usize| {
        let Some(u) = energy[i] else { return false };
        let around = &energy[i - reach..=i + reach];
        outcome.potential.density[i] > 0.02 * fullest
            && around.iter().flatten().all(|v| *v >= u)
            && around.iter().flatten().count() > reach
    };
    let wells: Vec<String> = (reach..axis.len().saturating_sub(reach))
        .filter(is_well)
        .map(|i| format!("{:.2}", axis[i]))
        .collect();
    match wells.as_slice() {
        [] => "The learned potential has no clear well. ".to_owned(),
        [one] => format!("The learned potential has a well near q = {one}. "),
        many if many.len() <= 6 => format!(
            "The learned potential has wells near q = {}. ",
            many.join(", ")
        ),
        many => format!("The learned potential has {} wells. ", many.len()),
    }
}

fn agreement(outcome: &Outcome) -> String {
    outcome.reference.as_ref().map_or(String::new(), |r| {
        format!(
            "It differs from {} by {} in root mean square and by {} at most.",
            r.name,
            measured(r.rmse),
            measured(r.max_error)
        )
    })
}
