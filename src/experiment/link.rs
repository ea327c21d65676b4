//! Permalinks: an experiment as readable text after the `#` of an address.
//!
//! `preset=test1&step=0.065`. A link leaves out fields at their default, so it is short and shows
//! what matters; the defaults belong to the format's version, so a link keeps its meaning.

use crate::fingerprint::is_fingerprint;
use crate::problem::MOST_PROBLEMS;
use crate::read::{at, unknown};
use crate::tidy::{tidied, without_sign};
use crate::values::not_off;
use crate::{Experiment, Kind, Problem, SETTINGS, Setting, SettingKind, Trajectory};
use message::{exact, plain, say};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::iter;

/// Longest link accepted, in bytes.
const LONGEST_LINK: usize = 131_072;

/// Most signs of a sentence behind a link.
const MOST_SIGNS: usize = 4;

/// The content of an address: an experiment, its view, and a request to start it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Link {
    pub experiment: Experiment,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(as = "Option<View>", optional))]
    pub view: View,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(as = "Option<bool>", optional))]
    pub run: bool,
    /// Hash of the outcome when the link was made.
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional = nullable))]
    pub outcome: Option<String>,
}

/// The view of an outcome on the page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct View {
    /// Interval of the zoom window, in units of length.
    #[serde(default)]
    pub zoom: Option<[f64; 2]>,
    /// Slice through several dimensions: a point on it, and its angle in degrees from the first
    /// variable towards the second.
    #[serde(default)]
    pub slice: Option<Vec<f64>>,
}

impl Link {
    /// Reads the text after the `#`. Invalid fields keep their default and are listed.
    pub fn read(text: &str) -> (Self, Vec<Problem>) {
        let text = tidied(text);
        let whole = Self::read_tidied(&text);
        if whole.1.is_empty() {
            return whole;
        }
        // A sign behind it may be of the sentence around it.
        let shorter = iter::successors(without_sign(&text), |text| without_sign(text));
        let mut read = shorter.take(MOST_SIGNS).map(Self::read_tidied);
        read.find(|(_, problems)| problems.is_empty())
            .unwrap_or(whole)
    }

