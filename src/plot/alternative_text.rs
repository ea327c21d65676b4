//! Alternative texts: figures in words.

use crate::Content;
use crate::alternative_beyond::{apart, baselines, compared, empty, noise, scanned};
use crate::alternative_walkers::walkers;
use crate::histograms::{is_empty, no_positions};
use crate::labels::{place, reference};
use crate::many;
use experiment::Figure;
use message::{Message, Number, count, decimals, exact, list, measured, percent, say, with_error};
use statistics::MOST_GRIDDED;
use study::Outcome;

/// The content of a figure in a sentence or two.
pub fn alternative(figure: Figure, content: &Content) -> Message {
    if figure == Figure::Walkers {
        return walkers(content);
    }
    let several = content.dimension() > 1;
    let Some(snapshot) = content.snapshot else {
        return before_a_run(figure, content);
    };
    let outcome = &snapshot.outcome;
    match figure {
        Figure::Momenta
        | Figure::Convergence
        | Figure::Portrait
        | Figure::Mean
        | Figure::Correlation
        | Figure::Equilibrium
        | Figure::Staircase => {}
        _ if content.dimension() > MOST_GRIDDED => return many::alternative(figure, outcome),
        _ => {}
    }
    match figure {
        Figure::Portrait | Figure::Mean | Figure::Correlation | Figure::Equilibrium => {
            compared(figure, outcome)
        }
        Figure::Potential if several => maps(content, outcome)
            .and(visited(outcome))
            .and(agreement(outcome)),
        Figure::Zoom if several => {
            let mut shown = vec![learned()];
            shown.extend(known(content).into_iter().rev());
            say!(
                "chart-along",
                "{chart} along {slice}.",
                chart = chart(shown),
                slice = slice(content)
            )
        }
        Figure::Positions if is_empty(&outcome.potential) => empty(no_positions(outcome)),
        Figure::Positions if several => say!(
            "positions-several",
            "Histograms of each coordinate of the positions with the densities of the fitted potential over them."
        ),
        Figure::Noise => noise(outcome),
        Figure::Walkers => walkers(content),
        Figure::Staircase | Figure::Scales => scanned(figure, outcome),
        Figure::Baselines => baselines(outcome),
        Figure::Agreement => apart(content, outcome),
        Figure::Potential | Figure::Zoom => {
            let mut shown = known(content);
            shown.push(learned());
            let (chart, [from, to]) = (chart(shown), interval(content));
            let said = match figure {
                Figure::Zoom => say!(
                    "chart-enlarged",
                    "{chart}, enlarged, over positions from {from} to {to}.",
                    chart = chart,
                    from = from,
                    to = to
                ),
                _ => say!(
                    "chart-over",
                    "{chart} over positions from {from} to {to}.",
                    chart = chart,
                    from = from,
                    to = to
                ),
            };
            said.and(wells(outcome)).and(agreement(outcome))
        }
        Figure::Positions => {
            let [from, to] = interval(content);
            say!(
                "positions-over",
                "Histogram of positions from {from} to {to} with the density of the fitted potential over it.",
                from = from,
                to = to
            )
            .and(wells(outcome))
        }
        Figure::Momenta => momenta(outcome),
        Figure::Convergence => match (snapshot.convergence.first(), snapshot.convergence.last()) {
            (Some(only), Some(_)) if snapshot.convergence.len() == 1 => say!(
                "convergence-of-one",
                "Line charts over the number of steps: after {steps} steps the inverse temperature is {beta}.",
                steps = count(only.steps as f64),
                beta = with_error(only.inverse_temperature, only.standard_error)
            ),
            (Some(first), Some(last)) => {
                let beta = say!(
                    "convergence",
                    "from {from} to {to} steps the inverse temperature went from {first} to {last}",
                    from = count(first.steps as f64),
                    to = count(last.steps as f64),
                    first = measured(first.inverse_temperature),
                    last = with_error(last.inverse_temperature, last.standard_error)
                );
                match (first.rmse, last.rmse) {
                    (Some(a), Some(b)) => say!(
                        "convergence-with-error",
                        "Line charts over the number of steps: {beta}, and the error went from {first} to {last}.",
                        beta = beta,
                        first = measured(a),
                        last = measured(b)
                    ),
                    _ => say!(
                        "convergence-alone",
                        "Line charts over the number of steps: {beta}.",
                        beta = beta
                    ),
                }
            }
            _ => nothing_recorded(),
        },
    }
}

/// A figure before its run.
fn before_a_run(figure: Figure, content: &Content) -> Message {
    let several = content.dimension() > 1;
    match figure {
        Figure::Potential if several && content.ground.is_some_and(|(_, v)| is_shown(v)) => say!(
            "map-of-v",
            "Map of the energy V; nothing has been learned yet."
        ),
        Figure::Potential if several => {
            say!("map-empty", "Empty map: nothing has been learned yet.")
        }
        Figure::Zoom if several => say!(
            "chart-along-unlearned",
            "{chart} along {slice}; nothing has been learned yet.",
            chart = chart(known(content)),
            slice = slice(content)
        ),
        Figure::Potential | Figure::Zoom => {
            let [from, to] = interval(content);
            say!(
                "chart-over-unlearned",
                "{chart} over positions from {from} to {to}; nothing has been learned yet.",
                chart = chart(known(content)),
                from = from,
                to = to
            )
        }
        _ => nothing_recorded(),
    }
}

