//! A browser's driver: one per page, as those of Firefox and WebKit open one browser only.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
#[cfg(unix)]
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// Time to start listening, on a busy machine.
const START: Duration = Duration::from_secs(20);

/// A running driver; drop ends it and its browser, and so does the end of this program.
pub struct Driver {
    child: Child,
    port: u16,
    #[cfg(unix)]
    guard: Child,
}

impl Driver {
    /// Runs a driver on a free port, and waits until it listens.
    pub async fn start(mut command: Command) -> Result<Driver> {
        let port = free_port()?;
        // A process group with its browser, to be ended together: if the driver hangs or a
        // measurement fails, the browser would outlive it and keep a core busy.
        #[cfg(unix)]
        command.process_group(0);
        let child = command
            .arg(format!("--port={port}"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("{command:?} cannot be run"))?;
        // From here on, drop ends the driver whatever happens.
        let mut driver = Driver {
            #[cfg(unix)]
            guard: guard(child.id())?,
            child,
            port,
        };
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

/// Ends a process group once this program has ended, which drops no driver that is still in use.
#[cfg(unix)]
fn guard(group: u32) -> Result<Child> {
    // The end of its input is that of this program; a group of its own keeps signals from it.
    let mut command = Command::new("sh");
    command
        .args([
            "-c",
            "read -r _; kill -s KILL -- \"-$0\"",
            &group.to_string(),
        ])
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.spawn().context("the driver cannot be guarded")
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Its input ends with it, and the number of the group may soon be another's.
        #[cfg(unix)]
        {
            let _ = self.guard.kill();
            let _ = self.guard.wait();
        }
        // The group first, while its leader exists.
        let _ = Command::new("kill")
            .args(["-KILL", "--", &format!("-{}", self.child.id())])
            .stderr(Stdio::null())
            .status();
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An unused port, another one at every call: below those that the system gives to connections, which
/// could take it before the driver does.
fn free_port() -> Result<u16> {
    static NEXT: AtomicU16 = AtomicU16::new(20_000);
    // Other programs of the same tests begin elsewhere.
    let own = (std::process::id() % 1000) as u16 * 10;
    for _ in 0..1000 {
        let port = own + NEXT.fetch_add(1, Ordering::Relaxed);
        if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return Ok(port);
        }
    }
    bail!("no port is free for a driver");
}
