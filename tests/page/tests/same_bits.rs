//! The page finds the same bits as the native library for any distribution of the work.

use std::sync::LazyLock;
use std::time::Duration;

use stepsieve::experiment::Link;
use stepsieve_page::{Page, Result, Value, first_difference, json, on_page};

const LONG: Duration = Duration::from_secs(60);
const LINK: &str = "preset=test1&steps=2e6&seed=7";
/// Presses of Step, a window each; the run of the link has sixteen.
const PRESSES: usize = 4;

/// The outcome of the native library.
static NATIVE: LazyLock<Value> = LazyLock::new(|| native(LINK));

fn native(link: &str) -> Value {
    let (link, problems) = Link::read(link);
    assert!(problems.is_empty(), "{problems:?}");
    let outcome = stepsieve::study::run(link.experiment, 2, |_| {});
    let outcome = outcome.unwrap_or_else(|problems| panic!("{problems}"));
    serde_json::to_value(outcome).unwrap_or_else(|error| panic!("{error}"))
}

#[tokio::test]
async fn one_two_and_five_workers_find_the_native_outcome() -> Result<()> {
    on_page(LINK, async |page| {
        page.click("#advanced summary").await?;
        for workers in ["1", "2", "5"] {
            page.enter("#set-workers", workers).await?;
            assert_eq!(page.text("#set-workers-problem").await?, "");
            page.click("#run").await?;
            page.wait_for_state("finished", LONG).await?;
            assert_native(page, &format!("with {workers} workers")).await?;
            page.click("#reset").await?;
            page.wait_for_state("idle", LONG).await?;
            assert_eq!(page.eval("window.stepsieve.outcome()").await?, json!(null));
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_run_that_ends_when_it_is_accurate_enough_finds_the_native_outcome() -> Result<()> {
    let link = "v=3&preset=test1&step=0.5&steps=4e6&accuracy=0.04&friction=auto&walkers=auto";
    on_page(format!("{link}&run").as_str(), async |page| {
        page.wait_for_state("finished", LONG).await?;
        let difference = first_difference(&page.exact_outcome().await?, &native(link));
        assert_eq!(difference, None);
        let band = page.text("tr[data-row=band] td").await?;
        assert!(band.parse::<f64>()? <= 0.04, "{band}");
        // Automatic settings stay automatic.
        let friction = page.eval("document.getElementById('set-friction').value");
        assert_eq!(friction.await?, json!(""));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_compute_worker_that_dies_at_once_changes_nothing() -> Result<()> {
    on_page(LINK, async |page| {
        page.watch_workers().await?;
        // In one task of the page: the worker receives both before it computes.
        page.eval("(document.getElementById('run').click(), breakWorker('compute'))")
            .await?;
        page.wait_for_state("finished", LONG).await?;
        assert_native(page, "after a worker died at once").await
    })
    .await
}

/// The successor repeats the reports of the dead worker; counted twice they would show in every
/// number.
#[tokio::test]
async fn a_compute_worker_that_dies_after_its_first_reports_changes_nothing() -> Result<()> {
    on_page(LINK, async |page| {
        page.watch_workers().await?;
        step_until_recorded(page).await?;
        page.eval("breakWorker('compute')").await?;
        let told = "document.getElementById('live').textContent.includes('was replaced')";
        page.wait_until(told, LONG).await?;
        assert_eq!(page.state().await?, "paused");
        page.click("#run").await?;
        page.wait_for_state("finished", LONG).await?;
        assert_native(page, "after a worker died half-way").await
    })
    .await
}

/// With the study worker all reports are lost, and the run begins again.
#[tokio::test]
async fn a_study_worker_that_dies_changes_nothing() -> Result<()> {
    on_page(LINK, async |page| {
        page.watch_workers().await?;
        step_until_recorded(page).await?;
        page.eval("breakWorker('study')").await?;
        let told = "document.getElementById('live').textContent.includes('was replaced')";
        page.wait_until(told, LONG).await?;
        page.click("#run").await?;
        page.wait_for_state("finished", LONG).await?;
        assert_native(page, "after the study worker died").await
    })
    .await
}

/// Presses Step until a quarter of the run is recorded, and waits for the study worker's outcome,
/// which on a slow machine comes long after the presses.
async fn step_until_recorded(page: &Page) -> Result<()> {
    for _ in 0..PRESSES {
        page.click("#step").await?;
    }
    page.wait_until("window.stepsieve.outcome()?.steps > 0", LONG)
        .await?;
    assert_eq!(page.outcome().await?["complete"], false);
    Ok(())
}

async fn assert_native(page: &Page, when: &str) -> Result<()> {
    let difference = first_difference(&page.exact_outcome().await?, &NATIVE);
    assert_eq!(difference, None, "page and native, {when}");
    Ok(())
}
