//! A session with Chromium, and the commands that WebDriver's standard has not.

use std::env;

use anyhow::{Context, Result};
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use http::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use url::{ParseError, Url};

/// Opens a headless Chromium; the driver gives it an empty profile and removes it later.
pub async fn open() -> Result<Client> {
    let mut options = json!({ "args": [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]});
    if let Ok(program) = env::var("STEPSIEVE_BROWSER") {
        options["binary"] = json!(program);
    }
    let capabilities = json!({
        "goog:chromeOptions": options,
        "goog:loggingPrefs": { "browser": "ALL" },
    });
    let Value::Object(capabilities) = capabilities else {
        unreachable!("it is an object as written");
    };
    let driver = from_environment("STEPSIEVE_WEBDRIVER")?;
    ClientBuilder::new(HttpConnector::new())
        .capabilities(capabilities)
        .connect(&driver)
        .await
        .with_context(|| format!("the driver at {driver} opens no browser"))
}

/// A variable set by `cargo xtask`.
pub fn from_environment(name: &str) -> Result<String> {
    env::var(name).with_context(|| {
        format!("{name} is not set: run the page's tests by `cargo xtask test --only page`")
    })
}

/// A command of Chromium's driver, beside the standard ones.
#[derive(Debug)]
pub struct Extension {
    path: &'static str,
    body: Value,
}

impl Extension {
    /// A command of the Chrome DevTools protocol.
    pub fn devtools(command: &str, parameters: Value) -> Extension {
        Extension {
            path: "goog/cdp/execute",
            body: json!({ "cmd": command, "params": parameters }),
        }
    }

    /// What was written to the console since this was last asked.
    pub fn console() -> Extension {
        Extension {
            path: "se/log",
            body: json!({ "type": "browser" }),
        }
    }
}

impl WebDriverCompatibleCommand for Extension {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!(
            "session/{}/{}",
            session.unwrap_or_default(),
            self.path
        ))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}
