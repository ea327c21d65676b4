//! `cargo xtask bench`: how fast the engine is, beside its peers.

use anyhow::Result;
use lexopt::{Arg, Parser};

use crate::process::{cargo, run};
use crate::stage::Stage;

pub const USAGE: &str = "[--no-build]";

pub fn command(mut parser: Parser) -> Result<()> {
    let mut is_built = false;
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("no-build") => is_built = true,
            other => return Err(other.unexpected().into()),
        }
    }
    let stage = Stage::set(is_built)?;
    run(stage.cargo("run").args(["--bin", "bench"]))?;
    println!("natively, one thread, test 1 with 10⁸ steps:");
    let experiment = "preset=test1&step=0.065&steps=1e8";
    run(cargo().args([
        "run",
        "--quiet",
        "--release",
        "--",
        "run",
        experiment,
        "--threads",
        "1",
        "--summary",
    ]))?;
    Ok(())
}
