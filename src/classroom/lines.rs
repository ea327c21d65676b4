//! The submissions of a class: lines with a name and a code, in any order and with anything
//! between, followed by the text of the answer if it is one.

use crate::answer::Expected;
use crate::base32::read;
use crate::checksum::Remainder;
use crate::code::{Checked, Wrong, check, is_marked};
use crate::exercise::Exercise;
use crate::names::{plain_name, separates};
use std::collections::VecDeque;
use std::ops::Range;

/// Length of the shortest and of the longest code, in characters.
const SHORTEST: usize = 12;
const LONGEST: usize = 1024;
/// Most words of a name between a code and a text, and most lines of a text.
const WORDS: usize = 8;
const ROWS: usize = 200;

/// The result of one line.
#[derive(Clone, Debug, PartialEq)]
pub struct Submission {
    pub name: String,
    /// The name in the form for comparison.
    pub plain: String,
    /// Empty if nothing resembles a code.
    pub code: String,
    pub text: String,
    pub checked: Result<Checked, Wrong>,
}

/// The lines of a class, read one by one.
pub struct Lines {
    exercise: Exercise,
    rest: VecDeque<String>,
}

impl Lines {
    pub fn new(exercise: Exercise, text: &str) -> Self {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        Self {
            exercise,
            rest: lines.map(str::to_owned).collect(),
        }
    }

    /// The next submission; `small` converts names and texts to lower case for comparison.
    pub fn next(&mut self, small: &dyn Fn(&str) -> String) -> Option<Submission> {
        let line = self.rest.pop_front()?;
        let found = Line::new(&self.exercise, &line, small).submission();
        Some(self.with_rows(found, small))
    }

    /// Adds the following lines to a text if it matches the code only with them; otherwise they
    /// belong to a student without a code.
    fn with_rows(&mut self, found: Submission, small: &dyn Fn(&str) -> String) -> Submission {
        let is_whole = |checked: &Checked| checked.as_written == Some(true);
        if self.exercise.expected != Expected::Text || found.checked.as_ref().map_or(true, is_whole)
        {
            return found;
        }
        let mut text = found.text.clone();
        for rows in 0..ROWS.min(self.rest.len()) {
            let row = &self.rest[rows];
            if Line::new(&self.exercise, row, small).likely().is_some() {
                break;
            }
            text = format!("{text}\n{row}");
            let checked = check(
                &self.exercise,
                &small(&found.name),
                &found.code,
                &small(&text),
                None,
            );
            if checked.as_ref().is_ok_and(is_whole) {
                self.rest.drain(..=rows);
                return Submission {
                    text,
                    checked,
                    ..found
                };
            }
        }
        found
    }
}

/// A word with its end in the line, its part that may belong to a code, and the range of that
/// part's symbols among those of the line.
struct Word<'a> {
    text: &'a str,
    end: usize,
    code: &'a str,
    symbols: Option<Range<usize>>,
}

struct Line<'a> {
    exercise: &'a Exercise,
    text: &'a str,
    words: Vec<Word<'a>>,
    symbols: Vec<u8>,
    small: &'a dyn Fn(&str) -> String,
}

impl<'a> Line<'a> {
    fn new(exercise: &'a Exercise, text: &'a str, small: &'a dyn Fn(&str) -> String) -> Self {
        let (mut end, mut symbols) = (0, Vec::new());
        let words = text.split(separates).map(|word| {
            let from = end;
            end = from + word.len();
            // The length of the separator.
            let between = text[end..].chars().next().map_or(0, char::len_utf8);
            let code = word.trim_matches(|c: char| c.is_ascii_punctuation() || is_sign(c));
            let found = Word {
                text: word,
                end,
                code,
                symbols: read(code).map(|read| {
                    let from = symbols.len();
                    symbols.extend(read);
                    from..symbols.len()
                }),
            };
            end += between;
            found
        });
        let words = words.filter(|word| !word.text.is_empty()).collect();
        Self {
            exercise,
            text,
            words,
            symbols,
            small,
        }
    }

    /// The submission from the words that are a code of the name beside them, else from a code of
    /// another name or exercise, else from the words that resemble a code most.
    fn submission(&self) -> Submission {
        let mut other = None;
        for range in self.sound() {
            let Some(found) = self.check(range) else {
                continue;
            };
            match found.checked {
                Ok(_) => return found,
                Err(Wrong::Mistyped) => {}
                Err(_) => {
                    other.get_or_insert(found);
                }
            }
        }
        other
            .or_else(|| self.check(self.likely()?))
            .unwrap_or_else(|| {
                let name = joined(&self.words);
                self.made(name, "", "", Err(Wrong::Mistyped))
            })
    }

