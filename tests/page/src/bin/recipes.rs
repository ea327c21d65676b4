//! Builds documents with an embedded demo, of every kind in the page's *Embed* dialog, for
//! `cargo xtask recipes`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use stepsieve_page::{Page, Result, Server, bail, json};

const DEMO: &str = "v=3&preset=test1&step=0.5&steps=1e6";
const LONG: Duration = Duration::from_secs(60);

/// A document: its kind in the page's dialog, its files around a snippet, its build command, and
/// the resulting page.
struct Recipe {
    kind: &'static str,
    files: fn(&str) -> Vec<(&'static str, String)>,
    build: &'static [&'static str],
    page: &'static str,
}

const RECIPES: &[Recipe] = &[
    Recipe {
        kind: "element",
        files: |snippet| vec![("index.html", document(snippet))],
        build: &[],
        page: "index.html",
    },
    Recipe {
        kind: "html",
        files: |snippet| vec![("index.html", document(snippet))],
        build: &[],
        page: "index.html",
    },
    Recipe {
        kind: "mdbook",
        files: |snippet| {
            vec![
                ("book.toml", "[book]\ntitle = \"A book\"\n".to_owned()),
                ("src/SUMMARY.md", "- [A demo](demo.md)\n".to_owned()),
                ("src/demo.md", format!("# A demo\n\n{snippet}\n\nText.\n")),
            ]
        },
        build: &["mdbook", "build"],
        page: "book/demo.html",
    },
    Recipe {
        kind: "sphinx",
        files: |snippet| {
            vec![
                ("conf.py", "project = 'A demo'\n".to_owned()),
                (
                    "index.rst",
                    format!("A demo\n======\n\n{snippet}\n\nText.\n"),
                ),
            ]
        },
        build: &["sphinx-build", "-q", "-W", "-b", "html", ".", "out"],
        page: "out/index.html",
    },
    Recipe {
        kind: "myst",
        files: |snippet| {
            vec![
                (
                    "conf.py",
                    "project = 'A demo'\nextensions = ['myst_parser']\n".to_owned(),
                ),
                ("index.md", format!("# A demo\n\n{snippet}\n\nText.\n")),
            ]
        },
        build: &["sphinx-build", "-q", "-W", "-b", "html", ".", "out"],
        page: "out/index.html",
    },
    Recipe {
        kind: "jupyter",
        files: |snippet| vec![("demo.ipynb", notebook(snippet))],
        build: &[
            "jupyter",
            "nbconvert",
            "--log-level=ERROR",
            "--to=html",
            "--execute",
            "demo.ipynb",
        ],
        page: "demo.html",
    },
    // Quarto converts with pandoc.
    Recipe {
        kind: "quarto",
        files: |snippet| {
            vec![(
                "demo.qmd",
                format!("---\ntitle: A demo\n---\n\n{snippet}\n"),
            )]
        },
        build: &[
            "pandoc",
            "--standalone",
            "--from=markdown",
            "--output=demo.html",
            "demo.qmd",
        ],
        page: "demo.html",
    },
];

fn document(snippet: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>A demo</title>\n<body>\n{snippet}\n</body>\n</html>\n"
    )
}

fn notebook(code: &str) -> String {
    json!({
        "nbformat": 4, "nbformat_minor": 5, "metadata": {},
        "cells": [{ "cell_type": "code", "id": "demo", "metadata": {}, "outputs": [], "execution_count": null, "source": code }],
    })
    .to_string()
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        bail!("the folder for the documents is missing");
    };
    for recipe in RECIPES {
        let place = folder.join(recipe.kind);
        write(recipe, &place, &snippet(recipe.kind).await?)?;
        // Documents have another origin than the demo.
        let server = Server::start(Some(&place))?;
        let found = found(&format!("{}{}", server.address(), recipe.page)).await?;
        println!("{:8} {found}", recipe.kind);
    }
    Ok(())
}

/// The snippet of the page's dialog for a kind of document, with a demo that starts by itself.
async fn snippet(kind: &str) -> Result<String> {
    let page = Page::open(DEMO).await?;
    page.click("#embed").await?;
    page.click("#embed-autorun").await?;
    page.choose("#embed-kind", kind).await?;
    let snippet = page
        .eval("document.getElementById('embed-snippet').value")
        .await?;
    page.close().await?;
    Ok(snippet.as_str().unwrap_or_default().to_owned())
}

fn write(recipe: &Recipe, place: &Path, snippet: &str) -> Result<()> {
    for (name, text) in (recipe.files)(snippet) {
        let file = place.join(name);
        fs::create_dir_all(file.parent().unwrap_or(place))?;
        fs::write(file, text)?;
    }
    let [program, arguments @ ..] = recipe.build else {
        return Ok(());
    };
    let status = Command::new(program)
        .args(arguments)
        .current_dir(place)
        .status()?;
    if !status.success() {
        bail!("{program} cannot build {}", place.display());
    }
    Ok(())
}

/// The result of the demo in a document, from its messages to the document.
async fn found(address: &str) -> Result<String> {
    let page = Page::open("").await?;
    page.eval(&format!("void (location.href = {})", json!(address)))
        .await?;
    page.wait_until("document.querySelector('iframe, stepsieve-demo')", LONG)
        .await?;
    page.eval(
        "(() => {
            const holder = document.querySelector('stepsieve-demo');
            const frame = holder?.shadowRoot?.querySelector('iframe') ?? document.querySelector('iframe');
            frame.scrollIntoView();
            addEventListener('message', ({ data }) => { if (data.complete) window.found = data.outcome.summary; });
            setInterval(() => frame.contentWindow.postMessage({ stepsieve: 'outcome' }, '*'), 100);
        })()",
    )
    .await?;
    page.wait_until("window.found", LONG).await?;
    let found = page.eval("window.found").await?;
    page.close().await?;
    Ok(found.as_str().unwrap_or_default().to_owned())
}
