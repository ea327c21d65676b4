//! Opens pages that use the npm package, for `cargo xtask test --only package`: takes the hash that
//! each has to find, and the folders of the pages.

use std::path::Path;
use std::time::Duration;

use stepsieve_page::{Page, Result, Server, bail, json};

const LONG: Duration = Duration::from_secs(60);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let mut words = std::env::args().skip(1);
    let expected = words.next().unwrap_or_default();
    for folder in words {
        let found = found(Path::new(&folder)).await?;
        println!("{folder}: {}", found.join(" "));
        if found.iter().any(|hash| *hash != expected) {
            bail!("{folder} finds another outcome than {expected}");
        }
    }
    Ok(())
}

/// The hashes that a page finds: of the module, and of the element if it has one.
async fn found(folder: &Path) -> Result<Vec<String>> {
    let server = Server::start(Some(folder))?;
    let page = Page::open("").await?;
    page.eval(&format!(
        "void (location.href = {})",
        json!(server.address())
    ))
    .await?;
    let found = "(({ hash, element }) => hash && (element || !document.querySelector('stepsieve-demo')) && [hash, element ?? hash])(document.documentElement.dataset)";
    page.wait_until(found, LONG).await?;
    let hashes = page.eval(found).await?;
    page.close().await?;
    let hashes = hashes.as_array().cloned().unwrap_or_default();
    let texts = hashes.iter().filter_map(|hash| hash.as_str());
    Ok(texts.map(str::to_owned).collect())
}
