//! Histograms of a quantity whose range is not known beforehand.

use expression::{LANES, Lanes};
use serde::{Deserialize, Serialize};

/// Base-two logarithm of the number of bins per octave. A bin's edges are the leading bits of a
/// number, so finding the bin costs a shift.
const FINENESS: u32 = 5;
/// Bins on each side of zero. The first takes everything below `2⁻⁶⁴`, the last everything beyond
/// `2⁶⁴`.
const BINS: i32 = 128 << FINENESS;
/// The leading bits of `2⁻⁶⁴`.
const LEAST: i32 = (1023 - 64) << FINENESS;

/// Counts in bins of equal relative width. Their sums are exact, in any order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Octaves {
    /// Number of the first stored count.
    first: usize,
    /// Bin by bin away from zero, positive and negative numbers in turn.
    counts: Vec<u64>,
}

/// A histogram with equal bins about zero.
#[derive(Clone, Debug, PartialEq)]
pub struct Equal {
    pub width: f64,
    /// Bin by bin, as many below zero as above.
    pub counts: Vec<u64>,
    /// Count beyond the last bin on either side.
    pub beyond: u64,
}

/// Lower edge of a bin, in units of the finest bin's width.
fn edge(bin: usize) -> f64 {
    let (octave, part) = (bin >> FINENESS, bin & ((1 << FINENESS) - 1));
    let size = 1.0 + part as f64 / f64::from(1 << FINENESS);
    size * libm::ldexp(1.0, octave as i32 - 64)
}

impl Octaves {
    /// The bins of a block of numbers: twice the bin's number, plus one for negative numbers.
    #[inline]
    pub fn locate(x: &Lanes, out: &mut [u16; LANES]) {
        for lane in 0..LANES {
            let leading = (x[lane].to_bits() >> (52 - FINENESS)) as i32;
            let size = leading & ((1 << (11 + FINENESS)) - 1);
            let bin = (size - LEAST).clamp(0, BINS - 1);
            let below = leading >> (11 + FINENESS);
            out[lane] = (2 * bin + below) as u16;
        }
    }

    /// Counts the bins of these lanes.
    pub fn count(&mut self, rows: &[[u16; LANES]], lanes: &[usize]) {
        let mut add = |number: u16| *self.at(usize::from(number)) += 1;
        if lanes.len() == LANES {
            rows.as_flattened().iter().copied().for_each(add);
        } else {
            for row in rows {
                lanes.iter().for_each(|&lane| add(row[lane]));
            }
        }
    }

    /// A count, created if it is the first of its bin.
    #[inline]
    fn at(&mut self, number: usize) -> &mut u64 {
        let place = number.wrapping_sub(self.first);
        if place >= self.counts.len() {
            self.make_room(number);
        }
        &mut self.counts[number - self.first]
    }

    #[cold]
    fn make_room(&mut self, number: usize) {
        if self.counts.is_empty() {
            self.first = number;
        }
        if number < self.first {
            let before = vec![0; self.first - number];
            self.counts.splice(0..0, before);
            self.first = number;
        }
        let counts = self.counts.len().max(number - self.first + 1);
        self.counts.resize(counts, 0);
    }

    /// Adds another histogram's counts.
    pub fn combine(&mut self, other: &Octaves) {
        let counts = (other.first..).zip(&other.counts);
        for (number, count) in counts.filter(|(_, count)| **count > 0) {
            *self.at(number) += count;
        }
    }

