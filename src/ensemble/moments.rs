//! Sums of the observables over a window, for every walker of a block.

use crate::dynamics::Walkers;
use crate::expression::{LANES, Lanes};
use crate::statistics::Observables;

/// Sums of powers of each coordinate and of products of two. Their places are known to the
/// compiler, so that one loop over the walkers serves all of a coordinate's.
#[derive(Debug)]
pub struct Moments<const D: usize> {
    /// `q, q², q⁴, p̄, p̄³, p̄⁴`
    powers: [[Lanes; 6]; D],
    /// `p̄_i p̄_j` and `p_i p_j`, `i ≤ j`
    products: [[[Lanes; 2]; D]; D],
}

impl<const D: usize> Moments<D> {
    /// Sums of nothing.
    pub fn new() -> Self {
        Moments {
            powers: [[Lanes::splat(0.0); 6]; D],
            products: [[[Lanes::splat(0.0); 2]; D]; D],
        }
    }

    /// Adds every walker, with its symmetric momentum.
    #[inline(always)]
    pub fn add(&mut self, walkers: &Walkers<D>, symmetric: &[Lanes; D]) {
        for i in 0..D {
            let [q1, q2, q4, s1, s3, s4] = &mut self.powers[i];
            for lane in 0..LANES {
                let (q, s) = (walkers.q[i][lane], symmetric[i][lane]);
                q1[lane] += q;
                q2[lane] += q * q;
                q4[lane] += (q * q) * (q * q);
                s1[lane] += s;
                s3[lane] += s * s * s;
                s4[lane] += (s * s) * (s * s);
            }
            for j in i..D {
                let [both, naive] = &mut self.products[i][j];
                for lane in 0..LANES {
                    both[lane] += symmetric[i][lane] * symmetric[j][lane];
                    naive[lane] += walkers.p[i][lane] * walkers.p[j][lane];
                }
            }
        }
    }

    /// The sums over these walkers, in the order of the observables.
    pub fn totals(&self, observables: Observables, walkers: &[usize]) -> Vec<f64> {
        let o = observables;
        let total = |sums: &Lanes| walkers.iter().map(|&lane| sums[lane]).sum::<f64>();
        let mut totals = vec![0.0; o.len()];
        for i in 0..D {
            let places = [
                o.position(i),
                o.position_square(i),
                o.position_fourth(i),
                o.momentum(i),
                o.cube(i),
                o.fourth(i),
            ];
            for (place, sums) in places.into_iter().zip(&self.powers[i]) {
                totals[place] = total(sums);
            }
            for j in i..D {
                let places = [o.symmetric(i, j), o.naive(i, j)];
                for (place, sums) in places.into_iter().zip(&self.products[i][j]) {
                    totals[place] = total(sums);
                }
            }
        }
        totals
    }
}
