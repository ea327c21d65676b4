//! Everything on the screen belongs to the current experiment, in every order of choices.

use std::time::Duration;

use stepsieve_page::{Page, Result, json, on_page};

const LONG: Duration = Duration::from_secs(60);

/// Settings that keep the runs short.
const SHORT_RUNS: &str = "steps=2e5&calibration_steps=2e5&scan_steps=1e5";

#[tokio::test]
async fn a_potential_of_more_variables_can_follow_every_kind_of_run() -> Result<()> {
    for first in [
        "preset=test1&step=0.5",
        "kind=scan&preset=test1&scan_refine=0",
        "preset=fig3&compare.time=2&compare.trajectories=128",
        "preset=test4",
    ] {
        on_page(
            format!("v=3&{first}&{SHORT_RUNS}&run").as_str(),
            async |page| {
                page.wait_for_state("finished", LONG).await?;
                page.choose("#preset", "test5").await?;
                learns(page, "preset === 'test5'").await?;
                formula(
                    page,
                    "x^2 + y^2 + z^2 + 1e-5*(sin(1e5*x) + sin(1e5*y) + sin(1e5*z))",
                )
                .await?;
                learns(page, "formula?.includes('z^2')").await?;
                page.choose("#preset", "test2").await?;
                learns(page, "preset === 'test2'").await
            },
        )
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_run_that_starts_again_takes_its_results_off_the_screen() -> Result<()> {
    // A long burn-in: no window is recorded for many steps.
    let link = "v=3&preset=test1&step=0.5&steps=2e5&burn_in=2e5&run";
    on_page(link, async |page| {
        let told = "[!document.querySelector('#trust').hidden, !document.querySelector('#numbers').hidden, window.stepsieve.outcome() !== null]";
        page.wait_for_state("finished", LONG).await?;
        assert_eq!(page.eval(told).await?, json!([true, true, true]));
        page.click("#step").await?;
        page.wait_for_state("paused", LONG).await?;
        assert_eq!(page.eval(told).await?, json!([false, false, false]));
        let counted = "/of .* steps/.test(document.querySelector('#status').textContent)";
        page.wait_until(counted, LONG).await?;
        page.click("#run").await?;
        page.wait_for_state("finished", LONG).await?;
        page.wait_until(&format!("{told}.every(Boolean)"), LONG).await
    })
    .await
}

#[tokio::test]
async fn the_list_of_invalid_values_goes_with_its_experiment() -> Result<()> {
    on_page("preset=test1&step=wide", async |page| {
        let listed = "document.querySelector('#link-problems li[data-field=step]') !== null";
        page.wait_until(listed, LONG).await?;
        // Another theme leaves the experiment as it is.
        page.click("#theme").await?;
        assert_eq!(page.eval(listed).await?, json!(true));
        page.enter("#set-step", "0.4").await?;
        page.wait_until(&format!("!({listed})"), LONG).await
    })
    .await
}

#[tokio::test]
async fn a_failure_is_not_told_beside_the_reason_why_no_run_can_start() -> Result<()> {
    on_page("formula=-q^2/2&steps=2e5&run", async |page| {
        page.wait_for_state("failed", LONG).await?;
        let told = "document.querySelector('#status.failed')?.checkVisibility() === true";
        page.wait_until(told, LONG).await?;
        formula(page, "q^2/2 + sinn(q)").await?;
        page.click("#run").await?;
        let hindered = "!document.getElementById('hindrance').hidden";
        page.wait_until(&format!("{hindered} && !({told})"), LONG)
            .await
    })
    .await
}

#[tokio::test]
async fn nothing_that_was_found_outlives_its_energy() -> Result<()> {
    let link = format!("preset=test1&step=0.5&{SHORT_RUNS}&run");
    on_page(link.as_str(), async |page| {
        page.wait_for_state("finished", LONG).await?;
        assert!(page.text("#summary").await?.contains("U0 = q^2/2"));
        // A run far too long to end: every text must belong to it.
        page.click("#advanced summary").await?;
        page.enter("#set-steps", "1e11").await?;
        formula(page, "q^4/4 - q^2/2 + 0.02*cos(q/0.01)").await?;
        let foreign = "document.querySelector('.findings').textContent.includes('U0')
            || document.getElementById('figure-potential').ariaLabel.includes('U0')";
        assert_eq!(page.eval(foreign).await?, json!(false));
        let experiment =
            page.eval("window.stepsieve.outcome()?.experiment.potential.preset ?? null");
        assert_eq!(experiment.await?, json!(null));
        // After the run has failed, no figure shows the earlier outcome either.
        page.choose("#set-kind", "learn").await?;
        formula(page, "-q^2/2").await?;
        page.wait_for_state("failed", LONG).await?;
        let others = "['positions', 'momenta', 'convergence', 'agreement', 'beside']
            .every((figure) => document.getElementById(`figure-${figure}`).ariaLabel.startsWith('Empty'))";
        page.wait_until(others, LONG).await
    })
    .await
}

#[tokio::test]
async fn a_new_formula_has_the_settings_of_a_new_formula() -> Result<()> {
    // The intro and the presets have their own region, step and scan.
    for (opened, done) in [
        ("", "document.documentElement.dataset.show === 'over'"),
        (
            "preset=test3&step=0.65",
            "document.documentElement.dataset.run === 'idle'",
        ),
    ] {
        on_page(opened, async |page| {
            page.wait_until(done, LONG).await?;
            formula(page, "q^2/2 + 0.01*sin(q/0.01)").await?;
            let link = "decodeURIComponent(location.hash).split('&run')[0]";
            page.wait_until(
                &format!("{link} === '#v=3&kind=auto&formula=q^2/2 + 0.01*sin(q/0.01)'"),
                LONG,
            )
            .await
        })
        .await?;
    }
    Ok(())
}

/// What the preset had chosen is to be found anew; what somebody has set by hand stays.
#[tokio::test]
async fn what_nobody_has_fixed_is_found_out() -> Result<()> {
    on_page("v=3&preset=test1&seed=7", async |page| {
        page.choose("#set-kind", "auto").await?;
        let link = "decodeURIComponent(location.hash)";
        page.wait_until(
            &format!("{link} === '#v=3&kind=auto&preset=test1&seed=7'"),
            LONG,
        )
        .await?;
        let text = page
            .eval("document.getElementById('formula').value.replace('0.05', '0.06')")
            .await?;
        let text = text.as_str().unwrap_or_default();
        formula(page, text).await?;
        page.wait_until(
            &format!("{link} === '#v=3&kind=auto&formula={text}&seed=7'"),
            LONG,
        )
        .await
    })
    .await
}

/// A choice is told with its reason, one click fixes it, and it then stays.
#[tokio::test]
async fn a_choice_that_is_fixed_stays() -> Result<()> {
    on_page(
        "v=3&kind=auto&formula=q^2/2 + 0.01*sin(q/0.01)",
        async |page| {
            page.click("#choices > summary").await?;
            let told = |what: &str| {
                format!("document.getElementById('choices').textContent.includes('{what}')")
            };
            page.wait_until(&told("Temperature kT about"), LONG).await?;
            page.click("#choices li:nth-child(2) button").await?;
            page.wait_until(
                &format!(
                    "location.hash.includes('&friction_ratio=') && !{}",
                    told("Temperature")
                ),
                LONG,
            )
            .await?;
            let fixed = "location.hash.match(/friction_ratio=[^&]*/)[0]";
            let before = page.eval(fixed).await?;
            formula(page, "q^4 + 0.01*sin(q/0.01)").await?;
            page.wait_until("location.hash.includes('q%5E4')", LONG)
                .await?;
            assert_eq!(page.eval(fixed).await?, before);
            Ok(())
        },
    )
    .await
}

/// A preset's formula with another number is not a new formula.
#[tokio::test]
async fn an_edited_number_of_a_preset_changes_nothing_else() -> Result<()> {
    on_page("v=3&preset=test1&step=0.25&seed=77", async |page| {
        let text = page
            .eval("document.getElementById('formula').value.replace('0.05', '0.06')")
            .await?;
        formula(page, text.as_str().unwrap_or_default()).await?;
        page.wait_until("location.hash.includes('0.06')", LONG)
            .await?;
        let link = page.eval("location.hash").await?;
        let kept = ["step=0.25", "seed=77"]
            .map(|pair| link.as_str().is_some_and(|link| link.contains(pair)));
        assert_eq!(kept, [true; 2], "{link}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_earlier_result_stands_in_by_its_name_until_there_is_another() -> Result<()> {
    let link = format!("preset=test4&{SHORT_RUNS}&run");
    on_page(link.as_str(), async |page| {
        page.wait_for_state("finished", LONG).await?;
        // During calibration there is no outcome for a while.
        page.click("#advanced summary").await?;
        page.enter("#set-calibration-steps", "1e11").await?;
        let stale = "document.documentElement.hasAttribute('data-stale')";
        page.wait_until(stale, LONG).await?;
        // The label appears with a delay, which avoids flicker while a slider is dragged.
        let named = "document.getElementById('before').textContent.includes('δ = 0.05')
            && document.getElementById('before').checkVisibility({ visibilityProperty: true })";
        page.wait_until(named, LONG).await?;
        assert_eq!(page.eval("window.stepsieve.outcome()").await?, json!(null));
        assert_eq!(
            page.eval("document.getElementById('download').disabled")
                .await?,
            json!(true)
        );
        page.enter("#set-calibration-steps", "2e5").await?;
        learns(page, "preset === 'test4'").await?;
        page.wait_until(&format!("!({stale})"), LONG).await
    })
    .await
}

#[tokio::test]
async fn a_run_that_is_refused_says_why_and_is_over() -> Result<()> {
    let links = [
        "preset=test1&reference=0",
        "formula=log(q)",
        "formula=q-q",
        "v=3&kind=scan&formula=q^2/2&scan_lower=3&scan_upper=9",
        "v=3&kind=scan&formula=1e-300*q^2",
    ];
    for link in links {
        on_page(format!("{link}&{SHORT_RUNS}&run").as_str(), async |page| {
            // A substituted potential does not run by itself.
            let over = "['finished', 'failed'].includes(document.documentElement.dataset.run)
                || document.querySelector('#link-problems [data-field^=potential] .instead') !== null";
            page.wait_until(over, LONG).await?;
            let idle = page.state().await? == "idle";
            assert_eq!(page.text("#run").await?, if idle { "Run" } else { "Run again" });
            // The reason is in the status of a failed run, or in the list of the link's problems.
            let said = page.text("#status").await? + &page.text("#messages").await?;
            assert!(said.len() > 60 && !said.contains("[object"), "{said}");
            page.choose("#preset", "test2").await?;
            if idle {
                page.click("#run").await?;
            }
            learns(page, "preset === 'test2'").await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn an_engine_that_stops_is_started_again_once() -> Result<()> {
    let link = format!("preset=test1&step=0.5&{SHORT_RUNS}");
    on_page(link.as_str(), async |page| {
        page.click("#run").await?;
        page.wait_for_state("finished", LONG).await?;
        let found = page.exact_outcome().await?;
        let mistakes = "document.querySelectorAll('[data-mistake]').length";
        break_drawing(page).await?;
        page.wait_until(&format!("{mistakes} > 1"), LONG).await?;
        assert_eq!(page.exact_outcome().await?, found);
        assert_eq!(page.state().await?, "finished");
        // The engine draws and runs again.
        page.choose("#preset", "test2").await?;
        learns(page, "preset === 'test2'").await?;
        let table = page.eval("document.getElementById('figure-potential').ariaLabel.length > 20");
        assert_eq!(table.await?, json!(true));

        break_drawing(page).await?;
        page.wait_for_state("failed", LONG).await?;
        assert!(page.text("#status").await?.contains("stopped twice"));
        let offered = "[...document.querySelectorAll('[data-mistake] button')].map((button) => button.textContent)";
        page.wait_until(&format!("{offered}.includes('Copy a link to this page')"), LONG).await?;
        // Without access to the clipboard, the link can be copied by hand.
        page.eval("void Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error()) } })").await?;
        page.eval("void [...document.querySelectorAll('[data-mistake] button')].find((button) => button.textContent.startsWith('Copy')).click()").await?;
        let link = "document.querySelector('#copied input')?.value.includes('preset=test2')";
        page.wait_until(link, LONG).await?;
        page.forget_errors().await
    })
    .await
}

/// Interrupts one drawing by an error outside the engine, which makes the engine unusable.
async fn break_drawing(page: &Page) -> Result<()> {
    // Through the debugger, as a page does not see the errors of a driver's scripts.
    let script = "(() => {
            const { prototype } = CanvasRenderingContext2D;
            const own = Object.getOwnPropertyDescriptor(prototype, 'fillStyle');
            Object.defineProperty(prototype, 'fillStyle', { ...own, set() {
                Object.defineProperty(prototype, 'fillStyle', own);
                throw new Error('broken on purpose');
            }});
        })()";
    page.devtools("Runtime.evaluate", json!({ "expression": script }))
        .await?;
    page.click("#theme").await
}

/// Types a formula and leaves its field.
async fn formula(page: &Page, text: &str) -> Result<()> {
    let open = "void (document.getElementById('formula-fold').open = true)";
    page.eval(open).await?;
    page.type_into("#formula", text).await?;
    page.press("Tab").await
}

/// Waits until a potential is being learned.
async fn learns(page: &Page, potential: &str) -> Result<()> {
    let learned = format!("window.stepsieve.outcome()?.experiment.potential.{potential}");
    page.wait_until(
        &format!("{learned} && window.stepsieve.outcome().steps > 0"),
        LONG,
    )
    .await
}
