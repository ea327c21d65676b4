//! Histograms of positions and momenta with their expected densities.

use crate::axes::{
    Axis, Chart, Drawn, Entry, Geometry, Mark, Panel, below_legend, chart, note, plain_tick,
};
use crate::clip::within;
use crate::labels::{self, no_data, position, symbol};
use crate::tiles::tiles;
use crate::{Backend, Content, Look};
use estimate::{LearnedPotential, Momentum};
use expression::variables;
use message::{Message, decimals, percent, say, with_error};
use plotters::coord::Shift;
use plotters::prelude::*;
use study::Outcome;

/// Smallest share outside that the figure states; the alternative text states any.
const SEEN: f64 = 1e-4;
/// Width, in pixels of the page, from which a panel has room for whole words.
const ROOMY: f64 = 290.0;

/// Draws a histogram of each position coordinate with the density of the fitted potential.
pub fn positions<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    content: &Content,
    look: &Look,
) -> Drawn<Geometry> {
    let Some(outcome) = content.snapshot.map(|s| &s.outcome) else {
        return note(area, look, &no_data());
    };
    let potential = &outcome.potential;
    if is_empty(potential) {
        return note(area, look, &no_positions(outcome));
    }
    let legend = [
        Entry {
            name: histogram(),
            color: look.bars(),
            mark: Mark::Band,
        },
        Entry {
            name: symbol(FITTED),
            color: look.learned(),
            mark: Mark::Line,
        },
    ];
    let d = potential.axes.len();
    let area = below_legend(area, look, &legend)?;
    let mut panels = Vec::new();
    for (axis, part) in area.split_evenly((1, d)).iter().enumerate() {
        let marginal = Marginal::of(potential, axis);
        let [from, to] = match d {
            1 => content.scene.curves.interval,
            _ => marginal.extent(),
        };
        let name = variables(d)[axis];
        let label = match d {
            1 => position(),
            _ => symbol(name),
        };
        let x = Axis {
            from,
            to,
            label,
            tick: &plain_tick,
        };
        let mut chart = bars(part, look, &x, marginal.axis, &marginal.density, 0.0, &[])?;
        let seen = [chart.y_range().start, chart.y_range().end];
        let runs = runs(marginal.axis, &marginal.fitted).into_iter();
        for piece in runs.flat_map(|run| within(&run, seen)) {
            chart.draw_series(LineSeries::new(piece, look.stroke(look.learned(), 1.75)))?;
        }
        panels.push(Panel::of(&chart));
    }
    Ok(Geometry { panels })
}

/// True if every bin is empty.
pub fn is_empty(potential: &LearnedPotential) -> bool {
    potential.density.iter().all(|d| *d == 0.0)
}

/// Why every bin is empty.
pub fn no_positions(outcome: &Outcome) -> Message {
    match outcome.steps {
        0 => no_data(),
        _ => say!("no-walker-inside", "no walker is in the region"),
    }
}

pub fn histogram() -> Message {
    say!("histogram", "histogram")
}

pub fn normal() -> Message {
    say!("gaussian", "Gaussian")
}

/// The density of the fitted potential, as a symbol.
pub const FITTED: &str = "exp(−β̂U)";

/// Marginal densities of one coordinate.
pub struct Marginal<'a> {
    pub axis: &'a [f64],
    pub density: Vec<f64>,
    pub fitted: Vec<Option<f64>>,
}

impl<'a> Marginal<'a> {
    /// Sums the densities over all axes but one.
    pub fn of(potential: &'a LearnedPotential, axis: usize) -> Self {
        let axes = &potential.axes;
        let bins = axes[axis].len();
        let stride: usize = axes[axis + 1..].iter().map(Vec::len).product();
        let width = |a: &Vec<f64>| a.get(1).map_or(1.0, |x| x - a[0]);
        let others = axes.iter().enumerate().filter(|(i, _)| *i != axis);
        let volume: f64 = others.map(|(_, a)| width(a)).product();
        let mut density = vec![0.0; bins];
        let mut fitted = vec![None; bins];
        for (number, value) in potential.density.iter().enumerate() {
            let place = number / stride % bins;
            density[place] += value * volume;
            if let Some(fit) = potential.fitted_density[number] {
                *fitted[place].get_or_insert(0.0) += fit * volume;
            }
        }
        Marginal {
            axis: &axes[axis],
            density,
            fitted,
        }
    }

    /// The interval with data.
    fn extent(&self) -> [f64; 2] {
        let half = half(self.axis);
        let seen = |i: &usize| self.density[*i] > 0.0;
        let first = (0..self.axis.len()).find(seen).unwrap_or(0);
        let last = (0..self.axis.len()).rev().find(seen).unwrap_or(0);
        [self.axis[first] - half, self.axis[last] + half]
    }
}

/// Half the width of the bins with these centres.
fn half(axis: &[f64]) -> f64 {
    axis.get(1).map_or(0.5, |x| 0.5 * (x - axis[0]))
}

