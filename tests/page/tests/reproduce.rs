//! The page that reproduces the paper.

use std::time::Duration;

use serde_json::to_value;
use stepsieve::experiment::Link;
use stepsieve_page::{Result, json, on_page};

const LONG: Duration = Duration::from_secs(300);

#[tokio::test]
async fn every_experiment_is_run_drawn_and_scored() -> Result<()> {
    on_page("reproduce.html#steps=4e5", async |page| {
        // The figure without a run is drawn at once.
        let drawn = "[...document.querySelectorAll('section[data-entry] canvas')].every((c) => c.width > 0 && c.getAttribute('aria-label'))";
        page.wait_until(drawn, LONG).await?;
        page.click("#run").await?;
        page.wait_for_state("finished", LONG).await?;
        assert_eq!(page.eval("window.stepsieve.rows().length").await?, json!(11));
        assert_eq!(page.eval("document.querySelectorAll('#scores tbody tr').length").await?, json!(11));
        // The scores are those of the native library.
        let (link, problems) = Link::read("v=3&preset=test2&step=0.2&steps=4e5");
        assert!(problems.is_empty(), "{problems:?}");
        let study = stepsieve::study::conduct(link.experiment, 2, |_| {});
        let study = study.unwrap_or_else(|problems| panic!("{problems}"));
        let rows = "window.stepsieve.rows().find(({ entry }) => entry.title === 'Test 2, δ = 0.2').variants";
        assert_eq!(page.eval(rows).await?, to_value(study.variants())?);
        // Two goals, each by two methods.
        assert_eq!(page.eval("window.stepsieve.ways().map(({ points }) => points.length)").await?, json!([2, 2, 2, 2]));
        let said = page.text("section[data-entry='Test 4, Algorithm 1'] dl").await?;
        assert!(said.contains("Lies on U0") && said.contains("root mean square"), "{said}");
        Ok(())
    })
    .await
}
