//! The matrices of many dimensions as coloured cells: couplings, noise, and momenta before and after
//! calibration.

use crate::axes::{Axis, Drawn, Entry, Geometry, Mark, Panel, chart, note};
use crate::labels::no_data;
use crate::tiles::tiles;
use crate::{Backend, Content, Look};
use message::{Message, say};
use plotters::coord::Shift;
use plotters::prelude::*;
use study::Outcome;

/// Draws every matrix that an outcome has.
pub fn draw<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    content: &Content,
    look: &Look,
) -> Drawn<Geometry> {
    let Some(outcome) = content.snapshot.map(|s| &s.outcome).filter(|o| o.steps > 0) else {
        return note(area, look, &no_data());
    };
    let matrices = matrices(outcome);
    let mut panels = Vec::new();
    for (part, (name, matrix)) in tiles(area, matrices.len(), look).iter().zip(&matrices) {
        panels.push(cells(part, look, name, matrix)?);
    }
    Ok(Geometry { panels })
}

/// The matrices with their names.
pub fn matrices(outcome: &Outcome) -> Vec<(Message, Vec<Vec<f64>>)> {
    let d = outcome.friction.len();
    let mut all = Vec::new();
    if !outcome.potential.couplings.is_empty() {
        let mut couplings = vec![vec![0.0; d]; d];
        for coupling in &outcome.potential.couplings {
            let [i, j] = coupling.variables.map(|v| v as usize - 1);
            (couplings[i][j], couplings[j][i]) = (coupling.value, coupling.value);
        }
        all.push((say!("matrix-couplings", "couplings"), couplings));
    }
    if let Some(noise) = &outcome.noise_covariance {
        all.push((
            say!("matrix-noise", "noise Z, calibrated with"),
            noise.estimate.clone(),
        ));
    }
    let forces = outcome
        .forces
        .as_ref()
        .and_then(|forces| forces.noise.as_ref());
    if let Some(noise) = forces {
        all.push((
            say!("matrix-residual", "Z left over from the forces"),
            noise.covariance.clone(),
        ));
    }
    let momentum = &outcome.momentum;
    if let Some(before) = &momentum.uncalibrated {
        all.push((
            say!("matrix-before", "E[p̄p̄ᵀ] before calibration"),
            before.clone(),
        ));
    }
    all.push((
        say!("matrix-momenta", "E[p̄p̄ᵀ]"),
        momentum.symmetric_covariance.clone(),
    ));
    all
}

/// One matrix, its first row at the top: blue below zero and orange above, deeper with the size.
fn cells<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    look: &Look,
    name: &Message,
    matrix: &[Vec<f64>],
) -> Drawn<Panel> {
    let d = matrix.len() as f64;
    let number = |v: f64| {
        if v.fract() == 0.0 {
            format!("{v}")
        } else {
            String::new()
        }
    };
    let row = |v: f64| number(d + 1.0 - v);
    let axis = |tick| Axis {
        from: 0.5,
        to: d + 0.5,
        label: Message::default(),
        tick,
    };
    let title = [Entry {
        name: name.clone(),
        color: look.text(),
        mark: Mark::Title,
    }];
    let mut chart = chart(area, look, &axis(&number), &axis(&row), &title)?;
    let largest = matrix
        .iter()
        .flatten()
        .fold(0.0, |most: f64, x| most.max(x.abs()));
    let cell = |(i, row): (usize, &Vec<f64>)| {
        let cells: Vec<_> = row
            .iter()
            .enumerate()
            .map(|(j, x)| {
                let end = if *x < 0.0 {
                    look.learned()
                } else {
                    look.reference()
                };
                let share = if largest > 0.0 {
                    x.abs() / largest
                } else {
                    0.0
                };
                let color = look.between(look.gap(), end, share.clamp(0.0, 1.0));
                let (left, bottom) = (j as f64 + 0.5, d - i as f64 - 0.5);
                Rectangle::new([(left, bottom), (left + 1.0, bottom + 1.0)], color.filled())
            })
            .collect();
        cells
    };
    chart.draw_series(matrix.iter().enumerate().flat_map(cell))?;
    Ok(Panel::of(&chart))
}
