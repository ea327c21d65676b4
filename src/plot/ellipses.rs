//! The covariances of the noise and of the momenta as ellipses of one standard deviation.

use crate::axes::{
    Axis, Drawn, Entry, Geometry, Mark, Panel, below_legend, chart, note, plain_tick,
};
use crate::labels::{no_data, symbol};
use crate::{Backend, Content, Look};
use expression::variables;
use message::say;
use plotters::coord::Shift;
use plotters::prelude::*;
use study::Outcome;

/// Points per ellipse.
const POINTS: u32 = 120;

/// An ellipse with its legend entry.
struct Ring<'a> {
    entry: Entry,
    matrix: &'a [Vec<f64>],
    /// Factor on the matrix.
    factor: f64,
}

/// Draws the noise covariance, and the momenta before and after calibration, for every pair of
/// coordinates.
pub fn draw<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    content: &Content,
    look: &Look,
) -> Drawn<Geometry> {
    let Some(outcome) = content.snapshot.map(|s| &s.outcome) else {
        return note(area, look, &no_data());
    };
    if outcome.noise_covariance.is_none() {
        return note(area, look, &say!("not-calibrated", "not calibrated"));
    }
    let d = outcome.friction.len();
    let pairs: Vec<[usize; 2]> = (0..d)
        .flat_map(|i| (i + 1..d).map(move |j| [i, j]))
        .collect();
    let (wide, high) = area.dim_in_pixel();
    let halves = if d == 2 && wide > high && f64::from(wide) > 360.0 * look.ratio {
        area.split_evenly((1, 2))
    } else {
        area.split_evenly((2, 1))
    };
    let groups = [noise(outcome, look), momenta(outcome, look)];
    let mut geometry = Geometry::default();
    for ((rings, letter), half) in groups.iter().zip(["Σξ", "p"]).zip(&halves) {
        let legend: Vec<Entry> = rings.iter().map(|r| r.entry.clone()).collect();
        let below = below_legend(half, look, &legend)?;
        let parts = below.split_evenly((1, pairs.len()));
        for (part, &pair) in parts.iter().zip(&pairs) {
            geometry
                .panels
                .push(panel(part, look, rings, letter, pair, d)?);
        }
    }
    Ok(geometry)
}

fn noise<'a>(outcome: &'a Outcome, look: &Look) -> Vec<Ring<'a>> {
    let Some(noise) = &outcome.noise_covariance else {
        return Vec::new();
    };
    let ring = |name, color, mark, matrix| Ring {
        entry: Entry { name, color, mark },
        matrix,
        factor: 1.0,
    };
    let exact = noise.exact.as_deref();
    let exact = exact.map(|m| {
        ring(
            say!("noise-exact", "exact"),
            look.reference(),
            Mark::Dashes,
            m,
        )
    });
    let residual = noise.residual.as_deref();
    let residual = residual.map(|m| {
        let name = say!("noise-residual", "from residual force");
        ring(name, look.original(), Mark::Line, m)
    });
    residual
        .into_iter()
        .chain([ring(
            say!("noise-z", "noise Z"),
            look.learned(),
            Mark::Line,
            &noise.estimate,
        )])
        .chain(exact)
        .collect()
}

/// The momenta, each in units of its mean variance: only the shapes are comparable, as the friction
/// differs.
fn momenta<'a>(outcome: &'a Outcome, look: &Look) -> Vec<Ring<'a>> {
    let ring = |name, color, matrix: &'a [Vec<f64>]| {
        let trace: f64 = matrix.iter().enumerate().map(|(i, row)| row[i]).sum();
        Ring {
            entry: Entry {
                name,
                color,
                mark: Mark::Line,
            },
            matrix,
            factor: matrix.len() as f64 / trace,
        }
    };
    let before = outcome.momentum.uncalibrated.as_deref();
    let before = before.map(|m| {
        let name = say!("momenta-before", "E[p̄p̄ᵀ] before");
        ring(name, look.original(), m)
    });
    let after = &outcome.momentum.symmetric_covariance;
    before
        .into_iter()
        .chain([ring(
            say!("momenta-after", "after calibration"),
            look.bars(),
            after,
        )])
        .collect()
}

fn panel<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    look: &Look,
    rings: &[Ring],
    letter: &str,
    [i, j]: [usize; 2],
    d: usize,
) -> Drawn<Panel> {
    let deviation = |ring: &Ring, at: usize| (ring.matrix[at][at] * ring.factor).sqrt();
    let reach = rings
        .iter()
        .flat_map(|ring| [deviation(ring, i), deviation(ring, j)])
        .filter(|r| r.is_finite())
        .fold(0.0, f64::max)
        * 1.15;
    let (wide, high) = area.dim_in_pixel();
    let stretch = f64::from(wide.saturating_sub(look.px(66.0) as u32)).max(1.0)
        / f64::from(high.saturating_sub(look.px(52.0) as u32)).max(1.0);
    let names = variables(d);
    let labels = [i, j].map(|k| symbol(&format!("{letter}, {}", names[k])));
    let axis = |label, factor: f64| Axis {
        from: -reach * factor,
        to: reach * factor,
        label,
        tick: &plain_tick,
    };
    // Both axes have the same scale on the screen.
    let x = axis(labels[0].clone(), stretch.max(1.0));
    let y = axis(labels[1].clone(), (1.0 / stretch).max(1.0));
    let mut chart = chart(area, look, &x, &y, &[])?;
    for ring in rings {
        let m = |a: usize, b: usize| ring.matrix[a][b] * ring.factor;
        let Some(points) = ellipse(m(i, i), m(i, j), m(j, j)) else {
            continue;
        };
        let style = look.stroke(ring.entry.color, 2.0);
        if ring.entry.mark == Mark::Dashes {
            let (dash, gap) = (look.px(7.0) as u32, look.px(5.0) as u32);
            chart.draw_series(DashedLineSeries::new(points, dash, gap, style))?;
        } else {
            chart.draw_series(LineSeries::new(points, style))?;
        }
    }
    Ok(Panel::of(&chart))
}

/// The ellipse of a covariance by its Cholesky factor; `None` if it is not positive definite.
fn ellipse(xx: f64, xy: f64, yy: f64) -> Option<Vec<(f64, f64)>> {
    let a = xx.sqrt();
    let b = xy / a;
    let c = (yy - b * b).sqrt();
    if !(a > 0.0 && c > 0.0) {
        return None;
    }
    let point = |k: u32| {
        let (sine, cosine) = libm::sincos(std::f64::consts::TAU * f64::from(k) / f64::from(POINTS));
        (a * cosine, b * cosine + c * sine)
    };
    Some((0..=POINTS).map(point).collect())
}
