//! Reads JSON, and explains errors in the project's own words.

use crate::Problem;
use message::cut;
use serde_json::Value;

/// Deepest nesting of objects and lists: few enough for the stack of a browser.
const DEEPEST: usize = 100;

/// Parses a text as JSON.
///
/// # Errors
/// Line and column where the text is not JSON; `what` names the text in the message.
pub fn read_json(text: &str, what: &str) -> Result<Value, Problem> {
    let refuse = |place: [usize; 2], wrong: &str| {
        let [line, column] = place;
        Problem::new(
            "",
            format!("{what} is not JSON: in line {line}, column {column}, {wrong}."),
        )
    };
    if let Some(place) = too_deep(text) {
        return Err(refuse(
            text_place(text, place),
            &format!("it is nested too deeply; at most {DEEPEST} levels are read"),
        ));
    }
    serde_json::from_str(text).map_err(|error| {
        let start = line_start(text, error.line());
        let mut at = (start + error.column().saturating_sub(1)).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let place = text_place(text, at);
        let rest = &text[at..];
        let word: String = rest
            .chars()
            .take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '+' | '-'))
            .collect();
        let wrong = match rest.chars().next() {
            _ if error.is_eof() => {
                "the text ends too early: a value, a bracket or a quotation mark is missing"
                    .to_owned()
            }
            None => "something is missing".to_owned(),
            Some('\'') => "a string has single quotation marks; JSON needs double ones".to_owned(),
            Some('}' | ']') => {
                "a bracket closes where a value or a name is expected; no comma may follow the last one"
                    .to_owned()
            }
            // The parser has passed the end of a line when it reports it.
            Some(c) if c.is_control() || error.to_string().starts_with("control character") => {
                "a line break or a tab appears in a string; JSON writes them as \\n and \\t"
                    .to_owned()
            }
            Some(c) => format!(
                "“{}” is not allowed here; numbers must be finite, names and strings need double quotation marks, and values need commas between them",
                if word.is_empty() { c.to_string() } else { cut(&word) }
            ),
        };
        refuse(place, &wrong)
    })
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
