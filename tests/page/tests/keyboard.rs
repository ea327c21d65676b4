//! The keyboard reaches everything, and the focus is always visible.

use std::time::Duration;

use stepsieve_page::{Options, Page, Result, Value, json, on_page};

const SHORT: Duration = Duration::from_secs(10);
const LONG: Duration = Duration::from_secs(60);

#[tokio::test]
async fn a_whole_session_by_keyboard() -> Result<()> {
    on_page("preset=test1&step=0.5&steps=3e8", async |page| {
        tab_to(page, "#run").await?;
        page.press("Enter").await?;
        page.wait_for_state("running", SHORT).await?;
        page.press(" ").await?;
        page.wait_for_state("paused", SHORT).await?;

        // A command by its name.
        page.press("Control+k").await?;
        is_focused(page, "#palette-field").await?;
        write(page, "reset").await?;
        page.press("Enter").await?;
        page.wait_for_state("idle", SHORT).await?;
        is_focused(page, "#run").await?;

        // A slider, and back.
        tab_to(page, "[aria-label^='Step size']").await?;
        page.press("ArrowRight").await?;
        page.wait_until("!location.hash.includes('step=0.5&')", SHORT)
            .await?;
        page.press("Control+z").await?;
        page.wait_until("location.hash.includes('step=0.5&')", SHORT)
            .await?;
        page.press("Control+Shift+z").await?;
        page.wait_until("!location.hash.includes('step=0.5&')", SHORT)
            .await?;
        // The end of the slider is a round number.
        page.press("Home").await?;
        page.wait_until("location.hash.includes('step=0.0065&')", SHORT)
            .await
    })
    .await
}

