//! A separate server, with another origin than the shared one, which a test can stop.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::browser::from_environment;

/// A server that runs until it is dropped.
pub struct Server {
    child: Child,
    address: String,
}

impl Server {
    /// Serves a folder, by default the built site.
    pub fn start(folder: Option<&Path>) -> Result<Server> {
        let mut command = Command::new(from_environment("STEPSIEVE_XTASK")?);
        command.args(["serve", "--port", "0"]);
        match folder {
            Some(folder) => command.arg("--folder").arg(folder),
            None => command.arg("--no-build"),
        };
        let mut child = command.stdout(Stdio::piped()).spawn()?;
        let stdout = child.stdout.take().context("the server has no output")?;
        let mut address = String::new();
        BufReader::new(stdout).read_line(&mut address)?;
        let mut server = Server { child, address };
        server.address = server.address.trim().to_owned();
        if !server.address.starts_with("http") {
            bail!("the server does not start: {}", server.address);
        }
        Ok(server)
    }

    /// Ends with `/`.
    pub fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
