//! What is written is whole or untouched, and what cannot be written is no success.

use super::{ENDLESS, Ended, SHORT, ended, folder, names, stepsieve, within};
use std::fs;
use std::io::Read as _;
use std::process::Stdio;

/// None of these runs may begin: it would not end.
#[test]
fn what_cannot_be_written_is_found_before_the_run() {
    let folder = folder("unwritable");
    fs::create_dir(folder.join("folder.json")).unwrap();
    fs::write(folder.join("file"), "").unwrap();
    for (name, why) in [
        ("missing/a.json", "there is no such file or folder"),
        ("folder.json", "it is a folder"),
        ("folder.json/", "it is a folder"),
        ("new.json/", "that is not the name of a file"),
        ("file/a.json", "a part of its path is not a folder"),
        (&format!("{}.json", "a".repeat(300)), "the name is too long"),
    ] {
        for option in ["--out", "--potential"] {
            let ran = within(&folder, &["run", ENDLESS, option, name]);
            if option == "--out" || name.ends_with("json") {
                ran.assert(2, &format!("cannot be written: {why}"));
            } else {
                ran.assert(2, "must end in .json");
            }
        }
        let ran = within(&folder, &["reproduce", "--markdown", name]);
        ran.assert(2, &format!("cannot be written: {why}"));
    }
    let words = ["run", ENDLESS, "--out", "a.json", "--potential", "./a.json"];
    within(&folder, &words).assert(2, "--out and --potential name the same file");
    assert_eq!(names(&folder), ["file", "folder.json"]);
}

#[test]
fn reproduce_never_writes_over_a_text_by_mistake() {
    let folder = folder("marks");
    for (name, text, why) in [
        (
            "one.md",
            &b"a\n<!-- reproduced -->\nb\n"[..],
            "must have both marks",
        ),
        (
            "turned.md",
            b"<!-- end -->\n<!-- reproduced -->\n",
            "must have both marks",
        ),
        (
            "binary.md",
            b"\xff\xfe",
            "cannot be read: it is not UTF-8 text",
        ),
    ] {
        fs::write(folder.join(name), text).unwrap();
        within(&folder, &["reproduce", "--markdown", name]).assert(2, why);
        assert_eq!(fs::read(folder.join(name)).unwrap(), text);
    }
}

#[cfg(unix)]
#[test]
fn what_is_protected_is_found_before_the_run() {
    use std::os::unix::fs::PermissionsExt;

    let folder = folder("protected");
    let (closed, file) = (folder.join("closed"), folder.join("file.json"));
    fs::create_dir(&closed).unwrap();
    fs::write(&file, "kept").unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o444)).unwrap();
    // Those who may do everything cannot be kept from it.
    if fs::write(closed.join("try"), "").is_ok() {
        return;
    }
    for name in ["closed/a.json", "file.json"] {
        let ran = within(&folder, &["run", ENDLESS, "--out", name]);
        ran.assert(2, "cannot be written: you have no permission.");
    }
}

#[cfg(unix)]
#[test]
fn a_file_is_replaced_as_a_whole_where_its_links_lead() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = folder("replaced");
    fs::create_dir(folder.join("deep")).unwrap();
    fs::write(folder.join("deep/old.json"), "old".repeat(1_000_000)).unwrap();
    let mode = fs::Permissions::from_mode(0o640);
    fs::set_permissions(folder.join("deep/old.json"), mode).unwrap();
    symlink("old.json", folder.join("deep/near.json")).unwrap();
    symlink("deep/near.json", folder.join("far.json")).unwrap();
    symlink("deep/new.json", folder.join("nowhere.json")).unwrap();
    for name in ["far.json", "nowhere.json", "plain.json"] {
        within(&folder, &["run", SHORT, "--out", name]).assert(0, "learning");
    }
    let usual = ended(["run", SHORT]).out;
    for name in ["deep/old.json", "deep/new.json", "plain.json"] {
        assert_eq!(
            fs::read_to_string(folder.join(name)).unwrap(),
            usual,
            "{name}"
        );
    }
    let old = fs::metadata(folder.join("deep/old.json")).unwrap();
    assert_eq!(old.permissions().mode() & 0o777, 0o640);
    for name in ["far.json", "nowhere.json", "deep/near.json"] {
        assert!(folder.join(name).is_symlink(), "{name}");
    }
    assert_eq!(
        names(&folder),
        ["deep", "far.json", "nowhere.json", "plain.json"]
    );
    assert_eq!(
        names(&folder.join("deep")),
        ["near.json", "new.json", "old.json"]
    );
    symlink("b.json", folder.join("a.json")).unwrap();
    symlink("a.json", folder.join("b.json")).unwrap();
    within(&folder, &["run", ENDLESS, "--out", "a.json"]).assert(2, "cannot be written");
}