#[tokio::test]
async fn presses_on_a_slider_are_taken_back_as_one_until_they_rest_or_the_focus_leaves()
-> Result<()> {
    on_page("preset=test1&step=0.5&steps=1e5", async |page| {
        let step = "document.getElementById('set-step').value";
        let entries = page.eval("history.length").await?;
        tab_to(page, "[aria-label^='Step size']").await?;
        page.press_often("ArrowLeft", 20).await?;
        let first = page.eval(step).await?;
        assert_ne!(first, json!("0.5"));
        // The focus leaves and comes back.
        page.press("Tab").await?;
        page.press("Shift+Tab").await?;
        page.press_often("ArrowLeft", 20).await?;
        page.wait_until(&format!("history.length - {entries} === 2"), SHORT)
            .await?;
        // A change undone before the keys rest stays undone.
        page.press("Control+z").await?;
        assert_eq!(page.eval(step).await?, first);
        page.press("Tab").await?;
        assert_eq!(page.eval(step).await?, first);
        page.press("Control+z").await?;
        assert_eq!(page.eval(step).await?, json!("0.5"));
        assert_eq!(
            page.eval("document.getElementById('undo').disabled")
                .await?,
            json!(true)
        );
        page.eval("history.back()").await?;
        page.wait_until(
            &format!("{step} === '{}'", first.as_str().unwrap_or_default()),
            SHORT,
        )
        .await?;

        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_pause_between_presses_ends_what_is_taken_back_as_one() -> Result<()> {
    on_page("preset=test1&step=0.5&steps=1e5", async |page| {
        page.eval("void addEventListener('keydown', () => (window.pressed = performance.now()))")
            .await?;
        tab_to(page, "#zoom-centre").await?;
        let entries = page.eval("history.length").await?;
        for gestures in 1..3 {
            page.press_often("ArrowRight", 5).await?;
            page.wait_until(&format!("history.length - {entries} === {gestures}"), SHORT)
                .await?;
            page.wait_until("performance.now() - window.pressed > 1200", SHORT)
                .await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn menus_and_dialogs_give_the_focus_back() -> Result<()> {
    on_page("preset=test1&step=0.5&steps=1e6&run", async |page| {
        page.wait_for_state("finished", LONG).await?;
        tab_to(page, "#share").await?;
        page.press("Enter").await?;
        page.wait_until("document.querySelector('#share-box[open]')", SHORT)
            .await?;
        page.press("Escape").await?;
        is_focused(page, "#share").await?;

        tab_to(page, ".momenta .figure-export summary").await?;
        page.press("Enter").await?;
        tab_to(page, ".momenta [data-take=csv]").await?;
        page.press("Escape").await?;
        is_focused(page, ".momenta .figure-export summary").await?;
        page.press("Enter").await?;
        tab_to(page, ".momenta [data-take=table]").await?;
        page.press("Enter").await?;
        page.wait_until("document.querySelector('#table-box[open] td')", SHORT)
            .await?;
        page.press("Escape").await?;
        page.wait_until("!document.querySelector('#table-box')", SHORT)
            .await?;
        is_focused(page, ".momenta .figure-export summary").await
    })
    .await
}

#[tokio::test]
async fn figures_are_read_by_arrow_keys() -> Result<()> {
    on_page("preset=test1&step=0.5&steps=1e6&run", async |page| {
        page.wait_for_state("finished", LONG).await?;
        // A figure that has not been drawn yet has no values to read.
        let drawn = "document.getElementById('figure-momenta').ariaLabel.startsWith('Histogram')";
        page.wait_until(drawn, LONG).await?;
        page.eval("document.getElementById('figure-momenta').focus()")
            .await?;
        page.press("ArrowRight").await?;
        page.wait_until(
            "document.getElementById('live').textContent.includes('histogram')",
            LONG,
        )
        .await?;
        let shown = "document.querySelector('.momenta .tooltip').checkVisibility()";
        assert_eq!(page.eval(shown).await?, json!(true));
        page.press("Escape").await?;
        assert_eq!(page.eval(shown).await?, json!(false));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_a_click_on_a_figure_does_enter_does_too() -> Result<()> {
    let scan = "kind=scan&preset=test1&scan_steps=1e6&run";
    on_page(scan, async |page| {
        page.wait_for_state("finished", LONG).await?;
        page.eval("document.getElementById('figure-staircase').focus()")
            .await?;
        page.press("End").await?;
        for _ in 0..10 {
            page.press("ArrowLeft").await?;
        }
        page.press("Enter").await?;
        page.wait_until("!location.hash.includes('kind=scan')", SHORT)
            .await
    })
    .await?;
    let compare = "preset=fig3&steps=1e6&trajectories=128&run";
    on_page(compare, async |page| {
        page.wait_for_state("finished", LONG).await?;
        page.eval("document.getElementById('figure-portrait').focus()")
            .await?;
        for key in ["ArrowRight", "ArrowUp", "Enter"] {
            page.press(key).await?;
        }
        page.wait_until("location.hash.includes('starts=')", SHORT)
            .await
    })
    .await
}

#[tokio::test]
async fn the_focus_is_always_seen() -> Result<()> {
    for (width, address) in [
        (1280, "preset=test1&step=0.5&steps=1e6&run"),
        (390, "preset=test1&step=0.5&steps=1e6&run"),
        (390, ""),
        (1280, "embed.html#preset=test1&step=0.5&steps=1e6&autorun"),
        (1280, "reproduce.html"),
        (390, "reproduce.html"),
        (1280, "when.html"),
        (1280, "gallery.html"),
        (1280, "exercise.html#preset=test1&step=0.5&steps=1e6"),
        (1280, "teach.html#preset=test1&step=0.5&steps=1e6"),
    ] {
        let options = Options {
            width,
            ..Options::from(address)
        };
        on_page(options, async |page| {
            page.eval(
                "document.querySelectorAll('details').forEach((fold) => { fold.open = true; })",
            )
            .await?;
            // A demo loads when it comes near the viewport.
            page.wait_in_view("document.querySelector('stepsieve-demo')", LOADED, LONG)
                .await?;
            for dark in [false, true] {
                page.set_dark(dark).await?;
                let mut places = 0;
                loop {
                    page.press("Tab").await?;
                    // While figures appear the page may move; it then scrolls a frame later.
                    let focus = settled_focus(page).await?;
                    // After the last place the focus leaves the page.
                    if focus.is_null() {
                        break;
                    }
                    places += 1;
                    assert_eq!(
                        focus,
                        json!("seen"),
                        "place {places} of {address}, {width} pixels wide, dark: {dark}"
                    );
                    assert!(places < 300, "the focus goes in circles");
                }
                assert!(places > 5, "only {places} places can be reached");
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}

/// The focus once it is visible or has left the page, or as it is after a while.
async fn settled_focus(page: &Page) -> Result<Value> {
    let settled = format!("[null, 'seen'].includes({FOCUS})");
    let _ = page.wait_until(&settled, SHORT).await;
    page.eval(FOCUS).await
}

/// True once the demos of a page have loaded.
const LOADED: &str = "[...document.querySelectorAll('stepsieve-demo')]
    .every((demo) => demo.shadowRoot.querySelector('iframe').contentWindow?.stepsieve)";

/// “seen” if the focus is visible: it, or its button, has an outline, and part of it is inside the
/// viewport and not under the transport. In a demo, the focus is that of its frame.
const FOCUS: &str = "(() => {
    const frame = document.activeElement.shadowRoot?.activeElement;
    const place = frame?.contentDocument.activeElement ?? document.activeElement;
    if (place === document.body) return null;
    const ring = [place, place.closest('.button')].some((node) => node
        && getComputedStyle(node).outlineStyle !== 'none' && parseFloat(getComputedStyle(node).outlineWidth) >= 2);
    const { left, right, top, bottom } = (place.closest('.button') ?? place).getBoundingClientRect();
    const at = frame?.getBoundingClientRect() ?? { x: 0, y: 0 };
    const inside = at.x + right > 0 && at.y + bottom > 0 && at.x + left < innerWidth && at.y + top < innerHeight;
    const transport = document.querySelector('.transport');
    const over = transport?.contains(place) ? null : transport?.getBoundingClientRect();
    const covered = over && top >= over.top && bottom <= over.bottom;
    return ring && inside && !covered ? 'seen'
        : `${place.tagName}#${place.id}.${place.className}, outline: ${ring}, inside: ${inside}, covered: ${covered}`;
})()";

async fn tab_to(page: &Page, css: &str) -> Result<()> {
    let found = format!("document.activeElement.matches({})", json!(css));
    for _ in 0..120 {
        if page.eval(&found).await? == json!(true) {
            return Ok(());
        }
        page.press("Tab").await?;
    }
    panic!("Tab does not lead to {css}");
}

async fn is_focused(page: &Page, css: &str) -> Result<()> {
    let focused = format!("document.activeElement.matches({})", json!(css));
    if page.wait_until(&focused, SHORT).await.is_err() {
        let where_it_is = page.eval("document.activeElement.outerHTML").await?;
        panic!("the focus is not at {css} but at {where_it_is}");
    }
    Ok(())
}

async fn write(page: &Page, text: &str) -> Result<()> {
    for letter in text.chars() {
        page.press(&letter.to_string()).await?;
    }
    Ok(())
}
