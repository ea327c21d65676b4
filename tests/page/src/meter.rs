//! The transfer of a visit: a meter between the browser and the server.
//!
//! It sees every byte that arrives, whether the page, one of its workers or the service worker has
//! asked for it; a page's own measurements see none but the page's.

use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

use crate::browser;

/// Longest part of a request that is looked at.
const HEAD: usize = 16_384;

/// One answer of the server.
#[derive(Clone, Debug, PartialEq)]
pub struct Transfer {
    pub path: String,
    /// Of its head and its body, as they were sent.
    pub bytes: usize,
    /// True if the service worker has asked, which keeps files for later visits.
    pub later: bool,
}

/// Passes on what goes between browsers and the server, and counts it.
pub struct Meter {
    address: String,
    transfers: Arc<Mutex<Vec<Transfer>>>,
}

impl Meter {
    /// A meter that works as long as the test's runtime.
    pub async fn install() -> Result<Meter> {
        let mut url = Url::parse(&browser::from_environment("STEPSIEVE_PAGE")?)?;
        let server = url.port().context("the page's address has no port")?;
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let port = listener.local_addr()?.port();
        url.set_port(Some(port)).ok().context("no port")?;
        let transfers = Arc::new(Mutex::new(Vec::new()));
        let seen = transfers.clone();
        tokio::spawn(async move {
            while let Ok((browser, _)) = listener.accept().await {
                let seen = seen.clone();
                tokio::spawn(async move {
                    // A connection that breaks has transferred nothing of interest.
                    if let Ok(transfer) = pass(browser, server).await {
                        let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
                        seen.push(transfer);
                    }
                });
            }
        });
        Ok(Meter {
            address: url.into(),
            transfers,
        })
    }

    /// Where the page is behind the meter.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// What has been transferred so far.
    pub fn transfers(&self) -> Vec<Transfer> {
        let transfers = self.transfers.lock();
        transfers.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Passes one request on, and its answer back: the server ends the connection after it.
async fn pass(mut browser: TcpStream, server: u16) -> Result<Transfer> {
    let mut server = TcpStream::connect(("127.0.0.1", server)).await?;
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") && request.len() < HEAD {
        let read = browser.read_buf(&mut request).await?;
        anyhow::ensure!(read > 0, "the browser has asked for nothing");
    }
    server.write_all(&request).await?;
    let mut answer = Vec::new();
    server.read_to_end(&mut answer).await?;
    browser.write_all(&answer).await?;
    let request = String::from_utf8_lossy(&request).to_lowercase();
    let path = request.split(' ').nth(1).unwrap_or_default();
    let referer = request.lines().find(|line| line.starts_with("referer:"));
    Ok(Transfer {
        path: path.to_owned(),
        bytes: answer.len(),
        later: path.ends_with("/sw.js") || referer.is_some_and(|line| line.ends_with("/sw.js")),
    })
}
