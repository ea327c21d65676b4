//! The page opens: nothing is missing, and nothing is said on the console.

use stepsieve_page::{Options, Result, json, on_page};

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
        assert_eq!(
            page.eval("[innerWidth, devicePixelRatio]").await?,
            json!([360, 3])
        );
        assert_eq!(
            page.eval("matchMedia('(prefers-color-scheme: dark)').matches")
                .await?,
            json!(true)
        );
        // The scroll bar of a long page takes its part of the 360.
        assert_eq!(
            page.eval("document.documentElement.scrollWidth").await?,
            page.eval("document.documentElement.clientWidth").await?
        );
        Ok(())
    })
    .await
}
