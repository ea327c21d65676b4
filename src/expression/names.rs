//! Names: variables, constants, and likely corrections.

use crate::error::FormulaError;
use crate::function::Function;
use crate::token::{Token, tokens};
use crate::tree::Tree;
use message::{Message, cut, exact, list, say};
use std::ops::Range;

/// Highest dimension, and so the highest index of an element.
pub const MOST_DIMENSIONS: usize = 32;

/// The variables by dimension.
const VARIABLES: [&[&str]; 3] = [&["q"], &["x", "y"], &["x", "y", "z"]];

/// The variables in more dimensions.
const ELEMENTS: [&str; MOST_DIMENSIONS] = [
    "x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12", "x13", "x14", "x15",
    "x16", "x17", "x18", "x19", "x20", "x21", "x22", "x23", "x24", "x25", "x26", "x27", "x28",
    "x29", "x30", "x31", "x32",
];

/// The variables of a potential in this dimension, 1 to [`MOST_DIMENSIONS`].
pub fn variables(dimension: usize) -> &'static [&'static str] {
    match dimension {
        0..=3 => VARIABLES[dimension.clamp(1, 3) - 1],
        d => &ELEMENTS[..d.min(MOST_DIMENSIONS)],
    }
}

/// True for a variable of one to three dimensions.
pub fn is_variable(name: &str) -> bool {
    matches!(name, "q" | "x" | "y" | "z")
}

/// Names that books give to coordinates, beside capitals of the variables.
const COORDINATES: [&str; 13] = [
    "theta", "phi", "psi", "chi", "omega", "rho", "r", "s", "t", "u", "v", "w", "R",
];

/// True for a variable but for its capital.
fn is_capital(name: &str) -> bool {
    is_variable(&name.to_ascii_lowercase())
}

/// The value of a named constant.
pub fn constant(name: &str) -> Option<f64> {
    match name {
        "pi" => Some(std::f64::consts::PI),
        "e" => Some(std::f64::consts::E),
        _ => None,
    }
}

/// True if no parameter may have this name because it is a variable or a constant.
pub fn is_reserved(name: &str) -> bool {
    is_variable(name) || constant(name).is_some()
}

/// The candidate that differs from `name` by one or two typing errors.
pub fn nearest<'a>(name: &str, candidates: &mut dyn Iterator<Item = &'a str>) -> Option<&'a str> {
    // All candidates are ASCII; a table of all small letters would be as large as the parser.
    let lower = name.to_ascii_lowercase();
    let distance = |c: &str| strsim::damerau_levenshtein(&lower, c);
    let near = candidates
        .map(|c| (distance(c), c))
        .min_by_key(|(d, _)| *d)?;
    let allowed = if name.chars().count() <= 3 { 1 } else { 2 };
    (near.0 <= allowed && near.0 < name.chars().count()).then_some(near.1)
}

/// Calls `visit` with every name that is not a summation index, and its position.
pub fn each_name(tree: &Tree, visit: &mut dyn FnMut(&str, &Range<usize>)) {
    fn walk<'a>(
        tree: &'a Tree,
        bound: &mut Vec<&'a str>,
        visit: &mut dyn FnMut(&str, &Range<usize>),
    ) {
        match tree {
            Tree::Number(_) => {}
            Tree::Name(name, place) => {
                if !bound.contains(&name.as_str()) {
                    visit(name, &place.0);
                }
            }
            Tree::Negative(inner) | Tree::Call(_, inner) | Tree::Element(inner, _) => {
                walk(inner, bound, visit);
            }
            Tree::Binary(_, left, right) => {
                walk(left, bound, visit);
                walk(right, bound, visit);
            }
            Tree::Table(arguments, _) => {
                for argument in arguments {
                    walk(argument, bound, visit);
                }
            }
            Tree::Sum { index, term, .. } => {
                bound.push(index);
                walk(term, bound, visit);
                bound.pop();
            }
        }
    }
    walk(tree, &mut Vec::new(), visit);
}

