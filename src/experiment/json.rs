//! Reads JSON, and explains errors in the project's own words.

use crate::Problem;
use message::{Message, Told, cut, exact, say};
use serde_json::Value;

/// Deepest nesting of objects and lists: few enough for the stack of a browser.
const DEEPEST: usize = 100;

/// Parses a text as JSON.
///
/// # Errors
/// Line and column where the text is not JSON; `what` names the text in the message.
pub fn read_json(text: &str, what: impl Into<Told>) -> Result<Value, Problem> {
    read(text).map_err(|([line, column], wrong)| {
        Problem::new(
            "",
            say!(
                "not-json",
                "{what} is not JSON: in line {line}, column {column}, {wrong}.",
                what = what.into(),
                line = exact(line as f64),
                column = exact(column as f64),
                wrong = wrong
            ),
        )
    })
}

/// As [`read_json`], with the place and the reason of an error.
fn read(text: &str) -> Result<Value, ([usize; 2], Message)> {
    if let Some(place) = too_deep(text) {
        let wrong = say!(
            "json-deep",
            "it is nested too deeply; at most {most} levels are read",
            most = exact(DEEPEST as f64)
        );
        return Err((text_place(text, place), wrong));
    }
    serde_json::from_str(text).map_err(|error| {
        let start = line_start(text, error.line());
        let mut at = (start + error.column().saturating_sub(1)).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        (text_place(text, at), reason(&error, &text[at..]))
    })
}

/// The reason of an error, before the rest of the text.
fn reason(error: &serde_json::Error, rest: &str) -> Message {
    let word: String = rest
        .chars()
        .take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '+' | '-'))
        .collect();
    match rest.chars().next() {
        _ if error.is_eof() => say!(
            "json-ends",
            "the text ends too early: a value, a bracket or a quotation mark is missing"
        ),
        None => say!("json-missing", "something is missing"),
        Some('\'') => say!(
            "json-quotes",
            "a string has single quotation marks; JSON needs double ones"
        ),
        Some('}' | ']') => say!(
            "json-bracket",
            "a bracket closes where a value or a name is expected; no comma may follow the last one"
        ),
        // The parser has passed the end of a line when it reports it.
        Some(c) if c.is_control() || error.to_string().starts_with("control character") => say!(
            "json-line-break",
            "a line break or a tab appears in a string; JSON writes them as \\n and \\t"
        ),
        Some(c) => say!(
            "json-not-allowed",
            "“{text}” is not allowed here; numbers must be finite, names and strings need double quotation marks, and values need commas between them",
            text = if word.is_empty() {
                c.to_string()
            } else {
                cut(&word)
            }
        ),
    }
}

/// Position where brackets are nested too deeply, in bytes.
fn too_deep(text: &str) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return Some(at);
        }
    }
    None
}

/// Position where a line starts, in bytes; lines are counted from one.
fn line_start(text: &str, line: usize) -> usize {
    let lines = text.split_inclusive('\n');
    lines.take(line.saturating_sub(1)).map(str::len).sum()
}

/// Line and column of a position in bytes, in characters and counted from one.
fn text_place(text: &str, at: usize) -> [usize; 2] {
    let before = &text[..at];
    let line = before.rsplit('\n').next().unwrap_or_default();
    [before.split('\n').count(), line.chars().count() + 1]
}

#[cfg(test)]
mod tests {
    use super::read_json;

    #[test]
    fn what_is_no_json_is_told_with_its_place() {
        for (text, said) in [
            ("", "line 1, column 1, the text ends"),
            ("{\n  \"step\": 0.1", "the text ends too early"),
            ("{\"a\": [1, 2}", "line 1, column 12, a bracket closes"),
            ("{\"a\": 1,}", "column 9, a bracket closes"),
            ("{'a': 1}", "column 2, a string has single"),
            ("{\"ä\": NaN}", "column 7, “NaN” is not allowed"),
            (
                "{\n\"a\": 1\n\"b\": 2}",
                "line 3, column 1, “\"” is not allowed",
            ),
            ("{a: 1}", "column 2, “a” is not allowed"),
            ("{\"a\": \"x\ny\"}", "a line break"),
            ("{\"a\": 1} x", "column 10, “x” is not allowed"),
            ("[1e999]", "numbers must be finite"),
            (&"[".repeat(5000), "column 101, it is nested too deeply"),
            ("[\"\\x\"]", "is not allowed here"),
        ] {
            let message = read_json(text, "The file").unwrap_err().message;
            assert!(message.contains(said), "{text}: {message}");
            assert!(message.len() < 300, "{message}");
        }
        let deep = "[".repeat(100) + "\"[[[\\\"[[\"" + &"]".repeat(100);
        assert!(read_json(&deep, "The file").is_ok());
    }
}
