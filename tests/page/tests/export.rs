//! A learned potential exported as JavaScript has the values of the learned one.
//!
//! The test is here because it requires a JavaScript engine.

use samples::{ABOUT, assert_ours, samples};
use stepsieve::export::{Language, source};
use stepsieve_page::{Result, json, on_page};

#[tokio::test]
async fn the_javascript_is_ours() -> Result<()> {
    on_page("", async |page| {
        // The page's policy admits no scripts but its own.
        page.leave().await?;
        let mut printed = String::new();
        for sample in samples() {
            let text = source(&sample.splines, Language::JavaScript, ABOUT);
            let lines = page
                .eval(&format!(
                    "import('data:text/javascript,' + encodeURIComponent({})).then(m =>
                        {:?}.map(q => [m.energy(q), ...m.gradient(q)].join(' ') + '\\n').join(''))",
                    json!(text),
                    sample.points
                ))
                .await?;
            printed += lines.as_str().unwrap_or("no text");
        }
        assert_ours(&printed);
        Ok(())
    })
    .await
}

/// A point with a missing coordinate is refused.
#[tokio::test]
async fn the_javascript_refuses_what_is_no_point() -> Result<()> {
    on_page("", async |page| {
        // The page's policy admits no scripts but its own.
        page.leave().await?;
        let [_, sample, ..] = samples();
        let text = source(&sample.splines, Language::JavaScript, ABOUT);
        let said = page
            .eval(&format!(
                "import('data:text/javascript,' + encodeURIComponent({})).then(m => m.energy([0]))
                    .catch(error => String(error))",
                json!(text)
            ))
            .await?;
        assert_eq!(said, "RangeError: a point has 2 coordinates, not 1");
        Ok(())
    })
    .await
}
