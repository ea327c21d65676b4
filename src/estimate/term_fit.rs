//! A sum of terms, learned from the forces and from the density of the positions.

use additive::{
    Basis, NormalEquations, PENALTIES, Target, TermSum, TermTally, centred, right_side, score,
};

/// Both estimates of a sum from the same samples (METHOD section 10).
#[derive(Clone, Debug)]
pub struct TermFit {
    pub basis: Basis,
    /// The tallies of all blocks together.
    pub tally: TermTally,
    pub forces: TermEstimate,
    pub density: TermEstimate,
    /// Inverse temperature that scales the density.
    pub beta: f64,
}

/// One of them.
#[derive(Clone, Debug)]
pub struct TermEstimate {
    /// Coefficients of the centred terms.
    pub coefficients: Vec<f64>,
    /// The change that every block makes in them, scaled such that the squares of the changes of any linear
    /// function of the coefficients add up to its variance.
    pub changes: Vec<Vec<f64>>,
    /// The penalty on third differences.
    pub penalty: f64,
}

/// The solution of a target with one penalty, before its terms are centred.
struct Candidate {
    penalty: f64,
    raw: Vec<f64>,
    changes: Vec<Vec<f64>>,
}

impl TermFit {
    /// The fits to the tallies of independent blocks, of walkers whose momenta have the inverse
    /// temperature `beta`, with steps `step`; `None` while there are too few.
    pub fn new(basis: &Basis, blocks: &[&TermTally], beta: f64, step: f64) -> Option<Self> {
        let mut tally = TermTally::default();
        blocks.iter().for_each(|block| tally.combine(block));
        let batches: Vec<&TermTally> = blocks.iter().copied().filter(|b| !b.is_empty()).collect();
        if batches.len() < 2 {
            return None;
        }
        let penalised = |penalty: &f64| {
            let equations = NormalEquations::new(basis, &tally, *penalty)?;
            Some((*penalty, equations))
        };
        let equations: Vec<_> = PENALTIES.iter().map(penalised).collect::<Option<_>>()?;
        let chosen = |target: Target| -> Option<(&NormalEquations, Candidate)> {
            let (_, least) = &equations[0];
            let raw = least.solve(basis, &tally, target);
            let scores = batches
                .iter()
                .map(|batch| score(basis, batch, &raw, target));
            let scores: Vec<Vec<f64>> = scores.collect();
            let candidate = |(penalty, equations): &(f64, NormalEquations)| Candidate {
                penalty: *penalty,
                raw: equations.solve(basis, &tally, target),
                changes: scores
                    .iter()
                    .map(|score| equations.changed(score))
                    .collect(),
            };
            let all: Vec<Candidate> = equations.iter().map(candidate).collect();
            let best = best(basis, &tally, &all)?;
            let candidate = all.into_iter().nth(best)?;
            Some((&equations[best].1, candidate))
        };
        let n = batches.len() as f64;
        let estimate = |candidate: Candidate, scale: f64| {
            // A delete-one jackknife, to first order.
            let spread = scale * (n / (n - 1.0)).sqrt();
            let changes = candidate.changes.iter();
            TermEstimate {
                changes: changes
                    .map(|change| scaled(centred(basis, &tally, change), spread))
                    .collect(),
                coefficients: scaled(centred(basis, &tally, &candidate.raw), scale),
                penalty: candidate.penalty,
            }
        };
        let (_, forces) = chosen(Target::Forces)?;
        let (equations, density) = chosen(Target::Density)?;
        let forces = estimate(forces, 1.0);
        let found = correction(basis, &tally, &forces.sum(basis), beta, step);
        let beta = found.as_ref().map_or(beta, |(corrected, _)| *corrected);
        let mut density = estimate(density, 1.0 / beta);
        if let Some((_, force)) = found {
            let right = scaled(
                right_side(basis, &force, Target::Forces),
                tally.samples() as f64 / force.samples() as f64,
            );
            let more = centred(basis, &tally, &equations.changed(&right));
            let both = density.coefficients.iter_mut().zip(more);
            both.for_each(|(c, more)| *c += more);
        }
        Some(TermFit {
            forces,
            density,
            beta,
            basis: basis.clone(),
            tally,
        })
    }

    /// Mean square of the force that the sum leaves over, per component.
    pub fn unexplained(&self) -> f64 {
        self.tally.residual(&self.basis, &self.forces.coefficients)
    }
}

