//! Every message of the engine has its sentence in every language, made of the same values.

use proc_macro2::{Group, TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use stepsieve::experiment::paper::ENTRIES;

/// The names of the values that a template uses.
type Names = BTreeSet<String>;

/// A message in the sources: its code, its English template, and the file.
struct Found {
    code: String,
    template: String,
    file: String,
}

#[test]
fn every_language_says_every_message() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = messages(&root.join("src"));
    assert!(found.len() > 100, "only {} messages found", found.len());
    let mut wrong = twice(&found);
    let english: BTreeMap<&str, Names> = found
        .iter()
        .map(|m| (m.code.as_str(), names(&m.template)))
        .collect();
    let mut languages = 0;
    for entry in fs::read_dir(root.join("www/texts")).unwrap() {
        let path = entry.unwrap().path();
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        if let Some(language) = file.strip_suffix("-messages.js") {
            languages += 1;
            let input = path.with_file_name(format!("{language}-input.js"));
            let text = [&path, &input].map(|path| fs::read_to_string(path).unwrap());
            wrong.extend(differences(&english, &file, &text.concat()));
        }
    }
    assert!(languages > 0, "no language has a file of messages");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_language_says_what_the_paper_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let german = fs::read_to_string(root.join("www/texts/de-paper.js")).unwrap();
    for entry in &ENTRIES {
        for text in [entry.title, entry.paper, entry.differs] {
            let is_there = text.is_empty() || german.contains(&format!("{text:?}:"));
            assert!(is_there, "de-paper.js lacks {text:?}");
        }
    }
}

#[test]
fn a_missing_or_wrong_message_is_named() {
    let english = BTreeMap::from([("lost", names("{walkers} were lost.")), ("so", names(""))]);
    let told = |text: &str| differences(&english, "de", text);
    let file = |lines: &str| format!("export const texts = {{\n{lines}}};\n");
    let lost = "  \"lost\": \"{walkers} {walkers|Läufer|Läufer}\",\n";
    let so = "  \"so\": \"So.\",\n";
    assert!(told(&file(&format!("{lost}{so}"))).is_empty());
    assert_eq!(told(&file(lost)), ["de has no message “so”."]);
    let other = "  \"lost\": \"{steps}\",\n";
    assert_eq!(
        told(&file(&format!("{other}{so}"))),
        ["de names other values in “lost” than English, which names walkers."]
    );
    assert_eq!(
        told(&file(&format!("{lost}{so}{so}"))),
        ["de has the message “so” twice."]
    );
    assert_eq!(
        told(&file(&format!("{lost}{so}  \"old\": \"\",\n"))),
        ["de has the message “old”, which the engine never sends."]
    );
    let source = r#"fn f() { vec![say!("a", "{x}", x = say!("b", ""))] } #[cfg(test)] mod tests { say!("c", "") }"#;
    let mut all = Vec::new();
    scan(source.parse().unwrap(), "f.rs", &mut all);
    let codes: Vec<&str> = all.iter().map(|m| m.code.as_str()).collect();
    assert_eq!(codes, ["a", "b"]);
}

/// The differences of a language's file from the messages of the engine, in sentences.
fn differences(english: &BTreeMap<&str, Names>, file: &str, text: &str) -> Vec<String> {
    let (mut wrong, mut seen) = (Vec::new(), BTreeSet::new());
    for (code, template) in templates(text) {
        match english.get(code.as_str()) {
            None => wrong.push(format!(
                "{file} has the message “{code}”, which the engine never sends."
            )),
            Some(expected) if *expected != names(&template) => {
                let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
                wrong.push(format!(
                    "{file} names other values in “{code}” than English, which names {}.",
                    expected.join(", ")
                ));
            }
            Some(_) => {}
        }
        if !seen.insert(code.clone()) {
            wrong.push(format!("{file} has the message “{code}” twice."));
        }
    }
    let missing = english.keys().filter(|code| !seen.contains(**code));
    wrong.extend(missing.map(|code| format!("{file} has no message “{code}”.")));
    wrong
}

/// Codes that the sources use more than once, in sentences.
fn twice(found: &[Found]) -> Vec<String> {
    let mut files: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for message in found {
        files.entry(&message.code).or_default().push(&message.file);
    }
    let more = files.into_iter().filter(|(_, files)| files.len() > 1);
    more.map(|(code, files)| {
        let files = files.join(" and ");
        format!("The code “{code}” is not unique: it is in {files}.")
    })
    .collect()
}

/// Code and template of each line of a language's file: `"code": "template",`.
fn templates(text: &str) -> Vec<(String, String)> {
    let lines = text.lines().filter(|line| line.starts_with("  \""));
    lines
        .map(|line| {
            let object = format!("{{{}}}", line.trim().trim_end_matches(','));
            let object: BTreeMap<String, String> = serde_json::from_str(&object)
                .unwrap_or_else(|_| panic!("not a line with a code and a template: {line}"));
            object.into_iter().next().unwrap()
        })
        .collect()
}

fn names(template: &str) -> Names {
    let places = template.split('{').skip(1);
    let name = |place: &str| place.split(['|', '}']).next().unwrap_or("").to_owned();
    places.map(name).collect()
}

/// All messages in the Rust files below a folder.
fn messages(folder: &Path) -> Vec<Found> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(messages(&path));
        } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("tests.rs") {
            let text = fs::read_to_string(&path).unwrap();
            scan(
                text.parse().unwrap(),
                &path.display().to_string(),
                &mut found,
            );
        }
    }
    found
}

/// The messages among tokens; those of tests are no messages of the engine.
fn scan(tokens: TokenStream, file: &str, found: &mut Vec<Found>) {
    let (mut last, mut before) = (String::new(), String::new());
    for token in tokens {
        let now = token.to_string();
        if let TokenTree::Group(group) = token {
            if last == "!" && before == "say" {
                found.extend(message(&group, file));
            }
            if !(before == "mod" && last == "tests") {
                scan(group.stream(), file, found);
            }
        }
        before = std::mem::replace(&mut last, now);
    }
}

/// The message of `say!(…)`; `None` in the definition of the macro.
fn message(group: &Group, file: &str) -> Option<Found> {
    let literal = |token: Option<TokenTree>| {
        let text: syn::LitStr = syn::parse2(token?.into()).ok()?;
        Some(text.value())
    };
    let mut tokens = group.stream().into_iter();
    let code = literal(tokens.next())?;
    let template = literal(tokens.nth(1))?;
    Some(Found {
        code,
        template,
        file: file.to_owned(),
    })
}
