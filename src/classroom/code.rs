//! The result code that a student hands in.
//!
//! | symbols | content |
//! |---|---|
//! | 1 | version |
//! | 3 | hash of the exercise |
//! | 2 and more | the answer: a number, or four symbols of the hash of a text |
//! | 4 | hash of the outcome's fingerprint |
//! | 1 for five controls | flags of the changed ones |
//! | 2 and more each | their values |
//! | 3 to 6 | hash of all this and the student's name, filling the last group with the check |
//! | 5 | check |
//!
//! A code consists of whole groups, so a missing or extra character always shows. In version 1 the
//! hash of the exercise stood before that of the name, which had three symbols, and the check was a
//! single parity symbol; such codes remain readable.

use crate::answer::{Expected, Judgement, read_number};
use crate::base32::{GROUP, push_bits, push_number, read, take, take_bits, take_number, written};
use crate::checksum::{CHECKS, Remainder};
use crate::exercise::Exercise;
use crate::names::{hash, plain_name};
use crate::values::{at, denoted, fields, numeral, pointer};
use experiment::{Problem, Problems};
use message::say;
use serde::Serialize;
use serde_json::{Map, Value};

const VERSION: u8 = 2;
/// Symbols of the hashes of an outcome and of a text, and of the hashes of an exercise and a name.
const LONG: usize = 4;
const SHORT: usize = 3;
/// Controls per symbol of flags.
const FLAGS: usize = 5;

/// Why a code is invalid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Wrong {
    /// A character is wrong, missing, extra or exchanged with another.
    Mistyped,
    /// A later release made it.
    Later,
    /// It belongs to another exercise, or this one has changed since.
    Exercise,
    /// It belongs to another name.
    Name,
}

/// The content of a valid code.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Checked {
    /// The answer, if it is a number.
    pub answer: Option<f64>,
    /// True if the text is the one that the code was made with.
    pub as_written: Option<bool>,
    /// The student's complete experiment.
    #[cfg_attr(feature = "types", ts(type = "Experiment"))]
    pub experiment: Value,
    /// The settings that the student changed, with their values.
    #[cfg_attr(feature = "types", ts(type = "Record<string, unknown>"))]
    pub changed: Map<String, Value>,
    /// True if the outcome is the one that the code was made from.
    pub same: Option<bool>,
    #[serde(flatten)]
    pub judgement: Judgement,
}

/// Writes the code of an answer and its outcome.
///
/// # Errors
/// Fails if the name, the answer or a complete run is missing, or if a value has too many digits.
pub fn write(
    exercise: &Exercise,
    name: &str,
    answer: &str,
    outcome: &Value,
) -> Result<String, Problems> {
    let mut problems = Vec::new();
    let mut code = vec![VERSION];
    push_bits(&mut code, exercise.mark(), SHORT);
    if plain_name(name).is_empty() {
        problems.push(Problem::new(
            "name",
            say!(
                "name-first",
                "Type your name first: the code is bound to it."
            ),
        ));
    }
    let answered = match exercise.expected {
        Expected::Text => {
            push_bits(&mut code, text_hash(answer), LONG);
            !answer.trim().is_empty()
        }
        _ => read_number(answer).is_some_and(|number| push_number(&mut code, Some(number))),
    };
    if !answered {
        problems.push(exercise.expected.unanswered());
    }
    let Some(fingerprint) = outcome["hash"].as_str() else {
        problems.push(Problem::new(
            "",
            say!(
                "run-first",
                "Run the experiment to its end first: the code depends on it."
            ),
        ));
        return Err(Problems(problems));
    };
    push_bits(&mut code, hash(&[fingerprint.as_bytes()]), LONG);
    let before = fields(&exercise.experiment(name));
    let values: Vec<&Value> = exercise
        .controls
        .iter()
        .map(|control| at(&outcome["experiment"], control))
        .collect();
    let changed = |place: usize| values[place] != at(&before, &exercise.controls[place]);
    let places = 0..values.len();
    for flags in places.clone().collect::<Vec<_>>().chunks(FLAGS) {
        code.push(
            flags
                .iter()
                .enumerate()
                .map(|(bit, place)| u8::from(changed(*place)) << bit)
                .sum(),
        );
    }
    for place in places.filter(|place| changed(*place)) {
        if !push_number(&mut code, numeral(&exercise.controls[place], values[place])) {
            problems.push(Problem::new(
                exercise.controls[place].as_str(),
                say!(
                    "control-digits",
                    "The value of this control has too many digits for a code: choose a rounder one."
                ),
            ));
        }
    }
    let bound = bound(exercise, name, &code);
    let rest = (code.len() + SHORT + CHECKS).next_multiple_of(GROUP) - code.len() - CHECKS;
    push_bits(&mut code, bound, rest);
    code.extend(Remainder::of_check().after(&code).symbols());
    if problems.is_empty() {
        Ok(written(&code))
    } else {
        Err(Problems(problems))
    }
}

/// Reads the code of a name. Compares it with the outcome of its experiment and with the text of
/// the answer, if given.
///
/// # Errors
/// The reason why the code is invalid.
pub fn check(
    exercise: &Exercise,
    name: &str,
    code: &str,
    text: &str,
    outcome: Option<&Value>,
) -> Result<Checked, Wrong> {
    let code = read(code).ok_or(Wrong::Mistyped)?;
    let beside = Beside {
        exercise,
        name,
        text,
        outcome,
    };
    match version(&code).ok_or(Wrong::Mistyped)? {
        VERSION => beside.second(&code),
        1 => beside.first(&code).map_err(|wrong| {
            if is_slip_of_later(&code) {
                Wrong::Mistyped
            } else {
                wrong
            }
        }),
        _ => Err(Wrong::Later),
    }
}

