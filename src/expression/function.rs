//! The functions available in formulas.

/// A function of one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Function {
    Sin,
    Cos,
    Tan,
    Asin,
    Acos,
    Atan,
    Sinh,
    Cosh,
    Tanh,
    Exp,
    Log,
    Sqrt,
    Abs,
    Erf,
    /// The largest whole number not above it.
    Floor,
    /// The sign, which is the derivative of `abs`.
    Sign,
    /// Zero below zero, one above it, and a half there.
    Step,
}

impl Function {
    /// Every function whose name no parameter may have.
    pub const NAMED: [(&'static str, Function); 14] = [
        ("sin", Function::Sin),
        ("cos", Function::Cos),
        ("tan", Function::Tan),
        ("asin", Function::Asin),
        ("acos", Function::Acos),
        ("atan", Function::Atan),
        ("sinh", Function::Sinh),
        ("cosh", Function::Cosh),
        ("tanh", Function::Tanh),
        ("exp", Function::Exp),
        ("log", Function::Log),
        ("sqrt", Function::Sqrt),
        ("abs", Function::Abs),
        ("ln", Function::Log),
    ];

    /// The function with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMED
            .iter()
            .find(|(n, _)| *n == name)
            .map(|(_, f)| *f)
    }

    /// Functions that have their names where they are called; elsewhere a parameter may have them.
    pub const CALLED: [(&'static str, Function); 4] = [
        ("sign", Function::Sign),
        ("step", Function::Step),
        ("erf", Function::Erf),
        ("floor", Function::Floor),
    ];

    /// The function that has this name where it is called.
    pub fn called(name: &str) -> Option<Self> {
        let mut all = Self::CALLED.iter();
        all.find(|(n, _)| *n == name).map(|(_, f)| *f)
    }

    /// The name that formulas use.
    pub fn name(self) -> &'static str {
        let mut all = Self::NAMED.iter().chain(&Self::CALLED);
        all.find(|(_, f)| *f == self).map_or("", |(name, _)| name)
    }

    /// The value at one point, with the same bits on every platform.
    pub fn value(self, x: f64) -> f64 {
        match self {
            Function::Sin => libm::sin(x),
            Function::Cos => libm::cos(x),
            Function::Tan => libm::tan(x),
            Function::Asin => libm::asin(x),
            Function::Acos => libm::acos(x),
            Function::Atan => libm::atan(x),
            Function::Sinh => libm::sinh(x),
            Function::Cosh => libm::cosh(x),
            Function::Tanh => libm::tanh(x),
            Function::Exp => libm::exp(x),
            Function::Log => libm::log(x),
            Function::Sqrt => x.sqrt(),
            Function::Abs => x.abs(),
            Function::Erf => libm::erf(x),
            Function::Floor => x.floor(),
            Function::Sign => {
                if x > 0.0 {
                    1.0
                } else if x < 0.0 {
                    -1.0
                } else {
                    x * 0.0
                }
            }
            Function::Step => 0.5 + 0.5 * Function::Sign.value(x),
        }
    }
}
