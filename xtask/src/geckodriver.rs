//! Firefox's driver, which Debian does not have.

use std::env::consts::EXE_SUFFIX;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::process::{cargo, run, target_dir};

const VERSION: &str = "0.37.1";

/// Builds it from its crate into a private folder, unless it exists.
pub fn find_or_install() -> Result<PathBuf> {
    let folder = target_dir().join(format!("geckodriver-{VERSION}"));
    let program = folder.join(format!("bin/geckodriver{EXE_SUFFIX}"));
    if !program.is_file() {
        println!("building geckodriver {VERSION}");
        let mut install = cargo();
        install
            .args(["install", "geckodriver", "--version", VERSION, "--locked"])
            // Its speed does not matter, so compile it quickly.
            .args(["--debug", "--quiet", "--no-track", "--root"])
            .arg(&folder)
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env_remove("CARGO_TARGET_DIR");
        run(&mut install).context("install geckodriver from crates.io")?;
    }
    Ok(program)
}
