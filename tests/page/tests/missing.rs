//! A site with a missing file: a page works without it, or says that it cannot be opened.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use stepsieve_page::{Page, Result, Server, json, on_page, scratch};

const LONG: Duration = Duration::from_secs(60);
/// Pages opened at once.
const AT_ONCE: usize = 6;

/// Copies of the site, each without some files.
struct Copies {
    folder: PathBuf,
    server: Server,
}

impl Copies {
    fn new(name: &str) -> Result<Copies> {
        let folder = scratch().join(format!("missing-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder)?;
        fs::write(
            folder.join("frames.html"),
            "<!doctype html><title>Frames</title>",
        )?;
        let server = Server::start(Some(&folder))?;
        let copies = Copies { folder, server };
        copies.without("nothing", &[])?;
        Ok(copies)
    }

    /// Makes a copy without some files.
    fn without(&self, copy: &str, missing: &[&str]) -> Result<()> {
        let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dist");
        let to = self.folder.join(copy);
        link(&site, &to)?;
        // The service worker's cache would replace the missing files.
        fs::remove_file(to.join("sw.js"))?;
        for file in missing {
            fs::remove_file(to.join(file))?;
        }
        Ok(())
    }

    fn address(&self, page: &str) -> String {
        format!("{}{page}", self.server.address())
    }
}

impl Drop for Copies {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Links the files of a folder into another one, except the site's releases.
fn link(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let copy = to.join(entry.file_name());
        match entry.file_type()?.is_dir() {
            true if entry.file_name() == "v" => {}
            true => link(&entry.path(), &copy)?,
            false => fs::hard_link(entry.path(), &copy)?,
        }
    }
    Ok(())
}

/// Opens a page in a frame, and once it works or shows a message returns which, with the names of
/// its files.
const LOOK: &str = "(window.look = (address, whole) => new Promise((resolve) => {
    const frame = document.createElement('iframe');
    Object.assign(frame, { width: 1000, height: 700, src: address });
    document.body.append(frame);
    const SAID = '#opening, .message.failed, #notice';
    const ask = () => {
        const { document: inside, stepsieve } = frame.contentWindow;
        const said = [...inside.querySelectorAll(SAID)].filter((node) => node.checkVisibility({ visibilityProperty: true }));
        const works = stepsieve && inside.documentElement.dataset.run !== 'failed' && !inside.documentElement.dataset.opening;
        if (!works && (whole || said.every((node) => !node.innerText))) return setTimeout(ask, 50);
        resolve({ works: Boolean(works), files: inside.defaultView.performance.getEntriesByType('resource').map(({ name }) => name) });
        frame.remove();
    };
    ask();
}), 0)";

/// Opens a page repeatedly, each time without one of its files.
async fn each_file_is_missed(shell: &str, some: &[&str]) -> Result<()> {
    on_page("preset=test1", async |page| {
        let copies = Copies::new(shell.split('.').next().unwrap_or_default())?;
        page.go(&copies.address("frames.html"), "document.body")
            .await?;
        page.eval(LOOK).await?;
        let whole = look(page, &[format!("nothing/{shell}")], true).await?;
        assert_eq!(whole[0]["works"], json!(true), "{shell} opens");
        let root = copies.address("nothing/");
        let asked = whole[0]["files"].as_array().into_iter().flatten();
        let mut files: Vec<&str> = asked
            .filter_map(|file| file.as_str()?.strip_prefix(&root)?.split('?').next())
            .filter(|file| {
                [".js", ".css", ".wasm"]
                    .iter()
                    .any(|end| file.ends_with(end))
            })
            .collect();
        files.extend(some);
        files.sort_unstable();
        files.dedup();
        assert!(files.len() > 15, "{shell} asks for more than {files:?}");

        let mut blank = Vec::new();
        for batch in files.chunks(AT_ONCE) {
            let mut addresses = Vec::new();
            for (place, file) in batch.iter().enumerate() {
                let copy = format!("{}-{place}", file.replace('/', "-"));
                copies.without(&copy, &[file])?;
                addresses.push(format!("{copy}/{shell}"));
            }
            let seen = look(page, &addresses, false).await?;
            blank.extend(
                batch
                    .iter()
                    .zip(seen)
                    .filter(|(_, seen)| seen.is_null())
                    .map(|(file, _)| *file),
            );
        }
        assert!(
            blank.is_empty(),
            "without one of these {shell} is blank: {blank:?}"
        );
        page.leave().await?;
        page.forget_errors().await
    })
    .await
}

