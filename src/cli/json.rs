//! What is wrong with a text that is not JSON, for people.

use serde_json::Error;
use serde_json::error::Category;

/// How the parser's complaints begin, and what a person has to look for.
const COMPLAINTS: [(&str, &str); 12] = [
    ("expected value", "no value begins like that"),
    (
        "expected ident",
        "a word is neither in double quotes nor true, false or null",
    ),
    ("key must be a string", "a name must stand in double quotes"),
    ("trailing comma", "a comma stands behind the last entry"),
    ("expected `:`", "a colon must follow the name"),
    (
        "expected `,` or `}`",
        "a comma or a closing brace is missing",
    ),
    (
        "expected `,` or `]`",
        "a comma or a closing bracket is missing",
    ),
    ("trailing characters", "there is more after its end"),
    ("control character", "a text in quotes must end on its line"),
    ("invalid number", "that is not how a number is written"),
    ("number out of range", "the number is too large"),
    (
        "recursion limit",
        "objects and lists lie too deep in one another",
    ),
];

/// The end of a sentence whose subject is the text.
pub fn not_json(error: &Error) -> String {
    if error.classify() == Category::Eof {
        return "is not complete: its JSON breaks off.".to_owned();
    }
    let said = error.to_string();
    let found = COMPLAINTS.iter().find(|(begin, _)| said.starts_with(begin));
    let why = found.map_or(
        "a text in quotes has an escape that there is not",
        |(_, why)| why,
    );
    let (line, column) = (error.line(), error.column());
    format!("is not JSON: in line {line}, column {column}, {why}.")
}

#[cfg(test)]
mod tests {
    use super::not_json;
    use serde_json::Value;

    #[test]
    fn each_mistake_has_a_sentence_of_its_own() {
        let deep = "[".repeat(1000);
        for (text, place, why) in [
            ("{\"step\": }", "line 1, column 10", "no value begins"),
            (
                "{\"step\": tru}",
                "line 1, column 13",
                "neither in double quotes",
            ),
            (
                "{step: 1}",
                "line 1, column 2",
                "name must stand in double quotes",
            ),
            (
                "{\"step\": 1,\n}",
                "line 2, column 1",
                "comma stands behind the last",
            ),
            ("{\"step\" 1}", "line 1, column 9", "colon must follow"),
            (
                "{\"step\": 1 \"bins\": 2}",
                "line 1, column 12",
                "comma or a closing brace",
            ),
            ("[1 2]", "line 1, column 4", "comma or a closing bracket"),
            ("{} {}", "line 1, column 4", "more after its end"),
            ("{\"step\n\": 1}", "line 2, column 0", "end on its line"),
            ("[01]", "line 1, column 3", "how a number is written"),
            ("[1e999]", "line 1, column 6", "too large"),
            (
                "[\"\\q\"]",
                "line 1, column 4",
                "an escape that there is not",
            ),
            (&deep, "line 1, column 128", "too deep"),
        ] {
            let error = serde_json::from_str::<Value>(text).unwrap_err();
            let said = not_json(&error);
            assert!(
                said.contains(place) && said.contains(why),
                "{text:.20}: {said}"
            );
        }
        let error = serde_json::from_str::<Value>("{\"step\": 1").unwrap_err();
        assert!(not_json(&error).contains("breaks off"));
    }
}
