//! The words of a command line: the command, its options, and what stands alone.

use crate::failure::Failure;
use lexopt::{Arg, Parser};
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::Path;
use strsim::damerau_levenshtein;

/// A command, what help says of it, and what it does.
pub struct Command {
    pub name: &'static str,
    /// What stands alone.
    pub operands: &'static str,
    /// A line for the list of commands.
    pub about: &'static str,
    /// What its own help says beside its options.
    pub help: &'static str,
    pub options: &'static [Choice],
    pub act: fn(&Words) -> Result<(), Failure>,
}

/// An option of a command.
pub struct Choice {
    /// The name after the two hyphens.
    pub name: &'static str,
    pub takes: Takes,
    pub help: &'static str,
}

/// The value of an option.
#[derive(Clone, Copy)]
pub enum Takes {
    Nothing,
    File,
    /// A whole number in a range.
    Whole(f64, f64),
}

impl Choice {
    /// The option with its value as help spells it.
    pub fn spelled(&self) -> String {
        let value = match self.takes {
            Takes::Nothing => "",
            Takes::File => " FILE",
            Takes::Whole(..) => " N",
        };
        format!("--{}{value}", self.name)
    }
}

/// The option of every command that computes.
pub const THREADS: Choice = Choice {
    name: "threads",
    takes: Takes::Whole(1.0, 1024.0),
    help: "how many threads compute (otherwise one for each core; no number depends on it)",
};

