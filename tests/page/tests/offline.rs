//! The site works offline after one visit.

use std::net::TcpStream;
use std::time::Duration;

use stepsieve_page::{Result, Server, json, on_page};

const LONG: Duration = Duration::from_secs(60);

#[tokio::test]
async fn every_page_works_with_the_server_stopped() -> Result<()> {
    on_page("", async |page| {
        let server = Server::start(None)?;
        let site = server.address().to_owned();
        page.go(&site, "window.stepsieve").await?;
        page.wait_until("navigator.serviceWorker?.controller", LONG)
            .await?;
        drop(server);
        let port = site
            .trim_end_matches('/')
            .rsplit(':')
            .next()
            .unwrap_or_default();
        assert!(
            TcpStream::connect(("127.0.0.1", port.parse()?)).is_err(),
            "the server still answers"
        );

        page.go(
            &format!("{site}?#preset=test1&step=0.5&steps=1e6"),
            "window.stepsieve",
        )
        .await?;
        page.click("#run").await?;
        page.wait_for_state("finished", LONG).await?;
        for place in [
            "index.html?lang=de",
            "embed.html",
            "reproduce.html",
            "when.html",
            "gallery.html",
            "exercise.html",
            "teach.html",
            "www/examples/embeds.html",
            "www/lessons/noise.html",
            // Permanent links lead there.
            concat!("v/", env!("CARGO_PKG_VERSION"), "/index.html#preset=test2"),
            concat!("v/", env!("CARGO_PKG_VERSION"), "/exercise.html"),
        ] {
            page.go(&format!("{site}{place}"), "document.querySelector('main')")
                .await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_kept_file_that_is_corrupt_is_fetched_again() -> Result<()> {
    on_page("", async |page| {
        let server = Server::start(None)?;
        let site = format!("{}?#preset=test1&step=0.5&steps=1e6", server.address());
        page.go(&site, "window.stepsieve").await?;
        page.wait_until("navigator.serviceWorker?.controller", LONG)
            .await?;
        // Empty, truncated, of another type, with one bit flipped, and replaced by another file.
        let spoil = "(async () => {
            const cache = await caches.open((await caches.keys())[0]);
            const spoil = async (name, change, type) => {
                const address = new URL(name, location.origin).href;
                const kept = await cache.match(address);
                const bytes = new Uint8Array(await kept.arrayBuffer());
                await cache.put(address, new Response(change(bytes), { headers: { 'Content-Type': type ?? kept.headers.get('Content-Type') } }));
            };
            await spoil('www/app/main.js', () => '');
            await spoil('wasm/stepsieve_bg.wasm', (bytes) => bytes.slice(0, 10000));
            await spoil('index.html', (bytes) => bytes.slice(0, 1000));
            await spoil('www/styles/base.css', (bytes) => bytes, 'text/plain');
            await spoil('www/app/page.js', (bytes) => bytes.map((byte, at) => at === 500 ? byte ^ 1 : byte));
            await spoil('www/workers/compute-worker.js', () => '<!doctype html>');
        })()";
        let sizes = "(async () => {
            const cache = await caches.open((await caches.keys())[0]);
            const names = ['www/app/main.js', 'wasm/stepsieve_bg.wasm', 'index.html', 'www/styles/base.css', 'www/app/page.js', 'www/workers/compute-worker.js'];
            return Promise.all(names.map(async (name) => {
                const kept = await cache.match(new URL(name, location.origin).href);
                return [name, kept.headers.get('Content-Type'), (await kept.arrayBuffer()).byteLength];
            }));
        })()";
        let before = page.eval(sizes).await?;
        page.eval(spoil).await?;
        page.go(&site, "window.stepsieve").await?;
        page.click("#run").await?;
        page.wait_for_state("finished", LONG).await?;
        assert_eq!(page.eval(sizes).await?, before, "what is kept is as it was");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_browser_that_keeps_no_files_shows_the_page_all_the_same() -> Result<()> {
    on_page("", async |page| {
        let server = Server::start(None)?;
        let site = format!("{}?#preset=test1&step=0.5&steps=1e6", server.address());
        page.go(&site, "window.stepsieve").await?;
        page.wait_until("navigator.serviceWorker?.controller", LONG)
            .await?;
        page.eval(
            "caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name))))",
        )
        .await?;
        page.go(&site, "window.stepsieve").await?;
        page.click("#run").await?;
        page.wait_for_state("finished", LONG).await
    })
    .await
}

/// The browser offers the page for installation.
#[tokio::test]
async fn the_site_can_be_installed() -> Result<()> {
    on_page("", async |page| {
        let manifest = page.devtools("Page.getAppManifest", json!({})).await?;
        assert_eq!(manifest["errors"], json!([]), "{manifest}");
        let errors = page
            .devtools("Page.getInstallabilityErrors", json!({}))
            .await?;
        let errors: Vec<&str> = errors["installabilityErrors"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|error| error["errorId"].as_str())
            // Tests run in a private window, which cannot install anything.
            .filter(|error| *error != "in-incognito")
            .collect();
        assert_eq!(errors, Vec::<&str>::new());
        Ok(())
    })
    .await
}
