//! A wasm32 toolchain made from Debian's packages, for machines where rustup cannot
//! download its own.
//!
//! Debian has a current compiler (`rustc-web`) and the sources of its standard library,
//! third-party crates included, but not the library compiled for wasm32. So it is
//! compiled here, once, and put into a private sysroot: a folder that rustup can link as
//! a toolchain. The linker is the one of the rustup toolchain, which serves any target.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::{cache_dir, output, root, run};
use crate::wasm_target::TARGET;

const PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-clippy"];

/// What those packages put on the machine, as far as it is needed here.
const FILES: [&str; 4] = [
    "/usr/bin/rustc",
    "/usr/bin/cargo",
    "/usr/bin/clippy-driver",
    "/usr/lib/rustlib/src/rust/library/std/Cargo.toml",
];

/// The name of the empty crate the standard library is compiled for.
const EMPTY: &str = "stepsieve_empty";

pub fn install_packages() -> Result<()> {
    if FILES.iter().all(|file| Path::new(file).exists()) {
        return Ok(());
    }
    crate::apt::install(&PACKAGES)
}

/// A folder laid out like a rustup toolchain, of Debian's compiler and of the wasm32
/// standard library compiled by it. Its name holds the compiler's version and commit.
pub struct Sysroot {
    folder: PathBuf,
    host: String,
}

impl Sysroot {
    /// The sysroot of the compiler that is installed now, whether made already or not.
    pub fn of_installed_packages() -> Result<Sysroot> {
        let about = output(Command::new("/usr/bin/rustc").arg("-vV"))?;
        let field = |name: &str| {
            about
                .lines()
                .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
                .with_context(|| format!("`/usr/bin/rustc -vV` tells no {name}"))
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

    /// It is moved into its place when it is done, so to exist is to be complete, unless
    /// the toolchain whose linker it uses is gone.
    pub fn is_complete(&self) -> bool {
        self.folder.join(self.linker()).exists()
    }

    /// The linker's place in any sysroot.
    fn linker(&self) -> PathBuf {
        Path::new("lib/rustlib")
            .join(&self.host)
            .join("bin/rust-lld")
    }

    /// Compiles the standard library and puts the folder together.
    pub fn make(&self) -> Result<()> {
        println!("compiling the {TARGET} standard library (once, about half a minute)");
        let work = self
            .folder
            .with_extension(format!("{}.new", std::process::id()));
        let result = self.make_in(&work);
        if result.is_err() {
            // What is left of the attempt is of no use; the error matters more than its remains.
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

    /// Build scripts and procedural macros need the host's standard library.
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

/// Compiles Debian's sources of the standard library for wasm32; the folder of the results.
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

/// The programs, made to look for libraries in the sysroot's final place.
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
    // Looks for clippy-driver beside itself, so it has to be here in person.
    fs::copy("/usr/bin/cargo-clippy", bin.join("cargo-clippy"))?;
    Ok(())
}

fn link(target: &Path, place: &Path) -> Result<()> {
    output(Command::new("ln").arg("-s").arg(target).arg(place)).map(drop)
}
