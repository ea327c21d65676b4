//! Reads and checks the settings of a comparison.

use crate::description::{alike, isotropic};
use crate::problem::formula_problem;
use crate::{Compare, Experiment, Initial, Kind, PotentialFile, Problem, Region, Shape, Spread};
use dynamics::Surface;
use expression::{Formula, FormulaError};
use message::{Message, cut, exact, plain, say};
use nalgebra::DMatrix;
use std::iter;

/// Most samples of a trajectory, and most small steps between two of them.
const MOST_SAMPLES: f64 = 20_000.0;
const MOST_SUBSTEPS: f64 = 100_000.0;
/// Most starts of a portrait: a block of walkers.
pub const MOST_STARTS: usize = 64;

/// Source of a comparison's surrogate.
#[derive(Clone, Debug)]
pub enum Surrogate {
    /// Learned by the run itself.
    Learned,
    /// Learned by an earlier run: the experiment holds the text of its potential file.
    Stored(Surface),
    /// Given by a formula.
    Typed(Formula),
}

impl Compare {
    /// Samples of a trajectory after its start.
    pub fn samples(&self) -> usize {
        (self.time / self.step).round() as usize
    }

    /// Steps of the original dynamics per step of the surrogate.
    pub fn substeps(&self) -> u32 {
        (self.step / self.fine_step).ceil() as u32
    }

    /// The friction `Γ` in this dimension; missing entries are zero.
    pub fn friction(&self, dimension: usize) -> DMatrix<f64> {
        let entry = |i: usize, j: usize| self.friction.get(i).and_then(|row| row.get(j));
        DMatrix::from_fn(dimension, dimension, |i, j| {
            entry(i, j).copied().unwrap_or(0.0)
        })
    }

    /// Position and momentum at the starts of the portrait.
    ///
    /// # Errors
    /// If the text is invalid.
    pub fn starts(&self, dimension: usize) -> Result<Vec<[Vec<f64>; 2]>, Problem> {
        let wrong = |what: Message| Problem::new("compare.starts", what);
        let start = |text: &str| {
            let numbers: Option<Vec<f64>> = text
                .split(',')
                .map(|n| n.trim().parse().ok().filter(|x: &f64| x.is_finite()))
                .collect();
            let numbers = numbers.filter(|n| n.len() == 2 * dimension).ok_or_else(|| {
                wrong(say!(
                    "starts-form",
                    "Portrait’s starts (compare.starts) must have {count} numbers each, position first, and be separated by semicolons; “{text}” is invalid.",
                    count = exact((2 * dimension) as f64),
                    text = cut(text)
                ))
            })?;
            let (position, momentum) = numbers.split_at(dimension);
            Ok([position.to_vec(), momentum.to_vec()])
        };
        let starts: Vec<_> = self
            .starts
            .split(';')
            .filter(|text| !text.trim().is_empty())
            .map(start)
            .collect::<Result<_, _>>()?;
        if starts.len() > MOST_STARTS {
            return Err(wrong(say!(
                "starts-many",
                "Portrait’s starts (compare.starts) may number at most {most}, not {count}.",
                most = exact(MOST_STARTS as f64),
                count = exact(starts.len() as f64)
            )));
        }
        Ok(starts)
    }
}

impl Experiment {
    /// Turns it into a comparison like those of the presets, from the start of the paper's Figs 3
    /// and 5.
    pub(crate) fn comparing(&mut self) {
        let d = self.dimension();
        let many = self.learns_terms();
        let unit = |mean: f64| alike(d, mean, 1.0);
        let coordinates = |q: f64| vec![plain(q).text; d].join(",");
        let start = |q: f64| format!("{},{}", coordinates(q), coordinates(0.0));
        self.kind = Kind::Compare;
        self.compare = Some(Compare {
            surrogate: None,
            third: None,
            friction: isotropic(d, 1.0),
            step: 0.1,
            fine_step: 5e-4,
            time: if many { 20.0 } else { 50.0 },
            trajectories: if many { 256 } else { 512 },
            initial: Initial {
                position: unit(-2.0),
                momentum: unit(0.0),
                shape: Shape::Normal,
            },
            starts: [-2.0, -1.0, 1.5].map(start).join(";"),
            cv: many.then(|| Compare::mean_of_coordinates(d)),
        });
    }

