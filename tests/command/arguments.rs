//! Command lines, sound and unsound.

use super::{SHORT, ended, folder, within};
use std::fs;

#[test]
fn help_and_the_version_are_there() {
    for words in [&["--version"][..], &["-V"]] {
        let told = ended(words);
        told.assert(0, "");
        assert_eq!(
            told.out,
            concat!("stepsieve ", env!("CARGO_PKG_VERSION"), "\n")
        );
    }
    let all = ended(["--help"]);
    assert_eq!(
        (all.out.as_str(), all.code),
        (ended(["help"]).out.as_str(), Some(0))
    );
    for command in [
        "run",
        "presets",
        "settings",
        "reproduce",
        "coverage",
        "race",
        "fit-forces",
    ] {
        let told = ended([command, "--help"]);
        assert_eq!(told.code, Some(0));
        let usage = format!("\nUsage: stepsieve {command}");
        assert!(told.out.contains(&usage), "{}", told.out);
        assert!(told.out.contains("Exit codes:"), "{}", told.out);
        assert_eq!(told.out, ended(["help", command]).out);
        ended([command, "-h"]).assert(0, "");
        assert!(all.out.contains(&format!("\n  {command}")), "{}", all.out);
    }
    for text in [&all.out, &ended(["run", "--help"]).out] {
        assert!(text.contains("Exit codes:"), "{text}");
        assert!(
            text.lines().all(|line| line.chars().count() <= 80),
            "{text}"
        );
    }
}

#[test]
fn every_setting_is_listed_and_the_help_says_where() {
    let listed = ended(["settings"]);
    listed.assert(0, "");
    for setting in stepsieve::experiment::SETTINGS {
        let (key, name) = (setting.key, setting.name);
        let starts = |line: &str| line.starts_with(key) && (key == name || line.contains(name));
        assert!(listed.out.lines().any(starts), "{name}");
        assert!(listed.out.contains(setting.help), "{name}");
    }
    assert!(ended(["run", "--help"]).out.contains("stepsieve settings"));
}

#[test]
fn a_value_may_follow_an_equals_sign_and_two_hyphens_end_the_options() {
    let folder = folder("equals");
    let words = ["run", "--out=a.json", "--threads=2", SHORT];
    within(&folder, &words).assert(0, "learning");
    let words = ["run", "--out", "b.json", "--threads", "1e0", "--", SHORT];
    within(&folder, &words).assert(0, "learning");
    let read = |name| fs::read(folder.join(name)).unwrap();
    assert_eq!(read("a.json"), read("b.json"));
    fs::rename(folder.join("a.json"), folder.join("--a.json")).unwrap();
    let again = within(&folder, &["run", "--summary", "--", "--a.json"]);
    again.assert(0, "Reproduced exactly.");
}

#[test]
fn what_is_not_known_is_refused_with_what_was_meant() {
    for (words, said) in [
        (&[][..], "Usage: stepsieve <COMMAND>"),
        (&["presest"], "a similar subcommand exists: 'presets'"),
        (&["help", "preset"], "unrecognized subcommand 'preset'"),
        (&["--verison"], "a similar argument exists: '--version'"),
        (&["-v"], "unexpected argument '-v'"),
        (&["run"], "<SPEC>"),
        (
            &["run", "test1", "--treads", "2"],
            "a similar argument exists: '--threads'",
        ),
        (
            &["presets", "--out", "a"],
            "unexpected argument '--out' found",
        ),
        (&["presets", "all"], "unexpected argument 'all' found"),
        (&["run", "test1", "test2"], "unexpected argument 'test2'"),
        (&["run", "tset1"], "nor a file. Did you mean test1?"),
        (
            &["run", "test1", "--summary=yes"],
            "unexpected value 'yes' for '--summary'",
        ),
        (
            &["run", "test1", "--out"],
            "a value is required for '--out <FILE>'",
        ),
        (
            &["run", "test1", "--out", "--summary"],
            "a value is required for '--out <FILE>'",
        ),
        (&["run", "test1", "--out="], "a value is required"),
        (&["run", &"\u{1b}[2J".repeat(99)], "…”"),
        (&["run", "test1", "\u{1b}[2J"], "unexpected argument"),
    ] {
        let refused = ended(words);
        refused.assert(2, said);
        assert!(!refused.said.contains('\u{1b}'));
        assert!(refused.out.is_empty());
    }
}

