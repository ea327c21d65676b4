//! The address describes the page, and the page follows the address.

use std::time::Duration;

use stepsieve_page::{Page, Result, json, on_page};

const SHORT: Duration = Duration::from_secs(30);

#[tokio::test]
async fn the_link_follows_the_controls_and_leaves_out_defaults() -> Result<()> {
    on_page("v=3&preset=test1", async |page| {
        page.enter("#set-step", "0.5").await?;
        address_becomes(page, "#v=3&preset=test1&step=0.5").await?;
        page.enter("#set-friction", "0.2").await?;
        address_becomes(page, "#v=3&preset=test1&step=0.5&friction=0.2").await?;
        // The address leaves out a field at its default.
        page.enter("#set-friction", "0.1").await?;
        address_becomes(page, "#v=3&preset=test1&step=0.5").await?;
        page.enter("#set-step", "0.065").await?;
        address_becomes(page, "#v=3&preset=test1").await?;
        page.choose("#preset", "test2").await?;
        address_becomes(page, "#v=3&preset=test2").await?;
        page.click("#advanced summary").await?;
        page.choose("#set-estimator", "naive").await?;
        address_becomes(page, "#v=3&preset=test2&estimator=naive").await
    })
    .await
}

#[tokio::test]
async fn back_and_forward_restore_what_was_set() -> Result<()> {
    on_page("preset=test1", async |page| {
        page.enter("#set-step", "0.5").await?;
        address_becomes(page, "#preset=test1&step=0.5").await?;
        page.choose("#preset", "test2").await?;
        address_becomes(page, "#v=3&preset=test2").await?;

        page.eval("history.back()").await?;
        shows(page, "test1", "0.5").await?;
        page.eval("history.back()").await?;
        shows(page, "test1", "0.065").await?;
        page.eval("history.go(2)").await?;
        shows(page, "test2", "0.2").await?;
        address_becomes(page, "#v=3&preset=test2").await
    })
    .await
}

#[tokio::test]
async fn a_run_is_in_the_link_and_back_leads_out_of_it() -> Result<()> {
    on_page("preset=test1&step=0.5&steps=1e6", async |page| {
        page.click("#run").await?;
        page.wait_for_state("finished", SHORT).await?;
        address_becomes(page, "#preset=test1&step=0.5&steps=1e6&run").await?;
        // The page also follows an address entered by hand.
        page.eval("void (location.hash = 'preset=test2&steps=1e6&run')")
            .await?;
        let other = "window.stepsieve.outcome()?.experiment.potential.preset === 'test2'";
        page.wait_until(other, SHORT).await?;
        page.wait_for_state("finished", SHORT).await
    })
    .await
}

#[tokio::test]
async fn a_link_with_a_formula_its_parameters_and_a_window_is_shown() -> Result<()> {
    let link = "formula=a*q^2/2;a=2in[1,4]&p.a=3&zoom=-0.5,0.5";
    on_page(link, async |page| {
        page.wait_until("document.getElementById('formula')", SHORT)
            .await?;
        let formula = "document.getElementById('formula').value.replaceAll(' ', '')";
        assert_eq!(page.eval(formula).await?, json!("a*q^2/2;a=2in[1,4]"));
        let parameter = "document.getElementById('set-potential-parameters-a').value";
        assert_eq!(page.eval(parameter).await?, json!("3"));
        // Back at the formula's own value, which the address leaves out.
        page.enter("#set-potential-parameters-a", "2").await?;
        page.wait_until("!location.hash.includes('p.a')", SHORT)
            .await?;
        assert_eq!(
            page.eval("location.hash.endsWith('&zoom=-0.5,0.5')")
                .await?,
            json!(true)
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_link_behind_the_wrong_sign_is_moved() -> Result<()> {
    on_page(
        "index.html?lang=en&v=3&amp;preset=test2&step=0.3",
        async |page| {
            shows(page, "test2", "0.3").await?;
            assert_eq!(page.eval("location.search").await?, json!("?lang=en"));
            page.enter("#set-step", "0.2").await?;
            address_becomes(page, "#v=3&preset=test2").await
        },
    )
    .await
}

#[tokio::test]
async fn a_formula_that_was_cut_stays_in_its_box_and_is_marked() -> Result<()> {
    on_page(
        "v=3&step=0.3&formula=q%5E2/2%2B0.1*sin(q/0.",
        async |page| {
            page.wait_until("document.querySelector('#link-problems li')", SHORT)
                .await?;
            let formula = "document.getElementById('formula').value";
            assert_eq!(page.eval(formula).await?, json!("q^2/2+0.1*sin(q/0."));
            let problem = page.text("#formula-problem").await?;
            assert_eq!(problem, "This bracket is never closed.");
            // It is no other experiment that runs.
            page.click("#run").await?;
            let hindrance = page.text("#hindrance").await?;
            assert!(
                hindrance.contains("This bracket is never closed."),
                "{hindrance}"
            );
            page.enter("#formula", "q^2/2+0.1*sin(q/0.1)").await?;
            page.wait_until("location.hash.includes('sin(q/0.1)')", SHORT)
                .await
        },
    )
    .await
}

async fn address_becomes(page: &Page, hash: &str) -> Result<()> {
    let wanted = format!("location.hash === {}", json!(hash));
    if page.wait_until(&wanted, SHORT).await.is_err() {
        assert_eq!(page.eval("location.hash").await?, json!(hash));
    }
    Ok(())
}

async fn shows(page: &Page, preset: &str, step: &str) -> Result<()> {
    let value = |id: &str| format!("document.getElementById('{id}').value");
    let wanted = format!(
        "{} === {} && {} === {}",
        value("preset"),
        json!(preset),
        value("set-step"),
        json!(step)
    );
    page.wait_until(&wanted, SHORT).await
}
