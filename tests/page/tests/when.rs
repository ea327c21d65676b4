//! The page “When to use it”: the race.

use std::time::Duration;

use serde_json::to_value;
use stepsieve::experiment::{Link, RACE_STEPS, RACES};
use stepsieve_page::{Result, json, on_page};

const LONG: Duration = Duration::from_secs(120);

#[tokio::test]
async fn the_race_has_the_numbers_of_the_native_library() -> Result<()> {
    on_page("when.html#most=1e5", async |page| {
        page.click("#run").await?;
        page.wait_for_state("finished", LONG).await?;
        let (link, problems) = Link::read(RACES[0].link);
        assert!(problems.is_empty(), "{problems:?}");
        let steps = RACE_STEPS.iter().filter(|steps| **steps <= 1e5);
        let contests: Vec<_> = steps
            .map(|steps| {
                let experiment = link.experiment.clone().racing(*steps).unwrap();
                let outcome = stepsieve::study::run(experiment, 2, |_| {});
                outcome
                    .unwrap_or_else(|problems| panic!("{problems}"))
                    .baselines
                    .unwrap()
            })
            .collect();
        assert_eq!(contests.len(), 2);
        let racers = stepsieve::study::race(&contests);
        assert_eq!(
            page.eval("window.stepsieve.racers()").await?,
            to_value(&racers)?
        );
        // A loss is told: the filter is the most accurate here.
        let status = page.text("#status").await?;
        assert!(status.contains("in U: V filtered"), "{status}");
        let rows = "document.querySelectorAll('#racers tbody tr').length";
        assert_eq!(page.eval(rows).await?, json!(racers.len()));
        // Another energy has no results yet.
        page.eval("race.selectedIndex = 1, void race.dispatchEvent(new Event('change'))")
            .await?;
        assert_eq!(page.eval(rows).await?, json!(0));
        assert_eq!(page.text("#status").await?, "");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_experiment_of_the_address_races_if_it_has_a_reference() -> Result<()> {
    let link = "v=3&formula=q^2/2%2B0.001*sin(q/0.001)&reference=q^2/2&step=0.5";
    on_page(
        format!("when.html#{link}&most=1e4&run").as_str(),
        async |page| {
            page.wait_for_state("finished", LONG).await?;
            let names = "window.stepsieve.racers().map(({ name }) => name).at(-1)";
            assert_eq!(page.eval(names).await?, json!("forces"));
            Ok(())
        },
    )
    .await?;
    on_page(
        "when.html#v=3&formula=q^2/2%2B0.001*sin(q/0.001)&most=1e4&run",
        async |page| {
            page.wait_for_state("finished", LONG).await?;
            assert!(
                page.text("#status")
                    .await?
                    .starts_with("A race needs a reference")
            );
            Ok(())
        },
    )
    .await?;
    // What is wrong with an address is told.
    on_page("when.html#formula=q^^2", async |page| {
        let told = "document.querySelector('#link-problems [data-field]') !== null";
        page.wait_until(told, LONG).await?;
        Ok(())
    })
    .await
}
