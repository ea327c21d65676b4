//! A parser over the tokens of a formula: its place, and errors there.

use crate::complaints::{bracket_open, declaration_form, declaration_misplaced, operator_missing};
use crate::elements::Constants;
use crate::error::FormulaError;
use crate::token::{Placed, Token, meaningless, tokens};
use message::{Message, cut, exact, say};
use std::ops::Range;

/// Deepest nesting of brackets, signs and powers.
const DEEPEST: usize = 64;

/// The tokens of a formula, and the place of the next.
pub struct Parser<'a> {
    pub text: &'a str,
    pub tokens: Vec<Placed>,
    pub at: usize,
    /// Values of the names that are declared after the formula, as far as bounds of sums need them.
    pub constants: Constants,
    depth: usize,
}

impl<'a> Parser<'a> {
    pub fn new(text: &'a str) -> Result<Self, FormulaError> {
        Ok(Parser {
            text,
            tokens: tokens(text)?,
            at: 0,
            constants: Constants::new(),
            depth: 0,
        })
    }

    pub fn token(&self) -> &Token {
        &self.tokens[self.at].0
    }

    pub fn place(&self) -> Range<usize> {
        self.tokens[self.at].1.clone()
    }

    /// Position of the token before this one.
    pub fn last(&self) -> Range<usize> {
        self.tokens[self.at.saturating_sub(1)].1.clone()
    }

    pub fn advance(&mut self) -> Placed {
        let placed = self.tokens[self.at].clone();
        if self.at + 1 < self.tokens.len() {
            self.at += 1;
        }
        placed
    }

    pub fn accept(&mut self, sign: char) -> bool {
        let found = *self.token() == Token::Sign(sign);
        if found {
            self.advance();
        }
        found
    }

    pub fn skip_separators(&mut self) {
        while self.accept(';') {}
    }

    pub fn error(&self, message: Message) -> FormulaError {
        FormulaError::new(message, self.place())
    }

    pub fn deeper<T>(
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

    pub fn close(&mut self, open: Range<usize>) -> Result<(), FormulaError> {
        if self.accept(')') {
            return Ok(());
        }
        match self.token() {
            Token::End | Token::Sign(';' | ',') => {
                let at = self.last().end;
                Err(FormulaError::new(bracket_open(), open).replacing(self.text, at..at, ")"))
            }
            _ => Err(self.unexpected_after_expression()),
        }
    }

    /// True if this number continues the one before it, as in `1 000`.
    fn groups_digits(&self) -> bool {
        let [before, this] = [self.last(), self.place()].map(|place| &self.text[place]);
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        (1..=3).contains(&before.len()) && digits(before) == before.len() && digits(this) == 3
    }

    /// True at a comma between digits, as in `0,5`.
    fn is_decimal_comma(&self) -> bool {
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        let next = self.tokens.get(self.at + 1).map(|(_, place)| place.clone());
        *self.token() == Token::Sign(',')
            && digits(&self.text[self.last()])
            && next
                .is_some_and(|next| self.last().end + 1 == next.start && digits(&self.text[next]))
    }

    /// True at a word or a comma before declarations, as in `q^2*a where a = 2` or `q^2*a, a = 2`.
    fn introduces_declarations(&self) -> bool {
        match self.token() {
            Token::Name(name) => matches!(name.as_str(), "where" | "with" | "for"),
            token => *token == Token::Sign(',') && self.declares(self.at + 1),
        }
    }

    /// True if a declaration begins at this token.
    fn declares(&self, at: usize) -> bool {
        let token = |at: usize| self.tokens.get(at).map(|(token, _)| token);
        matches!(token(at), Some(Token::Name(_))) && token(at + 1) == Some(&Token::Sign('='))
    }

    /// The error for a token in the place of an operator or the end.
    pub fn unexpected_after_expression(&self) -> FormulaError {
        let (last, place) = (self.last(), self.place());
        match self.token() {
            Token::Sign(',') if self.is_decimal_comma() => {
                let point = say!(
                    "decimal-point",
                    "Decimals are written with a point in a formula, as in 0.5."
                );
                let number = last.start..self.tokens[self.at + 1].1.end;
                FormulaError::new(point, number).replacing(self.text, place, ".")
            }
            _ if self.introduces_declarations() => {
                let gap = last.end..place.end;
                let error = FormulaError::new(declaration_form(), place);
                match self.declares(self.at + 1) {
                    true => error.replacing(self.text, gap, ";"),
                    false => error,
                }
            }
            Token::Number(_) if self.groups_digits() => {
                let spaced = say!("number-spaced", "Numbers are written without spaces.");
                let gap = last.end..place.start;
                FormulaError::new(spaced, last.start..place.end).replacing(self.text, gap, "")
            }
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
