//! Serves the built page and provides a browser, for the page's tests and screenshots.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::browser::{Browser, Installed};
use crate::build::{build, default_out};
use crate::process::cargo;
use crate::server::Server;

/// Not the root, so that absolute addresses fail.
const PREFIX: &str = "/some/sub/path/";

/// The server and the browser's display run until this is dropped.
pub struct Stage {
    browser: Browser,
    installed: Installed,
    server: Server,
}

/// A cargo subcommand on the `stepsieve-page` crate.
pub fn page_cargo(subcommand: &str) -> Command {
    let mut command = cargo();
    command.args([subcommand, "--profile", "tools"]);
    command.args(["--package", "stepsieve-page"]);
    command
}

impl Stage {
    /// Builds the page unless it `is_built`, and serves it.
    pub fn set(browser: Browser, is_built: bool) -> Result<Stage> {
        if !is_built {
            build(&default_out())?;
        }
        Stage::around(browser, &default_out())
    }

    /// Serves the page in a folder.
    pub fn around(browser: Browser, folder: &Path) -> Result<Stage> {
        Ok(Stage {
            browser,
            installed: browser.find_or_install()?,
            server: Server::start(folder, PREFIX, 0)?,
        })
    }

    /// A cargo subcommand on the `stepsieve-page` crate; environment variables give it the paths of
    /// the page, the browser and its driver.
    pub fn cargo(&self, subcommand: &str) -> Command {
        let mut command = page_cargo(subcommand);
        command
            .env("RUST_LIB_BACKTRACE", "0")
            .env("STEPSIEVE_PAGE", self.server.url())
            .env("STEPSIEVE_BROWSER", self.browser.name())
            .env("STEPSIEVE_PROGRAM", &self.installed.program)
            .env("STEPSIEVE_WEBDRIVER", &self.installed.driver);
        if let Some(display) = &self.installed.display {
            command.env("DISPLAY", &display.name);
        }
        // For a test that stops its own server.
        if let Ok(xtask) = std::env::current_exe() {
            command.env("STEPSIEVE_XTASK", xtask);
        }
        command
    }
}
