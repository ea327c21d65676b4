//! `cargo xtask package`: makes the npm package, of the engine as a module and the element for pages,
//! with what they load.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use clap::Args;

use crate::build::{build, default_out};
use crate::dist::{NODE, mirror};
use crate::process::{find_program, output, root, target_dir};

const MANIFEST: &str = include_str!("package.json");
const ABOUT: &str = include_str!("package.md");

/// The folders of `www/` that the engine and the element load, and the files beside them.
const FOLDERS: [&str; 7] = [
    "app", "controls", "embed", "figures", "styles", "texts", "workers",
];
const FILES: [&str; 11] = [
    "embed.html",
    "wasm/stepsieve.d.ts",
    "wasm/stepsieve.js",
    "wasm/stepsieve_bg.wasm",
    "www/icon.svg",
    "www/manifest.webmanifest",
    "www/names.js",
    "www/stepsieve-demo.d.ts",
    "www/stepsieve-demo.js",
    "www/stepsieve.d.ts",
    "www/stepsieve.js",
];

#[derive(Args)]
pub struct Options {
    /// Write the package into this folder
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
}

pub fn command(options: &Options) -> Result<()> {
    let out = match &options.out {
        Some(out) => std::path::absolute(out)?,
        None => target_dir().join("package"),
    };
    let packed = pack(&out)?;
    let kilobytes = fs::metadata(&packed)?.len() as f64 / 1000.0;
    println!("{}: {kilobytes:.1} kB", packed.display());
    Ok(())
}

/// Makes the package in `out`, and returns the packed file.
pub fn pack(out: &Path) -> Result<PathBuf> {
    let site = default_out();
    build(&site)?;
    let package = out.join("stepsieve");
    if package.exists() {
        fs::remove_dir_all(&package)?;
    }
    for folder in FOLDERS.map(|folder| Path::new("www").join(folder)) {
        mirror(&site.join(&folder), &package.join(&folder))?;
    }
    for file in FILES {
        copy(&site.join(file), &package.join(file))?;
    }
    mirror(&root().join(NODE), &package.join(NODE))?;
    for file in ["LICENSE-APACHE", "LICENSE-MIT"] {
        copy(&root().join(file), &package.join(file))?;
    }
    let manifest = MANIFEST.replace("0.0.0", env!("CARGO_PKG_VERSION"));
    fs::write(package.join("package.json"), manifest)?;
    fs::write(package.join("README.md"), ABOUT)?;
    if find_program("npm").is_none() {
        crate::apt::install(&["npm"]).context("install npm, which packs the package")?;
    }
    let mut npm = Command::new("npm");
    npm.args(["pack", "--silent"]).arg(&package);
    // Its last line is the name of the file.
    let said = output(npm.current_dir(out))?;
    Ok(out.join(said.lines().last().unwrap_or_default()))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to.parent().unwrap_or(to))?;
    let copied = fs::copy(from, to);
    copied.with_context(|| format!("{} cannot be copied", from.display()))?;
    Ok(())
}
