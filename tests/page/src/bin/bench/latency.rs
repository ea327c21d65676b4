//! Latency: the time from a change of the step during a run to its curve, and from a start to the
//! calibrated map in two dimensions.

use crate::figure::{Figure, heading, line};
use crate::link;
use std::time::Duration;
use stepsieve_page::{Page, Result};

/// Moves the slider of the step back and forth by one place. Drawing a figure updates its
/// alternative text, whose change marks the time when a curve of the new step is on the canvas.
const CHANGES: &str = r##"(async () => {
    const slider = document.querySelector("#set-step").closest(".control").querySelector(".slider");
    const canvas = document.querySelector("#figure-potential");
    const drawn = () => new Promise((resolve) => {
        const observer = new MutationObserver(() => { observer.disconnect(); resolve(); });
        observer.observe(canvas, { attributes: true, attributeFilter: ["aria-label"] });
    });
    const times = [];
    for (let round = 0; round < 11; round++) {
        await new Promise((rest) => setTimeout(rest, 700));
        const { step } = window.stepsieve.outcome().experiment;
        slider.value = slider.valueAsNumber + (round % 2 ? -1 : 1);
        const start = performance.now();
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        do await drawn(); while ((window.stepsieve.outcome()?.experiment.step ?? step) === step);
        times.push(performance.now() - start);
    }
    return times.slice(1);
})()"##;

/// Times runs of test 4 from the press of the button to the first calibrated map on the canvas,
/// and to the end of the run.
const MAPS: &str = r##"(async () => {
    const canvas = document.querySelector("#figure-potential");
    const root = document.documentElement;
    const until = (element, attribute, met) => new Promise((resolve) => {
        const look = () => { if (met()) { observer.disconnect(); resolve(performance.now()); } };
        const observer = new MutationObserver(look);
        observer.observe(element, { attributes: true, attributeFilter: [attribute] });
        look();
    });
    const [shown, finished] = [[], []];
    for (let round = 0; round < 8; round++) {
        document.querySelector("#reset").click();
        await until(canvas, "aria-label", () => canvas.ariaLabel.includes("nothing has been learned"));
        await new Promise((rest) => setTimeout(rest, 300));
        const start = performance.now();
        document.querySelector("#run").click();
        shown.push(await until(canvas, "aria-label", () => canvas.ariaLabel.includes("learned potential")) - start);
        finished.push(await until(root, "data-run", () => root.dataset.run === "finished") - start);
    }
    return [shown.slice(1), finished.slice(1)];
})()"##;

/// Times runs from the press of the button to their end.
const RUNS: &str = r##"(async () => {
    const root = document.documentElement;
    const finished = () => new Promise((resolve) => {
        const look = () => { if (root.dataset.run === "finished") { observer.disconnect(); resolve(performance.now()); } };
        const observer = new MutationObserver(look);
        observer.observe(root, { attributes: true, attributeFilter: ["data-run"] });
    });
    const times = [];
    for (let round = 0; round < 5; round++) {
        document.querySelector("#reset").click();
        await new Promise((rest) => setTimeout(rest, 300));
        const start = performance.now();
        const end = finished();
        document.querySelector("#run").click();
        times.push(await end - start);
    }
    return times.slice(1);
})()"##;

pub async fn measure() -> Result<()> {
    let page = Page::open(format!("{}&run", link("1e11")).as_str()).await?;
    page.wait_until("window.stepsieve.outcome()", Duration::from_secs(10))
        .await?;
    let figure = Figure::of_list(&page.eval(CHANGES).await?)?;
    heading("how soon, in ms", &["best", "median", "worst"]);
    let columns = [(figure.best, 0), (figure.median, 0), (figure.worst, 0)];
    line("from a new step to its curve, 10 changes", &columns);
    page.close().await?;

    let page = Page::open("preset=test4").await?;
    page.eval("document.querySelector('#advanced').open = true")
        .await?;
    page.enter("#set-workers", "2").await?;
    let times = page.eval(MAPS).await?;
    for (what, times) in [("first calibrated map", &times[0]), ("last one", &times[1])] {
        let figure = Figure::of_list(times)?;
        let columns = [(figure.best, 0), (figure.median, 0), (figure.worst, 0)];
        line(&format!("test 4, two workers: {what}"), &columns);
    }
    page.close().await?;

    for (what, link) in [
        ("Fig 3, 512 trajectories, two workers", "v=3&preset=fig3"),
        (
            "scan of test 1, 24 steps, two workers",
            "v=3&preset=test1&kind=scan&refine=0&decompose=false",
        ),
        (
            "the same with all that follows",
            "v=3&preset=test1&kind=scan",
        ),
    ] {
        let page = Page::open(link).await?;
        page.eval("document.querySelector('#advanced').open = true")
            .await?;
        page.enter("#set-workers", "2").await?;
        let figure = Figure::of_list(&page.eval(RUNS).await?)?;
        let columns = [(figure.best, 0), (figure.median, 0), (figure.worst, 0)];
        line(what, &columns);
        page.close().await?;
    }
    Ok(())
}