    fn read_tidied(text: &str) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        let mut fields = Map::new();
        let mut view = View::default();
        let mut run = false;
        let mut outcome = None;
        let text = if text.len() > LONGEST_LINK {
            problems.push(Problem::new(
                "",
                say!(
                    "link-long",
                    "The link is too long: at most {most} characters are allowed.",
                    most = exact(LONGEST_LINK as f64)
                ),
            ));
            ""
        } else {
            text
        };
        for pair in text.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (key, value) = (decode(key), decode(value));
            let parameter = key.strip_prefix("p.");
            match (key.as_str(), SETTINGS.iter().find(|s| s.key == key || s.name == key)) {
                ("run", _) => run = true,
                // Display options of an embed are not part of the run.
                ("show" | "controls" | "hide" | "theme" | "height" | "autorun", _) => {}
                // Nor are those of the page, which stand before the link.
                ("lang" | "projector", _) => {}
                ("outcome", _) if is_fingerprint(&value) => outcome = Some(value),
                ("outcome", _) => problems.push(Problem::new(
                    "outcome",
                    say!(
                        "hash-form",
                        "The outcome's hash (outcome) must be four groups of six hexadecimal digits, separated by hyphens. The run is not checked."
                    ),
                )),
                ("zoom", _) => match interval(&value) {
                    Some(zoom) => view.zoom = Some(zoom),
                    None => problems.push(Problem::new(
                        "zoom",
                        say!(
                            "zoom-form",
                            "The zoom window (zoom) must be two numbers separated by a comma, the smaller first."
                        ),
                    )),
                },
                ("slice", _) => match numbers(&value).filter(|n| (3..=4).contains(&n.len())) {
                    Some(slice) => view.slice = Some(slice),
                    None => problems.push(Problem::new(
                        "slice",
                        say!(
                            "slice-form",
                            "The slice (slice) must be the coordinates of a point and an angle in degrees, separated by commas."
                        ),
                    )),
                },
                // The settings of a group have keys of their own; the group's own key can only turn
                // it off.
                (_, Some(setting)) if setting.kind == SettingKind::Group => match value.trim() {
                    "off" => place(&mut fields, setting.name, Value::Null),
                    "" => {}
                    _ => problems.push(not_off(setting)),
                },
                (_, Some(setting)) if setting.kind != SettingKind::Map => {
                    place(&mut fields, setting.name, typed(setting, &value));
                }
                _ => match parameter {
                    Some(name) => place_at(&mut fields, &["potential", "parameters", name], number(&value)),
                    None if problems.len() < MOST_PROBLEMS => problems.push(unknown(&key, true)),
                    None => {}
                },
            }
        }
        // An empty address is of the current version, one without a version of the first.
        if fields.is_empty() {
            place(&mut fields, "version", Value::from(crate::VERSION));
        }
        // A link without a potential opens the first preset; that is not an error, unless the potential
        // is there in a form that cannot be read.
        if !fields.contains_key("potential") && !fields.contains_key("trajectory") {
            for problem in problems.iter_mut().filter(|p| p.field == "potential") {
                problem.instead = Some(super::PRESETS[0].name.to_owned());
            }
            place(
                &mut fields,
                "potential.preset",
                Value::from(super::PRESETS[0].name),
            );
        }
        let (experiment, more) = Experiment::resolve(&Value::Object(fields));
        problems.extend(more);
        // Do not run a substitute for an invalid potential.
        run &= problems.iter().all(|problem| problem.instead.is_none());
        problems.truncate(MOST_PROBLEMS);
        (
            Link {
                experiment,
                view,
                run,
                outcome,
            },
            problems,
        )
    }

    /// The text after the `#`, without fields at their default.
    pub fn write(&self) -> String {
        let experiment = serde_json::to_value(&self.experiment).unwrap_or_default();
        let mut defaults = Experiment::of(
            self.experiment.version,
            self.experiment.potential.clone(),
            self.experiment.dimension(),
        );
        let kind = defaults.kind;
        defaults.periodic = self.experiment.periodic.clone();
        defaults.span_periods();
        if self.experiment.kind == Kind::Compare && defaults.compare.is_none() {
            defaults.comparing();
        }
        match self.experiment.kind {
            Kind::Scan => defaults.scanning(),
            Kind::Auto => defaults.finding_out(),
            Kind::Learn | Kind::Compare => {}
        }
        defaults.start_all_over(&self.experiment.region);
        defaults.kind = kind;
        let rows = self.experiment.trajectory.as_ref();
        if rows.is_some() {
            // It follows from the rows.
            defaults.region = self.experiment.region.clone();
            defaults.initial = self.experiment.initial.clone();
        }
        defaults.trajectory = rows.map(|rows| Trajectory::of("", rows.dimension as usize));
        let defaults = serde_json::to_value(defaults).unwrap_or_default();
        let mut pairs = Vec::new();
        for setting in SETTINGS {
            let value = at(&experiment, setting.name);
            // The first version is not written.
            let unsaid = setting.name == "version" && value == Some(&Value::from(1));
            let changed = ["version", "trajectory.dimension"].contains(&setting.name)
                || setting.name == "periodic" && self.experiment.has_period()
                || setting.name.starts_with("potential")
                || value != at(&defaults, setting.name);
            match (setting.kind, value) {
                _ if unsaid => {}
                (_, None | Some(Value::Null)) if setting.name.starts_with("potential") => {}
                (SettingKind::Map, Some(Value::Object(values))) => {
                    for (name, value) in values {
                        pairs.push(format!(
                            "{}.{}={}",
                            setting.key,
                            encode(name),
                            text_of(value)
                        ));
                    }
                }
                (SettingKind::Group, Some(Value::Null)) if changed => {
                    pairs.push(format!("{}=off", setting.key));
                }
                (SettingKind::Group | SettingKind::Map, _) => {}
                (SettingKind::Periods { .. }, Some(Value::Array(periods))) => {
                    let word = |period: &Value| match period {
                        Value::Null => "none".to_owned(),
                        period => text_of(period),
                    };
                    let words: Vec<String> = periods.iter().map(word).collect();
                    pairs.push(format!("{}={}", setting.key, words.join(",")));
                }
                (SettingKind::Text, Some(Value::Null)) if changed => {
                    pairs.push(format!("{}=", setting.key));
                }
                (_, Some(value)) if changed => {
                    pairs.push(format!("{}={}", setting.key, text_of(value)))
                }
                _ => {}
            }
        }
        if let Some([from, to]) = self.view.zoom {
            pairs.push(format!("zoom={},{}", plain(from), plain(to)));
        }
        if let Some(slice) = &self.view.slice {
            let numbers: Vec<String> = slice.iter().map(|x| plain(*x).text).collect();
            pairs.push(format!("slice={}", numbers.join(",")));
        }
        if let Some(hash) = &self.outcome {
            pairs.push(format!("outcome={hash}"));
        }
        if self.run {
            pairs.push("run".to_owned());
        }
        pairs.join("&")
    }
}

