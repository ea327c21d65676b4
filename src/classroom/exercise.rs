//! An exercise: an experiment, a question, and what of both a student sees.

use super::answer::{Expected, QUANTITIES, Tolerance, read_number};
use super::names::{hash, seed_of_name};
use crate::experiment::{Experiment, Link, Problem, SettingKind, setting};
use crate::plot::Figure;
use crate::study::Hidden;
use serde_json::{Map, Value, json};

/// Version of the format.
const VERSION: u64 = 1;
/// What an embed shows besides figures.
const OTHERS: [&str; 3] = ["findings", "numbers", "step"];
/// How far off an answer may be unless something else is said.
const TOLERANCE: &str = "3 %";

/// Whose seed an experiment has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seeds {
    /// The link's: everybody gets the same numbers.
    Same,
    /// One that follows from the student's name.
    Name,
}

/// An experiment with a question. As JSON it is what an exercise's link holds.
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
    /// As it was written, and what it says.
    pub tolerance: (String, Tolerance),
    /// Whether the student is told at once if the answer is right.
    pub told: bool,
}

impl Exercise {
    /// The exercise that an experiment's permalink makes while nothing else is said.
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

    /// Reads an exercise. What is wrong keeps its default and is listed.
    pub fn read(given: &Value) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        let mut refuse = |field: &str, message: String| problems.push(Problem::new(field, message));
        let nothing = Map::new();
        let fields = given.as_object().unwrap_or(&nothing);
        if let Some(unknown) = fields.keys().find(|key| !FIELDS.contains(&key.as_str())) {
            refuse("", format!("An exercise has no “{unknown}”."));
        }
        if fields.get("version").is_some_and(|v| *v != VERSION) {
            refuse("version", "This exercise was made by a later release of Stepsieve, which this one cannot read.".to_owned());
        }
        let text = |field: &str| {
            fields
                .get(field)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .trim()
        };
        let words = |field: &str, default: &[&str]| -> Vec<String> {
            let given = fields.get(field).and_then(Value::as_array);
            let given = given.map(|all| all.iter().filter_map(Value::as_str).collect());
            let words: Vec<&str> = given.unwrap_or_else(|| default.to_vec());
            words.into_iter().map(str::to_owned).collect()
        };
        let (hide, show, controls) = (
            words("hide", &Hidden::PARTS),
            words("show", &["potential"]),
            words("controls", &["step"]),
        );
        if let Some(word) = hide
            .iter()
            .find(|word| !Hidden::PARTS.contains(&word.as_str()))
        {
            refuse(
                "hide",
                format!(
                    "“{word}” cannot be hidden: {} can.",
                    Hidden::PARTS.join(", ")
                ),
            );
        }
        let is_part = |word: &str| Figure::named(word).is_some() || OTHERS.contains(&word);
        if let Some(word) = show.iter().find(|word| !is_part(word)) {
            refuse("show", format!("There is no figure “{word}”."));
        }
        if let Some(word) = controls.iter().find(|word| !can_remain(word)) {
            refuse(
                "controls",
                format!("The setting “{word}” cannot remain in an exercise."),
            );
        }
        let seeds = match text("seeds") {
            "" | "same" => Seeds::Same,
            "name" => Seeds::Name,
            other => {
                refuse(
                    "seeds",
                    format!("The seeds can be “same” or “name”, not “{other}”."),
                );
                Seeds::Same
            }
        };
        if seeds == Seeds::Name && controls.iter().any(|name| name == "seed") {
            refuse(
                "seeds",
                "Where every name has a seed of its own, the seed cannot be a control as well."
                    .to_owned(),
            );
        }
        let expected = match text("answer") {
            "" | "text" => Expected::Text,
            "number" => Expected::Number(match fields.get("expected") {
                None | Some(Value::Null) => None,
                // As the teacher's page has it.
                Some(Value::String(text)) if text.trim().is_empty() => None,
                Some(value) => {
                    let number = value.as_f64().or_else(|| read_number(value.as_str()?));
                    if number.is_none() {
                        refuse(
                            "expected",
                            "The expected answer must be a number.".to_owned(),
                        );
                    }
                    number
                }
            }),
            name => QUANTITIES.iter().position(|(n, _)| *n == name).map_or_else(
                || {
                    refuse("answer", format!("There is no answer “{name}”."));
                    Expected::Text
                },
                Expected::Quantity,
            ),
        };
        let written = match text("tolerance") {
            "" => TOLERANCE,
            written => written,
        };
        let tolerance = Tolerance::read(written).unwrap_or_else(|| {
            refuse(
                "tolerance",
                format!(
                    "The tolerance must be a number, as 0.1, or a share, as 5 %, not “{written}”."
                ),
            );
            Tolerance::Absolute(0.0)
        });
        let told = fields.get("told").and_then(Value::as_bool).unwrap_or(false);
        if told && matches!(expected, Expected::Text | Expected::Number(None)) {
            refuse(
                "told",
                "Whether an answer is right can be told at once only where a number is expected."
                    .to_owned(),
            );
        }
        let link = text("link").trim_start_matches('#').to_owned();
        let exercise = Exercise {
            title: text("title").to_owned(),
            question: text("question").to_owned(),
            hide: Hidden::of(&hide),
            show: show.into_iter().filter(|word| is_part(word)).collect(),
            controls: controls
                .into_iter()
                .filter(|word| can_remain(word))
                .collect(),
            seeds,
            expected,
            tolerance: (written.to_owned(), tolerance),
            told,
            link,
        };
        problems.extend(Link::read(&exercise.link).1);
        (exercise, problems)
    }

    /// The exercise as its link holds it; a student's without what is expected, unless that is told
    /// at once.
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

    /// The experiment as it is at first for a student of this name.
    pub fn experiment(&self, name: &str) -> Experiment {
        let mut experiment = Link::read(&self.link).0.experiment;
        if self.seeds == Seeds::Name {
            experiment.seed = seed_of_name(name, experiment.seed);
        }
        experiment
    }

    /// What tells this exercise from others: what is asked of a student, but not what is expected,
    /// which may be corrected later.
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

/// Whether a setting can be left to a student: a code can hold its value, and the formula does not
/// depend on it.
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
