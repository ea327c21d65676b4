//! Measures the frame rate of a page with four demos, of which one runs.

use crate::figure::{Figure, heading, line};
use crate::link;
use std::time::Duration;
use stepsieve_page::{Page, Result, json};

const PATIENCE: Duration = Duration::from_secs(30);
const ROUNDS: usize = 5;

/// The running demo, and its window.
const RUNS: &str = "document.getElementById('sieve')";
const INSIDE: &str =
    "document.getElementById('sieve').shadowRoot.querySelector('iframe').contentWindow";

/// Frames per second of the outer page over two seconds, and the longest task in it or its frames
/// in milliseconds (0 if none took 50).
const WATCH: &str = r#"(async () => {
    let longest = 0, frames = 0, running = true;
    const observer = new PerformanceObserver((list) => { for (const task of list.getEntries()) longest = Math.max(longest, task.duration); });
    observer.observe({ type: "longtask" });
    const count = () => { frames++; if (running) requestAnimationFrame(count); };
    requestAnimationFrame(count);
    const start = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 2000));
    running = false;
    observer.disconnect();
    return [frames / (performance.now() - start) * 1000, longest];
})()"#;

pub async fn measure() -> Result<()> {
    let page = Page::open("").await?;
    let demo = "customElements.get('stepsieve-demo')";
    page.go("www/examples/embeds.html", demo).await?;
    // Scroll each into view, so that each loads its engine.
    for id in ["frame", "plane", "well", "sieve"] {
        page.eval(&format!("document.getElementById('{id}').scrollIntoView()"))
            .await?;
        let frame = format!(
            "((e) => e.shadowRoot?.querySelector('iframe') ?? e)(document.getElementById('{id}'))"
        );
        page.wait_until(&format!("{frame}.contentWindow.stepsieve"), PATIENCE)
            .await?;
    }
    let endless = link("1e11");
    page.eval(&format!("{RUNS}.setAttribute('link', {})", json!(endless)))
        .await?;
    page.wait_until(&format!("{INSIDE}.stepsieve?.outcome()"), PATIENCE)
        .await?;
    let (mut frames, mut longest) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let seen = page.eval(WATCH).await?;
        frames.extend(seen[0].as_f64());
        longest.extend(seen[1].as_f64());
    }
    heading(
        "four embeds, one running",
        &["frames/s", "worst", "task, ms"],
    );
    let frames = Figure::of(frames)?;
    let columns = [
        (frames.median, 0),
        (frames.best, 0),
        (Figure::of(longest)?.worst, 0),
    ];
    line("the page around them", &columns);
    page.close().await
}
