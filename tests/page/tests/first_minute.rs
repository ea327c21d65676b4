//! The intro: without a link the page shows a scan and two learned curves, and the user can take
//! over at any time.

use std::time::Duration;

use stepsieve_page::{Options, Page, Result, json, on_page};

const LONG: Duration = Duration::from_secs(90);
const SHORT: Duration = Duration::from_secs(10);
const OVER: &str = "document.documentElement.dataset.show === 'over'";

/// The number of pixels of a figure with exactly this colour.
async fn pixels(page: &Page, figure: &str, [r, g, b]: [u8; 3]) -> Result<u64> {
    let count = format!(
        "(() => {{
            const canvas = document.getElementById('figure-{figure}');
            const {{ data }} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            let found = 0;
            for (let at = 0; at < data.length; at += 4)
                if (data[at] === {r} && data[at + 1] === {g} && data[at + 2] === {b}) found += 1;
            return found;
        }})()"
    );
    Ok(page.eval(&count).await?.as_u64().unwrap_or_default())
}

/// Waits for the caption of an act.
async fn act(page: &Page, act: &str) -> Result<()> {
    let caption = format!("document.querySelector('#act .now')?.textContent.startsWith('{act}')");
    page.wait_until(&caption, LONG).await
}

#[tokio::test]
async fn the_show_ends_with_a_scan_and_two_curves() -> Result<()> {
    on_page("", async |page| {
        act(page, "1 of 3").await?;
        page.wait_until("location.hash.includes('kind=scan')", SHORT)
            .await?;
        act(page, "2 of 3").await?;
        page.wait_until("location.hash.includes('steps=')", SHORT)
            .await?;
        act(page, "3 of 3").await?;
        page.wait_until(OVER, LONG).await?;
        assert_eq!(page.state().await?, "finished");
        act(page, "Your turn").await?;
        let outcome = page.outcome().await?;
        assert_eq!(outcome["experiment"]["step"], json!(0.5));
        assert_eq!(outcome["reference"]["name"], "U0");
        // The first result that a reader sees is believable.
        assert_eq!(outcome["trust"]["verdict"], "pass");
        // Both curves, and the plateaus of the scan.
        assert!(pixels(page, "potential", [0, 114, 178]).await? > 200);
        assert!(pixels(page, "potential", [160, 60, 130]).await? > 200);
        assert!(pixels(page, "staircase", [0, 158, 115]).await? > 50);
        let words = page
            .eval("document.getElementById('figure-staircase').getAttribute('aria-label')")
            .await?;
        assert!(words.as_str().is_some_and(|w| w.contains('2')), "{words}");
        // The intro leaves nothing to undo.
        assert_eq!(
            // Some browsers count their initial empty page.
            page.eval("[document.getElementById('undo').disabled, history.length <= 2]")
                .await?,
            json!([true, true])
        );
        // The address holds the experiment on the screen, and does not repeat the intro.
        page.wait_until(
            "/^#v=3&preset=test1&step=0.5&.*&run$/.test(location.hash)",
            SHORT,
        )
        .await?;
        let hash = outcome["hash"].as_str().unwrap_or_default();
        page.reload("window.stepsieve").await?;
        page.wait_until("window.stepsieve.outcome()?.hash", LONG)
            .await?;
        assert_eq!(page.outcome().await?["hash"], json!(hash));
        assert_eq!(
            page.eval("document.documentElement.dataset.show ?? null")
                .await?,
            json!(null)
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn nothing_is_shifted_while_the_show_goes_on() -> Result<()> {
    for (width, height) in [(1280, 800), (390, 844), (320, 640)] {
        let options = Options {
            width,
            height,
            ..Options::default()
        };
        on_page(options, async |page| {
            page.wait_until(OVER, LONG).await?;
            // On the smallest screen the transport moves with its status.
            if width > 320 {
                assert_eq!(page.shifts().await?, json!([]), "{width} pixels");
            }
            // The transport does not cover the caption either.
            let apart = "(() => {
                const [act, bar] = ['act', 'run'].map((id) => document.getElementById(id).closest('.act, .transport').getBoundingClientRect());
                return act.height > 0 && (bar.top >= act.bottom || bar.bottom <= act.top);
            })()";
            assert_eq!(page.eval(apart).await?, json!(true), "{width} pixels");
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn pausing_ends_the_show_and_going_on_goes_on() -> Result<()> {
    on_page("", async |page| {
        // Pressed within the page, as the scan may be over before a click from outside arrives.
        page.eval(
            "void (function press() {
                if (document.documentElement.dataset.run === 'running') document.getElementById('run').click();
                else requestAnimationFrame(press);
            })()",
        )
        .await?;
        page.wait_for_state("paused", LONG).await?;
        page.wait_until(OVER, SHORT).await?;
        page.click("#run").await?;
        page.wait_for_state("finished", LONG).await?;
        // Longer than the pause between two acts.
        tokio::time::sleep(Duration::from_secs(3)).await;
        let outcome = page.outcome().await?;
        assert_eq!(outcome["experiment"]["kind"], "scan");
        assert_eq!(page.state().await?, "finished");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn touching_a_control_ends_the_show() -> Result<()> {
    on_page("", async |page| {
        act(page, "2 of 3").await?;
        page.enter("#set-step", "0.3").await?;
        page.wait_until(OVER, SHORT).await?;
        page.wait_until("document.getElementById('act').hidden", SHORT)
            .await?;
        let learned = "window.stepsieve.outcome()?.experiment.step === 0.3";
        page.wait_until(learned, LONG).await?;
        page.wait_for_state("finished", LONG).await?;
        tokio::time::sleep(Duration::from_secs(3)).await;
        assert_eq!(page.eval(learned).await?, json!(true));
        // Undo restores the settings of the intro.
        page.click("#undo").await?;
        page.wait_until("location.hash.includes('lower=-1.8')", SHORT)
            .await?;
        assert_eq!(
            page.eval("document.getElementById('set-step').value")
                .await?,
            json!("0.065")
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn escape_ends_the_show() -> Result<()> {
    on_page("", async |page| {
        act(page, "1 of 3").await?;
        page.wait_until("location.hash.includes('kind=scan')", SHORT)
            .await?;
        // A dialog takes the key.
        page.press("Control+k").await?;
        page.press("Escape").await?;
        page.wait_until("!document.querySelector('dialog[open]')", SHORT)
            .await?;
        assert_eq!(page.eval(OVER).await?, json!(false));
        page.press("Escape").await?;
        page.wait_until(OVER, SHORT).await?;
        act(page, "Your turn").await?;
        page.wait_for_state("finished", LONG).await?;
        tokio::time::sleep(Duration::from_secs(3)).await;
        assert_eq!(page.state().await?, "finished");
        let hash = page.eval("location.hash").await?;
        assert!(
            hash.as_str().is_some_and(|hash| hash.contains("kind=scan")),
            "{hash}"
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn another_potential_between_two_acts_ends_the_show() -> Result<()> {
    on_page("", async |page| {
        page.wait_for_state("finished", LONG).await?;
        page.choose("#preset", "test2").await?;
        page.wait_until(OVER, SHORT).await?;
        page.wait_until(
            "window.stepsieve.outcome()?.experiment.potential.preset === 'test2'",
            LONG,
        )
        .await?;
        page.click("#reset").await?;
        tokio::time::sleep(Duration::from_secs(3)).await;
        assert_eq!(page.state().await?, "idle");
        // The staircase of another potential is gone.
        let gone = "document.querySelector('.staircase').hidden";
        assert_eq!(page.eval(gone).await?, json!(true));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_link_starts_no_show() -> Result<()> {
    on_page("v=3&preset=test1", async |page| {
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert_eq!(page.state().await?, "idle");
        assert_eq!(
            page.eval("[document.documentElement.dataset.show ?? null, document.getElementById('act').hidden]")
                .await?,
            json!([null, true])
        );
        Ok(())
    })
    .await
}

/// The outcomes of two plateaus of a scan appear beside each other and on the staircase.
#[tokio::test]
async fn a_reader_can_do_what_the_show_does() -> Result<()> {
    let link = "v=3&kind=scan&preset=test1&steps=4e6&lower=-1.5&upper=1.5&scan_lower=0.03&scan_upper=0.8\
                &scan_points=20&friction_ratio=0.25&scan_steps=6e6&refine=0&decompose=false&run";
    on_page(link, async |page| {
        page.wait_for_state("finished", LONG).await?;
        for (place, reference) in [(0.26, "U1"), (0.8, "U0")] {
            page.drag("#figure-staircase", [place, 0.3], [place, 0.3])
                .await?;
            let learned = format!("window.stepsieve.outcome()?.reference?.name === '{reference}'");
            page.wait_until(&learned, LONG).await?;
            page.wait_for_state("finished", LONG).await?;
        }
        assert!(pixels(page, "potential", [160, 60, 130]).await? > 200);
        assert!(pixels(page, "staircase", [0, 158, 115]).await? > 50);
        // The outcome of another step has none beside it.
        page.enter("#set-step", "0.4").await?;
        page.wait_until("window.stepsieve.outcome()?.experiment.step === 0.4", LONG)
            .await?;
        page.wait_for_state("finished", LONG).await?;
        assert_eq!(pixels(page, "potential", [160, 60, 130]).await?, 0);
        Ok(())
    })
    .await
}
