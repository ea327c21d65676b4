//! The lessons: the time until each is ready, with nothing cached, and the duration of its runs.

use crate::figure::{heading, line};
use crate::uncached;
use std::time::Duration;
use stepsieve_page::{Result, json};

const PATIENCE: Duration = Duration::from_secs(60);

const LESSONS: [&str; 6] = [
    "noise",
    "staircase",
    "temperature",
    "anisotropic",
    "surrogates",
    "failure",
];

/// A lesson is ready when its questions have their buttons and its first demo its engine.
const WATCH: &str = r#"
    window.ready = 0;
    addEventListener("stepsieve-ready", () => window.ready ||= performance.now());
"#;

/// Runs the demos one after the other with their own settings, by their buttons; returns the
/// longest time from the press to a complete outcome.
const RUN: &str = r#"(async () => {
    let longest = 0;
    for (const demo of document.querySelectorAll("stepsieve-demo")) {
        demo.scrollIntoView();
        const inside = () => demo.shadowRoot.querySelector("iframe").contentWindow;
        while (!inside()?.stepsieve) await new Promise((resolve) => setTimeout(resolve, 50));
        const start = performance.now();
        await new Promise((resolve) => {
            demo.addEventListener("stepsieve-outcome", ({ detail }) => detail.complete && resolve());
            inside().document.getElementById("run").click();
        });
        longest = Math.max(longest, performance.now() - start);
    }
    return longest;
})()"#;

pub async fn measure() -> Result<()> {
    let (page, address) = uncached(WATCH).await?;
    heading("lessons, in ms", &["ready", "a run"]);
    for lesson in LESSONS {
        let url = format!("{address}www/lessons/{lesson}.html");
        page.devtools("Page.navigate", json!({ "url": url }))
            .await?;
        page.wait_until(
            "window.ready && document.querySelector('.question button')",
            PATIENCE,
        )
        .await?;
        let ready = page.eval("window.ready").await?.as_f64();
        let longest = page.eval(RUN).await?.as_f64();
        let columns = [ready, longest].map(|time| (time.unwrap_or(f64::NAN), 0));
        line(lesson, &columns);
    }
    page.close().await
}
