//! `cargo xtask lines`: counts the lines of each folder, those of tests and benches separately.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::process::{output, root};

const LANGUAGES: [&str; 4] = ["rs", "js", "css", "html"];
/// The start of a Rust file's tests, its last module.
const TESTS: &str = "#[cfg(test)]\nmod ";

pub fn command() -> Result<()> {
    let mut git = std::process::Command::new("git");
    let files = output(git.arg("ls-files").current_dir(root()))?;
    // Lines of the program and of tests, for every folder and in total.
    let mut folders: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    for file in files.lines().map(Path::new) {
        let language = file.extension().and_then(|end| end.to_str());
        if !language.is_some_and(|language| LANGUAGES.contains(&language)) {
            continue;
        }
        let Ok(text) = fs::read_to_string(root().join(file)) else {
            continue;
        };
        let counted = count(file, &text);
        let parent = file.parent().unwrap_or(Path::new("")).display().to_string();
        for name in [parent, "all".to_owned()] {
            let sums = folders.entry(name).or_default();
            *sums = [sums[0] + counted[0], sums[1] + counted[1]];
        }
    }
    println!("{:32} {:>8} {:>8}", "", "program", "tests");
    for (name, [program, tests]) in folders {
        println!("{name:32} {program:8} {tests:8}");
    }
    Ok(())
}

/// Counts a file's lines: of the program, and of tests.
fn count(file: &Path, text: &str) -> [usize; 2] {
    let all = text.lines().count();
    let is_test = |part: &std::path::Component| {
        ["tests", "tests.rs", "benches"]
            .iter()
            .any(|name| part.as_os_str() == *name)
    };
    if file.components().any(|part| is_test(&part)) {
        return [0, all];
    }
    let program = text.split(&format!("\n{TESTS}")).next().unwrap_or_default();
    // A test module in a separate file is one line here.
    match text.rfind(TESTS).is_some_and(|at| text[at..].contains('{')) {
        true => [program.lines().count(), all - program.lines().count()],
        false => [all, 0],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_told_apart() {
        let with_tests = "fn f() {}\n\n#[cfg(test)]\nmod tests {\n}\n";
        assert_eq!(count(Path::new("src/a/b.rs"), with_tests), [1, 4]);
        assert_eq!(
            count(Path::new("src/a/b.rs"), "#[cfg(test)]\nmod tests;\n"),
            [2, 0]
        );
        assert_eq!(count(Path::new("src/a/tests.rs"), "a\nb\n"), [0, 2]);
        assert_eq!(count(Path::new("tests/page/main.js"), "a\n"), [0, 1]);
    }
}
