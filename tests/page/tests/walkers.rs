//! The walkers of the run, step by step.

use std::time::Duration;

use stepsieve_page::{Page, Result, json, on_page};

const SHORT: Duration = Duration::from_secs(10);
const LONG: Duration = Duration::from_secs(60);
/// Long enough for many frames.
const WHILE: Duration = Duration::from_millis(700);

const READY: &str = "document.getElementById('walk')?.checkVisibility() !== undefined";
/// What is drawn of the walkers.
const PICTURE: &str = "document.querySelector('.walkers .moving').toDataURL()";
const WORDS: &str = "document.getElementById('figure-walkers').getAttribute('aria-label')";

/// The number of whole steps, by the figure.
async fn count(page: &Page) -> Result<u64> {
    let text = page.text(".walk-controls output").await?;
    let digits = text.trim_start_matches("step ").replace(',', "");
    Ok(digits.parse()?)
}

/// Opens the page with the walkers paused after one step.
async fn at_rest(page: &Page) -> Result<()> {
    page.wait_until(READY, SHORT).await?;
    page.wait_until(&format!("{WORDS}.includes('walkers of block 1')"), SHORT)
        .await?;
    page.click("#walk-step").await
}

#[tokio::test]
async fn walkers_walk_pause_and_make_single_steps() -> Result<()> {
    on_page("v=3&preset=test1&step=0.5", async |page| {
        page.wait_until(READY, SHORT).await?;
        // They walk by themselves.
        let moved = "!document.querySelector('.walk-controls output').textContent.endsWith(' 0')";
        page.wait_until(moved, SHORT).await?;
        assert_eq!(page.text("#walk").await?, "Pause");
        page.click("#walk").await?;
        assert_eq!(page.text("#walk").await?, "Play");
        let before = (count(page).await?, page.eval(PICTURE).await?);
        tokio::time::sleep(WHILE).await;
        assert_eq!((count(page).await?, page.eval(PICTURE).await?), before);

        page.click("#walk-step").await?;
        assert_eq!(count(page).await?, before.0 + 1);
        assert_ne!(page.eval(PICTURE).await?, before.1);
        page.click("#walk-step").await?;
        assert_eq!(count(page).await?, before.0 + 2);
        // In words, too, and aloud.
        let said = format!("after {} steps of δ = 0.5", before.0 + 2);
        let words = page.eval(WORDS).await?;
        let words = words.as_str().unwrap_or_default();
        assert!(
            words.contains(&said) && words.contains("which act as noise"),
            "{words}"
        );
        let aloud = format!("document.getElementById('live').textContent.includes('{said}')");
        page.wait_until(&aloud, SHORT).await?;

        page.click("#walk").await?;
        page.wait_until(
            &format!(
                "document.querySelector('.walk-controls output').textContent !== 'step {}'",
                before.0 + 2
            ),
            SHORT,
        )
        .await?;
        // A step pauses.
        page.click("#walk-step").await?;
        let stands = count(page).await?;
        tokio::time::sleep(WHILE).await;
        assert_eq!(count(page).await?, stands);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn thousands_of_steps_a_second_are_made() -> Result<()> {
    on_page("v=3&preset=test1&step=0.5", async |page| {
        page.wait_until(READY, SHORT).await?;
        page.eval(
            "(() => { const slider = document.getElementById('walk-speed'); slider.value = slider.max;
                slider.dispatchEvent(new Event('input', { bubbles: true })); })()",
        )
        .await?;
        assert!(page.text(".walk-controls").await?.contains("5000 steps/s"));
        page.wait_until(
            "parseInt(document.querySelector('.walk-controls output').textContent.replace(/\\D/g, '')) > 4000",
            LONG,
        )
        .await
    })
    .await
}

#[tokio::test]
async fn out_of_sight_nothing_walks() -> Result<()> {
    on_page("v=3&preset=test1&step=0.5", async |page| {
        page.wait_until(READY, SHORT).await?;
        page.eval("scrollTo(0, document.body.scrollHeight)").await?;
        tokio::time::sleep(WHILE).await;
        let before = page.eval(PICTURE).await?;
        let steps = "document.querySelector('.walk-controls output').textContent";
        let made = page.eval(steps).await?;
        tokio::time::sleep(2 * WHILE).await;
        assert_eq!(page.eval(PICTURE).await?, before);
        assert_eq!(page.eval(steps).await?, made);
        page.eval("scrollTo(0, 0)").await?;
        page.wait_until(&format!("{steps} !== {made}"), SHORT).await
    })
    .await
}

#[tokio::test]
async fn who_wants_no_motion_sees_single_steps() -> Result<()> {
    on_page("v=3&preset=test1&step=0.5", async |page| {
        let features =
            json!({ "features": [{ "name": "prefers-reduced-motion", "value": "reduce" }] });
        page.devtools("Emulation.setEmulatedMedia", features)
            .await?;
        page.reload(READY).await?;
        tokio::time::sleep(WHILE).await;
        assert_eq!(count(page).await?, 0);
        let offered = "document.getElementById('walk').checkVisibility()";
        assert_eq!(page.eval(offered).await?, json!(false));
        page.click("#walk-step").await?;
        tokio::time::sleep(WHILE).await;
        assert_eq!(count(page).await?, 1);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn another_step_or_energy_is_walked_at_once() -> Result<()> {
    on_page("v=3&preset=test1&step=0.5", async |page| {
        at_rest(page).await?;
        let steps = count(page).await?;
        let before = page.eval(PICTURE).await?;
        page.enter("#set-step", "0.3").await?;
        page.wait_until(&format!("{WORDS}.includes('of δ = 0.3.')"), SHORT)
            .await?;
        // As far as before, and elsewhere.
        page.wait_until(&format!("{PICTURE} !== {before}"), SHORT)
            .await?;
        assert_eq!(count(page).await?, steps);
        page.choose("#preset", "test4").await?;
        page.wait_until(&format!("!{WORDS}.includes('noise')"), SHORT)
            .await?;
        page.wait_until(&format!("{WORDS}.includes('walker 1 from (')"), SHORT)
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_dragged_walker_is_a_copy() -> Result<()> {
    on_page("v=3&preset=test1&step=0.5", async |page| {
        at_rest(page).await?;
        // The colour of copies.
        let copies = "(() => { const canvas = document.querySelector('.walkers .moving');
            const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            let count = 0;
            for (let i = 0; i < data.length; i += 4) count += data[i] === 196 && data[i + 1] === 78 && data[i + 2] === 0 && data[i + 3] === 255;
            return count; })()";
        assert_eq!(page.eval(copies).await?, json!(0));
        // The places visited, before the sentence on the followed walker.
        let visits = format!("{WORDS}.split('The last step')[0]");
        let words = page.eval(&visits).await?;
        page.drag("#figure-walkers", [0.35, 0.6], [0.55, 0.4]).await?;
        page.wait_until(&format!("{copies} > 10"), SHORT).await?;
        // The walkers themselves stay.
        page.eval("document.getElementById('figure-walkers').dispatchEvent(new Event('drawn'))")
            .await?;
        assert_eq!(page.eval(&visits).await?, words);
        let held = page.eval(PICTURE).await?;
        page.click("#walk-step").await?;
        assert_ne!(page.eval(PICTURE).await?, held);
        assert_ne!(page.eval(copies).await?, json!(0));
        // Another experiment has none.
        page.enter("#set-step", "0.3").await?;
        page.wait_until(&format!("{copies} === 0"), SHORT).await
    })
    .await
}

#[tokio::test]
async fn in_many_dimensions_two_coordinates_are_chosen() -> Result<()> {
    on_page("v=3&preset=chain8", async |page| {
        at_rest(page).await?;
        assert_eq!(
            page.eval("document.querySelectorAll('.walk-plane option').length")
                .await?,
            json!(16)
        );
        let before = page.eval(PICTURE).await?;
        page.choose(".walk-plane select:last-of-type", "4").await?;
        page.wait_until(&format!("{PICTURE} !== {before}"), SHORT)
            .await
    })
    .await
}

#[tokio::test]
async fn an_embed_shows_walkers_in_either_language() -> Result<()> {
    let address = |lang: &str| {
        format!("embed.html{lang}#show=walkers&controls=step&v=3&preset=test1&step=0.5")
    };
    on_page(address("").as_str(), async |page| {
        page.wait_until(READY, SHORT).await?;
        let figures = page.visible("[data-figure]", "data-figure").await?;
        assert_eq!(figures, json!(["walkers"]));
        at_rest(page).await?;
        page.go(&address("?lang=de"), READY).await?;
        page.wait_until(&format!("{WORDS}.includes('Läufer von Block 1')"), SHORT)
            .await?;
        // Where the energy is hidden, so are its heights and its parts.
        let hidden =
            "embed.html#show=walkers&hide=formula,energy,reference&v=3&preset=test1&step=0.5";
        page.go(hidden, READY).await?;
        page.click("#walk-step").await?;
        let words = page.eval(WORDS).await?;
        let words = words.as_str().unwrap_or_default();
        assert!(
            words.contains("took walker 1 from") && !words.contains("slope"),
            "{words}"
        );
        // Without it nothing walks.
        page.go(
            "embed.html#show=potential&v=3&preset=test1",
            "document.getElementById('open-page')",
        )
        .await?;
        assert_eq!(
            page.eval("document.getElementById('walk')").await?,
            json!(null)
        );
        Ok(())
    })
    .await
}
