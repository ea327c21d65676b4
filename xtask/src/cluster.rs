//! Tests `cluster/` with a local Dask cluster.

use std::process::Command;

use anyhow::Result;

use crate::process::{cargo, root, run, target_dir};
use crate::python;

const DASK: [&str; 2] = ["dask==2026.8.0", "distributed==2026.8.0"];

pub fn check() -> Result<()> {
    let mut build = cargo();
    run(build.args(["build", "--profile", "tools", "--package", "stepsieve"]))?;
    let programs = python::programs(&target_dir().join("cluster"), &DASK)?;
    let mut tests = Command::new(programs.join("python"));
    run(tests
        .arg(root().join("tests/cluster.py"))
        .env("STEPSIEVE", target_dir().join("tools/stepsieve")))
}
