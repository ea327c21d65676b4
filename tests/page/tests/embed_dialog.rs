//! The dialog that writes the snippet of a demo for a document.

use std::time::Duration;

use stepsieve_page::{Result, json, on_page};

const LONG: Duration = Duration::from_secs(60);

/// The snippet makes a demo with the chosen settings.
#[tokio::test]
async fn the_dialog_writes_what_works() -> Result<()> {
    // The snippet of a running page does not run unless requested.
    on_page("v=3&preset=test1&step=0.5&steps=1e6&run", async |page| {
        page.wait_for_state("finished", LONG).await?;
        page.click("#embed").await?;
        page.wait_until("document.querySelector('#embed-box[open]')", LONG).await?;
        let idle = page.eval("[document.getElementById('embed-preview').href, document.getElementById('embed-snippet').value]").await?;
        assert!(!idle.to_string().contains("run"), "{idle}");
        for choice in ["[name=show][value=momenta]", "[name=show][value=findings]", "[name=controls][value=step]", "#embed-autorun"] {
            page.click(&format!("#embed-box {choice}")).await?;
        }
        page.choose("#embed-theme", "dark").await?;
        let version = env!("CARGO_PKG_VERSION");
        let wanted = |height: &str| format!("v/{version}/embed.html#show=potential,momenta&controls=&theme=dark{height}&autorun&v=3&preset=test1&step=0.5&steps=1e6");
        let preview = page.eval("document.getElementById('embed-preview').href").await?;
        assert!(preview.as_str().is_some_and(|href| href.ends_with(&wanted(""))), "{preview}");
        for kind in ["html", "mdbook", "quarto", "sphinx", "myst", "jupyter"] {
            page.choose("#embed-kind", kind).await?;
            // Parsed like in a browser.
            let address = page
                .eval("((text) => new DOMParser().parseFromString(text.replace(/style=\"[^\"]*\"/, ''), 'text/html').querySelector('iframe').src)(document.getElementById('embed-snippet').value)")
                .await?;
            assert!(address.as_str().is_some_and(|src| src.ends_with(&wanted("&height=auto"))), "{kind}: {address}");
        }
        // A fixed height requires no script.
        page.choose("#embed-height", "500").await?;
        let snippet = page.eval("document.getElementById('embed-snippet').value").await?;
        let snippet = snippet.as_str().unwrap_or_default();
        assert!(snippet.contains("height=\"500\"") && !snippet.contains("height=auto") && !snippet.contains("<script>"), "{snippet}");
        page.choose("#embed-height", "auto").await?;
        page.choose("#embed-kind", "element").await?;
        let snippet = page.eval("document.getElementById('embed-snippet').value").await?;
        let snippet = snippet.as_str().unwrap_or_default();
        assert!(snippet.contains("<stepsieve-demo link=\"v=3&amp;preset=test1&amp;step=0.5&amp;steps=1e6\" show=\"potential,momenta\""), "{snippet}");

        page.go(preview.as_str().unwrap_or_default(), "window.stepsieve?.outcome()?.complete").await?;
        let figures = page.visible("[data-figure]", "data-figure").await?;
        assert_eq!(figures, json!(["potential", "momenta"]));
        assert_eq!(page.eval("document.documentElement.dataset.theme").await?, "dark");
        Ok(())
    })
    .await
}

/// Dialogs load on demand; requested twice, or with another dialog opened meanwhile, they open once
/// or not at all.
#[tokio::test]
async fn one_dialog_is_open_however_hastily_they_are_asked_for() -> Result<()> {
    on_page("v=3&preset=test1&step=0.5", async |page| {
        page.eval("void ['embed', 'embed', 'share', 'embed'].forEach((name) => document.getElementById(name).click())").await?;
        page.wait_until("document.querySelector('#embed-box')", LONG).await?;
        assert_eq!(page.eval("[...document.querySelectorAll('#embed-box')].length").await?, 1);
        assert_eq!(page.eval("[...document.querySelectorAll('dialog[open]')].map((box) => box.id)").await?, json!(["share-box"]));
        page.eval("document.querySelector('#share-box .close').click()").await?;
        page.eval("void ['embed', 'embed', 'share'].forEach((name) => document.getElementById(name).click())").await?;
        page.wait_until("document.querySelector('dialog[open]')", LONG).await?;
        assert_eq!(page.eval("document.querySelectorAll('dialog[open]').length").await?, 1);
        Ok(())
    })
    .await
}

