//! Packages that a check fetches by npm, and that are no part of the project.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::{find_program, output, target_dir};

/// A package of which one file is wanted.
pub struct Package {
    pub name: &'static str,
    pub version: &'static str,
    pub file: &'static str,
}

/// What looks for things that keep people out of the page.
pub const AXE: Package = Package {
    name: "axe-core",
    version: "4.14.1",
    file: "axe.min.js",
};

/// What checks the types of the page's JavaScript.
pub const TYPESCRIPT: Package = Package {
    name: "typescript",
    version: "5.9.3",
    file: "lib/tsc.js",
};

impl Package {
    /// The path of its file.
    pub fn find_or_fetch(&self) -> Result<PathBuf> {
        let Package {
            name,
            version,
            file,
        } = self;
        let folder = target_dir().join(format!("{name}-{version}"));
        let path = folder.join("package").join(file);
        if path.exists() {
            return Ok(path);
        }
        if find_program("npm").is_none() {
            let install = crate::apt::install(&["npm"]);
            install.with_context(|| format!("install npm, which fetches {name}"))?;
        }
        fs::create_dir_all(&folder)?;
        let mut pack = Command::new("npm");
        pack.args(["pack", &format!("{name}@{version}")]);
        let said = output(pack.current_dir(&folder));
        let said = said.with_context(|| format!("{name} cannot be fetched"))?;
        // Its last line is the name of the archive.
        let archive = said.lines().last().unwrap_or_default();
        let mut unpack = Command::new("tar");
        output(unpack.args(["-xzf", archive]).current_dir(&folder))?;
        Ok(path)
    }
}
