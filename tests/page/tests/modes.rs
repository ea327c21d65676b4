//! The page with reduced motion, by touch, and on paper.

use std::time::Duration;

use stepsieve_page::{Options, Page, Result, json, on_page};

const SHORT: Duration = Duration::from_secs(10);
const LONG: Duration = Duration::from_secs(60);

const PORTRAIT: &str = "document.getElementById('figure-portrait').toDataURL()";

#[tokio::test]
async fn the_portrait_does_not_move_for_those_who_want_no_motion() -> Result<()> {
    for (preference, moves) in [("no-preference", true), ("reduce", false)] {
        on_page("preset=fig3&steps=1e6&trajectories=128", async |page| {
            emulate(page, "prefers-reduced-motion", preference).await?;
            page.click("#run").await?;
            page.wait_for_state("finished", LONG).await?;
            tokio::time::sleep(Duration::from_millis(300)).await;
            let before = page.eval(PORTRAIT).await?;
            tokio::time::sleep(Duration::from_millis(700)).await;
            let after = page.eval(PORTRAIT).await?;
            assert_eq!(before != after, moves, "{preference}");
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_finger_drags_the_window_and_scrolls_the_page() -> Result<()> {
    let phone = Options {
        width: 390,
        ..Options::from("preset=test1")
    };
    on_page(phone, async |page| {
        page.devtools(
            "Emulation.setTouchEmulationEnabled",
            json!({ "enabled": true, "maxTouchPoints": 1 }),
        )
        .await?;
        page.eval(
            "document.getElementById('figure-potential').scrollIntoView({ block: 'center' })",
        )
        .await?;
        let scrolled = page.eval("scrollY").await?;
        // A vertical swipe over the figure scrolls the page, and the zoom window stays.
        swipe(page, [0.3, 0.8], [0.3, 0.2]).await?;
        page.wait_until(&format!("scrollY > {scrolled} + 20"), SHORT)
            .await?;
        assert_eq!(
            page.eval("location.hash.includes('zoom')").await?,
            json!(false)
        );
        page.eval(
            "document.getElementById('figure-potential').scrollIntoView({ block: 'center' })",
        )
        .await?;
        swipe(page, [0.3, 0.5], [0.7, 0.5]).await?;
        page.wait_until("location.hash.includes('zoom=')", SHORT)
            .await
    })
    .await
}

#[tokio::test]
async fn what_is_touched_is_large_enough() -> Result<()> {
    on_page("preset=test1&step=0.5&steps=1e6&run", async |page| {
        page.wait_for_state("finished", LONG).await?;
        page.devtools(
            "Emulation.setTouchEmulationEnabled",
            json!({ "enabled": true, "maxTouchPoints": 1 }),
        )
        .await?;
        page.wait_until("matchMedia('(pointer: coarse)').matches", SHORT)
            .await?;
        page.eval("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
            .await?;
        let small = "[...document.querySelectorAll('button, .button, select, summary, input[type=range], input[type=text]')]
            .filter((node) => node.checkVisibility() && !node.closest('.unseen'))
            .filter((node) => node.getBoundingClientRect().height < 40)
            .map((node) => node.outerHTML.slice(0, 120))";
        assert_eq!(page.eval(small).await?, json!([]));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn paper_shows_figures_findings_and_the_link_and_no_controls() -> Result<()> {
    let dark = Options {
        dark: true,
        ..Options::from("preset=test1&step=0.5&steps=1e6&run")
    };
    on_page(dark, async |page| {
        page.wait_for_state("finished", LONG).await?;
        page.eval("void dispatchEvent(new Event('beforeprint'))")
            .await?;
        page.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" }))
            .await?;
        let shown = |css: &str| format!("document.querySelector('{css}').checkVisibility()");
        for css in ["#figure-potential", "#summary", "#numbers", "#address"] {
            assert_eq!(page.eval(&shown(css)).await?, json!(true), "{css}");
        }
        for css in [
            "#controls",
            ".transport",
            ".tools",
            ".take",
            ".figure-export",
        ] {
            assert_eq!(page.eval(&shown(css)).await?, json!(false), "{css}");
        }
        let link = page.text("#address").await?;
        assert!(link.contains("/index.html#preset=test1&step=0.5"), "{link}");
        // Ink is dark in either theme.
        let ink = page.eval("getComputedStyle(document.body).color").await?;
        assert_eq!(ink, json!("rgb(27, 41, 48)"));
        Ok(())
    })
    .await
}

async fn emulate(page: &Page, feature: &str, value: &str) -> Result<()> {
    let features = json!({ "features": [{ "name": feature, "value": value }] });
    page.devtools("Emulation.setEmulatedMedia", features)
        .await?;
    Ok(())
}

/// Swipes over the potential, with places as shares of its width and height.
async fn swipe(page: &Page, from: [f64; 2], to: [f64; 2]) -> Result<()> {
    let place = "(({ left, top, width, height }) => [left, top, width, height])\
        (document.getElementById('figure-potential').getBoundingClientRect())";
    let place = page.eval(place).await?;
    let at = |axis: usize, part: f64| {
        place[axis].as_f64().unwrap_or_default()
            + part * place[axis + 2].as_f64().unwrap_or_default()
    };
    for step in 0..=10 {
        let part = f64::from(step) / 10.0;
        let way = |axis: usize| at(axis, from[axis] + part * (to[axis] - from[axis]));
        let kind = if step == 0 { "touchStart" } else { "touchMove" };
        let points = json!([{ "x": way(0), "y": way(1) }]);
        let event = json!({ "type": kind, "touchPoints": points });
        page.devtools("Input.dispatchTouchEvent", event).await?;
    }
    let end = json!({ "type": "touchEnd", "touchPoints": [] });
    page.devtools("Input.dispatchTouchEvent", end).await?;
    Ok(())
}
