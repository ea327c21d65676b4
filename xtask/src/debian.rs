//! Makes a wasm32 toolchain from Debian's packages, for machines where rustup cannot download one.
//!
//! Debian has a current compiler (`rustc-web`) and the sources of its standard library, third-party
//! crates included, but not the library compiled for wasm32. This module compiles it once into a
//! private sysroot, a folder that rustup can link as a toolchain. The linker comes from the rustup
//! toolchain, which serves any target.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::{cache_dir, output, root, run};
use crate::wasm_target::TARGET;

const PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-clippy"];

/// The files of those packages that this module uses.
const FILES: [&str; 4] = [
    "/usr/bin/rustc",
    "/usr/bin/cargo",
    "/usr/bin/clippy-driver",
    "/usr/lib/rustlib/src/rust/library/std/Cargo.toml",
];

/// The name of the empty crate whose build compiles the standard library.
const EMPTY: &str = "stepsieve_empty";

pub fn install_packages() -> Result<()> {
    if FILES.iter().all(|file| Path::new(file).exists()) {
        return Ok(());
    }
    crate::apt::install(&PACKAGES)
}

/// A folder laid out like a rustup toolchain, with Debian's compiler and the wasm32 standard
/// library compiled by it. Its name holds the compiler's version and commit.
pub struct Sysroot {
    folder: PathBuf,
    host: String,
}

impl Sysroot {
    /// The sysroot of the installed compiler, complete or not.
    pub fn of_installed_packages() -> Result<Sysroot> {
        let about = output(Command::new("/usr/bin/rustc").arg("-vV"))?;
        let field = |name: &str| {
            about
                .lines()
                .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
                .with_context(|| format!("`/usr/bin/rustc -vV` prints no {name}"))
        };
        let commit: String = field("commit-hash")?.chars().take(9).collect();
        Ok(Sysroot {
            folder: cache_dir().join(format!("wasm-{}-{commit}", field("release")?)),
            host: field("host")?.to_owned(),
        })
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// True if the folder exists, as [`Sysroot::make`] moves it into place at its end, and if the
    /// toolchain of its linker still exists.
    pub fn is_complete(&self) -> bool {
        self.folder.join(self.linker()).exists()
    }

    /// The path of the linker in a sysroot.
    fn linker(&self) -> PathBuf {
        Path::new("lib/rustlib")
            .join(&self.host)
            .join("bin/rust-lld")
    }

    /// Compiles the standard library and assembles the folder.
    pub fn make(&self) -> Result<()> {
        println!("compiling the {TARGET} standard library (once, about half a minute)");
        let work = self
            .folder
            .with_extension(format!("{}.new", std::process::id()));
        let result = self.make_in(&work);
        if result.is_err() {
            // Remove the remains of the attempt; its error matters more than one of the removal.
            let _ = fs::remove_dir_all(&work);
        }
        result
    }

    fn make_in(&self, work: &Path) -> Result<()> {
        let sysroot = work.join("sysroot");
        let libraries = sysroot.join("lib/rustlib").join(TARGET).join("lib");
        fs::create_dir_all(&libraries)?;
        let compiled = compile_standard_library(&work.join("build"))?;
        for file in fs::read_dir(&compiled)? {
            let path = file?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if name.ends_with(".rlib") && !name.starts_with(&format!("lib{EMPTY}-")) {
                fs::copy(&path, libraries.join(&*name))?;
            }
        }
        self.add_host_parts(&sysroot)?;
        add_programs(&sysroot, &self.folder)?;
        if self.folder.exists() {
            fs::remove_dir_all(&self.folder)?;
        }
        fs::rename(&sysroot, &self.folder)?;
        fs::remove_dir_all(work)?;
        Ok(())
    }

    /// Adds the host's standard library, for build scripts and procedural macros, and the linker.
    fn add_host_parts(&self, sysroot: &Path) -> Result<()> {
        let mut rustc = Command::new("rustc");
        rustc.args(["--print", "sysroot"]).current_dir(root());
        let linker = Path::new(&output(&mut rustc)?).join(self.linker());
        if !linker.exists() {
            bail!("the active toolchain has no {}", linker.display());
        }
        let rustlib = sysroot.join("lib/rustlib");
        let host = rustlib.join(&self.host);
        fs::create_dir_all(host.join("bin"))?;
        link(&linker, &sysroot.join(self.linker()))?;
        let debian = Path::new("/usr/lib/rustlib");
        link(&debian.join(&self.host).join("lib"), &host.join("lib"))?;
        link(&debian.join("src"), &rustlib.join("src"))
    }
}

/// Compiles Debian's sources of the standard library for wasm32; returns the output folder.
fn compile_standard_library(folder: &Path) -> Result<PathBuf> {
    fs::create_dir_all(folder.join("src"))?;
    fs::write(
        folder.join("Cargo.toml"),
        format!("[package]\nname = \"{EMPTY}\"\nedition = \"2024\"\n[workspace]\n"),
    )?;
    fs::write(folder.join("src/lib.rs"), "")?;
    let mut cargo = Command::new("/usr/bin/cargo");
    cargo
        .args(["build", "--release", "--quiet", "--target", TARGET])
        .args(["-Zbuild-std=std,panic_abort", "--target-dir", "target"])
        .current_dir(folder)
        .env("RUSTC", "/usr/bin/rustc")
        .env("RUSTC_BOOTSTRAP", "1")
        .env_remove("CARGO")
        .env_remove("RUSTUP_TOOLCHAIN")
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env_remove("LD_LIBRARY_PATH");
    run(&mut cargo).context("the standard library does not compile")?;
    Ok(folder.join("target").join(TARGET).join("release/deps"))
}

/// Adds the programs as scripts that pass the sysroot's final path.
fn add_programs(sysroot: &Path, place: &Path) -> Result<()> {
    let bin = sysroot.join("bin");
    fs::create_dir_all(&bin)?;
    for program in ["rustc", "rustdoc", "clippy-driver"] {
        let script = format!(
            "#!/bin/sh\nexec /usr/bin/{program} \"$@\" --sysroot \"{}\"\n",
            place.display()
        );
        let path = bin.join(program);
        fs::write(&path, script)?;
        output(Command::new("chmod").arg("+x").arg(&path))?;
    }
    link(Path::new("/usr/bin/cargo"), &bin.join("cargo"))?;
    // Looks for clippy-driver in its own folder, so it has to be a copy.
    fs::copy("/usr/bin/cargo-clippy", bin.join("cargo-clippy"))?;
    Ok(())
}

fn link(target: &Path, place: &Path) -> Result<()> {
    output(Command::new("ln").arg("-s").arg(target).arg(place)).map(drop)
}
