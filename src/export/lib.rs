//! Exports a learned potential as a file or as a function ready to call.

mod language;
mod splines;

pub use language::{Language, source};
pub use splines::{Splines, Term};

use dynamics::Learned;
use experiment::{Experiment, Link, PotentialFile, Problem, Problems, View, check_surface};
use message::say;

/// The splines of a learned potential, which can be evaluated.
fn splines(learned: &Learned) -> Result<Splines, Problems> {
    match learned {
        Learned::Surface(surface) => {
            check_surface(surface)?;
            Ok(surface.into())
        }
        Learned::Sum(sum) => {
            let splines = Splines::from(sum);
            match splines.is_finite() {
                true => Ok(splines),
                false => Err(not_finite()),
            }
        }
    }
}

fn not_finite() -> Problems {
    Problems(vec![Problem::new(
        "potential",
        say!(
            "sum-not-finite",
            "Some coefficients of the learned potential are not finite."
        ),
    )])
}

/// Forms of an exported potential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A [`PotentialFile`].
    File,
    /// The text of a function, see [`source`].
    Function(Language),
}

impl Form {
    /// The supported endings of file names, for messages.
    pub const ENDINGS: &str = ".json, .rs, .py, .js or .mjs";

    /// The form for the ending of a file's name.
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
/// If the potential cannot be evaluated, for example because a coefficient is not a number.
pub fn exported(
    learned: &Learned,
    experiment: &Experiment,
    form: Form,
) -> Result<String, Problems> {
    let link = Link {
        experiment: experiment.clone(),
        view: View::default(),
        run: false,
        outcome: None,
    };
    let link = link.write();
    match form {
        Form::File => match learned {
            Learned::Surface(surface) => PotentialFile::new(surface, &link).write(),
            Learned::Sum(_) => PotentialFile::new(&splines(learned)?, &link).text(),
        },
        Form::Function(language) => {
            let energy = match (&experiment.trajectory, &experiment.potential.file) {
                (None, _) => format!("V = {}", experiment.formula_text()),
                (Some(_), Some(file)) => format!("From the forces in {}", on_one_line(file)),
                (Some(_), None) => "From the forces in a file".to_owned(),
            };
            let about = format!("Experiment: {link}\n{energy}");
            Ok(source(&splines(learned)?, language, &about))
        }
    }
}

/// A file's name without what would break a comment.
fn on_one_line(name: &str) -> String {
    name.replace(|c: char| c.is_control() || c == '\\', " ")
}
