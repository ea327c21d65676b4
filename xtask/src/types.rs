//! The types of the page's JavaScript, which its comments give, and of what pages of others import.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::build::{build, default_out};
use crate::dist::mirror;
use crate::npm;
use crate::process::{root, run, target_dir};

const OPTIONS: &str = "--noEmit --allowJs --checkJs --strict --skipLibCheck --target es2024 \
                       --lib es2024,dom,dom.iterable --module esnext --moduleResolution bundler";

/// Checks every module, in a folder apart: the site's own have no comments any more.
pub fn check() -> Result<()> {
    let compiler = npm::TYPESCRIPT.find_or_fetch()?;
    build(&default_out())?;
    let folder = target_dir().join("types");
    mirror(&default_out().join("wasm"), &folder.join("wasm"))?;
    mirror(&root().join("www"), &folder.join("www"))?;
    let mut modules = Vec::new();
    gather(&folder.join("www"), &mut modules)?;
    let mut tsc = Command::new("node");
    run(tsc
        .arg(compiler)
        .args(OPTIONS.split_whitespace())
        .args(modules))
}

fn gather(folder: &Path, modules: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            gather(&path, modules)?;
        } else if path.extension().is_some_and(|end| end == "js") {
            modules.push(path);
        }
    }
    Ok(())
}
