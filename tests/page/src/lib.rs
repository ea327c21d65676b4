//! Drives the page in a real browser.
//!
//! A test is one call of [`on_page`]: it opens the page in a fresh browser, or in one without
//! anything left of the test before, runs the test, checks that the console has no errors, and
//! closes the browser or leaves it to the next test. A failed test reports the state of the page and
//! saves a screenshot under `target/page-screenshots`.
//!
//! `cargo xtask test --only page` builds and serves the page, finds a browser and its driver, and
//! passes their paths in the environment. Tests do not depend on the browser: `chromium.rs`,
//! `firefox.rs` and `webkit.rs` supply what the WebDriver standard lacks.

mod bits;
mod browser;
mod chromium;
mod driver;
mod extension;
mod firefox;
mod keys;
mod meter;
mod on_page;
mod options;
mod page;
mod reuse;
mod server;
mod webkit;

pub use anyhow::{Result, bail, ensure};
pub use bits::first_difference;
pub use meter::{Meter, Transfer};
pub use on_page::{on_page, on_page_within, scratch, screenshots};
pub use options::Options;
pub use page::Page;
pub use serde_json::{Value, json};
pub use server::Server;
