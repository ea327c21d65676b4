//! A learned potential as a file.

use super::check::check;
use crate::dynamics::Surface;
use crate::experiment::{Problem, Problems};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The version of the potential file's format that this build reads and writes.
pub const VERSION: u32 = 1;

const UNITS: &str = "Energies are in the units of V and lengths in those of its variables, as in the experiment; the energy is known up to a constant.";

/// A learned potential with what a reader must know to use it, in JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PotentialFile {
    /// Version of this format.
    pub version: u32,
    /// The experiment that it was learned from: what stands after the `#` of its link.
    pub experiment: String,
    /// What the numbers are measured in, in words.
    pub units: String,
    /// The potential itself.
    pub potential: Surface,
}

impl PotentialFile {
    /// Of a potential learned from the experiment with this link.
    pub fn new(surface: &Surface, link: &str) -> Self {
        PotentialFile {
            version: VERSION,
            experiment: link.to_owned(),
            units: UNITS.to_owned(),
            potential: surface.clone(),
        }
    }

    /// Its text, with every bit of every number.
    ///
    /// # Errors
    /// What keeps the potential from being evaluated.
    pub fn write(&self) -> Result<String, Problems> {
        check(&self.potential)?;
        serde_json::to_string_pretty(self)
            .map(|text| text + "\n")
            .map_err(|e| refuse(format!("The potential cannot be written: {e}.")))
    }

    /// Reads what [`PotentialFile::write`] writes. What comes back can be evaluated.
    ///
    /// # Errors
    /// Why it cannot be read, in a sentence.
    pub fn read(text: &str) -> Result<Self, Problems> {
        let value: Value = serde_json::from_str(text)
            .map_err(|e| refuse(format!("The potential file is not JSON: {e}.")))?;
        // Before anything else, because another version may have other fields.
        match value.get("version") {
            Some(version) if *version == VERSION => {}
            Some(version) => {
                return Err(refuse(format!(
                    "The potential file has version {version}; this program reads version {VERSION}."
                )));
            }
            None => {
                return Err(refuse(
                    "This is not a potential file: it has no version.".to_owned(),
                ));
            }
        }
        let file: PotentialFile = serde_json::from_value(value)
            .map_err(|e| refuse(format!("The potential file cannot be read: {e}.")))?;
        check(&file.potential)?;
        Ok(file)
    }
}

fn refuse(message: String) -> Problems {
    Problems(vec![Problem::new("", message)])
}
