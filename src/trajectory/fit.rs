//! The fit: two passes over the rows, the regression of a run, and what it leaves over.

use crate::checks::checks;
use crate::gathered::Gathered;
use crate::plan::{FitPlan, Settings};
use crate::survey::Survey;
use crate::trajectory_fit::{Compared, Residual, Scored, TrajectoryFit};
use columns::{Layout, Table, Unread};
use estimate::{ForceFit, continued, force_regression, nested};
use experiment::{Problem, Region};
use expression::{Potential, Vectors};
use message::{Message, exact, list, measured, say};
use sampling::NoiseDiagnostics;
use statistics::CellForce;
use std::io::BufRead;
use study::{Stage, Verdict, score};

/// Half-width of a 95 % band in standard errors.
const NOMINAL: f64 = 1.96;

/// Fewest rows that may tell anything: as many as a visited knot box has, some times over.
const FEWEST: u64 = 100;

/// The reason why there is no fit.
#[derive(Debug)]
pub enum Refusal {
    /// The table cannot be read, or a setting does not suit it.
    Unread(Unread),
    /// The rows are too few or too near to learn from.
    Nothing(Message),
}

impl Refusal {
    /// The problem of an experiment whose rows tell nothing; `unread` makes it of a file.
    pub fn problem(self, unread: impl FnOnce(Unread) -> Problem) -> Problem {
        match self {
            Refusal::Unread(Unread::Wrong(message)) => {
                // A setting may mend it.
                let field = match message.code() {
                    code if code.starts_with("columns-") => "trajectory.columns",
                    "mesh-unknown" => "trajectory.mesh",
                    _ => "",
                };
                Problem::new(field, message)
            }
            Refusal::Unread(error) => unread(error),
            Refusal::Nothing(message) => Problem::new("", message),
        }
    }
}

impl<E: Into<Unread>> From<E> for Refusal {
    fn from(error: E) -> Self {
        Refusal::Unread(error.into())
    }
}

