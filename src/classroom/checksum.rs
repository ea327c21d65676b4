//! Checksums that detect a mistyped code: remainders of polynomials over GF(32).
//!
//! A code's symbols are the coefficients of a polynomial, highest power first. A sound code is a
//! multiple of a fixed divisor; a remainder is appended to make it one, as in a cyclic redundancy
//! check.

/// Coefficients of a divisor from the highest power down, without the leading 1.
type Divisor<const N: usize> = [u8; N];

/// x + 2, of codes of version 1. The powers of its root have period 31: exchanging two characters
/// at that distance goes unnoticed.
const PARITY: Divisor<1> = [2];

/// (x + 2)(x⁴ + 21x³ + 21x² + 21x + 1), of later versions.
///
/// The second factor is irreducible, and its roots have order 32² + 1, so its powers of x are the
/// points of an ovoid of PG(3, 32), no three of which are collinear. Up to that many characters it
/// therefore detects any three wrong ones (with the first factor any four among 35), any exchange
/// of two at any distance, and any exchange of two groups of four. Of anything else, one in 32⁵
/// passes. The first factor makes releases that know only version 1 report a later release's code,
/// not a mistyped one.
const CHECK: Divisor<5> = [23, 26, 26, 14, 2];

/// Check symbols of a code of a later version.
pub const CHECKS: usize = CHECK.len();

/// Products of elements of GF(32), modulo x⁵ + x² + 1.
const PRODUCTS: [[u8; 32]; 32] = {
    let mut products = [[0; 32]; 32];
    let mut place = 0;
    while place < 32 * 32 {
        let (one, other) = (place / 32, place % 32);
        // The sum of `one` times each power of 2 in `other`.
        let half = products[one][other / 2];
        let doubled = (half << 1) ^ ((half >> 4) * 0b10_0101);
        products[one][other] = doubled ^ (other % 2 * one) as u8;
        place += 1;
    }
    products
};

const fn times(one: u8, other: u8) -> u8 {
    PRODUCTS[one as usize][other as usize]
}

/// The running remainder of a sequence of symbols times xᴺ.
#[derive(Clone, Copy)]
pub struct Remainder<const N: usize> {
    divisor: Divisor<N>,
    rest: [u8; N],
}

impl Remainder<1> {
    pub const fn of_parity() -> Self {
        Self {
            divisor: PARITY,
            rest: [0],
        }
    }
}

impl Remainder<CHECKS> {
    pub const fn of_check() -> Self {
        Self {
            divisor: CHECK,
            rest: [0; CHECKS],
        }
    }
}

impl<const N: usize> Remainder<N> {
    pub fn push(&mut self, symbol: u8) {
        let factor = self.rest[0] ^ symbol;
        self.rest.rotate_left(1);
        self.rest[N - 1] = 0;
        for (rest, coefficient) in self.rest.iter_mut().zip(self.divisor) {
            *rest ^= times(factor, coefficient);
        }
    }

    pub fn after(mut self, symbols: &[u8]) -> Self {
        for symbol in symbols {
            self.push(*symbol);
        }
        self
    }

    /// True if the symbols are sound.
    pub fn is_nought(&self) -> bool {
        self.rest == [0; N]
    }

    /// The check symbols to append.
    pub fn symbols(&self) -> [u8; N] {
        self.rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    /// Powers 1, x, x² … modulo the divisor.
    fn powers<const N: usize>(remainder: Remainder<N>, count: usize) -> Vec<[u8; N]> {
        let mut power = remainder;
        power.rest[N - 1] = 1;
        (0..count)
            .map(|_| {
                let now = power.rest;
                power.push(0);
                now
            })
            .collect()
    }

    /// A vector normalized up to a factor.
    fn direction(vector: &[u8]) -> Vec<u8> {
        let first = vector.iter().copied().find(|v| *v != 0).unwrap_or(1);
        let inverse = (1..32).find(|i| times(*i, first) == 1).unwrap();
        vector.iter().map(|v| times(*v, inverse)).collect()
    }

    fn sum(one: &[u8], factor: u8, other: &[u8]) -> Vec<u8> {
        one.iter()
            .zip(other)
            .map(|(a, b)| a ^ times(factor, *b))
            .collect()
    }

    #[test]
    fn the_divisor_is_the_product_that_it_is_said_to_be() {
        let (one, other) = ([1, 2], [1, 21, 21, 21, 1]);
        let mut product = [0; 6];
        for (i, a) in one.iter().enumerate() {
            for (j, b) in other.iter().enumerate() {
                product[i + j] ^= times(*a, *b);
            }
        }
        assert_eq!(product[1..], CHECK);
    }

    /// No multiple of the second factor has fewer than four coefficients, up to its order.
    #[test]
    fn any_three_wrong_characters_are_found() {
        let factor = Remainder {
            divisor: [21, 21, 21, 1],
            rest: [0; 4],
        };
        let powers = powers(factor, 1026);
        assert_eq!(powers[0], powers[1025]);
        let directions: Vec<Vec<u8>> = powers[..1025].iter().map(|p| direction(p)).collect();
        let known: HashSet<&Vec<u8>> = directions.iter().collect();
        assert_eq!(known.len(), 1025);
        for power in &powers[1..1025] {
            for factor in 1..32 {
                let sum = direction(&sum(&powers[0], factor, power));
                assert!(!known.contains(&sum), "{power:?} {factor}");
            }
        }
    }

    #[test]
    fn any_four_wrong_characters_among_thirty_five_are_found() {
        let powers = powers(Remainder::of_check(), 35);
        let mut pairs = HashSet::new();
        for (place, power) in powers.iter().enumerate() {
            for other in &powers[..place] {
                for factor in 1..32 {
                    let sum = sum(power, factor, other);
                    assert_ne!(sum, [0; CHECKS]);
                    assert!(pairs.insert(direction(&sum)), "{place}");
                }
            }
        }
    }
}
