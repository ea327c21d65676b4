//! Typing a formula: it is parsed, marked and corrected.

use std::time::Duration;

use stepsieve_page::{Page, Result, Value, json, on_page};

const LONG: Duration = Duration::from_secs(120);

#[tokio::test]
async fn a_mistake_is_marked_while_typing_and_the_button_mends_it() -> Result<()> {
    on_page("preset=test1&step=0.5&steps=1e6&run", async |page| {
        page.wait_for_state("finished", LONG).await?;
        let last = page.exact_outcome().await?;
        // Invalid from its first to its last letter, and still with the focus.
        page.type_into("#formula", "2q").await?;
        page.wait_until("document.querySelector('#fix code')?.textContent === '2*q'", LONG)
            .await?;
        assert_ne!(page.text("#formula-problem").await?, "");
        assert_eq!(formula(page, "getAttribute('aria-invalid')").await?, "true");
        let marks = page.eval("document.querySelectorAll('#formula-fold mark').length");
        assert_eq!(marks.await?, json!(1));
        // The last run stays, and no new one begins.
        assert_eq!(page.state().await?, "finished");
        assert_eq!(page.exact_outcome().await?, last);

        // Without a ripple there is no noise, and every walker comes to rest.
        page.type_into("#formula", "0.05*sin(20*q) + 2q^2").await?;
        page.wait_until(
            "document.querySelector('#fix code').textContent.startsWith('0.05') && !document.getElementById('fix').hidden",
            LONG,
        )
        .await?;
        page.click("#fix").await?;
        assert_eq!(formula(page, "value").await?, "0.05*sin(20*q) + 2*q^2");
        assert_eq!(
            formula(page, "getAttribute('aria-invalid')").await?,
            Value::Null
        );
        assert_eq!(page.text("#formula-problem").await?, "");
        assert_eq!(
            page.eval("document.getElementById('fix').hidden").await?,
            true
        );
        let learned =
            "window.stepsieve.outcome()?.experiment.potential.formula === '0.05*sin(20*q) + 2*q^2'";
        page.wait_until(learned, LONG).await?;
        let linked = "decodeURIComponent(location.hash).includes('formula=0.05*sin(20*q) + 2*q^2')";
        page.wait_until(linked, LONG).await?;
        assert_eq!(
            page.eval("document.getElementById('preset').value").await?,
            ""
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn every_common_slip_is_named_and_where_possible_mended() -> Result<()> {
    let slips = [
        ("cos(q", Some("cos(q)")),
        ("q^2/2 + coss(q)", Some("q^2/2 + cos(q)")),
        ("q^2/2 + 3", None),
        ("q^2/2 +", Some("")),
        ("x + q", Some("")),
        ("3", Some("")),
        ("", Some("")),
    ];
    on_page("preset=test1", async |page| {
        for (slip, mended) in slips {
            page.enter("#formula", slip).await?;
            let sentence = page.text("#formula-problem").await?;
            let Some(mended) = mended else {
                assert_eq!(sentence, "", "`{slip}` is right");
                continue;
            };
            assert!(
                sentence.len() > 10 && sentence.ends_with(['.', '?']),
                "`{slip}`: {sentence}"
            );
            if !mended.is_empty() {
                assert_eq!(
                    page.text("#fix code").await?,
                    mended,
                    "`{slip}`: {sentence}"
                );
            }
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_formula_is_rendered_and_its_parameters_get_sliders() -> Result<()> {
    on_page("preset=test1&steps=1e5", async |page| {
        page.enter(
            "#formula",
            "a*q^2/2 + b*sin(q/b); a = 2 in [1, 4]; b = 0.002",
        )
        .await?;
        assert_eq!(page.text("#formula-problem").await?, "");
        let rendered = "document.querySelectorAll('[data-testid=math] math msup').length";
        assert_eq!(page.eval(rendered).await?, json!(1));
        let values = "['a', 'b'].map((name) => \
            document.getElementById(`set-potential-parameters-${name}`)?.value)";
        assert_eq!(page.eval(values).await?, json!(["2", "0.002"]));
        page.enter("#set-potential-parameters-a", "3").await?;
        page.click("#run").await?;
        let learned = "window.stepsieve.outcome()?.experiment.potential.parameters.a === 3";
        page.wait_until(learned, LONG).await
    })
    .await
}

#[tokio::test]
async fn an_energy_that_is_not_finite_where_walkers_start_is_refused() -> Result<()> {
    on_page("v=3&formula=q^2/2&steps=1e5", async |page| {
        page.enter("#formula", "q^2/2 + sqrt(q - 1000)").await?;
        let sentence = page.text("#formula-problem").await?;
        assert!(sentence.contains("not finite at q = "), "{sentence}");
        page.click("#run").await?;
        assert_eq!(page.state().await?, "idle");
        Ok(())
    })
    .await
}

/// Records the problems of the formula, the addresses, and the pauses between keys.
const WATCH: &str = "(window.seen = { said: [], formulas: [], pauses: [] }, window.watching ??= (() => {
    let last = 0;
    const box = document.getElementById('formula');
    box.addEventListener('input', () => {
        if (last) seen.pauses.push(performance.now() - last);
        last = performance.now();
    });
    box.addEventListener('blur', () => { last = 0; });
    const problem = document.getElementById('formula-problem');
    new MutationObserver(() => { if (problem.textContent) seen.said.push(problem.textContent); })
        .observe(problem, { childList: true });
    const write = history.pushState.bind(history);
    for (const way of ['pushState', 'replaceState'])
        history[way] = ((write) => (...given) => { seen.formulas.push(given[2]); write(...given); })(history[way].bind(history));
})(), 0)";

#[tokio::test]
async fn what_is_being_typed_is_neither_complained_of_nor_run_until_the_typing_rests() -> Result<()>
{
    let written = "-cos(q) + 0.05*sin(20*q)";
    on_page("preset=test1&step=0.5&steps=1e6&run", async |page| {
        page.wait_for_state("finished", LONG).await?;
        let linked = format!("decodeURIComponent(location.hash).includes('formula={written}&')");
        // On a busy machine the pause between two keys may count as the end of typing.
        for _ in 0..5 {
            page.choose("#preset", "test1").await?;
            page.wait_until("location.hash.includes('preset=test1')", LONG).await?;
            page.wait_for_state("finished", LONG).await?;
            page.eval(WATCH).await?;
            page.eval("document.getElementById('formula').select(), document.getElementById('formula').focus()").await?;
            page.type_keys(written).await?;
            page.wait_until(&linked, LONG).await?;
            if page.eval("Math.max(...seen.pauses) < 400").await? == json!(true) {
                break;
            }
        }
        let seen = page.eval("seen").await?;
        assert_eq!(seen["said"], json!([]), "{seen}");
        assert_eq!(seen["formulas"].as_array().map(Vec::len), Some(1), "{seen}");
        // It is one change in the history.
        page.press("Tab").await?;
        page.click("#undo").await?;
        page.wait_until("document.getElementById('preset').value === 'test1'", LONG).await?;

        // Enter applies the formula at once.
        page.eval("document.getElementById('formula').select(), document.getElementById('formula').focus()").await?;
        page.type_keys("q^4/4 + 0.01*sin(50*q)").await?;
        page.press("Enter").await?;
        page.wait_until("decodeURIComponent(location.hash).includes('formula=q^4/4 + 0.01*sin(50*q)')", LONG).await
    })
    .await
}

#[tokio::test]
async fn run_does_not_overlook_what_has_just_been_typed() -> Result<()> {
    let link = "v=3&formula=q^2/2%2B0.05*sin(20*q)&step=0.5&steps=1e6&run";
    on_page(link, async |page| {
        page.wait_for_state("finished", LONG).await?;
        for (formula, keys) in [("2*q^2 + 0.05*sin(20*q)", ""), ("3*q^2 + 0.05*sin(20*q)", "Control+Enter")] {
            page.type_into("#formula", formula).await?;
            match keys {
                "" => runs(page).await?,
                keys => page.press(keys).await?,
            }
            let learned = format!(
                "window.stepsieve.outcome()?.experiment.potential.formula === '{formula}' && window.stepsieve.outcome().complete"
            );
            page.wait_until(&learned, LONG).await?;
            page.wait_for_state("finished", LONG).await?;
        }
        // The same for a number.
        page.type_into("#set-step", "0.4").await?;
        page.press("Control+Enter").await?;
        page.wait_until("window.stepsieve.outcome()?.experiment.step === 0.4", LONG).await?;
        page.wait_for_state("finished", LONG).await?;
        page.type_into("#set-step", "0.45").await?;
        runs(page).await?;
        page.wait_until("window.stepsieve.outcome()?.experiment.step === 0.45", LONG).await?;
        page.wait_for_state("finished", LONG).await
    })
    .await
}

/// Presses *Run*. With a slow driver the typed input has begun a run by itself, which this pauses;
/// then presses it again.
async fn runs(page: &Page) -> Result<()> {
    page.click("#run").await?;
    if page.state().await? == "paused" {
        page.click("#run").await?;
    }
    Ok(())
}

async fn formula(page: &Page, member: &str) -> Result<Value> {
    page.eval(&format!("document.getElementById('formula').{member}"))
        .await
}
