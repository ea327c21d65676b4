//! Parses tokens into a tree; errors name the expected token and offer the likely fix.

use crate::complaints::{
    declaration_form, declaration_misplaced, function_misspelt, function_unknown, operator_missing,
    sum_form, sums_long,
};
use crate::error::FormulaError;
use crate::function::Function;
use crate::names::{is_reserved, nearest};
use crate::token::{Placed, Token, meaningless, tokens};
use crate::tree::{NEGATIVE_BINDING, Operator, Place, Tree};
use message::{Message, cut, exact, say};
use std::ops::Range;

/// Longest text, in bytes.
const LONGEST: usize = 2000;
/// Deepest nesting of brackets, signs and powers.
const DEEPEST: usize = 64;
/// Most terms of a `sum`.
const MOST_TERMS: i64 = 1000;
/// Largest bound of a sum.
const FARTHEST: f64 = 1e6;
/// Most numbers, names and operations after expanding all sums.
const MOST_SYMBOLS: u64 = 200_000;

/// A parameter as declared after the expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Declaration {
    pub name: String,
    pub value: f64,
    pub range: Option<[f64; 2]>,
    pub place: Range<usize>,
}

/// An expression and the declarations after it.
pub fn parse(text: &str) -> Result<(Tree, Vec<Declaration>), FormulaError> {
    if text.len() > LONGEST {
        return Err(FormulaError::new(
            say!(
                "formula-long",
                "A formula may be at most {most} characters long.",
                most = exact(LONGEST as f64)
            ),
            0..text.len(),
        ));
    }
    let mut parser = Parser {
        text,
        tokens: tokens(text)?,
        at: 0,
        depth: 0,
    };
    parser.skip_separators();
    if *parser.token() == Token::End {
        return Err(FormulaError::new(
            say!(
                "no-formula",
                "There is no formula yet; try q^2/2 + 0.1*sin(q/0.1)."
            ),
            0..text.len(),
        ));
    }
    let tree = parser.expression(0)?;
    let symbols = tree.symbols();
    if let Some(place) = tree.longest_sum().filter(|_| symbols > MOST_SYMBOLS) {
        return Err(FormulaError::new(
            sums_long(symbols, MOST_SYMBOLS),
            place.clone(),
        ));
    }
    let mut declarations = Vec::new();
    loop {
        match parser.token().clone() {
            Token::End => return Ok((tree, declarations)),
            Token::Sign(';') => parser.skip_separators(),
            _ => return Err(parser.unexpected_after_expression()),
        }
        if *parser.token() != Token::End {
            declarations.push(parser.declaration()?);
        }
    }
}

struct Parser<'a> {
    text: &'a str,
    tokens: Vec<Placed>,
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn token(&self) -> &Token {
        &self.tokens[self.at].0
    }

    fn place(&self) -> Range<usize> {
        self.tokens[self.at].1.clone()
    }

    /// Position of the token before this one.
    fn last(&self) -> Range<usize> {
        self.tokens[self.at.saturating_sub(1)].1.clone()
    }

    fn advance(&mut self) -> Placed {
        let placed = self.tokens[self.at].clone();
        if self.at + 1 < self.tokens.len() {
            self.at += 1;
        }
        placed
    }

    fn accept(&mut self, sign: char) -> bool {
        let found = *self.token() == Token::Sign(sign);
        if found {
            self.advance();
        }
        found
    }

    fn skip_separators(&mut self) {
        while self.accept(';') {}
    }

    fn error(&self, message: Message) -> FormulaError {
        FormulaError::new(message, self.place())
    }

    fn deeper<T>(
        &mut self,
        parse: impl FnOnce(&mut Self) -> Result<T, FormulaError>,
    ) -> Result<T, FormulaError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.error(say!(
                "formula-deep",
                "The formula is nested too deeply: at most {most} levels.",
                most = exact(DEEPEST as f64)
            )));
        }
        let result = parse(self);
        self.depth -= 1;
        result
    }

    /// Operators that bind at least as tightly as `least`, by precedence climbing.
    fn expression(&mut self, least: u8) -> Result<Tree, FormulaError> {
        self.deeper(|parser| {
            let mut left = parser.operand()?;
            loop {
                let operator = match parser.token() {
                    Token::Sign('+') => Operator::Add,
                    Token::Sign('-') => Operator::Subtract,
                    Token::Sign('*') => Operator::Multiply,
                    Token::Sign('/') => Operator::Divide,
                    Token::Sign('^') => Operator::Power,
                    _ => return Ok(left),
                };
                if operator.binding() < least {
                    return Ok(left);
                }
                parser.advance();
                // A power binds to the right and takes a sign in its exponent.
                let next = if operator == Operator::Power {
                    NEGATIVE_BINDING
                } else {
                    operator.binding() + 1
                };
                let right = parser.expression(next)?;
                left = Tree::Binary(operator, Box::new(left), Box::new(right));
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
        if let Some(function) = Function::named(&name) {
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
        if called {
            let functions = Function::NAMED.iter().map(|(name, _)| *name).chain(["sum"]);
            let near = nearest(&name, functions);
            if let Some(near) = near.filter(|_| !is_reserved(&name)) {
                return Err(
                    FormulaError::new(function_misspelt(&name, near), place.clone())
                        .replacing(self.text, place, near),
                );
            }
            if is_reserved(&name) || name.chars().count() == 1 {
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

    /// `sum(i, 1, 20, term)` after its name.
    fn sum(&mut self, place: Range<usize>) -> Result<Tree, FormulaError> {
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
            let x = self.signed_number()?;
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

    fn signed_number(&mut self) -> Result<f64, FormulaError> {
        let sign = if self.accept('-') { -1.0 } else { 1.0 };
        match *self.token() {
            Token::Number(x) => {
                self.advance();
                Ok(sign * x)
            }
            _ => Err(self.error(say!("number-expected", "A number is expected here."))),
        }
    }

    /// `a = 0.05 in [0.01, 0.2]`
    fn declaration(&mut self) -> Result<Declaration, FormulaError> {
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
        let value = self.signed_number()?;
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
        Ok(Declaration {
            name,
            value,
            range,
            place,
        })
    }

    fn close(&mut self, open: Range<usize>) -> Result<(), FormulaError> {
        if self.accept(')') {
            return Ok(());
        }
        match self.token() {
            Token::End | Token::Sign(';' | ',') => {
                let at = self.last().end;
                let open_still = say!("bracket-open", "This bracket is never closed.");
                Err(FormulaError::new(open_still, open).replacing(self.text, at..at, ")"))
            }
            _ => Err(self.unexpected_after_expression()),
        }
    }

    /// The error for a token in the place of an operator or the end.
    fn unexpected_after_expression(&self) -> FormulaError {
        let (last, place) = (self.last(), self.place());
        match self.token() {
            Token::Number(_) | Token::Name(_) | Token::Sign('(') => {
                let shown = |place: &Range<usize>| cut(&self.text[place.clone()]);
                let (left, right) = (shown(&last), shown(&place));
                FormulaError::new(operator_missing(&left, &right), last.start..place.end).replacing(
                    self.text,
                    last.end..place.start,
                    "*",
                )
            }
            Token::Sign(')') => {
                let never = say!("bracket-closed", "This bracket was never opened.");
                FormulaError::new(never, place.clone()).replacing(self.text, place, "")
            }
            Token::Sign('=') => FormulaError::new(declaration_misplaced(), place),
            other => meaningless(other.shown(), place),
        }
    }
}
