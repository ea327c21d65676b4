//! Firefox: privileged scripts do what the WebDriver standard lacks.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use fantoccini::Client;
use serde_json::{Value, json};

use crate::extension::Extension;

pub fn driver(program: &str) -> Command {
    let mut command = Command::new(program);
    command.arg("--allow-system-access");
    command
}

/// A headless browser that saves files in `downloads`; the driver creates and removes an empty
/// profile.
pub fn capabilities(program: &str, downloads: &Path) -> Value {
    let preferences = json!({
        "browser.download.folderList": 2,
        "browser.download.dir": downloads,
    });
    json!({ "moz:firefoxOptions": {
        "binary": program, "args": ["-headless"], "prefs": preferences,
    }})
}

pub async fn set_viewport(client: &Client, width: u32, height: u32, scale: f64) -> Result<()> {
    let script = "const [width, height, scale] = arguments;
        const browser = window.gBrowser.selectedBrowser;
        browser.browsingContext.overrideDPPX = scale;
        for (const [side, size] of Object.entries({ width, height }))
            for (const limit of ['min-', 'max-', ''])
                browser.style.setProperty(limit + side, `${size}px`);";
    script_with_rights(
        client,
        script,
        vec![json!(width), json!(height), json!(scale)],
    )
    .await?;
    Ok(())
}

pub async fn set_dark(client: &Client, dark: bool) -> Result<()> {
    let script = "const page = window.gBrowser.selectedBrowser.browsingContext;
        page.prefersColorSchemeOverride = arguments[0];";
    let scheme = if dark { "dark" } else { "light" };
    script_with_rights(client, script, vec![json!(scheme)]).await?;
    Ok(())
}

/// Forgets what sites have stored.
pub async fn forget(client: &Client) -> Result<()> {
    let script = "const { clearData } = Services, all = Ci.nsIClearDataService;
        const kinds = all.CLEAR_COOKIES | all.CLEAR_ALL_CACHES | all.CLEAR_DOM_STORAGES;
        return new Promise((done) => clearData.deleteData(kinds, { onDataDeleted: () => done() }));";
    script_with_rights(client, script, vec![]).await?;
    Ok(())
}

/// The script and network errors since the last call, without a page's own console messages and
/// those of the browser. Also left out: the message about a service worker's response that its page
/// no longer awaits. A failing service worker still reports its error.
pub async fn errors(client: &Client) -> Result<Vec<String>> {
    let script = "const errors = Services.console.getMessageArray()
            .filter((said) => said instanceof Ci.nsIScriptError)
            .filter((said) => !(said.flags & Ci.nsIScriptError.warningFlag))
            .filter((said) => /^(https?|blob|data):/.test(said.sourceName))
            .filter((said) => !said.errorMessage.endsWith('encountered an unexpected error.'))
            .map((said) => `${said.sourceName}:${said.lineNumber} ${said.errorMessage}`);
        Services.console.reset();
        return errors;";
    let errors = script_with_rights(client, script, vec![]).await?;
    Ok(serde_json::from_value(errors)?)
}

/// Runs a script in the browser's window instead of the page's.
async fn script_with_rights(client: &Client, script: &str, given: Vec<Value>) -> Result<Value> {
    set_context(client, "chrome").await?;
    let value = client.execute(script, given).await;
    set_context(client, "content").await?;
    value.context("Firefox refuses a script with rights")
}

async fn set_context(client: &Client, context: &str) -> Result<()> {
    let extension = Extension {
        path: "moz/context",
        body: json!({ "context": context }),
    };
    client.issue_cmd(extension).await?;
    Ok(())
}
