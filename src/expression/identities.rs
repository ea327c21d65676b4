//! Functions that a formula can name but that are written by others: `sech(x) = 1/cosh(x)`. They
//! are so only where they are called, so a parameter may have their name.

use crate::function::Function;
use crate::tree::{Operator, Tree};

/// Number of arguments of such a function; `None` for another name.
pub fn arguments(name: &str) -> Option<usize> {
    match name {
        "min" | "max" | "pow" | "atan2" => Some(2),
        "sign" | "sgn" | "step" | "heaviside" | "sec" | "csc" | "cot" | "sech" | "csch"
        | "coth" | "arcsin" | "arccos" | "arctan" | "asinh" | "acosh" | "atanh" | "log10"
        | "log2" | "cbrt" => Some(1),
        _ => None,
    }
}

/// True for a usual function that formulas lack: no other function is what it means.
pub fn is_missing(name: &str) -> bool {
    matches!(
        name,
        "erf" | "erfc" | "floor" | "ceil" | "round" | "mod" | "if" | "gamma" | "sinc" | "int"
    )
}

/// The function of these arguments, as many as [`arguments`] says.
pub fn identity(name: &str, arguments: &[Tree]) -> Option<Tree> {
    let [x, rest @ ..] = arguments else {
        return None;
    };
    let x = || x.clone();
    let number = Tree::Number;
    let over = |function, x| divide(number(1.0), call(function, x));
    let log_to = |base: f64| divide(call(Function::Log, x()), call(Function::Log, number(base)));
    Some(match (name, rest) {
        ("sign" | "sgn", []) => call(Function::Sign, x()),
        ("step" | "heaviside", []) => call(Function::Step, x()),
        ("sec", []) => over(Function::Cos, x()),
        ("csc", []) => over(Function::Sin, x()),
        ("cot", []) => over(Function::Tan, x()),
        ("sech", []) => over(Function::Cosh, x()),
        ("csch", []) => over(Function::Sinh, x()),
        ("coth", []) => over(Function::Tanh, x()),
        ("arcsin", []) => call(Function::Asin, x()),
        ("arccos", []) => call(Function::Acos, x()),
        ("arctan", []) => call(Function::Atan, x()),
        // Odd, and without cancellation on the left.
        ("asinh", []) => {
            let root = call(Function::Sqrt, add(square(x()), number(1.0)));
            let size = call(Function::Log, add(call(Function::Abs, x()), root));
            multiply(call(Function::Sign, x()), size)
        }
        ("acosh", []) => {
            let root = call(Function::Sqrt, subtract(square(x()), number(1.0)));
            call(Function::Log, add(x(), root))
        }
        ("atanh", []) => {
            let ratio = divide(add(number(1.0), x()), subtract(number(1.0), x()));
            divide(call(Function::Log, ratio), number(2.0))
        }
        ("log10", []) => log_to(10.0),
        ("log2", []) => log_to(2.0),
        ("cbrt", []) => {
            let third = divide(number(1.0), number(3.0));
            let size = binary(Operator::Power, call(Function::Abs, x()), third);
            multiply(call(Function::Sign, x()), size)
        }
        ("pow", [y]) => binary(Operator::Power, x(), y.clone()),
        // A sum of both and of their distance would lose the smaller one's digits.
        ("min" | "max", [y]) => {
            let above = call(Function::Step, subtract(x(), y.clone()));
            let below = call(Function::Step, subtract(y.clone(), x()));
            let [first, second] = match name {
                "min" => [below, above],
                _ => [above, below],
            };
            add(multiply(x(), first), multiply(y.clone(), second))
        }
        // The half-angle of the point (second, first).
        ("atan2", [right]) => {
            let root = call(Function::Sqrt, add(square(right.clone()), square(x())));
            let half = divide(x(), add(root, right.clone()));
            multiply(number(2.0), call(Function::Atan, half))
        }
        _ => return None,
    })
}

fn call(function: Function, x: Tree) -> Tree {
    Tree::Call(function, Box::new(x))
}

fn binary(operator: Operator, left: Tree, right: Tree) -> Tree {
    Tree::Binary(operator, Box::new(left), Box::new(right))
}

fn add(left: Tree, right: Tree) -> Tree {
    binary(Operator::Add, left, right)
}

fn subtract(left: Tree, right: Tree) -> Tree {
    binary(Operator::Subtract, left, right)
}

fn multiply(left: Tree, right: Tree) -> Tree {
    binary(Operator::Multiply, left, right)
}

pub fn divide(left: Tree, right: Tree) -> Tree {
    binary(Operator::Divide, left, right)
}

fn square(x: Tree) -> Tree {
    binary(Operator::Power, x, Tree::Number(2.0))
}
