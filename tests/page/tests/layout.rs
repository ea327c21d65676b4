//! Nothing sticks out of the page, on any screen, in either theme.

use std::time::Duration;

use stepsieve_page::{Page, Result, json, on_page};

const LONG: Duration = Duration::from_secs(60);
const WIDTHS: [u32; 4] = [320, 390, 768, 1280];

/// What reaches beyond the page's sides, other than inside of something that scrolls by itself.
const STICKING_OUT: &str = "(() => {
    const width = document.documentElement.clientWidth;
    const scrolls = (node) => node && (node.scrollWidth > node.clientWidth
        && ['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(node).overflowX)
        || scrolls(node.parentElement === document.body ? null : node.parentElement));
    return [...document.body.querySelectorAll('*')]
        .filter((node) => node.checkVisibility() && !node.closest('.unseen, .skip, svg, math'))
        .filter((node) => { const box = node.getBoundingClientRect();
            return box.width > 0 && (box.left < -0.5 || box.right > width + 0.5); })
        .filter((node) => !scrolls(node.parentElement))
        .map((node) => `${node.tagName}#${node.id}.${node.className}`);
})()";

#[tokio::test]
async fn no_screen_scrolls_sideways_after_a_run() -> Result<()> {
    on_page("preset=test1&step=0.5&steps=1e6&run", async |page| {
        page.wait_for_state("finished", LONG).await?;
        open_everything(page).await?;
        fits(page).await
    })
    .await
}

#[tokio::test]
async fn no_screen_scrolls_sideways_with_long_complaints() -> Result<()> {
    let long = "x".repeat(200);
    let formula = "q^2/2+".repeat(40);
    let link = format!("{long}=1&formula={formula}q&reference={long}&step={long}");
    on_page(link.as_str(), async |page| {
        open_everything(page).await?;
        page.enter("#set-step", &long).await?;
        page.type_into("#formula", &format!("q^2/2+{long}+cos(q"))
            .await?;
        assert_ne!(page.text("#formula-problem").await?, "");
        fits(page).await
    })
    .await
}

/// Opens every folded part of the page.
async fn open_everything(page: &Page) -> Result<()> {
    page.wait_until("document.getElementById('advanced')", LONG)
        .await?;
    page.eval(
        "document.querySelectorAll('details').forEach((details) => { details.open = true; })",
    )
    .await?;
    Ok(())
}

async fn fits(page: &Page) -> Result<()> {
    for width in WIDTHS {
        for dark in [false, true] {
            page.set_dark(dark).await?;
            page.set_viewport(width, 800, 1.0).await?;
            page.wait_until(&format!("innerWidth === {width}"), LONG)
                .await?;
            let outside = page.eval(STICKING_OUT).await?;
            assert_eq!(outside, json!([]), "at {width} pixels, dark: {dark}");
            let scroll = "document.documentElement.scrollWidth \
                - document.documentElement.clientWidth";
            assert_eq!(
                page.eval(scroll).await?,
                json!(0),
                "at {width} pixels, dark: {dark}"
            );
        }
    }
    Ok(())
}
