//! Checks rules of the project that no compiler checks.
//!
//! - Only `src/web/` names the browser.
//! - `www/` holds no mathematics and fetches nothing from other hosts.
//! - No file is much longer than 400 lines.

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};

use crate::dist::PAGES;

/// A longer file gets a warning; one longer than [`MAX_LINES`] is an error.
const LONG_LINES: usize = 400;
const MAX_LINES: usize = 450;

const FOLDERS: [&str; 5] = ["src", "www", "xtask", "tests", "benches"];
const EXTENSIONS: [&str; 5] = ["rs", "js", "mjs", "css", "html"];

const BROWSER_CRATES: [&str; 6] = [
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "serde_wasm_bindgen",
    "plotters_canvas",
    "getrandom",
];

/// The functions of `Math` for layout; all others are mathematics.
const LAYOUT: [&str; 8] = [
    "abs", "ceil", "floor", "max", "min", "round", "sign", "trunc",
];

/// Links to the paper, and the SVG namespace, which is never fetched.
const ADDRESSES: [&str; 3] = [
    "https://doi.org/",
    "https://arxiv.org/",
    "http://www.w3.org/",
];

/// A line that breaks a rule.
#[derive(Debug, PartialEq)]
struct Violation {
    line: usize,
    message: String,
    is_warning: bool,
}

/// Checks every source file under `root`.
pub fn check(root: &Path) -> Result<()> {
    let mut errors = 0;
    for path in files(root)? {
        let text = fs::read_to_string(root.join(&path))?;
        for Violation {
            line,
            message,
            is_warning,
        } in violations(&path, &text)
        {
            errors += usize::from(!is_warning);
            let kind = if is_warning { "warning: " } else { "" };
            println!("{path}:{line}: {kind}{message}");
        }
    }
    match errors {
        0 => Ok(()),
        _ => bail!("{errors} lines break the project's rules"),
    }
}

/// The paths of the source files relative to `root`, with `/` as separator.
fn files(root: &Path) -> Result<Vec<String>> {
    let mut files: Vec<String> = PAGES.map(String::from).into();
    let mut folders: Vec<String> = FOLDERS.map(String::from).into();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root.join(&folder)).into_iter().flatten() {
            let entry = entry?;
            let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.retain(|path| {
        let extension = path.rsplit('.').next().unwrap_or_default();
        EXTENSIONS.contains(&extension) && root.join(path).is_file()
    });
    files.sort();
    Ok(files)
}

fn violations(path: &str, text: &str) -> Vec<Violation> {
    let mut found = Vec::new();
    found.extend(too_long(text));
    let is_rust = path.starts_with("src/") && path.ends_with(".rs");
    let is_page = path.starts_with("www/") && path.ends_with("js");
    let is_browser = path.starts_with("src/web/");
    for (index, code) in code_lines(text).enumerate() {
        let mut report = |message: Option<String>| {
            found.extend(message.map(|message| Violation {
                line: index + 1,
                message,
                is_warning: false,
            }));
        };
        if is_rust && !is_browser {
            report(browser_crate(code));
        }
        if is_page {
            report(mathematics(code));
            report(foreign_address(code));
        }
    }
    found
}

fn too_long(text: &str) -> Option<Violation> {
    let lines = text.lines().count();
    (lines > LONG_LINES).then(|| Violation {
        line: lines,
        message: format!(
            "{lines} lines: a file should have one idea and about {LONG_LINES} lines at most"
        ),
        is_warning: lines <= MAX_LINES,
    })
}

fn browser_crate(code: &str) -> Option<String> {
    let mut words = code.split(|c: char| !(c.is_alphanumeric() || c == '_'));
    let name = words.find(|word| BROWSER_CRATES.contains(word))?;
    Some(format!(
        "`{name}` belongs in src/web, the only crate that names the browser"
    ))
}

fn mathematics(code: &str) -> Option<String> {
    let mut functions = code.split("Math.").skip(1).map(|rest| {
        let end = rest.find(|c: char| !c.is_alphanumeric());
        &rest[..end.unwrap_or(rest.len())]
    });
    let function = functions.find(|function| !LAYOUT.contains(function))?;
    Some(format!(
        "`Math.{function}` is mathematics, which belongs in Rust"
    ))
}