/// The version of a code that passes its check.
fn version(code: &[u8]) -> Option<u8> {
    let first = *code.first()?;
    if first >= VERSION {
        let is_whole = code.len().is_multiple_of(GROUP) && code.len() > SHORT + CHECKS;
        (is_whole && Remainder::of_check().after(code).is_nought()).then_some(first)
    } else {
        (first == 1 && Remainder::of_parity().after(code).is_nought()).then_some(first)
    }
}

/// True for a code of version 1 of the exercise with this mark.
pub(super) fn is_marked(code: &[u8], mark: u64) -> bool {
    let mut hashes = &code[code.len().saturating_sub(2 * SHORT + 1)..];
    code[0] == 1 && take_bits(&mut hashes, SHORT) == Some(low(mark, SHORT))
}

/// True if a code that passes as version 1 is a later one with its first character, or first group,
/// exchanged with another. Parity detects every other slip, and most of these.
fn is_slip_of_later(code: &[u8]) -> bool {
    code.len().is_multiple_of(GROUP)
        && (1..code.len()).any(|place| {
            let is_undone = |length: usize| {
                let mut undone = code.to_vec();
                (0..length).for_each(|i| undone.swap(i, place + i));
                version(&undone).is_some_and(|version| version >= VERSION)
            };
            is_undone(1) || place % GROUP == 0 && place + GROUP <= code.len() && is_undone(GROUP)
        })
}

/// The data for reading a code.
struct Beside<'a> {
    exercise: &'a Exercise,
    name: &'a str,
    text: &'a str,
    outcome: Option<&'a Value>,
}

impl Beside<'_> {
    /// Reads a sound code of version 1.
    fn first(&self, code: &[u8]) -> Result<Checked, Wrong> {
        let payload = code.len().checked_sub(2 * SHORT + 1);
        let (mut rest, mut hashes) = code.split_at(payload.ok_or(Wrong::Mistyped)?);
        self.exercise(&mut hashes)?;
        self.name(&code[..rest.len() + SHORT], &hashes[..SHORT])?;
        take(&mut rest);
        self.payload(&mut rest)
            .filter(|_| rest.is_empty())
            .ok_or(Wrong::Mistyped)
    }

    /// Reads a sound code of the newest version.
    fn second(&self, code: &[u8]) -> Result<Checked, Wrong> {
        let mut rest = &code[1..code.len() - CHECKS];
        self.exercise(&mut rest)?;
        let checked = self.payload(&mut rest).ok_or(Wrong::Mistyped)?;
        self.name(&code[..code.len() - CHECKS - rest.len()], rest)?;
        Ok(checked)
    }

    fn exercise(&self, rest: &mut &[u8]) -> Result<(), Wrong> {
        let mark = low(self.exercise.mark(), SHORT);
        (take_bits(rest, SHORT) == Some(mark))
            .then_some(())
            .ok_or(Wrong::Exercise)
    }

    /// Compares the hash that binds the symbols before it to the name.
    fn name(&self, before: &[u8], mut hash: &[u8]) -> Result<(), Wrong> {
        let length = hash.len();
        if !(SHORT..SHORT + GROUP).contains(&length) {
            return Err(Wrong::Mistyped);
        }
        let bound = low(bound(self.exercise, self.name, before), length);
        (take_bits(&mut hash, length) == Some(bound))
            .then_some(())
            .ok_or(Wrong::Name)
    }

    fn payload(&self, rest: &mut &[u8]) -> Option<Checked> {
        let Self {
            exercise,
            name,
            text,
            outcome,
        } = *self;
        let (answer, as_written) = match exercise.expected {
            Expected::Text => {
                let written = take_bits(rest, LONG)?;
                let given = !text.trim().is_empty();
                (None, given.then(|| low(text_hash(text), LONG) == written))
            }
            _ => (Some(take_number(rest)??), None),
        };
        let fingerprint = take_bits(rest, LONG)?;
        let mut flags = Vec::new();
        for _ in exercise.controls.chunks(FLAGS) {
            flags.push(take(rest)?);
        }
        let mut experiment = fields(&exercise.experiment(name));
        let mut changed = Map::new();
        for (place, control) in exercise.controls.iter().enumerate() {
            if flags[place / FLAGS] >> (place % FLAGS) & 1 == 1 {
                let value = denoted(control, take_number(rest)?)?;
                *experiment.pointer_mut(&pointer(control))? = value.clone();
                changed.insert(control.clone(), value);
            }
        }
        let hash = |outcome: &Value| Some(hash(&[outcome["hash"].as_str()?.as_bytes()]));
        let judgement = answer.map(|answer| {
            exercise
                .expected
                .judge(exercise.tolerance.1, answer, outcome)
        });
        Some(Checked {
            answer,
            as_written,
            experiment,
            changed,
            same: outcome
                .map(|outcome| hash(outcome).is_some_and(|hash| low(hash, LONG) == fingerprint)),
            judgement: judgement.unwrap_or_default(),
        })
    }
}

/// The low bits of a hash, five per symbol.
fn low(hash: u64, symbols: usize) -> u64 {
    hash & ((1 << (5 * symbols)) - 1)
}

fn text_hash(text: &str) -> u64 {
    hash(&[plain_name(text).as_bytes()])
}

/// The hash that binds a code to an exercise and a name.
fn bound(exercise: &Exercise, name: &str, code: &[u8]) -> u64 {
    hash(&[
        &exercise.mark().to_le_bytes(),
        plain_name(name).as_bytes(),
        code,
    ])
}

#[cfg(test)]
mod tests;
