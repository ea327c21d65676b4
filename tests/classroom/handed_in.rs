//! Lines that a class hands in: the name, the code and the text of each are found, soon.

use std::time::{Duration, Instant};

use serde_json::json;
use stepsieve::classroom::{Exercise, Lines, Submission, Wrong, write};

fn exercise(answer: &str) -> Exercise {
    let (exercise, problems) = Exercise::read(&json!({
        "link": "v=3&preset=test1&step=0.5&steps=1e6", "question": "Where?", "answer": answer, "controls": ["step"],
    }));
    assert_eq!(problems, []);
    exercise
}

fn code(exercise: &Exercise, name: &str, answer: &str) -> String {
    let outcome =
        json!({ "hash": format!("{name}-a1b2c3"), "experiment": exercise.experiment(name) });
    write(
        exercise,
        &name.to_lowercase(),
        &answer.to_lowercase(),
        &outcome,
    )
    .unwrap()
}

fn read(exercise: &Exercise, text: &str) -> Vec<Submission> {
    let mut lines = Lines::new(exercise.clone(), text);
    std::iter::from_fn(|| lines.next(&str::to_lowercase)).collect()
}

/// Names and texts that were found, with what is wrong.
fn found(exercise: &Exercise, text: &str) -> Vec<(String, String, Option<Wrong>)> {
    let found = read(exercise, text).into_iter();
    found.map(|f| (f.name, f.text, f.checked.err())).collect()
}

#[test]
fn a_name_and_a_code_are_found_in_any_order() {
    let exercise = exercise("number");
    let code = code(&exercise, "Ada Lovelace", "0.5");
    let spaced = code.replace('-', " ");
    let plain = code.replace('-', "").to_lowercase();
    for line in [
        format!("Ada Lovelace {code}"),
        format!("{code}\tada  lovelace"),
        format!("\u{feff}Ada Lovelace;{plain};"),
        format!("\"Ada, Lovelace\",\"{spaced}\""),
        format!("{spaced} Ada Lovelace"),
        format!("ADA {spaced} LOVELACE"),
        format!("3. Ada Lovelace: ({code})."),
        format!("12.3.2024 14:05:33 | Ada Lovelace – {code}"),
        format!("\u{2068}Ada Lovelace\u{2069} {}", code.replace('-', " – ")),
    ] {
        let [found] = &read(&exercise, &line)[..] else {
            panic!("{line}")
        };
        assert_eq!(found.checked.as_ref().err(), None, "{line}");
        assert_eq!(found.plain, "ada lovelace", "{line}");
    }
}

#[test]
fn names_of_every_kind_are_found() {
    let exercise = exercise("number");
    let long = "Wolfeschlegelsteinhausenbergerdorff ".repeat(9);
    for name in [
        "Émile Zola",
        "Lovelace, Ada",
        "🦊🎓",
        "أحمد بن علي",
        "张伟",
        "Player 1",
        "2",
        "O'Neill",
        long.trim(),
        "ILLIL",
    ] {
        let line = format!("{name}; {}", code(&exercise, name, "1"));
        let [found] = &read(&exercise, &line)[..] else {
            panic!("{line}")
        };
        assert_eq!(found.checked.as_ref().err(), None, "{line}");
    }
}

#[test]
fn what_is_wrong_with_a_line_is_told() {
    let exercise = exercise("number");
    let code = code(&exercise, "Ada", "0.5");
    let wrong = format!(
        "{}{}",
        &code[..3],
        if &code[3..4] == "7" { "8" } else { "7" }
    ) + &code[4..];
    let text = format!("Emmy {code}\n\n  \nAda {wrong}\nNobody\nAda Lovelace 12-34");
    let name = |name: &str| name.to_owned();
    assert_eq!(
        found(&exercise, &text),
        [
            (name("Emmy"), String::new(), Some(Wrong::Name)),
            (name("Ada"), String::new(), Some(Wrong::Mistyped)),
            (name("Nobody"), String::new(), Some(Wrong::Mistyped)),
            (
                name("Ada Lovelace 12-34"),
                String::new(),
                Some(Wrong::Mistyped)
            ),
        ]
    );
}

const ROWS: [&str; 3] = [
    "Two wells: one at -1, one at 1;",
    "I am 12 or 13 and like 2 of them.",
    "— The end",
];

#[test]
fn a_text_follows_and_may_have_lines() {
    let exercise = exercise("text");
    let code = code(&exercise, "Ada Lovelace", &ROWS.join(" "));
    for text in [
        format!("Ada Lovelace {code} {}", ROWS.join(" ")),
        format!("{code}; Ada Lovelace; {}", ROWS.join(" ")),
        format!("Ada Lovelace, {code}, \"{}\"", ROWS.join("\n")),
        format!("Ada Lovelace {code}\n{}\nNobody", ROWS.join("\n\n")),
    ] {
        let found = read(&exercise, &text);
        let checked = found[0].checked.as_ref().unwrap();
        assert_eq!(
            (found[0].name.as_str(), checked.as_written),
            ("Ada Lovelace", Some(true)),
            "{text}"
        );
        assert_eq!(
            found.len(),
            if text.ends_with("Nobody") { 2 } else { 1 },
            "{text}"
        );
    }
    // Of another text nothing is taken that may be somebody's.
    let found = read(&exercise, &format!("Ada Lovelace {code} One well.\nNobody"));
    assert_eq!(found[0].checked.as_ref().unwrap().as_written, Some(false));
    assert_eq!(
        (found[0].text.as_str(), found[1].name.as_str()),
        ("One well.", "Nobody")
    );
}

/// An essay behind a code made of checking it a matter of its length to the third power.
#[test]
fn a_class_with_long_texts_is_read_soon() {
    let exercise = exercise("text");
    let essay = "The energy has 2 wells it is so I like a 1 in it all is code as ABCD EFGH 1JKM "
        .repeat(20);
    let line = |student: usize| {
        let name = format!("Student {student}");
        format!("{name} {} {essay}\n", code(&exercise, &name, &essay))
    };
    let class: String = (0..200).map(line).collect();
    // As many words that may all be of codes.
    let worst = "1 ".repeat(20_000);
    for (text, lines) in [(class, 200), (worst, 1)] {
        let start = Instant::now();
        let found = read(&exercise, &text);
        assert_eq!(found.len(), lines);
        assert!(lines == 1 || found.iter().all(|f| f.checked.is_ok()));
        assert!(
            start.elapsed() < Duration::from_secs(5),
            "{:?}",
            start.elapsed()
        );
    }
}
