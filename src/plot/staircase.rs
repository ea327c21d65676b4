//! The scan: noise power and kurtosis over the step, and the potentials of its scales.

use crate::axes::{
    Axis, Drawn, Entry, Geometry, Mark, Panel, below_legend, chart, log, note, plain_tick,
    power_tick,
};
use crate::clip::within;
use crate::comparison::range;
use crate::labels::{energy, symbol};
use crate::{Backend, Content, Look};
use message::{Message, say};
use plotters::coord::Shift;
use plotters::prelude::*;
use statistics::sorted;
use study::{Scale, ScanPoint};

/// Radius of a point in pixels of the page.
const DOT: f64 = 3.5;
/// Half length of an error bar in standard errors.
const ERRORS: f64 = 2.0;
/// Height of the tallest bar of lost walkers in units of the largest power.
const LOST: f64 = 0.2;
/// Largest power in the panel, in units of the largest plateau's; of the middle one without a plateau,
/// twice.
const READABLE: f64 = 3.0;
/// Largest kurtosis in the panel; points beyond appear in the alternative text only.
const FAR: f64 = 2.0;

/// Draws the noise power above the excess kurtosis, both over the logarithm of the step.
pub fn staircase<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    content: &Content,
    look: &Look,
) -> Drawn<Geometry> {
    let Some((points, scales)) = found(content) else {
        return note(area, look, &say!("not-scanned-yet", "not scanned yet"));
    };
    let outcome = content.snapshot.map(|s| &s.outcome);
    let limit = outcome.and_then(|o| Some(o.scales.as_ref()?.limit));
    let legend = [
        Entry {
            name: say!("clean-noise", "clean noise"),
            color: look.learned(),
            mark: Mark::Line,
        },
        Entry {
            name: say!("not-clean", "not clean"),
            color: look.original(),
            mark: Mark::Line,
        },
        Entry {
            name: say!("walkers-lost", "walkers lost"),
            color: look.reference(),
            mark: Mark::Line,
        },
        Entry {
            name: say!("plateau", "plateau"),
            color: look.bars(),
            mark: Mark::Band,
        },
    ];
    let area = below_legend(area, look, &legend)?;
    let [from, to] = range(points.iter().map(|p| log(p.step)));
    let pad = 0.04 * (to - from);
    let x = Axis {
        from: from - pad,
        to: to + pad,
        label: say!("axis-step", "step δ"),
        tick: &step_tick,
    };
    let high = area.dim_in_pixel().1 as i32;
    let (above, below) = area.split_vertically(high * 3 / 5);
    let top = highest(points, scales);
    let y = Axis {
        from: 0.0,
        to: 1.1 * top,
        label: say!("axis-noise-power", "noise power"),
        tick: &plain_tick,
    };
    let mut chart_above = chart(&above, look, &x, &y, &[])?;
    for scale in scales {
        let ends = [(log(scale.from), 0.0), (log(scale.to), 1.1 * top)];
        chart_above.draw_series([Rectangle::new(ends, look.bars().mix(0.15).filled())])?;
        let level = [log(scale.from), log(scale.to)].map(|x| (x, scale.noise_power));
        chart_above.draw_series(LineSeries::new(level, look.stroke(look.bars(), 2.5)))?;
    }
    if let Some(limit) = limit.map(log).filter(|l| *l < x.to) {
        let band = Rectangle::new(
            [(limit, 0.0), (x.to, 1.1 * top)],
            look.reference().mix(0.15).filled(),
        );
        chart_above.draw_series([band])?;
    }
    // The step of the other outcome.
    if let Some(learned) = content.other {
        let at = log(learned.outcome.experiment.step);
        if (x.from..=x.to).contains(&at) {
            let line = [(at, 0.0), (at, 1.1 * top)];
            chart_above.draw_series(LineSeries::new(line, look.stroke(look.learned(), 2.0)))?;
        }
    }
    // Bars of lost walkers under the curve.
    let lost = |p: &ScanPoint| p.absorbed_per_million + p.diverged_per_million;
    let most = range(points.iter().map(lost).chain([0.0, 1.0]))[1];
    for point in points {
        let foot = (log(point.step), 0.0);
        let head = (foot.0, LOST * top * lost(point) / most);
        let style = look.stroke(look.reference(), 4.0);
        chart_above.draw_series(LineSeries::new([foot, head], style))?;
    }
    dots(&mut chart_above, look, points, |p| {
        (p.noise_power, p.noise_power_error)
    })?;
    let near = points.iter().filter(|p| !is_far(p));
    let [low, up] = range(near.map(|p| p.excess_kurtosis));
    let y = Axis {
        from: low.min(-0.2) - 0.1,
        to: up.max(0.5) + 0.1,
        label: kurtosis(),
        tick: &plain_tick,
    };
    let mut chart_below = chart(&below, look, &x, &y, &[])?;
    let zero = [(x.from, 0.0), (x.to, 0.0)];
    chart_below.draw_series(LineSeries::new(
        zero,
        look.stroke(look.text().mix(0.5), 1.0),
    ))?;
    dots(&mut chart_below, look, points, |p| {
        (p.excess_kurtosis, p.excess_kurtosis_error)
    })?;
    Ok(Geometry {
        panels: vec![Panel::of(&chart_above), Panel::of(&chart_below)],
    })
}

