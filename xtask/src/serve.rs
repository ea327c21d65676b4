//! `cargo xtask serve`: serves the page on this machine.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use crate::build::{build, default_out};
use crate::server::Server;

#[derive(Args)]
pub struct Options {
    /// Try ports from this one up
    #[arg(long, default_value_t = 8000)]
    port: u16,
    /// Serve the last build
    #[arg(long)]
    no_build: bool,
    /// Serve another folder, without a build
    #[arg(long, conflicts_with = "no_build")]
    folder: Option<PathBuf>,
}

pub fn command(options: Options) -> Result<()> {
    if !options.no_build && options.folder.is_none() {
        build(&default_out())?;
    }
    let folder = options.folder.unwrap_or_else(default_out);
    let server = Server::start(&folder, "/", options.port)?;
    println!("{}", server.url());
    server.wait();
    Ok(())
}
