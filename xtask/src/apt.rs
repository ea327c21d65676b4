//! Installs Debian packages.

use std::io::{IsTerminal, stdin};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::{find_program, output};

/// Installs packages, after `apt-get update` if the package lists are missing or old. Never removes
/// a package.
pub fn install(packages: &[&str]) -> Result<()> {
    if find_program("apt-get").is_none() {
        bail!("this machine has no apt-get");
    }
    println!("installing {} with apt-get", packages.join(" "));
    let install = || -> Result<()> {
        let mut command = apt_get()?;
        command.args(["install", "-y", "--no-remove", "--no-install-recommends"]);
        output(command.args(packages)).map(drop)
    };
    if install().is_ok() {
        return Ok(());
    }
    output(apt_get()?.arg("update")).context("apt-get cannot update the package lists")?;
    install()
}

/// `apt-get` as root.
fn apt_get() -> Result<Command> {
    let mut command = if output(Command::new("id").arg("-u"))? == "0" {
        Command::new("apt-get")
    } else if find_program("sudo").is_some() {
        let mut sudo = Command::new("sudo");
        if !stdin().is_terminal() {
            sudo.arg("--non-interactive");
        }
        sudo.arg("apt-get");
        sudo
    } else {
        bail!("apt-get needs root, and there is no sudo");
    };
    command.env("DEBIAN_FRONTEND", "noninteractive");
    // Another check may be installing something.
    command.args(["-o", "DPkg::Lock::Timeout=300"]);
    Ok(command)
}
