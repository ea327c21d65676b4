//! The syntax tree of a formula, as written.

use crate::function::Function;
use message::plain;
use serde::Serialize;
use std::fmt;
use std::ops::Range;

/// A named number in a formula, with the range of its slider.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Parameter {
    pub name: String,
    pub value: f64,
    pub range: Option<[f64; 2]>,
}

/// Most numbers, names and operations of a formula after expanding all sums.
pub const MOST_SYMBOLS: u64 = 200_000;

/// An expression as it was written.
#[derive(Clone, Debug, PartialEq)]
pub enum Tree {
    Number(f64),
    /// A variable, parameter, constant or summation index, and its position in the text.
    Name(String, Place),
    Negative(Box<Tree>),
    Binary(Operator, Box<Tree>, Box<Tree>),
    Call(Function, Box<Tree>),
    /// `x[index]` and its position in the text.
    Element(Box<Tree>, Place),
    /// `table(…)` of one or two arguments, and its position in the text.
    Table(Vec<Tree>, Place),
    /// `sum(index, from, to, term)`
    Sum {
        index: String,
        from: i64,
        to: i64,
        term: Box<Tree>,
        place: Place,
    },
}

/// A position in the text; all positions are equal, so trees compare by content.
#[derive(Clone, Debug)]
pub struct Place(pub Range<usize>);

impl PartialEq for Place {
    fn eq(&self, _: &Place) -> bool {
        true
    }
}

/// A binary operator. A condition is one where it holds and zero elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    Or,
    And,
    Less,
    AtMost,
    Greater,
    AtLeast,
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    /// `if(condition, value)`, which is nothing where the condition fails, whatever the value is.
    If,
}

impl Operator {
    /// The operator's sign or word.
    pub fn sign(self) -> &'static str {
        match self {
            Operator::Or => "or",
            Operator::And => "and",
            Operator::Less => "<",
            Operator::AtMost => "<=",
            Operator::Greater => ">",
            Operator::AtLeast => ">=",
            Operator::Add => "+",
            Operator::Subtract => "-",
            Operator::Multiply => "*",
            Operator::Divide => "/",
            Operator::Power => "^",
            Operator::If => "if",
        }
    }

    /// Precedence; a larger number binds more tightly.
    pub fn binding(self) -> u8 {
        match self {
            Operator::Or => 1,
            Operator::And => 2,
            _ if self.compares() => 3,
            Operator::Add | Operator::Subtract => 4,
            Operator::Multiply | Operator::Divide => 5,
            Operator::Power => 7,
            _ => u8::MAX,
        }
    }

    /// True for a comparison.
    pub fn compares(self) -> bool {
        use Operator::{AtLeast, AtMost, Greater, Less};
        matches!(self, Less | AtMost | Greater | AtLeast)
    }

    /// The operator of the opposite condition; `and` and `or` apply it to their own conditions.
    fn opposite(self) -> Self {
        match self {
            Operator::Or => Operator::And,
            Operator::And => Operator::Or,
            Operator::Less => Operator::AtLeast,
            Operator::AtMost => Operator::Greater,
            Operator::Greater => Operator::AtMost,
            Operator::AtLeast => Operator::Less,
            other => other,
        }
    }
}

/// Precedence of a leading sign: below a power, above a product.
pub const NEGATIVE_BINDING: u8 = 6;

impl Tree {
    /// True for a comparison, and for several joined by `and` or `or`.
    pub fn is_condition(&self) -> bool {
        matches!(self, Tree::Binary(operator, ..) if operator.binding() <= Operator::Less.binding())
    }

    /// The condition that holds where this one does not.
    pub fn opposite(&self) -> Self {
        match self {
            Tree::Binary(operator, left, right) if self.is_condition() => {
                let side = |tree: &Tree| {
                    Box::new(match operator.compares() {
                        true => tree.clone(),
                        false => tree.opposite(),
                    })
                };
                Tree::Binary(operator.opposite(), side(left), side(right))
            }
            other => other.clone(),
        }
    }

    fn binding(&self) -> u8 {
        match self {
            Tree::Binary(operator, ..) => operator.binding(),
            Tree::Negative(_) => NEGATIVE_BINDING,
            _ => u8::MAX,
        }
    }

    /// Number of terms of the first sum with constant bounds; `None` without one.
    pub fn terms(&self) -> Option<u64> {
        match self {
            Tree::Number(_) | Tree::Name(..) | Tree::Element(..) => None,
            Tree::Negative(inner) | Tree::Call(_, inner) => inner.terms(),
            Tree::Binary(_, left, right) => left.terms().or_else(|| right.terms()),
            Tree::Table(arguments, _) => arguments.iter().find_map(Tree::terms),
            Tree::Sum { from, to, .. } => u64::try_from(to - from + 1).ok(),
        }
    }