/// The window of the preview.
const PREVIEW: &str = "document.querySelector('.preview stepsieve-demo')?.shadowRoot.querySelector('iframe').contentWindow";

/// The preview shows the chosen parts, runs on request, and disappears with the dialog.
#[tokio::test]
async fn the_dialog_shows_the_demo_as_it_will_be() -> Result<()> {
    on_page("index.html?lang=de#v=3&preset=test1&step=0.5&steps=1e6&run", async |page| {
        page.wait_for_state("finished", LONG).await?;
        page.click("#embed").await?;
        let root = format!("{PREVIEW}?.document.documentElement");
        let seen = |what: &str| format!("{PREVIEW}?.document.querySelector('{what}')?.checkVisibility()");
        page.wait_until(&seen("[data-figure=potential]"), LONG).await?;
        page.wait_until("document.getElementById('embed-size').textContent", LONG).await?;
        assert_eq!(page.eval(&format!("[{root}.lang, {root}.dataset.run]")).await?, json!(["de", "idle"]));
        assert_ne!(page.eval(&seen("[data-figure=momenta]")).await?, json!(true));

        page.click("#embed-box [name=show][value=momenta]").await?;
        page.wait_until(&seen("[data-figure=momenta]"), LONG).await?;
        page.choose("#embed-theme", "dark").await?;
        page.wait_until(&format!("{root}?.dataset.theme === 'dark'"), LONG).await?;
        // A document wider than the dialog is scaled down.
        for (window, document) in [(1280, 1000), (390, 700), (390, 390)] {
            page.set_viewport(window, 800, 1.0).await?;
            page.choose("#embed-width", &document.to_string()).await?;
            page.wait_until(&format!("{PREVIEW}?.innerWidth === {document} && {PREVIEW}.stepsieve"), LONG).await?;
            let inside = "(({ left, right }) => left >= 0 && right <= innerWidth)(document.querySelector('.preview stepsieve-demo').getBoundingClientRect())";
            page.wait_until(inside, LONG).await?;
        }
        // The snippet contains the measured height, and the dialog shows it.
        page.choose("#embed-kind", "html").await?;
        page.wait_until("document.getElementById('embed-size').textContent", LONG).await?;
        let same = "document.getElementById('embed-size').textContent.includes(document.getElementById('embed-snippet').value.match(/ height=\"(\\d+)\"/)[1])";
        assert_eq!(page.eval(same).await?, json!(true));

        page.eval(&format!("{PREVIEW}.document.getElementById('run').click()")).await?;
        page.wait_until(&format!("{root}?.dataset.run === 'finished'"), LONG).await?;
        page.click("#embed-box .close").await?;
        assert_eq!(page.eval("document.querySelector('.preview').childElementCount").await?, json!(0));
        page.click("#embed").await?;
        page.wait_until(&format!("{PREVIEW}?.stepsieve"), LONG).await?;
        Ok(())
    })
    .await
}

/// A demo with a hidden energy: neither the document nor the demo names it.
#[tokio::test]
async fn the_dialog_writes_a_riddle() -> Result<()> {
    on_page(
        "v=3&formula=q^2/2%2Bsin(q/0.01)/100&step=0.5&steps=1e6",
        async |page| {
            page.click("#embed").await?;
            page.wait_until("document.querySelector('#embed-box[open]')", LONG)
                .await?;
            for part in ["formula", "energy", "reference"] {
                page.click(&format!("#embed-box [name=hide][value={part}]"))
                    .await?;
            }
            // The choice of the potential would name it, and is not offered.
            let potential = "document.querySelector('#embed-box [name=controls][value=potential]')";
            assert_eq!(
                page.eval(&format!("{potential}.disabled")).await?,
                json!(true)
            );
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
