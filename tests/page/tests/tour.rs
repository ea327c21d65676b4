//! The tour of the page, by clicks and by keys.

use std::time::Duration;

use stepsieve_page::{Options, Page, Result, json, on_page};

const SHORT: Duration = Duration::from_secs(10);
const LONG: Duration = Duration::from_secs(60);
const TITLES: [&str; 8] = [
    "The potential",
    "The step is the sieve",
    "Run and pause",
    "The learned curve",
    "All steps at once",
    "Result",
    "Share",
    "The end of the tour",
];

/// True once the page is at rest, the box is inside the window, and its target is in view and not
/// under it.
const WELL_PLACED: &str = "(() => {
    const place = JSON.stringify([scrollY, document.getElementById('tour-title').textContent]);
    window.rested = window.restedAt === place ? window.rested + 1 : 0;
    window.restedAt = place;
    if (window.rested < 5) return false;
    const box = document.getElementById('tour-box').getBoundingClientRect();
    const inside = box.left >= 0 && box.top >= 0 && box.bottom <= innerHeight
        && box.right <= document.documentElement.clientWidth;
    const about = document.querySelector('[data-toured]')?.getBoundingClientRect();
    if (!about) return inside;
    // At least a corner of a target larger than the window.
    const seen = about.top < innerHeight - 40 && about.bottom > 40;
    const top = Math.max(about.top, 0), bottom = Math.min(about.bottom, innerHeight);
    const over = Math.max(0, Math.min(bottom, box.bottom) - Math.max(top, box.top))
        * Math.max(0, Math.min(about.right, box.right) - Math.max(about.left, box.left));
    return inside && seen && over < 0.5 * (bottom - top) * about.width;
})()";

async fn at(page: &Page, title: &str) -> Result<()> {
    let there = format!("document.getElementById('tour-title')?.textContent === '{title}'");
    page.wait_until(&there, SHORT).await?;
    // The page scrolls first, and the box moves meanwhile.
    page.wait_until(WELL_PLACED, SHORT).await
}

async fn focus_is_at(page: &Page, id: &str) -> Result<()> {
    let there = format!("document.activeElement.id === '{id}'");
    page.wait_until(&there, SHORT).await
}

#[tokio::test]
async fn it_leads_from_stop_to_stop_by_clicks_on_every_screen() -> Result<()> {
    for (width, height, dark) in [(1280, 800, false), (320, 640, true), (768, 900, false)] {
        let options = Options {
            fragment: "v=3&preset=test1&step=0.5&steps=1e6&run".to_owned(),
            width,
            height,
            dark,
            ..Options::default()
        };
        on_page(options, async |page| {
            page.wait_for_state("finished", LONG).await?;
            page.click("#tour").await?;
            for (stop, title) in TITLES.iter().enumerate() {
                at(page, title).await?;
                assert_eq!(
                    page.eval("document.documentElement.scrollWidth <= innerWidth")
                        .await?,
                    json!(true)
                );
                if stop < 7 {
                    assert_eq!(
                        page.text("#tour-box .count").await?,
                        format!("{} of 7", stop + 1)
                    );
                    page.click("#tour-next").await?;
                }
            }
            // It ends with links to further pages.
            let links =
                "[...document.querySelectorAll('#tour-box a')].map((a) => a.getAttribute('href'))";
            assert_eq!(
                page.eval(links).await?,
                json!(["www/lessons/index.html", "gallery.html"])
            );
            page.click("#tour-back").await?;
            at(page, "Share").await?;
            page.click("#tour-next").await?;
            page.click("#tour-next").await?;
            page.wait_until("!document.querySelector('#tour-box, [data-toured]')", SHORT)
                .await?;
            focus_is_at(page, "tour").await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn it_goes_by_keys_and_can_be_left_at_any_time() -> Result<()> {
    let link = "index.html?lang=de#v=3&preset=test1";
    on_page(link, async |page| {
        page.eval("document.getElementById('tour').focus()").await?;
        page.press("Enter").await?;
        at(page, "Das Potential").await?;
        focus_is_at(page, "tour-next").await?;
        page.press("Enter").await?;
        at(page, "Die Schrittweite ist das Sieb").await?;
        focus_is_at(page, "tour-next").await?;
        // Screen readers announce its text and its role.
        assert_eq!(
            page.eval("[document.querySelector('#tour-box [aria-live]').textContent.includes('Sieb'), document.getElementById('tour-box').getAttribute('role')]")
                .await?,
            json!([true, "dialog"])
        );
        page.press("Tab").await?;
        focus_is_at(page, "tour-back").await?;
        page.press("Enter").await?;
        at(page, "Das Potential").await?;
        // The pressed button is disabled now.
        focus_is_at(page, "tour-next").await?;
        page.press("Escape").await?;
        page.wait_until("!document.querySelector('#tour-box, [data-toured]')", SHORT)
            .await?;
        focus_is_at(page, "tour").await?;

        // The page can be used meanwhile, and then keeps the focus.
        page.press("Enter").await?;
        at(page, "Das Potential").await?;
        page.click("#tour-next").await?;
        page.enter("#set-step", "0.4").await?;
        page.wait_until("location.hash.includes('step=0.4')", SHORT)
            .await?;
        page.press("Escape").await?;
        page.wait_until("!document.querySelector('#tour-box')", SHORT)
            .await?;
        focus_is_at(page, "set-step").await?;
        // Opened by its name, and skipped.
        page.press("Control+k").await?;
        for key in "rundgang".chars() {
            page.press(&key.to_string()).await?;
        }
        page.press("Enter").await?;
        at(page, "Das Potential").await?;
        page.click("#tour-skip").await?;
        page.wait_until("!document.querySelector('#tour-box')", SHORT)
            .await
    })
    .await
}
