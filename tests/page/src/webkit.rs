//! WebKitGTK, in its MiniBrowser, which supports little beyond the WebDriver standard.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Once;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use fantoccini::Client;
use serde_json::{Value, json};

use crate::options::Options;

/// Timeout for the window to get its size.
const RESIZING: Duration = Duration::from_secs(10);

/// CSS that shrinks the toolbar, which otherwise makes the window at least 447 pixels wide.
const SMALL_TOOLBAR: &str = "window * { min-width: 0; min-height: 0; margin: 0; padding: 0; \
                             border-width: 0; font-size: 1px; }";

/// Its settings are in `home`, and it saves files in `downloads`. The screen's scale is a whole
/// number and fixed at its start.
pub fn driver(program: &str, home: &Path, downloads: &Path, options: &Options) -> Command {
    static SETTINGS: Once = Once::new();
    // If they cannot be written, narrow windows fail with a message.
    SETTINGS.call_once(|| drop(write_settings(home, downloads)));
    let mut command = Command::new(program);
    command
        .env("XDG_CONFIG_HOME", home)
        .env("XDG_DATA_HOME", home)
        .env("XDG_CACHE_HOME", home)
        .env("GDK_SCALE", options.scale.round().to_string())
        .env("GDK_BACKEND", "x11")
        // There is no graphics card.
        .env("LIBGL_ALWAYS_SOFTWARE", "1")
        .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1");
    command
}

fn write_settings(home: &Path, downloads: &Path) -> Result<()> {
    fs::create_dir_all(home.join("gtk-3.0"))?;
    fs::write(home.join("gtk-3.0/gtk.css"), SMALL_TOOLBAR)?;
    let folder = format!("XDG_DOWNLOAD_DIR={}\n", json!(downloads));
    Ok(fs::write(home.join("user-dirs.dirs"), folder)?)
}

pub fn capabilities(program: &str, options: &Options) -> Value {
    let mut arguments = vec!["--automation"];
    if options.dark {
        arguments.push("--dark-mode");
    }
    json!({ "webkitgtk:browserOptions": { "binary": program, "args": arguments } })
}

/// Sets the window's size to give the viewport, the window without its toolbar, the wanted size.
pub async fn set_viewport(client: &Client, width: u32, height: u32) -> Result<()> {
    let start = Instant::now();
    let wanted = [i64::from(width), i64::from(height)];
    let mut toolbar = [0, 0];
    loop {
        let [width, height] = [0, 1].map(|side| (wanted[side] + toolbar[side]).max(1) as u32);
        client.set_window_rect(0, 0, width, height).await?;
        let inner = client
            .execute("return [innerWidth, innerHeight]", vec![])
            .await?;
        let inner: [i64; 2] = serde_json::from_value(inner)?;
        if inner == wanted {
            return Ok(());
        }
        if start.elapsed() > RESIZING {
            bail!("the viewport is {inner:?} and not {wanted:?}");
        }
        toolbar = [i64::from(width) - inner[0], i64::from(height) - inner[1]];
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Presses the page's switch, if it has one: the user's preference is fixed at the browser's start.
pub async fn set_dark(client: &Client, dark: bool) -> Result<()> {
    let script = "const page = document.documentElement, [wanted] = arguments;
        const preferred = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
        if ((page.dataset.theme ?? preferred) === wanted) return;
        const button = document.getElementById('theme');
        if (button) button.click(); else page.dataset.theme = wanted;";
    let wanted = if dark { "dark" } else { "light" };
    client.execute(script, vec![json!(wanted)]).await?;
    Ok(())
}

/// Lets the page record its errors and its error messages on the console from now on.
pub async fn listen(client: &Client) -> Result<()> {
    let script = "window.heard = [];
        const hear = (said) => heard.push(String(said));
        addEventListener('error', ({ message, filename }) => hear(`${filename} ${message}`));
        addEventListener('unhandledrejection', ({ reason }) => hear(reason));
        const write = console.error;
        console.error = (...said) => { hear(said.join(' ')); write(...said); };";
    client.execute(script, vec![]).await?;
    Ok(())
}

/// The errors since the last call, without those during loading.
pub async fn errors(client: &Client) -> Result<Vec<String>> {
    let errors = client
        .execute("return window.heard?.splice(0) ?? []", vec![])
        .await?;
    Ok(serde_json::from_value(errors)?)
}