    /// In more than three dimensions the trajectories start inside the region: beyond it a sum of terms is
    /// not known. They start about a point halfway from its centre to its lower corner.
    pub(crate) fn compare_inside(&mut self, region: &Region) {
        let many = self.learns_terms();
        let Some(compare) = self.compare.as_mut().filter(|_| many) else {
            return;
        };
        let at = |share: f64| -> Vec<f64> {
            let sides = region.lower.iter().zip(&region.upper);
            sides
                .map(|(lower, upper)| lower + share * (upper - lower))
                .collect()
        };
        let sides = region.lower.iter().zip(&region.upper);
        compare.initial.position = Spread {
            mean: at(0.25),
            spread: sides
                .map(|(lower, upper)| 0.125 * (upper - lower))
                .collect(),
        };
        let start = |share: f64| {
            let position = at(share).into_iter().map(|x| plain(x).text);
            let momentum = iter::repeat_n(plain(0.0).text, region.lower.len());
            position.chain(momentum).collect::<Vec<_>>().join(",")
        };
        compare.starts = [0.25, 0.375, 0.6875].map(start).join(";");
    }

    /// Parses a formula of the comparison, with the parameters of `V` available.
    ///
    /// # Errors
    /// The error and its position in the text.
    pub fn compared_formula(&self, text: &str) -> Result<Formula, FormulaError> {
        self.formula()?.beside(text)
    }

    /// The surrogate of the comparison; without a comparison, the learned potential.
    ///
    /// # Errors
    /// If its text is invalid.
    pub fn surrogate(&self) -> Result<Surrogate, Problem> {
        let text = self.compare.as_ref().and_then(|c| c.surrogate.as_deref());
        let wrong = |message: Message| Problem::new("compare.surrogate", message);
        match text {
            None => Ok(Surrogate::Learned),
            Some(text) if text.trim_start().starts_with('{') => {
                let file = PotentialFile::read(text).map_err(|p| wrong(p.message()))?;
                let (of, asked) = (file.potential.dimension(), self.dimension());
                if of == asked {
                    Ok(Surrogate::Stored(file.potential))
                } else {
                    Err(wrong(say!(
                        "surrogate-dimension",
                        "The surrogate (compare.surrogate) has dimension {found}, but the energy has dimension {asked}.",
                        found = exact(of as f64),
                        asked = exact(asked as f64)
                    )))
                }
            }
            Some(text) => match self.compared_formula(text) {
                Ok(formula) => Ok(Surrogate::Typed(formula)),
                Err(error) => Err(formula_problem("compare.surrogate", error)),
            },
        }
    }

    /// Checks the comparison.
    pub(super) fn check_compare(&self, problems: &mut Vec<Problem>) {
        let Some(compare) = &self.compare else {
            return;
        };
        problems.extend(self.surrogate().err());
        if let Some(Err(error)) = compare.third.as_ref().map(|t| self.compared_formula(t)) {
            problems.push(formula_problem("compare.third", error));
        }
        problems.extend(self.collective_problem());
        let d = self.dimension();
        problems.extend(compare.starts(d).err());
        if compare.friction(d).cholesky().is_none() {
            problems.push(Problem::new(
                "compare.friction",
                say!(
                    "friction-indefinite",
                    "Langevin friction Γ (compare.friction) must be positive definite: it must damp motion in every direction."
                ),
            ));
        }
        if compare.time / compare.step > MOST_SAMPLES || compare.time < compare.step {
            problems.push(Problem::new(
                "compare.time",
                say!(
                    "compare-time",
                    "Time T (compare.time) must be from 1 to {most} surrogate steps.",
                    most = exact(MOST_SAMPLES)
                ),
            ));
        }
        if compare.fine_step > compare.step || compare.step / compare.fine_step > MOST_SUBSTEPS {
            problems.push(Problem::new(
                "compare.fine_step",
                say!(
                    "fine-step",
                    "Fine step h (compare.fine_step) must be between one {most}th of the surrogate step and the surrogate step itself.",
                    most = exact(MOST_SUBSTEPS)
                ),
            ));
        }
    }
}
