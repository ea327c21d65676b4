//! A scan, by clicks.

use std::time::Duration;

use stepsieve::experiment::Link;
use stepsieve_page::{Result, first_difference, json, on_page};

const LONG: Duration = Duration::from_secs(180);
const LINK: &str = "v=3&kind=scan&preset=test1&steps=4e6";

#[tokio::test]
async fn a_scan_finds_the_scales_and_a_click_learns_one() -> Result<()> {
    on_page(LINK, async |page| {
        page.wait_for_state("idle", LONG).await?;
        page.click("#run").await?;
        page.wait_for_state("finished", LONG).await?;
        let said = page.text("#summary").await?;
        assert!(said.starts_with("2 scales were found"), "{said}");
        // The last stage ends early, so no total is named.
        let status = page.text("#status").await?;
        assert!(status.contains(" steps recorded"), "{status}");

        // The upper plateau is on the right of the staircase.
        page.hover("#figure-staircase", [0.8, 0.4]).await?;
        let shown = "[...document.querySelectorAll('.tooltip')].some(r => !r.hidden && r.textContent.includes('learn at δ'))";
        page.wait_until(shown, LONG).await?;
        page.drag("#figure-staircase", [0.8, 0.4], [0.8, 0.4]).await?;
        page.wait_until("window.stepsieve.outcome()?.experiment.kind === 'learn'", LONG).await?;
        page.wait_for_state("finished", LONG).await?;
        let learned = page.outcome().await?;
        assert_eq!(learned["reference"]["name"], "U0");
        assert!(learned["experiment"]["step"].as_f64().is_some_and(|d| (0.2..0.6).contains(&d)));
        assert_eq!(page.console_errors().await?, Vec::<String>::new());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_scan_has_the_native_bits() -> Result<()> {
    const LINK: &str =
        "v=3&kind=scan&preset=test1&scan_points=8&scan_lower=0.03&scan_steps=5e5&steps=5e5";
    on_page(LINK, async |page| {
        page.wait_for_state("idle", LONG).await?;
        page.click("#run").await?;
        page.wait_for_state("finished", LONG).await?;
        let native = stepsieve::study::run(Link::read(LINK).0.experiment, 2, |_| {});
        let native = serde_json::to_value(native.unwrap_or_else(|p| panic!("{p}")))?;
        let difference = first_difference(&page.exact_outcome().await?, &native);
        assert_eq!(difference, None);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_points_come_in_one_after_the_other_and_the_scan_can_be_paused() -> Result<()> {
    on_page("v=3&kind=scan&preset=test1&scan_steps=1e8", async |page| {
        page.wait_for_state("idle", LONG).await?;
        page.click("#run").await?;
        page.wait_until("window.stepsieve.outcome()?.scan?.length > 2", LONG)
            .await?;
        page.click("#run").await?;
        page.wait_for_state("paused", LONG).await?;
        let points = page.outcome().await?["scan"].clone();
        let points = points.as_array().map_or(0, Vec::len);
        assert!((3..24).contains(&points), "{points}");
        page.click("#reset").await?;
        page.wait_for_state("idle", LONG).await
    })
    .await
}

#[tokio::test]
async fn the_trust_report_says_what_does_not_hold() -> Result<()> {
    on_page("v=3&preset=test1&step=0.5&steps=8e6", async |page| {
        page.wait_for_state("idle", LONG).await?;
        page.click("#run").await?;
        page.wait_for_state("finished", LONG).await?;
        let failing = "document.querySelectorAll('#trust [data-verdict=fail]').length";
        assert_eq!(page.eval(failing).await?, json!(0));
        assert_eq!(
            page.eval("document.getElementById('trust').hidden").await?,
            json!(false)
        );
        // This step mixes scales.
        page.enter("#set-step", "0.106").await?;
        page.enter("#set-friction", "0.0265").await?;
        let fails =
            format!("{failing} > 0 && window.stepsieve.outcome()?.experiment.friction === 0.0265");
        page.wait_until(&fails, LONG).await?;
        page.wait_for_state("finished", LONG).await?;
        let row = page.text("#trust [data-trust=normal]").await?;
        assert!(row.contains("does not hold"), "{row}");
        Ok(())
    })
    .await
}
