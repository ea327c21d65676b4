//! Parses expressions: operators by precedence climbing, and their operands.

use crate::complaints::{
    argument_count, bracket_open, condition_expected, expanded_long, function_misspelt,
    function_unknown, if_form, operator_missing,
};
use crate::declarations::ENERGIES;
use crate::definitions::{Definition, put_in};
use crate::error::FormulaError;
use crate::function::Function;
use crate::identities::{ARGUMENTS, IDENTITIES, identity, is_missing};
use crate::names::{is_reserved, nearest};
use crate::parser::Parser;
use crate::token::{FRACTION, Token};
use crate::tree::{MOST_SYMBOLS, NEGATIVE_BINDING, Operator, Place, Tree};
use message::say;
use std::ops::Range;

impl Parser<'_> {
    /// Operators that bind at least as tightly as `least`, by precedence climbing.
    pub fn expression(&mut self, least: u8) -> Result<Tree, FormulaError> {
        self.deeper(|parser| {
            let start = parser.place().start;
            let mut left = parser.operand()?;
            // The right side of the comparison before: 0 < q < 1 compares it once more.
            let mut middle = None;
            loop {
                let operator = match parser.token() {
                    Token::Sign('+') => Operator::Add,
                    Token::Sign('-') => Operator::Subtract,
                    Token::Sign('*') => Operator::Multiply,
                    Token::Sign('/') => Operator::Divide,
                    Token::Sign('^') => Operator::Power,
                    Token::Sign('<') => Operator::Less,
                    Token::Sign('≤') => Operator::AtMost,
                    Token::Sign('>') => Operator::Greater,
                    Token::Sign('≥') => Operator::AtLeast,
                    Token::Name(name) if name == "and" => Operator::And,
                    Token::Name(name) if name == "or" => Operator::Or,
                    _ => return Ok(left),
                };
                if operator.binding() < least {
                    return Ok(left);
                }
                let so_far = start..parser.last().end;
                parser.advance();
                // A power binds to the right and takes a sign in its exponent.
                let next = if operator == Operator::Power {
                    NEGATIVE_BINDING
                } else {
                    operator.binding() + 1
                };
                let joins = matches!(operator, Operator::And | Operator::Or);
                parser.condition(&left, so_far, joins)?;
                let from = parser.place().start;
                let right = parser.expression(next)?;
                parser.condition(&right, from..parser.last().end, joins)?;
                let before = middle.take().filter(|_| operator.compares());
                middle = operator.compares().then(|| right.clone());
                left = match before {
                    Some(middle) => {
                        let both = binary(Operator::And, left, binary(operator, middle, right));
                        parser.sized(both, start..parser.last().end)?
                    }
                    None => binary(operator, left, right),
                };
            }
        })
    }

    fn operand(&mut self) -> Result<Tree, FormulaError> {
        match self.token().clone() {
            Token::Sign('-') => {
                self.advance();
                Ok(Tree::Negative(Box::new(
                    self.expression(NEGATIVE_BINDING + 1)?,
                )))
            }
            Token::Sign('+') => {
                self.advance();
                self.expression(NEGATIVE_BINDING + 1)
            }
            Token::Number(x) => {
                self.advance();
                Ok(Tree::Number(x))
            }
            Token::Sign('(') => {
                let open = self.place();
                self.advance();
                let inner = self.expression(0)?;
                self.close(open)?;
                Ok(inner)
            }
            Token::Sign('|') => {
                let open = self.place();
                self.advance();
                let inner = self.expression(0)?;
                if !self.accept('|') {
                    let open_still = say!("bar-open", "This bar is never closed.");
                    return Err(FormulaError::new(open_still, open));
                }
                Ok(Tree::Call(Function::Abs, Box::new(inner)))
            }
            Token::Name(name) => self.name(name),
            Token::End | Token::Sign(';') => {
                let place = self.last();
                Err(FormulaError::new(
                    say!(
                        "formula-ends",
                        "The formula ends where a number, a name or a bracket is expected."
                    ),
                    place,
                ))
            }
            other => Err(self.error(say!(
                "operand-expected",
                "“{sign}” appears where a number, a name or a bracket is expected.",
                sign = other.shown()
            ))),
        }
    }

    fn name(&mut self, name: String) -> Result<Tree, FormulaError> {
        let (_, place) = self.advance();
        let called = *self.token() == Token::Sign('(');
        if name == "sum" {
            return self.sum(place);
        }
        if name == "x" && *self.token() == Token::Sign('[') {
            return self.element(place);
        }
        let by_call = Function::called(&name).filter(|_| called);
        if let Some(function) = Function::named(&name).or(by_call) {
            if !called {
                let error = FormulaError::new(
                    say!(
                        "argument-missing",
                        "{name} needs its argument in brackets, as in {name}(q).",
                        name = name
                    ),
                    place.clone(),
                );
                return Err(match self.token() {
                    Token::Name(_) | Token::Number(_) => {
                        let argument = self.place();
                        error.replacing(
                            self.text,
                            place.end..argument.end,
                            &format!("({})", &self.text[argument.clone()]),
                        )
                    }
                    _ => error,
                });
            }
            let open = self.place();
            self.advance();
            let argument = self.expression(0)?;
            if *self.token() == Token::Sign(',') {
                return Err(self.error(say!(
                    "one-argument",
                    "{name} takes one argument.",
                    name = name
                )));
            }
            self.close(open)?;
            return Ok(Tree::Call(function, Box::new(argument)));
        }
        if name == FRACTION {
            let (over, under) = (self.bracketed()?, self.bracketed()?);
            return Ok(binary(Operator::Divide, over, under));
        }
        if called && name == "if" {
            return self.alternative(place);
        }
        if called && name == "table" {
            return self.table(place);
        }
        if let Some(defined) = identity(&name).filter(|_| called) {
            return self.identity(&name, place, defined);
        }
        if called && is_missing(&name) {
            return Err(FormulaError::new(function_unknown(&name), place));
        }
        if called {
            let functions = Function::NAMED.iter().chain(&Function::CALLED);
            let functions = functions
                .map(|(name, _)| *name)
                .chain(["sum", "if", "table"]);
            let others = IDENTITIES.iter().map(|(name, _)| *name);
            let near = nearest(&name, &mut functions.chain(others));
            if let Some(near) = near.filter(|_| !is_reserved(&name)) {
                return Err(
                    FormulaError::new(function_misspelt(&name, near), place.clone())
                        .replacing(self.text, place, near),
                );
            }
            let is_factor = name.chars().count() == 1 && !ENERGIES.contains(&name.as_str());
            if is_reserved(&name) || is_factor {
                let gap = place.end..self.place().start;
                return Err(FormulaError::new(
                    operator_missing(&name, "("),
                    place.start..self.place().end,
                )
                .replacing(self.text, gap, "*"));
            }
            return Err(FormulaError::new(function_unknown(&name), place));
        }
        Ok(Tree::Name(name, Place(place)))
    }

    /// `x[index]` after its name.
    fn element(&mut self, place: Range<usize>) -> Result<Tree, FormulaError> {
        let open = self.place();
        self.advance();
        let index = self.expression(0)?;
        if !self.accept(']') {
            return Err(FormulaError::new(bracket_open(), open));
        }
        let place = place.start..self.last().end;
        Ok(Tree::Element(Box::new(index), Place(place)))
    }

    /// An expression in brackets.
    fn bracketed(&mut self) -> Result<Tree, FormulaError> {
        let open = self.place();
        if !self.accept('(') {
            return Err(self.error(say!("bracket-expected", "A bracket is expected here.")));
        }
        let inner = self.expression(0)?;
        self.close(open)?;
        Ok(inner)
    }

    /// A function that is defined by others, after its name.
    fn identity(
        &mut self,
        name: &str,
        place: Range<usize>,
        (text, wanted): (&str, usize),
    ) -> Result<Tree, FormulaError> {
        let open = self.place();
        self.advance();
        let mut given = Vec::new();
        let names = ARGUMENTS.iter();
        for name in names.map(|name| (*name).to_owned()) {
            let (tree, place) = (self.expression(0)?, self.last());
            given.push(Definition { name, tree, place });
            if !self.accept(',') {
                break;
            }
        }
        // After a comma behind the last argument that any function takes.
        let is_long = self.text[self.last()] == *",";
        if !is_long {
            self.close(open)?;
        }
        let place = place.start..self.last().end;
        if is_long || given.len() != wanted {
            return Err(FormulaError::new(argument_count(name, wanted), place));
        }
        let tree = put_in(Parser::new(text)?.expression(0)?, &given);
        self.sized(tree, place)
    }

    /// `if(condition, value, other)` after its name; nothing, where there is no other value.
    fn alternative(&mut self, place: Range<usize>) -> Result<Tree, FormulaError> {
        let open = self.place();
        self.advance();
        let from = self.place().start;
        let condition = self.expression(0)?;
        self.condition(&condition, from..self.last().end, true)?;
        let value = self.value_after_comma()?;
        let other = self.value_after_comma()?;
        let place = place.start..self.last().end;
        let is_long = *self.token() == Token::Sign(',');
        let Some(value) = value.filter(|_| !is_long) else {
            return Err(FormulaError::new(if_form(), place));
        };
        self.close(open)?;
        let opposite = condition.opposite();
        let mut tree = binary(Operator::If, condition, value);
        if let Some(other) = other {
            tree = binary(Operator::Add, tree, binary(Operator::If, opposite, other));
        }
        self.sized(tree, place)
    }

    fn value_after_comma(&mut self) -> Result<Option<Tree>, FormulaError> {
        match self.accept(',') {
            true => self.expression(0).map(Some),
            false => Ok(None),
        }
    }

    /// Refuses an operand that is not a condition where one is `wanted`.
    fn condition(
        &self,
        tree: &Tree,
        place: Range<usize>,
        wanted: bool,
    ) -> Result<(), FormulaError> {
        match wanted && !tree.is_condition() {
            true => Err(FormulaError::new(condition_expected(), place)),
            false => Ok(()),
        }
    }

    /// The tree, unless it has grown too long: what repeats its arguments nests.
    fn sized(&self, tree: Tree, place: Range<usize>) -> Result<Tree, FormulaError> {
        let symbols = tree.symbols();
        match symbols > MOST_SYMBOLS {
            true => Err(FormulaError::new(
                expanded_long(symbols, MOST_SYMBOLS),
                place,
            )),
            false => Ok(tree),
        }
    }
}

fn binary(operator: Operator, left: Tree, right: Tree) -> Tree {
    Tree::Binary(operator, Box::new(left), Box::new(right))
}
