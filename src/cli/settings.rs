//! `stepsieve settings`: every setting of an experiment, for a terminal or as a table in a document.

use crate::failure::{CODES, Failure};
use crate::output::{Target, placed, show};
use clap::Args;
use experiment::{Experiment, SETTINGS, Setting, SettingKind, VERSION};
use message::plain;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::PathBuf;

/// List the settings of an experiment: their names, meaning, values and defaults
#[derive(Args)]
#[command(after_help = CODES)]
pub struct Options {
    /// Write them as a table to a file: between its marks <!-- settings --> and <!-- end -->, or the
    /// whole file if it has none
    #[arg(long, value_name = "FILE")]
    markdown: Option<PathBuf>,
}

/// Mark before the table in a file.
const FROM: &str = "<!-- settings -->";

/// An energy in one variable and more, to tell defaults that depend on their number.
const ENERGIES: [&str; 3] = ["q^2", "x^2 + y^2", "x^2 + y^2 + z^2"];

pub fn act(options: &Options) -> Result<(), Failure> {
    let Some(file) = &options.markdown else {
        return show(&listed());
    };
    let file = Target::new(file).map_err(Failure::wrong)?;
    let text = placed(&file, FROM, &table()).map_err(Failure::wrong)?;
    file.write(&text).map_err(|why| Failure::failed([why]))
}

/// The settings one below the other.
fn listed() -> String {
    let mut text = String::new();
    for setting in SETTINGS {
        let (key, name) = (key(setting), setting.name);
        let names = if key == name {
            key
        } else {
            format!("{key} ({name})")
        };
        let _ = writeln!(
            text,
            "{names}\n    {}\n    {}; default: {}",
            meaning(setting),
            values(setting),
            default(setting)
        );
    }
    text
}

/// The settings as a Markdown table.
fn table() -> String {
    let mut text =
        "| in a link | in a file | meaning | values | default |\n|---|---|---|---|---|\n"
            .to_owned();
    for setting in SETTINGS {
        let _ = writeln!(
            text,
            "| `{}` | `{}` | {} | {} | {} |",
            key(setting),
            setting.name,
            meaning(setting),
            values(setting),
            default(setting)
        );
    }
    text
}

/// The name in a link.
fn key(setting: &Setting) -> String {
    match setting.kind {
        SettingKind::Map => format!("{}.NAME", setting.key),
        _ => setting.key.to_owned(),
    }
}

fn meaning(setting: &Setting) -> String {
    let Setting {
        label,
        symbol,
        unit,
        help,
        ..
    } = setting;
    let before = |mark: &str, text: &str, after: &str| match text {
        "" => String::new(),
        text => format!("{mark}{text}{after}"),
    };
    let symbol = before(" ", symbol, "");
    let unit = before(" [", unit, "]");
    format!("{label}{symbol}{unit}: {help}")
}

/// The values that a setting may have, in words.
fn values(setting: &Setting) -> String {
    let range = |min, max| format!("from {} to {}", plain(min), plain(max));
    let a = |integer| match integer {
        true => "a whole number",
        false => "a number",
    };
    match setting.kind {
        SettingKind::Number {
            min,
            max,
            integer,
            automatic,
            ..
        } => {
            let or_auto = if automatic { ", or auto" } else { "" };
            format!("{} {}{or_auto}", a(integer), range(min, max))
        }
        SettingKind::Vector {
            min,
            max,
            integer,
            automatic,
        } => {
            let or_auto = if automatic { ", or auto" } else { "" };
            format!(
                "{} for each variable, {}{or_auto}",
                a(integer),
                range(min, max)
            )
        }
        SettingKind::Matrix { min, max } => format!(
            "a number {}, or a symmetric matrix of them by rows",
            range(min, max)
        ),
        SettingKind::Periods { min, max } => format!(
            "per dimension a number {}, an expression such as 2*pi, or none",
            range(min, max)
        ),
        SettingKind::Flag => "true or false".to_owned(),
        SettingKind::Choice { options } => options.join(" or "),
        SettingKind::Map => "a number for each parameter".to_owned(),
        SettingKind::Group => "its fields, or off".to_owned(),
        SettingKind::Text => match setting.name {
            "potential.preset" => "a name that `stepsieve presets` lists",
            "potential.formula" | "potential.reference" | "compare.third" => "a formula",
            "potential.table" => "a table’s text, or its hash",
            _ => "text",
        }
        .to_owned(),
    }
}

/// The default, in words; it may depend on the number of variables and on the version.
fn default(setting: &Setting) -> String {
    let said = match setting.name {
        "version" => Some("1"),
        "potential.preset" => Some("test1 in a link without a potential, none in a file"),
        "potential.formula" => Some("none"),
        "potential.parameters" => Some("those of the formula"),
        "initial.position.mean" => Some("0; with 2 or 3 variables the centre of the region"),
        "initial.position.spread" => Some("1; with 2 or 3 variables half the region’s width"),
        "compare" => Some("on with kind=compare"),
        "scan" => Some("on with kind=scan"),
        _ => None,
    };
    if let Some(said) = said {
        return said.to_owned();
    }
    let with = ENERGIES.map(|energy| default_in(setting, VERSION, energy));
    let mut text = match &with {
        // A group that fewer variables do not have.
        [None, Some(two), _] => two.clone(),
        [one, two, three] => {
            let told = |default: &Option<String>| default.clone().unwrap_or_default();
            let one_told = told(one);
            match (one == two, two == three) {
                (true, true) => one_told,
                (_, true) => format!("{one_told}; with 2 or 3 variables {}", told(two)),
                _ => format!(
                    "{one_told}; with 2 variables {}, with 3 {}",
                    told(two),
                    told(three)
                ),
            }
        }
    };
    for version in 1..VERSION {
        let older = default_in(setting, version, ENERGIES[0]);
        if let Some(older) = older
            && with[0].as_ref() != Some(&older)
        {
            let _ = write!(text, "; with v={version} {older}");
        }
    }
    text
}

/// The default of one version for an energy; `None` if the experiment lacks the setting's group.
fn default_in(setting: &Setting, version: u32, energy: &str) -> Option<String> {
    let group = setting.name.split('.').next().unwrap_or_default();
    let kind = match group {
        "compare" | "scan" => group,
        _ => "learn",
    };
    let given = json!({ "version": version, "kind": kind, "potential": { "formula": energy } });
    let (experiment, _) = Experiment::resolve(&given);
    let experiment = serde_json::to_value(experiment).ok()?;
    let mut names = setting.name.split('.');
    let value = names.try_fold(&experiment, |at, name| at.get(name))?;
    Some(match (setting.kind, value) {
        (SettingKind::Group, Value::Null) => "off".to_owned(),
        (SettingKind::Group, _) => "on".to_owned(),
        (SettingKind::Number { .. } | SettingKind::Vector { .. }, Value::Null) => "auto".to_owned(),
        (_, Value::Null) => "none".to_owned(),
        (SettingKind::Matrix { .. }, Value::Array(rows)) => told(rows.first()?.get(0)?),
        (SettingKind::Vector { .. }, Value::Array(numbers)) => told(numbers.first()?),
        (_, value) => told(value),
    })
}

fn told(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number
            .as_f64()
            .map_or_else(|| number.to_string(), |x| plain(x).text),
        other => other.to_string(),
    }
}