/// Learns the effective potential from the positions and forces of a table, as a run does from those
/// of its walkers.
///
/// `open` opens the table at its first row, and is called twice. `names` stand for the names that the
/// file gives its columns. `reference` gives that for a number of coordinates, if there is one, and serves the
/// score only. `tell` gets what is done and the rows, now and then.
///
/// # Errors
/// If the table cannot be read, or the rows tell no potential.
pub fn fit<R: BufRead>(
    mut open: impl FnMut() -> Result<Table<R>, Unread>,
    names: Option<&[String]>,
    settings: &Settings,
    reference: impl FnOnce(usize) -> Result<Option<Potential>, Message>,
    mut tell: impl FnMut(Stage, u64),
) -> Result<TrajectoryFit, Refusal> {
    let mut table = open()?;
    let names = names.unwrap_or(table.names()).to_vec();
    if !names.is_empty() && names.len() != table.width() {
        return Err(say!(
            "names-of-columns",
            "{names} {names|name is|names are} given for {columns} {columns|column|columns}.",
            names = measured(names.len() as f64),
            columns = measured(table.width() as f64)
        )
        .into());
    }
    let layout = Layout::new(&names, table.width())?;
    let d = layout.dimension();
    let reference = reference(d)?;
    let settings = suited(settings, d)?;
    let mut survey = Survey::new(&settings.periods);
    let progress = |rows: u64| rows.is_multiple_of(1 << 18);
    each_row(&mut table, &layout, |q, g| {
        survey.add(q, g);
        if progress(survey.rows) {
            tell(Stage::Survey, survey.rows);
        }
    })?;
    if survey.rows < FEWEST {
        return Err(Refusal::Nothing(say!(
            "rows-few",
            "The file has {rows} {rows|row|rows}; {fewest} are needed at least.",
            rows = measured(survey.rows as f64),
            fewest = measured(FEWEST as f64)
        )));
    }
    let plan = FitPlan::new(&settings, &survey)?;
    let mut gathered = Gathered::new(&plan, survey.rows);
    let mut rows = 0;
    each_row(&mut open()?, &layout, |q, g| {
        gathered.add(&plan, q, g);
        rows += 1;
        if progress(rows) {
            tell(Stage::Regress, rows);
        }
    })?;
    gathered.flush(&plan);
    if rows != survey.rows {
        return Err(say!(
            "rows-changed",
            "The file had {before} {before|row|rows}, and then {after}: it is read twice, and must not change meanwhile.",
            before = exact(survey.rows as f64),
            after = exact(rows as f64)
        )
        .into());
    }
    let fit = regression(&plan, &gathered).ok_or_else(|| Refusal::Nothing(too_little(&plan)))?;
    let noise = noise(&fit, &gathered);
    let checks = checks(&survey, &plan, &gathered, &fit, noise.as_ref());
    let successive = survey.is_successive();
    let standard_error = errors(&fit);
    let energy = grounded(&fit);
    let scored = reference.and_then(|v| scored(&v, &plan, &gathered, &energy, &standard_error));
    let (scored, compared) = scored.unzip();
    let surface = continued(&energy, &gathered.visits, &plan.bins, &plan.flight);
    let interval = |end: usize| (0..d).map(|axis| plan.bins.interval(axis)[end]).collect();
    let mut choices = vec![layout.said];
    choices.extend(plan.choices.iter().cloned());
    Ok(TrajectoryFit {
        rows: survey.rows,
        outside: gathered.outside,
        batches: gathered.batches.len() as u64,
        region: Region {
            lower: interval(0),
            upper: interval(1),
        },
        mesh: plan.mesh.clone(),
        temperature: plan.temperature,
        axes: (0..d).map(|axis| plan.bins.centres(axis)).collect(),
        energy,
        standard_error,
        pieces: fit.pieces(),
        knots: fit.knots,
        chance_error: fit.chance_error,
        mesh_error: fit.mesh_error,
        piece: fit.piece,
        visits: gathered.visits,
        residual: noise.map(|noise| {
            let [covariance, covariance_error] = noise.covariance.each_ref().map(nested);
            let [summed, summed_error] = noise.summed.each_ref().map(nested);
            Residual {
                covariance,
                covariance_error,
                summed: successive.then_some(summed),
                summed_error: successive.then_some(summed_error),
            }
        }),
        verdict: checks
            .iter()
            .map(|row| row.verdict)
            .max()
            .unwrap_or(Verdict::Pass),
        checks,
        choices,
        reference: scored,
        compared,
        surface,
        misfit: fit.misfit,
        is_thermal: plan.is_thermal,
    })
}

/// The settings with a value for each of `d` coordinates.
fn suited(settings: &Settings, d: usize) -> Result<Settings, Message> {
    let wrong = |what: Message, number: usize| {
        say!(
            "setting-for-coordinates",
            "{setting}: {number} {number|value is|values are} given for {d} {d|coordinate|coordinates}.",
            setting = what,
            number = measured(number as f64),
            d = measured(d as f64)
        )
    };
    let mut settings = settings.clone();
    if let Some(mesh) = &mut settings.mesh {
        spread(mesh, d).map_err(|n| wrong(say!("the-mesh", "Mesh"), n))?;
    }
    if let Some(bins) = &mut settings.bins {
        spread(bins, d).map_err(|n| wrong(say!("the-bins", "Bins"), n))?;
    }
    if let Some(Region { lower, upper }) = &mut settings.region {
        for ends in [lower, upper] {
            spread(ends, d).map_err(|n| wrong(say!("the-region", "Region"), n))?;
        }
    }
    if settings.periods.is_empty() {
        settings.periods = vec![None; d];
    }
    spread(&mut settings.periods, d).map_err(|n| wrong(say!("the-periods", "Period"), n))?;
    Ok(settings)
}

/// Repeats a single value for each of `d` coordinates; the error is another number of values.
fn spread<T: Clone>(values: &mut Vec<T>, d: usize) -> Result<(), usize> {
    if values.len() == 1 {
        *values = vec![values[0].clone(); d];
    }
    if values.len() == d {
        Ok(())
    } else {
        Err(values.len())
    }
}

