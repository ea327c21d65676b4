//! An open page: simulates a user's actions and reads the page's state.

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

/// Interval between two checks of the page's state.
const POLL: Duration = Duration::from_millis(50);

/// Timeout for an element to appear.
const APPEARANCE: Duration = Duration::from_secs(5);

/// Timeout for the page's engine to load, on a busy machine.
const READY: Duration = Duration::from_secs(60);

/// The page in its own browser.
pub struct Page {
    browser: Browser,
    /// The viewport's size, for restoring it, and its scale.
    viewport: Mutex<(u32, u32, f64)>,
    /// The console errors so far; the browser reports each once.
    errors: Mutex<Vec<String>>,
}

impl Page {
    /// Opens the page at a fragment, or with other [`Options`].
    pub async fn open(options: impl Into<Options>) -> Result<Page> {
        Page::open_at(&browser::from_environment("STEPSIEVE_PAGE")?, options).await
    }

    /// The same at another address of the page.
    pub async fn open_at(address: &str, options: impl Into<Options>) -> Result<Page> {
        let options = options.into();
        let browser = Browser::open(&options).await?;
        Page::open_in(browser, address, &options).await
    }

    /// The same as [`Page::open`], if possible in a browser that another test has finished with.
    pub(crate) async fn open_or_reuse(options: &Options) -> Result<Page> {
        let browser = Browser::open_or_reuse(options).await?;
        let address = browser::from_environment("STEPSIEVE_PAGE")?;
        Page::open_in(browser, &address, options).await
    }

    async fn open_in(browser: Browser, address: &str, options: &Options) -> Result<Page> {
        let page = Page {
            browser,
            viewport: Mutex::new((options.width, options.height, options.scale)),
            errors: Mutex::default(),
        };
        if let Err(error) = page.load(address, options).await {
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
        // Firefox may lose the setting when it opens its first page.
        if options.dark {
            self.set_dark(true).await?;
        }
        if options.scale != 1.0 {
            self.set_viewport(options.width, options.height, options.scale)
                .await?;
        }
        // The engine loads after the files; if it fails to, the run's state is `failed`.
        let ready = "window.stepsieve || document.documentElement.dataset.run === 'failed'";
        self.wait_until(ready, READY).await
    }

    /// Leaves for an empty page, where nothing is restricted.
    pub async fn leave(&self) -> Result<()> {
        Ok(self.browser.client.goto("about:blank").await?)
    }

    /// Opens an address, which may be relative to that of the site, and waits until a JavaScript
    /// expression is true there.
    pub async fn go(&self, address: &str, ready: &str) -> Result<()> {
        let site = browser::from_environment("STEPSIEVE_PAGE")?;
        let address = Url::parse(&site)?.join(address)?;
        // A change of the fragment alone would not load the page again.
        self.leave().await?;
        let mut opened = self.browser.client.goto(address.as_str()).await;
        // Under load, Firefox sometimes rejects a response of a new service worker as corrupted; a
        // second request succeeds.
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

    /// Reloads the page, and waits until a JavaScript expression is true there. The driver then
    /// answers from the new page; after `location.reload()` the old one may still answer.
    pub async fn reload(&self, ready: &str) -> Result<()> {
        self.browser.client.refresh().await?;
        self.browser.listen().await?;
        self.wait_until(ready, READY).await
    }

    /// Goes back in the browser's history, or forward if `by` is positive.
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
        self.browser.close().await
    }

    /// Leaves the browser to another test, or closes it.
    pub(crate) async fn finish(self) -> Result<()> {
        self.browser.leave().await
    }

    /// Sets the viewport's size in CSS pixels and the screen pixels per CSS pixel, which WebKitGTK
    /// sets only at its start.
    pub async fn set_viewport(&self, width: u32, height: u32, scale: f64) -> Result<()> {
        *lock(&self.viewport) = (width, height, scale);
        self.browser.set_viewport(width, height, scale).await
    }

    /// Sets the user's preference for a dark page. In WebKitGTK, whose preference is fixed at its
    /// start, it presses the page's switch instead.
    pub async fn set_dark(&self, dark: bool) -> Result<()> {
        self.browser.set_dark(dark).await
    }

    /// Sends a command of the Chrome DevTools protocol, for cases without another function. A test
    /// that uses it runs in Chromium only.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Result<Value> {
        self.browser.devtools(command, parameters).await
    }

    /// The value of a JavaScript expression in the page; a promise is awaited.
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

    /// Waits as [`Self::wait_until`] does, and keeps an element, given by a JavaScript expression,
    /// in view: demos that grow while they load move those below them out of sight, where these
    /// neither load nor run.
    pub async fn wait_in_view(
        &self,
        element: &str,
        expression: &str,
        timeout: Duration,
    ) -> Result<()> {
        let scroll = format!("{element}?.scrollIntoView({{ block: 'center' }})");
        self.wait_until(&format!("({scroll}, {expression})"), timeout)
            .await
    }

