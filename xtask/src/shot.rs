//! `cargo xtask shot`: takes a screenshot of the built page.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use crate::browser::Browser;
use crate::process::run;
use crate::stage::Stage;

#[derive(Args)]
pub struct Options {
    /// Open the page at this text after the address's # (may be ""), or another page with its own
    fragment: String,
    /// Write the picture to this file
    #[arg(value_name = "OUT.png")]
    out: PathBuf,
    /// Use the last build
    #[arg(long)]
    no_build: bool,
    #[arg(long, default_value = "chromium")]
    browser: Browser,
    /// Set the width of the window
    #[arg(long, value_name = "PIXELS")]
    width: Option<String>,
    /// Set the height of the window
    #[arg(long, value_name = "PIXELS")]
    height: Option<String>,
    /// Set the screen pixels per CSS pixel
    #[arg(long)]
    scale: Option<String>,
    /// Use the dark theme
    #[arg(long)]
    dark: bool,
    /// Capture the whole page, not only the window
    #[arg(long)]
    full: bool,
    /// Wait for this state of the run, such as `finished`
    #[arg(long, value_name = "STATE")]
    wait: Option<String>,
    /// Wait for it at most so long
    #[arg(long, value_name = "SECONDS")]
    timeout: Option<String>,
}

pub fn command(options: &Options) -> Result<()> {
    let stage = Stage::set(options.browser, options.no_build)?;
    let mut shot = stage.cargo("run");
    shot.args(["--bin", "shot", "--", &options.fragment]);
    // The program runs in another folder, so the path must be absolute.
    shot.arg(std::path::absolute(&options.out)?);
    for (name, value) in [
        ("--width", &options.width),
        ("--height", &options.height),
        ("--scale", &options.scale),
        ("--wait", &options.wait),
        ("--timeout", &options.timeout),
    ] {
        shot.args(value.iter().flat_map(|value| [name, value.as_str()]));
    }
    for (name, is_set) in [("--dark", options.dark), ("--full", options.full)] {
        shot.args(is_set.then_some(name));
    }
    run(&mut shot)
}