/// Calls `take` with position and `∇V` of each row.
fn each_row<R: BufRead>(
    table: &mut Table<R>,
    layout: &Layout,
    mut take: impl FnMut(&[f64], &[f64]),
) -> Result<(), Unread> {
    table.select(&layout.columns);
    let mut row = vec![0.0; layout.columns.len()];
    while table.next(&mut row)? {
        let (q, g) = row.split_at_mut(layout.dimension());
        g.iter_mut().for_each(|g| *g *= layout.sign);
        take(q, g);
    }
    Ok(())
}

fn regression(plan: &FitPlan, gathered: &Gathered) -> Option<ForceFit> {
    let batches: Vec<&CellForce> = gathered.batches.iter().collect();
    let beta = 1.0 / plan.temperature;
    let (cells, bins, visits) = (&plan.cells, &plan.bins, &gathered.visits);
    force_regression(&batches, cells, bins, visits, &plan.flight, beta, &[])
}

fn too_little(plan: &FitPlan) -> Message {
    say!(
        "rows-tell-nothing",
        "The rows in the region are too few, or lie within a single knot interval ({mesh|, }), so the forces do not determine a potential. Choose a wider region or a finer mesh.",
        mesh = list(plan.mesh.iter().copied().map(measured))
    )
}

/// The force that the fit leaves unresolved, along the series; `None` without any.
fn noise(fit: &ForceFit, gathered: &Gathered) -> Option<NoiseDiagnostics> {
    let d = gathered.positions.dimension();
    let mut residuals = Vectors::new(d);
    let mut smooth = vec![0.0; d];
    for (q, g) in gathered.positions.iter().zip(gathered.forces.iter()) {
        fit.surface.at(q, &mut smooth);
        // Beyond the splines nothing is known, as in a run.
        let known = f64::from(u8::from(fit.surface.contains(q)));
        residuals.push(
            g.iter()
                .zip(&smooth)
                .map(|(g, smooth)| known * (g - smooth)),
        );
    }
    (!residuals.is_empty()).then(|| NoiseDiagnostics::of(&gathered.positions, &residuals))
}

fn errors(fit: &ForceFit) -> Vec<Option<f64>> {
    let both = fit.chance_error.iter().zip(&fit.mesh_error);
    both.map(|(chance, mesh)| Some(libm::hypot((*chance)?, (*mesh)?)))
        .collect()
}

/// The energy of each piece above its own minimum.
fn grounded(fit: &ForceFit) -> Vec<Option<f64>> {
    let mut least = vec![f64::INFINITY; fit.pieces()];
    for (energy, piece) in fit.energy.iter().zip(&fit.piece) {
        if let (Some(energy), Some(piece)) = (energy, piece) {
            least[*piece] = least[*piece].min(*energy);
        }
    }
    let pairs = fit.energy.iter().zip(&fit.piece);
    pairs
        .map(|(energy, piece)| Some((*energy)? - least[(*piece)?]))
        .collect()
}

/// The distance from the reference, and how often the bands hold it.
fn scored(
    reference: &Potential,
    plan: &FitPlan,
    gathered: &Gathered,
    energy: &[Option<f64>],
    errors: &[Option<f64>],
) -> Option<(Scored, Compared)> {
    let exact = reference.energies(&plan.bins.points()).into_iter();
    let exact: Vec<Option<f64>> = exact.map(|v| v.is_finite().then_some(v)).collect();
    let score = score(energy, &exact, &gathered.visits)?;
    let visits: Vec<f64> = gathered.visits.iter().map(|n| *n as f64).collect();
    let bins = statistics::scored(&visits).into_iter();
    let within = bins.filter_map(|bin| {
        let off = energy[bin]? - exact[bin]? - score.shift;
        Some(off.abs() <= NOMINAL * errors[bin]?)
    });
    let within: Vec<bool> = within.collect();
    let held = within.iter().filter(|held| **held).count();
    let scored = Scored {
        rmse: score.rmse,
        max_error: score.max_error,
        held: held as f64 / within.len().max(1) as f64,
        bins: score.bins,
    };
    let shift = score.shift;
    Some((
        scored,
        Compared {
            energy: exact,
            shift,
        },
    ))
}
