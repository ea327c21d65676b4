//! Drives a lesson: runs its demos by their real controls, and answers its questions.

use std::time::Duration;

use stepsieve_page::{Page, Result, json};

const LONG: Duration = Duration::from_secs(60);

/// Opens a lesson and collects the outcomes of its demos: `runs.ID` are a demo's outcomes,
/// `newest(ID)` is the last.
pub async fn open(page: &Page, lesson: &str) -> Result<()> {
    page.go(
        &format!("www/lessons/{lesson}.html"),
        "document.querySelector('.question button, .question .said')",
    )
    .await?;
    page.eval(
        "(window.runs = {}, addEventListener('stepsieve-outcome', ({ target, detail }) =>
            (runs[target.id] ??= []).push(detail.outcome)), window.newest = (id) => runs[id].at(-1), 0)",
    )
    .await?;
    Ok(())
}

/// The window of a demo.
fn window(demo: &str) -> String {
    format!("document.getElementById('{demo}').shadowRoot.querySelector('iframe').contentWindow")
}

/// Scrolls a demo into view, waits until it has loaded, and focuses an element of it.
async fn focus(page: &Page, demo: &str, css: &str) -> Result<()> {
    let window = window(demo);
    let element = format!("document.getElementById('{demo}')");
    page.wait_in_view(&element, &format!("{window}.stepsieve"), LONG)
        .await?;
    page.focus_in_frame(&window, css, LONG).await?;
    let node = format!("{window}.document.querySelector('{css}')");
    page.eval(&format!("({node}.select?.(), 0)")).await?;
    watch(page, demo).await
}

/// Records the place of a demo's first control at every frame: `moved` are its places, `looks` is
/// the number of frames.
async fn watch(page: &Page, demo: &str) -> Result<()> {
    let script = "((demo) => {
        const frame = demo.shadowRoot.querySelector('iframe');
        const place = () => Math.round(frame.getBoundingClientRect().top + frame.contentDocument.querySelector('.controls input').getBoundingClientRect().top);
        cancelAnimationFrame(window.watching);
        window.moved = [];
        const look = () => {
            window.looks = (window.looks ?? 0) + 1;
            if (place() !== moved.at(-1)) moved.push(place());
            window.watching = requestAnimationFrame(look);
        };
        look();
    })";
    page.eval(&format!("{script}(document.getElementById('{demo}'))"))
        .await?;
    Ok(())
}

/// Asserts that no outcome has moved the demo's controls.
async fn controls_stayed(page: &Page) -> Result<()> {
    // The effects of an outcome appear some frames after it.
    let looks = page
        .eval("window.looks")
        .await?
        .as_u64()
        .unwrap_or_default();
    page.wait_until(&format!("looks > {}", looks + 5), LONG)
        .await?;
    let moved = page.eval("moved").await?;
    let places: Vec<i64> = serde_json::from_value(moved)?;
    let spread = places.iter().max().zip(places.iter().min());
    assert!(
        spread.is_some_and(|(lowest, highest)| lowest - highest <= 1),
        "a control moved over {places:?}"
    );
    Ok(())
}

/// Waits until a demo has this many outcomes.
async fn arrived(page: &Page, demo: &str, outcomes: usize) -> Result<()> {
    page.wait_until(&format!("runs['{demo}']?.length >= {outcomes}"), LONG)
        .await?;
    controls_stayed(page).await
}

/// Moves a demo's slider by keys, each before the end of the run begun by the last one; then waits
/// for the end of the last run.
pub async fn slide(page: &Page, demo: &str, keys: &[&str]) -> Result<()> {
    focus(page, demo, ".controls input[type=range]").await?;
    let root = format!("{}.document.documentElement", window(demo));
    for key in keys {
        page.press(key).await?;
        page.wait_until(&format!("{root}.dataset.run !== 'running' || {}.document.getElementById('progress').value > 0.2", window(demo)), LONG).await?;
    }
    page.wait_until(
        &format!("['finished', 'failed'].includes({root}.dataset.run)"),
        LONG,
    )
    .await?;
    controls_stayed(page).await
}