fn foreign_address(code: &str) -> Option<String> {
    let mut addresses = code
        .match_indices("http")
        .map(|(at, _)| &code[at..])
        .filter(|rest| rest.starts_with("http://") || rest.starts_with("https://"));
    let address = addresses.find(|rest| !ADDRESSES.iter().any(|ours| rest.starts_with(ours)))?;
    let end = address
        .find(['"', '\'', '`', ' ', ')', '<'])
        .unwrap_or(address.len());
    Some(format!(
        "`{}`: the page must fetch nothing from other hosts",
        &address[..end]
    ))
}

/// The lines of a Rust or JavaScript file without comments: a line that begins a block comment or
/// lies in one becomes empty, any other ends before `//`.
fn code_lines(text: &str) -> impl Iterator<Item = &str> {
    let mut in_comment = false;
    text.lines().map(move |line| {
        in_comment |= line.trim_start().starts_with("/*");
        if in_comment {
            in_comment = !line.contains("*/");
            return "";
        }
        let is_comment = |&(at, _): &(usize, &str)| !line[..at].ends_with(':');
        match line.match_indices("//").find(is_comment) {
            Some((at, _)) => &line[..at],
            None => line,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines of `text` that break a rule.
    fn broken(path: &str, text: &str) -> Vec<usize> {
        violations(path, text)
            .iter()
            .map(|violation| violation.line)
            .collect()
    }

    fn is_clean(path: &str, text: &str) -> bool {
        violations(path, text).is_empty()
    }

    #[test]
    fn the_browser_is_named_in_one_crate() {
        for name in BROWSER_CRATES {
            let text = format!("// {name}\nuse {name}::f;\n");
            assert_eq!(broken("src/plot/mod.rs", &text), [2]);
            assert!(is_clean("src/web/lib.rs", &text));
            assert!(is_clean("src/web/draw.rs", &text));
            assert!(is_clean("xtask/src/glue.rs", &text));
        }
        assert!(is_clean("src/lib.rs", "fn my_web_sys_thing() {}"));
    }

    #[test]
    fn the_page_holds_no_mathematics() {
        assert_eq!(
            broken("www/figures/figures.js", "const y = Math.exp(-x);"),
            [1]
        );
        assert_eq!(broken("www/a/b.js", "\nMath.max(1, Math.log10(x));"), [2]);
        assert!(is_clean(
            "www/figures/figures.js",
            "Math.max(1, Math.floor(x));"
        ));
        assert!(is_clean(
            "www/figures/figures.js",
            "/* Math.exp\n * Math.exp */\n// Math.exp"
        ));
        assert_eq!(
            broken("www/figures/figures.js", "/* one */\nMath.sin(x)"),
            [2]
        );
    }

    #[test]
    fn the_page_fetches_nothing_from_elsewhere() {
        assert_eq!(
            broken("www/app/main.js", "import 'https://cdn.example/x.js';"),
            [1]
        );
        assert!(is_clean("www/app/main.js", "// see https://example.org"));
        assert!(is_clean(
            "www/app/main.js",
            "a.href = 'https://doi.org/10.1/2';"
        ));
        assert_eq!(
            broken(
                "www/app/main.js",
                "['https://doi.org/1', 'http://example.org/']"
            ),
            [1]
        );
    }

    #[test]
    fn files_are_short() {
        assert!(is_clean("src/lib.rs", &"\n".repeat(LONG_LINES)));
        assert!(violations("src/lib.rs", &"\n".repeat(LONG_LINES + 1))[0].is_warning);
        assert!(!violations("www/a.css", &"\n".repeat(MAX_LINES + 1))[0].is_warning);
    }

    #[test]
    fn the_rules_hold_for_files_on_disk() {
        let root = std::env::temp_dir().join(format!("stepsieve-rules-{}", std::process::id()));
        fs::create_dir_all(root.join("src/deep")).unwrap();
        fs::write(root.join("src/deep/good.rs"), "fn f() {}\n").unwrap();
        assert!(check(&root).is_ok());
        fs::write(root.join("src/deep/bad.rs"), "use js_sys::Array;\n").unwrap();
        assert!(check(&root).is_err());
        fs::remove_dir_all(root).unwrap();
    }
}
