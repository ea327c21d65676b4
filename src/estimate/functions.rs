//! The cubic B-splines along one axis, and their numbers in a band matrix.

/// The splines along an axis of `intervals` knot intervals: three more than intervals, or, along a
/// periodic axis, as many, since the last three are the first three.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Functions {
    pub intervals: usize,
    pub periodic: bool,
}

impl Functions {
    /// Fewest intervals of a period on which two neighbouring ones have five different functions.
    pub const FEWEST: usize = 5;

    /// Number of functions.
    pub fn len(self) -> usize {
        match self.periodic {
            true => self.intervals,
            false => self.intervals + 3,
        }
    }

    /// The number in a band matrix of the function that begins in interval `k − 3`.
    ///
    /// On a circle the numbers ascend on one side and descend on the other: 0, 2, 4, … 5, 3, 1. So
    /// functions that are neighbours on the circle have numbers at most two apart, and the matrix
    /// stays a narrow band.
    pub fn number(self, k: usize) -> usize {
        if !self.periodic {
            return k;
        }
        let k = k % self.intervals;
        if 2 * k < self.intervals {
            2 * k
        } else {
            2 * (self.intervals - 1 - k) + 1
        }
    }

    /// Largest distance between the numbers of functions that are at most `steps` apart.
    pub fn reach(self, steps: usize) -> usize {
        match self.periodic {
            true => (2 * steps).min(self.intervals - 1),
            false => steps,
        }
    }

    /// Number of independent coefficients without second differences: straight lines, or constants on
    /// a circle.
    pub fn straight(self) -> usize {
        if self.periodic { 1 } else { 2 }
    }

    /// The places `k` at which three consecutive functions begin.
    fn begins_difference(self, k: usize) -> bool {
        self.periodic || k + 2 < self.len()
    }
}

/// Second differences of three consecutive coefficients along every axis of a row-major array: their
/// numbers, ascending, and weights.
pub(crate) fn second_differences(
    axes: Vec<(Functions, usize)>,
    len: usize,
) -> impl Iterator<Item = [(usize, f64); 3]> {
    axes.into_iter().flat_map(move |(along, stride)| {
        (0..len)
            .filter(move |n| along.begins_difference(n / stride % along.len()))
            .map(move |n| {
                let k = n / stride % along.len();
                let number = |step| n - k * stride + along.number(k + step) * stride;
                let mut second_difference = [(number(0), 1.0), (number(1), -2.0), (number(2), 1.0)];
                second_difference.sort_unstable_by_key(|(number, _)| *number);
                second_difference
            })
    })
}

/// The coefficients in the order of their functions, the first three of a period again at its end.
pub(crate) fn unfolded(coefficients: &[f64], axes: &[Functions]) -> Vec<f64> {
    let mut all = vec![0];
    for along in axes {
        let next = |number: &usize| {
            let number = *number;
            (0..along.intervals + 3).map(move |k| number * along.len() + along.number(k))
        };
        all = all.iter().flat_map(next).collect();
    }
    all.into_iter().map(|number| coefficients[number]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_on_a_circle_have_near_numbers() {
        for intervals in Functions::FEWEST..14 {
            let circle = Functions {
                intervals,
                periodic: true,
            };
            let mut numbers: Vec<usize> = (0..intervals).map(|k| circle.number(k)).collect();
            for k in 0..intervals {
                for steps in 0..5 {
                    let apart = circle.number(k).abs_diff(circle.number(k + steps));
                    assert!(apart <= circle.reach(steps), "{k} of {intervals}");
                }
            }
            numbers.sort_unstable();
            assert!(numbers.into_iter().eq(0..intervals));
        }
    }

    #[test]
    fn unfolded_coefficients_are_in_order_and_repeat() {
        let [circle, line] = [(5, true), (2, false)].map(|(intervals, periodic)| Functions {
            intervals,
            periodic,
        });
        let mut folded = vec![0.0; 25];
        for k in 0..5 {
            for l in 0..5 {
                folded[5 * circle.number(k) + l] = (10 * k + l) as f64;
            }
        }
        let open = unfolded(&folded, &[circle, line]);
        let expected = (0..8).flat_map(|k| (0..5).map(move |l| (10 * (k % 5) + l) as f64));
        assert!(open.into_iter().eq(expected));
    }
}
