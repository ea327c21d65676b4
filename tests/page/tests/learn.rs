//! The page reproduces results of the paper.

use std::time::Duration;

use stepsieve_page::{Page, Result, Value, on_page};

const LONG: Duration = Duration::from_secs(60);

#[tokio::test]
async fn a_large_step_learns_the_parabola() -> Result<()> {
    on_page("preset=test1&step=0.5&steps=1e7&run", async |page| {
        let outcome = finished(page).await?;
        assert_eq!(outcome["complete"], true);
        assert_eq!(outcome["reference"]["name"], "U0");
        // A statistical test, but with the seed in the link: the outcome never varies.
        within(&outcome, "/reference/rmse", 0.0, 0.03);
        within(&outcome, "/inverse_temperature/naive", 0.34, 0.37);
        within(&outcome, "/inverse_temperature/symmetric", 0.38, 0.40);
        let symmetric = &outcome["inverse_temperature"]["symmetric"];
        assert_eq!(&outcome["inverse_temperature"]["used"], symmetric);
        // The naive estimator is visibly worse, the reason for showing it beside.
        within(&outcome, "/reference/naive_rmse", 0.1, 1.0);

        let summary = page.text("#summary").await?;
        assert!(
            summary.contains("β̂ = 0.3") && summary.contains("two small terms act as noise"),
            "{summary}"
        );
        let row = page.text("#numbers tr[data-row=rmse] td").await?;
        assert!(row.ends_with("(U0)"), "{row}");
        // Numbers that appear twice agree.
        let distance = format!("within {} of U0", row.trim_end_matches(" (U0)"));
        assert!(summary.contains(&distance), "{summary} and {distance}");
        let temperature = page.text("#numbers tr[data-row=symmetric] td").await?;
        assert!(
            summary.contains(&format!("β̂ = {temperature}")),
            "{summary} and {temperature}"
        );
        let worth = page.text("#numbers tr[data-row=size] td").await?;
        // The report is folded.
        let told = "document.querySelector('#trust tr[data-trust=samples] td').textContent";
        let told = page.eval(told).await?.to_string();
        assert!(told.contains(&format!("is {worth}.")), "{told} and {worth}");
        assert_eq!(page.text("#run").await?, "Run again");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_smaller_step_learns_the_long_ripple_as_well() -> Result<()> {
    on_page("preset=test1&step=0.065&steps=1e7&run", async |page| {
        let outcome = finished(page).await?;
        assert_eq!(outcome["reference"]["name"], "U1");
        within(&outcome, "/reference/rmse", 0.0, 0.008);
        let summary = page.text("#summary").await?;
        assert!(
            summary.contains("β̂") && summary.contains("smallest term acts as noise"),
            "{summary}"
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_fails_a_check_is_not_announced_as_a_result() -> Result<()> {
    // The density of the walkers has structure finer than the step, which version 2 believes.
    on_page("v=2&preset=test1&step=0.42&run", async |page| {
        let outcome = finished(page).await?;
        assert_eq!(outcome["trust"]["verdict"], "fail");
        let summary = page.text("#summary").await?;
        assert!(summary.starts_with("Do not trust this result"), "{summary}");
        assert!(
            !summary.contains("acts as noise") && !summary.contains("act as noise"),
            "{summary}"
        );
        let reason = page
            .text("#trust tr[data-trust=fine-structure] td span")
            .await?;
        assert!(summary.contains(&reason), "{summary} and {reason}");
        Ok(())
    })
    .await
}

/// The outcome of a run started by the link.
async fn finished(page: &Page) -> Result<Value> {
    page.wait_for_state("finished", LONG).await?;
    page.outcome().await
}

fn within(outcome: &Value, pointer: &str, low: f64, high: f64) {
    let value = outcome.pointer(pointer).and_then(Value::as_f64);
    assert!(
        value.is_some_and(|x| low <= x && x <= high),
        "{pointer} is {value:?}, not from {low} to {high}"
    );
}
