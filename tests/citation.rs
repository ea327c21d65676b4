//! The citation that *Share* offers is the one of `CITATION.cff`.

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