#[test]
fn a_number_out_of_its_range_is_refused_with_the_range() {
    for text in ["0", "-1", "1e9", "2.5", "abc", "", "nan", "inf", "1025"] {
        let refused = ended(["run", SHORT, &format!("--threads={text}")]);
        refused.assert(2, "'--threads <N>'");
        let is_empty = text.is_empty();
        assert!(
            is_empty
                || refused
                    .said
                    .contains("must be a whole number from 1 to 1024")
        );
    }
    ended(["coverage", "--seeds", "abc"]).assert(2, "must be a whole number from 1 to 1e6");
    ended(["coverage", "--steps", "10"]).assert(2, "must be a whole number from 1000 to 1e11");
}

#[cfg(unix)]
#[test]
fn what_is_not_utf_8_names_a_file_or_gets_a_sentence() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let strange = OsStr::from_bytes(b"\xff\xfe.json");
    for words in [
        &[strange][..],
        &[OsStr::new("run"), OsStr::new("test1"), strange],
    ] {
        ended(words).assert(2, "");
    }
    ended([OsStr::new("run"), strange]).assert(2, "There is no file “");
    let option = [OsStr::new("run"), OsStr::new("--threads"), strange];
    ended(option).assert(2, "invalid UTF-8");
    let option = [OsStr::new("run"), OsStr::from_bytes(b"--\xff")];
    ended(option).assert(2, "unexpected argument");

    let folder = folder("strange");
    let name = folder.join(strange);
    let mut words = vec![
        OsStr::new("run"),
        OsStr::new(SHORT),
        OsStr::new("--out"),
        name.as_os_str(),
    ];
    ended(&words).assert(0, "learning");
    words.splice(1.., [name.as_os_str()]);
    ended(&words).assert(0, "Reproduced exactly.");
}

/// A system may refuse threads; those that there are do the work, and be it the first alone.
#[cfg(target_os = "linux")]
#[test]
fn threads_that_cannot_be_had_are_done_without() {
    let usual = ended(["run", SHORT, "--threads", "8"]);
    usual.assert(0, "learning");
    let mut command = super::stepsieve();
    command.args(["run", SHORT, "--threads", "8"]);
    // No address space holds such a stack.
    let alone = command.env("RUST_MIN_STACK", (1_u64 << 47).to_string());
    let alone = super::Ended::of(alone.output().unwrap());
    alone.assert(0, "learning");
    assert_eq!(alone.out, usual.out);
}

/// What no machine has memory for ends with a sentence before it begins.
#[cfg(target_os = "linux")]
#[test]
fn a_run_that_memory_cannot_hold_is_refused() {
    let here = folder("memory");
    let limited = |link: &str| super::after("ulimit -v 700000", &here, &["run", link]);
    let wide = "v=3&preset=test4&calibration=off&steps=1e5&burn_in=0&bins=256,256";
    let said = "GB of memory, more than is available. Choose fewer walkers or bins";
    limited(&format!("{wide}&walkers=65536")).assert(2, said);
    limited(&format!("{wide}&walkers=8192&accuracy=1")).assert(2, "sixteen times as many walkers");
    limited(&format!("{wide}&walkers=64&bins=64,64")).assert(0, "learning");
    let long = format!("{SHORT}&kind=compare&compare_step=0.1&fine_step=0.1&time=2000");
    limited(&format!("{long}&trajectories=65536")).assert(2, "fewer walkers, bins or trajectories");
    // Paths are given away as soon as they have been counted, and need not fit all at once.
    limited(&format!("{long}&trajectories=1600")).assert(0, "comparing");
}
