//! `stepsieve fit-forces`: files in, messages and numbers out.

use super::walk::Walk;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// Writes a file of this name, and runs the command on it: exit code, output, messages.
fn run(name: &str, bytes: &[u8], options: &[&str]) -> (Option<i32>, String, String) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("fit-forces");
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join(name);
    fs::write(&file, bytes).unwrap();
    let ran = Command::new(env!("CARGO_BIN_EXE_stepsieve"))
        .arg("fit-forces")
        .arg(&file)
        .args(options)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (ran.status.code(), text(ran.stdout), text(ran.stderr))
}

fn walk() -> Walk {
    Walk::new("v=3&preset=test1&step=0.5", 1, None, 1 << 10)
}

#[test]
fn every_form_of_a_file_gives_the_same_bits() {
    let walk = walk();
    let (code, expected, said) = run("walk.npy", &walk.npy(), &[]);
    assert_eq!(code, Some(0), "{said}");
    for (name, text, words) in [
        ("walk.csv", walk.csv("q,g", 1.0), "∇V from g"),
        ("forces.csv", walk.csv("q,F", -1.0), "the forces −∇V from F"),
        (
            "spaces.txt",
            walk.csv("# q dV/dq", 1.0).replace(',', " "),
            "∇V from dV/dq",
        ),
    ] {
        let (code, out, said) = run(name, text.as_bytes(), &[]);
        assert_eq!((code, out == expected), (Some(0), true), "{name}: {said}");
        assert!(said.contains(words), "{said}");
        assert!(said.contains("Mesh: knots"), "{said}");
    }
}

#[test]
fn a_summary_and_a_table_are_there_for_people() {
    let walk = walk();
    let csv = walk.csv("q,g", 1.0);
    let options = ["--summary", "--reference", "q^2/2", "--region", "-4,4"];
    let (code, out, _) = run("summary.csv", csv.as_bytes(), &options);
    assert_eq!(code, Some(0));
    for words in [
        "rows ",
        "mesh ",
        "residual covariance",
        "RMSE",
        "check: holds",
    ] {
        assert!(out.contains(words), "{out}");
    }
    let options = ["--csv", "--bins", "50", "--mesh", "1.2"];
    let (code, out, _) = run("table.csv", csv.as_bytes(), &options);
    assert_eq!((code, out.lines().count()), (Some(0), 51), "{out}");
    let head = "q,U,standard_error,chance_error,mesh_error,rows,piece\n";
    assert!(out.starts_with(head), "{out}");
}

#[test]
fn an_error_says_where_it_is() {
    for (text, options, words) in [
        (
            "q,g\n0,1\n1,oops\n",
            &[][..],
            "Line 3, column 2 (g): “oops” is not a finite number.",
        ),
        ("a,b\n0,1\n", &[], "No column is a position"),
        (
            "q,g\n0,1\n1,2\n",
            &["--mesh", "0.1,0.2"],
            "Mesh: 2 values are given for 1 coordinate.",
        ),
        (
            "q,g\n0,1\n1,2\n",
            &["--region", "2,-2"],
            "the lower end before the upper one",
        ),
        (
            "q,g\n0,1\n1,2\n",
            &["--columns", "q"],
            "1 name is given for 2 columns.",
        ),
        ("", &[], "holds no row of numbers"),
    ] {
        let (code, out, said) = run("wrong.csv", text.as_bytes(), options);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{said}");
        assert!(said.contains(words), "{said}");
    }
    let (code, _, said) = run("few.csv", b"q,g\n0,1\n1,2\n", &["--mesh", "0.1"]);
    assert_eq!(code, Some(1), "{said}");
    let ran = Command::new(env!("CARGO_BIN_EXE_stepsieve"))
        .args(["fit-forces", "/no/such/file.csv"])
        .output()
        .unwrap();
    let said = String::from_utf8(ran.stderr).unwrap();
    assert!(said.contains("there is no such file"), "{said}");
}
