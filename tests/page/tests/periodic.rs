//! Periodic coordinates on the page: the period that an energy shows, and the control.

use std::time::Duration;

use stepsieve_page::{Result, json, on_page};

const LONG: Duration = Duration::from_secs(180);
/// An automatic study of an energy that repeats.
const AUTO: &str = "v=3&kind=auto&formula=cos(q)%20%2B%200.001*sin(1000*q)&scan_points=6&scan_steps=2e5&refine=0&steps=1e5&run";
/// A torsion with ripples, short.
const TORSION: &str =
    "v=3&formula=1.5*(1%2Bcos(3*q))%20%2B%200.002*sin(500*q)&friction=0.05&steps=2e5";

#[tokio::test]
async fn one_click_takes_the_period_that_the_energy_shows() -> Result<()> {
    on_page(AUTO, async |page| {
        page.wait_for_state("failed", LONG).await?;
        page.wait_until(
            "document.querySelector('#hindrance .fix')?.textContent.includes('2*pi')",
            LONG,
        )
        .await?;
        page.wait_until(
            "document.getElementById('status').textContent.includes('periodic=2*pi')",
            LONG,
        )
        .await?;
        page.click("#hindrance .fix").await?;
        page.wait_for_state("finished", LONG).await?;
        let experiment = page.outcome().await?["experiment"].clone();
        let tau = std::f64::consts::TAU;
        assert_eq!(experiment["periodic"], json!([tau]));
        assert_eq!(experiment["region"]["upper"], json!([0.5 * tau]));
        assert!(
            page.eval("document.getElementById('hindrance').hidden")
                .await?
                == json!(true)
        );
        assert_eq!(page.console_errors().await?, Vec::<String>::new());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_formula_without_the_period_is_on_no_circle() -> Result<()> {
    for kind in ["auto", "learn"] {
        let link = format!("v=3&kind={kind}&formula=cos(q)&periodic=2*pi");
        on_page(link.as_str(), async |page| {
            page.wait_for_state("idle", LONG).await?;
            for (formula, end, stays) in [
                ("2*cos(q) + 0.02*cos(50*q) + 0.1*q", "0.1*q", true),
                ("q^2/2 + 0.01*cos(q/0.01)", "q/0.01", false),
            ] {
                page.enter("#formula", formula).await?;
                let settled = format!(
                    "((link) => link.includes('{end}') && link.includes('periodic=') === {stays})(decodeURIComponent(location.hash))"
                );
                page.wait_until(&settled, LONG).await?;
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_period_is_typed_as_an_expression_and_the_region_follows() -> Result<()> {
    on_page(TORSION, async |page| {
        page.wait_for_state("idle", LONG).await?;
        let type_in = async |text: &str| -> Result<()> {
            let script = format!(
                "(() => {{ const field = document.getElementById('set-periodic'); field.value = '{text}';
                field.dispatchEvent(new Event('change', {{ bubbles: true }})); }})()"
            );
            page.eval(&script).await.map(|_| ())
        };
        let shown = "['periodic', 'region-lower', 'region-upper'].map((name) => document.getElementById(`set-${name}`).value)";
        type_in("2*pi").await?;
        let pi = std::f64::consts::PI;
        let circle = json!([format!("{}", 2.0 * pi), format!("{}", -pi), format!("{pi}")]);
        assert_eq!(page.eval(shown).await?, circle);
        type_in("2*q").await?;
        let problem = page.eval("document.getElementById('set-periodic-problem').textContent").await?;
        assert!(problem.as_str().is_some_and(|text| text.contains("2*pi")), "{problem}");
        type_in("0").await?;
        assert_eq!(page.eval(shown).await?, json!(["", "-4", "4"]));
        type_in("2*pi").await?;
        page.click("#run").await?;
        page.wait_for_state("finished", LONG).await?;
        let outcome = page.outcome().await?;
        assert_eq!(outcome["experiment"]["periodic"], json!([2.0 * pi]));
        assert_eq!(page.console_errors().await?, Vec::<String>::new());
        Ok(())
    })
    .await
}
