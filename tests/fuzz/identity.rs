//! Functions that are written by others, for the naive evaluator.

use super::exact::{Dual, Near};

const NAMES: [&str; 29] = [
    "erf",
    "floor",
    "ceil",
    "round",
    "mod",
    "if",
    "min",
    "max",
    "pow",
    "atan2",
    "sign",
    "sgn",
    "step",
    "heaviside",
    "sec",
    "csc",
    "cot",
    "sech",
    "csch",
    "coth",
    "arcsin",
    "arccos",
    "arctan",
    "asinh",
    "acosh",
    "atanh",
    "log10",
    "log2",
    "cbrt",
];

pub fn is_one(name: &str) -> bool {
    NAMES.contains(&name)
}

pub fn of_one(name: &str, x: Dual) -> Option<Dual> {
    let one = Dual::constant(1.0);
    let half = Dual::constant(0.5);
    let over = |function: &str| Some(one.over(x.call(function)?));
    // Where rounding may have chosen the side, it is unknown.
    let sign = || match x.value.value {
        0.0 if x.value.error == 0.0 => Dual::constant(0.0),
        value if value.abs() > x.value.error => Dual::constant(value.signum()),
        _ => Dual::constant(f64::NAN),
    };
    match name {
        "erf" => {
            let bell = x.times(x).negative().call("exp")?;
            let steepest = Dual::constant(std::f64::consts::FRAC_2_SQRT_PI);
            let slope = x.slope.share(bell.times(steepest).value);
            let value = x.value.through(error_function, 0.0);
            Some(Dual { value, slope })
        }
        "floor" => Some(floor(x)),
        "ceil" => Some(floor(x.negative()).negative()),
        "round" => Some(floor(x.add(half))),
        "sign" | "sgn" => Some(sign()),
        "step" | "heaviside" => Some(one.add(sign()).times(half)),
        "sec" => over("cos"),
        "csc" => over("sin"),
        "cot" => over("tan"),
        "sech" => over("cosh"),
        "csch" => over("sinh"),
        "coth" => over("tanh"),
        "arcsin" => x.call("asin"),
        "arccos" => x.call("acos"),
        "arctan" => x.call("atan"),
        "asinh" => {
            let root = x.times(x).add(one).call("sqrt")?;
            Some(x.call("abs")?.add(root).call("log")?.times(sign()))
        }
        "acosh" => {
            let root = x.times(x).add(one.negative()).call("sqrt")?;
            x.add(root).call("log")
        }
        "atanh" => {
            let ratio = one.add(x).over(one.add(x.negative()));
            Some(ratio.call("log")?.times(half))
        }
        "log10" => Some(x.call("log")?.over(Dual::constant(10.0).call("log")?)),
        "log2" => Some(x.call("log")?.over(Dual::constant(2.0).call("log")?)),
        "cbrt" => {
            let third = one.over(Dual::constant(3.0));
            Some(x.call("abs")?.power(third).times(sign()))
        }
        _ => None,
    }
}

/// The error function by its series of positive terms (Abramowitz & Stegun 7.1.6).
fn error_function(x: f64) -> f64 {
    if x.abs() > 6.0 {
        return x.signum();
    }
    let (mut term, mut sum) = (x, x);
    for n in 1..200 {
        term *= 2.0 * x * x / f64::from(2 * n + 1);
        sum += term;
    }
    std::f64::consts::FRAC_2_SQRT_PI * (-x * x).exp() * sum
}

/// The largest whole number not above; unknown where rounding may have chosen it.
fn floor(x: Dual) -> Dual {
    let Near { value, error } = x.value;
    let is_sure = error == 0.0 || (value - error).floor() == (value + error).floor();
    Dual::constant(if is_sure { value.floor() } else { f64::NAN })
}

/// A condition: one where it holds and zero elsewhere; unknown where rounding may have decided.
pub fn compared(sign: &str, x: Dual, y: Dual) -> Dual {
    let distance = x.add(y.negative()).value;
    let is_sure = distance.value.abs() > distance.error
        || (x.value.error == 0.0 && y.value.error == 0.0 && distance.value == 0.0);
    let holds = match sign {
        "<" => x.value.value < y.value.value,
        "<=" => x.value.value <= y.value.value,
        ">" => x.value.value > y.value.value,
        _ => x.value.value >= y.value.value,
    };
    Dual::constant(match is_sure {
        true => f64::from(u8::from(holds)),
        false => f64::NAN,
    })
}

/// One of two values by a condition.
pub fn chosen(condition: Dual, value: Dual, other: Dual) -> Dual {
    match condition.value.value {
        1.0 => value,
        0.0 => other,
        _ => condition,
    }
}

pub fn of_two(name: &str, x: Dual, y: Dual) -> Option<Dual> {
    let below = x.value.value < y.value.value;
    // At a kink no slope is right.
    let mut kink = x;
    kink.slope.error = f64::INFINITY;
    let error = x.value.error + y.value.error;
    // So is an unknown value.
    let apart = (x.value.value - y.value.value).abs();
    kink.value.error = if error.is_nan() || apart.is_nan() {
        f64::INFINITY
    } else {
        kink.value.error + error
    };
    let is_kink = apart.is_nan() || apart <= error;
    match name {
        "pow" => Some(x.power(y)),
        "mod" => Some(x.add(y.times(floor(x.over(y))).negative())),
        "if" => Some(chosen(x, y, Dual::constant(0.0))),
        "min" | "max" if is_kink => Some(kink),
        "min" => Some(if below { x } else { y }),
        "max" => Some(if below { y } else { x }),
        "atan2" => {
            let root = x.times(x).add(y.times(y)).call("sqrt")?;
            let angle = x.over(root.add(y)).call("atan")?;
            Some(angle.times(Dual::constant(2.0)))
        }
        _ => None,
    }
}
