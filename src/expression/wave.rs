//! Single sines and cosines of a block of numbers: the ripples that form most small scales.
//!
//! They use only sums, products and bit patterns, none of them fused: the loops vectorise, and
//! every machine and browser computes the same bits.

use crate::elementary::{MAGIC, QUARTER};
use crate::lanes::{LANES, Lanes};

/// The periodic function of a wave.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shape {
    Sine,
    Cosine,
}

/// `amplitude·sin(frequency·x)`, or the cosine.
///
/// Sine and cosine are those of the rounded product, to a unit and a half in the last place of 1;
/// the sine of a small number to 2 units in its own last place. The portable scalar library handles
/// angles beyond [`HALF_TURNS`] half turns; it reduces any angle. Infinities and NaN give NaN in
/// their own lane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wave {
    pub shape: Shape,
    pub frequency: f64,
    pub amplitude: f64,
}

/// Largest number of half turns with few enough bits for an exact product with [`HALF_TURN`]`[0]`.
const HALF_TURNS: u64 = 1 << 20;

/// π in two parts, the first with 33 bits.
const HALF_TURN: [f64; 2] = [2.0 * QUARTER[0], 2.0 * 6.077_100_506_506_192_249_32e-11];

/// `(cos r − 1 + r²/2)/r⁴` in powers of `r²`: the best polynomial on [−π/2, π/2], to 3e-17 in the
/// cosine.
const COSINE: [f64; 7] = [
    4.166_666_666_666_652e-2,
    -1.388_888_888_886_951_7e-3,
    2.480_158_729_397_079e-5,
    -2.755_731_788_670_352_7e-7,
    2.087_663_518_506_561e-9,
    -1.146_474_891_796_846_6e-11,
    4.627_691_182_769_159e-14,
];

/// `(sin r − r)/r³` in powers of `r²`: the best polynomial in relative error (2.8e-19) on
/// [−π/2, π/2].
const SINE: [f64; 8] = [
    -1.666_666_666_666_666_6e-1,
    8.333_333_333_333_194e-3,
    -1.984_126_984_120_914_5e-4,
    2.755_731_921_112_422e-6,
    -2.505_210_687_157_643_7e-8,
    1.605_893_964_281_221e-10,
    -7.642_989_810_976_906e-13,
    2.721_156_920_178_952e-15,
];

impl Wave {
    /// The wave of every number in the block. `spare` holds the reduced angles and amplitudes;
    /// allocating it here would cost as much as filling it.
    #[inline(always)]
    pub fn of(self, x: &Lanes, out: &mut Lanes, spare: &mut [Lanes; 2]) {
        self.put(x, out, spare, |_, wave| wave);
    }

    /// The wave of every number in the block, added to another block.
    #[inline(always)]
    pub fn add(self, base: &Lanes, x: &Lanes, out: &mut Lanes, spare: &mut [Lanes; 2]) {
        self.put(x, out, spare, |lane, wave| base[lane] + wave);
    }

    #[inline(always)]
    fn put(
        self,
        x: &Lanes,
        out: &mut Lanes,
        [angle, amplitude]: &mut [Lanes; 2],
        finish: impl Fn(usize, f64) -> f64,
    ) {
        let outside = self.reduce(x, angle, amplitude);
        match self.shape {
            Shape::Sine => {
                for lane in 0..LANES {
                    out[lane] = finish(lane, amplitude[lane] * sine(angle[lane]));
                }
            }
            Shape::Cosine => {
                for lane in 0..LANES {
                    out[lane] = finish(lane, amplitude[lane] * cosine(angle[lane]));
                }
            }
        }
        if outside {
            self.mend(x, out, finish);
        }
    }

    /// Angles within a quarter turn of zero, and amplitudes whose sign is flipped in odd half
    /// turns. Returns true if any angle was too large for that, or NaN.
    ///
    /// Reducing and summing are two loops because both are long chains of dependent operations: a
    /// processor overlaps more lanes of a short chain.
    #[inline(always)]
    fn reduce(self, x: &Lanes, angle: &mut Lanes, amplitude: &mut Lanes) -> bool {
        let mut excess = 0;
        for lane in 0..LANES {
            let turned = self.turned(x[lane]);
            let half_turns = turned - MAGIC;
            let product = x[lane] * self.frequency;
            angle[lane] = (product - half_turns * HALF_TURN[0]) - half_turns * HALF_TURN[1];
            amplitude[lane] = f64::from_bits(self.amplitude.to_bits() ^ (turned.to_bits() << 63));
            excess |= excess_of(turned);
        }
        is_outside(excess)
    }

    /// The number of half turns, in the low bits.
    #[inline(always)]
    fn turned(self, x: f64) -> f64 {
        x * (self.frequency * std::f64::consts::FRAC_1_PI) + MAGIC
    }

    /// Computes the lanes whose angle is too large to reduce here, or NaN.
    #[cold]
    #[inline(never)]
    fn mend(self, x: &Lanes, out: &mut Lanes, finish: impl Fn(usize, f64) -> f64) {
        for lane in (0..LANES).filter(|&lane| is_outside(excess_of(self.turned(x[lane])))) {
            let angle = x[lane] * self.frequency;
            let wave = match self.shape {
                Shape::Sine => libm::sin(angle),
                Shape::Cosine => libm::cos(angle),
            };
            out[lane] = finish(lane, self.amplitude * wave);
        }
    }
}