    /// Ranges of words that pass the check of a version; in version 1, whose check many pass by
    /// chance, only those of this exercise. The time is linear in the number of words, as the
    /// length of a code is bounded.
    fn sound(&self) -> Vec<(usize, usize)> {
        let mark = self.exercise.mark();
        let mut found = Vec::new();
        for (from, word) in self.words.iter().enumerate() {
            let Some(start) = word.symbols.as_ref().map(|symbols| symbols.start) else {
                continue;
            };
            let (mut parity, mut check) = (Remainder::of_parity(), Remainder::of_check());
            for (to, word) in self.words.iter().enumerate().skip(from) {
                let Some(symbols) = &word.symbols else { break };
                if symbols.end == start || symbols.end - start > LONGEST {
                    break;
                }
                parity = parity.after(&self.symbols[symbols.clone()]);
                check = check.after(&self.symbols[symbols.clone()]);
                let code = &self.symbols[start..symbols.end];
                let is_first = || parity.is_nought() && is_marked(code, mark);
                if code.len() >= SHORTEST && (is_first() || check.is_nought()) {
                    found.push((from, to + 1));
                }
            }
        }
        found
    }

    /// The range of words that most resembles a code: words of capitals, digits and dashes, the
    /// first and the last with a digit unless too few characters would be left.
    fn likely(&self) -> Option<(usize, usize)> {
        let has_digit = |word: &Word| word.code.contains(|c: char| c.is_ascii_digit());
        let is_group = |c: char| c.is_ascii_uppercase() || c == '-';
        let is_part = |word: &Word| has_digit(word) || word.code.chars().all(is_group);
        let size = |(from, to): (usize, usize)| -> usize {
            let characters = self.words[from..to]
                .iter()
                .flat_map(|word| word.code.chars());
            characters.filter(char::is_ascii_alphanumeric).count()
        };
        let mut to = 0;
        let runs = self.words.chunk_by(|a, b| is_part(a) == is_part(b));
        let runs = runs.map(|run| {
            let from = to;
            to += run.len();
            (from, to)
        });
        let runs = runs.filter(|(from, to)| {
            is_part(&self.words[*from]) && self.words[*from..*to].iter().any(has_digit)
        });
        let (mut from, mut to) = runs.max_by_key(|run| size(*run))?;
        while !has_digit(&self.words[from]) && size((from + 1, to)) >= SHORTEST {
            from += 1;
        }
        while !has_digit(&self.words[to - 1]) && size((from, to - 1)) >= SHORTEST {
            to -= 1;
        }
        (size((from, to)) >= SHORTEST).then_some((from, to))
    }

    /// Checks these words as a code of the name beside them, or of the tidied name.
    fn check(&self, (from, to): (usize, usize)) -> Option<Submission> {
        let code: Vec<&str> = self.words[from..to].iter().map(|word| word.code).collect();
        let code = code.join("-");
        let mut first = None;
        for (name, text) in self.sides(from, to) {
            for name in [tidy(&name), name].into_iter().rev() {
                let (plain, small) = ((self.small)(&name), (self.small)(text));
                let checked = check(self.exercise, &plain, &code, &small, None);
                let is_of_another = matches!(checked, Err(Wrong::Name));
                let found = self.made(name, &code, text, checked);
                if !is_of_another {
                    return Some(found);
                }
                first.get_or_insert(found);
            }
        }
        first
    }

    fn made(
        &self,
        name: String,
        code: &str,
        text: &str,
        checked: Result<Checked, Wrong>,
    ) -> Submission {
        Submission {
            plain: plain_name(&(self.small)(&name)),
            name,
            code: code.to_owned(),
            text: text.to_owned(),
            checked,
        }
    }

    /// Names and texts that may belong to a code of these words, most likely first.
    fn sides(&self, from: usize, to: usize) -> Vec<(String, &str)> {
        let (before, after) = (&self.words[..from], &self.words[to..]);
        let text_after = |word: usize| self.text[self.words[word].end..].trim_matches(separates);
        if self.exercise.expected != Expected::Text {
            let name = format!("{} {}", joined(before), joined(after));
            return vec![(name.trim().to_owned(), "")];
        }
        if !before.is_empty() {
            return vec![(joined(before), text_after(to - 1))];
        }
        let mut sides = vec![(joined(after), "")];
        for words in 1..after.len().min(WORDS + 1) {
            sides.push((joined(&after[..words]), text_after(to + words - 1)));
        }
        sides
    }
}

fn joined(words: &[Word]) -> String {
    let words: Vec<&str> = words.iter().map(|word| word.text).collect();
    words.join(" ")
}

/// A name without line numbers, dates, dashes and invisible characters.
fn tidy(name: &str) -> String {
    let seen: String = name.chars().filter(|c| !is_unseen(*c)).collect();
    let is_letter = |c: char| c.is_ascii_alphabetic() || c > '\u{bf}' && !is_sign(c);
    let words: Vec<&str> = seen
        .split(' ')
        .filter(|word| word.contains(is_letter))
        .collect();
    if words.is_empty() {
        name.to_owned()
    } else {
        words.join(" ")
    }
}

/// True if a character is in one of Unicode's blocks of punctuation, arrows and other signs.
fn is_sign(c: char) -> bool {
    ('\u{a1}'..='\u{bf}').contains(&c) || ('\u{2000}'..='\u{2bff}').contains(&c)
}

/// True for an invisible formatting character.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
