//! The page, driven in a real browser.
//!
//! A test is one call of [`on_page`]: it opens the page in a fresh headless Chromium, runs
//! the test, insists that the console holds no errors, and closes the browser; when the
//! test fails it says in what state the page was and leaves a screenshot under
//! `target/page-screenshots`.
//!
//! `cargo xtask test --only page` builds and serves the page, starts the browser's driver,
//! and says where they are in the environment.

mod bits;
mod browser;
mod meter;
mod on_page;
mod options;
mod page;

pub use anyhow::{Result, bail, ensure};
pub use bits::first_difference;
pub use meter::{Meter, Transfer};
pub use on_page::{on_page, screenshots};
pub use options::Options;
pub use page::Page;
pub use serde_json::{Value, json};
