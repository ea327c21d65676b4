//! A sandboxed frame without an origin: no storage, no cookies, no workers of the site.

use std::fs;
use std::time::Duration;

use stepsieve_page::{Page, Result, Server, json, on_page, scratch};

const LONG: Duration = Duration::from_secs(90);

/// A document of another origin with the page in a frame that may only run scripts; it collects the
/// frame's messages.
async fn document(page: &Page, address: &str) -> Result<Server> {
    let site = page.eval("new URL('.', location.href).href").await?;
    let folder = scratch().join("documents/sandbox");
    fs::create_dir_all(&folder)?;
    let text = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><link rel=\"icon\" href=\"data:,\"><title>A demo</title>
        <script>window.heard = []; addEventListener('message', ({{ origin, data }}) => heard.push({{ ...data, origin }}));</script>
        <body><iframe sandbox=\"allow-scripts\" width=\"700\" height=\"600\" src=\"{}{address}\"></iframe></body></html>",
        site.as_str().unwrap_or_default()
    );
    fs::write(folder.join("index.html"), text)?;
    let server = Server::start(Some(&folder))?;
    page.go(server.address(), "window.heard").await?;
    Ok(server)
}

#[tokio::test]
async fn a_demo_runs_in_a_frame_without_an_origin() -> Result<()> {
    on_page("", async |page| {
        let link = "embed.html#show=potential,findings&amp;controls=step&amp;v=3&amp;preset=test1&amp;step=0.5&amp;steps=1e6&amp;autorun";
        let _server = document(page, link).await?;
        page.wait_until("heard.some(({ complete }) => complete)", LONG).await?;
        assert_eq!(page.eval("heard[0].origin").await?, "null");
        // Again with another step: the address changes, and the workers exist.
        page.eval("(heard.length = 0, document.querySelector('iframe').contentWindow.postMessage({ stepsieve: 'set', settings: { step: 0.4 } }, '*'), 0)")
            .await?;
        page.wait_until("heard.some(({ complete }) => complete)", LONG).await?;
        let step = page
            .eval("heard.find(({ complete }) => complete).outcome.experiment.step")
            .await?;
        assert_eq!(step, json!(0.4));
        Ok(())
    })
    .await
}
