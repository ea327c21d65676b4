//! The numbers of a figure as a table, for reading and for other plotting programs.

use crate::Content;
use crate::agreement::difference;
use crate::baselines::on_line;
use crate::comparison::{Curve, found, name, observable, series, shown};
use crate::convergence::error_of;
use crate::portrait::shown as shown_coordinates;
use crate::terms;
use estimate::LearnedPotential;
use experiment::Figure;
use expression::variables;
use serde::Serialize;
use statistics::MOST_GRIDDED;
use statistics::interpolate;
use study::{Envelope, Outcome};

/// Points along a slice.
const POINTS: usize = 240;

/// Named columns of equal length; `None` where there is no number.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Table {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Option<f64>>>,
}

impl Table {
    fn new<'a>(columns: impl IntoIterator<Item = &'a str>) -> Self {
        Table {
            columns: columns.into_iter().map(str::to_owned).collect(),
            rows: Vec::new(),
        }
    }

    /// A table from columns; shorter ones end with `None`.
    fn of(columns: Vec<(String, Vec<Option<f64>>)>) -> Self {
        let rows = columns.iter().map(|(_, c)| c.len()).max().unwrap_or(0);
        let row = |i: usize| {
            columns
                .iter()
                .map(move |(_, c)| c.get(i).copied().flatten())
        };
        Table {
            rows: (0..rows).map(|i| row(i).collect()).collect(),
            columns: columns.into_iter().map(|(name, _)| name).collect(),
        }
    }
}

/// The positions and momenta of the shown walkers.
fn walkers(content: &Content) -> Table {
    let Some(replay) = content.replay else {
        return Table::default();
    };
    let walkers = replay.walkers();
    let lanes = 0..replay.shown();
    let numbers = lanes.clone().map(|lane| Some(lane as f64 + 1.0)).collect();
    let mut columns = vec![("walker".to_owned(), numbers)];
    for (name, coordinates) in [("", &walkers.q), ("p_", &walkers.p)] {
        for (x, variable) in coordinates.iter().zip(variables(walkers.dimension())) {
            let numbers = lanes.clone().map(|lane| Some(x[lane])).collect();
            columns.push((format!("{name}{variable}"), numbers));
        }
    }
    Table::of(columns)
}

/// The numbers of a figure; no rows if it is empty.
pub fn table(figure: Figure, content: &Content) -> Table {
    if figure == Figure::Walkers {
        return walkers(content);
    }
    let Some(snapshot) = content.snapshot else {
        return match figure {
            _ if content.dimension() > MOST_GRIDDED => Table::default(),
            Figure::Potential | Figure::Zoom => before_a_run(content),
            _ => Table::default(),
        };
    };
    let outcome = &snapshot.outcome;
    let several = content.dimension() > 1;
    let many = content.dimension() > MOST_GRIDDED;
    match figure {
        Figure::Potential if many => of_terms(outcome),
        Figure::Zoom | Figure::Positions | Figure::Agreement | Figure::Baselines if many => {
            Table::default()
        }
        Figure::Zoom if several => along(content, outcome),
        Figure::Potential => energies(outcome, |_| true),
        Figure::Zoom => {
            let [from, to] = content.scene.curves.interval;
            energies(outcome, |q| (from..=to).contains(&q[0]))
        }
        Figure::Positions => over_bins(
            &outcome.potential,
            |_| true,
            &[
                ("density", some(&outcome.potential.density)),
                ("fitted_density", outcome.potential.fitted_density.clone()),
            ],
        ),
        Figure::Momenta => momenta(outcome),
        Figure::Noise => noise(outcome),
        Figure::Walkers => Table::default(),
        Figure::Convergence => {
            let mut table = Table::new(["steps", "inverse_temperature", "standard_error", "rmse"]);
            for p in &snapshot.convergence {
                let known = [p.steps as f64, p.inverse_temperature].map(Some);
                table
                    .rows
                    .push([&known[..], &[error_of(p), p.rmse]].concat());
            }
            table
        }
        Figure::Portrait => portrait(content),
        Figure::Mean => compared(content, Curve::Mean),
        Figure::Correlation => compared(content, Curve::Correlation),
        Figure::Equilibrium => compared(content, Curve::Equilibrium),
        Figure::Agreement => agreement(content),
        Figure::Baselines => baselines(content, outcome),
        Figure::Staircase => staircase(outcome),
        Figure::Scales => scales(outcome),
    }
}

fn some(values: &[f64]) -> Vec<Option<f64>> {
    values.iter().copied().map(Some).collect()
}

/// The envelopes before any run: the lowest and the highest energy in each column of the figure.
fn before_a_run(content: &Content) -> Table {
    let curves = &content.scene.curves;
    if curves.original.x.is_empty() {
        return Table::default();
    }
    let way = if content.dimension() > 1 { "way" } else { "q" };
    let mut columns = vec![(way.to_owned(), some(&curves.original.x))];
    let mut add = |name: &str, energy: &Envelope| {
        columns.push((format!("{name}_lowest"), some(&energy.low)));
        columns.push((format!("{name}_highest"), some(&energy.high)));
    };
    add("V", &curves.original);
    if let Some((name, energy)) = &curves.reference {
        add(name, energy);
    }
    Table::of(columns)
}

