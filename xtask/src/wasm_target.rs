//! Finds a cargo that can compile for wasm32, and installs one if there is none.
//!
//! It tries, in this order: the target in the active toolchain; the toolchain made here earlier;
//! `rustup target add`; Debian's packages (see [`crate::debian`]).

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};

use crate::debian::Sysroot;
use crate::process::{cache_dir, cargo, output, root, run_while_moving};

pub const TARGET: &str = "wasm32-unknown-unknown";

/// The rustup name of the toolchain from Debian's packages.
const LINKED: &str = "stepsieve-wasm";

/// Timeout of `rustup target add` without progress.
const PATIENCE: Duration = Duration::from_secs(20);

/// Time until a failed `rustup target add` is tried again.
const MEMORY: Duration = Duration::from_secs(24 * 60 * 60);

/// A toolchain that has the wasm32 target.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Toolchain {
    /// The one that runs this program.
    Active,
    /// The one from Debian's packages.
    Linked,
}

impl Toolchain {
    /// A cargo subcommand that compiles a package's library for wasm32.
    ///
    /// It has its own target folder, so that the two compilers do not overwrite each other's
    /// output. It drops flags from the environment, which would replace those of the project
    /// (`.cargo/config.toml`), simd128 among them.
    pub fn cargo(self, subcommand: &str, package: &str) -> Command {
        let mut command = match self {
            Toolchain::Active => cargo(),
            Toolchain::Linked => in_linked("cargo"),
        };
        command
            .current_dir(root())
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .args([subcommand, "--lib", "--package", package])
            .args(["--target", TARGET, "--target-dir"])
            .arg(target_dir())
            .args(["--config", &nameless()]);
        command
    }
}

/// Flags that remove local paths from the wasm, whose panic messages name source files.
fn nameless() -> String {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(env::home_dir()?.join(".cargo")));
    let places = home.into_iter().chain([root()]);
    let flags: Vec<String> = places
        .map(|place| format!("'--remap-path-prefix={}/='", place.display()))
        .collect();
    format!("target.{TARGET}.rustflags=[{}]", flags.join(", "))
}

/// Cargo's target folder for wasm32.
pub fn target_dir() -> PathBuf {
    crate::process::target_dir().join("wasm")
}

/// Finds the wasm32 target, or installs it.
pub fn find_or_install() -> Result<Toolchain> {
    if active_has_target() {
        return Ok(Toolchain::Active);
    }
    if linked_is_current() {
        return Ok(Toolchain::Linked);
    }
    let rustup = match add_with_rustup() {
        Ok(()) if active_has_target() => return Ok(Toolchain::Active),
        Ok(()) => anyhow!("rustup added the target to another toolchain, not to the active one"),
        Err(error) => error,
    };
    println!("{rustup:#}; trying Debian's packages");
    make_from_debian().with_context(|| {
        format!("install Rust's {TARGET} target (`rustup target add {TARGET}`)")
    })?;
    Ok(Toolchain::Linked)
}

/// Looks in the compiler's folder, as rustup's lists may name deleted targets.
fn active_has_target() -> bool {
    let mut rustc = Command::new("rustc");
    rustc.current_dir(root());
    has_core(rustc.args(["--print", "target-libdir", "--target", TARGET]))
}

fn has_core(print_folder: &mut Command) -> bool {
    let Ok(folder) = output(print_folder) else {
        return false;
    };
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    files
        .map(|file| file.file_name().to_string_lossy().into_owned())
        .any(|name| name.starts_with("libcore-") && name.ends_with(".rlib"))
}

fn linked_is_current() -> bool {
    Sysroot::of_installed_packages().is_ok_and(|sysroot| {
        sysroot.is_complete()
            && output(in_linked("rustc").args(["--print", "sysroot"]))
                .is_ok_and(|folder| Path::new(&folder) == sysroot.folder())
    })
}

/// A program of the linked toolchain, without the environment variables of the active one.
fn in_linked(program: &str) -> Command {
    let mut command = Command::new("rustup");
    command
        .args(["run", LINKED, program])
        .env_remove("CARGO")
        .env_remove("RUSTC")
        .env_remove("RUSTUP_TOOLCHAIN")
        .env_remove("LD_LIBRARY_PATH");
    command
}

fn add_with_rustup() -> Result<()> {
    let memory = cache_dir().join("rustup-target-failed");
    let toolchain = output(Command::new("rustc").arg("-vV").current_dir(root()))?;
    if remembered(&memory, &toolchain) {
        return Err(anyhow!("`rustup target add` failed recently"));
    }
    println!("adding the {TARGET} target with rustup");
    let mut rustup = Command::new("rustup");
    rustup
        .args(["target", "add", TARGET])
        .current_dir(root())
        .env("RUSTUP_MAX_RETRIES", "0");
    let downloads = rustup_home().join("downloads");
    let outcome = run_while_moving(&mut rustup, &downloads, PATIENCE);
    if outcome.is_err() {
        fs::create_dir_all(cache_dir())?;
        fs::write(&memory, toolchain)?;
    }
    outcome
}

fn rustup_home() -> PathBuf {
    env::var_os("RUSTUP_HOME")
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".rustup")))
        .unwrap_or_default()
}

/// True if a recent failure of this toolchain is on record.
fn remembered(memory: &Path, toolchain: &str) -> bool {
    let fresh = fs::metadata(memory)
        .and_then(|note| note.modified())
        .is_ok_and(|time| time.elapsed().is_ok_and(|age| age < MEMORY));
    fresh && fs::read_to_string(memory).is_ok_and(|note| note == toolchain)
}

fn make_from_debian() -> Result<()> {
    crate::debian::install_packages()?;
    let sysroot = Sysroot::of_installed_packages()?;
    if !sysroot.is_complete() {
        sysroot.make()?;
    }
    let mut link = Command::new("rustup");
    output(
        link.args(["toolchain", "link", LINKED])
            .arg(sysroot.folder()),
    )?;
    Ok(())
}
