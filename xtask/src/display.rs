//! A virtual X display (Xvfb).

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

/// Room for the whole of a long page, and for a narrow one at scale 3.
const SCREEN: &str = "2600x8000x24";

/// A running Xvfb; it ends when dropped.
pub struct Display {
    child: Child,
    /// For example `:0`.
    pub name: String,
}

impl Display {
    /// Starts Xvfb on a free display.
    pub fn start(program: &Path) -> Result<Display> {
        let mut child = Command::new(program)
            // Xvfb writes the display's number to standard output once it is ready.
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
        // From here on, drop ends it whatever happens.
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
