//! Splits text into tokens.

use crate::error::FormulaError;
use message::{cut, plain, say};
use std::ops::Range;

/// The smallest meaningful piece of a formula.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    Number(f64),
    Name(String),
    /// One of `+ - * / ^ < ≤ > ≥ ( ) , ; = [ ] |`; the end of a line counts as `;`.
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

/// The tokens of a text, ended by [`Token::End`]. Signs have the spellings of keyboards, books,
/// other languages and LaTeX.
pub fn tokens(text: &str) -> Result<Vec<Placed>, FormulaError> {
    let mut found = Found {
        text,
        tokens: Vec::new(),
        is_fraction: false,
    };
    let mut rest = text.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        let mut take = |keep: &mut dyn FnMut(char) -> bool| {
            let mut end = start + c.len_utf8();
            while let Some((at, next)) = rest.next_if(|(_, next)| keep(*next)) {
                end = at + next.len_utf8();
            }
            end
        };
        let here = start..start + c.len_utf8();
        match c {
            '\n' => found.push(Token::Sign(';'), here),
            c if c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}') => {}
            '$' if is_margin(&text[..start]) || is_margin(&text[start..]) => {}
            '0'..='9' | '.' => {
                let mut last = c;
                let end = take(&mut |next: char| {
                    // A sign belongs to the number only right after its exponent's e.
                    let keep = next.is_ascii_digit()
                        || next == '.'
                        || matches!(next, 'e' | 'E')
                        || (matches!(sign(next), Some('+' | '-')) && matches!(last, 'e' | 'E'));
                    if keep {
                        last = next;
                    }
                    keep
                });
                for (token, place) in number(text, start..end)? {
                    found.push(token, place);
                }
            }
            'π' => found.push(Token::Name("pi".to_owned()), here),
            '√' => found.push(Token::Name("sqrt".to_owned()), here),
            c if superscript(c).is_some() => {
                let end = take(&mut |next: char| superscript(next).is_some());
                found.power(start..end)?;
            }
            c if fraction(c).is_some() => {
                found.fraction(fraction(c).unwrap_or_default(), here);
            }
            c if c.is_alphabetic() || c == '_' => {
                // Subscript digits belong to a name, superscript ones are powers.
                let end = take(&mut |next: char| {
                    (next.is_alphanumeric() || next == '_')
                        && superscript(next).is_none()
                        && fraction(next).is_none()
                });
                found.push(Token::Name(text[start..end].to_owned()), start..end);
            }
            '\\' => {
                let end = take(&mut |next: char| next.is_ascii_alphabetic());
                if end > start + 1 {
                    found.command(start..end);
                } else if rest
                    .next_if(|(_, next)| " ,;:!\\".contains(*next))
                    .is_none()
                {
                    return Err(meaningless(c.to_string(), here));
                }
            }
            c => match sign(c) {
                Some(sign) => found.push(Token::Sign(sign), here),
                None => return Err(meaningless(c.to_string(), here)),
            },
        }
    }
    found.push(Token::End, text.len()..text.len());
    Ok(found.tokens)
}

/// True for what stands before or after a formula of LaTeX.
fn is_margin(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c == '$')
}

/// The sign that a character stands for, if it stands for one.
fn sign(c: char) -> Option<char> {
    Some(match c {
        '+' | '-' | '*' | '/' | '^' | '(' | ')' | ',' | ';' | '=' | '[' | ']' | '|' | '<' | '≤'
        | '>' | '≥' => c,
        '−' | '–' | '‐' | '‑' | '﹣' | '－' => '-',
        '·' | '×' | '⋅' | '∙' | '•' | '∗' | '＊' => '*',
        '÷' | '∕' | '⁄' | '∶' => '/',
        '＋' => '+',
        '{' | '（' => '(',
        '}' | '）' => ')',
        '＝' => '=',
        _ => return None,
    })
}

/// The digit or the sign of an exponent.
fn superscript(c: char) -> Option<char> {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    match c {
        '⁻' => Some('-'),
        '⁺' => Some('+'),
        _ => {
            let digit = DIGITS.iter().position(|d| *d == c)?;
            char::from_digit(digit as u32, 10)
        }
    }
}

