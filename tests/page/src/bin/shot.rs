//! A screenshot of the page, for those who work on it: see `cargo xtask shot`.

use std::path::PathBuf;
use std::time::Duration;

use lexopt::{Arg, Parser, ValueExt};
use stepsieve_page::{Options, Page, Result, bail};

/// What to look at, and how.
#[derive(Default)]
struct Shot {
    options: Options,
    out: Option<PathBuf>,
    full: bool,
    wait: Option<String>,
    timeout: Option<f64>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let shot = arguments()?;
    let Some(out) = &shot.out else {
        bail!("say which file to write");
    };
    let page = Page::open(shot.options.clone()).await?;
    let taken = take(&page, &shot, out).await;
    for error in page.console_errors().await? {
        eprintln!("console: {error}");
    }
    page.close().await?;
    taken
}

/// Takes the picture even if the page does not come to the wanted state.
async fn take(page: &Page, shot: &Shot, out: &std::path::Path) -> Result<()> {
    let waited = match &shot.wait {
        Some(state) => {
            let timeout = Duration::from_secs_f64(shot.timeout.unwrap_or(60.0));
            page.wait_for_state(state, timeout).await
        }
        None => {
            tokio::time::sleep(Duration::from_millis(500)).await;
            Ok(())
        }
    };
    match shot.full {
        true => page.full_screenshot(out).await?,
        false => page.screenshot(out).await?,
    }
    waited
}

fn arguments() -> Result<Shot> {
    let mut shot = Shot::default();
    let mut fragment = None;
    let mut parser = Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("width") => shot.options.width = parser.value()?.parse()?,
            Arg::Long("height") => shot.options.height = parser.value()?.parse()?,
            Arg::Long("scale") => shot.options.scale = parser.value()?.parse()?,
            Arg::Long("dark") => shot.options.dark = true,
            Arg::Long("full") => shot.full = true,
            Arg::Long("wait") => shot.wait = Some(parser.value()?.parse()?),
            Arg::Long("timeout") => shot.timeout = Some(parser.value()?.parse()?),
            Arg::Value(value) if fragment.is_none() => fragment = Some(value.parse()?),
            Arg::Value(value) if shot.out.is_none() => shot.out = Some(value.into()),
            other => return Err(other.unexpected().into()),
        }
    }
    shot.options.fragment = fragment.unwrap_or_default();
    Ok(shot)
}
