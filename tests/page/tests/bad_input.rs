//! Invalid input is refused in one sentence at its place, and the outcome on the screen stays.

use std::time::Duration;

use stepsieve_page::{Options, Page, Result, json, on_page};

const LONG: Duration = Duration::from_secs(60);

#[tokio::test]
async fn a_step_that_is_no_number_or_out_of_range_is_refused_in_place() -> Result<()> {
    on_page("preset=test1&step=0.5&steps=1e6&run", async |page| {
        page.wait_for_state("finished", LONG).await?;
        let last = page.exact_outcome().await?;
        for (typed, named) in [("abc", "“abc”"), ("1e31", "1e31"), ("-1", "-1"), ("", "")] {
            page.enter("#set-step", typed).await?;
            let sentence = page.text("#set-step-problem").await?;
            assert!(
                sentence.contains("Step size δ (step) must be a number from 1e-30 to 1e30, not ")
                    && sentence.contains(named),
                "{typed}: {sentence}"
            );
            assert_eq!(sentence.matches('.').count(), 1, "one sentence: {sentence}");
            assert_eq!(invalid(page, "set-step").await?, json!("true"));
            assert_eq!(value(page, "set-step").await?, json!(typed));
            // The outcome and the address stay.
            assert_eq!(page.state().await?, "finished");
            assert_eq!(page.exact_outcome().await?, last);
            assert_eq!(
                page.eval("location.hash.startsWith('#preset=test1&step=0.5&')")
                    .await?,
                json!(true)
            );
        }
        // Run leads to the invalid field.
        page.click("#run").await?;
        assert_eq!(page.state().await?, "finished");
        assert_eq!(
            page.eval("document.activeElement.id").await?,
            json!("set-step")
        );
        let hindrance = page.text("#hindrance").await?;
        assert!(
            hindrance.starts_with("The run cannot start. Step size δ (step) must be"),
            "{hindrance}"
        );

        page.enter("#set-step", "0.4").await?;
        assert_eq!(page.text("#hindrance").await?, "");
        assert_eq!(invalid(page, "set-step").await?, json!(null));
        assert_eq!(page.text("#set-step-problem").await?, "");
        let learned = "window.stepsieve.outcome()?.experiment.step === 0.4";
        page.wait_until(learned, LONG).await
    })
    .await
}

