//! `cargo xtask build`: builds the page for any static host.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;

use crate::glue::{self, Sizes};
use crate::process::{root, run};
use crate::{dist, wasm_target};

#[derive(Args)]
pub struct Options {
    /// Build in this folder
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

/// The default output folder.
pub fn default_out() -> PathBuf {
    root().join("dist")
}

/// Compiles the library to wasm, generates its JavaScript glue, and gathers the page in `out`.
/// Skips files that are up to date.
pub fn build(out: &Path) -> Result<Sizes> {
    dist::check_place(out)?;
    let sizes = compile("stepsieve-module", "stepsieve", &out.join("wasm"))?;
    dist::gather(out)?;
    println!("{}: {sizes}", out.display());
    Ok(sizes)
}

/// Compiles a package's library to wasm and writes it to `out` as `name`, with its JavaScript glue.
pub fn compile(package: &str, name: &str, out: &Path) -> Result<Sizes> {
    let toolchain = wasm_target::find_or_install()?;
    // Cargo applies no link-time optimisation to a library with a Rust crate type.
    let mut rustc = toolchain.cargo("rustc", package);
    run(rustc.args(["--profile", "web", "--crate-type", "cdylib"]))?;
    let wasm = wasm_target::target_dir()
        .join(wasm_target::TARGET)
        .join("web")
        .join(package.replace('-', "_"))
        .with_extension("wasm");
    glue::generate(&wasm, name, out)
}