/// Here a file may have eight blocks, so that writing fails half-way.
#[cfg(target_os = "linux")]
#[test]
fn where_writing_fails_the_old_file_stays_and_the_outcome_is_printed() {
    let folder = folder("half-way");
    fs::write(folder.join("kept.json"), "of yesterday").unwrap();
    let words = [
        "run",
        SHORT,
        "--out",
        "kept.json",
        "--potential",
        "learned.py",
    ];
    let ran = super::after("trap '' XFSZ; ulimit -f 8", &folder, &words);
    let said = "“kept.json” cannot be written: it would be too large. The outcome is on standard output instead.";
    ran.assert(1, said);
    assert!(ran.outcome()["complete"].as_bool().unwrap());
    let kept = fs::read_to_string(folder.join("kept.json")).unwrap();
    assert_eq!(kept, "of yesterday");
    assert!(
        ran.said.contains("“learned.py” cannot be written"),
        "{}",
        ran.said
    );
    assert_eq!(names(&folder), ["kept.json"]);
}

#[test]
fn a_run_that_is_ended_from_outside_leaves_the_old_file() {
    let folder = folder("ended");
    fs::write(folder.join("kept.json"), "of yesterday").unwrap();
    let mut command = stepsieve();
    command
        .current_dir(&folder)
        .args(["run", ENDLESS, "--out", "kept.json"]);
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    // It is under way once it tells how far it is.
    child.stderr.take().unwrap().read_exact(&mut [0]).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    let kept = fs::read_to_string(folder.join("kept.json")).unwrap();
    assert_eq!(kept, "of yesterday");
    assert_eq!(names(&folder), ["kept.json"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_no_success() {
    use std::fs::OpenOptions;

    let full = || OpenOptions::new().write(true).open("/dev/full").unwrap();
    let said = "“/dev/full” cannot be written: the disk is full. The outcome is on standard output instead.";
    ended(["run", SHORT, "--out", "/dev/full"]).assert(1, said);
    for words in [
        &["run", SHORT][..],
        &["run", SHORT, "--summary"],
        &["presets"],
        &["--help"],
    ] {
        let mut command = stepsieve();
        let output = command.args(words).stdout(full()).output().unwrap();
        Ended::of(output).assert(1, "Standard output cannot be written: the disk is full.");
        // Standard error is told nothing that it could not do without.
        let mut command = stepsieve();
        let output = command.args(words).stderr(full()).output().unwrap();
        Ended::of(output).assert(0, "");
    }
    let mut command = stepsieve();
    let output = command
        .args(["run", "nothing"])
        .stderr(full())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
}

/// A reader that ends early hears about a lost outcome, but not about a lost list.
#[test]
fn a_closed_pipe_is_no_success() {
    for (words, said) in [
        (
            &["run", SHORT][..],
            "Standard output cannot be written: the process reading it has ended.",
        ),
        (&["run", SHORT, "--summary"], "has ended."),
        (&["presets"], ""),
        (&["--help"], ""),
        (&["--version"], ""),
    ] {
        let mut command = stepsieve();
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let ran = Ended::of(command.args(words).stdout(writer).output().unwrap());
        ran.assert(1, said);
        assert_eq!(ran.said.is_empty(), said.is_empty(), "{}", ran.said);
        let mut command = stepsieve();
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let ran = Ended::of(command.args(words).stderr(writer).output().unwrap());
        ran.assert(0, "");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn devices_and_pipes_are_written_to_as_they_are() {
    let usual = ended(["run", SHORT]).out;
    let out = ended(["run", SHORT, "--out", "/dev/stdout"]);
    out.assert(0, "learning");
    assert_eq!(out.out, usual);
    let none = ended(["run", SHORT, "--out", "/dev/null"]);
    none.assert(0, "learning");
    assert!(none.out.is_empty());

    // What a shell has opened for adding to keeps what it holds.
    let folder = folder("streams");
    let file = folder.join("log");
    fs::write(&file, "before\n").unwrap();
    let log = fs::OpenOptions::new().append(true).open(&file).unwrap();
    let mut command = stepsieve();
    command.args(["run", SHORT, "--out", "/dev/stdout"]);
    assert!(command.stdout(log).output().unwrap().status.success());
    assert_eq!(
        fs::read_to_string(&file).unwrap(),
        format!("before\n{usual}")
    );

    let made = std::process::Command::new("mkfifo")
        .arg(folder.join("fifo"))
        .status();
    assert!(made.unwrap().success());
    let fifo = folder.join("fifo");
    let reader = std::thread::spawn(move || fs::read_to_string(fifo).unwrap());
    within(&folder, &["run", SHORT, "--out", "fifo"]).assert(0, "learning");
    assert_eq!(reader.join().unwrap(), usual);
    assert_eq!(names(&folder), ["fifo", "log"]);
}

#[test]
fn progress_in_a_log_is_a_line_now_and_then() {
    let compare = format!("{SHORT}&kind=compare&trajectories=128&fine_step=0.01&time=10");
    let ran = ended(["run", &compare]);
    ran.assert(0, "");
    assert!(!ran.said.contains('\r'), "{}", ran.said);
    let lines = ran.said.lines();
    let comparing = lines.filter(|line| line.starts_with("comparing: "));
    assert!((1..=2).contains(&comparing.count()), "{}", ran.said);
    assert!(!ran.said.contains("inf"), "{}", ran.said);
}
