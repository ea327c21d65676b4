//! Files and links exported by the page and opened again.

use std::time::Duration;

use stepsieve_page::{Page, Result, json, on_page};

const LONG: Duration = Duration::from_secs(60);
const LINK: &str = "v=3&preset=test1&step=0.5&steps=1e6";

/// The value of a field.
async fn value(page: &Page, id: &str) -> Result<String> {
    let value = page
        .eval(&format!("document.getElementById('{id}').value"))
        .await?;
    Ok(value.as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn a_shared_link_says_whether_it_was_reproduced() -> Result<()> {
    on_page(LINK, async |page| {
        page.click("#share").await?;
        assert!(!value(page, "share-link").await?.contains("outcome="));
        page.press("Escape").await?;
        page.click("#run").await?;
        page.wait_for_state("finished", LONG).await?;
        page.click("#share").await?;
        let link = value(page, "share-link").await?;
        let version = env!("CARGO_PKG_VERSION");
        assert!(link.contains(&format!("/v/{version}/index.html#{LINK}&outcome=")), "{link}");
        assert!(value(page, "citation").await?.contains(&format!("version = {{{version}}}")));

        page.go(&link, "window.stepsieve").await?;
        page.wait_for_state("finished", LONG).await?;
        assert!(page.text("#reproduced").await?.starts_with("Reproduced exactly"));

        // Another hash of the potential: the walkers made the same steps.
        let (before, hash) = link.split_once("&outcome=").unwrap_or_default();
        let hash = hash.trim_end_matches("&run");
        let mut parts: Vec<&str> = hash.split('-').collect();
        parts[2] = "000000";
        page.go(&format!("{before}&outcome={}&run", parts.join("-")), "window.stepsieve").await?;
        page.wait_for_state("finished", LONG).await?;
        let said = page.text("#reproduced").await?;
        assert!(said.contains("differs from that of the link in the learned potential."), "{said}");

        // The promise of a link does not hold for another experiment.
        page.enter("#set-step", "0.4").await?;
        page.wait_until("window.stepsieve.outcome()?.experiment.step === 0.4 && window.stepsieve.outcome().complete", LONG)
            .await?;
        assert_eq!(page.eval("document.getElementById('reproduced').hidden").await?, json!(true));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_link_that_some_programs_would_cut_is_warned_of() -> Result<()> {
    let formula = "%20+%200.01*cos(q)".repeat(130);
    on_page(format!("formula=q^2/2{formula}").as_str(), async |page| {
        page.click("#share").await?;
        let length = page.text("#share-length").await?;
        assert!(length.contains("2,000"), "{length}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_bad_link_lists_each_field_and_what_is_used_instead() -> Result<()> {
    on_page(
        "v=3&preset=test1&step=-1&walkers=many&outcome=0&smell=5",
        async |page| {
            let list =
                "[...document.querySelectorAll('#link-problems li')].map((line) => line.innerText)";
            let lines = page.eval(list).await?;
            let lines: Vec<&str> = lines
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|l| l.as_str())
                .collect();
            for (field, instead) in [
                ("Step size", "Used instead: 0.065."),
                ("Walkers", "Used instead: 512."),
                ("outcome", ""),
                ("smell", ""),
            ] {
                let line = lines.iter().find(|line| line.contains(field));
                assert!(
                    line.is_some_and(|line| line.contains(instead)),
                    "{field}: {lines:?}"
                );
            }
            page.click("#link-problems button").await?;
            assert_eq!(
                page.eval("document.getElementById('link-problems')")
                    .await?,
                json!(null)
            );
            Ok(())
        },
    )
    .await
}

#[tokio::test]
async fn a_potential_that_cannot_be_used_is_told_and_nothing_runs() -> Result<()> {
    on_page("v=3&formula=5&run", async |page| {
        for (link, instead) in [
            ("v=3&formula=5&run", "Used instead: test1."),
            ("v=3&formula=&run", "Used instead: test1."),
            ("v=3&preset=test1&formula=q^4&run", "Used instead: test1."),
            ("v=3&formula=x^2%2By^2&calibration=maybe", "Used instead: on."),
            ("v=3&preset=test1&accuracy=x", "Used instead: automatic."),
        ] {
            page.eval(&format!("void (location.hash = '{link}')")).await?;
            page.wait_until(
                &format!("document.querySelector('#link-problems .instead')?.innerText.includes('{instead}')"),
                LONG,
            )
            .await?;
            assert_eq!(page.state().await?, "idle", "{link}");
            page.click("#link-problems button").await?;
        }
        Ok(())
    })
    .await
}

/// Collects the files that the page saves.
const WATCH: &str = "(window.saved = [],
    URL.createObjectURL = (made => blob => { saved.push(blob); return made(blob); })(URL.createObjectURL.bind(URL)), 0)";

#[tokio::test]
async fn an_outcome_that_is_dropped_onto_the_page_runs_again() -> Result<()> {
    on_page(LINK, async |page| {
        page.click("#run").await?;
        page.wait_for_state("finished", LONG).await?;
        page.eval(WATCH).await?;
        page.click("#download").await?;
        page.choose("#preset", "test2").await?;
        page.wait_until("window.stepsieve.outcome()?.experiment.potential.preset === 'test2'", LONG)
            .await?;
        page.eval(
            "(() => { const files = new DataTransfer(); files.items.add(new File([saved[0]], 'run.json'));
                dispatchEvent(new DragEvent('drop', { dataTransfer: files, cancelable: true })); })()",
        )
        .await?;
        page.wait_until("!document.getElementById('reproduced').hidden", LONG).await?;
        assert!(page.text("#reproduced").await?.starts_with("Reproduced exactly"));
        assert_eq!(value(page, "set-step").await?, "0.5");
        // An invalid file is refused in words.
        page.eval(
            "(() => { const files = new DataTransfer(); files.items.add(new File(['no'], 'letter.txt'));
                dispatchEvent(new DragEvent('drop', { dataTransfer: files, cancelable: true })); })()",
        )
        .await?;
        assert!(page.text("#link-problems").await?.contains("“letter.txt” holds no experiment"));
        Ok(())
    })
    .await
}

/// Exports every visible figure as picture, drawing, data and table.
async fn take_every_figure(page: &Page) -> Result<()> {
    page.eval(WATCH).await?;
    let shown = "[...document.querySelectorAll('[data-figure]')].filter((figure) => figure.checkVisibility()).map((figure) => figure.dataset.figure)";
    let shown = page.eval(shown).await?;
    assert!(
        shown.as_array().is_some_and(|names| names.len() >= 3),
        "{shown}"
    );
    for name in shown
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|name| name.as_str())
    {
        let figure = format!(".figure:has(#figure-{name})");
        let mut saved = Vec::new();
        for way in ["png", "svg", "csv", "json"] {
            page.eval("void (saved.length = 0)").await?;
            page.click(&format!("{figure} .figure-export summary"))
                .await?;
            page.click(&format!("{figure} [data-take={way}]")).await?;
            page.wait_until("saved.length === 1", LONG).await?;
            saved.push(match way {
                "png" => {
                    page.eval(
                        "createImageBitmap(saved[0]).then(({ width, height }) => [width, height])",
                    )
                    .await?
                }
                _ => page.eval("saved[0].text()").await?,
            });
        }
        let canvas = page.eval(&format!("(({{ width, height }}) => [width, height])(document.querySelector('{figure} canvas'))")).await?;
        assert_eq!(saved[0], canvas, "{name}");
        let drawing = page
            .eval(&format!("((svg) => [svg.documentElement.tagName, svg.querySelectorAll('parsererror').length, svg.querySelectorAll('text').length, svg.querySelectorAll('image').length])(new DOMParser().parseFromString({}, 'image/svg+xml'))", saved[1]))
            .await?;
        assert_eq!(
            [&drawing[0], &drawing[1]],
            [&json!("svg"), &json!(0)],
            "{name}"
        );
        assert!(
            drawing[2].as_u64() > Some(3),
            "{name} has few words: {drawing}"
        );
        let separated = saved[2].as_str().unwrap_or_default();
        let mut lines = separated.lines();
        let heads = lines.next().unwrap_or_default();
        let fields = heads.split(',').count();
        let rows = lines
            .filter(|line| line.split(',').count() == fields)
            .count();
        assert!(rows > 0, "{name} has no rows: {separated}");
        let columns: serde_json::Value =
            serde_json::from_str(saved[3].as_str().unwrap_or_default())?;
        let columns = columns.as_object().expect("columns by name");
        assert_eq!(columns.len(), fields, "{name}");
        assert!(
            columns
                .values()
                .all(|column| column.as_array().is_some_and(|c| c.len() == rows)),
            "{name}"
        );

        page.click(&format!("{figure} .figure-export summary"))
            .await?;
        page.click(&format!("{figure} [data-take=table]")).await?;
        let read = page
            .eval("document.querySelectorAll('#table-box tbody tr').length")
            .await?;
        assert_eq!(read, json!(rows.min(500)), "{name}");
        page.press("Escape").await?;
        page.wait_until("!document.getElementById('table-box')", LONG)
            .await?;
    }
    Ok(())
}

#[tokio::test]
async fn every_figure_of_a_comparison_is_taken_away_in_every_way() -> Result<()> {
    let link = "v=3&preset=fig3&steps=1e6&trajectories=128&time=5&run";
    on_page(link, async |page| {
        page.wait_for_state("finished", LONG).await?;
        take_every_figure(page).await
    })
    .await
}

#[tokio::test]
async fn every_figure_of_two_dimensions_is_taken_away_in_every_way() -> Result<()> {
    on_page(
        "v=3&preset=test4&steps=1e6&calibration_steps=1e6&run",
        async |page| {
            page.wait_for_state("finished", LONG).await?;
            take_every_figure(page).await
        },
    )
    .await
}

#[tokio::test]
async fn every_figure_of_a_scan_is_taken_away_in_every_way() -> Result<()> {
    on_page("v=3&kind=scan&preset=test1&run", async |page| {
        page.wait_for_state("finished", LONG).await?;
        take_every_figure(page).await
    })
    .await
}

#[tokio::test]
async fn a_figure_is_taken_away_as_it_is_right_after_a_change() -> Result<()> {
    on_page(LINK, async |page| {
        page.eval(WATCH).await?;
        // No frame is drawn within one task.
        page.eval(
            "(() => { const step = document.getElementById('set-step'); step.value = '0.3'; step.dispatchEvent(new Event('change'));
                for (const way of ['svg', 'csv', 'png']) document.querySelector(`.potential [data-take=${way}]`).click(); })()",
        )
        .await?;
        page.wait_until("saved.length === 3 && !document.getElementById('notice')", LONG).await?;
        let types = page.eval("saved.map(({ type, size }) => [type, size > 1000])").await?;
        assert_eq!(types, json!([["image/svg+xml", true], ["text/csv", true], ["image/png", true]]));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_cannot_be_taken_away_is_said() -> Result<()> {
    on_page(LINK, async |page| {
        page.eval("void (HTMLCanvasElement.prototype.toBlob = (ready) => ready(null))").await?;
        page.eval("document.querySelector('.potential [data-take=png]').click()").await?;
        page.wait_until("document.getElementById('notice')?.innerText.includes('could not make a picture')", LONG)
            .await?;
        page.eval("void (URL.createObjectURL = () => { throw [{ field: '', message: 'There is no room.' }]; })").await?;
        page.eval("document.querySelector('.potential [data-take=csv]').click()").await?;
        page.wait_until("document.getElementById('notice')?.innerText.includes('There is no room.')", LONG).await?;
        // Without access to the clipboard, the link can be copied by hand.
        page.eval("void Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error()) } })")
            .await?;
        page.click("#copy").await?;
        page.wait_until("document.querySelector('#copied input')?.value.includes('preset=test1')", LONG).await?;
        Ok(())
    })
    .await
}
