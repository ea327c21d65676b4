//! Numbers with error bounds, and their derivatives.

use std::ops::{Add, Div, Mul, Neg, Sub};

/// A value with a bound of its error, not necessarily sharp; infinite if unknown.
#[derive(Clone, Copy, Debug)]
pub struct Near {
    pub value: f64,
    pub error: f64,
}

const EPSILON: f64 = f64::EPSILON;
/// Smaller values may have lost digits.
const SMALLEST: f64 = 1e-280;

impl Near {
    pub const fn exactly(value: f64) -> Self {
        Near { value, error: 0.0 }
    }

    pub fn is_nothing(self) -> bool {
        self.value == 0.0 && self.error == 0.0
    }

    /// A function of numbers: propagates each error, and adds one for rounding.
    fn of<const N: usize>(from: [Near; N], f: impl Fn([f64; N]) -> f64, rounding: f64) -> Near {
        let values = from.map(|x| x.value);
        let value = f(values);
        let mut error = rounding * value.abs().max(SMALLEST);
        for i in 0..N {
            for side in [-1.0, 1.0] {
                let mut moved = values;
                moved[i] += side * from[i].error;
                error += (f(moved) - value).abs();
            }
        }
        if value.abs() < SMALLEST && !(value == 0.0 && from.iter().all(|x| x.error == 0.0)) {
            error = f64::INFINITY;
        }
        if error.is_nan() {
            error = f64::INFINITY;
        }
        Near { value, error }
    }

    /// A function of one number whose rounding error is at most `8ε` times the sum of its value and
    /// `scale`.
    pub fn through(self, f: fn(f64) -> f64, scale: f64) -> Near {
        let mut near = Near::of([self], |[x]| f(x), 8.0 * EPSILON);
        near.error += 8.0 * EPSILON * scale;
        near
    }

    pub fn power(self, exponent: Near) -> Near {
        // Integer powers are rounded many times.
        let rounding = 8.0 * EPSILON * exponent.value.abs().clamp(1.0, 1e6);
        Near::of([self, exponent], |[a, b]| a.powf(b), rounding)
    }

    /// A product that is zero if `self` is, even if `other` is infinite.
    pub fn share(self, other: Near) -> Near {
        if self.is_nothing() {
            self
        } else {
            self * other
        }
    }
}

impl Add for Near {
    type Output = Near;

    fn add(self, other: Near) -> Near {
        let value = self.value + other.value;
        let error = self.error + other.error + EPSILON * (self.value.abs() + other.value.abs());
        let error = if error.is_nan() { f64::INFINITY } else { error };
        Near { value, error }
    }
}

impl Sub for Near {
    type Output = Near;

    fn sub(self, other: Near) -> Near {
        self + -other
    }
}

impl Neg for Near {
    type Output = Near;

    fn neg(self) -> Near {
        Near {
            value: -self.value,
            ..self
        }
    }
}

impl Mul for Near {
    type Output = Near;

    fn mul(self, other: Near) -> Near {
        if self.is_nothing() && other.value.is_finite() {
            return self;
        }
        if other.is_nothing() && self.value.is_finite() {
            return other;
        }
        Near::of([self, other], |[a, b]| a * b, EPSILON)
    }
}

impl Div for Near {
    type Output = Near;

    fn div(self, other: Near) -> Near {
        if self.is_nothing() && other.value != 0.0 {
            return self;
        }
        Near::of([self, other], |[a, b]| a / b, EPSILON)
    }
}

/// A value and its derivative along one variable.
#[derive(Clone, Copy, Debug)]
pub struct Dual {
    pub value: Near,
    pub slope: Near,
}

impl Dual {
    pub const fn constant(value: f64) -> Self {
        Dual {
            value: Near::exactly(value),
            slope: Near::exactly(0.0),
        }
    }

    pub fn add(self, other: Dual) -> Dual {
        Dual {
            value: self.value + other.value,
            slope: self.slope + other.slope,
        }
    }

    pub fn negative(self) -> Dual {
        Dual {
            value: -self.value,
            slope: -self.slope,
        }
    }

    pub fn times(self, other: Dual) -> Dual {
        Dual {
            value: self.value * other.value,
            slope: self.slope.share(other.value) + other.slope.share(self.value),
        }
    }

    pub fn over(self, other: Dual) -> Dual {
        let value = self.value / other.value;
        let slope = self.slope.share(Near::exactly(1.0) / other.value)
            - other.slope.share(value / other.value);
        Dual { value, slope }
    }

    pub fn power(self, exponent: Dual) -> Dual {
        let value = self.value.power(exponent.value);
        let one = Near::exactly(1.0);
        let by_base = self
            .slope
            .share(exponent.value * self.value.power(exponent.value - one));
        let by_exponent = exponent
            .slope
            .share(value * self.value.through(f64::ln, 0.0));
        Dual {
            value,
            slope: by_base + by_exponent,
        }
    }

    /// Applies a function by its name; `None` if there is none.
    pub fn call(self, name: &str) -> Option<Dual> {
        let x = self.value;
        let one = Near::exactly(1.0);
        let square = x * x;
        let periodic = |f: fn(f64) -> f64| {
            let mut near = x.through(f, 1.0);
            if x.error > 1e-3 {
                near.error = f64::INFINITY;
            }
            near
        };
        let plain = |f: fn(f64) -> f64| x.through(f, 0.0);
        let (value, slope) = match name {
            "sin" => (periodic(f64::sin), periodic(f64::cos)),
            "cos" => (periodic(f64::cos), -periodic(f64::sin)),
            "tan" => {
                let tangent = periodic(f64::tan);
                (tangent, one + tangent * tangent)
            }
            "asin" => (
                plain(f64::asin),
                one / (one - square).through(f64::sqrt, 0.0),
            ),
            "acos" => (
                x.through(f64::acos, 1.0),
                -(one / (one - square).through(f64::sqrt, 0.0)),
            ),
            "atan" => (plain(f64::atan), one / (one + square)),
            "sinh" => (plain(f64::sinh), plain(f64::cosh)),
            "cosh" => (plain(f64::cosh), plain(f64::sinh)),
            "tanh" => {
                let value = plain(f64::tanh);
                (value, one - value * value)
            }
            "exp" => (plain(f64::exp), plain(f64::exp)),
            "log" | "ln" => (x.through(f64::ln, 1.0), one / x),
            "sqrt" => {
                let root = plain(f64::sqrt);
                (root, Near::exactly(0.5) / root)
            }
            "abs" => {
                let mut sign = Near::exactly(x.value.signum());
                if x.value.abs() <= x.error || x.value == 0.0 {
                    sign.error = f64::INFINITY;
                }
                (plain(f64::abs), sign)
            }
            _ => return None,
        };
        Some(Dual {
            value,
            slope: self.slope.share(slope),
        })
    }
}
