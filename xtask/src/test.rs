//! `cargo xtask test`: everything that can be checked, part by part.

use std::ffi::OsString;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use lexopt::{Arg, Parser, ValueExt};

use crate::browser::Browser;
use crate::process::{cargo, find_program, output, root, run};
use crate::stage::Stage;
use crate::{elsewhere, invariants, npm, retry, types, wasm_target};

pub const USAGE: &str = "[--only lint|native|invariants|page] \
                         [--browser chromium|firefox|webkit] [--all] [-- ARGUMENTS OF THE PAGE'S TESTS]";

/// One check: the part it belongs to, its heading, and how it is done.
struct Check {
    part: &'static str,
    name: &'static str,
    how: How,
}

enum How {
    By(fn() -> Result<()>),
    PageIn(Browser),
}

const CHECKS: &[Check] = &[
    Check {
        part: "lint",
        name: "formatting",
        how: How::By(formatting),
    },
    Check {
        part: "lint",
        name: "lints, native",
        how: How::By(native_lints),
    },
    Check {
        part: "lint",
        name: "lints, wasm32",
        how: How::By(wasm_lints),
    },
    Check {
        part: "native",
        name: "tests, native",
        how: How::By(native_tests),
    },
    Check {
        part: "native",
        name: "tests of xtask",
        how: How::By(xtask_tests),
    },
    Check {
        part: "invariants",
        name: "invariants",
        how: How::By(|| invariants::check(&root())),
    },
    Check {
        part: "page",
        name: "types of the page",
        how: How::By(types::check),
    },
    Check {
        part: "page",
        name: "page in chromium",
        how: How::PageIn(Browser::Chromium),
    },
    Check {
        part: "page",
        name: "page in firefox",
        how: How::PageIn(Browser::Firefox),
    },
    Check {
        part: "page",
        name: "page in webkit",
        how: How::PageIn(Browser::WebKit),
    },
];

pub fn command(mut parser: Parser) -> Result<()> {
    let mut only: Option<String> = None;
    let mut browser: Option<Browser> = None;
    let mut all = false;
    let mut passed = Vec::new();
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("only") => only = Some(parser.value()?.parse()?),
            Arg::Long("browser") => browser = Some(Browser::named(&parser.value()?.string()?)?),
            Arg::Long("all") => all = true,
            Arg::Value(value) => passed.push(value),
            other => return Err(other.unexpected().into()),
        }
    }
    let is_chosen = |check: &&Check| {
        only.as_ref().is_none_or(|part| part == check.part)
            && browser.is_none_or(|one| matches!(check.how, How::PageIn(other) if other == one))
    };
    let chosen: Vec<&Check> = CHECKS.iter().filter(is_chosen).collect();
    if chosen.is_empty() {
        bail!("--only takes lint, native, invariants or page");
    }

    let mut summary = String::new();
    let mut twice = Vec::new();
    let mut failures = 0;
    for check in chosen {
        println!("\n== {} ==", check.name);
        let start = Instant::now();
        let outcome = match check.how {
            How::By(check) => check(),
            How::PageIn(browser) => page_tests(browser, all, &passed).map(|names| {
                twice.extend(
                    names
                        .into_iter()
                        .map(|name| format!("{name} in {}", browser.name())),
                );
            }),
        };
        if let Err(error) = &outcome {
            eprintln!("error: {error:#}");
            failures += 1;
        }
        summary += &format!(
            "{:6} {:20} {:5.0} s\n",
            if outcome.is_ok() { "passed" } else { "FAILED" },
            check.name,
            start.elapsed().as_secs_f64()
        );
    }
    for name in twice {
        summary += &format!("passed at the second try: {name}\n");
    }
    println!("\n== summary ==\n{summary}");
    if failures > 0 {
        bail!("{failures} of these failed");
    }
    Ok(())
}

fn formatting() -> Result<()> {
    need_component("rustfmt", "fmt")?;
    run(cargo().args(["fmt", "--all", "--check"]))
}

fn native_lints() -> Result<()> {
    need_component("clippy", "clippy")?;
    let mut clippy = cargo();
    clippy.args([
        "clippy",
        "--profile",
        "tools",
        "--workspace",
        "--all-targets",
    ]);
    run(clippy.args(["--", "--deny", "warnings"]))
}

fn wasm_lints() -> Result<()> {
    // In the build's own profile, to share what it compiles for the host.
    let toolchain = wasm_target::find_or_install()?;
    for package in ["stepsieve-web", "stepsieve-module", "stepsieve-bench"] {
        let mut clippy = toolchain.cargo("clippy", package);
        run(clippy.args(["--profile", "web", "--", "--deny", "warnings"]))?;
    }
    Ok(())
}

fn native_tests() -> Result<()> {
    // One of them runs a potential that was written in Python.
    if find_program("python3").is_none() {
        crate::apt::install(&["python3"]).context("install python3")?;
    }
    let mut tests = cargo();
    tests.args(["test", "--release", "--no-fail-fast", "--workspace"]);
    run(tests.args(["--exclude", "stepsieve-page", "--exclude", "xtask"]))
}

fn xtask_tests() -> Result<()> {
    run(cargo().args(["test", "--profile", "tools", "--package", "xtask"]))
}

/// Returns the names of those that passed at the second try.
fn page_tests(browser: Browser, all: bool, passed: &[OsString]) -> Result<Vec<String>> {
    let stage = Stage::set(browser, false)?;
    let axe = npm::AXE.find_or_fetch()?;
    let tests = || {
        let mut tests = stage.cargo("test");
        tests
            .env("STEPSIEVE_AXE", &axe)
            .args(["--no-fail-fast", "--"]);
        tests
    };
    // Whoever names tests gets those.
    let wanted = elsewhere::wanted(browser, all || !passed.is_empty());
    retry::run_twice(
        tests()
            .args(wanted)
            .args(elsewhere::skipped(browser).flat_map(|name| ["--skip", name]))
            .args(passed),
        |failed| {
            let mut tests = tests();
            tests.args(["--exact", "--test-threads", "1"]).args(failed);
            tests
        },
    )
}

/// Some installations of Rust come without the formatter and the linter.
fn need_component(component: &str, subcommand: &str) -> Result<()> {
    output(cargo().args([subcommand, "--version"]))
        .map(drop)
        .with_context(|| format!("install {component}: `rustup component add {component}`"))
}