fn nothing_recorded() -> Message {
    say!(
        "chart-unrecorded",
        "Empty chart: nothing has been recorded yet."
    )
}

/// The interval of positions.
fn interval(content: &Content) -> [Number; 2] {
    let ends = content.scene.curves.interval;
    match (0.1..1e6).contains(&(ends[1] - ends[0])) {
        true => ends.map(|x| decimals(x, 3)),
        false => ends.map(measured),
    }
}

fn learned() -> Message {
    say!("curve-learned", "the learned potential")
}

/// The curves of a line chart other than the learned potential.
fn known(content: &Content) -> Vec<Message> {
    let curves = &content.scene.curves;
    let energy = (!curves.original.x.is_empty()).then(|| say!("curve-energy", "the energy V"));
    let reference = curves.reference.as_ref();
    let reference = reference.map(|(name, _)| match name.as_str() {
        "reference" => say!("curve-reference", "the reference"),
        name => say!("curve-named", "the reference {name}", name = name),
    });
    energy.into_iter().chain(reference).collect()
}

/// Names a line chart by its curves.
fn chart(mut shown: Vec<Message>) -> Message {
    let Some(last) = shown.pop() else {
        return say!("chart-empty", "Empty chart");
    };
    match shown.is_empty() {
        true => say!("chart-of-one", "Line chart of {curve}", curve = last),
        false => say!(
            "chart-of",
            "Line chart of {curves|, } and {last}",
            curves = list(shown),
            last = last
        ),
    }
}

/// True if an energy has values, and so is not hidden.
pub(super) fn is_shown(energy: &[Option<f64>]) -> bool {
    energy.iter().any(Option::is_some)
}

/// The maps of the potential in several dimensions.
fn maps(content: &Content, outcome: &Outcome) -> Message {
    let beside = outcome.reference.is_some() || is_shown(&outcome.potential.original);
    match (content.dimension(), beside) {
        (3, _) => say!(
            "maps-in-planes",
            "Maps of the learned potential in three planes through a point."
        ),
        (_, true) => say!(
            "maps",
            "Maps of the learned potential, the reference and their difference."
        ),
        (_, false) => say!("map-learned", "Map of the learned potential."),
    }
}

fn momenta(outcome: &Outcome) -> Message {
    let momentum = &outcome.momentum;
    let each = (0..momentum.excess_kurtosis.len()).map(|i| {
        let gaussian = say!(
            "gaussian-over",
            "a Gaussian of variance {variance}, excess kurtosis {kurtosis}",
            variance = measured(momentum.symmetric_covariance[i][i]),
            kurtosis = with_error(
                momentum.excess_kurtosis[i],
                momentum.excess_kurtosis_error[i]
            )
        );
        let outside = momentum.distribution.get(i).map_or(0.0, |h| h.outside);
        match outside > 0.0 {
            true => say!(
                "gaussian-outside",
                "{gaussian}, {share} outside",
                gaussian = gaussian,
                share = percent(outside)
            ),
            false => gaussian,
        }
    });
    let each = list(each);
    let law = match momentum.normal {
        true => say!("law-normal", "normal"),
        false => say!("law-not-normal", "not normal"),
    };
    match momentum.excess_kurtosis.len() {
        1 => say!(
            "momenta",
            "Histogram of momenta over {each|; }; {law}.",
            each = each,
            law = law
        ),
        _ => say!(
            "momenta-several",
            "Histogram of each coordinate of the momenta over {each|; }; {law}.",
            each = each,
            law = law
        ),
    }
}

/// The position of the slice.
fn slice(content: &Content) -> Message {
    say!(
        "slice",
        "a line through {place}",
        place = place(&content.scene.line.origin, 3)
    )
}

/// The wells in several dimensions.
fn visited(outcome: &Outcome) -> Message {
    let wells = outcome.wells.iter().map(|well| place(&well.position, 2));
    let mut wells: Vec<Message> = wells.collect();
    match wells.len() {
        0 => Message::default(),
        1 => say!(
            "map-well",
            "There is a well at {place}.",
            place = wells.remove(0)
        ),
        _ => say!(
            "map-wells",
            "There are wells at {places|, }.",
            places = list(wells)
        ),
    }
}

/// The wells of the learned potential in one dimension.
fn wells(outcome: &Outcome) -> Message {
    let energy = &outcome.potential.energy;
    let axis = &outcome.potential.axes[0];
    // Minima of neighbourhoods of a twentieth of the region: ripples are not wells.
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
    let wells: Vec<Number> = (reach..axis.len().saturating_sub(reach))
        .filter(is_well)
        .map(|i| decimals(axis[i], 2))
        .collect();
    match wells.len() {
        0 => say!("no-well", "The learned potential has no clear well."),
        1 => say!(
            "one-well",
            "The learned potential has a well near q = {place|, }.",
            place = list(wells)
        ),
        2..=6 => say!(
            "few-wells",
            "The learned potential has wells near q = {places|, }.",
            places = list(wells)
        ),
        many => say!(
            "many-wells",
            "The learned potential has {count} wells.",
            count = exact(many as f64)
        ),
    }
}

fn agreement(outcome: &Outcome) -> Message {
    outcome.reference.as_ref().map_or(Message::default(), |r| {
        say!(
            "differs",
            "It differs from {reference} by {rmse} in root mean square and by {most} at most.",
            reference = reference(&r.name),
            rmse = measured(r.rmse),
            most = measured(r.max_error)
        )
    })
}