/// The largest power in the panel: where walkers blow up or follow the ripples, powers are of another
/// order than those of noise.
fn highest(points: &[ScanPoint], scales: &[Scale]) -> f64 {
    let powers = || {
        points
            .iter()
            .map(|p| p.noise_power)
            .filter(|p| p.is_finite())
    };
    let of_noise = scales.iter().map(|s| s.noise_power).fold(0.0, f64::max);
    let readable = match of_noise > 0.0 {
        true => READABLE * of_noise,
        false => {
            let sorted = sorted(&powers().collect::<Vec<f64>>());
            let middle = sorted.get(sorted.len() / 2);
            READABLE * READABLE * middle.copied().unwrap_or(1.0)
        }
    };
    range(powers())[1].min(readable)
}

/// The name of the excess kurtosis.
pub fn kurtosis() -> Message {
    say!("axis-kurtosis", "kurtosis")
}

/// True if the kurtosis of a point lies outside its panel.
pub fn is_far(point: &ScanPoint) -> bool {
    point.excess_kurtosis.abs() > FAR
}

/// Draws the points and error bars inside the chart.
fn dots<DB: Backend>(
    chart: &mut super::axes::Chart<DB>,
    look: &Look,
    points: &[ScanPoint],
    of: impl Fn(&ScanPoint) -> (f64, f64),
) -> Drawn<()> {
    let seen = [chart.y_range().start, chart.y_range().end];
    for point in points {
        let (value, error) = of(point);
        if !value.is_finite() {
            continue;
        }
        let color = if point.clean {
            look.learned()
        } else {
            look.original()
        };
        let reach = if error.is_finite() {
            ERRORS * error
        } else {
            0.0
        };
        let bar = [value - reach, value + reach].map(|y| (log(point.step), y));
        for piece in within(&bar, seen) {
            chart.draw_series(LineSeries::new(piece, look.stroke(color, 1.25)))?;
        }
        if (seen[0]..=seen[1]).contains(&value) {
            let dot = Circle::new((log(point.step), value), look.px(DOT), color.filled());
            chart.draw_series([dot])?;
        }
    }
    Ok(())
}

