//! The distance of a learned sum from a reference.

use crate::ReferenceScore;
use crate::score::{Score, score};
use additive::TermSum;
use estimate::{InverseTemperature, TermFit};
use experiment::{Experiment, Problem, Problems};
use expression::{Potential, Vectors};

/// Displacement of the finite differences of the reference's force.
const DISPLACEMENT: f64 = 1e-4;

/// A reference potential of many variables.
pub(super) struct TermReference {
    name: String,
    text: String,
    potential: Potential,
}

/// The scores of both estimates, over the examples that the run has kept.
pub(super) struct TermScore {
    pub forces: SumScore,
    pub density: SumScore,
    /// Root mean square of each component of the reference's force.
    pub force_size: f64,
    /// The couplings of the reference.
    pub couplings: Vec<f64>,
    /// The energies of the density's sum and of the reference.
    energies: [Vec<Option<f64>>; 2],
}

/// The score of one sum.
pub(super) struct SumScore {
    pub rmse: f64,
    pub force_rmse: f64,
    of_energy: Score,
}

impl TermReference {
    /// The experiment's reference, if it has one.
    pub fn new(experiment: &Experiment) -> Result<Option<Self>, Problems> {
        let refuse = |e: expression::FormulaError| {
            Problems(vec![Problem::new("potential.reference", e.message)])
        };
        let Some((name, formula)) = experiment.reference_formula().map_err(refuse)? else {
            return Ok(None);
        };
        let text = experiment
            .reference()
            .map_or(String::new(), |r| r.1.to_owned());
        let potential = formula.compile().map_err(refuse)?;
        Ok(Some(TermReference {
            name,
            text,
            potential,
        }))
    }

    /// Scores a fit; `None` without examples on its axes.
    pub fn score(&self, fit: &TermFit) -> Option<TermScore> {
        let (basis, d) = (&fit.basis, fit.basis.dimension());
        let mut points = Vectors::new(d);
        for [q, _] in fit.tally.examples(d).filter(|[q, _]| basis.contains(q)) {
            points.push(q.iter().copied());
        }
        if points.is_empty() {
            return None;
        }
        let energies: Vec<_> = self
            .potential
            .energies(&points)
            .into_iter()
            .map(Some)
            .collect();
        let slopes = self.potential.gradients(&points);
        let of = |sum: &TermSum| {
            let mut gradient = vec![0.0; d];
            let (mut learned, mut squares) = (Vec::with_capacity(points.len()), 0.0);
            for (q, exact) in points.iter().zip(slopes.iter()) {
                learned.push(Some(sum.at(q, &mut gradient)));
                let errors = gradient.iter().zip(exact).map(|(g, e)| (g - e) * (g - e));
                squares += errors.sum::<f64>();
            }
            let of_energy = score(&learned, &energies, &vec![1; learned.len()])?;
            let scored = SumScore {
                rmse: of_energy.rmse,
                force_rmse: (squares / (d * points.len()) as f64).sqrt(),
                of_energy,
            };
            Some((scored, learned))
        };
        let (forces, _) = of(&fit.forces.sum(basis))?;
        let (density, learned) = of(&fit.density.sum(basis))?;
        let squares: f64 = slopes.iter().flatten().map(|g| g * g).sum();
        Some(TermScore {
            forces,
            density,
            force_size: (squares / (d * points.len()) as f64).sqrt(),
            couplings: self.couplings(basis.pairs(), &points),
            energies: [learned, energies],
        })
    }

    /// The mean mixed second derivative of the reference along each of these pairs.
    fn couplings(&self, pairs: &[[usize; 2]], points: &Vectors) -> Vec<f64> {
        let moved = |axis: usize, by: f64| {
            let mut moved = Vectors::new(points.dimension());
            for q in points.iter() {
                moved.push(
                    q.iter()
                        .enumerate()
                        .map(|(i, q)| if i == axis { q + by } else { *q }),
                );
            }
            self.potential.gradients(&moved)
        };
        let mut last = None;
        let each = pairs.iter().map(|&[i, j]| {
            let ends = match last.take() {
                Some((axis, ends)) if axis == i => ends,
                _ => [DISPLACEMENT, -DISPLACEMENT].map(|by| moved(i, by)),
            };
            let [after, before] = [0, 1].map(|end: usize| ends[end].along(j).sum::<f64>());
            last = Some((i, ends));
            (after - before) / (2.0 * DISPLACEMENT * points.len() as f64)
        });
        each.collect()
    }

    /// The score as an outcome tells it.
    pub fn told(&self, scored: &TermScore, temperature: &InverseTemperature) -> ReferenceScore {
        let of_energy = &scored.forces.of_energy;
        let [learned, reference] = &scored.energies;
        // The density with the other estimators of the temperature.
        let rescaled = |beta: f64| {
            let factor = temperature.used / beta;
            let learned: Vec<_> = learned.iter().map(|u| u.map(|u| factor * u)).collect();
            let found = score(&learned, reference, &vec![1; learned.len()]);
            found.map_or(scored.density.rmse, |s| s.rmse)
        };
        ReferenceScore {
            name: self.name.clone(),
            formula: self.text.clone(),
            energy: Vec::new(),
            rmse: of_energy.rmse,
            force_rmse: Some(scored.forces.force_rmse),
            force_size: Some(scored.force_size),
            max_error: of_energy.max_error,
            shift: of_energy.shift,
            naive_rmse: rescaled(temperature.naive),
            symmetric_rmse: rescaled(temperature.symmetric),
            rescaled_rmse: scored.density.of_energy.rescaled,
            bins: of_energy.bins,
        }
    }
}
