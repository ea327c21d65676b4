//! Runs a test on the page, from opening the browser to leaving it.

use std::any::Any;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use futures_util::FutureExt;
use tokio::time::timeout;

use crate::options::Options;
use crate::page::Page;

/// Timeout of a whole test. Its own timeouts are shorter, but a driver that does not answer would
/// block it forever.
const LONGEST: Duration = Duration::from_secs(300);

/// Timeout for the report on a page's state.
const REPORTING: Duration = Duration::from_secs(20);

/// The folder for screenshots: `target/page-screenshots`.
pub fn screenshots() -> PathBuf {
    target().join("page-screenshots")
}

/// The folder for the browsers' incidental files.
pub fn scratch() -> PathBuf {
    target().join("page-scratch")
}

fn target() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target")
}

/// Runs a test on the page opened with `options`. Fails if the test fails or the console has an
/// error at its end.
///
/// ```no_run
/// # use std::time::Duration;
/// # use stepsieve_page::{Result, on_page};
/// # async fn example() -> Result<()> {
/// on_page("test1&run", async |page| {
///     page.wait_for_state("finished", Duration::from_secs(60)).await?;
///     assert!(page.outcome().await?["steps"].is_number());
///     Ok(())
/// })
/// .await
/// # }
/// ```
pub async fn on_page<T>(options: impl Into<Options>, test: T) -> Result<()>
where
    T: AsyncFnOnce(&Page) -> Result<()>,
{
    on_page_within(LONGEST, options, test).await
}

/// The same with another timeout.
pub async fn on_page_within<T>(
    longest: Duration,
    options: impl Into<Options>,
    test: T,
) -> Result<()>
where
    T: AsyncFnOnce(&Page) -> Result<()>,
{
    let tested = timeout(longest, attempt(options.into(), test)).await;
    tested.context("the browser does not answer")?
}

async fn attempt<T>(options: Options, test: T) -> Result<()>
where
    T: AsyncFnOnce(&Page) -> Result<()>,
{
    let page = Page::open_or_reuse(&options).await?;
    let outcome = AssertUnwindSafe(run(&page, test)).catch_unwind().await;
    let failure = match outcome {
        Ok(Ok(())) => return page.finish().await,
        Ok(Err(error)) => Failure::Error(error),
        Err(panic) => Failure::Panic(panic),
    };
    // A page that hangs cannot report.
    let report = timeout(REPORTING, report(&page)).await;
    let report = report.unwrap_or_else(|_| String::from("the page does not answer"));
    // The failure matters more than a browser that does not close.
    let _ = page.close().await;
    match failure {
        Failure::Error(error) => Err(error.context(report)),
        Failure::Panic(panic) => {
            eprintln!("{report}");
            resume_unwind(panic)
        }
    }
}

enum Failure {
    Error(anyhow::Error),
    Panic(Box<dyn Any + Send>),
}

async fn run<T>(page: &Page, test: T) -> Result<()>
where
    T: AsyncFnOnce(&Page) -> Result<()>,
{
    test(page).await?;
    match page.console_errors().await?.is_empty() {
        true => Ok(()),
        false => Err(anyhow!("the console holds errors")),
    }
}

/// The report on a failed test: the page's state, console errors and a screenshot.
async fn report(page: &Page) -> String {
    // A test's thread has the test's name.
    let test = thread::current()
        .name()
        .unwrap_or("page")
        .replace("::", "-");
    let picture = screenshots().join(format!("{test}.png"));
    let shown = match page.screenshot(&picture).await {
        Ok(()) => format!("screenshot in target/page-screenshots/{test}.png"),
        Err(error) => format!("no screenshot: {error:#}"),
    };
    let state = page.state().await;
    let state = state.unwrap_or_else(|error| format!("unknown: {error:#}"));
    let errors = page.console_errors().await;
    let errors = match errors.unwrap_or_default().as_slice() {
        [] => String::from("none"),
        errors => errors.join("\n  "),
    };
    format!("the page's state: {state}\nerrors on the console: {errors}\n{shown}")
}
