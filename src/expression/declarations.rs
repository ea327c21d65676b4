//! Parses what stands about an expression: `V(q) =` before it, and declarations after it.

use crate::complaints::{declaration_form, number_expected};
use crate::definitions::{Definition, value};
use crate::error::FormulaError;
use crate::parser::Parser;
use crate::token::Token;
use message::say;
use std::ops::Range;

/// Names of an energy that may stand before the formula, as in `V = q^2`.
pub const ENERGIES: [&str; 5] = ["V", "U", "E", "energy", "potential"];

/// A parameter as declared after the expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Declaration {
    pub name: String,
    pub value: f64,
    pub range: Option<[f64; 2]>,
    pub place: Range<usize>,
}

/// A declaration after the expression.
pub enum Declared {
    Parameter(Declaration),
    Part(Definition),
}

impl Parser<'_> {
    /// Skips `V(q) =` before the formula.
    pub fn skip_heading(&mut self) {
        let at = |k: usize| self.tokens.get(self.at + k).map(|(token, _)| token);
        let sign = |k: usize, c: char| at(k) == Some(&Token::Sign(c));
        let Some(Token::Name(name)) = at(0) else {
            return;
        };
        if ENERGIES.contains(&name.as_str()) && sign(1, '=') {
            self.at += 2;
        } else if sign(1, '(') {
            let is_name = |k: usize| matches!(at(k), Some(Token::Name(_)));
            let mut k = 2;
            while is_name(k) && sign(k + 1, ',') {
                k += 2;
            }
            if is_name(k) && sign(k + 1, ')') && sign(k + 2, '=') {
                self.at += k + 3;
            }
        }
    }

    /// `a = 0.05 in [0.01, 0.2]`, or the definition of a part.
    pub fn declaration(&mut self) -> Result<Declared, FormulaError> {
        let form = |place: Range<usize>| {
            let form = declaration_form();
            FormulaError::new(form, place)
        };
        let (token, place) = self.advance();
        let Token::Name(name) = token else {
            return Err(form(place));
        };
        if !self.accept('=') {
            return Err(form(place));
        }
        let operand = matches!(
            self.token(),
            Token::Number(_) | Token::Name(_) | Token::Sign('(' | '-' | '+' | '|')
        );
        if !operand {
            return Err(self.error(number_expected()));
        }
        let start = self.place().start;
        let tree = self.expression(0)?;
        let Some(value) = value(&tree) else {
            return Ok(Declared::Part(Definition { name, tree, place }));
        };
        if !value.is_finite() {
            let infinite = say!("value-not-finite", "This is not a finite number.");
            return Err(FormulaError::new(infinite, start..self.last().end));
        }
        let mut range = None;
        if *self.token() == Token::Name("in".to_owned()) {
            self.advance();
            let start = self.place().start;
            let wrong = |parser: &Self| {
                parser.error(say!("range-form", "A range is written as in [0.01, 0.2]."))
            };
            if !self.accept('[') {
                return Err(wrong(self));
            }
            let lower = self.signed_number()?;
            if !self.accept(',') {
                return Err(wrong(self));
            }
            let upper = self.signed_number()?;
            if !self.accept(']') {
                return Err(wrong(self));
            }
            let whole = start..self.last().end;
            if lower >= upper {
                return Err(FormulaError::new(
                    say!(
                        "range-order",
                        "A range must go from the smaller to the larger number."
                    ),
                    whole,
                ));
            }
            range = Some([lower, upper]);
        }
        Ok(Declared::Parameter(Declaration {
            name,
            value,
            range,
            place,
        }))
    }
}
