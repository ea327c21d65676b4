//! Tooltips: the values under the pointer.

use crate::agreement::difference;
use crate::axes::{Geometry, Panel, log, short};
use crate::comparison::{self, Curve};
use crate::convergence::error_of;
use crate::histograms::{FITTED, Marginal, gaussian, histogram, normal};
use crate::labels::{learned, reference, steps, symbol, value};
use crate::profile::Point;
use crate::{Content, labels, portrait, staircase};
use experiment::Figure;
use expression::variables;
use message::{Message, Number, say};
use serde::Serialize;
use statistics::MOST_GRIDDED;
use statistics::interpolate;

/// The data nearest to a place, and the point to mark.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Tooltip {
    /// The point to mark, in device pixels.
    pub x: f64,
    pub y: f64,
    pub lines: Vec<Line>,
}

/// One line of a tooltip.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[cfg_attr(feature = "types", ts(rename = "TooltipLine"))]
pub struct Line {
    pub label: Message,
    pub value: Message,
}

fn line(label: Message, value: Message) -> Line {
    Line { label, value }
}

/// A number as a value.
fn number(x: f64) -> Message {
    value(x, short(x))
}

/// A number with its standard error.
fn with_error(value: f64, error: f64) -> Message {
    say!(
        "value-with-error",
        "{value} ± {error}",
        value = Number::new(value, short(value)),
        error = Number::new(error, short(error))
    )
}

/// The learned potential at a place.
fn learned_line(energy: Option<f64>, error: Option<f64>) -> Line {
    let value = match (energy, error) {
        (Some(energy), Some(error)) => with_error(energy, error),
        _ => say!("no-data", "no data"),
    };
    line(learned(), value)
}

/// The data of a figure at a place in device pixels; `None` outside its data.
pub fn probe(
    figure: Figure,
    geometry: &Geometry,
    content: &Content,
    across: f64,
    down: f64,
) -> Option<Tooltip> {
    let (number, panel) = geometry
        .panels
        .iter()
        .enumerate()
        .find(|(_, p)| p.data_at(across, down).is_some())?;
    let [x, y] = panel.data_at(across, down)?;
    match figure {
        Figure::Momenta | Figure::Convergence | Figure::Staircase => {}
        _ if content.dimension() > MOST_GRIDDED => return None,
        _ => {}
    }
    match figure {
        Figure::Potential | Figure::Zoom | Figure::Walkers if content.dimension() > 1 => {
            space(panel, content, x, y)
        }
        Figure::Potential | Figure::Zoom | Figure::Walkers => potential(panel, content, x, y),
        Figure::Positions => positions(panel, content, number, x),
        Figure::Momenta => momenta(panel, content, number, x),
        Figure::Noise => None,
        Figure::Portrait => portrait(panel, content, number, [x, y]),
        Figure::Mean => compared(panel, content, Curve::Mean, number, x),
        Figure::Correlation => compared(panel, content, Curve::Correlation, number, x),
        Figure::Equilibrium => compared(panel, content, Curve::Equilibrium, number, x),
        Figure::Staircase => scanned(panel, content, number, x),
        Figure::Agreement => agreement(panel, content, x),
        Figure::Scales | Figure::Baselines => None,
        Figure::Convergence => convergence(panel, content, x),
    }
}

/// The difference of what the positions and the forces teach.
fn agreement(panel: &Panel, content: &Content, x: f64) -> Option<Tooltip> {
    let nearest = |a: &Point, b: &Point| (a.0 - x).abs().total_cmp(&(b.0 - x).abs());
    let (x, off, error) = difference(content)?.points().min_by(nearest)?;
    let place = match content.dimension() {
        1 => symbol("q"),
        _ => say!("along-slice", "along the slice"),
    };
    let lines = vec![
        line(place, number(x)),
        line(labels::difference(), with_error(off, error)),
    ];
    at(panel, x, off, lines)
}

/// The position at a place of a panel: in the plane of a map, or on the slice.
pub fn point(panel: &Panel, content: &Content, x: f64, y: f64) -> Vec<f64> {
    match panel.plane {
        Some([a, b]) => {
            let mut point = content.scene.line.origin.clone();
            (point[a], point[b]) = (x, y);
            point
        }
        None => content.scene.line.at(x).collect(),
    }
}

