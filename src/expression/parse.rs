//! Parses a formula: an expression, and the declarations after it. Errors name the expected token and
//! offer the likely fix.

use crate::complaints::{declared_twice, sums_long};
use crate::declarations::{Declaration, Declared};
use crate::definitions::{Definition, expand};
use crate::elements::Constants;
use crate::error::FormulaError;
use crate::parser::Parser;
use crate::token::Token;
use crate::tree::{MOST_SYMBOLS, Tree};
use message::{exact, say};

/// Longest text, in bytes.
const LONGEST: usize = 2000;

/// An expression and the declarations after it; `given` values override declared ones in the bounds
/// of sums.
pub fn parse(text: &str, given: &Constants) -> Result<(Tree, Vec<Declaration>), FormulaError> {
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
    let mut parser = Parser::new(text)?;
    parser.constants = declared_numbers(&parser, given);
    parser.skip_separators();
    parser.skip_heading();
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
    let (mut declarations, mut definitions) = (Vec::new(), Vec::new());
    loop {
        match parser.token().clone() {
            Token::End => break,
            Token::Sign(';') => parser.skip_separators(),
            _ => return Err(parser.unexpected_after_expression()),
        }
        if *parser.token() != Token::End {
            match parser.declaration()? {
                Declared::Parameter(parameter) => declarations.push(parameter),
                Declared::Part(definition) => definitions.push(definition),
            }
        }
    }
    let twice = declarations.iter().find(|one| {
        let defines = |other: &Definition| other.name == one.name;
        definitions.iter().any(defines)
    });
    if let Some(Declaration { name, place, .. }) = twice {
        return Err(FormulaError::new(declared_twice(name), place.clone()));
    }
    let tree = expand(tree, &definitions)?;
    let symbols = tree.symbols();
    if let Some(place) = tree.longest_sum().filter(|_| symbols > MOST_SYMBOLS) {
        return Err(FormulaError::new(
            sums_long(symbols, MOST_SYMBOLS),
            place.clone(),
        ));
    }
    Ok((tree, declarations))
}

/// The names that are declared as plain numbers anywhere in the text, with their values, or those
/// `given`: the bounds of sums need them before their declarations are parsed.
fn declared_numbers(parser: &Parser, given: &Constants) -> Constants {
    let mut numbers = Constants::new();
    let sign = |token: &Token, sign: char| *token == Token::Sign(sign);
    for at in parser.tokens.windows(5) {
        let [before, name, equals, first, second] = [0, 1, 2, 3, 4].map(|k| &at[k].0);
        let (Token::Name(name), true) = (name, sign(before, ';') && sign(equals, '=')) else {
            continue;
        };
        let ends = |token: &Token| matches!(token, Token::Sign(';') | Token::End | Token::Name(_));
        if let Token::Number(x) = first
            && ends(second)
        {
            numbers.insert(name.clone(), *x);
        }
    }
    numbers.extend(given.iter().map(|(name, x)| (name.clone(), *x)));
    numbers
}
