//! `cargo xtask serve`: the page on this machine.

use std::path::PathBuf;

use anyhow::Result;
use lexopt::{Arg, Parser, ValueExt};

use crate::build::{build, default_out};
use crate::server::Server;

pub const USAGE: &str = "[--port N] [--no-build | --folder FOLDER]";

pub fn command(mut parser: Parser) -> Result<()> {
    let (mut port, mut is_built) = (8000, false);
    let mut folder: Option<PathBuf> = None;
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("port") => port = parser.value()?.parse()?,
            Arg::Long("no-build") => is_built = true,
            Arg::Long("folder") => folder = Some(std::path::absolute(parser.value()?)?),
            other => return Err(other.unexpected().into()),
        }
    }
    if !is_built && folder.is_none() {
        build(&default_out())?;
    }
    let server = Server::start(&folder.unwrap_or_else(default_out), "/", port)?;
    println!("{}", server.url());
    server.wait();
    Ok(())
}
