//! The built page, served, with a browser's driver beside it: what the page's tests and
//! the screenshots need.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::browser::{Browser, Driver};
use crate::build::{build, default_out};
use crate::process::cargo;
use crate::server::Server;

/// Not the root, so that an address that is not relative leads nowhere.
const PREFIX: &str = "/some/sub/path/";

/// Server and driver run until this is dropped.
pub struct Stage {
    browser: Browser,
    driver: Driver,
    server: Server,
}

impl Stage {
    /// Builds the page unless it `is_built`, serves it and starts the driver.
    pub fn set(is_built: bool) -> Result<Stage> {
        if !is_built {
            build(&default_out())?;
        }
        Stage::around(&default_out())
    }

    /// Serves the page that is in a folder and starts the driver.
    pub fn around(folder: &Path) -> Result<Stage> {
        let browser = Browser::find_or_install()?;
        let server = Server::start(folder, PREFIX, 0)?;
        let driver = browser.start_driver()?;
        Ok(Stage {
            browser,
            driver,
            server,
        })
    }

    /// Cargo with a subcommand on the `stepsieve-page` crate, which learns from its
    /// environment where the page and the driver are.
    pub fn cargo(&self, subcommand: &str) -> Command {
        let mut command = cargo();
        command
            .args([
                subcommand,
                "--profile",
                "tools",
                "--package",
                "stepsieve-page",
            ])
            .env("RUST_LIB_BACKTRACE", "0")
            .env("STEPSIEVE_PAGE", self.server.url())
            .env("STEPSIEVE_WEBDRIVER", self.driver.url())
            .env("STEPSIEVE_WEBDRIVER_ID", self.driver.id().to_string())
            .env("STEPSIEVE_BROWSER", &self.browser.program);
        // For a test that stops a server of its own.
        if let Ok(xtask) = std::env::current_exe() {
            command.env("STEPSIEVE_XTASK", xtask);
        }
        command
    }
}