/// Draws a histogram of each symmetric momentum with the Gaussian of the same variance.
pub fn momenta<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    content: &Content,
    look: &Look,
) -> Drawn<Geometry> {
    let Some(momentum) = content.snapshot.map(|s| &s.outcome.momentum) else {
        return note(area, look, &no_data());
    };
    let legend = [
        Entry {
            name: histogram(),
            color: look.bars(),
            mark: Mark::Band,
        },
        Entry {
            name: normal(),
            color: look.reference(),
            mark: Mark::Line,
        },
    ];
    let d = momentum.distribution.len();
    if !momentum
        .symmetric_covariance
        .iter()
        .flatten()
        .any(|v| *v > 0.0)
    {
        return note(area, look, &no_data());
    }
    let area = below_legend(area, look, &legend)?;
    let mut panels = Vec::new();
    for (axis, part) in tiles(&area, d, look).iter().enumerate() {
        panels.extend(momenta_along(part, momentum, axis, look)?);
    }
    Ok(Geometry { panels })
}

/// Draws the histogram of one coordinate; `None` before there is a variance.
fn momenta_along<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    momentum: &Momentum,
    axis: usize,
    look: &Look,
) -> Drawn<Option<Panel>> {
    let (Some(histogram), Some(variance)) = (
        momentum.distribution.get(axis),
        momentum.symmetric_covariance.get(axis).map(|row| row[axis]),
    ) else {
        return Ok(None);
    };
    let range = histogram
        .axis
        .last()
        .map_or(0.0, |last| last + half(&histogram.axis));
    if !(range > 0.0 && variance > 0.0) {
        return Ok(None);
    }
    let width = f64::from(area.dim_in_pixel().0) / look.ratio;
    let mut label = match momentum.distribution.len() {
        1 => labels::momentum(),
        d => symbol(&format!("p, {}", variables(d)[axis])),
    };
    if histogram.outside > SEEN && width > ROOMY {
        label = say!(
            "axis-outside",
            "{label}, {share} outside",
            label = label,
            share = percent(histogram.outside)
        );
    }
    let x = Axis {
        from: -range,
        to: range,
        label,
        tick: &plain_tick,
    };
    let (kurtosis, error) = (
        momentum.excess_kurtosis[axis],
        momentum.excess_kurtosis_error[axis],
    );
    let value = if error.is_finite() && width > 190.0 {
        with_error(kurtosis, error)
    } else {
        decimals(kurtosis, 2)
    };
    let measured = if width > ROOMY {
        say!("title-kurtosis", "excess kurtosis {value}", value = value)
    } else {
        say!("title-kappa", "κ = {value}", value = value)
    };
    let title = [Entry {
        name: measured,
        color: look.text(),
        mark: Mark::Title,
    }];
    let title = if kurtosis.is_finite() {
        &title[..]
    } else {
        &[]
    };
    let peak = gaussian(0.0, variance);
    let mut chart = bars(
        area,
        look,
        &x,
        &histogram.axis,
        &histogram.density,
        peak,
        title,
    )?;
    let gaussian = (0..=120).map(|i| {
        let p = range * (f64::from(i) / 60.0 - 1.0);
        (p, gaussian(p, variance))
    });
    chart.draw_series(LineSeries::new(
        gaussian,
        look.stroke(look.reference(), 1.75),
    ))?;
    Ok(Some(Panel::of(&chart)))
}

/// Density of a centred Gaussian.
pub fn gaussian(p: f64, variance: f64) -> f64 {
    libm::exp(-0.5 * p * p / variance) / (std::f64::consts::TAU * variance).sqrt()
}

/// A chart with a histogram as a filled staircase; its height is at least `least`.
fn bars<'a, DB: Backend + 'a>(
    area: &DrawingArea<DB, Shift>,
    look: &Look,
    x: &Axis,
    axis: &[f64],
    density: &[f64],
    least: f64,
    legend: &[Entry],
) -> Drawn<Chart<'a, DB>> {
    let highest = density
        .iter()
        .copied()
        .filter(|d| d.is_finite())
        .fold(least, f64::max);
    let to = if highest > 0.0 { 1.12 * highest } else { 1.0 };
    let y = Axis {
        from: 0.0,
        to,
        label: labels::density(),
        tick: &plain_tick,
    };
    let mut chart = chart(area, look, x, &y, legend)?;
    let half = half(axis);
    let mut stairs = Vec::new();
    for (&centre, &d) in axis.iter().zip(density) {
        if d.is_finite() && centre + half > x.from && centre - half < x.to {
            stairs.push(((centre - half).max(x.from), d));
            stairs.push(((centre + half).min(x.to), d));
        }
    }
    if let (Some(&(first, _)), Some(&(last, _))) = (stairs.first(), stairs.last()) {
        stairs.push((last, 0.0));
        stairs.push((first, 0.0));
        chart.draw_series([Polygon::new(stairs, look.bars().mix(0.4).filled())])?;
    }
    Ok(chart)
}

/// Splits a curve at its gaps.
pub fn runs(axis: &[f64], values: &[Option<f64>]) -> Vec<Vec<(f64, f64)>> {
    let mut runs = vec![Vec::new()];
    for (&x, value) in axis.iter().zip(values) {
        match value {
            Some(v) => runs
                .last_mut()
                .into_iter()
                .for_each(|run: &mut Vec<(f64, f64)>| run.push((x, *v))),
            None => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| run.len() > 1);
    runs
}
