//! The derivatives of the terms along one variable at a point, as runs of four coefficients.

use crate::basis::Local;
use crate::mesh::second_derivatives;
use expression::{MOST_DIMENSIONS, Place};

/// Most runs: one of the function of one variable, four of each pair.
const MOST: usize = 1 + 4 * (MOST_DIMENSIONS - 1);

/// The coefficients whose splines do not vanish, four at a time: the slopes `φ` of their splines along one
/// variable, and `ω ∂φ + ω' φ` with the weight `ω` of the sample.
pub struct Runs {
    pub count: usize,
    /// First coefficient of each, in the local set, in ascending order.
    pub start: [usize; MOST],
    pub slope: [[f64; 4]; MOST],
    pub lift: [[f64; 4]; MOST],
}

impl Runs {
    pub fn new() -> Self {
        Runs {
            count: 0,
            start: [0; MOST],
            slope: [[0.0; 4]; MOST],
            lift: [[0.0; 4]; MOST],
        }
    }

    #[inline(always)]
    fn push(&mut self, start: usize, slope: [f64; 4], lift: [f64; 4]) {
        if self.count < MOST {
            self.start[self.count] = start;
            self.slope[self.count] = slope;
            self.lift[self.count] = lift;
            self.count += 1;
        }
    }

    /// Those of one variable at a point that has these places on the fine and the coarse meshes, whose
    /// scales along the variable are given; `widths` are the numbers of splines on the coarse ones, and
    /// `weight` is `ω` with its slope.
    #[inline(always)]
    pub fn find(
        &mut self,
        local: &Local,
        variable: usize,
        fine: (&Place, f64),
        (coarse, scale): (&[Place], f64),
        widths: &[usize],
        weight: [f64; 2],
    ) {
        self.count = 0;
        let own = &coarse[variable];
        let own_lift = lift(own, scale, weight);
        for part in &local.parts {
            match part.other {
                None => {
                    let (place, scale) = fine;
                    self.push(
                        part.local + place.first,
                        place.slope,
                        lift(place, scale, weight),
                    );
                }
                Some((other, false)) => {
                    let there = &coarse[other];
                    for a in 0..4 {
                        let row = part.local + (own.first + a) * widths[other] + there.first;
                        self.push(
                            row,
                            there.value.map(|value| own.slope[a] * value),
                            there.value.map(|value| own_lift[a] * value),
                        );
                    }
                }
                Some((other, true)) => {
                    let there = &coarse[other];
                    for a in 0..4 {
                        let row = part.local + (there.first + a) * widths[variable] + own.first;
                        self.push(
                            row,
                            own.slope.map(|slope| there.value[a] * slope),
                            own_lift.map(|lift| there.value[a] * lift),
                        );
                    }
                }
            }
        }
    }
}

/// `ω ∂φ + ω' φ` of the splines at a place.
#[inline(always)]
fn lift(place: &Place, scale: f64, [weight, fade]: [f64; 2]) -> [f64; 4] {
    let second_derivatives = second_derivatives(place, scale);
    std::array::from_fn(|k| weight * second_derivatives[k] + fade * place.slope[k])
}
