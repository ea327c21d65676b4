//! A learned potential taken away is the one that was learned: as a file, in Rust and in Python.
//!
//! The JavaScript runs in the browser, in `tests/page/tests/export.rs`: a browser is there
//! anyhow, and Node is not.

mod command;

use samples::{ABOUT, assert_ours, samples, surfaces};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use stepsieve::dynamics::Surface;
use stepsieve::experiment::PotentialFile;
use stepsieve::export::{Language, source};

/// An empty folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("export-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Runs a program to its end; what it has printed.
fn output(command: &mut Command, missing: &str) -> String {
    let program = command.get_program().to_owned();
    let output = command
        .output()
        .unwrap_or_else(|e| panic!("{program:?} cannot be run ({e}). {missing}"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program:?} failed:\n{said}");
    String::from_utf8(output.stdout).unwrap()
}

/// Writes the samples in a language, one file each: `potential1` and so on.
fn write_samples(folder: &Path, language: Language, ending: &str) {
    for (sample, number) in samples().iter().zip(1..) {
        let text = source(&sample.splines, language, ABOUT);
        fs::write(folder.join(format!("potential{number}.{ending}")), text).unwrap();
    }
}

#[test]
fn the_rust_is_ours() {
    let folder = folder("rust");
    write_samples(&folder, Language::Rust, "rs");
    let mut modules = String::new();
    let mut calls = String::new();
    for (sample, number) in samples().iter().zip(1..) {
        let points = &sample.points;
        modules += &format!("mod potential{number};\n");
        calls += &format!(
            "for q in {points:?} {{ println!(\"{{:?}} {{:?}}\", potential{number}::energy(q), potential{number}::gradient(q)); }}\n"
        );
    }
    fs::write(
        folder.join("main.rs"),
        format!("{modules}fn main() {{\n{calls}}}\n"),
    )
    .unwrap();
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let mut compile = Command::new(rustc);
    compile.current_dir(&folder).args([
        "--edition",
        "2021",
        "--deny",
        "warnings",
        "-o",
        "program",
        "main.rs",
    ]);
    let missing = "It comes with rustup; the variable RUSTC may say where it is.";
    output(&mut compile, missing);
    assert_ours(&output(&mut Command::new(folder.join("program")), ""));
}

#[test]
fn the_python_is_ours() {
    let folder = folder("python");
    write_samples(&folder, Language::Python, "py");
    let mut script = String::new();
    for (sample, number) in samples().iter().zip(1..) {
        let points = &sample.points;
        script += &format!(
            "import potential{number} as p\nfor q in {points:?}:\n    print(p.energy(q), p.gradient(q))\n"
        );
    }
    // One coordinate too many is no point, and not taken for one.
    script += "try:\n    p.energy([0.0] * 5)\nexcept ValueError:\n    pass\nelse:\n    print('a point of five coordinates')\n";
    fs::write(folder.join("main.py"), script).unwrap();
    let missing = "Install python3, or let `cargo xtask test --only native` install it.";
    let mut python = Command::new("python3");
    python.current_dir(&folder).args(["-B", "main.py"]);
    assert_ours(&output(&mut python, missing));
}

#[test]
fn the_file_gives_every_bit_back() {
    for surface in surfaces() {
        let file = PotentialFile::new(&surface, "preset=test1&step=0.5");
        let back = PotentialFile::read(&file.write().unwrap()).unwrap();
        assert_eq!(back, file);
        let bits = |s: &Surface| {
            s.coefficients
                .iter()
                .map(|x| x.to_bits())
                .collect::<Vec<_>>()
        };
        assert_eq!(bits(&back.potential), bits(&surface));
    }
}

#[test]
fn a_file_that_cannot_be_evaluated_is_refused_with_the_reason() {
    let [_, surface, _] = surfaces();
    let good = serde_json::to_value(PotentialFile::new(&surface, "")).unwrap();
    let why = |pointer: &str, value: serde_json::Value| {
        let mut bad = good.clone();
        *bad.pointer_mut(pointer).unwrap() = value;
        PotentialFile::read(&bad.to_string())
            .unwrap_err()
            .to_string()
    };
    let huge = u64::MAX / 2;
    for (pointer, value, reason) in [
        (
            "/version",
            2.into(),
            "has version 2; this program reads version 1",
        ),
        (
            "/potential/upper",
            vec![1.0].into(),
            "must be equally long: they have 1 and 2 numbers",
        ),
        (
            "/potential/upper/0",
            (-1.7).into(),
            "must lie above the lower end",
        ),
        (
            "/potential/intervals/1",
            0.into(),
            "at least one knot interval",
        ),
        (
            "/potential/intervals/1",
            2.into(),
            "32 coefficients, which do not match",
        ),
        (
            "/potential/intervals",
            vec![huge, huge].into(),
            "do not match",
        ),
        (
            "/potential/coefficients/4",
            ().into(),
            "“potential.coefficients” must be a list of numbers",
        ),
        ("/units", 3.into(), "“units” must be text, not 3"),
        (
            "/potential/intervals",
            vec![1.5, 2.0].into(),
            "a list of whole numbers only, not 1.5",
        ),
        (
            "/potential/lower",
            Vec::<f64>::new().into(),
            "1 to 3 variables, not 0",
        ),
        ("/potential", ().into(), "“potential.lower” must be a list"),
    ] {
        let said = why(pointer, value);
        assert!(said.contains(reason), "{pointer}: {said}");
    }
    let said = |text: &str| PotentialFile::read(text).unwrap_err().to_string();
    assert!(said("[").contains("not JSON"));
    assert!(said("{}").contains("not a potential file"));
    let mut endless = surface;
    endless.stiffness[1] = f64::NAN;
    let said = PotentialFile::new(&endless, "")
        .write()
        .unwrap_err()
        .to_string();
    assert!(
        said.contains("“potential.stiffness” must be finite, not NaN"),
        "{said}"
    );
}