/// Coordinates and columns over the bins of a potential with `wanted` centres.
fn over_bins(
    potential: &LearnedPotential,
    wanted: impl Fn(&[f64]) -> bool,
    columns: &[(&str, Vec<Option<f64>>)],
) -> Table {
    let axes = &potential.axes;
    let names = variables(axes.len()).iter().copied();
    let mut table = Table::new(names.chain(columns.iter().map(|(name, _)| *name)));
    for bin in 0..axes.iter().map(Vec::len).product() {
        let mut rest = bin;
        let mut center = vec![0.0; axes.len()];
        for (axis, x) in axes.iter().zip(&mut center).rev() {
            *x = axis[rest % axis.len()];
            rest /= axis.len();
        }
        if wanted(&center) {
            let values = columns.iter().map(|(_, c)| c.get(bin).copied().flatten());
            table
                .rows
                .push(some(&center).into_iter().chain(values).collect());
        }
    }
    table
}

fn energies(outcome: &Outcome, wanted: impl Fn(&[f64]) -> bool) -> Table {
    let potential = &outcome.potential;
    let mut columns = vec![
        ("energy", potential.energy.clone()),
        ("standard_error", potential.standard_error.clone()),
        ("original", potential.original.clone()),
    ];
    if let Some(reference) = &outcome.reference {
        let shifted = |u: &Option<f64>| u.map(|u| u + reference.shift);
        columns.push(("reference", reference.energy.iter().map(shifted).collect()));
    }
    over_bins(potential, wanted, &columns)
}

/// Energies along the slice.
fn along(content: &Content, outcome: &Outcome) -> Table {
    let [from, to] = content.scene.curves.interval;
    let potential = &outcome.potential;
    let line = &content.scene.line;
    let names = variables(content.dimension()).iter().copied();
    let quantities = ["energy", "standard_error", "original", "reference"];
    let mut table = Table::new(["way"].into_iter().chain(names).chain(quantities));
    for i in 0..POINTS {
        let way = from + (to - from) * i as f64 / (POINTS - 1) as f64;
        let point: Vec<f64> = line.at(way).collect();
        let here = |values: &[Option<f64>]| interpolate(&potential.axes, values, &point);
        let reference = outcome.reference.as_ref();
        let mut row = vec![Some(way)];
        row.extend(some(&point));
        row.extend([
            here(&potential.energy),
            here(&potential.standard_error),
            here(&potential.original),
            reference.and_then(|r| Some(here(&r.energy)? + r.shift)),
        ]);
        table.rows.push(row);
    }
    table
}

fn momenta(outcome: &Outcome) -> Table {
    let histograms = &outcome.momentum.distribution;
    let names = variables(histograms.len());
    let columns = histograms.iter().zip(names).flat_map(|(histogram, name)| {
        [
            (format!("momentum_{name}"), some(&histogram.axis)),
            (format!("density_{name}"), some(&histogram.density)),
            (format!("outside_{name}"), vec![Some(histogram.outside)]),
        ]
    });
    Table::of(columns.collect())
}

/// Friction and covariance matrices, one entry per row.
fn noise(outcome: &Outcome) -> Table {
    let entries = |matrix: &[Vec<f64>]| some(&matrix.concat());
    let d = outcome.friction.len();
    let place =
        |of: fn(usize, usize) -> usize| (0..d * d).map(|i| Some(of(i, d) as f64 + 1.0)).collect();
    let momentum = &outcome.momentum;
    let mut columns = vec![
        ("row".to_owned(), place(|i, d| i / d)),
        ("column".to_owned(), place(|i, d| i % d)),
        ("friction".to_owned(), entries(&outcome.friction)),
        (
            "momentum_covariance".to_owned(),
            entries(&momentum.symmetric_covariance),
        ),
    ];
    if let Some(before) = &momentum.uncalibrated {
        columns.push(("momentum_covariance_before".to_owned(), entries(before)));
    }
    if let Some(noise) = &outcome.noise_covariance {
        columns.push(("noise_covariance".to_owned(), entries(&noise.estimate)));
        columns.push(("standard_error".to_owned(), entries(&noise.standard_error)));
        if let Some(exact) = &noise.exact {
            columns.push(("exact".to_owned(), entries(exact)));
        }
        if let Some(residual) = noise.residual.as_ref().filter(|_| d > MOST_GRIDDED) {
            columns.push(("residual".to_owned(), entries(residual)));
        }
    }
    if !outcome.potential.couplings.is_empty() {
        let [mut values, mut errors] = [(); 2].map(|()| vec![None; d * d]);
        for coupling in &outcome.potential.couplings {
            let [i, j] = coupling.variables.map(|v| v as usize - 1);
            for entry in [i * d + j, j * d + i] {
                values[entry] = Some(coupling.value);
                errors[entry] = Some(coupling.standard_error);
            }
        }
        columns.push(("coupling".to_owned(), values));
        columns.push(("coupling_error".to_owned(), errors));
    }
    Table::of(columns)
}

