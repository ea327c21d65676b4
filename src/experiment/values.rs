//! Checks one value against the type and range of its setting.

use crate::description::isotropic;
use crate::{Problem, Setting, SettingKind};
use message::{cut, plain};
use serde_json::Value;

/// Message that refuses calibration in one dimension.
pub(super) const NOTHING_TO_CALIBRATE: &str = "There is nothing to calibrate in one dimension: any friction gives a Gibbs law (3.5). Calibration is for potentials of two or three variables.";

/// The problem of a group whose value is neither null nor an object.
pub(super) fn not_a_group(setting: &Setting) -> Problem {
    Problem::new(
        setting.name,
        format!(
            "{} must be off (null), or an object of its settings.",
            title(setting)
        ),
    )
}

/// The value in the type of its setting, or the problem with it.
pub(super) fn checked(
    setting: &Setting,
    value: &Value,
    dimension: usize,
) -> Result<Value, Problem> {
    let refuse = |allowed: String| {
        Problem::new(
            setting.name,
            format!(
                "{} must be {allowed}, not {}.",
                title(setting),
                shown(value)
            ),
        )
    };
    match setting.kind {
        SettingKind::Number {
            automatic: true, ..
        }
        | SettingKind::Group
            if value.is_null() =>
        {
            Ok(Value::Null)
        }
        SettingKind::Number {
            min, max, integer, ..
        } => number(value, min, max, integer).ok_or_else(|| {
            refuse(if min == max {
                plain(min).text
            } else {
                format!("{} from {} to {}", noun(integer), plain(min), plain(max))
            })
        }),
        SettingKind::Vector { min, max, integer } => {
            let single = [value.clone()];
            let items = match value {
                Value::Array(items) => items.as_slice(),
                _ => &single,
            };
            let numbers: Option<Vec<Value>> =
                items.iter().map(|v| number(v, min, max, integer)).collect();
            match numbers {
                Some(numbers) if numbers.len() == dimension => Ok(Value::Array(numbers)),
                _ => {
                    let range = format!("from {} to {}", plain(min), plain(max));
                    let noun = noun(integer).trim_start_matches("a ");
                    Err(refuse(match dimension {
                        1 => format!("one {noun} {range}"),
                        _ => format!("{dimension} {noun}s {range}"),
                    }))
                }
            }
        }
        SettingKind::Matrix { min, max } => {
            matrix(value, min, max, dimension).ok_or_else(|| {
                let number = format!("a number from {} to {}", plain(min), plain(max));
                refuse(match dimension {
                    1 => number,
                    d => format!("{number}, or a symmetric matrix of {d} rows with such numbers on its diagonal and none larger than {} off it", plain(max)),
                })
            })
        }
        SettingKind::Flag => value
            .as_bool()
            .map(Value::from)
            .ok_or_else(|| refuse("true or false".to_owned())),
        SettingKind::Choice { options } => match value.as_str() {
            Some(word) if options.contains(&word) => Ok(value.clone()),
            _ => Err(refuse(options.join(" or "))),
        },
        SettingKind::Group if setting.name == "calibration" && dimension == 1 => {
            Err(Problem::new(setting.name, NOTHING_TO_CALIBRATE))
        }
        SettingKind::Group => Err(not_a_group(setting)),
        SettingKind::Text => match value {
            Value::Null => Ok(Value::Null),
            Value::String(text) if text.trim().is_empty() => Ok(Value::Null),
            Value::String(_) => Ok(value.clone()),
            _ => Err(refuse("text".to_owned())),
        },
        SettingKind::Map => Ok(value.clone()),
    }
}

fn noun(integer: bool) -> &'static str {
    if integer {
        "a whole number"
    } else {
        "a number"
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
pub(super) fn title(setting: &Setting) -> String {
    let symbol = if setting.symbol.is_empty() {
        String::new()
    } else {
        format!(" {}", setting.symbol)
    };
    format!("{}{symbol} ({})", setting.label, setting.name)
}

/// A value as quoted in a message, shortened if it is long.
pub fn shown(value: &Value) -> String {
    match value {
        Value::Null => "empty".to_owned(),
        Value::String(text) => format!("“{}”", cut(text)),
        Value::Number(n) => n.as_f64().map_or_else(|| n.to_string(), |x| plain(x).text),
        Value::Array(items) if !items.is_empty() => {
            // Any more items would be cut off anyway.
            let items = items.iter().take(20).map(shown);
            cut(&items.collect::<Vec<_>>().join(", "))
        }
        other => cut(&other.to_string()),
    }
}
