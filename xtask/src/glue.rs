//! Generates the JavaScript glue between the page and the wasm, by wasm-bindgen's library.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::coding::Coding;

/// The size of the wasm, plain and compressed.
pub struct Sizes {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let kilobytes = |bytes: usize| bytes as f64 / 1000.0;
        write!(
            f,
            "wasm of {:.1} kB ({:.1} kB by gzip, {:.1} kB by brotli)",
            kilobytes(self.raw),
            kilobytes(self.gzip),
            kilobytes(self.brotli)
        )
    }
}

/// Generates `NAME.js`, `NAME_bg.wasm` and their TypeScript declarations in `out` from `wasm`,
/// unless they are newer than `wasm` and this program.
pub fn generate(wasm: &Path, name: &str, out: &Path) -> Result<Sizes> {
    let files = [".js", ".d.ts", "_bg.wasm"].map(|end| out.join(format!("{name}{end}")));
    let [.., bound] = &files;
    if !are_fresh(wasm, &files)? {
        Bindgen::new()
            .input_path(wasm)
            .out_name(name)
            .web(true)?
            .typescript(true)
            // The page restarts a crashed engine.
            .reset_state_function(true)
            .omit_default_module_path(false)
            .remove_name_section(true)
            .remove_producers_section(true)
            .generate(out)
            .with_context(|| format!("wasm-bindgen cannot process {}", wasm.display()))?;
    }
    sizes(&fs::read(bound).with_context(|| format!("there is no {}", bound.display()))?)
}

fn are_fresh(wasm: &Path, files: &[PathBuf]) -> Result<bool> {
    let source = modified(wasm).with_context(|| format!("there is no {}", wasm.display()))?;
    let maker = modified(&std::env::current_exe()?)?;
    Ok(files
        .iter()
        .all(|file| modified(file).is_ok_and(|made| made >= source && made >= maker)))
}

fn modified(path: &Path) -> Result<SystemTime> {
    Ok(fs::metadata(path)?.modified()?)
}

fn sizes(wasm: &[u8]) -> Result<Sizes> {
    Ok(Sizes {
        raw: wasm.len(),
        gzip: Coding::Gzip.compress(wasm)?.len(),
        brotli: Coding::Brotli.compress(wasm)?.len(),
    })
}
