//! Every control has a line of help, visible and for screen readers.

use std::time::Duration;

use stepsieve_page::{Page, Result, json, on_page};

const LONG: Duration = Duration::from_secs(90);
const SHORT: Duration = Duration::from_secs(10);

/// The controls without a description.
const UNTOLD: &str =
    "[...document.querySelectorAll('button, input, select, textarea, summary, canvas[tabindex]')]
    .filter((control) => !(control.getAttribute('aria-describedby') ?? '').split(' ')
        .some((id) => (document.getElementById(id)?.textContent ?? '').trim().length > 10))
    .map((control) => control.outerHTML.slice(0, 120))";
/// All descriptions, except the name of an experiment that stands in, while none does.
const TOLD: &str = "[...new Set([...document.querySelectorAll('[aria-describedby]')]
    .flatMap((control) => control.getAttribute('aria-describedby').split(' '))
    .filter((id) => id !== 'before')
    .map((id) => document.getElementById(id)?.textContent))].sort()";
const BUBBLE: &str = "document.querySelector('#bubble:popover-open')";

/// Experiments of every kind, with different controls.
const LINKS: [&str; 5] = [
    "v=3&preset=test1&step=0.5&steps=1e6&run",
    "v=3&kind=scan&preset=test1&scan_points=4&scan_steps=1e5&steps=1e5&run",
    "v=3&preset=test4&steps=1e6&calibration_steps=1e6&run",
    "v=3&kind=compare&preset=test1&steps=1e6&trajectories=128&time=5&run",
    "v=3&formula=q^2/2 + a*sin(q/b); a = 0.1; b = 0.1 in [0.05, 0.2]&seed=abc&run",
];

async fn all_are_told(page: &Page) -> Result<()> {
    page.wait_until("document.getElementById('bubble')", LONG)
        .await?;
    page.wait_for_state("finished", LONG).await?;
    for opener in ["#share", "#embed", "#palette-open", "[data-take=table]"] {
        page.eval(&format!("document.querySelector('{opener}').click()"))
            .await?;
        page.wait_until("document.querySelector('dialog[open]')", SHORT)
            .await?;
        assert_eq!(page.eval(UNTOLD).await?, json!([]));
        page.eval("document.querySelector('dialog[open]').close()")
            .await?;
    }
    Ok(())
}

#[tokio::test]
async fn every_control_is_described_in_every_language() -> Result<()> {
    for link in LINKS {
        let mut told = Vec::new();
        for language in ["en", "de"] {
            let address = format!("index.html?lang={language}#{link}");
            on_page(address.as_str(), async |page| {
                all_are_told(page).await?;
                told.push(page.eval(TOLD).await?);
                Ok(())
            })
            .await?;
        }
        let [english, german] = told.try_into().unwrap_or_default();
        let german = german.as_array().cloned().unwrap_or_default();
        let same: Vec<_> = english
            .as_array()
            .into_iter()
            .flatten()
            .filter(|line| german.contains(line))
            .collect();
        assert!(same.is_empty(), "in English only: {same:?}");
    }
    Ok(())
}

#[tokio::test]
async fn help_comes_up_beside_what_is_pointed_at_reached_or_tapped() -> Result<()> {
    on_page("v=3&preset=test1", async |page| {
        page.wait_until("document.getElementById('bubble')", SHORT)
            .await?;
        let said = |what: &str| format!("{BUBBLE}?.textContent.includes('{what}')");
        page.hover("#share", [0.5, 0.5]).await?;
        page.wait_until(&said("same numbers"), SHORT).await?;
        // It stays inside the window.
        let inside = format!(
            "(({{ left, right, top, bottom }}) => left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight)
                ({BUBBLE}.getBoundingClientRect())"
        );
        assert_eq!(page.eval(&inside).await?, json!(true));
        // It remains while the pointer is on it, until it is dismissed.
        page.hover("#bubble", [0.5, 0.5]).await?;
        assert_eq!(page.eval(&said("same numbers")).await?, json!(true));
        page.press("Escape").await?;
        page.wait_until(&format!("!{BUBBLE}"), SHORT).await?;

        page.eval("document.getElementById('run').focus()").await?;
        page.press("Tab").await?;
        page.wait_until(&said("one window of steps"), SHORT).await?;
        page.press("Shift+Tab").await?;
        page.wait_until(&said("pauses or resumes"), SHORT).await?;
        page.wait_until(&said("Ctrl"), SHORT).await?;

        // Help does not cover the list of a field.
        page.press("Control+k").await?;
        page.wait_until("document.querySelector('#palette-list li')?.checkVisibility()", SHORT)
            .await?;
        page.hover("#palette-field", [0.5, 0.5]).await?;
        tokio::time::sleep(Duration::from_millis(800)).await;
        assert_eq!(page.eval(&format!("Boolean({BUBBLE})")).await?, json!(false));
        page.press("Escape").await?;

        // Help shown beside its control does not come up a second time.
        page.eval("document.getElementById('set-step').focus()")
            .await?;
        page.wait_until(&format!("!{BUBBLE}"), SHORT).await?;

        // The driver has no touch, so the event is synthetic.
        page.eval(
            "document.getElementById('reset').dispatchEvent(
                new PointerEvent('pointerup', { bubbles: true, pointerType: 'touch' }))",
        )
        .await?;
        // Even a disabled button has help.
        page.wait_until(&said("discards"), SHORT).await?;

        // Also on the smallest phone.
        page.set_viewport(320, 640, 1.0).await?;
        page.hover("#step", [0.5, 0.5]).await?;
        page.wait_until(&said("one window of steps"), SHORT).await?;
        let narrow = inside.replace("innerWidth", "document.documentElement.clientWidth");
        assert_eq!(page.eval(&narrow).await?, json!(true));
        page.set_viewport(1280, 800, 1.0).await?;

        // Also over a dialog.
        page.click("#share").await?;
        page.wait_until("document.querySelector('#share-box[open]')", SHORT)
            .await?;
        page.hover("#share-copy", [0.5, 0.5]).await?;
        page.wait_until(&said("Copies the link"), SHORT).await
    })
    .await
}