/// The energies at a point of several dimensions.
fn space(panel: &Panel, content: &Content, x: f64, y: f64) -> Option<Tooltip> {
    let point = point(panel, content, x, y);
    let names = variables(point.len()).iter().zip(&point);
    let mut lines: Vec<Line> = names
        .map(|(name, x)| line(symbol(name), number(*x)))
        .collect();
    let mut mark = y;
    let Some(outcome) = content.snapshot.map(|s| &s.outcome) else {
        let (axes, values) = content.ground?;
        lines.push(line(
            symbol("V"),
            interpolate(axes, values, &point).map(number)?,
        ));
        return at(panel, x, mark, lines);
    };
    let potential = &outcome.potential;
    let here = |values: &[Option<f64>]| interpolate(&potential.axes, values, &point);
    let (energy, error) = (here(&potential.energy), here(&potential.standard_error));
    lines.push(learned_line(energy, error));
    if let (Some(u), Some(_), None) = (energy, error, panel.plane) {
        mark = u;
    }
    if let Some(scored) = &outcome.reference
        && let Some(u) = here(&scored.energy)
    {
        lines.push(line(reference(&scored.name), number(u + scored.shift)));
    }
    if let Some(v) = here(&potential.original) {
        lines.push(line(symbol("V"), number(v)));
    }
    at(panel, x, mark, lines)
}

fn nearest(axis: &[f64], x: f64) -> Option<usize> {
    let spacing = axis.get(1)? - axis[0];
    let i = ((x - axis[0]) / spacing).round();
    (i >= 0.0 && (i as usize) < axis.len()).then_some(i as usize)
}

fn at(panel: &Panel, x: f64, y: f64, lines: Vec<Line>) -> Option<Tooltip> {
    let [across, down] = panel.place_of(x, y.clamp(panel.y[0], panel.y[1]));
    (across.is_finite() && down.is_finite()).then_some(Tooltip {
        x: across,
        y: down,
        lines,
    })
}

fn potential(panel: &Panel, content: &Content, x: f64, y: f64) -> Option<Tooltip> {
    let Some(outcome) = content.snapshot.map(|s| &s.outcome) else {
        let i = nearest(&content.scene.curves.original.x, x)?;
        let (low, high) = (
            content.scene.curves.original.low[i],
            content.scene.curves.original.high[i],
        );
        return at(
            panel,
            x,
            0.5 * (low + high),
            vec![
                line(symbol("q"), number(x)),
                line(symbol("V"), number(0.5 * (low + high))),
            ],
        );
    };
    let potential = &outcome.potential;
    let i = nearest(&potential.axes[0], x)?;
    let q = potential.axes[0][i];
    let mut lines = vec![line(symbol("q"), number(q))];
    let mut mark = y;
    let (energy, error) = (potential.energy[i], potential.standard_error[i]);
    lines.push(learned_line(energy, error));
    if let (Some(u), Some(_)) = (energy, error) {
        mark = u;
    }
    if let Some(scored) = &outcome.reference
        && let Some(u) = scored.energy[i]
    {
        lines.push(line(reference(&scored.name), number(u + scored.shift)));
    }
    if let Some(v) = potential.original[i] {
        lines.push(line(symbol("V"), number(v)));
    }
    at(panel, q, mark, lines)
}

fn positions(panel: &Panel, content: &Content, axis: usize, x: f64) -> Option<Tooltip> {
    let potential = &content.snapshot?.outcome.potential;
    let name = *variables(potential.axes.len()).get(axis)?;
    let marginal = Marginal::of(potential, axis);
    let i = nearest(marginal.axis, x)?;
    let mut lines = vec![
        line(symbol(name), number(marginal.axis[i])),
        line(histogram(), number(marginal.density[i])),
    ];
    if let Some(fit) = marginal.fitted[i] {
        lines.push(line(symbol(FITTED), number(fit)));
    }
    at(panel, marginal.axis[i], marginal.density[i], lines)
}

fn momenta(panel: &Panel, content: &Content, axis: usize, x: f64) -> Option<Tooltip> {
    let momentum = &content.snapshot?.outcome.momentum;
    let found = momentum.distribution.get(axis)?;
    let i = nearest(&found.axis, x)?;
    let p = found.axis[i];
    let lines = vec![
        line(symbol("p"), number(p)),
        line(histogram(), number(found.density[i])),
        line(
            normal(),
            number(gaussian(p, momentum.symmetric_covariance[axis][axis])),
        ),
    ];
    at(panel, p, found.density[i], lines)
}

