//! The memory of short and long runs: the resident memory of the browser's renderer processes,
//! which hold the page, its workers, their wasm and the figures.

use crate::figure::{heading, line};
use crate::link;
use serde_json::json;
use std::fs;
use std::process;
use std::time::{Duration, Instant};
use stepsieve_page::{Page, Result, bail};

const STEPS: [&str; 3] = ["1e7", "1e8", "1e9"];
/// Time for the browser to become idle.
const SETTLING: Duration = Duration::from_secs(2);
const LONGEST: Duration = Duration::from_secs(120);

pub async fn measure() -> Result<()> {
    heading(
        "memory, MB, each in a new browser",
        &["idle", "peak", "settled", "peak +", "settled +"],
    );
    for steps in STEPS {
        let page = Page::open(link(steps).as_str()).await?;
        let Some(idle) = settled(&page).await? else {
            println!("  unknown on this system (no /proc)");
            return page.close().await;
        };
        let peak = run(&page, steps).await?;
        let after = settled(&page).await?.unwrap_or(f64::NAN);
        let columns = [idle, peak, after, peak - idle, after - idle];
        line(&format!("{steps} steps"), &columns.map(|x| (x, 0)));
        page.close().await?;
    }
    println!("  resident memory of all renderer processes: the page, its workers and their wasm;");
    println!("  settled: after garbage collection; +: above the idle page, measured alike");
    Ok(())
}

/// Runs the page's experiment to its end; returns the peak memory.
async fn run(page: &Page, steps: &str) -> Result<f64> {
    page.eval("document.querySelector('#run').click()").await?;
    let (start, mut peak) = (Instant::now(), 0.0);
    while page.state().await? != "finished" {
        if start.elapsed() > LONGEST {
            bail!("{steps} steps take too long");
        }
        peak = renderers().unwrap_or(f64::NAN).max(peak);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(renderers().unwrap_or(f64::NAN).max(peak))
}

/// The memory of the idle page after garbage collection.
async fn settled(page: &Page) -> Result<Option<f64>> {
    tokio::time::sleep(SETTLING).await;
    page.devtools("HeapProfiler.collectGarbage", json!({}))
        .await?;
    tokio::time::sleep(SETTLING).await;
    Ok(renderers())
}

/// Resident megabytes of the renderer processes that descend from this one.
fn renderers() -> Option<f64> {
    let ours = process::id();
    let processes: Vec<Process> = fs::read_dir("/proc")
        .ok()?
        .filter_map(|entry| Process::read(entry.ok()?.file_name().to_str()?.parse().ok()?))
        .collect();
    let parent = |id: u32| Some(processes.iter().find(|p| p.id == id)?.parent);
    let descends = |process: &&Process| {
        std::iter::successors(Some(process.id), |&id| parent(id)).any(|id| id == ours)
    };
    let rendering = processes.iter().filter(|p| p.renders).filter(descends);
    Some(rendering.map(|p| p.resident).sum::<f64>() / 1e6)
}

struct Process {
    id: u32,
    parent: u32,
    renders: bool,
    /// In bytes.
    resident: f64,
}

impl Process {
    fn read(id: u32) -> Option<Process> {
        let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
        let field = |name: &str| {
            let mut lines = status.lines();
            let value = lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
            value.split_whitespace().next()?.parse::<u32>().ok()
        };
        let command = fs::read(format!("/proc/{id}/cmdline")).ok()?;
        Some(Process {
            id,
            parent: field("PPid")?,
            renders: String::from_utf8_lossy(&command).contains("--type=renderer"),
            resident: 1024.0 * f64::from(field("VmRSS").unwrap_or(0)),
        })
    }
}
