//! Drives the pages of teacher and student by real clicks and keys.

use std::time::Duration;

use stepsieve_page::{Page, Result};

pub const SHORT: Duration = Duration::from_secs(10);
pub const LONG: Duration = Duration::from_secs(60);

/// The window of the embedded experiment.
pub const DEMO: &str =
    "document.querySelector('stepsieve-demo')?.shadowRoot.querySelector('iframe').contentWindow";

/// Opens the teacher's page at an experiment, types a question, and waits for the links.
pub async fn teach(page: &Page, experiment: &str, question: &str) -> Result<()> {
    page.go(&format!("teach.html#{experiment}"), "window.stepsieve")
        .await?;
    page.type_into("#question-field", question).await?;
    links(page).await
}

/// Waits until the links follow the form.
pub async fn links(page: &Page) -> Result<()> {
    page.wait_until(
        "document.querySelector('#links:not([aria-busy=true])')?.checkVisibility()",
        SHORT,
    )
    .await
}

/// One of the links, without its version folder: the test is of this build.
pub async fn link(page: &Page, who: &str) -> Result<String> {
    let link = page
        .eval(&format!("document.getElementById('link-{who}').value"))
        .await?;
    let link = link.as_str().unwrap_or_default();
    let version = env!("CARGO_PKG_VERSION");
    let (_, place) = link
        .split_once(&format!("/v/{version}/"))
        .unwrap_or_default();
    assert!(!place.is_empty(), "{link}");
    Ok(place.to_owned())
}

/// Opens an exercise as a student of this name.
pub async fn sit(page: &Page, link: &str, name: &str) -> Result<()> {
    page.go(link, "window.stepsieve").await?;
    page.enter("#name-field", name).await
}

/// Runs the embedded experiment by its own button.
pub async fn run(page: &Page) -> Result<()> {
    page.wait_until(DEMO, SHORT).await?;
    let demo = "document.querySelector('stepsieve-demo')";
    page.wait_in_view(demo, &format!("{DEMO}.stepsieve"), LONG)
        .await?;
    page.focus_in_frame(DEMO, "#run", LONG).await?;
    page.press("Enter").await?;
    page.wait_until("window.stepsieve.outcome()", LONG).await
}

/// Gives an answer and returns the code.
pub async fn code(page: &Page, answer: &str) -> Result<String> {
    page.type_into("#answer-field", answer).await?;
    page.click("#answer button[type=submit]").await?;
    page.wait_until("document.getElementById('code').checkVisibility()", SHORT)
        .await?;
    let code = page.eval("document.getElementById('code').value").await?;
    Ok(code.as_str().unwrap_or_default().to_owned())
}

/// Checks lines on the teacher's page and returns the cells of the table.
pub async fn check(page: &Page, lines: &str) -> Result<Vec<Vec<String>>> {
    page.type_into("#codes", lines).await?;
    // An earlier table would pass for the new one.
    page.eval("document.getElementById('results').replaceChildren()")
        .await?;
    page.click("#check button[type=submit]").await?;
    page.wait_until("document.querySelector('#results tbody tr')", SHORT)
        .await?;
    table(page).await
}

pub async fn table(page: &Page) -> Result<Vec<Vec<String>>> {
    let cells = page
        .eval("[...document.querySelectorAll('#results tbody tr')].map((row) => [...row.cells].map((cell) => cell.textContent))")
        .await?;
    Ok(serde_json::from_value(cells)?)
}

/// Sets the expected answer to a number or a quantity.
pub async fn expect(
    page: &Page,
    kind: &str,
    expected: Option<&str>,
    tolerance: &str,
) -> Result<()> {
    page.choose("#answer-kind", kind).await?;
    if let Some(expected) = expected {
        page.type_into("#expected", expected).await?;
    }
    page.type_into("#tolerance", tolerance).await?;
    links(page).await
}
