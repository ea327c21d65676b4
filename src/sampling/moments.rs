//! Sums of the observables over a window, for every walker of a block.

use dynamics::Walkers;
use expression::{LANES, Lanes};
use statistics::{Observables, multisets};

/// The compiler knows their indices, so one loop over the walkers serves several.
#[derive(Debug)]
pub struct Moments<const D: usize> {
    /// `q_i, q_i², q_i⁴, p̄_i`
    single: [[Lanes; 4]; D],
    /// `p̄_i p̄_j` and `p_i p_j`, `i ≤ j`
    pairs: [[[Lanes; 2]; D]; D],
    /// `p̄_i p̄_j p̄_k`, `i ≤ j ≤ k`
    cubes: [[[Lanes; D]; D]; D],
    /// `p̄_i p̄_j p̄_k p̄_l`, `i ≤ j ≤ k ≤ l`
    fourths: [[[[Lanes; D]; D]; D]; D],
}

impl<const D: usize> Moments<D> {
    /// Sums that are all zero.
    pub fn new() -> Self {
        let zero = Lanes::splat(0.0);
        Moments {
            single: [[zero; 4]; D],
            pairs: [[[zero; 2]; D]; D],
            cubes: [[[zero; D]; D]; D],
            fourths: [[[[zero; D]; D]; D]; D],
        }
    }

    /// Adds every walker, with its symmetric momentum.
    #[inline(always)]
    pub fn add(&mut self, walkers: &Walkers<D>, symmetric: &[Lanes; D]) {
        let s = symmetric;
        for i in 0..D {
            let [q1, q2, q4, s1] = &mut self.single[i];
            for lane in 0..LANES {
                let q = walkers.q[i][lane];
                q1[lane] += q;
                q2[lane] += q * q;
                q4[lane] += (q * q) * (q * q);
                s1[lane] += s[i][lane];
            }
            for j in i..D {
                let [both, naive] = &mut self.pairs[i][j];
                for lane in 0..LANES {
                    both[lane] += s[i][lane] * s[j][lane];
                    naive[lane] += walkers.p[i][lane] * walkers.p[j][lane];
                }
                for k in j..D {
                    let cube = &mut self.cubes[i][j][k];
                    for lane in 0..LANES {
                        cube[lane] += s[i][lane] * s[j][lane] * s[k][lane];
                    }
                    for l in k..D {
                        let fourth = &mut self.fourths[i][j][k][l];
                        for lane in 0..LANES {
                            fourth[lane] += (s[i][lane] * s[j][lane]) * (s[k][lane] * s[l][lane]);
                        }
                    }
                }
            }
        }
    }

    /// The sums over these walkers, in the order of the observables.
    pub fn totals(&self, observables: Observables, walkers: &[usize]) -> Vec<f64> {
        let o = observables;
        let mut totals = vec![0.0; o.len()];
        let mut put = |place: usize, sums: &Lanes| {
            totals[place] = walkers.iter().map(|&lane| sums[lane]).sum::<f64>();
        };
        for (i, [q1, q2, q4, s1]) in self.single.iter().enumerate() {
            put(o.position(i), q1);
            put(o.position_square(i), q2);
            put(o.position_fourth(i), q4);
            put(o.momentum(i), s1);
        }
        for (place, [i, j]) in multisets(D).enumerate() {
            let [both, naive] = &self.pairs[i][j];
            put(o.moment_start(2) + place, both);
            put(o.naive_start() + place, naive);
        }
        for (place, [i, j, k]) in multisets(D).enumerate() {
            put(o.moment_start(3) + place, &self.cubes[i][j][k]);
        }
        for (place, [i, j, k, l]) in multisets(D).enumerate() {
            put(o.moment_start(4) + place, &self.fourths[i][j][k][l]);
        }
        totals
    }
}
