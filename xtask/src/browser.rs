//! Finds Chromium and its WebDriver, installs them if need be, and runs the driver.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::process::find_program;

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];
const DRIVER: &str = "chromedriver";

/// How long the driver may take to close its browsers when it is told to end.
const FAREWELL: Duration = Duration::from_secs(5);

/// A browser and the driver that goes with it.
pub struct Browser {
    pub program: PathBuf,
    driver: PathBuf,
}

impl Browser {
    pub fn find_or_install() -> Result<Browser> {
        if let Some(browser) = Browser::find() {
            return Ok(browser);
        }
        crate::apt::install(&["chromium", "chromium-driver"])
            .context("install Chromium and chromedriver, of one version, on the PATH")?;
        Browser::find().context("Chromium and chromedriver were installed, but not on the PATH")
    }

    fn find() -> Option<Browser> {
        Some(Browser {
            program: BROWSERS.iter().find_map(|name| find_program(name))?,
            driver: find_program(DRIVER)?,
        })
    }

    /// Starts the driver on a free port.
    pub fn start_driver(&self) -> Result<Driver> {
        let mut child = Command::new(&self.driver)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot run {}", self.driver.display()))?;
        let stdout = child.stdout.take();
        // From here on the driver is ended by being dropped, whatever happens.
        let mut driver = Driver { child, port: None };
        driver.port = stdout.and_then(announced_port);
        driver.port.context("chromedriver does not start")?;
        Ok(driver)
    }
}

/// Reads the driver's output up to the port it tells, and lets the rest of it flow.
fn announced_port(stdout: ChildStdout) -> Option<u16> {
    let mut lines = BufReader::new(stdout).lines().map_while(Result::ok);
    let port = lines.find_map(|line| {
        let (_, port) = line.split_once("started successfully on port ")?;
        port.trim_end_matches('.').parse().ok()
    });
    thread::spawn(move || lines.for_each(drop));
    port
}

/// A running driver; dropping it ends it and the browsers it has opened.
pub struct Driver {
    child: Child,
    port: Option<u16>,
}

impl Driver {
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port.unwrap_or_default())
    }

    /// The number of its process, from which its browsers descend.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Asks the driver to close its browsers and end.
    fn ask_to_end(&mut self) -> std::io::Result<()> {
        let Some(port) = self.port else {
            return Ok(());
        };
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        stream.set_read_timeout(Some(FAREWELL))?;
        stream
            .write_all(b"GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")?;
        // The answer comes when the browsers are closed; what it says is of no interest.
        let _ = stream.read(&mut [0; 256]);
        let start = Instant::now();
        while self.child.try_wait()?.is_none() && start.elapsed() < FAREWELL {
            thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // If asking fails, ending it does not.
        let _ = self.ask_to_end();
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
