//! Finds the browsers for the page's tests and their drivers, or installs them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::ValueEnum;

use crate::apt;
use crate::display::Display;
use crate::geckodriver;
use crate::process::find_program;

#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub enum Browser {
    Chromium,
    Firefox,
    #[value(name = "webkit")]
    WebKit,
}

/// An installed browser and its driver.
pub struct Installed {
    pub program: PathBuf,
    pub driver: PathBuf,
    /// WebKitGTK needs one.
    pub display: Option<Display>,
}

impl Browser {
    pub fn name(self) -> &'static str {
        match self {
            Browser::Chromium => "chromium",
            Browser::Firefox => "firefox",
            Browser::WebKit => "webkit",
        }
    }

    pub fn find_or_install(self) -> Result<Installed> {
        match self {
            Browser::Chromium => {
                let find = || Some((chromium()?, find_program("chromedriver")?));
                let install = |package| {
                    let packages = [package, "chromium-driver"];
                    find_or_apt("Chromium and chromedriver", find, &packages)
                };
                // Older systems lack the package without windows.
                let (program, driver) =
                    install("chromium-headless-shell").or_else(|_| install("chromium"))?;
                Ok(Installed {
                    program,
                    driver,
                    display: None,
                })
            }
            Browser::Firefox => Ok(Installed {
                program: find_or_apt("Firefox", firefox, &["firefox-esr"])?,
                driver: geckodriver::find_or_install()?,
                display: None,
            }),
            Browser::WebKit => {
                let (program, driver) = find_or_apt(
                    "WebKitGTK's MiniBrowser and WebKitWebDriver",
                    || Some((mini_browser()?, find_program("WebKitWebDriver")?)),
                    &["webkit2gtk-driver"],
                )?;
                let server = find_or_apt("Xvfb", || find_program("Xvfb"), &["xvfb"])?;
                Ok(Installed {
                    program,
                    driver,
                    display: Some(Display::start(&server)?),
                })
            }
        }
    }
}

/// Returns the result of `find`, after installing Debian packages if it is empty at first.
fn find_or_apt<T>(what: &str, find: impl Fn() -> Option<T>, packages: &[&str]) -> Result<T> {
    if let Some(found) = find() {
        return Ok(found);
    }
    apt::install(packages).with_context(|| format!("install {what}"))?;
    match find() {
        Some(found) => Ok(found),
        None => bail!("{what} was installed but cannot be found"),
    }
}

/// The one without windows first: the same tests take it half as much processor time.
fn chromium() -> Option<PathBuf> {
    let names = [
        "chromium-headless-shell",
        "chrome-headless-shell",
        "chromium",
        "chromium-browser",
        "google-chrome",
        "chrome",
    ];
    names.into_iter().find_map(find_program)
}

fn firefox() -> Option<PathBuf> {
    ["firefox-esr", "firefox"]
        .into_iter()
        .find_map(find_program)
}

/// Not on the PATH, but next to the library: `/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/`.
fn mini_browser() -> Option<PathBuf> {
    let folders = fs::read_dir("/usr/lib").ok()?.flatten();
    let folders = [PathBuf::from("/usr/libexec"), PathBuf::from("/usr/lib")]
        .into_iter()
        .chain(folders.map(|entry| entry.path()));
    let within = |folder: &Path| folder.join("webkit2gtk-4.1/MiniBrowser");
    folders
        .map(|folder| within(&folder))
        .find(|program| program.is_file())
}
