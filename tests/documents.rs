//! The documents agree with the program: the citation, the functions that `docs/METHOD.md` names,
//! the table of settings, and the version of every example.

use std::fs;
use std::path::Path;
use std::process::Command;

const FILE: &str = include_str!("../CITATION.cff");
const TEXTS: &str = include_str!("../www/texts/en.js");

/// The values of a key, in the order of the file.
fn values(key: &str) -> Vec<&'static str> {
    let start = format!("{key}: ");
    let lines = FILE
        .lines()
        .map(|line| line.trim_start().trim_start_matches("- "));
    lines
        .filter_map(|line| line.strip_prefix(start.as_str()))
        .map(|value| value.trim_matches('"'))
        .collect()
}

#[test]
fn share_cites_the_paper_and_the_program_as_the_file_does() {
    let names = values("family-names")
        .into_iter()
        .zip(values("given-names"));
    let authors: Vec<String> = names
        .map(|(family, given)| format!("{family}, {given}"))
        .collect();
    assert_eq!(authors, ["Li, Xingjie Helen", "Tao, Molei"]);
    let authors = format!("author = {{{}}}", authors.join(" and "));
    assert!(TEXTS.contains(&authors), "{authors}");
    for title in values("title") {
        assert!(TEXTS.contains(&format!("title = {{{title}}}")), "{title}");
    }
    assert_eq!(values("version"), [env!("CARGO_PKG_VERSION")]);
    let number = values("value")[0].trim_start_matches("arXiv:");
    assert!(TEXTS.contains(&format!("eprint = {{{number}}}")));
}

/// `METHOD.md` names a file in backquotes and after it, also in backquotes, the item meant.
#[test]
fn every_place_that_the_method_names_is_there() {
    let method = include_str!("../docs/METHOD.md");
    let parts: Vec<&str> = method.split('`').collect();
    let rooms = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = 0;
    for at in (1..parts.len()).step_by(2) {
        let file = parts[at];
        if !file.ends_with(".rs") || !file.contains('/') {
            continue;
        }
        files += 1;
        let text = fs::read_to_string(rooms.join(file));
        let text = text.unwrap_or_else(|_| panic!("METHOD.md names src/{file}"));
        let names = parts[at + 1..].chunks_exact(2);
        for name in names.take_while(|pair| pair[0] == ", ").map(|pair| pair[1]) {
            let name = name.rsplit("::").next().unwrap_or_default();
            assert!(text.contains(name), "METHOD.md names {name} of src/{file}");
        }
    }
    assert!(files > 40, "{files}");
}

/// An equation of the paper is found by its number, in the item that computes it.
#[test]
fn every_equation_of_the_paper_is_in_one_doc_comment() {
    let rooms = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut comments = String::new();
    let mut folders = vec![rooms.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs")
                && path != rooms.join("lib.rs")
            {
                let text = fs::read_to_string(path).unwrap();
                comments.extend(
                    text.lines()
                        .filter(|line| line.trim_start().starts_with("///")),
                );
            }
        }
    }
    let numbered = |chapter| (1..=9).map(move |number| format!("({chapter}.{number})"));
    let named = ["(2.7)", "Theorem 3.1", "Remark 3.2", "Algorithm 1"].map(str::to_owned);
    for equation in numbered(3).chain(numbered(4)).chain(named) {
        assert_eq!(comments.matches(&equation).count(), 1, "{equation}");
    }
}

/// The glossary of the lessons names the file for each term.
#[test]
fn every_file_that_the_glossary_names_is_there() {
    let glossary = include_str!("../www/lessons/glossary.html");
    let named = glossary.split("<code>src/").skip(1);
    let files: Vec<&str> = named.filter_map(|rest| rest.split('<').next()).collect();
    let rooms = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let missing: Vec<_> = files
        .iter()
        .filter(|file| !rooms.join(file).is_file())
        .collect();
    assert!(
        files.len() > 10 && missing.is_empty(),
        "{missing:?} of {}",
        files.len()
    );
}

#[test]
fn the_table_of_settings_is_that_of_the_program() {
    let written = include_str!("../docs/settings.md");
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("settings.md");
    fs::write(&file, written).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_stepsieve"));
    let status = command.args(["settings", "--markdown"]).arg(&file).status();
    assert!(status.unwrap().success());
    assert!(
        fs::read_to_string(&file).unwrap() == written,
        "docs/settings.md is out of date: run `cargo run --release -- settings --markdown docs/settings.md`"
    );
}

/// A link without a version is of the first; whoever copies an example wants the newest.
#[test]
fn every_example_to_copy_names_its_version() {
    for (file, text) in [
        ("README.md", include_str!("../README.md")),
        ("CONTRIBUTING.md", include_str!("../CONTRIBUTING.md")),
        ("guide.md", include_str!("../docs/guide.md")),
        ("settings.md", include_str!("../docs/settings.md")),
        ("lib.rs", include_str!("../src/lib.rs")),
        ("stepsieve.js", include_str!("../www/stepsieve.js")),
        (
            "stepsieve-demo.js",
            include_str!("../www/stepsieve-demo.js"),
        ),
        ("engine.js", include_str!("../www/examples/engine.js")),
        ("en.js", TEXTS),
        ("de.js", include_str!("../www/texts/de.js")),
    ] {
        // The guide shows once that the version matters.
        let text = text.replace("`run \"preset=test4\"` has", "");
        let links = text.split(['"', '`', '#', ' ', '\n']);
        let links = links.filter(|word| word.contains("preset=") || word.contains("formula="));
        for link in links {
            assert!(link.contains("v=3&"), "{file}: {link}");
        }
        let experiments = text
            .match_indices("potential: {")
            .map(|(at, _)| &text[..at]);
        let experiments = experiments.chain(
            text.match_indices("\"potential\": {")
                .map(|(at, _)| &text[..at]),
        );
        for before in experiments {
            let before = before.trim_end_matches([' ', ',']);
            assert!(
                before.ends_with("ersion: 3") || before.ends_with("ersion\": 3"),
                "{file}"
            );
        }
    }
}
