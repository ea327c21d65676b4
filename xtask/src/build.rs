//! `cargo xtask build`: the page, ready to be put on any static host.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;

use crate::glue::{self, Sizes};
use crate::process::{root, run};
use crate::{dist, wasm_target};

#[derive(Args)]
pub struct Options {
    /// The folder to build in
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
}

pub fn command(options: &Options) -> Result<()> {
    match &options.out {
        Some(out) => build(&std::path::absolute(out)?),
        None => build(&default_out()),
    }
    .map(drop)
}

/// Where the page is built unless told otherwise.
pub fn default_out() -> PathBuf {
    root().join("dist")
}

/// Compiles the library to wasm, makes its JavaScript glue, and gathers the page in `out`. What
/// is up to date is left alone.
pub fn build(out: &Path) -> Result<Sizes> {
    dist::check_place(out)?;
    let sizes = compile("stepsieve-module", "stepsieve", &out.join("wasm"))?;
    dist::gather(out)?;
    println!("{}: {sizes}", out.display());
    Ok(sizes)
}

/// Compiles the library of a package to wasm and puts it with its JavaScript glue in `out`, by the
/// name that it is to have there.
pub fn compile(package: &str, name: &str, out: &Path) -> Result<Sizes> {
    let toolchain = wasm_target::find_or_install()?;
    // A library that Rust could use as well is not optimised as a whole.
    let mut rustc = toolchain.cargo("rustc", package);
    run(rustc.args(["--profile", "web", "--crate-type", "cdylib"]))?;
    let wasm = wasm_target::target_dir()
        .join(wasm_target::TARGET)
        .join("web")
        .join(package.replace('-', "_"))
        .with_extension("wasm");
    glue::generate(&wasm, name, out)
}
