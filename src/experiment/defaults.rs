//! The default experiment: the defaults of each version of the format, with the changes of a
//! preset.

use crate::automatic::STANDARD;
use crate::interactions::NEIGHBOURS;
use crate::presets::{Preset, preset};
use crate::{
    Calibration, Estimator, Experiment, Fit, Initial, Kind, PotentialSpec, Region, Shape, Spread,
};
use statistics::MOST_GRIDDED;

impl Experiment {
    /// The default experiment for a potential: the defaults of a version of the format, with the
    /// changes of its preset. `dimension` sizes the vectors.
    pub fn of(version: u32, potential: PotentialSpec, dimension: usize) -> Self {
        let all = |value: f64| vec![value; dimension];
        let region = Region {
            lower: all(-STANDARD),
            upper: all(STANDARD),
        };
        let one = dimension == 1;
        let many = dimension > MOST_GRIDDED;
        let unit = Spread {
            mean: all(0.0),
            spread: all(1.0),
        };
        let mut experiment = Experiment {
            version,
            kind: Kind::Learn,
            step: 0.1,
            friction: Some(0.1),
            steps: match dimension {
                1 => 64_000_000,
                // The forces repay a longer run.
                2 if version > 2 => 64_000_000,
                2 | 3 => 32_000_000,
                _ => 16_000_000,
            },
            accuracy: None,
            walkers: Some(if many { 1024 } else { 512 }),
            burn_in: None,
            seed: 1,
            periodic: None,
            region,
            bins: vec![[400, 100, 24][dimension.clamp(1, 3) - 1]; dimension],
            resample: true,
            initial: Initial {
                position: unit.clone(),
                momentum: unit,
                shape: if one { Shape::Normal } else { Shape::Uniform },
            },
            calibration: (!one).then_some(Calibration {
                // Stronger, it makes samples independent sooner.
                friction: if many { 10.0 } else { 3.0 },
                mass_scale: 0.5,
                steps: 24_000_000,
            }),
            estimator: match version {
                1 => Estimator::Symmetric,
                _ => Estimator::Corrected,
            },
            fit: match version {
                1 => Fit::HistogramSpline,
                2 => Fit::PoissonSpline,
                _ => Fit::ForceSpline,
            },
            interactions: many.then(|| NEIGHBOURS.to_owned()),
            compare: None,
            scan: None,
            trajectory: None,
            potential,
        };
        if experiment.calibrates_by_forces()
            && let Some(calibration) = &mut experiment.calibration
        {
            // Like that of a run without calibration, and long enough for the forces.
            (calibration.friction, calibration.steps) = (0.1, 4_000_000);
        }
        if let Some(region) = experiment.table_region() {
            experiment.region = region;
        }
        if let Some(preset) = experiment.preset() {
            (preset.adjust)(&mut experiment);
        }
        let region = experiment.region.clone();
        experiment.start_all_over(&region);
        experiment
    }

    /// In several dimensions, on a circle, or in a region that is not set, wells may lie anywhere: by
    /// default the walkers start all over it.
    pub(crate) fn start_all_over(&mut self, region: &Region) {
        if self.dimension() > 1 || self.kind == Kind::Auto || self.has_period() {
            self.initial.position = Spread::over(region);
        }
        self.compare_inside(region);
    }

    /// The preset of this experiment, if any.
    pub fn preset(&self) -> Option<&'static Preset> {
        preset(self.potential.preset.as_deref()?)
    }

    /// The formula of `V`, the user's or the preset's.
    pub fn formula_text(&self) -> &str {
        match (&self.potential.formula, self.preset()) {
            (Some(formula), _) => formula,
            (None, Some(preset)) => &preset.formula,
            (None, None) => "",
        }
    }

    /// Name and formula of the potential that the learned one is scored against: the user's, or the
    /// preset's reference for this step size.
    pub fn reference(&self) -> Option<(&str, &str)> {
        if let Some(formula) = &self.potential.reference {
            return Some(("reference", formula));
        }
        let reference = self.preset()?.reference_at(self.step)?;
        Some((reference.name, &reference.formula))
    }
}
