//! Tests the npm package from its packed file, without configuration: in a project of Vite and one of
//! webpack, in a script of Node, and in a page beside the unpacked files.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::browser::Browser;
use crate::dist::mirror;
use crate::package::pack;
use crate::process::{cargo, output, root, run, target_dir};
use crate::stage::Stage;

const TOOLS: [&str; 3] = ["vite@8.3.8", "webpack@5.112.2", "webpack-cli@7.3.1"];
const EXPERIMENT: &str = "v=3&preset=test1&step=0.5&steps=1e5";

pub fn check() -> Result<()> {
    let folder = target_dir().join("package");
    let packed = pack(&folder)?;
    let projects = folder.join("projects");
    fs::create_dir_all(&projects)?;
    // One folder of modules, that of the folder above, serves all projects.
    fs::write(projects.join("package.json"), "{ \"type\": \"module\" }")?;
    let mut install = npm(&projects);
    install.args(["install", "--silent", "--no-save", "--save-exact"]);
    run(install.args(TOOLS).arg(&packed))?;

    let expected = native_hash()?;
    let node = project(&projects, "node", None)?;
    let found = output(Command::new("node").arg("index.js").current_dir(&node))?;
    println!("node {found}");
    if found != expected {
        bail!("Node finds another outcome than {expected}");
    }
    let vite = project(&projects, "vite", Some(""))?;
    run(npm(&vite).args(["exec", "vite", "build"]))?;
    let webpack = project(&projects, "webpack", Some("dist"))?;
    let entry = ["--mode", "production", "--entry", "./index.js"];
    run(npm(&webpack).args(["exec", "--", "webpack"]).args(entry))?;
    let page = project(&projects, "static", Some(""))?;
    mirror(&folder.join("stepsieve"), &page.join("stepsieve"))?;

    let stage = Stage::set(Browser::Chromium, true)?;
    let mut pages = stage.cargo("run");
    pages.args(["--quiet", "--bin", "packaged", "--", &expected]);
    run(pages.args([vite.join("dist"), webpack.join("dist"), page]))
}

fn npm(folder: &Path) -> Command {
    let mut npm = Command::new("npm");
    npm.current_dir(folder);
    npm
}

/// A project with the module that all share, and with its page in one of its folders if it has one.
fn project(projects: &Path, name: &str, page: Option<&str>) -> Result<PathBuf> {
    let (project, sources) = (projects.join(name), root().join("tests/package"));
    fs::create_dir_all(&project)?;
    fs::copy(sources.join("main.js"), project.join("index.js"))?;
    if let Some(folder) = page {
        let place = project.join(folder);
        fs::create_dir_all(&place)?;
        fs::copy(
            sources.join(format!("{name}.html")),
            place.join("index.html"),
        )?;
    }
    Ok(project)
}

/// The hash of the experiment on this machine, without JavaScript.
fn native_hash() -> Result<String> {
    let mut native = cargo();
    native.args([
        "run",
        "--quiet",
        "--profile",
        "tools",
        "--package",
        "stepsieve",
    ]);
    let outcome = output(native.args(["--", "run", EXPERIMENT]))?;
    let (_, rest) = outcome.split_once("\"hash\": \"").context("no hash")?;
    Ok(rest.split('"').next().unwrap_or_default().to_owned())
}
