//! Parses sums: `sum(i, 1, 20, cos(i^2*q)/i^2)`.

use crate::complaints::{number_expected, sum_form};
use crate::elements::value;
use crate::error::FormulaError;
use crate::function::Function;
use crate::names::is_reserved;
use crate::parser::Parser;
use crate::token::Token;
use crate::tree::{Place, Tree};
use message::{exact, say};
use std::ops::Range;

/// Most terms of a `sum`.
const MOST_TERMS: i64 = 1000;
/// Largest bound of a sum.
const FARTHEST: f64 = 1e6;

impl Parser<'_> {
    /// `sum(i, 1, 20, term)` after its name.
    pub fn sum(&mut self, place: Range<usize>) -> Result<Tree, FormulaError> {
        let wrong = |place: Range<usize>| {
            let form = sum_form();
            FormulaError::new(form, place)
        };
        let open = self.place();
        if !self.accept('(') {
            return Err(wrong(place));
        }
        let Token::Name(index) = self.token().clone() else {
            return Err(wrong(self.place()));
        };
        if is_reserved(&index) || Function::named(&index).is_some() {
            return Err(self.error(say!(
                "index-reserved",
                "“{name}” is a reserved name: give the sum's index another name, such as i.",
                name = index
            )));
        }
        self.advance();
        let mut bounds = [0; 2];
        for bound in &mut bounds {
            if !self.accept(',') {
                return Err(wrong(self.place()));
            }
            let start = self.place();
            let x = self.bound()?;
            if x.fract() != 0.0 {
                return Err(FormulaError::new(
                    say!("sum-bounds", "The bounds of a sum must be whole numbers."),
                    start,
                ));
            }
            if x.abs() > FARTHEST {
                return Err(FormulaError::new(
                    say!(
                        "sum-bounds-far",
                        "The bounds of a sum are at most {most} in size.",
                        most = exact(FARTHEST)
                    ),
                    start,
                ));
            }
            *bound = x as i64;
        }
        let [from, to] = bounds;
        if !self.accept(',') {
            return Err(wrong(self.place()));
        }
        if to < from || to - from >= MOST_TERMS {
            return Err(FormulaError::new(
                say!(
                    "sum-terms",
                    "A sum runs upwards, over at most {most} terms.",
                    most = exact(MOST_TERMS as f64)
                ),
                place.start..self.last().end,
            ));
        }
        let term = self.expression(0)?;
        self.close(open)?;
        Ok(Tree::Sum {
            index,
            from,
            to,
            term: Box::new(term),
            place: Place(place.start..self.last().end),
        })
    }

    /// A bound of a sum: a number, or an expression of numbers and declared names.
    fn bound(&mut self) -> Result<f64, FormulaError> {
        let start = self.place();
        if !matches!(
            self.token(),
            Token::Number(_) | Token::Name(_) | Token::Sign('-' | '(')
        ) {
            return self.signed_number();
        }
        let tree = self.expression(0)?;
        value(&tree, &|name| self.constants.get(name).copied()).ok_or_else(|| {
            FormulaError::new(
                say!(
                    "bound-not-constant",
                    "A bound of a sum is a number, or an expression of numbers that are declared after the formula, as in sum(i, 1, n-1, x[i]^2); n = 8."
                ),
                start.start..self.last().end,
            )
        })
    }

    pub fn signed_number(&mut self) -> Result<f64, FormulaError> {
        let sign = if self.accept('-') { -1.0 } else { 1.0 };
        match *self.token() {
            Token::Number(x) => {
                self.advance();
                Ok(sign * x)
            }
            _ => Err(self.error(number_expected())),
        }
    }
}
