//! Chromium: the Chrome DevTools protocol has what the WebDriver standard lacks.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use fantoccini::Client;
use serde_json::{Value, json};
use url::Url;

use crate::browser::from_environment;
use crate::extension::Extension;

pub fn driver(program: &str) -> Command {
    Command::new(program)
}

/// A headless browser that saves files in `downloads`; the driver creates and removes an empty
/// profile.
pub fn capabilities(program: &str, downloads: &Path) -> Value {
    let arguments = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];
    json!({
        "goog:chromeOptions": {
            "binary": program, "args": arguments, "prefs": { "download.default_directory": downloads },
        },
        "goog:loggingPrefs": { "browser": "ALL" },
    })
}

pub async fn devtools(client: &Client, command: &str, parameters: Value) -> Result<Value> {
    let extension = Extension {
        path: "goog/cdp/execute",
        body: json!({ "cmd": command, "params": parameters }),
    };
    let answer = client.issue_cmd(extension).await;
    answer.with_context(|| format!("{command} failed"))
}

pub async fn set_viewport(client: &Client, width: u32, height: u32, scale: f64) -> Result<()> {
    let metrics = json!({
        "width": width, "height": height, "deviceScaleFactor": scale, "mobile": false,
    });
    devtools(client, "Emulation.setDeviceMetricsOverride", metrics).await?;
    Ok(())
}

pub async fn set_dark(client: &Client, dark: bool) -> Result<()> {
    let scheme = if dark { "dark" } else { "light" };
    let feature = json!({ "name": "prefers-color-scheme", "value": scheme });
    let media = json!({ "features": [feature] });
    devtools(client, "Emulation.setEmulatedMedia", media).await?;
    Ok(())
}

/// Forgets what the site has stored.
pub async fn forget(client: &Client) -> Result<()> {
    let site = Url::parse(&from_environment("STEPSIEVE_PAGE")?)?;
    let origin = site.origin().ascii_serialization();
    let all = json!({ "origin": origin, "storageTypes": "all" });
    devtools(client, "Storage.clearDataForOrigin", all).await?;
    Ok(())
}

/// The console errors since the last call.
pub async fn errors(client: &Client) -> Result<Vec<String>> {
    let extension = Extension {
        path: "se/log",
        body: json!({ "type": "browser" }),
    };
    let entries = client.issue_cmd(extension).await?;
    let entries = entries.as_array().into_iter().flatten();
    let severe = entries.filter(|entry| entry["level"] == "SEVERE");
    let messages = severe.map(|entry| entry["message"].as_str().unwrap_or("?").to_owned());
    Ok(messages.collect())
}
