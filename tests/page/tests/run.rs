//! The states of a run, by its three buttons.

use std::time::Duration;

use stepsieve::sampling::WINDOW;
use stepsieve_page::{Page, Result, bail, json, on_page};

const LONG: Duration = Duration::from_secs(60);

#[tokio::test]
async fn a_run_is_started_paused_continued_and_reset() -> Result<()> {
    // Far too long to end by itself.
    on_page("preset=test1&step=0.5&steps=1e11", async |page| {
        page.wait_for_state("idle", LONG).await?;
        assert_eq!(page.text("#run").await?, "Run");
        assert_eq!(page.eval("window.stepsieve.outcome()").await?, json!(null));
        assert_eq!(
            page.eval("document.getElementById('reset').disabled")
                .await?,
            json!(true)
        );

        page.click("#run").await?;
        page.wait_for_state("running", LONG).await?;
        assert_eq!(page.text("#run").await?, "Pause");
        let first = more_steps_than(page, 0).await?;
        more_steps_than(page, first).await?;
        let bar = page
            .eval("document.getElementById('progress').value")
            .await?;
        assert!(bar.as_f64().is_some_and(|x| 0.0 < x && x < 1.0), "{bar}");

        page.click("#run").await?;
        page.wait_for_state("paused", LONG).await?;
        assert_eq!(page.text("#run").await?, "Resume");
        assert!(page.text("#status").await?.starts_with("Paused."));
        let still = at_rest(page).await?;

        page.click("#run").await?;
        page.wait_for_state("running", LONG).await?;
        more_steps_than(page, still).await?;

        page.click("#reset").await?;
        page.wait_for_state("idle", LONG).await?;
        assert_eq!(page.eval("window.stepsieve.outcome()").await?, json!(null));
        assert!(page.text("#summary").await?.starts_with("No result yet"));
        assert_eq!(
            page.eval("document.getElementById('download').disabled")
                .await?,
            json!(true)
        );
        assert_eq!(
            page.eval("document.getElementById('progress').value")
                .await?,
            json!(0)
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn step_advances_every_walker_by_one_window() -> Result<()> {
    // Without burn-in every window is recorded.
    let link = "preset=test1&step=0.5&steps=1e8&walkers=256&burn_in=0";
    on_page(link, async |page| {
        for round in 1..=3 {
            page.click("#step").await?;
            assert_eq!(page.state().await?, "paused");
            let expected = 256 * WINDOW as u64 * round;
            let recorded = format!("window.stepsieve.outcome()?.steps >= {expected}");
            page.wait_until(&recorded, LONG).await?;
            assert_eq!(page.outcome().await?["steps"], expected);
        }
        // During a run Step pauses it.
        page.click("#run").await?;
        page.wait_for_state("running", LONG).await?;
        page.click("#step").await?;
        page.wait_for_state("paused", LONG).await?;
        at_rest(page).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_changed_setting_restarts_what_was_finished() -> Result<()> {
    on_page("preset=test1&step=0.5&steps=1e6&run", async |page| {
        page.wait_for_state("finished", LONG).await?;
        page.enter("#set-step", "0.4").await?;
        let learned = "window.stepsieve.outcome()?.experiment.step === 0.4";
        page.wait_until(learned, LONG).await?;
        page.wait_for_state("finished", LONG).await?;

        page.choose("#preset", "test2").await?;
        let learned = "window.stepsieve.outcome()?.experiment.potential.preset === 'test2'";
        page.wait_until(learned, LONG).await?;
        // The other preset has its own step and region.
        assert_eq!(page.outcome().await?["experiment"]["step"], 0.2);
        assert_eq!(
            page.eval("document.getElementById('set-step').value")
                .await?,
            json!("0.2")
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_fresh_seed_is_a_whole_number_and_goes_into_the_link() -> Result<()> {
    on_page("preset=test1&steps=1e5", async |page| {
        page.click("#advanced summary").await?;
        let value = "document.getElementById('set-seed').value";
        let before = page.eval(value).await?;
        page.click("#fresh").await?;
        let after = page.eval(value).await?;
        assert_ne!(before, after);
        let Some(Ok(seed)) = after.as_str().map(str::parse::<f64>) else {
            bail!("{after} is no number");
        };
        let linked = format!("new RegExp('&seed=([^&]+)').exec(location.hash)?.[1] == {seed}");
        page.wait_until(&linked, LONG).await
    })
    .await
}

/// Waits for an outcome with more steps, and returns their number.
async fn more_steps_than(page: &Page, steps: u64) -> Result<u64> {
    let more = format!("window.stepsieve.outcome()?.steps > {steps}");
    page.wait_until(&more, LONG).await?;
    recorded(page).await
}

/// The number of recorded steps once it has stopped growing: the last reports may still arrive
/// after a pause.
async fn at_rest(page: &Page) -> Result<u64> {
    let mut before = recorded(page).await?;
    for _ in 0..20 {
        tokio::time::sleep(Duration::from_millis(700)).await;
        let now = recorded(page).await?;
        if now == before {
            return Ok(now);
        }
        before = now;
    }
    bail!("the steps grow although the run is paused")
}

async fn recorded(page: &Page) -> Result<u64> {
    Ok(page.outcome().await?["steps"].as_u64().unwrap_or_default())
}

#[tokio::test]
async fn what_is_read_out_follows_when_recording_begins_and_does_not_chatter() -> Result<()> {
    on_page("v=3&preset=test1&step=0.5&steps=4e9", async |page| {
        page.eval(
            "(window.heard = [], new MutationObserver(() => heard.push(document.getElementById('live').textContent))
                .observe(document.getElementById('live'), { childList: true, characterData: true, subtree: true }), 0)",
        )
        .await?;
        page.click("#run").await?;
        page.wait_until("heard.some((said) => said.includes('nothing is recorded yet'))", LONG)
            .await?;
        more_steps_than(page, 0).await?;
        // Sooner than mere progress.
        page.wait_until("heard.at(-1).includes('billion steps')", Duration::from_secs(4))
            .await?;
        tokio::time::sleep(Duration::from_secs(2)).await;
        let heard = page.eval("heard").await?;
        assert!(heard.as_array().is_some_and(|all| all.len() <= 3), "{heard}");
        Ok(())
    })
    .await
}
