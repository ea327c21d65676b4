//! After one visit the site needs no network.

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
            "gallery.html",
            "exercise.html",
            "teach.html",
            "www/examples/embeds.html",
            "www/lessons/noise.html",
        ] {
            page.go(&format!("{site}{place}"), "document.querySelector('main')")
                .await?;
        }
        Ok(())
    })
    .await
}

/// What the browser needs to offer the page for installation.
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
            // Tests run in a private window, where nothing can be installed.
            .filter(|error| *error != "in-incognito")
            .collect();
        assert_eq!(errors, Vec::<&str>::new());
        Ok(())
    })
    .await
}
