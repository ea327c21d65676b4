//! Complaints of the parser, in words.

use message::{Message, Number, Told, cut, exact, say};

pub fn sum_form() -> Message {
    say!(
        "sum-form",
        "A sum is written sum(i, 1, 20, term): an index, its first and last value, and the term."
    )
}

pub fn number_expected() -> Message {
    say!("number-expected", "A number is expected here.")
}

pub fn declaration_form() -> Message {
    say!(
        "declaration-form",
        "Declare the parameters after the formula, separated by semicolons, as in a = 0.05 or a = 0.05 in [0.01, 0.2]."
    )
}

pub fn declaration_misplaced() -> Message {
    say!(
        "declaration-misplaced",
        "“=” declares a parameter; declarations follow the formula after a semicolon, as in q^2/2 + a*cos(q); a = 0.1."
    )
}

pub fn function_unknown(name: &str) -> Message {
    say!(
        "function-unknown",
        "There is no function “{name}”; the functions are sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, exp, log, sqrt, abs, erf, floor, min, max, if and sum.",
        name = cut(name)
    )
}

pub fn function_misspelt(name: &str, near: &str) -> Message {
    say!(
        "function-misspelt",
        "There is no function “{name}”; did you mean {near}?",
        name = cut(name),
        near = near
    )
}

pub fn argument_count(name: &str, wanted: usize) -> Message {
    say!(
        "argument-count",
        "{name} takes {count} {count|argument|arguments}.",
        name = name,
        count = exact(wanted as f64)
    )
}

pub fn condition_expected() -> Message {
    say!(
        "condition-expected",
        "A condition is expected here, such as q > 0."
    )
}

pub fn if_form() -> Message {
    say!(
        "if-form",
        "A distinction is written if(q > 0, q^2, 0): a condition, the value where it holds, and the value elsewhere."
    )
}

pub fn table_form() -> Message {
    say!(
        "table-form",
        "A table is called with its one or two coordinates, as in table(q) or table(x, y)."
    )
}

/// The table of a formula has another number of variables than its call.
pub fn table_arguments(dimension: usize, found: usize) -> Message {
    say!(
        "table-arguments",
        "The table is a function of {dimension} {dimension|variable|variables}, but it is called with {found}.",
        dimension = exact(dimension as f64),
        found = exact(found as f64)
    )
}

pub fn table_missing() -> Message {
    say!(
        "table-missing",
        "There is no table yet: drop its file onto the page, or name it on the command line with --table."
    )
}

pub fn name_reserved(name: &str) -> Message {
    say!(
        "parameter-reserved",
        "“{name}” is a reserved name: give the parameter another name.",
        name = name
    )
}

pub fn declared_twice(name: &str) -> Message {
    say!(
        "declared-twice",
        "“{name}” is declared twice.",
        name = cut(name)
    )
}

pub fn defined_by_itself(name: &str) -> Message {
    say!(
        "defined-by-itself",
        "The definition of “{name}” leads back to itself.",
        name = cut(name)
    )
}

pub fn definition_unused(name: &str) -> Message {
    say!(
        "definition-unused",
        "“{name}” is defined, but the formula does not use it.",
        name = cut(name)
    )
}

pub fn expanded_long(symbols: u64, most: u64) -> Message {
    say!(
        "expanded-long",
        "Written out, this formula contains {symbols} numbers, names and operations; at most {most} are allowed.",
        symbols = about(symbols),
        most = about(most)
    )
}

pub fn sums_long(symbols: u64, most: u64) -> Message {
    say!(
        "sums-long",
        "Expanded, the sums of this formula contain {symbols} numbers, names and operations; at most {most} are allowed. Nested sums multiply.",
        symbols = about(symbols),
        most = about(most)
    )
}

pub fn bracket_open() -> Message {
    say!("bracket-open", "This bracket is never closed.")
}

pub fn operator_missing(left: &str, right: &str) -> Message {
    say!(
        "operator-missing",
        "An operator is missing between “{left}” and “{right}”; a product is written with *.",
        left = left,
        right = right
    )
}

/// A number rounded to one digit if it is large.
fn about(x: u64) -> Told {
    match x {
        0..1_000_000 => exact(x as f64).into(),
        u64::MAX => say!("beyond-count", "more than 1e19").into(),
        _ => Number::new(x as f64, format!("{:.0e}", x as f64)).into(),
    }
}
