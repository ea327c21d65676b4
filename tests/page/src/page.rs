//! An open page: what a user does to it and sees of it.

use std::fs;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use fantoccini::Locator;
use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fantoccini::elements::Element;
use serde_json::{Value, json};
use url::Url;

use crate::browser::{self, Browser};
use crate::options::Options;
use crate::{bits, keys};

/// How often the page's state is looked at while waiting.
const POLL: Duration = Duration::from_millis(50);

/// How long an element may take to appear.
const APPEARANCE: Duration = Duration::from_secs(5);

/// How long the page's engine may take to load, on a machine that does much else.
const READY: Duration = Duration::from_secs(30);

/// The page in a browser of its own.
pub struct Page {
    browser: Browser,
    /// The viewport's size, to come back to, and its scale.
    viewport: Mutex<(u32, u32, f64)>,
    /// The console's errors so far; the browser tells each once.
    errors: Mutex<Vec<String>>,
}

impl Page {
    /// Opens the page at a fragment, or with other [`Options`].
    pub async fn open(options: impl Into<Options>) -> Result<Page> {
        Page::open_at(&browser::from_environment("STEPSIEVE_PAGE")?, options).await
    }

    /// The same where the page has another address.
    pub async fn open_at(address: &str, options: impl Into<Options>) -> Result<Page> {
        let options = options.into();
        let page = Page {
            browser: Browser::open(&options).await?,
            viewport: Mutex::new((options.width, options.height, options.scale)),
            errors: Mutex::default(),
        };
        if let Err(error) = page.load(address, &options).await {
            page.close().await?;
            return Err(error);
        }
        Ok(page)
    }

    async fn load(&self, address: &str, options: &Options) -> Result<()> {
        self.set_dark(options.dark).await?;
        self.set_viewport(options.width, options.height, options.scale)
            .await?;
        let address = match options.fragment.as_str() {
            "" => address.to_owned(),
            other if other.contains(".html") => format!("{address}{other}"),
            fragment => format!("{address}#{}", fragment.trim_start_matches('#')),
        };
        let opened = self.browser.client.goto(&address).await;
        opened.with_context(|| format!("the browser cannot open {address}"))?;
        self.browser.listen().await?;
        // Firefox may forget what it was told when it goes to a first page.
        if options.dark {
            self.set_dark(true).await?;
        }
        if options.scale != 1.0 {
            self.set_viewport(options.width, options.height, options.scale)
                .await?;
        }
        // Its engine is loaded after its files, or cannot be, which the page then says.
        let ready = "window.stepsieve || document.documentElement.dataset.run === 'failed'";
        self.wait_until(ready, READY).await
    }

    /// Leaves for an empty page, where nothing is forbidden.
    pub async fn leave(&self) -> Result<()> {
        Ok(self.browser.client.goto("about:blank").await?)
    }

    /// Leads to another address, which may be relative to the site's, and waits until a JavaScript
    /// expression is true there.
    pub async fn go(&self, address: &str, ready: &str) -> Result<()> {
        let site = browser::from_environment("STEPSIEVE_PAGE")?;
        let address = Url::parse(&site)?.join(address)?;
        // An address that differs in its fragment alone would not be loaded anew.
        self.leave().await?;
        let mut opened = self.browser.client.goto(address.as_str()).await;
        // Under load Firefox now and then takes for corrupted what a service worker answers that has
        // just been installed, and is content when it is asked again.
        if opened
            .as_ref()
            .is_err_and(|error| error.to_string().contains("corruptedContent"))
        {
            opened = self.browser.client.goto(address.as_str()).await;
        }
        opened.with_context(|| format!("the browser cannot open {address}"))?;
        self.browser.listen().await?;
        self.wait_until(ready, READY).await
    }

    /// Opens the page anew, and waits until a JavaScript expression is true there: the driver answers
    /// from the new page, where `location.reload()` leaves the old one a while to answer.
    pub async fn reload(&self, ready: &str) -> Result<()> {
        self.browser.client.refresh().await?;
        self.browser.listen().await?;
        self.wait_until(ready, READY).await
    }

    /// Goes back in the browser's history, or forward where `by` is positive.
    pub async fn travel(&self, by: i32) -> Result<()> {
        for _ in 0..by.abs() {
            match by > 0 {
                true => self.browser.client.forward().await?,
                false => self.browser.client.back().await?,
            }
        }
        Ok(())
    }

    /// Closes the browser.
    pub async fn close(self) -> Result<()> {
        Ok(self.browser.client.close().await?)
    }

    /// Sets the viewport's size in CSS pixels, and how many screen pixels make one of them, which
    /// WebKitGTK is told when it starts only.
    pub async fn set_viewport(&self, width: u32, height: u32, scale: f64) -> Result<()> {
        *lock(&self.viewport) = (width, height, scale);
        self.browser.set_viewport(width, height, scale).await
    }

    /// Sets whether the user prefers a dark page. WebKitGTK is told when it starts; later, the
    /// page's switch is pressed instead.
    pub async fn set_dark(&self, dark: bool) -> Result<()> {
        self.browser.set_dark(dark).await
    }

