//! Elements of the position, `x[i]` or `x1`, and the dimension that follows from their indices.

use crate::error::FormulaError;
use crate::names::{MOST_DIMENSIONS, constant, each_name, is_variable};
use crate::tree::{Operator, Tree};
use message::{exact, plain, say};
use std::collections::BTreeMap;
use std::ops::Range;

/// The name whose declaration sets the dimension of a formula of elements.
pub const DIMENSION: &str = "dim";

/// Values of declared names.
pub type Constants = BTreeMap<String, f64>;

/// An index of a sum with its value; the innermost is the last.
type Indices<'a> = Vec<(&'a str, i64)>;

/// The index of an element written as a name: 3 for `x3`, `x_3` and `x₃`.
pub fn index_of_name(name: &str) -> Option<usize> {
    let digits = name.strip_prefix('x')?;
    let digits = digits.strip_prefix('_').unwrap_or(digits);
    let plain: Option<String> = digits
        .chars()
        .map(|c| match c {
            '0'..='9' => Some(c),
            '₀'..='₉' => char::from_digit(c as u32 - '₀' as u32, 10),
            _ => None,
        })
        .collect();
    plain?.parse().ok()
}

/// The value of an expression of numbers, constants and these names; `None` if another occurs, or an
/// element, a sum or a table.
pub fn value(tree: &Tree, known: &dyn Fn(&str) -> Option<f64>) -> Option<f64> {
    let of = |tree: &Tree| value(tree, known);
    Some(match tree {
        Tree::Number(x) => *x,
        Tree::Name(name, _) => known(name).or_else(|| constant(name))?,
        Tree::Negative(x) => -of(x)?,
        Tree::Call(function, x) => function.value(of(x)?),
        Tree::Binary(operator, a, b) => {
            let (a, b) = (of(a)?, of(b)?);
            let holds = |condition: bool| f64::from(u8::from(condition));
            match operator {
                Operator::Add => a + b,
                Operator::Subtract => a - b,
                Operator::Multiply => a * b,
                Operator::Divide => a / b,
                Operator::Power => libm::pow(a, b),
                Operator::Or => holds(a != 0.0 || b != 0.0),
                Operator::And => holds(a != 0.0 && b != 0.0),
                Operator::Less => holds(a < b),
                Operator::AtMost => holds(a <= b),
                Operator::Greater => holds(a > b),
                Operator::AtLeast => holds(a >= b),
                Operator::If if a == 0.0 => 0.0,
                Operator::If => a * b,
            }
        }
        Tree::Element(..) | Tree::Table(..) | Tree::Sum { .. } => return None,
    })
}

/// The same, if it is a whole number.
pub fn whole(tree: &Tree, known: &dyn Fn(&str) -> Option<f64>) -> Option<i64> {
    let x = value(tree, known)?;
    (x.fract() == 0.0 && x.abs() < 1e9).then_some(x as i64)
}

/// The index of an element, with the values of declared names and of the sums around it.
pub fn index(
    tree: &Tree,
    declared: &dyn Fn(&str) -> Option<f64>,
    sums: &[(&str, i64)],
) -> Option<i64> {
    let of_sum = |name: &str| sums.iter().rev().find(|(index, _)| *index == name);
    whole(tree, &|name| match of_sum(name) {
        Some((_, i)) => Some(*i as f64),
        None => declared(name),
    })
}

/// The elements that a formula names, in the order of its terms.
struct Found<'a> {
    constants: &'a Constants,
    declared: &'a dyn Fn(&str) -> bool,
    /// Highest index allowed.
    most: usize,
    /// The first place of every index.
    places: Vec<Option<Range<usize>>>,
}

