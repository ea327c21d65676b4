//! An exercise: an experiment, a question, and the parts of both that a student sees.

use crate::answer::{Expected, QUANTITIES, Tolerance, read_number};
use crate::names::{hash, seed_of_name};
use experiment::{Experiment, Figure, Link, Problem, SettingKind, setting};
use message::{cut, say};
use serde_json::{Value, json};
use study::Hidden;

/// Version of the format.
const VERSION: u64 = 1;
/// Parts of an embed other than figures.
pub const PARTS: [&str; 3] = ["findings", "numbers", "step"];
/// The default tolerance.
const TOLERANCE: &str = "3 %";

/// The source of an experiment's seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seeds {
    /// The link: everybody gets the same numbers.
    Same,
    /// The student's name.
    Name,
}

/// An experiment with a question. The link of an exercise holds it as JSON.
#[derive(Clone, Debug, PartialEq)]
pub struct Exercise {
    /// The experiment as the text of a permalink.
    pub link: String,
    pub title: String,
    pub question: String,
    pub hide: Hidden,
    /// Figures and other parts of an embed.
    pub show: Vec<String>,
    /// Names of the settings that the student may change.
    pub controls: Vec<String>,
    pub seeds: Seeds,
    pub expected: Expected,
    /// The tolerance as written, and its value.
    pub tolerance: (String, Tolerance),
    /// True if the student sees the verdict at once.
    pub told: bool,
}

impl Exercise {
    /// The default exercise for a permalink, with the link's problems.
    pub fn of(link: &str) -> (Self, Vec<Problem>) {
        let (link, mut problems) = Link::read(link);
        let plain = Link {
            run: false,
            outcome: None,
            ..link
        };
        let (exercise, more) = Self::read(&json!({ "link": plain.write() }));
        problems.extend(more);
        (exercise, problems)
    }