    /// True if it holds an element of the position, `x[i]`.
    pub fn has_elements(&self) -> bool {
        match self {
            Tree::Element(..) => true,
            Tree::Number(_) | Tree::Name(..) => false,
            Tree::Negative(inner) | Tree::Call(_, inner) => inner.has_elements(),
            Tree::Binary(_, left, right) => left.has_elements() || right.has_elements(),
            Tree::Table(arguments, _) => arguments.iter().any(Tree::has_elements),
            Tree::Sum { term, .. } => term.has_elements(),
        }
    }

    /// Number of numbers, names and operations after expanding all sums.
    pub fn symbols(&self) -> u64 {
        match self {
            Tree::Number(_) | Tree::Name(..) => 1,
            Tree::Negative(inner) | Tree::Call(_, inner) | Tree::Element(inner, _) => {
                inner.symbols().saturating_add(1)
            }
            Tree::Binary(_, left, right) => {
                let both = left.symbols().saturating_add(right.symbols());
                both.saturating_add(1)
            }
            Tree::Table(arguments, _) => {
                let each = arguments.iter().map(Tree::symbols);
                each.fold(1, u64::saturating_add)
            }
            Tree::Sum { term, .. } => {
                let terms = self.terms().unwrap_or(0);
                terms.saturating_mul(term.symbols().saturating_add(1))
            }
        }
    }

    /// The position of the sum that is longest when expanded; `None` without a sum.
    pub fn longest_sum(&self) -> Option<&Range<usize>> {
        fn longest(tree: &Tree) -> Option<(u64, &Range<usize>)> {
            match tree {
                Tree::Number(_) | Tree::Name(..) | Tree::Element(..) => None,
                Tree::Negative(inner) | Tree::Call(_, inner) => longest(inner),
                Tree::Binary(_, left, right) => {
                    let (left, right) = (longest(left), longest(right));
                    let is_right = right.map(|r| r.0) > left.map(|l| l.0);
                    if is_right { right } else { left }
                }
                Tree::Table(arguments, _) => {
                    let each = arguments.iter().filter_map(longest);
                    each.max_by_key(|(symbols, _)| *symbols)
                }
                Tree::Sum { place, .. } => Some((tree.symbols(), &place.0)),
            }
        }
        longest(self).map(|(_, place)| place)
    }

    /// Truncates the first sum after `terms` terms. Returns true if there was one.
    pub fn truncate(&mut self, terms: u64) -> bool {
        match self {
            Tree::Number(_) | Tree::Name(..) | Tree::Element(..) => false,
            Tree::Negative(inner) | Tree::Call(_, inner) => inner.truncate(terms),
            Tree::Binary(_, left, right) => left.truncate(terms) || right.truncate(terms),
            Tree::Table(arguments, _) => arguments.iter_mut().any(|tree| tree.truncate(terms)),
            Tree::Sum { .. } if terms == 0 => {
                *self = Tree::Number(0.0);
                true
            }
            Tree::Sum { from, to, .. } => {
                *to = (*from - 1).saturating_add_unsigned(terms).min(*to);
                true
            }
        }
    }

    /// True if this needs brackets as the left or right operand of an operator.
    pub fn needs_brackets(&self, operator: Operator, right: bool) -> bool {
        let (own, outer) = (self.binding(), operator.binding());
        match operator {
            Operator::Power if right => own < NEGATIVE_BINDING,
            Operator::Power => own <= outer,
            // Three comparisons in a row are two conditions.
            _ if right || operator.compares() => own <= outer,
            _ => own < outer,
        }
    }
}

/// Text that parses to the same tree.
impl fmt::Display for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bracketed = |f: &mut fmt::Formatter<'_>, tree: &Tree, brackets: bool| {
            if brackets {
                write!(f, "({tree})")
            } else {
                write!(f, "{tree}")
            }
        };
        match self {
            Tree::Number(x) => plain(*x).fmt(f),
            Tree::Name(name, _) => f.write_str(name),
            Tree::Element(index, _) => write!(f, "x[{index}]"),
            Tree::Negative(inner) => {
                f.write_str("-")?;
                bracketed(f, inner, inner.binding() <= NEGATIVE_BINDING)
            }
            Tree::Binary(Operator::If, condition, value) => write!(f, "if({condition}, {value})"),
            Tree::Binary(operator, left, right) => {
                bracketed(f, left, left.needs_brackets(*operator, false))?;
                let tight = operator.binding() > Operator::Add.binding();
                let space = if tight { "" } else { " " };
                write!(f, "{space}{}{space}", operator.sign())?;
                bracketed(f, right, right.needs_brackets(*operator, true))
            }
            Tree::Call(function, argument) => write!(f, "{}({argument})", function.name()),
            Tree::Table(arguments, _) => {
                let each: Vec<String> = arguments.iter().map(Tree::to_string).collect();
                write!(f, "table({})", each.join(", "))
            }
            Tree::Sum {
                index,
                from,
                to,
                term,
                ..
            } => write!(f, "sum({index}, {from}, {to}, {term})"),
        }
    }
}
