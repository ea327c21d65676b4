//! npm packages for checks, which are not part of the project.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::{find_program, output, target_dir};

/// A package, and the one file of it that a check uses.
pub struct Package {
    pub name: &'static str,
    pub version: &'static str,
    pub file: &'static str,
}

/// The accessibility checker.
pub const AXE: Package = Package {
    name: "axe-core",
    version: "4.14.1",
    file: "axe.min.js",
};

/// The type checker for the page's JavaScript.
pub const TYPESCRIPT: Package = Package {
    name: "typescript",
    version: "5.9.3",
    file: "lib/tsc.js",
};

impl Package {
    /// Returns the path of the file, after fetching the package if necessary.
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
