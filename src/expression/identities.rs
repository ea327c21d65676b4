//! Functions that a formula can name but that are written by others. They are so only where they are
//! called, so a parameter may have their name.

/// Name and definition, of `a` or of `a` and `b`.
pub const IDENTITIES: [(&str, &str); 24] = [
    ("sgn", "sign(a)"),
    ("heaviside", "step(a)"),
    ("sec", "1/cos(a)"),
    ("csc", "1/sin(a)"),
    ("cot", "1/tan(a)"),
    ("sech", "1/cosh(a)"),
    ("csch", "1/sinh(a)"),
    ("coth", "1/tanh(a)"),
    ("arcsin", "asin(a)"),
    ("arccos", "acos(a)"),
    ("arctan", "atan(a)"),
    // Odd, and without cancellation on the left.
    ("asinh", "sign(a)*log(abs(a) + sqrt(a^2 + 1))"),
    ("acosh", "log(a + sqrt(a^2 - 1))"),
    ("atanh", "log((1 + a)/(1 - a))/2"),
    ("log10", "log(a)/log(10)"),
    ("log2", "log(a)/log(2)"),
    ("cbrt", "sign(a)*abs(a)^(1/3)"),
    ("ceil", "-floor(-a)"),
    ("round", "floor(a + 1/2)"),
    ("mod", "a - b*floor(a/b)"),
    ("pow", "a^b"),
    // A sum of both and of their distance would lose the smaller one's digits.
    ("min", "a*step(b - a) + b*step(a - b)"),
    ("max", "a*step(a - b) + b*step(b - a)"),
    // The half-angle of the point (b, a).
    ("atan2", "2*atan(a/(sqrt(a^2 + b^2) + b))"),
];

/// The arguments of a definition.
pub const ARGUMENTS: [&str; 2] = ["a", "b"];

/// The definition of such a function, and its number of arguments.
pub fn identity(name: &str) -> Option<(&'static str, usize)> {
    let (_, definition) = IDENTITIES.iter().find(|(n, _)| *n == name)?;
    let two = ["mod", "pow", "min", "max", "atan2"].contains(&name);
    Some((definition, if two { 2 } else { 1 }))
}

/// True for a usual function that formulas lack: no other function is what it means.
pub fn is_missing(name: &str) -> bool {
    const MISSING: [&str; 4] = ["erfc", "gamma", "sinc", "int"];
    MISSING.contains(&name)
}
