//! Measures the transfer of a visit by a proxy between the browser and the server.
//!
//! It counts the requests of the page, its workers and the service worker; measurements in the page
//! would count only those of the page.

use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

use crate::browser;

/// The largest part of a request that is parsed, in bytes.
const HEAD: usize = 16_384;

/// One response of the server.
#[derive(Clone, Debug, PartialEq)]
pub struct Transfer {
    pub path: String,
    /// The size of head and body as sent.
    pub bytes: usize,
    /// True if the service worker requested it, for later visits.
    pub later: bool,
}

/// A counting proxy between browsers and the server.
pub struct Meter {
    address: String,
    transfers: Arc<Mutex<Vec<Transfer>>>,
}

impl Meter {
    /// Starts a meter that lasts as long as the test's runtime.
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
                    // Ignore broken connections.
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

    /// The address of the page through the meter.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The transfers so far.
    pub fn transfers(&self) -> Vec<Transfer> {
        let transfers = self.transfers.lock();
        transfers.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Forwards one request and its response, after which the server ends the connection.
async fn pass(mut browser: TcpStream, server: u16) -> Result<Transfer> {
    let mut server = TcpStream::connect(("127.0.0.1", server)).await?;
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") && request.len() < HEAD {
        let read = browser.read_buf(&mut request).await?;
        anyhow::ensure!(read > 0, "the browser sent no request");
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
