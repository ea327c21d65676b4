//! Sums of the observables over a window, for every walker of a block.

use dynamics::Walkers;
use expression::{LANES, Lanes, unrolled};
use statistics::Observables;

/// One sum for each observable, in their order.
#[derive(Debug)]
pub struct Moments {
    observables: Observables,
    /// The first sum of `p̄_i p̄_j`, of each higher order, and of `p_i p_j`.
    starts: [usize; 4],
    sums: Vec<Lanes>,
}

impl Moments {
    /// Sums that are all zero.
    pub fn new(observables: Observables) -> Self {
        Moments {
            observables,
            starts: [2, 3, 4, 5].map(|order| observables.moment_start(order)),
            sums: vec![Lanes::splat(0.0); observables.len()],
        }
    }

    /// Sets all sums to zero.
    pub fn clear(&mut self) {
        self.sums.fill(Lanes::splat(0.0));
    }

    /// Adds every walker, with its symmetric momentum.
    #[inline(always)]
    pub fn add(&mut self, walkers: &Walkers, symmetric: &[Lanes]) {
        unrolled!(d = symmetric.len(), self.add_in(d, walkers, symmetric));
    }

    #[inline(always)]
    fn add_in(&mut self, d: usize, walkers: &Walkers, symmetric: &[Lanes]) {
        let (q, p, s) = (&walkers.q[..d], &walkers.p[..d], &symmetric[..d]);
        let o = self.observables;
        for i in 0..d {
            let places = [
                o.position(i),
                o.position_square(i),
                o.position_fourth(i),
                o.momentum(i),
            ];
            if let Ok([q1, q2, q4, s1]) = self.sums.get_disjoint_mut(places) {
                for lane in 0..LANES {
                    let q = q[i][lane];
                    q1[lane] += q;
                    q2[lane] += q * q;
                    q4[lane] += (q * q) * (q * q);
                    s1[lane] += s[i][lane];
                }
            }
        }
        // The nested loops visit the multisets of coordinates in their order.
        let [mut pair, mut cube, mut fourth, mut naive] = self.starts;
        if o.is_directional() {
            return self.add_directional(p, s);
        }
        for i in 0..d {
            for j in i..d {
                add(&mut self.sums[pair], |lane| s[i][lane] * s[j][lane]);
                add(&mut self.sums[naive], |lane| p[i][lane] * p[j][lane]);
                (pair, naive) = (pair + 1, naive + 1);
                for k in j..d {
                    add(&mut self.sums[cube], |lane| {
                        s[i][lane] * s[j][lane] * s[k][lane]
                    });
                    cube += 1;
                    for l in k..d {
                        add(&mut self.sums[fourth], |lane| {
                            (s[i][lane] * s[j][lane]) * (s[k][lane] * s[l][lane])
                        });
                        fourth += 1;
                    }
                }
            }
        }
    }

    /// The moments of the momenta in more than three dimensions.
    #[inline(never)]
    fn add_directional(&mut self, p: &[Lanes], s: &[Lanes]) {
        let o = self.observables;
        let [mut pair, cube, fourth, mut naive] = self.starts;
        for i in 0..s.len() {
            for j in i..s.len() {
                add(&mut self.sums[pair], |lane| s[i][lane] * s[j][lane]);
                add(&mut self.sums[naive], |lane| p[i][lane] * p[j][lane]);
                (pair, naive) = (pair + 1, naive + 1);
            }
        }
        for k in 0..o.directions() {
            let mut along = Lanes::splat(0.0);
            for (i, s) in s.iter().enumerate() {
                let factor = o.direction(k, i);
                if factor != 0.0 {
                    add(&mut along, |lane| factor * s[lane]);
                }
            }
            let square = |lane: usize| along[lane] * along[lane];
            add(&mut self.sums[cube + k], |lane| square(lane) * along[lane]);
            add(&mut self.sums[fourth + k], |lane| {
                square(lane) * square(lane)
            });
        }
    }

    /// The sums over these walkers.
    pub fn totals(&self, walkers: &[usize]) -> Vec<f64> {
        let total = |sums: &Lanes| walkers.iter().map(|&lane| sums[lane]).sum();
        self.sums.iter().map(total).collect()
    }
}

#[inline(always)]
fn add(sums: &mut Lanes, of: impl Fn(usize) -> f64) {
    for lane in 0..LANES {
        sums[lane] += of(lane);
    }
}
