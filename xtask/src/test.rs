//! `cargo xtask test`: runs all checks, part by part.

use std::env;
use std::ffi::OsString;
use std::num::NonZero;
use std::process::Command;
use std::thread::{self, JoinHandle};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};

use crate::browser::Browser;
use crate::process::{cargo, find_program, output, root, run};
use crate::stage::{Stage, page_cargo};
use crate::{cluster, elsewhere, invariants, npm, packaged, retry, types};

#[derive(Args)]
pub struct Options {
    /// Run one part of the checks
    #[arg(long)]
    only: Option<Part>,
    /// Run the page's tests in one browser
    #[arg(long)]
    browser: Option<Browser>,
    /// Run every test of the page in every browser
    #[arg(long)]
    all: bool,
    /// Pass arguments to the page's tests, such as a test's name
    #[arg(last = true)]
    passed: Vec<OsString>,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Part {
    Lint,
    Native,
    Invariants,
    Page,
    /// Jobs on a cluster; it takes a minute, and only on request
    Cluster,
    /// The npm package in projects of several kinds; it takes a minute, and only on request
    Package,
}

/// Parts that run only if they are named.
const ON_REQUEST: [Part; 2] = [Part::Cluster, Part::Package];

/// A check: its part, its heading, and its function.
struct Check {
    part: Part,
    name: &'static str,
    how: How,
}

enum How {
    By(fn() -> Result<()>),
    PageIn(Browser),
}

const CHECKS: &[Check] = &[
    Check {
        part: Part::Lint,
        name: "formatting",
        how: How::By(formatting),
    },
    Check {
        part: Part::Lint,
        name: "lints",
        how: How::By(lints),
    },
    Check {
        part: Part::Native,
        name: "tests, native",
        how: How::By(native_tests),
    },
    Check {
        part: Part::Native,
        name: "tests of xtask",
        how: How::By(xtask_tests),
    },
    Check {
        part: Part::Invariants,
        name: "invariants",
        how: How::By(|| invariants::check(&root())),
    },
    Check {
        part: Part::Page,
        name: "types of the page",
        how: How::By(types::check),
    },
    Check {
        part: Part::Page,
        name: "page in chromium",
        how: How::PageIn(Browser::Chromium),
    },
    Check {
        part: Part::Page,
        name: "page in firefox",
        how: How::PageIn(Browser::Firefox),
    },
    Check {
        part: Part::Page,
        name: "page in webkit",
        how: How::PageIn(Browser::WebKit),
    },
    Check {
        part: Part::Cluster,
        name: "cluster",
        how: How::By(cluster::check),
    },
    Check {
        part: Part::Package,
        name: "npm package",
        how: How::By(packaged::check),
    },
];

pub fn command(options: &Options) -> Result<()> {
    let is_chosen = |check: &&Check| {
        let wanted = match options.only {
            Some(part) => part == check.part,
            None => !ON_REQUEST.contains(&check.part),
        };
        wanted
            && options
                .browser
                .is_none_or(|one| matches!(check.how, How::PageIn(other) if other == one))
    };
    let mut ahead = (options.only.is_none() && options.browser.is_none()).then(build_ahead);
    let mut summary = String::new();
    let mut twice = Vec::new();
    let mut failures = 0;
    for check in CHECKS.iter().filter(is_chosen) {
        println!("\n== {} ==", check.name);
        let start = Instant::now();
        if let Some(build) = ahead.take_if(|_| check.part == Part::Page) {
            print!("{}", build.join().unwrap_or_default());
        }
        let outcome = match check.how {
            How::By(check) => check(),
            How::PageIn(browser) => {
                page_tests(browser, options.all, &options.passed).map(|names| {
                    twice.extend(
                        names
                            .into_iter()
                            .map(|name| format!("{name} in {}", browser.name())),
                    );
                })
            }
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
        summary += &format!("passed the second time: {name}\n");
    }
    println!("\n== summary ==\n{summary}");
    if failures > 0 {
        bail!("{failures} of these checks failed");
    }
    Ok(())
}

/// Builds the page and its tests beside the checks that need no page: neither uses both cores all the
/// time. Returns what the builds say. If one fails, the first check of the page builds again, and fails.
fn build_ahead() -> JoinHandle<String> {
    thread::spawn(|| {
        let page = env::current_exe().map(Command::new).map(|mut xtask| {
            xtask.arg("build");
            xtask
        });
        let mut tests = page_cargo("test");
        tests.arg("--no-run");
        let said = page.into_iter().chain([tests]).map(|mut build| {
            build.output().map_or_else(
                |error| format!("{error}\n"),
                |said| String::from_utf8_lossy(&[said.stderr, said.stdout].concat()).into_owned(),
            )
        });
        said.collect()
    })
}

fn formatting() -> Result<()> {
    need_component("rustfmt", "fmt")?;
    run(cargo().args(["fmt", "--all", "--check"]))
}

fn lints() -> Result<()> {
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

fn native_tests() -> Result<()> {
    // One of them runs a potential in Python.
    if find_program("python3").is_none() {
        crate::apt::install(&["python3"]).context("install python3")?;
    }
    let mut tests = cargo();
    tests.args([
        "test",
        "--profile",
        "tools",
        "--no-fail-fast",
        "--workspace",
    ]);
    // The first two do nothing without a browser; the page's tests and xtask's come later.
    let elsewhere = [
        "stepsieve-web",
        "stepsieve-module",
        "stepsieve-page",
        "xtask",
    ];
    run(tests.args(elsewhere.iter().flat_map(|name| ["--exclude", name])))
}

fn xtask_tests() -> Result<()> {
    run(cargo().args(["test", "--profile", "tools", "--package", "xtask"]))
}

/// Returns the names of the tests that passed only the second time.
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
    // Named tests run in any browser.
    let wanted = elsewhere::wanted(browser, all || !passed.is_empty());
    // Twice as many as cores: most tests wait for something now and then.
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let threads = (2 * cores).to_string();
    retry::run_twice(
        tests()
            .env("RUST_TEST_THREADS", threads)
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

/// Fails if a component is missing: some Rust installations lack the formatter and the linter.
fn need_component(component: &str, subcommand: &str) -> Result<()> {
    output(cargo().args([subcommand, "--version"]))
        .map(drop)
        .with_context(|| format!("install {component}: `rustup component add {component}`"))
}
