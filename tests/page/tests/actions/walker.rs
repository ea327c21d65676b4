//! Walks: performs actions and checks the page's invariants after each.

use std::fmt::Write;
use std::time::Duration;

use stepsieve::experiment::SETTINGS;
use stepsieve_page::{Page, Result, Value, bail, json};
use tokio::time::timeout;

use super::plan::{Act, Action, control_of};
use super::words::{CLICKS, ELSEWHERE, IN_EMBED_BOX, SLIDERS};

/// Longest time of an action; beyond, the page hangs.
const LONGEST: Duration = Duration::from_secs(90);
/// Longest time to open a page.
const OPENING: Duration = Duration::from_secs(40);
/// Actions listed in the report of a failed walk.
const TOLD: usize = 30;
/// Actions between two checks of the console.
const CONSOLE: usize = 25;

/// True once the page and its watcher are ready.
pub const READY: &str = "window.walk?.ready() && !document.documentElement.dataset.opening";
/// The same for a page opened after `walk.before` was set.
const ANEW: &str =
    "!window.walk?.before && window.walk?.ready() && !document.documentElement.dataset.opening";

/// A walk, determined by its seed.
#[derive(Clone, Copy)]
pub struct Walk {
    pub seed: u64,
    /// The action at each number, for a seed.
    pub plan: fn(u64, usize) -> Action,
    /// The page, and the link at the start.
    pub page: &'static str,
    pub start: &'static str,
}

/// The counts of a walk.
#[derive(Debug, Default)]
pub struct Tally {
    pub actions: usize,
    /// Possible actions.
    pub done: usize,
    /// Reports with steps, and with a complete run.
    pub counted: usize,
    pub complete: usize,
}

/// The failure of a walk.
#[derive(Clone, Debug)]
pub struct Fall {
    pub number: usize,
    pub broken: String,
    pub report: String,
}

impl Fall {
    /// The kind of the failure.
    pub fn kind(&self) -> &str {
        let (kind, rest) = self.broken.split_once(':').unwrap_or((&self.broken, ""));
        match kind {
            // The message of an error, without its place.
            "errors" => rest.trim().split(" at ").next().unwrap_or(rest),
            other => other,
        }
    }
}

/// Prepares a browser for walks.
pub async fn prepare(page: &Page) -> Result<()> {
    let mut known: Vec<String> = SETTINGS.iter().map(control_of).collect();
    known.push(known_others());
    let script = format!(
        "(() => {{\n{}\n{}\n{}\nwalk.known = {};\n}})();",
        include_str!("recorder.js"),
        include_str!("acts.js"),
        include_str!("holds.js"),
        json!(known.join(", "))
    );
    page.devtools(
        "Page.addScriptToEvaluateOnNewDocument",
        json!({ "source": script }),
    )
    .await?;
    Ok(())
}

/// The controls of a walk other than those of settings.
fn known_others() -> String {
    let ours = [
        "#run",
        "#preset",
        "#formula",
        "#set-workers",
        ".control > .slider",
        ".parameters input",
        ".figure-export summary",
        ".figure-export [data-take]",
        ".figure canvas",
        "#open",
        "#load",
        "#form",
        ".walk-plane select",
        "#embed-box input",
        "#embed-box select",
        "#embed-box textarea",
        "#share-box textarea",
        "#share-box button",
        "#copied input",
        "#table-box *",
        ".choices input",
        "#palette *",
        ".quick button",
        ".tour *",
        ".skip",
    ];
    let lists: [&[&str]; 5] = [&ours, &CLICKS, &IN_EMBED_BOX, &SLIDERS, &ELSEWHERE];
    lists.concat().join(", ")
}