    /// Focuses an element inside a frame, given by a JavaScript expression for its window and by a
    /// selector, and waits until keys go there.
    pub async fn focus_in_frame(&self, window: &str, css: &str, timeout: Duration) -> Result<()> {
        self.wait_until(
            &format!(
                "((window, node) => {{
                    node?.scrollIntoView({{ block: 'center' }});
                    window.focus();
                    node?.focus();
                    return node && window.document.activeElement === node;
                }})({window}, {window}.document.querySelector('{css}'))"
            ),
            timeout,
        )
        .await
    }

    /// Lets scripts of the page break its workers: `breakWorker('compute')`, or `'study'`. It works
    /// for workers that have since received a run or a request.
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

    /// The layout shifts since the page was opened, with their values and elements. A test that
    /// uses it runs in Chromium only.
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
        let written = written.as_str().context("the outcome is not JSON")?;
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
        // Not every driver accepts an empty text.
        if text.is_empty() {
            return Ok(());
        }
        // Nor does every driver accept a line feed.
        let text = text.replace('\n', &keys::ENTER.to_string());
        field.send_keys(&text).await.with_context(cannot)
    }

    /// Types a text into a field, in place of what was there, and presses Enter.
    pub async fn enter(&self, css: &str, text: &str) -> Result<()> {
        self.type_into(css, &format!("{text}{}", keys::ENTER)).await
    }

    /// Scrolls an element into view and moves the mouse to a place in it, from `[0, 0]` at its
    /// top left to `[1, 1]`.
    pub async fn hover(&self, css: &str, place: [f64; 2]) -> Result<()> {
        let to = self.place_in(css, place).await?;
        self.mouse(&[move_to(to)]).await
    }

    /// Scrolls an element into view; returns the viewport coordinates of a place in it.
    async fn place_in(&self, css: &str, [across, down]: [f64; 2]) -> Result<[f64; 2]> {
        let element = self.reach(css).await?;
        let script = "const [place, across, down] = arguments;
            const { left, top, width, height } = place.getBoundingClientRect();
            return [left + across * width, top + down * height];";
        let given = vec![serde_json::to_value(element)?, json!(across), json!(down)];
        let place = self.browser.client.execute(script, given).await?;
        let place: [f64; 2] = serde_json::from_value(place)?;
        // Mouse coordinates are whole pixels.
        Ok(place.map(f64::round))
    }

    /// Drags the mouse from one place in an element to another, in the units of [`Page::hover`].
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

    /// Presses a key, such as `ArrowRight`, or a combination, such as `Shift+Tab`, at the focus.
    pub async fn press(&self, keys: &str) -> Result<()> {
        let actions = keys::press(keys)?;
        Ok(self.browser.client.perform_actions(actions).await?)
    }

    /// Presses a key repeatedly, as fast as the browser accepts it.
    pub async fn press_often(&self, key: &str, times: usize) -> Result<()> {
        let actions = keys::in_turn(&vec![key; times])?;
        Ok(self.browser.client.perform_actions(actions).await?)
    }

    /// Types a text at the focus, key by key, as fast as the browser accepts it.
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

    /// The values of an attribute of all visible elements that match.
    pub async fn visible(&self, css: &str, attribute: &str) -> Result<Value> {
        let seen = "const [css, attribute] = arguments;
            const all = [...document.querySelectorAll(css)];
            return all.filter((node) => node.checkVisibility()).map((node) => node.getAttribute(attribute));";
        let given = vec![json!(css), json!(attribute)];
        Ok(self.browser.client.execute(seen, given).await?)
    }

    /// Scrolls an element to the middle: at the edge of the view, something may cover it.
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

    /// The console errors since the page was opened; in Firefox without those written by scripts,
    /// in WebKitGTK without those during loading.
    pub async fn console_errors(&self) -> Result<Vec<String>> {
        let new = self.browser.errors().await?;
        let mut errors = lock(&self.errors);
        errors.extend(new);
        Ok(errors.clone())
    }

    /// Drops the console errors so far, which a test caused on purpose.
    pub async fn forget_errors(&self) -> Result<()> {
        self.browser.errors().await?;
        lock(&self.errors).clear();
        Ok(())
    }

    /// Saves the viewport as a PNG file.
    pub async fn screenshot(&self, path: &Path) -> Result<()> {
        let png = self.browser.client.screenshot().await?;
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, png).with_context(|| format!("{} cannot be written", path.display()))
    }

    /// Saves the whole page as a PNG file, with a viewport of its length.
    pub async fn full_screenshot(&self, path: &Path) -> Result<()> {
        let (width, height, scale) = *lock(&self.viewport);
        let length = self.eval("document.documentElement.scrollHeight").await?;
        let length = length.as_u64().unwrap_or_default().try_into()?;
        self.set_viewport(width, length, scale).await?;
        // The figures resize one frame after the page.
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

/// Locks a mutex even after a panic elsewhere, which leaves these values valid.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
