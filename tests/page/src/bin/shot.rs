//! Takes a screenshot of the page, for `cargo xtask shot`.

use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;
use stepsieve_page::{Options, Page, Result};

/// The page to look at, and how.
#[derive(Parser)]
struct Shot {
    fragment: String,
    out: PathBuf,
    #[arg(long, default_value_t = 1280)]
    width: u32,
    #[arg(long, default_value_t = 800)]
    height: u32,
    #[arg(long, default_value_t = 1.0)]
    scale: f64,
    #[arg(long)]
    dark: bool,
    #[arg(long)]
    full: bool,
    #[arg(long)]
    wait: Option<String>,
    #[arg(long, default_value_t = 60.0)]
    timeout: f64,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let shot = Shot::parse();
    let page = Page::open(Options {
        fragment: shot.fragment.clone(),
        width: shot.width,
        height: shot.height,
        scale: shot.scale,
        dark: shot.dark,
    });
    let page = page.await?;
    let taken = take(&page, &shot).await;
    for error in page.console_errors().await? {
        eprintln!("console: {error}");
    }
    page.close().await?;
    taken
}

/// Takes the picture even if the page does not reach the wanted state.
async fn take(page: &Page, shot: &Shot) -> Result<()> {
    let waited = match &shot.wait {
        Some(state) => {
            let timeout = Duration::from_secs_f64(shot.timeout);
            page.wait_for_state(state, timeout).await
        }
        None => {
            tokio::time::sleep(Duration::from_millis(500)).await;
            Ok(())
        }
    };
    match shot.full {
        true => page.full_screenshot(&shot.out).await?,
        false => page.screenshot(&shot.out).await?,
    }
    waited
}
