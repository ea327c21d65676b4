//! A browser session, and the differences between browsers.

use std::env;

use anyhow::{Context, Result, bail};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::driver::Driver;
use crate::options::Options;
use crate::{chromium, firefox, on_page, reuse, webkit};

/// Timeout of a script in milliseconds: some wait for several runs on a busy machine.
const SCRIPT: u32 = 180_000;

#[derive(Clone, Copy)]
enum Kind {
    Chromium,
    Firefox,
    WebKit,
}

/// An open browser. Its driver ends after its session.
pub struct Browser {
    kind: Kind,
    pub client: Client,
    _driver: Driver,
}

impl Browser {
    /// Opens the browser chosen by `cargo xtask`, with an empty profile.
    pub async fn open(options: &Options) -> Result<Browser> {
        let kind = match from_environment("STEPSIEVE_BROWSER")?.as_str() {
            "firefox" => Kind::Firefox,
            "webkit" => Kind::WebKit,
            _ => Kind::Chromium,
        };
        let program = from_environment("STEPSIEVE_PROGRAM")?;
        let driver = from_environment("STEPSIEVE_WEBDRIVER")?;
        let scratch = on_page::scratch();
        let downloads = scratch.join("downloads");
        let (driver, capabilities) = match kind {
            Kind::Chromium => (
                chromium::driver(&driver),
                chromium::capabilities(&program, &downloads),
            ),
            Kind::Firefox => (
                firefox::driver(&driver),
                firefox::capabilities(&program, &downloads),
            ),
            Kind::WebKit => (
                webkit::driver(&driver, &scratch.join("webkit"), &downloads, options),
                webkit::capabilities(&program, options),
            ),
        };
        let Value::Object(mut capabilities) = capabilities else {
            unreachable!("each is an object as written");
        };
        capabilities.insert("timeouts".to_owned(), json!({ "script": SCRIPT }));
        let driver = Driver::start(driver).await?;
        let url = driver.url();
        let client = reuse::outliving(async move {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            builder.capabilities(capabilities).connect(&url).await
        })
        .await?
        .context("the driver cannot open the browser")?;
        Ok(Browser {
            kind,
            client,
            _driver: driver,
        })
    }

    /// A browser as [`Browser::open`] gives it, if possible one that another test has finished with.
    pub async fn open_or_reuse(options: &Options) -> Result<Browser> {
        match reuse::take() {
            Some(browser) => Ok(browser),
            None => Browser::open(options).await,
        }
    }

    /// Ends the session.
    pub async fn close(self) -> Result<()> {
        Ok(self.client.close().await?)
    }

    /// Leaves the browser to another test, as if it had just been opened, or closes it.
    pub async fn leave(self) -> Result<()> {
        // A test that has passed does not fail because its browser is of no more use.
        match self.renew().await {
            Ok(()) => {
                reuse::give(self);
                Ok(())
            }
            Err(_) => self.close().await,
        }
    }

    /// Puts a new window in place of all others, and forgets what the site has stored and what the
    /// console said. Emulated screens, media and touch belong to the windows that are closed.
    async fn renew(&self) -> Result<()> {
        if let Kind::WebKit = self.kind {
            bail!("WebKitGTK's driver forgets nothing");
        }
        let client = &self.client;
        let others = client.windows().await?;
        let window = client.new_window(false).await?.handle;
        for other in others {
            client.switch_to_window(other).await?;
            client.close_window().await?;
        }
        client.switch_to_window(window).await?;
        match self.kind {
            Kind::Firefox => firefox::forget(client).await?,
            _ => chromium::forget(client).await?,
        }
        self.errors().await?;
        Ok(())
    }

    /// Starts to collect console errors; call it after opening a page.
    pub async fn listen(&self) -> Result<()> {
        match self.kind {
            Kind::WebKit => webkit::listen(&self.client).await,
            _ => Ok(()),
        }
    }

    pub async fn set_viewport(&self, width: u32, height: u32, scale: f64) -> Result<()> {
        let client = &self.client;
        match self.kind {
            Kind::Chromium => chromium::set_viewport(client, width, height, scale).await,
            Kind::Firefox => firefox::set_viewport(client, width, height, scale).await,
            Kind::WebKit => webkit::set_viewport(client, width, height).await,
        }
    }

    pub async fn set_dark(&self, dark: bool) -> Result<()> {
        match self.kind {
            Kind::Chromium => chromium::set_dark(&self.client, dark).await,
            Kind::Firefox => firefox::set_dark(&self.client, dark).await,
            Kind::WebKit => webkit::set_dark(&self.client, dark).await,
        }
    }

    /// The console errors since the last call.
    pub async fn errors(&self) -> Result<Vec<String>> {
        match self.kind {
            Kind::Chromium => chromium::errors(&self.client).await,
            Kind::Firefox => firefox::errors(&self.client).await,
            Kind::WebKit => webkit::errors(&self.client).await,
        }
    }

    pub async fn devtools(&self, command: &str, parameters: Value) -> Result<Value> {
        match self.kind {
            Kind::Chromium => chromium::devtools(&self.client, command, parameters).await,
            _ => bail!("only Chromium has the command {command}"),
        }
    }
}

/// An environment variable set by `cargo xtask`.
pub fn from_environment(name: &str) -> Result<String> {
    env::var(name).with_context(|| {
        format!("{name} is not set: run the page's tests by `cargo xtask test --only page`")
    })
}