/// The candidate of the least expected error of the force: its variance, and the square of its distance
/// from the least penalised one as far as chance does not explain that.
fn best(basis: &Basis, tally: &TermTally, all: &[Candidate]) -> Option<usize> {
    let apart =
        |a: &[f64], b: &[f64]| -> Vec<f64> { a.iter().zip(b).map(|(a, b)| a - b).collect() };
    let first = all.first()?;
    let square = |coefficients: &[f64]| tally.square(basis, coefficients);
    let risk = |candidate: &Candidate| {
        let changes = candidate.changes.iter();
        let variance: f64 = changes.clone().map(|change| square(change)).sum();
        let of_distance = changes.zip(&first.changes);
        let by_chance: f64 = of_distance.map(|(a, b)| square(&apart(a, b))).sum();
        let distance = square(&apart(&candidate.raw, &first.raw));
        variance + (distance - by_chance).max(0.0)
    };
    let risks: Vec<f64> = all.iter().map(risk).collect();
    statistics::order(&risks).into_iter().next()
}

/// The effect of the step on the density at half-step positions, to the order of `δ²` (METHOD erratum 3):
/// the density has the energy `U − δ²|∇U|²/24 + δ²ΔU/12β`, and `β = E[tr(1 + δ²H/6)⁻¹] / E[|p̄|²]`. Gives
/// that `β`, and a tally whose forces `δ²/12 (H∇U − ∇ΔU/β)` are those that the density lacks. The terms of
/// `U` in them are those of a `sum` that is known.
fn correction(
    basis: &Basis,
    tally: &TermTally,
    sum: &TermSum,
    beta: f64,
    step: f64,
) -> Option<(f64, TermTally)> {
    let d = basis.dimension();
    let square = step * step;
    let mut gradient = vec![0.0; d];
    let (mut trace, mut count) = (0.0, 0.0);
    let mut forces = Vec::new();
    for [q, _] in tally.examples(d).filter(|[q, _]| basis.contains(q)) {
        sum.at(q, &mut gradient);
        let [second, third] = sum.curvature(q);
        // tr(1 + A)⁻¹ = d − tr A + tr A² − …
        let a = second.iter().map(|h| square * h / 6.0);
        let along = (0..d).map(|i| square * second[i * d + i] / 6.0);
        trace += 1.0 - (along.sum::<f64>() - a.map(|a| a * a).sum::<f64>()) / d as f64;
        count += 1.0;
        let force = (0..d).map(|i| {
            let row = second[i * d..(i + 1) * d].iter().zip(&gradient);
            let turned: f64 = row.map(|(h, g)| h * g).sum();
            square / 12.0 * (turned - third[i] / beta)
        });
        forces.push((q, force.collect::<Vec<f64>>()));
    }
    let mut lacking = TermTally::new(basis);
    for (q, force) in &forces {
        lacking.add_one(basis, q, force);
    }
    let corrected = beta * trace / count;
    (count > 0.0 && corrected.is_finite()).then_some((corrected, lacking))
}

impl TermEstimate {
    /// The estimate as a function.
    pub fn sum(&self, basis: &Basis) -> TermSum {
        TermSum::new(basis.clone(), self.coefficients.clone())
    }

    /// A linear function of the coefficients from `start` on, with its standard error.
    pub fn value(&self, start: usize, factors: &[f64]) -> [f64; 2] {
        let of = |coefficients: &[f64]| -> f64 {
            let own = coefficients[start..].iter().zip(factors);
            own.map(|(c, f)| c * f).sum()
        };
        let variance: f64 = self.changes.iter().map(|c| of(c) * of(c)).sum();
        [of(&self.coefficients), variance.sqrt()]
    }

    /// The difference of two estimates, which share their samples.
    pub fn minus(&self, other: &Self) -> Self {
        let apart = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a - b).collect();
        let changes = self.changes.iter().zip(&other.changes);
        TermEstimate {
            coefficients: apart(&self.coefficients, &other.coefficients),
            changes: changes.map(|(a, b)| apart(a, b)).collect(),
            penalty: self.penalty,
        }
    }
}

fn scaled(mut coefficients: Vec<f64>, factor: f64) -> Vec<f64> {
    coefficients.iter_mut().for_each(|c| *c *= factor);
    coefficients
}