async fn brought(page: &Page, demo: &str) -> Result<usize> {
    let count = page.eval(&format!("runs['{demo}']?.length ?? 0")).await?;
    Ok(count.as_u64().unwrap_or_default().try_into()?)
}

/// Presses a key on a demo's button and waits for an outcome.
pub async fn press(page: &Page, demo: &str, button: &str, key: &str) -> Result<()> {
    let before = brought(page, demo).await?;
    focus(page, demo, button).await?;
    page.press(key).await?;
    arrived(page, demo, before + 1).await
}

pub async fn run(page: &Page, demo: &str) -> Result<()> {
    press(page, demo, "#run", "Enter").await
}

/// Types the value of a setting into its field and waits for an outcome.
pub async fn set(page: &Page, demo: &str, setting: &str, value: &str) -> Result<()> {
    let before = brought(page, demo).await?;
    focus(page, demo, &format!("#set-{setting}")).await?;
    for character in value.chars() {
        page.press(&character.to_string()).await?;
    }
    page.press("Enter").await?;
    arrived(page, demo, before + 1).await
}

/// Gives an answer, a number or a choice, and returns the verdict and the feedback.
pub async fn answer(page: &Page, question: &str, given: &str) -> Result<(String, String)> {
    let form = format!("form.question[data-name='{question}']");
    let is_choice = page
        .eval(&format!(
            "document.querySelector(\"{form}\").querySelector('[type=radio]') !== null"
        ))
        .await?;
    if is_choice == json!(true) {
        page.click(&format!("{form} [value='{given}']")).await?;
    } else {
        page.type_into(&format!("{form} [name=answer]"), given)
            .await?;
    }
    page.click(&format!("{form} button")).await?;
    let verdict = page
        .eval(&format!(
            "document.querySelector(\"{form}\").dataset.verdict"
        ))
        .await?;
    let said = page.text(&format!("{form} .said")).await?;
    Ok((verdict.as_str().unwrap_or_default().to_owned(), said))
}

/// A question with right answers, and wrong ones with a part of their hints; values are JavaScript.
pub struct Question {
    pub name: &'static str,
    pub right: &'static [&'static str],
    pub wrong: &'static [(&'static str, &'static str)],
}

/// Asserts that the open lesson has exactly these questions, and that each is judged correctly.
pub async fn check(page: &Page, questions: &[Question]) -> Result<()> {
    let names: Vec<&str> = questions.iter().map(|question| question.name).collect();
    let asked = "[...document.querySelectorAll('.question')].map((form) => form.dataset.name)";
    assert_eq!(page.eval(asked).await?, json!(names));
    for Question { name, right, wrong } in questions {
        for (value, hint) in *wrong {
            let given = page.eval(&format!("String({value})")).await?;
            let (verdict, said) = answer(page, name, given.as_str().unwrap_or_default()).await?;
            assert_eq!(verdict, "wrong", "{name}, {given}: {said}");
            assert!(said.contains(hint), "{name}, {given}: {said}");
        }
        for value in *right {
            let given = page.eval(&format!("String({value})")).await?;
            let (verdict, said) = answer(page, name, given.as_str().unwrap_or_default()).await?;
            assert_eq!(verdict, "right", "{name}, {given}: {said}");
        }
    }
    Ok(())
}

/// Asserts that no answer is judged before a run, and that each question asks for one.
pub async fn nothing_is_judged_yet(page: &Page, questions: &[Question]) -> Result<()> {
    for Question { name, .. } in questions {
        let form = format!("form.question[data-name='{name}']");
        let choice = page
            .eval(&format!(
                "document.querySelector(\"{form}\").querySelector('[type=radio]')?.value ?? '0.5'"
            ))
            .await?;
        let (verdict, said) = answer(page, name, choice.as_str().unwrap_or_default()).await?;
        assert_eq!(verdict, "", "{name}: {said}");
        assert!(said.starts_with("Run "), "{name}: {said}");
    }
    Ok(())
}

/// The comparison of a prediction with the outcome.
pub async fn came(page: &Page, prediction: &str) -> Result<String> {
    let line = format!(".came[data-name='{prediction}']");
    page.text(&line).await
}
