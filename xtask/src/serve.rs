//! `cargo xtask serve`: the page on this machine.

use anyhow::Result;
use lexopt::{Arg, Parser, ValueExt};

use crate::build::{build, default_out};
use crate::server::Server;

pub const USAGE: &str = "[--port N] [--no-build]";

pub fn command(mut parser: Parser) -> Result<()> {
    let (mut port, mut is_built) = (8000, false);
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("port") => port = parser.value()?.parse()?,
            Arg::Long("no-build") => is_built = true,
            other => return Err(other.unexpected().into()),
        }
    }
    if !is_built {
        build(&default_out())?;
    }
    let server = Server::start(&default_out(), "/", port)?;
    println!("{}", server.url());
    server.wait();
    Ok(())
}
