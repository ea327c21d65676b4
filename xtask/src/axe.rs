//! axe-core, which looks for what keeps people out of the page. It is fetched for the page's tests
//! and is no part of the project.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::{find_program, output, target_dir};

const PACKAGE: &str = "axe-core";
const VERSION: &str = "4.14.1";

/// The path of its one file.
pub fn find_or_fetch() -> Result<PathBuf> {
    let folder = target_dir().join(format!("{PACKAGE}-{VERSION}"));
    let file = folder.join("package/axe.min.js");
    if file.exists() {
        return Ok(file);
    }
    if find_program("npm").is_none() {
        crate::apt::install(&["npm"]).context("install npm, which fetches axe-core")?;
    }
    fs::create_dir_all(&folder)?;
    let mut pack = Command::new("npm");
    pack.args(["pack", &format!("{PACKAGE}@{VERSION}")]);
    // Its last line is the name of the archive.
    let said = output(pack.current_dir(&folder)).context("axe-core cannot be fetched")?;
    let archive = said.lines().last().unwrap_or_default();
    output(
        Command::new("tar")
            .args(["-xzf", archive])
            .current_dir(&folder),
    )?;
    Ok(file)
}
