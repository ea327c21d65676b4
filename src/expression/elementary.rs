//! Sine, cosine and exponential of a block of numbers.
//!
//! They use only sums, products, comparisons and bit patterns: the loops vectorise, and every
//! machine and browser computes the same bits. Unless noted otherwise, polynomials and the
//! splittings of π/2 and ln 2 are those of Sun's fdlibm.

use crate::lanes::{LANES, Lanes};

/// Around 1.5·2⁵² neighbouring numbers are one apart: adding it rounds to a whole number and
/// leaves that number in the low bits.
pub(super) const MAGIC: f64 = 6_755_399_441_055_744.0;

/// Largest angle whose number of quarter turns has few enough bits for an exact reduction.
const LARGEST_ANGLE: f64 = 1.6e6;

/// π/2 in three parts, the first two with 33 bits each: their products with a number of quarter
/// turns below 2²⁰ are exact.
pub(super) const QUARTER: [f64; 3] = [
    1.570_796_326_734_125_614_17,
    6.077_100_506_303_965_976_60e-11,
    2.022_266_248_795_950_631_54e-21,
];

/// Sine and cosine of every number in the block, to 2 units in the last place, with one reduction
/// for both.
///
/// The portable scalar library handles numbers beyond `LARGEST_ANGLE`; it reduces any angle.
/// Infinities and NaN give NaN in their own lane.
#[inline(always)]
pub fn sin_cos(x: &Lanes, sine: &mut Lanes, cosine: &mut Lanes) {
    for lane in 0..LANES {
        let turned = x[lane] * std::f64::consts::FRAC_2_PI + MAGIC;
        let quarters = turned - MAGIC;
        let r = ((x[lane] - quarters * QUARTER[0]) - quarters * QUARTER[1]) - quarters * QUARTER[2];
        let (s, c) = (sine_near_zero(r).to_bits(), cosine_near_zero(r).to_bits());
        let quadrant = turned.to_bits();
        // In odd quadrants sine and cosine are interchanged; two bits give the signs.
        let odd = 0u64.wrapping_sub(quadrant & 1);
        sine[lane] = f64::from_bits(((s & !odd) | (c & odd)) ^ ((quadrant & 2) << 62));
        cosine[lane] =
            f64::from_bits(((c & !odd) | (s & odd)) ^ ((quadrant.wrapping_add(1) & 2) << 62));
    }
    beyond(x, |lane, x| (sine[lane], cosine[lane]) = libm::sincos(x));
}

/// Calls `each` for the lanes whose angle is too large to reduce here, or NaN.
#[inline(always)]
fn beyond(x: &Lanes, mut each: impl FnMut(usize, f64)) {
    let mut any = 0;
    for lane in 0..LANES {
        any |= u64::from(!(x[lane].abs() <= LARGEST_ANGLE));
    }
    if any != 0 {
        for lane in (0..LANES).filter(|&lane| !(x[lane].abs() <= LARGEST_ANGLE)) {
            each(lane, x[lane]);
        }
    }
}

/// Sine on [−π/4, π/4].
#[inline(always)]
fn sine_near_zero(x: f64) -> f64 {
    let z = x * x;
    let p = 8.333_333_333_322_489_461_24e-3
        + z * (-1.984_126_982_985_794_931_34e-4
            + z * (2.755_731_370_707_006_767_89e-6
                + z * (-2.505_076_025_340_686_341_95e-8 + z * 1.589_690_995_211_550_102_21e-10)));
    x + (z * x) * (-1.666_666_666_666_663_243_48e-1 + z * p)
}

/// Cosine on [−π/4, π/4].
#[inline(always)]
fn cosine_near_zero(x: f64) -> f64 {
    let z = x * x;
    let p = 4.166_666_666_666_660_190_37e-2
        + z * (-1.388_888_888_887_410_957_49e-3
            + z * (2.480_158_728_947_672_941_78e-5
                + z * (-2.755_731_435_139_066_330_35e-7
                    + z * (2.087_572_321_298_174_827_90e-9
                        + z * -1.135_964_755_778_819_482_65e-11))));
    let half = 0.5 * z;
    let w = 1.0 - half;
    w + (((1.0 - w) - half) + z * (z * p))
}

