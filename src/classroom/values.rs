//! Settings of an experiment as the numbers in a code.

use experiment::{Experiment, SettingKind, setting};
use serde_json::Value;

pub(super) fn fields(experiment: &Experiment) -> Value {
    serde_json::to_value(experiment).unwrap_or_default()
}

/// The JSON pointer of a setting in an experiment.
pub fn pointer(setting: &str) -> String {
    let path = setting.chars().map(|c| if c == '.' { '/' } else { c });
    ['/'].into_iter().chain(path).collect()
}

pub(super) fn at<'a>(fields: &'a Value, setting: &str) -> &'a Value {
    fields.pointer(&pointer(setting)).unwrap_or(&Value::Null)
}

/// The value of a setting as a number; a choice by its index.
pub(super) fn numeral(name: &str, value: &Value) -> Option<f64> {
    match (value, setting(name)?.kind) {
        (Value::Bool(flag), _) => Some(f64::from(*flag)),
        (Value::String(word), SettingKind::Choice { options }) => {
            Some(options.iter().position(|o| o == word)? as f64)
        }
        (value, _) => value.as_f64(),
    }
}

/// The value of a setting from its number.
pub(super) fn denoted(name: &str, number: Option<f64>) -> Option<Value> {
    Some(match (number, setting(name)?.kind) {
        (None, _) => Value::Null,
        (Some(number), SettingKind::Flag) => Value::Bool(number != 0.0),
        (Some(number), SettingKind::Choice { options }) => {
            Value::from(*options.get(number as usize)?)
        }
        (Some(number), SettingKind::Number { integer: true, .. }) => Value::from(number as u64),
        (Some(number), _) => Value::from(number),
    })
}