/// The dimension given by a formula's variables: `q`; `x, y`; `x, y, z`. A fix renames what is neither
/// a variable nor `declared`, if it can only be meant as a coordinate.
///
/// # Errors
/// If there is no variable at all, or `q` together with the others, or if one of several is missing.
pub fn dimension(
    tree: &Tree,
    text: &str,
    declared: &impl Fn(&str) -> bool,
) -> Result<usize, FormulaError> {
    let (mut one, mut more, mut found) = (None, None, 0);
    let mut unknown = Vec::new();
    let mut seen = Vec::new();
    each_name(tree, &mut |name, place| {
        let dimension = match name {
            "q" => 1,
            "x" | "y" => 2,
            "z" => 3,
            name if constant(name).is_some() || declared(name) => return,
            _ => return unknown.push((name.to_owned(), place.clone())),
        };
        found = found.max(dimension);
        seen.push((name.to_owned(), place.clone()));
        let first = if dimension == 1 { &mut one } else { &mut more };
        first.get_or_insert((name.to_owned(), place.clone()));
    });
    let missing = variables(found.max(1)).iter().find(|v| {
        let occurs = |(name, _): &(String, Range<usize>)| name == *v;
        !seen.iter().any(occurs)
    });
    match (one, more, missing) {
        (Some(_), Some((name, place)), _) => Err(FormulaError::new(
            say!(
                "variables-mixed",
                "“{name}” cannot be combined with “q”: a potential depends on q, or on x and y, or on x, y and z.",
                name = name
            ),
            place,
        )),
        (None, None, _) => Err(without_variables(text, &unknown)),
        (None, Some(_), Some(_))
            if let Some((name, place)) = unknown.iter().find(|(name, _)| is_capital(name)) =>
        {
            let error = FormulaError::new(no_variables(&[name]), place.clone());
            let small = name.to_ascii_lowercase();
            Err(renamed(error, text, &[name], &[&small]))
        }
        (None, Some(_), Some(_)) if let [(name, place), ..] = unknown.as_slice() => {
            Err(self::unknown(text, name, place.clone(), std::iter::empty()))
        }
        (None, Some((first, place)), Some(missing)) => {
            let error = FormulaError::new(
                say!(
                    "variable-missing",
                    "“{missing}” does not occur, so nothing holds the walkers along it: a potential depends on q, or on x and y, or on x, y and z.",
                    missing = *missing
                ),
                place,
            );
            Err(match distinct(&seen).len() == 1 {
                true => renamed(error, text, &[&first], &["q"]),
                false => error,
            })
        }
        _ => Ok(found),
    }
}

/// The error of a formula of these unknown names without any variable. If there are at most three, each
/// a usual name of a coordinate, or only one, they are probably the variables.
fn without_variables(text: &str, unknown: &[(String, Range<usize>)]) -> FormulaError {
    let names = distinct(unknown);
    let Some((_, place)) = unknown.first().filter(|_| names.len() <= 3) else {
        return FormulaError::new(
            say!(
                "no-variable",
                "The energy does not depend on q: without a slope there is nothing to learn."
            ),
            0..text.len(),
        );
    };
    let error = FormulaError::new(no_variables(&names), place.clone());
    let is_coordinate = |name: &&str| COORDINATES.contains(name) || is_capital(name);
    match names.len() == 1 || names.iter().all(is_coordinate) {
        true => renamed(error, text, &names, variables(names.len())),
        false => error,
    }
}

/// The names among these, each once.
fn distinct(places: &[(String, Range<usize>)]) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in places {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    names
}

fn no_variables(names: &[&str]) -> Message {
    say!(
        "rename-variable",
        "“{names|, }” {count|is not a variable|are not variables}: the variables are q, or x and y, or x, y and z.",
        names = list(names.iter().map(|name| cut(name))),
        count = exact(names.len() as f64)
    )
}

/// The error with a fix that writes other names in place of these.
fn renamed(error: FormulaError, text: &str, from: &[&str], to: &[&str]) -> FormulaError {
    let (mut fixed, mut end) = (String::new(), 0);
    for (token, place) in tokens(text).unwrap_or_default() {
        let Token::Name(name) = token else { continue };
        if let Some(k) = from.iter().position(|other| *other == name) {
            fixed.push_str(&text[end..place.start]);
            fixed.push_str(to[k]);
            end = place.end;
        }
    }
    fixed.push_str(&text[end..]);
    FormulaError {
        fix: Some(fixed),
        ..error
    }
}

/// The error for an unknown name; the likely fix is a known name, or a declaration.
pub fn unknown<'a>(
    text: &str,
    name: &str,
    place: Range<usize>,
    parameters: impl Iterator<Item = &'a str>,
) -> FormulaError {
    let shown = cut(name);
    let known = parameters.chain(["q", "pi"]);
    let mut functions = Function::NAMED.iter().map(|(name, _)| *name);
    if let Some(near) = nearest(name, &mut known.filter(|k| k.len() > 1)) {
        return FormulaError::new(
            say!(
                "name-misspelt",
                "“{name}” is unknown; did you mean {near}?",
                name = shown,
                near = cut(near)
            ),
            place.clone(),
        )
        .replacing(text, place, near);
    }
    if let Some(near) = nearest(name, &mut functions).filter(|_| name.len() > 2) {
        return FormulaError::new(
            say!(
                "name-like-function",
                "“{name}” is unknown; the function {near} needs an argument in brackets.",
                name = shown,
                near = near
            ),
            place,
        );
    }
    let end = text.trim_end().len();
    FormulaError::new(
        say!(
            "name-undeclared",
            "“{name}” is unknown: declare it after the formula, as in ; {name} = 1.",
            name = shown
        ),
        place,
    )
    .replacing(text, end..text.len(), &format!("; {name} = 1"))
}
