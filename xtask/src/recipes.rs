//! `cargo xtask recipes`: tests the snippets of the page's *Embed* dialog: puts each into a
//! document of its kind, builds the document with its program, and opens it in a browser.
//!
//! The programs are those on the `PATH`; missing ones are installed under `target/recipes`.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::browser::Browser;
use crate::process::{cargo, find_program, run, target_dir};
use crate::python;
use crate::stage::Stage;

const MDBOOK: &str = "0.5.4";
const PYTHON: [&str; 4] = [
    "sphinx==8.1.3",
    "myst-parser==4.0.1",
    "nbconvert==7.16.6",
    "ipykernel==6.29.5",
];

pub fn command() -> Result<()> {
    let folder = target_dir().join("recipes");
    let tools = [
        mdbook(&folder)?,
        python::programs(&folder.join("python"), &PYTHON)?,
    ];
    if find_program("pandoc").is_none() {
        crate::apt::install(&["pandoc"]).context("install pandoc, which Quarto uses")?;
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths(tools.into_iter().chain(env::split_paths(&path)))?;
    let stage = Stage::set(Browser::Chromium, false)?;
    let mut recipes = stage.cargo("run");
    recipes.args(["--quiet", "--bin", "recipes", "--"]);
    run(recipes.arg(folder.join("documents")).env("PATH", path))
}

/// The folder of the mdBook program.
fn mdbook(folder: &Path) -> Result<PathBuf> {
    let place = folder.join("cargo");
    if find_program("mdbook").is_none() && !place.join("bin/mdbook").is_file() {
        let mut install = cargo();
        install.args(["install", "mdbook", "--version", MDBOOK, "--locked"]);
        run(install
            .args(["--no-default-features", "--root"])
            .arg(&place))?;
    }
    Ok(place.join("bin"))
}