    /// A command of the Chrome DevTools protocol, for what nothing else here does. A test with
    /// one runs in Chromium only.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Result<Value> {
        self.browser.devtools(command, parameters).await
    }

    /// The value of a JavaScript expression in the page; of a promise, what it resolves to.
    pub async fn eval(&self, expression: &str) -> Result<Value> {
        let value = self
            .browser
            .client
            .execute(&format!("return ({expression});"), vec![])
            .await;
        value.with_context(|| format!("`{expression}` fails in the page"))
    }

    /// The state of the run: `idle`, `running`, `paused`, `finished` or `failed`.
    pub async fn state(&self) -> Result<String> {
        let state = self
            .eval("document.documentElement.dataset.run ?? 'absent'")
            .await?;
        Ok(state.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until the page is in a state; a failed run ends the wait for any other.
    pub async fn wait_for_state(&self, wanted: &str, timeout: Duration) -> Result<()> {
        let start = Instant::now();
        loop {
            let state = self.state().await?;
            if state == wanted {
                return Ok(());
            }
            let waited = start.elapsed();
            if state == "failed" || waited > timeout {
                let waited = waited.as_secs_f64();
                bail!("the page is `{state}` after {waited:.1} s, not `{wanted}`");
            }
            tokio::time::sleep(POLL).await;
        }
    }

    /// Waits until a JavaScript expression is true in the page.
    pub async fn wait_until(&self, expression: &str, timeout: Duration) -> Result<()> {
        let start = Instant::now();
        while self.eval(&format!("Boolean({expression})")).await? != json!(true) {
            if start.elapsed() > timeout {
                bail!(
                    "`{expression}` is not true after {} s",
                    timeout.as_secs_f64()
                );
            }
            tokio::time::sleep(POLL).await;
        }
        Ok(())
    }

    /// Lets scripts of the page break its workers: `breakWorker('compute')`, or `'study'`. Those can
    /// be that were sent a run or a question since.
    pub async fn watch_workers(&self) -> Result<()> {
        self.eval(include_str!("break-worker.js")).await.map(drop)
    }

    /// The last outcome, as `window.stepsieve.outcome()` gives it.
    pub async fn outcome(&self) -> Result<Value> {
        let outcome = self.eval("window.stepsieve.outcome()").await?;
        if outcome.is_null() {
            bail!("the page has no outcome yet");
        }
        Ok(outcome)
    }

    /// What has been shifted in the page since it was opened, each with how much and what. A test with
    /// this runs in Chromium only.
    pub async fn shifts(&self) -> Result<Value> {
        self.eval(
            "new Promise((resolve) => {
                new PerformanceObserver((list) => resolve(list.getEntries().map(({ value, sources }) =>
                    `${value}: ${sources.map(({ node }) => node?.id || node?.className || node?.nodeName)}`)))
                    .observe({ type: 'layout-shift', buffered: true });
                setTimeout(() => resolve([]), 500);
            })",
        )
        .await
    }

    /// The last outcome with every bit of its numbers, for [`crate::first_difference`].
    pub async fn exact_outcome(&self) -> Result<Value> {
        let written = self.eval(bits::WRITE).await?;
        let written = written.as_str().context("the outcome is no JSON")?;
        Ok(serde_json::from_str(written)?)
    }

    pub async fn click(&self, css: &str) -> Result<()> {
        let clicked = self.reach(css).await?.click().await;
        clicked.with_context(|| format!("`{css}` cannot be clicked"))
    }

    /// Types a text into a field, in place of what was there.
    pub async fn type_into(&self, css: &str, text: &str) -> Result<()> {
        let field = self.reach(css).await?;
        let cannot = || format!("`{css}` cannot be typed into");
        field.clear().await.with_context(cannot)?;
        // Not every driver can type nothing.
        if text.is_empty() {
            return Ok(());
        }
        // Nor can every driver type the end of a line.
        let text = text.replace('\n', &keys::ENTER.to_string());
        field.send_keys(&text).await.with_context(cannot)
    }

    /// Types a text into a field, in place of what was there, and presses Enter.
    pub async fn enter(&self, css: &str, text: &str) -> Result<()> {
        self.type_into(css, &format!("{text}{}", keys::ENTER)).await
    }

    /// Scrolls an element into sight and moves the mouse to a place in it, from `[0, 0]` at its
    /// top left to `[1, 1]`.
    pub async fn hover(&self, css: &str, place: [f64; 2]) -> Result<()> {
        let to = self.place_in(css, place).await?;
        self.mouse(&[move_to(to)]).await
    }

    /// Scrolls an element into sight; where a place in it is in the viewport.
    async fn place_in(&self, css: &str, [across, down]: [f64; 2]) -> Result<[f64; 2]> {
        let element = self.reach(css).await?;
        let script = "const [place, across, down] = arguments;
            const { left, top, width, height } = place.getBoundingClientRect();
            return [left + across * width, top + down * height];";
        let given = vec![serde_json::to_value(element)?, json!(across), json!(down)];
        let place = self.browser.client.execute(script, given).await?;
        let place: [f64; 2] = serde_json::from_value(place)?;
        // A mouse is on whole pixels.
        Ok(place.map(f64::round))
    }

    /// Drags the mouse from one place in an element to another, as [`Page::hover`] counts them.
    pub async fn drag(&self, css: &str, from: [f64; 2], to: [f64; 2]) -> Result<()> {
        let from = self.place_in(css, from).await?;
        let to = self.place_in(css, to).await?;
        let button = MOUSE_BUTTON_LEFT;
        let (down, up) = (PointerAction::Down { button }, PointerAction::Up { button });
        self.mouse(&[move_to(from), down, move_to(to), up]).await
    }

    async fn mouse(&self, actions: &[PointerAction]) -> Result<()> {
        let mouse = MouseActions::new(String::from("mouse"));
        let actions = actions.iter().cloned().fold(mouse, MouseActions::then);
        Ok(self.browser.client.perform_actions(actions).await?)
    }

    /// Presses a key, such as `ArrowRight`, or several at once, such as `Shift+Tab`, where the
    /// focus is.
    pub async fn press(&self, keys: &str) -> Result<()> {
        let actions = keys::press(keys)?;
        Ok(self.browser.client.perform_actions(actions).await?)
    }

    /// Presses a key again and again, as fast as the browser takes it.
    pub async fn press_often(&self, key: &str, times: usize) -> Result<()> {
        let actions = keys::in_turn(&vec![key; times])?;
        Ok(self.browser.client.perform_actions(actions).await?)
    }

    /// Types a text where the focus is, key by key, as fast as the browser takes it.
    pub async fn type_keys(&self, text: &str) -> Result<()> {
        let keys = text.chars().map(String::from);
        let actions = keys::in_turn(&keys.collect::<Vec<_>>())?;
        Ok(self.browser.client.perform_actions(actions).await?)
    }

    /// Chooses an option of a list by its value.
    pub async fn choose(&self, css: &str, value: &str) -> Result<()> {
        let chosen = self.reach(css).await?.select_by_value(value).await;
        chosen.with_context(|| format!("`{css}` has no option `{value}`"))
    }

    /// The text of an element, as it is shown.
    pub async fn text(&self, css: &str) -> Result<String> {
        Ok(self.find(css).await?.text().await?)
    }

    /// What an attribute holds, of all elements of a kind that can be seen.
    pub async fn visible(&self, css: &str, attribute: &str) -> Result<Value> {
        let seen = "const [css, attribute] = arguments;
            const all = [...document.querySelectorAll(css)];
            return all.filter((node) => node.checkVisibility()).map((node) => node.getAttribute(attribute));";
        let given = vec![json!(css), json!(attribute)];
        Ok(self.browser.client.execute(seen, given).await?)
    }

    /// An element scrolled to the middle: where it is only just in sight, something may lie over it.
    async fn reach(&self, css: &str) -> Result<Element> {
        let element = self.find(css).await?;
        let scroll = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
        let given = vec![serde_json::to_value(element.clone())?];
        self.browser.client.execute(scroll, given).await?;
        Ok(element)
    }

    async fn find(&self, css: &str) -> Result<Element> {
        let wait = self.browser.client.wait().at_most(APPEARANCE);
        let found = wait.for_element(Locator::Css(css)).await;
        found.with_context(|| format!("the page has no `{css}`"))
    }

    /// The errors on the console since the page was opened; in Firefox without those that scripts
    /// write there, in WebKitGTK without those while the page was loading.
    pub async fn console_errors(&self) -> Result<Vec<String>> {
        let new = self.browser.errors().await?;
        let mut errors = lock(&self.errors);
        errors.extend(new);
        Ok(errors.clone())
    }

    /// Forgets the errors on the console so far, which a test has brought about on purpose.
    pub async fn forget_errors(&self) -> Result<()> {
        self.browser.errors().await?;
        lock(&self.errors).clear();
        Ok(())
    }

    /// Saves what the viewport shows as a PNG file.
    pub async fn screenshot(&self, path: &Path) -> Result<()> {
        let png = self.browser.client.screenshot().await?;
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, png).with_context(|| format!("{} cannot be written", path.display()))
    }

    /// Saves the page in its whole length as a PNG file, by a viewport as long as that.
    pub async fn full_screenshot(&self, path: &Path) -> Result<()> {
        let (width, height, scale) = *lock(&self.viewport);
        let length = self.eval("document.documentElement.scrollHeight").await?;
        let length = length.as_u64().unwrap_or_default().try_into()?;
        self.set_viewport(width, length, scale).await?;
        // The figures follow the page's size a frame later.
        self.eval(
            "new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)))",
        )
        .await?;
        let saved = self.screenshot(path).await;
        self.set_viewport(width, height, scale).await?;
        saved
    }
}

fn move_to([x, y]: [f64; 2]) -> PointerAction {
    let duration = None;
    PointerAction::MoveTo { duration, x, y }
}

/// A panic elsewhere leaves these values whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
