//! Interactions of three variables, which no sum of functions of one and of two has.

use crate::finding::{Finding, Limits};
use estimate::TermFit;
use message::{Message, exact, percent, say};

/// Standard errors that are left to chance.
const CHANCE: f64 = 3.0;
/// Share of the force's size. One product is only a part of an interaction: the whole force that is
/// missing may be some times larger.
const SHARE: Limits = Limits {
    pass: 0.03,
    fail: 0.08,
};

/// The product of three variables that explains most of the force that a sum leaves over.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Triple {
    /// Its variables, counted from zero.
    pub variables: [usize; 3],
    /// Root mean square of the force that it explains beyond chance, in each direction, as a share of
    /// that of the sum's own force.
    pub share: f64,
}

/// A position in units of the spread of each coordinate, and the force that the sum leaves over there.
struct Example {
    z: Vec<f64>,
    left: Vec<f64>,
}

/// Of all products `z_i z_j z_k` of standardised coordinates, the one that explains most of the residual
/// force at half of the examples, measured at the other half. `None` without examples.
pub(super) fn strongest_triple(fit: &TermFit) -> Option<Triple> {
    let (basis, sum) = (&fit.basis, fit.forces.sum(&fit.basis));
    let d = basis.dimension();
    let seen: Vec<[&[f64]; 2]> = fit
        .tally
        .examples(d)
        .filter(|[q, _]| basis.contains(q))
        .collect();
    let n = seen.len() as f64;
    let mean = |of: &dyn Fn(&[f64]) -> f64| seen.iter().map(|[q, _]| of(q)).sum::<f64>() / n;
    let centres: Vec<f64> = (0..d).map(|i| mean(&|q| q[i])).collect();
    let spreads: Vec<f64> = (0..d)
        .map(|i| mean(&|q| (q[i] - centres[i]) * (q[i] - centres[i])).sqrt())
        .collect();
    let mut size = 0.0;
    let mut slopes = vec![0.0; d];
    let mut examples = Vec::new();
    for [q, force] in &seen {
        sum.at(q, &mut slopes);
        size += slopes.iter().map(|s| s * s).sum::<f64>();
        examples.push(Example {
            z: (0..d).map(|i| (q[i] - centres[i]) / spreads[i]).collect(),
            left: force.iter().zip(&slopes).map(|(f, s)| f - s).collect(),
        });
    }
    let (first, second) = examples.split_at(examples.len() / 2);
    let triples = (0..d).flat_map(|i| {
        let pairs = (i + 1..d).flat_map(move |j| (j + 1..d).map(move |k| [j, k]));
        pairs.map(move |[j, k]| [i, j, k])
    });
    let sure = |triple: &[usize; 3]| {
        let [factor, error, _] = regressed(first, *triple, &spreads);
        (factor / error).abs()
    };
    let all: Vec<[usize; 3]> = triples.collect();
    let certainties: Vec<f64> = all.iter().map(sure).collect();
    let strongest = *statistics::order(&certainties).last()?;
    let variables = all[strongest];
    let [factor, error, square] = regressed(second, variables, &spreads);
    let beyond = (factor.abs() - CHANCE * error).max(0.0);
    let share = beyond * (square / (size / n)).sqrt();
    share.is_finite().then_some(Triple { variables, share })
}

/// The factor of a product of three variables in the force left over, by least squares; its standard
/// error; and the mean square of the product's gradient.
fn regressed(examples: &[Example], triple: [usize; 3], spreads: &[f64]) -> [f64; 3] {
    let gradient = |z: &[f64]| -> [f64; 3] {
        let [x, y, w] = triple.map(|i| z[i]);
        let [a, b, c] = triple.map(|i| spreads[i]);
        [y * w / a, x * w / b, x * y / c]
    };
    let (mut shared, mut squares) = (0.0, 0.0);
    for Example { z, left } in examples {
        for (slope, i) in gradient(z).into_iter().zip(triple) {
            shared += slope * left[i];
            squares += slope * slope;
        }
    }
    let factor = shared / squares;
    let score = |Example { z, left }: &Example| {
        let each = gradient(z).into_iter().zip(triple);
        let score: f64 = each
            .map(|(slope, i)| slope * (left[i] - factor * slope))
            .sum();
        score * score
    };
    let scatter: f64 = examples.iter().map(score).sum();
    [
        factor,
        scatter.sqrt() / squares,
        squares / examples.len() as f64,
    ]
}

/// The check that functions of one and of two variables suffice.
pub(super) fn triples(found: &Triple) -> Finding {
    let name = say!("triples", "Functions of pairs suffice");
    let row = Finding::new(name, Some(found.share), SHARE);
    if found.share == 0.0 {
        let fact = say!(
            "no-triple",
            "No product of three variables explains more of the force left over than chance does."
        );
        return row.saying(fact, Message::default(), &[]);
    }
    let [i, j, k] = found.variables.map(|i| exact((i + 1) as f64));
    let fact = say!(
        "triple-force",
        "The product of x{i}, x{j} and x{k} explains a force of {share} of the size of U’s, at positions that did not choose it.",
        i = i,
        j = j,
        k = k,
        share = percent(found.share)
    );
    let why = say!(
        "triple-missing",
        "V has an interaction of three variables, which no function of two contains: U lacks it, and the error bands do not include it. Choose variables in which pairs suffice."
    );
    row.saying(fact, why, &[])
}
