//! Browsers that lack or forbid a feature: the page works without it.

use std::time::Duration;

use stepsieve_page::{Page, Result, json, on_page};

const LONG: Duration = Duration::from_secs(60);

/// Opens a page after a script has removed a feature.
async fn without(page: &Page, script: &str, address: &str) -> Result<()> {
    page.devtools(
        "Page.addScriptToEvaluateOnNewDocument",
        json!({ "source": script }),
    )
    .await?;
    page.go(address, "window.stepsieve").await
}

#[tokio::test]
async fn storage_that_throws_breaks_nothing() -> Result<()> {
    let full = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };";
    let forbidden = "for (const kind of ['localStorage', 'sessionStorage'])
        Object.defineProperty(window, kind, { get: () => { throw new DOMException('no', 'SecurityError'); } });";
    for script in [full, forbidden] {
        on_page("preset=test1", async |page| {
            for shell in [
                "index.html",
                "gallery.html",
                "exercise.html",
                "teach.html",
                "reproduce.html",
                "when.html",
            ] {
                without(page, script, &format!("{shell}#preset=test1")).await?;
                for theme in ["dark", "light"] {
                    page.click("#theme").await?;
                    page.wait_until(
                        &format!("document.documentElement.dataset.theme === '{theme}'"),
                        LONG,
                    )
                    .await?;
                }
                page.choose("#language", "de").await?;
                page.wait_until(
                    "document.documentElement.lang === 'de' && window.stepsieve",
                    LONG,
                )
                .await?;
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn without_a_number_of_cores_there_is_one_worker() -> Result<()> {
    on_page("preset=test1", async |page| {
        let script = "delete Navigator.prototype.hardwareConcurrency;";
        without(page, script, "#preset=test1&step=0.5&steps=1e6&run").await?;
        page.wait_for_state("finished", LONG).await?;
        assert_eq!(
            page.eval("document.getElementById('set-workers').value")
                .await?,
            json!("1")
        );
        page.go("gallery.html#steps=1e6", "window.stepsieve")
            .await?;
        page.click("[data-experiment] button").await?;
        page.wait_for_state("finished", LONG).await?;
        page.wait_until("window.stepsieve.outcome()?.complete", LONG)
            .await
    })
    .await
}

#[tokio::test]
async fn a_language_that_does_not_exist_is_english() -> Result<()> {
    on_page("index.html?lang=toString#preset=test1", async |page| {
        assert_eq!(
            page.eval("document.documentElement.lang").await?,
            json!("en")
        );
        Ok(())
    })
    .await
}
