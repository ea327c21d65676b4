//! Checks one value against the type and range of its setting.

use crate::description::isotropic;
use crate::period::periods;
use crate::{Problem, SETTINGS, Setting, SettingKind};
use message::{Message, Told, cut, exact, list, plain, say};
use serde_json::Value;

/// The problem of a calibration in one dimension.
pub(super) fn nothing_to_calibrate() -> Problem {
    Problem::new(
        "calibration",
        say!(
            "nothing-to-calibrate",
            "There is nothing to calibrate in one dimension: any friction gives a Gibbs law (3.6). Calibration is for potentials of several variables."
        ),
    )
}

/// The problem of a group whose value in a file is neither null nor an object.
fn not_a_group(setting: &Setting) -> Problem {
    Problem::new(
        setting.name,
        say!(
            "not-a-group",
            "{setting} must be null (off), or an object of these fields: {fields|, }.",
            setting = title(setting),
            fields = list(fields_of(setting.name, false))
        ),
    )
}

/// The problem of a group whose value in a link is not `off`.
pub(super) fn not_off(setting: &Setting) -> Problem {
    Problem::new(
        setting.name,
        say!(
            "only-off",
            "In a link, {setting} can only be off; its fields have keys of their own: {fields|, }.",
            setting = title(setting),
            fields = list(fields_of(setting.name, true))
        ),
    )
}

/// The fields of a group: their keys in a link, or their names within the group in a file.
pub(super) fn fields_of(group: &str, is_link: bool) -> Vec<String> {
    let within = |s: &Setting| {
        let name = s.name.strip_prefix(group)?.strip_prefix('.')?;
        Some(match s.kind {
            SettingKind::Map if is_link => format!("{}.{}", s.key, ANY),
            _ if is_link => s.key.to_owned(),
            _ => name.to_owned(),
        })
    };
    SETTINGS.iter().filter_map(within).collect()
}

/// A parameter of a formula, as an example of any.
pub(super) const ANY: &str = "a";

/// The value in the type of its setting, or the problem with it.
pub(super) fn checked(
    setting: &Setting,
    value: &Value,
    dimension: usize,
) -> Result<Value, Problem> {
    let refuse = |allowed: Told| must_be(setting, allowed, value);
    match setting.kind {
        SettingKind::Number {
            automatic: true, ..
        }
        | SettingKind::Vector {
            automatic: true, ..
        }
        | SettingKind::Group
            if value.is_null() =>
        {
            Ok(Value::Null)
        }
        SettingKind::Number {
            min,
            max,
            integer,
            automatic,
            ..
        } => number(value, min, max, integer).ok_or_else(|| {
            refuse(match single(integer, min, max) {
                _ if min == max => plain(min).into(),
                number if automatic => say!(
                    "number-or-automatic",
                    "{number}, or empty (auto in a link, null in a file)",
                    number = number
                )
                .into(),
                number => number.into(),
            })
        }),
        SettingKind::Vector {
            min,
            max,
            integer,
            automatic,
        } => {
            let alike = vec![value.clone(); if automatic { dimension } else { 1 }];
            let items = match value {
                Value::Array(items) if automatic && items.len() == 1 => {
                    &vec![items[0].clone(); dimension]
                }
                Value::Array(items) => items,
                _ => &alike,
            };
            let numbers: Option<Vec<Value>> =
                items.iter().map(|v| number(v, min, max, integer)).collect();
            match numbers {
                Some(numbers) if numbers.len() == dimension => Ok(Value::Array(numbers)),
                _ => {
                    let said = match dimension {
                        1 => one(integer, min, max),
                        _ => several(integer, dimension, min, max),
                    };
                    Err(refuse(said.into()))
                }
            }
        }
        SettingKind::Matrix { min, max } => {
            matrix(value, min, max, dimension).ok_or_else(|| {
                let number = single(false, min, max);
                refuse(match dimension {
                    1 => number.into(),
                    d => say!(
                        "number-or-matrix",
                        "{number}, or a symmetric matrix of {rows} rows with such numbers on its diagonal and none larger than {max} off it",
                        number = number,
                        rows = exact(d as f64),
                        max = plain(max)
                    )
                    .into(),
                })
            })
        }
        SettingKind::Periods { min, max } => {
            periods(value, [min, max], dimension).ok_or_else(|| {
                refuse(match dimension {
                    1 => say!(
                        "a-period",
                        "{number}, an expression without variables such as {example}, or none",
                        number = single(false, min, max),
                        example = "2*pi"
                    )
                    .into(),
                    d => say!(
                        "several-periods",
                        "one value for all coordinates or {count} values, each {number}, an expression without variables such as {example}, or none",
                        number = single(false, min, max),
                        example = "2*pi",
                        count = exact(d as f64)
                    )
                    .into(),
                })
            })
        }
        SettingKind::Flag => value
            .as_bool()
            .map(Value::from)
            .ok_or_else(|| refuse(flag().into())),
        SettingKind::Choice { options } => match value.as_str() {
            Some(word) if options.contains(&word) => Ok(value.clone()),
            _ => {
                let options = list(options.iter().copied());
                let said = say!("one-of", "{options| or }", options = options);
                Err(refuse(said.into()))
            }
        },
        SettingKind::Group if setting.name == "calibration" && dimension == 1 => {
            Err(nothing_to_calibrate())
        }
        SettingKind::Group => Err(not_a_group(setting)),
        SettingKind::Text => match value {
            Value::Null => Ok(Value::Null),
            Value::String(text) if text.trim().is_empty() => Ok(Value::Null),
            Value::String(_) => Ok(value.clone()),
            _ => Err(refuse(some_text().into())),
        },
        SettingKind::Map => Ok(value.clone()),
    }
}

