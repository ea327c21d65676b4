//! The experiment of a command line: a preset, a permalink, a file or standard input.

use crate::arguments::{nearest, printable, shown};
use crate::failure::Failure;
use crate::output::reason;
use crate::sweep::each;
use clap::Args;
use classroom::read_obfuscated;
use experiment::{
    Experiment, GridTable, Link, PRESETS, Problems, VERSION, preset, read_json, tidied,
};
use serde_json::Value;
use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The largest input file in bytes; an outcome has about ten megabytes at most.
const LARGEST: u64 = 64 << 20;
/// Most characters of a formula that a message repeats.
const LONGEST_QUOTED: usize = 120;
const MARK: char = '\u{feff}';

/// An experiment, and the hash of its expected outcome.
pub type Spec = (Experiment, Option<String>);

/// The experiments of a command for many machines.
#[derive(Args)]
pub struct Asked {
    /// Name an experiment as for “run”, or a file with a sweep
    spec: OsString,
    /// Name the file of the table that the formula calls
    #[arg(long, value_name = "FILE")]
    table: Option<PathBuf>,
}

impl Asked {
    /// All experiments, which differ, so that a report belongs to one of them.
    pub fn all(&self) -> Result<Vec<Spec>, Failure> {
        let table = self.table.as_deref().map(table).transpose()?;
        let all = read_all(&self.spec, table.as_ref())?;
        let mut seen = HashSet::new();
        let mut texts = all
            .iter()
            .map(|(one, _)| serde_json::json!(one).to_string());
        match texts.all(|text| seen.insert(text)) {
            true => Ok(all),
            false => Err(Failure::wrong(format!(
                "Two experiments of the sweep “{}” are the same: its lists have an entry twice.",
                shown(&self.spec)
            ))),
        }
    }
}

/// Reads one experiment, as [`read_all`] does.
pub fn read(spec: &OsStr, table: Option<&Value>) -> Result<Spec, Failure> {
    let mut all = read_all(spec, table)?;
    match (all.pop(), all.len()) {
        (Some(spec), 0) => Ok(spec),
        (_, others) => Err(Failure::wrong(format!(
            "“{}” is a sweep of {} experiments. “stepsieve jobs” writes the jobs of all of them.",
            shown(spec),
            others + 1
        ))),
    }
}

/// Reads `-` (standard input), a preset's name, a file or a permalink, tried in this order: a file
/// takes precedence over a permalink of the same text. Only a file may hold several experiments.
///
/// A table is that of the formula, unless the link or the file holds one.
pub fn read_all(spec: &OsStr, table: Option<&Value>) -> Result<Vec<Spec>, Failure> {
    let one = |spec| vec![spec];
    if spec == "-" {
        let text = decoded_contents("standard input", io::stdin())?;
        return from_text(&text, "Standard input", table);
    }
    let text = spec.to_str().unwrap_or_default();
    if preset(text).is_some() {
        let value = serde_json::json!({ "version": VERSION, "potential": { "preset": text } });
        return Ok(one((Experiment::read(&value)?, None)));
    }
    let name = format!("“{}”", shown(spec));
    match fs::metadata(spec) {
        Ok(about) if about.is_dir() => Err(Failure::wrong(format!(
            "{name} is a folder, not an experiment file."
        ))),
        Ok(about) if about.len() > LARGEST => Err(too_large(&name)),
        Ok(_) => from_file(Path::new(spec), &name, table),
        Err(_) if is_formula(text) => Err(Failure::wrong(format!(
            "{name} is a formula, not a file. Study it automatically: run --formula \"{}\".",
            quoted(text)
        ))),
        Err(_) if tidied(text).contains(['#', '=']) => from_link(text, table).map(one),
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Failure::wrong(format!(
            "{name} cannot be read: {}.",
            reason(&error)
        ))),
        Err(_) if text.contains(['.', '/', '\\']) || spec.to_str().is_none() => {
            let hint = formula_hint(text);
            Err(Failure::wrong(format!("There is no file {name}.{hint}")))
        }
        Err(_) => {
            let names: Vec<&str> = PRESETS.iter().map(|p| p.name).collect();
            let hint = nearest(text, &names);
            let hint = hint.map_or_else(
                || formula_hint(text),
                |near| format!(" Did you mean {near}?"),
            );
            let names = names.join(", ");
            Err(Failure::wrong(format!(
                "{name} is neither a preset ({names}), nor a permalink, nor a file.{hint}"
            )))
        }
    }
}

/// The automatic study of an energy: a formula, a table, or a formula that calls the table.
pub fn of_energy(formula: Option<&str>, table: Option<Value>) -> Result<Experiment, Failure> {
    let bare = || serde_json::json!({ "version": VERSION, "kind": "auto", "potential": {} });
    let mut value = table.unwrap_or_else(bare);
    if let Some(formula) = formula {
        value["potential"]["formula"] = formula.into();
    }
    Ok(Experiment::read(&value)?)
}

