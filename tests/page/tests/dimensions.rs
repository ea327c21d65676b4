//! Several dimensions on the page: stages, calibration, maps and slices.

use std::sync::LazyLock;
use std::time::Duration;

use stepsieve::experiment::Link;
use stepsieve_page::{Page, Result, Value, first_difference, json, on_page};

const LONG: Duration = Duration::from_secs(90);
const LINK: &str = "preset=test4&steps=2e6&calibration_steps=2e6&seed=3";

/// The outcome of the native library.
static NATIVE: LazyLock<Value> = LazyLock::new(|| {
    let (link, problems) = Link::read(LINK);
    assert!(problems.is_empty(), "{problems:?}");
    let outcome = stepsieve::study::run(link.experiment, 2, |_| {});
    let outcome = outcome.unwrap_or_else(|problems| panic!("{problems}"));
    serde_json::to_value(outcome).unwrap_or_else(|error| panic!("{error}"))
});

async fn assert_native(page: &Page, when: &str) -> Result<()> {
    let difference = first_difference(&page.exact_outcome().await?, &NATIVE);
    assert_eq!(difference, None, "page and native, {when}");
    Ok(())
}

#[tokio::test]
async fn calibrating_and_learning_find_the_native_outcome_with_any_number_of_workers() -> Result<()>
{
    on_page(LINK, async |page| {
        page.click("#advanced summary").await?;
        for workers in ["1", "3"] {
            page.enter("#set-workers", workers).await?;
            page.click("#run").await?;
            page.wait_for_state("finished", LONG).await?;
            assert_native(page, &format!("with {workers} workers")).await?;
            page.click("#reset").await?;
            page.wait_for_state("idle", LONG).await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn workers_that_die_while_calibrating_or_learning_change_nothing() -> Result<()> {
    on_page(LINK, async |page| {
        page.watch_workers().await?;
        // In one task of the page: the worker receives both before it computes.
        page.eval("(document.getElementById('run').click(), breakWorker('compute'))")
            .await?;
        page.wait_for_state("finished", LONG).await?;
        assert_native(page, "after a worker died while calibrating").await?;
        // Window by window until there is an incomplete outcome for sure. The pause between two
        // clicks is longer than that between two outcomes.
        page.click("#reset").await?;
        for _ in 0..500 {
            page.click("#step").await?;
            tokio::time::sleep(Duration::from_millis(150)).await;
            if page.eval("window.stepsieve.outcome() !== null").await? == json!(true) {
                break;
            }
        }
        assert_eq!(page.outcome().await?["complete"], false);
        page.eval("(breakWorker('compute'), document.getElementById('run').click())")
            .await?;
        page.wait_for_state("finished", LONG).await?;
        assert_native(page, "after a worker died while learning").await?;
        page.eval("(document.getElementById('run').click(), breakWorker('study'))")
            .await?;
        page.wait_for_state("finished", LONG).await?;
        assert_native(page, "after the study worker died").await
    })
    .await
}

#[tokio::test]
async fn calibration_is_one_click_and_what_it_gains_stands_beside_it() -> Result<()> {
    on_page("preset=test4&run", async |page| {
        page.wait_for_state("finished", LONG).await?;
        let calibrated = rescaled(page).await?;
        for (row, says) in [
            ("noise", "±"),
            ("noise_exact", "0.0500"),
            ("before", "0.0"),
            ("after", "1.0"),
        ] {
            let text = page.text(&format!("tr[data-row={row}] td")).await?;
            assert!(text.contains(says), "{row}: {text}");
        }
        page.click("#set-calibration").await?;
        let plain = "window.stepsieve.outcome()?.experiment.calibration === null";
        page.wait_until(plain, LONG).await?;
        page.wait_for_state("finished", LONG).await?;
        page.wait_until("location.hash.includes('calibration=off')", LONG)
            .await?;
        let uncalibrated = rescaled(page).await?;
        assert!(
            uncalibrated > 4.0 * calibrated,
            "{uncalibrated} against {calibrated}"
        );
        let beside = page.text("tr[data-row=calibrated_rmse] td").await?;
        assert!(
            (beside.parse::<f64>()? - calibrated).abs() < 1e-3,
            "{beside}"
        );
        // The scalar friction is a control again.
        assert!(!hidden(page, "#set-friction").await?);
        page.click("#set-calibration").await?;
        page.wait_until("window.stepsieve.outcome()?.noise_covariance != null", LONG)
            .await?;
        page.wait_for_state("finished", LONG).await?;
        assert!(hidden(page, "#set-friction").await?);
        let beside = page.text("tr[data-row=uncalibrated_rmse] td").await?;
        assert!(
            (beside.parse::<f64>()? - uncalibrated).abs() < 1e-3,
            "{beside}"
        );
        // Another experiment has no outcome beside it.
        page.enter("#set-step", "0.04").await?;
        page.wait_until("window.stepsieve.outcome()?.experiment.step === 0.04", LONG)
            .await?;
        let rows = page.eval("document.querySelectorAll('tr[data-row=uncalibrated_rmse]').length");
        assert_eq!(rows.await?, json!(0));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn maps_and_slices_can_be_asked_and_moved() -> Result<()> {
    on_page(format!("{LINK}&run").as_str(), async |page| {
        page.wait_for_state("finished", LONG).await?;
        for (name, says) in [
            ("potential", "Maps of the learned potential"),
            ("zoom", "along a line through"),
            ("positions", "each coordinate"),
            ("momenta", "each coordinate"),
            ("noise", "Noise covariance"),
        ] {
            let described =
                format!("document.getElementById('figure-{name}').ariaLabel.includes('{says}')");
            page.wait_until(&described, LONG).await?;
        }
        page.hover("#figure-potential", [0.16, 0.5]).await?;
        let read = "document.querySelector('.figure.potential .tooltip').textContent";
        for says in ["x", "y", "learned U", "±", "U0", "V"] {
            page.wait_until(&format!("{read}.includes('{says}')"), LONG)
                .await?;
        }
        // A drag on a map moves the slice, and the address follows.
        page.drag("#figure-potential", [0.16, 0.5], [0.2, 0.3])
            .await?;
        page.wait_until("/&slice=[-.0-9]+,[-.0-9]+,0/.test(location.hash)", LONG)
            .await?;
        page.eval("document.getElementById('slice-angle').focus()")
            .await?;
        page.press("ArrowRight").await?;
        page.wait_until(
            "/&slice=[-.0-9]+,[-.0-9]+,3(&|$)/.test(location.hash)",
            LONG,
        )
        .await?;
        page.hover("#figure-zoom", [0.5, 0.5]).await?;
        let read = "document.querySelector('.figure.zoom .tooltip').textContent";
        page.wait_until(&format!("{read}.includes('learned U')"), LONG)
            .await?;
        page.click("#slice-reset").await?;
        page.wait_until("!location.hash.includes('slice')", LONG)
            .await
    })
    .await
}

#[tokio::test]
async fn a_formula_may_change_the_number_of_dimensions() -> Result<()> {
    on_page("v=3&formula=q^2/2&step=0.5&steps=1e6", async |page| {
        let noise = "#figure-noise";
        assert!(hidden(page, noise).await?);
        for (formula, d) in [
            ("x^2 + y^2/2 + 1e-4*(sin(1e4*x) + sin(1e4*(x + y)))", 2),
            (
                "x^2 + y^2/2 + z^2 + 1e-4*(sin(1e4*x) + sin(1e4*y) + sin(1e4*z))",
                3,
            ),
            ("q^2/2 + 1e-4*sin(1e4*q)", 1),
        ] {
            page.type_into("#formula", formula).await?;
            page.wait_until(
                &format!("document.querySelector('#set-bins').value.split(',').length === {d}"),
                LONG,
            )
            .await?;
            assert_eq!(hidden(page, noise).await?, d == 1);
            assert_eq!(hidden(page, "#set-calibration").await?, d == 1);
        }
        page.click("#advanced summary").await?;
        page.type_into(
            "#formula",
            "x^2 + y^2/2 + 1e-4*(sin(1e4*x) + sin(1e4*(x + y)))",
        )
        .await?;
        page.enter("#set-steps", "1e6").await?;
        page.click("#run").await?;
        page.wait_for_state("finished", LONG).await?;
        assert_eq!(
            page.outcome().await?["potential"]["axes"]
                .as_array()
                .map(Vec::len),
            Some(2)
        );
        Ok(())
    })
    .await
}

/// The error of the last outcome after the best rescaling.
async fn rescaled(page: &Page) -> Result<f64> {
    let outcome = page.outcome().await?;
    Ok(outcome["reference"]["rescaled_rmse"]
        .as_f64()
        .unwrap_or(f64::NAN))
}

async fn hidden(page: &Page, css: &str) -> Result<bool> {
    let shown = format!("document.querySelector('{css}').getClientRects().length === 0");
    Ok(page.eval(&shown).await? == json!(true))
}

/// A slider may be held while a potential typed before removes it.
#[tokio::test]
async fn a_slider_of_the_potential_before_moves_nothing() -> Result<()> {
    on_page("v=3&formula=x^2%2By^2%2Bz^2&calibration=off", async |page| {
        page.eval("window.held = document.getElementById('slice-z')").await?;
        page.eval("location.hash = 'v=3&formula=x^2%2By^2&calibration=off'").await?;
        page.wait_until("!document.getElementById('slice-z')", LONG).await?;
        let thrown = "new Promise((done) => { addEventListener('error', ({ message }) => done(message)); held.value = '7'; held.dispatchEvent(new Event('input')); held.dispatchEvent(new Event('change')); setTimeout(() => done(location.hash), 0); })";
        let after = page.eval(thrown).await?;
        assert!(after.as_str().is_some_and(|hash| hash.starts_with('#') && !hash.contains("slice")), "{after}");
        Ok(())
    })
    .await
}

/// An energy of many variables is studied automatically like any other, and the step found is learned
/// at by hand.
#[tokio::test]
async fn an_own_energy_of_many_variables_finds_out_by_itself() -> Result<()> {
    on_page("v=3&preset=test1&steps=1e5", async |page| {
        let formula = "sum(i,1,4,x[i]^2/2 + 0.01*sin(x[i]/0.01)) - x[1]*x[4]/4";
        page.type_into("#formula", formula).await?;
        page.wait_until("location.hash.includes('kind=auto')", LONG)
            .await?;
        for (setting, value) in [("scan-steps", "6e5"), ("steps", "2e6")] {
            page.eval(&format!(
                "document.querySelector('#set-{setting}').closest('details').open = true"
            ))
            .await?;
            page.enter(&format!("#set-{setting}"), value).await?;
        }
        page.click("#run").await?;
        page.wait_for_state("finished", LONG).await?;
        let outcome = page.outcome().await?;
        let scales = outcome["scales"]["scales"].as_array().map(Vec::len);
        assert_eq!(scales, Some(1), "{}", outcome["summary"]);
        let coupling = &outcome["potential"]["couplings"][0];
        assert_eq!(coupling["variables"], json!([1, 4]));
        let value = coupling["value"].as_f64().unwrap_or(f64::NAN);
        assert!((value + 0.25).abs() < 0.02, "{value}");
        for figure in ["staircase", "potential"] {
            assert!(!hidden(page, &format!("#figure-{figure}")).await?);
        }
        Ok(())
    })
    .await
}
