//! A learned potential to take away: as a file, or as a small function ready to be called.

mod language;

pub use language::{Language, source};

use dynamics::Surface;
use experiment::{Experiment, Link, PotentialFile, Problems, View, check_surface};

/// What a learned potential can be taken away as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A [`PotentialFile`].
    File,
    /// The text of a function, see [`source`].
    Function(Language),
}

impl Form {
    /// The endings of file names that are understood, for people.
    pub const ENDINGS: &str = ".json, .rs, .py, .js or .mjs";

    /// The form that the ending of a file's name stands for.
    pub fn of(file_name: &str) -> Option<Form> {
        match file_name.rsplit_once('.')?.1 {
            "json" => Some(Form::File),
            "rs" => Some(Form::Function(Language::Rust)),
            "py" => Some(Form::Function(Language::Python)),
            "js" | "mjs" => Some(Form::Function(Language::JavaScript)),
            _ => None,
        }
    }
}

/// The text of a potential that was learned from an experiment.
///
/// # Errors
/// What keeps the potential from being evaluated, such as a coefficient that is not a number.
pub fn takeaway(
    surface: &Surface,
    experiment: &Experiment,
    form: Form,
) -> Result<String, Problems> {
    check_surface(surface)?;
    let link = Link {
        experiment: experiment.clone(),
        view: View::default(),
        run: false,
        outcome: None,
    };
    let link = link.write();
    match form {
        Form::File => PotentialFile::new(surface, &link).write(),
        Form::Function(language) => {
            let formula = experiment.formula_text();
            let about = format!("Experiment: {link}\nV = {formula}");
            Ok(source(surface, language, &about))
        }
    }
}
