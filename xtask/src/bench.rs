//! `cargo xtask bench`: benchmarks of the engine, with its peers, and of the page.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::browser::Browser;
use crate::build::{build, compile};
use crate::dist;
use crate::process::{cargo, find_program, output, root, run, target_dir};
use crate::stage::Stage;

const PACKAGE: &str = "stepsieve-bench";
const MODULE: &str = "stepsieve_bench";

pub fn command() -> Result<()> {
    // A separate copy of the page, to which the benchmarks are added.
    let folder = target_dir().join("bench-page");
    let sizes = build(&folder)?;
    gather(&folder.join("bench"))?;
    let peers = [native()?, numba()?].concat();
    let stage = Stage::around(Browser::Chromium, &folder)?;
    run(stage
        .cargo("run")
        .args(["--quiet", "--bin", "bench", "--"])
        .args(peers))?;
    println!("\nsize: {sizes}");
    Ok(())
}

/// Gathers the kernels and the scripts that run them in the browser.
fn gather(out: &Path) -> Result<()> {
    compile(PACKAGE, MODULE, &out.join("wasm"))?;
    dist::mirror(&root().join("benches/browser/www"), &out.join("www"))
}

/// Runs the same kernels natively; their times as arguments for the report.
fn native() -> Result<Vec<String>> {
    let mut kernels = cargo();
    kernels.args(["run", "--quiet", "--release", "--package", PACKAGE]);
    let times = output(kernels.args(["--bin", "native"]))?;
    let names = [
        ("test 1", "natively, the engine (a tape)"),
        ("test 1", "natively, the formula by hand"),
        ("test 4", "natively"),
        ("test 5", "natively"),
    ];
    let rows = names.iter().zip(times.lines());
    rows.map(|((test, name), times)| peer(test, name, times))
        .collect::<Result<Vec<_>>>()
        .map(|rows| rows.concat())
}

/// Runs the loop in Numba, if installed.
fn numba() -> Result<Vec<String>> {
    let name = "Numba";
    let Some(python) = find_program("python3") else {
        return Ok(remark(name, "not installed"));
    };
    if output(Command::new(&python).args(["-c", "import numba"])).is_err() {
        return Ok(remark(name, "not installed"));
    }
    let script = root().join("benches/numba_test1.py");
    peer("test 1", name, &output(Command::new(&python).arg(script))?)
}

fn remark(name: &str, text: &str) -> Vec<String> {
    ["--remark", "test 1", name, text].map(String::from).into()
}

/// The best and the median time as arguments.
fn peer(test: &str, name: &str, times: &str) -> Result<Vec<String>> {
    let (best, median) = times.split_once(' ').context("two times are missing")?;
    Ok(["--peer", test, name, best, median]
        .map(String::from)
        .into())
}
