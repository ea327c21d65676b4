//! The documents agree with the program: the citation, and the functions that `docs/METHOD.md`
//! names.

use std::fs;
use std::path::Path;

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