/// Excess of a number of half turns over the lowest one that can be reduced; "or" combines the
/// excesses of several lanes.
#[inline(always)]
fn excess_of(turned: f64) -> u64 {
    turned.to_bits().wrapping_sub(MAGIC.to_bits() - HALF_TURNS)
}

#[inline(always)]
fn is_outside(excess: u64) -> bool {
    excess >= 2 * HALF_TURNS
}

// The polynomials are summed in pairs (Estrin), which avoids one long chain of dependent
// operations.

/// Cosine on [−π/2, π/2].
#[inline(always)]
fn cosine(r: f64) -> f64 {
    let z = r * r;
    let (z2, [a, b, c, d, e, f, g]) = (z * z, COSINE);
    let low = (1.0 - 0.5 * z) + (a + b * z) * z2;
    let high = (c + d * z) + ((e + f * z) + g * z2) * z2;
    low + high * (z2 * z2)
}

/// Sine on [−π/2, π/2].
#[inline(always)]
fn sine(r: f64) -> f64 {
    let z = r * r;
    let (z2, [a, b, c, d, e, f, g, h]) = (z * z, SINE);
    let low = (a + b * z) + (c + d * z) * z2;
    let high = (e + f * z) + (g + h * z) * z2;
    r + (r * z) * (low + high * (z2 * z2))
}

#[cfg(test)]
#[allow(clippy::disallowed_methods)] // the platform's functions are what these are held against
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SINE: Wave = Wave {
        shape: Shape::Sine,
        frequency: 1.0,
        amplitude: 1.0,
    };
    const COSINE: Wave = Wave {
        shape: Shape::Cosine,
        ..SINE
    };

    const SPARE: [Lanes; 2] = [Lanes::splat(0.0); 2];

    fn value(wave: Wave, x: f64) -> f64 {
        let mut out = Lanes::splat(0.0);
        wave.of(&Lanes::splat(x), &mut out, &mut SPARE.clone());
        out[17]
    }

    fn check_angle(x: f64) {
        let near = |got: f64, expected: f64, error: f64| {
            let same = got.to_bits() == expected.to_bits() || (got.is_nan() && expected.is_nan());
            assert!(
                same || (got - expected).abs() <= error,
                "{x:e}: {got:e} against {expected:e}"
            );
        };
        // Errors of the platform's functions count as ours.
        let error = 1.75 * f64::EPSILON;
        near(value(COSINE, x), x.cos(), error);
        near(value(SINE, x), x.sin(), error * x.abs().min(1.0));
    }

    #[test]
    fn angles_near_multiples_of_a_quarter_turn() {
        for k in (-640_000i32..640_000).step_by(997).chain(-40..40) {
            let near = f64::from(k) * std::f64::consts::FRAC_PI_2;
            for bits in 0..3 {
                check_angle(f64::from_bits(near.to_bits() + bits));
            }
        }
    }

    #[test]
    fn the_largest_error_that_was_found() {
        // 1.2502 units in the last place of 1.
        check_angle(576_128.902_538_597_7);
    }

    #[test]
    fn extreme_numbers() {
        for x in [
            0.0,
            5e-324,
            1e-310,
            1e-20,
            3.29e6,
            3.3e6,
            1e7,
            3e9,
            1e22,
            1.7e308,
            f64::INFINITY,
            f64::NAN,
        ] {
            check_angle(x);
            check_angle(-x);
        }
        let steep = Wave {
            frequency: 1.7e308,
            ..COSINE
        };
        assert_eq!(value(steep, 0.0), 1.0);
    }

    #[test]
    fn one_lost_lane_leaves_the_others_as_they_are() {
        let mut x = Lanes::splat(0.0);
        for lane in 0..LANES {
            x[lane] = lane as f64 * 1.7 - 40.0;
        }
        for wave in [SINE, COSINE] {
            let wave = Wave {
                frequency: 20.0,
                amplitude: -0.3,
                ..wave
            };
            let run = |x: &Lanes| {
                let mut out = Lanes::splat(0.0);
                wave.add(&Lanes::splat(0.7), x, &mut out, &mut SPARE.clone());
                out
            };
            let sound = run(&x);
            for bad in [f64::NAN, f64::INFINITY, 1e300, -1e300] {
                let mut spoiled = x;
                spoiled[9] = bad;
                let spoiled = run(&spoiled);
                for lane in (0..LANES).filter(|&l| l != 9) {
                    assert_eq!(spoiled[lane].to_bits(), sound[lane].to_bits());
                }
                assert_eq!(spoiled[9].is_nan(), !bad.is_finite());
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]
        #[test]
        fn within_a_unit_and_a_half_in_the_last_place_of_one(x in -1e6..1e6f64, y in -10.0..10.0f64) {
            check_angle(x);
            check_angle(y);
        }

        #[test]
        fn scaled_and_added_to_something(x in -4.0..4.0f64, f in -1e4..1e4f64, a in -9.0..9.0f64) {
            for shape in [Shape::Sine, Shape::Cosine] {
                let wave = Wave { shape, frequency: f, amplitude: a };
                let (lone, mut sum) = (Wave { frequency: 1.0, amplitude: 1.0, ..wave }, Lanes::splat(0.0));
                wave.add(&Lanes::splat(0.7), &Lanes::splat(x), &mut sum, &mut SPARE.clone());
                let expected = 0.7 + a * value(lone, f * x);
                prop_assert!((sum[5] - expected).abs() <= 1e-14, "{} against {expected}", sum[5]);
            }
        }
    }
}
