//! What stands under the pointer.

use super::axes::{Geometry, Panel};
use super::convergence::log;
use super::histograms::gaussian;
use super::{Content, Figure};
use serde::Serialize;

/// The data nearest to a place, and the place to mark.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Readout {
    /// The place in device pixels.
    pub x: f64,
    pub y: f64,
    pub lines: Vec<Line>,
}

/// One line of a read-out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    pub label: String,
    pub value: String,
}

fn line(label: &str, value: String) -> Line {
    Line {
        label: label.to_owned(),
        value,
    }
}

/// Three significant digits or so.
fn short(x: f64) -> String {
    let size = x.abs();
    if size != 0.0 && !(1e-4..1e5).contains(&size) {
        return format!("{x:.2e}");
    }
    let decimals = (3 - log(size.max(1e-4)).floor() as i32).clamp(0, 6) as usize;
    format!("{x:.decimals$}")
}

/// What a figure shows at a place in device pixels; `None` outside its data.
pub fn probe(
    figure: Figure,
    geometry: &Geometry,
    content: &Content,
    across: f64,
    down: f64,
) -> Option<Readout> {
    let panel = geometry
        .panels
        .iter()
        .find(|p| p.data_at(across, down).is_some())?;
    let [x, y] = panel.data_at(across, down)?;
    match figure {
        Figure::Potential | Figure::Zoom => landscape(panel, content, x, y),
        Figure::Positions => positions(panel, content, x),
        Figure::Momenta => momenta(panel, content, x),
        Figure::Convergence => convergence(panel, content, x),
    }
}

fn nearest(axis: &[f64], x: f64) -> Option<usize> {
    let spacing = axis.get(1)? - axis[0];
    let i = ((x - axis[0]) / spacing).round();
    (i >= 0.0 && (i as usize) < axis.len()).then_some(i as usize)
}

fn at(panel: &Panel, x: f64, y: f64, lines: Vec<Line>) -> Option<Readout> {
    let [across, down] = panel.place_of(x, y.clamp(panel.y[0], panel.y[1]));
    (across.is_finite() && down.is_finite()).then_some(Readout {
        x: across,
        y: down,
        lines,
    })
}

fn landscape(panel: &Panel, content: &Content, x: f64, y: f64) -> Option<Readout> {
    let Some(outcome) = content.snapshot.map(|s| &s.outcome) else {
        let i = nearest(&content.curves.original.x, x)?;
        let (low, high) = (
            content.curves.original.low[i],
            content.curves.original.high[i],
        );
        return at(
            panel,
            x,
            0.5 * (low + high),
            vec![line("q", short(x)), line("V", short(0.5 * (low + high)))],
        );
    };
    let potential = &outcome.potential;
    let i = nearest(&potential.axes[0], x)?;
    let q = potential.axes[0][i];
    let mut lines = vec![line("q", short(q))];
    let mut mark = y;
    match (potential.energy[i], potential.standard_error[i]) {
        (Some(u), Some(e)) => {
            lines.push(line("learned U", format!("{} ± {}", short(u), short(e))));
            mark = u;
        }
        _ => lines.push(line("learned U", "no data".to_owned())),
    }
    if let Some(reference) = &outcome.reference
        && let Some(u) = reference.energy[i]
    {
        lines.push(line(&reference.name, short(u + reference.shift)));
    }
    if let Some(v) = potential.original[i] {
        lines.push(line("V", short(v)));
    }
    at(panel, q, mark, lines)
}

fn positions(panel: &Panel, content: &Content, x: f64) -> Option<Readout> {
    let potential = &content.snapshot?.outcome.potential;
    let i = nearest(&potential.axes[0], x)?;
    let mut lines = vec![
        line("q", short(potential.axes[0][i])),
        line("histogram", short(potential.density[i])),
    ];
    if let Some(fit) = potential.fitted_density[i] {
        lines.push(line("exp(−β̂U)", short(fit)));
    }
    at(panel, potential.axes[0][i], potential.density[i], lines)
}

fn momenta(panel: &Panel, content: &Content, x: f64) -> Option<Readout> {
    let momentum = &content.snapshot?.outcome.momentum;
    let histogram = momentum.histogram.first()?;
    let i = nearest(&histogram.axis, x)?;
    let p = histogram.axis[i];
    let lines = vec![
        line("p", short(p)),
        line("histogram", short(histogram.density[i])),
        line(
            "Gaussian",
            short(gaussian(p, momentum.symmetric_covariance[0][0])),
        ),
    ];
    at(panel, p, histogram.density[i], lines)
}

fn convergence(panel: &Panel, content: &Content, x: f64) -> Option<Readout> {
    let points = &content.snapshot?.convergence;
    let distance = |steps: u64| (log(steps as f64) - x).abs();
    let point = points
        .iter()
        .min_by(|a, b| distance(a.steps).total_cmp(&distance(b.steps)))?;
    let mut lines = vec![
        line("steps", format!("{:.2e}", point.steps as f64)),
        line(
            "β̂",
            format!(
                "{} ± {}",
                short(point.inverse_temperature),
                short(point.standard_error)
            ),
        ),
    ];
    if let Some(rmse) = point.rmse {
        lines.push(line("RMSE", short(rmse)));
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
