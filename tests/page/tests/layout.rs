//! Nothing sticks out of the page, on any screen, in either theme.

use std::time::Duration;

use stepsieve_page::{Page, Result, json, on_page};

const LONG: Duration = Duration::from_secs(60);
/// From the smallest phone (also 1280 pixels at a zoom of 400 %) to a large screen.
const WIDTHS: [u32; 6] = [320, 390, 640, 768, 1280, 1920];

/// Elements beyond the sides of the page, except inside elements that scroll.
const STICKING_OUT: &str = "(() => {
    const width = document.documentElement.clientWidth;
    const scrolls = (node) => node && (node.scrollWidth > node.clientWidth
        && ['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(node).overflowX)
        || scrolls(node.parentElement === document.body ? null : node.parentElement));
    return [...document.body.querySelectorAll('*')]
        .filter((node) => node.checkVisibility() && !node.closest('.unseen, .skip, .bubble, svg, math'))
        .filter((node) => { const box = node.getBoundingClientRect();
            return box.width > 0 && (box.left < -0.5 || box.right > width + 0.5); })
        .filter((node) => !scrolls(node.parentElement))
        .map((node) => `${node.tagName}#${node.id}.${node.className}`);
})()";

/// Elements that scroll sideways without permission.
const SCROLLING: &str = "[...document.body.querySelectorAll('*')]
    .filter((node) => node.checkVisibility() && !node.matches('.math, .scroll, .unseen, textarea, .backdrop'))
    .filter((node) => ['auto', 'scroll'].includes(getComputedStyle(node).overflowX))
    .filter((node) => node.scrollWidth > node.clientWidth)
    .map((node) => `${node.tagName}#${node.id}.${node.className}`)";

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
        page.enter("#formula", &format!("q^2/2+{long}+cos(q"))
            .await?;
        assert_ne!(page.text("#formula-problem").await?, "");
        page.click("#run").await?;
        assert_ne!(page.text("#hindrance").await?, "");
        fits(page).await
    })
    .await
}

#[tokio::test]
async fn no_screen_scrolls_sideways_with_matrices_in_german() -> Result<()> {
    let link = "index.html?lang=de#preset=test4&steps=1e6&calibration_steps=1e6&run";
    on_page(link, async |page| {
        page.wait_for_state("finished", LONG).await?;
        open_everything(page).await?;
        fits(page).await
    })
    .await
}

#[tokio::test]
async fn dialogs_fit_on_every_screen() -> Result<()> {
    let link = "index.html?lang=de#preset=test1&step=0.5&steps=1e6&run";
    on_page(link, async |page| {
        page.wait_for_state("finished", LONG).await?;
        for opener in ["#share", "#embed", "#palette-open", "[data-take=table]"] {
            page.eval(&format!("document.querySelector('{opener}').click()"))
                .await?;
            page.wait_until("document.querySelector('dialog[open]')", LONG)
                .await?;
            fits(page).await?;
            page.eval("document.querySelector('dialog[open]').close()")
                .await?;
        }
        // Every choice is visible.
        page.click("#embed").await?;
        let choices = "[...document.querySelectorAll('#embed-box input')]
            .every((choice) => choice.checkVisibility())";
        assert_eq!(page.eval(choices).await?, json!(true));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn embeds_and_the_reproduction_fit_on_every_screen() -> Result<()> {
    for address in [
        "embed.html?lang=de#show=potential,momenta,findings,numbers,step&controls=potential,step,friction&preset=test1&step=0.5&steps=1e6&autorun",
        "embed.html#show=potential,numbers&preset=test4&steps=1e6&calibration_steps=1e6&autorun",
        "reproduce.html?lang=de#steps=1e4&run",
        "when.html?lang=de#most=1e4&run",
    ] {
        on_page(address, async |page| {
            page.wait_for_state("finished", 3 * LONG).await?;
            fits(page).await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_gallery_fits_on_every_screen() -> Result<()> {
    on_page("gallery.html?lang=de#steps=1e6", async |page| {
        for key in ["quartic", "resolved", "uncalibrated"] {
            page.click(&format!("[data-experiment={key}] button"))
                .await?;
        }
        page.wait_for_state("finished", LONG).await?;
        unfold(page).await?;
        fits(page).await
    })
    .await
}

#[tokio::test]
async fn exercises_fit_on_every_screen() -> Result<()> {
    for place in ["exercise", "teach"] {
        let address = format!("{place}.html?lang=de#preset=test4&steps=1e6");
        on_page(address.as_str(), async |page| {
            if place == "teach" {
                page.type_into("#question-field", "Why?").await?;
                page.wait_until("document.getElementById('links').checkVisibility()", LONG)
                    .await?;
                page.type_into("#codes", "Ada 0000-0000-0000\nEmmy").await?;
                page.click("#check button[type=submit]").await?;
            }
            unfold(page).await?;
            fits(page).await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_low_screen_is_not_covered_by_what_sticks() -> Result<()> {
    on_page("preset=test1", async |page| {
        let sticks = "getComputedStyle(document.querySelector('.transport')).position";
        assert_eq!(page.eval(sticks).await?, json!("sticky"));
        // 1280 by 800 pixels at a zoom of 400 %.
        page.set_viewport(320, 200, 4.0).await?;
        page.wait_until("innerHeight === 200", LONG).await?;
        assert_eq!(page.eval(sticks).await?, json!("static"));
        Ok(())
    })
    .await
}

/// Opens every folded part of the page.
async fn open_everything(page: &Page) -> Result<()> {
    page.wait_until("document.getElementById('advanced')", LONG)
        .await?;
    unfold(page).await
}

async fn unfold(page: &Page) -> Result<()> {
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
            let scrolling = page.eval(SCROLLING).await?;
            assert_eq!(scrolling, json!([]), "at {width} pixels, dark: {dark}");
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