/// The state of each page, or null if it stays blank; if `whole`, waits until the pages work.
async fn look(
    page: &Page,
    addresses: &[String],
    whole: bool,
) -> Result<Vec<stepsieve_page::Value>> {
    let seen = page
        .eval(&format!(
            "Promise.all({}.map((address) => Promise.race([look(address, {whole}),
                new Promise((resolve) => setTimeout(() => resolve(null), 60_000))])))",
            json!(addresses)
        ))
        .await?;
    Ok(seen.as_array().cloned().unwrap_or_default())
}

#[tokio::test]
async fn no_missing_file_leaves_the_page_blank() -> Result<()> {
    let later = [
        "www/app/shell.js",
        "www/figures/figure-export.js",
        "www/app/palette.js",
        "www/workers/compute-worker.js",
        "www/texts/de.js",
        "www/styles/page.css",
    ];
    each_file_is_missed("index.html?lang=de#preset=test1", &later).await
}

#[tokio::test]
async fn no_missing_file_leaves_an_embed_blank() -> Result<()> {
    each_file_is_missed(
        "embed.html?lang=de#preset=test1",
        &["www/embed/embed-chrome.js"],
    )
    .await
}

#[tokio::test]
async fn no_missing_file_leaves_the_other_pages_blank() -> Result<()> {
    each_file_is_missed("gallery.html?lang=de", &["www/texts/de-gallery.js"]).await?;
    each_file_is_missed("when.html?lang=de", &["www/texts/de-when.js"]).await?;
    each_file_is_missed("reproduce.html?lang=de", &[]).await
}

#[tokio::test]
async fn no_missing_file_leaves_an_exercise_blank() -> Result<()> {
    each_file_is_missed(
        "exercise.html?lang=de#preset=test1",
        &["www/texts/de-class.js"],
    )
    .await?;
    each_file_is_missed(
        "teach.html?lang=de#preset=test1",
        &["www/classroom/submissions.js"],
    )
    .await
}

#[tokio::test]
async fn a_lesson_without_its_modules_says_so() -> Result<()> {
    on_page("preset=test1", async |page| {
        let copies = Copies::new("lesson")?;
        let lesson = "www/lessons/noise.html";
        for (copy, missing) in [
            ("demo", "www/stepsieve-demo.js"),
            ("own", "www/lessons/noise.js"),
            ("shared", "www/lessons/lesson-chrome.js"),
        ] {
            copies.without(copy, &[missing])?;
            let said =
                "document.getElementById('opening')?.checkVisibility({ visibilityProperty: true })";
            page.go(&copies.address(&format!("{copy}/{lesson}")), said)
                .await?;
        }
        page.go(
            &copies.address(&format!("nothing/{lesson}")),
            "!document.getElementById('opening')",
        )
        .await?;
        page.leave().await?;
        page.forget_errors().await
    })
    .await
}

#[tokio::test]
async fn a_page_that_is_opened_as_a_file_says_so() -> Result<()> {
    on_page("preset=test1", async |page| {
        let site = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../dist")
            .canonicalize()?;
        for name in [
            "index.html",
            "embed.html",
            "gallery.html",
            "reproduce.html",
            "when.html",
            "exercise.html",
            "teach.html",
        ] {
            let said =
                "document.getElementById('opening').checkVisibility({ visibilityProperty: true })";
            page.go(&format!("file://{}", site.join(name).display()), said)
                .await?;
            let text = page
                .eval("document.getElementById('opening').innerText")
                .await?;
            assert!(
                text.as_str()
                    .is_some_and(|text| text.contains("opened as a file")),
                "{name}: {text}"
            );
        }
        page.leave().await?;
        page.forget_errors().await
    })
    .await
}

#[tokio::test]
async fn what_is_needed_later_and_missing_is_told_where_it_is_asked_for() -> Result<()> {
    on_page("preset=test1", async |page| {
        let copies = Copies::new("later")?;
        let told = "document.getElementById('notice')?.innerText.includes('could not be loaded')";
        let dismiss = "document.querySelector('#notice button').click()";
        copies.without("help", &["www/app/help.js"])?;
        page.go(&copies.address("help/index.html#preset=test1"), told)
            .await?;
        // Without a link the page tries to load the intro.
        let later = [
            "www/app/tour.js",
            "www/app/projector.js",
            "www/embed/embed-dialog.js",
            "www/app/intro.js",
        ];
        copies.without("later", &later)?;
        page.go(&copies.address("later/index.html"), told).await?;
        page.wait_until("window.stepsieve", LONG).await?;
        for asked in ["tour", "projector", "embed"] {
            page.eval(dismiss).await?;
            page.wait_until("!document.getElementById('notice')", LONG)
                .await?;
            page.eval(&format!("document.getElementById('{asked}').click()"))
                .await?;
            page.wait_until(told, LONG).await?;
        }
        page.leave().await?;
        page.forget_errors().await
    })
    .await
}
