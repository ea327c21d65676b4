//! Region, bins, mesh and cells of a fit, chosen where they are not given, with the reasons.

use crate::survey::Survey;
use estimate::FINEST;
use experiment::Region;
use message::{Message, list, measured, say};
use sampling::force_cells;
use statistics::Grid;

/// Share of the positions beyond either end of a region that is not set, and by what share of its
/// width the region is wider.
const BEYOND: f64 = 1e-3;
const WIDER: f64 = 0.1;

/// The choices of a person; those left out follow from the rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// Least distance of the knots along each axis.
    pub mesh: Option<Vec<f64>>,
    pub region: Option<Region>,
    /// Bins along each axis at which the potential is told.
    pub bins: Option<Vec<u32>>,
    /// Period of each coordinate; empty if none is periodic.
    pub periods: Vec<Option<f64>>,
    /// `kT`, the unit of the limits of the checks.
    pub temperature: Option<f64>,
}

/// The grids and scales of a fit.
#[derive(Clone, Debug)]
pub struct FitPlan {
    /// Bins at which the potential is told.
    pub bins: Grid,
    /// Cells of the forces, over the region and a margin.
    pub cells: Grid,
    /// Least distance of the knots along each axis.
    pub mesh: Vec<f64>,
    /// The displacement that the mesh stands for, along each axis: [`FINEST`] of it is a knot's
    /// distance.
    pub flight: Vec<f64>,
    /// `kT`, or a unit of energy in its place.
    pub temperature: f64,
    /// True if it is a temperature.
    pub is_thermal: bool,
    /// The reason for each choice.
    pub choices: Vec<Message>,
}

impl FitPlan {
    /// Completes the settings by what the rows show. No reference enters.
    ///
    /// # Errors
    /// If nothing tells the mesh, or the positions span nothing.
    pub fn new(settings: &Settings, survey: &Survey) -> Result<Self, Message> {
        let d = survey.dimension();
        let mut choices = Vec::new();
        let period = |axis: usize| settings.periods.get(axis).copied().flatten();
        let wraps: Vec<bool> = (0..d).map(|axis| period(axis).is_some()).collect();
        let mut region = settings.region.clone().unwrap_or_else(|| {
            let ends = |axis: usize| match period(axis) {
                Some(period) => [-0.5 * period, 0.5 * period],
                None => {
                    let [lower, upper] =
                        [BEYOND, 1.0 - BEYOND].map(|share| survey.quantile(axis, share));
                    let more = WIDER * (upper - lower);
                    [lower - more, upper + more].map(rounded_by(more))
                }
            };
            let (lower, upper) = (0..d).map(|axis| ends(axis).into()).unzip();
            let region = Region { lower, upper };
            choices.push(say!(
                "region-of-rows",
                "Region: {region|, }, wider than the central 99.8 % of the positions.",
                region = list((0..d).map(|axis| interval(&region, axis)))
            ));
            region
        });
        // Along a circle the end follows from the beginning.
        for axis in 0..d {
            let end = period(axis).map(|period| region.lower[axis] + period);
            region.upper[axis] = end.unwrap_or(region.upper[axis]);
        }
        let widths: Vec<f64> = (0..d).map(|i| region.upper[i] - region.lower[i]).collect();
        if let Some(axis) = widths.iter().position(|width| !(*width > 0.0)) {
            return Err(say!(
                "rows-at-one-place",
                "The positions along coordinate {axis} are all the same.",
                axis = measured((axis + 1) as f64)
            ));
        }
        let mesh = match &settings.mesh {
            Some(mesh) => mesh.clone(),
            None if !survey.is_successive() => {
                return Err(say!(
                    "mesh-unknown",
                    "The rows are not in temporal order, so the displacement per step is unknown: set the mesh, the smallest knot spacing."
                ));
            }
            None => {
                let flights = (0..d).map(|axis| survey.flight(axis));
                let mesh: Vec<f64> = flights.clone().map(|flight| FINEST * flight).collect();
                choices.push(say!(
                    "mesh-of-rows",
                    "Mesh: knots {mesh|, } apart or more, one and a half times the displacement from row to row ({flight|, }).",
                    mesh = list(mesh.iter().map(|h| measured(*h))),
                    flight = list(flights.map(measured))
                ));
                mesh
            }
        };
        let flight: Vec<f64> = mesh.iter().map(|h| h / FINEST).collect();
        let mut is_thermal = true;
        let temperature = settings.temperature.unwrap_or_else(|| {
            let bound: Vec<f64> = (0..d)
                .filter(|axis| !wraps[*axis])
                .map(|axis| survey.virial(axis))
                .collect();
            let virial = bound.iter().sum::<f64>() / bound.len() as f64;
            if virial > 0.0 {
                choices.push(say!(
                    "temperature-of-rows",
                    "kT: {temperature}, by the virial theorem. It is the unit of the checks; U does not depend on it.",
                    temperature = measured(virial)
                ));
                return virial;
            }
            is_thermal = false;
            let scale = (0..d).map(|axis| survey.force(axis) * mesh[axis]).sum::<f64>();
            choices.push(say!(
                "temperature-unknown",
                "kT: unknown; the checks take {scale} as the unit of energy, the mean force times the knot spacing.",
                scale = measured(scale)
            ));
            scale
        });
        let bins = settings.bins.clone();
        let bins = bins.unwrap_or_else(|| vec![[400, 100, 24][d.clamp(1, 3) - 1]; d]);
        Ok(FitPlan {
            bins: Grid::new(&region.lower, &region.upper, &bins).wrapped(&wraps),
            cells: force_cells(&region, &wraps, &bins, &flight),
            mesh,
            flight,
            temperature,
            is_thermal,
            choices,
        })
    }
}

/// Rounds to a multiple of a power of ten, at most a tenth of `width`.
fn rounded_by(width: f64) -> impl Fn(f64) -> f64 {
    let unit = libm::pow(10.0, libm::log10(0.1 * width).floor());
    move |x| {
        if unit > 0.0 {
            (x / unit).round() * unit
        } else {
            x
        }
    }
}

/// The region along an axis in words.
fn interval(region: &Region, axis: usize) -> Message {
    say!(
        "interval",
        "{lower} to {upper}",
        lower = measured(region.lower[axis]),
        upper = measured(region.upper[axis])
    )
}
