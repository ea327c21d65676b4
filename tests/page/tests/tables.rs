//! Tables on the page: a file becomes the energy, and stays with it in links, files and workers.

use std::time::Duration;

use stepsieve_page::{Result, json, on_page};

use crate::opened_files::{drop_files, said};

const LONG: Duration = Duration::from_secs(120);
const LINK: &str = "v=3&preset=test1&step=0.5&steps=1e6";

/// A file of two wells with so many points, as a JavaScript expression.
fn wells(points: usize, name: &str) -> String {
    format!(
        "new File(['q,V\\n' + Array.from({{ length: {points} }}, (_, k) => -2 + 4*k/{}).map((q) => `${{q}},${{(q*q - 1)**2}}`).join('\\n')], '{name}')",
        points - 1
    )
}

#[tokio::test]
async fn a_dropped_table_is_the_energy_and_takes_ripples() -> Result<()> {
    on_page(LINK, async |page| {
        page.wait_for_state("idle", LONG).await?;
        drop_files(page, &["new File(['q,V\\n0,1\\n1,two\\n'], 'broken.csv')"]).await?;
        let (heading, text) = said(page).await?;
        assert_eq!(heading, "The file cannot be opened");
        assert!(text.contains("Line 3, column 2 (V): “two” is not a finite number."), "{text}");

        drop_files(page, &[&wells(81, "wells.csv")]).await?;
        page.wait_until("document.getElementById('formula').value === 'table(q)'", LONG).await?;
        page.wait_until("location.hash.includes('&table=-2:2:81;9,')", LONG).await?;
        // The table stays when the formula changes, and the region follows from it.
        page.enter("#formula", "table(q) + 0.01*sin(q/0.01)").await?;
        page.wait_until("location.hash.includes('sin(q/0.01)')", LONG).await?;
        let region = "['lower', 'upper'].map((end) => document.getElementById(`set-region-${end}`).value)";
        assert_eq!(page.eval(region).await?, json!(["-2", "2"]));
        assert_eq!(page.eval("document.querySelector('#link-problems')").await?, json!(null));

        page.eval("void (location.hash = 'v=3&kind=learn&formula=table(q)%2B0.01*sin(q/0.01)&table=-2:2:9;9,1.5625,0,0.5625,1,0.5625,0,1.5625,9&step=0.2&steps=1e6&seed=3&run')").await?;
        page.wait_for_state("finished", LONG).await?;
        assert_eq!(page.console_errors().await?, Vec::<String>::new());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_link_with_a_hash_waits_for_its_table() -> Result<()> {
    on_page(LINK, async |page| {
        page.wait_for_state("idle", LONG).await?;
        drop_files(page, &[&wells(2001, "wells.csv")]).await?;
        page.wait_until(
            "/&table=[0-9a-f]{6}(-[0-9a-f]{6}){3}/.test(location.hash)",
            LONG,
        )
        .await?;
        let table = page
            .eval("location.hash.match(/&table=([^&]*)/)[1]")
            .await?;
        let link = format!(
            "v=3&formula=table(q)%2B0.01*sin(q/0.01)&table={}&step=0.2&friction=0.1&steps=1e6&run",
            table.as_str().unwrap_or_default()
        );
        page.eval(&format!("void (location.hash = '{link}')"))
            .await?;
        page.wait_for_state("finished", LONG).await?;
        let known = page.exact_outcome().await?;
        // The browser keeps the table.
        page.reload("!('opening' in document.documentElement.dataset)")
            .await?;
        page.wait_for_state("finished", LONG).await?;
        assert_eq!(page.exact_outcome().await?, known);
        page.eval("void indexedDB.deleteDatabase('stepsieve')")
            .await?;
        page.reload("!('opening' in document.documentElement.dataset)")
            .await?;
        let (_, text) = said(page).await?;
        assert!(
            text.contains("Only the hash of its table is here"),
            "{text}"
        );
        drop_files(page, &[&wells(2001, "wells.csv")]).await?;
        page.wait_for_state("finished", LONG).await?;
        assert_eq!(page.exact_outcome().await?, known);
        Ok(())
    })
    .await
}
