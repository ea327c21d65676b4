//! The page for a lecture hall.

use std::time::Duration;

use stepsieve_page::{Options, Page, Result, json, on_page};

const SHORT: Duration = Duration::from_secs(10);
const LONG: Duration = Duration::from_secs(90);
const ON: &str =
    "'projector' in document.documentElement.dataset && document.getElementById('projector-bar')";

/// The visible figures.
const SHOWN: &str =
    "[...document.querySelectorAll('.figure')].filter((figure) => figure.checkVisibility())
    .map((figure) => figure.querySelector('canvas').dataset.figure)";

/// True if nothing requires scrolling.
const FITS: &str = "document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth";

async fn shows(page: &Page, figures: &[&str]) -> Result<()> {
    let figures = json!(figures).to_string();
    page.wait_until(&format!("JSON.stringify({SHOWN}) === '{figures}'"), SHORT)
        .await
}

/// Height in device pixels of the axis label at the bottom of a figure.
async fn height_of_text(page: &Page) -> Result<u64> {
    let rows = "(() => {
        const canvas = document.getElementById('figure-potential');
        const context = canvas.getContext('2d');
        const from = Math.round(canvas.height * 0.8);
        const { data } = context.getImageData(0, from, canvas.width, canvas.height - from);
        let [longest, run] = [0, 0];
        // The lowest block of inked rows is the label of the axis.
        for (let y = canvas.height - from - 1; y >= 0; y -= 1) {
            let inked = false;
            for (let x = 0; x < canvas.width; x += 1) inked ||= data[4 * (y * canvas.width + x) + 3] > 128;
            if (inked) run += 1;
            else if (run > 0) { longest = run; break; }
        }
        return longest;
    })()";
    Ok(page.eval(rows).await?.as_u64().unwrap_or_default())
}

#[tokio::test]
async fn a_lecture_by_keys() -> Result<()> {
    let options = Options {
        height: 720,
        ..Options::from("v=3&preset=test1&step=0.5&steps=1e9")
    };
    on_page(options, async |page| {
        page.wait_until("document.getElementById('figure-potential').width > 0", SHORT)
            .await?;
        let small = height_of_text(page).await?;
        page.click("#projector").await?;
        page.wait_until(ON, SHORT).await?;
        shows(page, &["potential", "zoom"]).await?;
        page.wait_until("location.search === '?projector'", SHORT)
            .await?;
        page.wait_until(FITS, SHORT).await?;
        // Large type, in the page and in its figures.
        let size = "parseFloat(getComputedStyle(document.getElementById('run')).fontSize)";
        assert!(page.eval(size).await?.as_f64().is_some_and(|size| size >= 25.6));
        tokio::time::sleep(Duration::from_millis(500)).await;
        let large = height_of_text(page).await?;
        assert!(small >= 5 && 10 * large >= 15 * small, "{small}, {large}");

        // One key runs and pauses at any focus.
        for place in ["run", "projector-leave", "figure-potential"] {
            page.eval(&format!("document.getElementById('{place}').focus()"))
                .await?;
            page.press(" ").await?;
            page.wait_for_state("running", SHORT).await?;
            page.press(" ").await?;
            page.wait_for_state("paused", SHORT).await?;
        }
        assert_eq!(page.eval(&format!("Boolean({ON})")).await?, json!(true));
        // In a text field it is a character.
        page.click("#set-step").await?;
        page.press(" ").await?;
        assert_eq!(page.state().await?, "paused");
        page.enter("#set-step", "0.3").await?;
        page.wait_until("location.hash.includes('step=0.3')", SHORT)
            .await?;

        // Keys choose figures, and the address lists them.
        page.eval("document.getElementById('run').focus()").await?;
        page.press("4").await?;
        shows(page, &["potential", "zoom", "positions"]).await?;
        page.press("3").await?;
        shows(page, &["potential", "positions"]).await?;
        page.click("#projector-bar input[value=momenta]").await?;
        shows(page, &["potential", "positions", "momenta"]).await?;
        page.wait_until("location.search === '?projector=staircase,potential,positions,momenta'", SHORT)
            .await?;
        page.wait_until(FITS, SHORT).await?;
        // The projector is not part of the experiment.
        page.wait_until("location.hash.startsWith('#v=3&preset=test1&step=0.3&steps=1e9')", SHORT)
            .await?;

        page.press("Escape").await?;
        page.wait_until("!('projector' in document.documentElement.dataset)", SHORT)
            .await?;
        assert_eq!(
            page.eval("[location.search, document.activeElement.id, document.getElementById('set-friction').checkVisibility()]")
                .await?,
            json!(["", "projector", true])
        );
        // When it is off, its keys do nothing.
        page.press("3").await?;
        tokio::time::sleep(Duration::from_millis(500)).await;
        assert_eq!(height_of_text(page).await?, small);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_link_opens_it_with_the_figures_it_names() -> Result<()> {
    for (width, height, dark) in [(1280, 720, false), (1920, 1080, true), (320, 640, false)] {
        let link = "index.html?lang=de&projector=staircase,potential#v=3&kind=scan&preset=test1&scan_steps=1e6&steps=1e6&run";
        let options = Options {
            width,
            height,
            dark,
            ..Options::from(link)
        };
        on_page(options, async |page| {
            page.wait_until(ON, LONG).await?;
            shows(page, &["staircase", "potential"]).await?;
            page.wait_for_state("finished", LONG).await?;
            if width > 320 {
                page.wait_until(FITS, SHORT).await?;
            }
            assert_eq!(
                page.eval("document.documentElement.scrollWidth <= innerWidth")
                    .await?,
                json!(true)
            );
            // A click learns a plateau, and the staircase stays.
            page.drag("#figure-staircase", [0.85, 0.4], [0.85, 0.4])
                .await?;
            page.wait_until(
                "window.stepsieve.outcome()?.experiment.kind === 'learn'",
                LONG,
            )
            .await?;
            shows(page, &["staircase", "potential"]).await?;
            page.wait_until(
                "document.getElementById('set-step').checkVisibility()",
                SHORT,
            )
            .await?;
            page.click("#projector-leave").await?;
            page.wait_until("location.search === '?lang=de'", SHORT)
                .await
        })
        .await?;
    }
    Ok(())
}