/// The experiment of a table's file, in JSON.
pub fn table(file: &Path) -> Result<Value, Failure> {
    let name = format!("“{}”", shown(file.as_os_str()));
    let unread = |e: io::Error| Failure::wrong(format!("{name} cannot be read: {}.", reason(&e)));
    let bytes = contents(&name, File::open(file).map_err(unread)?)?;
    let table = GridTable::read(&bytes, &file.to_string_lossy()).map_err(|problem| {
        let said = problem.message.text;
        Failure::wrong(format!("{name} is not a table: {said}"))
    })?;
    Ok(table.experiment(&shown(file.file_name().unwrap_or_default())))
}

/// A formula for a command in a message, unless it is too long for one.
fn quoted(formula: &str) -> String {
    match formula.chars().count() {
        0..=LONGEST_QUOTED => printable(formula).replace('\n', " "),
        _ => "…".to_owned(),
    }
}

/// Advice on running a formula, if the text may be meant as one.
fn formula_hint(text: &str) -> String {
    match text.contains(['^', '*', '(']) {
        true => format!(" A formula needs a link: run \"v={VERSION}&formula=…\"."),
        false => String::new(),
    }
}

/// True if the text is a formula that an experiment can have.
fn is_formula(text: &str) -> bool {
    let value = serde_json::json!({ "version": VERSION, "potential": { "formula": text } });
    Experiment::read(&value).is_ok()
}

/// The experiment of a link that must be valid.
pub fn linked(link: &str) -> Result<Experiment, Problems> {
    let (link, problems) = Link::read(link);
    match problems.is_empty() {
        true => Ok(link.experiment),
        false => Err(Problems(problems)),
    }
}

fn from_link(fragment: &str, table: Option<&Value>) -> Result<Spec, Failure> {
    let held = table.and_then(|table| table["potential"]["table"].as_str());
    let more = held.filter(|_| !fragment.contains("table="));
    let more = more.map_or(String::new(), |held| format!("&table={held}"));
    let (link, problems) = read_obfuscated(&format!("{fragment}{more}"));
    if problems.is_empty() {
        Ok((link.experiment, link.outcome))
    } else {
        Err(Problems(problems).into())
    }
}

fn from_file(file: &Path, name: &str, table: Option<&Value>) -> Result<Vec<Spec>, Failure> {
    let file = File::open(file)
        .map_err(|e| Failure::wrong(format!("{name} cannot be read: {}.", reason(&e))))?;
    from_text(&decoded_contents(name, file)?, name, table)
}

fn too_large(name: &str) -> Failure {
    Failure::wrong(format!(
        "{name} is too large for an experiment file: the limit is {} MB.",
        LARGEST >> 20
    ))
}

/// Reads bytes; more than the limit, as of an endless stream, are an error.
fn contents(name: &str, file: impl Read) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = file.take(LARGEST + 1).read_to_end(&mut bytes);
    read.map_err(|e| Failure::wrong(format!("{name} cannot be read: {}.", reason(&e))))?;
    if bytes.len() as u64 > LARGEST {
        return Err(too_large(name));
    }
    Ok(bytes)
}

fn decoded_contents(name: &str, file: impl Read) -> Result<String, Failure> {
    decoded(contents(name, file)?).ok_or_else(|| {
        Failure::wrong(format!(
            "{name} is not an experiment file, which is JSON in UTF-8."
        ))
    })
}

/// The text of a file in UTF-8, or in UTF-16 with its mark, as some shells write it.
fn decoded(bytes: Vec<u8>) -> Option<String> {
    let word: fn([u8; 2]) -> u16 = match bytes.get(..2) {
        Some([0xff, 0xfe]) => u16::from_le_bytes,
        Some([0xfe, 0xff]) => u16::from_be_bytes,
        _ => return String::from_utf8(bytes).ok(),
    };
    let words: Vec<u16> = bytes.as_chunks().0.iter().map(|pair| word(*pair)).collect();
    String::from_utf16(&words).ok()
}

/// Reads the JSON of an experiment or a sweep, or of an outcome or a learned potential, which contain
/// their experiment.
fn from_text(text: &str, name: &str, table: Option<&Value>) -> Result<Vec<Spec>, Failure> {
    let text = text.strip_prefix(MARK).unwrap_or(text);
    if text.trim().is_empty() {
        return Err(Failure::wrong(format!("{name} is empty.")));
    }
    let mut value =
        read_json(text, name).map_err(|problem| Failure::wrong(problem.message.text))?;
    if let Some(Value::String(link)) = value.get("experiment") {
        return from_link(link, table).map(|spec| vec![spec]);
    }
    let hash = value.get("hash").and_then(Value::as_str).map(str::to_owned);
    if let Some(inner @ Value::Object(_)) = value.get_mut("experiment") {
        value = inner.take();
    }
    let held = table.map(|table| &table["potential"]["table"]);
    if let (Some(held), Some(Value::Object(potential))) = (held, value.get_mut("potential")) {
        potential.entry("table").or_insert_with(|| held.clone());
    }
    let read = |value| Ok((Experiment::read(&value)?, hash.clone()));
    each(value).map_err(Failure::wrong)?.map(read).collect()
}
