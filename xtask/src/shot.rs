//! `cargo xtask shot`: a screenshot of the built page.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use crate::browser::Browser;
use crate::process::run;
use crate::stage::Stage;

#[derive(Args)]
pub struct Options {
    /// The text after the address's #, or another page with its own; it may be ""
    fragment: String,
    /// The picture to write
    #[arg(value_name = "OUT.png")]
    out: PathBuf,
    /// Take what was built before
    #[arg(long)]
    no_build: bool,
    #[arg(long, default_value = "chromium")]
    browser: Browser,
    /// Width of the window
    #[arg(long, value_name = "PIXELS")]
    width: Option<String>,
    /// Height of the window
    #[arg(long, value_name = "PIXELS")]
    height: Option<String>,
    /// Screen pixels for one of the page
    #[arg(long)]
    scale: Option<String>,
    /// The dark theme
    #[arg(long)]
    dark: bool,
    /// The page to its end, not the window alone
    #[arg(long)]
    full: bool,
    /// Wait for this state of the run, such as `finished`
    #[arg(long, value_name = "STATE")]
    wait: Option<String>,
    /// How long to wait for it
    #[arg(long, value_name = "SECONDS")]
    timeout: Option<String>,
}

pub fn command(options: &Options) -> Result<()> {
    let stage = Stage::set(options.browser, options.no_build)?;
    let mut shot = stage.cargo("run");
    shot.args(["--bin", "shot", "--", &options.fragment]);
    // The program below would look for it elsewhere.
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