    /// Reads an exercise. A wrong field keeps its default and is listed.
    pub fn read(given: &Value) -> (Self, Vec<Problem>) {
        let text = |field: &str| given[field].as_str().unwrap_or_default().trim();
        // Unknown words, with their fields.
        let mut strange: Vec<(&str, &str)> = Vec::new();
        let mut words = |field, default: &[&str], is_known: &dyn Fn(&str) -> bool| -> Vec<String> {
            let Some(given) = given[field].as_array() else {
                return default.iter().map(|word| (*word).to_owned()).collect();
            };
            let (known, unknown): (Vec<&str>, Vec<&str>) = given
                .iter()
                .filter_map(Value::as_str)
                .partition(|word| is_known(word));
            strange.extend(unknown.into_iter().map(|word| (field, word)));
            known.into_iter().map(str::to_owned).collect()
        };
        let hide = words("hide", &Hidden::PARTS, &|word| {
            Hidden::PARTS.contains(&word)
        });
        let is_part = |word: &str| Figure::named(word).is_some() || PARTS.contains(&word);
        let show = words("show", &["potential"], &is_part);
        let controls = words("controls", &["step"], &can_remain);
        let seeds = match text("seeds") {
            "name" => Seeds::Name,
            other => {
                strange.extend((!["", "same"].contains(&other)).then_some(("seeds", other)));
                Seeds::Same
            }
        };
        let number = match &given["expected"] {
            // The teacher's page gives a text.
            Value::String(text) => read_number(text),
            value => value.as_f64(),
        };
        let expected = match text("answer") {
            "" | "text" => Expected::Text,
            "number" => Expected::Number(number),
            name => match QUANTITIES.iter().position(|(n, _)| *n == name) {
                Some(place) => Expected::Quantity(place),
                None => {
                    strange.push(("answer", name));
                    Expected::Text
                }
            },
        };
        let fields = given
            .as_object()
            .into_iter()
            .flatten()
            .map(|(field, _)| field.as_str());
        strange.extend(
            fields
                .filter(|field| !FIELDS.contains(field))
                .map(|field| ("", field)),
        );
        let told = given["told"] == true;
        let written = match text("tolerance") {
            "" => TOLERANCE,
            written => written,
        };
        let tolerance = Tolerance::read(written);
        let own_seed = controls.iter().any(|name| name == "seed");
        let mut problems: Vec<Problem> = strange
            .into_iter()
            .map(|(field, word)| {
                let message = match field {
                    "" => say!(
                        "exercise-word",
                        "This release of Stepsieve does not support “{word}”.",
                        word = cut(word)
                    ),
                    _ => say!(
                        "exercise-word-for",
                        "This release of Stepsieve does not support “{word}” for {field}.",
                        word = cut(word),
                        field = field
                    ),
                };
                Problem::new(field, message)
            })
            .collect();
        for (is_wrong, field, message) in [
            (
                !given["version"].is_null() && given["version"] != VERSION,
                "version",
                say!(
                    "exercise-later",
                    "This exercise was made by a later release of Stepsieve, and this one cannot read it."
                ),
            ),
            (
                seeds == Seeds::Name && own_seed,
                "seeds",
                say!(
                    "exercise-seeds",
                    "If every name has a seed of its own, the seed cannot be a control as well."
                ),
            ),
            (
                expected == Expected::Number(None) && !is_blank(&given["expected"]),
                "expected",
                say!("exercise-expected", "The expected answer must be a number."),
            ),
            (
                tolerance.is_none(),
                "tolerance",
                say!(
                    "exercise-tolerance",
                    "The tolerance must be a number, such as 0.1, or a share, such as 5 %."
                ),
            ),
            (
                told && matches!(expected, Expected::Text | Expected::Number(None)),
                "told",
                say!(
                    "exercise-told",
                    "Immediate feedback requires a number as the expected answer."
                ),
            ),
        ] {
            if is_wrong {
                problems.push(Problem::new(field, message));
            }
        }
        let is_before = |c: char| c == '#' || c.is_whitespace();
        let link = text("link").trim_start_matches(is_before).to_owned();
        problems.extend(Link::read(&link).1);
        let exercise = Exercise {
            title: text("title").to_owned(),
            question: text("question").to_owned(),
            hide: Hidden::of(&hide),
            show,
            controls,
            seeds,
            expected,
            tolerance: (
                written.to_owned(),
                tolerance.unwrap_or(Tolerance::Absolute(0.0)),
            ),
            told,
            link,
        };
        (exercise, problems)
    }

    /// The exercise in its link. A student's link leaves out the expected answer unless the verdict
    /// is given at once.
    pub fn json(&self, for_student: bool) -> Value {
        let kept = self.told || !for_student;
        let mut json = json!({
            "version": VERSION, "link": self.link, "title": self.title, "question": self.question,
            "hide": self.hide.names(), "show": self.show, "controls": self.controls,
            "seeds": match self.seeds { Seeds::Same => "same", Seeds::Name => "name" },
            "answer": match self.expected {
                Expected::Text => "text",
                Expected::Quantity(place) if kept => QUANTITIES[place].0,
                _ => "number",
            },
            "told": self.told,
        });
        if kept && self.expected != Expected::Text {
            json["tolerance"] = json!(self.tolerance.0);
            if let Expected::Number(Some(value)) = self.expected {
                json["expected"] = json!(value);
            }
        }
        json
    }

    /// The initial experiment of a student of this name.
    pub fn experiment(&self, name: &str) -> Experiment {
        let mut experiment = Link::read(&self.link).0.experiment;
        if self.seeds == Seeds::Name {
            experiment.seed = seed_of_name(name, experiment.seed);
        }
        experiment
    }

