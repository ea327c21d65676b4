//! The page opens without missing files and without messages on the console.

use std::time::Duration;

use stepsieve_page::{Options, Result, json, on_page};

const SHORT: Duration = Duration::from_secs(10);

#[tokio::test]
async fn the_page_opens_without_an_error() -> Result<()> {
    on_page("", async |page| {
        assert_eq!(
            page.eval("document.querySelectorAll('main').length")
                .await?,
            json!(1)
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_page_fits_a_narrow_dark_screen() -> Result<()> {
    let options = Options {
        width: 360,
        height: 640,
        scale: 3.0,
        dark: true,
        ..Options::default()
    };
    on_page(options, async |page| {
        page.wait_until("innerWidth === 360 && devicePixelRatio === 3", SHORT)
            .await?;
        assert_eq!(
            page.eval("matchMedia('(prefers-color-scheme: dark)').matches")
                .await?,
            json!(true)
        );
        // The scroll bar of a long page takes part of the 360 pixels.
        assert_eq!(
            page.eval("document.documentElement.scrollWidth").await?,
            page.eval("document.documentElement.clientWidth").await?
        );
        Ok(())
    })
    .await
}

/// The content does not shift while the page opens, runs and shows its outcome.
#[tokio::test]
async fn nothing_is_shifted_while_the_page_opens_and_runs() -> Result<()> {
    for address in [
        "preset=test1&step=0.5&steps=1e6&run",
        "embed.html#show=potential,momenta&controls=step&preset=test1&step=0.5&steps=1e6&autorun",
    ] {
        on_page(address, async |page| {
            page.wait_for_state("finished", Duration::from_secs(60))
                .await?;
            assert_eq!(page.shifts().await?, json!([]), "{address}");
            Ok(())
        })
        .await?;
    }
    Ok(())
}
