//! `cargo xtask energies`: the energies of the literature, each studied automatically.

use anyhow::Result;

use crate::process::{cargo, root, run};

/// The list of energies, with what should be found.
const LIST: &str = "tests/energies/energies.json";

#[derive(clap::Args)]
pub struct Options {
    /// Only the energies whose name contains this
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
}

/// Builds the command in release and lets it print what was found, its error in `kT`, the verdict and
/// the share that is learned.
pub fn command(options: &Options) -> Result<()> {
    let mut energies = cargo();
    energies.args([
        "run",
        "--quiet",
        "--release",
        "--package",
        "stepsieve",
        "--",
    ]);
    energies.arg("energies").arg(root().join(LIST));
    if let Some(only) = &options.only {
        energies.args(["--only", only]);
    }
    run(&mut energies)
}
