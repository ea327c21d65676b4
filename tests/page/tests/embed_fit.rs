//! A demo of automatic height fits into its frame at any width, in both themes, and into documents
//! by the dialog's snippets.

use std::fs;
use std::time::{Duration, Instant};

use stepsieve_page::{Page, Result, Server, json, on_page, scratch};

const LONG: Duration = Duration::from_secs(90);
/// From the smallest phone to a wide page.
const WIDTHS: [u32; 6] = [320, 390, 540, 700, 1000, 1200];

/// Parts, controls, and an experiment that has them.
const DEMOS: [(&str, &str, &str); 9] = [
    (
        "potential,findings",
        "step",
        "v=3&preset=test1&step=0.5&steps=1e6",
    ),
    (
        "potential,zoom,positions,momenta,convergence,findings,numbers,step",
        "potential,step,friction,seed,steps",
        "v=3&preset=test1&step=0.5&steps=1e6",
    ),
    // With a failed validity check.
    (
        "potential,momenta",
        "step,friction",
        "v=3&preset=test1&step=0.004&steps=1e6",
    ),
    ("", "", "v=3&preset=test1&step=0.5&steps=1e6"),
    // With a message on top.
    (
        "potential,taste",
        "step",
        "v=3&preset=test1&step=-1&steps=1e6",
    ),
    (
        "potential,noise,findings",
        "calibration,potential",
        "v=3&preset=test4&steps=1e6&calibration_steps=1e6",
    ),
    (
        "potential,noise,zoom",
        "step",
        "v=3&preset=test5&steps=1e6&calibration_steps=1e6",
    ),
    (
        "staircase,scales,findings",
        "seed",
        "v=3&kind=scan&preset=test1&scan_steps=1e5&steps=1e6",
    ),
    (
        "portrait,mean,correlation,equilibrium",
        "friction",
        "v=3&preset=fig3&steps=1e6&trajectories=128",
    ),
];

/// The demo of the page, and its window.
const DEMO: &str = "document.querySelector('stepsieve-demo')";
const INSIDE: &str =
    "document.querySelector('stepsieve-demo').shadowRoot.querySelector('iframe').contentWindow";

/// Elements that do not fit into the frame, are covered, too low or scroll, and empty space below.
const UNFIT: &str = "(({ document, innerWidth, innerHeight, getComputedStyle }) => {
    const root = document.documentElement;
    const seen = [...document.body.querySelectorAll('*')].filter((node) => node.checkVisibility()
        && !node.closest('.unseen, .top, option, svg, math') && node.getBoundingClientRect().width > 0);
    const name = (node) => `${node.tagName}#${node.id}.${node.className}`;
    const bad = [];
    if (root.scrollWidth > innerWidth || root.scrollHeight > innerHeight) bad.push('the frame scrolls');
    for (const node of seen) {
        const { left, top, right, bottom } = node.getBoundingClientRect();
        if (left < -0.5 || top < -0.5 || right > innerWidth + 0.5 || bottom > innerHeight + 0.5) bad.push(`${name(node)} sticks out`);
        const { overflowX, overflowY } = getComputedStyle(node);
        const scrolls = (overflow, inner, outer) => ['auto', 'scroll'].includes(overflow) && inner > outer;
        if (scrolls(overflowX, node.scrollWidth, node.clientWidth) || scrolls(overflowY, node.scrollHeight, node.clientHeight)) bad.push(`${name(node)} scrolls`);
        if (node.matches('button, input, select, a')) {
            const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
            if (!node.contains(over)) bad.push(`${over && name(over)} covers ${name(node)}`);
        }
        if (node.matches('canvas') && node.clientHeight < 200) bad.push(`${name(node)} is ${node.clientHeight} pixels high`);
    }
    const empty = innerHeight - document.querySelector('main').getBoundingClientRect().bottom;
    if (empty > 2) bad.push(`${empty} pixels are empty below`);
    return bad;
})";