impl Walk {
    /// Performs the actions with these numbers from the start of the walk.
    pub async fn over(
        self,
        page: &Page,
        numbers: impl IntoIterator<Item = usize>,
    ) -> Result<std::result::Result<Tally, Fall>> {
        let start = format!("{}#{}", self.page, self.start);
        page.go(&start, READY).await?;
        let mut tally = Tally::default();
        let mut told: Vec<String> = Vec::new();
        for number in numbers {
            let action = (self.plan)(self.seed, number);
            told.push(format!("{number:6}: {}", action.act));
            let broken = match timeout(LONGEST, self.take(page, &action)).await {
                Err(_) => format!("hangs: after {} s", LONGEST.as_secs()),
                Ok(Err(error)) => format!("driver: {error:#}; {}", said(page).await),
                Ok(Ok(report)) => {
                    tally.count(&report);
                    let last = told.len() - 1;
                    let _ = write!(told[last], " {}", brief(&report));
                    let mut broken: Vec<String> = broken_of(&report);
                    if broken.is_empty() && (tally.actions % CONSOLE == 0) {
                        let console = page.console_errors().await?;
                        broken.extend(
                            console
                                .iter()
                                .map(|line| format!("errors: console: {line}")),
                        );
                    }
                    broken.join("\n")
                }
            };
            if !broken.is_empty() {
                let from = told.len().saturating_sub(TOLD);
                let report = format!(
                    "STEPSIEVE_WALK_SEED={} breaks at action {number}:\n{broken}\nThe last actions:\n{}",
                    self.seed,
                    told[from..].join("\n")
                );
                return Ok(Err(Fall {
                    number,
                    broken,
                    report,
                }));
            }
        }
        Ok(Ok(tally))
    }

    /// Performs an action and returns the report.
    async fn take(self, page: &Page, action: &Action) -> Result<Value> {
        let rest = action.rest;
        let mut done = true;
        match &action.act {
            Act::Within(act) => {
                let mut act = act.clone();
                act["rest"] = json!(rest);
                return page.eval(&format!("walk.act({act})")).await;
            }
            Act::Click(on) => {
                done = click(page, on).await?;
                if done && on == "#run" {
                    let started = json!({ "act": "frame", "started": true, "rest": rest });
                    return page.eval(&format!("walk.act({started})")).await;
                }
            }
            Act::Press(keys) => self.press(page, keys).await?,
            Act::Drag(on, from, to) => {
                done = can(page, on).await? && was_possible(page.drag(on, *from, *to).await)?;
            }
            Act::Enter(on, text) => {
                done = can(page, on).await? && was_possible(page.enter(on, text).await)?;
            }
            Act::Window(width, height, scale) => page.set_viewport(*width, *height, *scale).await?,
            Act::Dark(dark) => page.set_dark(*dark).await?,
            Act::Reload => page.reload(READY).await?,
            Act::Open(link) => {
                let address = match link.as_str() {
                    "" => self.page.to_owned(),
                    link => format!("{}#{link}", self.page),
                };
                page.go(&address, READY).await?;
            }
            Act::Back => self.travel(page, -1).await?,
            Act::Forward => self.travel(page, 1).await?,
            Act::Language(code) => done = self.speak(page, code).await?,
            Act::Leave(command) => done = self.leave(page, command).await?,
        }
        page.eval(&format!("walk.report([], {done}, {rest})")).await
    }

    /// Goes back or forward in the browser's history, but not to another page.
    async fn travel(self, page: &Page, by: i32) -> Result<()> {
        page.travel(by).await?;
        if !self.is_here(page).await? {
            page.travel(-by).await?;
        }
        if !self.is_here(page).await? {
            let address = format!("{}#{}", self.page, self.start);
            page.go(&address, READY).await?;
        }
        page.wait_until(READY, OPENING).await
    }

    async fn is_here(self, page: &Page) -> Result<bool> {
        let here = format!(
            "location.pathname.endsWith('/') || location.pathname.endsWith({})",
            json!(self.page)
        );
        Ok(page
            .eval(&format!("location.protocol.startsWith('http') && ({here})"))
            .await?
            == json!(true))
    }

