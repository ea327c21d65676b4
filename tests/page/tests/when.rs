//! The page “When to use it”: the race.

use std::time::Duration;

use serde_json::to_value;
use stepsieve::experiment::{Link, RACE_STEPS, RACES};
use stepsieve_page::{Options, Result, json, on_page};

const LONG: Duration = Duration::from_secs(120);

/// Numbers of tables that take more than one line or reach beyond their box.
const CUT: &str = "[...document.querySelectorAll('.scroll td')].filter((cell) => {
        const range = document.createRange();
        range.selectNodeContents(cell);
        return range.getClientRects().length !== 1 || cell.getBoundingClientRect().right > cell.closest('.scroll').getBoundingClientRect().right;
    }).map((cell) => cell.textContent)";

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
        page.choose("#race", RACES[1].link).await?;
        page.wait_until(&format!("{rows} === 0"), LONG).await?;
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
            page.wait_for_state("failed", LONG).await?;
            let status = page.text("#status").await?;
            assert!(status.starts_with("A race needs a reference"), "{status}");
            Ok(())
        },
    )
    .await?;
    Ok(())
}

#[tokio::test]
async fn what_is_wrong_with_an_address_is_told() -> Result<()> {
    let fields = "[...document.querySelectorAll('#link-problems [data-field]')].map((item) => item.dataset.field).join()";
    for (link, field, state) in [
        ("formula=q^^2", "potential.formula", "idle"),
        // No other energy races in place of an invalid one.
        ("preset=nonsense&run", "potential.preset", "idle"),
        ("preset=test1&kind=scan&most=1e4&run", "kind", "finished"),
    ] {
        on_page(format!("when.html#{link}").as_str(), async |page| {
            page.wait_until(&format!("{fields} === '{field}'"), LONG)
                .await?;
            page.wait_for_state(state, LONG).await?;
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_race_without_a_result_says_why_in_the_language_of_the_page() -> Result<()> {
    let outside = "v=2&preset=test1&step=0.5&lower=8&upper=9&most=1e4&run";
    for (language, link, why) in [
        ("en", outside, "100 % of the positions lie outside"),
        ("de", outside, "100 % der Orte liegen außerhalb"),
        ("de", "v=3&preset=test1&step=5&run", "Alle Läufer sind"),
        ("de", "v=3&formula=q^2&run", "Ein Rennen braucht"),
    ] {
        let address = format!("when.html?lang={language}#{link}");
        on_page(address.as_str(), async |page| {
            page.wait_for_state("failed", LONG).await?;
            let status = page.text("#status").await?;
            assert!(status.contains(why), "{status}");
            assert_eq!(
                page.eval("document.getElementById('status').lang").await?,
                json!("")
            );
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn another_address_shows_its_experiment_without_the_results_of_the_last() -> Result<()> {
    let rows = "document.querySelectorAll('#racers tbody tr').length";
    let shows = |words: &str| format!("formula.textContent.includes('{words}') && {rows} === 0");
    on_page("when.html#preset=test1&most=1e4&run", async |page| {
        page.wait_for_state("finished", LONG).await?;
        page.eval("void (location.hash = 'preset=test2&most=1e4')")
            .await?;
        page.wait_until(&shows("(q-1)^2"), LONG).await?;
        let link = "document.getElementById('open').hash";
        assert_eq!(page.eval(link).await?, json!("#preset=test2"));
        page.click("#run").await?;
        page.wait_for_state("finished", LONG).await?;
        assert_ne!(page.eval(rows).await?, json!(0));
        page.travel(-1).await?;
        page.wait_until("formula.textContent.includes('q^2/2')", LONG)
            .await?;
        // That address asks for a race of its own.
        page.wait_for_state("finished", LONG).await
    })
    .await
}

#[tokio::test]
async fn the_chosen_energy_survives_a_reload_and_another_language() -> Result<()> {
    on_page("when.html?lang=en#most=1e4", async |page| {
        let chosen = "race.selectedIndex === 2 && formula.textContent.includes('(q-1)^2')";
        page.choose("#race", RACES[2].link).await?;
        page.wait_until(chosen, LONG).await?;
        page.reload(&format!("window.stepsieve && {chosen}"))
            .await?;
        page.choose("#language", "de").await?;
        let german = "document.documentElement.lang === 'de' && window.stepsieve";
        page.wait_until(&format!("{german} && {chosen}"), LONG)
            .await
    })
    .await
}

#[tokio::test]
async fn a_race_is_stopped_by_its_button_by_escape_and_by_another_energy() -> Result<()> {
    on_page("when.html", async |page| {
        for way in 0..3 {
            page.click("#run").await?;
            page.wait_for_state("running", LONG).await?;
            assert_eq!(page.text("#run").await?, "Stop");
            page.wait_until("document.getElementById('progress').value > 0", LONG)
                .await?;
            match way {
                0 => page.click("#run").await?,
                1 => page.press("Escape").await?,
                _ => page.choose("#race", RACES[1].link).await?,
            }
            page.wait_for_state("idle", LONG).await?;
            assert_eq!(page.text("#run").await?, "Race");
        }
        page.wait_until("document.getElementById('status').textContent === ''", LONG)
            .await
    })
    .await
}

#[tokio::test]
async fn no_number_of_the_tables_is_cut_or_broken() -> Result<()> {
    let phone = Options {
        width: 390,
        ..Options::from("when.html?lang=de#most=1e6&run")
    };
    on_page(phone, async |page| {
        page.wait_for_state("finished", LONG).await?;
        page.eval("document.querySelector('#results details').open = true")
            .await?;
        for width in [390, 1280] {
            page.set_viewport(width, 900, 1.0).await?;
            assert_eq!(page.eval(CUT).await?, json!([]), "at {width} px");
        }
        Ok(())
    })
    .await
}