/// Every trajectory, one sample per row.
fn portrait(content: &Content) -> Table {
    let Some(comparison) = found(content) else {
        return Table::default();
    };
    let names = shown_coordinates(content.dimension());
    let mut columns = Vec::new();
    for ensemble in &comparison.ensembles {
        let Some(portrait) = &ensemble.portrait else {
            continue;
        };
        for (start, (q, p)) in portrait.positions.iter().zip(&portrait.momenta).enumerate() {
            for (axis, label) in names.iter().enumerate() {
                let of = format!("{}_{}", name(ensemble), start + 1);
                columns.push((format!("{label}_{of}"), some(&q[axis])));
                columns.push((format!("p{label}_{of}"), some(&p[axis])));
            }
        }
    }
    Table::of(columns)
}

/// A curve of every ensemble with its standard error.
fn compared(content: &Content, curve: Curve) -> Table {
    let Some(comparison) = found(content) else {
        return Table::default();
    };
    let mut columns: Vec<(String, Vec<Option<f64>>)> = Vec::new();
    for axis in shown(comparison, curve) {
        let variable = observable(comparison, curve, axis);
        for ensemble in &comparison.ensembles {
            let series = series(comparison, ensemble, curve, axis);
            let x = match curve {
                Curve::Mean => "time".to_owned(),
                Curve::Correlation => "lag".to_owned(),
                Curve::Equilibrium => variable.to_owned(),
            };
            // Ensembles and coordinates share the times, and ensembles each position axis.
            if !columns.iter().any(|(name, _)| *name == x) {
                columns.push((x, some(&series.x)));
            }
            let of = format!("{variable}_{}", name(ensemble));
            columns.push((of.clone(), some(&series.y)));
            columns.push((format!("{of}_standard_error"), some(&series.error)));
        }
    }
    Table::of(columns)
}

fn agreement(content: &Content) -> Table {
    let mut table = Table::new([way(content), "difference", "standard_error"]);
    for (x, off, error) in difference(content).iter().flat_map(|d| d.points()) {
        table.rows.push(some(&[x, off, error]));
    }
    table
}

fn baselines(content: &Content, outcome: &Outcome) -> Table {
    let learned = on_line(content, outcome, &outcome.potential.energy);
    let mut columns = vec![
        (way(content).to_owned(), some(&learned.x)),
        ("learned".to_owned(), learned.energy),
    ];
    for baseline in outcome.baselines.iter().flatten() {
        let energy = on_line(content, outcome, &baseline.energy).energy;
        columns.push((baseline.name.clone(), energy));
    }
    for truncation in outcome.truncations.iter().flat_map(|t| &t.all) {
        let energy = on_line(content, outcome, &truncation.energy).energy;
        columns.push((format!("N = {}", truncation.terms), energy));
    }
    Table::of(columns)
}

/// The name of the column of places: positions, or distances along a slice.
fn way(content: &Content) -> &'static str {
    match content.dimension() {
        1 => "q",
        _ => "way",
    }
}

fn staircase(outcome: &Outcome) -> Table {
    let mut table = Table::new([
        "step",
        "friction",
        "noise_power",
        "noise_power_error",
        "excess_kurtosis",
        "excess_kurtosis_error",
        "absorbed_per_million",
        "diverged_per_million",
    ]);
    for p in outcome.scan.iter().flatten() {
        table.rows.push(some(&[
            p.step,
            p.friction,
            p.noise_power,
            p.noise_power_error,
            p.excess_kurtosis,
            p.excess_kurtosis_error,
            p.absorbed_per_million,
            p.diverged_per_million,
        ]));
    }
    table
}

fn scales(outcome: &Outcome) -> Table {
    let Some(axis) = outcome.potential.axes.first() else {
        return Table::default();
    };
    let mut columns = vec![("q".to_owned(), some(axis))];
    for scale in outcome.scales.iter().flat_map(|s| &s.scales) {
        let at = format!("step_{}", scale.step);
        columns.push((
            format!("energy_{at}"),
            scale.energy.clone().unwrap_or_default(),
        ));
        let error = scale.standard_error.clone().unwrap_or_default();
        columns.push((format!("standard_error_{at}"), error));
    }
    Table::of(columns)
}

/// The functions of one variable at their points, one after the other.
fn of_terms(outcome: &Outcome) -> Table {
    let mut table = Table::new(terms::COLUMNS);
    let rows = terms::rows(&outcome.potential.terms);
    table.rows.extend(rows.map(|row| row.map(Some).to_vec()));
    table
}
