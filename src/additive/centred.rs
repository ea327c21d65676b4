//! The terms of a sum without what other terms could say as well.

use crate::basis::Basis;
use crate::tally::TermTally;

/// Centres the terms of a sum: every function of one variable has mean zero over the positions of a
/// tally, and every function of a pair has mean zero over each of its variables, whatever the other is
/// (the analysis of variance, with the product of both marginals). The constant is dropped.
pub fn centred(basis: &Basis, tally: &TermTally, coefficients: &[f64]) -> Vec<f64> {
    let mut centred = coefficients.to_vec();
    let d = basis.dimension();
    let means: Vec<[Vec<f64>; 2]> = (0..d).map(|axis| tally.means(basis, axis)).collect();
    for (number, &[i, j]) in basis.pairs().iter().enumerate() {
        let [rows, columns] = [i, j].map(|axis| basis.coarse(axis).len());
        let [of_rows, of_columns] = [&means[i][1], &means[j][1]];
        let pair = &mut centred[basis.pair(number)];
        // The splines add up to one everywhere, so a mean is taken off every coefficient.
        let along_i: Vec<f64> = (0..rows)
            .map(|a| dot(&pair[a * columns..(a + 1) * columns], of_columns))
            .collect();
        let along_j: Vec<f64> = (0..columns)
            .map(|b| (0..rows).map(|a| pair[a * columns + b] * of_rows[a]).sum())
            .collect();
        let whole = dot(&along_i, of_rows);
        for a in 0..rows {
            for b in 0..columns {
                pair[a * columns + b] += whole - along_i[a] - along_j[b];
            }
        }
        for (axis, along) in [(i, along_i), (j, along_j)] {
            let fine = basis.coarse(axis).subdivided(&along);
            let single = &mut centred[basis.single(axis)];
            single.iter_mut().zip(fine).for_each(|(c, x)| *c += x);
        }
    }
    for (axis, means) in means.iter().enumerate() {
        let single = &mut centred[basis.single(axis)];
        let mean = dot(single, &means[0]);
        single.iter_mut().for_each(|c| *c -= mean);
    }
    centred
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