    /// Total count.
    pub fn total(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// The absolute value that all but the largest share of the numbers stay below, rounded up to a
    /// bin edge.
    fn reach(&self, share: f64) -> f64 {
        let allowed = share * self.total() as f64;
        let mut beyond = 0.0;
        for (place, count) in self.counts.iter().enumerate().rev() {
            beyond += *count as f64;
            if beyond > allowed {
                return edge((self.first + place) / 2 + 1);
            }
        }
        0.0
    }

    /// The same counts in 64 to 128 equal bins over a range adapted to them: all but one in `10⁵`
    /// lie in it, a Gaussian's 4.4 standard deviations. A few far outliers do not squeeze the
    /// rest together, for it ends at three times the range of 999 in a thousand. `None` without
    /// counts.
    pub fn equal(&self) -> Option<Equal> {
        const RARE: [f64; 2] = [1e-5, 1e-3];
        const FAR: f64 = 3.0;
        let [all, most] = RARE.map(|share| self.reach(share));
        let reach = all.min(FAR * most);
        if !(reach > 0.0) {
            return None;
        }
        // The widest bins of the octave that holds the reach: all others are fractions of them.
        let (_, exponent) = libm::frexp(reach);
        let width = libm::ldexp(1.0, exponent - 1 - FINENESS as i32);
        let half = libm::ceil(reach / width) as usize;
        let mut equal = Equal {
            width,
            counts: vec![0; 2 * half],
            beyond: 0,
        };
        for (number, count) in (self.first..).zip(&self.counts) {
            let away = (edge(number / 2) / width) as usize;
            let bin = match number % 2 {
                0 => half + away,
                _ => half.wrapping_sub(1 + away),
            };
            match equal.counts.get_mut(bin) {
                Some(here) => *here += count,
                None => equal.beyond += count,
            }
        }
        Some(equal)
    }
}

#[cfg(test)]
mod tests {
    use super::{Equal, Octaves};
    use expression::{LANES, Lanes};

    fn of(numbers: &[f64]) -> Octaves {
        let mut octaves = Octaves::default();
        for numbers in numbers.chunks(LANES) {
            let mut block = Lanes::splat(0.0);
            let mut row = [0; LANES];
            for (lane, x) in numbers.iter().enumerate() {
                block[lane] = *x;
            }
            Octaves::locate(&block, &mut row);
            octaves.count(&[row], &(0..numbers.len()).collect::<Vec<_>>());
        }
        octaves
    }

    /// Quantiles of a Gaussian of this width.
    fn gaussian(sd: f64, numbers: usize) -> Vec<f64> {
        let quantile = |i: usize| {
            let share = (i as f64 + 0.5) / numbers as f64;
            let (mut low, mut high) = (-9.0, 9.0);
            for _ in 0..60 {
                let middle = 0.5 * (low + high);
                let below = 0.5 * libm::erfc(-middle / std::f64::consts::SQRT_2);
                *(if below < share { &mut low } else { &mut high }) = middle;
            }
            sd * low
        };
        (0..numbers).map(quantile).collect()
    }

    fn variance(equal: &Equal) -> f64 {
        let half = equal.counts.len() as f64 / 2.0;
        let squares = equal.counts.iter().enumerate().map(|(bin, count)| {
            let x = (bin as f64 + 0.5 - half) * equal.width;
            x * x * *count as f64
        });
        squares.sum::<f64>() / equal.counts.iter().sum::<u64>() as f64
    }

    #[test]
    fn the_range_follows_the_data_over_many_powers_of_ten() {
        for sd in [1e-12, 3.7e-3, 1.0, 2.9e8] {
            let equal = of(&gaussian(sd, 20_000)).equal().unwrap();
            assert!((64..=128).contains(&equal.counts.len()), "{equal:?}");
            assert_eq!(equal.counts.iter().sum::<u64>() + equal.beyond, 20_000);
            assert_eq!(equal.beyond, 0);
            let reach = 0.5 * equal.counts.len() as f64 * equal.width / sd;
            assert!((4.0..4.3).contains(&reach), "{reach}");
            assert!(
                (variance(&equal) / (sd * sd) - 1.0).abs() < 0.01,
                "{equal:?}"
            );
            // Left and right are the same.
            let mirrored: Vec<u64> = equal.counts.iter().rev().copied().collect();
            assert_eq!(mirrored, equal.counts);
        }
        assert_eq!(Octaves::default().equal(), None);
        assert_eq!(of(&[0.0; 9]).equal().unwrap().counts.iter().sum::<u64>(), 9);
    }

    #[test]
    fn a_few_that_are_far_out_are_outside() {
        let mut numbers = gaussian(1.0, 100_000);
        numbers.extend([1e9; 30]);
        numbers.push(-40.0);
        let equal = of(&numbers).equal().unwrap();
        assert_eq!(equal.beyond, 31);
        assert!((variance(&equal) - 1.0).abs() < 0.01);
    }

    #[test]
    fn sums_are_the_same_in_any_order() {
        let numbers = gaussian(1.0, 5000);
        let (few, many) = numbers.split_at(700);
        let all = of(&numbers);
        for [a, b] in [[few, many], [many, few]] {
            let mut sum = of(a);
            sum.combine(&of(b));
            assert_eq!(sum.equal(), all.equal());
            assert_eq!(sum.total(), 5000);
        }
    }
}
