//! One's own formula: understood, marked and mended while it is typed.

use std::time::Duration;

use stepsieve_page::{Page, Result, Value, json, on_page};

const LONG: Duration = Duration::from_secs(60);

#[tokio::test]
async fn a_mistake_is_marked_while_typing_and_the_button_mends_it() -> Result<()> {
    on_page("preset=test1&step=0.5&steps=1e6&run", async |page| {
        page.wait_for_state("finished", LONG).await?;
        let last = page.exact_outcome().await?;
        // Wrong from its first letter to its last, and the box is not left.
        page.type_into("#formula", "2q").await?;
        assert_ne!(page.text("#formula-problem").await?, "");
        assert_eq!(formula(page, "getAttribute('aria-invalid')").await?, "true");
        let marks = page.eval("document.querySelectorAll('#formula-fold mark').length");
        assert_eq!(marks.await?, json!(1));
        assert_eq!(page.text("#fix code").await?, "2*q");
        // The last good run stays, and a new one is not begun.
        assert_eq!(page.state().await?, "finished");
        assert_eq!(page.exact_outcome().await?, last);

        // Without a ripple there would be no noise, and every walker would come to rest.
        page.type_into("#formula", "0.05*sin(20*q) + 2q^2").await?;
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
            page.type_into("#formula", slip).await?;
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
        page.type_into(
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
    on_page("preset=test1&steps=1e5", async |page| {
        page.type_into("#formula", "q^2/2 + sqrt(q - 1000)").await?;
        let sentence = page.text("#formula-problem").await?;
        assert!(sentence.contains("not finite at q = "), "{sentence}");
        page.click("#run").await?;
        assert_eq!(page.state().await?, "idle");
        Ok(())
    })
    .await
}

async fn formula(page: &Page, member: &str) -> Result<Value> {
    page.eval(&format!("document.getElementById('formula').{member}"))
        .await
}
