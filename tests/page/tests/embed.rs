//! The page inside other pages: its parts, its runs, and the messages between both.

use std::time::Duration;

use stepsieve_page::{Page, Result, json, on_page};

const LONG: Duration = Duration::from_secs(60);

/// Collects the messages of an embed; opened by itself, it is its own parent.
async fn listen(page: &Page) -> Result<()> {
    page.eval(
        "(window.heard = [], addEventListener('message', ({ data }) => heard.push(data)), 0)",
    )
    .await?;
    Ok(())
}

#[tokio::test]
async fn an_embed_shows_what_was_asked_for_and_nothing_else() -> Result<()> {
    let link = "embed.html#show=momenta,zoom&controls=friction&preset=test1&steps=1e6&autorun";
    on_page(link, async |page| {
        page.wait_for_state("finished", LONG).await?;
        let figures = page.visible("[data-figure]", "data-figure").await?;
        assert_eq!(figures, json!(["zoom", "momenta"]));
        let controls = page.visible(".controls input[type=text]", "id").await?;
        assert_eq!(controls, json!(["set-friction"]));
        for part in [
            ".tools", ".intro", "footer", "#numbers", "#summary", "#step", "#share",
        ] {
            let seen = format!("document.querySelector('{part}').checkVisibility()");
            assert_eq!(page.eval(&seen).await?, json!(false), "{part}");
        }
        page.enter("#set-friction", "0.2").await?;
        page.wait_until(
            "window.stepsieve.outcome()?.experiment.friction === 0.2",
            LONG,
        )
        .await?;
        // The address keeps the embed's own part, and links do not contain it.
        let address = page.eval("location.hash").await?;
        assert_eq!(
            address,
            "#show=momenta,zoom&controls=friction&autorun&preset=test1&friction=0.2&steps=1e6&run"
        );
        let leads = page
            .eval("document.getElementById('open-page').href")
            .await?;
        let leads = leads.as_str().unwrap_or_default();
        let version = env!("CARGO_PKG_VERSION");
        assert!(
            leads.contains(&format!(
                "/v/{version}/index.html#preset=test1&friction=0.2"
            )),
            "{leads}"
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_embed_says_what_it_was_asked_for_in_vain() -> Result<()> {
    on_page(
        "embed.html#show=potential,smell&controls=taste&step=-1",
        async |page| {
            let complaints = page.text("#link-problems").await?;
            for wrong in [
                "“smell” is not allowed for show",
                "“taste” is not allowed for controls",
                "Step size",
            ] {
                assert!(
                    complaints.contains(wrong),
                    "{wrong} is not in: {complaints}"
                );
            }
            Ok(())
        },
    )
    .await
}

/// Even an embed without parts shows and sends blow-up and a failed validity report.
#[tokio::test]
async fn what_goes_wrong_is_seen_and_heard_even_where_nothing_is_shown() -> Result<()> {
    on_page(
        "embed.html#show=&controls=&v=3&preset=test2&step=0.45&steps=1e6",
        async |page| {
            listen(page).await?;
            page.click("#run").await?;
            page.wait_until(
                "['finished', 'failed'].includes(document.documentElement.dataset.run)",
                LONG,
            )
            .await?;
            let warned = page.text("#warnings").await? + &page.text("#status").await?;
            assert!(warned.contains("stability"), "{warned}");
            let heard = page.eval("JSON.stringify(heard)").await?;
            let heard = heard.as_str().unwrap_or_default();
            assert!(
                heard.contains("diverge") || heard.contains("stability"),
                "{heard}"
            );
            Ok(())
        },
    )
    .await?;
    on_page(
        "embed.html#show=&controls=&v=3&preset=test1&step=0.004&steps=1e6",
        async |page| {
            listen(page).await?;
            page.click("#run").await?;
            page.wait_for_state("finished", LONG).await?;
            assert!(page.text("#trust").await?.contains("does not hold"));
            let verdict =
                "heard.find(({ stepsieve }) => stepsieve === 'outcome').outcome.trust.verdict";
            assert_eq!(page.eval(verdict).await?, "fail");
            Ok(())
        },
    )
    .await
}

#[tokio::test]
async fn an_embed_does_what_the_page_around_it_says() -> Result<()> {
    on_page("embed.html#controls=&v=3&preset=test1&step=0.5&steps=1e6", async |page| {
        listen(page).await?;
        page.eval("void window.postMessage({ stepsieve: 'set', settings: { seed: 5, friction: 0.2 } }, '*')")
            .await?;
        page.eval("void window.postMessage({ stepsieve: 'run' }, '*')").await?;
        page.wait_until("heard.some(({ complete }) => complete)", LONG).await?;
        let outcome = "heard.find(({ complete }) => complete).outcome";
        let set = page
            .eval(&format!("(({{ seed, friction }}) => [seed, friction])({outcome}.experiment)"))
            .await?;
        assert_eq!(set, json!([5, 0.2]));
        page.eval("(heard.length = 0, window.postMessage({ stepsieve: 'set', settings: { step: -1 } }, '*'), 0)")
            .await?;
        page.wait_until("heard.some(({ stepsieve }) => stepsieve === 'problems')", LONG)
            .await?;
        page.eval("void window.postMessage({ stepsieve: 'open', link: 'v=3&preset=test2&steps=1e6&run' }, '*')")
            .await?;
        page.wait_until("heard.findLast(({ complete }) => complete)?.outcome.experiment.potential.preset === 'test2'", LONG)
            .await?;
        page.eval("void window.postMessage({ stepsieve: 'reset' }, '*')").await?;
        page.wait_for_state("idle", LONG).await
    })
    .await
}

/// The window of a demo in a page.
const SIEVE: &str =
    "document.getElementById('sieve').shadowRoot.querySelector('iframe').contentWindow";

#[tokio::test]
async fn a_demo_runs_while_it_is_seen_and_waits_while_it_is_not() -> Result<()> {
    on_page("", async |page| {
        page.go("www/examples/embeds.html", "customElements.get('stepsieve-demo')").await?;
        let state = format!("{SIEVE}?.document.documentElement?.dataset.run");
        page.eval("(document.getElementById('sieve').setAttribute('link', 'preset=test1&steps=1e11'), scrollTo(0, 0))")
            .await?;
        page.wait_until(&format!("{state} === 'running'"), LONG).await?;
        page.wait_until(&format!("{SIEVE}.stepsieve?.outcome()"), LONG).await?;
        page.eval("scrollTo(0, document.body.scrollHeight)").await?;
        page.wait_until(&format!("{state} === 'paused'"), LONG).await?;
        // Back in view, it goes on.
        page.eval("scrollTo(0, 0)").await?;
        page.wait_until(&format!("{state} === 'running'"), LONG).await?;
        page.eval("document.getElementById('sieve').reset()").await?;
        page.wait_until(&format!("{state} === 'idle'"), LONG).await
    })
    .await
}

#[tokio::test]
async fn a_run_that_is_asked_for_out_of_sight_waits_to_be_seen() -> Result<()> {
    on_page("", async |page| {
        page.go(
            "www/examples/embeds.html",
            "customElements.get('stepsieve-demo')",
        )
        .await?;
        let window =
            "document.getElementById('well').shadowRoot.querySelector('iframe').contentWindow";
        let well = "document.getElementById('well')";
        page.wait_in_view(well, &format!("{window}.stepsieve"), LONG)
            .await?;
        page.eval("scrollTo(0, document.body.scrollHeight)").await?;
        page.wait_until("scrollY > 500", LONG).await?;
        page.eval("document.getElementById('well').run()").await?;
        page.wait_until(&format!("{window}.location.hash.endsWith('&run')"), LONG)
            .await?;
        let state = format!("{window}.document.documentElement?.dataset.run");
        assert_eq!(page.eval(&state).await?, "idle");
        page.wait_in_view(well, &format!("{state} === 'finished'"), LONG)
            .await
    })
    .await
}

/// The outcome of a potential of one variable is not drawn over one of two.
#[tokio::test]
async fn an_embed_goes_on_with_a_potential_of_more_variables() -> Result<()> {
    let link = "embed.html#show=potential,momenta,findings&controls=potential&height=auto&v=3&preset=test1&step=0.5&steps=1e6&autorun";
    on_page(link, async |page| {
        page.wait_for_state("finished", LONG).await?;
        for preset in ["test4", "test5", "test1"] {
            page.choose("#preset", preset).await?;
            // The whole run of a preset takes minutes on a busy machine.
            let found = format!(
                "window.stepsieve.outcome()?.experiment.potential.preset === '{preset}'
                    && window.stepsieve.outcome().steps > 0"
            );
            page.wait_until(&found, 2 * LONG).await?;
            assert_ne!(page.text("#summary").await?, "");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_example_hears_what_its_demo_found() -> Result<()> {
    on_page("", async |page| {
        page.go(
            "www/examples/embeds.html",
            "customElements.get('stepsieve-demo')",
        )
        .await?;
        page.click("[data-step='0.25']").await?;
        page.wait_in_view(
            "document.getElementById('well')",
            "document.getElementById('heard').textContent.startsWith('With a step of 0.25')",
            LONG,
        )
        .await?;
        let found = page
            .eval("document.getElementById('well').outcome.reference.rmse")
            .await?;
        assert!(found.as_f64().is_some_and(|rmse| rmse < 0.1), "{found}");
        Ok(())
    })
    .await
}

/// A demo of automatic height fits its content: figures below each other if it is narrow, and side
/// by side if it is wide.
#[tokio::test]
async fn a_demo_is_as_high_as_what_it_shows() -> Result<()> {
    on_page("", async |page| {
        page.set_viewport(480, 800, 1.0).await?;
        page.go(
            "www/examples/embeds.html",
            "customElements.get('stepsieve-demo')",
        )
        .await?;
        page.eval("document.getElementById('sieve').setAttribute('height', 'auto')")
            .await?;
        page.wait_until(&format!("{SIEVE}?.stepsieve"), LONG)
            .await?;
        // No scrolling, and no empty space below.
        let fits = format!(
            "(({{ innerHeight, document }}) => innerHeight >= document.documentElement.scrollHeight
                && innerHeight - document.querySelector('main').getBoundingClientRect().bottom < 2)({SIEVE})"
        );
        page.wait_until(&format!("{fits} && {SIEVE}.innerHeight > 700"), LONG)
            .await?;
        page.set_viewport(1280, 800, 1.0).await?;
        page.wait_until(&format!("{fits} && {SIEVE}.innerHeight < 700"), LONG)
            .await
    })
    .await
}

/// A frame handles the keys pressed in it.
/// The buttons with a preset's steps would tell which preset is hidden.
#[tokio::test]
async fn a_hidden_preset_offers_no_steps_of_its_own() -> Result<()> {
    for (hidden, offered) in [("", json!(2)), ("&hide=formula", json!(0))] {
        let link = format!("embed.html#controls=step{hidden}&preset=test1&step=0.5");
        on_page(link.as_str(), async |page| {
            page.wait_until("document.getElementById('set-step')", LONG)
                .await?;
            let steps = page.eval("document.querySelectorAll('.quick button').length");
            assert_eq!(steps.await?, offered, "{hidden}");
            // The slider has a range all the same.
            let range = "document.querySelector('.control:has(#set-step) .slider').max > 1";
            assert_eq!(page.eval(range).await?, json!(true));
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn keys_work_inside_of_a_frame() -> Result<()> {
    on_page("", async |page| {
        page.go(
            "www/examples/embeds.html",
            "customElements.get('stepsieve-demo')",
        )
        .await?;
        let frame = "document.getElementById('frame')";
        let window = format!("{frame}.contentWindow");
        page.wait_in_view(frame, &format!("{window}.stepsieve"), LONG)
            .await?;
        page.focus_in_frame(&window, "#run", LONG).await?;
        page.press("Enter").await?;
        let state = format!("{window}.document.documentElement?.dataset.run");
        let started = format!("['running', 'finished'].includes({state})");
        page.wait_in_view(frame, &started, LONG).await?;
        let scanned = format!("{window}.stepsieve.outcome()?.scan?.length > 0");
        page.wait_in_view(frame, &scanned, LONG).await
    })
    .await
}

#[tokio::test]
async fn the_engine_works_as_a_module_of_another_page() -> Result<()> {
    on_page("", async |page| {
        page.go("www/examples/engine.html", "document.getElementById('learn')").await?;
        page.click("#learn").await?;
        page.wait_until("document.getElementById('said').textContent.includes('within')", LONG)
            .await?;
        page.wait_until("document.querySelectorAll('polyline').length === 2", LONG).await?;
        let refused = page
            .eval("import('../stepsieve.js').then(({ learn }) => learn({ potential: { formula: 'q^2 + ' } })).then(() => 'learned', ({ message }) => message)")
            .await?;
        assert!(refused.as_str().is_some_and(|said| said.contains("q^2 +") || said.contains("formula")), "{refused}");
        let aborted = page
            .eval("import('../stepsieve.js').then(({ learn }) => learn({ potential: { preset: 'test1' }, steps: 1e11 }, { signal: AbortSignal.timeout(300) })).then(() => 'learned', ({ name }) => name)")
            .await?;
        assert_eq!(aborted, "TimeoutError");
        Ok(())
    })
    .await
}
