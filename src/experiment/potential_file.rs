//! A learned potential as a file.

use crate::check_surface::{check_surface, refuse, too_many_variables};
use crate::values::{flag, shown, some_text};
use crate::{Problems, read_json};
use dynamics::Surface;
use message::{Message, exact, say};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The version of the potential file's format that this build reads and writes.
pub const VERSION: u32 = 1;

const UNITS: &str = "Energies are in the units of V and lengths in those of its variables, as in the experiment; the energy is known up to a constant.";

/// A learned potential with the information that a reader needs to use it, in JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PotentialFile<P = Surface> {
    /// Version of this format.
    pub version: u32,
    /// The experiment it was learned from: the text after the `#` of its link.
    pub experiment: String,
    /// The units of the numbers, in words.
    pub units: String,
    /// The potential itself.
    pub potential: P,
}

impl<P: Clone + Serialize> PotentialFile<P> {
    /// The file for a potential learned from the experiment with this link.
    pub fn new(potential: &P, link: &str) -> Self {
        PotentialFile {
            version: VERSION,
            experiment: link.to_owned(),
            units: UNITS.to_owned(),
            potential: potential.clone(),
        }
    }

    /// The file's text, with every bit of every number that is finite.
    ///
    /// # Errors
    /// If it cannot be written as JSON.
    pub fn text(&self) -> Result<String, Problems> {
        serde_json::to_string_pretty(self)
            .map(|text| text + "\n")
            .map_err(|_| {
                let said = say!(
                    "potential-unwritable",
                    "The potential cannot be written as JSON."
                );
                refuse("", said)
            })
    }
}

impl PotentialFile {
    /// The file's text, with every bit of every number.
    ///
    /// # Errors
    /// If the potential cannot be evaluated.
    pub fn write(&self) -> Result<String, Problems> {
        check_surface(&self.potential)?;
        self.text()
    }

    /// Reads the format of [`PotentialFile::write`]. The result can be evaluated.
    ///
    /// # Errors
    /// A sentence with the reason, if the file is invalid.
    pub fn read(text: &str) -> Result<Self, Problems> {
        let value = read_json(text, say!("the-potential-file", "The potential file"))
            .map_err(|p| Problems(vec![p]))?;
        // First of all, because another version may have other fields.
        match value.get("version") {
            Some(version) if *version == VERSION => {}
            Some(version) => {
                return Err(refuse(
                    "version",
                    say!(
                        "potential-file-version",
                        "The potential file has version {version}; this program reads version {ours}.",
                        version = shown(version),
                        ours = exact(f64::from(VERSION))
                    ),
                ));
            }
            None => {
                return Err(refuse(
                    "version",
                    say!(
                        "not-a-potential-file",
                        "This is not a potential file: it has no version."
                    ),
                ));
            }
        }
        if !field(&value, "potential.terms").is_null() {
            let variables = field(&value, "potential.lower").as_array();
            return Err(too_many_variables(variables.map_or(0, Vec::len)));
        }
        let any = || say!("of-numbers", "numbers");
        let whole_ones = || say!("of-whole-numbers", "whole numbers");
        let file = PotentialFile {
            version: VERSION,
            experiment: string(&value, "experiment")?,
            units: string(&value, "units")?,
            potential: Surface {
                lower: numbers(&value, "potential.lower", any, Value::as_f64)?,
                upper: numbers(&value, "potential.upper", any, Value::as_f64)?,
                intervals: numbers(&value, "potential.intervals", whole_ones, whole)?,
                coefficients: numbers(&value, "potential.coefficients", any, Value::as_f64)?,
                stiffness: numbers(&value, "potential.stiffness", any, Value::as_f64)?,
                tilt: match field(&value, "potential.tilt") {
                    Value::Null => Vec::new(),
                    _ => numbers(&value, "potential.tilt", any, Value::as_f64)?,
                },
                periodic: match field(&value, "potential.periodic") {
                    Value::Null => Vec::new(),
                    _ => numbers(&value, "potential.periodic", flag, Value::as_bool)?,
                },
            },
        };
        check_surface(&file.potential)?;
        Ok(file)
    }
}

fn string(file: &Value, name: &str) -> Result<String, Problems> {
    let text = field(file, name).as_str().map(str::to_owned);
    text.ok_or_else(|| wrong(name, some_text(), field(file, name)))
}

/// The numbers of a list, if `read` accepts all of them; `of` names their kind in messages.
fn numbers<T>(
    file: &Value,
    name: &str,
    of: fn() -> Message,
    read: fn(&Value) -> Option<T>,
) -> Result<Vec<T>, Problems> {
    let list = field(file, name);
    let Some(items) = list.as_array() else {
        return Err(wrong(
            name,
            say!("list-of", "a list of {of}", of = of()),
            list,
        ));
    };
    let number = |item: &Value| {
        let number = read(item);
        number.ok_or_else(|| {
            wrong(
                name,
                say!("list-only", "a list of {of} only", of = of()),
                item,
            )
        })
    };
    items.iter().map(number).collect()
}

fn whole(value: &Value) -> Option<usize> {
    value.as_u64()?.try_into().ok()
}

/// A field by its dotted path; null if it does not exist.
fn field<'a>(file: &'a Value, name: &str) -> &'a Value {
    let path = name.split('.');
    path.fold(file, |at, name| at.get(name).unwrap_or(&Value::Null))
}

fn wrong(name: &str, allowed: Message, found: &Value) -> Problems {
    refuse(
        name,
        say!(
            "potential-file-field",
            "The potential file cannot be read: “{name}” must be {allowed}, not {value}.",
            name = name,
            allowed = allowed,
            value = shown(found)
        ),
    )
}
