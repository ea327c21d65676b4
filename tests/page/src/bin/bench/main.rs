//! Measures the engine and the page in one browser session, for `cargo xtask bench`.
//!
//! Machines are shared and noisy, so the kernels take turns, and every figure is the best and the
//! median of many. The best shows the capability of the code, the ratio of medians typical use.

mod embeds;
mod figure;
mod kernels;
mod latency;
mod lessons;
mod memory;
mod opening;
mod speed;

use anyhow::Context;
use figure::Peer;
use std::env;
use stepsieve_page::{Page, Result, json};

/// The experiment of every figure: test 1 with its longer ripple resolved.
fn link(steps: &str) -> String {
    format!("preset=test1&step=0.065&steps={steps}")
}

/// A browser without a cache that runs a script at the start of every page, and the site's address.
async fn uncached(script: &str) -> Result<(Page, String)> {
    let page = Page::open("").await?;
    let address = env::var("STEPSIEVE_PAGE").context("STEPSIEVE_PAGE is not set")?;
    page.devtools("Network.enable", json!({})).await?;
    page.devtools("Network.setCacheDisabled", json!({ "cacheDisabled": true }))
        .await?;
    let script = json!({ "source": script });
    page.devtools("Page.addScriptToEvaluateOnNewDocument", script)
        .await?;
    Ok((page, address))
}

/// The browser, and the machine as it reports it.
async fn machine(page: &Page) -> Result<String> {
    let about = "[navigator.userAgent.match(/Chrome.[0-9]+/)?.[0], navigator.hardwareConcurrency]";
    let about = page.eval(about).await?;
    let browser = about[0].as_str().unwrap_or("a browser");
    Ok(format!("{browser}, {} cores", about[1]))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let peers = Peer::from_arguments()?;
    let page = Page::open(link("4e8").as_str()).await?;
    println!("\n{}", machine(&page).await?);
    kernels::measure(&page, &peers).await?;
    speed::measure(&page).await?;
    page.close().await?;
    latency::measure().await?;
    opening::measure().await?;
    embeds::measure().await?;
    lessons::measure().await?;
    memory::measure().await
}