    /// A hash that identifies the exercise: of the question and its experiment, but not of the
    /// expected answer, which may be corrected later.
    pub(super) fn mark(&self) -> u64 {
        let asked = [
            self.link.as_str(),
            &self.question,
            &self.controls.join(","),
            if self.seeds == Seeds::Same {
                "same"
            } else {
                "name"
            },
            if self.expected == Expected::Text {
                "text"
            } else {
                "number"
            },
        ];
        hash(&asked.map(str::as_bytes))
    }
}

/// Every field of an exercise.
const FIELDS: [&str; 12] = [
    "version",
    "link",
    "title",
    "question",
    "hide",
    "show",
    "controls",
    "seeds",
    "answer",
    "expected",
    "tolerance",
    "told",
];

/// True for null, and for the empty text of the teacher's page.
fn is_blank(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
}

/// True if a setting can be a control: a code can hold its value, and the formula does not depend
/// on it.
pub fn can_remain(name: &str) -> bool {
    let kept = ["version", "kind"].contains(&name);
    setting(name).is_some_and(|s| {
        !kept
            && matches!(
                s.kind,
                SettingKind::Number { .. } | SettingKind::Flag | SettingKind::Choice { .. }
            )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exercise_comes_back_as_it_was_written() {
        let (exercise, problems) =
            Exercise::of("#v=2&preset=test1&step=0.5&run&outcome=000000-000000-000000-000000");
        assert_eq!(problems, []);
        assert_eq!(exercise.link, "v=2&preset=test1&step=0.5");
        let full = json!({
            "version": 1, "link": "v=2&preset=test1", "title": "T", "question": "Q?", "hide": ["energy"], "show": ["zoom", "findings"],
            "controls": ["step", "seed"], "seeds": "same", "answer": "wells", "tolerance": "0", "told": true,
        });
        let (exercise, problems) = Exercise::read(&full);
        assert_eq!(problems, []);
        assert_eq!(exercise.json(false), full);
        assert_eq!(exercise.json(true), full);
    }

    #[test]
    fn a_student_who_is_not_told_cannot_read_what_is_expected() {
        let (exercise, _) = Exercise::read(
            &json!({ "link": "preset=test1", "answer": "scales", "tolerance": "0" }),
        );
        let student = exercise.json(true);
        assert_eq!(
            (
                &student["answer"],
                &student["tolerance"],
                &student["expected"]
            ),
            (&json!("number"), &Value::Null, &Value::Null)
        );
        let (student, _) = Exercise::read(&student);
        assert_eq!(student.mark(), exercise.mark());
    }

    #[test]
    fn whatever_is_wrong_is_said_in_a_sentence() {
        let wrong = [
            ("", json!({ "smell": 1 }), "support “smell”"),
            ("version", json!({ "version": 2 }), "later release"),
            ("hide", json!({ "hide": ["smell"] }), "“smell” for hide"),
            ("show", json!({ "show": ["smell"] }), "“smell” for show"),
            (
                "controls",
                json!({ "controls": ["kind"] }),
                "“kind” for controls",
            ),
            (
                "controls",
                json!({ "controls": ["potential.formula"] }),
                "“potential.formula”",
            ),
            ("seeds", json!({ "seeds": "mine" }), "“mine”"),
            (
                "seeds",
                json!({ "seeds": "name", "controls": ["seed"] }),
                "seed of its own",
            ),
            ("answer", json!({ "answer": "42" }), "“42” for answer"),
            (
                "expected",
                json!({ "answer": "number", "expected": "two" }),
                "must be a number",
            ),
            ("tolerance", json!({ "tolerance": "near" }), "as 5 %"),
            ("told", json!({ "told": true }), "Immediate feedback"),
            ("step", json!({ "link": "step=-1" }), "Step size"),
        ];
        for (field, given, said) in wrong {
            let (_, problems) = Exercise::read(&given);
            let [
                Problem {
                    field: at, message, ..
                },
            ] = problems.as_slice()
            else {
                panic!("{given}: {problems:?}")
            };
            assert!(at == field && message.contains(said), "{given}: {message}");
        }
    }
}
