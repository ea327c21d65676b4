//! A display that nobody sees.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

/// Room for the whole of a long page, and for a narrow one with three pixels for one.
const SCREEN: &str = "2600x8000x24";

/// A running Xvfb; it ends when dropped.
pub struct Display {
    child: Child,
    /// Such as `:0`.
    pub name: String,
}

impl Display {
    /// Starts the program on a free display.
    pub fn start(program: &Path) -> Result<Display> {
        let mut child = Command::new(program)
            // The display's number is written to standard output once it is there.
            .args([
                "-displayfd",
                "1",
                "-nolisten",
                "tcp",
                "-screen",
                "0",
                SCREEN,
            ])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot run {}", program.display()))?;
        let stdout = child.stdout.take();
        // From here on it is ended by being dropped, whatever happens.
        let mut display = Display {
            child,
            name: String::new(),
        };
        let first = stdout.and_then(|stdout| BufReader::new(stdout).lines().next());
        let number = first.context("Xvfb does not start")??;
        display.name = format!(":{}", number.trim());
        Ok(display)
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
