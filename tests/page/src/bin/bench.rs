//! Measures the page beside its peers, in one run of one browser: `cargo xtask bench` calls it.
//!
//! These machines are shared and noisy, so each figure is the median of interleaved repetitions,
//! and the ratios are what counts.

use serde_json::Value;
use std::time::Duration;
use stepsieve_page::{Page, Result};

/// The experiment of every figure: test 1, its ripple kept.
const LINK: &str = "preset=test1&step=0.065&steps=1e8";

/// The engine and the same loop in plain JavaScript, in turn, on one thread: nanoseconds per
/// walker-step of each.
const KERNELS: &str = r##"(async () => {
    const engine = await import("./wasm/stepsieve.js");
    await engine.default();
    const { experiment } = engine.read_link("preset=test1&step=0.065&steps=1e10");
    const crew = new engine.Crew(experiment, [{ block: 0 }]);
    const WALKERS = 64, WINDOW = 512, WINDOWS = 40;
    const q = new Float64Array(WALKERS).map((_, i) => i / 32 - 1), p = new Float64Array(WALKERS).fill(0.4);
    const counts = new Float64Array(402), moments = new Float64Array(4);
    const step = 0.065, half = step / 2, decay = 0.9935210793;
    function plain(steps) {
        for (let n = 0; n < steps; n++) for (let i = 0; i < WALKERS; i++) {
            let x = q[i] + half * p[i];
            const next = decay * p[i] - step * (x + Math.cos(x * 20) + Math.cos(x * 1000));
            x += half * next;
            q[i] = x; p[i] = next;
            if ((n & 3) === 0) { const s = next * next; moments[0] += next; moments[1] += s; moments[2] += s * next; moments[3] += s * s; }
            if ((n & 1) === 0) { let k = ((x + 4) * 50) | 0; if (k < 0) k = 400; if (k > 400) k = 401; counts[k]++; }
        }
    }
    const timed = (work) => { const start = performance.now(); work(); return (performance.now() - start) * 1e6 / (WINDOWS * WINDOW * WALKERS); };
    const tape = [], js = [];
    for (let round = 0; round < 17; round++) {
        tape.push(timed(() => crew.advance_windows(WINDOWS)));
        js.push(timed(() => plain(WINDOWS * WINDOW)));
        await new Promise((rest) => setTimeout(rest, 5));
    }
    const median = (x) => x.slice(2).sort((a, b) => a - b)[x.length >> 1];
    return [median(tape), median(js)];
})()"##;

/// One run of the page to its end: milliseconds, the longest task of the main thread in
/// milliseconds, and frames per second.
const RUN: &str = r##"(async () => {
    let longest = 0, frames = 0, running = true;
    const observer = new PerformanceObserver((list) => { for (const task of list.getEntries()) longest = Math.max(longest, task.duration); });
    observer.observe({ type: "longtask" });
    const count = () => { frames++; if (running) requestAnimationFrame(count); };
    requestAnimationFrame(count);
    const root = document.documentElement, start = performance.now();
    document.querySelector("#run").click();
    while (root.dataset.run !== "running") await new Promise((rest) => setTimeout(rest, 1));
    while (root.dataset.run === "running") await new Promise((rest) => setTimeout(rest, 5));
    const time = performance.now() - start;
    running = false;
    observer.disconnect();
    return [time, longest, frames / time * 1000];
})()"##;

fn number(value: &Value, index: usize) -> f64 {
    value[index].as_f64().unwrap_or(f64::NAN)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let page = Page::open(LINK).await?;
    let ready = page
        .eval("performance.getEntriesByType('navigation')[0].loadEventEnd")
        .await?;
    println!(
        "page loaded after                        {:8.0} ms",
        ready.as_f64().unwrap_or(f64::NAN)
    );
    let kernels = page.eval(KERNELS).await?;
    let (tape, plain) = (number(&kernels, 0), number(&kernels, 1));
    println!("one thread, tape in wasm                 {tape:8.2} ns per walker-step");
    println!(
        "one thread, plain JavaScript             {plain:8.2} ns per walker-step, {:.1} times the tape's",
        plain / tape
    );
    let cores = page
        .eval("navigator.hardwareConcurrency")
        .await?
        .as_u64()
        .unwrap_or(1);
    let mut one = f64::NAN;
    for workers in 1..=cores {
        page.eval("document.querySelector('#reset').click()")
            .await?;
        page.eval("document.querySelector('#advanced').open = true")
            .await?;
        page.enter("#set-workers", &workers.to_string()).await?;
        page.wait_for_state("idle", Duration::from_secs(10)).await?;
        let run = page.eval(RUN).await?;
        let each = number(&run, 0) * 1e6 / 1e8;
        if workers == 1 {
            one = each;
        }
        println!(
            "the page, {workers} worker{}                       {each:8.2} ns per walker-step, {:.2} times as fast as one; longest task {:.0} ms, {:.0} frames a second",
            if workers == 1 { " " } else { "s" },
            one / each,
            number(&run, 1),
            number(&run, 2)
        );
    }
    page.close().await
}
