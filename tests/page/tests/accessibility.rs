//! axe-core finds no violation on any page, in any state, theme or language.

use std::time::Duration;
use std::{env, fs};

use stepsieve_page::{Options, Page, Result, json, on_page};

const LONG: Duration = Duration::from_secs(60);

/// WCAG 2.2 at level AA, and best practices.
const RULES: &str = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']";

const UNFOLD: &str = "document.querySelectorAll('details:not(.figure-export)').forEach((fold) => { fold.open = true; })";

#[tokio::test]
async fn the_page_before_a_run_keeps_nobody_out() -> Result<()> {
    for language in ["en", "de"] {
        on_page(page_in(language, "preset=test1"), async |page| {
            is_accessible(page, "idle").await?;
            page.eval(UNFOLD).await?;
            is_accessible(page, "unfolded").await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_page_after_a_run_and_its_dialogs_keep_nobody_out() -> Result<()> {
    for language in ["en", "de"] {
        let link = page_in(language, "preset=test1&step=0.5&steps=1e6&run");
        on_page(link, async |page| {
            page.wait_for_state("finished", LONG).await?;
            page.eval(UNFOLD).await?;
            is_accessible(page, "finished").await?;
            for (opener, dialog) in [
                ("#share", "#share-box"),
                ("#embed", "#embed-box"),
                ("#palette-open", "#palette"),
            ] {
                page.click(opener).await?;
                page.wait_until(&format!("document.querySelector('{dialog}[open]')"), LONG)
                    .await?;
                is_accessible(page, dialog).await?;
                page.click(&format!("{dialog} .close")).await?;
            }
            page.click(".momenta .figure-export summary").await?;
            is_accessible(page, "a figure's menu").await?;
            page.click(".momenta [data-take=table]").await?;
            is_accessible(page, "a figure's data").await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_first_minute_the_tour_and_the_projector_keep_nobody_out() -> Result<()> {
    for (language, width) in [("en", 1280), ("de", 320)] {
        let options = Options {
            width,
            ..page_in(language, "")
        };
        on_page(options, async |page| {
            is_accessible(page, "the first minute").await?;
            page.wait_until("document.documentElement.dataset.show === 'over'", LONG)
                .await?;
            page.click("#tour").await?;
            page.wait_until("document.querySelector('[data-toured]')", LONG)
                .await?;
            is_accessible(page, "the tour").await?;
            page.press("Escape").await?;
            // On a phone the button is hidden, and Commands presses it.
            page.eval("document.getElementById('projector').click()")
                .await?;
            page.wait_until("document.getElementById('projector-bar')", LONG)
                .await?;
            is_accessible(page, "the projector").await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_page_with_every_kind_of_figure_keeps_nobody_out() -> Result<()> {
    for link in [
        "preset=test4&steps=1e6&calibration_steps=1e6&run",
        "preset=fig3&steps=1e6&trajectories=128&run",
        "kind=scan&preset=test1&scan_steps=1e5&run",
    ] {
        on_page(page_in("de", link), async |page| {
            page.wait_for_state("finished", LONG).await?;
            page.eval(UNFOLD).await?;
            is_accessible(page, link).await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn pages_on_a_phone_keep_nobody_out() -> Result<()> {
    for link in [
        "index.html?lang=de#preset=test4&steps=1e6&calibration_steps=1e6&run",
        "reproduce.html?lang=de#steps=1e4&run",
        "when.html?lang=de#most=1e4&run",
    ] {
        let phone = Options {
            width: 320,
            ..Options::from(link)
        };
        on_page(phone, async |page| {
            page.wait_for_state("finished", 3 * LONG).await?;
            page.eval(UNFOLD).await?;
            is_accessible(page, link).await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn complaints_keep_nobody_out() -> Result<()> {
    let link = page_in("de", "preset=test1&step=fast&nonsense=1");
    on_page(link, async |page| {
        page.enter("#set-friction", "-1").await?;
        page.enter("#formula", "q^2/2 + cos(q").await?;
        page.click("#run").await?;
        is_accessible(page, "complaints").await
    })
    .await
}

#[tokio::test]
async fn the_reproduction_and_the_race_keep_nobody_out() -> Result<()> {
    // On a phone they are looked at in German.
    for address in ["reproduce.html#steps=1e4&run", "when.html#most=1e4&run"] {
        on_page(address, async |page| {
            page.wait_for_state("finished", 3 * LONG).await?;
            is_accessible(page, "reproduced").await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_gallery_keeps_nobody_out() -> Result<()> {
    for (language, width) in [("en", 1280), ("de", 320)] {
        let address = format!("gallery.html?lang={language}#steps=1e6");
        let options = Options {
            width,
            ..Options::from(address.as_str())
        };
        on_page(options, async |page| {
            is_accessible(page, "the gallery").await?;
            // One that succeeds, and one that fails and has more to unfold.
            for key in ["quartic", "resolved"] {
                page.click(&format!("[data-experiment={key}] button"))
                    .await?;
            }
            page.wait_for_state("finished", LONG).await?;
            page.eval(UNFOLD).await?;
            is_accessible(page, "the gallery after two runs").await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn exercises_keep_nobody_out() -> Result<()> {
    for (language, width) in [("en", 1280), ("de", 320)] {
        let experiment = "preset=test1&step=0.5&steps=1e6";
        for (place, done) in [
            ("exercise", "#hand-in, #said"),
            ("teach", "#results tbody tr"),
        ] {
            let address = format!("{place}.html?lang={language}#{experiment}");
            let options = Options {
                width,
                ..Options::from(address.as_str())
            };
            on_page(options, async |page| {
                page.eval(
                    "document.querySelectorAll('details').forEach((fold) => { fold.open = true; })",
                )
                .await?;
                is_accessible(page, place).await?;
                if place == "teach" {
                    page.type_into("#question-field", "Why?").await?;
                    page.wait_until("document.getElementById('links').checkVisibility()", LONG)
                        .await?;
                    page.type_into("#codes", "Ada 0000-0000-0000\nEmmy").await?;
                    page.click("#check button[type=submit]").await?;
                } else {
                    page.wait_until("document.getElementById('answer').checkVisibility()", LONG)
                        .await?;
                    page.click("#answer button[type=submit]").await?;
                }
                page.wait_until(&format!("document.querySelector('{done}')"), LONG)
                    .await?;
                is_accessible(page, &format!("{place} with an answer")).await
            })
            .await?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn embeds_keep_nobody_out() -> Result<()> {
    for (language, parts) in [
        ("en", ""),
        ("de", "show=potential,momenta,findings&controls=step&"),
        (
            "en",
            "show=zoom,numbers,step&controls=potential,friction,seed&",
        ),
        ("en", "show=nothing&controls=&"),
    ] {
        let address =
            format!("embed.html?lang={language}#{parts}preset=test1&step=0.5&steps=1e6&autorun");
        on_page(address.as_str(), async |page| {
            page.wait_for_state("finished", LONG).await?;
            is_accessible(page, parts).await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn lessons_keep_nobody_out() -> Result<()> {
    on_page("", async |page| {
        for lesson in [
            "index",
            "noise",
            "staircase",
            "temperature",
            "anisotropic",
            "surrogates",
            "failure",
            "notes",
            "glossary",
        ] {
            let address = format!("www/lessons/{lesson}.html");
            page.go(&address, "document.readyState === 'complete'")
                .await?;
            page.eval(UNFOLD).await?;
            is_accessible(page, lesson).await?;
        }
        // The feedback on an answer.
        page.go(
            "www/lessons/noise.html",
            "document.querySelector('.question button')",
        )
        .await?;
        page.click(".question button").await?;
        page.eval("document.querySelectorAll('.question').forEach((form, at) => { form.dataset.verdict = at % 2 ? 'right' : 'wrong'; })")
            .await?;
        is_accessible(page, "answers").await
    })
    .await
}

/// The main page in a language.
fn page_in(language: &str, link: &str) -> Options {
    Options::from(format!("index.html?lang={language}#{link}").as_str())
}

/// Asserts that no rule is violated in either theme.
async fn is_accessible(page: &Page, what: &str) -> Result<()> {
    let source = env::var("STEPSIEVE_AXE").expect("`cargo xtask test --only page` sets it");
    let axe = fs::read_to_string(source)?;
    page.eval(&format!("window.axe ? 1 : (() => {{ {axe}\n }})()"))
        .await?;
    for dark in [false, true] {
        page.set_dark(dark).await?;
        let broken = page
            .eval(&format!(
                "axe.run({{ runOnly: {{ type: 'tag', values: {RULES} }}, resultTypes: ['violations'] }})
                    .then(({{ violations }}) => violations.flatMap(({{ id, help, nodes }}) =>
                        nodes.map(({{ html, failureSummary }}) => [id, help, html.slice(0, 200), failureSummary])))"
            ))
            .await?;
        assert_eq!(broken, json!([]), "{what}, dark: {dark}");
    }
    Ok(())
}