pub(super) fn flag() -> Message {
    say!("true-or-false", "true or false")
}

pub(super) fn some_text() -> Message {
    say!("some-text", "text")
}

/// The problem of a value that is not as `allowed`.
pub(super) fn must_be(setting: &Setting, allowed: impl Into<Told>, value: &Value) -> Problem {
    Problem::new(
        setting.name,
        say!(
            "setting-must-be",
            "{setting} must be {allowed}, not {value}.",
            setting = title(setting),
            allowed = allowed.into(),
            value = shown(value)
        ),
    )
}

fn single(integer: bool, min: f64, max: f64) -> Message {
    let (from, to) = (plain(min), plain(max));
    match integer {
        true => say!(
            "whole-number",
            "a whole number from {from} to {to}",
            from = from,
            to = to
        ),
        false => say!(
            "number",
            "a number from {from} to {to}",
            from = from,
            to = to
        ),
    }
}

fn one(integer: bool, min: f64, max: f64) -> Message {
    let (from, to) = (plain(min), plain(max));
    match integer {
        true => say!(
            "one-whole-number",
            "one whole number from {from} to {to}",
            from = from,
            to = to
        ),
        false => say!(
            "one-number",
            "one number from {from} to {to}",
            from = from,
            to = to
        ),
    }
}

fn several(integer: bool, count: usize, min: f64, max: f64) -> Message {
    let (count, from, to) = (exact(count as f64), plain(min), plain(max));
    match integer {
        true => say!(
            "whole-numbers",
            "{count} whole numbers from {from} to {to}",
            count = count,
            from = from,
            to = to
        ),
        false => say!(
            "numbers",
            "{count} numbers from {from} to {to}",
            count = count,
            from = from,
            to = to
        ),
    }
}

fn number(value: &Value, min: f64, max: f64, integer: bool) -> Option<Value> {
    let x = value.as_f64().filter(|x| *x >= min && *x <= max)?;
    match integer {
        true => (x.fract() == 0.0).then(|| Value::from(x as u64)),
        false => Some(Value::from(x)),
    }
}

/// The rows of a symmetric matrix; a number means that multiple of the identity.
fn matrix(value: &Value, min: f64, max: f64, dimension: usize) -> Option<Value> {
    let rows: Vec<Vec<f64>> = match value {
        Value::Array(rows) => {
            let row = |row: &Value| row.as_array()?.iter().map(Value::as_f64).collect();
            rows.iter().map(row).collect::<Option<_>>()?
        }
        number => isotropic(dimension, number.as_f64()?),
    };
    let square = rows.len() == dimension && rows.iter().all(|row| row.len() == dimension);
    let sound = |i: usize, j: usize| {
        let least = if i == j { min } else { -max };
        (least..=max).contains(&rows[i][j]) && rows[i][j] == rows[j][i]
    };
    let sound = square && (0..dimension).all(|i| (0..dimension).all(|j| sound(i, j)));
    sound.then(|| Value::from(rows))
}

/// Label, symbol and name of a setting, for messages.
pub(super) fn title(setting: &Setting) -> Told {
    let symbol = if setting.symbol.is_empty() {
        String::new()
    } else {
        format!(" {}", setting.symbol)
    };
    let english = format!("{}{symbol} ({})", setting.label, setting.name);
    Told::setting(english, setting.name)
}

/// Most characters of a list in a message.
const LONGEST_LIST: usize = 40;

/// A value as quoted in a message, shortened if it is long.
pub(super) fn shown(value: &Value) -> Told {
    match value {
        Value::Null => say!("empty", "empty").into(),
        Value::String(text) => say!("quoted", "“{text}”", text = cut(text)).into(),
        Value::Number(n) => n
            .as_f64()
            .map_or_else(|| n.to_string().into(), |x| plain(x).into()),
        Value::Array(items) if !items.is_empty() => {
            let mut left = LONGEST_LIST;
            let fitting = items.iter().map_while(|item| {
                let item = shown(item);
                left = left.checked_sub(item.english().chars().count())?;
                Some(item)
            });
            let mut told: Vec<Told> = fitting.collect();
            if told.len() < items.len() {
                told.push("…".into());
            }
            say!("listed", "{items|, }", items = list(told)).into()
        }
        other => cut(&other.to_string()).into(),
    }
}