/// Draws the learned potential of each scale, and between two of them the ripples of the finer one
/// alone.
pub fn decomposition<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    content: &Content,
    look: &Look,
) -> Drawn<Geometry> {
    let learned: Vec<(usize, &[Option<f64>])> = found(content)
        .map_or(&[][..], |(_, scales)| scales)
        .iter()
        .rev()
        .enumerate()
        .filter_map(|(k, scale)| Some((k, scale.energy.as_deref()?)))
        .collect();
    let axis = content
        .snapshot
        .and_then(|s| s.outcome.potential.axes.first());
    let Some(axis) = axis.filter(|_| !learned.is_empty()) else {
        return note(area, look, &say!("no-scale-learned", "no scale learned"));
    };
    let mut parts: Vec<(Message, Vec<Option<f64>>)> = Vec::new();
    for (number, (k, energy)) in learned.iter().enumerate() {
        if let Some((_, coarser)) = number.checked_sub(1).and_then(|n| learned.get(n)) {
            let name = symbol(&format!("V{k} = U{k} − U{}", k - 1));
            parts.push((name, apart(energy, coarser)));
        }
        parts.push((symbol(&format!("U{k}")), energy.to_vec()));
    }
    let (wide, high) = area.dim_in_pixel();
    let rows = if wide > high {
        (1, parts.len())
    } else {
        (parts.len(), 1)
    };
    let mut panels = Vec::new();
    for (part, (title, values)) in area.split_evenly(rows).iter().zip(&parts) {
        let points: Vec<(f64, f64)> = axis
            .iter()
            .zip(values)
            .filter_map(|(x, u)| Some((*x, (*u)?)))
            .collect();
        let [low, top] = range(points.iter().map(|p| p.1));
        let pad = 0.05 * (top - low);
        let [from, to] = range(axis.iter().copied());
        let x = Axis {
            from,
            to,
            label: symbol("q"),
            tick: &plain_tick,
        };
        let y = Axis {
            from: low - pad,
            to: top + pad,
            label: energy(),
            tick: &plain_tick,
        };
        let title = Entry {
            name: title.clone(),
            color: look.text(),
            mark: Mark::Title,
        };
        let mut chart = chart(part, look, &x, &y, &[title])?;
        chart.draw_series(LineSeries::new(points, look.stroke(look.learned(), 1.5)))?;
        panels.push(Panel::of(&chart));
    }
    Ok(Geometry { panels })
}

/// The difference of two potentials minus its mean, where both are known.
fn apart(finer: &[Option<f64>], coarser: &[Option<f64>]) -> Vec<Option<f64>> {
    let pairs = finer.iter().zip(coarser);
    let differences: Vec<Option<f64>> = pairs.map(|(a, b)| Some((*a)? - (*b)?)).collect();
    let known: Vec<f64> = differences.iter().flatten().copied().collect();
    let mean = known.iter().sum::<f64>() / known.len().max(1) as f64;
    differences
        .into_iter()
        .map(|d| d.map(|d| d - mean))
        .collect()
}

/// The point of the scan with the logarithm of its step nearest to `x`.
pub fn nearest<'a>(content: &Content<'a>, x: f64) -> Option<&'a ScanPoint> {
    let far = |p: &&ScanPoint| (log(p.step) - x).abs();
    found(content)?
        .0
        .iter()
        .min_by(|a, b| far(a).total_cmp(&far(b)))
}

/// The plateau at the logarithm `x` of a step.
pub fn plateau<'a>(content: &Content<'a>, x: f64) -> Option<&'a Scale> {
    let inside = |s: &&Scale| (log(s.from)..=log(s.to)).contains(&x);
    found(content)?.1.iter().find(inside)
}

fn found<'a>(content: &Content<'a>) -> Option<(&'a [ScanPoint], &'a [Scale])> {
    let outcome = &content.snapshot?.outcome;
    let points = outcome.scan.as_deref().filter(|p| p.len() > 1)?;
    Some((
        points,
        outcome.scales.as_ref().map_or(&[][..], |s| &s.scales),
    ))
}

/// A tick in plain digits, or as a power of ten below 10⁻³.
fn step_tick(x: f64) -> String {
    let whole = (x - x.round()).abs() < 1e-6;
    if whole && x < -3.0 {
        return power_tick(x);
    }
    let value = libm::pow(10.0, x);
    format!("{:.*}", (1.0 - x.floor()).clamp(0.0, 5.0) as usize, value)
}
