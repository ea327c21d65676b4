//! Writes a learned potential as a function in another language.

use crate::Splines;
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
/// (`energyAndGradient`) of a point.
///
/// `about` describes the source of the potential in the header. It may be any text: it cannot end
/// the comment.
pub fn source(splines: &Splines, language: Language, about: &str) -> String {
    let (functions, tables) = match language {
        Language::Rust => (include_str!("template.rs.txt"), rust(splines)),
        Language::Python => (include_str!("template.py"), python(splines)),
        Language::JavaScript => (include_str!("template.mjs"), javascript(splines)),
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

fn rust(splines: &Splines) -> String {
    let d = splines.dimension();
    let boxed = boxed(splines, |name, numbers| {
        let kind = if name == "PERIODIC" { "u8" } else { "f64" };
        format!("const {name}: [{kind}; DIMENSION] = {numbers};")
    });
    let terms = terms(splines, |axes, intervals, table| {
        format!(
            "    Term {{ axes: &{axes}, intervals: &{intervals}, coefficients: &[\n{table}    ] }},"
        )
    });
    let number = splines.terms.len();
    format!(
        "/// Number of coordinates.\npub const DIMENSION: usize = {d};\n\n{boxed}\n\
         #[rustfmt::skip]\nstatic TERMS: [Term; {number}] = [\n{terms}];\n"
    )
}

fn python(splines: &Splines) -> String {
    let d = splines.dimension();
    let boxed = boxed(splines, |name, numbers| format!("{name} = {numbers}"));
    let terms = terms(splines, |axes, intervals, table| {
        format!("    ({axes}, {intervals}, [\n{table}    ]),")
    });
    format!(
        "# Number of coordinates.\nDIMENSION = {d}\n\n{boxed}\n\
         # The axes of each term, its intervals along them, and its coefficients.\nTERMS = [\n{terms}]\n"
    )
}

fn javascript(splines: &Splines) -> String {
    let d = splines.dimension();
    let boxed = boxed(splines, |name, numbers| {
        format!("const {name} = {numbers};")
    });
    let terms = terms(splines, |axes, intervals, table| {
        format!("  {{ axes: {axes}, intervals: {intervals}, coefficients: [\n{table}  ] }},")
    });
    format!(
        "/** Number of coordinates. */\nexport const DIMENSION = {d};\n\n{boxed}\n\
         const TERMS = [\n{terms}];\n"
    )
}

/// A line for each term, from its axes, intervals and table of coefficients.
fn terms(splines: &Splines, line: impl Fn(&str, &str, &str) -> String) -> String {
    let lines = splines.terms.iter().map(|term| {
        let [axes, intervals] = [&term.axes, &term.intervals].map(|list| format!("{list:?}"));
        line(&axes, &intervals, &table(&term.coefficients)) + "\n"
    });
    lines.collect()
}

/// A line for each list of numbers per axis, from its name in the templates and its items. All three
/// languages read Rust's literals and lists of them.
fn boxed(splines: &Splines, line: impl Fn(&str, &str) -> String) -> String {
    let list = |numbers: &dyn Debug| format!("{numbers:?}");
    // One and zero are true and false in every language.
    let periodic: Vec<u8> = splines.periodic.iter().map(|p| (*p).into()).collect();
    let lists = [
        ("LOWER", list(&splines.lower)),
        ("UPPER", list(&splines.upper)),
        ("STIFFNESS", list(&splines.stiffness)),
        ("PERIODIC", list(&periodic)),
        ("TILT", list(&splines.tilt)),
    ];
    let lines = lists
        .iter()
        .map(|(name, numbers)| line(name, numbers) + "\n");
    lines.collect()
}

/// The fewest digits that restore every number exactly, a few numbers per line.
fn table(numbers: &[f64]) -> String {
    let mut text = String::new();
    for line in numbers.chunks(ON_A_LINE) {
        let words: Vec<String> = line.iter().map(|x| format!("{x:?},")).collect();
        let _ = writeln!(text, "        {}", words.join(" "));
    }
    text
}
