//! Messages are full sentences without words of libraries.

use stepsieve::experiment::Problem;

/// Longest message, in characters.
const LONGEST: usize = 300;

/// Words of libraries, which users need not understand.
const FOREIGN: [&str; 25] = [
    "expected ident",
    "expected value",
    "expected `",
    "expected a ",
    "recursion limit",
    "invalid type",
    "invalid value",
    "invalid length",
    "invalid number",
    "invalid escape",
    "unit value",
    "missing field",
    "duplicate field",
    "unknown variant",
    "unknown field",
    " at line ",
    "EOF while",
    "trailing c",
    "surrogate in",
    "control character (",
    "out of range",
    "utf-8",
    "f64",
    "Err(",
    "Some(",
];

/// Fails if a message is too long, is no sentence, or contains words of a library.
pub fn check(message: &str) -> Result<(), String> {
    let length = message.chars().count();
    if length >= LONGEST {
        return Err(format!("a message has {length} characters: {message}"));
    }
    if !message.ends_with(['.', '?', '!']) || message.contains('\n') {
        return Err(format!("this is no sentence: {message:?}"));
    }
    // Quoted input may contain any words.
    let mut own = String::new();
    for (place, part) in message.split('“').enumerate() {
        own += match place {
            0 => part,
            _ => part.rsplit_once('”').map_or("", |(_, rest)| rest),
        };
    }
    let quoted = [", not [", ", not {"].map(|start| own.find(start));
    own.truncate(quoted.into_iter().flatten().min().unwrap_or(own.len()));
    match FOREIGN.iter().find(|word| own.contains(**word)) {
        Some(word) => Err(format!("“{word}” is not ours: {message}")),
        None => Ok(()),
    }
}

/// Fails if there are too many problems, or if one has a bad message.
pub fn check_all(problems: &[Problem]) -> Result<(), String> {
    if problems.len() > 25 {
        return Err(format!("there are {} problems", problems.len()));
    }
    problems.iter().try_for_each(|problem| {
        if problem.field.chars().count() > 100 {
            return Err(format!("the field is long: {}", problem.field));
        }
        check(&problem.message)
    })
}

#[test]
fn foreign_words_are_found() {
    assert!(check("“step” must be a number.").is_ok());
    assert!(check("The file says “invalid type”, which is not allowed.").is_ok());
    for message in [
        "The file cannot be read: invalid type: unit value.",
        "No sentence",
        "expected ident at line 1 column 2.",
        &"too long ".repeat(50),
    ] {
        assert!(check(message).is_err(), "{message}");
    }
}
