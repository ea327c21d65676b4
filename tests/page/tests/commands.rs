//! Undo, shortcuts and the palette.

use std::time::Duration;

use stepsieve_page::{Page, Result, json, on_page};

const LONG: Duration = Duration::from_secs(60);

async fn step(page: &Page) -> Result<String> {
    let value = page
        .eval("document.getElementById('set-step').value")
        .await?;
    Ok(value.as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn changes_are_undone_and_done_again() -> Result<()> {
    on_page("v=3&preset=test1&steps=1e6", async |page| {
        assert_eq!(
            page.eval("document.getElementById('undo').disabled")
                .await?,
            json!(true)
        );
        page.enter("#set-step", "0.5").await?;
        page.choose("#preset", "test2").await?;
        assert_eq!(step(page).await?, "0.2");
        page.click("#undo").await?;
        assert_eq!(step(page).await?, "0.5");
        page.click("#undo").await?;
        assert_eq!(step(page).await?, "0.065");
        assert_eq!(
            page.eval("document.getElementById('undo').disabled")
                .await?,
            json!(true)
        );
        page.click("#redo").await?;
        assert_eq!(step(page).await?, "0.5");
        // A change clears the redo history.
        page.enter("#set-step", "0.3").await?;
        assert_eq!(
            page.eval("document.getElementById('redo').disabled")
                .await?,
            json!(true)
        );
        page.click("#undo").await?;
        assert_eq!(step(page).await?, "0.5");
        page.wait_until(
            "location.hash === '#v=3&preset=test1&step=0.5&steps=1e6'",
            LONG,
        )
        .await
    })
    .await
}

/// A pause ends the wish to run: *Undo* brings the experiment before, at rest.
#[tokio::test]
async fn undo_after_a_pause_starts_nothing() -> Result<()> {
    on_page("v=3&preset=test1&steps=1e9&run", async |page| {
        page.wait_for_state("running", LONG).await?;
        page.enter("#set-step", "0.5").await?;
        page.wait_for_state("running", LONG).await?;
        page.click("#run").await?;
        page.wait_for_state("paused", LONG).await?;
        page.wait_until("!location.hash.includes('run')", LONG)
            .await?;
        page.click("#undo").await?;
        assert_eq!(step(page).await?, "0.065");
        page.wait_for_state("idle", LONG).await?;
        // While a run goes on, the experiment before runs in its place.
        page.click("#run").await?;
        page.wait_for_state("running", LONG).await?;
        page.enter("#set-step", "0.3").await?;
        page.click("#undo").await?;
        page.wait_for_state("running", LONG).await?;
        page.wait_until("location.hash.endsWith('&run')", LONG)
            .await
    })
    .await
}

#[tokio::test]
async fn commands_are_found_by_typing_and_by_their_keys() -> Result<()> {
    on_page("v=3&preset=test1&step=0.5&steps=1e6", async |page| {
        page.press("Control+Enter").await?;
        page.wait_for_state("finished", LONG).await?;

        page.press("Control+k").await?;
        page.type_into("#palette-field", "reset").await?;
        let offered = "[...document.querySelectorAll('#palette-list li')].map(({ id }) => id)";
        assert_eq!(page.eval(offered).await?, json!(["action-reset"]));
        page.press("Enter").await?;
        page.wait_for_state("idle", LONG).await?;
        // The palette offers no disabled command.
        page.press("Control+k").await?;
        page.type_into("#palette-field", "reset").await?;
        assert_eq!(page.eval(offered).await?, json!([]));
        assert_eq!(page.text("#palette-none").await?, "No command matches.");
        page.press("Escape").await?;

        page.click("#set-step").await?;
        page.enter("#set-step", "0.25").await?;
        page.eval("document.activeElement.blur()").await?;
        page.press("Control+z").await?;
        assert_eq!(step(page).await?, "0.5");
        page.press("Control+Shift+z").await?;
        assert_eq!(step(page).await?, "0.25");
        page.press("Control+Shift+s").await?;
        assert_eq!(
            page.eval("document.querySelector('dialog[open]').id")
                .await?,
            "share-box"
        );
        // A dialog disables the page's shortcuts.
        page.press("Control+z").await?;
        assert_eq!(step(page).await?, "0.25");
        Ok(())
    })
    .await
}
