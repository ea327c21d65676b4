//! A learned potential is downloaded, kept as a surrogate, and opened from a file.

use std::time::Duration;
use stepsieve::experiment::PotentialFile;
use stepsieve_page::{Page, Result, json, on_page};

const LONG: Duration = Duration::from_secs(60);
const LINK: &str = "preset=test1&step=0.5&steps=1e6&trajectories=128&time=5";

/// Runs the page's experiment by a click.
async fn run(page: &Page) -> Result<()> {
    page.wait_for_state("idle", LONG).await?;
    assert_eq!(
        page.eval("document.getElementById('take').disabled")
            .await?,
        json!(true)
    );
    page.click("#run").await?;
    page.wait_for_state("finished", LONG).await
}

/// Downloads the potential and returns the text of the file.
async fn downloaded(page: &Page, form: &str) -> Result<String> {
    page.eval(
        "URL.createObjectURL = (made => blob => { blob.text().then(text => { window.saved = text; }); return made(blob); })
            (URL.createObjectURL.bind(URL)), window.saved = null",
    )
    .await?;
    page.choose("#form", form).await?;
    page.click("#take").await?;
    page.wait_until("window.saved", LONG).await?;
    Ok(page
        .eval("window.saved")
        .await?
        .as_str()
        .unwrap_or_default()
        .to_owned())
}

#[tokio::test]
async fn a_potential_is_downloaded_as_data_and_as_a_function() -> Result<()> {
    on_page(LINK, async |page| {
        run(page).await?;
        let file = PotentialFile::read(&downloaded(page, "json").await?).unwrap();
        assert_eq!(file.potential.dimension(), 1);
        assert!(
            file.experiment.contains("preset=test1"),
            "{}",
            file.experiment
        );
        // The parabola q²/2, within the error of few steps.
        let energy = |q: f64| file.potential.at(&[q], &mut [0.0]);
        let rise = energy(1.5) - energy(0.0);
        assert!((rise - 1.125).abs() < 0.2, "{rise}");
        let python = downloaded(page, "py").await?;
        assert!(python.contains("def gradient("), "{python}");
        Ok(())
    })
    .await
}

/// In more than three variables it is a sum of terms, without dynamics to compare.
#[tokio::test]
async fn a_sum_of_terms_is_downloaded() -> Result<()> {
    const CHAIN: &str = "v=3&formula=sum(i,1,4,x[i]^2)+sum(i,1,3,(x[i]-x[i%2B1])^2/4)%2B0.001*sum(i,1,4,sin(x[i]/0.001))&steps=2e5&calibration_steps=1e5";
    on_page(CHAIN, async |page| {
        run(page).await?;
        let keeps = "document.getElementById('keep').disabled";
        assert_eq!(page.eval(keeps).await?, json!(true));
        let python = downloaded(page, "py").await?;
        assert!(python.contains("DIMENSION = 4"), "{python}");
        assert!(python.contains("([2, 3], ["), "{python}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_was_learned_is_kept_as_the_surrogate_of_a_comparison() -> Result<()> {
    on_page(LINK, async |page| {
        run(page).await?;
        let file = downloaded(page, "json").await?;
        page.click("#keep").await?;
        page.wait_until("window.stepsieve.outcome()?.comparison?.floor", LONG)
            .await?;
        page.wait_for_state("finished", LONG).await?;
        let held = "JSON.parse(window.stepsieve.outcome().experiment.compare.surrogate)";
        let same = format!(
            "JSON.stringify({held}) === JSON.stringify(JSON.parse({}))",
            json!(file)
        );
        assert_eq!(page.eval(&same).await?, json!(true));
        page.wait_until("location.hash.includes('surrogate=%7B')", LONG)
            .await?;
        let distance = "window.stepsieve.outcome().comparison.ensembles[0].distance.mean";
        assert!(
            page.eval(distance)
                .await?
                .as_f64()
                .is_some_and(|x| x > 0.0 && x < 0.5)
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_stored_potential_is_loaded_and_a_wrong_one_is_refused() -> Result<()> {
    on_page(LINK, async |page| {
        run(page).await?;
        let file = downloaded(page, "json").await?;
        load(page, &file).await?;
        page.wait_until("window.stepsieve.outcome()?.comparison?.floor", LONG)
            .await?;
        let held = page
            .eval("window.stepsieve.outcome().experiment.compare")
            .await?;
        for (text, sentence) in [
            ("energies of q", "holds no experiment"),
            ("{\"version\": 1}", "potential"),
        ] {
            load(page, text).await?;
            let said = format!(
                "document.querySelector('#link-problems ul')?.innerText.includes('{sentence}')"
            );
            page.wait_until(&said, LONG).await?;
            assert_eq!(
                page.text("#link-problems strong").await?,
                "The file cannot be opened"
            );
            page.click("#link-problems button").await?;
        }
        assert_eq!(
            page.eval("window.stepsieve.outcome().experiment.compare")
                .await?,
            held
        );
        // A valid file removes the message of an invalid one.
        load(page, "energies of q").await?;
        page.wait_until("document.getElementById('link-problems')", LONG)
            .await?;
        load(page, &file).await?;
        page.wait_until("!document.getElementById('link-problems')", LONG)
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_a_worker_takes_with_it_is_said_to_be_gone() -> Result<()> {
    on_page(LINK, async |page| {
        page.watch_workers().await?;
        run(page).await?;
        // The last worker is not replaced until the next run.
        for _ in 0..5 {
            page.eval("breakWorker('study')").await?;
            page.click("#take").await?;
            page.wait_until(
                "document.getElementById('notice')?.innerText.includes('no longer hold')",
                LONG,
            )
            .await?;
            page.click("#notice button").await?;
        }
        page.click("#run").await?;
        page.wait_for_state("running", LONG).await.ok();
        page.wait_for_state("finished", LONG).await?;
        assert!(downloaded(page, "json").await?.contains("coefficients"));
        Ok(())
    })
    .await
}

/// Opens a file with this text.
async fn load(page: &Page, text: &str) -> Result<()> {
    page.eval(&format!(
        "(() => {{ const held = new DataTransfer(); held.items.add(new File([{}], 'potential.json'));
            const chooser = document.getElementById('load'); chooser.files = held.files;
            chooser.dispatchEvent(new Event('change')); }})()",
        json!(text)
    ))
    .await?;
    Ok(())
}
