//! The gallery: experiments are drawn when they come into view, run in place, and link to the page.

use std::time::Duration;

use stepsieve_page::{Page, Result, json, on_page};

const LONG: Duration = Duration::from_secs(120);

/// The number of colours of a picture; a blank one has one.
async fn colours(page: &Page, key: &str) -> Result<u64> {
    let counted = page
        .eval(&format!(
            "(() => {{
                const canvas = document.querySelector('[data-experiment={key}] canvas');
                const {{ data }} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                return new Set(new Uint32Array(data.buffer)).size;
            }})()"
        ))
        .await?;
    Ok(counted.as_u64().unwrap_or_default())
}

/// Brings an experiment into view and waits for its picture.
async fn look_at(page: &Page, key: &str) -> Result<()> {
    let card = format!("document.querySelector('[data-experiment={key}]')");
    // The engine describes the drawing in more words than the title.
    let drawn = format!(
        "{card}.querySelector('canvas').getAttribute('aria-label') !== {card}.querySelector('h3').textContent"
    );
    page.wait_in_view(&card, &drawn, LONG).await
}

#[tokio::test]
async fn the_gallery_draws_what_comes_into_view() -> Result<()> {
    on_page("gallery.html", async |page| {
        let keys = page
            .eval("[...document.querySelectorAll('[data-experiment]')].map((card) => card.dataset.experiment)")
            .await?;
        let keys: Vec<&str> = keys.as_array().into_iter().flatten().filter_map(|key| key.as_str()).collect();
        assert!(keys.len() >= 18, "{keys:?}");
        let last = keys[keys.len() - 1];
        assert!(colours(page, last).await? <= 1, "{last} is drawn though nobody sees it");
        for key in keys {
            look_at(page, key).await?;
            let colours = colours(page, key).await?;
            assert!(colours > 20, "{key} has {colours} colours");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_gallery_runs_experiments_where_they_stand() -> Result<()> {
    on_page("gallery.html#steps=4e6", async |page| {
        look_at(page, "cusp").await?;
        let before = colours(page, "cusp").await?;
        // Both are requested at once, and run one after the other.
        page.click("[data-experiment=cusp] button").await?;
        page.click("[data-experiment=asymmetric] button").await?;
        page.wait_for_state("finished", LONG).await?;
        for key in ["cusp", "asymmetric"] {
            let said = page
                .text(&format!("[data-experiment={key}] .found"))
                .await?;
            assert!(
                said.contains("root mean square") && said.contains("All assumptions"),
                "{said}"
            );
        }
        assert_eq!(page.outcome().await?["experiment"]["step"], json!(0.15));
        assert_eq!(
            page.text("[data-experiment=cusp] button").await?,
            "Run again"
        );
        look_at(page, "cusp").await?;
        assert_ne!(colours(page, "cusp").await?, before);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_gallery_says_why_something_fails() -> Result<()> {
    on_page("gallery.html#steps=4e6", async |page| {
        page.click("[data-experiment=blow_up] button").await?;
        page.wait_for_state("finished", LONG).await?;
        let shown = "[...document.querySelectorAll('[data-experiment=blow_up] .found > ul > li')]
            .map((row) => [row.dataset.trust, row.dataset.verdict])";
        assert_eq!(
            page.eval(shown).await?,
            json!([["chaos", "fail"], ["divergence", "fail"]])
        );
        let said = page.text("[data-experiment=blow_up] .found").await?;
        assert!(said.contains("Choose a smaller step"), "{said}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_gallery_leads_to_the_page_and_back() -> Result<()> {
    on_page("preset=test1", async |page| {
        page.click(".onward a").await?;
        page.wait_until("document.querySelector('[data-experiment]')", LONG)
            .await?;
        page.click("[data-experiment=morse] .ways a").await?;
        page.wait_for_state("finished", LONG).await?;
        let formula = page
            .eval("document.getElementById('formula').value")
            .await?;
        assert!(formula.to_string().contains("exp(-q)"), "{formula}");
        assert!(page.outcome().await?["reference"]["name"].is_string());
        page.click("footer a[href*='gallery.html']").await?;
        page.wait_until("document.querySelector('[data-experiment]')", LONG)
            .await
    })
    .await
}
