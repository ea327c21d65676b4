//! Functions that are written by others, for the naive evaluator.

use super::exact::Dual;

const NAMES: [&str; 23] = [
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

pub fn of_two(name: &str, x: Dual, y: Dual) -> Option<Dual> {
    let below = x.value.value < y.value.value;
    // At a kink no slope is right.
    let mut kink = x;
    kink.slope.error = f64::INFINITY;
    let error = x.value.error + y.value.error;
    kink.value.error = if error.is_nan() {
        f64::INFINITY
    } else {
        kink.value.error + error
    };
    // So is an unknown value.
    let apart = (x.value.value - y.value.value).abs();
    let is_kink = apart.is_nan() || apart <= error;
    match name {
        "pow" => Some(x.power(y)),
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
