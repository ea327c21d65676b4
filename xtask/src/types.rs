//! Checks the types in the comments of the page's JavaScript, by `tsconfig.json`.

use std::process::Command;

use anyhow::Result;

use crate::build::{build, default_out};
use crate::npm;
use crate::process::{root, run};

/// Checks every module of `www/` against the generated one, after building the page.
pub fn check() -> Result<()> {
    let compiler = npm::TYPESCRIPT.find_or_fetch()?;
    build(&default_out())?;
    run(Command::new("node").arg(compiler).arg("-p").arg(root()))
}
