//! Browsers that tests use one after the other, as opening one takes longer than many a test.

use std::future::{Future, pending};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::thread;

use anyhow::{Context, Result};
use tokio::runtime::{Builder, Handle};

use crate::browser::Browser;

/// Browsers that no test uses.
static FREE: Mutex<Vec<Browser>> = Mutex::new(Vec::new());

/// A runtime that outlives those of the tests, for what keeps a browser's session open.
static RUNTIME: LazyLock<std::result::Result<Handle, String>> = LazyLock::new(|| {
    let runtime = Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    let handle = runtime.handle().clone();
    thread::spawn(move || runtime.block_on(pending::<()>()));
    Ok(handle)
});

/// A browser that a test has given back.
pub fn take() -> Option<Browser> {
    FREE.lock().unwrap_or_else(PoisonError::into_inner).pop()
}

pub fn give(browser: Browser) {
    FREE.lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(browser);
}

/// Awaits a future, and lets the tasks that it has spawned outlive the test.
pub async fn outliving<T: Send + 'static>(
    future: impl Future<Output = T> + Send + 'static,
) -> Result<T> {
    let runtime = RUNTIME
        .as_ref()
        .map_err(|error| anyhow::anyhow!("{error}"))?;
    runtime
        .spawn(future)
        .await
        .context("the session was not opened")
}