    /// Presses a key, which changes the language if the focus is on that choice.
    async fn press(self, page: &Page, keys: &str) -> Result<()> {
        let chosen = "document.getElementById('language')?.value ?? null";
        let before = page.eval(chosen).await?;
        page.eval("void (walk.before = true)").await?;
        page.press(keys).await?;
        if page.eval(chosen).await? != before {
            page.wait_until(ANEW, OPENING).await?;
        }
        Ok(())
    }

    /// Chooses a language, which reloads the page.
    async fn speak(self, page: &Page, code: &str) -> Result<bool> {
        if !can(page, "#language").await? {
            return Ok(false);
        }
        let other = page
            .eval(&format!(
                "document.getElementById('language').value !== {}",
                json!(code)
            ))
            .await?;
        page.eval("void (walk.before = true)").await?;
        page.choose("#language", code).await?;
        if other == json!(true) {
            page.wait_until(ANEW, OPENING).await?;
        }
        Ok(true)
    }

    /// Goes to another page of the site by a command of the palette, and back.
    async fn leave(self, page: &Page, command: &str) -> Result<bool> {
        if !click(page, "#palette-open").await? {
            return Ok(false);
        }
        page.click(&format!("#action-{command}")).await?;
        let left = "!document.getElementById('palette-open') && document.readyState === 'complete' && window.walk";
        page.wait_until(left, OPENING).await?;
        let there = page.eval("walk.faults.splice(0)").await?;
        if there != json!([]) {
            bail!("errors of the other page: {there}");
        }
        page.travel(-1).await?;
        page.wait_until(
            &format!("document.getElementById('palette-open') && {READY}"),
            OPENING,
        )
        .await?;
        Ok(true)
    }
}

async fn can(page: &Page, css: &str) -> Result<bool> {
    Ok(page.eval(&format!("walk.can({})", json!(css))).await? == json!(true))
}

/// Clicks an element if possible. Returns true if it was.
async fn click(page: &Page, css: &str) -> Result<bool> {
    Ok(can(page, css).await? && was_possible(page.click(css).await)?)
}

/// False if the element was covered, moved out of the window or folded away in the meantime, which
/// is no fault.
fn was_possible(done: Result<()>) -> Result<bool> {
    let excused = [
        "click intercepted",
        "move target out of bounds",
        "element not interactable",
    ];
    match done {
        Err(error) if excused.iter().any(|why| format!("{error:#}").contains(why)) => Ok(false),
        done => done.map(|()| true),
    }
}

/// The message of a page that does not open.
async fn said(page: &Page) -> String {
    let messages = "document.getElementById('messages')?.innerText";
    match timeout(LONGEST, page.eval(messages)).await {
        Ok(Ok(said)) => format!("the page says {said}"),
        _ => String::from("the page says nothing"),
    }
}

fn broken_of(report: &Value) -> Vec<String> {
    let without = std::env::var("STEPSIEVE_WALK_WITHOUT").unwrap_or_default();
    let spared = |line: &str| {
        without
            .split(',')
            .any(|kind| !kind.is_empty() && line.starts_with(kind))
    };
    let broken = report["broken"].as_array().into_iter().flatten();
    let broken = broken
        .filter_map(Value::as_str)
        .filter(|line| !spared(line));
    broken.map(str::to_owned).collect()
}

fn brief(report: &Value) -> String {
    let done = if report["done"] == json!(true) {
        ""
    } else {
        "(not possible) "
    };
    format!(
        "→ {done}{} {}",
        report["state"].as_str().unwrap_or("?"),
        report["steps"]
    )
}

impl Tally {
    fn count(&mut self, report: &Value) {
        self.actions += 1;
        self.done += usize::from(report["done"] == json!(true));
        self.counted += usize::from(report["steps"].as_u64() > Some(0));
        self.complete += usize::from(report["complete"] == json!(true));
    }
}