#[tokio::test]
async fn nothing_of_a_demo_is_cut_at_any_width() -> Result<()> {
    on_page("", async |page| {
        for (show, controls, link) in DEMOS {
            page.go("www/examples/embeds.html", "customElements.get('stepsieve-demo')")
                .await?;
            let attributes = json!({ "link": link, "show": show, "controls": controls, "height": "auto", "theme": "light" });
            page.eval(&format!(
                "(() => {{
                    const demo = document.createElement('stepsieve-demo');
                    for (const [name, value] of Object.entries({attributes})) demo.setAttribute(name, value);
                    document.body.replaceChildren(demo);
                }})()"
            ))
            .await?;
            page.wait_until(&format!("{INSIDE}?.stepsieve"), LONG).await?;
            // Before a run there is less content.
            for width in [320, 700] {
                fits(page, width, "before a run").await?;
            }
            page.eval(&format!("{DEMO}.run()")).await?;
            page.wait_until(&format!("{INSIDE}.document.documentElement.dataset.run === 'finished'"), LONG)
                .await?;
            for theme in ["light", "dark"] {
                page.eval(&format!("{DEMO}.setAttribute('theme', '{theme}')")).await?;
                page.wait_until(&format!("{INSIDE}.document.documentElement.dataset.theme === '{theme}'"), LONG)
                    .await?;
                for width in WIDTHS {
                    fits(page, width, &format!("{show} {theme}")).await?;
                }
            }
        }
        Ok(())
    })
    .await
}

/// Waits until the frame fits its content at a width.
async fn fits(page: &Page, width: u32, what: &str) -> Result<()> {
    page.eval(&format!("({DEMO}.style.width = '{width}px', 0)"))
        .await?;
    page.wait_until(&format!("{INSIDE}.innerWidth === {width}"), LONG)
        .await?;
    let start = Instant::now();
    loop {
        let unfit = page.eval(&format!("{UNFIT}({INSIDE})")).await?;
        if unfit == json!([]) {
            return Ok(());
        }
        assert!(
            start.elapsed() < Duration::from_secs(10),
            "at {width} pixels, {what}: {unfit:#}"
        );
    }
}

/// In a document of another origin with nothing but the snippet.
#[tokio::test]
async fn what_the_dialog_writes_fits_into_a_document() -> Result<()> {
    on_page("v=3&preset=test1&step=0.5&steps=1e6&run", async |page| {
        page.click("#embed").await?;
        page.click("#embed-autorun").await?;
        page.wait_until("document.getElementById('embed-size').textContent", LONG).await?;
        for kind in ["html", "element"] {
            page.choose("#embed-kind", kind).await?;
            let snippet = page.eval("document.getElementById('embed-snippet').value").await?;
            let folder = scratch().join(format!("documents/{kind}"));
            fs::create_dir_all(&folder)?;
            let text = format!(
                "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><link rel=\"icon\" href=\"data:,\"><title>A demo</title>
                <script>
                    window.heard = 0;
                    addEventListener('message', ({{ data }}) => {{
                        if (data.stepsieve === 'height') window.heard = data.height;
                        if (data.complete) window.complete = true;
                    }});
                </script>
                <body style=\"margin: 0\">{}</body></html>",
                snippet.as_str().unwrap_or_default()
            );
            fs::write(folder.join("index.html"), text)?;
        }
        let frame = "(document.querySelector('iframe') ?? document.querySelector('stepsieve-demo').shadowRoot.querySelector('iframe'))";
        for kind in ["html", "element"] {
            let server = Server::start(Some(&scratch().join(format!("documents/{kind}"))))?;
            page.go(server.address(), "window.complete").await?;
            // The frame has the height of its message, and is higher if it is narrow.
            let follows = |when: &str| format!("heard {when} && {frame}.clientHeight === heard");
            page.wait_until(&follows("> 400"), LONG).await?;
            let wide = page.eval("heard").await?;
            page.set_viewport(320, 800, 1.0).await?;
            page.wait_until(&follows(&format!("> {wide}")), LONG).await?;
            page.set_viewport(1280, 800, 1.0).await?;
            page.wait_until(&follows(&format!("=== {wide}")), LONG).await?;
            page.leave().await?;
        }
        Ok(())
    })
    .await
}
