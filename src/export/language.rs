//! Writes a learned potential as a function in another language.

use dynamics::Surface;
use std::fmt::{Debug, Write as _};

/// The start of every text, in any language; `ABOUT` marks the place of the description.
const HEADER: &str = include_str!("header.txt");
const ABOUT: &str = "{about}";

/// Numbers per line in the table of coefficients.
const ON_A_LINE: usize = 4;

/// A target language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// A module that needs only the standard library.
    Rust,
    /// A module that needs only Python 3.
    Python,
    /// An ES module.
    JavaScript,
}

/// The text of a module with the functions `energy`, `gradient` and `energy_and_gradient`
/// (`energyAndGradient`) of a point, which return the values of [`Surface::at`].
///
/// `about` describes the source of the potential in the header. It may be any text: it cannot end
/// the comment.
pub fn source(surface: &Surface, language: Language, about: &str) -> String {
    let (functions, tables) = match language {
        Language::Rust => (include_str!("template.rs.txt"), rust(surface)),
        Language::Python => (include_str!("template.py"), python(surface)),
        Language::JavaScript => (include_str!("template.mjs"), javascript(surface)),
    };
    format!("{}\n{functions}\n{tables}", header(language, about))
}

/// The header as line comments.
///
/// The text of `about` comes after the second line, because Python looks for an encoding in the
/// first two.
fn header(language: Language, about: &str) -> String {
    let mark = match language {
        // Not Rust's own documentation: `cargo test` would take the equation for an example.
        Language::Rust | Language::JavaScript => "//",
        Language::Python => "#",
    };
    let mut text = String::new();
    let mut comment = |line: &str| {
        let line = format!("{mark} {line}");
        text.push_str(line.trim_end());
        text.push('\n');
    };
    for line in HEADER.lines() {
        match line {
            ABOUT => about.lines().map(harmless).for_each(|l| comment(&l)),
            line => comment(line),
        }
    }
    text
}

/// Replaces the characters of a line that end a line in some language, that a compiler refuses in a
/// comment, or that disguise the text.
fn harmless(line: &str) -> String {
    let harms = |c: char| {
        c.is_control()
            || matches!(c, '\u{2028}' | '\u{2029}')
            || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    line.replace(harms, " ")
}

fn rust(surface: &Surface) -> String {
    let d = surface.dimension();
    let length = surface.coefficients.len();
    let mut text = format!("/// Number of coordinates.\npub const DIMENSION: usize = {d};\n\n");
    for (name, numbers) in boxed(surface) {
        let kind = match name {
            "INTERVALS" => "usize",
            "PERIODIC" => "u8",
            _ => "f64",
        };
        let _ = writeln!(text, "const {name}: [{kind}; DIMENSION] = {numbers};");
    }
    let table = table(&surface.coefficients);
    let _ = write!(
        text,
        "\n#[rustfmt::skip]\nstatic COEFFICIENTS: [f64; {length}] = [\n{table}];\n"
    );
    text
}

fn python(surface: &Surface) -> String {
    let d = surface.dimension();
    let mut text = format!("# Number of coordinates.\nDIMENSION = {d}\n\n");
    for (name, numbers) in boxed(surface) {
        let _ = writeln!(text, "{name} = {numbers}");
    }
    let table = table(&surface.coefficients);
    let _ = write!(text, "\nCOEFFICIENTS = [\n{table}]\n");
    text
}

fn javascript(surface: &Surface) -> String {
    let d = surface.dimension();
    let mut text = format!("/** Number of coordinates. */\nexport const DIMENSION = {d};\n\n");
    for (name, numbers) in boxed(surface) {
        let _ = writeln!(text, "const {name} = {numbers};");
    }
    let table = table(&surface.coefficients);
    let _ = write!(text, "\nconst COEFFICIENTS = [\n{table}];\n");
    text
}

/// The per-axis data, by their names in the templates. All three languages read Rust's literals and
/// lists of them.
fn boxed(surface: &Surface) -> [(&'static str, String); 6] {
    let list = |numbers: &dyn Debug| format!("{numbers:?}");
    // One and zero are true and false in every language.
    let periodic: Vec<u8> = (0..surface.dimension())
        .map(|axis| surface.is_periodic(axis).into())
        .collect();
    let tilt: Vec<f64> = (0..surface.dimension())
        .map(|axis| surface.tilt.get(axis).copied().unwrap_or(0.0))
        .collect();
    [
        ("LOWER", list(&surface.lower)),
        ("UPPER", list(&surface.upper)),
        ("INTERVALS", list(&surface.intervals)),
        ("STIFFNESS", list(&surface.stiffness)),
        ("PERIODIC", list(&periodic)),
        ("TILT", list(&tilt)),
    ]
}

/// The fewest digits that restore every number exactly, a few numbers per line.
fn table(numbers: &[f64]) -> String {
    let mut text = String::new();
    for line in numbers.chunks(ON_A_LINE) {
        let words: Vec<String> = line.iter().map(|x| format!("{x:?},")).collect();
        let _ = writeln!(text, "    {}", words.join(" "));
    }
    text
}
