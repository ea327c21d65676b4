//! The dialog that writes what puts a demo into a document.

use std::time::Duration;

use stepsieve_page::{Result, json, on_page};

const LONG: Duration = Duration::from_secs(60);

/// Put into a document, it is a demo that does as was chosen.
#[tokio::test]
async fn the_dialog_writes_what_works() -> Result<()> {
    on_page("v=2&preset=test1&step=0.5&steps=1e6", async |page| {
        page.click("#embed").await?;
        for choice in ["[name=show][value=momenta]", "[name=show][value=findings]", "[name=controls][value=step]", "#embed-autorun"] {
            page.click(&format!("#embed-box {choice}")).await?;
        }
        page.choose("#embed-theme", "dark").await?;
        let version = env!("CARGO_PKG_VERSION");
        let wanted = format!("v/{version}/embed.html#show=potential,momenta&controls=&theme=dark&autorun&v=2&preset=test1&step=0.5&steps=1e6");
        let preview = page.eval("document.getElementById('embed-preview').href").await?;
        assert!(preview.as_str().is_some_and(|href| href.ends_with(&wanted)), "{preview}");
        for kind in ["html", "mdbook", "quarto", "sphinx", "myst", "jupyter"] {
            page.choose("#embed-kind", kind).await?;
            // As a browser would read it, but for the notebook's Python.
            let address = page
                .eval("((text) => new DOMParser().parseFromString(text.replace(/style=\"[^\"]*\"/, ''), 'text/html').querySelector('iframe')?.src ?? text.match(/\"(http[^\"]*)\"/)[1])(document.getElementById('embed-snippet').value)")
                .await?;
            assert_eq!(address, preview, "{kind}");
        }
        page.choose("#embed-kind", "element").await?;
        let snippet = page.eval("document.getElementById('embed-snippet').value").await?;
        let snippet = snippet.as_str().unwrap_or_default();
        assert!(snippet.contains("<stepsieve-demo link=\"v=2&amp;preset=test1&amp;step=0.5&amp;steps=1e6\" show=\"potential,momenta\""), "{snippet}");

        page.go(preview.as_str().unwrap_or_default(), "window.stepsieve?.outcome()?.complete").await?;
        let figures = page.visible("[data-figure]", "data-figure").await?;
        assert_eq!(figures, json!(["potential", "momenta"]));
        assert_eq!(page.eval("document.documentElement.dataset.theme").await?, "dark");
        Ok(())
    })
    .await
}

/// A demo of an energy that its reader is to find out: neither the document nor the demo names it.
#[tokio::test]
async fn the_dialog_writes_a_riddle() -> Result<()> {
    on_page(
        "v=2&formula=q^2/2%2Bsin(q/0.01)/100&step=0.5&steps=1e6",
        async |page| {
            page.click("#embed").await?;
            for part in ["formula", "energy", "reference"] {
                page.click(&format!("#embed-box [name=hide][value={part}]"))
                    .await?;
            }
            let preview = page
                .eval("document.getElementById('embed-preview').href")
                .await?;
            let preview = preview.as_str().unwrap_or_default();
            let snippet = page
                .eval("document.getElementById('embed-snippet').value")
                .await?;
            let snippet = snippet.as_str().unwrap_or_default();
            assert!(
                preview.contains("&hide=formula,energy,reference&x="),
                "{preview}"
            );
            assert!(
                snippet.contains(" hide=\"formula,energy,reference\""),
                "{snippet}"
            );
            for told in ["sin", "formula=", "step="] {
                assert!(
                    !preview.contains(told) && !snippet.contains(told),
                    "{told}: {preview} {snippet}"
                );
            }

            page.go(
                preview,
                "window.stepsieve && document.getElementById('run').checkVisibility()",
            )
            .await?;
            page.click("#run").await?;
            page.wait_for_state("finished", LONG).await?;
            let shown = page
            .eval("document.body.innerText + JSON.stringify(window.stepsieve.outcome().experiment)")
            .await?;
            assert!(
                !shown.as_str().unwrap_or_default().contains("sin("),
                "{shown}"
            );
            assert_eq!(
                page.eval("document.getElementById('set-step').value")
                    .await?,
                "0.5"
            );
            Ok(())
        },
    )
    .await
}
