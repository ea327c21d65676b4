//! Python packages for checks, which are not part of the project.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::{find_program, run};

/// The folder of the programs of a virtual environment with these packages, after installing them if
/// necessary.
pub fn programs(folder: &Path, packages: &[&str]) -> Result<PathBuf> {
    let (programs, installed) = (folder.join("bin"), folder.join("installed"));
    let wanted = packages.join("\n");
    if fs::read_to_string(&installed).is_ok_and(|found| found == wanted) {
        return Ok(programs);
    }
    let python = find_program("python3").context("install python3, with its module venv")?;
    run(Command::new(python).args(["-m", "venv"]).arg(folder))?;
    let mut install = Command::new(programs.join("python"));
    run(install
        .args(["-m", "pip", "install", "--quiet"])
        .args(packages))?;
    fs::write(installed, wanted)?;
    Ok(programs)
}
