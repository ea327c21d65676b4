//! A browser's driver: each page has its own, as Firefox's and WebKit's open one browser only.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
#[cfg(unix)]
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// How long it may take to listen, on a machine that does much else.
const START: Duration = Duration::from_secs(20);

/// A running driver; it ends when dropped, and its browser with it.
pub struct Driver {
    child: Child,
    port: u16,
}

impl Driver {
    /// Runs a driver on a free port, and waits until it listens.
    pub async fn start(mut command: Command) -> Result<Driver> {
        let port = free_port()?;
        // With its browser a group of its own, which can be ended as one: where a page has made the
        // driver silent, or a measurement has failed, the browser would outlive it, and keep a core busy.
        #[cfg(unix)]
        command.process_group(0);
        let child = command
            .arg(format!("--port={port}"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("{command:?} cannot be run"))?;
        // From here on the driver is ended by being dropped, whatever happens.
        let mut driver = Driver { child, port };
        let start = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if driver.child.try_wait()?.is_some() || start.elapsed() > START {
                bail!("{command:?} does not start");
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(driver)
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // The group first, while its leader lasts.
        let _ = Command::new("kill")
            .args(["-KILL", "--", &format!("-{}", self.child.id())])
            .stderr(Stdio::null())
            .status();
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A port that nobody listens on.
fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?.port())
}
