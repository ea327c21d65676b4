//! The speed of whole runs by number of workers, and the page's frame rate meanwhile.

use crate::figure::{Figure, heading, line};
use std::iter::successors;
use std::time::Duration;
use stepsieve_page::{Page, Result};

const STEPS: f64 = 4e8;
const ROUNDS: usize = 5;

/// One run to its end: its milliseconds, the longest task of the main thread in milliseconds
/// (0 if none took 50, from which browsers report), and frames per second.
const RUN: &str = r##"(async () => {
    let longest = 0, frames = 0, running = true;
    const observer = new PerformanceObserver((list) => { for (const task of list.getEntries()) longest = Math.max(longest, task.duration); });
    observer.observe({ type: "longtask" });
    const count = () => { frames++; if (running) requestAnimationFrame(count); };
    requestAnimationFrame(count);
    const root = document.documentElement;
    const finished = new Promise((resolve) => new MutationObserver(() => { if (root.dataset.run === "finished") resolve(); })
        .observe(root, { attributes: true, attributeFilter: ["data-run"] }));
    const start = performance.now();
    document.querySelector("#run").click();
    await finished;
    const time = performance.now() - start;
    running = false;
    observer.disconnect();
    return [time, longest, frames / time * 1000];
})()"##;

/// The measurements with one number of workers.
struct WorkerCount {
    workers: u64,
    times: Vec<f64>,
    longest: Vec<f64>,
    frames: Vec<f64>,
}

pub async fn measure(page: &Page) -> Result<()> {
    let cores = page.eval("navigator.hardwareConcurrency").await?;
    let cores = cores.as_u64().unwrap_or(1);
    let mut counts: Vec<WorkerCount> = successors(Some(1), |n| Some(n * 2))
        .take_while(|&n| n <= cores)
        .map(|workers| WorkerCount {
            workers,
            times: Vec::new(),
            longest: Vec::new(),
            frames: Vec::new(),
        })
        .collect();
    page.eval("document.querySelector('#advanced').open = true")
        .await?;
    for _ in 0..ROUNDS {
        for count in &mut counts {
            page.eval("document.querySelector('#reset').click()")
                .await?;
            page.enter("#set-workers", &count.workers.to_string())
                .await?;
            page.wait_for_state("idle", Duration::from_secs(10)).await?;
            let run = page.eval(RUN).await?;
            let number = |i: usize| run[i].as_f64().unwrap_or(f64::NAN);
            count.times.push(number(0) * 1e6 / STEPS);
            count.longest.push(number(1));
            count.frames.push(number(2));
        }
    }
    heading(
        "the page, start and last fit included",
        &["best", "median", "speed-up", "frames/s", "task, ms"],
    );
    let mut alone = f64::NAN;
    for count in counts {
        let times = Figure::of(count.times)?;
        if count.workers == 1 {
            alone = times.median;
        }
        let plural = if count.workers == 1 { "" } else { "s" };
        let columns = [
            (times.best, 2),
            (times.median, 2),
            (alone / times.median, 2),
            (Figure::of(count.frames)?.median, 0),
            (Figure::of(count.longest)?.worst, 0),
        ];
        line(
            &format!("{} worker{plural}, 4e8 steps", count.workers),
            &columns,
        );
    }
    println!("  ns per walker-step; speed-up over one worker; the longest task of the main thread");
    println!("  in any run (0: none took the 50 ms from which browsers report)");
    Ok(())
}
