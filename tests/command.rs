//! The command: what it says and leaves behind, whatever it is given and whatever becomes of what
//! it writes to. Each test runs the real binary.

mod arguments;
mod elsewhere;
mod output;
mod results;
mod spec;

use serde_json::Value;
use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// An experiment that takes no time, and one that takes for ever.
const SHORT: &str = "v=3&preset=test1&step=0.5&steps=1e5";
const ENDLESS: &str = "v=3&preset=test1&step=0.5&steps=1e11";

/// An empty folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("command-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn stepsieve() -> Command {
    Command::new(env!("CARGO_BIN_EXE_stepsieve"))
}

/// How the command ended.
struct Ended {
    code: Option<i32>,
    out: String,
    said: String,
}

impl Ended {
    fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let ended = Ended {
            code: output.status.code(),
            out: text(output.stdout),
            said: text(output.stderr),
        };
        ended.assert_fit();
        ended
    }

    /// What holds of everything that is said: sentences of ours, and not too long.
    fn assert_fit(&self) {
        for line in self.said.lines() {
            let length = line.chars().count();
            assert!(length < 300, "{length} characters: {line}");
        }
        for word in [
            "panicked",
            "NaN",
            "os error",
            "Error",
            "expected ident",
            "at line",
        ] {
            assert!(!self.said.contains(word), "{word}: {}", self.said);
        }
    }

    /// Asserts the exit code, and that something like this is said.
    fn assert(&self, code: i32, said: &str) {
        let all = &self.said;
        assert_eq!(self.code, Some(code), "{all}");
        assert!(all.contains(said), "not “{said}”, but: {all}");
    }

    /// The outcome that was printed.
    fn outcome(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {}", self.out))
    }
}

/// Runs the command in a folder.
fn within(folder: &Path, words: &[&str]) -> Ended {
    let mut command = stepsieve();
    Ended::of(command.current_dir(folder).args(words).output().unwrap())
}

/// Runs the command.
fn ended<W: AsRef<OsStr>>(words: impl IntoIterator<Item = W>) -> Ended {
    Ended::of(stepsieve().args(words).output().unwrap())
}

/// Runs the command with a text on standard input.
fn fed(text: &[u8], words: &[&str]) -> Ended {
    let mut command = stepsieve();
    let piped = command.args(words).stdin(Stdio::piped());
    let mut child = piped
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It may have ended before it has read all.
    let _ = child.stdin.take().unwrap().write_all(text);
    Ended::of(child.wait_with_output().unwrap())
}

/// Runs the command from a shell that does something first, such as setting a limit.
#[cfg(unix)]
fn after(prepared: &str, folder: &Path, words: &[&str]) -> Ended {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("{prepared}; exec \"$@\""), "sh"]);
    command.arg(env!("CARGO_BIN_EXE_stepsieve")).args(words);
    Ended::of(command.current_dir(folder).output().unwrap())
}

/// The names of what is in a folder.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}