#[tokio::test]
async fn every_number_of_the_folded_settings_is_refused_in_place() -> Result<()> {
    on_page("preset=test1&steps=1e5", async |page| {
        page.click("#advanced summary").await?;
        let cases = [
            ("set-steps", "10", "from 1000 to 1e11"),
            ("set-walkers", "1.5", "a whole number from 1 to 65536"),
            ("set-seed", "-3", "a whole number from 0"),
            ("set-bins", "7", "from 8 to 2000"),
            ("set-region-upper", "x", "a number from -1e30 to 1e30"),
            ("set-workers", "0", "a whole number from 1 to 32"),
        ];
        for (id, typed, allowed) in cases {
            page.enter(&format!("#{id}"), typed).await?;
            let sentence = page.text(&format!("#{id}-problem")).await?;
            // The sentence may name the number differently, so look for the range only.
            let range = allowed.trim_start_matches("a number ");
            assert!(sentence.contains(range), "{id}: {sentence}");
            assert_eq!(invalid(page, id).await?, json!("true"), "{id}");
        }
        // Each field keeps its own message.
        let complaints = "document.querySelectorAll('[aria-invalid]').length";
        assert_eq!(page.eval(complaints).await?, json!(cases.len()));
        page.click("#run").await?;
        assert_eq!(page.state().await?, "idle");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_said_of_two_ends_is_of_both_as_they_were_typed() -> Result<()> {
    on_page("preset=test1&steps=1e5", async |page| {
        page.click("#advanced summary").await?;
        for (first, then) in [
            (("lower", "5"), ("upper", "-9")),
            (("upper", "-9"), ("lower", "5")),
        ] {
            for (end, typed) in [first, then] {
                page.enter(&format!("#set-region-{end}"), typed).await?;
            }
            let sentence = page.text("#set-region-upper-problem").await?;
            assert!(sentence.contains("from 5 to -9"), "{then:?}: {sentence}");
            page.enter("#set-region-lower", "-4").await?;
            page.enter("#set-region-upper", "4").await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn run_says_what_it_waits_for_and_leads_there() -> Result<()> {
    for (width, language, said) in [
        (1280, "en", "The formula ends"),
        (390, "de", "Die Formel endet"),
    ] {
        let options = Options {
            width,
            ..Options::from(format!("index.html?lang={language}#preset=test1&steps=1e5").as_str())
        };
        on_page(options, async |page| {
            page.eval("void (document.getElementById('formula-fold').open = true)").await?;
            page.enter("#formula", "q^2/2 + sin(").await?;
            page.eval("document.getElementById('formula-fold').open = false, scrollTo(0, document.body.scrollHeight)")
                .await?;
            page.eval("document.getElementById('run').click()").await?;
            assert_eq!(page.state().await?, "idle");
            let seen = format!("(() => {{
                const box = document.activeElement.getBoundingClientRect();
                const said = document.getElementById('hindrance').getBoundingClientRect();
                const inside = ({{ top, bottom }}) => top >= 0 && bottom <= innerHeight;
                return document.activeElement.id === 'formula' && inside(box) && inside(said) && said.height > 0
                    && document.getElementById('hindrance').innerText.includes('{said}');
            }})()");
            page.wait_until(&seen, LONG).await?;
            // The message disappears with the next input, valid or not.
            page.enter("#formula", "q^2/2 + cos(").await?;
            assert_eq!(page.eval("document.getElementById('hindrance').hidden").await?, json!(true));
            page.eval("document.getElementById('run').click()").await?;
            page.wait_until("!document.getElementById('hindrance').hidden", LONG).await?;
            // After a correction it disappears before the next run.
            page.enter("#formula", "q^2/2 + sin(50*q)").await?;
            page.wait_until("document.getElementById('hindrance').hidden", LONG).await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_paused_run_is_not_resumed_beside_an_invalid_formula() -> Result<()> {
    on_page("preset=test1&steps=1e9&run", async |page| {
        page.wait_for_state("running", LONG).await?;
        page.click("#run").await?;
        page.wait_for_state("paused", LONG).await?;
        page.enter("#formula", "q^^2").await?;
        page.click("#run").await?;
        page.wait_until("!document.getElementById('hindrance').hidden", LONG)
            .await?;
        assert_eq!(page.state().await?, "paused");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_field_that_is_out_of_sight_keeps_no_run_from_starting() -> Result<()> {
    on_page(
        "preset=test1&steps=1e5&scan_steps=1e5&scan_points=5",
        async |page| {
            page.enter("#set-step", "abc").await?;
            page.choose("#set-kind", "scan").await?;
            page.click("#run").await?;
            page.wait_for_state("finished", LONG).await?;
            page.choose("#set-kind", "learn").await?;
            assert_eq!(value(page, "set-step").await?, json!("0.065"));
            Ok(())
        },
    )
    .await
}

#[tokio::test]
async fn the_parts_of_a_link_that_cannot_be_used_are_listed_and_the_rest_is() -> Result<()> {
    let link = "preset=test1&walker=5&friction=abc&v=9&steps=1e6&bins=64";
    on_page(link, async |page| {
        let told = page.text("#link-problems").await?;
        assert!(
            told.contains("There is no field “walker”; did you mean “walkers”?"),
            "{told}"
        );
        assert!(
            told.contains("Friction γ (friction) must be a number from 1e-30 to 1e30"),
            "{told}"
        );
        assert!(told.contains("Version (version)"), "{told}");
        let items = "document.querySelectorAll('#link-problems li').length";
        assert_eq!(page.eval(items).await?, json!(3), "{told}");

        page.click("#run").await?;
        page.wait_for_state("finished", LONG).await?;
        let experiment = page.outcome().await?["experiment"].take();
        assert_eq!(experiment["bins"], json!([64]));
        assert_eq!(experiment["friction"], 0.1);
        page.click("#link-problems button").await?;
        page.wait_until("!document.getElementById('link-problems')", LONG)
            .await
    })
    .await
}

#[tokio::test]
async fn a_link_of_a_megabyte_is_refused_and_the_page_works() -> Result<()> {
    let link = format!("preset=test1&formula={}", "q+".repeat(500_000));
    on_page(link.as_str(), async |page| {
        let told = page.text("#link-problems li").await?;
        assert!(told.contains("at most 131072 characters"), "{told}");
        page.enter("#set-step", "0.5").await?;
        page.click("#run").await?;
        page.wait_until("window.stepsieve.outcome()?.steps > 0", LONG)
            .await?;
        page.wait_until("location.hash === '#v=3&preset=test1&step=0.5&run'", LONG)
            .await
    })
    .await
}

async fn invalid(page: &Page, id: &str) -> Result<stepsieve_page::Value> {
    page.eval(&format!(
        "document.getElementById('{id}').getAttribute('aria-invalid')"
    ))
    .await
}

async fn value(page: &Page, id: &str) -> Result<stepsieve_page::Value> {
    page.eval(&format!("document.getElementById('{id}').value"))
        .await
}

#[tokio::test]
async fn both_ends_of_a_region_that_is_replaced_are_named() -> Result<()> {
    on_page("v=3&preset=test1&lower=5&upper=-5", async |page| {
        page.wait_until("document.getElementById('link-problems')", LONG)
            .await?;
        let said = page.text("#link-problems").await?;
        assert!(said.contains("4 … 4"), "{said}");
        Ok(())
    })
    .await
}
