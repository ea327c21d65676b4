//! Splits text into tokens.

use crate::error::FormulaError;
use message::{cut, plain, say};
use std::ops::Range;

/// The smallest meaningful piece of a formula.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    Number(f64),
    Name(String),
    /// One of `+ - * / ^ ( ) , ; = [ ]`; a line break counts as `;`.
    Sign(char),
    End,
}

impl Token {
    /// The token as quoted in a message.
    pub fn shown(&self) -> String {
        match self {
            Token::Number(x) => plain(*x).text,
            Token::Name(name) => cut(name),
            Token::Sign(c) => c.to_string(),
            Token::End => String::new(),
        }
    }
}

/// A token and its position in the text, in bytes.
pub type Placed = (Token, Range<usize>);

/// The tokens of a text, ended by [`Token::End`].
pub fn tokens(text: &str) -> Result<Vec<Placed>, FormulaError> {
    let mut tokens: Vec<Placed> = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        let mut take = |keep: &mut dyn FnMut(char) -> bool| {
            let mut end = start + c.len_utf8();
            while let Some((at, next)) = rest.next_if(|(_, next)| keep(*next)) {
                end = at + next.len_utf8();
            }
            end
        };
        match c {
            '\n' => tokens.push((Token::Sign(';'), start..start + 1)),
            c if c.is_whitespace() => {}
            '0'..='9' | '.' => {
                let mut last = c;
                let end = take(&mut |next: char| {
                    // A sign belongs to the number only right after its exponent's e.
                    let keep = next.is_ascii_digit()
                        || next == '.'
                        || matches!(next, 'e' | 'E')
                        || (matches!(next, '+' | '-') && matches!(last, 'e' | 'E'));
                    if keep {
                        last = next;
                    }
                    keep
                });
                tokens.extend(number(text, start..end)?);
            }
            'π' => tokens.push((Token::Name("pi".to_owned()), start..start + c.len_utf8())),
            c if c.is_alphabetic() || c == '_' => {
                // Superscript digits are powers, subscript ones belong to a name.
                let end = take(&mut |next: char| {
                    (next.is_alphanumeric() || next == '_') && !matches!(next, '²' | '³')
                });
                tokens.push((Token::Name(text[start..end].to_owned()), start..end));
            }
            '√' => tokens.push((Token::Name("sqrt".to_owned()), start..start + c.len_utf8())),
            _ => {
                let place = start..start + c.len_utf8();
                let power = |exponent: f64| {
                    [
                        (Token::Sign('^'), place.clone()),
                        (Token::Number(exponent), place.clone()),
                    ]
                };
                match c {
                    '+' | '-' | '*' | '/' | '^' | '(' | ')' | ',' | ';' | '=' | '[' | ']' => {
                        tokens.push((Token::Sign(c), place))
                    }
                    '−' => tokens.push((Token::Sign('-'), place)),
                    '·' | '×' => tokens.push((Token::Sign('*'), place)),
                    '²' => tokens.extend(power(2.0)),
                    '³' => tokens.extend(power(3.0)),
                    _ => {
                        return Err(meaningless(c.to_string(), place));
                    }
                }
            }
        }
    }
    tokens.push((Token::End, text.len()..text.len()));
    Ok(tokens)
}

/// The error for a sign that fits nowhere here.
pub fn meaningless(sign: String, place: Range<usize>) -> FormulaError {
    FormulaError::new(
        say!(
            "sign-meaningless",
            "“{sign}” has no meaning here.",
            sign = sign
        ),
        place,
    )
}

/// A number, or a number and the name that follows it without an operator, as in `2e`.
fn number(text: &str, place: Range<usize>) -> Result<Vec<Placed>, FormulaError> {
    let written = &text[place.clone()];
    if let Ok(x) = written.parse::<f64>() {
        return match x.is_finite() {
            true => Ok(vec![(Token::Number(x), place)]),
            false => Err(FormulaError::new(
                say!(
                    "number-too-large",
                    "The number {number} is too large.",
                    number = cut(written)
                ),
                place,
            )),
        };
    }
    if let Some(x) = written
        .strip_suffix('e')
        .and_then(|w| w.parse::<f64>().ok())
    {
        let middle = place.end - 1;
        return Ok(vec![
            (Token::Number(x), place.start..middle),
            (Token::Name("e".to_owned()), middle..place.end),
        ]);
    }
    Err(FormulaError::new(
        say!(
            "not-a-number",
            "“{text}” is not a number; numbers look like 0.05 or 5e-2.",
            text = cut(written)
        ),
        place,
    ))
}