/// Exponential of every number in the block, to 2 units in the last place; overflow gives infinity
/// and underflow passes through the subnormals to zero.
///
/// Two loops, as for a wave; `spare` holds the intermediate values.
#[inline(always)]
pub fn exp(x: &Lanes, out: &mut Lanes, [high, low]: &mut [Lanes; 2]) {
    const LN2: [f64; 2] = [
        6.931_471_803_691_238_164_90e-1,
        1.908_214_929_270_587_700_02e-10,
    ];
    for lane in 0..LANES {
        let x = x[lane];
        let x = if x > 720.0 { 720.0 } else { x };
        let x = if x < -760.0 { -760.0 } else { x };
        let n = (x * std::f64::consts::LOG2_E + MAGIC) - MAGIC;
        high[lane] = x - n * LN2[0];
        low[lane] = n * LN2[1];
        out[lane] = n;
    }
    for lane in 0..LANES {
        let (n, high, low) = (out[lane], high[lane], low[lane]);
        let r = high - low;
        let z = r * r;
        let p = 1.666_666_666_666_660_190_37e-1
            + z * (-2.777_777_777_701_559_338_42e-3
                + z * (6.613_756_321_437_934_361_17e-5
                    + z * (-1.653_390_220_546_525_153_90e-6
                        + z * 4.138_136_797_057_238_460_39e-8)));
        let c = r - z * p;
        let y = 1.0 + ((r * c / (2.0 - c) - low) + high);
        // 2ⁿ in two factors, both normal numbers.
        let first = n * 0.5 + MAGIC;
        let second = (n - (first - MAGIC)) + MAGIC;
        out[lane] = (y * power_of_two(first)) * power_of_two(second);
    }
}

/// `2ⁿ` for a whole number between −1022 and 1023 to which [`MAGIC`] has been added: its low bits
/// are those of the number.
#[inline(always)]
fn power_of_two(n: f64) -> f64 {
    f64::from_bits(n.to_bits().wrapping_add(1023) << 52)
}

#[cfg(test)]
#[allow(clippy::disallowed_methods)] // the platform's functions are what these are held against
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Distance in units in the last place of the expected value.
    fn ulps(got: f64, expected: f64) -> f64 {
        if got.to_bits() == expected.to_bits() || (got.is_nan() && expected.is_nan()) {
            return 0.0;
        }
        let ulp = (f64::from_bits(expected.abs().to_bits() + 1) - expected.abs()).abs();
        (got - expected).abs() / ulp
    }

    const SPARE: [Lanes; 2] = [Lanes::splat(0.0); 2];

    fn exponential(x: f64) -> f64 {
        let mut out = Lanes::splat(0.0);
        exp(&Lanes::splat(x), &mut out, &mut SPARE.clone());
        out[17]
    }

    fn check_angle(x: f64) {
        let (mut s, mut c) = (Lanes::splat(0.0), Lanes::splat(0.0));
        sin_cos(&Lanes::splat(x), &mut s, &mut c);
        let (sine, cosine) = (s[40], c[40]);
        assert!(
            ulps(sine, x.sin()) <= 2.0,
            "sin {x:e}: {sine:e} against {:e}",
            x.sin()
        );
        assert!(
            ulps(cosine, x.cos()) <= 2.0,
            "cos {x:e}: {cosine:e} against {:e}",
            x.cos()
        );
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
    fn extreme_numbers() {
        for x in [
            0.0,
            -0.0,
            5e-324,
            1e-310,
            1e-20,
            1e7,
            -3e9,
            1e22,
            1.7e308,
            f64::INFINITY,
            f64::NAN,
        ] {
            check_angle(x);
            check_angle(-x);
            let got = exponential(x);
            assert!(ulps(got, x.exp()) <= 2.0, "exp {x:e}: {got:e}");
            assert!(ulps(exponential(-x), (-x).exp()) <= 2.0);
        }
        for x in [
            709.782_712_893_383_9,
            709.79,
            -708.5,
            -740.0,
            -745.1,
            -745.2,
            -800.0,
        ] {
            let (got, expected) = (exponential(x), x.exp());
            // One subnormal step is many ulps of nothing.
            let near = (got - expected).abs() <= 2.0 * expected * f64::EPSILON + 5e-324;
            assert!(got == expected || near, "exp {x}: {got:e}");
        }
    }

    #[test]
    fn one_lost_lane_leaves_the_others_as_they_are() {
        let mut x = Lanes::splat(0.0);
        for lane in 0..LANES {
            x[lane] = lane as f64 * 1.7 - 40.0;
        }
        let run = |x: &Lanes| {
            let (mut s, mut c, mut e) = (Lanes::splat(0.0), Lanes::splat(0.0), Lanes::splat(0.0));
            sin_cos(x, &mut s, &mut c);
            exp(x, &mut e, &mut SPARE.clone());
            [s, c, e]
        };
        let sound = run(&x);
        for bad in [f64::NAN, f64::INFINITY, 1e300, -1e300] {
            let mut spoiled = x;
            spoiled[9] = bad;
            for (a, b) in run(&spoiled).iter().zip(&sound) {
                for lane in (0..LANES).filter(|&l| l != 9) {
                    assert_eq!(a[lane].to_bits(), b[lane].to_bits());
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]
        #[test]
        fn within_two_units_in_the_last_place(x in -1e6..1e6f64, small in -10.0..10.0f64, y in -740.0..709.0f64) {
            check_angle(x);
            check_angle(small);
            prop_assert!(ulps(exponential(y), y.exp()) <= 2.0 || y < -708.0, "exp {y}");
            prop_assert!(ulps(exponential(small), small.exp()) <= 2.0);
        }
    }
}
