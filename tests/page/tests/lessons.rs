//! The lessons: demos run by their real controls, and every question gets right and wrong answers
//! from their outcomes.

mod driving;
mod first;
mod second;

use stepsieve_page::{Result, on_page};

use driving::{open, run, slide};

const PAGES: [&str; 9] = [
    "index",
    "noise",
    "staircase",
    "temperature",
    "anisotropic",
    "surrogates",
    "failure",
    "notes",
    "glossary",
];

/// A slider stays under the pointer while reports appear and disappear, and when a run fails.
#[tokio::test]
async fn sliders_stay_where_they_are() -> Result<()> {
    on_page("", async |page| {
        for width in [1280, 390] {
            page.set_viewport(width, 900, 1.0).await?;
            for (lesson, demo, key) in [
                ("noise", "ripple", "PageDown"),
                ("failure", "blowup", "PageUp"),
            ] {
                open(page, lesson).await?;
                run(page, demo).await?;
                slide(page, demo, &[key; 6]).await?;
            }
        }
        Ok(())
    })
    .await
}

/// No sideways scrolling, and no link to a missing page.
#[tokio::test]
async fn lessons_fit_a_phone_and_lead_to_each_other() -> Result<()> {
    on_page("", async |page| {
        assert!(page.eval("document.querySelector('footer a[href*=\"www/lessons/\"]').href").await?.is_string());
        page.set_viewport(320, 700, 1.0).await?;
        for place in PAGES {
            page.go(&format!("www/lessons/{place}.html"), "document.readyState === 'complete'").await?;
            let width = page.eval("document.documentElement.scrollWidth").await?;
            assert!(width.as_u64() <= Some(320), "{place}: {width}");
            let links = page
                .eval("[...document.links].filter(({ origin }) => origin === location.origin).map(({ pathname }) => pathname)")
                .await?;
            for link in links.as_array().into_iter().flatten() {
                let link = link.as_str().unwrap_or_default();
                let known = |page: &&str| link.ends_with(&format!("/www/lessons/{page}.html"));
                let is_page = ["/index.html", "/teach.html"].iter().any(|page| link.ends_with(page)) && !link.contains("/www/");
                assert!(is_page || PAGES.iter().any(known), "{place}: {link}");
            }
        }
        Ok(())
    })
    .await
}