/// Every ensemble's curve at one time, lag or position; `None` in the plane of the mean paths.
fn compared(
    panel: &Panel,
    content: &Content,
    curve: Curve,
    axis: usize,
    x: f64,
) -> Option<Tooltip> {
    let comparison = comparison::found(content)?;
    let axis = *comparison::shown(comparison, curve).get(axis)?;
    let mut lines = Vec::new();
    let mut mark = None;
    for ensemble in &comparison.ensembles {
        let series = comparison::series(comparison, ensemble, curve, axis);
        let Some(i) = nearest(&series.x, x).filter(|i| *i < series.y.len()) else {
            continue;
        };
        if lines.is_empty() {
            let label = comparison::over(comparison, curve, axis);
            lines.push(line(label, number(series.x[i])));
            mark = Some((series.x[i], series.y[i]));
        }
        let value = with_error(series.y[i], series.error[i]);
        lines.push(line(comparison::name(ensemble), value));
    }
    let (x, y) = mark?;
    at(panel, x, y, lines)
}

/// The trajectory point nearest to a place.
fn portrait(panel: &Panel, content: &Content, axis: usize, place: [f64; 2]) -> Option<Tooltip> {
    let near = portrait::nearest(panel, content, axis, place)?;
    let comparison = content.snapshot?.outcome.comparison.as_ref()?;
    let name = *portrait::shown(content.dimension()).get(axis)?;
    let lines = vec![
        line(near.ensemble, Message::default()),
        line(
            comparison::time(),
            number(*comparison.times.get(near.sample)?),
        ),
        line(symbol(name), number(near.at.0)),
        line(symbol("p"), number(near.at.1)),
        line(
            say!("energy-off", "energy off by"),
            number(near.energy_error),
        ),
    ];
    at(panel, near.at.0, near.at.1, lines)
}

/// The point of the scan nearest to a place.
fn scanned(panel: &Panel, content: &Content, which: usize, x: f64) -> Option<Tooltip> {
    let point = staircase::nearest(content, x)?;
    let mut lines = vec![
        line(symbol("δ"), number(point.step)),
        line(symbol("γ"), number(point.friction)),
        line(
            say!("power", "power"),
            with_error(point.noise_power, point.noise_power_error),
        ),
        line(
            staircase::kurtosis(),
            with_error(point.excess_kurtosis, point.excess_kurtosis_error),
        ),
        line(
            say!("lost-per-million", "lost per million"),
            number(point.absorbed_per_million + point.diverged_per_million),
        ),
    ];
    if let Some(scale) = staircase::plateau(content, x) {
        lines.push(line(say!("learn-at", "learn at δ"), number(scale.step)));
    }
    let y = if which == 0 {
        point.noise_power
    } else {
        point.excess_kurtosis
    };
    at(panel, log(point.step), y, lines)
}

fn convergence(panel: &Panel, content: &Content, x: f64) -> Option<Tooltip> {
    let points = &content.snapshot?.convergence;
    let distance = |steps: u64| (log(steps as f64) - x).abs();
    let point = points
        .iter()
        .min_by(|a, b| distance(a.steps).total_cmp(&distance(b.steps)))?;
    let count = point.steps as f64;
    let mut lines = vec![
        line(steps(), value(count, format!("{count:.2e}"))),
        line(
            symbol("β̂"),
            match error_of(point) {
                Some(error) => with_error(point.inverse_temperature, error),
                None => number(point.inverse_temperature),
            },
        ),
    ];
    if let Some(rmse) = point.rmse {
        lines.push(line(symbol("RMSE"), number(rmse)));
    }
    // The upper panel shows β̂, the lower one the logarithm of the error.
    let is_error = point
        .rmse
        .is_some_and(|r| panel.y[0] <= log(r) && log(r) <= panel.y[1])
        && !(panel.y[0]..=panel.y[1]).contains(&point.inverse_temperature);
    let y = if is_error {
        log(point.rmse.unwrap_or(1.0))
    } else {
        point.inverse_temperature
    };
    at(panel, log(point.steps as f64), y, lines)
}