/// What a command line asks for.
pub enum Asked {
    Act(&'static Command, Words),
    Help(Option<&'static Command>),
    Version,
}

/// What was given to a command.
#[derive(Default)]
pub struct Words {
    pub alone: Vec<OsString>,
    options: BTreeMap<&'static str, OsString>,
}

/// Reads what follows the program's name.
pub fn read(
    commands: &'static [Command],
    words: impl IntoIterator<Item = OsString, IntoIter: 'static>,
) -> Result<Asked, Failure> {
    let mut parser = Parser::from_args(words);
    let first = parser.next().map_err(|e| misused(&e))?;
    let name = match first {
        None => {
            return Err(Failure::wrong(format!(
                "Name a command: {}.",
                list(commands)
            )));
        }
        Some(Arg::Short('h') | Arg::Long("help")) => return Ok(Asked::Help(None)),
        Some(Arg::Short('V') | Arg::Long("version")) => return Ok(Asked::Version),
        Some(Arg::Short(letter)) => return Err(no_option(&format!("-{letter}"), &[])),
        Some(Arg::Long(name)) => return Err(no_option(&format!("--{name}"), &["--version"])),
        Some(Arg::Value(name)) => name,
    };
    if name == "help" {
        return Ok(Asked::Help(
            match parser.next().map_err(|e| misused(&e))? {
                Some(Arg::Value(name)) => Some(find(commands, &name)?),
                _ => None,
            },
        ));
    }
    given(find(commands, &name)?, &mut parser)
}

fn list(commands: &[Command]) -> String {
    let names: Vec<&str> = commands.iter().map(|c| c.name).collect();
    names.join(", ")
}

fn find(commands: &'static [Command], name: &OsStr) -> Result<&'static Command, Failure> {
    let known = commands.iter().find(|c| c.name == name);
    known.ok_or_else(|| {
        let names: Vec<&str> = commands.iter().map(|c| c.name).collect();
        let name = shown(name);
        let hint = meant(&name, &names);
        let names = list(commands);
        Failure::wrong(format!(
            "“{name}” is not a command{hint} The commands are {names}."
        ))
    })
}

/// Sorts out what follows a command.
fn given(command: &'static Command, parser: &mut Parser) -> Result<Asked, Failure> {
    let mut words = Words::default();
    let known: Vec<String> = command
        .options
        .iter()
        .map(|o| format!("--{}", o.name))
        .collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    while let Some(word) = parser.next().map_err(|e| misused(&e))? {
        let option = match word {
            Arg::Short('h') | Arg::Long("help") => return Ok(Asked::Help(Some(command))),
            Arg::Value(word) => {
                words.alone.push(word);
                continue;
            }
            Arg::Short(letter) => return Err(no_option(&format!("-{letter}"), &known)),
            Arg::Long(name) => {
                let option = command.options.iter().find(|o| o.name == name);
                option.ok_or_else(|| no_option(&format!("--{name}"), &known))?
            }
        };
        let value = match option.takes {
            Takes::Nothing => OsString::new(),
            Takes::File | Takes::Whole(..) => value(parser).ok_or_else(|| {
                let (name, spelled) = (option.name, option.spelled());
                Failure::wrong(format!("--{name} needs a value: {spelled}."))
            })?,
        };
        words.options.insert(option.name, value);
    }
    Ok(Asked::Act(command, words))
}

/// What follows an option, after `=` or as the next word; another option is no value.
fn value(parser: &mut Parser) -> Option<OsString> {
    parser.optional_value().or_else(|| {
        let mut rest = parser.try_raw_args()?;
        rest.next_if(|word| !word.as_encoded_bytes().starts_with(b"--"))
    })
}

/// What the parser refuses, which is a value where none belongs.
fn misused(error: &lexopt::Error) -> Failure {
    Failure::wrong(match error {
        lexopt::Error::UnexpectedValue { option, value } => {
            format!("{option} takes no value, and “{}” is one.", shown(value))
        }
        _ => "The command line cannot be read.".to_owned(),
    })
}

fn no_option(name: &str, known: &[&str]) -> Failure {
    let name = shown(OsStr::new(name));
    let known = [known, &["--help"]].concat();
    let hint = meant(&name, &known);
    let known = known.join(", ");
    Failure::wrong(format!(
        "There is no option {name}{hint} There are: {known}."
    ))
}

/// The end of a sentence on a word that is not known: the nearest that is, if any is near.
fn meant(word: &str, known: &[&str]) -> String {
    match nearest(word, known) {
        Some(near) => format!("; did you mean {near}?"),
        None => ".".to_owned(),
    }
}

/// What a mistyped word was probably meant to be.
pub fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let near = known.iter().map(|k| (damerau_levenshtein(k, word), *k));
    let (distance, near) = near.min()?;
    (distance <= 2 && 2 * distance < near.len()).then_some(near)
}

/// A word as a sentence quotes it: not too long, and without what would move a cursor.
pub fn shown(word: &OsStr) -> String {
    const MOST: usize = 60;
    let text = word.to_string_lossy();
    let cut = text.chars().nth(MOST).map_or("", |_| "…");
    let text = text.chars().take(MOST);
    text.map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .chain(cut.chars())
        .collect()
}

impl Words {
    pub fn has(&self, option: &str) -> bool {
        self.options.contains_key(option)
    }

    pub fn path(&self, option: &str) -> Option<&Path> {
        self.options.get(option).map(Path::new)
    }

    /// The whole number that an option was given, in either notation.
    pub fn whole(&self, option: &Choice) -> Result<Option<u64>, Failure> {
        let (Some(text), Takes::Whole(least, most)) = (self.options.get(option.name), option.takes)
        else {
            return Ok(None);
        };
        let number = text.to_str().and_then(|text| text.parse::<f64>().ok());
        let number = number.filter(|x| (least..=most).contains(x) && x.fract() == 0.0);
        number.map(|x| Some(x as u64)).ok_or_else(|| {
            let (name, range, text) = (option.name, range(least, most), shown(text));
            Failure::wrong(format!(
                "--{name} must be a whole number {range}, not “{text}”."
            ))
        })
    }

    /// Threads to work on: those asked for, or as many as there are cores.
    pub fn threads(&self) -> Result<usize, Failure> {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        let asked = self.whole(&THREADS)?;
        Ok(asked.map_or_else(cores, |n| n as usize))
    }

    pub fn nothing_alone(&self) -> Result<(), Failure> {
        self.one_alone().and_then(|word| match word {
            Some(word) => Err(too_many(word)),
            None => Ok(()),
        })
    }

    /// What stands alone, if anything does.
    pub fn one_alone(&self) -> Result<Option<&OsStr>, Failure> {
        match self.alone.get(1) {
            Some(word) => Err(too_many(word)),
            None => Ok(self.alone.first().map(OsString::as_os_str)),
        }
    }
}

/// A range of numbers, without many noughts.
pub fn range(least: f64, most: f64) -> String {
    if most < 1e6 {
        format!("from {least} to {most}")
    } else {
        format!("from {least} to {most:e}")
    }
}

fn too_many(word: &OsStr) -> Failure {
    Failure::wrong(format!("“{}” is one word too many.", shown(word)))
}
