//! A comparison of dynamics, by clicks.

use std::time::Duration;

use stepsieve::experiment::Link;
use stepsieve_page::{Page, Result, first_difference, json, on_page};

const LONG: Duration = Duration::from_secs(60);
const LINK: &str = "v=3&preset=fig3&steps=1e6&trajectories=256&time=10";
const SLOW: &str = "v=3&preset=fig3&steps=1e6&trajectories=8192&time=200";

async fn finished(page: &Page) -> Result<()> {
    page.wait_for_state("idle", LONG).await?;
    page.click("#run").await?;
    page.wait_for_state("finished", LONG).await
}

#[tokio::test]
async fn the_page_compares_to_the_native_bits_and_says_what_it_found() -> Result<()> {
    on_page(LINK, async |page| {
        finished(page).await?;
        let native = stepsieve::study::run(Link::read(LINK).0.experiment, 2, |_| {});
        let native = serde_json::to_value(native.unwrap_or_else(|p| panic!("{p}")))?;
        assert_eq!(
            first_difference(&page.exact_outcome().await?, &native),
            None
        );
        for row in [
            "mean_distance",
            "correlation_distance",
            "distribution_distance",
        ] {
            let told = page.text(&format!("[data-row='{row}'] td")).await?;
            assert!(told.contains("by chance 0."), "{row}: {told}");
        }
        let saved = page.text("[data-row='time_saving'] td").await?;
        assert!(saved.contains("times less ("), "{saved}");
        let said = page.text("#summary").await?;
        assert!(said.contains("200 times fewer evaluations"), "{said}");
        assert_eq!(page.console_errors().await?, Vec::<String>::new());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn every_figure_of_a_comparison_can_be_read() -> Result<()> {
    on_page(LINK, async |page| {
        finished(page).await?;
        for (figure, wanted) in [
            ("mean", "surrogate U"),
            ("correlation", "lag"),
            ("equilibrium", "original V"),
            ("portrait", "energy off by"),
        ] {
            page.hover(&format!("#figure-{figure}"), [0.6, 0.5]).await?;
            let shown = format!(
                "[...document.querySelectorAll('.tooltip')].some(r => !r.hidden && r.textContent.includes({}))",
                json!(wanted)
            );
            page.wait_until(&shown, LONG).await?;
        }
        // The trajectories grow until they are complete.
        let alternative = "document.getElementById('figure-portrait').getAttribute('aria-label')";
        let words = page.eval(alternative).await?;
        assert!(words.as_str().is_some_and(|w| w.contains("Phase portrait")), "{words}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_click_in_the_portrait_adds_a_trajectory() -> Result<()> {
    on_page(LINK, async |page| {
        finished(page).await?;
        let count =
            "window.stepsieve.outcome()?.comparison?.ensembles[0].portrait?.positions.length";
        assert_eq!(page.eval(count).await?, json!(3));
        page.drag("#figure-portrait", [0.6, 0.4], [0.6, 0.4])
            .await?;
        page.wait_until(&format!("{count} === 4"), LONG).await?;
        page.wait_until("location.hash.includes('starts=')", LONG)
            .await?;
        page.wait_for_state("finished", LONG).await
    })
    .await
}

#[tokio::test]
async fn a_comparison_is_paused_continued_and_given_up() -> Result<()> {
    on_page(SLOW, async |page| {
        page.wait_for_state("idle", LONG).await?;
        page.click("#run").await?;
        page.wait_until("window.stepsieve.outcome()?.comparison", LONG)
            .await?;
        page.click("#run").await?;
        page.wait_for_state("paused", LONG).await?;
        assert_eq!(page.outcome().await?["complete"], false);
        page.click("#run").await?;
        page.wait_for_state("running", LONG).await?;
        page.click("#reset").await?;
        page.wait_for_state("idle", LONG).await?;
        assert_eq!(page.eval("window.stepsieve.outcome()").await?, json!(null));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn settings_of_the_dynamics_are_there_when_they_are_of_use() -> Result<()> {
    on_page("v=3&preset=test1", async |page| {
        page.wait_for_state("idle", LONG).await?;
        let hidden = "document.getElementById('dynamics').hidden";
        assert_eq!(page.eval(hidden).await?, json!(true));
        page.choose("#set-kind", "compare").await?;
        page.wait_until(&format!("!{hidden}"), LONG).await?;
        page.click("#dynamics summary").await?;
        page.enter("#set-compare-friction", "0.5").await?;
        page.wait_until("location.hash.includes('compare_friction=0.5')", LONG)
            .await?;
        page.enter("#set-compare-friction", "-1").await?;
        let complaint = "document.getElementById('set-compare-friction-problem').textContent";
        page.wait_until(&format!("{complaint}.includes('number from 1e-30')"), LONG)
            .await
    })
    .await
}

/// An automatic study passes on the step and the friction of the potential.
#[tokio::test]
async fn a_found_potential_is_compared_at_its_step() -> Result<()> {
    let link = "v=3&kind=auto&formula=q^2/2%2B0.02*sin(q/0.01)&run";
    on_page(link, async |page| {
        page.wait_for_state("finished", LONG).await?;
        page.eval("void (window.found = window.stepsieve.outcome().scales.scales.at(-1))")
            .await?;
        page.click("#keep").await?;
        let taken = "['step', 'friction'].every((name) => location.hash.includes(`&${name}=${found[name]}`))";
        page.wait_until(&format!("location.hash.includes('kind=compare') && {taken}"), LONG)
            .await
    })
    .await
}
