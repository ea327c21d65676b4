//! Dying workers: the run goes on, or reports clearly that it cannot.

use std::time::Duration;

use stepsieve_page::{Result, json, on_page};

const LONG: Duration = Duration::from_secs(60);

#[tokio::test]
async fn a_run_whose_workers_die_under_way_goes_on() -> Result<()> {
    // Far too long to end by itself.
    on_page("preset=test1&step=0.5&steps=1e11", async |page| {
        page.watch_workers().await?;
        page.click("#run").await?;
        for which in ["compute", "study"] {
            page.wait_until("window.stepsieve.outcome()?.steps > 0", LONG)
                .await?;
            page.eval("void (document.getElementById('live').textContent = '')")
                .await?;
            page.eval(&format!("breakWorker('{which}')")).await?;
            let told = "document.getElementById('live').textContent.includes('was replaced')";
            page.wait_until(told, LONG).await?;
            assert_eq!(page.state().await?, "running", "{which}");
            // The run really goes on.
            let steps = page.outcome().await?["steps"].clone();
            let grown = format!("window.stepsieve.outcome().steps !== {steps}");
            page.wait_until(&grown, LONG).await?;
            page.wait_until(&format!("window.stepsieve.outcome().steps > {steps}"), LONG)
                .await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_run_whose_workers_die_again_and_again_says_so_and_can_be_tried_again() -> Result<()> {
    on_page("preset=test1&step=0.5&steps=1e11", async |page| {
        page.watch_workers().await?;
        page.click("#run").await?;
        page.wait_until("window.stepsieve.outcome()?.steps > 0", LONG)
            .await?;
        let last = page.outcome().await?;
        for _ in 0..20 {
            page.eval("breakWorker('compute')").await?;
            tokio::time::sleep(Duration::from_millis(300)).await;
            if page.state().await? == "failed" {
                break;
            }
        }
        page.wait_for_state("failed", LONG).await?;
        let status = page.text("#status").await?;
        assert!(
            status.contains("The run failed.") && status.contains("failed repeatedly"),
            "{status}"
        );
        // The outcome stays on the screen.
        assert_eq!(page.outcome().await?["experiment"], last["experiment"]);

        assert_eq!(page.text("#run").await?, "Run again");
        page.click("#run").await?;
        page.wait_until("document.documentElement.dataset.run === 'running'", LONG)
            .await?;
        // A run short enough to end, with all workers again.
        page.eval("void (location.hash = 'preset=test1&step=0.5&steps=1e6&run')")
            .await?;
        page.wait_for_state("finished", LONG).await?;
        assert_eq!(page.outcome().await?["complete"], json!(true));
        Ok(())
    })
    .await
}
