//! The noise covariance from the forces that a learned sum leaves over.

use crate::TermFit;
use crate::noise::{Noise, admissible};
use additive::TermTally;
use nalgebra::DMatrix;
use statistics::jackknife;

/// `Z = δ E[(∇V − ∇U)(∇V − ∇U)ᵀ]` over the examples that blocks of walkers have kept, with standard
/// errors from the scatter between blocks; `None` without examples on the axes of the sum.
pub fn residual_noise(fit: &TermFit, blocks: &[&TermTally], step: f64) -> Option<Noise> {
    let d = fit.basis.dimension();
    let sum = fit.forces.sum(&fit.basis);
    let mut gradient = vec![0.0; d];
    let mut batch = |block: &&TermTally| {
        let mut sums = vec![0.0; d * d + 1];
        for [q, force] in block.examples(d).filter(|[q, _]| fit.basis.contains(q)) {
            sum.at(q, &mut gradient);
            let left: Vec<f64> = force.iter().zip(&gradient).map(|(v, u)| v - u).collect();
            for (number, sum) in sums[..d * d].iter_mut().enumerate() {
                *sum += left[number / d] * left[number % d];
            }
            sums[d * d] += 1.0;
        }
        sums
    };
    let batches: Vec<Vec<f64>> = blocks.iter().map(&mut batch).collect();
    let mut total = vec![0.0; d * d + 1];
    for sums in &batches {
        total.iter_mut().zip(sums).for_each(|(t, s)| *t += s);
    }
    let entry = |i: usize, j: usize| move |sums: &[f64]| step * sums[i * d + j] / sums[d * d];
    let estimate = DMatrix::from_fn(d, d, |i, j| entry(i, j)(&total));
    Some(Noise {
        admissible: admissible(&estimate)?,
        standard_error: DMatrix::from_fn(d, d, |i, j| jackknife(&batches, entry(i, j))),
        estimate,
    })
}