/// The link's text in the type of its setting; text that does not fit stays text, for the
/// validation to report.
fn typed(setting: &Setting, text: &str) -> Value {
    match setting.kind {
        SettingKind::Number {
            automatic: true, ..
        } if text == "auto" => Value::Null,
        SettingKind::Number { .. } => number(text),
        SettingKind::Vector {
            automatic: true, ..
        } if text == "auto" => Value::Null,
        SettingKind::Vector { .. } if text.trim().is_empty() => Value::Null,
        SettingKind::Vector { .. } => Value::Array(text.split(',').map(number).collect()),
        SettingKind::Matrix { .. } if text.contains([',', ';']) => {
            let row = |row: &str| Value::Array(row.split(',').map(number).collect());
            Value::Array(text.split(';').map(row).collect())
        }
        SettingKind::Matrix { .. } => number(text),
        SettingKind::Periods { .. } if text.trim().is_empty() => Value::Null,
        SettingKind::Periods { .. } => Value::Array(text.split(',').map(Value::from).collect()),
        SettingKind::Flag => match text {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            _ => Value::from(text),
        },
        _ => Value::from(text),
    }
}

fn number(text: &str) -> Value {
    match text.trim().parse::<f64>() {
        Ok(x) if x.is_finite() => Value::from(x),
        _ if text.trim().is_empty() => Value::Null,
        _ => Value::from(text),
    }
}

fn interval(text: &str) -> Option<[f64; 2]> {
    let [from, to] = numbers(text)?.try_into().ok()?;
    (from < to).then_some([from, to])
}

fn numbers(text: &str) -> Option<Vec<f64>> {
    let number = |word: &str| word.parse::<f64>().ok().filter(|x| x.is_finite());
    text.split(',').map(number).collect()
}

fn text_of(value: &Value) -> String {
    match value {
        Value::Null => "auto".to_owned(),
        Value::String(text) => encode(text),
        Value::Number(n) => n.as_f64().map_or_else(|| n.to_string(), |x| plain(x).text),
        Value::Array(rows) if rows.iter().any(Value::is_array) => {
            rows.iter().map(text_of).collect::<Vec<_>>().join(";")
        }
        Value::Array(items) => items.iter().map(text_of).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

fn place(fields: &mut Map<String, Value>, path: &str, value: Value) {
    place_at(fields, &path.split('.').collect::<Vec<_>>(), value);
}

fn place_at(fields: &mut Map<String, Value>, path: &[&str], value: Value) {
    match path {
        [] => {}
        [name] => {
            fields.insert((*name).to_owned(), value);
        }
        [name, rest @ ..] => {
            let inner = fields
                .entry(*name)
                .or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(inner) = inner {
                place_at(inner, rest, value);
            }
        }
    }
}

/// The characters to encode in a link's value; the others stay, so formulas remain readable.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'*')
    .remove(b'/')
    .remove(b'(')
    .remove(b')')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'!')
    .remove(b'@');

fn encode(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
