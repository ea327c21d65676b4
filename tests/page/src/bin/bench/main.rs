//! Measures the engine and the page in one run of one browser: `cargo xtask bench` calls it.
//!
//! Machines are shared and noisy, so rivals take turns, and every figure is the best and the
//! median of many: the best says what the code can do, the ratios of medians what one will see.

mod embeds;
mod figure;
mod kernels;
mod latency;
mod lessons;
mod memory;
mod opening;
mod speed;

use figure::Peer;
use stepsieve_page::{Page, Result};

/// The experiment of every figure: test 1, its longer ripple kept.
fn link(steps: &str) -> String {
    format!("preset=test1&step=0.065&steps={steps}")
}

/// The browser and what it says of the machine.
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