/// The value of a fraction in one character.
fn fraction(c: char) -> Option<f64> {
    Some(match c {
        '½' => 1.0 / 2.0,
        '⅓' => 1.0 / 3.0,
        '⅔' => 2.0 / 3.0,
        '¼' => 1.0 / 4.0,
        '¾' => 3.0 / 4.0,
        '⅕' => 1.0 / 5.0,
        '⅙' => 1.0 / 6.0,
        '⅛' => 1.0 / 8.0,
        _ => return None,
    })
}

/// The name of LaTeX's fraction, which takes two brackets; no other name has its backslash.
pub const FRACTION: &str = "\\frac";

/// The tokens found so far.
struct Found<'a> {
    text: &'a str,
    tokens: Vec<Placed>,
    /// True after a fraction in one character: a factor may follow it without a sign.
    is_fraction: bool,
}

impl Found<'_> {
    // Inlined it would be there a dozen times.
    #[inline(never)]
    fn push(&mut self, token: Token, place: Range<usize>) {
        let last = self.tokens.last();
        if let (Token::Sign(sign), Some((Token::Sign(first), before))) = (&token, last)
            && before.end == place.start
        {
            // Of the signs of a product only this one, doubled, is a power.
            let both = match (first, sign) {
                ('*', '*') if self.text[before.start..place.end].starts_with("**") => Some('^'),
                ('<', '=') => Some('≤'),
                ('>', '=') => Some('≥'),
                _ => None,
            };
            if let Some(both) = both {
                let start = before.start;
                self.tokens.pop();
                return self.push(Token::Sign(both), start..place.end);
            }
        }
        // A formula goes on in the next line if that begins, or this ends, with an operator.
        let is_break = |(token, place): &Placed| {
            *token == Token::Sign(';') && self.text[place.clone()] == *"\n"
        };
        let operator =
            |token: &Token| matches!(token, Token::Sign(sign) if "+-*/^,<≤>≥".contains(*sign));
        if operator(&token) || token == Token::Sign(')') {
            while self.tokens.last().is_some_and(is_break) {
                self.tokens.pop();
            }
        }
        let breaks = is_break(&(token.clone(), place.clone()));
        let goes_on = |token: &Token| operator(token) || matches!(token, Token::Sign('(' | '='));
        if breaks && self.tokens.last().is_some_and(|(token, _)| goes_on(token)) {
            return;
        }
        let factor = match &token {
            Token::Number(_) | Token::Sign('(') => true,
            // One begins the range of a parameter, the others join conditions.
            Token::Name(name) => !matches!(name.as_str(), "in" | "and" | "or"),
            _ => false,
        };
        if self.is_fraction && factor {
            self.tokens
                .push((Token::Sign('*'), place.start..place.start));
        }
        self.is_fraction = false;
        self.tokens.push((token, place));
    }

    /// A fraction in one character, alone or right after a whole number, as in `1½`.
    fn fraction(&mut self, value: f64, place: Range<usize>) {
        match self.tokens.last_mut() {
            Some((Token::Number(whole), before)) if before.end == place.start => {
                *whole += value;
                before.end = place.end;
            }
            _ => self.push(Token::Number(value), place),
        }
        self.is_fraction = true;
    }

    /// A power in superscripts.
    fn power(&mut self, place: Range<usize>) -> Result<(), FormulaError> {
        let written: String = self.text[place.clone()]
            .chars()
            .filter_map(superscript)
            .collect();
        let Ok(exponent) = written.parse::<f64>() else {
            return Err(meaningless(self.text[place.clone()].to_owned(), place));
        };
        self.push(Token::Sign('^'), place.clone());
        if exponent < 0.0 {
            self.push(Token::Sign('-'), place.clone());
        }
        self.push(Token::Number(exponent.abs()), place);
        Ok(())
    }

    /// A command of LaTeX with its backslash.
    fn command(&mut self, place: Range<usize>) {
        match &self.text[place.start + 1..place.end] {
            "left" | "right" | "big" | "Big" | "quad" | "displaystyle" | "mathrm" => {}
            "cdot" | "times" | "ast" => self.push(Token::Sign('*'), place),
            "frac" | "dfrac" | "tfrac" => self.push(Token::Name(FRACTION.to_owned()), place),
            name => {
                let name = name.to_owned();
                self.push(Token::Name(name), place);
            }
        }
    }
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
    let written: String = text[place.clone()]
        .chars()
        .map(|c| sign(c).unwrap_or(c))
        .collect();
    let written = written.as_str();
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
