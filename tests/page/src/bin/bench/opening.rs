//! The time from the request of the page until it is ready, over loopback and with nothing cached,
//! and its longest task until then.

use crate::figure::{Figure, line};
use crate::{link, uncached};
use std::time::Duration;
use stepsieve_page::{Result, json};

const ROUNDS: usize = 5;

/// The page sets `window.stepsieve` when its engine runs and its controls are in place; the rest of
/// that task belongs to the opening. The script waits for a curve, as only an outcome shows that
/// the workers answer.
const WATCH: &str = r#"
    window.longest = 0;
    new PerformanceObserver((list) => { for (const task of list.getEntries()) window.longest = Math.max(window.longest, task.duration); })
        .observe({ type: "longtask" });
    Object.defineProperty(window, "stepsieve", { configurable: true, set(value) {
        Object.defineProperty(window, "stepsieve", { value });
        queueMicrotask(() => { window.opened = { ready: performance.now(), curve: 0 }; });
        const look = () => {
            if (value.outcome()) window.opened.curve = performance.now();
            else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
    } });
"#;

pub async fn measure() -> Result<()> {
    let (page, address) = uncached(WATCH).await?;
    let (mut ready, mut curve, mut longest) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let there = format!("{address}#{}&run", link("1e11"));
        for url in ["about:blank", &there] {
            page.devtools("Page.navigate", json!({ "url": url }))
                .await?;
        }
        page.wait_until("window.opened?.curve", Duration::from_secs(20))
            .await?;
        let opened = page.eval("window.opened").await?;
        ready.extend(opened["ready"].as_f64());
        curve.extend(opened["curve"].as_f64());
        longest.extend(page.eval("window.longest").await?.as_f64());
    }
    for (name, times) in [
        ("from the address to a page that is ready", ready),
        ("from a link that runs to its first curve", curve),
        ("the longest task until then (0: none of 50 ms)", longest),
    ] {
        let figure = Figure::of(times)?;
        line(
            name,
            &[(figure.best, 0), (figure.median, 0), (figure.worst, 0)],
        );
    }
    page.close().await
}
