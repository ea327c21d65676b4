//! A code that was mistyped is called that, and never valid or somebody else's.

use serde_json::{Value, json};
use stepsieve::classroom::{Exercise, Lines, Wrong, check, write};

/// What is on a keyboard, and what a code has of it; the others are forgiven as one of these, or
/// never right.
const TYPED: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const FORGIVEN: [(char, char); 6] = [
    ('O', '0'),
    ('o', '0'),
    ('I', '1'),
    ('l', '1'),
    ('L', '1'),
    ('i', '1'),
];

/// Exercises whose codes are short, and as long as many controls make them.
fn exercises() -> Vec<Exercise> {
    let all = ["step", "friction", "steps", "walkers", "seed", "burn_in"];
    [("number", &all[..1]), ("text", &all[..0]), ("number", &all)]
        .into_iter()
        .map(|(answer, controls)| {
            let (exercise, problems) = Exercise::read(&json!({
                "link": "v=3&preset=test1&step=0.5&steps=1e6", "question": "Where?", "answer": answer, "controls": controls,
            }));
            assert_eq!(problems, []);
            exercise
        })
        .collect()
}

/// Codes of names, with their exercises and the texts that were answered.
fn codes() -> Vec<(Exercise, String, String)> {
    let mut codes = Vec::new();
    for (kind, exercise) in exercises().into_iter().enumerate() {
        for student in 0..8 {
            let name = format!("Student {student}");
            let mut experiment = serde_json::to_value(exercise.experiment(&name)).unwrap();
            if kind == 2 {
                for (control, value) in [
                    ("step", json!(0.0625 + f64::from(student) * 1e-5)),
                    ("friction", json!(0.123456)),
                    ("seed", json!(987_654_321 + student)),
                    ("walkers", json!(1024)),
                ] {
                    experiment[control] = value;
                }
            }
            let outcome: Value =
                json!({ "hash": format!("{student:06x}-04d5e6"), "experiment": experiment });
            let answer = format!("{}", f64::from(student) - 1.07);
            codes.push((
                exercise.clone(),
                name.clone(),
                write(&exercise, &name, &answer, &outcome).unwrap(),
            ));
        }
    }
    let lengths: Vec<usize> = codes.iter().map(|(_, _, code)| plain(code).len()).collect();
    assert!(
        lengths.contains(&20) && lengths.iter().any(|length| *length > 40),
        "{lengths:?}"
    );
    codes
}

fn plain(code: &str) -> Vec<char> {
    code.chars().filter(|c| *c != '-').collect()
}

/// As a reader takes them.
fn understood(code: &[char]) -> Vec<char> {
    let one = |c: &char| {
        FORGIVEN
            .iter()
            .find(|(typed, _)| typed == c)
            .map_or(*c, |(_, meant)| *meant)
    };
    code.iter()
        .map(one)
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

/// Every slip of one kind.
fn slips(code: &[char]) -> Vec<Vec<char>> {
    let mut slips = Vec::new();
    let characters = || {
        TYPED
            .chars()
            .chain(FORGIVEN.map(|(typed, _)| typed))
            .chain(['U', 'ö', '!'])
    };
    for place in 0..code.len() {
        for typed in characters() {
            let mut wrong = code.to_vec();
            wrong[place] = typed;
            slips.push(wrong);
        }
        for other in 0..place {
            let mut exchanged = code.to_vec();
            exchanged.swap(place, other);
            slips.push(exchanged);
        }
        let mut missing = code.to_vec();
        missing.remove(place);
        slips.push(missing);
        if place % 4 == 0 {
            for other in (0..place).step_by(4) {
                let mut exchanged = code.to_vec();
                (0..4).for_each(|i| exchanged.swap(place + i, other + i));
                slips.push(exchanged);
            }
        }
    }
    for place in 0..=code.len() {
        for typed in characters() {
            let mut more = code.to_vec();
            more.insert(place, typed);
            slips.push(more);
        }
    }
    slips
}

#[test]
fn every_slip_is_called_one() {
    for (exercise, name, code) in codes() {
        let code = plain(&code);
        let says = |code: &[char]| {
            let code: String = code.iter().collect();
            check(&exercise, &name, &code, "", None)
        };
        assert!(says(&code).is_ok());
        for slip in slips(&code) {
            let is_same = understood(&slip) == code;
            assert_eq!(
                says(&slip).err(),
                (!is_same).then_some(Wrong::Mistyped),
                "{} for {}",
                slip.iter().collect::<String>(),
                code.iter().collect::<String>()
            );
        }
    }
}

/// The same in a line, where a code is looked for among other words.
#[test]
fn every_slip_in_a_line_is_called_one() {
    for (exercise, name, code) in codes().into_iter().step_by(4) {
        let mut slips = slips(&plain(&code));
        // At a word's end a mark is not of it.
        slips.retain(|slip| understood(slip) != plain(&code) && !slip.contains(&'!'));
        for slip in slips.iter().step_by(7) {
            let groups: Vec<String> = slip.chunks(4).map(|group| group.iter().collect()).collect();
            for line in [
                format!("{name}; {}", groups.join("-")),
                format!("{} {name}", groups.concat().to_lowercase()),
            ] {
                let mut lines = Lines::new(exercise.clone(), &line);
                let found = lines.next(&str::to_lowercase).unwrap();
                assert_eq!(found.checked.err(), Some(Wrong::Mistyped), "{line}");
            }
        }
    }
}

/// Of what is no slip but anything, hardly any is sound; a code of version 1 lets one in 32 pass.
#[test]
fn what_is_no_code_is_mistyped() {
    let [exercise, ..] = &exercises()[..] else {
        unreachable!()
    };
    let mut state = 1_u64;
    let mut random = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    };
    for _ in 0..1_000_000 {
        let code: String = (0..20)
            .map(|place| match place {
                0 => '2',
                _ => char::from(TYPED.as_bytes()[random() % 32]),
            })
            .collect();
        assert_eq!(
            check(exercise, "Ada", &code, "", None),
            Err(Wrong::Mistyped),
            "{code}"
        );
    }
}

/// Codes of version 1 are told apart as ever.
#[test]
fn codes_of_version_1_are_read() {
    for line in include_str!("../golden/exercises.jsonl").lines() {
        let golden: Value = serde_json::from_str(line).unwrap();
        let (exercise, _) = Exercise::read(&golden["exercise"]);
        let (name, code) = (
            golden["name"].as_str().unwrap(),
            golden["code"].as_str().unwrap(),
        );
        if !code.starts_with('1') {
            continue;
        }
        let says = |exercise: &Exercise, name: &str, code: &str| {
            check(exercise, name, code, "", None).err()
        };
        assert_eq!(says(&exercise, name, code), None);
        assert_eq!(says(&exercise, "Grace", code), Some(Wrong::Name));
        let other = Exercise {
            question: "Who?".to_owned(),
            ..exercise.clone()
        };
        assert_eq!(says(&other, name, code), Some(Wrong::Exercise));
        let code = plain(code);
        for place in 0..code.len() {
            for typed in TYPED.chars().filter(|typed| *typed != code[place]) {
                let mut wrong = code.clone();
                wrong[place] = typed;
                let wrong: String = wrong.iter().collect();
                assert_eq!(
                    says(&exercise, name, &wrong),
                    Some(Wrong::Mistyped),
                    "{wrong}"
                );
            }
        }
    }
}