impl Found<'_> {
    fn walk<'t>(&mut self, tree: &'t Tree, sums: &mut Indices<'t>) -> Result<(), FormulaError> {
        match tree {
            Tree::Number(_) => Ok(()),
            Tree::Name(name, place) => match index_of_name(name) {
                Some(i) if !self.is_known(name, sums) => self.add(i as i64, &place.0),
                _ => Ok(()),
            },
            Tree::Element(inner, place) => {
                let constants = self.constants;
                match index(inner, &|name| constants.get(name).copied(), sums) {
                    Some(i) => self.add(i, &place.0),
                    None => Err(FormulaError::new(
                        say!(
                            "index-not-whole",
                            "The index in x[…] must be a whole number, made of numbers, declared names and the indices of sums, as in x[i+1] or x[mod(i, n) + 1]."
                        ),
                        place.0.clone(),
                    )),
                }
            }
            Tree::Negative(inner) | Tree::Call(_, inner) => self.walk(inner, sums),
            Tree::Binary(_, left, right) => {
                self.walk(left, sums)?;
                self.walk(right, sums)
            }
            Tree::Table(arguments, _) => {
                arguments.iter().try_for_each(|tree| self.walk(tree, sums))
            }
            Tree::Sum {
                index,
                from,
                to,
                term,
                ..
            } => {
                // Without an index of elements in it, every term names the same.
                let to = if term.has_elements() { *to } else { *from };
                (*from..=to).try_for_each(|i| {
                    sums.push((index, i));
                    let walked = self.walk(term, sums);
                    sums.pop();
                    walked
                })
            }
        }
    }

    fn is_known(&self, name: &str, sums: &Indices) -> bool {
        sums.iter().any(|(index, _)| *index == name) || (self.declared)(name)
    }

    fn add(&mut self, i: i64, place: &Range<usize>) -> Result<(), FormulaError> {
        let slot = usize::try_from(i)
            .ok()
            .filter(|i| (1..=self.most).contains(i));
        let Some(slot) = slot else {
            return Err(FormulaError::new(
                say!(
                    "index-out-of-range",
                    "There is no x[{index}]: the variables are x[1] to x[{most}].",
                    index = exact(i as f64),
                    most = exact(self.most as f64)
                ),
                place.clone(),
            ));
        };
        self.places[slot - 1].get_or_insert_with(|| place.clone());
        Ok(())
    }
}

/// The dimension of a formula of elements: the value of `dim` if it is declared, or the highest index;
/// `None` if it has other variables, or none. `declared` tells the names that are not elements.
///
/// # Errors
/// If an index is not a whole number or out of range, if one is missing, or if `dim` is none that is
/// allowed.
pub fn dimension(
    tree: &Tree,
    constants: &Constants,
    declared: &dyn Fn(&str) -> bool,
    place_of_dimension: Range<usize>,
) -> Result<Option<usize>, FormulaError> {
    let mut others = Vec::new();
    each_name(tree, &mut |name, place| {
        if is_variable(name) {
            others.push((name.to_owned(), place.clone()));
        }
    });
    // With other variables beside it, a name such as x1 is one that is not declared.
    if !others.is_empty() && !tree.has_elements() {
        return Ok(None);
    }
    let wanted = constants.get(DIMENSION).copied();
    let allowed = |x: f64| x.fract() == 0.0 && (1.0..=MOST_DIMENSIONS as f64).contains(&x);
    let most = wanted
        .filter(|x| allowed(*x))
        .map_or(MOST_DIMENSIONS, |x| x as usize);
    let mut found = Found {
        constants,
        declared,
        most,
        places: vec![None; most],
    };
    found.walk(tree, &mut Vec::new())?;
    let Some(highest) = found.places.iter().rposition(Option::is_some) else {
        return Ok(None);
    };
    if let Some((name, place)) = others.into_iter().next() {
        return Err(FormulaError::new(
            say!(
                "elements-mixed",
                "“{name}” cannot be combined with x[…]: a potential depends on q, or on x and y, or on x, y and z, or on x[1], x[2] and so on.",
                name = name
            ),
            place,
        ));
    }
    if let Some(wrong) = wanted.filter(|x| !allowed(*x)) {
        return Err(FormulaError::new(
            say!(
                "dimension-range",
                "The dimension (dim) must be a whole number from 1 to {most}, not {value}.",
                most = exact(MOST_DIMENSIONS as f64),
                value = plain(wrong)
            ),
            place_of_dimension,
        ));
    }
    let dimension = wanted.map_or(highest + 1, |_| most);
    match found.places[..dimension].iter().position(Option::is_none) {
        None => Ok(Some(dimension)),
        Some(missing) => Err(FormulaError::new(
            say!(
                "index-missing",
                "x[{missing}] does not occur, so nothing holds the walkers along it: every one of x[1] to x[{dimension}] must.",
                missing = exact((missing + 1) as f64),
                dimension = exact(dimension as f64)
            ),
            found.places[highest].clone().unwrap_or(place_of_dimension),
        )),
    }
}

/// Checks the indices of a formula in a space of this dimension, in which some may be missing.
///
/// # Errors
/// If an index is not a whole number or out of range.
pub fn check(
    tree: &Tree,
    constants: &Constants,
    declared: &dyn Fn(&str) -> bool,
    dimension: usize,
) -> Result<(), FormulaError> {
    let mut found = Found {
        constants,
        declared,
        most: dimension,
        places: vec![None; dimension],
    };
    found.walk(tree, &mut Vec::new())
}
